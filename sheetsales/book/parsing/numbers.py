"""Reads money, numbers, whole numbers and percentages."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sheetsales.book.load_rules import (
    NOT_A_NUMBER,
    NOT_A_WHOLE_NUMBER,
    NUMBER_AS_TEXT,
    NUMBER_OUT_OF_REACH,
    PERCENT_AS_WHOLE,
    PERCENT_NEGATIVE,
    TWO_READINGS,
)
from sheetsales.book.parsing.cleaning import clean
from sheetsales.book.parsing.column_reader import Flag, Reader
from sheetsales.book.parsing.typed_numbers import Marks, marks_of, typed_number
from sheetsales.cells.values import CellValue
from sheetsales.schema.column import Kind
from sheetsales.texts import Text

REACH = 10**15
"""Excel keeps fifteen digits; no amount or count that a team types lies beyond."""
REACH_OF_UNIT = {"min": 1_000_000, "hours": 100_000, "days": 100_000, "working days": 100_000}
"""Spans of time longer than these are slips, and no day could be reckoned with them."""
_NUMBERS = {int, float}
_LEAST_LITERAL = 10
"""A text with a sign of money under a heading in 万元 is taken at its word from a tenth of that unit on."""


def exact(number: float | int | Decimal) -> Decimal:
    """The number as people see it: fifteen digits, no noise of binary fractions."""
    if number == (whole := int(number)):
        return Decimal(whole)
    return Decimal(f"{number:.15g}")


def _readings(ways: Sequence[Decimal]) -> dict[str, object]:
    one, other = sorted(ways)
    return {"one": plainly(one), "other": plainly(other)}


def plainly(number: Decimal) -> str:
    """The number without exponent or idle zeros: ``128000``, ``12.5``."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class NumberReader(Reader):
    """Numbers and money. ``factor`` turns the cell's number into the column's unit, text with a unit of its own excepted."""

    def __init__(self, kind: Kind, factor: Decimal, unit: str = "") -> None:
        self.kind, self.factor, self.unit = kind, factor, unit
        self.money = kind is Kind.MONEY
        self.floats_stand = kind is Kind.NUMBER
        """Whether a column of floats is typed as it stands."""
        self.reach = REACH_OF_UNIT.get(unit, REACH)
        self._marks: Marks = Marks.UNKNOWN

    def prepare(self, distinct: Sequence[CellValue], /) -> None:
        self._marks = marks_of(value for value in distinct if isinstance(value, str))

    def whole(self, values: Sequence[CellValue], types: set[type], /) -> Sequence[Any] | None:
        if not types <= _NUMBERS:
            return None
        distinct: Any = set(values) - {None}
        if self.floats_stand and self.factor == 1 and types == {float} and self._reckons(distinct):
            return values
        typed = {value: self.typed(value) for value in distinct}
        if any(amount.__class__ is Flag for amount in typed.values()):
            return None
        return list(map(typed.get, values))

    def _reckons(self, floats: Any) -> bool:
        return bool(-self.reach <= min(floats) and max(floats) <= self.reach)

    def typed(self, number: float | int | Decimal) -> Any:
        """The cell's number in the column's unit; flagged where nothing can be reckoned with it."""
        if not -REACH <= number <= REACH:
            return self._out_of_reach()
        return self.kept(exact(number) * self.factor if self.factor != 1 else exact(number))

    def kept(self, amount: Decimal) -> Any:
        """The amount as the column's type; flagged where it is none that a team could mean."""
        if abs(amount) > self.reach:
            return self._out_of_reach()
        return amount if self.money else float(amount)

    def _out_of_reach(self) -> Flag:
        return Flag(None, NUMBER_OUT_OF_REACH, {"most": f"{self.reach:,}"})

    def one(self, value: Any, /) -> Any:
        if isinstance(value, bool):
            return Flag(None, NOT_A_NUMBER)
        if isinstance(value, int | float | Decimal):
            return self.typed(value)
        if isinstance(value, dt.timedelta | dt.time):
            return self._duration(value)
        return self._from_text(value) if isinstance(value, str) else Flag(None, NOT_A_NUMBER)

    def _from_text(self, text: str) -> Any:
        read = typed_number(text, self._marks, decimals_usual=not self.money)
        if read is None:
            return Flag(None, NOT_A_NUMBER)
        if read.number is None:
            return Flag(None, TWO_READINGS, _readings(read.ways))
        literal = read.scaled or read.full
        if not literal and read.money and self.factor != 1:
            if self.factor > 1 and abs(read.number) * _LEAST_LITERAL < self.factor:
                return Flag(None, TWO_READINGS, _readings((read.number / self.factor, read.number)))
            literal = True
        in_cell = read.number / self.factor if literal else read.number
        number = read.number if literal else read.number * self.factor
        typed = self.kept(number)
        return typed if isinstance(typed, Flag) else Flag(typed, NUMBER_AS_TEXT, {"number": plainly(in_cell)})

    def _duration(self, value: dt.timedelta | dt.time) -> Any:
        if isinstance(value, dt.time):
            value = dt.timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
        seconds = {"min": 60, "hours": 3600}.get(self.unit)
        return value.total_seconds() / seconds if seconds and not self.money else Flag(None, NOT_A_NUMBER)


class IntegerReader(NumberReader):
    """Whole numbers."""

    def kept(self, amount: Decimal) -> Any:
        kept = super().kept(amount)
        if isinstance(kept, Flag):
            return kept
        return int(amount) if amount == int(amount) else Flag(None, NOT_A_WHOLE_NUMBER)


class PercentReader(Reader):
    """Percentages as 0–1. Above 1 the value is unknown: 75 would mean 7,500 %."""

    def __init__(self, factor: Decimal) -> None:
        self.factor = factor

    def whole(self, values: Sequence[CellValue], types: set[type], /) -> Sequence[Any] | None:
        if not types <= _NUMBERS:
            return None
        distinct = {value for value in values if value is not None}
        scale = float(self.factor)
        if min(distinct) < 0 or max(distinct) * scale > 1:  # type: ignore[type-var,operator]  # numbers only
            return None
        if scale == 1 and types == {float}:
            return values
        typed = {value: float(exact(value) * self.factor) for value in distinct}  # type: ignore[arg-type]  # numbers only
        return list(map(typed.get, values))  # type: ignore[arg-type]  # None stays None

    def one(self, value: Any, /) -> Any:
        if isinstance(value, bool):
            return Flag(None, NOT_A_NUMBER)
        if isinstance(value, int | float | Decimal):
            return _share(exact(value) * self.factor)
        return self._from_text(value) if isinstance(value, str) else Flag(None, NOT_A_NUMBER)

    def _from_text(self, text: str) -> Any:
        plain = unicodedata.normalize("NFKC", clean(text)).rstrip()
        signed = plain.endswith("%")
        parsed = typed_number(plain.rstrip("% "), decimals_usual=True)
        if parsed is None or parsed.number is None or parsed.scaled or parsed.money:
            return Flag(None, NOT_A_NUMBER)
        read = _share(parsed.number / 100 if signed else parsed.number * self.factor)
        if isinstance(read, Flag):
            return read
        return Flag(read, NUMBER_AS_TEXT, {"number": plainly(parsed.number) + ("%" if signed else "")})


def _share(share: Decimal) -> Any:
    percent = f"{plainly(share * 100)}%"
    if share < 0:
        return Flag(None, PERCENT_NEGATIVE, {"percent": _spaced(percent)})
    if share <= 1:
        return float(share)
    return Flag(None, PERCENT_AS_WHOLE, {"percent": _spaced(percent), "suggestion": _suggestion(share)})


def _suggestion(share: Decimal) -> Text:
    if share < 2 or share > 100:
        return Text("0 到 100% 之间的值", "a value from 0 to 100 %")
    typed, ratio = plainly(share), plainly(share / 100)
    return Text(f"{typed}% 或 {ratio}", f"{typed} % or {ratio}")


def _spaced(percent: str) -> Text:
    number = Decimal(percent.rstrip("%"))
    if abs(number) > REACH:
        return Text(f"{number:.2E}%", f"{number:.2E} %")
    return Text(percent, f"{number:,f} %")
