"""The price list: what a product costs and is sold for on a day, from a quantity on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.table import BookTable
from sheetsales.dataclass import dataclass

_CENT: Final = Decimal("0.01")


def line_amount(quantity: float, price: Decimal, discount: float | None) -> Decimal:
    """Quantity × price × (1 − discount), to the cent."""
    whole = Decimal(str(quantity)) * price * (1 - Decimal(str(discount or 0)))
    return whole.quantize(_CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class PriceList:
    """The rows of the price list by product; deals and orders name a product by its code or its name."""

    book: Book

    @property
    def _table(self) -> BookTable:
        return self.book.table("products")

    @cached_property
    def _rows(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = {}
        for row, keys in enumerate(zip(self._table.get("id"), self._table.get("name"), strict=True)):
            for key in {str(key).casefold() for key in keys if key}:
                found.setdefault(key, []).append(row)
        return found

    @cached_property
    def _names(self) -> Mapping[str, Sequence[str]]:
        labels = self.book.labels.get("product", {})
        return {code: (label.zh, label.en) for code, label in labels.items()}

    def row(self, product: str, day: dt.date, quantity: float | None = None) -> int | None:
        """The row that holds for a product on a day, that of the highest quantity reached; of two that hold, the one that
        began last. None where the list has none."""
        columns = (self._table.get(key) for key in ("valid_from", "valid_to", "min_quantity"))
        first, last, least = columns
        holding = [
            row
            for row in self._of(product)
            if (first[row] is None or first[row] <= day)
            and (last[row] is None or last[row] >= day)
            and (least[row] is None or (quantity is not None and quantity >= least[row]))
        ]
        return max(holding, key=lambda r: (least[r] or 0, first[r] or dt.date.min), default=None)

    def offered(self, product: str, day: dt.date, quantity: float | None = None) -> int | None:
        """The row that holds, where its product is on sale at a price."""
        row = self.row(product, day, quantity)
        on_sale = row is not None and self._table.get("active")[row] is not False
        return row if on_sale and self.money(row) is not None else None

    def money(self, row: int | None, column: str = "price") -> Decimal | None:
        """What stands in a column of money of that row."""
        value: Decimal | None = None if row is None else self._table.get(column)[row]
        return value

    def _of(self, product: str) -> Sequence[int]:
        for name in (product, *self._names.get(product, ())):
            if found := self._rows.get(name.casefold()):
                return found
        return ()

    def cost(self, product: str, day: dt.date, quantity: float | None = None) -> Decimal | None:
        """What one costs us on a day; None where nobody wrote it."""
        row = self.row(product, day, quantity)
        cost: Decimal | None = self._table.get("cost")[row] if row is not None else None
        return cost

    def rebuy_months(self, product: str) -> float | None:
        """After how many months it is usually bought again."""
        months = self._table.get("rebuy_months")
        return next((float(months[row]) for row in self._of(product) if months[row]), None)

    def goes_with(self, product: str) -> tuple[str, ...]:
        """The products that usually go with it."""
        column = self._table.get("goes_with")
        return next((tuple(column[row]) for row in self._of(product) if column[row]), ())
