"""7d Service and returns: requests and returns that are open or came in the period, the longest overdue first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.book.labels import text_of
from sheetsales.indicators.orders import returned_in
from sheetsales.process.service_facts import Request
from sheetsales.reports.cells import PERCENT, Content, Sentence
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Figured, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.reports.material import Blocks
from sheetsales.reports.modules.rows import ModuleData
from sheetsales.texts import Text

MOST: Final = 20

COLUMNS: tuple[Figured, ...] = (
    figure("number", "编号", "No."),
    figure("customer", "客户", "Customer"),
    figure("kind", "类型", "Kind"),
    figure("opened", "受理", "Opened", "date"),
    figure("due", "应办结", "Due", "date"),
    figure("closed", "办结", "Closed", "date"),
    figure("over", "超期（天）", "Days over", "count"),
    figure("owner", "处理人", "Owner"),
)  # fmt: skip


def _found(draft: Draft) -> list[Request]:
    if not draft.facts.book.has("service"):
        return []
    told, day = draft.periods.told, draft.facts.as_of
    data = ModuleData(draft)
    kept = [
        r for r in data.requests.values() if r.closed_on is None or r.opened_on in told or r.closed_on in told
    ]
    return sorted(kept, key=lambda r: (r.closed_on is not None, -r.days_over(day), r.due, r.row))


def _given(draft: Draft, rows: Sequence[str]) -> Given:
    by_row = {str(one.row): one for one in _found(draft)}
    found = [by_row[row] for row in rows]
    book, day = draft.facts.book, draft.facts.as_of
    return {
        "number": [one.id or None for one in found],
        "customer": [draft.customer_name(one.customer) for one in found],
        "kind": [text_of(book, "service", "type", r.kind, draft.lang) if r.kind else None for r in found],
        "opened": [one.opened_on for one in found],
        "due": [one.due for one in found],
        "closed": [one.closed_on for one in found],
        "over": [one.days_over(day) for one in found],
        "owner": [draft.name_of(one.owner) for one in found],
    }


def _names(draft: Draft) -> Mapping[str, Named]:
    return draft.periods.days()


REQUESTS = FigureTable(
    "service_requests", "tblRequests", Text("售后", "Service requests"), COLUMNS, lambda draft: [str(one.row) for one in _found(draft)], _given, _names, full_only=True,
)  # fmt: skip

RETURN_COLUMNS: tuple[Figured, ...] = (
    figure("number", "编号", "No."),
    figure("customer", "客户", "Customer"),
    figure("product", "产品", "Product"),
    figure("returned", "退货日期", "Returned", "date"),
    figure("amount", "退款或抵扣", "Given back", "money"),
    figure("reason", "原因", "Reason"),
    figure("remedy", "处理方式", "Remedy"),
    figure("owner", "经办人", "Handled by"),
)  # fmt: skip


def _returns(draft: Draft) -> list[str]:
    if not draft.facts.book.has("returns"):
        return []
    found = returned_in(draft.facts, draft.periods.told)
    return [str(one.row) for one in sorted(found, key=lambda r: (-(r.amount or 0), r.returned_on))]


def _of_returns(draft: Draft, rows: Sequence[str]) -> Given:
    by_row = {str(one.row): one for one in returned_in(draft.facts, draft.periods.told)}
    found = [by_row[row] for row in rows]
    table = draft.facts.book.table("returns")

    def said(key: str, row: int) -> str | None:
        code = table.get(key)[row]
        return text_of(draft.facts.book, "returns", key, code, draft.lang) if code else None

    return {
        "number": [table.get("id")[one.row] for one in found],
        "customer": [draft.customer_name(one.customer) for one in found],
        "product": [said("product", one.row) for one in found],
        "returned": [one.returned_on for one in found],
        "amount": [one.amount for one in found],
        "reason": [said("reason", one.row) for one in found],
        "remedy": [said("remedy", one.row) for one in found],
        "owner": [draft.name_of(one.owner) if one.owner else None for one in found],
    }


RETURNS = FigureTable(
    "returned", "tblReturned", Text("退货", "Returns"), RETURN_COLUMNS, _returns, _of_returns, _names, full_only=True,
)  # fmt: skip


def service_sentence(draft: Draft, blocks: Blocks) -> Content:
    """How many came in and were closed in time, how many are open, what came back."""
    facts, say, s = draft.facts, draft.say, Sentence()
    stop = say("；", "; ")
    block = blocks.get("ledger_figures")
    if facts.book.has("service") and block is not None:
        requests = ModuleData(draft).requests.values()
        n = sum(one.opened_on in draft.periods.told for one in requests)
        still = sum(one.closed_on is None for one in requests)
        s.clause(draft.say_of(f"本月受理 {n} 件", f"{n} opened"))
        rate = block.get("service_on_time", "actual")
        s.clause(say("按期办结 ", ""), (block.ref("service_on_time", "actual"), rate, PERCENT), say("", " closed in time"), joint=say("，", ", "))  # fmt: skip
        s.clause(say(f"未办结 {still} 件", f"{still} open"), joint=stop)
    if facts.book.has("returns"):
        back = returned_in(facts, draft.periods.told)
        money = draft.money.words(float(sum((one.amount or 0 for one in back), Decimal())))
        k = len(back)
        words = say(f"退货 {k} 件，退款或抵扣 {money}", f"{k} {'return' if k == 1 else 'returns'}, {money} given back") if k else say("没有退货", "no returns")  # fmt: skip
        s.clause(words, joint=stop)
    return s.end(say("。", "."))
