"""The same plans through memory, a closed file and the macro's answer give the same cells.

``tests/office`` runs them through the real macro as well.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from sheetsales.backends.clicks.change_list import change_list
from sheetsales.backends.clicks.expand import Rules, expand
from sheetsales.backends.memory import MemoryBook
from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.backends.ooxml.looks_read import read_looks
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import Area
from sheetsales.cells.edits import AddSheet, AppendRows, Edit, EditPlan, ReplaceRows, SetCell, SetNote
from sheetsales.cells.grid import Workbook
from sheetsales.errors import EditConflict, EditRefused
from tests.buttons.conformance.plans import MORE_PLANS, PLANS, SHEET, at, workbook
from tests.buttons.jobs import NONCE
from tests.buttons.macro_model import Answer, Refused, Sheets, shown

ALL = {**PLANS, **MORE_PLANS}


def rules(path: Path) -> Rules:
    return lambda sheet: read_looks(path, {sheet: ()})[sheet].rules


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("conformance") / "book.xlsx"
    path.write_bytes(workbook())
    return path


@pytest.fixture(scope="module")
def before(path: Path) -> Workbook:
    return read_workbook(path)


@pytest.mark.parametrize("name", [name for name in ALL if name != "errors and formulas"])
def test_three_backends_give_the_same_cells(name: str, path: Path, before: Workbook, tmp_path: Path) -> None:
    plan = EditPlan(ALL[name])
    memory = MemoryBook(before)
    memory.apply(plan)
    out = tmp_path / "out.xlsx"
    apply_plan(path, plan, out)
    macro = Sheets(before)
    macro.apply(Answer(change_list(NONCE, "ok", expand(plan, before, rules(path))), NONCE))
    by_file = read_workbook(out)
    assert shown(memory.read()) == shown(by_file) == macro.shown()
    assert {g.name: g.visibility for g in by_file.grids} == macro.visible
    assert by_file.names == macro.names == memory.read().names
    areas = {t.name: t.area for g in read_workbook(out).grids for t in g.tables if t.name == "tblDeals"}
    assert {name: macro.tables[name][1] for name in areas} == areas


def test_notes_reach_their_cells(before: Workbook) -> None:
    macro = Sheets(before)
    macro.apply(Answer(change_list(NONCE, "", expand(EditPlan(PLANS["note"]), before)), NONCE))
    assert macro.notes == {(SHEET, 2, 7): "看这里\n第二行"}


@pytest.mark.parametrize("name", [name for name in PLANS if name not in ("note", "add a sheet")])
def test_a_cell_changed_meanwhile_stops_the_whole_plan(name: str, before: Workbook) -> None:
    answer = Answer(change_list(NONCE, "", expand(EditPlan(PLANS[name]), before)), NONCE)
    macro = Sheets(before)
    sheet, row, column = next((op["sheet"], *op["rest"][:2]) for op in answer.ops if op["kind"] == "write")
    cells = macro.cells[sheet]
    place = int(row), int(column)
    cells[place] = "changed" if cells.get(place) != "changed" else "again"
    standing = {name: dict(cells) for name, cells in macro.cells.items()}
    with pytest.raises(Refused):
        macro.apply(answer)
    assert macro.cells == standing


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (SetCell(at(2, 1, "Nowhere"), 1), "Nowhere"),
        (ReplaceRows("tblNone", ()), "tblNone"),
        (ReplaceRows("tblDeals", ({"Nothing": 1},)), "Nothing"),
        (AppendRows("tblDeals", ({"Nothing": 1},)), "Nothing"),
        (AddSheet(SHEET, ("a",)), SHEET),
        (SetNote(at(1, 1, "Nowhere"), "x"), "Nowhere"),
        (SetCell(at(2, 1), float("inf")), "inf"),
    ],
)
def test_what_an_open_workbook_cannot_do_is_refused_by_name(edit: Edit, words: str, before: Workbook) -> None:
    with pytest.raises(EditRefused, match=words):
        change_list(NONCE, "", expand(EditPlan((edit,)), before))


def test_no_cell_inside_a_merged_range_is_written(before: Workbook) -> None:
    merged = replace(before.grids[0], merged=(Area(SHEET, 2, 7, 3, 8),))
    book = replace(before, grids=(merged, *before.grids[1:]))
    expand(EditPlan((SetCell(at(2, 7), "x"), SetCell(at(4, 7), "x"))), book)
    with pytest.raises(EditRefused, match="G2"):
        expand(EditPlan((SetCell(at(3, 8), "x"),)), book)


def test_a_guard_of_the_plan_itself_holds_too(before: Workbook) -> None:
    with pytest.raises(EditConflict):
        expand(EditPlan((SetCell(at(2, 1), "x", "O-9"),)), before)


def test_nothing_appended_changes_nothing(before: Workbook) -> None:
    assert expand(EditPlan((AppendRows("tblDeals", ()),)), before) == ()


def test_cells_of_a_sheet_the_plan_adds_are_not_guarded(before: Workbook) -> None:
    plan = EditPlan((AddSheet("New", ("a", "b")), SetCell(at(2, 1, "New"), "x")))
    macro = Sheets(before)
    macro.apply(Answer(change_list(NONCE, "", expand(plan, before)), NONCE))
    assert macro.cells["New"] == {(1, 1): "a", (1, 2): "b", (2, 1): "x"}
