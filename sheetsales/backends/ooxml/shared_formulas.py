"""Formulas that several cells share, and areas filled by one array formula or data table."""

from __future__ import annotations

import re
from dataclasses import field

from sheetsales.backends.ooxml.cell_read import CellReader, RawCell
from sheetsales.backends.ooxml.formula_text import moved
from sheetsales.backends.ooxml.row_index import Rows
from sheetsales.cells.address import Area, parse_area
from sheetsales.dataclass import dataclass

SHARED_MARKS = (b'"shared"', b"'shared'")
_BLOCKS = (b'"array"', b"'array'", b'"dataTable"', b"'dataTable'")


@dataclass(slots=True)
class SharedGroup:
    """One shared formula: its text as it reads at ``home``, and the cells that show it."""

    home: tuple[int, int]
    text: str
    members: list[tuple[int, int]] = field(default_factory=list)

    def text_at(self, row: int, column: int) -> str:
        return moved(self.text, row - self.home[0], column - self.home[1])


def blocks(sheet: str, scan: bytes, prefix: bytes) -> list[tuple[str, Area]]:
    """The areas of more than one cell that an array formula or a data table fills, with their kind."""
    if not any(mark in scan for mark in _BLOCKS):
        return []
    found = []
    for tag in re.finditer(rb"<%bf\s[^>]*>" % re.escape(prefix), scan):
        kind = re.search(rb"\st\s*=\s*[\"'](array|dataTable)[\"']", tag[0])
        area = re.search(rb"\sref\s*=\s*[\"']([^\"']+)[\"']", tag[0])
        parsed = parse_area("x!" + area[1].decode()) if kind and area else None
        if kind and parsed and (kind[1] == b"dataTable" or parsed.a1.count(":")):
            found.append((kind[1].decode(), Area(sheet, *_bounds(parsed))))
    return found


def groups(rows: Rows, reader: CellReader) -> dict[str, SharedGroup]:
    """The shared formulas of a sheet by their index; empty at little cost where there are none."""
    found: dict[str, SharedGroup] = {}
    for section in rows.sections():
        for number in section.holds(*SHARED_MARKS):
            for cell in section.cells(number):
                _collect(found, section.xml, cell, reader)
    return found


def _collect(found: dict[str, SharedGroup], xml: bytes, cell: RawCell, reader: CellReader) -> None:
    formula = reader.formula(xml, cell)
    if formula is None or formula.kind != "shared" or formula.index is None:
        return
    at = (cell.row, cell.column)
    if formula.text:
        found[formula.index] = SharedGroup(at, formula.text, [at])
    elif formula.index in found:
        found[formula.index].members.append(at)


def bounding(members: list[tuple[int, int]]) -> tuple[int, int, int, int]:
    """(first row, first column, last row, last column) around cells."""
    rows, columns = [m[0] for m in members], [m[1] for m in members]
    return min(rows), min(columns), max(rows), max(columns)


def _bounds(area: Area) -> tuple[int, int, int, int]:
    return area.first_row, area.first_column, area.last_row, area.last_column
