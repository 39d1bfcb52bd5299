"""A plan as changes for a macro: what each is for, and what must stand there before anything is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sheetsales.backends.placing.changes import BLANK, Change, Check, Grow, Held, Widen, Write
from sheetsales.backends.placing.ground import Ground, Rules
from sheetsales.backends.placing.place import place
from sheetsales.backends.placing.sheet_now import SheetNow, Texts, no_texts
from sheetsales.cells.cellset import CellSet
from sheetsales.cells.edits import EditPlan
from sheetsales.cells.grid import Grid, Workbook


def expand(
    plan: EditPlan, workbook: Workbook, rules: Rules = lambda _: (), texts: Texts = no_texts
) -> tuple[Change, ...]:
    """The plan's edits as changes, in order; raises ``EditRefused`` for what the workbook does not have.

    What stands in a cell is always what the snapshot held: a macro looks at all of it before it writes anything.
    ``rules`` tells the drop-downs that a sheet of the snapshot has, ``texts`` the formulas of its cells.
    """
    ground = Ground(workbook, rules, texts)
    return tuple(held for change in place(plan.edits, ground) for held in _guarded(change, ground))


def _guarded(change: Change, ground: Ground) -> Iterator[Change]:
    """A change with what its cells held; where cells have moved, that is looked up where they came from."""
    match change:
        case Write():
            sheet = ground.sheet(change.sheet)
            if sheet.is_new or sheet.moves:
                yield change
            else:
                yield replace(change, held=_held(sheet.read, change.row, change.column, *_shape(change)))
            if sheet.moves and not sheet.is_new:
                yield from _checks(sheet, change.row, change.column, *_shape(change))
        case Grow(count=count) if count:
            sheet = ground.sheet(change.sheet)
            width = change.last_column - change.first_column + 1
            yield from () if sheet.is_new else _checks(sheet, change.fresh, change.first_column, count, width)
            yield change
        case Widen(area=area):
            sheet = ground.sheet(area.sheet)
            height = area.last_row - area.first_row + 1
            yield from _checks(sheet, area.first_row, area.first_column, height, len(change.headings))
            yield change
        case _:
            yield change


def _shape(write: Write) -> tuple[int, int]:
    return len(write.values), len(write.values[0])


def _checks(sheet: SheetNow, row: int, column: int, height: int, width: int) -> Iterator[Check]:
    """What a block of cells held, by the places that cells had before anything moved."""
    if not sheet.moves:
        yield Check(sheet.name, row, column, _held(sheet.read, row, column, height, width))
        return
    for at in range(column, column + width):
        for first, last in sheet.moves.stretches(row, row + height - 1, at):
            yield Check(sheet.name, first, at, _held(sheet.read, first, at, last - first + 1, 1))


def _held(grid: Grid, row: int, column: int, height: int, width: int) -> tuple[tuple[Held, ...], ...]:
    if row > grid.last_row and not grid.uncached:
        return ((BLANK,) * width,) * height
    found = grid.formulas
    counted = set(found.columns) if isinstance(found, CellSet) else {c for _, c in found}
    rows = range(row, row + height)
    columns = [_column(grid, rows, c, c in counted) for c in range(column, column + width)]
    return tuple(zip(*columns, strict=True))


def _column(grid: Grid, rows: range, column: int, has_formulas: bool) -> list[Held]:
    values = [grid.value(row, column) for row in rows]
    if not has_formulas:
        return [BLANK if value is None else Held(value) for value in values]
    formulas = [(row, column) in grid.formulas for row in rows]
    return [
        Held(value, formula=True) if formula else BLANK if value is None else Held(value)
        for value, formula in zip(values, formulas, strict=True)
    ]
