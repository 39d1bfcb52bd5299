"""The payments of an export: rows under the headings that say day and money, as facts; rows that cannot be read are told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

from sheetsales.book.parsing.cleaning import clean, fold, is_blank
from sheetsales.book.parsing.dates import TwoWays, parse_date, proven_order
from sheetsales.book.rows import says_total
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.imports.sources import Source
from sheetsales.regex import regex
from sheetsales.texts import Text

Rows = Sequence[Sequence[CellValue]]
_MOST_ROWS_ABOVE: Final = 40
_CLEAN: Final = regex(r"[\s,，￥¥$€£]|元|CNY|RMB|GBP|USD|EUR")
_CLOCK: Final = regex(r"[ T]\d{1,2}[:：]\d{2}([:：]\d{2})?(\.\d+)?\Z")
NO_DAY: Final = Text("日期看不懂", "the date cannot be read")
TWO_WAYS: Final = Text("分不清日和月", "day and month cannot be told apart")
NO_MONEY: Final = Text("金额看不懂", "the amount cannot be read")


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment that came in. ``place`` is its row in the export; texts are "" where it says nothing."""

    place: int
    day: dt.date
    amount: Decimal
    payer: str
    memo: str
    contract: str
    reference: str
    currency: str


@dataclass(frozen=True)
class Export:
    """What an export holds: payments, how many rows are money that went out, and rows that cannot be read, each with why.
    ``headings`` None where no row says day and money."""

    payments: tuple[Payment, ...]
    went_out: int
    unread: tuple[tuple[int, Text], ...]
    headings: Mapping[str, str] | None


def payments_of(rows: Rows, source: Source) -> Export:
    """The payments of one sheet of an export."""
    found = _headings(rows, source)
    if found is None:
        return Export((), 0, (), None)
    at, columns = found
    reading = _Reading(rows[at + 1 :], columns, source, at + 2)
    return reading.read({key: str(rows[at][place]) for key, place in columns.items()})


def _headings(rows: Rows, source: Source) -> tuple[int, Mapping[str, int]] | None:
    """The row that says most of the fields, day and money among them, and where each stands."""
    best: tuple[int, Mapping[str, int]] | None = None
    for at, cells in enumerate(rows[:_MOST_ROWS_ABOVE]):
        columns = _columns(cells, source)
        whole = "day" in columns and ("amount" in columns or "credit" in columns)
        if whole and (best is None or len(columns) > len(best[1])):
            best = at, columns
    return best


def _columns(cells: Sequence[CellValue], source: Source) -> Mapping[str, int]:
    names = [_name(cell) for cell in cells]
    found: dict[str, int] = {}
    for field, words in source.columns.items():
        place = next((names.index(word) for word in words if word in names and names.index(word) not in found.values()), None)  # fmt: skip
        if place is not None:
            found[field] = place
    return found


_UNIT: Final = regex(r"\s*[（(\[].*?[）)\]]\s*\Z")


def _name(cell: CellValue) -> str:
    """A heading without its unit, blanks, case and width."""
    return _UNIT.sub("", fold(" ".join(str(cell).split()))) if isinstance(cell, str) else ""


class _Reading:
    def __init__(self, rows: Rows, columns: Mapping[str, int], source: Source, first: int) -> None:
        self.rows, self.columns, self.source, self.first = rows, columns, source, first
        texts = [cell for row in rows if isinstance(cell := self._cell(row, "day"), str)]
        self.order = proven_order([_CLOCK.sub("", text.strip()) for text in texts])

    def read(self, headings: Mapping[str, str]) -> Export:
        payments: list[Payment] = []
        unread: list[tuple[int, Text]] = []
        went_out = 0
        for place, row in enumerate(self.rows, start=self.first):
            amount = self._amount(row)
            if amount is None:
                continue  # a total, a foot, a blank line
            if isinstance(amount, Text):
                unread.append((place, amount))
            elif amount <= 0 or not self._comes_in(row):
                went_out += 1
            else:
                day = self._day(row)
                if isinstance(day, Text):
                    unread.append((place, day))
                else:
                    payments.append(self._payment(place, row, day, amount))
        return Export(tuple(payments), went_out, tuple(unread), headings)

    def _payment(self, place: int, row: Sequence[CellValue], day: dt.date, amount: Decimal) -> Payment:
        texts = [self._text(row, key) for key in ("payer", "memo", "contract", "reference", "currency")]
        return Payment(place, day, amount, *texts)

    def _cell(self, row: Sequence[CellValue], key: str) -> CellValue:
        place = self.columns.get(key)
        return row[place] if place is not None and place < len(row) else None

    def _text(self, row: Sequence[CellValue], key: str) -> str:
        value = self._cell(row, key)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else " ".join(str(value).split())

    def _comes_in(self, row: Sequence[CellValue]) -> bool:
        """Where a column tells kinds apart, whether this is one that comes in; money in a column of its own does."""
        kind = fold(self._text(row, "kind"))
        if not kind or not is_blank(self._cell(row, "credit")):
            return True
        return kind in self.source.kinds

    def _amount(self, row: Sequence[CellValue]) -> Decimal | Text | None:
        """What came in, below 0 what went out; None where the row has no day or no money at all, or is a total."""
        day = self._cell(row, "day")
        if is_blank(day) or (isinstance(day, str) and says_total(clean(day))):
            return None
        credit, debit = self._cell(row, "credit"), self._cell(row, "debit")
        if not is_blank(credit) and _number(credit) != 0:
            return _number(credit) if _number(credit) is not None else NO_MONEY
        if not is_blank(debit) and _number(debit) not in (None, 0):
            return -abs(_number(debit) or Decimal())
        amount = self._cell(row, "amount")
        if is_blank(amount):
            return None
        number = _number(amount)
        return NO_MONEY if number is None else number

    def _day(self, row: Sequence[CellValue]) -> dt.date | Text:
        value = self._cell(row, "day")
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(int(value))
        found = parse_date(_CLOCK.sub("", str(value).strip()))
        if isinstance(found, TwoWays):
            if self.order is None:
                return TWO_WAYS
            return found.day_first if self.order == "day" else found.month_first
        return NO_DAY if isinstance(found, Text) else found


def _number(value: CellValue) -> Decimal | None:
    """A number as exports write it: ``1,234.50``, ``¥1,234.50``, ``(1,234.50)``."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float | Decimal):
        return Decimal(str(value))
    text = _CLEAN.sub("", str(value))
    if text.startswith("(") and text.endswith(")"):
        text = "-" + text[1:-1]
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def all_payments(sheets: Mapping[str, Rows], source: Source) -> Iterator[tuple[str, Export]]:
    """The sheets of an export that hold payments, by their names."""
    for name, rows in sheets.items():
        export = payments_of(rows, source)
        if export.headings is not None:
            yield name, export
