"""SS661 to SS665: what came back, and the order it came from."""

from __future__ import annotations

from typing import Final

from sheetsales.rules.ledgers.shared import ERROR, WARNING, case, info, since
from sheetsales.rules.rows.declared import Case, RowRule
from sheetsales.rules.rule import Level

_TAKEN: Final = '[@status]<>"refused"'
_BEGUN: Final = "COUNT(orders[ordered_on])>0,[@returned_on]>=MIN(orders[ordered_on])"
_FIND: Final = ("{ask}按客户和产品找到原订单填上。", "{ask} find the order by customer and product.")


def _lost(condition: str, zh: str, en: str) -> Case:
    return case(
        f"AND({_BEGUN},{_TAKEN},{condition})",
        "order_no",
        (f"退货 {{record}}{zh}。", f"Return {{record}} {en}."),
        _FIND,
    )


RETURNS: Final[tuple[RowRule, ...]] = (
    RowRule(
        info(
            "SS661", "return-without-order", WARNING,
            ("退货没有对应订单", "Return without an order"),
            ("不知道退哪单，提成和应收都扣不到。", "Without the order neither commission nor receivable can be adjusted."),
            ("按客户和产品找到原订单填上。开始记订单以前的不查。", "Find the order by customer and product. Returns from before the first order on file are left alone."),
            ("退货 RT-003 没有订单编号。", "Return RT-003 names no order."),
        ),
        "returns",
        (
            _lost('[@order_no]=""', "没有订单编号", "names no order"),
            _lost('AND([@order_no]<>"",NOT(IN([@order_no],orders[id])))', "的订单 {order_no} 不在订单表里", "names order {order_no}, which is not in Orders"),
            _lost('AND([@customer]<>"",theirs<>"",theirs<>[@customer])', "的订单 {order_no} 是别家的：{theirs:orders.customer}", "names order {order_no}, which is another customer's: {theirs:orders.customer}"),
            _lost('AND([@product]<>"",IN([@order_no],orders[id]),OR(theirs="",theirs=[@customer]),COUNTIFS(orders[id],[@order_no],orders[product],"?*")>0,COUNTIFS(orders[id],[@order_no],orders[product],[@product])=0)', "的订单 {order_no} 没订过{product}", "names order {order_no}, which has no {product}"),
        ),
        named={"theirs": 'XLOOKUP([@order_no],orders[id],orders[head_customer],"")'},
        optional=("status",),
    ),
    RowRule(
        info(
            "SS662", "return-exceeds-order", ERROR,
            ("退得比订的多", "More returned than ordered"),
            ("数量错了，退款就多付。", "A wrong quantity means too much refunded."),
            ("核对退货单的数量。", "Check the quantity on the return note."),
            ("订单 R-0060 订了 57，退货合计 300。", "Order R-0060 was for 57; 300 have been returned."),
        ),
        "returns",
        (
            case(
                f"AND([@quantity]>0,{_TAKEN},ordered>0,returned>ordered)", "quantity",
                ("订单 {order_no} 订了 {ordered}，退货合计 {returned}。", "Order {order_no} was for {ordered}; {returned} have been returned."),
                ("{ask}核对退货单的数量。", "{ask} check the quantity on the return note."),
            ),
        ),
        Level.BASIC,
        named={
            "ordered": 'IF([@product]="",SUMIFS(orders[quantity],orders[id],[@order_no],orders[quantity],">0"),SUMIFS(orders[quantity],orders[id],[@order_no],orders[product],[@product],orders[quantity],">0"))',
            "returned": 'IF([@product]="",SUMIFS(returns[quantity],returns[order_no],[@order_no],returns[status],"<>refused"),SUMIFS(returns[quantity],returns[order_no],[@order_no],returns[product],[@product],returns[status],"<>refused"))',
            "line": '[@order_no]&"|"&[@product]',
        },
        optional=("status", "product"),
        once_per="line",
    ),
    RowRule(
        info(
            "SS663", "return-counted-twice", ERROR,
            ("同一退货记了两遍", "Return entered twice"),
            ("订单里的负数行和退货表都记了，会扣两次。", "A negative order line and a row here would be deducted twice."),
            ("删去订单里的负数行。", "Delete the negative order line."),
            ("订单 R-0060 的退货在订单表记了负数，退货表又记了 RT-001。", "The return on R-0060 stands as a negative order line and as RT-001."),
        ),
        "returns",
        (
            case(
                f'AND({_TAKEN},[@order_no]<>"",negative>0)', "order_no",
                ("订单 {order_no} 的退货在订单表记了负数，退货表又记了 {id}。", "The return on {order_no} stands as a negative order line and as {record}."),
                ("{ask}删去订单里的负数行。", "{ask} delete the negative order line."),
            ),
        ),
        Level.BASIC,
        named={
            "negative": 'COUNTIFS(orders[id],[@order_no],orders[product],[@product],orders[quantity],"<0")+COUNTIFS(orders[id],[@order_no],orders[product],[@product],orders[quantity],">=0",orders[amount],"<0")',
        },
        optional=("status", "quantity", "amount"),
    ),
    RowRule(
        info(
            "SS664", "return-unsettled", WARNING,
            ("退货拖着没结", "Return not settled"),
            ("退款拖久了，客户就不再下单。", "A refund that drags costs the next order."),
            ("同财务定退款日并告知客户；结清的填结清日期。", "Fix the refund date and tell the customer; once settled, fill Settled on."),
            ("退货 RT-002 已 17 个工作日没结清，标准是 10 天。", "Return RT-002 has been open for 17 working days; the standard is 10."),
            "return_settle_days",
        ),
        "returns",
        (
            case(
                'AND(NOT(IN([@status],"settled","refused")),[@settled_on]="",ISNUMBER([@returned_on]),waited>return_settle_days)', "settled_on",
                ("退货 {record}已 {waited} 个工作日没结清，标准是 {return_settle_days} 天。", "Return {record} has been open for {waited:working day|working days}; the standard is {return_settle_days}."),
                ("{ask}今天同财务定退款日，并告知客户。", "{ask} fix the refund date today and tell the customer."),
            ),
        ),
        named={"waited": since("[@returned_on]")},
        optional=("status", "settled_on"),
    ),
    RowRule(
        info(
            "SS665", "return-before-delivery", ERROR,
            ("没交付过的货退回来了", "Returned before it was delivered"),
            ("没交出去的退不回来：不是订单号错了，就是交付没登记。", "What never left cannot come back: the order is wrong, or its delivery was not noted."),
            ("核对订单编号；其实交了的，补上订单的交付日期。", "Check the order number; if it was delivered, fill that order's Delivered on."),
            ("退货 RT-003 退的是订单 R-0117，那单还没交付。", "Return RT-003 is of order R-0117, which has not been delivered."),
        ),
        "returns",
        (
            case(
                f'AND({_TAKEN},IN([@order_no],orders[id]),COUNTIFS(orders[sent],TRUE)>0,COUNTIFS(orders[id],[@order_no],orders[sent],TRUE)=0)', "order_no",
                ("退货 {record}退的是订单 {order_no}，那单还没交付。", "Return {record} is of order {order_no}, which has not been delivered."),
                ("{ask}核对订单编号；其实交了的，补上交付日期。", "{ask} check the order number; if it was delivered, fill Delivered on."),
            ),
            case(
                f'AND({_TAKEN},ISNUMBER(first),[@returned_on]<first)', "returned_on",
                ("退货 {record}{returned_on:day}退回，早于订单 {order_no} 的下单日期 {first:day}。", "Return {record} came back on {returned_on:day}, before order {order_no} was placed on {first:day}."),
                ("{ask}核对订单编号和退货日期。", "{ask} check the order number and the day."),
            ),
        ),
        named={"first": 'XLOOKUP([@order_no],orders[id],orders[head_ordered_on],"")'},
        optional=("status",),
    ),
)  # fmt: skip
