"""Which cell formats show a date, elapsed time or a currency, as the styles part says."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple
from xml.parsers import expat

from sheetsales.backends.limits import damaged, unsafe
from sheetsales.backends.parts.number_formats import NumberKind, kind_of
from sheetsales.backends.parts.shown_formats import shown_of_format, sign_of_format
from sheetsales.backends.reading.markup import DoctypeFound, local, safe_parser
from sheetsales.backends.reading.package import Package
from sheetsales.cells.grid import Shown

_LONG = 10
"""No number of a format has so many digits."""


class Styles(NamedTuple):
    """``kinds`` of every cell format (``s`` of a cell counts into it); ``signs`` are the currencies that those of numbers
    show, ``shown`` what else they print, by the same count."""

    kinds: tuple[NumberKind, ...] = ()
    signs: Mapping[int, str] = MappingProxyType({})
    shown: Mapping[int, Shown] = MappingProxyType({})


def read_styles(package: Package, part: str) -> Styles:
    """What the cell formats make of numbers; of a part of any size only that is held."""
    found = _Formats()
    parser = safe_parser()
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    try:
        for piece in package.stream(part):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except DoctypeFound:
        raise unsafe(package.path, part) from None
    except (expat.ExpatError, ValueError, LookupError):
        raise damaged(package.path, part) from None
    kinds = tuple(kind_of(number, found.codes.get(number)) for number in found.used)
    signs = {number: sign for number, code in found.codes.items() if (sign := sign_of_format(code))}
    words = {number: shown for number, code in found.codes.items() if (shown := shown_of_format(code))}
    numbers = [(at, n) for at, n in enumerate(found.used) if n in found.codes and kinds[at] == "number"]
    return Styles(
        kinds,
        {at: signs[n] for at, n in numbers if n in signs},
        {at: words[n] for at, n in numbers if n in words},
    )


class _Formats:
    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.used: list[int] = []
        self._box = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name in ("numFmts", "cellXfs"):
            self._box = name
        elif name == "numFmt" and self._box == "numFmts":
            self.codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "xf" and self._box == "cellXfs":
            self.used.append(_number(attributes.get("numFmtId")))

    def end(self, name: str) -> None:
        if local(name) == self._box:
            self._box = ""


def _number(text: str | None) -> int:
    return int(text) if text and len(text) < _LONG and text.isascii() and text.isdigit() else 0
