"""A sheet of ours in the team's workbook: made at its end the first time, its rows replaced from then on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sheetsales.cells.charts import Chart
from sheetsales.cells.edits import AddSheet, Edit, ReplaceRows
from sheetsales.cells.grid import Grid, TableArea, Workbook
from sheetsales.cells.names import free_sheet_name, free_table_name
from sheetsales.cells.values import CellValue, EditValue
from sheetsales.texts import Lang, Text


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading in both languages, its width in characters and how its numbers look."""

    key: str
    title: Text
    width: float
    number_format: str = ""
    wrap: bool = False


@dataclass(frozen=True)
class Page:
    """What a sheet of ours is called and consists of; ``table`` is the name of its Table."""

    title: Text
    table: str
    columns: tuple[Column, ...]
    charts: tuple[Chart, ...] = ()


Row = Mapping[str, EditValue]


def page_edits(workbook: Workbook, lang: Lang, page: Page, rows: Sequence[Row]) -> Iterator[Edit]:
    """The edits that make the page hold these rows; none where it does, or where there is nothing to say yet.

    The page is known by its Table, under whatever name the sheet has by now; columns people added keep their place.
    """
    found = _found(workbook, lang, page)
    if found is None:
        if rows:
            yield from _new(workbook, lang, page, rows)
        return
    grid, table = found
    headings = {column.title.in_(lang): column.key for column in page.columns}
    if _now(grid, table, headings) == [tuple(row[key] for key in headings.values()) for row in rows]:
        return
    yield ReplaceRows(table.name, tuple({h: row[key] for h, key in headings.items()} for row in rows))


def _found(workbook: Workbook, lang: Lang, page: Page) -> tuple[Grid, TableArea] | None:
    wanted = {column.title.in_(lang) for column in page.columns}
    for grid in workbook.grids:
        for table in grid.tables:
            ours = table.name.casefold().startswith(page.table.casefold())
            if ours and wanted <= set(table.headings):
                return grid, table
    return None


def _now(grid: Grid, table: TableArea, headings: Mapping[str, str]) -> list[tuple[CellValue, ...]]:
    columns = [table.area.first_column + table.headings.index(h) for h in headings]
    return [
        tuple(grid.value(row, column) for column in columns)
        for row in range(table.first_data_row, table.last_data_row + 1)
    ]


def _new(workbook: Workbook, lang: Lang, page: Page, rows: Sequence[Row]) -> Iterator[Edit]:
    name = free_sheet_name(page.title.in_(lang), workbook)
    yield AddSheet(
        name,
        tuple(column.title.in_(lang) for column in page.columns),
        tuple(tuple(row[column.key] for column in page.columns) for row in rows),
        free_table_name(page.table, workbook),
        widths=tuple(column.width for column in page.columns),
        charts=page.charts,
        formats=tuple(column.number_format or None for column in page.columns),
        wraps=tuple(column.wrap for column in page.columns),
    )
