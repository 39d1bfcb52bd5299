"""Free pairs of day and money in the columns beside a contract: where a payment goes in a ledger without rows for receipts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from sheetsales.book.book import Book
from sheetsales.book.parsing.cleaning import is_blank
from sheetsales.cells.address import CellRef
from sheetsales.cells.grid import Workbook
from sheetsales.cells.writable import Writable
from sheetsales.dataclass import dataclass
from sheetsales.imports.matching import Part
from sheetsales.schema.binding import BoundTable


@dataclass(frozen=True, slots=True)
class Pair:
    """The two cells of an instalment; ``factor`` is the unit of its money."""

    day: CellRef
    amount: CellRef
    factor: Decimal


class Pairs:
    """The pairs of a workbook, each taken once."""

    def __init__(self, book: Book, workbook: Workbook) -> None:
        self._contracts, self._workbook = book.table("contracts"), workbook
        self._tables = [bound for bound in book.table("receipts").bound if bound.beside is not None]
        self._writable = Writable(workbook)
        self._taken: set[CellRef] = set()

    def take(self, part: Part) -> Pair | None:
        """The first pair in the row of the part's contract that is free; None where all are filled."""
        contract = part.account.contract
        if contract is None:
            return None
        at = self._contracts.row_cell(contract.row)
        found = next((pair for pair in self._pairs(at) if self._is_free(pair)), None)
        if found is not None:
            self._taken.add(found.amount)
        return found

    def _pairs(self, at: CellRef) -> Iterator[Pair]:
        for bound in self._tables:
            if bound.sheet == at.sheet and bound.first_row <= at.row <= bound.last_row:
                yield _pair(bound, at.row)

    def _is_free(self, pair: Pair) -> bool:
        grid = self._workbook.grid(pair.day.sheet)
        cells = (pair.day, pair.amount)
        blank = grid is not None and all(is_blank(grid.value(cell.row, cell.column)) for cell in cells)
        return blank and pair.amount not in self._taken and all(map(self._writable, cells))


def _pair(bound: BoundTable, row: int) -> Pair:
    day, amount = bound.by_key["received_on"], bound.by_key["amount"]
    at = CellRef(bound.sheet, row, day.sheet_column)
    return Pair(at, replace(at, column=amount.sheet_column), amount.factor)
