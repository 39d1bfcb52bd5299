"""Names for what is added to a workbook: none that a sheet, Table or defined name has already."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sheetsales.cells.grid import Workbook
from sheetsales.regex import regex

SHEET_NAME_LENGTH: Final = 31
"""What Excel allows, counted in UTF-16."""
_NOT_IN_SHEET_NAMES: Final = regex(r"[\[\]:*?/\\\x00-\x1f]+")
_NOT_IN_TABLE_NAMES: Final = regex(r"\W+")


def sheet_names(workbook: Workbook) -> set[str]:
    return {grid.name.casefold() for grid in workbook.grids}


def table_names(workbook: Workbook) -> set[str]:
    """Tables and defined names share one name space."""
    tables = {table.name.casefold() for grid in workbook.grids for table in grid.tables}
    return tables | {name.casefold() for name in workbook.names}


def sheet_name(text: str, room: int = SHEET_NAME_LENGTH) -> str:
    """The text as a sheet may be called: what no name may hold is left out, and what is too long is cut."""
    plain = " ".join(_NOT_IN_SHEET_NAMES.sub(" ", text).split())
    while len(plain.encode("utf-16-le")) > 2 * room:
        plain = plain[:-1]
    return plain.strip("' ") or "Sheet"


def table_name(text: str) -> str:
    """The text as a Table may be called, where it begins with a letter."""
    return _NOT_IN_TABLE_NAMES.sub("_", text)


def free_sheet_name(text: str, workbook: Workbook) -> str:
    """A sheet name out of any text, or the first of ``name 2``, ``name 3`` … that is not taken."""
    taken, number = sheet_names(workbook), 1
    candidate = sheet_name(text)
    while candidate.casefold() in taken:
        number += 1
        ending = f" {number}"
        candidate = sheet_name(text, SHEET_NAME_LENGTH - len(ending)) + ending
    return candidate


def free_table_name(text: str, workbook: Workbook) -> str:
    """A Table name out of any text that begins with a letter, numbered where it is taken."""
    return free_name(table_name(text), table_names(workbook))


def free_name(name: str, taken: Collection[str], space: str = "") -> str:
    """The name, or the first of ``name 2``, ``name 3`` … that is not taken."""
    candidate, number = name, 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{name}{space}{number}"
    return candidate
