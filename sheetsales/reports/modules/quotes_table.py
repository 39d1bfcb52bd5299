"""7c Quotations: those that are out, by the day they are valid until."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.process.quotations import Quotation
from sheetsales.reports.cells import PERCENT, Content, Sentence
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Figured, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.reports.material import Blocks
from sheetsales.speech.counts import count_of
from sheetsales.texts import Text

MOST: Final = 20
SOON: Final = 7
"""Days ahead in which a quotation that expires is to be closed or extended."""

COLUMNS: tuple[Figured, ...] = (
    figure("number", "报价单", "Quotation"),
    figure("customer", "客户", "Customer"),
    figure("amount", "金额", "Amount", "money"),
    figure("discount", "最大让利", "Deepest discount", "share"),
    figure("quoted_on", "报价日期", "Quoted", "date"),
    figure("valid_to", "有效期至", "Valid until", "date"),
    figure("status", "状态", "Status"),
    figure("owner", "负责人", "Owner"),
)  # fmt: skip


def out(draft: Draft) -> list[Quotation]:
    """The quotations a customer may still accept or has let expire, the soonest first."""
    if not draft.facts.book.has("quotes"):
        return []
    found = [one for one in draft.facts.quotations(draft.facts.as_of) if one.outcome == "out"]
    return sorted(found, key=lambda q: (q.valid_to or dt.date.max, q.number))


def _given(draft: Draft, rows: Sequence[str]) -> Given:
    by_number = {one.number: one for one in out(draft)}
    found = [by_number[row] for row in rows]
    return {
        "number": [one.named or None for one in found],
        "customer": [draft.customer_name(one.customer) for one in found],
        "amount": [one.amount for one in found],
        "discount": [one.discount for one in found],
        "quoted_on": [one.quoted_on for one in found],
        "valid_to": [one.valid_to for one in found],
        "status": [_status(draft, one) for one in found],
        "owner": [draft.name_of(one.owner) for one in found],
    }


def _status(draft: Draft, one: Quotation) -> str:
    """Expired is nothing a quotation is; the day says it."""
    if one.valid_to is not None and one.valid_to < draft.facts.as_of:
        return draft.say("过了有效期", "Past its day")
    if _soon(draft, one):
        return draft.say("快到期", "Expiring")
    return draft.say("在外", "Out")


def _soon(draft: Draft, one: Quotation) -> bool:
    day = draft.facts.as_of
    return one.valid_to is not None and day <= one.valid_to <= day + dt.timedelta(days=SOON)


def _names(draft: Draft) -> Mapping[str, Named]:
    return draft.periods.days()


QUOTATIONS = FigureTable(
    "quotations", "tblQuotations", Text("报价", "Quotations"), COLUMNS, lambda draft: [one.number for one in out(draft)], _given, _names, full_only=True,
)  # fmt: skip


def quotes_sentence(draft: Draft, blocks: Blocks) -> Content:
    """How many are out for how much, how many expire within a week, what share of those decided was accepted."""
    block = blocks.get("ledger_figures")
    if block is None or "quote_conversion" not in block.rows:
        return None
    found, say, s = out(draft), draft.say, Sentence()
    n, soon = len(found), sum(_soon(draft, one) for one in found)
    amount = sum((one.amount for one in found if one.amount is not None), Decimal())
    money = draft.money.words(float(amount))
    gone = sum(one.valid_to is not None and one.valid_to < draft.facts.as_of for one in found)
    s.clause(say(f"在外报价 {n} 张共 {money}", f"{count_of(n, 'quotation')} out for {money}") if n else say("没有在外的报价", "No quotation is out"))  # fmt: skip
    if n:
        s.clause(say(f"一周内到期 {soon} 张", f"{soon} expiring within a week"), joint=say("，", ", "))
    if gone:
        s.clause(say(f"已过有效期 {gone} 张", f"{gone} past their day"), joint=say("，", ", "))
    rate = block.get("quote_conversion", "actual")
    k = block.get("quote_conversion", "n")
    s.clause(say("近 12 个月成交率 ", ""), (block.ref("quote_conversion", "actual"), rate, PERCENT), say(f"（有结果的 {k} 张）", f" of {k} decided in twelve months were accepted"), joint=say("；", "; "))  # fmt: skip
    return s.end(say("。", "."))
