"""The styles part's content: cell formats as they stand, and new ones appended behind them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sheetsales.backends.ooxml.spans import Node, Rewrite, escape_attribute, with_attribute
from sheetsales.backends.parts.number_formats import BUILT_IN, NUMBER_OF

_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FIRST_CUSTOM = 164
_LINK_COLOUR = b"FF0563C1"
_FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family",
    "charset", "scheme",
)  # fmt: skip
_FONT_PLACES = {name: place for place, name in enumerate(_FONT_ORDER)}
_FILL = b'<fill><patternFill patternType="solid"><fgColor rgb="FF%b"/><bgColor indexed="64"/></patternFill></fill>'
_SIGNAL = b'<dxf><font><color rgb="FF%b"/></font>%b</dxf>'
_SIGNAL_FILL = b'<fill><patternFill patternType="solid"><bgColor rgb="FF%b"/></patternFill></fill>'
_LINE = b'<border><left/><right/><top/><bottom style="hair"><color rgb="FF%b"/></bottom><diagonal/></border>'
_RESERVED_FILLS = tuple(
    b'<fill><patternFill patternType="%b"/></fill>' % kind for kind in (b"none", b"gray125")
)
"""What the first two fills are taken for whatever they say; a colour of ours must not be one of them."""
_FIRST_FONT = b'<font><sz val="11"/><name val="Calibri"/></font>'
"""The font of every cell that names none; a font of ours must not become it."""
_BOXES = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_BEFORE_CELL_FORMATS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs")
_PLAIN = b'xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
Change = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Look:
    """What shall be otherwise about a cell format; None leaves a side as it is. Colours are ``RRGGBB``.

    ``line`` is the colour of a hairline below the cell.
    """

    number_format: str | None = None
    bold: bool | None = None
    colour: str | None = None
    fill: str | None = None
    wrap: bool | None = None
    line: str | None = None


class StyleSheet:
    """Numbers of cell formats, number formats and fonts only ever grow; nothing is renumbered."""

    def __init__(self, data: bytes, part: str) -> None:
        self._part = part
        self.rewrite = Rewrite(data, part)
        if self.rewrite.root.child("cellXfs") is None:
            self.rewrite = Rewrite(_with_cell_formats(self.rewrite), part)
        self.codes = {
            n.number("numFmtId"): n.attrs.get("formatCode", "") for n in self._all("numFmts", "numFmt")
        }
        self._formats = self._all("cellXfs", "xf")
        self._fonts = self._all("fonts", "font")
        self._first_fonts = [] if self._fonts else [self._spelled(_FIRST_FONT)]
        self._fills = len(self._all("fills", "fill"))
        self._first_fills = [self._spelled(fill) for fill in _RESERVED_FILLS[self._fills :]]
        self._new_codes: dict[int, str] = {}
        self._new_formats: list[tuple[Node | None, int, bytes]] = []
        self._new_fonts: list[bytes] = []
        self._new_fills: list[bytes] = []
        self._new_lines: list[bytes] = []
        self._new_signals: list[bytes] = []
        self._made: dict[tuple[int, str], int] = {}

    def number_format(self, style: int) -> int:
        """The id of a cell format's number format."""
        new = style - len(self._formats)
        if 0 <= new < len(self._new_formats):
            return self._new_formats[new][1]
        node = self._node(style)
        return node.number("numFmtId") if node else 0

    def code(self, style: int) -> str:
        """The code of a cell format's number format; "" where only its number is known."""
        number = self.number_format(style)
        return self.codes.get(number) or BUILT_IN.get(number, "")

    def is_locked(self, style: int) -> bool:
        node = self._node(style)
        protection = node.child("protection") if node else None
        return protection is None or protection.truth("locked", True)

    def with_format(self, style: int, code: str) -> int:
        """The format like ``style`` but for its number format."""
        number = next((n for n, known in self.codes.items() if known == code), NUMBER_OF.get(code))
        if number is None:
            number = max([_FIRST_CUSTOM - 1, *self.codes]) + 1
            self.codes[number] = self._new_codes[number] = code

        def change(head: bytes) -> bytes:
            return with_attribute(with_attribute(head, "numFmtId", str(number)), "applyNumberFormat", "1")

        return self._derived(style, code, change, number)

    def as_link(self, style: int) -> int:
        """The format like ``style`` but underlined in the colour of links."""
        return self._derived(style, "link", self._linked, self.number_format(style))

    def with_look(self, style: int, look: Look) -> int:
        """The format like ``style`` but for what ``look`` says."""
        if look.number_format is not None:
            style = self.with_format(style, look.number_format)
        if look.bold is not None or look.colour is not None:
            style = self._derived(
                style,
                f"font {look.bold} {look.colour}",
                lambda head: self._lettered(head, look),
                self.number_format(style),
            )
        if look.fill is not None:
            colour = look.fill
            style = self._derived(
                style, f"fill {colour}", lambda head: self._filled(head, colour), self.number_format(style)
            )
        if look.line is not None:
            line = look.line
            style = self._derived(
                style, f"line {line}", lambda head: self._lined(head, line), self.number_format(style)
            )
        return style if look.wrap is None else self._wrapped(style, look.wrap)

    def signal(self, colour: str, fill: str | None) -> int:
        """The number of a differential format: letters in one colour, on another where there is a fill."""
        painted = _SIGNAL_FILL % fill.upper().encode() if fill else b""
        made = self._spelled(_SIGNAL % (colour.upper().encode(), painted))
        if made not in self._new_signals:
            self._new_signals.append(made)
        return len(self._all("dxfs", "dxf")) + self._new_signals.index(made)

    def result(self) -> bytes | None:
        """The part with what was appended; None where nothing was."""
        if not self._new_formats and not self._new_signals:
            return None
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
        self._append("fonts", len(self._fonts), self._new_fonts and self._first_fonts + self._new_fonts)
        self._append("fills", self._fills, self._new_fills and self._first_fills + self._new_fills)
        lines = len(self._all("borders", "border"))
        first = [] if lines else [self._spelled(b"<border/>")]
        self._append("borders", lines, self._new_lines and first + self._new_lines)
        self._append("dxfs", len(self._all("dxfs", "dxf")), self._new_signals)
        self._append("cellXfs", len(self._formats), [raw for _, _, raw in self._new_formats])
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
        raw = self._raw(style, node)
        end = raw.index(b">") + 1
        self._new_formats.append((node, number, change(self._based(raw[:end])) + raw[end:]))
        index = self._made[style, purpose] = len(self._formats) + len(self._new_formats) - 1
        return index

    def _raw(self, style: int, node: Node | None) -> bytes:
        """A format as it stands in the part, or will; ``node`` stands in for one that is not there."""
        new = style - len(self._formats)
        if 0 <= new < len(self._new_formats):
            return self._new_formats[new][2]
        return self.rewrite.data[node.start : node.end] if node else b"<" + self.rewrite.prefix + _PLAIN

    def _based(self, head: bytes) -> bytes:
        """A format head whose base style exists; what is broken already is not repeated."""
        count = len(self._all("cellStyleXfs", "xf"))
        if _number(head, b"xfId") < max(count, 1):
            return head
        return with_attribute(head, "xfId", "0" if count else None)

    def _linked(self, head: bytes) -> bytes:
        """A cell format with its own font, underlined and coloured."""
        return self._with_font(head, {"color": b'color rgb="' + _LINK_COLOUR + b'"/>', "u": b"u/>"})

    def _lettered(self, head: bytes, look: Look) -> bytes:
        changes: dict[str, bytes | None] = {}
        if look.bold is not None:
            changes["b"] = b"b/>" if look.bold else None
        if look.colour is not None:
            changes["color"] = b'color rgb="FF%b"/>' % look.colour.upper().encode()
        return self._with_font(head, changes)

    def _with_font(self, head: bytes, changes: Mapping[str, bytes | None]) -> bytes:
        """A cell format with a font of its own, like its font but for some elements."""
        own = _number(head, b"fontId")
        p, children = self.rewrite.prefix, self._font_parts(own)
        kept = [(name, raw) for name, raw in children if name not in changes]
        kept += [(name, b"<" + p + inner) for name, inner in changes.items() if inner is not None]
        kept.sort(key=lambda item: _FONT_PLACES.get(item[0], len(_FONT_ORDER)))
        made = b"<" + p + b"font>" + b"".join(raw for _, raw in kept) + b"</" + p + b"font>"
        if made not in self._new_fonts:
            self._new_fonts.append(made)
        index = len(self._fonts) + len(self._first_fonts) + self._new_fonts.index(made)
        return with_attribute(with_attribute(head, "fontId", str(index)), "applyFont", "1")

    def _font_parts(self, number: int) -> list[tuple[str, bytes]]:
        """Name and bytes of what a font says, one that was added included."""
        known = [*self._first_fonts, *self._new_fonts]
        new = number - len(self._fonts)
        if 0 <= new < len(known):
            inside = Rewrite(self._declared(known[new]), self._part)
            return [(c.name, inside.data[c.start : c.end]) for c in inside.root.children]
        font = self._fonts[number] if number < len(self._fonts) else None
        return [(c.name, self.rewrite.data[c.start : c.end]) for c in font.children] if font else []

    def _filled(self, head: bytes, colour: str) -> bytes:
        made = self._spelled(_FILL) % colour.upper().encode()
        if made not in self._new_fills:
            self._new_fills.append(made)
        index = self._fills + len(self._first_fills) + self._new_fills.index(made)
        return with_attribute(with_attribute(head, "fillId", str(index)), "applyFill", "1")

    def _lined(self, head: bytes, colour: str) -> bytes:
        """A cell format with a hairline below, in place of whatever lines it had."""
        made = self._spelled(_LINE) % colour.upper().encode()
        if made not in self._new_lines:
            self._new_lines.append(made)
        index = max(len(self._all("borders", "border")), 1) + self._new_lines.index(made)
        return with_attribute(with_attribute(head, "borderId", str(index)), "applyBorder", "1")

    def _spelled(self, markup: bytes) -> bytes:
        """Markup of ours with the prefix this part gives its elements."""
        p = self.rewrite.prefix
        return markup.replace(b"<", b"<" + p).replace(b"<" + p + b"/", b"</" + p)

    def _declared(self, markup: bytes) -> bytes:
        """Markup of ours as a document by itself: its prefix is declared at the part's root only."""
        p = self.rewrite.prefix
        name = markup[1 : markup.index(b">")]
        space = b' xmlns:%b="%b"' % (p[:-1], _MAIN) if p else b""
        return b"<" + name + space + markup[1 + len(name) :]

    def _wrapped(self, style: int, wrap: bool) -> int:
        known = self._made.get((style, f"wrap {wrap}"))
        if known is not None:
            return known
        made = self._derived(
            style,
            f"wrap {wrap}",
            lambda head: with_attribute(head, "applyAlignment", "1"),
            self.number_format(style),
        )
        node, number, raw = self._new_formats[made - len(self._formats)]
        self._new_formats[made - len(self._formats)] = (
            node,
            number,
            _with_wrap(raw, self.rewrite.prefix, wrap),
        )
        return made

    def _append(self, name: str, count: int, items: list[bytes]) -> None:
        box = self.rewrite.root.child(name)
        if box is not None and items:
            self.rewrite.append(box, b"".join(items))
            self.rewrite.set(box, "count", str(count + len(items)))
        elif items:
            p, kind = self.rewrite.prefix, name.encode()
            before = [c.end for c in self.rewrite.root.children if c.name in _BOXES[: _BOXES.index(name)]]
            made = (
                b'<%b%b count="%d">' % (p, kind, count + len(items))
                + b"".join(items)
                + b"</%b%b>" % (p, kind)
            )
            self.rewrite.insert(max(before, default=self.rewrite.root.inner), made)


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


def _with_wrap(raw: bytes, prefix: bytes, wrap: bool) -> bytes:
    """A cell format whose alignment breaks lines, or does not; the alignment is its first child."""
    value, mark = "1" if wrap else "0", b"<" + prefix + b"alignment"
    at = raw.find(mark)
    if at >= 0:
        end = raw.index(b">", at) + 1
        return raw[:at] + with_attribute(raw[at:end], "wrapText", value) + raw[end:]
    made = mark + b' wrapText="' + value.encode() + b'"/>'
    end = raw.index(b">") + 1
    if raw[:end].endswith(b"/>"):
        return raw[: end - 2].rstrip() + b">" + made + b"</" + prefix + b"xf>"
    return raw[:end] + made + raw[end:]


def _number(head: bytes, name: bytes) -> int:
    found = re.search(rb"\s" + name + rb"\s*=\s*[\"'](\d+)[\"']", head)
    return int(found[1]) if found else 0
