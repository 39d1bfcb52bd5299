"""A small XML part as a tree that knows where each element stands, so that it can be changed by splicing bytes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.parsers import expat

from sheetsales.backends import refusals as say
from sheetsales.backends.limits import DEEPEST, MOST_ELEMENTS, beyond, damaged, is_text_encoding, unsafe
from sheetsales.errors import NotAWorkbook
from sheetsales.regex import regex
from sheetsales.texts import Text

_HEAD = regex(rb"<[^\s/>]+(?:\s+[^\s=<>]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>")
"""Where a start tag ends: a ``>`` may stand in an attribute, so attributes are passed over whole."""
_DECLARED = regex(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"'][^>]*\?>")
_WIDE_DECLARED = regex(r"(\s*<\?xml[^>]*?encoding\s*=\s*)[\"'][\w.-]+[\"']")
"""A part made UTF-8 must say so, or the next program decodes it as what it was."""
_OWN = ("utf-8", "ascii")
_BOM = b"\xef\xbb\xbf"
_LARGEST = 2**32
Pieces = bytes | Iterable[bytes | memoryview]


class MalformedError(Exception):
    """A part that cannot be read; ``refusal`` says so in words.

    ``is_unsafe`` where it declares entities; ``limit`` is a limit of ours that it goes beyond, and what is said then.
    """

    def __init__(self, part: str, is_unsafe: bool = False, limit: tuple[Text, int] | None = None) -> None:
        super().__init__(part)
        self.part, self.is_unsafe, self.limit = part, is_unsafe, limit


def refusal(path: Path, fault: MalformedError) -> NotAWorkbook:
    """The error that a user is shown for a part that cannot be read."""
    if fault.limit is not None:
        return beyond(path, fault.part, *fault.limit)
    return (unsafe if fault.is_unsafe else damaged)(path, fault.part)


class Node:
    """An element. Offsets: ``start`` of its tag, ``inner`` after its start tag, ``close`` of its end tag, ``end``.

    For an empty tag ``inner``, ``close`` and ``end`` are the same. Attribute keys are local names; those with a
    namespace are ``uri name``.
    """

    __slots__ = ("attrs", "children", "close", "end", "inner", "name", "prefix", "space", "start", "text")

    def __init__(
        self, name: str, space: str, attrs: dict[str, str], start: int, inner: int, prefix: bytes
    ) -> None:
        self.name, self.space, self.attrs = name, space, attrs
        self.start, self.inner, self.close, self.end = start, inner, inner, inner
        self.children: list[Node] = []
        self.text = ""
        self.prefix = prefix

    @property
    def is_empty_tag(self) -> bool:
        return self.close == self.end

    def child(self, name: str) -> Node | None:
        return next((c for c in self.children if c.name == name), None)

    def all(self, name: str) -> list[Node]:
        return [c for c in self.children if c.name == name]

    def walk(self) -> Iterator[Node]:
        """The element and everything in it, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def relation(self, name: str = "id") -> str | None:
        """The value of ``r:id`` (or another attribute of the relationships namespace)."""
        for key, value in self.attrs.items():
            space, _, local = key.rpartition(" ")
            if local == name and space.endswith("/relationships"):
                return value
        return None

    def number(self, name: str, default: int = 0) -> int:
        """The attribute as a number; ``default`` where it is none or larger than the format allows."""
        try:
            value = int(self.attrs.get(name, default))
        except ValueError:
            return default
        return value if abs(value) <= _LARGEST else default

    def truth(self, name: str, default: bool = False) -> bool:
        value = self.attrs.get(name)
        return default if value is None else value in ("1", "true")


def as_utf8(data: bytes, part: str) -> bytes:
    """The part in UTF-8 (a byte order mark stays); raises ``MalformedError`` for what cannot be decoded."""
    try:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
            text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else _wide(data))
            wide = _WIDE_DECLARED.match(text)
            return (f'{wide[1]}"UTF-8"{text[wide.end() :]}' if wide else text).encode()
        declared = _DECLARED.match(data.removeprefix(_BOM))
        name = codecs.lookup(declared[1].decode("ascii")).name if declared else "utf-8"
        if declared and name not in _OWN:
            return _recoded(data, name, declared[1].decode("ascii"))
    except (UnicodeError, LookupError) as fault:
        raise MalformedError(part) from fault
    return data


def is_utf8(head: bytes) -> bool:
    """Whether ``as_utf8`` leaves a part that begins so as it is."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:4]:
        return False
    declared = _DECLARED.match(head.removeprefix(_BOM))
    try:
        return not declared or codecs.lookup(declared[1].decode("ascii")).name in _OWN
    except (LookupError, UnicodeError):
        return False


def _recoded(data: bytes, encoding: str, declared: str) -> bytes:
    """Only encodings people write in: others mean something else to every program, or take for ever."""
    if not is_text_encoding(encoding):
        raise LookupError(encoding)
    before, mark, behind = data.decode(encoding).partition("encoding")
    if not mark:
        raise LookupError(encoding)
    return (before + mark + behind.replace(declared, "UTF-8", 1)).encode()


def _wide(data: bytes) -> str:
    return "utf-16-be" if data[:1] == b"\0" else "utf-16-le"


class _Builder:
    def __init__(self, data: bytes, part: str) -> None:
        self.data, self.part = data, part
        self.stack: list[Node] = []
        self.texts: list[list[str]] = []
        self.count = 0
        self.root: Node | None = None
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.finish
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype

    def begin(self, name: str, attrs: dict[str, str]) -> None:
        start = self.parser.CurrentByteIndex
        head = _HEAD.match(self.data, start)
        self.count += 1
        if len(self.stack) >= DEEPEST:
            raise MalformedError(self.part, limit=(say.TOO_DEEP, DEEPEST))
        if self.count > MOST_ELEMENTS:
            raise MalformedError(self.part, limit=(say.TOO_MANY_ELEMENTS, MOST_ELEMENTS))
        if not head:
            raise MalformedError(self.part)
        space, _, local = name.rpartition(" ")
        raw = self.data[start + 1 : start + 1 + 80]
        mark = re.match(rb"([^\s/>:]+:)?", raw)
        node = Node(local, space, attrs, start, head.end(), (mark[1] or b"") if mark else b"")
        if self.stack:
            self.stack[-1].children.append(node)
        else:
            self.root = node
        self.stack.append(node)
        self.texts.append([])

    def finish(self, _name: str) -> None:
        node = self.stack.pop()
        node.text = "".join(self.texts.pop())
        if self.data[node.inner - 2 : node.inner] != b"/>":
            node.close = self.parser.CurrentByteIndex
            node.end = self.data.index(b">", node.close) + 1

    def characters(self, text: str) -> None:
        self.texts[-1].append(text)

    def doctype(self, *_: object) -> None:
        raise MalformedError(self.part, is_unsafe=True)


def parse(data: bytes, part: str) -> Node:
    """The root of a part in UTF-8; raises ``MalformedError`` where it is not well-formed or declares entities."""
    builder = _Builder(data, part)
    _run(builder.parser, data, part)
    if builder.root is None:
        raise MalformedError(part)
    return builder.root


def require_well_formed(data: bytes, part: str) -> None:
    """Raises ``MalformedError`` where a part is not well-formed XML or declares entities."""

    def refuse(*_: object) -> None:
        raise MalformedError(part, is_unsafe=True)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    _run(parser, data, part)


def _run(parser: expat.XMLParserType, data: bytes, part: str) -> None:
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as fault:
        raise MalformedError(part) from fault


def escape(text: str) -> bytes:
    """Text as it stands between tags."""
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;").encode()
    )


def escape_attribute(text: str) -> bytes:
    """Text as it stands in an attribute with double quotes."""
    escaped = escape(text).replace(b'"', b"&quot;")
    return escaped.replace(b"\n", b"&#10;").replace(b"\t", b"&#9;")


class Rewrite:
    """Changes to a part, collected by offset and made all at once; everything else keeps its bytes."""

    def __init__(self, data: bytes, part: str, *, outline: bytes | None = None) -> None:
        """``outline`` is a copy of the same length in which what shall not be held as a tree is blanked out."""
        self.data = data
        self.root = parse(data if outline is None else outline, part)
        self._edits: list[tuple[int, int, Pieces]] = []
        self._texts: dict[int, tuple[int, int, Pieces]] = {}
        self._attributes: dict[int, tuple[Node, dict[str, str | None]]] = {}
        self._appended: dict[int, tuple[Node, list[bytes]]] = {}

    @property
    def prefix(self) -> bytes:
        """The root's own prefix with its colon, or nothing."""
        return self.root.prefix

    def set(self, node: Node, name: str, value: str | None) -> None:
        """Set an attribute without namespace; None removes it."""
        self._attributes.setdefault(node.start, (node, {}))[1][name] = value
        if value is None:
            node.attrs.pop(name, None)
        else:
            node.attrs[name] = value

    def replace(self, start: int, end: int, data: bytes) -> None:
        self._edits.append((start, end, data))

    def insert(self, offset: int, data: Pieces) -> None:
        self._edits.append((offset, offset, data))

    def set_text(self, node: Node, text: str) -> None:
        """Replace all that stands in the element."""
        node.text = text
        if node.is_empty_tag:
            self._appended[node.start] = (node, [escape(text)])
        else:
            self._texts[node.start] = (node.inner, node.close, escape(text))

    def remove(self, node: Node) -> None:
        self._edits.append((node.start, node.end, b""))

    def append(self, node: Node, data: bytes) -> None:
        """Put ``data`` behind the last child."""
        self._appended.setdefault(node.start, (node, []))[1].append(data)

    def result(self) -> bytes:
        return b"".join(self.pieces())

    def pieces(self, *more: tuple[int, int, Pieces]) -> Iterator[bytes | memoryview]:
        """The changed part piece by piece, with ``more`` changes that are not kept."""
        edits = [*self._edits, *self._texts.values(), *more]
        for node, values in self._attributes.values():
            opened = node.start in self._appended and node.is_empty_tag
            edits.append((node.start, node.inner, self._head(node, values, opened)))
        for node, parts in self._appended.values():
            edits += self._appending(node, parts)
        edits.sort(key=lambda edit: (edit[0], edit[1]))
        at = 0
        for start, end, data in edits:
            yield self.data[at:start]
            yield from (data,) if isinstance(data, bytes) else data
            at = end
        yield self.data[at:]

    def _appending(self, node: Node, parts: list[bytes]) -> list[tuple[int, int, Pieces]]:
        if not node.is_empty_tag:
            return [(node.close, node.close, b"".join(parts))]
        tail = b"".join(parts) + b"</" + node.prefix + node.name.encode() + b">"
        if node.start in self._attributes:
            return [(node.end, node.end, tail)]
        return [(node.start, node.inner, self._head(node, {}, True)), (node.end, node.end, tail)]

    def _head(self, node: Node, values: dict[str, str | None], opened: bool) -> bytes:
        head = self.data[node.start : node.inner]
        for name, value in values.items():
            head = with_attribute(head, name, value)
        return head[:-2].rstrip() + b">" if opened and head.endswith(b"/>") else head


def with_attribute(head: bytes, name: str, value: str | None) -> bytes:
    """A start tag with one attribute set, or removed where ``value`` is None."""
    found = re.search(rb"\s" + name.encode() + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')", head)
    new = b"" if value is None else b" " + name.encode() + b'="' + escape_attribute(value) + b'"'
    if found:
        return head[: found.start()] + new + head[found.end() :]
    tail = 2 if head.endswith(b"/>") else 1
    return head[:-tail].rstrip() + new + head[-tail:]
