"""A chart of ours put on a sheet of a closed workbook: shapes added, changed and taken away; every other byte stays."""

from __future__ import annotations

from collections import Counter
from typing import Final

from sheetsales.backends.ooxml.macros import whole
from sheetsales.backends.ooxml.new_chart import DRAWING_TYPE, spaces_of
from sheetsales.backends.ooxml.package import DECLARATION, Package
from sheetsales.backends.ooxml.shapes_read import (
    ANCHORS,
    drawing_of,
    name_node,
    paragraphs,
    shapes_of,
)
from sheetsales.backends.ooxml.shapes_xml import Pen, anchor_place, emu
from sheetsales.backends.ooxml.sheet_frame import SheetFrame
from sheetsales.backends.ooxml.spans import Node, Rewrite
from sheetsales.cells.shapes import Drawing, Rearrow, Redraw

_FILLS: Final = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")
_GEOMETRY: Final = ("prstGeom", "custGeom")


def draw(package: Package, part: str, sheet: str, drawing: Drawing) -> None:
    """Carry a drawing out on the sheet whose part that is."""
    target = drawing_of(package, part) or _new_drawing(package, part, sheet)
    easel = _Easel(package.read(target), target, package.is_strict, drawing)
    package.write(target, easel.painted())


def _new_drawing(package: Package, part: str, sheet: str) -> str:
    xml = package.read(part)
    frame = SheetFrame(xml, sheet, part)
    folder = part.rpartition("/")[0].rpartition("/")[0]
    made = package.free_name((folder + "/" if folder else "") + "drawings/drawing{}.xml")
    spaces = spaces_of(package.is_strict)
    root = f'<xdr:wsDr xmlns:xdr="{spaces["xdr"]}" xmlns:a="{spaces["a"]}"/>'
    package.add(made, DECLARATION + root.encode(), DRAWING_TYPE)
    attribute = frame.relation_attribute() % package.relate(part, "drawing", made).encode()
    frame.insert("drawing", b"<" + frame.prefix + b"drawing " + attribute + b"/>")
    package.write(part, whole(frame, xml))
    return made


class _Easel:
    """One drawing while it is changed."""

    def __init__(self, data: bytes, part: str, strict: bool, drawing: Drawing) -> None:
        self.rewrite = Rewrite(data, part)
        self.pen = Pen(spaces_of(strict), drawing.font)
        self.drawing = drawing
        self.nodes = [node for node, _ in shapes_of(self.rewrite.root)]
        self.anchors = {
            id(node): anchor for anchor in self.rewrite.root.children if anchor.name in ANCHORS for node in anchor.children
        }  # fmt: skip
        self.by_name = {_name(node): node for node in reversed(self.nodes)}
        self.taken = {n.number("id") for n in self.rewrite.root.walk() if n.name == "cNvPr"}
        self.numbers = self._numbered()

    def painted(self) -> bytes:
        """The drawing as it is to be."""
        for name in self.drawing.gone:
            self.rewrite.remove(self.anchors[id(self.by_name[name])])
        for redraw in self.drawing.changed:
            self._change(redraw)
        self._add()
        for arrow in self.drawing.arrows:
            self._arrow(arrow)
        return self.rewrite.result()

    def _numbered(self) -> dict[str, int]:
        """The number of every shape by its name. Those of ours that share theirs with another, as some programs leave
        them, get one of their own: glue goes by numbers."""
        ours = {redraw.box.name for redraw in self.drawing.changed}
        taken = Counter(n.number("id") for n in self.rewrite.root.walk() if n.name == "cNvPr")
        found: dict[str, int] = {}
        for redraw in self.drawing.changed:
            self.by_name.setdefault(redraw.box.name, self._numbered_node(redraw.number))
        for name, node in self.by_name.items():
            named = name_node(node)
            number = named.number("id") if named else 0
            if named is not None and name in ours and (taken[number] > 1 or number <= 0):
                number = self._new_number()
                self.rewrite.set(named, "id", str(number))
            found[name] = number
        return found

    def _numbered_node(self, number: int) -> Node:
        return next(n for n in self.nodes if (named := name_node(n)) and named.number("id") == number)

    def _new_number(self, name: str = "") -> int:
        wanted = self.drawing.numbers.get(name, 0)
        number = wanted if wanted and wanted not in self.taken else max(self.taken, default=1) + 1
        self.taken.add(number)
        return number

    def _add(self) -> None:
        """New shapes: those of the back before all others, the rest on top."""
        root, empty = self.rewrite.root, self.rewrite.root.is_empty_tag
        for box in sorted(self.drawing.new, key=lambda box: not box.back):
            self.numbers[box.name] = self._new_number(box.name)
            made = self.pen.box(box, self.numbers[box.name])
            if box.back and not empty:
                self.rewrite.insert(root.inner, made)
            else:
                self.rewrite.append(root, made)

    def _change(self, redraw: Redraw) -> None:
        node = self.by_name[redraw.box.name]
        properties = node.child("spPr")
        if redraw.moves:
            self._move(node, redraw)
        if properties is not None and redraw.fills:
            self._put(properties, _FILLS, _GEOMETRY, self.pen.fill(redraw.box))
        if properties is not None and redraw.borders:
            self._put(properties, ("ln",), (*_FILLS, *_GEOMETRY), self.pen.border(redraw.box))
        if redraw.texts is not None:
            self._write(node, redraw, redraw.texts)

    def _move(self, node: Node, redraw: Redraw) -> None:
        """Another anchor around the shape's own bytes, and the same place in its frame."""
        anchor = self.anchors[id(node)]
        prefix = anchor.prefix.decode()
        head = f"<{prefix}absoluteAnchor>{anchor_place(redraw.box.place, prefix)}"
        client = anchor.child("clientData")
        between = self.rewrite.data[client.start : client.end] if client else b""
        self.rewrite.replace(anchor.start, node.start, head.encode())
        self.rewrite.replace(node.end, anchor.end, between + f"</{prefix}absoluteAnchor>".encode())
        frame = next((n for n in node.walk() if n.name == "xfrm"), None)
        values = dict(zip(("x", "y", "cx", "cy"), emu(redraw.box.place), strict=True))
        for name, keys in (("off", ("x", "y")), ("ext", ("cx", "cy"))):
            corner = frame.child(name) if frame else None
            for key in keys if corner else ():
                self.rewrite.set(corner, key, str(values[key]))  # type: ignore[arg-type]  # not None: see above

    def _put(self, properties: Node, kinds: tuple[str, ...], after: tuple[str, ...], made: bytes) -> None:
        """One of the shape's properties in the place of what it was, else behind those it follows."""
        known = next((c for c in properties.children if c.name in kinds), None)
        if known is not None:
            self.rewrite.replace(known.start, known.end, made)
            return
        before = [c.end for c in properties.children if c.name in (*after, "xfrm")]
        self.rewrite.insert(max(before, default=properties.inner), made)

    def _write(self, node: Node, redraw: Redraw, texts: tuple[int, ...]) -> None:
        held, box = paragraphs(node), redraw.box
        body = node.child("txBody")
        if body is None or not held:
            return
        made = [
            self.pen.paragraph(box, box.lines[n]) if n >= 0 else self.rewrite.data[held[-1 - n].start : held[-1 - n].end]
            for n in texts
        ]  # fmt: skip
        self.rewrite.replace(held[0].start, held[-1].end, b"".join(made))

    def _arrow(self, drawn: Rearrow) -> None:
        glued = self.numbers[drawn.arrow.start], self.numbers[drawn.arrow.end]
        node = self.by_name.get(drawn.arrow.name)
        if node is None:
            self.rewrite.append(
                self.rewrite.root, self.pen.arrow(drawn, self._new_number(drawn.arrow.name), glued, b"")
            )
            return
        named, line = name_node(node), next((n for n in node.walk() if n.name == "ln"), None)
        look = self.rewrite.data[line.start : line.end] if line else b""
        number = named.number("id") if named else self._new_number()
        anchor = self.anchors[id(node)]
        made = self.pen.arrow(drawn, number, glued, _declared(look, line, self.pen.main))
        self.rewrite.replace(anchor.start, anchor.end, made)


def _declared(look: bytes, node: Node | None, main: str) -> bytes:
    """A line's bytes, its prefix bound wherever it comes to stand."""
    bound = b"xmlns" + (b":" + node.prefix[:-1] if node and node.prefix else b"") + b"="
    if node is None or node.prefix == b"a:" or bound in look.partition(b">")[0]:
        return look
    head = b"<" + node.prefix + b"ln"
    return head + b" " + bound + main.partition("=")[2].encode() + look[len(head) :]


def _name(node: Node) -> str:
    named = name_node(node)
    return named.attrs.get("name", "") if named else ""
