"""An open workbook to the grids of its sheets, in blocks, as the reader of closed files gives them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from sheetsales.backends.live import native
from sheetsales.backends.live.values import ERRORS, elapsed, received
from sheetsales.backends.parts.number_formats import kind_of_format
from sheetsales.cells.address import Area
from sheetsales.cells.grid import Grid, TableArea, Workbook
from sheetsales.cells.values import CellError, CellValue
from sheetsales.collector import without_cyclic_gc

_CHUNK: Final = 400_000
"""Cells read at once: more would need much memory on both sides."""
_LONG_AGO: Final = 1910
"""A date before this year is more likely a length of time."""
Row = Sequence[Any]
Place = tuple[int, int]


def read_book(book: Any) -> Workbook:
    """Everything the open workbook's worksheets hold.

    ``sha256`` is a digest of what users typed, so that a plan can tell whether the workbook is still the one it was
    made for; what formulas show does not count, for it changes by itself.
    """
    with without_cyclic_gc():
        grids = tuple(_grid(sheet) for sheet in book.sheets)
    return Workbook(grids, _digest(grids), native.is_date1904(book), _names(book))


def _grid(sheet: Any) -> Grid:
    name, used = sheet.name, sheet.used_range
    top, left = used.row, used.column
    values, formulas = _cells(used)
    _mark_errors(used, values, top, left)
    first, last, start, end = _bounds(values, formulas)
    columns = tuple([row[c] for row in values[first:last]] for c in range(start, end))
    grid = Grid(
        name=name,
        index=sheet.index - 1,
        first_row=top + first,
        first_column=left + start,
        columns=columns,
        visibility=native.visibility(sheet),
        protected=native.is_protected(sheet),
        merged=tuple(_merged(used, name)),
        formulas=frozenset((top + r, left + c) for r, c in formulas),
    )
    tables = (_table(table, grid) for table in sheet.tables)
    by_place = sorted(tables, key=lambda table: (table.area.first_row, table.area.first_column))
    return replace(grid, tables=tuple(by_place))


def _cells(used: Any) -> tuple[list[list[CellValue]], set[Place]]:
    """The values by row, and the places of formulas counted from the first cell."""
    height, width = used.shape
    values: list[list[CellValue]] = []
    formulas: set[Place] = set()
    step = max(1, _CHUNK // width)
    for start in range(0, height, step):
        part = used[start : start + step, :]
        block = part.options(ndim=2, err_to_str=True).value
        if all(cell is None for row in block for cell in row):
            made: list[list[CellValue]] = [[None] * width for _ in block]
        else:
            made = [[received(cell) for cell in row] for row in block]
            _lengths_of_time(part, made)
        formulas.update((start + r, c) for r, c in formula_texts(part, block))
        values += made
    return values, formulas


def _two_dimensional(block: Any, shape: tuple[int, int]) -> Sequence[Row]:
    """What xlwings hands through as the program gives it: one text, one row or rows."""
    if not isinstance(block, list | tuple):
        return [[block]]
    if block and not isinstance(block[0], list | tuple):
        return [block] if shape[0] == 1 else [[cell] for cell in block]
    return block


def formula_texts(area: Any, shown: Sequence[Row]) -> dict[Place, str]:
    """The formulas of a range by their places in it, without ``=``; ``shown`` are its values.

    A text that looks like a formula shows itself; a formula shows what it comes to.
    """
    texts = _two_dimensional(area.formula, area.shape)
    return {
        (r, c): text[1:]
        for r, row in enumerate(texts)
        for c, text in enumerate(row)
        if isinstance(text, str) and text[:1] == "=" and text != shown[r][c]
    }


def _lengths_of_time(part: Any, values: list[list[CellValue]]) -> None:
    for r, row in enumerate(values):
        for c, value in enumerate(row):
            early = isinstance(value, dt.time) or (isinstance(value, dt.date) and value.year < _LONG_AGO)
            if early and kind_of_format(str(part[r, c].number_format)) == "elapsed":
                row[c] = elapsed(value)


def _mark_errors(used: Any, values: list[list[CellValue]], top: int, left: int) -> None:
    """Error values among texts that read like them."""
    suspects = [
        (r, c)
        for r, row in enumerate(values)
        for c, v in enumerate(row)
        if isinstance(v, str) and v in ERRORS
    ]
    if not suspects:
        return
    areas = [*used.get_special_cells("formulas", "errors"), *used.get_special_cells("constants", "errors")]
    places = [(a.row - top, a.column - left, *a.shape) for a in areas]
    for r, c in suspects:
        if any(y <= r < y + height and x <= c < x + width for y, x, height, width in places):
            values[r][c] = CellError(str(values[r][c]))


def _bounds(values: list[list[CellValue]], formulas: set[Place]) -> tuple[int, int, int, int]:
    """The rows and columns, half open, that hold something."""
    rows = [r for r, row in enumerate(values) if any(v is not None for v in row)] + [r for r, _ in formulas]
    if not rows:
        return 0, 0, 0, 0
    width = len(values[0])
    held = [c for c in range(width) if any(row[c] is not None for row in values)] + [c for _, c in formulas]
    return min(rows), max(rows) + 1, min(held), max(held) + 1


def _merged(area: Any, sheet: str) -> Iterator[Area]:
    """Merged ranges, found by halves: most of a sheet has none and answers at once."""
    if area.merge_cells is False:
        return
    height, width = area.shape
    first = area[0, 0].merge_area
    if first.shape[0] * first.shape[1] > 1 and (first.row, first.column) == (area.row, area.column):
        rows, columns = first.shape
        if rows >= height and columns >= width:
            yield Area(sheet, first.row, first.column, first.row + rows - 1, first.column + columns - 1)
            return
    if height * width == 1:
        return
    if height >= width:
        halves = area[: height // 2, :], area[height // 2 :, :]
    else:
        halves = area[:, : width // 2], area[:, width // 2 :]
    for half in halves:
        yield from _merged(half, sheet)


def _table(table: Any, grid: Grid) -> TableArea:
    whole = table.range
    (height, width), top, left = whole.shape, whole.row, whole.column
    has_headings, has_totals = bool(table.show_headers), bool(table.show_totals)
    headings = tuple(
        str(grid.value(top, column) or "") if has_headings else str(table.columns[column - left].name)
        for column in range(left, left + width)
    )
    area = Area(grid.name, top, left, top + height - 1, left + width - 1)
    return TableArea(table.name, area, headings, has_headings, has_totals)


def _names(book: Any) -> dict[str, str]:
    """Names of the whole workbook; one of a single sheet says so before a ``!``."""
    names = ((str(name.name), name.refers_to) for name in book.names)
    return {name: str(text).removeprefix("=") for name, text in names if "!" not in name and text}


def _digest(grids: Sequence[Grid]) -> str:
    digest = hashlib.sha256()
    for grid in grids:
        digest.update(
            repr((grid.name, grid.first_row, grid.first_column, [t.area for t in grid.tables])).encode()
        )
        formulas = grid.formulas
        for column, values in enumerate(grid.columns, grid.first_column):
            typed = values
            if formulas:
                typed = [
                    "=" if (row, column) in formulas else value
                    for row, value in enumerate(values, grid.first_row)
                ]
            digest.update(repr(typed).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
