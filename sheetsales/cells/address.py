"""Where a cell is: ``Pipeline!F12``. Rows and columns count from 1, as people see them."""

from __future__ import annotations

from functools import cache

from sheetsales.dataclass import dataclass
from sheetsales.regex import regex

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384

_PLAIN_SHEET = regex(r"[^\W\d][\w.]*\Z")
_LOOKS_LIKE_CELL = regex(r"(?:[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*)\Z")
_CELL = regex(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})\Z")


@cache
def column_letters(column: int) -> str:
    """1 → ``A``, 28 → ``AB``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@cache
def column_number(letters: str) -> int:
    """``A`` → 1, ``AB`` → 28; case does not matter."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def quote_sheet(name: str) -> str:
    """The sheet's name as a formula needs it: quoted unless it is a plain word."""
    if _PLAIN_SHEET.match(name) and not _LOOKS_LIKE_CELL.match(name):
        return name
    return "'" + name.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True, order=True)
class CellRef:
    """One cell of one sheet."""

    sheet: str
    row: int
    column: int

    @property
    def a1(self) -> str:
        return f"{column_letters(self.column)}{self.row}"

    def __str__(self) -> str:
        return f"{quote_sheet(self.sheet)}!{self.a1}"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of one sheet, both ends inclusive."""

    sheet: str
    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def a1(self) -> str:
        first = f"{column_letters(self.first_column)}{self.first_row}"
        last = f"{column_letters(self.last_column)}{self.last_row}"
        return first if first == last else f"{first}:{last}"

    def __str__(self) -> str:
        return f"{quote_sheet(self.sheet)}!{self.a1}"

    def contains(self, row: int, column: int) -> bool:
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column

    def meets(self, other: Area) -> bool:
        """Whether the two share a cell, taken as areas of one sheet."""
        rows = self.first_row <= other.last_row and other.first_row <= self.last_row
        return rows and self.first_column <= other.last_column and other.first_column <= self.last_column


def parse_a1(text: str) -> tuple[int, int] | None:
    """``$F$12`` → (12, 6); None for anything that is no cell of a worksheet."""
    match = _CELL.match(text)
    if not match:
        return None
    row, column = int(match[2]), column_number(match[1])
    return (row, column) if row <= MAX_ROW and column <= MAX_COLUMN else None


def _split_sheet(text: str) -> tuple[str, str] | None:
    sheet, mark, rest = text.rpartition("!")
    if not mark or not sheet:
        return None
    if sheet.startswith("'") and sheet.endswith("'") and len(sheet) > 2:
        sheet = sheet[1:-1].replace("''", "'")
    return sheet, rest


def parse_cell(text: str) -> CellRef | None:
    """``'My sheet'!C3`` → its cell; None where a sheet or a cell is missing."""
    parts = _split_sheet(text)
    at = parse_a1(parts[1]) if parts else None
    return CellRef(parts[0], *at) if parts and at else None


def parse_area(text: str) -> Area | None:
    """``'Sheet'!A5:H20`` (or a single cell) → its rectangle; None where it is no area of a sheet."""
    parts = _split_sheet(text)
    if not parts:
        return None
    first, mark, last = parts[1].partition(":")
    start, end = parse_a1(first), parse_a1(last if mark else first)
    if not start or not end:
        return None
    return Area(
        parts[0], min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])
    )
