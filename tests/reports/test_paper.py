"""How many sheets of paper the report takes: wide texts make the columns wider rather than the report longer."""

from __future__ import annotations

import openpyxl
import pytest

from sheetsales.look.widths import wrapped_lines
from sheetsales.reports.block import PAGE_HEIGHT, PAGE_WIDTH
from tests.reports.conftest import Made

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")


def sheets_of(made: Made) -> dict[str, int]:
    """Visible sheet → sheets of paper."""
    book = openpyxl.load_workbook(made.path)
    return {s.title: len(s.row_breaks.brk) + 1 for s in book.worksheets if s.sheet_state == "visible"}


def test_the_full_report_keeps_every_section_to_two_sheets(report: Made) -> None:
    taken = sheets_of(report)
    assert max(taken.values()) <= 2
    assert sum(taken.values()) <= 18


def test_the_process_table_gets_room_for_its_standards(report: Made) -> None:
    sheet = report.values["流程表" if report.lang == "zh" else "Process"]
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDEFGH"]
    assert sum(widths) <= PAGE_WIDTH / 0.6 + 1
    height = sum(d.height or 0 for d in sheet.row_dimensions.values())
    assert height * min(1, PAGE_WIDTH / sum(widths)) < 2 * PAGE_HEIGHT + 40
    longest = max(
        wrapped_lines(str(row[3]), widths[3])
        for row in sheet.iter_rows(min_row=4, values_only=True)
        if row[3]
    )
    assert longest <= 3


def test_a_table_that_goes_on_has_its_headings_there_too(report: Made) -> None:
    book = openpyxl.load_workbook(report.path)
    zh = report.lang == "zh"
    for title, first in (
        (("检查", "严重程度"), ("成交与输单", "在手商机"))
        if zh
        else (("Checks", "Severity"), ("Won and lost", "Open deal"))
    ):
        sheet = book[title]
        rows = str(sheet.print_title_rows)
        row = int(rows.rpartition("$")[2])
        assert rows == f"${row}:${row}"
        assert str(sheet.cell(row, 1).value).startswith(first)
    customers = book["客户" if zh else "Customers"]
    assert customers.print_title_rows is None  # its tables are whole
