"""The workbook's side of an import: where its records of one kind are, by the source's id, by ours, by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Final

from sheetsales.book.book import Book
from sheetsales.book.ids import gives_ids, new_ids
from sheetsales.book.parsing.cleaning import clean, fold
from sheetsales.book.table import BookTable, own_key
from sheetsales.dataclass import dataclass
from sheetsales.imports.crm.base import Base
from sheetsales.imports.crm.sense import sense
from sheetsales.schema.binding import EXTERNAL


@dataclass
class Side:
    """One kind of record of the workbook. ``base`` is what the source last said, ``others`` the ids that belong to other
    sources."""

    book: Book
    key: str
    base: Base
    others: frozenset[str]
    mark: str = ""

    @property
    def table(self) -> BookTable:
        return self.book.table(self.key)

    @cached_property
    def external(self) -> str:
        """The key of the column of foreign ids; "" where the sheet has none yet."""
        keys = (own_key(EXTERNAL.zh), own_key(EXTERNAL.en))
        return next((key for key in keys if key in self.table.own), "")

    @property
    def can_hold_ids(self) -> bool:
        """Whether a column for foreign ids is there or can be added: only Tables grow to the right."""
        bound = self.table.bound
        return bool(self.external) or (bool(bound) and bound[-1].table is not None)

    @cached_property
    def columns(self) -> frozenset[str]:
        """The columns of ours that the sheet has, and that people fill in."""
        record = self.table.record
        return frozenset(k for b in self.table.bound[-1:] for k in b.by_key if not record.by_key[k].written)

    @cached_property
    def by_external(self) -> Mapping[str, int]:
        """Foreign id → row."""
        if not self.external:
            return {}
        cells = self.table.get(self.external)
        pairs = ((_id(value), i) for i, value in enumerate(cells) if value is not None)
        return {text: i for text, i in reversed(list(pairs)) if text}

    @cached_property
    def by_name(self) -> Mapping[str, tuple[int, ...]]:
        """Folded name → rows, and what else tells a record without an id."""
        found: dict[str, list[int]] = {}
        for i in range(len(self.table)):
            if name := self.naming(i):
                found.setdefault(name, []).append(i)
        return {name: tuple(rows) for name, rows in found.items()}

    def naming(self, i: int) -> str:
        """What names a record where no id does."""
        table = self.table
        parts = [table.get(key)[i] for key in NAMING[self.key]]
        return naming(parts)

    def find(self, key: str, name: str) -> int | None:
        """The row of a record: by the source's id, by ours as it was given, else the one row of that name that no other
        record of the source has."""
        row = self.by_external.get(key) if key not in self.others or key in self.base.rows else None
        if row is None and (ours := self.base.ours(key)):
            row = self.table.by_id.get(ours)
        if row is None and key not in self.base.rows and name:
            free = [i for i in self.by_name.get(name, ()) if i not in self._held]
            row = free[0] if len(free) == 1 else None
        return row

    @cached_property
    def _held(self) -> frozenset[int]:
        """Rows that are some record of this source already."""
        rows = {self.table.by_id.get(ours, -1) for ours, _ in self.base.rows.values()}
        return frozenset(rows | {row for key, row in self.by_external.items()})

    @cached_property
    def gives_ids(self) -> bool:
        """Whether new rows get an id of ours."""
        record = self.table.record
        return gives_ids(record) and record.id_column in self.table.raw

    @cached_property
    def fresh(self) -> Iterator[str]:
        """The ids that come next."""
        record = self.table.record
        taken = [str(value) for value in self.table.get(record.id_column) if value is not None]
        return new_ids(record, taken, self.mark)

    def sense(self, i: int, column: str) -> str:
        """What a cell of the workbook says."""
        table = self.table
        return sense(table.columns[column][i], table.raw[column][i])


NAMING: Final[Mapping[str, tuple[str, ...]]] = {
    "team": ("name",),
    "customers": ("name",),
    "contacts": ("name", "customer"),
    "pipeline": ("name", "customer"),
    "activities": ("date", "customer", "opportunity", "content"),
}


def naming(parts: list[Any]) -> str:
    """Parts of a name as one text; "" where the first is missing."""
    return (
        "\n".join(fold(str(part)) if part is not None else "" for part in parts)
        if parts[0] is not None
        else ""
    )


def _id(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(clean(str(value)).split())


class References:
    """How a column of a workbook writes which record it means: by id, by name or by both, as most of its cells do."""

    def __init__(self, book: Book, record: str, column: str) -> None:
        table = book.table(record)
        target = book.table(table.record.by_key[column].ref)
        self._names = dict(
            zip(target.get(target.record.id_column), target.get(target.record.name_column), strict=True)
        )
        cells = [str(value) for value in table.raw.get(column, ()) if value is not None]
        styles = Counter(self._style(text) for text in cells)
        usual = "id" if column == "opportunity" else "label"
        self.style = styles.most_common(1)[0][0] if styles else usual
        self._has_ids = target.record.id_column in target.raw or not len(target)

    def _style(self, text: str) -> str:
        if text in self._names:
            return "id"
        return "label" if text.split(" ", maxsplit=1)[0] in self._names else "name"

    def written(self, ours: str, name: str | None) -> str:
        """The reference to a record, with the name it goes by."""
        if self.style == "id" or not name:
            return ours
        if self.style == "name" or not self._has_ids or ours == name:
            return name
        return f"{ours} {name}"
