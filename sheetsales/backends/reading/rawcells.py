"""A cell as it stands in the file: where, of which type and style, with what inside."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal, NamedTuple

from sheetsales.cells.address import MAX_COLUMN, MAX_ROW, column_number
from sheetsales.regex import regex

Form = Literal["blank", "value", "inline", "formula", "empty formula", "bare formula"]
"""What stands inside a cell. An empty formula has a value element with nothing in it, a bare one has none."""


class RawCell(NamedTuple):
    """``value`` is still escaped XML; ``markup`` is the whole cell, b"" where its shape is not worth learning.

    ``tag`` is what follows the reference in the opening of a cell as programs write it, None in all others.
    """

    column: int
    cell_type: str
    style: int
    form: Form
    value: bytes
    markup: bytes
    tag: bytes | None = None


class UnreadableRow(Exception):
    """A row or cell stands nowhere in a sheet, or its markup is broken."""


_USUAL: Final = regex(rb' r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d{1,6})")?(?: t="(\w+)")?\Z')
"""The spelling of nearly all cells at once; others are read attribute by attribute."""
_REFERENCE: Final = regex(rb"""\sr\s*=\s*["']\s*([A-Za-z]{0,3})(\d{1,8})\s*["']""")
_TYPE: Final = regex(rb"""\st\s*=\s*["']\s*(\w+)\s*["']""")
_STYLE: Final = regex(rb"""\ss\s*=\s*["']\s*(\d{1,6})\s*["']""")


def row_number(attributes: bytes, previous: int) -> int:
    """The number of a row from its attributes; one without a number follows the previous. Raises UnreadableRow."""
    found = _REFERENCE.search(attributes)
    number = int(found[2]) if found else previous + 1
    if not 1 <= number <= MAX_ROW:
        raise UnreadableRow
    return number


def place(attributes: bytes, row: int, previous: int) -> tuple[int, str, int]:
    """Column, type ("" where none) and style of a cell from its attributes.

    A cell without a reference follows the previous column. Raises UnreadableRow where it is outside the sheet or
    belongs to another row.
    """
    usual = _USUAL.match(attributes)
    if usual and int(usual[2]) == row and _number(usual[1]) <= MAX_COLUMN:
        return _number(usual[1]), (usual[4] or b"").decode(), int(usual[3] or 0)
    reference = _REFERENCE.search(attributes)
    column = _number(reference[1]) if reference else previous + 1
    if not 1 <= column <= MAX_COLUMN or (reference and int(reference[2]) != row):
        raise UnreadableRow
    cell_type, style = _TYPE.search(attributes), _STYLE.search(attributes)
    return column, cell_type[1].decode() if cell_type else "", int(style[1]) if style else 0


class Places:
    """Places of cells whose openings were met before, but for the row: most cells of a sheet, many times as quick."""

    def __init__(self) -> None:
        self._known: dict[bytes, tuple[int, str, int, bytes]] = {}
        self.styles: set[int] = set()
        """Of all cells placed so far."""

    def place(self, attributes: bytes, row_mark: bytes, previous: int) -> tuple[int, str, int, bytes | None]:
        """``place`` and the tag; ``row_mark`` is the row's number and the quotation mark behind it."""
        alike = attributes.replace(row_mark, b'"', 1)
        has_row = len(alike) < len(attributes)
        known = self._known.get(alike) if has_row else None
        if known is not None:
            return known
        column, cell_type, style = place(attributes, int(row_mark[:-1]), previous)
        self.styles.add(style)
        usual = _USUAL.match(attributes) if has_row else None
        if usual is None:
            return column, cell_type, style, None
        found = self._known[alike] = column, cell_type, style, attributes[usual.end(2) + 1 :]
        return found


@cache
def _number(letters: bytes) -> int:
    return column_number(letters.decode())


def form_of(cell_type: str, *, formula: bool, stored: bool, filled: bool, inline: bool) -> Form:
    """The form of a cell: has it a formula, a value element, anything in that, an inline string?"""
    if formula:
        return "formula" if filled else "empty formula" if stored else "bare formula"
    if inline and (cell_type == "inlineStr" or not filled):
        return "inline"
    return "value" if stored else "blank"


def is_uncached(form: Form, cell_type: str) -> bool:
    """Has a formula no known value? A text formula may well show an empty text."""
    return form == "bare formula" or (form == "empty formula" and cell_type != "str")
