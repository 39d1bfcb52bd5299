"""Which record of ours each id and name of the source is: known ones, and those that come in with the same files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.parsing.cleaning import fold
from sheetsales.dataclass import dataclass

_OPAQUE_LENGTH: Final = 15


@dataclass
class Known:
    """One kind of record: id of the source → our id, our id → the name it goes by.

    ``refused`` are ids of the source whose records could not be taken."""

    by_key: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    _met: list[tuple[str, str]] = field(default_factory=list)
    _by_name: dict[str, list[str]] = field(default_factory=dict)

    def add(self, ours: str, name: str | None, key: str = "") -> None:
        """Know a record from now on."""
        if key:
            self.by_key[key] = ours
        if name:
            self.names.setdefault(ours, name)
            self._met.append((name, ours))

    @property
    def by_name(self) -> Mapping[str, list[str]]:
        """Our ids by folded name; names are folded when they are first asked for."""
        for name, ours in self._met:
            owners = self._by_name.setdefault(fold(name), [])
            if ours not in owners:
                owners.append(ours)
        self._met.clear()
        return self._by_name

    def find(self, key: str | None, name: str | None) -> str | None:
        """Our id for an id or a name of the source, the id counting first; None where none or several are meant."""
        if key and key in self.by_key:
            return self.by_key[key]
        if not name:
            return None
        if name in self.names:
            return name
        owners = self.by_name.get(fold(name), [])
        return owners[0] if len(owners) == 1 else None


def known_of(book: Book, record: str) -> Known:
    """What the workbook holds of a kind of record."""
    table = book.table(record)
    found = Known()
    ids = table.get(table.record.id_column)
    for column in (table.record.name_column, *table.record.other_names):
        for ours, name in zip(ids, table.get(column), strict=True):
            if ours:
                found.add(ours, name)
    return found


def is_opaque(text: str) -> bool:
    """Whether a text is an id that tells people nothing."""
    return (
        len(text) >= _OPAQUE_LENGTH
        and " " not in text
        and "@" not in text
        and any(ch.isdigit() for ch in text)
    )
