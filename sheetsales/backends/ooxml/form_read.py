"""What a workbook to be filled in holds besides its cells: names, notes, charts and pictures over cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from sheetsales.backends.limits import DEFAULT, Limits
from sheetsales.backends.ooxml.looks_read import read_looks
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.source import Source
from sheetsales.backends.ooxml.spans import MalformedError, Node, parse, refusal
from sheetsales.backends.ooxml.workbook_part import SheetEntry
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import Area, CellRef, parse_a1, parse_area
from sheetsales.cells.form import Form, FormName, Solid
from sheetsales.cells.grid import TableArea, Workbook
from sheetsales.collector import without_cyclic_gc
from sheetsales.texts import Text

CHART: Final = Text("图表", "a chart")
PICTURE: Final = Text("图片", "a picture")
PIVOT: Final = Text("数据透视表", "a pivot table")
_ANCHORS: Final = ("twoCellAnchor", "oneCellAnchor")
_MOST_FORMATS: Final = 200
"""Columns of a sheet whose formats are read; forms have fewer."""


def read_form(path: Path, *, limits: Limits = DEFAULT) -> Form:
    """A workbook as something to be filled in. Raises ``NotAWorkbook`` or ``LimitExceeded`` where it cannot be read."""
    workbook = read_workbook(path, limits=limits)
    data = Source.opened(path, limits)
    try:
        with closing(data), without_cyclic_gc(), closing(OpenBook(data, path, limits)) as book:
            entries = book.workbook.worksheets
            notes = {at: text for entry in entries for at, text in _notes(book, entry)}
            solids = tuple(solid for entry in entries for solid in _solids(book, entry))
            names, charted = tuple(_names(book)), tuple(_charted(book))
    except MalformedError as fault:
        raise refusal(path, fault) from fault
    return Form(workbook, names, notes, solids, charted, _formats(path, workbook, limits))


def _formats(path: Path, workbook: Workbook, limits: Limits) -> dict[str, dict[int, dict[int, str]]]:
    columns = {
        grid.name: range(1, min(max(grid.last_column, _widest(grid.tables)), _MOST_FORMATS) + 1)
        for grid in workbook.grids
    }
    looks = read_looks(path, columns, limits=limits)
    return {
        sheet: {column: dict(rows) for column, rows in found.formats.items()}
        for sheet, found in looks.items()
    }


def _widest(tables: Iterable[TableArea]) -> int:
    return max((table.area.last_column for table in tables), default=1)


def _names(book: OpenBook) -> Iterator[FormName]:
    sheets = book.workbook.sheets
    for name in book.workbook.names():
        if name.scope is None:
            yield FormName(name.name, name.text)
        elif 0 <= name.scope < len(sheets):
            yield FormName(name.name, name.text, sheets[name.scope].name)


def _notes(book: OpenBook, entry: SheetEntry) -> Iterator[tuple[CellRef, str]]:
    for relation in book.package.related(entry.part, "comments"):
        root = parse(book.package.read(relation.target), relation.target)
        for node in root.walk():
            at = parse_a1(node.attrs.get("ref", "")) if node.name == "comment" else None
            if at is not None:
                yield CellRef(entry.name, *at), "".join(n.text for n in node.walk() if n.name == "t")


def _solids(book: OpenBook, entry: SheetEntry) -> Iterator[Solid]:
    for area in book.pivots(entry.name):
        yield Solid(
            PIVOT, Area(entry.name, area.first_row, area.first_column, area.last_row, area.last_column)
        )
    for relation in book.package.related(entry.part, "drawing"):
        root = parse(book.package.read(relation.target), relation.target)
        for node in root.walk():
            under = _anchored(node, entry.name) if node.name in _ANCHORS else None
            if under is not None:
                yield Solid(CHART if any(n.name == "graphicFrame" for n in node.walk()) else PICTURE, under)


def _anchored(node: Node, sheet: str) -> Area | None:
    """The cells that something lies over."""
    start, end = node.child("from"), node.child("to")
    if start is None:
        return None
    first, last = _corner(start), _corner(end or start)
    return Area(sheet, first[0], first[1], max(first[0], last[0]), max(first[1], last[1]))


def _corner(node: Node) -> tuple[int, int]:
    row, column = node.child("row"), node.child("col")
    return _whole(row) + 1, _whole(column) + 1


def _whole(node: Node | None) -> int:
    text = node.text.strip() if node is not None else ""
    return int(text) if text.isdecimal() and len(text) < 8 else 0


def _charted(book: OpenBook) -> Iterator[Area]:
    for part in book.package.of_type("drawingml.chart+xml"):
        for node in parse(book.package.read(part), part).walk():
            area = parse_area(node.text) if node.name == "f" else None
            if area is not None:
                yield area
