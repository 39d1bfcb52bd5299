"""SS201 to SS205, SS208, SS302, SS303: what the days of an opportunity and the stage it is in say against each other."""

from __future__ import annotations

from typing import Final

from sheetsales.findings import RuleInfo, Severity
from sheetsales.rules.rows.declared import Case, RowRule
from sheetsales.rules.rule import Level
from sheetsales.texts import Text

CLOSED_IN_FUTURE = RuleInfo(
    code="SS201",
    name="closed-in-future",
    severity=Severity.ERROR,
    title=Text("关闭日期在将来", "Closed in the future"),
    why=Text(
        "还没到的日子不能成交，也不能输单；写了，这单就算进了将来的月份。",
        "Nothing is won or lost on a day to come; the deal would count in a month that has not begun.",
    ),
    fix=Text(
        "改成实际签约或输单的日期；还没定下来的，把阶段改回去，日期填到预计成交。",
        "Enter the day it was signed or lost; if it is not settled, move the stage back and use Expected close.",
    ),
    example=Text(
        "商机 O-0088 的关闭日期是 11 月 20 日，今天才 11 月 2 日。",
        "O-0088 is said to have closed on 20 November, but today is 2 November.",
    ),
)

CLOSED_BEFORE_CREATED = RuleInfo(
    code="SS202",
    name="closed-before-created",
    severity=Severity.ERROR,
    title=Text("关闭或预计成交早于创建", "Closing before it was created"),
    why=Text(
        "还没创建就成交，销售周期成了负数，预测也跟着错。",
        "A deal that ends before it began makes the sales cycle negative and the forecast wrong.",
    ),
    fix=Text("核对两个日期，改掉填错的那个。", "Compare both days and correct the wrong one."),
    example=Text(
        "商机 O-0012 的关闭日期 3 月 1 日早于创建日期 3 月 10 日。",
        "O-0012 closed on 1 March, before it was created on 10 March.",
    ),
)

OPEN_WITH_CLOSED_DATE = RuleInfo(
    code="SS203",
    name="open-with-closed-date",
    severity=Severity.WARNING,
    title=Text("没结束却有关闭日期", "Open, but with a closed date"),
    why=Text(
        "阶段说还在跟，日期说已经结束，统计只能信一个。",
        "The stage says it goes on, the date that it is over; figures can only believe one of them.",
    ),
    fix=Text(
        "已经结束的，把阶段改为成交或输单；没有结束的，清空关闭日期。",
        "If it is over, mark it won or lost; if not, clear the closed date.",
    ),
    example=Text(
        "商机 O-0031 还在报价阶段，却填了关闭日期 10 月 12 日。",
        "O-0031 is still in Quotation but closed on 12 October.",
    ),
)

CLOSE_PAST = RuleInfo(
    code="SS204",
    name="expected-close-past",
    severity=Severity.WARNING,
    title=Text("预计成交已过", "Expected close has passed"),
    why=Text(
        "在手商机的预计成交日期过了还没改，预测就会把这笔钱算进已经过去的月份。",
        "An open deal whose expected close has passed puts its money into a month that is over.",
    ),
    fix=Text(
        "同客户确认新的日期并填上；已经有结果的，把阶段改为成交或输单。",
        "Agree a new date with the customer and enter it; if the outcome is known, mark the deal won or lost.",
    ),
    example=Text(
        "商机 O-0109 预计 8 月 31 日成交，今天是 11 月 2 日，仍在报价。",
        "O-0109 was expected to close on 31 August; on 2 November it is still in Quotation.",
    ),
)

CLOSE_BEYOND_HORIZON = RuleInfo(
    code="SS205",
    name="close-beyond-horizon",
    severity=Severity.INFO,
    title=Text("预计成交太远", "Expected close is far off"),
    why=Text(
        "太远的预计成交多半是随手填的，不计入预测。",
        "A close that far away is mostly a guess; the forecast leaves it out.",
    ),
    fix=Text(
        "同客户确认时间；一年内不会买的，转暂缓并填重启日期。",
        "Ask the customer when; if it will not be within the year, put it on hold with a restart date.",
    ),
    settings=("close_horizon_days",),
    example=Text(
        "商机 O-0064 预计 2028 年 3 月 1 日成交，离今天 485 天，超过 365 天。",
        "O-0064 is expected on 1 March 2028, 485 days ahead against 365.",
    ),
)

NEXT_STEP_OVERDUE = RuleInfo(
    code="SS208",
    name="next-step-overdue",
    severity=Severity.WARNING,
    title=Text("下一步已过期", "Next step is overdue"),
    why=Text(
        "约好的日子过了没有动静，客户会觉得我们不上心；暂缓单的这一天是重启日期。",
        "A day agreed and let pass tells the customer we do not care; for a deal on hold it is the restart date.",
    ),
    fix=Text(
        "今天就联系客户，记一条跟进，再排新的下一步。",
        "Get in touch today, log it and set the next step anew.",
    ),
    example=Text(
        "商机 O-0134 的下一步“确认尺寸”应在 10 月 9 日做，已过 24 天。",
        "O-0134 had 'Confirm sizes' due on 9 October, 24 days ago.",
    ),
)

CLOSED_WITHOUT_DATE = RuleInfo(
    code="SS302",
    name="closed-without-date",
    severity=Severity.ERROR,
    title=Text("已结束但没有关闭日期", "Closed without a date"),
    why=Text(
        "没有关闭日期的成交算不进任何一个月的业绩，输单也进不了赢单率。",
        "A won deal without its date counts in no month, and a lost one is missing from the win rate.",
    ),
    fix=Text("填上成交或输单的日期；其实没有结束的，把阶段改回去。",
             "Enter the day it was won or lost; if it is not over, move the stage back."),
    example=Text("商机 O-0091 标为成交，但关闭日期为空。", "O-0091 is marked Won, but Closed on is blank."),
)  # fmt: skip

LOST_WITHOUT_REASON = RuleInfo(
    code="SS303",
    name="lost-without-reason",
    severity=Severity.ERROR,
    title=Text("输单没有原因", "Lost without a reason"),
    why=Text("不知道为什么输，下一单还会这样输。", "A loss nobody can explain is a loss that repeats."),
    fix=Text("从下拉框选一个原因，最好再写一句说明。", "Pick a reason from the list, ideally with a line of explanation."),
    example=Text("商机 O-0102 标为输单，但原因为空。", "O-0102 is marked Lost, but Reason is blank."),
)  # fmt: skip

_COMPARE = Text(
    "{ask}核对这两个日期，改掉填错的那个。", "{ask} compare the two days and correct the wrong one."
)
_STEP_CLAUSE = Text(
    "下一步{next_step:quoted}已过 {next_step_on:late}", "{next_step:quoted} {next_step_on:late} overdue"
)
_WAITS: Final = 'IN([@stage_kind],"open","hold")'

PIPELINE: Final[tuple[RowRule, ...]] = (
    RowRule(
        CLOSED_IN_FUTURE,
        "pipeline",
        (
            Case(
                'AND(ISNUMBER([@closed_on]),[@closed_on]>TODAY(),NOT(IN([@stage_kind],"open","hold","plan")))',
                "closed_on",
                Text(
                    "{record}的关闭日期是 {closed_on:day}，今天才 {today}。",
                    "{record} is said to have closed on {closed_on:day}, but today is {today}.",
                ),
                Text(
                    "{ask}改成实际日期；还没签字或没定的，把阶段改回去，日期填到预计成交。",
                    "{ask} enter the real day; if it is not settled, move the stage back and use Expected close.",
                ),
            ),
        ),
        Level.BASIC,
    ),
    RowRule(
        CLOSED_BEFORE_CREATED,
        "pipeline",
        (
            Case(
                "AND(ISNUMBER([@closed_on]),ISNUMBER([@created_on]),[@closed_on]<[@created_on])",
                "closed_on",
                Text(
                    "{record}的关闭日期 {closed_on:day}早于创建日期 {created_on:day}。",
                    "{record} closed on {closed_on:day}, before it was created on {created_on:day}.",
                ),
                _COMPARE,
            ),
            Case(
                "AND(ISNUMBER([@expected_close]),ISNUMBER([@created_on]),[@expected_close]<[@created_on])",
                "expected_close",
                Text(
                    "{record}的预计成交 {expected_close:day}早于创建日期 {created_on:day}。",
                    "{record} is expected to close on {expected_close:day}, before it was created on {created_on:day}.",
                ),
                _COMPARE,
            ),
        ),
        Level.BASIC,
    ),
    RowRule(
        OPEN_WITH_CLOSED_DATE,
        "pipeline",
        (
            Case(
                f"AND(ISNUMBER([@closed_on]),{_WAITS})",
                "closed_on",
                Text(
                    "{record}还在{stage}阶段，却填了关闭日期 {closed_on:day}。",
                    "{record} is still in {stage} but has a closed date, {closed_on:day}.",
                ),
                Text(
                    "{ask}改阶段为成交或输单；没有结束的，清空关闭日期。",
                    "{ask} mark it won or lost; if it is not over, clear the date.",
                ),
            ),
        ),
        Level.BASIC,
        base=_WAITS,
    ),
    RowRule(
        CLOSE_PAST,
        "pipeline",
        (
            Case(
                'AND(ISNUMBER([@expected_close]),[@expected_close]<TODAY(),[@stage_kind]="open")',
                "expected_close",
                Text(
                    "{record}预计 {expected_close:day}成交，已过 {expected_close:late}，仍在{stage}阶段。",
                    "{record} was expected to close on {expected_close:day}, {expected_close:late} ago, and is still in {stage}.",
                ),
                Text(
                    "{ask}同客户确认新日期并改过来；已有结果的，转成交或输单。",
                    "{ask} agree a new date and enter it; if the outcome is known, mark the deal won or lost.",
                ),
            ),
        ),
        Level.BASIC,
        ("SS202",),
    ),
    RowRule(
        CLOSE_BEYOND_HORIZON,
        "pipeline",
        (
            Case(
                'AND(ISNUMBER([@expected_close]),[@expected_close]>TODAY()+MAX(0,INT(close_horizon_days)),[@stage_kind]="open")',
                "expected_close",
                Text(
                    "{record}预计 {expected_close:day}成交，离今天 {expected_close:ahead}，超过 {close_horizon_days} 天，不计入预测。",
                    "{record} is expected on {expected_close:day}, {expected_close:ahead} ahead against {close_horizon_days}, so "
                    "the forecast leaves it out.",
                ),
                Text(
                    "{ask}同客户确认时间；近期不会买的，转暂缓并填重启日期。",
                    "{ask} ask the customer when; if it will not be soon, put it on hold with a restart date.",
                ),
            ),
        ),
        base='[@stage_kind]="open"',
    ),
    RowRule(
        NEXT_STEP_OVERDUE,
        "pipeline",
        (
            Case(
                'AND(ISNUMBER([@next_step_on]),[@next_step_on]<TODAY(),[@stage_kind]="open")',
                "next_step_on",
                Text(
                    "{record}的下一步{next_step:quoted}应在 {next_step_on:day}做，已过 {next_step_on:late}。",
                    "{record} had {next_step:quoted} due on {next_step_on:day}, {next_step_on:late} ago.",
                ),
                Text(
                    "{ask}今天联系客户，记下结果，再定新的日期。",
                    "{ask} get in touch today, log the result and set a new date.",
                ),
                clause=_STEP_CLAUSE,
            ),
            Case(
                'AND(ISNUMBER([@next_step_on]),[@next_step_on]<TODAY(),[@stage_kind]="hold")',
                "next_step_on",
                Text(
                    "{record}暂缓，约好 {next_step_on:day}重启，已过 {next_step_on:late}。",
                    "{record} is on hold and was to restart on {next_step_on:day}, {next_step_on:late} ago.",
                ),
                Text(
                    "{ask}今天联系客户：继续的回到原阶段，不买的转输单。",
                    "{ask} call the customer today: move it back to its stage, or mark it lost.",
                ),
                clause=_STEP_CLAUSE,
            ),
        ),
        base=_WAITS,
    ),
    RowRule(
        CLOSED_WITHOUT_DATE,
        "pipeline",
        (
            Case(
                'AND([@closed_on]="",IN([@stage_kind],"won","after","lost"))',
                "closed_on",
                Text(
                    "{record}标为{stage}，但{closed_on:title}为空。",
                    "{record} is marked {stage}, but {closed_on:title} is blank.",
                ),
                Text(
                    "{ask}补上日期；没有日期，这单算不进任何一个月。",
                    "{ask} add the date; without it the deal counts in no month.",
                ),
            ),
        ),
        Level.BASIC,
        ("SS301",),
    ),
    RowRule(
        LOST_WITHOUT_REASON,
        "pipeline",
        (
            Case(
                'AND([@reason]="",[@stage_kind]="lost")',
                "reason",
                Text(
                    "{record}标为{stage}，但{reason:title}为空。",
                    "{record} is marked {stage}, but {reason:title} is blank.",
                ),
                Text(
                    "{ask}选一个原因，再写一句说明，供复盘用。",
                    "{ask} pick a reason and add a line of explanation for the review.",
                ),
            ),
        ),
        Level.BASIC,
        ("SS301",),
    ),
)
