"""SS651 to SS657: what is due, what came in, and what does not fit the contract."""

from __future__ import annotations

from typing import Final

from sheetsales.rules.ledgers.shared import ERROR, INFO, WARNING, case, info, near
from sheetsales.rules.rows.declared import RowRule
from sheetsales.rules.rule import Level

_WHOSE: Final = 'IF([@owner]<>"",[@owner],XLOOKUP([@belongs],contracts[id],contracts[owner],""))'
_AGREED: Final = 'XLOOKUP([@belongs],contracts[id],contracts[own_amount],"")'
_STATUS: Final = 'XLOOKUP([@belongs],contracts[id],contracts[status],"")'
_OWNER: Final = {"whose": _WHOSE}

RECEIPTS: Final[tuple[RowRule, ...]] = (
    RowRule(
        info(
            "SS651", "receivable-overdue", WARNING,
            ("应收款逾期", "Receivable overdue"),
            ("越晚催越难要，还压着提成。", "The later one asks, the harder it gets, and commission waits too."),
            ("催款，把客户答应的日期写进备注；到了账的补到账日期和金额。", "Ask for it and note the date the customer promises; if it came, fill the day and the amount."),
            ("合同 HT2026-0083 的验收款 120,050，9 月 10 日到期，已逾期 53 天。", "120,050 of CT2026-0083 (On acceptance) was due on 10 September: 53 days overdue."),
            "payment_grace_days", "money_tolerance",
        ),
        "receipts",
        (
            case(
                f'AND(ISNUMBER([@open]),[@due_on]+payment_grace_days<TODAY(),[@open]>{near("[@own_due]")},[@contract_status]<>"terminated")', "due_on",
                ("{number} 的{instalment} {open:figure}，{due_on:day}到期，已逾期 {due_on:late}。", "{open:figure} of {number} ({instalment}) was due on {due_on:day}: {due_on:late} overdue."),
                ("{ask}本周催款，把客户答应的日期写进备注。", "{ask} chase it this week and note the date the customer promises."),
            ),
        ),
        Level.BASIC,
        named={"open": "[@open]", "number": 'IF([@belongs]="",[@id],[@belongs])', **_OWNER},
        optional=("owner", "instalment"),
        owner="whose",
    ),
    RowRule(
        info(
            "SS652", "receipts-exceed-contract", ERROR,
            ("回款超过合同金额", "Receipts exceed the contract"),
            ("多半是记错合同或重复登记。", "Most often a wrong contract or a payment entered twice."),
            ("对银行流水，改正合同号或删去重复行。框架合同填 0，不比。", "Check the bank statement; correct the contract or drop the double. A framework contract of 0 is left alone."),
            ("合同 HT2026-0049 金额 111,000，已回款 122,100，多 11,100。", "Contract CT2026-0049 is for 111,000; 122,100 came in, 11,100 too much."),
            "money_tolerance",
        ),
        "receipts",
        (
            case(
                f'AND(ISNUMBER([@received_so_far]),[@amount]>0,ISNUMBER(agreed),agreed>0,[@received_so_far]>agreed+{near("agreed")},came>agreed+{near("agreed")})', "amount",
                ("合同 {number} 金额 {agreed:figure}，已回款 {came:figure}，多 {over:figure}。", "Contract {number} is for {agreed:figure}; {came:figure} came in, {over:figure} too much."),
                ("{ask}对银行流水，改正合同号或删去重复行。", "{ask} check the bank statement, and correct the contract or drop the double."),
            ),
        ),
        Level.BASIC,
        named={
            "number": "[@belongs]", "agreed": _AGREED, "came": "[@paid_for_contract]", "over": "came-agreed", **_OWNER,
        },
        optional=("owner",),
        once_per="number",
        owner="whose",
    ),
    RowRule(
        info(
            "SS653", "instalments-not-adding-up", WARNING,
            ("各期应收合计不等于合同金额", "Instalments do not add up to the contract"),
            ("差的那部分永远没人催。", "What is missing will never be asked for."),
            ("补上缺的一期，常见的是质保金；或改正应收金额。", "Add the missing instalment, most often the retention, or correct the amounts due."),
            ("合同 HT2026-0036 各期应收合计 272,970，比合同少 30,330。", "Instalments of CT2026-0036 come to 272,970, 30,330 short of the contract."),
            "money_tolerance",
        ),
        "receipts",
        tuple(
            case(
                f'AND(ISNUMBER([@own_due]),ISNUMBER(agreed),agreed>0,IN({_STATUS},"running","completed",""),ABS(gap)>{near("agreed")},gap{sign}0)', "due_amount",
                (f"合同 {{number}} 各期应收合计 {{laid:figure}}，比合同{zh} {{gap_said:figure}}。", f"Instalments of {{number}} come to {{laid:figure}}, {{gap_said:figure}} {en} the contract."),
                hint,
            )
            for sign, zh, en, hint in (
                ("<", "少", "short of", ("{ask}补上缺的一期，常见的是质保金。", "{ask} add the missing instalment, most often the retention.")),
                (">", "多", "more than", ("{ask}改正应收金额，或删去多的一期。", "{ask} correct the amounts due, or drop the one too many.")),
            )
        ),
        named={
            "number": "[@belongs]", "agreed": _AGREED, "laid": "[@due_for_contract]", "gap": "laid-agreed",
            "gap_said": "ABS(gap)", **_OWNER,
        },
        optional=("owner", "status"),
        once_per="number",
        owner="whose",
    ),
    RowRule(
        info(
            "SS654", "receipt-half-filled", ERROR,
            ("到账只填了一半", "Receipt half filled"),
            ("只有金额没有日期，哪个月的回款都不算。", "Money without a date belongs to no month."),
            ("按银行流水补日期或金额；还没到的钱只写应收日期和应收金额。", "Take the date or the amount from the bank statement; money still to come has a due date and an amount due only."),
            ("回款 RC-045 填了到账 156,800，没填到账日期。", "RC-045 has 156,800 received but no date."),
        ),
        "receipts",
        (
            case(
                'AND(ISNUMBER([@amount]),[@amount]<>0,[@received_on]="")', "received_on",
                ("回款 {record}填了到账 {amount}，没填到账日期。", "{record} has {amount} received but no date."),
                ("{ask}按银行流水补日期。", "{ask} take the date from the bank statement."),
            ),
            case(
                'AND([@amount]="",ISNUMBER([@received_on]))', "amount",
                ("回款 {record}填了到账日期 {received_on:day}，没填金额。", "{record} was received on {received_on:day}, but no amount is given."),
                ("{ask}按银行流水补金额。", "{ask} take the amount from the bank statement."),
            ),
            case(
                "AND(ISNUMBER([@received_on]),[@received_on]>TODAY())", "received_on",
                ("回款 {record}的到账日期 {received_on:day}还没到。", "{record} is said to have come on {received_on:day}, which is still to come."),
                ("{ask}改成实际到账的日期；预计的写在应收日期。", "{ask} enter the day it came; an expected one belongs under Due on."),
            ),
        ),
        Level.BASIC,
        named=_OWNER,
        optional=("owner",),
        owner="whose",
    ),
    RowRule(
        info(
            "SS655", "received-not-invoiced", INFO,
            ("收了款还没开票", "Paid but not invoiced"),
            ("客户财务会来催，跨月还影响申报。", "The customer's accounts will ask, and tax returns wait."),
            ("通知财务开票，填发票号。表里从不填发票号的不查。", "Have it invoiced and enter the number. Sheets without any invoice number are not asked."),
            ("回款 RC-071 到账 40 天还没开票。", "RC-071 was paid 40 days ago and is not invoiced."),
            "invoice_days",
        ),
        "receipts",
        (
            case(
                'AND(COUNTA(receipts[invoice_no])>0,[@amount]>0,[@received_on]+invoice_days<TODAY(),ISNUMBER([@received_on]),[@invoice_no]="",[@invoiced_on]="")', "invoice_no",
                ("回款 {record}到账 {received_on:late}还没开票。", "{record} was paid {received_on:late} ago and is not invoiced."),
                ("{ask}通知财务开票，填发票号。", "{ask} have it invoiced and enter the number."),
            ),
        ),
        Level.STRICT,
        named=_OWNER,
        optional=("owner", "invoiced_on"),
        owner="whose",
    ),
    RowRule(
        info(
            "SS656", "refund-before-payment", ERROR,
            ("钱还没到就退了", "Refunded before it was paid"),
            ("退得比收的多，不是日期错了，就是记错了合同。", "More went back than had come in: the date is wrong, or the contract."),
            ("对银行流水，改正退款的日期、金额或合同编号。", "Check the bank statement; correct the refund's date, amount or contract."),
            ("回款 RC-058 9 月 16 日退 8,153，到那天合同 HT2026-0060 只到账 0。", "RC-058 refunds 8,153 on 16 September; only 0 had come in for CT2026-0060 by then."),
        ),
        "receipts",
        (
            case(
                "AND([@amount]<0,ISNUMBER([@paid_before]),[@paid_before]+[@amount]<-1)", "received_on",
                ("回款 {record}{received_on:day}退 {back:figure}，到那天合同 {number} 只到账 {before:figure}。", "{record} refunds {back:figure} on {received_on:day}; only {before:figure} had come in for {number} by then."),
                ("{ask}对银行流水，改正日期、金额或合同编号。", "{ask} check the bank statement, and correct the date, the amount or the contract."),
            ),
        ),
        named={"back": "ABS([@amount])", "before": "[@paid_before]", "number": "[@belongs]", **_OWNER},
        optional=("owner",),
        owner="whose",
    ),
    RowRule(
        info(
            "SS657", "two-currencies", WARNING,
            ("一份合同两种币种", "Two currencies in one contract"),
            ("两种钱加不到一起，未回款和合同金额就对不上。", "Two currencies do not add up, so what is open cannot be compared with the contract."),
            ("改成合同的币种；确是用别的钱付的，按到账日汇率折成合同币种，原币写进备注。", "Use the contract's currency; if it was paid in another, enter what it came to and note the original."),
            ("合同 HT2026-0049 的回款有 CNY 也有 USD。", "Receipts of CT2026-0049 are in GBP and in USD."),
        ),
        "receipts",
        (
            case(
                '[@other_currency]<>""', "currency",
                ("合同 {number} 的回款有{usual}也有 {other}，合计按汇率折算，没有汇率的不计。", "Receipts of {number} are in {usual_en} and in {other}; totals convert them where there is a rate."),
                ("{ask}改成合同的币种；确是用别的钱付的，折成合同币种，原币写进备注。", "{ask} use the contract's currency; if it was paid in another, enter what it came to and note the original."),
            ),
        ),
        named={"other": "[@other_currency]", "usual": 'IF([@first_currency]="","本位币"," "&[@first_currency]&" ")', "usual_en": 'IF([@first_currency]="","your own currency",[@first_currency])', "number": "[@belongs]", **_OWNER},
        optional=("owner",),
        once_per="number",
        owner="whose",
    ),
)  # fmt: skip
