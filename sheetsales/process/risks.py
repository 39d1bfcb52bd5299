"""The risks on file, and how grave each is: likelihood × impact, each from 1 to 3."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.process.money import amounts

_POINTS: Final = {"high": 3, "mid": 2, "low": 1}
MAJOR: Final = 6
"""From this level on a risk is major."""


def level(likelihood: str | None, impact: str | None) -> int | None:
    """1 to 9; None where either is not known."""
    one, other = _POINTS.get(likelihood or ""), _POINTS.get(impact or "")
    return None if one is None or other is None else one * other


@dataclass(frozen=True, slots=True)
class Risk:
    """One row of Risks. ``amount`` is what is typed, else what its deal is worth; None where neither is
    known, and where it is typed in a currency without a rate."""

    row: int
    id: str
    owner: str
    likelihood: str
    impact: str
    due: dt.date | None
    watched: bool
    amount: Decimal | None

    @property
    def level(self) -> int | None:
        return level(self.likelihood, self.impact)


def risks(book: Book) -> tuple[Risk, ...]:
    """Every risk that says what may happen, in sheet order; one without a status is watched."""
    table, deals = book.table("risks"), book.table("pipeline")
    typed, worth = amounts(book, "risks"), amounts(book)
    columns = ("risk", "id", "owner", "likelihood", "impact", "due", "status", "opportunity", "amount")
    found = []
    for row, (what, id_, owner, likelihood, impact, due, status, deal, own) in enumerate(
        zip(*map(table.get, columns), strict=True)
    ):
        if not what:
            continue
        at = deals.by_id.get(deal or "")
        amount = typed[row] if own is not None or at is None else worth[at]
        watched = status in (None, "watching")
        found.append(Risk(row, id_ or "", owner or "", likelihood or "", impact or "", due, watched, amount))
    return tuple(found)
