"""SS901 to SS924: problems, risks, meetings and revisions of the process."""

from __future__ import annotations

from typing import Final

from sheetsales.rules.ledgers.shared import ERROR, INFO, WARNING, case, info, since
from sheetsales.rules.rows.declared import Case, RowRule
from sheetsales.rules.rule import Level

_OPEN: Final = 'NOT(IN([@status],"done","cancelled"))'
_WATCHED: Final = 'IN([@status],"watching","")'


def _points(column: str) -> str:
    return f'IF([@{column}]="high",3,IF([@{column}]="mid",2,IF([@{column}]="low",1,0)))'


def _leaver(record: str, while_open: str, zh: str, en: str) -> tuple[str, tuple[Case, ...]]:
    return record, (
        case(
            f"AND([@owner_left],{while_open})", "owner",
            (f"{zh} {{record}}的负责人{{owner}}已离职。", f"{{owner}}, who owns {en} {{record}}, has left."),
            ("请主管换人接手。", "Name somebody else."),
        ),
    )  # fmt: skip


_LEFT: Final = info(
    "SS924", "owned-by-leaver", WARNING,
    ("负责人已离职", "The owner has left"),
    ("人走了，事还挂在名下，就没人办了。", "What stands in the name of somebody who left is done by nobody."),
    ("换人接手；会议行动也改任务表的负责人。", "Name somebody else; for an action of a meeting change its task as well."),
    ("改进 PB-004 的负责人马驰已离职。", "Mark Chandler, who owns improvement PB-004, has left."),
)  # fmt: skip

_OF_MEETINGS: Final = RowRule(
    _LEFT,
    "meetings",
    (
        case(
            'AND([@owner_left],[@action]<>"",NOT(IN(XLOOKUP([@task],tasks[id],tasks[status],""),"done","cancelled")))', "owner",
            ("{date:day}会议的行动{action:quoted}由{owner}办，{owner}已离职。", "{action:quoted} from {date:day} is {owner}'s, who has left."),
            ("请主管换人接手，任务表的负责人一并改。", "Name somebody else, in Tasks as well."),
        ),
    ),
    optional=("task", "id", "status"),
)  # fmt: skip

IMPROVING: Final[tuple[RowRule, ...]] = (
    RowRule(
        info(
            "SS901", "problem-past-due", WARNING,
            ("改进事项逾期", "Improvement past due"),
            ("拖着的问题每天都在花钱。", "An open problem costs money every day."),
            ("说明卡在哪，办完或改期限。", "Say what holds it up; finish it or set a new date."),
            ("改进 PB-004“客户表有重复”10 月 20 日到期，已过 13 天。", "PB-004 ('Duplicate customers') was due on 20 October: 13 days ago."),
        ),
        "problems",
        (
            case(
                f"AND(ISNUMBER([@due]),[@due]<TODAY(),{_OPEN})", "due",
                ("改进 {id}{problem:quoted}{due:day}到期，已过 {due:late}。", "{record} ({problem:quoted}) was due on {due:day}: {due:late} ago."),
                ("{ask}今天说明卡在哪，办完或改期限。", "{ask} say today what holds it up; finish it or set a new date."),
            ),
        ),
        optional=("status",),
    ),
    RowRule(
        info(
            "SS902", "problem-without-cause", INFO,
            ("只有问题，没有原因和措施", "Problem without cause or action"),
            ("没找到原因就动手，多半白忙。", "Action without a cause is mostly wasted."),
            ("写出原因和措施。提出不到 5 个工作日的不查。", "Fill cause and action. Problems younger than 5 working days are left alone."),
            ("改进 PB-004 提出 15 个工作日，原因还空着。", "PB-004 was raised 15 working days ago and has no cause."),
        ),
        "problems",
        tuple(
            case(
                f'AND(IN([@kind],"problem","customer"),[@status]<>"cancelled",ISNUMBER([@found_on]),waited>=5,{blank})', column,
                (f"改进 {{record}}提出 {{waited}} 个工作日，{zh}还空着。", f"{{record}} was raised {{waited:working day|working days}} ago and has {en}."),
                (f"{{ask}}写出{zh}。", f"{{ask}} fill {hint}."),
            )
            for column, blank, zh, en, hint in (
                ("cause", '[@cause]="",[@action]<>""', "原因", "no cause", "it in"),
                ("action", '[@action]="",[@cause]<>""', "措施", "no action", "it in"),
                ("cause", '[@cause]="",[@action]=""', "原因和措施", "neither cause nor action", "in both"),
            )
        ),
        Level.STRICT,
        named={"waited": since("[@found_on]")},
        optional=("status",),
    ),
    RowRule(
        info(
            "SS903", "closed-without-result", WARNING,
            ("办完了没写结果", "Closed without a result"),
            ("没有结果，就不知道有没有用。", "Without a result nobody knows whether it helped."),
            ("写一个数：改之前多少，改之后多少；补完成日期。", "Write the figure before and after, and the day it was done."),
            ("改进 PB-002 已完成，结果空着。", "PB-002 is done and has no result."),
        ),
        "problems",
        (
            case(
                'AND([@status]="done",[@result]="")', "result",
                ("改进 {record}已完成，结果空着。", "{record} is done and has no result."),
                ("{ask}写一个数：改之前多少，改之后多少。", "{ask} write the figure before and after."),
            ),
            case(
                'AND([@status]="done",[@done_on]="")', "done_on",
                ("改进 {record}已完成，没写完成日期。", "{record} is done, but not on which day."),
                ("{ask}补完成日期，前后对比要用。", "{ask} fill in the day; the comparison needs it."),
            ),
        ),
    ),
    RowRule(
        info(
            "SS904", "improvement-dates-out-of-order", ERROR,
            ("改进日期颠倒", "Dates of an improvement out of order"),
            ("日期颠倒，按期率和前后对比都不可信。", "On-time figures and the comparison cannot be trusted."),
            ("改正日期：提出在先，完成在后，都不晚于今天。", "Correct it: raised first, done later, neither after today."),
            ("改进 PB-003 6 月 3 日完成，早于 6 月 8 日提出。", "PB-003 was done on 3 June, before it was raised on 8 June."),
        ),
        "problems",
        (
            case(
                "AND(COUNT([@done_on],[@found_on])=2,[@done_on]<[@found_on])", "done_on",
                ("改进 {record}{done_on:day}完成，早于 {found_on:day}提出。", "{record} was done on {done_on:day}, before it was raised on {found_on:day}."),
                ("{ask}改正日期。", "{ask} correct the date."),
            ),
            case(
                "AND(ISNUMBER([@done_on]),[@done_on]>TODAY())", "done_on",
                ("改进 {record}的完成日期 {done_on:day}还没到。", "{record} is said to have been done on {done_on:day}, which is still to come."),
                ("{ask}改正日期；还没办完的写在期限。", "{ask} correct the date; one still to come belongs under Due."),
            ),
            case(
                "AND(ISNUMBER([@found_on]),[@found_on]>TODAY())", "found_on",
                ("改进 {record}的提出日期 {found_on:day}还没到。", "{record} is said to have been raised on {found_on:day}, which is still to come."),
                ("{ask}改正日期。", "{ask} correct the date."),
            ),
        ),
    ),
    RowRule(
        info(
            "SS911", "risk-without-response", WARNING,
            ("重大风险没有应对", "Major risk without a response"),
            ("看见了不动手，等于没看见。", "Seen and left alone is the same as not seen."),
            ("定应对方式和措施，写明日期。6 分及以上为重大。", "Choose a way and an action, with a date. From level 6 a risk is major."),
            ("风险 RK-001 等级 9，没有应对措施。", "RK-001 is at level 9 and has no response."),
        ),
        "risks",
        (
            case(
                f'AND({_WATCHED},gravity>=6,[@response]="")', "response",
                ("风险 {record}等级 {gravity}，没有应对措施。", "{record} is at level {gravity} and has no response."),
                ("{ask}定应对方式和措施，写明日期。", "{ask} choose a way and an action, with a date."),
            ),
            case(
                f'AND({_WATCHED},gravity>=6,[@response]<>"",[@strategy]="")', "strategy",
                ("风险 {record}等级 {gravity}，没选应对方式。", "{record} is at level {gravity} and says no way to meet it."),
                ("{ask}选预防、转移、控制或接受。", "{ask} choose: prevent, transfer, control or accept."),
            ),
        ),
        named={"gravity": f"{_points('likelihood')}*{_points('impact')}"},
        optional=("status",),
    ),
    RowRule(
        info(
            "SS912", "risk-review-overdue", WARNING,
            ("风险到期没复查", "Risk review overdue"),
            ("风险会变，旧判断会误事。", "Risks move; old judgements mislead."),
            ("复查，改等级和下次日期；过去了的改为已解除。", "Review it; set level and next date, or say that it is over."),
            ("风险 RK-002 应在 10 月 20 日复查，已过 13 天。", "RK-002 was to be reviewed on 20 October: 13 days ago."),
        ),
        "risks",
        (
            case(
                f"AND({_WATCHED},ISNUMBER([@due]),[@due]<TODAY())", "due",
                ("风险 {record}应在 {due:day}复查，已过 {due:late}。", "{record} was to be reviewed on {due:day}: {due:late} ago."),
                ("{ask}复查，改等级和下次日期。", "{ask} review it; set level and next date."),
            ),
        ),
        optional=("status",),
    ),
    RowRule(
        info(
            "SS921", "loss-not-reviewed", WARNING,
            ("大单输了没复盘", "Big loss not reviewed"),
            ("不复盘，下一单照样输。", "Unreviewed, it will be lost the same way again."),
            ("召集复盘，结论记进会议表，写上商机编号。第一次会议以前输的不查。", "Hold the review and log it in Meetings with the deal. Losses before the first meeting on file are left alone."),
            ("商机 O-0100（11.4 万元）10 月 9 日输单，还没复盘。", "Deal O-0100 (114,000) was lost on 9 October and has not been reviewed."),
            "loss_review_amount",
        ),
        "pipeline",
        (
            case(
                f'AND([@stage_kind]="lost",ISNUMBER([@own_amount]),[@own_amount]>loss_review_amount,ISNUMBER([@closed_on]),COUNT(meetings[date])>0,[@closed_on]>=MIN(meetings[date]),{since("[@closed_on]")}>10,COUNTIFS(meetings[opportunity],[@id],meetings[kind],"loss")=0)', "id",
                ("{record}{closed_on:day}输单，还没复盘。", "{record} was lost on {closed_on:day} and has not been reviewed."),
                ("{ask}召集复盘，结论记进会议表。", "{ask} hold the review and log it in Meetings."),
            ),
        ),
    ),
    RowRule(
        info(
            "SS922", "action-incomplete", WARNING,
            ("行动项没人或没期限", "Action without owner or date"),
            ("“大家跟进”就是没人跟进。", "'Everyone follows up' means nobody does."),
            ("补上负责人和期限，补齐后生成任务。", "Name one and a date; it then becomes a task."),
            ("10 月 26 日会议的行动“合并 C-021 和 C-058”没有负责人。", "'Merge C-021 and C-058' from 26 October has no owner."),
        ),
        "meetings",
        tuple(
            case(
                f'AND([@action]<>"",[@task]="",{blank})', column,
                (f"{{date:day}}会议的行动{{action:quoted}}没有{zh}。", f"{{action:quoted}} from {{date:day}} has no {en}."),
                ("请主持人补上，补齐后生成任务。", "Fill it in; it then becomes a task."),
            )
            for column, blank, zh, en in (
                ("owner", '[@owner]="",[@due]<>""', "负责人", "owner"),
                ("due", '[@owner]<>"",[@due]=""', "期限", "due date"),
                ("owner", '[@owner]="",[@due]=""', "负责人和期限", "owner and no due date"),
            )
        ),
        named={"whose": 'IF([@owner]="",[@host],[@owner])'},
        optional=("host", "task", "owner", "due"),
        owner="whose",
    ),
    RowRule(
        info(
            "SS923", "process-review-overdue", INFO,
            ("流程该评审了", "Process review overdue"),
            ("市场变了，流程还是老样子。", "The market moved; the process has not."),
            ("召集评审，没改的也记一行。只看现行的一版。", "Hold it; log it even where nothing changes. Only the version in force is looked at."),
            ("流程 V2.1 应在 10 月 15 日评审，已过 18 天。", "SOP V2.1 was to be reviewed on 15 October: 18 days ago."),
        ),
        "sop_revisions",
        (
            case(
                'AND([@effective_on]=MAXIFS(sop_revisions[effective_on],sop_revisions[effective_on],"<="&TODAY()),ISNUMBER([@effective_on]),ISNUMBER([@next_review]),[@next_review]<TODAY())', "next_review",
                ("流程 {record}应在 {next_review:day}评审，已过 {next_review:late}。", "SOP {record} was to be reviewed on {next_review:day}: {next_review:late} ago."),
                ("{ask}召集评审，没改的也记一行。", "{ask} hold the review; log it even where nothing changes."),
            ),
        ),
        Level.STRICT,
        named={"whose": "[@approved_by]"},
        optional=("approved_by",),
        owner="whose",
    ),
    RowRule(
        _LEFT,
        *_leaver("problems", _OPEN, "改进", "improvement"),
        optional=("status",),
        also=(RowRule(_LEFT, *_leaver("risks", _WATCHED, "风险", "risk"), optional=("status",)), _OF_MEETINGS),
    ),
)  # fmt: skip
