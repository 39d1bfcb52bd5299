"""SS107: customers without a grade."""

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

_KEPT: Final = 'NOT(IN([@lifecycle],"lost","dormant"))'

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
)
