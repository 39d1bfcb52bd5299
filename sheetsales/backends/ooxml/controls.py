"""Form-control buttons on a sheet: the VML shape, the control with its properties, the drawing's stand-in."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from sheetsales.backends.ooxml.macros import whole
from sheetsales.backends.ooxml.package import DECLARATION, Package
from sheetsales.backends.ooxml.sheet_frame import SheetFrame
from sheetsales.backends.ooxml.spans import MalformedError, Node, Rewrite, escape
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex

_MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_X14: Final = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XDR: Final = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_A14: Final = "http://schemas.microsoft.com/office/drawing/2010/main"
_CONTROL_TYPE: Final = "application/vnd.ms-excel.controlproperties+xml"
_DRAWING_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawing+xml"
_VML_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_EMU: Final = 9525
"""English Metric Units to a pixel."""
_FONT: Final = "Microsoft YaHei UI"
_SHAPE_ID: Final = regex(rb"_x0000_s(\d{1,9})(?!\d)")
_IDMAP: Final = regex(rb"<o:idmap[^>]*\bdata=[\"']\s*(\d{1,6})[\d, ]*[\"']")
_BLOCKS: Final = regex(rb"<o:idmap[^>]*\bdata=[\"']([\d, ]+)[\"']")
_SHAPE: Final = regex(rb"<v:shape\b(?:(?!<v:shape\b).)*?</v:shape>", re.DOTALL)
"""A shape without one inside it: VML is no sound XML in every file, so it is cut by bytes, not parsed."""
_SPACES: Final = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_NEW_VML: Final = (
    f"<xml {_SPACES}>"
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{block}"/></o:shapelayout></xml>'
)
_SHAPE_TYPE: Final = (
    f'<v:shapetype {_SPACES} id="_x0000_t201" coordsize="21600,21600" o:spt="201" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path shadowok="f" o:extrusionok="f" strokeok="f" fillok="f" '
    'o:connecttype="rect"/><o:lock v:ext="edit" shapetype="t"/></v:shapetype>'
)
_VML: Final = (
    f'<v:shape {_SPACES} id="_x0000_s{{id}}" type="#_x0000_t201" style="position:absolute;margin-left:{{left}}pt;'
    'margin-top:{top}pt;width:{width}pt;height:{height}pt;z-index:{order};mso-wrap-style:tight" '
    'alt="{name}" o:button="t" fillcolor="buttonFace [67]" strokecolor="windowText [64]" o:insetmode="auto">'
    '<v:fill color2="buttonFace [67]" o:detectmouseclick="t"/><o:lock v:ext="edit" rotation="t"/>'
    '<v:textbox style="mso-direction-alt:auto" o:singleclick="f"><div style="text-align:center">'
    '<font face="{font}" size="210" color="#000000">{caption}</font></div></v:textbox>'
    '<x:ClientData ObjectType="Button"><x:Anchor>{anchor}</x:Anchor><x:PrintObject>False</x:PrintObject>'
    "<x:AutoFill>False</x:AutoFill><x:FmlaMacro>[0]!{macro}</x:FmlaMacro><x:TextHAlign>Center</x:TextHAlign>"
    "<x:TextVAlign>Center</x:TextVAlign></x:ClientData></v:shape>"
)
_DRAWN: Final = (
    f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice xmlns:a14="{_A14}" Requires="a14">'
    f'<xdr:twoCellAnchor xmlns:xdr="{_XDR}" xmlns:a="{_A}" editAs="absolute">'
    '<xdr:from>{start}</xdr:from><xdr:to>{end}</xdr:to><xdr:sp macro="" textlink=""><xdr:nvSpPr>'
    '<xdr:cNvPr id="{id}" name="{name}" hidden="1"><a:extLst><a:ext uri="{{63B3BB69-23CF-44E3-9099-C40C66FF867C}}">'
    '<a14:compatExt spid="_x0000_s{id}"/></a:ext></a:extLst></xdr:cNvPr><xdr:cNvSpPr/></xdr:nvSpPr>'
    '<xdr:spPr bwMode="auto"><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></a:xfrm><a:prstGeom prst="rect">'
    '<a:avLst/></a:prstGeom><a:noFill/><a:ln w="9525"><a:miter lim="800000"/><a:headEnd/><a:tailEnd/></a:ln></xdr:spPr>'
    '<xdr:txBody><a:bodyPr vertOverflow="clip" wrap="square" lIns="27432" tIns="22860" rIns="27432" bIns="22860" '
    'anchor="ctr" upright="1"/><a:lstStyle/><a:p><a:pPr algn="ctr" rtl="0"><a:defRPr sz="1000"/></a:pPr><a:r>'
    '<a:rPr lang="en-US" sz="1050" b="0" i="0" u="none" strike="noStrike" baseline="0"><a:solidFill>'
    '<a:srgbClr val="000000"/></a:solidFill><a:latin typeface="{font}"/><a:ea typeface="{font}"/></a:rPr>'
    '<a:t>{caption}</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData fPrintsWithSheet="0"/>'
    "</xdr:twoCellAnchor></mc:Choice><mc:Fallback/></mc:AlternateContent>"
)
_PLACE: Final = "<xdr:col>{column}</xdr:col><xdr:colOff>{dx}</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>{dy}</xdr:rowOff>"


@dataclass(frozen=True, slots=True)
class Corner:
    """A place on a sheet: cell from 0, and pixels to the right and down in it."""

    column: int
    row: int
    dx: int = 0
    dy: int = 0

    def drawing(self) -> str:
        return _PLACE.format(column=self.column, row=self.row, dx=self.dx * _EMU, dy=self.dy * _EMU)


@dataclass(frozen=True, slots=True)
class Control:
    """A button: ``name`` is what programs call it, ``caption`` what people read; ``width`` and ``height`` in pixels."""

    name: str
    caption: str
    macro: str
    start: Corner
    end: Corner
    width: int
    height: int


def controls_on(package: Package, part: str) -> dict[str, str]:
    """The buttons bound to macros on a sheet: macro → caption, as the VML says."""
    found = {}
    for relation in package.related(part, "vmlDrawing"):
        for shape in _SHAPE.findall(package.read(relation.target)):
            macro = re.search(rb"<x:FmlaMacro>\s*(?:\[0\]!)?([^<]*?)\s*</x:FmlaMacro>", shape)
            caption = re.search(rb"<font\b[^>]*>(.*?)</font>", shape, re.DOTALL)
            if macro:
                found[macro[1].decode("utf-8", "replace")] = _unescaped(caption[1] if caption else b"")
    return found


def add_controls(package: Package, part: str, sheet: str, controls: Sequence[Control]) -> None:
    """Draw the buttons on a sheet, behind everything that is drawn there already."""
    xml = package.read(part)
    frame = SheetFrame(xml, sheet, part)
    drawing = _drawing_part(package, frame, part)  # before the VML: both may be inserted at one place
    vml = _vml_part(package, frame, part)
    shown = []
    for control in controls:
        number = _add_shape(package, vml, control)
        _add_drawn(package, drawing, control, number)
        properties = package.free_name(_folder(part) + "ctrlProps/ctrlProp{}.xml")
        body = f'<formControlPr xmlns="{_X14}" objectType="Button" lockText="1"/>'.encode()
        package.add(properties, DECLARATION + body, _CONTROL_TYPE)
        shown.append(_control(frame, control, number, package.relate(part, "ctrlProp", properties)))
    _list_controls(frame, b"".join(shown))
    package.write(part, whole(frame, xml))


def remove_controls(
    package: Package, part: str, sheet: str, macros: Collection[str], names: Collection[str]
) -> int:
    """Take away the buttons bound to one of the macros or called by one of the names; returns how many there were."""
    ids: set[int] = set()
    for relation in package.related(part, "vmlDrawing"):
        data = package.read(relation.target)
        kept = _SHAPE.sub(lambda m: _unless_ours(m[0], macros, names, ids), data)
        if kept != data:
            package.write(relation.target, kept)
    xml = package.read(part)
    frame = SheetFrame(xml, sheet, part)
    targets = _unlist(frame, ids, macros, names)
    if targets or ids:
        package.write(part, whole(frame, xml))
    relations = {r.id: r.target for r in package.relations(part)}
    for relation_id in targets:
        if relation_id in relations:
            package.unrelate(part, relations[relation_id])
            package.remove(relations[relation_id])
    for relation in package.related(part, "drawing"):
        _undraw(package, relation.target, ids, names)
    return max(len(ids), len(targets))


def _unless_ours(shape: bytes, macros: Collection[str], names: Collection[str], ids: set[int]) -> bytes:
    macro = re.search(rb"<x:FmlaMacro>\s*([^<]*?)\s*</x:FmlaMacro>", shape)
    alt = re.search(rb"\balt=\"([^\"]*)\"", shape[: shape.find(b">")])
    called = alt[1].decode("utf-8", "replace") if alt else ""
    if b'ObjectType="Button"' not in shape:
        return shape
    if (macro and _bare(macro[1].decode("utf-8", "replace")) in macros) or called in names:
        number = _SHAPE_ID.search(shape)
        ids.update({int(number[1])} if number else set())
        return b""
    return shape


def _bare(macro: str) -> str:
    """A macro's name by itself: Excel writes ``[0]!`` before it, LibreOffice its module and a dot."""
    return macro.rpartition("!")[2].rpartition(".")[2]


def _unlist(frame: SheetFrame, ids: set[int], macros: Collection[str], names: Collection[str]) -> list[str]:
    """Take controls out of the sheet's list; returns the ids of their relationships, and adds those of their shapes."""
    found = []
    for box in [node for node in frame.root.walk() if node.name == "controls"]:
        items = [
            (item, control) for item in box.children for control in item.walk() if control.name == "control"
        ]
        ours = [
            (item, control)
            for item, control in items
            if control.number("shapeId") in ids
            or control.attrs.get("name") in names
            or any(_bare(node.attrs.get("macro", "")) in macros for node in control.walk())
        ]
        ids.update(control.number("shapeId") for _, control in ours)
        found += [control.relation() or "" for _, control in ours]
        if len(ours) == len(items):
            frame.rewrite.remove(_wrapper(frame.root, box))
        else:
            for item, _ in ours:
                frame.rewrite.remove(item)
    return [relation for relation in found if relation]


def _wrapper(root: Node, box: Node) -> Node:
    """The child of the sheet that holds the list: an AlternateContent, or the list itself."""
    return next(child for child in root.children if any(node is box for node in child.walk()))


def _undraw(package: Package, part: str, ids: Collection[int], names: Collection[str]) -> None:
    rewrite = Rewrite(package.read(part), part)
    removed = False
    for child in rewrite.root.children:
        for node in child.walk():
            if node.name == "cNvPr" and (
                node.attrs.get("name") in names
                or (node.number("id") in ids and (node.truth("hidden") or child.name == "AlternateContent"))
            ):
                rewrite.remove(child)
                removed = True
                break
    if removed:
        package.write(part, rewrite.result())


def _vml_part(package: Package, frame: SheetFrame, part: str) -> str:
    node = next((n for n in frame.root.walk() if n.name == "legacyDrawing"), None)
    if node is not None:
        for relation in package.related(part, "vmlDrawing"):
            if relation.id == node.relation():
                return relation.target
        raise MalformedError(part)
    made = package.free_name(_folder(part) + "drawings/vmlDrawing{}.vml")
    drawn = _NEW_VML.format(block=_free_block(package)).encode()
    package.add(made, drawn, _VML_TYPE, by_extension=True)
    _refer(frame, "legacyDrawing", package.relate(part, "vmlDrawing", made))
    return made


def _drawing_part(package: Package, frame: SheetFrame, part: str) -> str:
    node = next((n for n in frame.root.children if n.name == "drawing"), None)
    if node is not None:
        for relation in package.related(part, "drawing"):
            if relation.id == node.relation():
                return relation.target
        raise MalformedError(part)
    made = package.free_name(_folder(part) + "drawings/drawing{}.xml")
    package.add(made, DECLARATION + f'<xdr:wsDr xmlns:xdr="{_XDR}" xmlns:a="{_A}"/>'.encode(), _DRAWING_TYPE)
    _refer(frame, "drawing", package.relate(part, "drawing", made))
    return made


def _refer(frame: SheetFrame, name: str, relation: str) -> None:
    attribute = frame.relation_attribute() % relation.encode()
    frame.insert(name, b"<" + frame.prefix + name.encode() + b" " + attribute + b"/>")


def _add_shape(package: Package, part: str, control: Control) -> int:
    data = package.read(part)
    number = _next_number(package, data)
    anchor = ", ".join(
        str(n)
        for corner in (control.start, control.end)
        for n in (corner.column, corner.dx, corner.row, corner.dy)
    )
    shape = _VML.format(
        id=number, left=0, top=0, width=control.width * 0.75, height=control.height * 0.75,
        order=len(_SHAPE_ID.findall(data)) + 1, name=_attribute(control.name), font=_FONT,
        caption=escape(control.caption).decode(), anchor=anchor, macro=control.macro,
    )  # fmt: skip
    kind = "" if b'_x0000_t201"' in data and b"<v:shapetype" in data else _SHAPE_TYPE
    close = data.rfind(b"</")
    if close < 0:
        raise MalformedError(part)
    package.write(part, data[:close] + (kind + shape).encode() + data[close:])
    return number


def _next_number(package: Package, data: bytes) -> int:
    used = [int(n) for n in _SHAPE_ID.findall(data)]
    blocks = _IDMAP.search(data)
    block = int(blocks[1]) if blocks else max(used) // 1024 if used else _free_block(package)
    number = max([block * 1024, *(n for n in used if block * 1024 <= n < (block + 1) * 1024)]) + 1
    return number if number < (block + 1) * 1024 else _free_block(package) * 1024 + 1


def _free_block(package: Package) -> int:
    used = {0}
    for part in package.names():
        if part.lower().endswith(".vml"):
            data = package.read(part)
            for found in _BLOCKS.finditer(data):
                used.update(int(n) for n in re.findall(rb"\d{1,6}", found[1]))
            used.update(int(n) // 1024 for n in _SHAPE_ID.findall(data))
    return max(used) + 1


def _add_drawn(package: Package, part: str, control: Control, number: int) -> None:
    rewrite = Rewrite(package.read(part), part)
    drawn = _DRAWN.format(
        id=number, name=_attribute(control.name), caption=escape(control.caption).decode(), font=_FONT,
        start=control.start.drawing(), end=control.end.drawing(),
    )  # fmt: skip
    rewrite.append(rewrite.root, drawn.encode())
    package.write(part, rewrite.result())


def _control(frame: SheetFrame, control: Control, number: int, relation: str) -> bytes:
    p = frame.prefix.decode()
    attribute = (frame.relation_attribute() % relation.encode()).decode()
    return (
        f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice xmlns:x14="{_X14}" Requires="x14">'
        f'<{p}control shapeId="{number}" {attribute} name="{_attribute(control.name)}">'
        f'<{p}controlPr defaultSize="0" print="0" autoFill="0" autoPict="0" macro="[0]!{control.macro}">'
        f'<{p}anchor xmlns:xdr="{_XDR}"><{p}from>{control.start.drawing()}</{p}from>'
        f"<{p}to>{control.end.drawing()}</{p}to></{p}anchor></{p}controlPr></{p}control></mc:Choice>"
        "</mc:AlternateContent>"
    ).encode()


def _list_controls(frame: SheetFrame, shown: bytes) -> None:
    box = next((n for n in frame.root.walk() if n.name == "controls"), None)
    if box is not None:
        frame.rewrite.append(box, shown)
        return
    p = frame.prefix
    head = f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice xmlns:x14="{_X14}" Requires="x14">'.encode()
    tail = b"</mc:Choice></mc:AlternateContent>"
    frame.insert("controls", head + b"<" + p + b"controls>" + shown + b"</" + p + b"controls>" + tail)


def _folder(part: str) -> str:
    """The folder above that of the sheets."""
    head = part.rpartition("/")[0].rpartition("/")[0]
    return head + "/" if head else ""


def _attribute(text: str) -> str:
    return escape(text).decode().replace('"', "&quot;")


def _unescaped(data: bytes) -> str:
    text = re.sub(r"\s+", " ", data.decode("utf-8", "replace")).strip()
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
