"""Amounts of an export, read as the workbook's own are: marks of the column, units and currencies that headings and cells say."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from sheetsales.book.parsing.cleaning import fold, is_blank
from sheetsales.book.parsing.typed_numbers import Typed, marks_of, typed_number
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.schema.currencies import named_in
from sheetsales.schema.units import bracket_unit, parse_unit
from sheetsales.texts import Text

NO_MONEY = Text("金额看不懂", "the amount cannot be read")
TWO_AMOUNTS = Text("金额有两种读法", "the amount can be read in two ways")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in full units, below 0 where it went out, and the names of currencies that its cell and heading say."""

    amount: Decimal
    currencies: tuple[str, ...] = ()


class MoneyColumn:
    """One column of amounts: how it writes them, and in what."""

    def __init__(self, heading: CellValue, cells: Iterable[CellValue]) -> None:
        said = heading if isinstance(heading, str) else ""
        unit = parse_unit(fold(bracket_unit(said)))
        self._factor = unit.factor if unit is not None else Decimal(1)
        self._currencies = named_in(said)
        self._marks = marks_of(cell for cell in cells if isinstance(cell, str))

    def read(self, value: CellValue) -> Money | Text | None:
        """What a cell holds; None for a blank one, the reason where it is no amount or may be two."""
        if is_blank(value):
            return None
        if isinstance(value, str):
            return self._typed(value, typed_number(value, self._marks))
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            return NO_MONEY
        number = Decimal(str(value))
        return Money(number * self._factor, self._currencies) if number.is_finite() else NO_MONEY

    def _typed(self, text: str, typed: Typed | None) -> Money | Text:
        if typed is None:
            return NO_MONEY
        if typed.number is None:
            return TWO_AMOUNTS
        own_unit = typed.scaled or typed.full
        named = named_in(text) if typed.money or typed.full else ()
        amount = typed.number if own_unit else typed.number * self._factor
        return Money(amount, tuple(dict.fromkeys((*named, *self._currencies))))
