"""The formulas behind some cells of a workbook file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sheetsales.backends.limits import DEFAULT
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.spans import MalformedError, refusal
from sheetsales.cells.address import CellRef
from sheetsales.cells.values import Formula


def formula_texts(path: Path, cells: Iterable[CellRef]) -> dict[CellRef, str]:
    """The formula of each cell that has one, in English with commas and without the leading ``=``."""
    try:
        book = OpenBook(path.read_bytes(), path, DEFAULT)
        held = {at: book.sheet(at.sheet).value(at.row, at.column) for at in cells}
    except MalformedError as fault:
        raise refusal(path, fault) from fault
    return {at: value.text for at, value in held.items() if isinstance(value, Formula)}


def table_formulas(path: Path) -> dict[str, dict[str, str]]:
    """By the names of Tables in lower case, the formulas that they give their columns, by heading."""
    try:
        tables = OpenBook(path.read_bytes(), path, DEFAULT).all_tables()
    except MalformedError as fault:
        raise refusal(path, fault) from fault
    return {
        table.name.lower(): {c.heading: c.formula for c in table.columns if c.formula and not c.is_array}
        for table in tables
    }
