"""One digest of everything a check's result rests on, so that a second run knows that nothing changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import marshal
from collections.abc import Iterable, Sequence
from typing import Any, Final, Protocol

from sheetsales import __version__
from sheetsales.book.book import Book
from sheetsales.book.table import BookTable
from sheetsales.cells.values import CellValue
from sheetsales.findings import Finding
from sheetsales.rules.catalogue import RULES

_MARSHAL: Final = 2
"""The last version of the format in which a value's bytes do not depend on who else holds it."""


class _Digest(Protocol):
    def update(self, data: bytes, /) -> None: ...


def fingerprint(book: Book, load_findings: Sequence[Finding], baseline: str, today: dt.date) -> str:
    """The digest of inputs, rules, day and version.

    Inputs are the cells of all records with the ids just given, less what sheetsales itself writes, and what loading
    found. The order and place of rows count: cells in the Findings sheet lead to them.
    """
    digest = hashlib.blake2b(digest_size=16)
    rules = [(rule.info.code, rule.info.name, int(rule.level)) for rule in RULES]
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
        if key != "findings":
            _add_table(digest, key, book.tables[key])
    digest.update(repr([(f.identity, str(f.at), int(f.severity)) for f in load_findings]).encode())
    return digest.hexdigest()


def _add_table(digest: _Digest, key: str, table: BookTable) -> None:
    bound = [
        (b.sheet, b.heading_row, [(c.column.key, c.sheet_column, c.heading) for c in b.columns])
        for b in table.bound
    ]
    digest.update(repr((key, bound)).encode())
    digest.update(marshal.dumps((list(table.rows), list(table.sources)), _MARSHAL))
    for name in sorted(table.raw):
        column = table.record.by_key.get(name)
        if key == "stage_log" or column is None or not column.written:
            digest.update(name.encode())
            digest.update(_bytes(table.raw[name]))


def _bytes(column: Sequence[CellValue]) -> bytes:
    values = list(column)
    try:
        return marshal.dumps(values, _MARSHAL)
    except ValueError:
        return marshal.dumps(list(_plain(values)), _MARSHAL)


def _plain(values: Iterable[CellValue]) -> Iterable[Any]:
    """The values with days as numbers and whatever else marshal does not know as text."""
    for value in values:
        kind = type(value)
        if value is None or kind is str or kind is float or kind is int:
            yield value
        elif kind is dt.date:
            yield ("d", value.toordinal())  # type: ignore[union-attr]  # its exact type was just compared
        else:
            yield (kind.__name__, str(value))
