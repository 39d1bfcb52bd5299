"""The payments of an export: rows under the headings that say day and money, as facts; rows that cannot be read are told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.book.parsing.cleaning import clean, fold, is_blank
from sheetsales.book.parsing.dates import TwoWays, parse_date, proven_order
from sheetsales.book.rows import says_total
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.imports.money import Money, MoneyColumn
from sheetsales.imports.sources import Source
from sheetsales.regex import regex
from sheetsales.texts import Text

Rows = Sequence[Sequence[CellValue]]
_MOST_ROWS_ABOVE: Final = 40
_CLOCK: Final = regex(r"[ T]\d{1,2}[:：]\d{2}([:：]\d{2})?(\.\d+)?\Z")
NO_DAY: Final = Text("日期看不懂", "the date cannot be read")
TWO_WAYS: Final = Text("分不清日和月", "day and month cannot be told apart")
_KIND: Final = Text("类别“{kind}”不认识", "the kind “{kind}” is not known")


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment that came in, or went out where ``amount`` is negative. ``place`` is its row in the export; texts are ""
    where it says nothing. ``currencies`` are the names its columns and cells say, none where nothing does. ``kind`` is what
    a column calls it."""

    place: int
    day: dt.date
    amount: Decimal
    payer: str
    memo: str
    contract: str
    reference: str
    currencies: tuple[str, ...]
    kind: str = ""


@dataclass(frozen=True)
class Export:
    """What an export holds: payments that came in, those that went out, how many rows are papers that are no money, and
    rows that cannot be read, each with why. ``headings`` None where no row says day and money."""

    payments: tuple[Payment, ...]
    out: tuple[Payment, ...]
    papers: int
    unread: tuple[tuple[int, Text], ...]
    headings: Mapping[str, str] | None


def payments_of(rows: Rows, source: Source) -> Export:
    """The payments of one sheet of an export."""
    found = _headings(rows, source)
    if found is None:
        return Export((), (), 0, (), None)
    at, columns = found
    reading = _Reading(rows[at], rows[at + 1 :], columns, source, at + 2)
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
    def __init__(
        self, head: Sequence[CellValue], rows: Rows, columns: Mapping[str, int], source: Source, first: int
    ) -> None:
        self.rows, self.columns, self.source, self.first = rows, columns, source, first
        texts = [cell for row in rows if isinstance(cell := self._cell(row, "day"), str)]
        self.money = {
            key: MoneyColumn(head[columns[key]], [self._cell(row, key) for row in rows])
            for key in ("credit", "debit", "amount")
            if key in columns
        }
        self.order = proven_order([_CLOCK.sub("", text.strip()) for text in texts])

    def read(self, headings: Mapping[str, str]) -> Export:
        payments: list[Payment] = []
        out: list[Payment] = []
        unread: list[tuple[int, Text]] = []
        papers = 0
        for place, row in enumerate(self.rows, start=self.first):
            money = self._money(row)
            if money is None:
                continue  # a total, a foot, a blank line
            found = self._one(place, row, money) if isinstance(money, Money) else money
            if isinstance(found, Text):
                unread.append((place, found))
            elif found is None:
                papers += 1
            else:
                (payments if found.amount > 0 else out).append(found)
        return Export(tuple(payments), tuple(out), papers, tuple(unread), headings)

    def _one(self, place: int, row: Sequence[CellValue], money: Money) -> Payment | Text | None:
        """The payment, None for what is no money, or why it cannot be told."""
        comes_in = self._comes_in(row)
        if comes_in is None or not money.amount:
            return None
        day = self._day(row)
        if comes_in is False or money.amount < 0:
            money, comes_in = Money(-abs(money.amount), money.currencies), False
        if isinstance(comes_in, Text) or isinstance(day, Text):
            return comes_in if isinstance(comes_in, Text) else day  # type: ignore[return-value]  # one of the two is
        return self._payment(place, row, day, money)

    def _payment(self, place: int, row: Sequence[CellValue], day: dt.date, money: Money) -> Payment:
        payer, memo, contract, reference, said, kind = (
            self._text(row, key) for key in ("payer", "memo", "contract", "reference", "currency", "kind")
        )
        currencies = tuple(dict.fromkeys(filter(None, (said, *money.currencies))))
        return Payment(place, day, money.amount, payer, memo, contract, reference, currencies, kind)

    def _cell(self, row: Sequence[CellValue], key: str) -> CellValue:
        place = self.columns.get(key)
        return row[place] if place is not None and place < len(row) else None

    def _text(self, row: Sequence[CellValue], key: str) -> str:
        value = self._cell(row, key)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else " ".join(str(value).split())

    def _comes_in(self, row: Sequence[CellValue]) -> bool | Text | None:
        """Where a column tells kinds apart, whether this is one that comes in; money in a column of its own does. None for
        papers that are no money."""
        said = self._text(row, "kind")
        kind = fold(said)
        if not kind or not is_blank(self._cell(row, "credit")) or kind in self.source.kinds:
            return True
        if kind in self.source.papers:
            return None
        return False if kind in self.source.others else _KIND.fill(kind=said)

    def _money(self, row: Sequence[CellValue]) -> Money | Text | None:
        """What came in, below 0 what went out; None where the row has no day or no money at all, or is a total."""
        day = self._cell(row, "day")
        if is_blank(day) or (isinstance(day, str) and says_total(clean(day))):
            return None
        credit, debit, amount = (self._read(row, key) for key in ("credit", "debit", "amount"))
        if isinstance(credit, Text) or (credit is not None and credit.amount != 0):
            return credit
        if isinstance(debit, Text):
            return debit
        if debit is not None and debit.amount != 0:
            return Money(-abs(debit.amount), debit.currencies)
        return amount

    def _read(self, row: Sequence[CellValue], key: str) -> Money | Text | None:
        column = self.money.get(key)
        return column.read(self._cell(row, key)) if column is not None else None

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


def all_payments(sheets: Mapping[str, Rows], source: Source) -> Iterator[tuple[str, Export]]:
    """The sheets of an export that hold payments, by their names."""
    for name, rows in sheets.items():
        export = payments_of(rows, source)
        if export.headings is not None:
            yield name, export
