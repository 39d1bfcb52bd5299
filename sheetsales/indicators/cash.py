"""Money that came in and money still owed: receivable, ageing, collection, days sales outstanding."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.indicators import reasons
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, share, unknown
from sheetsales.indicators.period import Period, month_of, shifted
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.process.receipts import Instalment, Receipt
from sheetsales.process.receivables import Account, Ageing, ageing_limits
from sheetsales.texts import Text

UNDATED = Text("{n} 笔有金额没有到账日期", "{n} receipts have an amount and no date")
NO_CONTRACT = Text("还没有签订的合同", "No contract was signed by then")
NOTHING_DUE = Text("还没有到期的款", "Nothing had fallen due by then")
NOTHING_OWED = Text("没有应收款", "Nothing is outstanding")
NOTHING_SIGNED = Text("没有写签订日期的合同", "No contract says when it was signed")
OLDER_THAN_DATA = Text(
    "应收比登记过的签约额还多，天数数不到头",
    "More is outstanding than all that was signed on file, so the days have no end",
)
DAYS_OF_A_QUARTER: Final = 3
_NOTHING: Final = Decimal()


def received_amount(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Σ of the receipts that came in during the period, refunds taken off; a receipt is whose the contract is."""
    table = facts.book.table("receipts")
    if reason := reasons.missing(table, "received_on", "amount"):
        return unknown(reason)
    kept = facts.receivables(last_day(facts, period)).receipts
    owner_of = owners(facts)
    mine = [r for r in kept.came if facts.counts_for(scope, r.owner or owner_of.get(r.of, ""))]
    contracts = table.get("contract")
    undated = sum(facts.counts_for(scope, owner_of.get(contracts[row] or "", "")) for row in kept.undated)
    if not mine:
        return unknown(UNDATED.fill(n=undated) if undated else reasons.BEFORE_DATA, left_out=undated)
    came = [r.amount for r in mine if r.day >= period.first]
    return Figure(sum(came, _NOTHING), len(came), left_out=undated)


def owners(facts: Facts) -> dict[str, str]:
    """Contract number → its owner, of all contracts whatever became of them."""
    table = facts.book.table("contracts")
    return {
        key: owner for key, owner in zip(table.get("id"), table.get("owner"), strict=True) if key and owner
    }


def last_day(facts: Facts, period: Period) -> dt.date:
    """The last day of a period that the facts reach."""
    return min(period.last, facts.as_of)


def accounts(facts: Facts, period: Period, scope: Scope = COMPANY) -> list[Account]:
    """The accounts of a scope as of the end of a period."""
    found = facts.receivables(last_day(facts, period)).accounts
    return [one for one in found if facts.counts_for(scope, one.owner)]


def _cannot_tell(facts: Facts) -> Text | None:
    """Why nothing can be said of what is owed: neither contracts nor instalments, or no money that came in."""
    receipts, contracts = facts.book.table("receipts"), facts.book.table("contracts")
    if reason := reasons.missing(receipts, "received_on", "amount"):
        return reason
    if contracts.bound:
        return reasons.missing(contracts, "id", "amount")
    return reasons.missing(receipts, "due_amount")


def left_out(facts: Facts, period: Period, scope: Scope = COMPANY) -> int:
    """What is in no account: contracts without an amount, receipts without a day or a contract, returns without an
    order."""
    found = facts.receivables(last_day(facts, period))
    blank = sum(facts.counts_for(scope, one.owner) for one in found.unknown)
    whose = [one.owner for one in found.unplaced_receipts] + [one.owner for one in found.unplaced_returns]
    lost = sum(facts.counts_for(scope, owner) for owner in whose)
    vague = len(found.receipts.undated) + len(found.receipts.unreadable) if scope.level == "company" else 0
    return blank + lost + vague


def receivable(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Σ amount of the contracts signed and not terminated − Σ received − Σ refunded or credited, as of the last day."""
    if reason := _cannot_tell(facts):
        return unknown(reason)
    known = [one.receivable for one in accounts(facts, period, scope) if one.receivable is not None]
    out = left_out(facts, period, scope)
    if not known:
        return unknown(NO_CONTRACT, left_out=out)
    return Figure(sum(known, _NOTHING), len(known), left_out=out)


def ageings(facts: Facts, period: Period, scope: Scope = COMPANY) -> list[tuple[Account, Ageing]]:
    """What is open of each account by age."""
    day, limits = last_day(facts, period), ageing_limits(facts.book.settings)
    return [(one, one.ageing(day, limits)) for one in accounts(facts, period, scope)]


def overdue_amount(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """What is open of the instalments whose day has passed."""
    if reason := _cannot_tell(facts) or reasons.missing(facts.book.table("receipts"), "due_on", "due_amount"):
        return unknown(reason)
    late = [age.overdue for _, age in ageings(facts, period, scope)]
    return Figure(sum(late, _NOTHING), sum(amount > 0 for amount in late))


def overdue_share(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Overdue ÷ receivable, by the day each instalment was due."""
    owed, late = receivable(facts, period, scope), overdue_amount(facts, period, scope)
    if owed.value is None or late.value is None:
        return unknown(owed.reason if owed.value is None else late.reason)
    return share(late.value, owed.value, owed.n, NOTHING_OWED, owed.left_out)


def instalments_due(
    facts: Facts, period: Period, scope: Scope = COMPANY
) -> tuple[list[tuple[Instalment, Decimal]], int]:
    """The instalments that were due by the end of a period and how much each was, and how many do not say how much."""
    day = last_day(facts, period)
    due = [
        one
        for account in accounts(facts, period, scope)
        for one in account.instalments
        if one.due_on is not None and one.due_on <= day
    ]
    known = [(one, one.due) for one in due if one.due is not None and one.due > 0]
    return known, sum(one.due is None for one in due)


def _of_instalments(facts: Facts) -> Text | None:
    return reasons.missing(facts.book.table("receipts"), "due_on", "due_amount", "received_on", "amount")


def collection_rate(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Received ÷ due, of the instalments due by the end of the period; what one was paid too much pays for no other."""
    if reason := _of_instalments(facts):
        return unknown(reason)
    due, blank = instalments_due(facts, period, scope)
    came = sum((min(max(one.received, _NOTHING), amount) for one, amount in due), _NOTHING)
    return share(came, _total(due), len(due), NOTHING_DUE, blank)


def collected_of_signed(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Received ÷ signed less what was given back: beside the collection rate, with money that is not due yet in it."""
    if reason := _cannot_tell(facts):
        return unknown(reason)
    known = [one for one in accounts(facts, period, scope) if one.amount is not None]
    net = sum((one.amount - one.returned for one in known if one.amount is not None), _NOTHING)
    return share(sum((one.received for one in known), _NOTHING), net, len(known), NO_CONTRACT)


def _total(due: Iterable[tuple[Instalment, Decimal]]) -> Decimal:
    return sum((amount for _, amount in due), _NOTHING)


def paid_on_time(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Instalments paid in full by their day ÷ instalments due by the end of the period."""
    if reason := _of_instalments(facts):
        return unknown(reason)
    due, blank = instalments_due(facts, period, scope)
    return share(sum(one.in_time for one, _ in due), len(due), len(due), NOTHING_DUE, blank)


def paid_on_time_value(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """The same by money."""
    if reason := _of_instalments(facts):
        return unknown(reason)
    due, blank = instalments_due(facts, period, scope)
    return share(_total((one, d) for one, d in due if one.in_time), _total(due), len(due), NOTHING_DUE, blank)


def expected_cash(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """What is open of the instalments due in the next period of that length; what is overdue is not in it, and nothing
    is discounted."""
    if reason := _of_instalments(facts):
        return unknown(reason)
    count = period.span.months
    first, last = shifted(month_of(period.last), 1).first, shifted(month_of(period.last), count).last
    open_ones = [
        left
        for account in accounts(facts, period, scope)
        for one, left in account.unpaid()
        if one.due_on is not None and first <= one.due_on <= last
    ]
    return Figure(sum(open_ones, _NOTHING), len(open_ones))


def dso(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Days sales outstanding, counted back: the signed value of the latest months is taken off the receivable, each
    month for its days, the last one in proportion."""
    owed = receivable(facts, period, scope)
    if owed.value is None:
        return owed
    signed = _signed(facts, period, scope)
    if not signed:
        return unknown(NOTHING_SIGNED)
    left, days, day = Decimal(owed.value), 0.0, last_day(facts, period)
    month, first = month_of(day), min(on for on, _ in signed)
    while left > 0:
        if month.last < first:
            return unknown(OLDER_THAN_DATA, owed.n)
        sold = sum((amount for on, amount in signed if on in month), _NOTHING)
        length = (min(month.last, day) - month.first).days + 1
        days += float(min(left, sold) / sold) * length if sold > 0 else length
        left -= max(sold, _NOTHING)
        month = shifted(month, -1)
    return Figure(days, owed.n, left_out=owed.left_out)


def simple_dso(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """The simple average beside it: receivable ÷ signed value of the last three months × their days."""
    owed = receivable(facts, period, scope)
    if owed.value is None:
        return owed
    day = last_day(facts, period)
    first = shifted(month_of(day), 1 - DAYS_OF_A_QUARTER).first
    sold = sum((a for on, a in _signed(facts, period, scope) if first <= on <= day), _NOTHING)
    days = (day - first).days + 1
    return share(Decimal(owed.value) * days, sold, owed.n, NOTHING_SIGNED)


def _signed(facts: Facts, period: Period, scope: Scope) -> Sequence[tuple[dt.date, Decimal]]:
    contracts = (one.contract for one in accounts(facts, period, scope))
    return [
        (c.signed_on, c.amount)
        for c in contracts
        if c is not None and c.signed_on is not None and c.amount is not None
    ]


def came_in(facts: Facts, period: Period, scope: Scope = COMPANY) -> list[Receipt]:
    """The receipts of a period, in sheet order."""
    owner_of = owners(facts)
    found = facts.receivables(last_day(facts, period)).receipts.came
    return [
        r for r in found if r.day in period and facts.counts_for(scope, r.owner or owner_of.get(r.of, ""))
    ]
