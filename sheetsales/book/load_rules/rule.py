"""What a load finding is made of."""

from __future__ import annotations

from sheetsales.dataclass import dataclass
from sheetsales.findings import RuleInfo, Severity
from sheetsales.texts import NO_TEXT, Text


@dataclass(frozen=True, slots=True)
class LoadRule:
    """One load finding: its catalogue entry and its sentences.

    ``message`` and ``hint`` speak of one cell; ``many`` says in one sentence that a whole column has the habit, with
    ``{count}`` and the first ``{cell}``. Placeholders: ``{cell}``, ``{sheet}`` (in Chinese ``{in_sheet}``), ``{column}``, ``{value}`` and what the
    problem adds. ``many_severity`` is the severity of a habit, None for that of a single case.
    """

    info: RuleInfo
    message: Text
    hint: Text
    many: Text = NO_TEXT
    many_severity: Severity | None = None


def load_rule(
    code: str,
    name: str,
    severity: Severity,
    *,
    title: tuple[str, str],
    why: tuple[str, str],
    fix: tuple[str, str],
    message: tuple[str, str],
    hint: tuple[str, str],
    many: tuple[str, str] = ("", ""),
    many_severity: Severity | None = None,
) -> LoadRule:
    """A load finding in one call; every pair is (zh, en)."""
    info = RuleInfo(code, name, severity, Text(*title), Text(*why), Text(*fix))
    return LoadRule(info, Text(*message), Text(*hint), Text(*many), many_severity)
