"""The styles part: what a cell's style says, and new styles appended behind the old ones."""

from __future__ import annotations

import re
from collections.abc import Callable

from sheetsales.backends.ooxml.number_formats import shows_date
from sheetsales.backends.ooxml.package import DECLARATION, Package
from sheetsales.backends.ooxml.spans import Node, Rewrite, escape_attribute, with_attribute

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_BLANK = (
    '<styleSheet xmlns="{}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_FIRST_CUSTOM = 164
_HeadChange = Callable[[bytes], bytes]
_LINK_COLOUR = "FF0563C1"
_AFTER_UNDERLINE = ("vertAlign", "sz", "color", "name", "family", "charset", "scheme")
_AFTER_COLOUR = ("name", "family", "charset", "scheme")


class Styles:
    """Cell formats by index. Nothing is ever renumbered: new ones come last."""

    def __init__(self, package: Package, workbook_part: str) -> None:
        self._package, self._workbook_part = package, workbook_part
        found = package.related(workbook_part, "styles")
        self.part = found[0].target if found else None
        self._rewrite: Rewrite | None = None
        self._xfs: list[Node] = []
        self._codes: dict[int, str] = {}
        self._new_formats: dict[str, int] = {}
        self._new_xfs: list[bytes] = []
        self._new_fonts: list[bytes] = []
        self._made: dict[tuple[int, str], int] = {}
        if self.part:
            self._load(package.read(self.part))

    def shows_date(self, style: int) -> bool:
        xf = self._xf(style)
        number = xf.number("numFmtId") if xf else 0
        return shows_date(number, self._codes.get(number))

    def is_locked(self, style: int) -> bool:
        """Whether sheet protection, where it is on, covers a cell of this style."""
        xf = self._xf(style)
        protection = xf.child("protection") if xf else None
        return protection is None or protection.truth("locked", True)

    def with_format(self, style: int, code: str) -> int:
        """The style that is like ``style`` but for its number format."""
        return self._derived(style, "format " + code, lambda head: self._formatted(head, code))

    def as_link(self, style: int) -> int:
        """The style that is like ``style`` but underlined in the colour of links."""
        return self._derived(style, "link", self._linked)

    def save(self) -> None:
        """Write what was appended, if anything was."""
        if not self._new_xfs or self._rewrite is None or self.part is None:
            return
        rewrite = self._rewrite
        self._append(rewrite.root.child("fonts"), self._new_fonts)
        self._append(rewrite.root.child("cellXfs"), self._new_xfs)
        self._append_formats(rewrite)
        self._package.write(self.part, rewrite.result())

    def _load(self, data: bytes) -> None:
        assert self.part is not None
        self._rewrite = Rewrite(data, self.part)
        root = self._rewrite.root
        xfs, formats = root.child("cellXfs"), root.child("numFmts")
        self._xfs = xfs.all("xf") if xfs else []
        for node in formats.all("numFmt") if formats else []:
            self._codes[node.number("numFmtId")] = node.attrs.get("formatCode", "")

    def _xf(self, style: int) -> Node | None:
        return self._xfs[style] if 0 <= style < len(self._xfs) else None

    def _derived(self, style: int, purpose: str, change: _HeadChange) -> int:
        if (style, purpose) in self._made:
            return self._made[style, purpose]
        rewrite = self._writable()
        xf = self._xf(style) or (self._xfs[0] if self._xfs else None)
        if xf is None:
            raw = b"<" + rewrite.prefix + b'xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        else:
            raw = rewrite.data[xf.start : xf.end]
        end = raw.index(b">") + 1
        self._new_xfs.append(change(self._based(raw[:end])) + raw[end:])
        index = len(self._xfs) + len(self._new_xfs) - 1
        self._made[style, purpose] = index
        return index

    def _based(self, head: bytes) -> bytes:
        """A format head whose base style exists; what is broken already is not repeated."""
        assert self._rewrite is not None
        bases = self._rewrite.root.child("cellStyleXfs")
        found = re.search(rb"\sxfId\s*=\s*[\"'](\d+)[\"']", head)
        if found and int(found[1]) >= (len(bases.all("xf")) if bases else 0):
            return with_attribute(head, "xfId", "0" if bases and bases.children else None)
        return head

    def _writable(self) -> Rewrite:
        if self._rewrite is None:
            self.part = self._package.free_name("xl/styles{}.xml").replace("styles1.", "styles.")
            space = STRICT_MAIN if self._package.is_strict else MAIN
            data = DECLARATION + _BLANK.format(space).encode()
            self._package.add(self.part, data, _TYPE)
            self._package.relate(self._workbook_part, "styles", self.part)
            self._load(data)
        assert self._rewrite is not None
        if self._rewrite.root.child("cellXfs") is None:
            self._make_cell_xfs()
        assert self._rewrite is not None
        return self._rewrite

    def _make_cell_xfs(self) -> None:
        assert self._rewrite is not None and self.part is not None
        root, prefix = self._rewrite.root, self._rewrite.prefix
        before = [n for n in root.children if n.name in ("numFmts", "fonts", "fills", "borders", "cellStyleXfs")]
        offset = before[-1].end if before else root.inner
        xf = prefix + b'xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        opened, closed = b"<" + prefix + b'cellXfs count="1">', b"</" + prefix + b"cellXfs>"
        self._rewrite.insert(offset, opened + b"<" + xf + closed)
        self._load(self._rewrite.result())

    def _formatted(self, head: bytes, code: str) -> bytes:
        number = self._format_number(code)
        return with_attribute(with_attribute(head, "numFmtId", str(number)), "applyNumberFormat", "1")

    def _format_number(self, code: str) -> int:
        for number, known in self._codes.items():
            if known == code:
                return number
        number = max([_FIRST_CUSTOM - 1, *self._codes]) + 1
        self._codes[number] = code
        self._new_formats[code] = number
        return number

    def _linked(self, head: bytes) -> bytes:
        """A cell format with its own font, underlined and coloured."""
        assert self._rewrite is not None
        fonts, prefix = self._rewrite.root.child("fonts"), self._rewrite.prefix
        known = fonts.all("font") if fonts else []
        found = re.search(rb"\sfontId\s*=\s*[\"'](\d+)[\"']", head)
        own = int(found[1]) if found and int(found[1]) < len(known) else 0
        parts = [self._rewrite.data[c.start : c.end] for c in known[own].children if c.name not in ("u", "color")] \
            if known else []
        names = [c.name for c in known[own].children if c.name not in ("u", "color")] if known else []
        place = next((i for i, name in enumerate(names) if name in _AFTER_UNDERLINE), len(parts))
        behind = next((i for i, name in enumerate(names) if name in _AFTER_COLOUR), len(parts))
        parts[behind:behind] = [b"<" + prefix + f'color rgb="{_LINK_COLOUR}"/>'.encode()]
        parts[place:place] = [b"<" + prefix + b"u/>"]
        self._new_fonts.append(b"<" + prefix + b"font>" + b"".join(parts) + b"</" + prefix + b"font>")
        index = len(known) + len(self._new_fonts) - 1
        return with_attribute(with_attribute(head, "fontId", str(index)), "applyFont", "1")

    def _append(self, parent: Node | None, items: list[bytes]) -> None:
        if parent is None or not items:
            return
        assert self._rewrite is not None
        self._rewrite.append(parent, b"".join(items))
        self._rewrite.set(parent, "count", str(len(parent.children) + len(items)))

    def _append_formats(self, rewrite: Rewrite) -> None:
        if not self._new_formats:
            return
        prefix = rewrite.prefix
        items = [
            b"<" + prefix + b'numFmt numFmtId="%d" formatCode="' % number + escape_attribute(code) + b'"/>'
            for code, number in self._new_formats.items()
        ]
        formats = rewrite.root.child("numFmts")
        if formats is not None:
            self._append(formats, items)
            return
        opened = b"<" + prefix + b'numFmts count="%d">' % len(items)
        rewrite.insert(rewrite.root.inner, opened + b"".join(items) + b"</" + prefix + b"numFmts>")
