"""Sums and counts over a team's own cells as formulas, with what they come to now: a figure is a formula where that is the
same, else a value, since a formula that says something else would be worse than none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from math import isclose

from sheetsales.book.book import Book
from sheetsales.cells.values import CellValue, EditValue, Formula
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex
from sheetsales.reports.formulas import quoted
from sheetsales.reports.in_book.refs import column_ref

_ODD = regex(r"[*?~]|^[=<>]|^\s|\s$|^-?[\d.,%]+$")
"""What COUNTIFS does not take as the text it is."""
_LONGEST = 200
Number = int | float | Decimal


@dataclass(frozen=True, slots=True)
class Live:
    """A formula without ``=`` and what it comes to."""

    text: str
    value: float


@dataclass(frozen=True, slots=True)
class Test:
    """What is asked of a column: ``text`` makes the arguments of the function out of its reference, ``passes`` tells of one
    cell; None where a program might see it otherwise. ``several`` asks for any of some texts."""

    column: str
    text: Callable[[str], str]
    passes: Callable[[CellValue], bool | None]
    several: bool = False


def one_of(column: str, labels: Sequence[str]) -> Test | None:
    """That the cell says one of these texts."""
    if not labels or any(_ODD.search(label) or len(label) > _LONGEST for label in labels):
        return None
    wanted = {label.casefold() for label in labels}
    listed = ",".join(map(quoted, labels))
    array = f"{{{listed}}}" if len(labels) > 1 else listed
    return Test(
        column,
        lambda ref: f"{ref},{array}",
        lambda cell: isinstance(cell, str) and cell.casefold() in wanted,
        several=len(labels) > 1,
    )


def same_as(column: str, cell: str, label: str) -> Test | None:
    """That it says what another cell does, which holds the text ``label``."""
    test = one_of(column, [label])
    return Test(column, lambda ref: f"{ref},{cell}", test.passes) if test else None


def between(column: str, first_cell: str, first: dt.date, last_cell: str, last: dt.date) -> Test:
    """That its day is not before that of one cell nor after that of another."""

    def passes(cell: CellValue) -> bool | None:
        day = _moment(cell)
        return day is not None and dt.datetime.combine(first, dt.time()) <= day <= dt.datetime.combine(
            last, dt.time()
        )

    return Test(
        column, lambda ref: f'{ref},">="&{first_cell},{ref},"<="&{last_cell}', lambda c: _sure(c, passes)
    )


def before(column: str, cell: str, day: dt.date) -> Test:
    """That its day is before that of a cell."""

    def passes(found: CellValue) -> bool | None:
        moment = _moment(found)
        return moment is not None and moment < dt.datetime.combine(day, dt.time())

    return Test(column, lambda ref: f'{ref},"<"&{cell}', lambda c: _sure(c, passes))


def _moment(cell: CellValue) -> dt.datetime | None:
    if isinstance(cell, dt.datetime):
        return cell
    return dt.datetime.combine(cell, dt.time()) if isinstance(cell, dt.date) else None


def _sure(cell: CellValue, passes: Callable[[CellValue], bool | None]) -> bool | None:
    """A bare number in a column of days is a day to a program and none to us."""
    return None if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool) else passes(cell)


class Sums:
    """SUMIFS and COUNTIFS over the cells of one record."""

    def __init__(self, book: Book, key: str) -> None:
        self._book, self._key = book, key

    def where(self, *tests: Test | None, of: str = "") -> Live | None:
        """The sum of the column ``of``, or how many rows there are; None where cells cannot be asked so."""
        refs = [column_ref(self._book, self._key, test.column) for test in tests if test]
        amounts = column_ref(self._book, self._key, of) if of else ""
        if (
            amounts is None
            or len(refs) < len(tests)
            or not all(refs)
            or sum(t.several for t in tests if t) > 1
        ):
            return None
        value = self._value([test for test in tests if test], of)
        if value is None:
            return None
        asked = ",".join(test.text(ref or "") for test, ref in zip(filter(None, tests), refs, strict=True))
        text = f"SUMIFS({amounts},{asked})" if of else f"COUNTIFS({asked})"
        return Live(f"SUM({text})" if any(t.several for t in tests if t) else text, value)

    def _value(self, tests: Sequence[Test], of: str) -> float | None:
        raw = self._book.table(self._key).raw
        columns = [raw[test.column] for test in tests]
        total = 0.0
        for row in range(len(columns[0])):
            found = [test.passes(column[row]) for test, column in zip(tests, columns, strict=True)]
            if None in found:
                return None
            if all(found):
                total += _number(raw[of][row]) if of else 1
        return total


def _number(cell: CellValue) -> float:
    return float(cell) if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool) else 0.0


def shown(live: Live | None, figure: float | None) -> EditValue:
    """The formula where it comes to the figure, else the figure; a dash where that is not known."""
    if figure is None:
        return "—"
    if live is not None and isclose(live.value, figure, rel_tol=1e-9, abs_tol=1e-9):
        return Formula(live.text, figure)
    return figure
