"""What stands on a page: a title, one sentence, tables of at most eight columns, the reasons of dashes, one chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from sheetsales.dataclass import dataclass
from sheetsales.reports.block import PlacedTable
from sheetsales.reports.cells import Content
from sheetsales.texts import Text

MOST_COLUMNS = 8


@dataclass(frozen=True)
class PageTable:
    """Columns of a block on a page. ``bands`` are rows that head those below them, ``totals`` rows that close the table;
    ``widths`` are in characters, for columns whose width is not left to their content."""

    block: PlacedTable
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    title: Text | None = None
    bands: frozenset[str] = frozenset()
    totals: frozenset[str] = frozenset()
    widths: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    """What a section shows. ``caption`` stands at the right of its title, ``chart_height`` is in pixels."""

    title: Text
    tables: tuple[PageTable, ...]
    sentence: Content = None
    note: str = ""
    caption: str = ""
    chart: Any = None
    chart_height: int = 290
