"""What sheetsales keeps inside a workbook: named texts in the very hidden sheet ``_sheetsales``.

Each row of Table ``tblSheetsales`` holds one key and its text; a text too long for a cell is spread over the rows
``key#1``, ``key#2`` … Sheets, rows and cells of the team's own are never involved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sheetsales.cells.edits import Edit
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.pages import Column, Page, keep
from sheetsales.schema.workbook import STORE_SHEET
from sheetsales.texts import same

STORE_TABLE: Final = "tblSheetsales"
HEADINGS: Final = ("key", "value")
_PAGE: Final = Page(
    same(STORE_SHEET),
    STORE_TABLE,
    tuple(Column(key, same(key), width) for key, width in zip(HEADINGS, (24, 80), strict=True)),
    visibility="veryHidden",
    alone=True,
)
ID_MARK: Final = "copy.mark"
"""What new ids carry in a copy that was issued to somebody."""
BEFORE: Final = "year.before"
"""The key of a new year's workbook: where its archive lies, and what came from there."""
PAST_IDS: Final = "year.ids."
"""With the key of a kind of record: the last ids given in its archives, which no new record gets."""
AFTER: Final = "year.after"
"""The key of an archive: which workbook goes on from it."""
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
    rows = [
        dict(zip(HEADINGS, row, strict=True)) for key, text in after.items() for row in _spread(key, text)
    ]
    return tuple(keep(workbook, "en", _PAGE, rows))


def _spread(key: str, text: str) -> list[tuple[str, str]]:
    size = CHUNK if text.isascii() else CHUNK // 2
    chunks = [text[i : i + size] for i in range(0, len(text), size)]
    if len(chunks) == 1:
        return [(key, text)]
    return [(f"{key}#{n}", chunk) for n, chunk in enumerate(chunks, start=1)]
