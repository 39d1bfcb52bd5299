"""The edits that book payments on Receipts: the row laid out for an instalment is filled, further money gets a row; where
payments stand in columns beside their contract, the next pair of those."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from sheetsales.book.book import Book
from sheetsales.book.labels import text_of
from sheetsales.book.parsing.cleaning import is_blank
from sheetsales.book.table import BookTable
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import AppendRows, Edit, SetCell
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import EditValue
from sheetsales.cells.writable import Writable
from sheetsales.imports.matching import Match, Part, mark_of
from sheetsales.imports.pairs import Pairs
from sheetsales.imports.payments import Payment
from sheetsales.texts import Lang, Text

NO_ROOM = Text(
    "这份合同的回款列都填满了，请再加一组“日期、金额”列",
    "The payment columns of that contract are all filled: add another pair of date and amount",
)
_FILLED = ("received_on", "amount", "notes")


class Booking:
    """Books payments on the Receipts of a book, each of them once."""

    def __init__(self, book: Book, workbook: Workbook, lang: Lang) -> None:
        self.book, self.lang = book, lang
        self.writable, self.pairs = Writable(workbook), Pairs(book, workbook)
        self.used: set[int] = set()
        self._cells: list[Edit] = []
        self._rows: list[Mapping[str, EditValue]] = []

    @property
    def table(self) -> BookTable:
        return self.book.table("receipts")

    def booked(self, match: Match) -> Match:
        """The match once it is booked; one that waits, where the columns beside its contract are all filled."""
        cells: list[Edit] = []
        rows: list[Mapping[str, EditValue]] = []
        for part in match.parts:
            filled = self._filled(match.payment, part)
            if filled:
                cells += filled
            elif self.table.bound[-1].beside is None:
                rows.append(self._row(match.payment, part))
            elif (pair := self.pairs.take(part)) is not None:
                cells += [
                    SetCell(pair.day, match.payment.day, None),
                    SetCell(pair.amount, part.amount / pair.factor, None),
                ]
            else:
                contracts = tuple(dict.fromkeys(one.account.key for one in match.parts))
                return replace(match, parts=(), why=NO_ROOM, candidates=contracts)
        self._cells += cells
        self._rows += rows
        return match

    def edits(self) -> Iterator[Edit]:
        """All that books what was booked."""
        yield from self._cells
        if self._rows:
            yield AppendRows(self.table.bound[-1].target, tuple(self._rows))

    def _filled(self, payment: Payment, part: Part) -> list[Edit]:
        """The cells of the row laid out for the instalment; none where one of them holds something or cannot be
        written."""
        row = part.instalment.row if part.instalment is not None else -1
        if row < 0 or row in self.used:
            return []
        cells = {key: at for key in _FILLED if (at := self.table.cell(row, key)) is not None}
        if not {"received_on", "amount"} <= cells.keys() or not all(
            self._free(row, key, at) for key, at in cells.items()
        ):
            return []
        self.used.add(row)
        values: dict[str, EditValue] = {
            "received_on": payment.day,
            "amount": self._money(part.amount, self.table.sources[row]),
            "notes": note_of(payment),
        }
        return [SetCell(at, values[key], None) for key, at in cells.items()]

    def _free(self, row: int, key: str, at: CellRef) -> bool:
        return is_blank(self.table.raw[key][row]) and self.writable(at)

    def _row(self, payment: Payment, part: Part) -> Mapping[str, EditValue]:
        """A further payment repeats contract and instalment; what is due stays blank, so that it counts once."""
        bound = self.table.bound[-1]
        name = text_of(self.book, "receipts", "instalment", _instalment(part), self.lang)
        values: dict[str, EditValue] = {
            "contract": part.account.key,
            "instalment": name or None,
            "received_on": payment.day,
            "amount": self._money(part.amount, len(self.table.bound) - 1),
            "notes": note_of(payment),
        }
        return {bound.by_key[key].heading: value for key, value in values.items() if key in bound.by_key}

    def _money(self, amount: Decimal, source: int) -> Decimal:
        """In the unit of the column."""
        column = self.table.bound[source].by_key.get("amount")
        return amount / column.factor if column is not None and column.factor != 1 else amount


def _instalment(part: Part) -> str:
    """What a row of its own is called: "" where no instalment is laid out and it is not known what the money is for."""
    if part.amount < 0:
        return "refund"
    if part.instalment is not None:
        return part.instalment.name
    return "full" if part.amount == part.account.amount else ""


def note_of(payment: Payment) -> str:
    """What is kept of the payment, with the mark by which it is known again."""
    said = f"{payment.payer} [{mark_of(payment)}]" if payment.reference else f"[{mark_of(payment)}]"
    return said.strip()
