"""What selling costs, what a new customer costs, what each channel brings, and shares of markets."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sheetsales.dataclass import dataclass
from sheetsales.indicators import reasons
from sheetsales.indicators.deals import Deal
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, share, unknown
from sheetsales.indicators.margin import margins
from sheetsales.indicators.period import Period, twelve_months_to
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.indicators.won import new_customers, won_amount
from sheetsales.process.costs import Cost, costs, spent
from sheetsales.texts import Text

NONE_NEW = Text("没有新客户，算不出每个花多少", "No new customer, so nobody can say what one cost")
NO_SPENDING = Text("没有写渠道的费用", "No cost names a channel")
NO_MARGIN = Text(
    "有费用的渠道没有算得出毛利的成交", "No deal of a channel that cost money has a margin on file"
)
NO_SHARE = Text("没有填占有率", "No market states a share")
SEVERAL = Text(
    "几个市场没有都填总量，占有率合不到一起", "Several markets without their size, so shares cannot be joined"
)
_NOTHING = Decimal()


def cost(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Σ of what was spent in the period, refunds taken off; what is only planned is not in it. A cost is whose spent it."""
    found = costs_in(facts, period, scope)
    if isinstance(found, Text):
        return unknown(found)
    return Figure(
        sum((one.amount or _NOTHING for one in found), _NOTHING), len(found), left_out=_undated(facts, scope)
    )


def costs_in(facts: Facts, period: Period, scope: Scope = COMPANY) -> Sequence[Cost] | Text:
    """What was spent in a period, or why nobody knows: no such sheet, or nothing was written down so early."""
    if reason := reasons.missing(facts.book.table("costs"), "date", "amount"):
        return reason
    last = min(period.last, facts.as_of)
    days = [one.day for one in costs(facts.book) if one.amount is not None and one.day is not None]
    if not days or last < min(days):
        return reasons.BEFORE_DATA
    return [one for one in spent(facts.book, period.first, last) if facts.counts_for(scope, one.owner)]


def _undated(facts: Facts, scope: Scope) -> int:
    return sum(
        one.amount is not None and one.day is None and facts.counts_for(scope, one.owner)
        for one in costs(facts.book)
    )


def cost_ratio(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Cost ÷ won value of the same time."""
    money, won = cost(facts, period, scope), won_amount(facts, period, scope)
    if money.value is None or won.value is None:
        return unknown(money.reason if money.value is None else won.reason)
    return share(money.value, won.value, won.n, reasons.NOBODY_WON, money.left_out)


def cac(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """All cost of selling ÷ new customers of the same time: advertising alone would understate it."""
    money, new = cost(facts, period, scope), new_customers(facts, period, scope)
    if money.value is None or new.value is None:
        return unknown(money.reason if money.value is None else new.reason)
    return share(money.value, new.value, new.n, NONE_NEW, money.left_out)


@dataclass(frozen=True, slots=True)
class Return:
    """What a channel cost and brought. ``margin`` is of the deals whose cost is known, ``priced`` of ``won``."""

    cost: Decimal
    won: int
    priced: int
    margin: Decimal


def source_of(facts: Facts) -> Sequence[str]:
    """By the row of a deal, where it came from, "" where it does not say; in a workbook whose deals have no such column,
    what the customer says: who came from a website years ago and buys again did not come from it again."""
    customers, deals = facts.book.table("customers"), facts.book.table("pipeline")
    if deals.has("source"):
        return [source or "" for source in deals.get("source")]
    known: dict[str, str] = {}
    for key, name, source in zip(*map(customers.get, ("id", "name", "source")), strict=True):
        for called in filter(None, (key, name)):
            known.setdefault(called, source or "")
    return [known.get(customer or "", "") for customer in deals.get("customer")]


def returns_of(facts: Facts, period: Period, scope: Scope = COMPANY) -> dict[str, Return]:
    """By channel that cost anything in the period, what it cost and the margin of the deals won from it."""
    found = costs_in(facts, period, scope)
    if isinstance(found, Text):
        return {}
    money: dict[str, Decimal] = {}
    for one in found:
        if one.channel:
            money[one.channel] = money.get(one.channel, _NOTHING) + (one.amount or _NOTHING)
    sources = source_of(facts)
    won: dict[str, list[tuple[Deal, Decimal | None]]] = {}
    for deal, margin in margins(facts, facts.won(period, scope)):
        won.setdefault(sources[deal.row], []).append((deal, margin))
    return {
        channel: _return(total, [m for _, m in won.get(channel, ())])
        for channel, total in money.items()
        if total > 0
    }


def _return(total: Decimal, margins_: Sequence[Decimal | None]) -> Return:
    known = [m for m in margins_ if m is not None]
    return Return(total, len(margins_), len(known), sum(known, _NOTHING))


def channel_roi(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """(Margin of the deals won from channels that cost money − their cost) ÷ their cost, over the twelve months to the
    end: spending comes before winning."""
    months = twelve_months_to(min(period.last, facts.as_of))
    if reason := reasons.missing(facts.book.table("costs"), "date", "amount", "channel"):
        return unknown(reason)
    if reason := reasons.missing(facts.book.table("products"), "id", "cost"):
        return unknown(reason)
    found = returns_of(facts, months, scope).values()
    if not found:
        return unknown(NO_SPENDING)
    priced, won = sum(one.priced for one in found), sum(one.won for one in found)
    if not priced:
        return unknown(NO_MARGIN, left_out=won)
    total, margin = sum((o.cost for o in found), _NOTHING), sum((o.margin for o in found), _NOTHING)
    return Figure(float(margin - total) / float(total), priced, left_out=won - priced)


def market_share(facts: Facts, _: Period, scope: Scope = COMPANY) -> Figure:
    """The share stated for the market, with its source; of several, Σ share × size ÷ Σ size. Of no person or team, and of
    now: what was stated before is not kept."""
    table = facts.book.table("markets")
    if reason := reasons.missing(table, "share"):
        return unknown(reason)
    rows = [
        (share_, size)
        for share_, size in zip(table.get("share"), table.get("market_size"), strict=True)
        if share_ is not None
    ]
    if not rows or scope != COMPANY:
        return unknown(NO_SHARE)
    if len(rows) == 1:
        return Figure(float(rows[0][0]), 1)
    sizes = [float(size) for _, size in rows if size]
    if len(sizes) < len(rows):
        return unknown(SEVERAL, len(rows))
    total = sum(float(share_) * size for (share_, _), size in zip(rows, sizes, strict=True))
    return Figure(total / sum(sizes), len(rows))
