"""A chart over columns of a new sheet's Table: plain data."""

from __future__ import annotations

from typing import Literal

from sheetsales.dataclass import dataclass

ChartKind = Literal["bar", "column", "line"]


@dataclass(frozen=True, slots=True)
class Chart:
    """Drawn to the right of the Table from sheet row ``row`` on; a bar chart lists its first row on top.

    ``categories`` and ``series`` are headings; a text in a series' column counts as no value. ``number_format`` is
    that of the axis and the labels. Sizes are in pixels.
    """

    title: str
    categories: str
    series: tuple[str, ...]
    kind: ChartKind = "bar"
    number_format: str = "General"
    row: int = 2
    width: int = 640
    height: int = 360
