"""Records that nobody sees: rows filtered away or hidden, and whole sheets. They count, and that is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sheetsales.book.load_rules import HIDDEN_ROWS, HIDDEN_SHEET
from sheetsales.book.parsing.cleaning import fold
from sheetsales.book.problems import SheetProblem
from sheetsales.book.rows import BoundRows
from sheetsales.cells.address import CellRef
from sheetsales.speech.lists import listed
from sheetsales.texts import Text, same

_RUNS_NAMED = 6


def hidden(block: BoundRows) -> Iterator[SheetProblem]:
    """That the sheet is hidden, or which of its records are."""
    bound, grid = block.bound, block.grid
    if bound.record.config or bound.record.hidden or not block.rows:
        return
    is_sheet = grid.visibility != "visible"
    if not is_sheet and not grid.hidden_rows:
        return
    rows = block.rows if is_sheet else [row for row in block.rows if row in grid.hidden_rows]
    if not rows:
        return
    first = min(c.sheet_column for c in bound.columns)
    details = {"sheet": bound.sheet, "number": _number(len(rows)), "rows": _named(rows)}
    rule = HIDDEN_SHEET if is_sheet else HIDDEN_ROWS
    yield SheetProblem(
        rule, CellRef(bound.sheet, rows[0], first), details, bound.record.key, key=fold(bound.sheet)
    )


def _number(rows: int) -> Text:
    return Text(f"{rows:,}", "1 row is" if rows == 1 else f"{rows:,} rows are")


def _named(rows: Sequence[int]) -> Text:
    """The rows as runs: ``rows 5, 8 to 12``."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    names = [same(str(a)) if a == b else Text(f"{a}–{b}", f"{a} to {b}") for a, b in runs]
    first = listed(names[:_RUNS_NAMED])
    if len(names) > _RUNS_NAMED:
        return Text(f"第 {first.zh} 行等", f"rows {first.en} and more")
    return Text(f"第 {first.zh} 行", f"{'row' if len(rows) == 1 else 'rows'} {first.en}")
