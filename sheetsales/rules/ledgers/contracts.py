"""SS621 to SS625: contracts against the deals they come from, their end, and what was delivered without one."""

from __future__ import annotations

from typing import Final

from sheetsales.rules.ledgers.shared import ERROR, WARNING, case, info, near
from sheetsales.rules.rows.declared import RowRule
from sheetsales.rules.rule import Level

_DEAL_WON: Final = 'IN(XLOOKUP([@opportunity],pipeline[id],pipeline[stage_kind],""),"won","after")'

CONTRACTS: Final[tuple[RowRule, ...]] = (
    RowRule(
        info(
            "SS621", "won-without-contract-on-file", ERROR,
            ("成交商机的合同没登记", "Won deal's contract is not on file"),
            ("没有合同行，应收和交付就没人盯。", "Without its row nobody watches cash and delivery."),
            ("补登合同，或改正编号。开始记合同以前成交的不查；编号空着的由 SS301 报。", "Enter the contract or correct the number. Deals won before the first contract on file are left alone; a blank number is SS301."),
            ("商机 O-0117 的合同 HT2026-0171 不在合同表里。", "Deal O-0117 names contract CT2026-0171, which is not in Contracts."),
        ),
        "pipeline",
        (
            case(
                'AND([@contract_no]<>"",IN([@stage_kind],"won","after"),COUNT(contracts[signed_on])>0,[@closed_on]>=MIN(contracts[signed_on]),NOT(IN([@contract_no],contracts[id])))', "contract_no",
                ("{record}的合同 {contract_no} 不在合同表里。", "{record} names contract {contract_no}, which is not in Contracts."),
                ("{ask}补登合同，或改正编号。", "{ask} enter the contract or correct the number."),
            ),
        ),
        base='AND([@contract_no]<>"",IN([@stage_kind],"won","after"))',
    ),
    RowRule(
        info(
            "SS622", "contract-differs-from-deal", ERROR,
            ("合同金额和商机金额不一致", "Contract and deal disagree on the amount"),
            ("业绩、提成照商机算，钱照合同收。", "Results are paid on one figure and cash comes on the other."),
            ("对照签字件，改正填错的一处。一单商机有几份合同的，按合计比；框架合同填 0，不比。", "Check the signed copy and correct the other. Several contracts of one deal are added up; a framework contract of 0 is left alone."),
            ("合同 HT2026-0103 金额 313,100，商机 O-0103 是 331,100。", "Contract CT2026-0103 is for 313,100; deal O-0103 says 331,100."),
            "money_tolerance",
        ),
        "contracts",
        (
            case(
                f'AND([@opportunity]<>"",[@amount]<>0,[@status]<>"terminated",{_DEAL_WON},ISNUMBER(deal_amount),ABS(signed-deal_amount)>{near("deal_amount")})', "amount",
                ("合同 {record}金额 {signed:figure}，商机 {deal} 是 {deal_amount:figure}。", "Contract {record} is for {signed:figure}; deal {deal} says {deal_amount:figure}."),
                ("{ask}对照签字件，改正填错的一处。", "{ask} check the signed copy and correct the other."),
            ),
        ),
        named={
            "deal": "[@opportunity]",
            "signed": 'SUMIFS(contracts[own_amount],contracts[opportunity],[@opportunity],contracts[status],"<>terminated")',
            "deal_amount": 'XLOOKUP([@opportunity],pipeline[id],pipeline[own_amount],"")',
        },
        optional=("status",),
        once_per="opportunity",
    ),
    RowRule(
        info(
            "SS623", "contract-customer-differs", ERROR,
            ("合同客户和商机客户不同", "Contract and deal name different customers"),
            ("回款会记到别家名下。", "Cash would be booked to somebody else."),
            ("核对签约方，改正填错的一处。", "Check the signing party and correct the slip."),
            ("合同 HT2026-0082 的客户是 C-034，商机 O-0082 是 C-043。", "Contract CT2026-0082 is with C-034; deal O-0082 is with C-043."),
        ),
        "contracts",
        (
            case(
                'AND([@customer]<>"",theirs<>"",theirs<>[@customer])', "customer",
                ("合同 {record}的客户是{customer}，商机 {deal} 是{theirs:contracts.customer}。", "Contract {record} is with {customer}; deal {deal} is with {theirs:contracts.customer}."),
                ("{ask}核对签约方，改正填错的一处。", "{ask} check the signing party and correct the slip."),
            ),
        ),
        Level.BASIC,
        named={"deal": "[@opportunity]", "theirs": 'XLOOKUP([@opportunity],pipeline[id],pipeline[customer],"")'},
    ),
    RowRule(
        info(
            "SS624", "contract-expiring", WARNING,
            ("合同快到期，还没有续约商机", "Contract ends soon and no renewal is open"),
            ("断了服务再谈，价格就被动了。", "Once service stops, the price is theirs to set."),
            ("建续约商机并约客户。", "Open a renewal and call the customer."),
            ("合同 HT2025-0018 于 12 月 22 日到期，还没有续约商机。", "Contract CT2025-0018 ends on 22 December and no renewal is open."),
            "renewal_days",
        ),
        "contracts",
        (
            case(
                'AND(IN([@status],"running",""),[@end_on]>=TODAY(),[@end_on]<=TODAY()+renewal_days,COUNTIFS(pipeline[customer],[@customer],pipeline[kind],"renewal",pipeline[stage_kind],"open")=0,COUNTIFS(pipeline[customer],[@customer],pipeline[kind],"renewal",pipeline[closed_on],">="&(TODAY()-renewal_days),pipeline[quoted],TRUE)=0)', "end_on",
                ("合同 {record}于 {end_on:day}到期，还没有续约商机。", "Contract {record} ends on {end_on:day} and no renewal is open."),
                ("{ask}本周建续约商机并约客户。", "{ask} open a renewal this week and call the customer."),
            ),
        ),
        optional=("status",),
    ),
    RowRule(
        info(
            "SS625", "delivered-before-signing", ERROR,
            ("没签字就交付了", "Delivered before anything was signed"),
            ("没有签字件，要钱没有凭据。", "Without a signature there is no claim to the money."),
            ("今天补签，签好前停止发货；其实签了的，补上签订日期。", "Get it signed today and ship nothing more until then; if it was signed, fill Signed on."),
            ("合同 D2026-0118 还在评审，订单 R-0118 已在 10 月 28 日发货。", "Contract D2026-0118 is still in review; order R-0118 shipped on 28 October."),
        ),
        "contracts",
        tuple(
            case(
                f'AND({waiting},[@status]<>"terminated",ISNUMBER([@sent_on]))', "signed_on",
                (f"合同 {{record}}{zh}，订单 {{order}} 已在 {{on:day}}{{what}}。", f"Contract {{record}} {en}; order {{order}} {{what_en}} on {{on:day}}."),
                ("{ask}今天补签，签好前停止发货。", "{ask} get it signed today and ship nothing more until then."),
            )
            for waiting, zh, en in (
                ('IN([@status],"draft","review")', "还在{status}", "is still at {status}"),
                ('AND([@signed_on]="",NOT(IN([@status],"draft","review")))', "没有签订日期", "has no date of signing"),
            )
        ),
        named={
            "on": "[@sent_on]",
            "order": "[@sent_order]",
            "what": 'IF([@sent_how]="shipped","发货","交付")',
            "what_en": 'IF([@sent_how]="shipped","shipped","was delivered")',
        },
        optional=("status",),
        base="ISNUMBER([@sent_on])",
    ),
)  # fmt: skip
