"""The stage log: every move of every deal, and the pushes of the deal that is stuck."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from sheetsales.template.story.drafts import Row, day_of, text_of
from sheetsales.template.story.plan import WHALE, Deal

_WHALE_PUSHES = (
    ("2026-07-29", "2026-08-31"), ("2026-08-27", "2026-09-30"), ("2026-09-28", "2026-10-30"), ("2026-10-26", "2026-11-30"),
)  # fmt: skip
_WHALE_FIRST = dt.date(2026, 7, 31)
_PUSH = dt.timedelta(weeks=4)


def log_rows(deals: Sequence[Deal]) -> list[Row]:
    """One row a move, by day; a row whose stage stays the same says that the expected close moved."""
    rows = [row for deal in deals for row in _of_deal(deal)]
    return sorted(rows, key=lambda row: (day_of(row, "seen_on"), text_of(row, "opportunity")))


def _of_deal(deal: Deal) -> Iterator[Row]:
    before: str | None = None
    for number, visit in enumerate(deal.path):
        row: Row = {
            "seen_on": visit.on,
            "opportunity": deal.id,
            "from": before,
            "to": visit.code,
            "amount": deal.amount if _known(deal, number, "present") else None,
            "expected_close": _expected(deal, number),
            "owner": deal.owner_on(visit.on),
        }
        yield {key: value for key, value in row.items() if value is not None}
        before = visit.code
    if deal.id == WHALE:
        yield from _pushes(deal)


def _known(deal: Deal, number: int, stage: str) -> bool:
    """Whether the deal had got to an open stage by the visit of that number."""
    order = ("identify", "contact", "needs", "present", "quote", "negotiate")
    return any(
        order.index(v.stage) >= order.index(stage) for v in deal.path[: number + 1] if v.stage in order
    )


def _expected(deal: Deal, number: int) -> dt.date | None:
    """The expected close as it stood then: one deal in four was expected four weeks earlier at first."""
    if deal.expected is None or not _known(deal, number, "needs"):
        return None
    if deal.id == WHALE:
        return _WHALE_FIRST
    pushed = (
        deal.text % 4 == 0 and number < len(deal.path) - 1 and deal.path[number].on < deal.expected - _PUSH
    )
    return deal.expected - _PUSH if pushed else deal.expected


def _pushes(deal: Deal) -> Iterator[Row]:
    for seen, expected in _WHALE_PUSHES:
        yield {
            "seen_on": dt.date.fromisoformat(seen),
            "opportunity": deal.id,
            "from": deal.now.code,
            "to": deal.now.code,
            "amount": deal.amount,
            "expected_close": dt.date.fromisoformat(expected),
            "owner": deal.owner,
        }
