"""A sheet laid out downwards becomes one with a row for each record: beside it, with formulas that follow it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from sheetsales.adopt.proposal import Option, Question
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import AddSheet
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.cells.values import CellError, CellValue, EditValue, Formula
from sheetsales.schema.record import Record
from sheetsales.texts import Lang, Text

_NAME: Final = Text("{name}（横排）", "{name} (rows)")
_WHY: Final = Text(
    "竖着排，一列一条；要读得加一张一行一条的表，用公式跟着它走，原表不动",
    "laid out downwards, a column for each record; to read it a sheet with a row for each is added, with formulas that "
    "follow it; yours is not touched",
)
_LONGEST: Final = 31
_SPARE: Final = 20
"""So many more columns of the sheet are followed: what is added there later is read as well."""
_DATE: Final = "yyyy-mm-dd"


def question(grid: Grid, record: Record) -> Question:
    """Whether the sheet shall be turned, and read as the record it then holds."""
    return Question("sheet", grid.name, grid.name, _WHY, (Option(record.key, record.title),))


def turned_sheet(grid: Grid, workbook: Workbook, lang: Lang) -> AddSheet:
    """A new sheet that has the rows of ``grid`` as columns."""
    heads = _label_column(grid)
    rows = [i for i in range(grid.row_count) if _is_heading(grid, heads, i)]
    names = tuple(" ".join(str(grid.columns[heads][i]).split()) for i in rows)
    last = grid.first_column + len(grid.columns)
    columns = range(grid.first_column + heads + 1, last + _SPARE)
    cells = tuple(tuple(_cell(grid, grid.first_row + i, column) for i in rows) for column in columns)
    formats = tuple(_DATE if _has_dates(grid.columns, heads, i) else None for i in rows)
    return AddSheet(_free_name(grid.name, workbook, lang), names, cells, formats=formats)


def _label_column(grid: Grid) -> int:
    return next(i for i, column in enumerate(grid.columns) if any(isinstance(v, str) for v in column))


def _is_heading(grid: Grid, heads: int, row: int) -> bool:
    """A label with something beside it: a title has nothing."""
    label = grid.columns[heads][row]
    beside = any(column[row] is not None for column in grid.columns[heads + 1 :])
    return isinstance(label, str) and bool(label.strip()) and beside


def _cell(grid: Grid, row: int, column: int) -> EditValue:
    at = CellRef(grid.name, row, column)
    value: CellValue = grid.value(row, column) if column <= grid.last_column else None
    shown = "" if value is None or isinstance(value, CellError) else value
    return Formula(f'IF(ISBLANK({at}),"",{at})', shown)


def _has_dates(columns: Sequence[Sequence[CellValue]], heads: int, row: int) -> bool:
    filled = [column[row] for column in columns[heads + 1 :] if column[row] is not None]
    return bool(filled) and all(isinstance(value, dt.date) for value in filled)


def _free_name(name: str, workbook: Workbook, lang: Lang) -> str:
    taken = {grid.name.casefold() for grid in workbook.grids}
    return next(found for found in _names(name, lang) if found.casefold() not in taken)


def _names(name: str, lang: Lang) -> Iterator[str]:
    for number in range(1, 100):
        mark = _NAME.fill(name="").in_(lang) + ("" if number == 1 else str(number))
        yield name[: _LONGEST - len(mark)] + mark
