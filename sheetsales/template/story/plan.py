"""The plan of the story: every deal's way through the stages, in neither language."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from sheetsales.dataclass import dataclass
from sheetsales.schema.defaults import Preset
from sheetsales.template.story.days import add_business
from sheetsales.template.story.sources import Row, source

MASTER_DAY = dt.date(2026, 11, 2)
"""The day as of which the story is told; for another day everything moves by whole weeks."""
WHALE = "O-0118"
LEAVER, HEIR = "S08", "S04"
LEFT_ON = dt.date(2026, 6, 30)
_SOP_TALKS = 3  # working days that sop gives to talking before a repeat order is quoted
OPEN_STAGES = ("identify", "contact", "needs", "present", "quote", "negotiate")
_SOP = {
    "identify": "leads", "contact": "leads", "needs": "comm", "present": "offer", "quote": "offer",
    "negotiate": "nego", "won": "sign", "after": "care", "lost": "lost", "hold": "hold",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Visit:
    """A deal's stay in a stage: ``stage`` as b2b calls it, ``code`` as the workbook's process does."""

    stage: str
    code: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class Deal:
    """One opportunity. ``amount`` is known from the presentation on; ``text`` picks among wordings."""

    id: str
    customer: str
    owner: str
    kind: str
    product: str
    quantity: int
    amount: Decimal
    discount: Decimal
    approved: str
    source: str
    path: tuple[Visit, ...]
    expected: dt.date | None
    delivery: dt.date | None
    reason: str
    competitor: int
    terms: int
    forecast: str
    next_on: dt.date | None
    place: int
    text: int

    @property
    def now(self) -> Visit:
        return self.path[-1]

    @property
    def created_on(self) -> dt.date:
        return self.path[0].on

    @property
    def is_open(self) -> bool:
        return self.now.stage in OPEN_STAGES

    @property
    def closed_on(self) -> dt.date | None:
        return next((v.on for v in self.path if v.stage in ("won", "lost")), None)

    def reached(self, stage: str) -> bool:
        """Whether the deal got as far as an open stage, skipped or not."""
        far = max(OPEN_STAGES.index(v.stage) for v in self.path if v.stage in OPEN_STAGES)
        return far >= OPEN_STAGES.index(stage)

    def left(self, number: int) -> dt.date | None:
        """The day the visit of that number ended, None while it lasts."""
        return self.path[number + 1].on if number + 1 < len(self.path) else None

    def owner_on(self, day: dt.date) -> str:
        """Who had the deal on a day: the leaver's deals went to his heir."""
        inherited = self.owner == HEIR and self.customer in _leavers_accounts()
        return LEAVER if inherited and self.created_on <= LEFT_ON and day <= LEFT_ON else self.owner

    def contact_on(self, day: dt.date) -> str:
        """Who was in touch about the deal on a day: what the leaver had won, his heir looks after."""
        owner = self.owner_on(day)
        return HEIR if owner == LEAVER and day > LEFT_ON else owner


@lru_cache(maxsize=1)
def _leavers_accounts() -> frozenset[str]:
    return frozenset(row["id"] for row in source("customers") if row["was"] == LEAVER)


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _visits(text: str) -> tuple[Visit, ...]:
    pairs = (item.split(":") for item in text.split(" "))
    return tuple(Visit(stage, stage, dt.date.fromisoformat(day)) for stage, day in pairs)


def _deal(row: Row) -> Deal:
    return Deal(
        id=row["id"],
        customer=row["customer"],
        owner=row["owner"],
        kind=row["kind"],
        product=row["product"],
        quantity=int(row["quantity"]),
        amount=Decimal(row["amount"]),
        discount=Decimal(row["discount"]),
        approved=row["approved"],
        source=row["source"],
        path=_visits(row["path"]),
        expected=_day(row["expected"]),
        delivery=_day(row["delivery"]),
        reason=row["reason"],
        competitor=int(row["competitor"]),
        terms=int(row["terms"]),
        forecast=row["forecast"],
        next_on=_day(row["next_on"]),
        place=int(row["place"]),
        text=int(row["text"]),
    )


@lru_cache(maxsize=3)
def deals(process: Preset) -> tuple[Deal, ...]:
    """All deals of the story, their stages called as ``process`` calls them; ``project`` shares b2b's codes."""
    found = tuple(_deal(row) for row in source("deals"))
    return tuple(replace(d, path=_sop_path(d)) for d in found) if process == "sop" else found


def _sop_path(deal: Deal) -> tuple[Visit, ...]:
    """The path in sop's fewer stages.

    Neighbours that fall together become one stay, from the first day, or from the last stage's where the deal is
    still there, so that the limit holds. Repeat orders pass Customer discussions too: sop has no short cut.
    """
    path: list[Visit] = []
    for visit in deal.path:
        code = _SOP[visit.stage]
        current = visit is deal.now
        if path and path[-1].code == code:
            path[-1] = Visit(visit.stage, code, visit.on if current else path[-1].on)
            continue
        if code == "offer" and path[-1].code == "leads":
            talks = add_business(visit.on, -_SOP_TALKS)
            path[-1] = replace(path[-1], on=min(path[-1].on, add_business(talks, -1)))
            path.append(Visit("needs", "comm", talks))
        path.append(Visit(visit.stage, code, visit.on))
    return tuple(path)
