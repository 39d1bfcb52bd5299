"""The shared strings: looked up by number. None are added: texts that we write stand in their cells."""

from __future__ import annotations

import re
from contextlib import suppress

from sheetsales.backends.ooxml.package import Package
from sheetsales.backends.ooxml.sheet_text import CHECKED, masked
from sheetsales.backends.ooxml.spans import MalformedError, require_well_formed, with_attribute
from sheetsales.backends.ooxml.spool import HeldText
from sheetsales.backends.ooxml.string_sweep import swept
from sheetsales.backends.ooxml.string_table import LARGE, HiddenMarkupError, StringTable
from sheetsales.backends.parts.texts import item_text


class SharedStrings:
    """Texts that several cells share. ``part`` is None where the workbook has no such part."""

    def __init__(self, package: Package, workbook_part: str) -> None:
        self._package, self._workbook_part = package, workbook_part
        found = package.related(workbook_part, "sharedStrings")
        self.part = found[0].target if found else None
        self._table: StringTable | None = None
        self.references = 0
        """How many more cells refer to shared strings than before."""

    def text(self, index: int) -> str | None:
        """The text with that number; None where there is none."""
        count = self._load().count if self.part is not None else 0
        return item_text(self._load().inside(index)) if 0 <= index < count else None

    def save(self) -> None:
        """Keep the count of references true, and let go of texts that earlier versions wrote and no cell shows now.

        A large part is not written anew for a hint that nobody relies on. The sheets are to be in the package already.
        """
        if self.part is None or not self.references or self._package.size(self.part) > LARGE:
            return
        table = self._load()
        count = _said(table.head, "count")
        if count is not None:
            head = with_attribute(table.head, "count", str(max(count + self.references, 0)))
            end = table.start + len(table.head)
            self._package.write(self.part, table.spliced((table.start, end, head)))
        kept = swept(self._package, self._workbook_part, self.part)
        if kept is not None:
            self._package.write(self.part, kept)

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


def _said(head: bytes, name: str) -> int | None:
    found = re.search(rb"\s" + name.encode() + rb"\s*=\s*[\"'](\d{1,10})[\"']", head)
    return int(found[1]) if found else None


def _refuse_nested(scan: bytes, prefix: bytes, part: str) -> None:
    """Items inside an item would be counted by one program and not by the next."""
    opening, closing = b"<" + prefix + b"si", b"</" + prefix + b"si"
    if all(item.count(opening) == 1 for item in scan.split(closing)[:-1]):
        return  # each is closed before the next begins
    at = scan.find(opening)
    while at >= 0:
        inner, following = scan.find(b">", at), scan.find(opening, at + 1)
        if inner < 0 or (scan[inner - 1 : inner] != b"/" and 0 <= following < scan.find(closing, at)):
            raise MalformedError(part)
        at = following
