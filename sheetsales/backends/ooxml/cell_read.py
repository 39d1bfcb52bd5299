"""One ``<c>`` element: where it stands, and what it says."""

from __future__ import annotations

import datetime as dt
import re

from sheetsales.backends.ooxml.strings import SharedStrings
from sheetsales.backends.parts.texts import from_xml, item_text
from sheetsales.cells.values import CellError, CellValue
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex

_STYLE = regex(rb"\ss\s*=\s*[\"'](\d{1,9})[\"']")
_TYPE = regex(rb"\st\s*=\s*[\"'](\w+)[\"']")
_SHARED_INDEX = regex(rb"\ssi\s*=\s*[\"'](\d{1,10})[\"']")
"""Attributes are read one by one: order, quotes and blanks are each program's own; digits are bounded."""
_LONG, _LONGEST = 10, 300
"""Digits: of an index, of a whole number that a float can still hold."""
_AREA = regex(rb"\sref\s*=\s*[\"']([^\"']+)[\"']")


@dataclass(frozen=True, slots=True)
class FormulaPart:
    """The ``<f>`` of a cell: ``kind`` is normal, shared, array or dataTable; offsets are into the sheet."""

    kind: str
    text: str
    index: str | None
    area: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as it stands in the sheet: ``start``–``end`` is its element, ``inner`` the end of its start tag."""

    row: int
    column: int
    start: int
    inner: int
    end: int
    head: bytes

    @property
    def style(self) -> int:
        found = _STYLE.search(self.head)
        return int(found[1]) if found else 0

    @property
    def type(self) -> bytes:
        found = _TYPE.search(self.head)
        return found[1] if found else b"n"


class CellReader:
    """Decodes the cells of one sheet, whose element names carry ``prefix``."""

    def __init__(self, prefix: bytes, strings: SharedStrings) -> None:
        self._strings = strings
        name = re.escape(prefix)
        self._formula = re.compile(rb"<%bf(?=[\s/>])([^>]*)>(?:([^<]*)</%bf\s*>)?" % (name, name))
        self._value = re.compile(rb"<%bv(?=[\s>])[^>]*>(.*?)</%bv\s*>" % (name, name), re.DOTALL)
        self._inline = re.compile(rb"<%bis(?=[\s>])[^>]*>(.*)</%bis\s*>" % (name, name), re.DOTALL)

    def formula(self, xml: bytes, cell: RawCell) -> FormulaPart | None:
        found = self._formula.search(xml, cell.inner, cell.end)
        if not found:
            return None
        attributes, empty = found[1], found[1].endswith(b"/")
        kind, index, area = (p.search(b" " + attributes) for p in (_TYPE, _SHARED_INDEX, _AREA))
        start = found.start()
        end = start + found[0].index(b">") + 1 if empty else found.end()
        text = "" if empty else from_xml(found[2] or b"")
        return FormulaPart(
            kind[1].decode() if kind else "normal",
            text,
            index[1].decode() if index else None,
            area[1].decode() if area else None,
            start,
            end,
        )

    def value(self, xml: bytes, cell: RawCell) -> CellValue:
        """The stored value; dates are still their serial numbers. Empty text is None."""
        kind = cell.type
        if kind == b"inlineStr":
            inline = self._inline.search(xml, cell.inner, cell.end)
            if inline:
                return item_text(inline[1]) or None
        found = self._value.search(xml, cell.inner, cell.end)
        if not found or not found[1]:
            return None
        return self._decoded(kind, found[1])

    def _decoded(self, kind: bytes, raw: bytes) -> CellValue:
        text = from_xml(raw)
        if kind == b"s":
            index = text.strip()
            return (
                self._strings.text(int(index)) or None if index.isdecimal() and len(index) <= _LONG else None
            )
        if kind == b"n":
            return _number(text)
        if kind == b"b":
            return text.strip() in ("1", "true")
        if kind == b"e":
            return CellError(text.strip())
        if kind == b"d":
            return _moment(text.strip())
        return text


def _number(text: str) -> CellValue:
    try:
        return float(text) if not text.strip().lstrip("-").isdigit() or len(text) > _LONGEST else int(text)
    except ValueError:
        return text


def _moment(text: str) -> CellValue:
    try:
        return dt.datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return text
