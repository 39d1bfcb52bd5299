"""Whether a sheet after rows came in is the sheet before, with a block of cells some rows further down and nothing else.

Reads both files with the judge's eyes and knows nothing of how they were written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sheetsales.cells.address import MAX_COLUMN, MAX_ROW, Area, parse_a1
from sheetsales.cells.grid import TableArea

Places = dict[tuple[int, int], tuple[Any, ...]]


@dataclass(frozen=True)
class Move:
    """``block`` moved ``by`` rows down; ``fresh`` are the rows that were written."""

    block: Area
    by: int
    fresh: Area

    def place(self, row: int, column: int) -> tuple[int, int]:
        return (row + self.by, column) if self.block.contains(row, column) else (row, column)


def moves(table: TableArea, after: TableArea, first: int, count: int) -> Iterator[Move]:
    """Every way in which the rows from ``first`` on can have moved, none at all first."""
    area, by = table.area, after.area.last_row - table.area.last_row
    low, high = area.first_column, area.last_column
    start = table.first_data_row
    end = after.last_data_row if by >= 0 else area.last_row
    fresh = Area(area.sheet, start, low, max(end, table.last_data_row), high)
    if count:
        fresh = Area(area.sheet, first, low, first + count - 1, high)
    yield Move(Area(area.sheet, MAX_ROW, MAX_COLUMN, MAX_ROW, MAX_COLUMN), 0, fresh)
    if by <= 0:
        return
    ends = sorted({area.last_row, *range(area.last_row, area.last_row + 60), MAX_ROW})
    yield Move(Area(area.sheet, first, 1, MAX_ROW, MAX_COLUMN), by, fresh)
    for end in ends:
        yield Move(Area(area.sheet, first, low, end, high), by, fresh)


def explained(before: Any, after: Any, sheet: str, candidates: Iterator[Move]) -> Move | None:
    """The move that makes one sheet of the other, cell by cell; None where there is none."""
    old, new = _places(before.sheets[sheet].cells), _places(after.sheets[sheet].cells)
    return next((move for move in candidates if _is_it(old, new, move)), None)


def only_references(before: Any, after: Any) -> list[str]:
    """The cells whose formulas differ in row numbers alone and show the same stored value."""
    found = []
    for name, sheet in before.sheets.items():
        other = after.sheets.get(name)
        for ref, x in sheet.cells.items():
            y = other.cells.get(ref) if other else None
            if y and x[1] and y[1] and x[1] != y[1] and x[2] == y[2] and _bare(x[1]) == _bare(y[1]):
                found.append(f"{name}!{ref}")
    return found


def _is_it(old: Places, new: Places, move: Move) -> bool:
    moved = {move.place(*at): cell for at, cell in old.items()}
    for at in moved.keys() | new.keys():
        if move.fresh.contains(*at):
            continue
        x, y = moved.get(at), new.get(at)
        if x is None or y is None:
            left = y if x is None else x
            if left is not None and (left[0] is not None or left[1] is not None):
                return False
        elif x[0] != y[0] or x[2] != y[2] or x[3] != y[3] or (x[1] is None) != (y[1] is None):
            return False
    return True


def _places(cells: dict[str, tuple[Any, ...]]) -> Places:
    return {at: cell for ref, cell in cells.items() if (at := parse_a1(ref))}


def _bare(formula: Any) -> str:
    return re.sub(r"\d+", "#", repr(formula))
