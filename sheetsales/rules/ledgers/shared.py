"""What the rules over ledgers have in common: how close two amounts must be, and how a rule is written down in short."""

from __future__ import annotations

from typing import Final

from sheetsales.findings import RuleInfo, Severity
from sheetsales.rules.rows.declared import Case
from sheetsales.texts import Text

Both = tuple[str, str]


def near(figure: str) -> str:
    """How far from an amount another may be: one unit, or the share that Settings allows."""
    return f"MAX(1,money_tolerance*ABS({figure}))"


ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
NOT_CANCELLED: Final = '[@head_status]<>"cancelled"'
WORKING_DAYS_SINCE: Final = 'NETWORKDAYS({day}+1,TODAY(),"calendar")'


def since(day: str) -> str:
    """The working days after a day, up to today."""
    return WORKING_DAYS_SINCE.format(day=day)


def info(
    code: str, name: str, severity: Severity, title: Both, why: Both, fix: Both, example: Both, *settings: str
) -> RuleInfo:
    """The entry of the catalogue; each text in Chinese and English."""
    return RuleInfo(code, name, severity, Text(*title), Text(*why), Text(*fix), settings, Text(*example))


def case(condition: str, column: str, message: Both, hint: Both, severity: Severity | None = None) -> Case:
    """A case; each text in Chinese and English."""
    return Case(condition, column, Text(*message), Text(*hint), severity)
