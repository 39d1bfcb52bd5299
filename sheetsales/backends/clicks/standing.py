"""What stands in a sheet of the snapshot: headings, formulas down a column, what a cell holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sheetsales.backends.clicks.changes import BLANK, Held
from sheetsales.backends.ooxml import refusals
from sheetsales.cells.address import Area, CellRef
from sheetsales.cells.edits import UNGUARDED, SetCell
from sheetsales.cells.grid import Grid
from sheetsales.cells.values import Formula
from sheetsales.errors import EditConflict, EditRefused
from sheetsales.speech.lists import listed


def heads(a: Area, b: Area) -> bool:
    """Whether two areas have one heading row."""
    rows = (a.sheet.lower(), a.first_row, a.first_column, a.last_column)
    return rows == (b.sheet.lower(), b.first_row, b.first_column, b.last_column)


def check_expected(edit: SetCell, was: Held) -> None:
    if edit.expected is UNGUARDED:
        return
    expected = edit.expected.value if isinstance(edit.expected, Formula) else edit.expected
    if (expected or None) != (was.value or None):
        text = refusals.CONFLICT.fill(at=edit.at, expected=expected, found=was.value)
        raise EditConflict(text)


def refuse_inside_merge(grid: Grid, edit: SetCell) -> None:
    at = edit.at
    for area in grid.merged:
        anchor = (area.first_row, area.first_column)
        if area.contains(at.row, at.column) and (at.row, at.column) != anchor:
            raise EditRefused(refusals.IN_MERGE.fill(at=at, area=area, anchor=CellRef(at.sheet, *anchor)))


def held_in(grid: Grid, row: int, column: int) -> Held:
    value = grid.value(row, column)
    if (row, column) in grid.formulas:
        return Held(value, formula=True)
    return Held(value) if value is not None else BLANK


def headings_of(grid: Grid, data: Area) -> dict[str, int]:
    found: dict[str, int] = {}
    for column in range(data.first_column, data.last_column + 1):
        heading = grid.value(data.first_row - 1, column)
        if heading is not None:
            found.setdefault(str(heading), column)
    return found


def column_of(heading: str, headings: Mapping[str, int], table: str) -> int:
    column = headings.get(heading)
    if column is None:
        known = listed(headings)
        raise EditRefused(refusals.UNKNOWN_HEADING.fill(heading=heading, table=table, headings=known))
    return column


def calculated_columns(grid: Grid, data: Area) -> set[int]:
    """Columns in which formulas stand from the first data row to the last."""
    columns = range(data.first_column, data.last_column + 1)
    ends = (data.first_row, data.last_row)
    return {c for c in columns if all((row, c) in grid.formulas for row in ends)}


def stretches(columns: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for column in columns:
        if run and column != run[-1] + 1:
            yield run
            run = []
        run.append(column)
    if run:
        yield run
