"""Finding heading rows on a sheet without Excel Tables: below titles, from any column, beside notes, one under another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from sheetsales.cells.grid import Grid
from sheetsales.schema import aliases
from sheetsales.schema.block import Block
from sheetsales.schema.headings import normalise
from sheetsales.schema.scoring import LEAST_COLUMNS, scores
from sheetsales.schema.title_rows import heading_cells, unit_above

SEARCHED_ROWS = 40
"""How many rows with content are tried as heading rows before a sheet is given up."""
MAX_BLOCKS = 20

Knows = Callable[[str], bool]
Points = Callable[[Block], float]


def blocks(
    grid: Grid, least: int = LEAST_COLUMNS, knows: Knows | None = None, points: Points | None = None
) -> tuple[Block, ...]:
    """The blocks of a sheet whose headings could be those of a record, from the top and from the left.

    ``knows`` says which texts are headings, the packaged lists where None; ``points`` how much a block makes sense.
    """
    knows, points = knows or is_known, points or _points
    found: list[Block] = []
    start = grid.first_row
    while start <= grid.last_row and len(found) < MAX_BLOCKS:
        row = _heading_row(grid, start, least, knows)
        if row is None:
            break
        below = next_heading_row(grid, row, knows)
        found.extend(_split(grid, row, start, last_row_before(grid, row, below), points))
        start = below
    return tuple(found)


def _heading_row(grid: Grid, start: int, least: int, knows: Knows) -> int | None:
    """The row from ``start`` on that knows most headings; the first of two alike."""
    best, best_known = None, least - 1
    tried = 0
    for row in range(start, grid.last_row + 1):
        texts = heading_cells(grid, row)
        if not texts:
            continue
        known = sum(1 for _, text in texts if knows(text))
        if known > best_known:
            best, best_known = row, known
        tried += 1
        if tried == SEARCHED_ROWS or (best is not None and tried > 3 and row > best + 8):
            break
    return best


def next_heading_row(grid: Grid, heading_row: int, knows: Knows | None = None) -> int:
    """Where another table begins below a blank row; the row after the sheet's last where none does."""
    for at in _blank_rows(grid, heading_row + 1 - grid.first_row):
        row = grid.first_row + at + 1
        texts = heading_cells(grid, row) if row <= grid.last_row else []
        known = sum(1 for _, text in texts if (knows or is_known)(text))
        if known >= LEAST_COLUMNS and known >= len(texts) * 0.6:
            return row
    return grid.last_row + 1


def last_row_before(grid: Grid, heading_row: int, below: int) -> int:
    """The last row of a table before other headings ``below``: the title over those is none of its own."""
    row = below - 1
    if below > grid.last_row:
        return row
    while row > heading_row and _filled(grid, row) <= 1 and _filled(grid, row - 1) <= 1:
        row -= 1
    return row - 1 if row > heading_row and not _filled(grid, row) else row


def _filled(grid: Grid, row: int) -> int:
    at = row - grid.first_row
    return sum(1 for column in grid.columns if column[at] is not None)


def _blank_rows(grid: Grid, start: int) -> list[int]:
    """Offsets from ``start`` on of rows with nothing in them."""
    left: list[int] = list(range(start, grid.row_count))
    for column in grid.columns:
        left = [i for i in left if column[i] is None]
    return left


@lru_cache(maxsize=8192)
def is_known(text: str) -> bool:
    """Whether any record knows the heading."""
    heading = normalise(text)
    return any(aliases.lookup(keys, heading) is not None for keys in aliases.headings().values())


def _split(grid: Grid, row: int, top: int, last_row: int, points: Points) -> Iterator[Block]:
    """Tables side by side, and notes to the right, are told apart by an empty column, unless together they make more."""
    whole = make_block(grid, row, top, last_row, heading_cells(grid, row))
    parts = [make_block(grid, row, top, last_row, cells) for cells in _runs(grid, row, last_row)]
    if len(parts) < 2 or points(whole) > max(map(points, parts)):
        yield whole
    else:
        yield from (part for part in parts if points(part))


def _points(block: Block) -> float:
    found = scores(block)
    return max(found[0].points, 0) if found else 0


def _runs(grid: Grid, row: int, last_row: int) -> list[list[tuple[int, str]]]:
    """Neighbouring headings; a column without heading and without data parts them."""
    runs: list[list[tuple[int, str]]] = []
    before = None
    for column, text in heading_cells(grid, row):
        apart = before is None or any(_empty(grid, c, row, last_row) for c in range(before + 1, column))
        if apart:
            runs.append([])
        runs[-1].append((column, text))
        before = column
    return runs


def _empty(grid: Grid, column: int, first_row: int, last_row: int) -> bool:
    cells = grid.columns[column - grid.first_column]
    return all(v is None for v in cells[first_row - grid.first_row : last_row - grid.first_row + 1])


def make_block(grid: Grid, row: int, top: int, last_row: int, headings: list[tuple[int, str]]) -> Block:
    unit, titles = unit_above(grid, row, top)
    return Block(grid, row, row + 1, last_row, tuple(headings), unit, None, titles)
