"""A number in a cell that shows a currency is an amount in that currency."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.backends.parts.shown_formats import sign_of_format
from sheetsales.backends.reader import read_workbook
from sheetsales.book.amount_currency import currencies, shown_by_format
from sheetsales.book.book import Book
from sheetsales.book.load import load
from sheetsales.process.money import amounts
from sheetsales.schema.bind import bind
from tests.checking.files import TODAY
from tests.support.commands import exit_code

HEADINGS = ["ID", "Customer", "Deal", "Stage", "Amount", "Owner", "Expected close", "Created on"]


def book(
    path: Path, *formats: str, currency: str = "", heading: str = "Amount", row_currency: str = ""
) -> Book:
    made = openpyxl.Workbook()
    sheet: Any = made.active
    sheet.title = "Pipeline"
    sheet.append([heading if h == "Amount" else h for h in HEADINGS] + (["Currency"] if row_currency else []))
    for i, code in enumerate(formats, 1):
        day = dt.date(2026, 9, 1)
        row = [f"O-{i}", f"C{i}", f"Deal {i}", "Quotation", 100 * i, "Bob", dt.date(2026, 12, 1), day]
        sheet.append(row + ([row_currency] if row_currency else []))
        sheet.cell(i + 1, 5).number_format = code
    if currency:
        settings = made.create_sheet("Settings")
        settings.append(["Group", "Name", "Value"])
        settings.append([None, "Currency", currency])
    made.save(path)
    workbook = read_workbook(path)
    return load(workbook, bind(workbook), today=TODAY)[0]


@pytest.mark.parametrize(
    ("code", "own", "means"),
    [
        ("[$€-407] #,##0.00", "GBP", "EUR"),
        ("_-[$€-2]* #,##0.00_-", "GBP", "EUR"),
        ("[$¥-804]#,##0", "JPY", "CNY"),
        ("[$￥-411]#,##0", "CNY", "JPY"),
        ("[$$-1009]#,##0", "USD", "CAD"),
        ("[$HK$-C04]#,##0", "CNY", "HKD"),
        ("[$kr-41D]0", "GBP", "SEK"),
        ("[$EUR]0", "GBP", "EUR"),
        ("[$BTC]0.0", "GBP", "BTC"),
        ('"USD "#,##0', "GBP", "USD"),
        ('#,##0\\ "EUR"', "GBP", "EUR"),
        ('_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)', "GBP", "USD"),
        ('_ "¥"* #,##0.00_ ', "CNY", "CNY"),
        ('_ "¥"* #,##0.00_ ', "GBP", "¥"),
        ("\\£#,##0", "GBP", "GBP"),
        ("$#,##0", "AUD", "AUD"),
        ("[Red]$#,##0;[Green]-€#,##0", "GBP", "USD"),
        ('#,##0"元"', "GBP", "CNY"),
        ('#,##0"万元"', "CNY", "CNY"),
    ],
)
def test_a_format_says_its_currency(code: str, own: str, means: str) -> None:
    assert shown_by_format(sign_of_format(code), own) == means


@pytest.mark.parametrize(
    "code", ["General", "#,##0", "#,##0_€", "*€#,##0", '"Qty "0', "[$-409]#,##0", "[Red]0", "0.00%", '0"% of $"', ""]
)  # fmt: skip
def test_other_formats_say_none(code: str) -> None:
    sign = sign_of_format(code)
    assert not sign or shown_by_format(sign, "GBP") in ("", "USD")
    assert bool(sign) is ('"' in code)


def test_an_amount_in_another_currency_is_in_no_total(tmp_path: Path) -> None:
    found = book(tmp_path / "a.xlsx", "#,##0", "[$€-407] #,##0", '"USD "#,##0', "£#,##0", currency="GBP")
    assert currencies(found.table("pipeline"), "GBP") == ["GBP", "EUR", "USD", "GBP"]
    assert amounts(found) == (Decimal(100), None, None, Decimal(400))


def test_what_all_amounts_show_is_the_workbooks_currency(tmp_path: Path) -> None:
    found = book(tmp_path / "a.xlsx", "[$€-407] #,##0", "[$€-2] #,##0", "#,##0")
    assert found.settings.currency == "EUR"
    assert None not in amounts(found)


def test_what_the_row_says_counts_before_its_look(tmp_path: Path) -> None:
    found = book(tmp_path / "a.xlsx", "$#,##0", "$#,##0", currency="EUR", row_currency="EUR")
    assert amounts(found) == (Decimal(100), Decimal(200))


def test_heading_and_look_of_two_currencies_leave_it_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.xlsx"
    found = book(path, "[$€-407] #,##0", "#,##0", currency="EUR", heading="Amount (USD)")
    assert currencies(found.table("pipeline"), "EUR") == ["USD / EUR", "USD"]
    assert exit_code(["check", str(path), "--today", str(TODAY), "--dry-run"]) == 1
    said = capsys.readouterr().out
    assert "says two currencies (USD / EUR): 1, the first at Pipeline!E2" in said
    assert "Let the heading, the currency column and the number format of the cells say the same one." in said


def test_it_is_told_once_and_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.xlsx"
    book(path, "[$€-407] #,##0", "[$€-407] #,##0", "#,##0", currency="GBP")
    exit_code(["check", str(path), "--today", str(TODAY), "--dry-run"])
    said = capsys.readouterr().out
    assert "Deals whose amount shows EUR by its number format: 2, the first at Pipeline!E2." in said
    assert "if it is GBP, change the number format of the cells" in said


def test_cells_that_only_a_parser_reads_have_their_currency_too(tmp_path: Path) -> None:
    import zipfile

    path, odd = tmp_path / "a.xlsx", tmp_path / "odd.xlsx"
    book(path, "[$€-407] #,##0", "#,##0", currency="GBP")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(odd, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b"<sheetData>", b"<sheetData><!-- odd -->")
            new.writestr(name, data)
    grids = [read_workbook(p).grids[0] for p in (path, odd)]
    assert grids[0].signs == grids[1].signs == {5: {2: "€-407"}}
