"""SS671 to SS676, SS681, SS682: service, surveys and the people at the customer."""

from __future__ import annotations

from typing import Final

from sheetsales.rules.ledgers.shared import ERROR, INFO, WARNING, case, info, since
from sheetsales.rules.rows.declared import Case, RowRule
from sheetsales.rules.rule import Level

_CORRECT: Final = ("{ask}改正日期。", "{ask} correct the date.")
_ALERT: Final = (
    "IF(satisfaction_alert>satisfaction_full,satisfaction_alert*satisfaction_full/100,satisfaction_alert)"
)
_OF_CUSTOMERS: Final = '[@kind]<>"staff"'


def _before(later: str, earlier: str, zh: tuple[str, str], en: tuple[str, str], unless: str = "TRUE") -> Case:
    return case(
        f"AND([@{later}]<[@{earlier}],COUNT([@{later}],[@{earlier}])=2,{unless})", later,
        (f"服务单 {{record}}{{{later}:day}}{zh[0]}，早于 {{{earlier}:day}}{zh[1]}。", f"{{record}} was {en[0]} on {{{later}:day}}, before it was {en[1]} on {{{earlier}:day}}."),
        _CORRECT,
    )  # fmt: skip


def _to_come(column: str, zh: str, en: str) -> Case:
    return case(
        f"AND(ISNUMBER([@{column}]),[@{column}]>TODAY())", column,
        (f"服务单 {{record}}的{zh}日期 {{{column}:day}}还没到。", f"{{record}} is said to have been {en} on {{{column}:day}}, which is still to come."),
        _CORRECT,
    )  # fmt: skip


SERVICE: Final[tuple[RowRule, ...]] = (
    RowRule(
        info(
            "SS671", "service-unanswered", WARNING,
            ("服务单没人答复", "Request not answered"),
            ("头一天没回音，客户就会打给别人。", "Without an answer on day one they call somebody else."),
            ("先回电话，说清何时解决，填答复日期。投诉当天就要答复。", "Call, say when it will be solved, and fill Answered on. Complaints are answered the same day."),
            ("服务单 SV-014（C-021）受理 2 个工作日还没答复。", "SV-014 (C-021) has waited 2 working days for an answer."),
            "service_answer_days",
        ),
        "service",
        (
            case(
                'AND([@answered_on]="",[@answer_hours]="",[@closed_on]="",ISNUMBER([@opened_on]),waited>IF([@type]="complaint",0,service_answer_days))', "answered_on",
                ("服务单 {id}（{customer}）受理 {waited} 个工作日还没答复。", "{record} ({customer}) has waited {waited:working day|working days} for an answer."),
                ("{ask}今天先回电话，说清何时解决。", "{ask} call today and say when it will be solved."),
            ),
        ),
        named={"waited": since("[@opened_on]")},
        optional=("answer_hours", "closed_on", "type"),
    ),
    RowRule(
        info(
            "SS672", "service-overdue", WARNING,
            ("服务单超期没办结", "Request overdue"),
            ("拖过答应的日子，满意度就掉下来。", "Past the promised day satisfaction drops."),
            ("定新日期告知客户；在等客户的填“等客户”的天数。没写应办结日期的按参数推算。", "Agree a new day, or fill Waiting for customer. Where no due day is given it follows from Settings."),
            ("服务单 SV-012 应在 10 月 23 日办结，已超 6 个工作日。", "SV-012 was due on 23 October: 6 working days late."),
            "service_close_days",
        ),
        "service",
        (
            case(
                'AND([@closed_on]="",ISNUMBER([@due]),late>0)', "due",
                ("服务单 {record}应在 {due:day}办结，已超 {late} 个工作日。", "{record} was due on {due:day}: {late:working day|working days} late."),
                ("{ask}定新日期告知客户；在等客户的填“等客户”。", "{ask} agree a new day with the customer, or fill Waiting for customer."),
            ),
            case(
                'AND([@closed_on]="",[@due]="",ISNUMBER([@opened_on]),unplanned>0)', "due",
                ("服务单 {record}{opened_on:day}受理，{service_close_days} 个工作日内应办结，已超 {unplanned} 个工作日。", "{record} was opened on {opened_on:day} and should be closed within {service_close_days:working day|working days}: {unplanned:working day|working days} late."),
                ("{ask}定日期告知客户；在等客户的填“等客户”。", "{ask} agree a day with the customer, or fill Waiting for customer."),
            ),
        ),
        named={
            "late": f"{since('[@due]')}-IF(ISNUMBER([@waited_days]),[@waited_days],0)",
            "unplanned": f"{since('[@opened_on]')}-service_close_days-IF(ISNUMBER([@waited_days]),[@waited_days],0)",
        },
        optional=("waited_days", "due"),
    ),
    RowRule(
        info(
            "SS673", "service-dates-out-of-order", ERROR,
            ("服务单日期颠倒", "Service dates out of order"),
            ("日期颠倒，及时率不可信。", "On-time figures cannot be trusted."),
            ("改正日期：受理、答复、办结依次往后，都不晚于今天。", "Correct it: opened, answered, closed in that order, none after today."),
            ("服务单 SV-008 9 月 15 日办结，早于 9 月 16 日受理。", "SV-008 was closed on 15 September, before it was opened on 16 September."),
        ),
        "service",
        (
            _before("answered_on", "opened_on", ("答复", "受理"), ("answered", "opened")),
            _before("closed_on", "opened_on", ("办结", "受理"), ("closed", "opened")),
            _before("closed_on", "answered_on", ("办结", "答复"), ("closed", "answered"), '[@closed_on]>=[@opened_on]'),
            _to_come("opened_on", "受理", "opened"),
            _to_come("answered_on", "答复", "answered"),
            _to_come("closed_on", "办结", "closed"),
        ),
        Level.BASIC,
    ),
    RowRule(
        info(
            "SS674", "low-score-unanswered", WARNING,
            ("打分低，没人跟", "Low score and nobody followed up"),
            ("低分没人管，下一步就是流失。", "An ignored low score is a customer leaving."),
            ("两天内联系，问清原因，记一条跟进或开服务单。", "Call within two days, ask why, and log it or open a ticket."),
            ("C-010 10 月 20 日打了 72 分，之后没有任何跟进。", "C-010 scored 72 on 20 October and nobody has been in touch since."),
            "satisfaction_alert", "satisfaction_full",
        ),
        "surveys",
        (
            case(
                f'AND([@customer]<>"",ISNUMBER([@score]),[@score]<alert,{_OF_CUSTOMERS},waited>=3,COUNTIFS(activities[customer],[@customer],activities[date],">="&[@date])=0,COUNTIFS(service[customer],[@customer],service[opened_on],">="&[@date])=0,COUNTIFS(problems[customer],[@customer],problems[found_on],">="&[@date])=0)', "score",
                ("{customer} {date:day}打了 {score} 分，之后没有任何跟进。", "{customer} scored {score} on {date:day} and nobody has been in touch since."),
                ("{ask}两天内联系，问清原因，记一条跟进。", "{ask} call within two days, ask why and log it."),
            ),
        ),
        named={"alert": _ALERT, "waited": since("[@date]"), "whose": 'IF([@rep]<>"",[@rep],XLOOKUP([@customer],customers[id],customers[owner],""))'},
        optional=("kind", "rep", "opened_on", "found_on", "customer", "date"),
        owner="whose",
    ),
    RowRule(
        info(
            "SS675", "score-out-of-range", ERROR,
            ("得分超出满分", "Score out of range"),
            ("5 分制的数混进 100 分制，平均就毁了。", "A five-point score among hundreds ruins the mean."),
            ("换算后重填；满分在参数表改。", "Convert it and enter it again; the full score stands in Settings."),
            ("C-019 的得分是 4.5，满分 100，像是 5 分制。", "C-019 scored 4.5 out of 100; it looks like a five-point score."),
            "satisfaction_full",
        ),
        "surveys",
        (
            case(
                "AND(ISNUMBER([@score]),OR([@score]<0,[@score]>satisfaction_full))", "score",
                ("{whom}的得分是 {score}，满分是 {satisfaction_full}。", "{whom_en} scored {score} out of {satisfaction_full}."),
                ("{ask}核对后重填；满分不是 {satisfaction_full} 的，在参数表改。", "{ask} check it and enter it again; another full score goes into Settings."),
            ),
            case(
                "AND(ISNUMBER([@score]),satisfaction_full=100,[@score]>=0,[@score]<=5,MEDIAN(surveys[score])>20)", "score",
                ("{whom}的得分是 {score}，满分 100，像是 5 分制。", "{whom_en} scored {score} out of 100; it looks like a five-point score."),
                ("{ask}换算后重填：{score} 分相当于 {converted} 分。", "{ask} convert it: {score} of 5 is {converted}."),
            ),
        ),
        Level.BASIC,
        named={
            "whom": 'IF([@customer]="","员工",[@customer]&" ")', "whom_en": 'IF([@customer]="","Staff",[@customer])',
            "converted": "ROUND([@score]*20,1)", "whose": 'XLOOKUP([@customer],customers[id],customers[owner],"")',
        },
        optional=("customer",),
        owner="whose",
    ),
    RowRule(
        info(
            "SS676", "satisfaction-differs", INFO,
            ("客户表的满意度不是最近一次", "Satisfaction on file is not the latest"),
            ("报告用调查，客户表写的是旧分。", "Reports use the survey while the sheet shows an older score."),
            ("运行安全修复即改成最近一次。", "The safe fixes set it to the latest."),
            ("客户 C-010 的满意度是 96，最近一次调查是 72 分。", "C-010 shows 96; the last survey says 72."),
        ),
        "customers",
        (
            case(
                "AND(ISNUMBER([@satisfaction]),last>0,ABS([@satisfaction]-latest)>0.5)", "satisfaction",
                ("{record}的满意度写 {satisfaction}，最近一次调查是 {latest:figure} 分。", "{record} shows {satisfaction}; the last survey says {latest:figure}."),
                ("运行安全修复即改成最近一次。", "The safe fixes set it to the latest."),
            ),
        ),
        Level.STRICT,
        named={
            "last": 'MAXIFS(surveys[date],surveys[customer],[@id],surveys[kind],"<>staff",surveys[date],"<="&TODAY())',
            "latest": 'AVERAGEIFS(surveys[score],surveys[customer],[@id],surveys[kind],"<>staff",surveys[date],last)',
        },
        optional=("kind",),
    ),
)  # fmt: skip

CONTACTS: Final[tuple[RowRule, ...]] = (
    RowRule(
        info(
            "SS681", "no-decision-maker", WARNING,
            ("谈到报价还没找到决策人", "No decision maker known"),
            ("跟不拍板的人谈得再好，也签不下来。", "The best talks with those who cannot decide do not close."),
            ("问清谁拍板，补进联系人。没登记联系人的客户不查。", "Find out who decides and add them. Customers without contacts on file are left alone."),
            ("商机 O-0106 已到谈判，C-007 的联系人里没有决策人。", "Deal O-0106 is in Negotiation and no contact at C-007 decides."),
        ),
        "pipeline",
        (
            case(
                'AND([@stage_kind]="open",[@quoted],[@customer]<>"",COUNTIFS(contacts[customer],[@customer])>COUNTIFS(contacts[customer],[@customer],contacts[left],TRUE),COUNTIFS(contacts[customer],[@customer],contacts[role],"decides")=COUNTIFS(contacts[customer],[@customer],contacts[role],"decides",contacts[left],TRUE))', "customer",
                ("{record}已到{stage}，{customer}的联系人里没有决策人。", "{record} is in {stage} and no contact at {customer} decides."),
                ("{ask}问清谁拍板，补进联系人。", "{ask} find out who decides and add them."),
            ),
        ),
        Level.STRICT,
        optional=("left",),
    ),
    RowRule(
        info(
            "SS682", "main-contact-left", WARNING,
            ("主要联系人已离开", "Main contact has left"),
            ("电话打给离开的人，这家就断了线。", "Calls to someone who has left lose the account."),
            ("联系接任的人，改客户表的联系人和电话。", "Get hold of the successor; update contact and phone."),
            ("C-014 的联系人戴伟民已离开。", "Ken Ballard, the contact at C-014, has left."),
        ),
        "customers",
        (
            case(
                'AND([@contact]<>"",COUNTIFS(contacts[customer],[@id],contacts[name],[@contact],contacts[left],TRUE)>0,COUNTIFS(contacts[customer],[@id],contacts[name],[@contact])=COUNTIFS(contacts[customer],[@id],contacts[name],[@contact],contacts[left],TRUE))', "contact",
                ("{record}的联系人{contact}已离开。", "{contact}, the contact at {name}, has left."),
                ("{ask}联系接任的人，改联系人和电话。", "{ask} get hold of the successor, and update contact and phone."),
            ),
        ),
    ),
)  # fmt: skip
