"""The bytes of many rows that a sheet has not had before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from sheetsales.backends.ooxml.pending import FreshRows
from sheetsales.cells.address import column_letters

_AT_ONCE: Final = 4_096
_BLANK: Final = b"/>"

if TYPE_CHECKING:
    from sheetsales.backends.ooxml.sheet import Sheet


def rows_xml(sheet: Sheet, fresh: FreshRows, height: bytes) -> bytes:
    """The rows one below the other, each with the attributes of ``height``; one that holds nothing is left out."""
    sheet.tally.written |= any(found.holds_formulas for found in fresh.columns)
    marks = _marks(sheet, fresh)
    parts = (range(at, min(at + _AT_ONCE, fresh.count)) for at in range(0, fresh.count, _AT_ONCE))
    return b"".join([_part(sheet.prefix, fresh, part, marks, height) for part in parts])


def _part(
    prefix: bytes, fresh: FreshRows, part: range, marks: Mapping[int, Sequence[bytes]], height: bytes
) -> bytes:
    """Some of the rows: what all cells of all rows weigh one by one is many times their text."""
    numbers = [b"%d" % (fresh.first + at) for at in part]
    opened, behind, close = b"<" + prefix + b'row r="', b'"' + height + b">", b"</" + prefix + b"row>"
    columns, where = [], slice(part.start, part.stop)
    for column, found in enumerate(fresh.columns, fresh.column):
        named = b"<" + prefix + b'c r="' + column_letters(column).encode()
        cells = zip(numbers, marks[column][where], found.tails[where], strict=True)
        columns.append(
            [
                named + number + mark + tail if tail != _BLANK or len(mark) > 1 else b""
                for number, mark, tail in cells
            ]
        )
    bodies = map(b"".join, zip(*columns, strict=True))
    rows = zip(numbers, bodies, strict=True)
    return b"".join([b"".join((opened, number, behind, body, close)) for number, body in rows if body])


def _marks(sheet: Sheet, fresh: FreshRows) -> dict[int, list[bytes]]:
    """By column what stands behind each cell's row number; new looks are made in the order of the cells."""
    dated = [found for found in fresh.columns if found.formats]
    codes = [(found.style, (found.formats or ())[at]) for at in range(fresh.count) for found in dated]
    looks = {look: _mark(sheet.styles.suiting(look[0], look[1])) for look in dict.fromkeys(codes) if look[1]}
    made: dict[int, list[bytes]] = {}
    for column, found in enumerate(fresh.columns, fresh.column):
        plain = _mark(found.style)
        formats = found.formats
        if formats is None:
            made[column] = [plain] * fresh.count
            continue
        made[column] = [looks.get((found.style, code), plain) for code in formats]
    return made


def _mark(style: int) -> bytes:
    return b'" s="%d"' % style if style else b'"'
