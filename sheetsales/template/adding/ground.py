"""The workbook that sheets are added to, and what they are to be written in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from sheetsales.cells.address import MAX_ROW, column_letters, quote_sheet
from sheetsales.cells.grid import Workbook
from sheetsales.cells.names import free_name, free_sheet_name, table_names
from sheetsales.dataclass import dataclass
from sheetsales.schema.binding import Binding, BoundTable
from sheetsales.schema.modules import modules_of
from sheetsales.schema.record import Record
from sheetsales.template.layout import Layout, table_column
from sheetsales.texts import Lang


@dataclass(frozen=True)
class Ground:
    """``currency`` is a code, blank where nobody said; ``added`` are the records whose sheets are new."""

    workbook: Workbook
    binding: Binding
    lang: Lang
    currency: str
    added: tuple[Record, ...] = ()

    @cached_property
    def layouts(self) -> dict[str, Layout]:
        return {r.key: Layout(r, self.lang, self.currency, 0, self.modules) for r in self.added}

    @property
    def modules(self) -> tuple[str, ...]:
        """Those of which the workbook has a sheet once all is added."""
        return modules_of((*(t.record for t in self.binding.tables), *self.added))

    @cached_property
    def sheets(self) -> dict[str, str]:
        """What the new sheets are called, by record: their title, or the first free name after it."""
        return {r.key: free_sheet_name(r.title.in_(self.lang), self.workbook) for r in self.added}

    @cached_property
    def tables(self) -> dict[str, str]:
        return {r.key: free_name(r.table, table_names(self.workbook)) for r in self.added}

    def bound(self, key: str) -> BoundTable | None:
        return next(iter(self.binding.of(key)), None)

    def column_of(self, key: str) -> Callable[[str], str | None] | None:
        """How a formula names the columns of a record's Table once all is added, None for one that is not there; None where
        the record stands in no Table."""
        layout, bound = self.layouts.get(key), self.bound(key)
        if layout is not None:
            table = self.tables[key]
            return lambda name: (
                table_column(table, layout.headings[layout.index[name]]) if name in layout.index else None
            )
        if bound is None or bound.table is None:
            return None
        named, there = bound.table, bound.by_key
        return lambda name: table_column(named, there[name].heading) if name in there else None

    def spot(self, key: str) -> Spot | None:
        """Where a record's columns stand once all is added; None where the workbook has no such sheet."""
        layout, bound = self.layouts.get(key), self.bound(key)
        if layout is not None:
            return Spot(self.sheets[key], 1, {k: i + 1 for k, i in layout.index.items()})
        if bound is not None:
            return Spot(bound.sheet, bound.heading_row, {k: c.sheet_column for k, c in bound.by_key.items()})
        return None


@dataclass(frozen=True)
class Spot:
    """A table's sheet, its heading row, and the sheet column of each of our columns, all from 1."""

    sheet: str
    heading_row: int
    columns: dict[str, int]

    def heading(self, key: str) -> str:
        """``'商机'!$D$1``."""
        return f"{quote_sheet(self.sheet)}!${column_letters(self.columns[key])}${self.heading_row}"

    def below(self, key: str) -> str:
        """All that may stand under a heading: ``'商机'!$D$2:$D$1048576``."""
        letters = column_letters(self.columns[key])
        return f"{quote_sheet(self.sheet)}!${letters}${self.heading_row + 1}:${letters}${MAX_ROW}"

    def whole(self, key: str) -> str:
        letters = column_letters(self.columns[key])
        return f"{quote_sheet(self.sheet)}!${letters}:${letters}"

    def first_of(self, *keys: str) -> Iterator[str]:
        """The columns of these that the sheet has."""
        return (key for key in keys if key in self.columns)
