"""The styles part's content: cell formats as they stand, and new ones appended behind them."""

from __future__ import annotations

import re
from collections.abc import Callable

from sheetsales.backends.ooxml.spans import Node, Rewrite, escape_attribute, with_attribute

_FIRST_CUSTOM = 164
_LINK_COLOUR = b"FF0563C1"
_AFTER_UNDERLINE = ("vertAlign", "sz", "color", "name", "family", "charset", "scheme")
_AFTER_COLOUR = ("name", "family", "charset", "scheme")
_BEFORE_CELL_FORMATS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs")
_PLAIN = b'xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
Change = Callable[[bytes], bytes]


class StyleSheet:
    """Numbers of cell formats, number formats and fonts only ever grow; nothing is renumbered."""

    def __init__(self, data: bytes, part: str) -> None:
        self.rewrite = Rewrite(data, part)
        if self.rewrite.root.child("cellXfs") is None:
            self.rewrite = Rewrite(_with_cell_formats(self.rewrite), part)
        self.codes = {
            n.number("numFmtId"): n.attrs.get("formatCode", "") for n in self._all("numFmts", "numFmt")
        }
        self._formats = self._all("cellXfs", "xf")
        self._fonts = self._all("fonts", "font")
        self._new_codes: dict[int, str] = {}
        self._new_formats: list[tuple[Node | None, int, bytes]] = []
        self._new_fonts: list[bytes] = []
        self._made: dict[tuple[int, str], int] = {}

    def number_format(self, style: int) -> int:
        """The id of a cell format's number format."""
        new = style - len(self._formats)
        if 0 <= new < len(self._new_formats):
            return self._new_formats[new][1]
        node = self._node(style)
        return node.number("numFmtId") if node else 0

    def is_locked(self, style: int) -> bool:
        node = self._node(style)
        protection = node.child("protection") if node else None
        return protection is None or protection.truth("locked", True)

    def with_format(self, style: int, code: str) -> int:
        """The format like ``style`` but for its number format."""
        number = next((n for n, known in self.codes.items() if known == code), None)
        if number is None:
            number = max([_FIRST_CUSTOM - 1, *self.codes]) + 1
            self.codes[number] = self._new_codes[number] = code

        def change(head: bytes) -> bytes:
            return with_attribute(with_attribute(head, "numFmtId", str(number)), "applyNumberFormat", "1")

        return self._derived(style, code, change, number)

    def as_link(self, style: int) -> int:
        """The format like ``style`` but underlined in the colour of links."""
        return self._derived(style, "link", self._linked, self.number_format(style))

    def result(self) -> bytes | None:
        """The part with what was appended; None where nothing was."""
        if not self._new_formats:
            return None
        self._append("fonts", len(self._fonts), self._new_fonts)
        self._append("cellXfs", len(self._formats), [raw for _, _, raw in self._new_formats])
        p = self.rewrite.prefix
        codes = [
            b"<" + p + b'numFmt numFmtId="%d" formatCode="' % number + escape_attribute(code) + b'"/>'
            for number, code in self._new_codes.items()
        ]
        if codes and self.rewrite.root.child("numFmts") is None:
            opened = b"<" + p + b'numFmts count="%d">' % len(codes)
            self.rewrite.insert(self.rewrite.root.inner, opened + b"".join(codes) + b"</" + p + b"numFmts>")
        else:
            self._append("numFmts", len(self._all("numFmts", "numFmt")), codes)
        return self.rewrite.result()

    def _node(self, style: int) -> Node | None:
        new = style - len(self._formats)
        if 0 <= new < len(self._new_formats):
            return self._new_formats[new][0]
        return self._formats[style] if 0 <= style < len(self._formats) else None

    def _all(self, box: str, name: str) -> list[Node]:
        found = self.rewrite.root.child(box)
        return found.all(name) if found else []

    def _derived(self, style: int, purpose: str, change: Change, number: int) -> int:
        known = self._made.get((style, purpose))
        if known is not None:
            return known
        node = self._node(style) or (self._formats[0] if self._formats else None)
        raw = self.rewrite.data[node.start : node.end] if node else b"<" + self.rewrite.prefix + _PLAIN
        end = raw.index(b">") + 1
        self._new_formats.append((node, number, change(self._based(raw[:end])) + raw[end:]))
        index = self._made[style, purpose] = len(self._formats) + len(self._new_formats) - 1
        return index

    def _based(self, head: bytes) -> bytes:
        """A format head whose base style exists; what is broken already is not repeated."""
        count = len(self._all("cellStyleXfs", "xf"))
        if _number(head, b"xfId") < max(count, 1):
            return head
        return with_attribute(head, "xfId", "0" if count else None)

    def _linked(self, head: bytes) -> bytes:
        """A cell format with its own font, underlined and coloured."""
        own = _number(head, b"fontId")
        font = self._fonts[own] if own < len(self._fonts) else None
        p, kept = (
            self.rewrite.prefix,
            [c for c in font.children if c.name not in ("u", "color")] if font else [],
        )
        parts = [self.rewrite.data[c.start : c.end] for c in kept]
        parts.insert(_place(kept, _AFTER_COLOUR), b"<" + p + b'color rgb="' + _LINK_COLOUR + b'"/>')
        parts.insert(_place(kept, _AFTER_UNDERLINE), b"<" + p + b"u/>")
        self._new_fonts.append(b"<" + p + b"font>" + b"".join(parts) + b"</" + p + b"font>")
        index = len(self._fonts) + len(self._new_fonts) - 1
        return with_attribute(with_attribute(head, "fontId", str(index)), "applyFont", "1")

    def _append(self, name: str, count: int, items: list[bytes]) -> None:
        box = self.rewrite.root.child(name)
        if box is not None and items:
            self.rewrite.append(box, b"".join(items))
            self.rewrite.set(box, "count", str(count + len(items)))


def _with_cell_formats(rewrite: Rewrite) -> bytes:
    """The part with one plain cell format, which the default style 0 of every cell stands for."""
    before = [n.end for n in rewrite.root.children if n.name in _BEFORE_CELL_FORMATS]
    p = rewrite.prefix
    box = b"<" + p + b'cellXfs count="1"><' + p + _PLAIN + b"</" + p + b"cellXfs>"
    if rewrite.root.is_empty_tag:
        rewrite.append(rewrite.root, box)
    else:
        rewrite.insert(before[-1] if before else rewrite.root.inner, box)
    return rewrite.result()


def _place(kept: list[Node], later: tuple[str, ...]) -> int:
    return next((i for i, node in enumerate(kept) if node.name in later), len(kept))


def _number(head: bytes, name: bytes) -> int:
    found = re.search(rb"\s" + name + rb"\s*=\s*[\"'](\d+)[\"']", head)
    return int(found[1]) if found else 0
