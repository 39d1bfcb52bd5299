"""Records of which nobody can say that they are over go along into the new year, and that is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl

from sheetsales.workflow.newyear import newyear
from sheetsales.workflow.opening import open_book
from tests.merging.crowded import crowded

NEW = dt.date(2026, 1, 5)


def test_what_has_no_day_or_no_stage_goes_along_and_is_told(tmp_path: Path) -> None:
    book = crowded(tmp_path / "sales.xlsx")
    opened = openpyxl.load_workbook(book)
    opened["Pipeline"]["D2"], opened["Pipeline"]["D4"] = "Won", "Sleeping"
    opened.save(book)
    made = newyear(book, 2026, today=NEW, out=tmp_path / "sales-2026.xlsx")
    assert made.went["pipeline"] == 4
    assert made.stayed["activities"] == 2
    (said,) = [notice for notice in made.notices if "Nobody can say" in notice.en]
    assert "Pipeline 2." in said.en
    assert "商机 2 行" in said.zh
    assert len(open_book(made.place, today=NEW).book.table("pipeline")) == 4


def test_where_all_is_clear_nothing_is_told(tmp_path: Path) -> None:
    made = newyear(crowded(tmp_path / "sales.xlsx"), 2026, today=NEW, out=tmp_path / "sales-2026.xlsx")
    assert not [notice for notice in made.notices if "Nobody can say" in notice.en]
