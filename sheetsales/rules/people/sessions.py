"""SS821 to SS824: training that was missed, newcomers, revisions of the process, names nobody knows."""

from __future__ import annotations

from typing import Final

from sheetsales.rules.rows.briefly import WARNING, case, info
from sheetsales.rules.rows.declared import RowRule
from sheetsales.rules.rule import Level

SESSIONS: Final[tuple[RowRule, ...]] = (
    RowRule(
        info(
            "SS821", "training-missed", WARNING,
            ("应训的人没到，也没补", "Training missed and not made up"),
            ("最需要的人往往没来。", "Those who need it most tend to miss it."),
            ("安排补训，另起一行，主题写得一样；补训一到就不再提。", "Arrange a repeat and log it as a row of its own under the same topic; it then counts as made up."),
            ("10 月 14 日“竞品应对话术”吴昊没到，19 天没补训。", "Owen Hughes missed 'Answering competitors' on 14 October and has not made it up in 19 days."),
            "makeup_days",
        ),
        "training",
        (
            case(
                'AND([@missed]<>"",ISNUMBER([@date]),TODAY()-[@date]>makeup_days)', "person",
                ("{date:day}{topic:quoted}{away:people}没到，{date:late}没补训。", "{away:people} missed {topic:quoted} on {date:day}; not made up in {date:late}."),
                ("{ask}安排补训，补训另起一行。", "{ask} arrange a repeat and log it as its own row."),
            ),
        ),
        named={"away": "[@missed]", "whom": "[@manager]"},
        owner="whom",
    ),
    RowRule(
        info(
            "SS822", "newcomer-untrained", WARNING,
            ("新人没受过流程培训", "Newcomer without process training"),
            ("没学过流程就上阵，少不了走弯路。", "Untrained starters make avoidable mistakes."),
            ("安排一场类别为“流程”的培训，把新人写进实到。第一场培训以前入职的不问。", "Hold a session of kind Process with the newcomer among those who attended. Who joined before the first session on file is not asked about."),
            ("孙可入职 91 天，还没有流程培训记录。", "Sophie Kerr joined 91 days ago and has no process training on record."),
            "newcomer_days",
        ),
        "team",
        (
            case(
                "AND([@here],NOT([@trained]),ISNUMBER([@hired_on]),TODAY()-[@hired_on]>newcomer_days,TODAY()-[@hired_on]<=180,COUNT(training[date])>0,[@hired_on]>=MIN(training[date]))", "hired_on",
                ("{name}入职 {hired_on:late}，还没有流程培训记录。", "{name} joined {hired_on:late} ago and has no process training on record."),
                ("{ask}本周安排。", "{ask} arrange it this week."),
            ),
        ),
        named={"above": "[@superior]"},
        owner="above",
    ),
    RowRule(
        info(
            "SS823", "revision-untrained", WARNING,
            ("新版流程没训到人", "Revision not trained"),
            ("改了流程没人知道，等于没改。", "A change nobody knows about is no change."),
            ("安排培训，“流程版本”写这一版。只看最新一版，要培训的才看。", "Hold a session with this SOP version. Only the latest version counts, and only where it asks for training."),
            ("V2.1 生效 48 天，吴昊还没训到。", "V2.1 has been in force 48 days; Owen Hughes is not trained on it."),
            "makeup_days",
        ),
        "sop_revisions",
        (
            case(
                'AND([@training]=TRUE,ISNUMBER([@effective_on]),TODAY()-[@effective_on]>makeup_days,COUNTIFS(sop_revisions[effective_on],">"&[@effective_on],sop_revisions[effective_on],"<="&TODAY())=0,COUNT(training[date])>0,[@untrained]<>"")', "training",
                ("{version} 生效 {effective_on:late}，还没训到：{lacking:people}。", "{version} has been in force {effective_on:late}; not trained on it: {lacking:people}."),
                ("{ask}安排补训。", "{ask} arrange a session."),
            ),
        ),
        Level.STRICT,
        named={"lacking": "[@untrained]", "whom": "[@manager]"},
        owner="whom",
    ),
    RowRule(
        info(
            "SS824", "attendee-unknown", WARNING,
            ("培训名单里有不认识的人", "Session names somebody unknown"),
            ("认不出的人不算应到，也不算到了。", "Who is not known counts neither as due nor as there."),
            ("照人员表写姓名或编号，用、隔开；重名写编号；全体写“全员”。", "Write names or ids as in Team, separated by commas; ids where two share a name; 'all' for everybody."),
            ("培训 TR-007 的名单里，人员表没有“小王”。", "TR-007 names 'Joe', who is not in Team."),
        ),
        "training",
        (
            case(
                '[@strangers]<>""', "expected",
                ("培训 {record}的名单里，人员表没有：{unknown:people}。", "{record} names people who are not in Team: {unknown:people}."),
                ("{ask}照人员表改成姓名或编号。", "{ask} write names or ids as in Team."),
            ),
        ),
        named={"unknown": "[@strangers]", "whom": "[@manager]"},
        owner="whom",
    ),
)  # fmt: skip
