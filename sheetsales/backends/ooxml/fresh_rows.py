"""The bytes of many rows that a sheet has not had before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheetsales.backends.ooxml.pending import FreshRows
from sheetsales.cells.address import column_letters

if TYPE_CHECKING:
    from sheetsales.backends.ooxml.sheet import Sheet


def rows_xml(sheet: Sheet, fresh: FreshRows, height: bytes) -> bytes:
    """The rows one below the other, each with the attributes of ``height``; one that holds nothing is left out."""
    prefix, numbers = sheet.prefix, [b"%d" % number for number in fresh.rows]
    opened, behind, close = b"<" + prefix + b'row r="', b'"' + height + b">", b"</" + prefix + b"row>"
    marks, columns = _marks(sheet, fresh), []
    for column, found in enumerate(fresh.columns, fresh.column):
        sheet.tally.written |= found.holds_formulas
        named = b"<" + prefix + b'c r="' + column_letters(column).encode()
        cells = zip(numbers, marks[column], found.tails, strict=True)
        columns.append([_cell(named, *cell) for cell in cells])
    bodies = map(b"".join, zip(*columns, strict=True))
    rows = zip(numbers, bodies, strict=True)
    return b"".join([b"".join((opened, number, behind, body, close)) for number, body in rows if body])


def _cell(named: bytes, number: bytes, mark: bytes, tail: bytes) -> bytes:
    """Nothing for a blank cell without a look."""
    return b"".join((named, number, mark, tail)) if tail != b"/>" or len(mark) > 1 else b""


def _marks(sheet: Sheet, fresh: FreshRows) -> dict[int, list[bytes]]:
    """By column what stands behind each cell's row number; new looks are made in the order of the cells."""
    dated = [found for found in fresh.columns if found.formats]
    codes = [(found.style, (found.formats or ())[at]) for at in range(fresh.count) for found in dated]
    looks = {look: _mark(sheet.styles.suiting(look[0], look[1])) for look in dict.fromkeys(codes) if look[1]}
    made = {}
    for column, found in enumerate(fresh.columns, fresh.column):
        plain = _mark(found.style)
        formats = found.formats or [None] * fresh.count
        made[column] = [looks.get((found.style, code), plain) for code in formats]
    return made


def _mark(style: int) -> bytes:
    return b'" s="%d"' % style if style else b'"'
