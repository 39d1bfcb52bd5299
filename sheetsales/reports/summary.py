"""What a report says in short: for the terminal and for JSON."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sheetsales.book.book import Book
from sheetsales.indicators.catalogue import BY_CODE, definition
from sheetsales.reports.block import Block
from sheetsales.reports.cells import Calc, Content, Dash, shown
from sheetsales.texts import NO_TEXT, Lang, Text


@dataclass(frozen=True, slots=True)
class Headline:
    """One cover indicator; None where unknown, and then ``reason`` says why. ``unit``: money, count, share, days."""

    code: str
    name: Text
    unit: str
    value: float | None
    n: int | None
    target: float | None
    attainment: float | None
    change: float | None
    year_to_date: float | None
    status: str
    reason: Text


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """A report that was made: where it is, what it covers and its facts. ``lang`` is the report's own language."""

    path: Path
    month: str
    as_of: dt.date
    lang: Lang
    sentences: tuple[Text, ...]
    headlines: tuple[Headline, ...]

    def as_json(self, lang: Lang) -> dict[str, Any]:
        """One document, spoken in ``lang``."""
        return {
            "report": str(self.path),
            "month": self.month,
            "as_of": self.as_of.isoformat(),
            "sentences": [s.in_(lang) for s in self.sentences],
            "indicators": [
                {
                    "code": h.code,
                    "name": h.name.in_(lang),
                    "unit": h.unit,
                    "value": h.value,
                    "n": h.n,
                    "target": h.target,
                    "attainment": h.attainment,
                    "change": h.change,
                    "year_to_date": h.year_to_date,
                    "status": h.status,
                    "reason": h.reason.in_(lang) or None,
                }
                for h in self.headlines
            ],
        }


_STATUSES = {"●": "good", "▲": "watch", "✕": "bad"}


def headlines(kpi: Block, book: Book) -> tuple[Headline, ...]:
    return tuple(_headline(kpi, code, definition(book, code).title) for code in kpi.rows)


def _headline(kpi: Block, code: str, title: Text) -> Headline:
    actual = kpi.get(code, "actual")
    n = kpi.get(code, "n")
    return Headline(
        code,
        title,
        BY_CODE[code].unit,
        shown(actual),
        n if isinstance(n, int) else None,
        shown(kpi.get(code, "target")),
        shown(kpi.get(code, "attainment")),
        shown(kpi.get(code, "mom")),
        shown(kpi.get(code, "ytd")),
        _STATUSES.get(str(kpi.get(code, "status"))[:1], ""),
        actual.reason if isinstance(actual, Dash) else NO_TEXT,
    )


def spoken(sentence: Content) -> str:
    """What a sentence's cell shows."""
    if isinstance(sentence, Calc):
        return str(sentence.value)
    return sentence if isinstance(sentence, str) else ""
