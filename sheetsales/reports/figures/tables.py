"""The tables of figures there are, in the order they stand in the appendix."""

from __future__ import annotations

from typing import Final

from sheetsales.reports import target_table
from sheetsales.reports.figures.table import FigureTable

TABLES: Final[tuple[FigureTable, ...]] = (target_table.TABLE,)
