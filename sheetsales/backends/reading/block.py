"""Stretches of rows to one dense block of columns, bounded by the cells that hold a value."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise
from operator import lt
from typing import NamedTuple

from sheetsales.backends.reading.stretch import Stretch
from sheetsales.cells.values import CellValue

_SMALL = 8_000_000
_SPARSEST = 50
_CUTS_AT_GAPS = 16

Bounds = tuple[int, int, int, int]
"""First row, first column, last row, last column; ends inclusive."""


class DenseBlock(NamedTuple):
    first_row: int
    first_column: int
    columns: tuple[list[CellValue], ...]
    beyond: tuple[tuple[int, int], ...] = ()


EMPTY = DenseBlock(1, 1, ())


def dense_block(stretches: Sequence[Stretch]) -> DenseBlock:
    """All values in one block; where that would be absurdly larger than they are many, the densest part of it.

    The stretches are used up: their columns are given away. Two cells at one place: the later one counts.
    """
    if not _ascending(stretches):
        stretches = _sorted(stretches)
    bounds = _bounds(stretches)
    if bounds is None:
        return EMPTY
    if _area(bounds) <= _SMALL or _area(bounds) <= _SPARSEST * _held(stretches):
        return DenseBlock(bounds[0], bounds[1], _fill(stretches, bounds))
    return _cropped(stretches)


def _ascending(stretches: Sequence[Stretch]) -> bool:
    within = all(all(map(lt, part.rows, islice(part.rows, 1, None))) for part in stretches)
    return within and all(above.rows[-1] < below.rows[0] for above, below in pairwise(stretches))


def _sorted(stretches: Sequence[Stretch]) -> Sequence[Stretch]:
    rows = sorted({row for part in stretches for row in part.rows})
    index = {row: at for at, row in enumerate(rows)}
    whole = Stretch(rows)
    for part in stretches:
        for number, values in part.columns.items():
            column = whole.columns.setdefault(number, [None] * len(rows))
            for row, value in zip(part.rows, values, strict=True):
                if value is not None:
                    column[index[row]] = value
    return [whole]


def _bounds(stretches: Sequence[Stretch]) -> Bounds | None:
    for part in stretches:
        for number in [number for number, column in part.columns.items() if _is_blank(column)]:
            del part.columns[number]
    held = [part for part in stretches if part.columns]
    if not held:
        return None
    columns = {number for part in held for number in part.columns}
    top, bottom = held[0], held[-1]
    first = min(_first_value(column) for column in top.columns.values())
    last = min(_first_value(column[::-1]) for column in bottom.columns.values())
    return top.rows[first], min(columns), bottom.rows[-1 - last], max(columns)


def _is_blank(column: list[CellValue]) -> bool:
    return column[0] is None and column[-1] is None and column.count(None) == len(column)


def _first_value(column: Sequence[CellValue]) -> int:
    return next(index for index, value in enumerate(column) if value is not None)


def _area(bounds: Bounds) -> int:
    first_row, first_column, last_row, last_column = bounds
    return (last_row - first_row + 1) * (last_column - first_column + 1)


def _held(stretches: Sequence[Stretch]) -> int:
    return sum(len(column) - column.count(None) for part in stretches for column in part.columns.values())


def _fill(stretches: Sequence[Stretch], bounds: Bounds) -> tuple[list[CellValue], ...]:
    first_row, first_column, last_row, last_column = bounds
    height = last_row - first_row + 1
    columns: list[list[CellValue]] = [[] for _ in range(first_column, last_column + 1)]
    for part in stretches:
        dense = part.rows[-1] - part.rows[0] + 1 == len(part.rows)
        for number in sorted(part.columns):
            _add(columns[number - first_column], part.rows, part.columns.pop(number), first_row, dense=dense)
    for column in columns:
        column.extend([None] * (height - len(column)))
        del column[height:]
    return tuple(columns)


def _add(
    column: list[CellValue], rows: Sequence[int], values: list[CellValue], first_row: int, *, dense: bool
) -> None:
    start = rows[0] - first_row - len(column)
    if start > 0:
        column.extend([None] * start)
    if dense:
        column.extend(values[max(0, -start) :] if start < 0 else values)
        return
    for row, value in zip(rows, values, strict=True):
        if value is not None:
            column.extend([None] * (row - first_row - len(column)))
            column.append(value)


def _cropped(stretches: Sequence[Stretch]) -> DenseBlock:
    cells = {
        (row, number): value
        for part in stretches
        for number, column in part.columns.items()
        for row, value in zip(part.rows, column, strict=True)
        if value is not None
    }
    kept = _densest(sorted(cells))
    first_row, first_column, last_row, last_column = _around(kept)
    columns = tuple(
        [cells.get((row, column)) for row in range(first_row, last_row + 1)]
        for column in range(first_column, last_column + 1)
    )
    inside = set(kept)
    beyond = tuple(cell for cell in sorted(cells) if cell not in inside)
    return DenseBlock(first_row, first_column, columns, beyond)


def _densest(cells: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut off what stands far away, along the widest gaps first, until the rest makes a reasonable block."""
    cuts = 0
    while _area(_around(cells)) > max(_SMALL, _SPARSEST * len(cells)):
        cuts += 1
        axis, at = _widest_gap(cells) if cuts <= _CUTS_AT_GAPS else _middle(cells)
        low = [cell for cell in cells if cell[axis] < at]
        high = [cell for cell in cells if cell[axis] >= at]
        cells = low if len(low) >= len(high) else high
    return cells


def _around(cells: Sequence[tuple[int, int]]) -> Bounds:
    rows, columns = {row for row, _ in cells}, {column for _, column in cells}
    return min(rows), min(columns), max(rows), max(columns)


def _widest_gap(cells: list[tuple[int, int]]) -> tuple[int, int]:
    """The axis (0 rows, 1 columns) and the place of the cut that frees the largest share of the block."""
    widest = (0.0, 0, 0)
    for axis in (0, 1):
        places = sorted({cell[axis] for cell in cells})
        length = places[-1] - places[0] + 1
        for before, after in pairwise(places):
            widest = max(widest, ((after - before) / length, axis, after))
    return widest[1], widest[2]


def _middle(cells: list[tuple[int, int]]) -> tuple[int, int]:
    first_row, first_column, last_row, last_column = _around(cells)
    rows, columns = last_row - first_row, last_column - first_column
    return (0, first_row + rows // 2 + 1) if rows >= columns else (1, first_column + columns // 2 + 1)
