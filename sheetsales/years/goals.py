"""Targets of a new year: last year's rows, their values blank, with what was reached as the baseline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Set
from decimal import Decimal
from functools import cache
from typing import Any

from sheetsales.book.book import Book
from sheetsales.cells.edits import Edit, SetCell
from sheetsales.cells.values import CellValue
from sheetsales.indicators.catalogue import BY_CODE
from sheetsales.indicators.facts import Facts, gather
from sheetsales.indicators.figure import Figure
from sheetsales.indicators.period import Period
from sheetsales.indicators.scope import Scope
from sheetsales.process.goals import Goal, goals
from sheetsales.process.people import people
from sheetsales.process.periods import YEAR, Span, fiscal_start, label_of, span_of
from sheetsales.regex import regex

_YEAR = regex(r"(?<!\d)\d{4}(?!\d)")
_BLANKED = ("value", "stretch", "basis")


class NewGoals:
    """What becomes of the rows of Targets that go along."""

    def __init__(self, book: Book, first: dt.date, today: dt.date, kept: Set[int]) -> None:
        self._book, self._first, self._today, self._kept = book, first, today, kept
        self._table = book.table("targets")
        self._start = fiscal_start(book.settings)
        self._known = {goal.row: goal for goal in goals(book, people(book)).rows}
        self._facts = cache(lambda day: gather(book, day))
        self.unfinished = 0
        """Rows whose period is not over: what was reached in it nobody knows yet."""

    def wide(self) -> bool:
        """Whether periods stand side by side, so that a row is several targets."""
        return bool(self._table.bound) and not all("period" in bound.by_key for bound in self._table.bound)

    def dropped(self) -> frozenset[int]:
        """Rows of last year for which the new year has its own already."""
        there = {self._about(i, span) for i, span in self._spans() if span.first >= self._first}
        return frozenset(
            i
            for i, span in self._spans()
            if span.first < self._first and self._about(i, Span(span.start + YEAR, span.months)) in there
        )

    def said_anew(self) -> frozenset[int]:
        """Rows that say something else in the new workbook: last year's."""
        return frozenset(i for i, span in self._spans() if span.first < self._first and not self.wide())

    def edits(self) -> Iterator[Edit]:
        """Last year's rows said of the new year."""
        for i, span in self._spans():
            if span.first < self._first:
                yield from self._row(i, span)

    def _spans(self) -> Iterator[tuple[int, Span]]:
        for i in sorted(self._kept):
            said = self._table.get("period")[i]
            span = span_of(said, self._start) if isinstance(said, str) else None
            if span is not None:
                yield i, span

    def _about(self, i: int, span: Span) -> tuple[Any, ...]:
        return self._table.get("level")[i], self._table.get("owner")[i], self._table.get("measure")[i], span

    def _row(self, i: int, span: Span) -> Iterator[Edit]:
        table = self._table
        later = Span(span.start + YEAR, span.months)
        at, raw = table.cell(i, "period"), table.raw["period"][i]
        if at is not None:
            yield SetCell(at, _said_of(raw, label_of(later, self._start)), raw)
        for key in _BLANKED:
            at = table.cell(i, key)
            if at is not None and table.raw[key][i] is not None:
                yield SetCell(at, None)
        at, reached = table.cell(i, "baseline"), self._reached(i, span)
        if at is not None:
            yield SetCell(at, reached)

    def _reached(self, i: int, span: Span) -> int | float | None:
        goal = self._known.get(i)
        if goal is None or goal.measure not in BY_CODE:
            return None
        if span.last >= self._today:
            self.unfinished += 1
            return None
        facts: Facts = self._facts(span.last)
        period = Period(span.first, span.last, goal.period)
        return _plain(BY_CODE[goal.measure].compute(facts, period, _scope(goal)))


def _scope(goal: Goal) -> Scope:
    return Scope(goal.holder.level, goal.holder.key)


def _plain(figure: Figure) -> int | float | None:
    if not figure.known:
        return None
    number = round(float(figure.number), 2 if isinstance(figure.value, Decimal) else 4)
    return int(number) if number.is_integer() else number


def _said_of(raw: CellValue, label: str) -> CellValue:
    """A period as it was typed, of the year after."""
    if isinstance(raw, dt.date):
        return raw.replace(year=raw.year + 1, day=min(raw.day, 28))  # a month is meant, whatever its day
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return int(raw) + 1
    text = str(raw or "")
    years = _YEAR.findall(text)
    return _YEAR.sub(lambda found: str(int(found[0]) + 1), text) if len(years) == 1 else label
