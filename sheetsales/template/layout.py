"""Where everything stands on a record's sheet: columns by key, their letters, the rows of the table."""

from __future__ import annotations

from functools import cached_property

from sheetsales.cells.address import column_letters, quote_sheet
from sheetsales.dataclass import dataclass
from sheetsales.schema.column import Column
from sheetsales.schema.record import Record
from sheetsales.template.headings import heading
from sheetsales.texts import Lang

ROOM = 5_000
"""Rows below the table that drop-downs, checks and colours reach, so that they hold as people type on."""
_LAST_SHEET_ROW = 1_048_576


@dataclass(frozen=True)
class Layout:
    """The table of one record: headings in row 1, data from row 2, columns from A. Rows count from 1.

    ``modules`` are those of the workbook."""

    record: Record
    lang: Lang
    currency: str
    rows: int
    modules: tuple[str, ...] = ()

    @cached_property
    def sheet(self) -> str:
        return self.record.title.in_(self.lang)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return self.record.columns_for(self.lang, self.modules)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        return tuple(heading(column, self.lang, self.currency) for column in self.columns)

    @cached_property
    def index(self) -> dict[str, int]:
        """Column index from 0 by column key."""
        return {column.key: i for i, column in enumerate(self.columns)}

    @property
    def last_row(self) -> int:
        """The table's last row, blank ones included."""
        return 1 + (self.rows or self.record.blank_rows)

    @property
    def reach(self) -> int:
        """The last row that drop-downs and colours cover."""
        return min(self.last_row + ROOM, _LAST_SHEET_ROW)

    def letter(self, key: str) -> str:
        return column_letters(self.index[key] + 1)

    def whole_column(self, key: str) -> str:
        """``'商机'!$D:$D``."""
        return f"{self._quoted}!${self.letter(key)}:${self.letter(key)}"

    def heading_cell(self, key: str) -> str:
        """``'商机'!$D$1``."""
        return f"{self._quoted}!${self.letter(key)}$1"

    def whole(self, key: str) -> str:
        """A column of the table in a formula elsewhere: ``tblContracts[未回款]``."""
        return table_column(self.record.table, self.headings[self.index[key]])

    def this_row(self, key: str) -> str:
        """A cell of the same row in a formula of the table: ``tblCustomers[[#This Row],[名称 *]]``."""
        return f"{self.record.table}[[#This Row],[{escaped(self.headings[self.index[key]])}]]"

    @property
    def _quoted(self) -> str:
        return quote_sheet(self.sheet)


def table_column(table: str, heading: str) -> str:
    """``tblContracts[未回款（元）]``."""
    return f"{table}[{escaped(heading)}]"


def escaped(heading: str) -> str:
    """A heading as a formula names it within brackets."""
    for character in "'[]#":
        heading = heading.replace(character, f"'{character}")
    return heading
