"""Open tasks whose work shows in the workbook already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.process.follow_ups import last_rows
from sheetsales.rules.scene import Scene
from sheetsales.rules.stages.proofs import prover
from sheetsales.texts import Text

_OPEN: Final = frozenset({"open", "doing", None})
_BEFORE: Final = dt.timedelta(days=14)
"""So long before a contact is due one with the customer counts for it."""
_JUST_BEFORE: Final = dt.timedelta(days=3)
"""The same for a step agreed with the customer for a day."""

_STEP = Text("这一步的证据已经有了", "the evidence of this step is there")
_CONTACT = Text("已有跟进记录", "there is an activity with the customer")
_AGREED = Text("约好的那天已有跟进记录", "the deal was followed up on the day agreed")


@dataclass(frozen=True, slots=True)
class Proposal:
    """An open task that looks done: its row, the day the work shows (None where only a column shows it), and how;
    ``agreed`` where it was a next step that a follow-up agreed."""

    row: int
    on: dt.date | None
    why: Text
    agreed: bool = False

    @property
    def by_follow_up(self) -> bool:
        """Whether an activity alone proves it, not evidence that a process asks for."""
        return self.why is not _STEP


def proved_tasks(scene: Scene) -> Iterator[Proposal]:
    """In sheet order: steps with their evidence, contacts and next steps with a follow-up."""
    table = scene.book.table("tasks")
    keys = ("status", "opportunity", "step", "customer", "from", "due")
    for row, (status, deal, step, customer, origin, due) in enumerate(
        zip(*map(table.get, keys), strict=True)
    ):
        if status not in _OPEN:
            continue
        if step and deal:
            found = _step(scene, row, deal, step)
        elif deal and origin == "manual" and due is not None:
            found = _agreed(scene, row, deal, due)
        elif customer and origin == "cadence" and not deal and due is not None:
            found = _followed(
                scene, row, scene.once(_last_by_customer).get(customer), due - _BEFORE, _CONTACT
            )
        else:
            found = None
        if found is not None:
            yield found


def agreed_tasks(scene: Scene) -> Iterator[Proposal]:
    """Of these only next steps that one follow-up agreed and another kept."""
    table = scene.book.table("tasks")
    columns = zip(*map(table.get, ("status", "opportunity", "step", "from", "due")), strict=True)
    for row, (status, deal, step, origin, due) in enumerate(columns):
        if origin == "manual" and status in _OPEN and deal and not step and due is not None:
            found = _agreed(scene, row, deal, due)
            if found is not None:
                yield found


def _step(scene: Scene, row: int, deal: str, step: str) -> Proposal | None:
    at, looks = scene.deals.by_id.get(deal), prover(scene)
    code = next((s.stage for s in scene.book.process.steps if s.code == step), "")
    stage = scene.book.process.by_code.get(code)
    if at is None or stage is None:
        return None
    demands = [demand for found, demand in looks.steps(stage, stage) if found.code == step]
    known = looks.contacts
    made = known.between(at, scene.deals.get("stage_since")[at], scene.today) if known else []
    if not demands or not demands[0].shown(at, made):
        return None
    days = [day for i in made if known and (day := known.days[i]) is not None]
    return Proposal(row, max(days, default=None) if demands[0].looks_at_contacts else None, _STEP)


def _followed(scene: Scene, row: int, last: dt.date | None, since: dt.date, why: Text) -> Proposal | None:
    return Proposal(row, last, why) if last is not None and since <= last <= scene.today else None


def _agreed(scene: Scene, row: int, deal: str, due: dt.date) -> Proposal | None:
    """A next step that one follow-up agreed for that day, and another one after it kept."""
    days = sorted(scene.once(_by_deal).get(deal, ()))
    agreed = next((on for on, next_on in days if next_on == due), None)
    kept = [on for on, _ in days if agreed is not None and on > agreed and on >= due - _JUST_BEFORE]
    return Proposal(row, kept[0], _AGREED, agreed=True) if kept else None


def _by_deal(scene: Scene) -> dict[str, list[tuple[dt.date, dt.date]]]:
    """The day of each follow-up of a deal and the one agreed then; where none was, the day itself."""
    table = scene.book.table("activities")
    found: dict[str, list[tuple[dt.date, dt.date]]] = {}
    for deal, on, next_on in zip(
        table.get("opportunity"), table.get("date"), table.get("next_on"), strict=True
    ):
        if deal and on is not None and on <= scene.today:
            found.setdefault(deal, []).append((on, next_on or on))
    return found


def _last_by_customer(scene: Scene) -> dict[str, dt.date]:
    days = scene.book.table("activities").get("date")
    return {key: days[row] for key, row in last_rows(scene.book, "customer", scene.today).items()}
