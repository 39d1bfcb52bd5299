"""SS941 to SS961: costs, rivals, partners, material, shares of a market and points."""

from __future__ import annotations

from typing import Final

from sheetsales.rules.ledgers.shared import ERROR, INFO, WARNING, case, info
from sheetsales.rules.rows.declared import RowRule
from sheetsales.rules.rule import Level

_MET_SINCE: Final = "TODAY()-180"
_NOBODY: Final = 'IN(LOWER([@competitor]),"","无","没有","none","no","n/a","-")'
_SMALL_GIFT: Final = 'IN([@kind],"entertainment","gift")'
_ASKED: Final = (
    f"AND(ISNUMBER([@amount]),OR([@amount]>cost_approval_above,AND({_SMALL_GIFT},[@amount]>gift_limit)))"
)
_ROLE: Final = 'XLOOKUP([@approved_by],team[id],team[role],"")'

COSTS: Final[tuple[RowRule, ...]] = (
    RowRule(
        info(
            "SS941", "cost-without-channel", WARNING,
            ("市场费用没写渠道", "Marketing cost without a channel"),
            ("分不到渠道的钱，算不出哪条渠道划算。", "Money without a channel cannot show which one pays."),
            ("选渠道，和客户来源同一套选项。差旅、招待、人工可以不分。", "Pick the channel, from the same list as customers' source. Travel, entertainment and payroll may go without."),
            ("费用 EX-007（样品）没写渠道。", "EX-007 (Samples) has no channel."),
        ),
        "costs",
        (
            case(
                'AND(IN([@kind],"exhibition","advertising","samples","referral"),[@channel]="",OR(ISNUMBER([@amount]),ISNUMBER([@budget])))', "channel",
                ("费用 {id}（{kind}）没写渠道。", "{record} ({kind}) has no channel."),
                ("{ask}选渠道。", "{ask} pick the channel."),
            ),
        ),
        optional=("amount", "budget"),
    ),
    RowRule(
        info(
            "SS942", "cost-unapproved", ERROR,
            ("该批的费用没批", "Cost not approved"),
            ("招待和礼品先批后花，是规矩也是保护。", "Approval before the money is spent protects everybody."),
            ("报组长以上补批，招待写明参加人数。", "Have a lead or manager approve it; note how many people entertainment was for."),
            ("费用 EX-010（招待，1200）没有审批人。", "EX-010 (Entertainment, 1200) has no approver."),
            "gift_limit", "cost_approval_above",
        ),
        "costs",
        (
            case(
                f'AND({_ASKED},[@approved_by]="")', "approved_by",
                ("费用 {id}（{kind}，{amount}）没有审批人。", "{record} ({kind}, {amount}) has no approver."),
                ("{ask}报组长以上补批，写明参加人数。", "{ask} have it approved and note how many people it was for."),
            ),
            case(
                f'AND({_ASKED},[@approved_by]<>"",{_ROLE}<>"",NOT(IN({_ROLE},"lead","manager")))', "approved_by",
                ("费用 {id}（{kind}，{amount}）由{approved_by}批，不是组长或主管。", "{record} ({kind}, {amount}) was approved by {approved_by}, who is no lead or manager."),
                ("{ask}报组长以上重批。", "{ask} have a lead or manager approve it."),
            ),
            case(
                f'AND({_ASKED},[@approved_by]<>"",[@approved_by]=[@owner],{_ROLE}="lead")', "approved_by",
                ("费用 {id}（{kind}，{amount}）是{approved_by}自己花、自己批的。", "{record} ({kind}, {amount}) was spent and approved by {approved_by}."),
                ("{ask}交主管批。", "{ask} have the manager approve it."),
            ),
        ),
        optional=("role",),
    ),
    RowRule(
        info(
            "SS943", "campaign-over-budget", WARNING,
            ("活动超预算", "Campaign over budget"),
            ("超了还在花，成本就收不住。", "Spending on past the budget is how costs run away."),
            ("说明超支，报主管；5% 以内不报。同一活动各行写法要一致。", "Explain it to the manager; 5% over is let pass. All rows of a campaign spell it alike."),
            ("“4 月工业节能展”花了 27,500，预算 22,000，超 25%。", "'April energy show' cost 27,500 against 22,000, 25% over."),
        ),
        "costs",
        (
            case(
                'AND([@campaign]<>"",ISNUMBER([@amount]),budgeted>0,spent>budgeted*1.05)', "amount",
                ("活动{campaign:quoted}花了 {spent:figure}，预算 {budgeted:figure}，超 {over:percent}。", "{campaign:quoted} cost {spent:figure} against {budgeted:figure}, {over:percent} over."),
                ("{ask}说明超支，报主管。", "{ask} explain it to the manager."),
            ),
        ),
        named={
            "spent": "SUMIFS(costs[amount],costs[campaign],[@campaign])",
            "budgeted": "SUMIFS(costs[budget],costs[campaign],[@campaign])",
            "over": "spent/budgeted-1",
        },
        once_per="campaign",
    ),
)  # fmt: skip

MARKET: Final[tuple[RowRule, ...]] = (
    RowRule(
        info(
            "SS951", "competitor-unknown", INFO,
            ("对手没有档案", "Competitor without a file"),
            ("老遇到的对手没人整理应对办法。", "A rival met again and again deserves an answer."),
            ("建档；写法不同的统一名称。半年里遇到 3 次才提。没登记对手的工作簿不查。", "Add it, or settle on one spelling. It is told from the third deal in half a year, once a rival is on file."),
            ("对手“智汇”半年遇到 4 次，对手表里没有。", "'Brightgage' was met 4 times in half a year and is not in Competitors."),
        ),
        "pipeline",
        (
            case(
                f'AND(NOT({_NOBODY}),COUNTA(competitors[name])>0,[@created_on]>={_MET_SINCE},met>=3,NOT(IN([@competitor],competitors[name])))', "competitor",
                ("对手{competitor:quoted}半年遇到 {met} 次，对手表里没有。", "{competitor:quoted} was met {met} times in half a year and is not in Competitors."),
                ("{ask}建档；写法不同的统一名称。", "{ask} add it, or settle on one spelling."),
            ),
        ),
        Level.STRICT,
        named={"met": f'COUNTIFS(pipeline[competitor],[@competitor],pipeline[created_on],">="&{_MET_SINCE})'},
        once_per="competitor",
    ),
    RowRule(
        info(
            "SS952", "competitor-stale", INFO,
            ("对手资料过时", "Competitor file out of date"),
            ("拿去年的话术打今年的仗。", "Last year's answers for this year's fight."),
            ("更新价位和应对。没再遇到的不查。", "Refresh price level and answer. One not met since is left alone."),
            ("对手恒测科技的资料 210 天没更新，其间又遇到 3 次。", "Meterwise was last updated 210 days ago and met 3 times since."),
            "competitor_days",
        ),
        "competitors",
        (
            case(
                "AND(ISNUMBER([@updated_on]),[@updated_on]<TODAY()-competitor_days,met>0)", "updated_on",
                ("对手{name}的资料 {updated_on:late}没更新，其间又遇到 {met} 次。", "{name} was last updated {updated_on:late} ago and met {met:time|times} since."),
                ("{ask}更新价位和应对。", "{ask} refresh price level and answer."),
            ),
        ),
        Level.STRICT,
        named={"met": 'COUNTIFS(pipeline[competitor],[@name],pipeline[created_on],">"&[@updated_on])'},
    ),
    RowRule(
        info(
            "SS953", "material-expired", WARNING,
            ("资料过期", "Material expired"),
            ("过期证书发给客户，投标就废了。", "An expired certificate can void a tender."),
            ("换新版，旧的撤下。到期前 30 天先提醒。", "Replace it and take the old one down. It is announced 30 days ahead."),
            ("资料 LB-004“防爆合格证”9 月 30 日已过期。", "LB-004 ('ATEX certificate') expired on 30 September."),
        ),
        "library",
        (
            case(
                "AND(ISNUMBER([@valid_to]),[@valid_to]<TODAY())", "valid_to",
                ("资料 {id}{title:quoted}{valid_to:day}已过期。", "{record} ({title:quoted}) expired on {valid_to:day}."),
                ("{ask}换新版，旧的撤下。", "{ask} replace it and take the old one down."),
            ),
            case(
                "AND(ISNUMBER([@valid_to]),[@valid_to]=TODAY())", "valid_to",
                ("资料 {id}{title:quoted}今天到期。", "{record} ({title:quoted}) expires today."),
                ("{ask}今天换新版。", "{ask} replace it today."),
            ),
            case(
                "AND(ISNUMBER([@valid_to]),[@valid_to]>TODAY(),[@valid_to]<=TODAY()+30)", "valid_to",
                ("资料 {id}{title:quoted}{valid_to:day}到期，还有 {valid_to:ahead}。", "{record} ({title:quoted}) expires on {valid_to:day}, in {valid_to:ahead}."),
                ("{ask}准备新版。", "{ask} prepare the next one."),
                INFO,
            ),
        ),
    ),
    RowRule(
        info(
            "SS954", "partner-agreement-expired", WARNING,
            ("合作协议到期", "Partner agreement ended"),
            ("没有协议的佣金，付了说不清。", "Fees without an agreement are hard to explain."),
            ("续签，或改为终止。", "Renew it, or set it to Ended."),
            ("合作伙伴 PT-02 的协议 9 月 30 日已到期。", "The agreement with PT-02 ended on 30 September."),
        ),
        "partners",
        (
            case(
                'AND(IN([@status],"active",""),ISNUMBER([@valid_to]),[@valid_to]<TODAY())', "valid_to",
                ("合作伙伴 {record}的协议 {valid_to:day}已到期。", "The agreement with {record} ended on {valid_to:day}."),
                ("{ask}续签或改为终止。", "{ask} renew it or set it to Ended."),
            ),
        ),
        optional=("status",),
    ),
    RowRule(
        info(
            "SS955", "share-without-source", ERROR,
            ("占有率没有来源", "Share without a source"),
            ("说不出来源的占有率，等于猜。", "A share nobody can source is a guess."),
            ("补来源和数据日期，或清空。", "Add source and date, or clear it."),
            ("市场 MK-01 的占有率 4.3% 没有数据来源。", "MK-01 states a share of 4.3% with no source."),
        ),
        "markets",
        tuple(
            case(
                f"AND(ISNUMBER([@share]),{blank})", column,
                (f"市场 {{record}}的占有率 {{share:exact}} 没有{zh}。", f"{{record}} states a share of {{share:exact}} with {en}."),
                (f"{{ask}}补{zh}，或清空占有率。", f"{{ask}} add {hint}, or clear the share."),
            )
            for column, blank, zh, en, hint in (
                ("share_source", '[@share_source]="",[@as_of]<>""', "数据来源", "no source", "the source"),
                ("as_of", '[@share_source]<>"",[@as_of]=""', "数据日期", "no date", "the day it holds for"),
                ("share_source", '[@share_source]="",[@as_of]=""', "数据来源和数据日期", "neither source nor date", "both"),
            )
        ),
        optional=("share_source", "as_of"),
    ),
    RowRule(
        info(
            "SS961", "points-overdrawn", ERROR,
            ("积分透支", "Points overdrawn"),
            ("发不出的积分，客户会记得。", "Points we cannot honour are remembered."),
            ("核对数量、日期和客户。同一天先加后减。", "Check number, date and customer. What was earned on a day counts before what was spent on it."),
            ("C-021 10 月 12 日用了 9000 分，当时余额只有 2822。", "C-021 used 9000 points on 12 October with a balance of 2822."),
        ),
        "loyalty",
        (
            case(
                "AND(ISNUMBER([@balance_then]),taken>0,[@balance_then]<0)", "points",
                ("{customer} {date:day}减 {taken:figure} 分，当时余额只有 {before:figure}。", "{customer} took off {taken:figure} points on {date:day} with a balance of {before:figure}."),
                ("{ask}核对数量、日期和客户。", "{ask} check number, date and customer."),
            ),
            case(
                'AND(ISNUMBER([@points]),[@points]<0,[@kind]<>"adjusted")', "points",
                ("积分 {record}填了 {points}，{kind}只填正数。", "{record} says {points}; points of this kind ({kind}) are typed without a minus."),
                ("{ask}改成正数，方向由类别决定。", "{ask} type it without a minus: the kind says which way it goes."),
            ),
        ),
        Level.BASIC,
        named={
            "taken": "-[@moved]", "before": "[@balance_then]-[@moved]",
            "whose": 'XLOOKUP([@customer],customers[id],customers[owner],"")',
        },
        optional=("owner",),
        owner="whose",
    ),
)  # fmt: skip
