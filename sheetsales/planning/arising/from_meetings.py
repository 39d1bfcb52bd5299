"""Tasks out of meetings: what was decided is to be done, by whom and by when."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sheetsales.planning.arising.ground import Ground
from sheetsales.planning.arising.task import NewTask
from sheetsales.process.meeting_actions import pressing
from sheetsales.texts import same

_HOURS = Decimal(1)


def actions(ground: Ground) -> Iterator[NewTask]:
    """Every complete action that has become no task yet, however far off its day: who agreed to it is to see it."""
    deals = ground.scene.deals
    for action in pressing(ground.book, ground.today):
        row = deals.by_id.get(action.opportunity or "")
        yield NewTask(
            key=f"meeting|{action.day}|{action.owner}|{action.what}",
            title=same(action.what),
            due=action.due,
            hours=_HOURS,
            origin="meeting",
            assignee=action.owner,
            customer=None if row is None else deals.get("customer")[row],
            opportunity=action.opportunity,
            priority="high" if action.due < ground.today else "mid",
        )
