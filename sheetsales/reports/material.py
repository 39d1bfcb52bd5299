"""What the pages of a report are made of: the draft, its tables by their keys, the findings, the chances."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import field

from sheetsales.book.process import Stage
from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding
from sheetsales.indicators.forecast import WinChance
from sheetsales.reports.block import Appendix, PlacedTable
from sheetsales.reports.draft import Draft

Lowest = tuple[Stage, Stage, float]
"""The stage that passes least against its standard, the next one, and the ratio."""


class Blocks(dict[str, PlacedTable]):
    """The appendix tables of one report by their keys; those without anything to show are not there."""

    @property
    def kpi(self) -> PlacedTable:
        return self["kpi"]

    @property
    def stages(self) -> PlacedTable:
        return self["stages"]

    @property
    def targets(self) -> PlacedTable:
        return self["targets"]

    @property
    def left_out(self) -> PlacedTable | None:
        return self.get("left_out")


@dataclass(frozen=True)
class Material:
    """What tables and sections are made of. ``lowest`` is the stage that passes least against its standard."""

    draft: Draft
    appendix: Appendix
    findings: Sequence[Finding]
    today: dt.date
    chances: Mapping[str, WinChance]
    lowest: Lowest | None
    blocks: Blocks = field(default_factory=Blocks)
