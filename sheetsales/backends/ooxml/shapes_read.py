"""The shapes and connectors of a sheet's drawing, as far as those who keep a chart of ours have to know them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sheetsales.backends.limits import DEFAULT
from sheetsales.backends.ooxml.package import Package
from sheetsales.backends.ooxml.source import Source
from sheetsales.backends.ooxml.spans import MalformedError, Node, parse, refusal
from sheetsales.backends.ooxml.workbook_part import WorkbookPart
from sheetsales.cells.shapes import Place, Standing

EMU: Final = 9525
"""English Metric Units in a pixel."""
ANCHORS: Final = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_SHAPES: Final = ("sp", "cxnSp")
_OTHER: Final = "?"


def shapes_on(path: Path, sheet: str) -> tuple[Standing, ...]:
    """What is drawn on a sheet of a closed workbook; none where it has no such sheet."""
    try:
        source = Source.opened(path, DEFAULT)
        try:
            package = Package(source, path, DEFAULT)
            part = next((s.part for s in WorkbookPart(package).worksheets if s.name == sheet), None)
            return drawn_in(package, part) if part else ()
        finally:
            source.close()
    except MalformedError as fault:
        raise refusal(path, fault) from fault


def drawn_in(package: Package, part: str) -> tuple[Standing, ...]:
    """What is drawn on the sheet whose part that is."""
    drawing = drawing_of(package, part)
    return tuple(drawn(node, grouped) for node, grouped in shape_nodes(package, drawing)) if drawing else ()


def drawing_of(package: Package, part: str) -> str | None:
    """The drawing a sheet refers to."""
    return next((relation.target for relation in package.related(part, "drawing")), None)


def shape_nodes(package: Package, drawing: str) -> Iterator[tuple[Node, bool]]:
    """Shapes and connectors in document order, and whether each is in a group."""
    yield from shapes_of(parse(package.read(drawing), drawing))


def shapes_of(root: Node) -> Iterator[tuple[Node, bool]]:
    """The same of a drawing that is parsed. Of alternatives the first is what Excel shows; it is held for a group, since its
    place stands twice."""
    for anchor in root.children:
        for node in anchor.children if anchor.name in ANCHORS else ():
            if node.name in _SHAPES:
                yield node, False
        yield from ((node, True) for node in _within(anchor))


def _within(anchor: Node) -> Iterator[Node]:
    top = anchor.children if anchor.name in ANCHORS else [anchor]
    stack = [node for node in reversed(top) if node.name not in _SHAPES]
    while stack:
        node = stack.pop()
        if node.name in _SHAPES:
            yield node
        else:
            stack += [child for child in reversed(node.children) if child.name != "Fallback"]


def drawn(node: Node, grouped: bool) -> Standing:
    """What a shape's element says."""
    properties = node.child("spPr")
    frame = properties.child("xfrm") if properties else None
    named = name_node(node)
    place = _place(frame)
    texts = tuple(paragraph_text(p) for p in paragraphs(node))
    is_arrow = node.name == "cxnSp"
    start, end = _ends(frame, place) if is_arrow else (None, None)
    return Standing(
        named.number("id") if named else 0,
        named.attrs.get("name", "") if named else "",
        place,
        texts,
        _fill(properties),
        _fill(properties.child("ln") if properties else None),
        grouped,
        is_arrow,
        start,
        end,
        (_glue(node, "stCxn"), _glue(node, "endCxn")),
    )


def name_node(node: Node) -> Node | None:
    """The element that holds a shape's number and name."""
    return next((n for n in node.walk() if n.name == "cNvPr"), None)


def paragraphs(node: Node) -> list[Node]:
    body = node.child("txBody")
    return body.all("p") if body else []


def paragraph_text(node: Node) -> str:
    return "".join(
        "\n" if part.name == "br" else part.text for part in node.walk() if part.name in ("t", "br")
    )


def _place(frame: Node | None) -> Place:
    offset, extent = (frame.child("off"), frame.child("ext")) if frame else (None, None)
    values = [
        n.number(key) / EMU if n else 0.0
        for n, key in ((offset, "x"), (offset, "y"), (extent, "cx"), (extent, "cy"))
    ]
    return Place(*values)


def _ends(frame: Node | None, place: Place) -> tuple[tuple[float, float] | None, tuple[float, float] | None]:
    """None for a connector that is turned: its frame does not say where it ends."""
    if frame is None or frame.number("rot"):
        return None, None
    left, right = place.x, place.x + place.width
    top, bottom = place.y, place.y + place.height
    if frame.truth("flipH"):
        left, right = right, left
    if frame.truth("flipV"):
        top, bottom = bottom, top
    return (left, top), (right, bottom)


def _fill(node: Node | None) -> str | None:
    """The colour something is filled with."""
    if node is None:
        return _OTHER
    solid = node.child("solidFill")
    if solid is None:
        return None if node.child("noFill") else _OTHER
    colour = solid.child("srgbClr")
    return colour.attrs.get("val", "").upper() if colour and not colour.children else _OTHER


def _glue(node: Node, name: str) -> tuple[int, int] | None:
    found = next((n for n in node.walk() if n.name == name), None)
    return (found.number("id"), found.number("idx")) if found else None


def sheet_with(path: Path, prefix: str) -> str | None:
    """The sheet of a closed workbook on which shapes are called so; the one with most of them, None where there is none."""
    try:
        source = Source.opened(path, DEFAULT)
        try:
            package = Package(source, path, DEFAULT)
            counts = {
                entry.name: sum(one.name.startswith(prefix) for one in drawn_in(package, entry.part))
                for entry in WorkbookPart(package).worksheets
            }
        finally:
            source.close()
    except MalformedError as fault:
        raise refusal(path, fault) from fault
    most = max(counts, key=lambda name: counts[name], default=None)
    return most if most is not None and counts[most] else None
