"""Edits as plain data: what shall be written, and what must still stand there for it to be right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from sheetsales.cells.address import CellRef
from sheetsales.cells.grid import Visibility
from sheetsales.cells.values import CellValue, EditValue, Formula


class _Unguarded(Enum):
    UNGUARDED = "unguarded"


UNGUARDED: Final = _Unguarded.UNGUARDED
"""The edit does not care what the cell holds now."""

Expected = CellValue | Formula | _Unguarded


@dataclass(frozen=True, slots=True)
class SetCell:
    """One cell gets a value; None clears it (its format stays). ``expected`` None means: must be blank."""

    at: CellRef
    value: EditValue
    expected: Expected = UNGUARDED


@dataclass(frozen=True, slots=True)
class AppendRows:
    """Rows added below the last row of a Table (by name) or of a range with headings (``'Sheet'!A5:H20``).

    Keys are the exact headings in the file; a heading that a row leaves out stays blank, or takes the column's
    formula where the Table has one.
    """

    table: str
    rows: tuple[Mapping[str, EditValue], ...]


@dataclass(frozen=True, slots=True)
class ReplaceRows:
    """All rows of a Table or range replaced; nothing outside it moves. An empty ``rows`` leaves one blank row."""

    table: str
    rows: tuple[Mapping[str, EditValue], ...]


@dataclass(frozen=True, slots=True)
class AddSheet:
    """A new sheet at the end, with a formatted Table named ``table`` (made up where None) from A1.

    ``widths`` are column widths in characters; where absent they follow the content, Chinese counted double.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[EditValue, ...], ...] = ()
    table: str | None = None
    visibility: Visibility = "visible"
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class SetNote:
    """A note (comment) on a cell; replaces the one that is there. Empty text is refused."""

    at: CellRef
    text: str


Edit = SetCell | AppendRows | ReplaceRows | AddSheet | SetNote


@dataclass(frozen=True, slots=True)
class EditPlan:
    """Edits to be applied together or not at all, in order. ``book`` is the sha256 of the file they were made for."""

    edits: tuple[Edit, ...] = ()
    book: str | None = None
    version: int = 1
