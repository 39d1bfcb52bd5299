"""The figures of a ledger for one month: by month, person, customer and product, and what is still to be paid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from sheetsales.dataclass import dataclass
from sheetsales.indicators.period import MONTHS, Period, shifted, year_to
from sheetsales.reports.ledger.entries import Entry, Ledger, LeftOut, by, total, unpaid_total
from sheetsales.texts import Text

GROUPS: Final = (
    ("owner", Text("按人", "By person"), Text("负责人", "Person")),
    ("customer", Text("按客户", "By customer"), Text("客户", "Customer")),
    ("product", Text("按产品", "By product"), Text("产品", "Product")),
)
MOST: Final = 15
"""So many names are listed; the others share a row."""
_LATER: Final = Text("日期在 {day} 之后，还不算", "dated after {day}: not counted yet")
_CELLS: Final = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A name with the rows and money of the month and of the year so far; ``unpaid`` None where nothing says it."""

    name: str
    rows: int
    amount: Decimal
    year: Decimal
    unpaid: Decimal | None


@dataclass(frozen=True)
class LedgerFigures:
    """``months`` are the twelve that end with the month, from the first that has a row; ``groups`` lines by key; ``unknown_unpaid`` counts the rows of which
    nobody knows what is still to be paid."""

    ledger: Ledger
    month: Period
    year: Period
    counted: tuple[Entry, ...]
    months: tuple[Line, ...]
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    left_out: tuple[LeftOut, ...]
    unpaid: Decimal | None
    unknown_unpaid: int

    @property
    def of_month(self) -> Sequence[Entry]:
        return [entry for entry in self.counted if entry.day in self.month]

    @property
    def of_year(self) -> Sequence[Entry]:
        return [entry for entry in self.counted if entry.day in self.year]

    @property
    def earlier(self) -> Sequence[Entry]:
        """What lies before the twelve months."""
        first = shifted(self.month, 1 - MONTHS).first
        return [entry for entry in self.counted if entry.day < first]

    def as_json(self, lang: Any) -> dict[str, Any]:
        """Everything in keys; money as numbers."""
        return {
            "record": self.ledger.kind.record,
            "sheets": list(self.ledger.sheets),
            "month": {"rows": len(self.of_month), "amount": float(total(self.of_month))},
            "year_to_date": {"rows": len(self.of_year), "amount": float(total(self.of_year))},
            "outstanding": {
                "amount": None if self.unpaid is None else float(self.unpaid),
                "rows_unknown": self.unknown_unpaid if self.ledger.unpaid_from else len(self.counted),
                "from": self.ledger.unpaid_from or None,
            },
            "by_month": [_line(line, "month") for line in self.months],
            **{f"by_{key}": [_line(line, key) for line in lines] for key, lines in self.groups},
            "left_out": [
                {
                    "what": one.why.in_(lang),
                    "rows": len(one.cells),
                    "amount": None if one.amount is None else float(one.amount),
                    "cells": [str(cell) for cell in one.cells[:_CELLS]],
                }
                for one in self.left_out
            ],
        }


def _line(line: Line, key: str) -> dict[str, Any]:
    return {
        key: line.name,
        "rows": line.rows,
        "amount": float(line.amount),
        "year_to_date": float(line.year),
        "outstanding": None if line.unpaid is None else float(line.unpaid),
    }


def figures(ledger: Ledger, month: Period, fiscal_start: int, as_of: dt.date) -> LedgerFigures:
    """The figures of the month, of rows up to ``as_of``."""
    counted = tuple(entry for entry in ledger.entries if entry.day <= as_of)
    later = [entry for entry in ledger.entries if entry.day > as_of]
    year = year_to(month, fiscal_start)
    left_out = ledger.left_out
    if later:
        why = _LATER.fill(day=as_of.isoformat())
        left_out += (LeftOut(why, tuple(entry.at for entry in later), total(later)),)
    unpaid, unknown = unpaid_total(counted)
    first = min((entry.day for entry in counted), default=month.first)
    months = [one for n in range(1 - MONTHS, 1) if (one := shifted(month, n)).last >= first]
    return LedgerFigures(
        ledger,
        month,
        year,
        counted,
        tuple(_of_month(counted, one) for one in months),
        tuple((key, tuple(_named(counted, key, month, year))) for key, _, _ in GROUPS if key in ledger.has),
        left_out,
        unpaid,
        unknown,
    )


def _of_month(counted: Sequence[Entry], month: Period) -> Line:
    inside = [entry for entry in counted if entry.day in month]
    return Line(month.label, len(inside), total(inside), total(inside), unpaid_total(inside)[0])


def _named(counted: Sequence[Entry], key: str, month: Period, year: Period) -> Iterator[Line]:
    """Everybody with rows, the most money of the year first."""
    lines = []
    for name, entries in by(counted, key).items():
        now = [entry for entry in entries if entry.day in month]
        so_far = [entry for entry in entries if entry.day in year]
        lines.append(Line(name, len(now), total(now), total(so_far), unpaid_total(entries)[0]))
    yield from sorted(lines, key=lambda line: (-line.year, -line.amount, line.name))
