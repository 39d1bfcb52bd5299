"""What somebody wrote into *Take* on the sheet of conflicts, carried out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.merging.ledger import Ledger, Pending
from sheetsales.merging.meaning import meaning
from sheetsales.merging.pages import taken
from sheetsales.merging.rows import BLANK, Cell, Row, Table

_WHOLE = ("row_gone", "row_alike", "row_id_taken", "row_not_own", "row_proposal")
"""Rows that a copy brought: to take theirs is to add them."""


@dataclass(frozen=True)
class Settled:
    """The tables with the decisions in them, what still waits, by its key, and the marks of rows that were added."""

    tables: Mapping[str, Table]
    ledger: Ledger
    waiting: Mapping[str, Mapping[str, CellValue]]
    count: int


def settle(tables: Mapping[str, Table], ledger: Ledger, said: Sequence[Mapping[str, CellValue]]) -> Settled:
    """Carry out every decision that was taken; ``said`` are the rows of the sheet. What cannot be done waits on."""
    now, waiting, done = dict(tables), {}, []
    for row in said:
        key, choice = str(row.get("key") or ""), taken(row.get("take"))
        pending = ledger.pending.get(key)
        if choice == "mine" or (
            pending is not None and choice and _carried(now, pending, choice, row.get("value"))
        ):
            done.append(key)
        else:
            waiting[key] = row
    kept = {key: pending for key, pending in ledger.pending.items() if key in waiting}
    after = replace(
        ledger, pending=kept, settled=(*ledger.settled, *(key for key in done if key not in ledger.settled))
    )
    return Settled(now, after, waiting, len(done))


def _carried(now: dict[str, Table], pending: Pending, choice: str, other: CellValue) -> bool:
    """Put one decision into the tables; False where its row is not there, or where it makes no sense."""
    table = now.get(pending.record)
    if table is None:
        return False
    if pending.kind in _WHOLE and not pending.column:
        return choice == "theirs" and _add(now, table, pending)
    at = _place(table, pending)
    if at is None:
        return False
    row = table.rows[at]
    if not pending.column:
        cells = {key: cell if cell.is_formula else BLANK for key, cell in row.cells.items()}
        return choice == "theirs" and _put(now, table, at, Row("", "", cells, at=row.at))
    cell = pending.theirs if choice == "theirs" else Cell(other, meaning(None, None, other))
    return _put(now, table, at, replace(row, cells={**row.cells, pending.column: cell}))


def _place(table: Table, pending: Pending) -> int | None:
    if pending.id:
        return next((n for n, row in enumerate(table.rows) if row.id == pending.id), None)
    found = [n for n, row in enumerate(table.rows) if row.naming == pending.naming and pending.naming]
    return found[0] if len(found) == 1 else None


def _put(now: dict[str, Table], table: Table, at: int, row: Row) -> bool:
    now[table.record] = replace(table, rows=(*table.rows[:at], row, *table.rows[at + 1 :]))
    return True


def _add(now: dict[str, Table], table: Table, pending: Pending) -> bool:
    """Add a row under its id, or without one where that is another's."""
    cells = {key: Cell(value, meaning(None, None, value)) for key, value in pending.row.items()}
    own = cells[table.id_column].meaning if table.id_column in cells else ""
    if own and any(row.id == own for row in table.rows):
        own = ""
        del cells[table.id_column]
    now[table.record] = replace(table, rows=(*table.rows, Row(own, pending.naming, cells)))
    return True
