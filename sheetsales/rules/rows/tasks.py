"""SS505: tasks that are done, on a day nobody noted."""

from __future__ import annotations

from typing import Final

from sheetsales.findings import RuleInfo, Severity
from sheetsales.rules.rows.declared import Case, RowRule
from sheetsales.texts import Text

DONE_WITHOUT_DATE = RuleInfo(
    code="SS505",
    name="done-without-date",
    severity=Severity.WARNING,
    title=Text("完成了但没有完成日期", "Done without a date"),
    why=Text("没有完成日期，就说不出按时没按时。", "Without the day nobody can say whether it was in time."),
    fix=Text("填上完成那天的日期。", "Enter the day it was done."),
    example=Text("任务 T-018 标为完成，完成日期为空。", "T-018 is marked done, but Done on is blank."),
)  # fmt: skip

_DONE: Final = '[@status]="done"'

TASKS: Final[tuple[RowRule, ...]] = (
    RowRule(
        DONE_WITHOUT_DATE,
        "tasks",
        (
            Case(
                f'AND([@done_on]="",{_DONE})',
                "done_on",
                Text("{record}标为完成，但完成日期为空。", "{record} is marked done, but Done on is blank."),
                Text("{ask}填上完成那天的日期。", "{ask} enter the day it was done."),
            ),
        ),
        base=_DONE,
    ),
)
