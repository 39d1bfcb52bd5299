"""Columns are added by commands, not by buttons; undoing says that they stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheetsales.backends.clicks.expand import expand
from sheetsales.backends.clicks.leftovers import left_behind
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.edits import AddColumns, EditPlan
from sheetsales.errors import EditRefused
from tests.buttons.conformance.plans import workbook

PLAN = EditPlan((AddColumns("tblDeals", ("到期", "备注 2")),))


def test_a_button_refuses_and_says_how_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook())
    with pytest.raises(EditRefused, match="Close the workbook and use the command"):
        expand(PLAN, read_workbook(path))


def test_undoing_says_that_the_columns_stay(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook())
    said = left_behind(PLAN, read_workbook(path))
    assert said is not None
    assert said.en == "What stays: the new columns of tblDeals."
    assert "“tblDeals”新加的 2 列" in said.zh
