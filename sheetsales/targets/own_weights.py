"""Weights that a team keeps in a column of its own in Team."""

from __future__ import annotations

from fractions import Fraction

from sheetsales.book.book import Book
from sheetsales.book.settings import parse_number
from sheetsales.book.table import BookTable, own_heading
from sheetsales.errors import BadRequest
from sheetsales.process.people import folded
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


def own_weights(book: Book, column: str) -> dict[str, Fraction]:
    """The numbers of a column of Team, of ours or the team's own, by person id; a blank or a text weighs nothing.

    Raises ``BadRequest`` where there is no such column, or no number in it.
    """
    table = book.table("team")
    key = _key(table, column)
    cells = table.cells(key) if key else None
    if cells is None:
        raise BadRequest(_NO_COLUMN.fill(column=column))
    found: dict[str, Fraction] = {}
    for row, value in enumerate(cells):
        number = parse_number(value)
        if number is not None and number > 0 and table.id(row):
            found.setdefault(table.id(row), Fraction(str(number)))
    if not found:
        raise BadRequest(_NO_NUMBERS.fill(column=column, cell=table.cell(0, key) if len(table) else "—"))
    return found


def _key(table: BookTable, column: str) -> str:
    """The key of the column with that heading; "" where there is none."""
    headings = {folded(own_heading(key)): key for key in table.own}
    headings |= {folded(table.heading(key)): key for key in table.columns}
    return headings.get(folded(column), "")
