"""SS401 to SS405 as the catalogue has them."""

from __future__ import annotations

from sheetsales.findings import RuleInfo, Severity
from sheetsales.texts import Text

VAGUE = RuleInfo(
    code="SS401",
    name="vague-target",
    severity=Severity.WARNING,
    title=Text("目标不具体", "Target that is not specific"),
    why=Text("人人有责的目标没有人负责；怎么衡量还待定的，到时各说各话。", "What everybody answers for nobody does, and what is measured somehow ends in argument."),
    fix=Text("一个目标写一位负责人，多人的拆成几行；“怎么衡量”写清数字从哪来。", "Name one person a target and split shared ones into rows; say under How measured where the figure comes from."),
    example=Text("负责人写着“全体销售”。", "The owner is 'everyone'."),
)  # fmt: skip

UNMEASURABLE = RuleInfo(
    code="SS402",
    name="unmeasurable-target",
    severity=Severity.ERROR,
    title=Text("目标无法衡量", "Target that cannot be measured"),
    why=Text("愿望不能考核：说不出数字，就说不出完成没有。", "A wish cannot be scored: without a figure nobody can say whether it was reached."),
    fix=Text("把愿望换成指标表里的一个指标和一个数；确实要新指标的，先在指标表写清算法。", "Replace the wish by an indicator and a number; if you need a new one, define it in Indicators first."),
    example=Text("衡量指标写的是“提升客户关系”。", "The measure reads 'Improve customer relationships'."),
)  # fmt: skip

OUT_OF_REACH = RuleInfo(
    code="SS403",
    name="out-of-reach-target",
    severity=Severity.WARNING,
    title=Text("目标够不着", "Target out of reach"),
    why=Text("够不着的目标没人当真，也会把公司的预测带偏。", "Nobody works for a target that cannot be reached, and the forecast that rests on it misleads."),
    fix=Text(
        "核对有没有多打一个零，百分比写成 40% 或 0.4；确有把握的，在“行动”里写清靠什么，并登记豁免。对照的是本人或团队历史上最好的"
        "同长时段（至少 6 个月、5 单），超过两倍才报；电话和拜访对照每个工作日的次数。历史不够的不报。",
        "Check for a zero too many, and write rates as 40 % or 0.4; if you mean it, say under Actions how and enter a "
        "waiver. It is held against the best stretch of the same length the person or team ever had (from six months and "
        "five deals on), and reported above twice that; calls and visits against working days. Too short a history is "
        "no ground.",
    ),
    settings=("calendar", "extra_holidays", "extra_workdays"),
    example=Text("孙可 11 月目标 50 万元，最好的一个月是 9.6 万元。", "Sophie Kerr's November target is £500k; her best month was £96k."),
)  # fmt: skip

NOT_RELEVANT = RuleInfo(
    code="SS404",
    name="target-of-no-use-above",
    severity=Severity.INFO,
    title=Text("上级没有这个目标", "Target the level above does not have"),
    why=Text("个人的目标不接上级的目标，完成了公司也用不上。", "A target that serves none above helps nobody when it is reached."),
    fix=Text("给公司或团队也设这个指标，或把这一行换成上级有的指标。电话、拜访、新线索等过程指标不查。", "Set the measure for the team or the company too, or replace the row by a measure they have. Calls, visits, new leads and other activity measures are left out."),
    example=Text("林晓燕有复购率目标，公司和团队都没有。", "Laura Bennett has a repurchase target, neither team nor company has."),
)  # fmt: skip

OUT_OF_TIME = RuleInfo(
    code="SS405",
    name="target-out-of-time",
    severity=Severity.WARNING,
    title=Text("目标没有落在时间里", "Target that is not time-bound"),
    why=Text("全部过期的目标表管不了现在；太远的期间多半是打错了年份。", "A sheet whose targets are all over steers nothing now, and a period far ahead is usually a slip in the year."),
    fix=Text("补上本期和下期的目标；年份打错的改过来。", "Set targets for this period and the next; correct the year where it is wrong."),
    example=Text("最后一个目标到 2026 年 9 月，今天是 11 月 2 日。", "The last target ends with September 2026; today is 2 November."),
)  # fmt: skip
