"""What was carried out, kept as JSON: carried out anew on the workbook before, it makes the workbook after."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sheetsales.backends.clicks.expand import expand
from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.backends.ooxml.formula_texts import formula_texts
from sheetsales.backends.placing.changes import Change, Check, Move, Note, Write
from sheetsales.backends.placing.ground import Ground
from sheetsales.backends.placing.told import changes_from_json, changes_to_json
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import AddColumns, AppendRows, Edit, EditPlan, ReplaceRows, SetCell
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellError, Formula, Link
from sheetsales.workflow.undoing import undo
from sheetsales.workflow.writing import write_plan
from tests.buttons.conformance.plans import MORE_PLANS, PLANS, ROW_PLANS, workbook
from tests.buttons.macro_model import shown
from tests.ooxml.books import written

ALL = {**PLANS, **MORE_PLANS, **ROW_PLANS, "columns": (AddColumns("tblDeals", ("到期", "级别")),)}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("told") / "book.xlsx"
    path.write_bytes(workbook())
    return path


def again(changes: list[Change], before: Workbook) -> Workbook:
    """Through JSON, as a record keeps them."""
    ground = Ground(before)
    for change in changes_from_json(json.loads(json.dumps(changes_to_json(changes)))):
        ground.carry(change)
    return ground.workbook()


def known(book: Workbook) -> Any:
    tables = {table.name: (table.area, table.headings) for grid in book.grids for table in grid.tables}
    places = [(grid.name, set(grid.formulas), grid.visibility) for grid in book.grids]
    return shown(book), tables, places, book.names


@pytest.mark.parametrize("name", ALL)
def test_a_file_tells_what_it_did(name: str, path: Path, tmp_path: Path) -> None:
    carried: list[Change] = []
    apply_plan(path, EditPlan(ALL[name]), tmp_path / "out.xlsx", carried=carried)
    assert known(again(carried, read_workbook(path))) == known(read_workbook(tmp_path / "out.xlsx"))


@pytest.mark.parametrize("name", [name for name in ALL if name != "columns"])
def test_so_does_a_click(name: str, path: Path, tmp_path: Path) -> None:
    before, plan = read_workbook(path), EditPlan(ALL[name])
    changes = expand(plan, before, texts=lambda at: formula_texts(path, [at])[at])
    apply_plan(path, plan, tmp_path / "out.xlsx")
    made, wanted = known(again([*changes], before)), known(by_file := read_workbook(tmp_path / "out.xlsx"))
    for grid in by_file.grids:  # what those come to a program works out
        for place in grid.formulas:
            made[0][grid.name].pop(place, None)
            wanted[0][grid.name].pop(place, None)
    assert made == wanted


def test_values_come_back_as_they_were() -> None:
    values = (
        None, True, 0, 1.5, "x", Decimal("0.10"), dt.date(2026, 1, 2), dt.datetime(2026, 1, 2, 3, 4), dt.time(5, 6), CellError("#N/A"),
        Formula("A1", 2), Formula("A1", dt.date(2026, 1, 2)), Link("S!A1", "go"),
    )  # fmt: skip
    write = Write("S", 2, 3, (values,))
    (back,) = changes_from_json(json.loads(json.dumps(changes_to_json([write, Check("S", 1, 1, ())]))))
    assert back == write
    assert changes_to_json([Write("S", 1, 1, ((dt.timedelta(hours=36),),))]) == [
        ["write", "S", 1, 1, [[1.5]]]
    ]
    assert changes_to_json([Note(CellRef("S", 1, 1), "x")]) == []
    for spoilt in ([["fly", 1]], [["move", 1]], [["write", "S", 1, 1, [[{"day": 1}]]]]):
        with pytest.raises((KeyError, TypeError, ValueError)):
            changes_from_json(spoilt)


def _hidden_below(opened: Any) -> None:
    sheet = opened.add_worksheet("S")
    sheet.add_table(
        "A1:B3", {"name": "t", "columns": [{"header": "a"}, {"header": "b"}], "data": [[1, "x"], [2, "y"]]}
    )
    sheet.write("A5", "way")
    sheet.write("E2", "beside")
    sheet.write("E9", "beside")
    sheet.write("A9", "far")
    sheet.merge_range("B12:C12", "title")


def test_undoing_goes_by_what_the_file_did_not_by_what_another_host_would_have_done(tmp_path: Path) -> None:
    """The least of what is in the way moves in the file."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(written(_hidden_below))
    before = known(read_workbook(path))
    edits: tuple[Edit, ...] = (AppendRows("t", ({"a": 3}, {"a": 4})), SetCell(CellRef("S", 2, 2), "z", "x"))
    carried: list[Change] = []
    apply_plan(path, EditPlan(edits), tmp_path / "out.xlsx", carried=carried)
    assert [c for c in carried if isinstance(c, Move)] == [Move("S", 4, 1, 2, 2), Move("S", 8, 1, 2, -2)]
    write_plan(path, EditPlan(edits))
    undo(path)
    now = known(read_workbook(path))
    assert now[1] == before[1]
    assert [now[0]["S"].get((row, 1)) for row in range(1, 8)] == ["a", 1, 2, None, None, None, "way"]


def test_a_run_that_an_earlier_version_kept_is_placed_anew(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook())
    before = shown(read_workbook(path))
    write_plan(path, EditPlan((ReplaceRows("tblDeals", ({"编号": "N"},)),)))
    (record,) = (tmp_path / ".sheetsales").glob("*run-*.json")
    document = json.loads(record.read_text(encoding="utf-8"))
    assert document.pop("changes")
    record.write_text(json.dumps(document), encoding="utf-8")
    undo(path)
    assert shown(read_workbook(path)) == before
