"""SS841, SS842, SS851, SS852: development plans without an end, and posts that nobody fills."""

from __future__ import annotations

from typing import Final

from sheetsales.rules.rows.briefly import INFO, WARNING, case, info
from sheetsales.rules.rows.declared import RowRule
from sheetsales.rules.rule import Level

_OPEN: Final = 'NOT(IN([@status],"done","cancelled"))'

PLANS: Final[tuple[RowRule, ...]] = (
    RowRule(
        info(
            "SS841", "development-overdue", WARNING,
            ("发展计划到期没结论", "Development plan past due"),
            ("说好的事没人问，计划就成了纸。", "A plan nobody asks about is paper."),
            ("同本人谈一次，写结果或改期限。", "Talk it over; write the result or set a new date."),
            ("何嘉怡的“平均让利降到 3% 以内”9 月 30 日到期，还是进行中。", "Holly Jenkins's 'Average discount under 3%' was due on 30 September and is still Doing."),
        ),
        "development",
        (
            case(
                f"AND(ISNUMBER([@due]),[@due]<TODAY(),{_OPEN})", "due",
                ("{person}的{goal:quoted}{due:day}到期，过了 {due:late}还没有结论。", "{person}'s plan {goal:quoted} was due on {due:day}, {due:late} ago, and is not closed."),
                ("{ask}同本人谈一次，写结果或改期限。", "{ask} talk it over; write the result or set a new date."),
            ),
            case(
                'AND([@status]="done",[@result]="")', "result",
                ("{person}的{goal:quoted}写着完成，没写结果。", "{person}'s plan {goal:quoted} is done without a result."),
                ("{ask}写一句结果，最好带数字。", "{ask} write what came of it, in figures if you can."),
            ),
        ),
        optional=("status", "result"),
        named={"talks": 'IF([@coach]<>"",[@coach],XLOOKUP([@person],team[id],team[superior],""))'},
        owner="talks",
    ),
    RowRule(
        info(
            "SS842", "development-of-leaver", WARNING,
            ("发展计划里有离职的人", "Development plan with somebody who left"),
            ("人走了，计划没人跟。", "With the person gone nobody follows it up."),
            ("本人离职的改成取消；辅导人离职的换一位。", "Cancel the plan of a leaver; name another coach where the coach left."),
            ("发展计划 DP-005 是马驰的，他已经离职。", "DP-005 is Mark Chandler's, who has left."),
        ),
        "development",
        (
            case(
                f"AND([@person_gone],{_OPEN})", "person",
                ("发展计划 {record}是{person}的，本人已经离职。", "{record} is {person}'s, who has left."),
                ("{ask}改成取消。", "{ask} cancel it."),
            ),
            case(
                f"AND([@coach_gone],NOT([@person_gone]),{_OPEN})", "coach",
                ("发展计划 {record}的辅导人{coach}已经离职。", "{coach}, who coaches {record}, has left."),
                ("{ask}换一位辅导人。", "{ask} name another coach."),
            ),
        ),
        optional=("status",),
        named={"above": 'XLOOKUP([@person],team[id],team[superior],"")'},
        owner="above",
    ),
    RowRule(
        info(
            "SS851", "post-unfilled", INFO,
            ("到期没招到人", "Post not filled in time"),
            ("目标按人头分好了，人没到。", "Targets were shared out for people who are not there."),
            ("催招聘，或同步调低目标。只看每组每个角色最新的一期。", "Press recruitment or lower the target. Only the latest period of a team and role counts."),
            ("华东组编制 3 人，现有 2 人，2026-09-01 应到岗。", "South East plans 3 and has 2; the post was due on 1 September 2026."),
        ),
        "headcount",
        (
            case(
                "AND(ISNUMBER([@due]),[@due]<TODAY(),ISNUMBER([@planned]),[@in_post]<[@planned],[@is_latest],[@known_team])", "planned",
                ("{team}编制 {planned} 人，现有 {now} 人，{due:day}应到岗。", "{team} plans {planned} and has {now}; the post was due on {due:day}."),
                ("{ask}催招聘，或同步调低目标。", "{ask} press recruitment or lower the target."),
            ),
        ),
        Level.STRICT,
        named={"now": "[@in_post]", "whom": "[@manager]"},
        owner="whom",
    ),
    RowRule(
        info(
            "SS852", "headcount-team-unknown", WARNING,
            ("编制的团队不认识", "Headcount of an unknown team"),
            ("对不上人员表，就数不出现有几个人。", "Without a match in Team nobody can be counted."),
            ("照人员表的团队名写；还没有人的新组，先不用管。", "Write the team as Team does; a new team nobody is in yet can wait."),
            ("编制表写的“华东一组”，人员表里没有。", "Headcount says 'South-East', which is no team in Team."),
        ),
        "headcount",
        (
            case(
                'AND([@team]<>"",NOT([@known_team]))', "team",
                ("编制表的团队{team:quoted}，人员表里没有。", "Headcount has the team {team:quoted}, which is none in Team."),
                ("{ask}改成人员表的写法。", "{ask} write it as Team does."),
            ),
        ),
        named={"whom": "[@manager]"},
        owner="whom",
    ),
)  # fmt: skip
