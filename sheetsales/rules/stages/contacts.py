"""The activities of the deals that still count, found once for all rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sheetsales.book.table import BookTable
from sheetsales.rules.deal_facts import stages_of
from sheetsales.rules.scene import Scene
from sheetsales.rules.stages.ways import LIVE_KINDS


@dataclass(frozen=True)
class Contacts:
    """Rows of Activities by deal, or by customer where the workbook's activities name no deal."""

    table: BookTable
    days: Sequence[dt.date | None]
    by_key: Mapping[str, Sequence[int]]
    keys: Sequence[str | None]

    def of(self, row: int) -> Sequence[int]:
        """The activities of the deal in that row of Pipeline."""
        return self.by_key.get(self.keys[row] or "", ())

    def between(self, row: int, first: dt.date | None, last: dt.date) -> list[int]:
        """Those of the deal from ``first``, None for the beginning, to ``last``, both inclusive, as they stand."""
        days, begin = self.days, first or dt.date.min
        return [i for i in self.of(row) if (day := days[i]) is not None and begin <= day <= last]

    def oldest_first(self, rows: Sequence[int]) -> list[int]:
        """The same activities by day."""
        return sorted(rows, key=lambda i: (self.days[i] or dt.date.min, i))


def contacts(scene: Scene) -> Contacts | None:
    """The activities; None where the workbook keeps none, or none that name their deal or customer."""
    return scene.once(_contacts)


def _contacts(scene: Scene) -> Contacts | None:
    table, deals = scene.book.table("activities"), scene.deals
    by_deal = table.has("opportunity")
    if not table.has("date") or not (by_deal or table.has("customer")):
        return None
    keys = deals.get("id" if by_deal else "customer")
    live = stages_of(scene, *LIVE_KINDS)
    rows: dict[str, list[int]] = {
        key: []
        for key, stage in zip(keys, deals.get("stage"), strict=True)
        if key is not None and stage in live
    }
    known = rows.get
    for i, key in enumerate(table.get("opportunity" if by_deal else "customer")):
        found = known(key)
        if found is not None:
            found.append(i)
    return Contacts(table, table.get("date"), rows, keys)
