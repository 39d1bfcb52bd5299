"""What sheetsales keeps inside a workbook: named texts in the very hidden sheet ``_sheetsales``.

Each row of Table ``tblSheetsales`` holds one key and its text; a text too long for a cell is spread over the rows
``key#1``, ``key#2`` … Sheets, rows and cells of the team's own are never involved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sheetsales.cells.address import Area
from sheetsales.cells.edits import AddSheet, Edit, ReplaceRows
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.schema.workbook import STORE_SHEET

STORE_TABLE: Final = "tblSheetsales"
HEADINGS: Final = ("key", "value")
CHUNK: Final = 30_000
"""Characters to a cell; Excel takes 32,767, counted in UTF-16 units."""


def read_store(workbook: Workbook) -> dict[str, str]:
    """Every stored text by its key; empty where the workbook has no store."""
    grid = workbook.grid(STORE_SHEET)
    parts: dict[str, dict[int, str]] = {}
    for key, value in _rows(grid) if grid else ():
        name, mark, number = key.rpartition("#")
        if mark and number.isdecimal():
            parts.setdefault(name, {})[int(number)] = value
        else:
            parts.setdefault(key, {})[0] = value
    return {key: "".join(texts[n] for n in sorted(texts)) for key, texts in parts.items()}


def _rows(grid: Grid) -> Iterator[tuple[str, str]]:
    if len(grid.columns) < len(HEADINGS):
        return
    for key, value in zip(grid.columns[0], grid.columns[1], strict=True):
        if isinstance(key, str) and value is not None and (key, value) != HEADINGS:
            yield key, str(value)


def store_edits(workbook: Workbook, changes: Mapping[str, str]) -> tuple[Edit, ...]:
    """The edits that put ``changes`` into the store and keep the rest; none where nothing would change.

    An empty text removes its key.
    """
    before = read_store(workbook)
    after = {key: text for key, text in {**before, **changes}.items() if text}
    if after == before:
        return ()
    rows = tuple(row for key, text in after.items() for row in _spread(key, text))
    grid = workbook.grid(STORE_SHEET)
    if grid is None:
        return (AddSheet(STORE_SHEET, HEADINGS, rows, STORE_TABLE, visibility="veryHidden", widths=(24, 80)),)
    keyed = tuple(dict(zip(HEADINGS, row, strict=True)) for row in rows)
    return (ReplaceRows(_place(grid), keyed),)


def _spread(key: str, text: str) -> list[tuple[str, str]]:
    size = CHUNK if text.isascii() else CHUNK // 2
    chunks = [text[i : i + size] for i in range(0, len(text), size)]
    if len(chunks) == 1:
        return [(key, text)]
    return [(f"{key}#{n}", chunk) for n, chunk in enumerate(chunks, start=1)]


def _place(grid: Grid) -> str:
    """The store's Table; where another program dropped the Table, its range."""
    if grid.tables:
        return grid.tables[0].name
    return str(Area(grid.name, grid.first_row, grid.first_column, grid.last_row, grid.first_column + 1))
