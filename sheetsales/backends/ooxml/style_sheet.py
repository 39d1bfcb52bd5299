"""The styles part's content: cell formats as they stand, and new ones appended behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sheetsales.backends import refusals as say
from sheetsales.backends.ooxml.sheet_text import masked
from sheetsales.backends.ooxml.spans import (
    MalformedError,
    Node,
    Rewrite,
    escape_attribute,
    require_well_formed,
    with_attribute,
)
from sheetsales.backends.ooxml.style_formats import Formats, is_locked, number_in, outlined
from sheetsales.backends.parts.number_formats import BUILT_IN, NUMBER_OF
from sheetsales.dataclass import dataclass

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
_LINE = b'<border><left/><right/><top/><bottom style="thin"><color rgb="FF%b"/></bottom><diagonal/></border>'
_RESERVED_FILLS = tuple(
    b'<fill><patternFill patternType="%b"/></fill>' % kind for kind in (b"none", b"gray125")
)
"""What the first two fills are taken for whatever they say; a colour of ours must not be one of them."""
_FIRST_FONT = b'<font><sz val="11"/><name val="Calibri"/></font>'
"""The font of every cell that names none; a font of ours must not become it."""
_BOXES = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_BEFORE_CELL_FORMATS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs")
_PLAIN = b'xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
MOST_FORMATS = 65_490
"""Excel's own limit."""
_NO_LINE = b"<border/>"
Change = Callable[[bytes], bytes]
Named = Callable[[str, int], bool]


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
    size: float | None = None
    align: str | None = None
    vertical: str | None = None
    indent: int | None = None


class StyleSheet:
    """Numbers of cell formats, number formats and fonts only ever grow; nothing is renumbered."""

    def __init__(self, data: bytes, part: str, is_named: Named = lambda *_: False) -> None:
        """``is_named`` tells whether cells (`` s``) or rules (``xfId``) name a format of a number that is not there."""
        self._part, self._is_named = part, is_named
        self.rewrite, boxes, scan = _read(data, part)
        if self.rewrite.root.child("cellXfs") is None:
            self.rewrite, boxes, scan = _read(_with_cell_formats(self.rewrite), part)
        self.codes = {
            n.number("numFmtId"): n.attrs.get("formatCode", "") for n in self._all("numFmts", "numFmt")
        }
        self._formats = Formats(scan, boxes.get("cellXfs", (0, 0)))
        self._bases = Formats(scan, boxes.get("cellStyleXfs", (0, 0)))
        self._signals = Formats(scan, boxes.get("dxfs", (0, 0)), b"dxf")
        self._fonts = self._all("fonts", "font")
        self._first_fonts = [] if self._fonts else [self._spelled(_FIRST_FONT)]
        self._fills = len(self._all("fills", "fill"))
        self._first_fills = [self._spelled(fill) for fill in _RESERVED_FILLS[self._fills :]]
        self._new_codes: dict[int, str] = {}
        self._new_formats: list[bytes] = []
        self._known: dict[bytes, int] = {}
        self._new_fonts: list[bytes] = []
        self._new_fills: list[bytes] = []
        self._new_lines: list[bytes] = []
        self._new_signals: list[bytes] = []
        self._made: dict[tuple[int, str], int] = {}

    def number_format(self, style: int) -> int:
        """The id of a cell format's number format."""
        raw = self._raw(style)
        return number_in(raw, b"numFmtId") if raw else 0

    def code(self, style: int) -> str:
        """The code of a cell format's number format; "" where only its number is known."""
        number = self.number_format(style)
        return self.codes.get(number) or BUILT_IN.get(number, "")

    def is_locked(self, style: int) -> bool:
        raw = self._raw(style)
        return raw is None or is_locked(raw)

    def with_format(self, style: int, code: str) -> int:
        """The format like ``style`` but for its number format."""
        number = next((n for n, known in self.codes.items() if known == code), NUMBER_OF.get(code))
        if number is None:
            named = self._numbers_named(b"numFmtId")  # one that is named and not there must stay what it is
            number = max([_FIRST_CUSTOM - 1, *self.codes, *named]) + 1
            self.codes[number] = self._new_codes[number] = code

        def change(head: bytes) -> bytes:
            return with_attribute(with_attribute(head, "numFmtId", str(number)), "applyNumberFormat", "1")

        return self._derived(style, code, change)

    def as_link(self, style: int) -> int:
        """The format like ``style`` but underlined in the colour of links."""
        return self._derived(style, "link", self._linked)

    def with_look(self, style: int, look: Look) -> int:
        """The format like ``style`` but for what ``look`` says."""
        if look.number_format is not None:
            style = self.with_format(style, look.number_format)
        if look.bold is not None or look.colour is not None or look.size is not None:
            purpose = f"font {look.bold} {look.colour} {look.size}"
            style = self._derived(style, purpose, lambda head: self._lettered(head, look))
        if look.fill is not None:
            colour = look.fill
            style = self._derived(style, f"fill {colour}", lambda head: self._filled(head, colour))
        if look.line is not None:
            line = look.line
            style = self._derived(style, f"line {line}", lambda head: self._lined(head, line))
        wraps = None if look.wrap is None else "1" if look.wrap else "0"
        indent = None if look.indent is None else str(look.indent)
        sides = (
            ("wrapText", wraps), ("horizontal", look.align), ("vertical", look.vertical), ("indent", indent)
        )  # fmt: skip
        for name, value in sides:
            if value is not None:
                style = self._aligned(style, name, value)
        return style

    def signal(self, colour: str, fill: str | None) -> int:
        """The number of a differential format: letters in one colour, on another where there is a fill."""
        painted = _SIGNAL_FILL % fill.upper().encode() if fill else b""
        made = self._spelled(_SIGNAL % (colour.upper().encode(), painted))
        first = len(self._signals)
        if made not in self._new_signals:
            while self._is_named("xfId", first + len(self._new_signals)):
                self._new_signals.append(self._spelled(b"<dxf/>"))
            self._new_signals.append(made)
        return first + self._new_signals.index(made)

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
        first = [] if lines else [self._spelled(_NO_LINE)]
        self._append("borders", lines, self._new_lines and first + self._new_lines)
        self._append("dxfs", len(self._signals), self._new_signals)
        self._append("cellXfs", len(self._formats), self._new_formats)
        return self.rewrite.result()

    def _all(self, box: str, name: str) -> list[Node]:
        found = self.rewrite.root.child(box)
        return found.all(name) if found else []

    def _derived(self, style: int, purpose: str, change: Change, inside: Change = lambda raw: raw) -> int:
        """The format like ``style`` but for its start tag, and what stands in it."""
        known = self._made.get((style, purpose))
        if known is not None:
            return known
        raw = self._raw(style) or self._raw(0) or b"<" + self.rewrite.prefix + _PLAIN
        end = raw.index(b">") + 1
        made = inside(change(self._based(raw[:end])) + raw[end:])
        index = self._made[style, purpose] = self._known_formats().get(made) or self._new_format(made)
        return index

    def _known_formats(self) -> dict[bytes, int]:
        """The formats there are, those made included: one that is there already is not made again."""
        if not self._known:
            spans = map(self._formats.span, range(len(self._formats)))
            raws = (self.rewrite.data[start:end] for start, end in spans)
            self._known = {raw: number for number, raw in enumerate(raws)}
        return self._known

    def _new_format(self, made: bytes) -> int:
        index = len(self._formats) + len(self._new_formats)
        while self._is_named(" s", index):  # cells of a format that is not there look as those of the first
            self._new_formats.append(self._raw(0) or made)
            index += 1
        if index >= MOST_FORMATS:
            raise MalformedError(self._part, limit=(say.TOO_MANY_FORMATS, MOST_FORMATS))
        self._new_formats.append(made)
        self._known[made] = index
        return index

    def _numbers_named(self, name: bytes) -> set[int]:
        """What all formats name by an attribute such as ``fontId``, there or not."""
        return self._formats.numbers(name) | self._bases.numbers(name)

    def _raw(self, style: int) -> bytes | None:
        """A format as it stands in the part, or will; None where there is none of that number."""
        new = style - len(self._formats)
        if 0 <= new < len(self._new_formats):
            return self._new_formats[new]
        if not 0 <= style < len(self._formats):
            return None
        start, end = self._formats.span(style)
        return self.rewrite.data[start:end]

    def _based(self, head: bytes) -> bytes:
        """A format head whose base style exists; what is broken already is not repeated."""
        count = len(self._bases)
        if number_in(head, b"xfId") < max(count, 1):
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
        if look.size is not None:
            changes["sz"] = f'sz val="{look.size:g}"/>'.encode()
        return self._with_font(head, changes)

    def _with_font(self, head: bytes, changes: Mapping[str, bytes | None]) -> bytes:
        """A cell format with a font of its own, like its font but for some elements."""
        own = number_in(head, b"fontId")
        p, children = self.rewrite.prefix, self._font_parts(own)
        kept = [(name, raw) for name, raw in children if name not in changes]
        kept += [(name, b"<" + p + inner) for name, inner in changes.items() if inner is not None]
        kept.sort(key=lambda item: _FONT_PLACES.get(item[0], len(_FONT_ORDER)))
        made = b"<" + p + b"font>" + b"".join(raw for _, raw in kept) + b"</" + p + b"font>"
        index = self._font_like(made)
        return with_attribute(with_attribute(head, "fontId", str(index)), "applyFont", "1")

    def _font_like(self, made: bytes) -> int:
        """The number of a font of these bytes, made where there is none."""
        data = self.rewrite.data
        known = next((n for n, node in enumerate(self._fonts) if data[node.start : node.end] == made), None)
        if known is not None:
            return known
        if made in self._new_fonts:
            return len(self._fonts) + len(self._first_fonts) + self._new_fonts.index(made)
        plain = data[self._fonts[0].start : self._fonts[0].end] if self._fonts else self._first_fonts[0]
        first = len(self._fonts) + len(self._first_fonts)
        _append_unnamed(self._new_fonts, made, first, self._numbers_named(b"fontId"), plain)
        return first + len(self._new_fonts) - 1

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
        first = self._fills + len(self._first_fills)
        if made not in self._new_fills:
            named = self._numbers_named(b"fillId")
            _append_unnamed(self._new_fills, made, first, named, self._spelled(_RESERVED_FILLS[0]))
        index = first + self._new_fills.index(made)
        return with_attribute(with_attribute(head, "fillId", str(index)), "applyFill", "1")

    def _lined(self, head: bytes, colour: str) -> bytes:
        """A cell format with a hairline below, in place of whatever lines it had."""
        made = self._spelled(_LINE) % colour.upper().encode()
        first = max(len(self._all("borders", "border")), 1)
        if made not in self._new_lines:
            named = self._numbers_named(b"borderId")
            _append_unnamed(self._new_lines, made, first, named, self._spelled(_NO_LINE))
        index = first + self._new_lines.index(made)
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

    def _aligned(self, style: int, name: str, value: str) -> int:
        return self._derived(
            style,
            f"{name} {value}",
            lambda head: with_attribute(head, "applyAlignment", "1"),
            lambda raw: _with_alignment(raw, self.rewrite.prefix, name, value),
        )

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


def _read(data: bytes, part: str) -> tuple[Rewrite, dict[str, tuple[int, int]], bytes]:
    """The part but for its formats as a tree, where those stand, and the text in which to search them."""
    require_well_formed(data, part)
    scan = masked(data, part)
    outline, boxes = outlined(scan)
    return Rewrite(data, part, outline=outline), boxes, scan


def _append_unnamed(items: list[bytes], made: bytes, first: int, named: set[int], plain: bytes) -> None:
    """Append an item whose number no format names yet: one that names what is not there must not get ours."""
    while first + len(items) in named:
        items.append(plain)
    items.append(made)


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


def _with_alignment(raw: bytes, prefix: bytes, name: str, value: str) -> bytes:
    """A cell format whose alignment says so; the alignment is its first child."""
    mark = b"<" + prefix + b"alignment"
    at = raw.find(mark)
    if at >= 0:
        end = raw.index(b">", at) + 1
        return raw[:at] + with_attribute(raw[at:end], name, value) + raw[end:]
    made = mark + f' {name}="{value}"/>'.encode()
    end = raw.index(b">") + 1
    if raw[:end].endswith(b"/>"):
        return raw[: end - 2].rstrip() + b">" + made + b"</" + prefix + b"xf>"
    return raw[:end] + made + raw[end:]
