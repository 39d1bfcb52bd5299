"""Which cell formats show a date, and which show elapsed time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from sheetsales.backends.reading.markup import Element

NumberKind = Literal["number", "date", "elapsed"]

_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59), *range(71, 82)))
_BUILT_IN_ELAPSED = frozenset((46,))
_LITERAL = re.compile(r'"[^"]*"?|\\.|[_*].|General|G/标准|G/通用格式', re.DOTALL | re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKET = re.compile(r"\[[^\]]*\]")
_EXPONENT = re.compile(r"E[+-]", re.IGNORECASE)
_DATE_LETTER = re.compile(r"[dmyhse年月日]", re.IGNORECASE)


_LONGEST = 1_000
"""Characters of a format code; Excel knows 255."""
_LONG = 10
"""No number of a format has so many digits."""


@lru_cache(maxsize=4096)
def kind_of_format(code: str) -> NumberKind:
    """What a number format code makes of a number; the first section decides."""
    plain = _LITERAL.sub("", code[:_LONGEST]).partition(";")[0]
    if _ELAPSED.search(plain):
        return "elapsed"
    plain = _EXPONENT.sub("", _BRACKET.sub("", plain))
    return "date" if _DATE_LETTER.search(plain) else "number"


def _kind_of_built_in(number: int) -> NumberKind:
    if number in _BUILT_IN_ELAPSED:
        return "elapsed"
    return "date" if number in _BUILT_IN_DATES else "number"


def style_kinds(parts: Iterable[Element]) -> tuple[NumberKind, ...]:
    """The kind of every cell format (``s`` of a cell counts into it), from the elements of the styles part."""
    codes: dict[int, str] = {}
    used: list[int] = []
    for part in parts:
        if part.name == "numFmt" and part.parent == "numFmts":
            codes[_number(part.attributes.get("numFmtId"))] = part.attributes.get("formatCode", "")
        elif part.name == "xf" and part.parent == "cellXfs":
            used.append(_number(part.attributes.get("numFmtId")))
    return tuple(kind_of_format(codes[n]) if n in codes else _kind_of_built_in(n) for n in used)


def _number(text: str | None) -> int:
    return int(text) if text and len(text) < _LONG and text.isascii() and text.isdigit() else 0
