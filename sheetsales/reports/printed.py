"""What stands on the pages of a report, for those who draw it elsewhere than in the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sheetsales.dataclass import dataclass
from sheetsales.reports.cover_facts import Fact
from sheetsales.reports.plan import PagePlan
from sheetsales.reports.section import Section
from sheetsales.reports.tiles import Tile


@dataclass(frozen=True)
class Printed:
    """The tiles, facts and charts of page one, then the pages with their sections, in order."""

    tiles: tuple[Tile, ...]
    facts: tuple[Fact, ...]
    charts: tuple[Any, ...]
    pages: tuple[tuple[PagePlan, Sequence[Section]], ...]
