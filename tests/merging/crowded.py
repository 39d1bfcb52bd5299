"""A workbook in which everything that can hold a name holds somebody's, for tests of what copies tell."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import xlsxwriter

HEADINGS = {
    "tblTeam": ["ID", "Name *", "Role *", "Team", "Region", "Active *", "Weekly hours", "Base pay"],
    "tblCustomers": ["ID", "Name *", "Owner *", "Contact", "Phone", "Created on *", "Credit limit"],
    "tblPipeline": ["ID", "Customer *", "Name *", "Stage *", "Amount (GBP)", "Owner *", "Created on *", "Next step", "Check sum", "Share"],
    "tblActivities": ["Date *", "Rep *", "Customer *", "Kind *", "Content *"],
    "tblCommission": ["Period", "Person", "Plan", "Amount"],
}  # fmt: skip
TEAM = [
    ["S01", "Ann Lee", "rep", "North", "North", "Yes", 38, 41111],
    ["S02", "Bob Ray", "rep", "South", "South", "Yes", 31, 52222],
    ["S03", "Cy Fox", "manager", "South", "South", "Yes", 40, 63333],
]
CUSTOMERS = [
    ["C-001", "Foreshore Pumps", "S02", "Zed Quill", "07700 900111", 46000, 77777],
    ["C-002", "Norbury Valves", "S01", "Jo Ward", "07700 900222", 46000, 1000],
    ["C-003", "Gullwing Marine", "S02", "Ivo Brand", "07700 900333", 46000, 88888],
]
DEALS = [
    ["O-001", "C-001", "Quayside crane", "Quotation", 912345, "S02", 46000, "ring Zed"],
    ["O-002", "C-002", "Hall two", "Quotation", 1000, "S01", 46000, "call"],
    ["O-003", "C-003", "Slipway winch", "Quotation", 834567, "S02", 46000, "visit"],
    ["O-004", "C-003", "Rope survey", "Quotation", 2000, "S01", 46000, "mail"],
]
ACTIVITIES = [
    [46001, "S02", "C-001", "Call", "Zed wants the crane blue"],
    [46002, "S01", "C-002", "Call", "spoke of hall two"],
]
SECRETS = (
    "Foreshore", "Zed", "900111", "900333", "Ivo Brand", "Quayside", "912345", "834567", "Slipway", "77777", "88888",
    "41111", "52222", "63333", "crane blue", "4711", "1749912", "5150",
)  # fmt: skip
"""What is not Ann's: S01's copy may say none of it, whatever part it stands in."""


def crowded(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"title": "Foreshore Pumps", "author": "Zed"})
        book.set_custom_property("about", "Quayside crane")
        team, customers = book.add_worksheet("Team"), book.add_worksheet("Customers")
        deals, activities = book.add_worksheet("Pipeline"), book.add_worksheet("Activities")
        table(team, "tblTeam", TEAM)
        table(customers, "tblCustomers", CUSTOMERS)
        table(activities, "tblActivities", ACTIVITIES)
        table(
            book.add_worksheet("Commission"),
            "tblCommission",
            [["2026-10", "S02", "plan", 4711], ["2026-10", "S01", "plan", 5150]],
        )
        pipeline(book, deals)
        own = book.add_worksheet("Boss's notes")
        own.write_row(0, 0, ["Foreshore Pumps", 912345])
        customers.write_comment("B2", "Foreshore: pays late")
        customers.write_comment("B3", "Norbury: pays early")
        customers.write_comment("B4", "Gullwing: ask Zed")
        customers.write_url("D2", "mailto:zed@foreshore.example", string="Zed Quill")
        customers.write_url("D3", "mailto:jo@norbury.example", string="Jo Ward")
        customers.set_header("&LForeshore Pumps")
    add_part(path, "xl/externalLinks/externalLink1.xml", "<x>Foreshore 912345</x>")
    add_part(path, "customXml/item1.xml", "<x>Quayside 834567</x>")
    return path


def pipeline(book: Any, sheet: Any) -> None:
    table(sheet, "tblPipeline", DEALS)
    total = sum(int(str(row[4])) for row in DEALS)
    for n in range(len(DEALS)):
        row = n + 2
        sheet.write_formula(n + 1, 8, f"=E{row}*2", None, int(str(DEALS[n][4])) * 2)
        sheet.write_formula(n + 1, 9, f"=E{row}/SUM($E$2:$E$5)", None, 0.5150)
    sheet.write_formula(6, 4, "=SUM(E2:E5)", None, total)
    sheet.write(8, 4, total)
    sheet.write(1, 14, "Zed rings at noon")
    red = book.add_format({"bg_color": "#FF0000"})
    sheet.conditional_format("H2:H5", {"type": "formula", "criteria": '=$H2="ring Zed"', "format": red})
    sheet.conditional_format("E2:E5", {"type": "formula", "criteria": "=$E2>1500", "format": red})
    sheet.data_validation("B2:B5", {"validate": "list", "source": ["Foreshore Pumps", "Norbury Valves"]})
    sheet.data_validation("D2:D50", {"validate": "list", "source": ["Quotation", "Won"]})
    chart = book.add_chart({"type": "column"})
    data = [["O-001", "Quayside"], [912345, 834567]]
    chart.add_series({"values": "=Pipeline!$E$2:$E$5", "values_data": data[1], "categories_data": data[0]})
    sheet.insert_chart("Q2", chart)
    sheet.insert_textbox("Q20", "Slipway first")
    book.define_name("the_best", '="Foreshore"')
    book.define_name("deals", "=Pipeline!$E$2:$E$5")
    book.define_name("notes", "='Boss''s notes'!$A$1")
    book.define_name("vat", "=0.2")


def table(sheet: Any, name: str, rows: list[list[Any]]) -> None:
    headings = HEADINGS[name]
    columns = [{"header": heading} for heading in headings]
    sheet.add_table(0, 0, len(rows), len(headings) - 1, {"name": name, "columns": columns})
    for number, row in enumerate(rows, 1):
        sheet.write_row(number, 0, row)


def add_part(path: Path, name: str, text: str) -> None:
    """A part that nobody knows."""
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(name, text)


def everything(path: Path) -> str:
    """All that any part of a file says, with the names of the parts."""
    with zipfile.ZipFile(path) as package:
        return "\n".join(
            f"{name}\n{package.read(name).decode('utf-8', 'replace')}" for name in package.namelist()
        )
