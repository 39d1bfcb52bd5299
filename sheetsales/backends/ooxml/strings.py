"""The shared strings: looked up by number, new ones appended behind the old."""

from __future__ import annotations

import re

from sheetsales.backends.ooxml.package import Package
from sheetsales.backends.ooxml.sheet_text import masked
from sheetsales.backends.ooxml.spans import MalformedError, with_attribute
from sheetsales.backends.ooxml.text_values import item_text, to_xml

_ROOT = re.compile(rb"<((?:[\w.-]+:)?)sst(?=[\s/>])[^>]*>")
_PLAIN = re.compile(rb"<t(?: xml:space=\"preserve\")?>([^<]*)</t>\Z")


class SharedStrings:
    """Texts that several cells share. Without such a part (``part`` None) texts are written into their cells."""

    def __init__(self, package: Package, workbook_part: str) -> None:
        self._package = package
        found = package.related(workbook_part, "sharedStrings")
        self.part = found[0].target if found else None
        self._data = b""
        self._items: list[tuple[int, int]] | None = None
        self._known: dict[bytes, int] = {}
        self._new: list[bytes] = []
        self.references = 0
        """How many more cells refer to shared strings than before."""

    def text(self, index: int) -> str | None:
        """The text with that number; None where there is none."""
        items = self._load()
        if 0 <= index < len(items):
            start, end = items[index]
            return item_text(self._data[start:end])
        new = index - len(items)
        return item_text(self._new[new]) if 0 <= new < len(self._new) else None

    def number(self, text: str) -> int:
        """The number of a text; a new one is given a number behind the last."""
        items, raw = self._load(), to_xml(text)
        index = self._known.get(raw)
        if index is None:
            index = self._known[raw] = len(items) + len(self._new)
            self._new.append(b'<t xml:space="preserve">' + raw + b"</t>")
        return index

    def save(self) -> None:
        """Write what was appended, and keep the counts true where the part has them."""
        if self.part is None or not (self._new or self.references):
            return
        self._load()
        root = _ROOT.search(masked(self._data))
        assert root is not None
        prefix, head = root[1], root[0]
        items = b"".join(_item(prefix, inside) for inside in self._new)
        head = self._counted(head)
        if head.endswith(b"/>"):
            body = head[:-2] + b">" + items + b"</" + prefix + b"sst>"
            data = self._data[: root.start()] + body + self._data[root.end() :]
        else:
            close = self._data.rindex(b"</" + prefix + b"sst")
            data = b"".join(
                [self._data[: root.start()], head, self._data[root.end() : close], items, self._data[close:]]
            )
        self._package.write(self.part, data)

    def _counted(self, head: bytes) -> bytes:
        for name, more in (("count", self.references), ("uniqueCount", len(self._new))):
            found = re.search(rb"\s" + name.encode() + rb"\s*=\s*[\"'](\d+)[\"']", head)
            if found:
                head = with_attribute(head, name, str(max(int(found[1]) + more, 0)))
        return head

    def _load(self) -> list[tuple[int, int]]:
        if self._items is not None:
            return self._items
        self._items = []
        if self.part is None:
            return self._items
        self._data = self._package.read(self.part)
        scan = masked(self._data)
        root = _ROOT.search(scan)
        if root is None:
            raise MalformedError(self.part)
        self._items = _find_items(scan, root[1], root.end())
        for index, (start, end) in enumerate(self._items):
            plain = _PLAIN.match(self._data, start, end)
            if plain and (plain[1] == plain[1].strip() or b"preserve" in plain[0]):
                self._known.setdefault(plain[1], index)
        return self._items


def _find_items(scan: bytes, prefix: bytes, start: int) -> list[tuple[int, int]]:
    """Where the inside of each ``<si>`` begins and ends."""
    pattern = re.compile(rb"<%bsi(?=[\s/>])[^>]*>" % re.escape(prefix))
    close, found = b"</" + prefix + b"si", []
    for match in pattern.finditer(scan, start):
        if scan[match.end() - 2 : match.end() - 1] == b"/":
            found.append((match.end(), match.end()))
        else:
            found.append((match.end(), scan.find(close, match.end())))
    return found


def _item(prefix: bytes, inside: bytes) -> bytes:
    if prefix:
        inside = inside.replace(b"<t ", b"<" + prefix + b"t ", 1).replace(b"</t>", b"</" + prefix + b"t>", 1)
    return b"<" + prefix + b"si>" + inside + b"</" + prefix + b"si>"
