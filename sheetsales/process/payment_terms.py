"""Payment terms as people write them, and the instalments that follow: 3-6-1, prepaid, net 30, 月结 30 天."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal, NamedTuple

from sheetsales.regex import regex

Start = Literal["signing", "delivery", "month_end"]
_CENT: Final = Decimal("0.01")
_DEPOSIT_DAYS, _ACCEPTANCE_DAYS, _RETENTION_DAYS = 7, 15, 365
_SHARES: Final = regex(r"(\d{1,3})%?([-/:：])(\d{1,3})%?(?:\2(\d{1,3})%?)?\Z")
_PREPAID: Final = regex(r"(预付全款|全款预付|款到发货|prepaid|payment in advance|100% in advance)\Z")
_ON_DELIVERY: Final = regex(r"(货到付款|on delivery|cash on delivery|cod)\Z")
_MONTHLY: Final = regex(r"月结(\d{1,3})天?\Z")
_NET: Final = regex(r"net(\d{1,3})(days)?\Z")
_ACCEPTED: Final = regex(
    r"(?:验收(?:合格)?后?(\d{1,3})(?:天|日)(?:内)?(?:付清|付款)?|(\d{1,3})daysfromacceptance)\Z"
)


class Part(NamedTuple):
    """A share of the whole, due so many days after a day."""

    kind: str
    share: Decimal
    start: Start
    days: int


class Instalment(NamedTuple):
    """What falls due: what it is called by its code, how much, and when; None while the day is not known."""

    kind: str
    amount: Decimal
    due_on: dt.date | None


def parts_of(terms: str) -> tuple[Part, ...]:
    """The parts that terms lay out; none where a person has to say."""
    text = "".join(terms.split()).lower().replace("％", "%")
    shares = _SHARES.match(text)
    if shares is not None:
        return _in_shares([Decimal(n) for n in (shares[1], shares[3], shares[4]) if n])
    if _PREPAID.match(" ".join(terms.split()).lower()) or _PREPAID.match(text):
        return (Part("full", Decimal(1), "signing", _DEPOSIT_DAYS),)
    if _ON_DELIVERY.match(" ".join(terms.split()).lower()):
        return (Part("full", Decimal(1), "delivery", 0),)
    if found := _MONTHLY.match(text):
        return (Part("full", Decimal(1), "month_end", int(found[1])),)
    if found := _NET.match(text):
        return (Part("full", Decimal(1), "delivery", int(found[1])),)
    if found := _ACCEPTED.match(text):
        return (Part("acceptance", Decimal(1), "delivery", int(found[1] or found[2])),)
    return ()


def _in_shares(numbers: Sequence[Decimal]) -> tuple[Part, ...]:
    """Deposit, acceptance and retention, where they make up the whole."""
    whole = sum(numbers)
    if whole not in (10, 100) or not all(numbers):
        return ()
    ways: tuple[tuple[str, Start, int], ...] = (
        ("deposit", "signing", _DEPOSIT_DAYS),
        ("acceptance", "delivery", _ACCEPTANCE_DAYS),
        ("retention", "delivery", _RETENTION_DAYS),
    )
    return tuple(
        Part(kind, number / whole, start, days)
        for number, (kind, start, days) in zip(numbers, ways, strict=False)
    )


def laid_out(
    amount: Decimal, terms: str, signed_on: dt.date | None, delivery: dt.date | None
) -> tuple[Instalment, ...]:
    """The instalments of an amount; the last takes the rounding. None where the terms say nothing that can be read."""
    parts = parts_of(terms)
    found: list[Instalment] = []
    left = amount
    for part in parts:
        last = part is parts[-1]
        money = left if last else (amount * part.share).quantize(_CENT, ROUND_HALF_UP)
        left -= money
        found.append(Instalment(part.kind, money, _due(part, signed_on, delivery)))
    return tuple(found)


def _due(part: Part, signed_on: dt.date | None, delivery: dt.date | None) -> dt.date | None:
    day = signed_on if part.start == "signing" else delivery
    if day is None:
        return None
    if part.start == "month_end":
        day = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day + dt.timedelta(days=part.days)
