"""The raw text of cells to their values, a column at a time. What repeats is decoded once and shared."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Final, Literal

from sheetsales.backends.reading.serials import from_iso, from_serial, span
from sheetsales.backends.reading.styles import NumberKind
from sheetsales.backends.reading.texts import cell_text
from sheetsales.cells.values import CellError, CellValue

Kind = Literal["shared", "text", "bool", "error", "iso", "number", "date", "elapsed"]
Convert = Callable[[bytes], CellValue]
Decode = Callable[[Sequence[bytes]], list[CellValue]]
Attempt = Callable[[Sequence[bytes]], list[CellValue] | None]

_KINDS: Final[Mapping[str, Kind]] = {
    "s": "shared",
    "str": "text",
    "inlineStr": "text",
    "b": "bool",
    "e": "error",
    "d": "iso",
}
_CACHED = 100_000
_SAMPLE = 64
_PLAIN_DIGITS = 300
_BOOLS = {b"1": True, b"0": False, b"true": True, b"false": False}


class NoSuchString(Exception):
    """A cell points at a shared string that is not there."""


class _Cached(dict[bytes, CellValue]):
    """Converts each text once and shares the result; a blank text is None."""

    def __init__(self, convert: Convert) -> None:
        super().__init__({b"": None})
        self._convert = convert

    def __missing__(self, raw: bytes) -> CellValue:
        value = self[raw] = self._convert(raw)
        return value

    def many(self, column: Sequence[bytes]) -> list[CellValue]:
        if len(self) > _CACHED:
            self.clear()
            self[b""] = None
        return list(map(self.__getitem__, column))


def _mostly_different(column: Sequence[bytes]) -> bool:
    """Do the first cells promise that looking up what was seen before would not pay?"""
    sample = column[:_SAMPLE]
    return len(sample) == _SAMPLE and len(set(sample)) > _SAMPLE * 3 // 4


class Decoders:
    """What turns raw cells of one workbook into values, by their kind. A blank raw cell is always None."""

    def __init__(self, strings: Sequence[str], styles: Sequence[NumberKind], *, date1904: bool) -> None:
        self._strings: list[CellValue] = [text or None for text in strings]
        self._styles = styles
        converts: dict[Kind, Convert] = {
            "shared": self._string,
            "text": _text,
            "bool": lambda raw: _BOOLS.get(raw.strip().lower(), _text(raw)),
            "error": lambda raw: error_value(_text(raw)),
            "iso": _iso,
            "number": _number,
            "date": lambda raw: _serial(raw, date1904),
            "elapsed": _elapsed,
        }
        self._cached: dict[Kind, Decode] = {kind: _Cached(convert).many for kind, convert in converts.items()}
        self._at_once: dict[Kind, Attempt] = {
            "shared": self._strings_at_once,
            "text": _texts,
            "number": _numbers,
        }

    def kind(self, cell_type: str, style: int) -> Kind:
        """The kind of a cell from its ``t`` and ``s``."""
        if cell_type in _KINDS:
            return _KINDS[cell_type]
        return self._styles[style] if 0 <= style < len(self._styles) else "number"

    def values(self, kind: Kind, column: Sequence[bytes]) -> list[CellValue]:
        """The values of raw cells of one kind; raises ``NoSuchString``."""
        if kind in self._at_once and _mostly_different(column):
            values = self._at_once[kind](column)
            if values is not None:
                return values
        return self._cached[kind](column)

    def _string(self, raw: bytes) -> CellValue:
        if not raw.strip().isdigit() or int(raw) >= len(self._strings):
            raise NoSuchString
        return self._strings[int(raw)]

    def _strings_at_once(self, column: Sequence[bytes]) -> list[CellValue] | None:
        """None where one of them is no index."""
        strings = self._strings
        if not b"".join(column).isdigit():
            return None
        try:
            return [strings[int(raw)] if raw else None for raw in column]
        except IndexError:
            raise NoSuchString from None


def _texts(column: Sequence[bytes]) -> list[CellValue] | None:
    """None where one of them needs a closer look."""
    joined = b"\0".join(column)
    if b"&" in joined or b"_x" in joined:
        return None
    texts = joined.decode("utf-8", "replace").split("\0")
    return [text or None for text in texts] if len(texts) == len(column) else None


def _numbers(column: Sequence[bytes]) -> list[CellValue] | None:
    """None where one of them needs a closer look."""
    if b"".join(column).translate(None, b"0123456789.-") or len(max(column, key=len)) > _PLAIN_DIGITS:
        return None
    try:
        return [None if not raw else float(raw) if b"." in raw else int(raw) for raw in column]
    except ValueError:
        return None


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
            return int(raw)
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
