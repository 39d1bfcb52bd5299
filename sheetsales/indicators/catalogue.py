"""The indicators by code: what each is called, its unit, its default target and when it warns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from sheetsales.book.book import Book
from sheetsales.book.settings import parse_number
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.indicators import (
    activity,
    cash,
    contacts,
    cycle,
    improving,
    loyalty,
    margin,
    marketing,
    orders,
    owed,
    pipeline,
    quotes,
    rates,
    reasons,
    satisfaction,
    staff,
    won,
)
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, unknown
from sheetsales.indicators.period import Period, twelve_months_to
from sheetsales.indicators.scope import Scope
from sheetsales.regex import regex
from sheetsales.schema import defaults
from sheetsales.texts import Text, same

Unit = Literal["money", "count", "share", "days", "ratio"]
Direction = Literal["higher", "lower", "range"]
Status = Literal["good", "watch", "bad", "few", ""]

_NUMBER = regex(r"(\d+(?:\.\d+)?)\s*([%％]?)")
_TARGET_WORDS = ("目标", "target")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator that can be worked out for a period and a scope. ``adds_up``: months add up to the year."""

    code: str
    unit: Unit
    work_out: Callable[[Facts, Period, Scope], Figure]
    adds_up: bool = False

    def compute(self, facts: Facts, period: Period, scope: Scope) -> Figure:
        """The figure; unknown for a time of which the records stand in an archive that is not at hand."""
        if facts.is_archived(period):
            return unknown(reasons.IN_ARCHIVE)
        return self.work_out(facts, period, scope)


INDICATORS: tuple[Indicator, ...] = (
    Indicator("won_amount", "money", won.won_amount, adds_up=True),
    Indicator("won_count", "count", won.won_count, adds_up=True),
    Indicator("new_customers", "count", won.new_customers, adds_up=True),
    Indicator("funnel_conversion", "share", rates.funnel_conversion),
    Indicator("win_rate_count", "share", rates.win_rate_count),
    Indicator("win_rate_value", "share", rates.win_rate_value),
    Indicator("aov", "money", won.aov),
    Indicator("avg_deal", "money", won.avg_deal),
    Indicator("quantity", "count", won.quantity, adds_up=True),
    Indicator("cycle_days", "days", cycle.cycle_days),
    Indicator("satisfaction", "share", satisfaction.satisfaction),
    Indicator("stalled", "share", pipeline.stalled_share),
    Indicator("push_count", "ratio", pipeline.pushes),
    Indicator("true_discount", "share", won.true_discount),
    Indicator("contact_on_time", "share", contacts.contact_on_time),
    Indicator("step_on_time", "share", owed.step_on_time),
    Indicator("repurchase", "share", loyalty.repurchase),
    Indicator("churn", "share", loyalty.churn),
    Indicator("turnover", "share", staff.turnover),
    Indicator("training", "share", staff.training),
    Indicator("staff_satisfaction", "share", staff.staff_satisfaction),
    Indicator("received_amount", "money", cash.received_amount, adds_up=True),
    Indicator("order_days", "days", orders.order_days),
    Indicator("delivery_lead_days", "days", orders.delivery_lead_days),
    Indicator("on_time", "share", orders.on_time),
    Indicator("service_on_time", "share", orders.service_on_time),
    Indicator("receivable", "money", cash.receivable),
    Indicator("overdue_share", "share", cash.overdue_share),
    Indicator("collection_rate", "share", cash.collection_rate),
    Indicator("paid_on_time", "share", cash.paid_on_time),
    Indicator("dso", "days", cash.dso),
    Indicator("expected_cash", "money", cash.expected_cash),
    Indicator("quote_conversion", "share", quotes.quote_conversion),
    Indicator("order_accuracy", "share", orders.order_accuracy),
    Indicator("return_rate", "share", orders.return_rate),
    Indicator("profit", "money", margin.profit, adds_up=True),
    Indicator("ltv", "money", margin.ltv),
    Indicator("improve_on_time", "share", improving.improve_on_time),
    Indicator("cost", "money", marketing.cost, adds_up=True),
    Indicator("cost_ratio", "share", marketing.cost_ratio),
    Indicator("cac", "money", marketing.cac),
    Indicator("channel_roi", "ratio", marketing.channel_roi),
    Indicator("market_share", "share", marketing.market_share),
    Indicator("calls", "count", activity.calls, adds_up=True),
    Indicator("visits", "count", activity.visits, adds_up=True),
    Indicator("new_leads", "count", activity.new_leads, adds_up=True),
)

ROLLING: frozenset[str] = frozenset({"funnel_conversion", "quote_conversion", "cost_ratio", "cac"})
"""Indicators that a report of a month tells for the twelve months that end with it."""


def span_told(code: str, month: Period) -> Period:
    """The time that a report of a month tells an indicator for."""
    return twelve_months_to(month.last) if code in ROLLING else month


BY_CODE: dict[str, Indicator] = {i.code: i for i in INDICATORS}


@dataclass(frozen=True, slots=True)
class Definition:
    """What the Indicators sheet says of an indicator. ``target`` and ``warning`` None where none is set."""

    code: str
    title: Text
    direction: Direction
    target: float | None
    warning: float | None
    times_target: float | None = None

    def status(self, figure: Figure, target: float | None, smallest_sample: int, *, adds_up: bool) -> Status:
        """Good at the target, bad past the warning level, watch between; few where a rate, a mean or a median rests on
        too few records; nothing where there is no target."""
        if figure.value is None or target is None:
            return ""
        if not adds_up and figure.n < smallest_sample:
            return "few"
        warning = self.times_target * target if self.times_target is not None else self.warning
        sign = -1 if self.direction == "lower" else 1
        if sign * (figure.number - target) >= 0:
            return "good"
        return "bad" if warning is not None and sign * (figure.number - warning) < 0 else "watch"


_NOT_PACKAGED = {"direction": "higher"}


def definition(book: Book, code: str) -> Definition:
    """The definition of an indicator: the row of the workbook's Indicators sheet, else the packaged one without its
    target, which is nobody's."""
    packaged = defaults.indicator(code) or _NOT_PACKAGED | {"zh": code, "en": code}
    title = Text(packaged["zh"], packaged["en"])
    table = book.table("indicators")
    row = table.by_id.get(code)
    if row is None:
        return Definition(code, title, _direction(packaged["direction"]), None, None)
    name = table.get("name")[row]
    direction = _direction(table.get("direction")[row] or packaged["direction"])
    warning = table.get("warning")[row]
    return Definition(
        code,
        title if not name or name in (title.zh, title.en) else same(name),
        direction,
        parse_number(table.get("target")[row]),
        parse_number(warning),
        _times_target(warning),
    )


def _direction(code: str) -> Direction:
    match code:
        case "lower" | "range":
            return code
        case _:
            return "higher"


def _times_target(value: CellValue) -> float | None:
    """``0.8×目标``, ``目标的 80%``, ``80 % of target`` → 0.8; None for anything that does not speak of the target."""
    if not isinstance(value, str) or not any(word in value.lower() for word in _TARGET_WORDS):
        return None
    match = _NUMBER.search(value)
    return float(match[1]) / (100 if match[2] else 1) if match else None
