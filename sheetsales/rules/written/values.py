"""What a row's cells show, as sentences say it, and messages filled with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from sheetsales.book.book import Book
from sheetsales.book.labels import text_of
from sheetsales.book.parsing.cleaning import is_blank
from sheetsales.book.table import BookTable, own_heading
from sheetsales.book.telling import column_title
from sheetsales.cells.values import CellValue
from sheetsales.look.numbers import spoken_percent
from sheetsales.regex import regex
from sheetsales.schema.column import Kind
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.lists import listed
from sheetsales.texts import Text, same

_PLACEHOLDER: Final = regex(r"\{([^{}]*)\}")
_BLANK: Final = Text("空", "blank")
_LONGEST: Final = 40


def shown(book: Book, record: str, column: str, row: int) -> Text:
    """The value of a cell as people read it: names for ids, labels for codes, 420,000, 12%, 2026-10-19; cut where long."""
    table = book.table(record)
    if own_heading(column):
        return _own(table, column, row)
    value = table.get(column)[row] if table.has(column) else None
    raw: CellValue = table.raw[column][row] if column in table.raw else None
    if value is None:
        return _BLANK if is_blank(raw) else same(_cut(str(raw)))
    kind = RECORDS[record].by_key[column].kind
    if kind in (Kind.REF, Kind.CHOICE):
        return Text(*(text_of(book, record, column, str(value), lang) for lang in ("zh", "en")))
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    return same(_plain(value, kind))


def _own(table: BookTable, column: str, row: int) -> Text:
    """The same for a column the team added itself: what stands in the cell."""
    cells = table.cells(column)
    value = cells[row] if cells is not None else None
    if is_blank(value):
        return _BLANK
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    return same(_plain(value, Kind.ANY))


def _plain(value: Any, kind: Kind) -> str:
    if kind is Kind.PERCENT:
        return spoken_percent(value)
    if isinstance(value, int | float | Decimal):
        text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, dt.date):
        return value.isoformat()
    return _cut("、".join(value) if isinstance(value, tuple) else str(value))


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def named_values(book: Book, record: str, columns: tuple[str, ...], row: int) -> Text:
    """``阶段“报价”、金额 420,000、审批人为空`` or ``Stage Quotation, Amount 420,000, Approved by blank``."""
    table = book.table(record)
    said = []
    for column in columns:
        title, value = column_title(table, column, row), shown(book, record, column, row)
        zh = f"{title.zh}为空" if value == _BLANK else f"{title.zh}“{value.zh}”"
        said.append(Text(zh, f"{title.en} {value.en}"))
    return listed(said)


def placeholders(message: str) -> list[str]:
    """The column names in braces of a message."""
    return _PLACEHOLDER.findall(message)


def filled(message: str, value: Callable[[str], str | None]) -> str:
    """The message with what stands in braces filled; a name without value stays as it is."""
    return _PLACEHOLDER.sub(lambda match: value(match[1]) or match[0], message)
