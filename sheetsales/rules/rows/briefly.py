"""How a rule that is a row is written down in short: each text in Chinese and English."""

from __future__ import annotations

from typing import Final

from sheetsales.findings import RuleInfo, Severity
from sheetsales.rules.rows.declared import Case
from sheetsales.texts import Text

Both = tuple[str, str]
ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
WORKING_DAYS_SINCE: Final = 'NETWORKDAYS({day}+1,TODAY(),"calendar")'


def since(day: str) -> str:
    """The working days after a day, up to today."""
    return WORKING_DAYS_SINCE.format(day=day)


def info(
    code: str, name: str, severity: Severity, title: Both, why: Both, fix: Both, example: Both, *settings: str
) -> RuleInfo:
    """The entry of the catalogue."""
    return RuleInfo(code, name, severity, Text(*title), Text(*why), Text(*fix), settings, Text(*example))


def case(condition: str, column: str, message: Both, hint: Both, severity: Severity | None = None) -> Case:
    """One thing that can be wrong."""
    return Case(condition, column, Text(*message), Text(*hint), severity)
