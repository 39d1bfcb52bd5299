"""A check as one JSON document for other programs."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from sheetsales.cells.values import CellError, CellValue
from sheetsales.checking.findings_sheet import column_title, sheet_title
from sheetsales.checking.judge import Judged
from sheetsales.checking.summary import Summary
from sheetsales.findings import Finding, Severity
from sheetsales.texts import Lang

Json = dict[str, Any]


def document(judged: Judged, lang: Lang) -> Json:
    """``{"findings": […], "summary": {…}}``; texts in ``lang``, days as ISO texts, unknown amounts null."""
    return {
        "findings": [_finding(judged, finding, lang) for finding in judged.findings],
        "summary": _summary(judged.summary, judged.today),
    }


def _finding(judged: Judged, finding: Finding, lang: Lang) -> Json:
    return {
        "code": finding.code,
        "severity": finding.severity.code,
        "sheet": sheet_title(finding).in_(lang),
        "sheet_key": finding.record_key,
        "cell": finding.at.a1 if finding.at else None,
        "record": finding.record,
        "column": column_title(judged.book, finding).in_(lang),
        "column_key": finding.column,
        "value": plain_value(finding.value),
        "message": finding.message.in_(lang),
        "hint": finding.hint.in_(lang),
        "owner": judged.book.person_name(finding.owner) if finding.owner else "",
        "money": _money(finding.money),
        "since": finding.since.isoformat() if finding.since else None,
        "also": [
            {
                "code": part.code,
                "cell": part.at.a1 if part.at else None,
                "column_key": part.column,
                "message": part.message.in_(lang),
            }
            for part in finding.also
        ],
    }


def plain_value(value: CellValue) -> Any:
    """A cell's value as JSON has it: days and errors as texts, exact numbers as numbers."""
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return _money(value)
    if isinstance(value, CellError | dt.timedelta):
        return str(value)
    return value


def _money(amount: Decimal | None) -> int | float | None:
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _summary(summary: Summary, today: dt.date) -> Json:
    return {
        "today": today.isoformat(),
        "open": summary.open_deals,
        "open_stage_unknown": summary.unplaced,
        "stalled": summary.stalled,
        "stalled_amount": _money(summary.stalled_money),
        "currency": summary.currency,
        **{severity.code: summary.count(severity) for severity in sorted(Severity, reverse=True)},
        "people": summary.people,
        "first": [
            {"id": p.id, "name": p.name, "findings": p.findings, "amount": _money(p.money)}
            for p in summary.first
        ],
        "everyone": [
            {
                "id": p.id,
                "name": p.name,
                "errors": p.errors,
                "warnings": p.warnings,
                "amount": _money(p.money),
                "oldest": p.oldest.isoformat() if p.oldest else None,
            }
            for p in summary.everyone
        ],
        "gone": [
            {"code": code, "sheet_key": record_key, "record": record, "column_key": column}
            for code, record_key, record, column, _ in summary.gone
        ],
        "accepted": summary.accepted,
        "waived": summary.waived,
    }
