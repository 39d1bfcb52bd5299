"""How pages, their sections and the tables of the appendix are declared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from sheetsales.dataclass import dataclass
from sheetsales.reports.block import PlacedTable
from sheetsales.reports.cells import Content
from sheetsales.reports.draft import Draft, Edition
from sheetsales.reports.material import Blocks, Material
from sheetsales.reports.section import PageTable, Section
from sheetsales.texts import Text

EVERYBODY: Final[frozenset[Edition]] = frozenset({"manager", "team", "person"})
LEADERS: Final[frozenset[Edition]] = frozenset({"manager", "team"})
MANAGER: Final[frozenset[Edition]] = frozenset({"manager"})
PERSON: Final[frozenset[Edition]] = frozenset({"person"})
TEAM: Final[frozenset[Edition]] = frozenset({"team"})


@dataclass(frozen=True)
class PagePlan:
    """A sheet of paper, ``name`` being the sheet's."""

    key: str
    name: Text


@dataclass(frozen=True)
class BlockPlan:
    """A table of the appendix: made unless there is nothing to show, or the edition is none of ``editions``. It may look
    at those before it."""

    key: str
    make: Callable[[Material], PlacedTable | None]
    editions: frozenset[Edition] = EVERYBODY


def _all_rows(block: PlacedTable) -> Sequence[str]:
    return block.rows


def _no_rows(_: PlacedTable) -> Sequence[str]:
    return ()


@dataclass(frozen=True)
class TablePlan:
    """A table of a section: columns, at most eight, of those that a block of the appendix has; without the block, or
    without rows, it is left out. Rows of which the columns after the first are all blank are left out too.

    ``bands`` head the rows below them, ``totals`` close the table.
    """

    block: str
    columns: tuple[str, ...]
    title: Text | None = None
    rows: Callable[[PlacedTable], Sequence[str]] = _all_rows
    bands: Callable[[PlacedTable], Sequence[str]] = _no_rows
    totals: Callable[[PlacedTable], Sequence[str]] = _no_rows
    widths: tuple[tuple[str, float], ...] = ()

    def of(self, blocks: Blocks) -> PageTable | None:
        block = blocks.get(self.block)
        if block is None:
            return None
        bands, totals = frozenset(self.bands(block)), frozenset(self.totals(block))
        rows = tuple(
            row
            for row in self.rows(block)
            if row in bands or any(block.get(row, key) is not None for key in self.columns[1:])
        )
        if not rows:
            return None
        columns = tuple(key for key in self.columns if key in block.columns)
        return PageTable(block, columns, rows, self.title, bands, totals, dict(self.widths))


@dataclass(frozen=True)
class SectionPlan:
    """A section of the report, on the page ``page``; the first of a page stands at its top.

    Without any of its tables it is left out, and ``absent`` says so in one line of the list of indicators, where it is
    given. ``short`` sections are those of the short edition, which is what is made unless all is asked for; but of ``at_length``
    only where all is. ``sentence``,
    ``chart``, ``note`` and ``caption`` are made of the report's material; ``height`` is the chart's, in pixels.
    """

    key: str
    page: str
    title: Text
    tables: tuple[TablePlan, ...]
    sentence: Callable[[Material], Content] = lambda _: None
    chart: Callable[[Material], Any] = lambda _: None
    height: Callable[[Blocks], int] = lambda _: 290
    note: Callable[[Material], str] = lambda _: ""
    caption: Callable[[Draft], str] = lambda _: ""
    absent: Text | None = None
    short: bool = False
    editions: frozenset[Edition] = EVERYBODY
    at_length: frozenset[Edition] = frozenset()

    def is_short(self, edition: Edition) -> bool:
        """Whether the short edition has it."""
        return self.short and edition not in self.at_length

    def of(self, material: Material) -> Section | None:
        """The section with this report's figures; None where there is nothing to show."""
        blocks = material.blocks
        tables = tuple(table for plan in self.tables if (table := plan.of(blocks)) is not None)
        if not tables:
            return None
        return Section(
            self.title,
            tables,
            self.sentence(material),
            self.note(material),
            self.caption(material.draft),
            self.chart(material),
            self.height(blocks),
        )
