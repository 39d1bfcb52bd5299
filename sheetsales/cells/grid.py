"""One sheet as it was read: a dense block of values, and what stands around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import field
from typing import Literal, NamedTuple

from sheetsales.cells.address import Area, CellRef
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass

Visibility = Literal["visible", "hidden", "veryHidden"]


@dataclass(frozen=True, slots=True)
class TableArea:
    """An Excel Table (ListObject): ``area`` includes its heading row and its totals row, if any.

    ``formulas`` are those that the Table gives its columns, "" for a column people type into; none at all where nobody
    knows.
    """

    name: str
    area: Area
    headings: tuple[str, ...]
    has_heading_row: bool = True
    has_totals_row: bool = False
    formulas: tuple[str, ...] = ()

    @property
    def first_data_row(self) -> int:
        return self.area.first_row + (1 if self.has_heading_row else 0)

    @property
    def last_data_row(self) -> int:
        return self.area.last_row - (1 if self.has_totals_row else 0)


class Shown(NamedTuple):
    """What a number format makes of a number but for its digits: the ``words`` it prints (``万元``), and by how much it
    divides the number before it shows it."""

    words: str
    scale: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The occupied block of one sheet.

    ``columns[c][r]`` is the value at row ``first_row + r``, column ``first_column + c``; every column has the same
    length. Error cells hold ``CellError``; a formula holds its cached value (None where it has none).
    ``formulas`` are the (row, column) of formula cells, ``uncached`` those among them without a stored value.
    ``beyond`` names cells that hold something but lie outside the block, too far off to be read. ``signs`` gives, by
    column and row of the sheet, the currency that the number format of a cell shows (``€``, ``¥-804``), ``shown`` likewise
    what else it prints. ``hidden_rows`` are those that nobody sees, by a filter or by hand.
    """

    name: str
    index: int
    first_row: int
    first_column: int
    columns: tuple[Sequence[CellValue], ...]
    visibility: Visibility = "visible"
    protected: bool = False
    tables: tuple[TableArea, ...] = ()
    merged: tuple[Area, ...] = ()
    formulas: Set[tuple[int, int]] = frozenset()
    uncached: Set[tuple[int, int]] = frozenset()
    beyond: tuple[CellRef, ...] = ()
    signs: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    shown: Mapping[int, Mapping[int, Shown]] = field(default_factory=dict)
    hidden_rows: Set[int] = frozenset()

    @property
    def row_count(self) -> int:
        return len(self.columns[0]) if self.columns else 0

    @property
    def last_row(self) -> int:
        return self.first_row + self.row_count - 1

    @property
    def last_column(self) -> int:
        return self.first_column + len(self.columns) - 1

    def value(self, row: int, column: int) -> CellValue:
        """The value of a cell by its sheet coordinates; None outside the block."""
        r, c = row - self.first_row, column - self.first_column
        if 0 <= c < len(self.columns) and 0 <= r < self.row_count:
            return self.columns[c][r]
        return None


@dataclass(frozen=True, slots=True)
class Workbook:
    """What a workbook holds, in sheet order, and the digest of the file it was read from."""

    grids: tuple[Grid, ...]
    sha256: str = ""
    date1904: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    """Defined names of workbook scope → what they refer to."""
    structure_locked: bool = False
    """Whether sheets may be added, hidden or renamed by nobody until somebody unprotects the workbook."""

    def grid(self, name: str) -> Grid | None:
        return next((g for g in self.grids if g.name == name), None)
