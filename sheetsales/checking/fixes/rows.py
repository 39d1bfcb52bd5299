"""Rows typed below a Table, taken into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sheetsales.book.book import Book
from sheetsales.book.load_rules import ROW_OUTSIDE
from sheetsales.book.rows import read_block
from sheetsales.book.structure import block_problems
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import AppendRows, Edit, SetCell
from sheetsales.cells.grid import Grid, TableArea, Workbook
from sheetsales.cells.values import CellValue
from sheetsales.checking.fixes.fix import Fix, Left, What, Why
from sheetsales.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class TakenRows:
    """The rows of one Table that move into it, and the edits that move them: each cell is guarded, then written anew."""

    fixed: tuple[Fix, ...]
    left: tuple[Left, ...]
    edits: tuple[Edit, ...]


def rows_outside(workbook: Workbook, book: Book) -> Iterator[TakenRows]:
    """What to do about the rows below each Table of the book; nothing where there are none."""
    seen: set[str] = set()
    for bound in book.binding.tables:
        grid = workbook.grid(bound.sheet)
        table = next((t for t in grid.tables if t.name == bound.table), None) if grid else None
        if grid is None or table is None or table.name in seen or table.area.last_row >= grid.last_row:
            continue
        seen.add(table.name)
        problems = block_problems(read_block(grid, bound))
        rows = [p.at for p in problems if p.rule is ROW_OUTSIDE and p.at is not None]
        if rows:
            yield _taken(grid, table, rows)


def _taken(grid: Grid, table: TableArea, rows: Sequence[CellRef]) -> TakenRows:
    columns = range(table.area.first_column, table.area.last_column + 1)
    left = [
        Left(at, _first(grid, at.row, columns), why)
        for at in rows
        if (why := _why_not(grid, at.row, columns))
    ]
    moving = [at for at in rows if all(at != kept.at for kept in left)]
    if not moving:
        return TakenRows((), tuple(left), ())
    if left or _is_blocked(grid, table, [at.row for at in moving], columns):
        also = [Left(at, _first(grid, at.row, columns), Why.IN_THE_WAY) for at in moving]
        return TakenRows((), (*left, *also), ())
    edits: list[Edit] = []
    fixed, made = [], []
    for at in moving:
        cells = {c: v for c in columns if (v := grid.value(at.row, c)) is not None}
        edits += [SetCell(CellRef(grid.name, at.row, c), None, value) for c, value in cells.items()]
        made.append({table.headings[c - columns[0]]: value for c, value in cells.items()})
        fixed.append(Fix(at, _first(grid, at.row, columns), table.name, What.INTO_TABLE))
    return TakenRows(tuple(fixed), (), (*edits, AppendRows(table.name, tuple(made))))


def _first(grid: Grid, row: int, columns: Sequence[int]) -> CellValue:
    return next((v for c in columns if (v := grid.value(row, c)) is not None), None)


def _why_not(grid: Grid, row: int, columns: Sequence[int]) -> Why | None:
    """Why a row cannot be moved, None where it can."""
    if grid.protected:
        return Why.PROTECTED
    if any((row, c) in grid.formulas for c in columns):
        return Why.FORMULA
    if any(m.first_row <= row <= m.last_row for m in grid.merged):
        return Why.MERGED
    return None


def _is_blocked(grid: Grid, table: TableArea, rows: Sequence[int], columns: Sequence[int]) -> bool:
    """Whether something else stands where the rows will stand, or beside a row that would move away from it."""
    used = table.last_data_row
    while used >= table.first_data_row and all(grid.value(used, c) is None for c in columns):
        used -= 1
    totals = table.area.last_row - table.last_data_row
    target = range(used + 1, used + 1 + len(rows))
    free = {*rows, *range(table.first_data_row, table.area.last_row + 1)}
    needed = [row for row in range(table.area.last_row + 1, target[-1] + totals + 1) if row not in free]
    if any(grid.value(row, c) is not None for row in needed for c in columns):
        return True
    beside = [c for c in range(grid.first_column, grid.last_column + 1) if c not in columns]
    moved = [row for row, new in zip(rows, target, strict=True) if row != new]
    return any(grid.value(row, c) is not None for row in moved for c in beside)
