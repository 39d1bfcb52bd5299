"""What a report says in short: for the terminal and for JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.forms.problem import Filled, Problem
from sheetsales.indicators.catalogue import BY_CODE, definition
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.left_out import REASONS, TWICE
from sheetsales.reports.block import PlacedTable
from sheetsales.reports.cells import Calc, Content, Dash, shown
from sheetsales.reports.stage_table import ALL_OPEN
from sheetsales.texts import NO_TEXT, Lang, Text

if TYPE_CHECKING:
    from sheetsales.forms.contents import Contents


@dataclass(frozen=True, slots=True)
class Headline:
    """One cover indicator; None where unknown, and then ``reason`` says why. ``unit``: money, count, share, days.

    ``change`` on last month is a share of it, of a rate ``change_points`` are percentage points instead.
    """

    code: str
    name: Text
    unit: str
    value: float | None
    n: int | None
    target: float | None
    attainment: float | None
    change: float | None
    change_points: float | None
    year_to_date: float | None
    status: str
    reason: Text


@dataclass(frozen=True, slots=True)
class OpenTotal:
    """All open deals; ``unplaced`` of them are in no known stage. Money is None where it is unknown."""

    deals: int
    unplaced: int
    amount: float | None
    weighted: float | None


@dataclass(frozen=True, slots=True)
class LeftOutTotal:
    """Deals that are not counted in full for one reason."""

    code: str
    title: Text
    deals: int
    amount: float | None


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """A report that was made: where it is, what it covers and its facts. ``lang`` is the report's own language.

    ``copies`` are files made of it for those without Excel, ``notices`` say why some were not. ``sections`` gives their
    tables row by row, in the report's language, once somebody asks; ``contents`` the same by the names of a template,
    ``filled`` are those that were filled there and ``problems`` what is wrong with it.
    """

    path: Path
    month: str
    as_of: dt.date
    lang: Lang
    sentences: tuple[Text, ...]
    headlines: tuple[Headline, ...]
    open: OpenTotal
    left_out: tuple[LeftOutTotal, ...] = ()
    copies: tuple[Path, ...] = ()
    notices: tuple[Text, ...] = ()
    edition: str = "manager"
    sections: Callable[[], dict[str, Any]] = dict
    contents: Callable[[], Contents] | None = None
    filled: tuple[Filled, ...] = ()
    problems: tuple[Problem, ...] = ()

    def as_json(self, lang: Lang) -> dict[str, Any]:
        """One document, spoken in ``lang``."""
        return {
            "report": str(self.path),
            "copies": [str(path) for path in self.copies],
            "notices": [notice.in_(lang) for notice in self.notices],
            "month": self.month,
            "period": self.month,
            "edition": self.edition,
            "as_of": self.as_of.isoformat(),
            "sentences": [s.in_(lang) for s in self.sentences],
            "open": {
                "deals": self.open.deals,
                "stage_unknown": self.open.unplaced,
                "amount": self.open.amount,
                "weighted": self.open.weighted,
            },
            "left_out": [
                {"code": one.code, "what": one.title.in_(lang), "deals": one.deals, "amount": one.amount}
                for one in self.left_out
            ],
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
                    "change_points": h.change_points,
                    "year_to_date": h.year_to_date,
                    "status": h.status,
                    "reason": h.reason.in_(lang) or None,
                }
                for h in self.headlines
            ],
            **self._of_template(lang),
            "sections": self.sections(),
        }

    def _of_template(self, lang: Lang) -> dict[str, Any]:
        if not (self.filled or self.problems):
            return {}
        return {
            "filled": [one.as_json(lang) for one in self.filled],
            "problems": [one.as_json(lang) for one in self.problems],
        }


_STATUSES = {"●": "good", "▲": "watch", "✕": "bad"}


def headlines(kpi: PlacedTable, book: Book) -> tuple[Headline, ...]:
    return tuple(_headline(kpi, code, definition(book, code).title) for code in kpi.rows)


def _headline(kpi: PlacedTable, code: str, title: Text) -> Headline:
    actual = kpi.get(code, "actual")
    n = kpi.get(code, "n")
    rate = BY_CODE[code].unit == "share"
    return Headline(
        code,
        title,
        BY_CODE[code].unit,
        shown(actual),
        n if isinstance(n, int) else None,
        shown(kpi.get(code, "target")),
        shown(kpi.get(code, "attainment")),
        None if rate else shown(kpi.get(code, "mom")),
        shown(kpi.get(code, "mom")) if rate else None,
        shown(kpi.get(code, "ytd")),
        _STATUSES.get(str(kpi.get(code, "status"))[:1], ""),
        actual.reason if isinstance(actual, Dash) else NO_TEXT,
    )


def spoken(sentence: Content) -> str:
    """What a sentence's cell shows."""
    if isinstance(sentence, Calc):
        return str(sentence.value)
    return sentence if isinstance(sentence, str) else ""


def open_total(stages: PlacedTable, facts: Facts) -> OpenTotal:
    deals = facts.open()
    amount, weighted = (shown(stages.get(ALL_OPEN, key)) for key in ("amount", "weighted"))
    return OpenTotal(len(deals), sum(d.stage is None for d in deals), amount, weighted)


def left_out_totals(block: PlacedTable | None) -> tuple[LeftOutTotal, ...]:
    if block is None:
        return ()
    titles = {reason.key: reason.title for reason in (*REASONS, TWICE)}
    return tuple(
        LeftOutTotal(
            row, titles[row], int(shown(block.get(row, "deals")) or 0), shown(block.get(row, "money"))
        )
        for row in block.rows
    )
