"""What belongs to rows that are taken out and goes with them: merges, links, rules, notes and the boxes of these."""

from __future__ import annotations

import re
from typing import Final

from sheetsales.backends.ooxml.cutting.around import NOTE, SHAPE
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.rows_out import RowsOut
from sheetsales.backends.ooxml.sheet import Sheet
from sheetsales.backends.ooxml.spans import Node, Rewrite
from sheetsales.backends.ooxml.workbook_part import SheetEntry
from sheetsales.cells.address import parse_area
from sheetsales.regex import regex

_PLACED: Final = frozenset({"mergeCell", "hyperlink"})
_RULES: Final = frozenset(
    {"conditionalFormatting", "dataValidation", "ignoredError", "protectedRange", "sparkline"}
)
_ALL_ROWS: Final = "1048575"
"""How far a break between columns reaches."""
_NUMBERS: Final = (
    regex(rb"<x:Row>\s*(\d{1,7})\s*</x:Row>"),
    regex(rb"<x:Column>\s*(\d{1,5})\s*</x:Column>"),
)


def take_along(book: OpenBook, entry: SheetEntry, out: RowsOut) -> None:
    """Take out of the sheet's parts what lies wholly on rows that go."""
    package = book.package
    data = package.read(entry.part)
    sheet = Sheet(entry.name, entry.part, data, book.strings, book.styles, book.date1904)
    frame = sheet.frame
    if _remove(frame.rewrite, frame.root, out):
        frame.rewrite.insert(frame.data_start, data[frame.data_start : frame.data_end])
        package.write(entry.part, frame.rewrite.result())
    for relation in package.relations(entry.part):
        if relation.external or not package.has(relation.target):
            continue
        if relation.kind in ("comments", "threadedComment"):
            _notes(book, relation.target, out)
        elif relation.kind == "vmlDrawing":
            package.write(relation.target, _boxes(package.read(relation.target), out))


def _remove(rewrite: Rewrite, node: Node, out: RowsOut) -> bool:
    """Remove what goes from below a node, a list of which nothing is left as a whole; whether anything went."""
    gone = [child for child in node.children if _goes(child, out)]
    left = [child for child in node.children if child not in gone]
    if gone and not left and node.name != "worksheet":
        rewrite.remove(node)
        return True
    for child in gone:
        rewrite.remove(child)
    if gone and "count" in node.attrs:
        rewrite.set(node, "count", str(len(left)))
    deeper = [_remove(rewrite, child, out) for child in left]
    return any(deeper) or bool(gone)


def _goes(node: Node, out: RowsOut) -> bool:
    if node.name == "brk":
        return node.attrs.get("max") != _ALL_ROWS and not out.row(node.number("id"), 1)
    if node.name in _PLACED:
        return not _left(node.attrs.get("ref", ""), out)
    if node.name not in _RULES:
        return False
    box = next((n for n in node.walk() if n.name == "sqref"), None)
    said = node.attrs.get("sqref", box.text if box else "")
    return bool(said.split()) and not any(_left(part, out) for part in said.split())


def _left(text: str, out: RowsOut) -> bool:
    area = parse_area("x!" + text)
    return area is None or bool(out.pieces(area))


def _notes(book: OpenBook, part: str, out: RowsOut) -> None:
    rewrite = Rewrite(book.package.read(part), part)
    gone = [n for n in rewrite.root.walk() if n.name in ("comment", "threadedComment") and not _left(n.attrs.get("ref", ""), out)]  # fmt: skip
    for node in gone:
        rewrite.remove(node)
    if gone:
        book.package.write(part, rewrite.result())


def _boxes(data: bytes, out: RowsOut) -> bytes:
    def shape(found: re.Match[bytes]) -> bytes:
        row, column = (pattern.search(found[0]) for pattern in _NUMBERS)
        if NOTE not in found[0] or row is None or column is None:
            return found[0]
        return found[0] if out.row(int(row[1]) + 1, int(column[1]) + 1) else b""

    return SHAPE.sub(shape, data)
