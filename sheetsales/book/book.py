"""The whole workbook as typed records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field, replace

from sheetsales.book.process import Process
from sheetsales.book.settings import Settings
from sheetsales.book.table import BookTable, empty_table
from sheetsales.dataclass import dataclass
from sheetsales.schema.binding import Binding
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Lang, Text


@dataclass(frozen=True)
class Book:
    """Typed tables by record key, the process and the settings, and how the file was bound.

    ``labels`` gives the label of every choice in both languages, ``record.column`` or list key → code → Text, with
    the rows of the workbook's own Lists sheet over the packaged ones. ``whole`` is the same book together with the archives of
    earlier years, where it has such; ``since`` the day from which on it tells all, where its archive is not at hand.
    """

    tables: Mapping[str, BookTable]
    process: Process
    settings: Settings
    binding: Binding
    labels: Mapping[str, Mapping[str, Text]]
    whole: Book | None = field(default=None, repr=False, compare=False)
    since: dt.date | None = None

    @property
    def lang(self) -> Lang:
        return self.binding.language

    def table(self, key: str) -> BookTable:
        """The records of a kind; an empty table where the workbook has no such sheet."""
        found = self.tables.get(key)
        return found if found is not None else empty_table(RECORDS[key])

    def outline(self) -> Book:
        """The same book without its rows, but for Team's: enough to speak of findings, at a fraction of the memory."""
        tables = {
            key: replace(table, own={})
            if key == "team"
            else replace(table, rows=(), sources=(), columns={}, raw={}, own={})
            for key, table in self.tables.items()
        }
        return replace(self, tables=tables, whole=None)

    def has(self, key: str) -> bool:
        return key in self.tables

    def person_name(self, person_id: str) -> str:
        """What people call a team member, with the id where several are called so; the id itself where Team does not
        know it."""
        team = self.table("team")
        i = team.by_id.get(person_id)
        name = team.get("name")[i] if i is not None else None
        if not name:
            return person_id
        return f"{name} ({person_id})" if name in team.namesakes else name
