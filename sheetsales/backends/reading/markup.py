"""Small XML parts as flat lists of elements; a document type declaration is refused, so nothing can expand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from sheetsales.backends import refusals as say
from sheetsales.backends.limits import (
    DEEPEST,
    MOST_ELEMENTS,
    beyond,
    damaged,
    is_text_encoding,
    unsafe,
)
from sheetsales.regex import regex

_BOM = b"\xef\xbb\xbf"
_OTHER_ENCODING = regex(rb"""<\?xml[^>]*encoding\s*=\s*["'](?!utf-8["']|us-ascii["'])""", re.IGNORECASE)
"""Only a declaration can name another encoding; bytes that are no UTF-8 are found out when decoded."""


class Element(NamedTuple):
    """One element: the local names of its parent and itself, its attributes by local name, its own text."""

    parent: str
    name: str
    attributes: Mapping[str, str]
    text: str


class DoctypeFound(Exception):
    """The part declares a document type."""


def safe_parser() -> expat.XMLParserType:
    """A parser that names elements ``namespace name`` and raises ``DoctypeFound`` at a declaration."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.XmlDeclHandler = _check_encoding
    return parser


def _refuse_doctype(*_: object) -> None:
    raise DoctypeFound


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding and not is_text_encoding(encoding):
        raise LookupError(encoding)


def is_utf8(head: bytes) -> bool:
    """Does a part with this beginning declare no other encoding? Its bytes may still turn out to be wrong."""
    return not _OTHER_ENCODING.match(head.removeprefix(_BOM))


def local(name: str) -> str:
    return name.rpartition(" ")[2]


class _Beyond(Exception):
    """A part goes beyond one of our limits; the second argument is the limit."""


def elements(data: bytes, path: Path, part: str) -> list[Element]:
    """All elements of an XML part in the order in which they end; ``path`` and ``part`` name it in errors.

    Raises ``LimitExceeded`` for parts that are deeper or have more elements than can be held here.
    """
    collector = _Collector()
    parser = safe_parser()
    parser.StartElementHandler = collector.start
    parser.EndElementHandler = collector.end
    parser.CharacterDataHandler = collector.text
    try:
        parser.Parse(data, True)
    except DoctypeFound:
        raise unsafe(path, part) from None
    except _Beyond as limit:
        raise beyond(path, part, *limit.args) from None
    except (expat.ExpatError, ValueError, LookupError):
        raise damaged(path, part) from None
    return collector.found


class _Collector:
    def __init__(self) -> None:
        self.found: list[Element] = []
        self._open: list[tuple[str, dict[str, str], list[str]]] = [("", {}, [])]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) > DEEPEST:
            raise _Beyond(say.TOO_DEEP, DEEPEST)
        if len(self.found) >= MOST_ELEMENTS:
            raise _Beyond(say.TOO_MANY_ELEMENTS, MOST_ELEMENTS)
        plain = {local(key): value for key, value in attributes.items()}
        self._open.append((local(name), plain, []))

    def end(self, _: str) -> None:
        name, attributes, texts = self._open.pop()
        self.found.append(Element(self._open[-1][0], name, attributes, "".join(texts)))

    def text(self, text: str) -> None:
        self._open[-1][2].append(text)


def flag(value: str | None) -> bool:
    """An XML truth value; absent is false."""
    return value in ("1", "true", "on")
