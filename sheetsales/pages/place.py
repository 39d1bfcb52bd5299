"""Where a page stands in a workbook: its Table by name, or a plain range where another program dropped the Table."""

from __future__ import annotations

from collections.abc import Iterable

from sheetsales.cells.address import Area, CellRef
from sheetsales.cells.grid import Grid, TableArea, Workbook
from sheetsales.cells.names import free_sheet_name
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.pages.page import Page
from sheetsales.texts import Lang

_MOST = 2, 3
"""A range without a Table is taken for ours when so large a part of our headings stand over it."""


@dataclass(frozen=True, slots=True)
class Place:
    """``target`` is what an edit names; ``keys`` tells which heading in the file is which of our columns.

    ``rows`` are the values below the headings, None where a formula of the team's writes itself anew; ``corner`` is the
    cell of the first of them.
    """

    sheet: str
    target: str
    headings: tuple[str, ...]
    keys: dict[str, str]
    rows: tuple[tuple[CellValue, ...], ...]
    corner: CellRef

    def cell(self, row: int, column: int) -> CellRef:
        """The cell of a value, both counted from 0."""
        return CellRef(self.sheet, self.corner.row + row, self.corner.column + column)


def find(workbook: Workbook, page: Page) -> Place | None:
    """The page under whatever name its sheet has by now; None where the workbook has none."""
    titles = page.keys()
    for grid in workbook.grids:
        for table in grid.tables:
            if page.is_named(table.name) and _is_whole(page, keys := _keys(table.headings, titles)):
                rows = range(table.first_data_row, table.last_data_row + 1)
                return _place(grid, table.name, table.area, table.headings, keys, rows)
    named = {page.title.zh, page.title.en}
    plain = (_untabled(grid, page, titles) for grid in workbook.grids if grid.name in named and grid.columns)
    return next((place for place in plain if place), None)


def same_sheet_name(workbook: Workbook, page: Page, lang: Lang) -> str:
    """The name of the sheet the page stands on, or would."""
    place = find(workbook, page)
    return place.sheet if place else free_sheet_name(page.title.in_(lang), workbook)


def _is_whole(page: Page, keys: dict[str, str]) -> bool:
    needed = [column.key for column in page.columns] if page.needed is None else page.needed
    return set(needed) <= set(keys.values())


def _untabled(grid: Grid, page: Page, titles: dict[str, str]) -> Place | None:
    """A sheet of that title with our headings in its first row; one nobody else uses, as it is."""
    if grid.tables and page.alone:
        return _of_table(grid, grid.tables[0], titles)
    headings = tuple("" if column[0] is None else str(column[0]) for column in grid.columns)
    keys = _keys(headings, titles)
    part, whole = _MOST
    if grid.tables or (len(keys) * whole < len(page.columns) * part and not page.alone):
        return None
    last = max(grid.last_row, grid.first_row + 1)
    area = Area(grid.name, grid.first_row, grid.first_column, last, grid.last_column)
    return _place(grid, str(area), area, headings, keys, range(grid.first_row + 1, grid.last_row + 1))


def _of_table(grid: Grid, table: TableArea, titles: dict[str, str]) -> Place:
    rows = range(table.first_data_row, table.last_data_row + 1)
    return _place(grid, table.name, table.area, table.headings, _keys(table.headings, titles), rows)


def _keys(headings: Iterable[str], titles: dict[str, str]) -> dict[str, str]:
    """Heading in the file → our column, each column once."""
    found: dict[str, str] = {}
    for heading in headings:
        key = titles.get(heading.strip().rstrip(" *※"))
        if key is not None and key not in found.values():
            found[heading] = key
    return found


def _place(
    grid: Grid, target: str, area: Area, headings: tuple[str, ...], keys: dict[str, str], rows: range
) -> Place:
    columns = range(area.first_column, area.last_column + 1)
    ours = {c for c, heading in zip(columns, headings, strict=False) if heading in keys}
    values = tuple(zip(*(_column(grid, c, rows, written=c in ours) for c in columns), strict=True))
    return Place(grid.name, target, headings, keys, values, CellRef(grid.name, rows.start, area.first_column))


def _column(grid: Grid, column: int, rows: range, *, written: bool) -> list[CellValue]:
    """The values of a column in these rows, whole columns at a time: the log has a row for every change.

    What a formula of the team's comes to is none; blank where the rows lie outside what the sheet holds.
    """
    at = column - grid.first_column
    held = grid.columns[at] if 0 <= at < len(grid.columns) else ()
    start, stop = rows.start - grid.first_row, rows.stop - grid.first_row
    before = min(max(-start, 0), len(rows))
    found: list[CellValue] = [None] * before
    found += held[max(start, 0) : max(stop, 0)]
    found += [None] * (len(rows) - len(found))
    if not written and grid.formulas:
        return [None if (row, column) in grid.formulas else v for row, v in zip(rows, found, strict=True)]
    return found
