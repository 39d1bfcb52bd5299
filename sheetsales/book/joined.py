"""Two workbooks read as one: the one everybody opens, and the manager's own with what is not for everybody."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sheetsales.cells.grid import Grid, Workbook
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.schema.binding import Binding, BoundTable
from sheetsales.schema.choices import BY_KEY

SETTINGS: Final = frozenset({"settings", "lists", "rules", "waivers"})
"""Sheets of its own that the manager's workbook has besides pay and judgement."""


@dataclass(frozen=True)
class Joined:
    """Both as one; ``sheets`` are those of the manager's own, ``clashing`` the names that both use."""

    workbook: Workbook
    binding: Binding
    sheets: frozenset[str]
    clashing: tuple[str, ...] = ()


def joined(shared: Workbook, binding: Binding, own: Workbook, own_binding: Binding) -> Joined:
    """The shared workbook with the sheets of the manager's own behind its own ones.

    Of the lists of both, those of the shared workbook count.
    """
    tables = tuple(t for t in own_binding.tables if t.record.home == "people" or t.record.key in SETTINGS)
    sheets = frozenset(t.sheet for t in tables)
    kept = _list_titles(shared, binding)
    grids = (_without_lists(grid, tables, kept) for grid in own.grids if grid.name in sheets)
    both = (*shared.grids, *grids)
    there = {grid.name for grid in shared.grids}
    return Joined(
        replace(shared, grids=tuple(replace(grid, index=i) for i, grid in enumerate(both))),
        replace(binding, tables=(*binding.tables, *tables)),
        sheets,
        tuple(sorted(sheets & there)),
    )


def _list_titles(workbook: Workbook, binding: Binding) -> frozenset[str]:
    """The keys of the lists that stand on a workbook's Lists sheet."""
    found: set[str] = set()
    for bound in binding.of("lists"):
        grid = workbook.grid(bound.sheet)
        if grid is not None and "list" in bound.by_key:
            rows = range(bound.first_row, bound.last_row + 1)
            found.update(_key(grid.value(row, bound.by_key["list"].sheet_column)) for row in rows)
    return frozenset(found)


def _key(title: CellValue) -> str:
    """The key of the list that a cell names, in either language."""
    said = str(title or "").strip()
    return next((c.key for c in BY_KEY.values() if said in (c.key, c.title.zh, c.title.en)), said)


def _without_lists(grid: Grid, tables: tuple[BoundTable, ...], kept: frozenset[str]) -> Grid:
    """A sheet of lists without the rows of those that are kept elsewhere; any other sheet as it is."""
    bound = next((t for t in tables if t.record.key == "lists" and t.sheet == grid.name), None)
    if bound is None or "list" not in bound.by_key:
        return grid
    at = bound.by_key["list"].sheet_column
    out = {r for r in range(bound.first_row, bound.last_row + 1) if _key(grid.value(r, at)) in kept}
    columns = tuple(
        tuple(None if grid.first_row + i in out else value for i, value in enumerate(column))
        for column in grid.columns
    )
    return replace(grid, columns=columns)
