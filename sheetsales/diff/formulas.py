"""Formulas that differ: written, changed, or overwritten by a value. Formulas that moved with their rows do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sheetsales.cells.address import CellRef
from sheetsales.cells.grid import Grid
from sheetsales.diff.changes import FormulaChange


class Filled(NamedTuple):
    """A formula, and how it would read in row 1: cells filled down from one another read alike there."""

    text: str
    pattern: str


Formulas = Mapping[tuple[int, int], Filled]


def formula_changes(grid: Grid, before: Formulas, after: Formulas) -> Iterator[FormulaChange]:
    """``grid`` is the newer sheet. A column's formulas are known by their pattern, wherever in it they stand now."""
    old = {(column, filled.pattern) for (_, column), filled in before.items()}
    new = {(column, filled.pattern) for (_, column), filled in after.items()}
    for at in sorted({*before, *after}):
        was, now = before.get(at), after.get(at)
        if was is not None and now is not None and was.pattern == now.pattern:
            continue
        is_new = now is not None and (at[1], now.pattern) not in old
        is_gone = was is not None and (at[1], was.pattern) not in new
        is_overwritten = was is not None and now is None and grid.value(*at) is not None
        if is_new or is_gone or is_overwritten:
            yield FormulaChange(CellRef(grid.name, *at), was and was.text, now and now.text)
