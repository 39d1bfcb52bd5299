"""The modules' data sheets as formulas see them, and as they are written where the workbook has such sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from sheetsales.reports.data import DataTable
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Rows, Source
from sheetsales.reports.modules import data
from sheetsales.reports.modules.improving_data import PROBLEMS, RISKS, problem_rows, risk_rows
from sheetsales.reports.modules.market_data import COSTS, MARKET_DEALS, cost_rows, market_rows
from sheetsales.reports.modules.pay_table import PAY_SLICES, is_told, pay_rows
from sheetsales.reports.modules.points_table import POINTS, point_rows
from sheetsales.reports.modules.rows import ModuleData, Row

_Maker = Callable[[ModuleData], Iterable[Row]]
_TABLES: Final[Mapping[str, tuple[DataTable, tuple[str, ...], _Maker]]] = {
    "orders": (data.ORDERS, ("orders",), ModuleData.order_rows),
    "accounts": (data.ACCOUNTS, ("receipts",), ModuleData.account_rows),
    "instalments": (data.INSTALMENTS, ("receipts",), ModuleData.instalment_rows),
    "receipts": (data.RECEIPTS, ("receipts",), ModuleData.receipt_rows),
    "quotes": (data.QUOTES, ("quotes",), ModuleData.quote_rows),
    "returns": (data.RETURNS, ("returns",), ModuleData.return_rows),
    "requests": (data.REQUESTS, ("service",), ModuleData.request_rows),
    "problems": (PROBLEMS, ("problems",), lambda made: problem_rows(made.draft)),
    "risks": (RISKS, ("risks",), lambda made: risk_rows(made.draft)),
    "points": (POINTS, ("loyalty",), lambda made: point_rows(made.draft)),
    "costs": (COSTS, ("costs", "headcount"), lambda made: cost_rows(made.draft)),
    "market_deals": (MARKET_DEALS, ("costs", "markets", "competitors"), lambda made: market_rows(made.draft)),
}
"""Data sheet by the name formulas call it, with the sheets of the workbook of which it takes one."""
FOR_MANAGERS: Final = frozenset({"costs", "market_deals", "points"})
"""Data sheets that tell what things cost, or are of sections for managers alone."""
OF_WHOLE: Final = frozenset({"market_deals", "points"})
"""Data sheets that only tables of the whole report ask."""


def module_sources(draft: Draft) -> Mapping[str, Source]:
    """The data sheets by the names formulas call them; each is empty where the workbook has no such sheet."""
    made = ModuleData(draft)
    paid = Source(PAY_SLICES, cache(lambda: list(pay_rows(draft))), lambda _: None)
    return {"pay_slices": paid} | {key: _source(draft, made, *found) for key, found in _TABLES.items()}


def _source(
    draft: Draft, made: ModuleData, table: DataTable, records: tuple[str, ...], rows: _Maker
) -> Source:
    kept: list[Rows] = []

    def once() -> Rows:
        if not kept:
            kept.append(list(rows(made)) if _has_any(draft, records) else [])
        return kept[0]

    return Source(table, once, lambda _: None)


def written_tables(draft: Draft, sources: Mapping[str, Source]) -> Iterator[tuple[DataTable, Rows]]:
    """The data sheets to be written, with their rows."""
    for key, (table, records, _) in _TABLES.items():
        told = draft.edition == "manager" or key not in FOR_MANAGERS
        if told and (draft.full or key not in OF_WHOLE) and _has_any(draft, records):
            yield table, sources[key].rows()
    if is_told(draft) and (draft.full or draft.edition == "person"):
        yield PAY_SLICES, sources["pay_slices"].rows()


def _has_any(draft: Draft, records: tuple[str, ...]) -> bool:
    return any(draft.facts.book.has(record) for record in records)
