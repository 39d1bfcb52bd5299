"""What a report says in short: for the terminal and for JSON."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sheetsales.reports.block import Block
from sheetsales.reports.cells import Calc, Content, Dash, shown
from sheetsales.texts import Lang


@dataclass(frozen=True, slots=True)
class Headline:
    """One cover indicator; None where unknown, and then ``reason`` says why. ``unit``: money, count, share, days."""

    code: str
    name: str
    unit: str
    value: float | None
    n: int | None
    target: float | None
    attainment: float | None
    change: float | None
    year_to_date: float | None
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """A report that was made: where it is, what it covers and its facts, in the report's language."""

    path: Path
    month: str
    as_of: dt.date
    lang: Lang
    sentences: tuple[str, ...]
    headlines: tuple[Headline, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "report": str(self.path),
            "month": self.month,
            "as_of": self.as_of.isoformat(),
            "sentences": list(self.sentences),
            "indicators": [
                {
                    "code": h.code,
                    "name": h.name,
                    "unit": h.unit,
                    "value": h.value,
                    "n": h.n,
                    "target": h.target,
                    "attainment": h.attainment,
                    "change": h.change,
                    "year_to_date": h.year_to_date,
                    "status": h.status,
                    "reason": h.reason or None,
                }
                for h in self.headlines
            ],
        }


_STATUSES = {"●": "good", "▲": "watch", "✕": "bad"}


def headlines(kpi: Block, lang: Lang) -> tuple[Headline, ...]:
    return tuple(_headline(kpi, code, lang) for code in kpi.rows)


def _headline(kpi: Block, code: str, lang: Lang) -> Headline:
    actual = kpi.get(code, "actual")
    n = kpi.get(code, "n")
    return Headline(
        code,
        str(kpi.get(code, "name")),
        kpi.look(code, "actual"),
        shown(actual),
        n if isinstance(n, int) else None,
        shown(kpi.get(code, "target")),
        shown(kpi.get(code, "attainment")),
        shown(kpi.get(code, "mom")),
        shown(kpi.get(code, "ytd")),
        _STATUSES.get(str(kpi.get(code, "status"))[:1], ""),
        actual.reason.in_(lang) if isinstance(actual, Dash) else "",
    )


def spoken(sentence: Content) -> str:
    """What a sentence's cell shows."""
    if isinstance(sentence, Calc):
        return str(sentence.value)
    return sentence if isinstance(sentence, str) else ""
