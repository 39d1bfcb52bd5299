"""Values as the bytes that go into a ``<c>`` element."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from decimal import Decimal

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.formula_text import checked
from sheetsales.backends.parts.number_formats import GENERAL, format_for
from sheetsales.backends.parts.serials import in_range, number_text, serial
from sheetsales.backends.parts.texts import all_to_xml, are_writable, is_writable, to_xml
from sheetsales.cells.links import link_formula
from sheetsales.cells.values import CellError, CellValue, EditValue, Formula, Link
from sheetsales.dataclass import dataclass
from sheetsales.errors import EditRefused

_EXACT = 2**53
ERRORS = (
    "#NULL!",
    "#DIV/0!",
    "#VALUE!",
    "#REF!",
    "#NAME?",
    "#NUM!",
    "#N/A",
    "#GETTING_DATA",
    "#SPILL!",
    "#CALC!",
)


@dataclass(frozen=True, slots=True)
class Encoded:
    """The end of a ``<c>`` element, from behind its ``r`` and ``s``.

    ``format`` is the number format that a cell needs whose own would show the value as something else.
    """

    tail: bytes
    format: str | None = None
    formula: bool = False
    uncached: bool = False


class CellWriter:
    """Encodes values for one sheet, whose element names carry ``prefix``.

    Texts go into their cells, not among the shared ones: when a cell is written again, nothing is left of its old text.
    """

    def __init__(self, prefix: bytes, date1904: bool) -> None:
        self._date1904, self._prefix = date1904, prefix
        self._v, self._v_close = b"<" + prefix + b"v>", b"</" + prefix + b"v></" + prefix + b"c>"
        self._close = b"</" + prefix + b"c>"
        self._is = b' t="inlineStr"><%bis><%bt>' % (prefix, prefix)
        self._spaced_is = self._is[:-1] + b' xml:space="preserve">'
        self._is_close = b"</%bt></%bis></%bc>" % (prefix, prefix, prefix)
        self._texts: dict[str, Encoded] = {}
        self.blank = Encoded(b"/>")

    def encode(self, value: EditValue) -> Encoded:
        """Raises ``EditRefused`` for what Excel cannot hold; its text has ``{at}`` to be filled."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, Formula):
            return self._formula(value.text, value.value)
        if isinstance(value, Link):
            return self._formula(link_formula(value), value.text)
        if value is None:
            return self.blank
        return self._scalar(value)

    def _scalar(self, value: CellValue) -> Encoded:
        kind, raw, code = self._plain(value)
        mark = b' t="' + kind + b'"' if kind else b""
        return Encoded(mark + b">" + self._v + raw + self._v_close, code)

    def _plain(self, value: CellValue) -> tuple[bytes, bytes, str | None]:
        """(type, content, format) of a value that needs no shared string."""
        if isinstance(value, bool):
            return b"b", b"1" if value else b"0", None
        if isinstance(value, int | float | Decimal):
            return b"", _number(value), GENERAL
        if isinstance(value, CellError):
            if value.code not in ERRORS:
                raise EditRefused(refusals.UNKNOWN_ERROR.fill(value=value.code))
            return b"e", to_xml(value.code), None
        if isinstance(value, dt.date | dt.time | dt.timedelta):
            if not in_range(value, self._date1904):
                raise EditRefused(refusals.DATE_RANGE.fill(value=value))
            return b"", number_text(serial(value, self._date1904)), format_for(value)
        return b"str", to_xml(_checked_text(str(value))), None

    def _text(self, value: str) -> Encoded:
        known = self._texts.get(value)
        if known is None:
            known = self._texts[value] = self._new_text(value)
        return known

    def _new_text(self, value: str) -> Encoded:
        if not value:
            return self.blank
        return Encoded(self._inline(value, to_xml(_checked_text(value))))

    def _inline(self, text: str, raw: bytes) -> bytes:
        is_spaced = text[0].isspace() or text[-1].isspace()  # which programs may take away
        return (self._spaced_is if is_spaced else self._is) + raw + self._is_close

    def tails(self, texts: Iterable[str]) -> dict[str, bytes]:
        """How cells with these texts, and blank ones, end; raises ``EditRefused`` where one cannot be written."""
        new = [text for text in dict.fromkeys(texts) if text]
        if not new or not are_writable(new):
            return {"": self.blank.tail, **{text: self._text(text).tail for text in new}}
        made = [self._inline(text, raw) for text, raw in zip(new, all_to_xml(new), strict=True)]
        return {"": self.blank.tail, **dict(zip(new, made, strict=True))}

    def _formula(self, text: str, value: CellValue) -> Encoded:
        body = b"<" + self._prefix + b"f>" + to_xml_formula(checked(text)) + b"</" + self._prefix + b"f>"
        if value is None:
            return Encoded(b">" + body + self._close, formula=True, uncached=True)
        kind, raw, code = self._plain(value)
        mark = b' t="' + kind + b'"' if kind else b""
        code = None if code == GENERAL else code  # what a formula comes to next is not known
        return Encoded(mark + b">" + body + self._v + raw + self._v_close, code, formula=True)


def to_xml_formula(text: str) -> bytes:
    """A formula's text, in which only the characters of XML itself are escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()


def _number(value: int | float | Decimal) -> bytes:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise EditRefused(refusals.NOT_A_NUMBER.fill(value=value))
    if isinstance(value, int):
        if abs(value) > _EXACT and int(number) != value:
            raise EditRefused(refusals.TOO_MANY_DIGITS.fill(value=value))
        return number_text(value if abs(value) <= _EXACT else number)
    return number_text(number)


def _checked_text(text: str) -> str:
    if not is_writable(text):
        raise EditRefused(refusals.TEXT_TOO_LONG.fill(length=len(text), start=_start(text)))
    return text


def _start(text: str) -> str:
    return text[:20].encode("utf-8", "replace").decode()
