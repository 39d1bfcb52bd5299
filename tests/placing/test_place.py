"""Where edits land, as changes by place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sheetsales.backends.placing.changes import Change, Grow, Move, Write
from sheetsales.backends.placing.ground import Ground
from sheetsales.backends.placing.place import place
from sheetsales.cells.address import MAX_ROW, Area, CellRef
from sheetsales.cells.build import grid_from_rows
from sheetsales.cells.edits import AppendRows, Edit, InsertRows, ReplaceRows, SetCell
from sheetsales.cells.grid import Grid, TableArea, Workbook
from sheetsales.cells.values import CellValue, EditValue, Formula
from sheetsales.errors import EditRefused

ROWS = (("a", "b", "c"), ("x", 1, 2), ("y", 2, 4), ("z", 3, 6))
FILLED = frozenset({(2, 3), (3, 3), (4, 3)})


def table(**more: object) -> Grid:
    """A Table of three rows; its third column is calculated."""
    return replace(grid_from_rows("S", ROWS, table="t"), **{"formulas": FILLED, **more})  # type: ignore[arg-type]


def placed(grid: Grid, *edits: Edit, texts: dict[tuple[int, int], str] | None = None) -> list[Change]:
    known = texts or {}
    ground = Ground(Workbook((grid,)), texts=lambda at: known.get((at.row, at.column), ""))
    return list(place(edits, ground))


def writes(changes: list[Change]) -> list[tuple[int, int, tuple[object, ...]]]:
    return [(c.row, c.column, c.values) for c in changes if isinstance(c, Write)]


APPEND = AppendRows("t", ({"a": "n", "b": 9},))


def test_new_rows_look_and_compute_like_the_last_one() -> None:
    grow, write = placed(table(), APPEND)
    assert grow == Grow("S", 1, 1, 3, 4, 5, "t", 5, 1, 4)
    assert isinstance(write, Write)
    assert (write.row, write.column, write.values) == (5, 1, (("n", 9),))


def test_the_formula_goes_on_that_stands_in_the_row_new_ones_look_like() -> None:
    texts = {(2, 3): "B2*2", (3, 3): "B3*2", (4, 3): "B4*3"}
    given = replace(table().tables[0], formulas=("", "", "B2*2"))
    overwritten = table(tables=(given,), formulas=frozenset({(2, 3), (3, 3), (4, 3)}))
    ground = Ground(Workbook((overwritten,)), texts=lambda at: texts[at.row, at.column])
    list(place((APPEND,), ground))
    assert ground.sheet("S").cell(5, 3) == Formula("B5*3")


@pytest.mark.parametrize(
    ("formulas", "given", "text"),
    [({(2, 3), (3, 3)}, "", "B5*2"), ({(3, 3)}, "B2*4", "B5*4")],
)
def test_where_it_was_overwritten_the_first_rows_goes_on_else_the_tables(
    formulas: set[tuple[int, int]], given: str, text: str
) -> None:
    own = replace(table().tables[0], formulas=("", "", given)) if given else table().tables[0]
    grid = table(tables=(own,), formulas=frozenset(formulas))
    changes = placed(grid, APPEND, texts={(2, 3): "B2*2", (3, 3): "B3*2"})
    assert (5, 1, (("n", 9, Formula(text)),)) in writes(changes)


def test_amounts_typed_as_sums_fill_no_column() -> None:
    texts = {(2, 3): "1200*1.13", (3, 3): "50*2", (4, 3): "700*1.13"}
    assert writes(placed(table(), APPEND, texts=texts)) == [(5, 1, (("n", 9, None),))]


def test_a_column_is_calculated_though_an_end_was_overwritten() -> None:
    below: list[list[CellValue]] = [[f"r{n}", n] for n in range(20)]
    rows: list[list[CellValue]] = [["a", "b"]]
    rows += below
    grid = replace(grid_from_rows("S", rows, table="t"), formulas=frozenset((r, 2) for r in range(2, 21)))
    assert writes(placed(grid, AppendRows("t", ({"a": "n"},))))[0] == (22, 1, (("n", Formula("")),))
    few = replace(grid, formulas=frozenset({(2, 2), (3, 2), (4, 2)}))
    assert writes(placed(few, AppendRows("t", ({"a": "n"},)))) == [(22, 1, (("n", None),))]


def test_rows_that_only_a_formula_fills_are_free() -> None:
    rows = (("a", "b", "c"), ("x", 1, 2), (None, None, 0), (None, None, 0))
    grid = replace(grid_from_rows("S", rows, table="t"), formulas=FILLED)
    ground = Ground(Workbook((grid,)))
    changes = list(place((APPEND,), ground))
    assert writes(changes) == [(3, 1, (("n", 9),))]
    assert not any(isinstance(change, Grow) for change in changes)
    assert ground.workbook().grids[0].uncached == {(3, 3)}


def test_a_row_may_name_a_calculated_column() -> None:
    rows: tuple[dict[str, EditValue], ...] = (
        {"a": "n", "c": 7},
        {"a": "m"},
        {"a": "o", "c": 8},
        {"a": "p", "c": 9},
    )
    assert writes(placed(table(), ReplaceRows("t", rows))) == [
        (2, 1, (("n", None), ("m", None), ("o", None), ("p", None))),
        (2, 3, ((7,),)),
        (4, 3, ((8,), (9,))),
    ]


def test_a_plain_range_grows_from_where_it_ends_by_now() -> None:
    grid = grid_from_rows("S", ROWS)
    ground = Ground(Workbook((grid,)))
    edits = (
        AppendRows("S!A1:C4", ({"a": "n"},)),
        AppendRows("s!A1:C4", ({"a": "m"},)),
        InsertRows("S!A1:C4", 2, ({"a": "o"},)),
    )
    list(place(edits, ground))
    assert [ground.sheet("S").value(row, 1) for row in range(1, 9)] == [
        "a",
        "o",
        "x",
        "y",
        "z",
        "n",
        "m",
        None,
    ]
    list(place((ReplaceRows("S!A1:C4", ({"a": "p"},)), AppendRows("S!A1:C4", ({"a": "q"},))), ground))
    assert [ground.sheet("S").value(row, 1) for row in range(1, 9)] == ["a", "p", "q", *[None] * 5]


def test_a_totals_row_moves_with_the_end() -> None:
    own = TableArea("t", Area("S", 1, 1, 4, 3), ("a", "b", "c"), has_totals_row=True)
    rows = (("a", "b", "c"), ("x", 1, 2), ("y", 2, 4), ("sum", 3, 6), ("below", None, None))
    grid = replace(grid_from_rows("S", rows), tables=(own,))
    more = placed(grid, APPEND)
    assert more[:2] == [Move("S", 4, 1, 3, 1), Grow("S", 1, 1, 3, 3, 4, "t", 4, 1, 3, 1)]
    fewer = placed(grid, ReplaceRows("t", ({"a": "n"},)))
    assert fewer[2:] == [
        Move("S", 3, 1, 3, -1),
        Move("S", 4, 1, 3, 1),
        Grow("S", 1, 1, 3, 3, 2, "t", totals=1),
    ]
    alone = replace(grid, columns=tuple(column[:4] for column in grid.columns))
    assert placed(alone, ReplaceRows("t", ({"a": "n"},)))[3:] == fewer[4:]


def test_what_is_in_the_way_and_has_room_moves_alone() -> None:
    """A wide title further down stands against moving everything below."""
    beside = (None, None, None, None, "beside")
    rows = (ROWS[0], (*ROWS[1], None, "beside"), *ROWS[2:], beside, ("way",), *[()] * 4, ("title",))
    title = Area("S", 11, 1, 11, 4)
    grid = replace(grid_from_rows("S", rows, table="t"), merged=(title,))
    grid = replace(grid, tables=(TableArea("t", Area("S", 1, 1, 4, 3), ("a", "b", "c")),))
    ground = Ground(Workbook((grid,)))
    list(place((AppendRows("t", ({"a": 1}, {"a": 2})),), ground))
    assert (ground.sheet("S").value(8, 1), ground.sheet("S").value(11, 1)) == ("way", "title")
    assert ground.sheet("S").merged == [title]


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (AppendRows("t", ({"a": 1},) * MAX_ROW), "beyond the last row"),
        (SetCell(CellRef("S", 3, 2), 1), "merged range"),
        (ReplaceRows("t", ({"a": 1},)), "touch the merged range"),
        (InsertRows("t", 4, ({"a": 1},)), "touch the merged range"),
    ],
)
def test_what_is_refused(edit: Edit, words: str) -> None:
    with pytest.raises(EditRefused, match=words):
        placed(table(merged=(Area("S", 2, 2, 3, 2),)), edit)


def test_a_damaged_table_takes_no_rows() -> None:
    short = TableArea("t", Area("S", 1, 1, 4, 3), ("a", "b"))
    with pytest.raises(EditRefused, match="damaged"):
        placed(table(tables=(short,)), APPEND)


def test_doubled_headings_say_nothing() -> None:
    rows = (("a", "a"), (1, 2))
    with pytest.raises(EditRefused, match="two headings"):
        placed(grid_from_rows("S", rows), AppendRows("S!A1:B2", ({"a": 1},)))


def test_what_would_run_off_the_end_of_the_sheet() -> None:
    far = replace(grid_from_rows("S", ROWS, table="t"), merged=(Area("S", MAX_ROW - 1, 1, MAX_ROW, 1),))
    rows = replace(far, columns=tuple([*column, "way"] for column in far.columns))
    rows = replace(rows, tables=(TableArea("t", Area("S", 1, 1, 4, 3), ("a", "b", "c")),))
    changes = placed(rows, APPEND)  # the least of it moves: what is far below stays
    assert changes[:2] == [Move("S", 5, 1, 3, 1), Move("S", 7, 1, 3, -1)]


def test_formulas_outside_the_block_of_values_move_too() -> None:
    grid = replace(
        grid_from_rows("S", ROWS, table="t"), formulas=frozenset({(9, 5)}), uncached=frozenset({(9, 5)})
    )
    ground = Ground(Workbook((grid,)))
    list(place((SetCell(CellRef("S", 5, 1), "way"), APPEND), ground))
    assert ground.workbook().grids[0].formulas == {(10, 5)}
