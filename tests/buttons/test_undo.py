"""The last run taken back: by command on a closed workbook, by click on an open one."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest

from sheetsales.backends.clicks.inverse import Carried, alike, inverse
from sheetsales.backends.clicks.leftovers import left_behind
from sheetsales.backends.clicks.runs import last_run
from sheetsales.backends.memory import MemoryBook
from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.backends.ooxml.formula_texts import formula_texts
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import Area, CellRef
from sheetsales.cells.edits import (
    AddSheet,
    AppendRows,
    Edit,
    EditPlan,
    ReplaceRows,
    SetCell,
    SetFormat,
    SetName,
    SetNote,
    SetValidation,
    SetVisibility,
)
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellError, EditValue, Formula
from sheetsales.cli.main import main
from sheetsales.errors import EditConflict, EditRefused, NothingToDo
from sheetsales.workflow.checking import check
from sheetsales.workflow.undoing import undo
from sheetsales.workflow.writing import write_plan
from tests.buttons import books
from tests.buttons.conformance.plans import MORE_PLANS, PLANS, SHEET, workbook
from tests.buttons.jobs import answer, click, make_job
from tests.buttons.macro_model import Sheets, shown


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook())
    return path


ALL = {**PLANS, **MORE_PLANS}
MOVED = "grow over what stands in the way"
AROUND = ("note", "shown and hidden", "names", "looks", "drop-downs")


@pytest.mark.parametrize("name", [name for name in ALL if name not in (MOVED, *AROUND)])
def test_every_plan_comes_undone(name: str, book: Path) -> None:
    before = shown(read_workbook(book))
    areas = {t.name: t.area for g in read_workbook(book).grids for t in g.tables}
    write_plan(book, EditPlan(ALL[name]))
    assert shown(read_workbook(book)) != before
    undo(book)
    after = read_workbook(book)
    assert {sheet: cells for sheet, cells in shown(after).items() if sheet in before} == before
    assert {t.name: t.area for g in after.grids for t in g.tables if t.name in areas} == areas
    with pytest.raises(NothingToDo):
        undo(book)


def test_a_sheet_that_was_added_stays_emptied(book: Path) -> None:
    write_plan(book, EditPlan((AddSheet("New", ("a", "b"), (("x", 1),), "tblNew"),)))
    undo(book)
    grid = read_workbook(book).grid("New")
    assert grid is not None
    assert [value for column in grid.columns for value in column] == ["a", "b"]


def test_formulas_come_back_as_formulas(tmp_path: Path) -> None:
    path = tmp_path / "own.xlsx"
    path.write_bytes(books.foreign())
    at = CellRef("Table", 2, 3)
    write_plan(path, EditPlan((SetCell(at, "gone"),)))
    undo(path)
    assert "Amount" in formula_texts(path, [at])[at]
    rows: tuple[dict[str, EditValue], ...] = ({"Name": "z", "Amount": 9},)
    write_plan(path, EditPlan((ReplaceRows("Own", rows),)))
    undo(path)
    assert len(formula_texts(path, [CellRef("Table", row, 3) for row in (2, 3, 4)])) == 3


def test_a_cell_changed_since_is_named_and_nothing_is_undone(book: Path) -> None:
    write_plan(book, EditPlan(PLANS["replace with more"]))
    out = book.with_name("changed.xlsx")
    apply_plan(book, EditPlan((SetCell(CellRef(SHEET, 3, 2), 99),)), out)
    out.replace(book)
    before = book.read_bytes()
    with pytest.raises(EditConflict, match="B3"):
        undo(book)
    assert book.read_bytes() == before


def test_a_table_that_grew_or_went_since_is_said_so(book: Path) -> None:
    before = read_workbook(book)
    plan = EditPlan(PLANS["append"])
    run = Carried(plan, before, None, lambda _: {})
    model = MemoryBook(before)
    model.apply(plan)
    model.apply(EditPlan((AppendRows("tblDeals", ({"编号": "O-9"},)),)))
    with pytest.raises(EditConflict, match="A2:D8"):
        inverse(run, model.read(), lambda _: {})
    gone = MemoryBook(read_workbook(book, sheets=lambda name: name != SHEET))
    with pytest.raises(EditConflict, match="is gone"):
        inverse(run, gone.read(), lambda _: {})


def test_a_cell_that_was_written_and_moved_is_not_put_back_in_the_wrong_place(book: Path) -> None:
    write_plan(book, EditPlan(MORE_PLANS[MOVED]))
    before = book.read_bytes()
    with pytest.raises(EditRefused, match="B6 and moved it down"):
        undo(book)
    assert book.read_bytes() == before


def test_sheets_and_names_are_put_back_and_what_stays_is_said(book: Path) -> None:
    edits: tuple[Edit, ...] = (
        SetVisibility("Range", "hidden"),
        SetName("lst_stage", "选项!$A$2:$A$3"),
        SetName("own", "1"),
        SetNote(CellRef(SHEET, 2, 7), "note"),
        SetFormat(Area(SHEET, 2, 2, 3, 2), "0.00"),
        SetValidation(Area(SHEET, 4, 4, 4, 4), "lst_stage"),
        AddSheet("New", ("a",)),
        AddSheet("_store", ("a",), visibility="veryHidden"),
    )
    write_plan(book, EditPlan(edits))
    done = undo(book)
    after = read_workbook(book)
    assert {g.name: g.visibility for g in after.grids}["Range"] == "visible"
    assert after.names == {"lst_stage": "选项!$A$2:$A$4", "own": "1"}
    assert done.said.en == (
        "The last run is undone; the cells it wrote are as they were before. What stays: the new sheet “New”, emptied; "
        f"the note on '{SHEET}'!G2; the name “own”; how cells look; the drop-downs that were added."
    )
    assert done.said.zh.endswith(
        f"没有撤掉：新表“New”（已清空）、'{SHEET}'!G2 的批注、名称“own”、单元格的样式、新加的下拉选项。"
    )


def test_what_somebody_changed_since_around_the_cells_is_left_alone(book: Path) -> None:
    write_plan(book, EditPlan((SetVisibility("Range", "hidden"), SetName("lst_stage", "1"))))
    record = next((book.parent / ".sheetsales").glob("*~run-*.json"))
    out = book.with_name("changed.xlsx")
    apply_plan(book, EditPlan((SetVisibility("Range", "veryHidden"), SetName("lst_stage", "2"))), out)
    out.replace(book)
    record.touch()
    assert undo(book).plan.edits == ()
    assert read_workbook(book).names == {"lst_stage": "2"}


def test_many_notes_are_counted() -> None:
    notes = tuple(SetNote(CellRef(SHEET, row, 7), "note") for row in (2, 3, 3))
    said = left_behind(EditPlan(notes), Workbook(()))
    assert said is not None
    assert "2 notes, the first on" in said.en
    assert left_behind(EditPlan(PLANS["set"]), Workbook(())) is None


def test_the_command(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as end:
            main(["undo", str(book), *arguments, "--lang", "en"])
        shown = capsys.readouterr()
        return int(str(end.value.code)), shown.out + shown.err

    assert run() == (
        2,
        "There is no run to undo in “book.xlsx”. To go back further, use sheetsales restore.\n",
    )
    write_plan(book, EditPlan(PLANS["set"]))
    assert "nothing was written" in run("--dry-run")[1]
    assert json.loads(run("--dry-run", "--json")[1])["written"] is False
    assert run() == (0, "The last run is undone; the cells it wrote are as they were before.\n")


def test_a_plan_too_large_is_not_kept(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sheetsales.backends.clicks import runs

    write_plan(book, EditPlan(PLANS["set"]))
    assert last_run(book) is not None
    monkeypatch.setattr(runs, "_MOST_CELLS", 1)
    write_plan(book, EditPlan(PLANS["replace with more"]))
    assert last_run(book) is None


def test_a_record_that_is_spoilt_is_no_run(book: Path) -> None:
    write_plan(book, EditPlan(PLANS["set"]))
    record = next((book.parent / ".sheetsales").glob("*~run-*.json"))
    for text in ("", "[]", '{"before": "none.xlsx"}', "{}"):
        record.write_text(text)
        assert last_run(book) is None


def test_a_click_is_undone_by_click_and_by_command(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "销售 1.xlsm"
    path.write_bytes(books.sample("zh"))
    job = make_job(home, path.read_bytes(), "check", "2026-1", folder=str(tmp_path))
    click(job)
    (job / "applied.txt").write_text("1")
    check(path, today=books.TODAY)  # what the macro would have written, in a file
    (tmp_path / ".sheetsales" / "销售 1~xlsm~run-000001.json").unlink()
    undoing = make_job(home, path.read_bytes(), "undo", "2026-2", folder=str(tmp_path))
    assert click(undoing) == 0
    assert "已撤销" in answer(undoing).message
    open_book = Sheets(read_workbook(undoing / "snapshot.xlsx"))
    open_book.apply(answer(undoing))
    original = shown(read_workbook(job / "snapshot.xlsx"))
    assert {sheet: cells for sheet, cells in open_book.shown().items() if sheet in original} == original
    undo(path, dry_run=True)
    (undoing / "applied.txt").write_text("1")
    again = make_job(home, path.read_bytes(), "undo", "2026-3", folder=str(tmp_path))
    assert click(again) == 2
    (undoing / "applied.txt").unlink()
    undo(path)
    with pytest.raises(NothingToDo):
        undo(path)


def test_values_alike_to_a_user() -> None:
    day = dt.date(2026, 1, 1)
    assert alike(1, Decimal("1.0"))
    assert alike(dt.datetime(2026, 1, 1), day)
    assert alike("a\r\nb", "a\nb")
    assert alike("", None)
    assert alike(CellError("#N/A"), CellError("#N/A"))
    assert not alike(True, 1)
    assert not alike("1", 1)
    assert not alike(0, None)


def test_what_a_formula_comes_to_may_change_but_not_how_it_reads(tmp_path: Path) -> None:
    path = tmp_path / "own.xlsx"
    path.write_bytes(books.foreign())
    rows: tuple[dict[str, EditValue], ...] = ({"Name": "z", "Amount": 9, "Double": Formula("1+1", 2)},)
    at = CellRef("Table", 2, 3)

    def typed(formula: Formula) -> None:
        apply_plan(path, EditPlan((SetCell(at, formula),)), out := path.with_name("changed.xlsx"))
        out.replace(path)

    write_plan(path, EditPlan((ReplaceRows("Own", rows),)))
    typed(Formula("1+1", 5))
    undo(path, dry_run=True)
    typed(Formula("1+2", 5))
    with pytest.raises(EditConflict, match="C2"):
        undo(path)
    typed(Formula("1+1", 5))
    undo(path)
    assert "Amount" in formula_texts(path, [at])[at]
