"""Whole columns of an export as typed values: what all of a column says decides how each cell is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final, Literal

from sheetsales.book.column_readers import Context, reader_for
from sheetsales.book.load_rules import DATE_AS_NUMBER, ID_LOST_DIGITS, NOT_A_DATE
from sheetsales.book.parsing.cleaning import clean
from sheetsales.book.parsing.column_reader import Flag, Reader, read_column
from sheetsales.book.parsing.dates import DateReader, Order
from sheetsales.book.parsing.numbers import REACH
from sheetsales.book.parsing.periods import YesNoReader
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.imports.crm.reasons import LOST_DIGITS, TWO_DECIMALS, TWO_SHARES, short, why
from sheetsales.regex import regex
from sheetsales.schema.binding import BoundColumn
from sheetsales.schema.column import Column, Kind
from sheetsales.schema.record import Record
from sheetsales.texts import Text

_SHORTENED: Final = regex(r"\d(?:[.,]\d+)?[eE]\+?\d+\Z")
_SHORT_TAIL: Final = regex(r"\d{15}(\d+)\Z")
"""Excel keeps fifteen digits of a number and writes zeros for the rest."""
_DOTTED: Final = regex(r"\D*[1-9]\d{0,2}\.\d{3}\D*\Z")
_ONE_POINT: Final = regex(r"\D*\d+\.\d+\D*\Z")
_WORD_AND_SHORT_YEAR: Final = regex(r"(\d{1,2}[- /.][A-Za-z]{3,9}[- /.,]+)(\d{2})\Z")
_SHORT_YEAR: Final = regex(r"(\d{1,2}[-/.]\d{1,2}[-/.])(\d{2})\Z")
_ISO_DAY: Final = regex(r"\d{4}-\d\d-\d\d(?:[T ]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?)?\Z")
_ISO_ZONE: Final = regex(r"(\d{4}-\d\d-\d\d)[T ](\d\d?:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|UTC|[+-]\d\d:?\d\d)\Z")
_PLAIN: Final = regex(r"-?(?:0|[1-9]\d{0,13})(?:\.\d{1,6})?\Z")
_MILLISECONDS: Final = range(10**12, 4 * 10**12)
_EXACT: Final = 10**15
_IN_CHINA: Final = dt.timezone(dt.timedelta(hours=8))
_HUNDRED: Final = 100
_CHANCE: Final = 2
"""Two zeros at the end of one id may be its own."""
Decimals = Literal["point", "comma"]


@dataclass
class Read:
    """One column: what each row says, None where it is blank; ``odd`` are the rows that could not be read, with why."""

    typed: Sequence[Any]
    odd: dict[int, Text]


def read_ids(values: Sequence[CellValue]) -> Read:
    """Ids of another system as texts; one that Excel has shortened is none."""
    odd: dict[int, Text] = {}
    typed: list[str | None] = []
    lost = _tails_lost(values)
    for i, value in enumerate(values):
        if isinstance(value, str):
            text = clean(value)
            if _SHORTENED.match(text) or text in lost:
                odd[i] = LOST_DIGITS.fill(value=short(text))
                text = ""
            typed.append(" ".join(text.split()) or None)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            if abs(value) >= _EXACT:
                odd[i] = why(ID_LOST_DIGITS, f"{value:.5E}")
                typed.append(None)
            else:
                typed.append(str(int(value)) if value == int(value) else str(value))
        else:
            typed.append(None if value is None else str(value))
    return Read(typed, odd)


def _tails_lost(values: Sequence[CellValue]) -> frozenset[str]:
    """Long ids that end in nothing but zeros from the 16th digit on, where most long ones of the column do."""
    tails = {
        value.strip(): match[1]
        for value in set(values)
        if isinstance(value, str) and (match := _SHORT_TAIL.match(value.strip()))
    }
    zeros = frozenset(text for text, tail in tails.items() if not tail.strip("0"))
    is_proven = len(zeros) > 1 or any(len(tails[text]) > _CHANCE for text in zeros)
    return zeros if is_proven and 2 * len(zeros) >= len(tails) else frozenset()


def read_yes_no(values: Sequence[CellValue]) -> Read:
    """Truth values as exports write them."""
    return _read(values, YesNoReader())


def read_as(
    record: Record,
    column: Column,
    values: Sequence[CellValue],
    context: Context,
    factor: Decimal = Decimal(1),
    decimals: Decimals | None = None,
) -> Read:
    """A column of ours that refers to no other sheet and is no date. ``decimals`` is the sign before the decimals, where it was told."""
    if column.kind in (Kind.MONEY, Kind.NUMBER, Kind.INTEGER):
        bound = BoundColumn(column, 1, "", factor) if factor != 1 else None
        reader = reader_for(record, column, bound, context)
        if decimals is not None:
            return _read([_pointed(value, decimals) for value in values], reader, shown=values)
        if column.kind is Kind.MONEY and _is_open(values):
            return _left_open(values, reader)
        return _quick(values, _numbers(column) if factor == 1 else None, reader)
    if column.kind is Kind.PERCENT:
        shares, open_ones = _shares(values)
        read = _read(shares, reader_for(record, column, None, context), shown=values)
        return _without(read, values, open_ones)
    return _read(values, reader_for(record, column, None, context))


def read_plainly(
    record: Record, column: Column, values: Sequence[CellValue], context: Context, factor: Decimal
) -> Read:
    """A column of a sheet of ours: each cell as a check of that workbook reads it."""
    bound = BoundColumn(column, 1, "", factor) if factor != 1 else None
    return _read(values, reader_for(record, column, bound, context))


def _numbers(column: Column) -> Callable[[str], Any] | None:
    """How a plain number is typed; None where the reader has to look at each."""
    if column.kind is Kind.MONEY:
        return Decimal
    return float if column.kind is Kind.NUMBER else None


def _quick(values: Sequence[CellValue], plain: Callable[[str], Any] | None, reader: Reader) -> Read:
    """Columns of nothing but plain numbers in one go."""
    texts = {value for value in values if isinstance(value, str)}
    if plain is None or not texts or not all(map(_PLAIN.match, texts)):
        return _read(values, reader)
    typed = {text: plain(text) for text in texts}
    numbers = {v for v in values if v is not None and not isinstance(v, str)}
    if numbers:
        return _read(values, reader)
    return Read([typed[value] if value is not None else None for value in values], {})  # type: ignore[index]


def _is_open(values: Sequence[CellValue]) -> bool:
    """Whether texts such as 1.234 may be thousands: all that have a point have three digits behind it, and none proves it."""
    texts = {value.strip() for value in values if isinstance(value, str) and "." in value}
    pointed = {text for text in texts if _ONE_POINT.match(text)}
    return bool(pointed) and pointed == texts and all(map(_DOTTED.match, pointed))


def _left_open(values: Sequence[CellValue], reader: Reader) -> Read:
    told = [None if isinstance(value, str) and "." in value else value for value in values]
    read = _read(told, reader)
    open_ones = [i for i, value in enumerate(values) if isinstance(value, str) and "." in value]
    return Read(read.typed, {**read.odd, **{i: TWO_DECIMALS.fill(value=short(values[i])) for i in open_ones}})


def _pointed(value: CellValue, decimals: Decimals) -> CellValue:
    """A number as text without signs between thousands, and with a point before its decimals."""
    if not isinstance(value, str):
        return value
    between, before = (",", ".") if decimals == "point" else (".", ",")
    return value.replace(between, "").replace(before, ".")


def _without(read: Read, values: Sequence[CellValue], open_ones: Sequence[int]) -> Read:
    if not open_ones:
        return read
    left = set(open_ones)
    typed = [None if i in left else one for i, one in enumerate(read.typed)]
    return Read(typed, {**read.odd, **{i: TWO_SHARES.fill(value=short(values[i])) for i in open_ones}})


def _shares(values: Sequence[CellValue]) -> tuple[Sequence[CellValue], Sequence[int]]:
    """Percentages as shares: where one of a column is above 1, all are whole ones; and those below 1 that may be either then."""
    numbers = [_number(value) for value in values]
    if not any(n is not None and n > 1 for n in numbers):
        return [v if n is None else float(n) for v, n in zip(values, numbers, strict=True)], ()
    shares = [v if n is None else float(n) / _HUNDRED for v, n in zip(values, numbers, strict=True)]
    return shares, [i for i, n in enumerate(numbers) if n is not None and 0 < n < 1]


def _number(value: CellValue) -> Decimal | None:
    """A number without a sign for per cent; None for all else."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float | Decimal):
        return Decimal(str(value))
    try:
        found = Decimal(value.strip()) if isinstance(value, str) else None
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() and abs(found) < REACH else None


class _Dates(DateReader):
    """Dates of an export: in the order its columns prove, else in the one that was told."""

    usual: Order | None = None

    def prepare(self, distinct: Sequence[CellValue], /) -> None:
        super().prepare(distinct)
        self.order = self.order or self.usual

    def one(self, value: Any, /) -> Any:
        if isinstance(value, str) and value.isdecimal() and int(value) in _MILLISECONDS:
            value = int(value)
        if isinstance(value, str):
            value = self._year_in_full(value)
        if isinstance(value, int) and value in _MILLISECONDS:
            day = dt.datetime.fromtimestamp(value / 1000, tz=self.zone).date()
            return Flag(day, DATE_AS_NUMBER) if self.first <= day <= self.last else Flag(None, NOT_A_DATE)
        return super().one(value)

    zone: dt.tzinfo = dt.timezone.utc  # noqa: UP017 - as the other zone is written

    def _year_in_full(self, text: str) -> str:
        """A year of two digits in full where only one reading is left: the month is a word, or the order was told."""
        match = _WORD_AND_SHORT_YEAR.match(text) or (_SHORT_YEAR.match(text) if self.usual else None)
        return f"{match[1]}20{match[2]}" if match else text


def read_dates(values: Sequence[CellValue], context: Context, order: Order | None, *, ahead: bool) -> Read:
    """A column of days; ``order`` is the one of day and month that counts where the column itself proves none."""
    zone = _IN_CHINA if context.lang == "zh" else None
    reader = _Dates(context.today, ahead=ahead)
    reader.usual = order
    reader.zone = zone or dt.timezone.utc  # noqa: UP017
    first, last = reader.first.isoformat(), reader.last.isoformat()
    quick = {text: _iso(text, zone, first, last) for text in {v for v in values if isinstance(v, str)}}
    plain: list[CellValue] = [quick[value] or value if isinstance(value, str) else value for value in values]
    return _read(plain, reader, shown=values)


def _iso(text: str, zone: dt.tzinfo | None, first: str, last: str) -> dt.date | None:
    """The day of a date that begins with its year, at the place where the team is; None for any other text."""
    if (match := _ISO_ZONE.match(text)) is not None:
        text = match[1] if zone is None else _moved(match, zone)
    elif not _ISO_DAY.match(text):
        return None
    try:
        return dt.date.fromisoformat(text[:10]) if first <= text[:10] <= last else None
    except ValueError:
        return None


def _moved(match: Any, zone: dt.tzinfo) -> str:
    said = "+00:00" if match[3] in ("Z", "UTC") else match[3]
    clock = match[2] if len(match[2].split(":")[0]) > 1 else f"0{match[2]}"
    try:
        return dt.datetime.fromisoformat(f"{match[1]}T{clock}{said}").astimezone(zone).date().isoformat()
    except ValueError:
        return str(match[1])


def _read(values: Sequence[CellValue], reader: Reader, *, shown: Sequence[CellValue] | None = None) -> Read:
    typed, flagged = read_column(values, reader)
    said = values if shown is None else shown
    odd = {i: why(flag.rule, said[i]) for i, flag in flagged if flag.value is None}
    return Read(typed, odd)
