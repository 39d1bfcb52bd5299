"""One digest of everything a check's result rests on, so that a second run knows that nothing changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import marshal
from collections.abc import Sequence
from typing import Final, Protocol

from sheetsales.book.book import Book
from sheetsales.book.table import BookTable
from sheetsales.cells.values import CellValue
from sheetsales.findings import Finding
from sheetsales.rules.catalogue import LISTED, RULES
from sheetsales.rules.written.rows import own_columns
from sheetsales.version import __version__

_MARSHAL: Final = 2
"""The last version of the format in which a value's bytes do not depend on who else holds it."""

_MARSHALLED: Final = {type(None), str, float, int, bool}
_DAYS: Final = {type(None), dt.date}


class _Digest(Protocol):
    def update(self, data: bytes, /) -> None: ...


def fingerprint(book: Book, load_findings: Sequence[Finding], baseline: str, today: dt.date) -> str:
    """The digest of inputs, rules, day and version.

    Inputs are the cells of all records with the ids that loading gives, less what sheetsales itself writes, and what loading
    found. The order and place of rows count: cells in the Findings sheet lead to them.
    """
    digest = hashlib.blake2b(digest_size=16)
    rules = [(rule.info.code, rule.info.name, int(rule.level)) for rule in RULES]
    rules += [(code, "", int(level)) for code, level in LISTED.items()]
    head = (
        __version__,
        today.isoformat(),
        book.lang,
        book.binding.adopted,
        book.binding.preset,
        baseline,
        rules,
    )
    digest.update(repr(head).encode())
    digest.update(repr((sorted(book.settings.values.items()), book.process)).encode())
    for key in sorted(book.tables):
        if key == "stage_log":
            _add_log(digest, book.tables[key])
        elif key not in ("findings", "by_person"):
            _add_table(digest, key, book.tables[key])
    for key, column in own_columns(book):
        digest.update(f"{key} {column}".encode())
        digest.update(_bytes(book.tables[key].cells(column) or ()))
    digest.update(repr([(f.identity, str(f.at), int(f.severity)) for f in load_findings]).encode())
    return digest.hexdigest()


def _add_table(digest: _Digest, key: str, table: BookTable) -> None:
    bound = [
        (b.sheet, b.heading_row, [(c.column.key, c.sheet_column, c.heading) for c in b.columns])
        for b in table.bound
    ]
    digest.update(repr((key, bound)).encode())
    digest.update(marshal.dumps((list(table.rows), list(table.sources)), _MARSHAL))
    digest.update(repr(sorted(table.signs.items())).encode() if table.signs else b"")
    for name in sorted(table.raw):
        column = table.record.by_key.get(name)
        if column is None or not column.written:
            digest.update(name.encode())
            digest.update(_bytes(_as_filled(table, name)))


def _as_filled(table: BookTable, name: str) -> Sequence[CellValue]:
    """The cells of a column as they will stand when the check has filled those it fills."""
    if name == table.record.id_column:
        return table.get(name)
    if name == "stage_since" and None in table.raw[name]:
        pairs = zip(table.get(name), table.raw[name], strict=True)
        return [typed if raw is None else raw for typed, raw in pairs]
    return table.raw[name]


def _add_log(digest: _Digest, log: BookTable) -> None:
    """What the log says, wherever it stands: a check adds to it and shall know its own rows again."""
    for name in sorted(log.columns):
        column = log.columns[name]
        plain = [v if v is None else float(v) for v in column] if name == "amount" else column
        digest.update(name.encode())
        digest.update(_bytes(plain))


def _bytes(column: Sequence[CellValue]) -> bytes:
    """The column as bytes; days as numbers and whatever else marshal does not know as text, each with its type."""
    kinds = set(map(type, column))
    if kinds <= _MARSHALLED:
        return marshal.dumps(list(column), _MARSHAL)
    if kinds <= _DAYS:
        return b"days" + marshal.dumps([day and day.toordinal() for day in column], _MARSHAL)  # type: ignore[union-attr]
    return marshal.dumps([v if type(v) in _MARSHALLED else _told(v) for v in column], _MARSHAL)


def _told(value: CellValue) -> tuple[str | int, ...]:
    return (value.toordinal(),) if type(value) is dt.date else (type(value).__name__, str(value))
