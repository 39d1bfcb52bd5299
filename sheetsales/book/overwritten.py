"""Values typed over the formulas of a calculated column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sheetsales.book.load_rules import FORMULA_OVERWRITTEN
from sheetsales.book.parsing.cleaning import clean, is_blank
from sheetsales.book.problems import SheetProblem
from sheetsales.book.rows import BoundRows
from sheetsales.cells.address import CellRef
from sheetsales.cells.cellset import CellSet
from sheetsales.cells.grid import Grid
from sheetsales.texts import same

FEWEST = 3
"""From so many formulas on, a column may count as calculated."""
MOST_TYPED = 0.2
"""A column with a greater share of values is one that people type into, with a formula here and there."""


def overwritten_formulas(block: BoundRows) -> Iterator[SheetProblem]:
    """The cells of calculated columns that hold a value of their own."""
    grid, rows = block.grid, block.rows
    if not grid.formulas or not len(rows):
        return
    keys = {c.sheet_column: c.column.key for c in block.bound.columns}
    for column in sorted({*keys, *(u.sheet_column for u in block.bound.unknown)}):
        for row in _typed_over(grid, column, rows):
            yield _problem(block, row, column, keys.get(column, ""))


def _typed_over(grid: Grid, column: int, rows: Sequence[int]) -> Iterator[int]:
    runs = _runs(grid, column)
    covered = sum(
        max(0, min(last, rows[-1]) - max(first, rows[0]) + 1) for first, last in runs
    )  # rows left out, blank ones, may be among them
    if covered < FEWEST or covered >= rows[-1] - rows[0] + 1:
        return
    calculated = {row for first, last in runs for row in range(max(first, rows[0]), min(last, rows[-1]) + 1)}
    found = [row for row in rows if row not in calculated and not is_blank(grid.value(row, column))]
    if len(found) <= MOST_TYPED * (len(found) + len(calculated)):
        yield from found


def _runs(grid: Grid, column: int) -> Sequence[tuple[int, int]]:
    """The stretches of formulas in a column."""
    if isinstance(grid.formulas, CellSet):
        return grid.formulas.runs(column)
    rows = sorted(row for row, c in grid.formulas if c == column)
    breaks = [0, *(n for n, (a, b) in enumerate(pairwise(rows), start=1) if b != a + 1), len(rows)]
    return [(rows[a], rows[b - 1]) for a, b in pairwise(breaks) if b > a]


def _problem(block: BoundRows, row: int, column: int, key: str) -> SheetProblem:
    bound, grid = block.bound, block.grid
    heading = grid.value(bound.heading_row, column)
    id_column = bound.by_key.get(bound.record.id_column)
    known = grid.value(row, id_column.sheet_column) if id_column is not None else None
    name = known if isinstance(known, str) else ""
    title = clean(heading) if isinstance(heading, str) else ""
    return SheetProblem(
        FORMULA_OVERWRITTEN, CellRef(bound.sheet, row, column), {"column": same(f"“{title}”" if not key else title)},
        bound.record.key, clean(name), key, grid.value(row, column), key=title if not key else "",
        group=f"{bound.sheet} {column}",
    )  # fmt: skip
