"""The shared strings: looked up by number, new ones appended behind the old."""

from __future__ import annotations

import re
from array import array

from sheetsales.backends.ooxml.package import Package
from sheetsales.backends.ooxml.sheet_text import CHECKED, masked
from sheetsales.backends.ooxml.spans import MalformedError, require_well_formed, with_attribute
from sheetsales.backends.ooxml.text_values import item_text, to_xml

_ROOT = re.compile(rb"<((?:[\w.-]+:)?)sst(?=[\s/>])[^>]*>")
_GLANCES = 16
"""So many texts are looked for one by one before many are listed at once."""
_LISTED = 50_000
_ENDS = (b">", b" ", b"/")


class SharedStrings:
    """Texts that several cells share. Without such a part (``part`` None) texts are written into their cells."""

    def __init__(self, package: Package, workbook_part: str) -> None:
        self._package = package
        found = package.related(workbook_part, "sharedStrings")
        self.part = found[0].target if found else None
        self._scan = b""
        self._prefix = b""
        self._count: int | None = None
        self._starts: array[int] | None = None
        self._listed: dict[bytes, int] | None = None
        self._known: dict[bytes, int] = {}
        self._new: list[bytes] = []
        self.references = 0
        """How many more cells refer to shared strings than before."""

    def text(self, index: int) -> str | None:
        """The text with that number; None where there is none."""
        count = self._load()
        if 0 <= index < count:
            return item_text(self._inside(index))
        new = index - count
        return item_text(self._new[new]) if 0 <= new < len(self._new) else None

    def number(self, text: str) -> int:
        """The number of a text; a new one is given a number behind the last."""
        count, raw = self._load(), to_xml(text)
        index = self._known.get(raw)
        if index is None:
            index = self._find(raw) if text == text.strip() else None
            if index is None:
                index = count + len(self._new)
                self._new.append(b'<t xml:space="preserve">' + raw + b"</t>")
            self._known[raw] = index
        return index

    def save(self) -> None:
        """Write what was appended, and keep the counts true where the part has them."""
        if self.part is None or not (self._new or self.references):
            return
        self._load()
        data, root = self._package.read(self.part), _root(self._scan, self.part)
        prefix, head = root[1], self._counted(root[0])
        items = b"".join(_item(prefix, inside) for inside in self._new)
        if head.endswith(b"/>"):
            body = head[:-2] + b">" + items + b"</" + prefix + b"sst>"
            new = data[: root.start()] + body + data[root.end() :]
        else:
            close = self._scan.rfind(b"</" + prefix + b"sst")
            if close < root.end():
                raise MalformedError(self.part)
            new = b"".join([data[: root.start()], head, data[root.end() : close], items, data[close:]])
        self._package.write(self.part, new)

    def _counted(self, head: bytes) -> bytes:
        for name, more in (("count", self.references), ("uniqueCount", len(self._new))):
            found = re.search(rb"\s" + name.encode() + rb"\s*=\s*[\"'](\d{1,10})[\"']", head)
            if found:
                head = with_attribute(head, name, str(max(int(found[1]) + more, 0)))
        return head

    def _load(self) -> int:
        """Read the part once; the number of its items."""
        if self._count is None:
            self._count = 0
            if self.part is not None:
                data = self._package.read(self.part)
                if len(data) <= CHECKED:
                    require_well_formed(data, self.part)
                self._scan = masked(data, self.part)
                self._prefix = _root(self._scan, self.part)[1]
                mark = b"<" + self._prefix + b"si"
                self._count = sum(self._scan.count(mark + end) for end in _ENDS)
        return self._count

    def _inside(self, index: int) -> bytes:
        """What stands in an item."""
        mark = b"<" + self._prefix + b"si"
        if self._starts is None:
            found = re.finditer(re.escape(mark) + rb"(?=[\s/>])", self._scan)
            self._starts = array("Q", (m.start() for m in found))
        start = self._starts[index]
        opened = self._scan.find(b">", start) + 1
        if self._scan[opened - 2 : opened] == b"/>":
            return b""
        return self._scan[opened : self._scan.find(b"</" + mark[1:], opened)]

    def _find(self, raw: bytes) -> int | None:
        """The number of an old item that is this text and nothing else."""
        if self._listed is None and len(self._known) < _GLANCES:
            return self._glance(raw)
        if self._listed is None:
            self._listed = self._list_last()
        return self._listed.get(raw)

    def _list_last(self) -> dict[bytes, int]:
        """The plain texts among the last items, where those we wrote before stand; all would fill the memory."""
        name, size = re.escape(self._prefix), len(self._scan)
        start = 0
        if self._count and self._count > _LISTED:
            start = self._scan.find(b"<" + self._prefix + b"si", size - size * _LISTED // self._count)
        first = sum(self._scan.count(b"<" + self._prefix + b"si" + end, 0, start) for end in _ENDS)
        pattern = rb"<%bsi(?=[\s/>])[^>/]*/?>(?:<%bt(?: xml:space=\"preserve\")?>([^<]*)</%bt></%bsi>)?"
        texts = re.compile(pattern % (name, name, name, name)).findall(self._scan, max(start, 0))
        return dict(zip(texts, range(first, first + len(texts)), strict=True))

    def _glance(self, raw: bytes) -> int | None:
        p = self._prefix
        mark = b"<" + p + b"si"
        for opened in (b">", b' xml:space="preserve">'):
            item = b"".join([mark, b"><", p, b"t", opened, raw, b"</", p, b"t></", p, b"si>"])
            at = self._scan.find(item)
            if at >= 0:
                return sum(self._scan.count(mark + end, 0, at) for end in _ENDS)
        return None


def _root(scan: bytes, part: str) -> re.Match[bytes]:
    found = _ROOT.search(scan)
    if found is None:
        raise MalformedError(part)
    return found


def _item(prefix: bytes, inside: bytes) -> bytes:
    if prefix:
        inside = inside.replace(b"<t ", b"<" + prefix + b"t ", 1).replace(b"</t>", b"</" + prefix + b"t>", 1)
    return b"<" + prefix + b"si>" + inside + b"</" + prefix + b"si>"
