"""SS631 to SS639: orders, from the contract they rest on to the day they arrive."""

from __future__ import annotations

from typing import Final

from sheetsales.rules.ledgers.shared import ERROR, INFO, NOT_CANCELLED, WARNING, case, info, near, since
from sheetsales.rules.rows.declared import Case, RowRule
from sheetsales.rules.rule import Level

_OWNER: Final = {"whose": "[@head_owner]"}
_CORRECT: Final = ("{ask}按签收单改正日期。", "{ask} correct it from the delivery note.")


def _before(later: str, earlier: str, zh: tuple[str, str], en: tuple[str, str], unless: str = "") -> Case:
    """One day before another that it cannot come before."""
    more = f",{unless}" if unless else ""
    return case(
        f"AND([@{later}]<[@{earlier}],COUNT([@{later}],[@{earlier}])=2,{NOT_CANCELLED}{more})", later,
        (f"订单 {{record}}{{{later}:day}}{zh[0]}，早于 {{{earlier}:day}}{zh[1]}。", f"Order {{record}} was {en[0]} on {{{later}:day}}, before it was {en[1]} on {{{earlier}:day}}."),
        _CORRECT,
    )  # fmt: skip


def _to_come(column: str, zh: str, en: str) -> Case:
    return case(
        f"AND([@{column}]>TODAY(),ISNUMBER([@{column}]),{NOT_CANCELLED})", column,
        (f"订单 {{record}}的{zh}日期 {{{column}:day}}还没到。", f"Order {{record}} is said to be {en} on {{{column}:day}}, which is still to come."),
        ("{ask}改成实际日期；计划的日期写在承诺日期。", "{ask} enter the actual day; a planned one belongs under Promised on."),
    )  # fmt: skip


def _wrong_product(zh: str, dead: str) -> tuple[Case, ...]:
    return (
        case(
            f"AND(ISNUMBER([@price]),ISNUMBER([@quantity]),ISNUMBER([@amount]),ABS(right-[@amount])>{near('[@amount]')},NOT([@own_discount]),{dead})", "amount",
            (f"{zh} {{record}}的 {{quantity}} × {{price}} ×（1 − {{off:exact}}）应为 {{right:figure}}，写的是 {{amount}}。",
             "{quantity} × {price} at {off:exact} off on {record} is {right:figure}, not {amount}."),
            ("{ask}改正填错的一个。", "{ask} correct whichever was mistyped."),
        ),
    )  # fmt: skip


_LINE_WRONG: Final = info(
    "SS638", "line-amount-wrong", ERROR,
    ("数量、单价、折扣和金额对不上", "Quantity, price, discount and amount disagree"),
    ("一行算错，合计、提成都跟着错。", "One wrong line spoils totals and commission."),
    ("改正填错的一个；金额留空，检查会按数量 × 单价 ×（1 − 折扣）补上。", "Correct whichever was mistyped; a blank amount is filled as quantity × price × (1 − discount)."),
    ("订单 R-0060 的 57 × 2,800 ×（1 − 2.94%）应为 154,907.76，写的是 145,900。", "57 × 2,800 at 2.94% off on R-0060 is 154,907.76, not 145,900."),
    "money_tolerance",
)  # fmt: skip
_RIGHT: Final = {
    "right": "[@quantity]*[@price]*(1-off)",
    "off": "IF(ISNUMBER([@discount]),[@discount],0)",
    **_OWNER,
}

ORDERS: Final[tuple[RowRule, ...]] = (
    RowRule(
        info(
            "SS631", "order-without-contract", ERROR,
            ("订单没有合同", "Order without a contract"),
            ("没有合同号，货款对不上。", "Without the number nobody can match the money."),
            ("补合同编号；没有的先签合同再排产。小额现货不签合同的团队，在参数表改“订单须有合同的金额”。", "Add the number; if there is none, sign before production starts. Teams that sell small items without one raise the amount in Settings."),
            ("订单 R-0094（9.6 万元）没有合同编号。", "Order R-0094 (96k) has no contract number."),
            "order_contract_above",
        ),
        "orders",
        (
            case(
                f'AND([@quantity]>0,[@amount]>order_contract_above,{NOT_CANCELLED},COUNT(contracts[signed_on])>0,[@head_ordered_on]>=MIN(contracts[signed_on]),[@head_contract_no]="")', "contract_no",
                ("订单 {id}（{amount:money}）没有合同编号。", "Order {record} ({amount:money}) has no contract number."),
                ("{ask}补合同编号；没有的先签合同再排产。", "{ask} add the number; if there is none, sign before production starts."),
            ),
            case(
                f'AND([@quantity]>0,[@amount]>order_contract_above,{NOT_CANCELLED},COUNT(contracts[signed_on])>0,[@head_ordered_on]>=MIN(contracts[signed_on]),[@head_contract_no]<>"",NOT(IN([@head_contract_no],contracts[id])))', "contract_no",
                ("订单 {id}（{amount:money}）的合同 {number} 不在合同表里。", "Order {record} ({amount:money}) names contract {number}, which is not in Contracts."),
                ("{ask}补登合同，或改正编号。", "{ask} enter the contract or correct the number."),
            ),
        ),
        named={"number": "[@head_contract_no]", **_OWNER},
        once_per="id",
        owner="whose",
        base="[@quantity]>0",
    ),
    RowRule(
        info(
            "SS632", "shipped-before-confirmed", ERROR,
            ("没确认就发货", "Shipped before it was confirmed"),
            ("没确认的货发出去，错了要自己担。", "Goods sent unconfirmed come back at our cost."),
            ("核对两个日期；确是先发的，补确认记录。", "Check the dates; if it did go first, record how it was confirmed."),
            ("订单 R-0068 7 月 10 日发货，7 月 14 日才确认。", "Order R-0068 shipped on 10 July but was confirmed on 14 July."),
        ),
        "orders",
        (
            case(
                f'AND(ISNUMBER([@shipped_on]),{NOT_CANCELLED},ISNUMBER([@confirmed_on]),[@confirmed_on]>[@shipped_on])', "shipped_on",
                ("订单 {record}{shipped_on:day}发货，{confirmed_on:day}才确认。", "Order {record} shipped on {shipped_on:day} but was confirmed on {confirmed_on:day}."),
                ("{ask}核对两个日期；确是先发的，补确认记录。", "{ask} check the dates; if it did go first, record how it was confirmed."),
            ),
            case(
                f'AND(ISNUMBER([@shipped_on]),[@confirmed_on]="",{NOT_CANCELLED},COUNT(orders[confirmed_on])>0,[@shipped_on]>=MIN(orders[confirmed_on]))', "shipped_on",
                ("订单 {record}{shipped_on:day}发货，没有确认日期。", "Order {record} shipped on {shipped_on:day} and has no date of confirmation."),
                ("{ask}补上确认日期；确是没确认就发的，补确认记录。", "{ask} fill Confirmed on; if nobody confirmed it, record how that came about."),
            ),
        ),
        named=_OWNER,
        owner="whose",
        base="ISNUMBER([@shipped_on])",
    ),
    RowRule(
        info(
            "SS633", "order-dates-out-of-order", ERROR,
            ("订单日期前后颠倒", "Order dates out of order"),
            ("日期颠倒，准时率和处理天数都不可信。", "On-time delivery and handling days cannot be trusted."),
            ("按签收单改正日期；还没发生的写在承诺日期。", "Correct it from the delivery note; what is still to come belongs under Promised on."),
            ("订单 R-0085 9 月 4 日交付，早于 9 月 11 日下单。", "Order R-0085 was delivered on 4 September, before it was ordered on 11 September."),
        ),
        "orders",
        (
            _before("confirmed_on", "ordered_on", ("确认", "下单"), ("confirmed", "ordered")),
            _before("shipped_on", "ordered_on", ("发货", "下单"), ("shipped", "ordered")),
            _before("delivered_on", "ordered_on", ("交付", "下单"), ("delivered", "ordered")),
            _before("delivered_on", "shipped_on", ("交付", "发货"), ("delivered", "shipped"), "OR([@ordered_on]=\"\",[@delivered_on]>=[@ordered_on])"),
            _to_come("ordered_on", "下单", "ordered"),
            _to_come("confirmed_on", "确认", "confirmed"),
            _to_come("shipped_on", "发货", "shipped"),
            _to_come("delivered_on", "交付", "delivered"),
        ),
        Level.BASIC,
        named=_OWNER,
        owner="whose",
    ),
    RowRule(
        info(
            "SS634", "order-not-confirmed", WARNING,
            ("下单多日没确认", "Order waiting for confirmation"),
            ("客户在等回音，交期也在缩短。", "The customer waits and the lead time shrinks."),
            ("同生产定排期，填确认日期。从不填确认日期的团队不查。", "Agree the schedule with operations and fill Confirmed on. Teams that never fill it are not asked."),
            ("订单 R-0117 下单 4 个工作日还没确认，标准是 2 天。", "Order R-0117 has waited 4 working days for confirmation; the standard is 2."),
            "order_confirm_days",
        ),
        "orders",
        (
            case(
                f'AND([@quantity]>0,[@confirmed_on]="",[@shipped_on]="",[@delivered_on]="",{NOT_CANCELLED},[@head_ordered_on]<>"",COUNT(orders[confirmed_on])>0,waited>order_confirm_days)', "confirmed_on",
                ("订单 {record}下单 {waited} 个工作日还没确认，标准是 {order_confirm_days} 天。", "Order {record} has waited {waited:working day|working days} for confirmation; the standard is {order_confirm_days}."),
                ("{ask}今天同生产定排期。", "{ask} agree the schedule with operations today."),
            ),
        ),
        named={"waited": since("[@head_ordered_on]"), **_OWNER},
        optional=("shipped_on",),
        owner="whose",
    ),
    RowRule(
        info(
            "SS635", "late-delivery", WARNING,
            ("过了承诺日还没交付", "Late delivery"),
            ("客户从别处听到延期，比从我们这里听到更伤。", "Hearing of a delay from anyone but us costs the most trust."),
            ("告知客户新日期，写进备注；承诺日期不改。已交付的补交付日期。", "Call the customer with a new date and note it; leave Promised on. If it arrived, fill Delivered on."),
            ("订单 R-0091（17.4 万元）承诺 10 月 30 日交付，已迟 3 天。", "Order R-0091 (174.1k) was promised for 30 October and is 3 days late."),
        ),
        "orders",
        (
            case(
                'AND(ISNUMBER([@promised_on]),[@promised_on]<TODAY(),[@awaited],OR([@quantity]="",[@quantity]>0))', "promised_on",
                ("订单 {id}（{amount:money}）承诺 {promised_on:day}交付，已迟 {promised_on:late}。", "Order {record} ({amount:money}) was promised for {promised_on:day} and is {promised_on:late} late."),
                ("{ask}今天告知客户新日期，并写进备注。", "{ask} call the customer today with a new date and note it."),
            ),
        ),
        Level.BASIC,
        named=_OWNER,
        optional=("quantity", "delivered_on"),
        owner="whose",
    ),
    RowRule(
        info(
            "SS636", "promised-after-contract-date", INFO,
            ("承诺日晚于合同交期", "Promised later than the contract"),
            ("一开始就答应晚了，等于先违约。", "The promise itself breaks the contract."),
            ("同客户改合同交期，或提前排产。", "Amend the contract or bring production forward."),
            ("订单 R-0117 承诺 11 月 25 日，合同交期是 11 月 18 日。", "Order R-0117 is promised for 25 November; the contract says 18 November."),
        ),
        "orders",
        (
            case(
                f"AND(ISNUMBER([@promised_on]),ISNUMBER(agreed),[@promised_on]>agreed,{NOT_CANCELLED})", "promised_on",
                ("订单 {record}承诺 {promised_on:day}，合同交期是 {agreed:day}。", "Order {record} is promised for {promised_on:day}; the contract says {agreed:day}."),
                ("{ask}同客户改合同交期，或提前排产。", "{ask} amend the contract or bring production forward."),
            ),
        ),
        Level.STRICT,
        named={"agreed": 'XLOOKUP([@head_contract_no],contracts[id],contracts[delivery_on],"")', **_OWNER},
        owner="whose",
    ),
    RowRule(
        info(
            "SS637", "orders-exceed-contract", ERROR,
            ("订单合计超过合同金额", "Orders exceed their contract"),
            ("超出的部分没有依据收款。", "Nothing entitles us to be paid for the rest."),
            ("签补充合同，或改正订单金额。框架合同填 0，不比。", "Sign an amendment or correct the orders. A framework contract of 0 is left alone."),
            ("合同 HT2026-0098 金额 162,900，订单合计 186,900。", "Contract CT2026-0098 is for 162,900; its orders add up to 186,900."),
            "money_tolerance",
        ),
        "orders",
        (
            case(
                f'AND([@head_contract_no]<>"",{NOT_CANCELLED},ISNUMBER(agreed),agreed>0,ordered>agreed+{near("agreed")})', "amount",
                ("合同 {number} 金额 {agreed:figure}，订单合计 {ordered:figure}。", "Contract {number} is for {agreed:figure}; its orders add up to {ordered:figure}."),
                ("{ask}签补充合同，或改正订单金额。", "{ask} have an amendment signed or correct the orders."),
            ),
        ),
        named={
            "number": "[@head_contract_no]",
            "agreed": 'XLOOKUP([@head_contract_no],contracts[id],contracts[own_amount],"")',
            "ordered": 'SUMIFS(orders[own_amount],orders[head_contract_no],[@head_contract_no],orders[head_status],"<>cancelled")',
            **_OWNER,
        },
        once_per="number",
        owner="whose",
    ),
    RowRule(
        _LINE_WRONG,
        "orders",
        _wrong_product("订单", NOT_CANCELLED),
        Level.BASIC,
        named=_RIGHT,
        optional=("discount",),
        owner="whose",
        also=(
            RowRule(
                _LINE_WRONG,
                "quotes",
                _wrong_product("报价", 'NOT(IN([@head_status],"declined","withdrawn"))'),
                Level.BASIC,
                named=_RIGHT,
                optional=("discount",),
                owner="whose",
            ),
        ),
    ),
    RowRule(
        info(
            "SS639", "status-against-dates", WARNING,
            ("订单状态和日期矛盾", "Order status contradicts its dates"),
            ("看状态的人和看日期的人各信各的。", "Those who read the status and those who read the dates believe different things."),
            ("改状态，或清空留待日期推出。", "Correct the status, or clear it and let the dates speak."),
            ("订单 R-0061 状态是生产中，却已有交付日期 7 月 13 日。", "Order R-0061 says In production but was delivered on 13 July."),
        ),
        "orders",
        tuple(
            case(condition, "status", (f"订单 {{record}}状态是{{said:orders.status}}，{zh}。", f"Order {{record}} says {{said:orders.status}} but {en}."),
                 ("{ask}改状态，或清空留待日期推出。", "{ask} correct the status, or clear it and let the dates speak."))
            for condition, zh, en in (
                ('AND([@head_status]="delivered",[@delivered_on]="")', "却没有交付日期", "has no date of delivery"),
                ('AND([@head_status]="cancelled",[@delivered_on]<>"")', "却已有交付日期 {delivered_on:day}", "was delivered on {delivered_on:day}"),
                ('AND([@head_status]="new",[@confirmed_on]<>"",[@delivered_on]="")', "却已有确认日期 {confirmed_on:day}", "was confirmed on {confirmed_on:day}"),
                ('AND([@head_status]="shipped",[@shipped_on]="",[@delivered_on]="")', "却没有发货日期", "has no date of shipping"),
                ('AND(IN([@head_status],"new","confirmed","production","shipped"),[@delivered_on]<>"")', "却已有交付日期 {delivered_on:day}", "was delivered on {delivered_on:day}"),
            )
        ),
        named={"said": "[@head_status]", **_OWNER},
        owner="whose",
    ),
)  # fmt: skip
