"""How a record is known from one day to the next: by its id or name, else by what its row says; never by its row."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from hashlib import blake2s

from sheetsales.book.table import BookTable


def row_digest(table: BookTable, i: int, without: str = "") -> str:
    """A short digest of what people typed into a row, the cell of column ``without`` left out."""
    typed = [
        f"{key}={column[i]!r}"
        for key, column in table.raw.items()
        if column[i] is not None and key != without and not table.record.by_key[key].written
    ]
    return blake2s("\n".join(sorted(typed)).encode(), digest_size=6).hexdigest()


class Identities:
    """What names each record of one table."""

    def __init__(self, table: BookTable) -> None:
        self.table = table

    @cached_property
    def _shared_ids(self) -> frozenset[str]:
        """Ids that several rows carry, so that the id alone tells no row."""
        ids = self.table.get(self.table.record.id_column)
        if len(set(ids)) == len(ids):
            return frozenset()
        return frozenset(value for value, count in Counter(ids).items() if count > 1 and value is not None)

    def of(self, i: int, column: str = "") -> tuple[str, str]:
        """The record's id, and what else tells it apart where the id does not: a digest of its row."""
        record = self.table.id(i)
        if record and record not in self._shared_ids:
            return record, ""
        return record, row_digest(self.table, i, column)

    def label(self, i: int) -> str:
        """What to call the record in a sentence: its id, else its name, else its row."""
        name_column = self.table.record.name_column
        name = self.table.get(name_column)[i] if name_column else None
        return self.table.id(i) or name or ""
