"""The run noted on Home, where Home has the cells for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from sheetsales.cells.build import grid_from_rows, workbook_from_rows
from sheetsales.cells.edits import SetCell
from sheetsales.cells.grid import Workbook
from sheetsales.checking.home import home_edits

TODAY = dt.date(2026, 11, 2)
NAMES = {"home_last_run": "首页!$B$1", "HOME_LAST_COMMAND": "=首页!$B$2", "home_last_result": "首页!$B$3"}


def book(names: dict[str, str], *values: str) -> Workbook:
    grid = grid_from_rows("首页", [("时间", values[0]), ("做了什么", values[1]), ("结果", values[2])])
    return replace(workbook_from_rows({"首页": grid}), names=names)


def said(workbook: Workbook) -> list[tuple[str, object]]:
    edits: list[SetCell] = list(home_edits(workbook, TODAY, "sheetsales check", "没有发现问题。"))
    return [(str(e.at), e.value) for e in edits]


def test_when_what_and_what_was_found() -> None:
    assert said(book(NAMES, "—", "—", "—")) == [
        ("首页!B1", "2026-11-02"), ("首页!B2", "sheetsales check"), ("首页!B3", "没有发现问题。"),
    ]  # fmt: skip


def test_what_stands_there_already_is_not_written_again() -> None:
    assert said(book(NAMES, "2026-11-02", "sheetsales check", "x")) == [("首页!B3", "没有发现问题。")]


@pytest.mark.parametrize(
    "names",
    [{}, {"home_last_run": "#REF!"}, {"home_last_run": "没有!$A$1"}, {"home_last_run": "首页!$A$1:$B$2"}],
)
def test_a_home_without_such_cells_is_left_alone(names: dict[str, str]) -> None:
    assert said(book(names, "—", "—", "—")) == []


def test_a_formula_of_the_team_stays() -> None:
    workbook = book(NAMES, "—", "—", "—")
    grid = replace(workbook.grids[0], formulas=frozenset({(1, 2)}))
    assert [at for at, _ in said(replace(workbook, grids=(grid,)))] == ["首页!B2", "首页!B3"]
