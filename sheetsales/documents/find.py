"""The rows of a number somebody asks for, or what comes nearest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sheetsales.book.amount_currency import currencies
from sheetsales.book.book import Book
from sheetsales.book.table import BookTable
from sheetsales.documents.document import TITLES, Kind
from sheetsales.errors import BadRequest, NothingToDo
from sheetsales.forms.contents import UNKNOWN
from sheetsales.forms.nearest import nearest
from sheetsales.process.numbered import by_number, headed, told
from sheetsales.speech.lists import AND, listed
from sheetsales.texts import Text

_NO_SHEET: Final = Text(
    "这个工作簿里没有{sheet}表，打不出{what}。要加这张表，用 sheetsales sheets add 工作簿 orders。",
    "This workbook has no {sheet} sheet, so there is no {what} to print. sheetsales sheets add BOOK orders adds it.",
)
_UNKNOWN: Final = Text(
    "{sheet}表里没有“{number}”。最接近的是“{near}”。",
    "{sheet} has no '{number}'. The nearest is '{near}'.",
)
_EMPTY: Final = Text(
    "{sheet}表里没有“{number}”：这张表还没有编号。先填上再打印。",
    "{sheet} has no '{number}': the sheet has no numbers yet. Fill it in, then print.",
)
_TWO: Final = Text(
    "“{number}”的各行{what}不一样：{cells}。一张单据只能有一个，改好再打印。",
    "The lines of '{number}' name more than one {what}: {cells}. A document has one; put the rows right, then print.",
)
CUSTOMER, CURRENCY = Text("客户", "customer"), Text("币种", "currency")


def rows_of(book: Book, record: str, number: str, kind: Kind) -> tuple[str, Sequence[int]]:
    """The number as the workbook spells it, and its rows; raises where there is no such sheet or number."""
    table = require(book, record, kind)
    numbers = {key: rows for key, rows in by_number(table).items() if not key.startswith("#")}
    asked = _plain(number)
    found = next((key for key in numbers if _plain(key) == asked), None)
    if found is None:
        raise BadRequest(unknown(table, number, numbers))
    return found, numbers[found]


def require(book: Book, record: str, kind: Kind) -> BookTable:
    table = book.table(record)
    if not table.bound:
        raise NothingToDo(_NO_SHEET.fill(sheet=table.record.title, what=TITLES[kind]))
    return table


def unknown(table: BookTable, number: str, known: Iterable[str]) -> Text:
    near = nearest(number, known)
    said = _UNKNOWN if near != UNKNOWN else _EMPTY
    return said.fill(sheet=table.record.title, number=number, near=near)


def _plain(number: str) -> str:
    return number.strip().casefold()


def only(book: Book, table: BookTable, rows: Sequence[int], number: str, key: str, what: Text) -> Any:
    """What all rows say alike in a column, None where none says anything; raises ``BadRequest`` with the cells where
    they differ."""
    values = dict.fromkeys(told(table, rows, key))
    if len(values) > 1:
        raise BadRequest(_TWO.fill(number=number, what=what, cells=_cells(book, table, rows, key)))
    return headed(table, rows, key)


def _cells(book: Book, table: BookTable, rows: Sequence[int], key: str) -> Text:
    first: dict[object, str] = {}
    for row in rows:
        value = table.get(key)[row]
        if value is not None:
            at = table.cell(row, key)
            first.setdefault(value, f"{at} {_shown(book, key, value)}")
    return listed(first.values(), last=AND)


def _shown(book: Book, key: str, value: object) -> str:
    if key != "customer":
        return str(value)
    customers = book.table("customers")
    row = customers.by_id.get(str(value))
    name = customers.get("name")[row] if row is not None else None
    return f"{value} {name}" if name else str(value)


def currency_of(book: Book, table: BookTable, rows: Sequence[int], number: str) -> str:
    """The one currency that the rows' money is in; raises ``BadRequest`` where it is in two."""
    found = currencies(table, book.settings.currency)
    if found is None:
        return book.settings.currency
    said = dict.fromkeys(found[row] for row in rows)
    if len(said) > 1:
        cells = [f"{table.cell(next(r for r in rows if found[r] == one), 'amount')} {one}" for one in said]
        raise BadRequest(_TWO.fill(number=number, what=CURRENCY, cells=listed(cells, last=AND)))
    return next(iter(said), book.settings.currency)
