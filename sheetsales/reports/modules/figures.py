"""What orders, cash, quotations, returns, requests, improvements and costs come to in the period: one row a figure, numerator and denominator
over the data sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sheetsales.indicators import cash
from sheetsales.indicators.catalogue import BY_CODE, definition, span_told
from sheetsales.indicators.figure import Figure
from sheetsales.indicators.period import Period
from sheetsales.indicators.scope import COMPANY
from sheetsales.reports.block import PlacedTable
from sheetsales.reports.cover_table import LOOKS
from sheetsales.reports.deals_data import STATES
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Case, Figured, Unless, figure, figure_by
from sheetsales.reports.figures.table import FigureTable, Given, Words
from sheetsales.reports.modules.rows import OUTCOMES
from sheetsales.texts import Text

_UNKNOWN: Final = Unless("[@known]=0", Text("{why}", "{why}"))
_TOLD: Final = '">="&period_start'
_OF_PERIOD: Final = '"<="&period_end'
_BY_NOW: Final = 'instalments[due_on],"<="&as_of'
_CAME: Final = f"receipts[day],{_TOLD},receipts[day],{_OF_PERIOD}"
_DELIVERED: Final = f"orders[delivered_on],{_TOLD},orders[delivered_on],{_OF_PERIOD}"
_RETURNED: Final = f"returns[day],{_TOLD},returns[day],{_OF_PERIOD}"
_QUOTED: Final = f'quotes[quoted_on],">="&window_start,quotes[quoted_on],{_OF_PERIOD}'
_CLOSED: Final = f"requests[closed_on],{_TOLD},requests[closed_on],{_OF_PERIOD}"
_DUE: Final = f'problems[due],{_TOLD},problems[due],{_OF_PERIOD},problems[due],"<="&as_of'
_SPENT: Final = f'costs[day],{_TOLD},costs[day],{_OF_PERIOD},costs[day],"<="&as_of'
_SPENT_IN_YEAR: Final = f'costs[day],">="&window_start,costs[day],{_OF_PERIOD},costs[day],"<="&as_of'
_WON_IN_YEAR: Final = f'deals[state],won,deals[closed],">="&window_start,deals[closed],{_OF_PERIOD}'
_OWED: Final = "SUM(accounts[amount])-SUM(accounts[received])-SUM(accounts[returned])"
_LATE: Final = 'SUMIFS(instalments[open],instalments[late],">0")'


def _of(code: str, formula: str) -> Case:
    return Case(code, formula, (_UNKNOWN,))


COLUMNS: tuple[Figured, ...] = (
    figure("name", "指标", "Indicator"),
    figure_by("code", "num", "分子", "Numerator", "tenths",
        _of("received_amount", f"SUMIFS(receipts[amount],{_CAME})"),
        _of("receivable", _OWED),
        _of("overdue_amount", _LATE),
        _of("overdue_share", _LATE),
        _of("collection_rate", f"SUMIFS(instalments[received],{_BY_NOW})"),
        _of("paid_on_time", f"COUNTIFS(instalments[in_time],1,{_BY_NOW})"),
        _of("expected_cash", 'SUMIFS(instalments[open],instalments[due_on],">"&period_end,instalments[due_on],"<="&EOMONTH(period_end,months))'),
        _of("quote_conversion", f"COUNTIFS(quotes[outcome],accepted,{_QUOTED})"),
        _of("order_days", f'MEDIANIFS(orders[confirm_days],orders[confirmed_on],{_TOLD},orders[confirmed_on],{_OF_PERIOD})'),
        _of("delivery_lead_days", f'MEDIANIFS(orders[lead_days],orders[delivered_on],{_TOLD},orders[delivered_on],{_OF_PERIOD})'),
        _of("on_time", f"COUNTIFS(orders[kept],1,{_DELIVERED})"),
        _of("order_accuracy", f"COUNTIFS(orders[right],1,{_DELIVERED})"),
        _of("return_rate", f"SUMIFS(returns[amount],{_RETURNED})"),
        _of("service_on_time", f"COUNTIFS({_CLOSED},requests[in_time],1)"),
        _of("improve_on_time", f"COUNTIFS(problems[in_time],1,{_DUE})"),
        _of("cost", f"SUMIFS(costs[amount],{_SPENT})"),
        _of("cost_ratio", f"SUMIFS(costs[amount],{_SPENT_IN_YEAR})"),
        _of("cac", f"SUMIFS(costs[amount],{_SPENT_IN_YEAR})"),
    ),
    figure_by("code", "den", "分母", "Denominator", "tenths",
        _of("overdue_share", _OWED),
        _of("collection_rate", f"SUMIFS(instalments[due],{_BY_NOW})"),
        _of("paid_on_time", f'COUNTIFS(instalments[due],">0",{_BY_NOW})'),
        _of("quote_conversion", f"COUNTIFS(quotes[outcome],accepted,{_QUOTED})+COUNTIFS(quotes[outcome],declined,{_QUOTED})"),
        _of("on_time", f'COUNTIFS(orders[kept],">=0",{_DELIVERED})'),
        _of("order_accuracy", f"COUNTIFS({_DELIVERED})"),
        _of("return_rate", f"SUMIFS(orders[amount],{_DELIVERED})"),
        _of("service_on_time", f"COUNTIFS({_CLOSED})+SUM(requests[overdue])"),
        _of("improve_on_time", f"COUNTIFS(problems[judged],1,{_DUE})"),
        _of("cost_ratio", f"SUMIFS(deals[amount],{_WON_IN_YEAR})"),
        _of("cac", f"COUNTIFS(deals[new],1,{_WON_IN_YEAR})"),
    ),
    figure_by("unit", "actual", "本期", "Actual", "count",
        Case("share", "[@num]/[@den]", (_UNKNOWN,)),
        Case("whole", "[@num]", (_UNKNOWN,)),
    ),
    figure("n", "样本数", "n", "count"),
    figure("left_out", "没算进去的", "Left out", "count"),
    figure("known", "有数", "Known", "count"),
    figure("unit", "算法", "Kind"),
    figure("code", "代码", "Code"),
)  # fmt: skip

SHARES: Final = frozenset(
    {"overdue_share", "collection_rate", "paid_on_time", "quote_conversion", "on_time", "order_accuracy", "return_rate", "service_on_time", "improve_on_time", "cost_ratio", "cac"}
)  # fmt: skip
_MONEY_SHARES: Final = frozenset({"overdue_share", "collection_rate", "return_rate", "cost_ratio"})
OF_RECEIPTS: Final = (
    "received_amount", "receivable", "overdue_amount", "overdue_share", "collection_rate", "paid_on_time", "expected_cash",
)  # fmt: skip
OF_SHEETS: Final[Mapping[str, tuple[str, ...]]] = {
    "receipts": OF_RECEIPTS,
    "quotes": ("quote_conversion",),
    "orders": ("order_days", "delivery_lead_days", "on_time", "order_accuracy"),
    "returns": ("return_rate",),
    "service": ("service_on_time",),
    "problems": ("improve_on_time",),
    "costs": ("cost", "cost_ratio", "cac"),
}
"""The figures that each sheet brings."""
OVERDUE: Final = Text("逾期金额", "Overdue")


def computed(draft: Draft, code: str) -> Figure:
    """The figure as indicators have it, which the formula comes to as well."""
    period: Period = span_told(code, draft.periods.told)
    if code == "overdue_amount":
        return cash.overdue_amount(draft.facts, period)
    return BY_CODE[code].compute(draft.facts, period, COMPANY)


def _rows(draft: Draft) -> list[str]:
    return [code for sheet, codes in OF_SHEETS.items() if draft.facts.book.has(sheet) for code in codes]


def _given(draft: Draft, codes: Sequence[str]) -> Given:
    found = [computed(draft, code) for code in codes]
    block: PlacedTable = draft.filled["ledger_figures"]
    for code in codes:
        unit = BY_CODE[code].unit if code in BY_CODE else "money"
        block.looks[code, "actual"] = LOOKS[unit]
        block.looks[code, "num"] = "money" if unit == "money" or code in _MONEY_SHARES else "tenths"
        block.looks[code, "den"] = "money" if code in _MONEY_SHARES else "count"
    book, speak = draft.facts.book, draft.speak
    return {
        "name": [speak(OVERDUE if c == "overdue_amount" else definition(book, c).title) for c in codes],
        "n": [one.n if one.known else None for one in found],
        "left_out": [one.left_out or None for one in found],
        "known": [int(one.known) for one in found],
        "unit": ["share" if code in SHARES else "whole" for code in codes],
        "code": list(codes),
    }


def _names(draft: Draft) -> Mapping[str, Named]:
    return {
        **draft.periods.days(),
        "months": float(draft.periods.told.span.months),
        "accepted": draft.speak(OUTCOMES["accepted"]),
        "declined": draft.speak(OUTCOMES["declined"]),
        "won": draft.speak(STATES["won"]),
    }


def _words(draft: Draft, codes: Sequence[str]) -> list[Words]:
    return [{"why": computed(draft, code).reason} for code in codes]


LEDGER_FIGURES = FigureTable(
    "ledger_figures", "tblLedgerFigures", Text("各模块的数", "Figures of the modules"), COLUMNS, _rows, _given, _names, _words,
)  # fmt: skip
