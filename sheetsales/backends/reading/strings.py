"""The shared strings: what cells of type ``s`` point at."""

from __future__ import annotations

import re
from xml.parsers import expat

from sheetsales.backends.limits import damaged, unsafe
from sheetsales.backends.parts.texts import cell_text, excel_text, runs
from sheetsales.backends.reading.markup import DoctypeFound, is_utf8, local, safe_parser
from sheetsales.backends.reading.package import Package
from sheetsales.regex import regex

_SPACED = ' xml:space="preserve"'
_MARKS_PER_ITEM = 4
_ITEM = regex(r"\s*+<((?:\w+:)?)si(?:\s[^<>]*)?(?:/>|(?<!/)>(.*?)</\1si\s*+>)\s*+", re.DOTALL)
"""One item after another, with no step back: what stands between items sends the part to a parser."""
_OPEN = regex(rb"<((?:\w+:)?)sst(?:\s[^<>]*?)?(/?)>")
_OPEN_WITHIN = 1 << 16
_MOST_HELD = 8 << 20
"""Of one item; a longer one is left to the parser, which does not look for its end again and again."""


class OddMarkup(Exception):
    """XML that only a whole parser may read: comments, CDATA, another encoding."""


def shared_strings(package: Package, part: str) -> list[str]:
    """Every shared string in order; an empty one is an empty text."""
    try:
        return _Reader(package, part).read()
    except OddMarkup:
        return _parsed(package, part)


class _Reader:
    """Streams the part. Raises OddMarkup where only a parser will do."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._part = part
        self._pieces = package.stream(part)
        self._found: list[str] = []

    def read(self) -> list[str]:
        rest, prefix, empty = self._head()
        if empty:
            return []
        self._plain = _PlainItems(prefix.decode())
        item, end = b"<" + prefix + b"si", b"</" + prefix + b"sst"
        while (closed := rest.find(end)) < 0:
            cut = rest.rfind(item)
            if cut > 0:
                self._take(rest[:cut])
                rest = rest[cut:]
            rest += self._next(len(rest))
        self._take(rest[:closed])
        return self._found

    def _next(self, held: int) -> bytes:
        if held > _MOST_HELD:
            raise OddMarkup
        piece = next(self._pieces, None)
        if piece is None:
            raise OddMarkup
        return piece

    def _head(self) -> tuple[bytes, bytes, bool]:
        """What follows the opening tag, the prefix of the elements, and whether it is closed at once."""
        head = b""
        while len(head) < _OPEN_WITHIN:
            head += self._next(len(head))
            opened = _OPEN.search(head)
            if opened:
                if b"<!" in head[: opened.start()] or not is_utf8(head):
                    raise OddMarkup
                return head[opened.end() :], opened[1], bool(opened[2])
        raise OddMarkup

    def _take(self, block: bytes) -> None:
        if not block or block.isspace():
            return
        if b"<!" in block:
            raise OddMarkup
        try:
            text = block.decode()
        except UnicodeDecodeError:
            raise OddMarkup from None
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        found = self._plain.read(text) or _any_items(text)
        if "&" in text or "_x" in text:
            found = [cell_text(one) if "&" in one or "_x" in one else one for one in found]
        self._found += found


class _PlainItems:
    """Reads blocks of items that hold one plain text each, as most do, by splitting."""

    def __init__(self, prefix: str) -> None:
        self._start = f"<{prefix}si><{prefix}t>"
        self._spaced = f"<{prefix}si><{prefix}t{_SPACED}>"
        self._end = f"</{prefix}t></{prefix}si>"

    def read(self, text: str) -> list[str]:
        """The items still escaped; none where anything else stands in the block."""
        text = text.replace(self._spaced, self._start)
        if not text.startswith(self._start) or not text.endswith(self._end):
            return []
        found = text[len(self._start) : -len(self._end)].split(self._end + self._start)
        return found if text.count("<") == _MARKS_PER_ITEM * len(found) else []


def _any_items(text: str) -> list[str]:
    found, at = [], 0
    while item := _ITEM.match(text, at):
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
