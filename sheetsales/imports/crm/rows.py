"""Which rows of an export are records, and what its cells say: not blank ones, totals, footers, repeated headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sheetsales.book.rows import TOTAL_WORDS, says_total
from sheetsales.cells.grid import Grid
from sheetsales.cells.values import CellValue
from sheetsales.imports.crm.recognise import Export

TEXT_KINDS: Final = (".csv", ".txt", ".tsv")
_FEW: Final = 2
_WIDE: Final = 4
_IN_LINES: Final = frozenset({"content", "feedback", "notes", "need", "result"})


def record_rows(export: Export) -> list[int]:
    """The sheet rows of the records."""
    grid = export.grid
    first, last = export.heading_row + 1, min(export.last_row or grid.last_row, grid.last_row)
    filled = _filled(grid, first, last)
    last = _before_footer(export, filled, first, last)
    heading = tuple(grid.value(export.heading_row, at[0]) for at in export.columns.values())
    mapped = [at for places in export.columns.values() for at in places]
    lead = sorted(mapped)[:2]
    repeated = grid.value(export.heading_row, lead[0]) if lead else None
    rows: list[int] = []
    for row in range(first, last + 1):
        if not filled[row - first]:
            continue
        if filled[row - first] <= _FEW * 2 and _is_no_record(export, row, lead):
            continue
        if lead and grid.value(row, lead[0]) == repeated and _says(grid, row, export) == heading:
            continue
        rows.append(row)
    return rows


def _says(grid: Grid, row: int, export: Export) -> tuple[CellValue, ...]:
    return tuple(grid.value(row, at[0]) for at in export.columns.values())


def _filled(grid: Grid, first: int, last: int) -> list[int]:
    """How many cells of each row hold something."""
    counts = [0] * max(0, last - first + 1)
    for column in grid.columns:
        part = column[first - grid.first_row : last + 1 - grid.first_row]
        counts = [n if v is None or v == "" else n + 1 for n, v in zip(counts, part, strict=True)]
    return counts


def _before_footer(export: Export, filled: Sequence[int], first: int, last: int) -> int:
    """The last row above words that programs print below a table: few cells, and none that a record has."""
    if len(export.columns) + len(export.left) < _WIDE:
        return last
    needed = [
        export.columns[key][0]
        for key in ("amount", "close", "date", "email", "customer")
        if key in export.columns
    ]
    row = last
    while row >= first:
        is_short = filled[row - first] <= _FEW and not _has_key(export, row)
        if filled[row - first] and not (is_short and all(_is_blank(export.grid, row, at) for at in needed)):
            break
        row -= 1
    return row if row >= first else last


def _has_key(export: Export, row: int) -> bool:
    """Whether an id stands where the system's ids do, and no words: ids have a digit."""
    value = export.grid.value(row, export.columns["key"][0]) if "key" in export.columns else None
    if not isinstance(value, str):
        return value is not None
    return " " not in value and any(ch.isdigit() for ch in value)


def _is_blank(grid: Grid, row: int, at: int) -> bool:
    return grid.value(row, at) in (None, "")


def _is_no_record(export: Export, row: int, lead: Sequence[int]) -> bool:
    """Whether a row sums others up: it says so in front, or anywhere in words that mean nothing else."""
    grid = export.grid
    cells = (grid.value(row, at) for at in (grid.first_column, *lead))
    if any(isinstance(value, str) and says_total(value.strip()) for value in cells):
        return True
    rest = (grid.value(row, at) for at in range(grid.first_column, grid.last_column + 1))
    return not _has_key(export, row) and any(isinstance(v, str) and v.strip() in TOTAL_WORDS for v in rest)


def too_wide(export: Export) -> list[int]:
    """The rows of a text file that have more cells than the headings: something parted a cell that should be one. Where most
    have, it is a column without a heading."""
    grid = export.grid
    if not export.file.lower().endswith(TEXT_KINDS):
        return []
    headed = [
        at for at in range(grid.first_column, grid.last_column + 1) if grid.value(export.heading_row, at)
    ]
    beyond = grid.columns[max(headed, default=grid.last_column) - grid.first_column + 1 :]
    rows = {grid.first_row + n for column in beyond for n, value in enumerate(column) if value}
    is_column = 2 * len(rows) > grid.last_row - export.heading_row
    return [] if is_column else sorted(rows)


def cells_of(export: Export, key: str, rows: Sequence[int]) -> list[CellValue]:
    """What the rows say under a column: the first of its headings that says something, or all of them joined."""
    grid = export.grid
    parts = [_under(grid, at, rows) for at in export.columns[key]]
    if len(parts) == 1:
        return parts[0]
    if key in export.joined:
        lines = key in _IN_LINES
        return [_joined(several, lines=lines) for several in zip(*parts, strict=True)]
    return [next((v for v in several if v not in (None, "")), None) for several in zip(*parts, strict=True)]


def _under(grid: Grid, at: int, rows: Sequence[int]) -> list[CellValue]:
    column = grid.columns[at - grid.first_column]
    first = grid.first_row
    if len(rows) and rows[-1] - rows[0] + 1 == len(rows):
        found = column[rows[0] - first : rows[-1] + 1 - first]
        return [None if value == "" else value for value in found]
    return [None if column[row - first] == "" else column[row - first] for row in rows]


def _joined(parts: Sequence[CellValue], *, lines: bool) -> str | None:
    texts = [str(part).strip() for part in parts if part is not None]
    between = "\n" if lines else "" if any(ch >= "\u3400" for text in texts for ch in text) else ", "
    return between.join(dict.fromkeys(texts)) or None
