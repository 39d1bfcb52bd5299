"""The live backend over workbooks on paper: the plans and failures of the tests in LibreOffice, in no time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sheetsales.backends.live.book import LiveBook, attached
from sheetsales.backends.memory import MemoryBook
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import Area
from sheetsales.cells.edits import (
    AddColumns,
    AddSheet,
    Edit,
    EditPlan,
    EntryLook,
    InsertRows,
    SetCell,
    SetFormat,
    SetName,
    SetValidation,
    SetVisibility,
)
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.errors import EditConflict, EditRefused, WorkbookLocked
from sheetsales.texts import Text
from sheetsales.workflow.checking import check
from sheetsales.workflow.mending import mend
from tests.buttons.conformance.plans import MORE_PLANS, PLANS, ROW_PLANS, SHEET, at, workbook
from tests.buttons.macro_model import shown
from tests.checking.files import TODAY, team_book
from tests.live.plans import EVERYTHING
from tests.support.paper_engine import Engine


@pytest.fixture
def engine() -> Iterator[Any]:
    """An engine that is xlwings' active one for the time of a test."""
    import xlwings

    make: Any = Engine
    before, engine = xlwings.engines.active, make()
    xlwings.Engine(impl=engine).activate()
    yield engine
    xlwings.engines.active = before
    for module in [name for name in sys.modules if name.partition(".")[0] == "xlwings"]:
        del sys.modules[module]  # other tests look whether anybody loaded it


@pytest.fixture
def path(tmp_path: Path) -> Path:
    book = tmp_path / "我的 book.xlsx"
    book.write_bytes(workbook())
    return book


@pytest.fixture
def live(path: Path, engine: Any) -> LiveBook:
    return opened(path, engine)


def opened(path: Path, engine: Any) -> LiveBook:
    engine.open(path)
    path.with_name(f"~${path.name}").write_bytes(b"")
    live = attached(path)
    assert isinstance(live, LiveBook)
    return live


@pytest.mark.parametrize("name", [*PLANS, *MORE_PLANS, *ROW_PLANS])
def test_a_plan_gives_the_cells_it_gives_in_memory(name: str, path: Path, live: LiveBook) -> None:
    plan = EditPlan({**PLANS, **MORE_PLANS, **ROW_PLANS}[name])
    memory = MemoryBook(read_workbook(path))
    memory.apply(plan)
    live.apply(plan)
    now, wanted = live.read(), memory.read()
    assert known(now, wanted) == known(wanted, wanted)
    assert [g.formulas for g in now.grids] == [g.formulas for g in wanted.grids]
    assert [as_live(g) for g in now.grids] == [as_live(g) for g in wanted.grids]
    assert [g.visibility for g in now.grids] == [g.visibility for g in wanted.grids]


def test_columns_and_a_sheet_to_be_filled_in(path: Path, live: LiveBook, engine: Any) -> None:
    look = EntryLook((False, True), (False, True))
    edits = (
        AddColumns("tblDeals", ("到期",), ("yyyy-mm-dd",)),
        AddSheet("新表", ("a", "b"), ((None, None),) * 2, "tblNew", wraps=(True,), look=look),
    )
    memory = MemoryBook(read_workbook(path))
    memory.apply(EditPlan(edits))
    live.apply(EditPlan(edits))
    assert [as_live(g) for g in live.read().grids] == [as_live(g) for g in memory.read().grids]
    assert live.read().grids[0].value(1, 5) == "到期"


def test_columns_that_failed_go_back(live: LiveBook, engine: Any) -> None:
    before = live.read()
    with pytest.raises(EditRefused):
        live.apply(EditPlan((AddColumns("tblDeals", ("到期",)), AddSheet(SHEET, ("a",)))))
    assert [g.tables for g in live.read().grids] == [g.tables for g in before.grids]


def known(book: Workbook, by: Workbook) -> object:
    """The cells but those of formulas, which only a program works out."""
    formulas = {grid.name: grid.formulas for grid in by.grids}
    return {
        sheet: {place: value for place, value in cells.items() if place not in formulas[sheet]}
        for sheet, cells in shown(book).items()
    }


def as_live(grid: Grid) -> object:
    """The Tables without the formulas that they give their columns, which an open workbook does not tell."""
    return [replace(table, formulas=()) for table in grid.tables]


@pytest.mark.parametrize("stop", range(1, 25))
def test_whatever_fails_everything_goes_back(stop: int, live: LiveBook, engine: Any) -> None:
    import xlwings

    def refuse(what: str, place: Any) -> None:
        calls.append(what)
        if len(calls) == stop:
            raise xlwings.XlwingsError("no more")

    calls: list[str] = []
    sheet = engine.books[0].sheets[0]
    before, looks, names = live.read(), dict(sheet.looks), list(engine.books[0].names)
    engine.refuse, engine.app.calculation = refuse, "semiautomatic"
    with pytest.raises(EditRefused, match="no more"):
        live.apply(EditPlan(EVERYTHING))
    assert shown(live.read()) == shown(before)
    assert [g.tables for g in live.read().grids] == [g.tables for g in before.grids]
    assert (sheet.notes, list(engine.books[0].names)) == ({}, names)
    assert {k: v for k, v in flat(sheet.looks).items() if v not in BLANK} == flat(looks)
    app = engine.app
    assert (app.screen_updating, app.enable_events, app.display_alerts) == (True, True, True)
    assert app.calculation == "semiautomatic"


BLANK = (None, False, 8.0, 15.0, "#000000")


def flat(looks: dict[Any, dict[str, Any]]) -> dict[Any, Any]:
    return {(place, side): value for place, look in looks.items() for side, value in look.items()}


def test_what_people_typed_meanwhile_is_a_conflict_and_checked_anew(tmp_path: Path, engine: Any) -> None:
    path = team_book(tmp_path / "book.xlsx")
    live = opened(path, engine)
    before, old = path.read_bytes(), live.read()
    sheet = engine.books[0].sheets("客户")
    sheet.cells[2, 2] = "另一家"
    with pytest.raises(EditConflict):
        live.apply(EditPlan((SetCell(at(1, 1, "客户"), "x"),), old.sha256))
    result = check(path, today=TODAY)
    assert result.applied.notices
    assert check(path, today=TODAY).plan.edits == ()
    mended = mend(path, today=TODAY)
    assert mended.checked.judged.findings
    assert path.read_bytes() == before


def test_formats_that_would_change_values_give_way(live: LiveBook, engine: Any) -> None:
    import datetime as dt

    sheet = engine.books[0].sheets[0]
    sheet.formats.update({(2, 7): "@", (3, 7): "@", (2, 3): "yyyy-mm-dd", (5, 7): "[h]:mm"})
    sheet.cells[5, 7] = 1.75
    live.apply(EditPlan((SetCell(at(2, 7), 5), SetCell(at(3, 7), dt.date(2026, 1, 2)), SetCell(at(2, 3), 7))))
    grid = live.read().grids[0]
    assert [grid.value(*place) for place in ((2, 7), (3, 7), (2, 3))] == [5, dt.date(2026, 1, 2), 7]
    assert grid.value(5, 7) == dt.timedelta(days=1, hours=18)


def test_a_cell_that_will_not_take_its_value_is_named(
    live: LiveBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.support.paper_engine import Range

    put: Any = Range._put
    monkeypatch.setattr(
        Range, "_put", lambda self, place, value: put(self, place, "other" if value == "x" else value)
    )
    with pytest.raises(EditRefused, match="G9 was given “x”, but Excel made it “other”"):
        live.apply(EditPlan((SetCell(at(9, 7), "x"),)))


def test_merged_protected_and_read_only(live: LiveBook, engine: Any) -> None:
    book = engine.books[0]
    book.sheets[0].merged.append((2, 4, 4, 6))
    assert str(live.read().grids[0].merged[0]) == f"'{SHEET}'!D2:F4"
    with pytest.raises(EditRefused, match="D2"):
        live.check(EditPlan((SetCell(at(3, 5), "x"),)))
    book.sheets[0].api.ProtectContents = True
    with pytest.raises(EditRefused, match="protected"):
        live.apply(EditPlan(PLANS["append"]))
    book.api.ReadOnly = True
    with pytest.raises(WorkbookLocked, match="read-only"):
        live.apply(EditPlan(PLANS["a range"]))


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (SetValidation(Area(SHEET, 2, 4, 4, 4), "lst_stage"), "validation of its own"),
        (SetValidation(Area(SHEET, 2, 7, 2, 7), "$A2"), "depends on the row"),
        (SetValidation(Area(SHEET, 2, 7, 2, 7), ("a,b",)), "comma"),
        (SetValidation(Area(SHEET, 2, 7, 2, 7), "tblDeals[编号]"), "no column of a Table"),
        (SetValidation(Area(SHEET, 2, 7, 2, 7), "x" * 300), "255"),
        (SetName("no name", "1"), "cannot be a name"),
        (SetName("own", "A1"), "absolute"),
        (SetFormat(Area(SHEET, 1, 1, 2, 2), number_format='"'), "no number format"),
        (SetFormat(Area(SHEET, 1, 1, 9999, 9), bold=True), "at most"),
    ],
)
def test_what_no_workbook_takes_is_refused_before_anything_is_written(
    edit: Edit, words: str, live: LiveBook
) -> None:
    before = shown(live.read())
    with pytest.raises((EditRefused, EditConflict), match=words):
        live.apply(EditPlan((SetCell(at(9, 9), "first"), edit)))
    assert shown(live.read()) == before


def test_a_rule_that_came_in_with_new_rows_is_a_conflict_and_all_goes_back(
    live: LiveBook, engine: Any
) -> None:
    before = shown(live.read())
    edits = (InsertRows("tblDeals", 3, ({},)), SetValidation(Area(SHEET, 3, 4, 3, 4), "lst_stage"))
    with pytest.raises(EditConflict, match="validation of its own"):
        live.apply(EditPlan(edits))
    assert shown(live.read()) == before


def test_a_drop_down_for_a_sheet_that_is_only_being_made(live: LiveBook, engine: Any) -> None:
    edits = (AddSheet("新", ("a",), (("x",),), "tblA"), SetValidation(Area("新", 2, 1, 2, 1), ("甲", "乙")))
    live.apply(EditPlan(edits))
    assert engine.books[0].sheets("新").rules[2, 1]["Formula1"] == "甲,乙"


def test_on_a_mac_no_drop_down_is_given_to_an_open_workbook(
    live: LiveBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sheetsales.backends.live.native.HAS_RULES", False)
    with pytest.raises(EditRefused, match="on a Mac"):
        live.apply(EditPlan(MORE_PLANS["drop-downs"]))


@pytest.mark.parametrize("edit", [AddSheet("新", ("a",)), SetVisibility("Range", "hidden")])
def test_a_locked_structure_is_told(edit: Edit, live: LiveBook, engine: Any) -> None:
    engine.books[0].api.ProtectStructure = True
    with pytest.raises(EditRefused, match="structure is protected"):
        live.apply(EditPlan((edit,)))


def test_why_it_cannot_be_had(
    path: Path, live: LiveBook, engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import xlwings

    elsewhere = attached(path.with_name("other.xlsx"))
    assert isinstance(elsewhere, Text)
    engine.protected_views.append("other.xlsx")
    view = attached(path.with_name("other.xlsx"))
    assert isinstance(view, Text)
    assert "protected view" in view.en
    engine.open(path)
    with pytest.raises(WorkbookLocked, match="more than one"):
        attached(path)

    class Busy(OSError):
        hresult = -2147418111

    def busy(self: object) -> str:
        raise Busy

    monkeypatch.setattr(Engine, "apps", property(busy))
    with pytest.raises(WorkbookLocked, match="being edited"):
        attached(path)
    monkeypatch.setattr(xlwings.engines, "active", None)
    none = attached(path)
    assert isinstance(none, Text)
    assert "no Excel" in none.en


def test_a_damaged_file_does_not_keep_the_open_workbook_from_being_written(
    path: Path, live: LiveBook
) -> None:
    path.write_bytes(b"no workbook")
    live.apply(EditPlan(PLANS["append"]))
    assert live.read().grids[0].tables[0].area.last_row == 7


def test_sheets_come_into_an_open_workbook(tmp_path: Path, engine: Any) -> None:
    from sheetsales.workflow.adding import add_sheets
    from tests.sheets.books import ours

    path = ours(tmp_path / "book.xlsx", "zh")
    live = opened(path, engine)
    before = path.read_bytes()
    added = add_sheets(path, ["service"], today=TODAY)
    assert list(added.addition.sheets.values()) == ["售后", "满意度调查"]
    names = {table.name for grid in live.read().grids for table in grid.tables}
    assert {"tblService", "tblSurveys"} <= names
    assert "lst_service_type" in live.read().names
    assert path.read_bytes() == before, "it is saved by the people who have it open"
    assert add_sheets(path, ["service"], today=TODAY).addition.plan.edits == ()
