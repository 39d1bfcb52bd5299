"""The lines of a quotation or an order, and what they come to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.table import BookTable
from sheetsales.dataclass import dataclass
from sheetsales.documents.capitals import in_capitals
from sheetsales.documents.document import UNKNOWN_TAX, column, money_format, total_of, written
from sheetsales.errors import BadRequest
from sheetsales.forms.contents import Table, Value
from sheetsales.process.price_list import PriceList
from sheetsales.texts import Text

CENT: Final = Decimal("0.01")
AMOUNT: Final = "#,##0.00"
_NO_AMOUNT: Final = Text(
    "{at} 没有金额，数量和单价也不全，“{number}”的合计算不出。填上再打印。",
    "{at} has no amount, and quantity or price is missing too, so the total of '{number}' cannot be told. Fill it in, then print.",
)
COLUMNS: Final = (
    column("no", "序号", "No."),
    column("product", "产品", "Product"),
    column("spec", "规格", "Specification"),
    column("unit", "单位", "Unit"),
    column("quantity", "数量", "Quantity"),
    column("price", "单价", "Unit price"),
    column("off", "让利", "Off"),
    column("amount", "金额", "Amount"),
)
TITLE: Final = Text("明细", "Lines")


@dataclass(frozen=True, slots=True)
class Line:
    """``tax_rate`` is None where the price list says none; ``price`` and ``quantity`` where nobody wrote them."""

    product: str
    spec: str
    unit: str
    quantity: float | None
    price: Decimal | None
    off: float
    amount: Decimal
    tax_rate: float | None

    def row(self, number: int) -> dict[str, Value]:
        quantity = (
            int(self.quantity)
            if self.quantity is not None and self.quantity == int(self.quantity)
            else self.quantity
        )
        return {
            "no": Value(number), "product": written(self.product), "spec": written(self.spec), "unit": written(self.unit),
            "quantity": Value(quantity), "price": Value(self.price, AMOUNT), "off": Value(self.off or None, "0.##%" if self.off * 100 % 1 else "0%"),
            "amount": Value(self.amount, AMOUNT),
        }  # fmt: skip


def lines_of(
    book: Book, table: BookTable, rows: Sequence[int], number: str, day: dt.date
) -> tuple[Line, ...]:
    """The lines in the order of the sheet; raises ``BadRequest`` at a line whose amount nobody can tell."""
    prices = PriceList(book)
    return tuple(_line(book, table, row, number, day, prices) for row in rows)


def _line(book: Book, table: BookTable, row: int, number: str, day: dt.date, prices: PriceList) -> Line:
    def of(key: str) -> object:
        return table.get(key)[row]

    quantity, price, amount = table.get("quantity")[row], table.get("price")[row], table.get("amount")[row]
    code, off = str(of("product") or ""), float(table.get("discount")[row] or 0)
    listed = prices.row(code, day, quantity) if code else None
    products = book.table("products")

    def in_list(key: str) -> object:
        return products.get(key)[listed] if listed is not None else None

    if price is None and amount is None:
        price = in_list("price")
    if amount is None and quantity is not None and price is not None:
        worked_out = Decimal(str(quantity)) * Decimal(str(price)) * (1 - Decimal(str(off)))
        amount = worked_out.quantize(CENT, rounding=ROUND_HALF_UP)
    if amount is None:
        at = table.cell(row, "amount") or table.row_cell(row)
        raise BadRequest(_NO_AMOUNT.fill(at=at, number=number))
    rate = in_list("tax_rate")
    label = book.labels.get("product", {}).get(code)
    name = str(in_list("name") or (label.in_(book.lang) if label else "") or code)
    return Line(
        name, str(in_list("spec") or ""), str(in_list("unit") or ""), quantity, price, off, amount,
        float(str(rate)) if rate is not None else None,
    )  # fmt: skip


def lines_table(lines: Sequence[Line]) -> Table:
    """The Off column is there only where a line has a discount."""
    columns = COLUMNS if any(line.off for line in lines) else tuple(c for c in COLUMNS if c.key != "off")
    return Table("lines", TITLE, columns, [line.row(number) for number, line in enumerate(lines, 1)])


def totals(book: Book, lines: Sequence[Line], currency: str) -> dict[str, Value]:
    """Total with tax, net, tax, and the total in words where Chinese documents in yuan have them."""
    shown = money_format(currency)
    amounts = total_of([line.amount for line in lines])
    taxes = [_tax(line, included=book.settings.yes("tax_included")) for line in lines]
    known = [tax for tax in taxes if tax is not None]
    if len(known) < len(taxes):
        reason = Value(None, reason=UNKNOWN_TAX)
        return {
            "total": Value(amounts, shown),
            "net": reason,
            "tax": reason,
            **_words(book, amounts, currency),
        }
    tax = total_of(known)
    net = amounts - tax if book.settings.yes("tax_included") else amounts
    total = net + tax
    return {
        "total": Value(total, shown),
        "net": Value(net, shown),
        "tax": Value(tax, shown),
        **_words(book, total, currency),
    }


def _tax(line: Line, *, included: bool) -> Decimal | None:
    """The tax in, or on top of, an amount, rounded line by line."""
    if line.tax_rate is None:
        return None
    rate = Decimal(str(line.tax_rate))
    if not included:
        return (line.amount * rate).quantize(CENT, rounding=ROUND_HALF_UP)
    return line.amount - (line.amount / (1 + rate)).quantize(CENT, rounding=ROUND_HALF_UP)


def _words(book: Book, total: Decimal, currency: str) -> dict[str, Value]:
    in_yuan = book.lang == "zh" and currency in ("CNY", "")
    return {"total_words": Value(in_capitals(total) if in_yuan else None)}
