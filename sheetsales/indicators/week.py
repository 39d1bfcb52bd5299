"""What a week did to the open deals: each of them at its start and at its end, and what lies between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final, Literal

from sheetsales.book.book import Book
from sheetsales.book.process import Stage
from sheetsales.dataclass import dataclass
from sheetsales.indicators.deals import Deal
from sheetsales.indicators.facts import Facts, gather
from sheetsales.process.history import History

Kind = Literal["start", "new", "back", "won", "lost", "held", "amount", "stage", "expected"]
INTO: Final[tuple[Kind, ...]] = ("start", "new", "back")
OUT_OF: Final[tuple[Kind, ...]] = ("won", "lost", "held")
_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to a deal in the week. ``amount`` is what it adds to the money of open deals, or takes from
    it; None where the deal carries none. ``before`` and ``after`` are stage codes, days or amounts."""

    deal: Deal
    kind: Kind
    amount: Decimal | None
    before: str | dt.date | Decimal | None = None
    after: str | dt.date | Decimal | None = None


@dataclass(frozen=True)
class Week:
    """A week of the open deals, up to ``after.as_of``. Deals at its start, plus what came in, less what went out, plus
    changes of amounts, are those at its end, in number and in money."""

    before: Facts
    after: Facts
    changes: tuple[Change, ...]
    logged: bool
    """Whether the stage log had begun when the week did: without it stages, amounts and dates are those of now."""

    def of(self, *kinds: Kind) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.kind in kinds)


def week_of_deals(book: Book, first: dt.date, as_of: dt.date, today: dt.date) -> Week:
    """The week that begins on ``first``, up to the day ``as_of``; the rows of ``today`` are what stands in the workbook."""
    start = History(book, first - _DAY)
    before, after = _as_logged(book, first - _DAY, start), gather(book, as_of)
    if as_of < today:
        after = _as_logged(book, as_of, History(book, as_of))
    return Week(before, after, tuple(_changes(before, after)), start.began is not None)


def _as_logged(book: Book, day: dt.date, history: History) -> Facts:
    """The facts of a day, amounts and expected closes as the log saw them last. An amount that stands in another
    currency, or that the log does not know, is that of now."""
    facts, typed = gather(book, day), book.table("pipeline").get("amount")
    if not history.columns >= {"amount", "expected_close"}:
        return facts
    stages = book.process.by_code
    return replace(
        facts,
        deals=tuple(_paused(_then(deal, history, typed[deal.row]), history, stages) for deal in facts.deals),
    )


def _paused(deal: Deal, history: History, stages: Mapping[str, Stage]) -> Deal:
    """The deal on hold, or in hand, where the log had it so."""
    row = history.last.get(deal.id)
    stage = stages.get(history.states[row][0] or "") if row is not None else None
    if stage is None or deal.state not in ("open", "hold") or stage.kind not in ("open", "hold"):
        return deal
    return deal if stage.kind == deal.state else replace(deal, stage=stage, state=stage.kind)


def _then(deal: Deal, history: History, typed: object) -> Deal:
    row = history.last.get(deal.id)
    if row is None:
        return deal
    _, amount, expected, _ = history.states[row]
    return replace(
        deal,
        amount=amount if isinstance(amount, Decimal) and typed == deal.amount else deal.amount,
        expected_close=expected or deal.expected_close,
    )


def _changes(before: Facts, after: Facts) -> Iterator[Change]:
    then: Mapping[str, Deal] = {deal.id: deal for deal in before.deals if deal.id}
    for now in after.deals:
        if not now.id:
            continue
        was = then.get(now.id)
        yield from _of_deal(was, now)


def _of_deal(was: Deal | None, now: Deal) -> Iterator[Change]:
    came = was is not None and was.state == "open"
    if was is not None and came:
        yield Change(was, "start", was.amount)
    elif was is None and now.state in ("open", "won", "lost"):
        yield Change(now, "new", now.amount)
    elif was is not None and was.state in ("hold", "won", "lost") and now.state == "open":
        yield Change(now, "back", now.amount, _stage(was), _stage(now))
    else:
        return
    if was is not None and came:
        yield from _moved(was, now)
    if now.state in ("won", "lost", "hold"):
        kind: Kind = "held" if now.state == "hold" else now.state
        yield Change(now, kind, None if now.amount is None else -now.amount, _stage(was), _stage(now))
    elif now.state != "open":
        yield Change(now, "held", None if now.amount is None else -now.amount, _stage(was), now.stage_word)


def _moved(was: Deal, now: Deal) -> Iterator[Change]:
    if was.amount != now.amount:
        yield Change(
            now, "amount", (now.amount or Decimal(0)) - (was.amount or Decimal(0)), was.amount, now.amount
        )
    if now.state != "open":
        return
    if _stage(was) != _stage(now):
        yield Change(now, "stage", None, _stage(was), _stage(now))
    if was.expected_close != now.expected_close:
        yield Change(now, "expected", None, was.expected_close, now.expected_close)


def _stage(deal: Deal | None) -> str:
    if deal is None:
        return ""
    return deal.stage.code if deal.stage is not None else deal.stage_word
