"""The changes a macro can make in an open workbook: cells by place, with what must still stand there."""

from __future__ import annotations

from dataclasses import dataclass

from sheetsales.cells.address import CellRef
from sheetsales.cells.grid import Visibility
from sheetsales.cells.values import CellValue, EditValue


@dataclass(frozen=True, slots=True)
class Held:
    """What a cell held in the snapshot: its shown value, and whether a formula showed it."""

    value: CellValue
    formula: bool = False


BLANK = Held(None)


@dataclass(frozen=True, slots=True)
class Write:
    """A block of cells gets values. ``held`` None: whatever stands there (a sheet that is only being made)."""

    sheet: str
    row: int
    column: int
    values: tuple[tuple[EditValue, ...], ...]
    held: tuple[tuple[Held, ...], ...] | None


@dataclass(frozen=True, slots=True)
class Grow:
    """The data rows of a table (or of a range, where ``table`` is "") end elsewhere from now on.

    New rows take formats and formulas of the last one before. ``row`` is the heading row.
    """

    sheet: str
    row: int
    first_column: int
    last_column: int
    before: int
    after: int
    table: str


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet at the end with a table from A1 on; ``rows`` counts the heading row as well."""

    sheet: str
    table: str
    visibility: Visibility
    columns: int
    rows: int
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a cell, in place of the one that is there."""

    at: CellRef
    text: str


Change = Write | Grow | NewSheet | Note
