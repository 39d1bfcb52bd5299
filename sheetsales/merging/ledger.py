"""What the workbook remembers of merges: what came in, what waits for a decision, what has been decided."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Set
from dataclasses import field, replace
from decimal import Decimal
from typing import Any, Final

from sheetsales.cells.values import CellError, CellValue
from sheetsales.dataclass import dataclass
from sheetsales.merging.outcome import Conflict
from sheetsales.merging.rows import BLANK, Cell, Issued, IssuedRow, Row

LEDGER: Final = "copies.collected"
"""The key of the workbook's hidden sheet; undoing a merge takes back what is remembered of it as well."""


Cells = Mapping[int, Mapping[str, Mapping[str, Mapping[str, str]]]]
"""Something of each cell that came in, by issue, record, row and column."""


@dataclass(frozen=True)
class Pending:
    """A decision that waits: enough to carry it out when it is taken, whatever has moved by then.

    ``theirs`` is what the copy says in the cell, and what that means; ``row`` are the cells of a row that it brought, by
    column; ``mark`` is what ids given to that carry.
    """

    kind: str
    record: str
    id: str
    naming: str
    column: str = ""
    row: Mapping[str, CellValue] = field(default_factory=dict)
    mark: str = ""
    theirs: Cell = BLANK


@dataclass(frozen=True)
class Ledger:
    """``files`` are the digests of files that came in; ``issues`` the numbers of copies; ``rows`` by issue the rows that
    came in new with it, as ``IssuedRow`` of what they said then, ``cells`` by issue, record and row the digests of cells that were
    taken, ``places`` alike the place of the first file of those they came with (under the column "" that of a new row); ``settled`` are the keys of
    decisions taken."""

    files: tuple[str, ...] = ()
    issues: tuple[int, ...] = ()
    rows: Mapping[int, Mapping[str, tuple[IssuedRow, ...]]] = field(default_factory=dict)
    cells: Cells = field(default_factory=dict)
    places: Cells = field(default_factory=dict)
    pending: Mapping[str, Pending] = field(default_factory=dict)
    settled: tuple[str, ...] = ()

    def base(
        self, number: int, issued: Mapping[str, Issued], apart: Set[str] = frozenset()
    ) -> dict[str, Issued]:
        """What a copy was issued with, and what came in with it since: neither is news any more.

        New rows that came with files at the places ``apart`` are no rows of this one, and their cells are marked.
        """
        known, cells, places = (
            self.rows.get(number, {}),
            self.cells.get(number, {}),
            self.places.get(number, {}),
        )
        based: dict[str, Issued] = {}
        for key, part in issued.items():
            came, at = cells.get(key, {}), places.get(key, {})
            new = (row for row in known.get(key, ()) if self.place(number, key, row) not in apart)
            rows = (_with(row, came, at, apart) for row in (*part.rows, *new))
            based[key] = replace(part, rows=tuple(rows))
        return based

    def place(self, number: int, record: str, row: IssuedRow, column: str = "") -> str:
        """The place of the file with which a cell, or a new row, came in; "" where it is not known."""
        return self.places.get(number, {}).get(record, {}).get(row.id or row.naming, {}).get(column, "")


def _with(
    row: IssuedRow,
    cells: Mapping[str, Mapping[str, str]],
    places: Mapping[str, Mapping[str, str]],
    apart: Set[str],
) -> IssuedRow:
    """The row with the cells that were taken from the copy as the copy had them."""
    said = cells.get(row.id or row.naming)
    if not said:
        return row
    at = places.get(row.id or row.naming, {})
    elsewhere = frozenset(key for key in said if at.get(key, "") in apart)
    first = {key: row.digests.get(key, "") for key, mark in said.items() if row.digests.get(key, "") != mark}
    digests = {key: mark for key, mark in {**row.digests, **said}.items() if mark}
    return replace(row, digests=digests, first=first, apart=elsewhere)


def pending_of(conflict: Conflict, naming: str, mark: str) -> Pending:
    brought = conflict.brought if not conflict.column else None
    cells = {key: cell.value for key, cell in brought.cells.items() if not cell.is_formula} if brought else {}
    return Pending(
        conflict.kind, conflict.record, conflict.id, naming, conflict.column, cells, mark, conflict.theirs
    )


def ledger_text(ledger: Ledger) -> str:
    """Stable JSON."""
    document = {
        "files": list(ledger.files),
        "issues": list(ledger.issues),
        "rows": {str(n): {key: [[r.id, r.naming, dict(r.digests)] for r in rows] for key, rows in of.items()} for n, of in ledger.rows.items()},
        "cells": _cells_json(ledger.cells),
        "places": _cells_json(ledger.places),
        "pending": {
            key: [p.kind, p.record, p.id, p.naming, p.column, {k: _plain(v) for k, v in p.row.items()}, p.mark,
                  _plain(p.theirs.value), p.theirs.meaning]
            for key, p in ledger.pending.items()
        },
        "settled": list(ledger.settled),
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _cells_json(cells: Cells) -> dict[str, Any]:
    return {
        str(n): {key: {row: dict(said) for row, said in rows.items()} for key, rows in of.items()}
        for n, of in cells.items()
    }


def read_ledger(text: str) -> Ledger:
    """What is remembered; nothing where nothing is, or where it cannot be read any more."""
    try:
        document = json.loads(text or "{}")
        return Ledger(
            tuple(map(str, document.get("files", ()))),
            tuple(map(int, document.get("issues", ()))),
            {int(n): {key: tuple(_row(*one) for one in rows) for key, rows in of.items()} for n, of in document.get("rows", {}).items()},
            {int(n): dict(of) for n, of in document.get("cells", {}).items()},
            {int(n): dict(of) for n, of in document.get("places", {}).items()},
            {key: _pending(*one) for key, one in document.get("pending", {}).items()},
            tuple(map(str, document.get("settled", ()))),
        )  # fmt: skip
    except (ValueError, TypeError, AttributeError):
        return Ledger()


def _row(row_id: str, naming: str, digests: Mapping[str, str]) -> IssuedRow:
    return IssuedRow(row_id, naming, dict(digests))


def _pending(
    kind: str,
    record: str,
    row_id: str,
    naming: str,
    column: str,
    row: Mapping[str, Any],
    mark: str,
    theirs: Any,
    means: str,
) -> Pending:
    cells = {key: _value(said) for key, said in row.items()}
    return Pending(kind, record, row_id, naming, column, cells, mark, Cell(_value(theirs), means))


def came_in(row: Row, given: str) -> IssuedRow:
    """A row that came in new, as it was then; ``given`` is the id it has in the workbook."""
    return IssuedRow(given, row.naming, row.digests)


def _plain(value: CellValue) -> Any:
    """As JSON; days and times keep what they are."""
    if isinstance(value, dt.datetime):
        return {"t": value.isoformat()}
    if isinstance(value, dt.date):
        return {"d": value.isoformat()}
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dt.time | dt.timedelta | CellError):
        return str(value)
    return value


def _value(said: Any) -> CellValue:
    if isinstance(said, dict):
        if "t" in said:
            return dt.datetime.fromisoformat(said["t"])
        return dt.date.fromisoformat(said["d"])
    return said if said is None or isinstance(said, bool | int | float) else str(said)
