"""Rules of modules as the packaged language says them: each kind of what the language can do, once or more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sheetsales.findings import RuleInfo, Severity
from sheetsales.rules.rows.declared import Case, RowRule
from sheetsales.texts import Text

_NOTHING: Final = Text("试用", "Tried")
_FIX: Final = Text("{ask}改正。", "{ask} correct it.")
NEAR: Final[Mapping[str, str]] = {"tolerance": "MAX(1,0.01*ABS([@amount]))"}


def info(code: str, name: str, severity: Severity = Severity.ERROR) -> RuleInfo:
    return RuleInfo(code, name, severity, title=_NOTHING, why=_NOTHING, fix=_NOTHING, example=_NOTHING)


def case(condition: str, column: str, zh: str, en: str) -> Case:
    return Case(condition, column, Text(zh, en), _FIX)


PRICES = RowRule(
    info("SS601", "prices-out-of-order"),
    "products",
    (
        case("AND(COUNT([@price],[@floor_price])=2,[@price]<[@floor_price])", "price",
             "{record}标价 {price} 低于底价 {floor_price}。", "{record} lists {price}, below its floor of {floor_price}."),
        case("AND(COUNT([@floor_price],[@cost])=2,[@floor_price]<[@cost])", "floor_price",
             "{record}底价 {floor_price} 低于成本 {cost}。", "{record} has a floor of {floor_price} below its cost of {cost}."),
    ),
)  # fmt: skip
"""Several cases under one code."""

BELOW_FLOOR = RowRule(
    info("SS604", "price-below-floor"),
    "quotes",
    (
        case('AND(ISNUMBER(floor),net<floor-0.005,IN([@status],"draft","sent","accepted"))', "price",
             "{record}折后 {net}，低于底价 {floor}，让利 {discount:percent}。",
             "{record} comes to {net}, below its floor of {floor}, at {discount:percent} off."),
    ),
    named={
        "net": "ROUND([@price]*(1-[@discount]),2)",
        "floor": "XLOOKUP([@product],products[id],products[floor_price])",
    },
    severity_by="floor_price_rule",
)  # fmt: skip
"""Named values, another table, severity by a setting."""

NOT_CONFIRMED = RowRule(
    info("SS634", "order-not-confirmed", Severity.WARNING),
    "orders",
    (
        case('AND([@quantity]>0,[@confirmed_on]="",[@shipped_on]="",[@delivered_on]="",[@status]<>"cancelled",waited>2)', "confirmed_on",
             "{record}下单 {waited} 个工作日还没确认。", "{record} has waited {waited:working day|working days} for confirmation."),
    ),
    named={"waited": 'NETWORKDAYS([@ordered_on]+1,TODAY(),"calendar")'},
)  # fmt: skip
"""Working days by the calendar of Settings; a count with its plural."""

LATE = RowRule(
    info("SS635", "late-delivery", Severity.WARNING),
    "orders",
    (
        case('AND(ISNUMBER([@promised_on]),[@promised_on]<TODAY(),[@delivered_on]="",[@status]<>"cancelled",[@quantity]>0)', "promised_on",
             "{record}（{amount:money}）承诺 {promised_on:day} 交付，已迟 {promised_on:late}。",
             "{record} ({amount:money}) was promised for {promised_on:day} and is {promised_on:late} late."),
    ),
)  # fmt: skip
"""Money, a day and how late it is."""

ORDERS_EXCEED = RowRule(
    info("SS637", "orders-exceed-contract"),
    "orders",
    (
        case("AND([@contract_no]<>\"\",agreed>0,ordered>agreed*1.01+1)", "amount",
             "合同 {contract_no} 金额 {agreed}，订单合计 {ordered}。", "Contract {contract_no} is for {agreed}; its orders add up to {ordered}."),
    ),
    named={
        "agreed": "XLOOKUP([@contract_no],contracts[id],contracts[amount],0)",
        "ordered": 'SUMIFS(orders[amount],orders[contract_no],[@contract_no],orders[status],"<>cancelled")',
    },
    once_per="contract_no",
)  # fmt: skip
"""A sum over a group, told once for it."""

LINE_WRONG = RowRule(
    info("SS638", "line-amount-wrong"),
    "orders",
    (
        case("AND(COUNT([@quantity],[@price],[@amount])=3,ABS(right-[@amount])>tolerance)", "amount",
             "{record}应为 {right}，写的是 {amount}。", "{record} is {right}, not {amount}."),
    ),
    named={"right": "[@quantity]*[@price]*(1-[@discount])", **NEAR},
)  # fmt: skip

HALF_FILLED = RowRule(
    info("SS654", "receipt-half-filled"),
    "receipts",
    (
        case('AND([@amount]<>"",[@received_on]="")', "received_on", "{record}填了到账 {amount}，没填到账日期。", "{record} has {amount} received but no date."),
        case('AND([@amount]="",[@received_on]<>"")', "amount", "{record}填了到账日期，没填金额。", "{record} has a date of receipt but no amount."),
        case("AND(ISNUMBER([@received_on]),[@received_on]>TODAY())", "received_on", "{record}的到账日期在将来。", "{record} is received in the future."),
    ),
)  # fmt: skip

UNTRAINED = RowRule(
    info("SS821", "training-missed", Severity.INFO),
    "training",
    (
        case('AND([@expected]<>"",HAS([@expected],"S02"),NOT(HAS([@person],"S02")))', "person",
             "{record}该来的 S02 没来。", "{record} was missed by S02."),
    ),
)  # fmt: skip
"""A column that lists several."""

TRIED: Final[tuple[RowRule, ...]] = (
    PRICES, BELOW_FLOOR, NOT_CONFIRMED, LATE, ORDERS_EXCEED, LINE_WRONG, HALF_FILLED, UNTRAINED,
)  # fmt: skip
