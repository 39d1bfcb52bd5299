"""The same plans through memory, a closed file and the macro's answer give the same cells.

``tests/office`` runs them through the real macro as well.
"""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from sheetsales.backends.clicks.change_list import change_list
from sheetsales.backends.clicks.expand import expand
from sheetsales.backends.memory import MemoryBook
from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.backends.ooxml.formula_texts import formula_texts
from sheetsales.backends.ooxml.looks_read import read_looks
from sheetsales.backends.placing.changes import Check, DropDown, Grow, Move
from sheetsales.backends.placing.ground import Rules
from sheetsales.backends.placing.moves import Moves
from sheetsales.backends.placing.sheet_now import SheetNow, Texts
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import Area
from sheetsales.cells.edits import (
    AddSheet,
    AppendRows,
    Edit,
    EditPlan,
    InsertRows,
    ReplaceRows,
    SetCell,
    SetFormat,
    SetName,
    SetNote,
    SetValidation,
    SetVisibility,
)
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.errors import EditConflict, EditRefused
from tests.buttons.conformance.plans import MORE_PLANS, PLANS, REFUSED, ROW_PLANS, SHEET, at, workbook
from tests.buttons.jobs import NONCE
from tests.buttons.macro_model import Answer, Refused, Sheets, shown

ALL = {**PLANS, **MORE_PLANS, **ROW_PLANS}


def rules(path: Path) -> Rules:
    return lambda sheet: read_looks(path, {sheet: ()})[sheet].rules


def texts(path: Path) -> Texts:
    return lambda at: formula_texts(path, [at])[at]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("conformance") / "book.xlsx"
    path.write_bytes(workbook())
    return path


@pytest.fixture(scope="module")
def before(path: Path) -> Workbook:
    return read_workbook(path)


@pytest.mark.parametrize("name", ALL)
def test_three_backends_give_the_same_cells(name: str, path: Path, before: Workbook, tmp_path: Path) -> None:
    plan = EditPlan(ALL[name])
    memory = MemoryBook(before, texts(path))
    memory.apply(plan)
    out = tmp_path / "out.xlsx"
    apply_plan(path, plan, out)
    macro = Sheets(before)
    macro.apply(Answer(change_list(NONCE, "ok", expand(plan, before, rules(path), texts(path))), NONCE))
    by_file = read_workbook(out)
    assert shown(memory.read()) == shown(by_file)
    assert known(macro.shown(), by_file) == known(shown(by_file), by_file)
    assert (
        formulas(memory.read()) == formulas(by_file) == {name: set(at) for name, at in macro.formulas.items()}
    )
    assert uncached(memory.read()) == uncached(by_file)
    assert {g.name: g.visibility for g in by_file.grids} == macro.visible
    assert by_file.names == macro.names == memory.read().names
    areas = {t.name: t.area for g in read_workbook(out).grids for t in g.tables if t.name == "tblDeals"}
    assert {name: macro.tables[name][1] for name in areas} == areas


def known(cells: dict[str, dict[tuple[int, int], object]], book: Workbook) -> object:
    """Cells without formulas: what those come to only a program knows that computes."""
    places = formulas(book)
    return {
        sheet: {at: value for at, value in held.items() if at not in places[sheet]}
        for sheet, held in cells.items()
    }


def formulas(book: Workbook) -> dict[str, set[tuple[int, int]]]:
    return {grid.name: set(grid.formulas) for grid in book.grids}


def uncached(book: Workbook) -> dict[str, set[tuple[int, int]]]:
    return {grid.name: set(grid.uncached) for grid in book.grids}


@pytest.mark.parametrize("name", REFUSED)
def test_what_one_backend_refuses_all_refuse_in_the_same_words(
    name: str, path: Path, before: Workbook
) -> None:
    plan = EditPlan(REFUSED[name])
    said = []
    for refuse in (
        lambda: apply_plan(path, plan, BytesIO()),
        lambda: MemoryBook(before, texts(path)).apply(plan),
        lambda: expand(plan, before, rules(path), texts(path)),
    ):
        with pytest.raises(EditRefused) as refused:
            refuse()
        said.append((type(refused.value), refused.value.text))
    assert said[0] == said[1] == said[2]


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
        (SetVisibility("Nowhere", "hidden"), "Nowhere"),
        (SetFormat(Area("Nowhere", 1, 1, 1, 1), bold=True), "Nowhere"),
        (SetName("own", "1", "Nowhere"), "Nowhere"),
        (InsertRows("tblDeals", 9, ({},)), "Row 9 is no data row"),
        (InsertRows("tblDeals", 3, ({"Nothing": 1},)), "Nothing"),
        (SetValidation(Area(SHEET, 2, 7, 2, 7), "$A2"), "depends on the row"),
        (SetValidation(Area(SHEET, 3, 4, 5, 4), "lst_stage"), "validation of its own"),
        (SetCell(at(2, 1), float("inf")), "inf"),
    ],
)
def test_what_an_open_workbook_cannot_do_is_refused_by_name(
    edit: Edit, words: str, path: Path, before: Workbook
) -> None:
    with pytest.raises((EditRefused, EditConflict), match=words):
        change_list(NONCE, "", expand(EditPlan((edit,)), before, rules(path)))


def test_the_last_visible_sheet_stays(before: Workbook) -> None:
    hidden = tuple(SetVisibility(grid.name, "hidden") for grid in before.grids)
    expand(EditPlan(hidden[1:]), before)
    with pytest.raises(EditRefused, match="last sheet to be seen"):
        expand(EditPlan(hidden), before)


def test_no_rows_to_put_in_change_nothing(before: Workbook) -> None:
    assert expand(EditPlan((InsertRows("tblDeals", 3, ()),)), before) == ()


def test_a_new_drop_down_is_copied_from_where_its_like_stands_by_then(path: Path, before: Workbook) -> None:
    edits = (InsertRows("tblDeals", 2, ({},)), SetValidation(Area(SHEET, 9, 4, 9, 4), "lst_stage"))
    found = expand(EditPlan(edits), before, rules(path))[-1]
    assert isinstance(found, DropDown)
    assert found.like == at(3, 4)


def test_what_stands_below_a_cell_taken_in_between_is_looked_up_where_it_came_from(before: Workbook) -> None:
    edits = (
        SetCell(at(9, 2), "below"),
        InsertRows("tblDeals", 3, ({"编号": "I-1"},)),
        SetCell(at(4, 2), 5),
        SetCell(at(9, 2), "again", "below"),
    )
    checks = [change for change in expand(EditPlan(edits), before) if isinstance(change, Check)]
    assert [(c.row, c.column, c.held[0][0].value) for c in checks] == [(3, 2, 21), (9, 2, None)]


def test_formulas_move_with_their_cells_and_are_taken_over() -> None:
    grid = Grid("S", 0, 1, 1, (), formulas=frozenset({(2, 1), (3, 1), (9, 1), (3, 5)}))
    sheet = SheetNow(grid)
    sheet.move(Move("S", 3, 1, 2, 2))
    sheet.grow(Grow("S", 1, 1, 2, 3, 5, "t", 3, 2, 5))
    sheet.move(Move("S", 6, 1, 2, -2))
    assert set(sheet.formulas) == {(2, 1), (3, 1), (4, 1), (5, 1), (9, 1), (3, 5)}
    gone = SheetNow(grid)
    gone.move(Move("S", 2, 1, 2, -2))
    assert set(gone.formulas) == {(7, 1), (3, 5)}


def test_a_cell_is_found_where_it_came_from_and_where_it_went() -> None:
    moves = Moves()
    moves.note(Move("S", 3, 1, 2, 2))
    moves.note(Move("S", 9, 1, 2, -2))
    assert [moves.origin(row, 1) for row in (2, 3, 4, 5, 8, 9)] == [2, None, None, 3, 6, 9]
    assert [moves.now(row, 1) for row in (2, 3, 9)] == [2, 5, 9]
    assert moves.origin(3, 3) == 3
    assert list(moves.stretches(2, 9, 1)) == [(2, 2), (3, 6), (9, 9)]
    assert list(moves.stretches(3, 4, 1)) == []


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
