"""Grids and workbooks made from rows in memory: what the domain's tests and dry runs stand on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sheetsales.cells.address import Area
from sheetsales.cells.grid import Grid, TableArea, Workbook
from sheetsales.cells.values import CellValue

Rows = Sequence[Sequence[CellValue]]


def grid_from_rows(
    name: str,
    rows: Rows,
    *,
    first_row: int = 1,
    first_column: int = 1,
    table: str | None = None,
    index: int = 0,
) -> Grid:
    """The grid of one sheet whose block starts at ``first_row``, ``first_column``.

    Short rows are filled up with blanks, and an empty text is a blank, as when a file is read. ``table`` names an
    Excel Table over all the rows; the first of them holds its headings.
    """
    width = max((len(row) for row in rows), default=0)
    columns = tuple([None if c >= len(row) or row[c] == "" else row[c] for row in rows] for c in range(width))
    tables = (_table_over(table, name, rows, first_row, first_column),) if table else ()
    return Grid(name, index, first_row, first_column, columns, tables=tables)


def _table_over(table: str, sheet: str, rows: Rows, first_row: int, first_column: int) -> TableArea:
    headings = tuple("" if heading is None else str(heading) for heading in rows[0])
    area = Area(sheet, first_row, first_column, first_row + len(rows) - 1, first_column + len(headings) - 1)
    return TableArea(table, area, headings)


def workbook_from_rows(sheets: Mapping[str, Rows | Grid], *, sha256: str = "") -> Workbook:
    """A workbook of these sheets in this order; rows stand at A1, a ready ``Grid`` is taken as it is."""
    grids = (
        rows if isinstance(rows, Grid) else grid_from_rows(name, rows, index=index)
        for index, (name, rows) in enumerate(sheets.items())
    )
    return Workbook(tuple(grids), sha256)
