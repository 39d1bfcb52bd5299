"""What a report writes into a cell: a value, a formula with the value it shows, or ``—`` with the reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from sheetsales.dataclass import dataclass
from sheetsales.indicators.figure import Figure
from sheetsales.look.numbers import UNKNOWN
from sheetsales.speech.money import money_expression, spoken_money
from sheetsales.texts import Lang, Text

Plain = str | int | float | Decimal | dt.date | None


@dataclass(frozen=True, slots=True)
class Calc:
    """A formula in English without ``=``, and the value it shows. ``array`` where it works through ranges by itself."""

    formula: str
    value: str | float | int
    array: bool = False


@dataclass(frozen=True, slots=True)
class Dash:
    """Unknown: shown as ``—``, the reason told beside the table. ``gap`` leaves the cell blank, for cells a chart
    draws: it would take a text for 0. With a ``formula`` the dash is what that shows, until its cells hold numbers."""

    reason: Text
    gap: bool = False
    formula: str = ""


Content = Plain | Calc | Dash


def calc(formula: str, figure: Figure, *, array: bool = False) -> Calc | Dash:
    """The formula where the figure is known, a dash with its reason where it is not."""
    return Calc(formula, figure.number, array) if figure.known else Dash(figure.reason)


def for_chart(content: Content) -> Content:
    """The same, but a gap where it is unknown."""
    return Dash(content.reason, gap=True) if isinstance(content, Dash) else content


def known(content: Content) -> bool:
    return content is not None and not isinstance(content, Dash)


def shown(content: Content) -> float | None:
    """The number a cell shows, None where it shows none."""
    value = content.value if isinstance(content, Calc) else content
    return float(value) if isinstance(value, int | float | Decimal) else None


def mirror(ref: str, content: Content) -> Content:
    """A cell that shows what another one shows: a reference to a formula, labels and dashes as they are."""
    if isinstance(content, Calc):
        return Calc(ref, content.value)
    return replace(content, formula=ref) if isinstance(content, Dash) and content.formula else content


def divided(over: str, under: str, part: Content, whole: Content, reason: Text) -> Calc | Dash:
    """``over ÷ under`` by the cells' references; a dash where either is unknown or the divisor is not above 0."""
    for content in (part, whole):
        if isinstance(content, Dash):
            return content
    a, b = shown(part), shown(whole)
    if a is None or b is None or b <= 0:
        return Dash(reason)
    return Calc(f"{over}/{under}", a / b)


def put(sheet: Any, row: int, column: int, content: Content, style: Any) -> None:
    """Writes one cell; rows and columns count from 0."""
    if isinstance(content, Calc):
        if content.array:
            formula = "=" + content.formula
            sheet.write_array_formula(row, column, row, column, formula, style, content.value)
        else:
            sheet.write_formula(row, column, "=" + content.formula, style, content.value)
    elif isinstance(content, str):
        sheet.write_string(row, column, content, style)
    elif content is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(content, Dash):
        _put_dash(sheet, row, column, content, style)
    elif isinstance(content, dt.date):
        sheet.write_datetime(row, column, content, style)
    else:
        sheet.write_number(row, column, float(content), style)


def _put_dash(sheet: Any, row: int, column: int, dash: Dash, style: Any) -> None:
    if dash.gap:
        sheet.write_blank(row, column, None, style)
    elif dash.formula:
        sheet.write_formula(row, column, "=" + dash.formula, style, UNKNOWN)
    else:
        sheet.write_string(row, column, UNKNOWN, style)


_ANY_LENGTH = Context(prec=400)
"""Room for every digit of the largest number a cell holds."""


def as_excel_shows(value: float, places: int) -> str:
    """The number as TEXT(value, "0.0") shows it: halves away from zero, on fifteen digits as Excel reckons."""
    exact = Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _ANY_LENGTH)
    return f"{exact:f}"


@dataclass(frozen=True, slots=True)
class Spoken:
    """How a number in a sentence is written: the TEXT expression around a reference, and what it shows."""

    expression: Callable[[str], str]
    words: Callable[[float], str]


COUNT = Spoken(lambda ref: f'TEXT({ref},"0")', lambda value: as_excel_shows(value, 0))
PERCENT = Spoken(lambda ref: f'TEXT({ref}*100,"0")&"%"', lambda value: as_excel_shows(value * 100, 0) + "%")


def spoken(lang: Lang, currency: str) -> Spoken:
    """Money in the unit that fits it."""
    return Spoken(
        money_expression(lang, currency), lambda value: spoken_money(Decimal(f"{value:.15g}"), lang, currency)
    )


class Sentence:
    """A sentence put together from words and live figures; a clause with an unknown figure is dropped whole."""

    def __init__(self, lead: str = "") -> None:
        """``lead`` opens the sentence, before its first clause."""
        self._formula: list[str] = []
        self._text: list[str] = []
        self._lead = lead

    @property
    def begun(self) -> bool:
        return bool(self._text)

    def clause(self, *parts: str | tuple[str, Content, Spoken], joint: str = "") -> bool:
        """Adds words and figures, ``joint`` between them and what went before; False where a figure is unknown."""
        if any(isinstance(part, tuple) and shown(part[1]) is None for part in parts):
            return False
        opening = joint if self._text else self._lead
        if opening:
            parts = (opening, *parts)
        for part in parts:
            self._add(part)
        return True

    def _add(self, part: str | tuple[str, Content, Spoken]) -> None:
        if isinstance(part, str):
            self._formula.append('"' + part.replace('"', '""') + '"')
            self._text.append(part)
            return
        ref, content, spoken = part
        value = shown(content)
        if value is not None:
            self._formula.append(spoken.expression(ref))
            self._text.append(spoken.words(value))

    def end(self, stop: str) -> Content:
        """The sentence as a formula, None where nothing could be said."""
        if not self._text:
            return None
        self._add(stop)
        return Calc("&".join(self._formula), "".join(self._text))
