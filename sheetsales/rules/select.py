"""What a workbook makes of the catalogue: which rules are on, how severe, and what is waived."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding, Severity
from sheetsales.rules.rule import Level, Rule

_LEVELS: Mapping[str, Level] = {
    "basic": Level.BASIC,
    "入门": Level.BASIC,
    "standard": Level.STANDARD,
    "标准": Level.STANDARD,
    "strict": Level.STRICT,
    "严格": Level.STRICT,
}
_SEVERITIES: Mapping[str, Severity] = {severity.code: severity for severity in Severity}


@dataclass(frozen=True)
class Selection:
    """The Rules sheet and the level of a workbook.

    ``off`` are codes switched off, ``on`` those switched on whatever their level, ``severities`` what replaces a
    rule's own severity.
    """

    level: Level
    on: frozenset[str]
    off: frozenset[str]
    severities: Mapping[str, Severity]

    def runs(self, rule: Rule) -> bool:
        code = rule.info.code
        return code not in self.off and (code in self.on or rule.level <= self.level)

    def adjusted(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings of rules that are on, with the severity the workbook gives them."""
        kept = (f for f in findings if f.code not in self.off)
        if not self.severities:
            return list(kept)
        return [
            replace(f, severity=self.severities[f.code]) if f.code in self.severities else f for f in kept
        ]


def selection(book: Book) -> Selection:
    """What the Rules sheet says; a row without a code, or with a blank ``On``, says nothing about it."""
    rules = book.table("rules")
    switched: dict[str, bool] = {}
    severities: dict[str, Severity] = {}
    for code, on, severity in zip(rules.get("code"), rules.get("on"), rules.get("severity"), strict=True):
        if not code:
            continue
        if on is not None:
            switched[code] = bool(on)
        if severity in _SEVERITIES:
            severities[code] = _SEVERITIES[severity]
    return Selection(
        _LEVELS.get(book.settings.text("level").strip().lower(), Level.STANDARD),
        frozenset(code for code, on in switched.items() if on),
        frozenset(code for code, on in switched.items() if not on),
        severities,
    )


def without_shadows(findings: list[Finding], rules: Iterable[Rule]) -> list[Finding]:
    """The findings, less those that another rule says already at the same cell."""
    yields = {rule.info.code: rule.yields_to for rule in rules if rule.yields_to}
    louder = {code for codes in yields.values() for code in codes}
    said = {(f.code, f.at) for f in findings if f.code in louder}
    return [f for f in findings if not any((code, f.at) in said for code in yields.get(f.code, ()))]


def waivers(book: Book, today: dt.date) -> frozenset[tuple[str, str]]:
    """(rule, record id) of the waivers in force; the last day counts, one without an end date is none."""
    table = book.table("waivers")
    columns = (table.get(key) for key in ("code", "record_id", "until"))
    return frozenset(
        (code, record)
        for code, record, until in zip(*columns, strict=True)
        if code and record and until is not None and until >= today
    )
