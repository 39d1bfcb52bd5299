"""The part of a workbook that goes into a copy: sheets, rows and cells, from whose each record is."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Final

from sheetsales.book.book import Book
from sheetsales.cells.cut import Cut, SheetCut
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.cells.values import CellValue
from sheetsales.merging.whose import NEVER, PAY, Whose, is_common, is_told
from sheetsales.regex import regex
from sheetsales.schema.binding import Binding, BoundTable
from sheetsales.schema.column import Kind

_AMOUNT: Final = regex(r"\d[\d,.，]{3,}")
_YEAR: Final = regex(r"(?:19|20)\d\d")
_LEAST, _LEAST_OF_NAMES = 6, 3
"""Shorter texts stand anywhere by chance."""
_SPOKEN: Final = frozenset({Kind.TEXT, Kind.NOTE, Kind.PHONE, Kind.EMAIL})
_NAMES: Final = {
    "customers": ("name", "short_name", "contact", "phone", "email", "wechat"),
    "pipeline": ("name",),
}
"""What of others' rows nobody else's notes, lists and formulas should say."""
Cells = set[tuple[int, int]]


def part_of(book: Book, workbook: Workbook, binding: Binding, whose: Whose, *, with_pay: bool = False) -> Cut:
    """Sheets whose rows are known, with the rows and cells that are the holder's to see; no sheet besides."""
    made = _Part(book, whose, with_pay)
    unsaid = frozenset(made.unsaid())
    sheets = []
    for grid in workbook.grids:
        bound = [table for table in binding.tables if table.sheet == grid.name]
        if any(made.goes(table) for table in bound):
            sheets.append(made.sheet(grid, bound, unsaid))
    return Cut(tuple(sheets), unsaid)


class _Part:
    def __init__(self, book: Book, whose: Whose, with_pay: bool) -> None:
        self._book, self._whose, self._with_pay = book, whose, with_pay

    def goes(self, bound: BoundTable) -> bool:
        """Whether a block goes along: one of which nothing is the holder's goes as an empty form."""
        key = bound.record.key
        return not bound.record.written and (is_common(key) or key in self._whose.own) and self._is_open(key)

    def _is_open(self, key: str) -> bool:
        return key not in NEVER and (key != PAY or self._with_pay)

    def sheet(self, grid: Grid, bound: list[BoundTable], unsaid: Set[str]) -> SheetCut:
        gone: set[int] = set()
        emptied: Cells = set()
        for table in bound:
            beside = [other for other in bound if other is not table]
            self._block(grid, table, beside, gone, emptied)
        emptied |= {at for at in _outside(grid, bound, unsaid) if at[0] not in gone}
        return SheetCut(grid.name, frozenset(gone), frozenset(emptied))

    def _block(
        self, grid: Grid, bound: BoundTable, beside: list[BoundTable], gone: set[int], emptied: Cells
    ) -> None:
        """Rows of a block that are not the holder's go, or are emptied where they are rows of a block beside it as well.

        One stays, emptied, where all would go: a Table has a row at least.
        """
        kept = self._kept(bound)
        rows = range(bound.first_row, bound.last_row + 1)
        columns = range(bound.area.first_column, bound.area.last_column + 1)
        foreign = [row for row in rows if row not in kept and not _is_blank(grid, row)]
        shared = {row for row in foreign if any(o.heading_row <= row <= o.last_row for o in beside)}
        if foreign and not shared and len(foreign) == len(rows):
            emptied |= {(foreign[0], column) for column in range(grid.first_column, grid.last_column + 1)}
            foreign = foreign[1:]
        gone |= set(foreign) - shared
        emptied |= {(row, column) for row in shared for column in columns}
        if not is_common(bound.record.key):
            emptied |= self._untold(bound, kept)

    def _kept(self, bound: BoundTable) -> dict[int, int]:
        """Sheet row → row of the book, of what goes along."""
        key = bound.record.key
        table = self._book.table(key)
        if not self.goes(bound):
            return {}
        goes = range(len(table)) if is_common(key) else self._whose.rows(key)
        here = (i for i in goes if table.bound[table.sources[i]].sheet == bound.sheet)
        return {table.rows[i]: i for i in here if bound.first_row <= table.rows[i] <= bound.last_row}

    def _untold(self, bound: BoundTable, kept: dict[int, int]) -> Cells:
        lent = self._whose.lent.get(bound.record.key, frozenset())
        key = bound.record.key
        columns = [(b.column.key, b.sheet_column) for b in bound.columns]
        columns += [("", u.sheet_column) for u in bound.unknown]
        return {
            (row, at)
            for row, i in kept.items()
            for column, at in columns
            if not is_told(key, column, lent=i in lent, with_pay=self._with_pay)
        }

    def unsaid(self) -> Set[str]:
        """Texts of what does not go along, names above all, but for those that what goes along says as well."""
        hidden: set[str] = set()
        said: set[str] = set()
        for key, table in self._book.tables.items():
            goes = range(len(table)) if is_common(key) else self._whose.rows(key)
            for column, values in table.raw.items():
                names = column in _NAMES.get(key, ())
                if names or table.record.by_key[column].kind in _SPOKEN:
                    least = _LEAST_OF_NAMES if names else _LEAST
                    texts = [_text(value) for value in values]
                    hidden.update(
                        text for i, text in enumerate(texts) if i not in goes and len(text) >= least
                    )
                    said.update(texts[i] for i in goes)
        return {text for text in hidden - said if not text.isdecimal()}


def _is_blank(grid: Grid, row: int) -> bool:
    columns = range(grid.first_column, grid.last_column + 1)
    return all(grid.value(row, c) in (None, "") and (row, c) not in grid.formulas for c in columns)


def _outside(grid: Grid, bound: list[BoundTable], unsaid: Set[str]) -> Iterator[tuple[int, int]]:
    """Cells beside, below and above the blocks that may tell of others: all but plain words above the rows."""
    top = min(t.heading_row for t in bound)
    for c, column in enumerate(grid.columns, grid.first_column):
        for r, value in enumerate(column, grid.first_row):
            is_formula = (r, c) in grid.formulas
            if (value is None and not is_formula) or any(_is_in(table, r, c) for table in bound):
                continue
            if r < top and isinstance(value, str) and not is_formula and not _tells(value, unsaid):
                continue
            yield r, c


def _is_in(table: BoundTable, row: int, column: int) -> bool:
    """Whether a cell is one of a block's heading or of its rows; what stands between the two is not."""
    is_row = row == table.heading_row or table.first_row <= row <= table.last_row
    return is_row and table.area.first_column <= column <= table.area.last_column


def _tells(text: str, unsaid: Set[str]) -> bool:
    return _tells_amount(text) or any(secret in text for secret in unsaid)


def _tells_amount(text: str) -> bool:
    return any(not _YEAR.fullmatch(found) for found in _AMOUNT.findall(text))


def _text(value: CellValue) -> str:
    return str(value).strip() if value is not None else ""
