"""The rows of the sheets that stay behind, and the cells that are emptied where a row cannot go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from sheetsales.book.book import Book
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import Edit, SetCell
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.dataclass import dataclass
from sheetsales.schema.binding import Binding, BoundTable


@dataclass(frozen=True)
class Staying:
    """By sheet the ``rows`` that stay behind; ``edits`` empty what stands in one that something else stands beside."""

    rows: Mapping[str, Set[int]]
    edits: tuple[Edit, ...]


def staying(book: Book, workbook: Workbook, binding: Binding, kept: Mapping[str, Set[int]]) -> Staying:
    """What stays of the kinds of records in ``kept``."""
    rows: dict[str, set[int]] = {}
    edits: list[Edit] = []
    for bound in binding.tables:
        grid = workbook.grid(bound.sheet)
        if bound.record.key not in kept or grid is None:
            continue
        goes = set(_left(book, bound, kept[bound.record.key]))
        emptied = {row for row in goes if _has_beside(grid, bound, row)}
        if len(goes - emptied) == bound.last_row - bound.first_row + 1:
            emptied.add(min(goes))  # a Table has a row at least
        rows.setdefault(bound.sheet, set()).update(goes - emptied)
        edits += [edit for row in sorted(emptied) for edit in _emptied(grid, bound, row)]
    return Staying(rows, tuple(edits))


def _left(book: Book, bound: BoundTable, kept: Set[int]) -> Iterator[int]:
    table = book.table(bound.record.key)
    for i in range(len(table)):
        own = table.bound[table.sources[i]]
        if i not in kept and own.sheet == bound.sheet and bound.first_row <= table.rows[i] <= bound.last_row:
            yield table.rows[i]


def _has_beside(grid: Grid, bound: BoundTable, row: int) -> bool:
    """Whether something stands in the row that is not the block's."""
    columns = range(grid.first_column, grid.last_column + 1)
    outside = (c for c in columns if not bound.area.first_column <= c <= bound.area.last_column)
    return any(grid.value(row, c) not in (None, "") or (row, c) in grid.formulas for c in outside)


def _emptied(grid: Grid, bound: BoundTable, row: int) -> Iterator[Edit]:
    for column in range(bound.area.first_column, bound.area.last_column + 1):
        if (row, column) not in grid.formulas and grid.value(row, column) is not None:
            yield SetCell(CellRef(grid.name, row, column), None)
