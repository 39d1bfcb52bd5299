"""Names for what is added to a workbook: none that a sheet, Table or defined name has already."""

from __future__ import annotations

from collections.abc import Collection

from sheetsales.cells.grid import Workbook


def sheet_names(workbook: Workbook) -> set[str]:
    return {grid.name.casefold() for grid in workbook.grids}


def table_names(workbook: Workbook) -> set[str]:
    """Tables and defined names share one name space."""
    tables = {table.name.casefold() for grid in workbook.grids for table in grid.tables}
    return tables | {name.casefold() for name in workbook.names}


def free_name(name: str, taken: Collection[str], space: str = "") -> str:
    """The name, or the first of ``name 2``, ``name 3`` … that is not taken."""
    candidate, number = name, 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{name}{space}{number}"
    return candidate
