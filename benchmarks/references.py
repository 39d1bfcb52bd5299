#!/usr/bin/env python3
"""Are all references right after rows were added to a block? ``python -m benchmarks.references BEFORE AFTER --block T``

A judge that reads both files with lxml and knows only how Excel behaves: a reference follows the content it led to;
what covered a block's rows covers its new ones. Nothing of the engine that wrote the file is used. ``--block`` is a
Table's name or ``Sheet!A1:D9`` with its heading row; without it nothing may have moved, and ``--cell`` was set.
Prints what is wrong; exit 1 where anything is.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from benchmarks.reference_book import Book, Sheet
from benchmarks.reference_change import Change, Wrong
from benchmarks.reference_rules import judge
from benchmarks.reference_text import MOST_ROWS, Box, box_of

_MOST_PILES = 6


def judge_rows(
    before: Path, after: Path, block: str, *, at: int | None = None, rewritten: bool = False
) -> list[Wrong]:
    """What is wrong after rows were added to ``block``: below its last row, or from sheet row ``at`` on.

    ``rewritten``: all rows of the block were written anew. Below the block one of four things happened: nothing
    moved, its columns moved, the least of what stood in them did, whole rows moved; what explains the file best is judged.
    """
    old, new = _original(before), Book(after)
    changes = _changes(old, new, block, at, rewritten)
    if not changes:
        return [Wrong("block", block, "is not in both files")]
    best: list[Wrong] | None = None
    for change in changes:
        found = judge(old, new, change)
        if best is None or len(found) < len(best):
            best = found
        if not best:
            break
    return best or []


def judge_cells(before: Path, after: Path, *cells: str) -> list[Wrong]:
    """What is wrong after some cells (``Sheet!B2``) were set, or nothing at all was: nothing may have moved."""
    places = [cell.rpartition("!") for cell in cells]
    names = {name.strip("'").replace("''", "'") for name, _, _ in places}
    old, new = _original(before), Book(after)
    free = tuple(box for _, _, cell in places if (box := box_of(cell)))
    found = [judge(old, new, Change(name, free=free)) for name in names or {""}]
    return found[0]


def _original(path: Path) -> Book:
    """The file before the change; one after another may be judged against it."""
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _read(path: Path, _: int) -> Book:
    return Book(path)


def _changes(old: Book, new: Book, block: str, at: int | None, rewritten: bool) -> list[Change]:
    found, after = _block(old, block), _block(new, block)
    if found is None:
        return []
    sheet, area, totals, table = found
    bottom = _end(new, sheet, area) if after is None or not table else after[1].bottom
    by = bottom - area.bottom
    now = replace(area, bottom=bottom)
    plain = Change(sheet.name, area.bottom + 1, by, None, MOST_ROWS, area, now, totals, table)
    if at is not None:
        plain = replace(plain, at=at, free=(replace(now, top=at, bottom=at + by - 1),))
        beside = replace(plain, columns=(area.left, area.right))
        return [plain, beside, replace(beside, until=area.bottom + totals), *_piles(beside, sheet, totals)]
    first = area.top if rewritten else _last_used(sheet, area) + 1
    emptied = replace(now, top=bottom + totals + 1, bottom=area.bottom + totals)
    plain = replace(plain, free=(replace(now, top=first, bottom=bottom), emptied))
    still = replace(plain, until=area.bottom + totals, columns=(area.left, area.right))
    beside = replace(plain, columns=(area.left, area.right))
    return [still, beside, plain, *_piles(beside, sheet, totals)] if by > 0 else [still]


def _piles(change: Change, sheet: Sheet, totals: int) -> list[Change]:
    """Only what stood next below the block moved, as far as the blank rows under it."""
    low, high = change.columns or (1, 0)
    used = {row for (row, column), cell in sheet.cells.items() if low <= column <= high and cell.value}
    start = change.old.bottom + totals
    ends = [
        row for row in sorted(used) if row > start and not used & set(range(row + 1, row + change.by + 1))
    ]
    return [replace(change, until=row) for row in ends[:_MOST_PILES]]


def _block(book: Book, block: str) -> tuple[Sheet, Box, int, str] | None:
    """The sheet, the data rows, the number of totals rows and the Table's name."""
    for sheet in book.sheets.values():
        for table in sheet.tables:
            box = box_of(table.get("ref", ""))
            if box and block.lower() in (table.get("displayName", "").lower(), table.get("name", "").lower()):
                totals = int(table.get("totalsRowCount", "0"))
                heads = int(table.get("headerRowCount", "1"))
                data = replace(box, top=box.top + heads, bottom=box.bottom - totals)
                return sheet, data, totals, block
    name, _, cells = block.rpartition("!")
    sheet_found, box = book.sheet(name.strip("'").replace("''", "'")), box_of(cells)
    return (sheet_found, replace(box, top=box.top + 1), 0, "") if sheet_found and box else None


def _end(new: Book, sheet: Sheet, area: Box) -> int:
    """Where a plain range ends now: at the last row without a gap that holds something."""
    after, row = new.sheet(sheet.name), area.bottom
    while after and any(
        (cell := after.cells.get((row + 1, column))) and cell.value
        for column in range(area.left, area.right + 1)
    ):
        row += 1
    return row


def _last_used(sheet: Sheet, area: Box) -> int:
    """The last data row that holds more than formulas."""
    typed = [
        r for (r, c), cell in sheet.cells.items() if area.holds(r, c) and cell.value and cell.formula is None
    ]
    return max(typed, default=area.top - 1)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--block", help="a Table's name or a range with its heading row")
    parser.add_argument("--at", type=int, help="the sheet row where rows were put in")
    parser.add_argument("--rewritten", action="store_true", help="all rows of the block were written anew")
    parser.add_argument(
        "--cell", action="append", default=[], help="a cell that was set, where no block is named"
    )
    options = parser.parse_args()
    if options.block:
        found = judge_rows(
            options.before, options.after, options.block, at=options.at, rewritten=options.rewritten
        )
    else:
        found = judge_cells(options.before, options.after, *options.cell)
    for wrong in found:
        print(wrong)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
