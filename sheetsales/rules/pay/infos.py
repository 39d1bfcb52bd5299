"""What SS801 to SS809 are called, why they are there and what to do."""

from __future__ import annotations

from typing import Final

from sheetsales.findings import RuleInfo, Severity
from sheetsales.texts import Text

_Pair = tuple[str, str]


def _info(
    code: str,
    name: str,
    severity: Severity,
    title: _Pair,
    why: _Pair,
    fix: _Pair,
    example: _Pair,
    *settings: str,
) -> RuleInfo:
    return RuleInfo(code, name, severity, Text(*title), Text(*why), Text(*fix), settings, Text(*example))


GAP: Final = _info(
    "SS801", "tier-gap", Severity.ERROR, ("档位之间有空档", "Gap between tiers"),
    ("业绩落在空档里，没有提成率可用。", "Results that fall into the gap have no rate."),
    ("把上下限接上；最高一档上限留空，要封顶就加一行封顶。", "Join the limits up; leave the top tier's To blank, and cap with a row of kind Cap."),
    ("方案 REP-2026 在 1 和 1.05 之间没有档位。", "Plan REP-2026 has no tier between 1 and 1.05."),
)  # fmt: skip
OVERLAP: Final = _info(
    "SS802", "tier-overlap", Severity.ERROR, ("档位重叠", "Tiers overlap"),
    ("重叠的那一段会发两次。", "What lies in both would be paid twice."),
    ("上一档的上限改成下一档的下限；换了新方案的，给旧行写失效日期。", "Make each To the next From; where a plan was replaced, end the old rows."),
    ("方案 LEAD-2026 的两档在 0.8 到 0.85 重叠。", "Two tiers of LEAD-2026 overlap from 0.8 to 0.85."),
)  # fmt: skip
UNLIKELY: Final = _info(
    "SS803", "plan-value-unlikely", Severity.ERROR, ("比例不像比例", "Rate is not a share"),
    ("填 3 会当成 300%。", "A 3 would be taken for 300 %."),
    ("比例填 0.03 或 3%；主办和协办的默认比例合计 1；系数随折扣加深只降不升。", "Enter 0.03 or 3 %; the usual shares add up to 1; factors fall as discounts deepen."),
    ("方案 SEN-2026 的比例填了 3，会当成 300%。", "SEN-2026 has a rate of 3, which means 300 %."),
)  # fmt: skip
GATE: Final = _info(
    "SS804", "unknown-gate", Severity.ERROR, ("条件看不懂", "Gate that cannot be judged"),
    ("条件判断不了，这一档就按低一档发。", "A gate nobody can judge pays the rate of the tier below."),
    ("写成 指标>=数，用“且”连，如 满意度>=85% 且 样本数>=5；指标用指标表里的名称或代码。", "Write indicator>=number, joined by 'and', such as satisfaction>=85% and n>=5; by name or code."),
    ("方案 MGR-2026 的条件“开心度>=0.85”里，“开心度”不是指标。", "The gate 'happiness>=0.85' of MGR-2026 names no indicator."),
)  # fmt: skip
NOBODYS: Final = _info(
    "SS805", "person-without-plan", Severity.WARNING, ("在职人员没有提成方案", "No plan applies to somebody"),
    ("发提成那天才发现漏了人。", "Else it only shows on pay day."),
    ("补一行方案，或改“适用”。", "Add a plan, or widen Applies to."),
    ("孙可（销售、新人）没有适用的提成方案。", "No plan applies to Sophie Kerr (rep, junior)."),
)  # fmt: skip
CHANGED: Final = _info(
    "SS806", "approved-pay-changed", Severity.WARNING, ("批过的提成和现在算的不同", "Approved pay differs from today's figure"),
    ("批了以后，商机、回款或退货又改过。只看最近一年批的，不含按指标发的奖金荣誉。", "A deal, receipt or return changed after approval. Periods of the last year, without bonuses that go by indicators."),
    ("运行 sheetsales pay --draft，差额会列成一行补差，请审。", "Run sheetsales pay --draft: the difference becomes a row of its own, an adjustment, to be approved."),
    ("林晓燕 2026Q3 批了 35,848.50，按现在的数据是 35,348.50，少 500.00。", "Laura Bennett's 2026Q3 was approved at 35,848.50; today it comes to 35,348.50, 500.00 less."),
)  # fmt: skip
UNKNOWN: Final = _info(
    "SS807", "plan-for-nobody-known", Severity.ERROR, ("“适用”里有不认识的词", "Applies to names nobody known"),
    ("认不出的词不算数，这一行就漏了人。", "A word nobody knows counts for nothing, and people are left out."),
    ("用角色、级别的名称或代码，或人员表里的姓名、编号。", "Use names or codes of roles and levels, or names and ids in Team."),
    ("方案 REP-2026 适用于“销售：老手”，“老手”不是级别。", "REP-2026 applies to 'Rep: Veteran', and 'Veteran' is no level."),
)  # fmt: skip
OWN_PAY: Final = _info(
    "SS808", "own-pay-approved", Severity.ERROR, ("自己批了自己的提成", "Own pay approved by oneself"),
    ("自己批自己的，谁也说不清。", "Nobody can vouch for pay one approved oneself."),
    ("请另一位组长或主管批。", "Have another lead or manager approve it."),
    ("周敏 2026Q3 的提成是本人批的。", "Helen Marsh approved her own pay for 2026Q3."),
)  # fmt: skip
QUERIED: Final = _info(
    "SS809", "query-unanswered", Severity.INFO, ("异议还没答复", "Query not settled"),
    ("提了没人回，下次就不提了。", "Who gets no answer asks no more."),
    ("同本人核对；说清了填“本人确认”，或把异议改写成结论。", "Go through it together; enter Confirmed on once it is settled."),
    ("林晓燕 2026Q3 的 O-0086 有异议，还没确认。", "Laura Bennett questions O-0086 of 2026Q3, and it is not confirmed."),
)  # fmt: skip
