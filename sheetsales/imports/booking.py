"""The edits that book payments on Receipts: the row laid out for an instalment is filled, further money gets a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from sheetsales.book.book import Book
from sheetsales.book.labels import text_of
from sheetsales.book.parsing.cleaning import is_blank
from sheetsales.book.table import BookTable
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import AppendRows, Edit, SetCell
from sheetsales.cells.values import EditValue
from sheetsales.cells.writable import Writable
from sheetsales.dataclass import dataclass
from sheetsales.imports.matching import Match, Part, mark_of
from sheetsales.imports.payments import Payment
from sheetsales.texts import Lang

_FILLED = ("received_on", "amount", "notes")


@dataclass
class Booking:
    """Books payments on the Receipts of a book; ``used`` are rows that were filled in this run."""

    book: Book
    writable: Writable
    lang: Lang
    used: set[int]

    @property
    def table(self) -> BookTable:
        return self.book.table("receipts")

    def edits(self, matches: Sequence[Match]) -> Iterator[Edit]:
        rows: list[Mapping[str, EditValue]] = []
        for match in matches:
            for part in match.parts:
                filled = self._filled(match.payment, part)
                if filled:
                    yield from filled
                else:
                    rows.append(self._row(match.payment, part))
        if rows:
            yield AppendRows(self.table.bound[-1].target, tuple(rows))

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
        name = part.instalment.name if part.instalment is not None else ""
        values: dict[str, EditValue] = {
            "contract": part.account.key,
            "instalment": text_of(self.book, "receipts", "instalment", name or "full", self.lang),
            "received_on": payment.day,
            "amount": self._money(part.amount, len(self.table.bound) - 1),
            "notes": note_of(payment),
        }
        return {bound.by_key[key].heading: value for key, value in values.items() if key in bound.by_key}

    def _money(self, amount: Decimal, source: int) -> Decimal:
        """In the unit of the column."""
        column = self.table.bound[source].by_key.get("amount")
        return amount / column.factor if column is not None and column.factor != 1 else amount


def note_of(payment: Payment) -> str:
    """What is kept of the payment, with the mark by which it is known again."""
    said = f"{payment.payer} [{mark_of(payment)}]" if payment.reference else f"[{mark_of(payment)}]"
    return said.strip()
