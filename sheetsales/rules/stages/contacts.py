"""The activities of the deals that still count, found once for all rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sheetsales.book.process import Stage
from sheetsales.book.table import BookTable
from sheetsales.dataclass import dataclass
from sheetsales.rules.deal_facts import stages_of
from sheetsales.rules.scene import Scene
from sheetsales.rules.stages.ways import LIVE_KINDS, ways


@dataclass(frozen=True)
class Contacts:
    """Rows of Activities by deal, or by customer where the workbook's activities name no deal."""

    table: BookTable
    days: Sequence[dt.date | None]
    by_key: Mapping[str, Sequence[int]]
    keys: Sequence[str | None]

    def between(self, row: int, first: dt.date | None, last: dt.date) -> list[int]:
        """Those of the deal from ``first``, None for the beginning, to ``last``, both inclusive, as they stand."""
        known = self.by_key.get(self.keys[row] or "")
        if not known:
            return []
        days, begin = self.days, first or dt.date.min
        return [i for i in known if (day := days[i]) is not None and begin <= day <= last]

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
    for i, key in enumerate(table.get("opportunity" if by_deal else "customer")):
        if key in rows:
            rows[key].append(i)
    return Contacts(table, table.get("date"), rows, keys)


class Leaving(NamedTuple):
    """An open or won stage that a deal left last, going forward, the stage it is in now, and its activities in the
    stage it left; none known where the workbook keeps none."""

    row: int
    left: Stage
    now: Stage
    activities: Sequence[int]


def leavings(scene: Scene) -> Sequence[Leaving]:
    """The last forward move of every deal that still counts."""
    return scene.once(_leavings)


def _leavings(scene: Scene) -> Sequence[Leaving]:
    known = contacts(scene)
    found = []
    for way in ways(scene):
        moves = way.moves
        if not moves or not moves[-1].forward or moves[-1].before.kind not in ("open", "won"):
            continue
        stay = way.stay(moves[-1].number - 1)
        if stay is not None:
            days = known.between(way.row, stay.entered, stay.left or scene.today) if known is not None else ()
            found.append(Leaving(way.row, stay.stage, way.stage, days))
    return found
