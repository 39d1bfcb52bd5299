"""The modules' data sheets as formulas see them, and as they are written where the workbook has such sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from sheetsales.reports.data import DataTable
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Rows, Source
from sheetsales.reports.modules import data
from sheetsales.reports.modules.rows import ModuleData, Row

_Maker = Callable[[ModuleData], Iterable[Row]]
_TABLES: Final[Mapping[str, tuple[DataTable, str, _Maker]]] = {
    "orders": (data.ORDERS, "orders", ModuleData.order_rows),
    "accounts": (data.ACCOUNTS, "receipts", ModuleData.account_rows),
    "instalments": (data.INSTALMENTS, "receipts", ModuleData.instalment_rows),
    "receipts": (data.RECEIPTS, "receipts", ModuleData.receipt_rows),
    "quotes": (data.QUOTES, "quotes", ModuleData.quote_rows),
    "returns": (data.RETURNS, "returns", ModuleData.return_rows),
    "requests": (data.REQUESTS, "service", ModuleData.request_rows),
}
"""Data sheet by the name formulas call it, with the sheet of the workbook it takes."""


def module_sources(draft: Draft) -> Mapping[str, Source]:
    """The data sheets by the names formulas call them; each is empty where the workbook has no such sheet."""
    made = ModuleData(draft)
    return {key: _source(draft, made, *found) for key, found in _TABLES.items()}


def _source(draft: Draft, made: ModuleData, table: DataTable, record: str, rows: _Maker) -> Source:
    kept: list[Rows] = []

    def once() -> Rows:
        if not kept:
            kept.append(list(rows(made)) if draft.facts.book.has(record) else [])
        return kept[0]

    return Source(table, once, lambda _: None)


def written_tables(draft: Draft, sources: Mapping[str, Source]) -> Iterator[tuple[DataTable, Rows]]:
    """The data sheets to be written, with their rows."""
    for key, (table, record, _) in _TABLES.items():
        if draft.facts.book.has(record):
            yield table, sources[key].rows()
