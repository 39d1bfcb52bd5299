"""Weights that a team keeps in a column of its own in Team."""

from __future__ import annotations

from fractions import Fraction

from sheetsales.book.book import Book
from sheetsales.book.settings import parse_number
from sheetsales.cells.address import CellRef
from sheetsales.cells.grid import Workbook
from sheetsales.errors import BadRequest
from sheetsales.texts import Text

_NO_COLUMN = Text(
    "人员表里没有“{column}”列。--weights 可用 history、capacity、even，或人员表里一列数字的表头。",
    "Team has no column '{column}'. --weights takes history, capacity, even, or the heading of a column of numbers in "
    "Team.",
)
_NO_NUMBERS = Text(
    "人员表的“{column}”列里没有可用的数字（第一格是 {cell}）。请填上每人的权重。",
    "The column '{column}' of Team holds no numbers to weigh by (its first cell is {cell}). Enter everybody's weight.",
)


def own_weights(workbook: Workbook, book: Book, column: str) -> dict[str, Fraction]:
    """The numbers of a column of Team by person id; a blank or a text weighs nothing. Raises ``BadRequest``."""
    table = book.table("team")
    wanted = _folded(column)
    found: dict[str, Fraction] = {}
    cell: CellRef | None = None
    for source, bound in enumerate(table.bound):
        headings = {_folded(c.heading): c.sheet_column for c in bound.columns}
        headings |= {_folded(u.heading): u.sheet_column for u in bound.unknown}
        at, grid = headings.get(wanted), workbook.grid(bound.sheet)
        if at is None or grid is None:
            continue
        cell = cell or CellRef(grid.name, bound.first_row, at)
        for i, row in enumerate(table.rows):
            number = parse_number(grid.value(row, at)) if table.sources[i] == source else None
            if number is not None and number > 0 and table.id(i):
                found.setdefault(table.id(i), Fraction(str(number)))
    if cell is None:
        raise BadRequest(_NO_COLUMN.fill(column=column))
    if not found:
        raise BadRequest(_NO_NUMBERS.fill(column=column, cell=cell))
    return found


def _folded(text: str) -> str:
    return "".join(text.split()).casefold().rstrip("*※")
