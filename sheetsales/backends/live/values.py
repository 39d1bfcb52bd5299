"""Values on their way into an open workbook and out of it."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import Final

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.parts.number_formats import GENERAL, format_for
from sheetsales.backends.parts.serials import in_range, serial, span
from sheetsales.backends.parts.texts import is_writable
from sheetsales.cells.links import link_formula
from sheetsales.cells.values import CellError, CellValue, EditValue, Formula, Link
from sheetsales.errors import EditRefused
from sheetsales.regex import regex

Sent = str | bool | float | dt.datetime | None
ERRORS: Final = frozenset(
    [
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#VALUE!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
        "#BUSY!",
        "#UNKNOWN!",
    ]
)
LONGEST: Final = 8_000
"""A block takes no longer texts in every Excel; such cells are written one by one."""
_PLAIN: Final = regex(r"[^\W\d_][^\d=]*\Z")
"""Texts that no program takes for a number, a date or a formula when they are typed."""
_WORDS: Final = {"true", "false"}
_FIRST_SURE: Final = dt.datetime(1900, 3, 1)
"""Before this day Excel and the systems that carry its values disagree by a day."""
_NO_DAY: Final = dt.date(1899, 12, 30)
_MOST_INT: Final = 1e15


def sent(value: EditValue) -> Sent:
    """The value as Excel is handed it: text that looks like anything else stays text.

    Raises ``EditRefused`` for what no cell can hold.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int | float | Decimal):
        return _number(value)
    if isinstance(value, Formula):
        return "=" + value.text
    if isinstance(value, Link):
        return "=" + link_formula(value)
    return value.code if isinstance(value, CellError) else _moment(value)


def _text(value: str) -> str | None:
    if not is_writable(value):
        raise EditRefused(
            refusals.TEXT_TOO_LONG.fill(
                length=len(value), start=value[:20].encode("utf-8", "replace").decode()
            )
        )
    if not value:
        return None
    plain = _PLAIN.match(value) and value.lower() not in _WORDS
    text = value.replace("\r\n", "\n")
    return text if plain else "'" + text


def _number(value: int | float | Decimal) -> float:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise EditRefused(refusals.NOT_A_NUMBER.fill(value=value))
    return number


def _moment(value: dt.date | dt.time | dt.timedelta) -> float | dt.datetime:
    """Days are handed over as days, so that the program counts them as its workbook does."""
    if not in_range(value, date1904=False):
        raise EditRefused(refusals.DATE_RANGE.fill(value=value))
    if isinstance(value, dt.time | dt.timedelta):
        return serial(value, date1904=False)
    whole = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    whole = whole.replace(tzinfo=None)
    return whole if whole >= _FIRST_SURE else serial(whole, date1904=False)


def format_of(value: EditValue) -> str | None:
    """The number format a date, moment, time or length of time needs; None for anything else."""
    found = None if isinstance(value, Formula | Link) else format_for(value)
    return None if found == GENERAL else found


def received(value: object) -> CellValue:
    """What a cell holds, from what Excel hands over: whole numbers as ints, midnights as dates."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _MOST_INT else value
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, str):
        return value or None
    if isinstance(value, dt.datetime):
        return _day(value.replace(tzinfo=None))
    if isinstance(value, Decimal):
        return received(float(value))
    return value if isinstance(value, int) else str(value)


def _day(moment: dt.datetime) -> CellValue:
    if moment.date() == _NO_DAY:
        return moment.time()
    if moment < _FIRST_SURE:
        moment += dt.timedelta(1)
    milliseconds = round(moment.microsecond / 1000)
    moment = moment.replace(microsecond=0) + dt.timedelta(milliseconds=milliseconds)
    return moment.date() if moment.time() == dt.time() else moment


def elapsed(value: CellValue) -> CellValue:
    """A value of a cell that shows a length of time, which Excel hands over as if it were a date."""
    if isinstance(value, dt.time | dt.date):
        return span(serial(value, date1904=False))
    return value
