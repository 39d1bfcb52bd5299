"""7a Orders and delivery: what is still to be delivered and what was, against the day promised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from sheetsales.book.labels import text_of
from sheetsales.indicators.orders import NOT_DELIVERED
from sheetsales.indicators.period import shifted
from sheetsales.process.median import median
from sheetsales.process.order_facts import Order
from sheetsales.reports.cells import COUNT, PERCENT, Content, Dash, Sentence, shown
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Figured, Unless, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.reports.material import Blocks
from sheetsales.reports.modules.rows import ModuleData
from sheetsales.texts import Text

MOST: Final = 20
NO_NEW_DAY: Final = Text("过了承诺日期，没有新的日期", "The day promised has passed and there is no new one")
NO_DAY: Final = Text("没有承诺日期", "No day was promised")
STATES: Final = {
    "delivered": Text("已交付", "Delivered"),
    "shipped": Text("已发货", "Shipped"),
    "confirmed": Text("已确认", "Confirmed"),
    "placed": Text("已下单", "Ordered"),
}

COLUMNS: tuple[Figured, ...] = (
    figure("number", "单号", "Order"),
    figure("customer", "客户", "Customer"),
    figure("amount", "金额", "Amount", "money"),
    figure("promised", "承诺日期", "Promised", "date"),
    figure("actual", "实际或预计", "Actual or expected"),
    figure("late", "延误（工作日）", "Working days late", "count"),
    figure("status", "状态", "Status"),
    figure("owner", "负责人", "Owner"),
)  # fmt: skip

_SPAN: Final = 'orders[delivered_on],">="&[@start],orders[delivered_on],"<="&[@end]'
TREND_COLUMNS: tuple[Figured, ...] = (
    figure("month", "月份", "Month"),
    figure("delivered", "交付单数", "Delivered", "count", f"COUNTIFS({_SPAN})"),
    figure("promised", "有承诺日期的", "With a promise", "count", f'COUNTIFS(orders[kept],">=0",{_SPAN})'),
    figure("kept", "按期", "On time", "count", f"COUNTIFS(orders[kept],1,{_SPAN})"),
    figure("rate", "准时交付率", "On-time delivery", "share", "[@kept]/[@promised]", Unless("[@promised]=0", NOT_DELIVERED)),
    figure("start", "从", "From", "date"),
    figure("end", "到", "To", "date"),
)  # fmt: skip


def _rows(draft: Draft) -> list[str]:
    """Undelivered ones, the latest first, then those delivered in the period, the latest first."""
    if not draft.facts.book.has("orders"):
        return []
    data = ModuleData(draft)
    open_ones = [o for o in data.orders.values() if o.delivered_on is None]
    done = [o for o in data.orders.values() if o.delivered_on in draft.periods.told]
    far = dt.date.max
    open_ones.sort(key=lambda o: (-_late(draft, o), o.promised_on or far, o.number))
    done.sort(key=lambda o: (-_late(draft, o), o.delivered_on or far, o.number))
    return [o.number for o in (*open_ones, *done)]


def _late(draft: Draft, order: Order) -> int:
    """Working days from the day promised to delivery, or to the day of the report."""
    if order.promised_on is None:
        return 0
    end = order.delivered_on or draft.facts.as_of
    return draft.facts.calendar.workdays_between(order.promised_on, end)


def _given(draft: Draft, rows: Sequence[str]) -> Given:
    data = ModuleData(draft)
    found = [data.orders[row] for row in rows]
    usual = _usual_days(data)
    return {
        "number": [one.named or None for one in found],
        "customer": [draft.customer_name(one.customer) for one in found],
        "amount": [one.amount for one in found],
        "promised": [one.promised_on or Dash(NO_DAY) for one in found],
        "actual": [_actual(draft, one, usual) for one in found],
        "late": [Dash(NO_DAY) if one.promised_on is None else _late(draft, one) for one in found],
        "status": [_status(draft, one) for one in found],
        "owner": [draft.name_of(one.owner) for one in found],
    }


def _usual_days(data: ModuleData) -> int | None:
    """The median days from shipping to delivery."""
    days = [
        float((o.delivered_on - o.shipped_on).days)
        for o in data.orders.values()
        if o.shipped_on is not None and o.delivered_on is not None
    ]
    return round(median(days)) if days else None


def _actual(draft: Draft, order: Order, usual: int | None) -> Content:
    """The day it was delivered, else when it is expected; unknown where that day has passed."""
    if order.delivered_on is not None:
        return order.delivered_on.isoformat()
    expected = order.promised_on
    if order.shipped_on is not None and usual is not None:
        expected = order.shipped_on + dt.timedelta(days=usual)
    if expected is None:
        return Dash(NO_DAY)
    if expected < draft.facts.as_of:
        return Dash(NO_NEW_DAY)
    return draft.say(f"预计 {expected.isoformat()}", f"expected {expected.isoformat()}")


def _status(draft: Draft, order: Order) -> str:
    """What the sheet says; where it says nothing, what the dates say. A day of delivery says more than either."""
    if order.delivered_on is not None:
        return draft.speak(STATES["delivered"])
    if order.status:
        return text_of(draft.facts.book, "orders", "status", order.status, draft.lang)
    state = "shipped" if order.shipped_on else "confirmed" if order.confirmed_on else "placed"
    return draft.speak(STATES[state])


def _months(draft: Draft) -> list[str]:
    if not draft.facts.book.has("orders"):
        return []
    last = draft.periods.last_month
    return [shifted(last, n).label for n in range(-11, 1)]


def _of_months(draft: Draft, rows: Sequence[str]) -> Given:
    last = draft.periods.last_month
    months = [shifted(last, n) for n in range(-11, 1)]
    return {"month": list(rows), "start": [m.first for m in months], "end": [m.last for m in months]}


def _names(draft: Draft) -> Mapping[str, Named]:
    return draft.periods.days()


DELIVERIES = FigureTable(
    "deliveries", "tblDeliveries", Text("订单与交付", "Orders and delivery"), COLUMNS, _rows, _given, _names, full_only=True,
)  # fmt: skip
DELIVERY_TREND = FigureTable(
    "delivery_trend", "tblDeliveryTrend", Text("近 12 个月交付", "Deliveries of twelve months"), TREND_COLUMNS, _months, _of_months, _names, full_only=True,
)  # fmt: skip


def orders_sentence(draft: Draft, blocks: Blocks) -> Content:
    """How many were delivered and on time, how many are overdue, how long it takes, how many without a fault."""
    block = blocks.get("ledger_figures")
    if block is None or "on_time" not in block.rows:
        return None
    say, data, s = draft.say, ModuleData(draft), Sentence()
    n = sum(o.delivered_on in draft.periods.told for o in data.orders.values())
    overdue = sum(o.delivered_on is None and bool(_late(draft, o)) for o in data.orders.values())

    def cell(code: str) -> tuple[str, Content]:
        return block.ref(code, "actual"), block.get(code, "actual")

    orders = "order" if n == 1 else "orders"
    s.clause(draft.say_of(f"本月交付 {n} 单", f"{n} {orders} delivered") if n else draft.say_of("本月没有交付", "Nothing was delivered"))  # fmt: skip
    s.clause(say("准时 ", ""), (*cell("on_time"), PERCENT), say("", " on time"), joint=say("，", ", "))
    stop = say("；", "; ")
    s.clause(say(f"应交未交 {overdue} 单", f"{overdue} overdue"), joint=stop)
    s.clause(say("下单到确认中位 ", "median "), (*cell("order_days"), COUNT), say(" 个工作日", " working days to confirm"), joint=stop)  # fmt: skip
    s.clause(
        say("到交付 ", ""),
        (*cell("delivery_lead_days"), COUNT),
        say(" 个", " to deliver"),
        joint=say("，", ", "),
    )
    s.clause(say("准确率 ", ""), (*cell("order_accuracy"), PERCENT), say("", " without fault"), joint=stop)
    return s.end(say("。", "."))


def has_rate(blocks: Blocks) -> bool:
    """Whether any of the twelve months has a rate to draw."""
    block = blocks.get("delivery_trend")
    return block is not None and any(shown(block.get(row, "rate")) is not None for row in block.rows)
