"""SS603 to SS610: quotations, line by line and as a whole."""

from __future__ import annotations

from typing import Final

from sheetsales.rules.ledgers.shared import ERROR, INFO, WARNING, case, info, near
from sheetsales.rules.rows.declared import Case, RowRule
from sheetsales.rules.rule import Level

_STANDING: Final = 'NOT(IN([@head_status],"declined","withdrawn"))'
_OWNER: Final = {"whose": "[@head_owner]"}
_DEAL_STAGE: Final = 'XLOOKUP([@head_opportunity],pipeline[id],pipeline[stage],"")'
_DEAL_KIND: Final = 'XLOOKUP([@head_opportunity],pipeline[id],pipeline[stage_kind],"")'


def _clash(column: str, zh: str, en: str, form: str) -> Case:
    """Two different values of what one number can have but once."""
    own = form if form == ":day" else ""
    joined = " 和 " if form in ("", ":day") else "和"
    return case(
        f'[@other_{column}]<>""', column,
        (f"{{record}}的几行写了不同的{zh}：{{said_{column}{form}}}{joined}{{{column}{own}}}。",
         f"{{record}} has two {en} on its lines: {{said_{column}{form}}} and {{{column}{own}}}."),
        ("请改成同一个；确是两单的，分两个编号。", "Make them one, or give the second its own number."),
    )  # fmt: skip


_QUOTE_CLASHES: Final = (
    _clash("customer", "客户", "customers", ":quotes.customer"),
    _clash("date", "报价日期", "days", ":day"),
    _clash("valid_to", "有效期", "ends of validity", ":day"),
    _clash("owner", "负责人", "owners", ":quotes.owner"),
    _clash("status", "状态", "statuses", ":quotes.status"),
    _clash("opportunity", "商机", "deals", ""),
    _clash("approved_by", "审批人", "approvers", ":quotes.approved_by"),
)
_ORDER_CLASHES: Final = (
    _clash("customer", "客户", "customers", ":orders.customer"),
    _clash("ordered_on", "下单日期", "days", ":day"),
    _clash("owner", "负责人", "owners", ":orders.owner"),
    _clash("opportunity", "商机", "deals", ""),
)
_TWO_HEADS: Final = info(
    "SS610", "header-values-differ", ERROR,
    ("同一单各行抬头不一致", "Lines of one number disagree"),
    ("同一编号两个客户或两个日期，打印和合计都会错。", "Two customers or dates under one number spoil print and totals."),
    ("改成同一个；确是两单的，分两个编号。抬头写在任一行即可，其他行可以留空。", "Make them one, or give the second its own number. Any one line may hold them; the others may stay blank."),
    ("报价 Q2610-0127 的几行写了不同的客户：C-021 和 C-012。", "Q2610-0127 has two customers on its lines: C-021 and C-012."),
)  # fmt: skip


def _said(cases: tuple[Case, ...]) -> dict[str, str]:
    return {f"said_{each.column}": f"[@other_{each.column}]" for each in cases}


QUOTES: Final[tuple[RowRule, ...]] = (
    RowRule(
        info(
            "SS603", "product-without-price", WARNING,
            ("报价的产品当天没有标价", "Quoted product has no price that day"),
            ("没有标价，折扣和底价都查不了。", "Without a list price neither discount nor floor can be judged."),
            ("请主管补上价目表，或换成在售产品。", "Add the price, or quote a product that is on sale."),
            ("报价 Q2610-0115 的 P7 在 10 月 29 日没有标价。", "P7 on Q2610-0115 has no list price on 29 October."),
        ),
        "quotes",
        (
            case(
                'AND([@priced],[@listed_price]="",[@head_date]<>"",IN([@head_status],"draft","sent",""))', "product",
                ("报价 {record}的{product}在 {on:day}没有标价。", "{product} on {record} has no list price on {on:day}."),
                ("请主管补上价目表，或换成在售产品。", "Ask the manager to add the price, or quote a product that is on sale."),
            ),
        ),
        named={"on": "[@head_date]", **_OWNER},
        owner="whose",
    ),
    RowRule(
        info(
            "SS604", "price-below-floor", ERROR,
            ("报价低于底价", "Quoted below the floor price"),
            ("低于底价，这单很可能白做。", "Below the floor the deal may well earn nothing."),
            ("提价；或请总经理特批，并登记豁免。", "Raise it, or get the general manager's waiver and record it in Waivers."),
            ("报价 Q2610-0106 的空压机监测套件折后 15,624，低于底价 15,810。", "Compressor monitoring kit on Q2610-0106 comes to 15,624, below its floor of 15,810."),
        ),
        "quotes",
        (
            case(
                f"AND([@below_floor],[@live],{_STANDING})", "price",
                ("报价 {record}的{product}折后 {net:figure}，低于底价 {floor:figure}。", "{product} on {record} comes to {net:figure}, below its floor of {floor:figure}."),
                ("{ask}提价，或请总经理特批并登记豁免。", "{ask} raise it, or get the general manager's waiver and record it in Waivers."),
            ),
        ),
        Level.BASIC,
        named={"net": "[@net]", "floor": "[@listed_floor]", **_OWNER},
        optional=("discount",),
        owner="whose",
    ),
    RowRule(
        info(
            "SS605", "line-discount-over-limit", ERROR,
            ("明细折扣超权限没人批", "Line discount over the limit, unapproved"),
            ("整单看着没超，让利可能藏在一行里。", "The deal may look fine while one line gives too much away."),
            ("请有权限的人批准并填审批人，或调到权限以内。单价低于标价也算让利。", "Have it approved and fill Approved by, or bring it within the limit. A price below list counts as a discount."),
            ("报价 Q2610-0124 的现场节能诊断让利 12%，林晓燕的权限是 5%，审批人为空。", "On-site energy audit on Q2610-0124 is 12% off; Laura Bennett may give 5%, and no approver is named."),
            "discount_limit_rep", "discount_limit_lead", "discount_limit_manager",
        ),
        "quotes",
        tuple(
            case(
                f"AND(ISNUMBER([@own_limit]),[@given_away]>[@own_limit]+0.0005,NOT([@below_floor]),[@live],{_STANDING},{approval},IF(agreed=\"\",TRUE,ABS([@given_away]-agreed)>=0.005))", "discount",
                (f"报价 {{record}}的{{product}}让利 {{off:percent}}，{{whose:quotes.owner}}的权限是 {{limit:percent}}，{zh}。",
                 f"{{product}} on {{record}} is {{off:percent}} off; {{whose:quotes.owner}} may give {{limit:percent}}, and {en}."),
                ("{ask}报有权限的人批准，或调到 {limit:percent} 以内。", "{ask} have it approved by somebody entitled to, or bring it down to {limit:percent}."),
            )
            for approval, zh, en in (
                ('[@head_approved_by]=""', "审批人为空", "no approver is named"),
                ('[@approved]="no"', "审批人{by:quotes.owner}没有这个权限", "{by:quotes.owner}, who approved it, may not give it"),
            )
        ),
        named={
            "off": "[@given_away]", "limit": "[@own_limit]", "by": "[@head_approved_by]", **_OWNER,
            "agreed": 'XLOOKUP([@head_opportunity],pipeline[id],pipeline[discount],"")',
        },
        optional=("discount",),
        owner="whose",
    ),
    RowRule(
        info(
            "SS606", "quote-expired-deal-open", WARNING,
            ("报价过期，商机还在谈", "Quotation expired while the deal is open"),
            ("客户拿着过期价来签，认也不是，不认也不是。", "A customer who accepts an expired price puts us on the spot."),
            ("同客户确认，延期重报或改商机状态。过期不用改状态，客户接受了也照样可以填已接受。", "Ask the customer, then requote or move the deal on. An expired quotation may still be accepted."),
            ("报价 Q2610-0109 已于 10 月 27 日过期，商机 O-0109 还在报价。", "Q2610-0109 expired on 27 October; deal O-0109 is still in Quotation."),
            "quote_valid_days",
        ),
        "quotes",
        (
            case(
                f'AND([@latest],IN([@head_status],"sent",""),ISNUMBER(ends),ends<TODAY(),{_DEAL_KIND}="open")', "valid_to",
                ("报价 {record}已于 {ends:day}过期，商机 {deal} 还在{stage:stage}。", "{record} expired on {ends:day}; deal {deal} is still in {stage:stage}."),
                ("{ask}同客户确认，延期重报或改商机状态。", "{ask} call the customer, then requote or move the deal on."),
            ),
        ),
        named={"ends": "[@ends]", "deal": "[@head_opportunity]", "stage": _DEAL_STAGE, **_OWNER},
        once_per="id",
        owner="whose",
    ),
    RowRule(
        info(
            "SS607", "quote-differs-from-deal", WARNING,
            ("报价合计和商机金额不一致", "Quotation differs from the deal's amount"),
            ("预测照商机算，客户照报价付。", "The forecast uses one figure, the customer pays the other."),
            ("以最后一版报价为准，改商机金额。", "Set the deal to the last quotation sent."),
            ("报价 Q2610-0104 合计 70,560，商机 O-0104 写的是 47,040。", "Q2610-0104 adds up to 70,560; deal O-0104 says 47,040."),
            "money_tolerance",
        ),
        "quotes",
        (
            case(
                f'AND([@latest],[@head_status]<>"draft",ISNUMBER(deal_amount),XLOOKUP([@head_opportunity],pipeline[id],pipeline[quoted],FALSE),ISNUMBER(total),ABS(total-deal_amount)>{near("deal_amount")})', "amount",
                ("报价 {record}合计 {total:figure}，商机 {deal} 写的是 {deal_amount:figure}。", "{record} adds up to {total:figure}; deal {deal} says {deal_amount:figure}."),
                ("{ask}按最后一版报价改商机金额。", "{ask} set the deal to the last quotation sent."),
            ),
        ),
        named={
            "total": "[@total]",
            "deal": "[@head_opportunity]",
            "deal_amount": 'XLOOKUP([@head_opportunity],pipeline[id],pipeline[own_amount],"")',
            **_OWNER,
        },
        once_per="id",
        owner="whose",
    ),
    RowRule(
        info(
            "SS608", "deal-quote-unknown", WARNING,
            ("商机写的报价单查不到", "Deal names a quotation that is not on file"),
            ("报价单没登记，价格和审批无从查起。", "A quotation not on file cannot be checked for price or approval."),
            ("补登报价，或改正编号。开始记报价以前的商机不查。", "Enter the quotation or correct the number. Deals from before the first quotation on file are left alone."),
            ("商机 O-0139 的报价单 Q2610-0193 不在报价表里。", "Deal O-0139 names Q2610-0193, which is not in Quotes."),
        ),
        "pipeline",
        (
            case(
                'AND([@quote_no]<>"",[@stage_kind]="open",COUNT(quotes[date])>0,[@quoted_since]>=MIN(quotes[date]),NOT(IN([@quote_no],quotes[id])))', "quote_no",
                ("{record}的报价单 {quote_no} 不在报价表里。", "{record} names {quote_no}, which is not in Quotes."),
                ("{ask}补登报价，或改正编号。", "{ask} enter the quotation or correct the number."),
            ),
        ),
        Level.STRICT,
    ),
    RowRule(
        info(
            "SS612", "quoted-ahead-of-stage", INFO,
            ("报价已发出，阶段还没跟上", "Quotation sent, stage not moved"),
            ("阶段落后，漏斗和预测都偏保守。", "A stage that lags makes the funnel and the forecast look worse than they are."),
            ("看过报价没有问题，就把阶段改过去；阶段由人改，不会自动改。", "Where the quotation stands, move the deal; nobody moves it for you."),
            ("商机 O-0140 的报价 Q2610-0140 已发出，阶段还是“需求分析”。", "Q2610-0140 of deal O-0140 went out, and it is still in Needs analysis."),
        ),
        "pipeline",
        (
            case(
                '[@sent_quotation]<>""', "stage",
                ("{record}的报价 {sent} 已发出，阶段还是“{stage}”。", "{sent} of {record} went out, and it is still in {stage}."),
                ("{ask}看一下，没有问题就把阶段改到“{to:pipeline.stage}”。", "{ask} look, and move it to {to:pipeline.stage} where that is right."),
            ),
        ),
        named={"sent": "[@sent_quotation]", "to": "[@quote_stage]"},
    ),
    RowRule(
        info(
            "SS609", "two-live-quotes", WARNING,
            ("一单有两张有效报价", "Two live quotations for one deal"),
            ("客户会挑低的那张。", "The customer will pick the cheaper one."),
            ("作废旧单，或在新单的“替代”填旧编号。", "Withdraw the old one, or name it under Replaces."),
            ("商机 O-0130 有两张有效报价：Q2610-0130 和 Q2610-0230。", "Deal O-0130 has two live quotations: Q2610-0130 and Q2610-0230."),
            "quote_valid_days",
        ),
        "quotes",
        (
            case(
                '[@rival]<>""', "status",
                ("商机 {deal} 有两张有效报价：{other} 和 {id}。", "Deal {deal} has two live quotations: {other} and {record}."),
                ("{ask}作废旧单，或在新单的“替代”填旧编号。", "{ask} withdraw the old one, or name it under Replaces."),
            ),
        ),
        named={"deal": "[@head_opportunity]", "other": "[@rival]", **_OWNER},
        once_per="id",
        owner="whose",
    ),
    RowRule(
        _TWO_HEADS,
        "quotes",
        _QUOTE_CLASHES,
        Level.BASIC,
        named=_said(_QUOTE_CLASHES),
        once_per="id",
        also=(
            RowRule(_TWO_HEADS, "orders", _ORDER_CLASHES, Level.BASIC, named=_said(_ORDER_CLASHES), once_per="id"),
        ),
    ),
)  # fmt: skip
