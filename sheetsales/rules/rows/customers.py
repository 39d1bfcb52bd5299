"""SS107 and SS113: customers without a grade, and those who are not satisfied."""

from __future__ import annotations

from typing import Final

from sheetsales.findings import RuleInfo, Severity
from sheetsales.rules.rows.declared import Case, RowRule
from sheetsales.texts import Text

GRADE_MISSING = RuleInfo(
    code="SS107",
    name="grade-missing",
    severity=Severity.WARNING,
    title=Text("客户没有等级", "Customer without a grade"),
    why=Text("没有等级就没有联系周期，重要的和不重要的一样被对待。", "Without a grade there is no cadence, and important customers are treated like any other."),
    fix=Text("按购买力、忠诚度、潜力评 A 到 D。", "Grade it A to D by buying power, loyalty and potential."),
    example=Text("客户 C-040 的等级为空。", "C-040 has no grade."),
)  # fmt: skip

SATISFACTION_LOW = RuleInfo(
    code="SS113",
    name="satisfaction-low",
    severity=Severity.WARNING,
    title=Text("满意度低于警戒线", "Satisfaction below the alert"),
    why=Text("打低分的客户还在说话；没人过问，下一次就不说了。", "A customer who gives a low score still talks to us; unheard, the next one says nothing and leaves."),
    fix=Text(
        "当天报给组长，去问原因，记一条跟进；再次评分后改满意度。警戒线在参数表的“满意度警戒线”里改；满分不是 100 的按比例算。",
        "Tell the lead the same day, ask why and log it; enter the new score once there is one. The alert stands under "
        "Satisfaction alert in Settings; where the full score is not 100 it counts in proportion.",
    ),
    settings=("satisfaction_alert", "satisfaction_full"),
    example=Text("客户 C-017 的满意度是 72，低于 80。", "C-017 has a satisfaction of 72, below 80."),
)  # fmt: skip

_KEPT: Final = 'NOT(IN([@lifecycle],"lost","dormant"))'
_STAYS: Final = '[@lifecycle]<>"lost"'

CUSTOMERS: Final[tuple[RowRule, ...]] = (
    RowRule(
        GRADE_MISSING,
        "customers",
        (
            Case(
                f'AND([@grade]="",{_KEPT})',
                "grade",
                Text(
                    "{record}没有等级，排不出联系周期。",
                    "{record} has no grade, so no contact cadence applies.",
                ),
                Text(
                    "{ask}按购买力、忠诚度、潜力评 A 到 D。",
                    "{ask} grade it A to D by buying power, loyalty and potential.",
                ),
            ),
        ),
        base=_KEPT,
        optional=("lifecycle",),
    ),
    RowRule(
        SATISFACTION_LOW,
        "customers",
        (
            Case(
                f"AND(ISNUMBER([@satisfaction]),[@satisfaction]<alert,{_STAYS})",
                "satisfaction",
                Text("{record}的满意度是 {satisfaction}，低于警戒线 {alert}。", "{record} has a satisfaction of {satisfaction}, below the alert of {alert}."),
                Text("{ask}今天就去问原因、报给上级，并记一条跟进。", "{ask} ask why today, tell the lead and log it."),
            ),
        ),
        named={"alert": "IF(satisfaction_alert>satisfaction_full,satisfaction_alert*satisfaction_full/100,satisfaction_alert)"},
        base='[@satisfaction]<>""',
        optional=("lifecycle",),
    ),
)  # fmt: skip
