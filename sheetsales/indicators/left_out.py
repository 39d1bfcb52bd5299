"""What stands in no total, or in a row of its own: deals that cannot be placed, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.indicators.deals import Deal
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.forecast import is_awaited
from sheetsales.indicators.period import Period
from sheetsales.process.counted import copies
from sheetsales.texts import Text


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a deal is not counted in full; ``becomes`` says what it is counted in all the same."""

    key: str
    title: Text
    becomes: Text


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The deals of one reason, in sheet order."""

    reason: Reason
    deals: tuple[Deal, ...]


_OWN_ROW = Text("计入合计，另列一行", "In the totals, in a row of their own")
_NO_MONTH = Text("不在任何一个月", "In no month")
_NO_MONEY = Text("计单数，不计金额", "Counted as deals, not as money")

UNPLACED: Final = Reason("unplaced", Text("在手，阶段不详", "Open in a stage that is not known"), _OWN_ROW)
UNDATED_WON: Final = Reason(
    "undated_won",
    Text("成交，没有关闭日期或还没到", "Won without a closing date, or with one to come"),
    _NO_MONTH,
)
UNDATED_LOST: Final = Reason(
    "undated_lost",
    Text("输单，没有关闭日期或还没到", "Lost without a closing date, or with one to come"),
    _NO_MONTH,
)
ENDED: Final = Reason(
    "ended",
    Text("已关闭，阶段不认识", "Closed in a stage we do not know"),
    Text("不知成败，不计", "Won or lost is not known; counted nowhere"),
)
NO_RATE: Final = Reason("no_rate", Text("外币，没有汇率", "In a currency without a rate"), _NO_MONEY)
UNREAD: Final = Reason("unread", Text("金额读不出来", "Amount that cannot be read"), _NO_MONEY)
NO_AMOUNT: Final = Reason("no_amount", Text("没填金额", "Without an amount"), _NO_MONEY)
NO_OWNER: Final = Reason("no_owner", Text("没有负责人", "Without an owner"), _OWN_ROW)
NOT_DUE: Final = Reason(
    "not_due",
    Text("在手，预计成交没填或已过", "Open, expected close blank or passed"),
    Text("不在预测的任何一个月", "In no month of the forecast"),
)
TWICE: Final = Reason(
    "twice",
    Text("与别的行是同一单", "Rows of a deal that stands twice"),
    Text("同一单只算一次", "A deal counts once"),
)

_LACKING: Final = (
    (NO_AMOUNT, Text("{n} 单没有金额", "{n} without an amount")),
    (NO_RATE, Text("{n} 单是外币，没有汇率", "{n} in a currency without a rate")),
    (UNREAD, Text("{n} 单金额读不出来", "{n} with an amount that cannot be read")),
)

REASONS: Final = (
    UNPLACED, UNDATED_WON, UNDATED_LOST, ENDED, NO_RATE, UNREAD, NO_AMOUNT, NO_OWNER, NOT_DUE
)  # fmt: skip


def left_out(facts: Facts, month: Period) -> Iterator[LeftOut]:
    """The deals of a month's report that are not counted in full, by reason; reasons without deals are left out."""
    found: dict[str, list[Deal]] = {}
    for deal in facts.deals:
        for reason in _why(facts, deal, month):
            found.setdefault(reason.key, []).append(deal)
    for reason in REASONS:
        if deals := found.get(reason.key):
            yield LeftOut(reason, tuple(deals))


def _why(facts: Facts, deal: Deal, month: Period) -> Iterator[Reason]:
    if deal.stage is None and deal.state in ("open", "unknown"):
        yield UNPLACED if deal.state == "open" else ENDED
    if deal.state in ("won", "lost") and deal.closed_on is None:
        yield UNDATED_WON if deal.state == "won" else UNDATED_LOST
    if deal.state == "open" or (deal.state == "won" and deal.closed_on in month):
        if deal.amount is None and facts.book.table("pipeline").has("amount"):
            yield _no_money(facts, deal)
        if not deal.owner:
            yield NO_OWNER
    if _is_not_due(facts, deal):
        yield NOT_DUE


def lacking(facts: Facts, deals: Iterable[Deal]) -> tuple[Text, ...]:
    """How many of these deals count without their money, and why: a text a reason, none where all have an amount or the
    workbook has no column for one."""
    if not facts.book.table("pipeline").has("amount"):
        return ()
    found = Counter(_no_money(facts, deal).key for deal in deals if deal.amount is None)
    return tuple(text.fill(n=found[reason.key]) for reason, text in _LACKING if found[reason.key])


def _no_money(facts: Facts, deal: Deal) -> Reason:
    table = facts.book.table("pipeline")
    if table.get("amount")[deal.row] is not None:
        return NO_RATE
    return UNREAD if str(table.raw["amount"][deal.row] or "").strip() else NO_AMOUNT


def copied_rows(facts: Facts) -> int:
    """How many rows of Pipeline are not counted, since they stand for a deal that is."""
    return len(copies(facts.book.table("pipeline")))


def _is_not_due(facts: Facts, deal: Deal) -> bool:
    """Open and in the forecast, but not expected in any month to come."""
    if not facts.book.table("pipeline").has("expected_close") or not is_awaited(facts, deal):
        return False
    return deal.expected_close is None or deal.expected_close <= facts.as_of
