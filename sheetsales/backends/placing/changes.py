"""The twelve changes that a host carries out: cells by place, and what stands around them."""

from __future__ import annotations

from typing import Literal

from sheetsales.cells.address import Area, CellRef
from sheetsales.cells.charts import ChartKind
from sheetsales.cells.grid import Visibility
from sheetsales.cells.values import CellValue, EditValue
from sheetsales.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """What a cell held in the snapshot: its shown value, and whether a formula showed it."""

    value: CellValue
    formula: bool = False


BLANK = Held(None)


@dataclass(frozen=True, slots=True)
class Write:
    """A block of cells gets values.

    ``held`` is what must still stand there for a host that wrote down what it saw; None: whatever does.
    """

    sheet: str
    row: int
    column: int
    values: tuple[tuple[EditValue, ...], ...]
    held: tuple[tuple[Held, ...], ...] | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """What a block of cells must hold before anything is done, by the places that cells have then."""

    sheet: str
    row: int
    column: int
    held: tuple[tuple[Held, ...], ...]


@dataclass(frozen=True, slots=True)
class Move:
    """Cells of these columns from ``row`` on move ``by`` rows down; up, over cells that go, where it is negative."""

    sheet: str
    row: int
    first_column: int
    last_column: int
    by: int


@dataclass(frozen=True, slots=True)
class Grow:
    """The data rows of a table (or of a range, where ``table`` is "") end at ``last`` from now on; they did at ``before``.

    ``count`` new rows from ``fresh`` on take formats and formulas of row ``like``. ``row`` is the heading row;
    ``totals`` rows follow the last one.
    """

    sheet: str
    row: int
    first_column: int
    last_column: int
    before: int
    last: int
    table: str
    fresh: int = 0
    count: int = 0
    like: int = 0
    totals: int = 0


@dataclass(frozen=True, slots=True)
class Widen:
    """A table gets columns at its right, with these headings: ``area`` is theirs, ``totals`` rows and all.

    ``formats`` are the number formats of their cells, None for one that shows what is typed.
    """

    table: str
    area: Area
    headings: tuple[str, ...]
    formats: tuple[str | None, ...] = ()
    totals: int = 0
    first_column: int = 0
    """The table's own first one."""


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet at the end with a table from A1 on, or from the cell ``corner``; ``rows`` counts the heading row as well.

    Without headings there is no table.
    """

    sheet: str
    table: str
    visibility: Visibility
    headings: tuple[str, ...]
    rows: int
    widths: tuple[float, ...]
    corner: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a cell, in place of the one that is there."""

    at: CellRef
    text: str


Side = Literal["format", "bold", "fill", "colour", "wrap", "width", "height"]


@dataclass(frozen=True, slots=True)
class Look:
    """One side of how an area looks: a number format, ``RRGGBB``, 1 or 0, or a size."""

    area: Area
    side: Side
    value: str


@dataclass(frozen=True, slots=True)
class Show:
    """A sheet shown or hidden."""

    sheet: str
    visibility: Visibility


@dataclass(frozen=True, slots=True)
class Name:
    """A defined name means something from now on. ``is_new`` says that the snapshot had none; None, that nobody knows."""

    sheet: str
    name: str
    refers_to: str
    is_new: bool | None


@dataclass(frozen=True, slots=True)
class DropDown:
    """A drop-down for an area in which no cell has a rule: that of ``like``, where a cell has it, else a new one.

    ``source`` is a formula, or the choices as a text in quotes with commas.
    """

    area: Area
    source: str
    like: CellRef | None


@dataclass(frozen=True, slots=True)
class Draw:
    """A chart over columns of a sheet whose first row is headings; ``corner`` is the cell of its upper left corner.

    Sizes are in points.
    """

    sheet: str
    kind: ChartKind
    title: str
    number_format: str
    columns: tuple[int, ...]
    last_row: int
    corner: tuple[int, int]
    size: tuple[float, float]


Change = Write | Check | Move | Grow | Widen | NewSheet | Note | Look | Show | Name | DropDown | Draw
