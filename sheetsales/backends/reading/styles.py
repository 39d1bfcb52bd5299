"""Which cell formats show a date, and which show elapsed time, as the styles part says."""

from __future__ import annotations

from collections.abc import Iterable

from sheetsales.backends.parts.number_formats import NumberKind, kind_of
from sheetsales.backends.reading.markup import Element

_LONG = 10
"""No number of a format has so many digits."""


def style_kinds(parts: Iterable[Element]) -> tuple[NumberKind, ...]:
    """The kind of every cell format (``s`` of a cell counts into it), from the elements of the styles part."""
    codes: dict[int, str] = {}
    used: list[int] = []
    for part in parts:
        if part.name == "numFmt" and part.parent == "numFmts":
            codes[_number(part.attributes.get("numFmtId"))] = part.attributes.get("formatCode", "")
        elif part.name == "xf" and part.parent == "cellXfs":
            used.append(_number(part.attributes.get("numFmtId")))
    return tuple(kind_of(number, codes.get(number)) for number in used)


def _number(text: str | None) -> int:
    return int(text) if text and len(text) < _LONG and text.isascii() and text.isdigit() else 0
