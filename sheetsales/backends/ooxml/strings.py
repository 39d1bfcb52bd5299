"""The shared strings: looked up by number, new ones appended behind the old."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress

from sheetsales.backends.ooxml.package import DECLARATION, Package
from sheetsales.backends.ooxml.sheet_text import CHECKED, masked
from sheetsales.backends.ooxml.spans import MalformedError, require_well_formed, with_attribute
from sheetsales.backends.ooxml.spool import HeldText
from sheetsales.backends.ooxml.string_table import LARGE, HiddenMarkupError, StringTable
from sheetsales.backends.ooxml.styles import MAIN, STRICT_MAIN
from sheetsales.backends.parts.texts import all_to_xml, from_xml, item_text, to_xml

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_POINTER = re.compile(rb"""\bt\s*=\s*["']s["']""")
_MOST_LOOKED_THROUGH = 4 << 20
_GLANCES, _FEW_GLANCES = 16, 4
"""So many texts are looked for one by one, fewer in a large table, before many are listed at once."""


class SharedStrings:
    """Texts that several cells share. ``part`` is None where the workbook has no such part."""

    def __init__(self, package: Package, workbook_part: str) -> None:
        self._package, self._workbook_part = package, workbook_part
        found = package.related(workbook_part, "sharedStrings")
        self.part = found[0].target if found else None
        self._may_begin: bool | None = None
        self._table: StringTable | None = None
        self._listed: dict[bytes, int] | None = None
        self._known: dict[bytes, int] = {}
        self._new: list[bytes] = []
        self.references = 0
        """How many more cells refer to shared strings than before."""

    def text(self, index: int) -> str | None:
        """The text with that number; None where there is none."""
        count = self._load().count if self.part is not None else 0
        if 0 <= index < count:
            return item_text(self._load().inside(index))
        new = index - count
        return from_xml(self._new[new]) if 0 <= new < len(self._new) else None

    def are_shared(self) -> bool:
        """Whether new texts go here. A workbook without the part gets one, as Excel would give it when it saves.

        Not so where cells point to texts that are not there, which ours would seem to be, or where that takes
        long to see: then texts are written into their cells.
        """
        if self.part is None and self._may_begin is None:
            self._may_begin = self._nobody_points()
            if self._may_begin:
                self.part = self._begun()
        return self.part is not None

    def _nobody_points(self) -> bool:
        sheets = [relation.target for relation in self._package.related(self._workbook_part, "worksheet")]
        if sum(self._package.size(sheet) for sheet in sheets) > _MOST_LOOKED_THROUGH:
            return False
        return not any(_POINTER.search(self._package.read(sheet)) for sheet in sheets)

    def _begun(self) -> str:
        folder = self._workbook_part.rpartition("/")[0]
        own = (folder + "/" if folder else "") + "sharedStrings.xml"
        name = self._package.awaited(self._workbook_part, "sharedStrings") or own
        if self._package.has(name):
            name = self._package.free_name(name.replace(".xml", "{}.xml"))
        space = STRICT_MAIN if self._package.is_strict else MAIN
        empty = f'<sst xmlns="{space}" count="0" uniqueCount="0"></sst>'
        self._package.add(name, DECLARATION + empty.encode(), _TYPE)
        self._package.relate(self._workbook_part, "sharedStrings", name)
        return name

    def number(self, text: str) -> int:
        """The number of a text; a new one is given a number behind the last."""
        raw = to_xml(text)
        index = self._known.get(raw)
        if index is None:
            index = self._find(raw) if text == text.strip() else None
            if index is None:
                index = self._load().count + len(self._new)
                self._new.append(raw)
            self._known[raw] = index
        return index

    def numbers(self, texts: Sequence[str]) -> list[int]:
        """The numbers of different texts, as ``number`` would give them one after another."""
        one_by_one = max((_FEW_GLANCES if self._load().is_large else _GLANCES) - len(self._known), 0)
        found = [self.number(text) for text in texts[:one_by_one]]
        rest = texts[one_by_one:]
        return found + self._many(rest, all_to_xml(rest)) if rest else found

    def _many(self, texts: Sequence[str], raws: list[bytes]) -> list[int]:
        if self._listed is None:
            self._listed = self._load().last_texts()
        known, listed = self._known, self._listed
        first = self._load().count
        if known.keys().isdisjoint(raws) and listed.keys().isdisjoint(raws):
            numbers = range(first + len(self._new), first + len(self._new) + len(raws))
            self._new += raws
            known.update(zip(raws, numbers, strict=True))
            return list(numbers)
        found = []
        for text, raw in zip(texts, raws, strict=True):
            index = known.get(raw)
            if index is None:
                index = listed.get(raw) if text == text.strip() else None
                if index is None:
                    index = first + len(self._new)
                    self._new.append(raw)
                known[raw] = index
            found.append(index)
        return found

    def save(self) -> None:
        """Write what was appended, and keep the counts true where the part has them.

        A large part is not written anew for the number of references alone, a hint that nobody relies on.
        """
        if self.part is None or not (self._new or self.references):
            return
        if not self._new and self._package.size(self.part) > LARGE:
            return
        table = self._load()
        prefix, head = table.prefix, self._counted(table.head)
        end = table.start + len(table.head)
        items = _items(prefix, self._new)
        if head.endswith(b"/>"):
            new, close = head[:-2] + b">", end
            items += b"</" + prefix + b"sst>"
        else:
            new, close = head, table.end()
            if close < end:
                raise MalformedError(self.part)
        self._package.write(self.part, table.spliced((table.start, end, new), (close, close, items)))

    def _counted(self, head: bytes) -> bytes:
        for name, more in (("count", self.references), ("uniqueCount", len(self._new))):
            found = re.search(rb"\s" + name.encode() + rb"\s*=\s*[\"'](\d{1,10})[\"']", head)
            if found:
                head = with_attribute(head, name, str(max(int(found[1]) + more, 0)))
        return head

    def _load(self) -> StringTable:
        """Read the part once."""
        if self._table is None:
            part = self.part or ""  # nobody asks for a table that is not there
            spool = self._package.spool(part)
            if spool is not None:
                with suppress(HiddenMarkupError):
                    self._table = StringTable(spool, spool, part)
                    return self._table
            data = self._package.read(part)
            if len(data) <= CHECKED:
                require_well_formed(data, part)
            scan = masked(data, part)
            self._table = StringTable(HeldText(data), HeldText(scan), part)
            if len(data) <= CHECKED:
                _refuse_nested(scan, self._table.prefix, part)
        return self._table

    def _find(self, raw: bytes) -> int | None:
        """The number of an old item that is this text and nothing else."""
        table = self._load()
        if self._listed is None and len(self._known) < (_FEW_GLANCES if table.is_large else _GLANCES):
            return table.find(raw)
        if self._listed is None:
            self._listed = table.last_texts()
        return self._listed.get(raw)


def _refuse_nested(scan: bytes, prefix: bytes, part: str) -> None:
    """Items inside an item would be counted by one program and not by the next."""
    opening, closing = b"<" + prefix + b"si", b"</" + prefix + b"si"
    at = scan.find(opening)
    while at >= 0:
        inner, following = scan.find(b">", at), scan.find(opening, at + 1)
        if inner < 0 or (scan[inner - 1 : inner] != b"/" and 0 <= following < scan.find(closing, at)):
            raise MalformedError(part)
        at = following


def _items(prefix: bytes, raws: Sequence[bytes]) -> bytes:
    """Items of texts as they stand in a part."""
    opened = b'<%bsi><%bt xml:space="preserve">' % (prefix, prefix)
    close = b"</%bt></%bsi>" % (prefix, prefix)
    return opened + (close + opened).join(raws) + close if raws else b""
