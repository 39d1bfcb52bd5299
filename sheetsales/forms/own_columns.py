"""Columns of a filled Table that are the team's own: what people typed there stays with its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sheetsales.cells.address import CellRef
from sheetsales.cells.grid import Grid, TableArea, Workbook
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.forms import texts
from sheetsales.forms.problem import Problem
from sheetsales.speech.lists import listed

Typed = Mapping[str, CellValue]
USUAL: Final = frozenset(
    [
        "备注",
        "说明",
        "签字",
        "签名",
        "意见",
        "改进措施",
        "原因分析",
        "整改",
        "remark",
        "remarks",
        "note",
        "notes",
        "comment",
        "comments",
        "signature",
        "improvement",
    ]
)
"""Headings that need no word: nobody takes them for a column of ours."""
_SHOWN: Final = 3


@dataclass(frozen=True)
class OwnColumns:
    """``names`` are the headings of the team's own columns, ``key`` the heading that tells rows apart."""

    table: TableArea
    key: str
    names: tuple[str, ...]

    def kept(self, *books: Workbook | None) -> dict[str, Typed]:
        """What was typed for each row, by what tells it apart; earlier books first."""
        found: dict[str, Typed] = {}
        for book in books:
            for key, typed in _typed(book, self):
                if key:
                    found.setdefault(key, typed)
        return found

    def lost(self, form: Workbook, rows: Sequence[str]) -> Problem | None:
        """What stands in the form itself for rows that are not there."""
        grid = form.grid(self.table.area.sheet)
        told = [(heading, at) for key, at, heading in _cells(grid, self) if key not in rows]
        if not told:
            return None
        cells, headings = [str(at) for _, at in told], dict.fromkeys(heading for heading, _ in told)
        text = texts.TYPED_LEFT.fill(
            table=self.table.name, heading=listed(headings), count=len(told), cells=listed(cells, most=_SHOWN)
        )
        return Problem(cells[0], text)


def _typed(book: Workbook | None, own: OwnColumns) -> list[tuple[str, Typed]]:
    for grid in book.grids if book else ():
        for table in grid.tables:
            if table.name.casefold() == own.table.name.casefold() and own.key in table.headings:
                return [
                    (_key(grid, table, own.key, row), _row(grid, table, own.names, row))
                    for row in range(table.first_data_row, table.last_data_row + 1)
                ]
    return []


def _row(grid: Grid, table: TableArea, names: Sequence[str], row: int) -> Typed:
    found = {name: grid.value(row, _column(table, name)) for name in names if name in table.headings}
    return {name: value for name, value in found.items() if value is not None}


def _cells(grid: Grid | None, own: OwnColumns) -> list[tuple[str, CellRef, str]]:
    if grid is None:
        return []
    return [
        (_key(grid, own.table, own.key, row), CellRef(grid.name, row, column), name)
        for row in range(own.table.first_data_row, own.table.last_data_row + 1)
        for name in own.names
        if grid.value(row, column := _column(own.table, name)) is not None
    ]


def _key(grid: Grid, table: TableArea, heading: str, row: int) -> str:
    value = grid.value(row, _column(table, heading))
    return "" if value is None else str(value)


def _column(table: TableArea, heading: str) -> int:
    return table.area.first_column + table.headings.index(heading)
