"""How the columns of a new sheet look: their number formats, and which of them break long lines."""

from __future__ import annotations

import datetime as dt

import pytest

from sheetsales.cells.edits import AddSheet, EditPlan
from sheetsales.cells.plan_json import plan_to_json, read_plan
from sheetsales.cells.values import EditValue, Formula, Link
from sheetsales.errors import EditRefused
from tests.ooxml.books import book, done, opened_by_openpyxl

HEADINGS = ("Who", "Share", "Amount", "When", "Note")


def made(
    *rows: tuple[EditValue, ...], formats: tuple[str | None, ...] = (None, "0.0%", "#,##0", "yyyy-mm")
) -> AddSheet:
    return AddSheet("New", HEADINGS, rows, formats=formats, wraps=(False, False, False, False, True))


def test_numbers_and_dates_look_as_their_column_says() -> None:
    data = done(
        book(),
        made(
            ("Li", 0.5, 1200, dt.date(2026, 10, 31), "a\nb"),
            (Link("New!A1", "x"), "—", Formula("1+1", 2), None, None),
            (None, None, True, dt.datetime(2026, 1, 1, 9), "long"),
        ),
    )
    sheet = opened_by_openpyxl(data)["New"]
    shown = [[cell.number_format for cell in row] for row in sheet.iter_rows(min_row=2, max_row=4)]
    assert shown[0] == ["General", "0.0%", "#,##0", "yyyy-mm", "General"]
    assert shown[1][1:3] == ["General", "#,##0"]
    assert shown[2][2:4] == ["General", "yyyy-mm"]
    assert sheet["E2"].alignment.wrap_text
    assert not sheet["A2"].alignment.wrap_text
    assert sheet.sheet_format.defaultRowHeight == 30
    assert sheet.row_dimensions[1].height == 18
    assert sheet["A1"].font.bold
    assert sheet["A1"].fill.fgColor.rgb == "FF1F4E79"
    assert sheet.column_dimensions["C"].number_format == "#,##0"


def test_a_format_excel_would_not_take_is_refused() -> None:
    with pytest.raises(EditRefused, match="New!A2"):
        done(book(), made(formats=('0"',)))


def test_the_plan_says_so_in_json() -> None:
    import json

    plan = EditPlan((made(("Li", 1, 2, None, None)),))
    assert read_plan(json.dumps(plan_to_json(plan))) == plan
