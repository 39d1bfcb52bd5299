"""Columns that a button adds; undoing says that they stay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sheetsales.backends.clicks.change_list import change_list
from sheetsales.backends.clicks.expand import expand
from sheetsales.backends.clicks.leftovers import left_behind
from sheetsales.backends.placing.changes import Widen
from sheetsales.backends.placing.told import changes_from_json, changes_to_json
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.edits import AddColumns, EditPlan
from tests.buttons.conformance.plans import workbook
from tests.buttons.jobs import NONCE
from tests.buttons.macro_model import Answer, Refused, Sheets

PLAN = EditPlan((AddColumns("tblDeals", ("到期", "备注 2")),))


def test_a_button_puts_them_at_the_right_of_the_table(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook())
    read = read_workbook(path)
    sheets = Sheets(read)
    where, before = sheets.tables["tblDeals"]
    got = Answer(change_list(NONCE, "", expand(PLAN, read)), NONCE)
    sheets.apply(got)
    _, after = sheets.tables["tblDeals"]
    assert after.last_column == before.last_column + 2
    assert [sheets.cells[where][before.first_row, before.last_column + n] for n in (1, 2)] == [
        "到期",
        "备注 2",
    ]
    sheets = Sheets(read)
    sheets.cells[where][before.last_row, after.last_column] = "typed meanwhile"
    with pytest.raises(Refused):
        sheets.apply(got)


def test_what_was_carried_out_is_kept_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook())
    widen = [change for change in expand(PLAN, read_workbook(path)) if isinstance(change, Widen)]
    assert changes_from_json(changes_to_json(widen)) == tuple(widen)
    old = [one[:-1] for one in changes_to_json(widen)]
    assert changes_from_json(old) == tuple(replace(change, first_column=0) for change in widen)


def test_undoing_says_that_the_columns_stay(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook())
    said = left_behind(PLAN, read_workbook(path))
    assert said is not None
    assert said.en == "What stays: the new columns of tblDeals."
    assert "“tblDeals”新加的 2 列" in said.zh
