"""All that can be mended in a workbook, and what has to wait for a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sheetsales.book.book import Book
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import Edit, SetCell
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.checking.fixes.columns import columns_of
from sheetsales.checking.fixes.fix import Fix, Fixes, Left, Why
from sheetsales.checking.fixes.follow import followed
from sheetsales.checking.fixes.mend import Mended
from sheetsales.checking.fixes.rows import rows_outside
from sheetsales.rules.catalogue import LEDGER_SHEETS

if TYPE_CHECKING:
    from sheetsales.checking.fixes.fill import AddedRows


def find_fixes(
    workbook: Workbook, book: Book, *, today: dt.date, guesses: bool = False, rows: bool = True
) -> Fixes:
    """What is mended, what is left and why, and the edits, each guarded by what its cell holds now.

    ``guesses`` also takes the closest choice and dates only the rest of the column explains. Without ``rows`` those
    outside their Table stay there.
    """
    fixed: dict[CellRef, Fix] = {}
    left: dict[CellRef, Left] = {}
    grids = {grid.name: grid for grid in workbook.grids}
    for at, value, verdict in columns_of(workbook, book, today).verdicts():
        if at in fixed or at in left:
            continue
        why = verdict if isinstance(verdict, Why) else _closed(grids[at.sheet], at)
        if why is None and isinstance(verdict, Mended) and verdict.guess and not guesses:
            why = Why.UNSAFE
        if why is not None:
            left[at] = Left(at, value, why)
        elif isinstance(verdict, Mended):
            fixed[at] = Fix(at, value, verdict.after, verdict.what)
    for fix in (*followed(workbook, book, today), *_filled(workbook, book, today)):
        if fix.at not in fixed and fix.at not in left:
            fixed[fix.at] = fix
    edits: list[Edit] = [SetCell(fix.at, fix.after, fix.before) for fix in fixed.values()]
    done, kept = list(fixed.values()), list(left.values())
    for taken in rows_outside(workbook, book):
        if rows:
            edits += taken.edits
            done += taken.fixed
            kept += taken.left
        else:
            kept += [*taken.left, *(Left(fix.at, fix.before, Why.IN_THE_WAY) for fix in taken.fixed)]
    for added in _rows_added(workbook, book, today) if rows else ():
        edits += added.edits
        done += added.fixed
    return Fixes(tuple(done), tuple(kept), tuple(edits))


def _filled(workbook: Workbook, book: Book, today: dt.date) -> Iterable[Fix]:
    """What fills itself, in workbooks that keep ledgers."""
    if LEDGER_SHEETS.isdisjoint(book.tables):
        return ()
    from sheetsales.checking.fixes.fill import filled

    return filled(workbook, book, today)


def _rows_added(workbook: Workbook, book: Book, today: dt.date) -> Iterable[AddedRows]:
    if LEDGER_SHEETS.isdisjoint(book.tables):
        return ()
    from sheetsales.checking.fixes.fill import rows_added

    return rows_added(workbook, book, today)


def _closed(grid: Grid, at: CellRef) -> Why | None:
    """Why a cell may not be written, None where it may."""
    if (at.row, at.column) in grid.formulas:
        return Why.FORMULA
    if grid.protected:
        return Why.PROTECTED
    return Why.MERGED if any(area.contains(at.row, at.column) for area in grid.merged) else None
