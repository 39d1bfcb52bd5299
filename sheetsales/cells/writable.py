"""Which cells of the team's own sheets may be written: none that hold a formula, are merged away or protected."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from sheetsales.cells.address import Area, CellRef
from sheetsales.cells.grid import Grid, Workbook


class Writable:
    """Says for a cell whether writing it would harm nothing and be refused by nobody."""

    def __init__(self, workbook: Workbook) -> None:
        self._grids = {grid.name: grid for grid in workbook.grids}
        self._merged: dict[tuple[str, int], Sequence[Area]] = {}
        self.refused: list[CellRef] = []
        """The cells asked for that may not be written."""

    def __call__(self, at: CellRef) -> bool:
        is_free = self._is_free(at)
        if not is_free:
            self.refused.append(at)
        return is_free

    def _is_free(self, at: CellRef) -> bool:
        grid = self._grids.get(at.sheet)
        if grid is None or grid.protected or (at.row, at.column) in grid.formulas:
            return False
        return not grid.merged or not self._hidden_by_merge(grid, at)

    def _hidden_by_merge(self, grid: Grid, at: CellRef) -> bool:
        """Whether the cell lies in a merged area whose first cell is another; merged areas never overlap."""
        key = (grid.name, at.column)
        areas = self._merged.get(key)
        if areas is None:
            mine = [a for a in grid.merged if a.first_column <= at.column <= a.last_column]
            areas = self._merged[key] = sorted(mine, key=lambda area: area.first_row)
        i = bisect_right(areas, at.row, key=lambda area: area.first_row) - 1
        if i < 0 or not areas[i].contains(at.row, at.column):
            return False
        return (areas[i].first_row, areas[i].first_column) != (at.row, at.column)
