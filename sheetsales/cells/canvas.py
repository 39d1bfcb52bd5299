"""A new sheet that is laid out freely: cells with looks, charts over areas of it, how it prints. Plain data."""

from __future__ import annotations

from typing import Literal

from sheetsales.cells.charts import ChartKind
from sheetsales.cells.values import EditValue
from sheetsales.dataclass import dataclass

Align = Literal["left", "center", "right"]
Rectangle = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 1."""


@dataclass(frozen=True, slots=True)
class CellLook:
    """How a cell looks; None leaves a side as in the workbook's plain cells. Colours are ``RRGGBB``, ``line`` is the
    colour of a hairline below, ``size`` that of the letters in points; ``indent`` needs an ``align`` to the left or right."""

    number_format: str | None = None
    bold: bool | None = None
    size: float | None = None
    colour: str | None = None
    fill: str | None = None
    line: str | None = None
    align: Align | None = None
    wrap: bool | None = None
    indent: int | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """One cell outside the Table; ``look`` is the place of its look among those of the canvas."""

    row: int
    column: int
    value: EditValue
    look: int


@dataclass(frozen=True, slots=True)
class AreaSignal:
    """A conditional format of an area: where ``formula``, written for its first cell, holds, it is written in ``colour`` on
    ``fill``."""

    area: Rectangle
    formula: str
    colour: str
    fill: str | None = None


@dataclass(frozen=True, slots=True)
class AreaSeries:
    """One series of a chart, named by a cell. ``marks`` draws short strokes over the bars instead of bars; without
    ``labels`` no figure stands at a bar."""

    name: tuple[int, int]
    values: Rectangle
    colour: str
    marks: bool = False
    labels: bool = True


@dataclass(frozen=True, slots=True)
class AreaChart:
    """A chart over cells of the sheet, its ``title`` shown from a cell. ``corner`` is the cell of its upper left corner;
    sizes are in pixels; ``name`` is that of the drawn object, ``font`` that of all its letters."""

    name: str
    title: tuple[int, int]
    kind: ChartKind
    categories: Rectangle
    series: tuple[AreaSeries, ...]
    corner: tuple[int, int]
    width: int
    height: int
    number_format: str = "General"
    font: str = ""


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a new sheet has over its Table and how it is laid out.

    The Table's headings stand in row ``top`` from column ``left`` on; ``headings`` and ``body`` are the looks of its headings
    and rows, one a column. ``heights`` are (row, points), those of ``fitted`` rows only until somebody changes what the row
    says; rows from ``frozen`` on roll. Printed is everything up to ``last`` (row,
    column), one page wide, with the rows ``repeated`` (first, last) on each; ``one_page`` makes it one high as well.
    """

    looks: tuple[CellLook, ...]
    cells: tuple[Drawn, ...]
    last: tuple[int, int]
    top: int = 1
    left: int = 1
    headings: tuple[int, ...] = ()
    body: tuple[int, ...] = ()
    heights: tuple[tuple[int, float], ...] = ()
    fitted: tuple[tuple[int, float], ...] = ()
    merged: tuple[Rectangle, ...] = ()
    signals: tuple[AreaSignal, ...] = ()
    charts: tuple[AreaChart, ...] = ()
    frozen: int = 0
    repeated: tuple[int, int] | None = None
    landscape: bool = True
    one_page: bool = False
    footer: str = ""
    tab: str | None = None
