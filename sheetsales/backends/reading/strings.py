"""The shared strings: what cells of type ``s`` point at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.parsers import expat

from sheetsales.backends.limits import check_part_size, damaged, unsafe
from sheetsales.backends.reading.markup import DoctypeFound, local, safe_parser
from sheetsales.backends.reading.package import Package
from sheetsales.backends.reading.texts import cell_text, excel_text, runs

_PLAIN_ITEM = "<si><t>"
_PLAIN_END = "</t></si>"
_SPACED_ITEM = '<si><t xml:space="preserve">'
_PLAIN_MARKS = 4
_ITEM = re.compile(r"\s*<((?:\w+:)?)si(?:\s[^>]*)?(?:/>|(?<!/)>(.*?)</\1si>)\s*", re.DOTALL)
_OPEN = re.compile(rb"<(?:\w+:)?sst(?:\s[^>]*)?(/?)>")
_ODD_ENCODING = re.compile(rb"""<\?xml[^>]*encoding=["'](?!utf-8|UTF-8|us-ascii|US-ASCII)""")


class OddMarkup(Exception):
    """XML that only a whole parser may read: comments, CDATA, another encoding."""


def shared_strings(package: Package, part: str) -> list[str]:
    """Every shared string in order; an empty one is an empty text."""
    try:
        return list(_fast(package.stream(part), package, part))
    except OddMarkup:
        return _parsed(package, part)


def _fast(pieces: Iterable[bytes], package: Package, part: str) -> Iterator[str]:
    rest = b""
    began = False
    for piece in pieces:
        rest += piece
        if b"<!" in piece:
            raise OddMarkup
        if not began:
            opened = _OPEN.search(rest)
            if opened is None:
                if len(rest) > 1 << 16:
                    raise OddMarkup
                continue
            if opened[1] or _ODD_ENCODING.search(rest):
                raise OddMarkup
            began, rest = True, rest[opened.end() :]
        cut = max(rest.rfind(b"<si>"), rest.rfind(b":si>"), rest.rfind(b"<si "))
        cut = rest.rfind(b"<", 0, cut + 1)
        if cut > 0:
            yield from _items(rest[:cut])
            rest = rest[cut:]
        check_part_size(len(rest), part, package.path, package.limits)
    end = rest.rfind(b"</")
    if not began or end < 0 or b"sst" not in rest[end:]:
        raise OddMarkup
    yield from _items(rest[:end])


def _items(block: bytes) -> list[str]:
    if not block or block.isspace():
        return []
    try:
        text = block.decode()
    except UnicodeDecodeError:
        raise OddMarkup from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _plain_items(text) or _any_items(text)
    return [cell_text(one) for one in found] if "&" in text or "_x" in text else found


def _plain_items(text: str) -> list[str]:
    """The items of a block that has plain ones only, the usual case; none otherwise."""
    text = text.replace(_SPACED_ITEM, _PLAIN_ITEM)
    if not text.startswith(_PLAIN_ITEM) or not text.endswith(_PLAIN_END):
        return []
    found = text[len(_PLAIN_ITEM) : -len(_PLAIN_END)].split(_PLAIN_END + _PLAIN_ITEM)
    return found if text.count("<") == _PLAIN_MARKS * len(found) else []


def _any_items(text: str) -> list[str]:
    found, at = [], 0
    for item in _ITEM.finditer(text):
        if item.start() != at:
            raise OddMarkup
        found.append(runs(item[2]) if item[2] else "")
        at = item.end()
    if at != len(text):
        raise OddMarkup
    return found


def _parsed(package: Package, part: str) -> list[str]:
    collector = _Items()
    parser = safe_parser()
    parser.StartElementHandler = collector.start
    parser.EndElementHandler = collector.end
    parser.CharacterDataHandler = collector.text
    try:
        for piece in package.stream(part):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except DoctypeFound:
        raise unsafe(package.path, part) from None
    except (expat.ExpatError, ValueError, LookupError):
        raise damaged(package.path, part) from None
    return collector.found


class _Items:
    def __init__(self) -> None:
        self.found: list[str] = []
        self._texts: list[str] = []
        self._phonetic = 0
        self._inside = False

    def start(self, name: str, _: dict[str, str]) -> None:
        name = local(name)
        self._phonetic += name == "rPh"
        self._inside = name == "t"

    def end(self, name: str) -> None:
        name = local(name)
        self._inside = False
        self._phonetic -= name == "rPh"
        if name == "si":
            self.found.append(excel_text("".join(self._texts)))
            self._texts.clear()

    def text(self, text: str) -> None:
        if self._inside and not self._phonetic:
            self._texts.append(text)
