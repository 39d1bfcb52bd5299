"""Logs of invoices beside a sheet of what came in: the money is the same, so one of the two is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sheetsales.adopt.proposal import ProposedTable
from sheetsales.dataclass import dataclass
from sheetsales.schema.binding import BoundTable, RefusedSheet


@dataclass(frozen=True, slots=True)
class ReadOnce:
    """The tables that are read, and the logs that are not."""

    tables: tuple[ProposedTable, ...]
    refused: tuple[RefusedSheet, ...]


def without_invoice_logs(
    tables: Iterable[ProposedTable], own: Iterable[BoundTable], is_answered: Callable[[str], bool]
) -> ReadOnce:
    """The tables without logs of invoices where another sheet has what came in; what somebody answered for stays."""
    tables = tuple(tables)
    keys = [{c.column.key for c in t.columns} for t in own if t.record.key == "receipts"]
    keys += [_keys(table) for table in tables if table.record.key == "receipts"]
    if not any("received_on" in found for found in keys):
        return ReadOnce(tables, ())
    left = {t.sheet for t in tables if _is_log(t) and not is_answered(t.sheet)}
    kept = tuple(t for t in tables if t.sheet not in left)
    return ReadOnce(kept, tuple(RefusedSheet(sheet, "invoice") for sheet in sorted(left)))


def _is_log(table: ProposedTable) -> bool:
    keys = _keys(table)
    return table.record.key == "receipts" and "invoice_no" in keys and "received_on" not in keys


def _keys(table: ProposedTable) -> set[str]:
    return {bound.column.key for bound in table.assigned.bound}
