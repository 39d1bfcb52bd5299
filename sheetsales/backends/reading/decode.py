"""The raw text of cells to their values, a column at a time. What repeats is decoded once and shared."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

from sheetsales.backends.parts.number_formats import NumberKind
from sheetsales.backends.parts.serials import from_iso, from_serial, span
from sheetsales.backends.parts.texts import cell_text
from sheetsales.cells.grid import Shown
from sheetsales.cells.values import CellError, CellValue

Kind = Literal["shared", "text", "bool", "error", "iso", "number", "date", "elapsed"]
Convert = Callable[[bytes], CellValue]
Decode = Callable[[Sequence[bytes]], list[CellValue]]

_KINDS: Final[Mapping[str, Kind]] = {
    "s": "shared",
    "str": "text",
    "inlineStr": "text",
    "b": "bool",
    "e": "error",
    "d": "iso",
}
_FEW, _MANY = 1_000, 60_000
"""How many different values a column may show before it is asked whether they repeat at all."""
_LONG = 300
"""From so many characters on a number is no number to anybody: beyond what Excel can hold, it is read as text."""
_NO_SIGNS: Final[Mapping[int, str]] = MappingProxyType({})
_NOTHING_SHOWN: Final[Mapping[int, Shown]] = MappingProxyType({})
_BOOLS = {b"1": True, b"0": False, b"true": True, b"false": False}


class NoSuchString(Exception):
    """A cell points at a shared string that is not there."""


class ColumnDecoder:
    """Decodes the cells of one kind in one column, block by block. A blank raw cell is always None.

    What was seen before is looked up, so that what repeats is one object; a column where next to nothing
    repeats stops looking.
    """

    def __init__(self, decode: Decode, worth_sharing: int) -> None:
        self._decode = decode
        self._worth_sharing = worth_sharing
        self._known: dict[bytes, CellValue] = {b"": None}
        self._seen = 0
        self._fresh = 0
        self._looks_up = True

    def values(self, column: Sequence[bytes]) -> list[CellValue]:
        """The values of raw cells; raises ``NoSuchString``."""
        if not self._looks_up:
            return self._decode(column)
        self._seen += len(column)
        try:
            return list(map(self._known.__getitem__, column))
        except KeyError:
            fresh = list(set(column).difference(self._known))
        self._known.update(zip(fresh, self._decode(fresh), strict=True))
        values = list(map(self._known.__getitem__, column))
        self._fresh += len(fresh)
        if len(self._known) > self._worth_sharing:
            self._looks_up = self._fresh * 2 < self._seen
            self._known = {b"": None}
        return values


class Decoders:
    """What turns raw cells of one workbook into values, by their kind."""

    def __init__(
        self,
        strings: Sequence[str],
        styles: Sequence[NumberKind],
        *,
        date1904: bool,
        signs: Mapping[int, str] = _NO_SIGNS,
        shown: Mapping[int, Shown] = _NOTHING_SHOWN,
    ) -> None:
        self.signs, self.shown = signs, shown
        self.strings: list[CellValue] = [text or None for text in strings]
        self._styles = styles
        self._decodes: dict[Kind, Decode] = {
            "shared": self._shared,
            "text": _texts,
            "bool": _each(lambda raw: _BOOLS.get(raw.strip().lower(), _text(raw))),
            "error": _each(lambda raw: error_value(_text(raw))),
            "iso": _each(_iso),
            "number": _numbers,
            "date": _each(lambda raw: _serial(raw, date1904)),
            "elapsed": _each(_elapsed),
        }

    def kind(self, cell_type: str, style: int) -> Kind:
        """The kind of a cell from its ``t`` and ``s``."""
        if cell_type in _KINDS:
            return _KINDS[cell_type]
        return self._styles[style] if 0 <= style < len(self._styles) else "number"

    def column(self, kind: Kind) -> ColumnDecoder:
        """A decoder for one kind of cells in one column. Shared strings are one object each anyway."""
        return ColumnDecoder(self._decodes[kind], _FEW if kind == "shared" else _MANY)

    def _shared(self, column: Sequence[bytes]) -> list[CellValue]:
        strings = self.strings
        if not b"".join(column).isdigit():
            column = [raw.strip() for raw in column]
            if not all(raw.isdigit() for raw in column if raw):
                raise NoSuchString
        try:
            return [strings[int(raw)] if raw else None for raw in column]
        except (ValueError, IndexError):
            raise NoSuchString from None


def _each(convert: Convert) -> Decode:
    return lambda column: [convert(raw) if raw else None for raw in column]


def _texts(column: Sequence[bytes]) -> list[CellValue]:
    joined = b"\0".join(column)
    if b"&" in joined or b"_x" in joined or b"\0" in b"".join(column):
        return [_text(raw) for raw in column]
    return [text or None for text in joined.decode("utf-8", "replace").split("\0")]


def _numbers(column: Sequence[bytes]) -> list[CellValue]:
    plain = not b"".join(column).translate(None, b"0123456789.-") and len(max(column, key=len)) < _LONG
    if plain:
        try:
            return [None if not raw else float(raw) if b"." in raw else int(raw) for raw in column]
        except ValueError:
            pass
    return [_number(raw) if raw else None for raw in column]


@cache
def error_value(code: str) -> CellValue:
    """The error a cell shows, such as ``#N/A``; None where it shows nothing."""
    return CellError(code) if code else None


def _text(raw: bytes) -> str | None:
    return cell_text(raw.decode("utf-8", "replace")) or None


def _number(raw: bytes) -> CellValue:
    """An int where only digits stand there, so that long ids keep every digit; else a float; else the text."""
    try:
        if raw.lstrip(b"-").isdigit():
            return int(raw) if len(raw) < _LONG else _text(raw)
        value = float(raw)
    except ValueError:
        return _text(raw.strip())
    return value if math.isfinite(value) else _text(raw)


def _serial(raw: bytes, date1904: bool) -> CellValue:
    number = _number(raw)
    if not isinstance(number, int | float):
        return number
    date = from_serial(number, date1904=date1904)
    return number if date is None else date


def _elapsed(raw: bytes) -> CellValue:
    number = _number(raw)
    if not isinstance(number, int | float):
        return number
    length = span(number)
    return number if length is None else length


def _iso(raw: bytes) -> CellValue:
    text = _text(raw)
    date = from_iso(text) if text else None
    return text if date is None else date
