"""Shapes and straight connectors as a drawing's XML says them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sheetsales.backends.ooxml.shapes_read import EMU
from sheetsales.backends.ooxml.spans import escape, escape_attribute
from sheetsales.cells.shapes import Box, Line, Place, Rearrow

CHINESE_FONT: Final = "Microsoft YaHei"
_KINDS: Final[Mapping[str, str]] = {
    "rounded": '<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val 12000"/></a:avLst></a:prstGeom>',
    "pill": '<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val 50000"/></a:avLst></a:prstGeom>',
    "rectangle": '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>',
}
_POINT: Final = 12_700
_INSET: Final = 'lIns="36576" tIns="18288" rIns="36576" bIns="18288"'


class Pen:
    """Writes for one drawing: its namespaces, and the font of Latin letters."""

    def __init__(self, spaces: Mapping[str, str], font: str) -> None:
        self.spaces = f'xmlns:xdr="{spaces["xdr"]}" xmlns:a="{spaces["a"]}"'
        self.main = f'xmlns:a="{spaces["a"]}"'
        self.font = escape_attribute(font).decode()

    def box(self, box: Box, number: int) -> bytes:
        """A new shape with its anchor."""
        return self._anchored(
            box.place,
            f'<xdr:sp macro="" textlink=""><xdr:nvSpPr>{_named(number, box.name, box.about)}<xdr:cNvSpPr/></xdr:nvSpPr>'
            f"<xdr:spPr>{_frame(box.place)}{_KINDS[box.kind]}{_fill(box.fill)}{self._line(box)}</xdr:spPr>"
            f'<xdr:txBody><a:bodyPr vertOverflow="clip" horzOverflow="clip" wrap="square" {_INSET} anchor="ctr"/><a:lstStyle/>'
            f"{self.lines(box, box.lines)}</xdr:txBody></xdr:sp>",
        )

    def lines(self, box: Box, lines: Sequence[Line]) -> str:
        """Paragraphs; a shape has one at least."""
        made = "".join(self._paragraph(line, box.left) for line in lines)
        return made or "<a:p><a:endParaRPr/></a:p>"

    def paragraph(self, box: Box, line: Line) -> bytes:
        """One paragraph that declares its own namespace."""
        return self._paragraph(line, box.left).replace("<a:p>", f"<a:p {self.main}>", 1).encode()

    def fill(self, box: Box) -> bytes:
        """The filling alone, declaring its own namespace."""
        return self._own(_fill(box.fill))

    def border(self, box: Box) -> bytes:
        """The line alone, declaring its own namespace."""
        return self._own(self._line(box))

    def arrow(self, drawn: Rearrow, number: int, glued: tuple[int, int], line: bytes) -> bytes:
        """A connector with its anchor; ``line`` is how it looked before, empty for one that is new."""
        arrow, (x1, y1), (x2, y2) = drawn.arrow, drawn.start, drawn.end
        place = Place(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
        turned = ('flipH="1" ' if x2 < x1 else "") + ('flipV="1" ' if y2 < y1 else "")
        look = line.decode() or (
            f'<a:ln w="{_width(arrow.weight)}"><a:solidFill><a:srgbClr val="{arrow.colour}"/></a:solidFill>'
            f'{_dash(arrow.dashed)}<a:tailEnd type="triangle" w="med" len="med"/></a:ln>'
        )
        return self._anchored(
            place,
            f'<xdr:cxnSp macro=""><xdr:nvCxnSpPr>{_named(number, arrow.name, "")}<xdr:cNvCxnSpPr>'
            f'<a:stCxn id="{glued[0]}" idx="{arrow.start_site}"/><a:endCxn id="{glued[1]}" idx="{arrow.end_site}"/>'
            f"</xdr:cNvCxnSpPr></xdr:nvCxnSpPr><xdr:spPr>{_frame(place, turned)}"
            f'<a:prstGeom prst="straightConnector1"><a:avLst/></a:prstGeom>{look}</xdr:spPr></xdr:cxnSp>',
        )

    def _own(self, element: str) -> bytes:
        head, mark, rest = element.partition(">")
        closed = head.endswith("/")
        return f"{head.rstrip('/')} {self.main}{'/' if closed else ''}{mark}{rest}".encode()

    def _anchored(self, place: Place, shape: str) -> bytes:
        return (
            f"<xdr:absoluteAnchor {self.spaces}>{anchor_place(place, 'xdr:')}{shape}<xdr:clientData/>"
            "</xdr:absoluteAnchor>"
        ).encode()

    def _line(self, box: Box) -> str:
        if box.border is None:
            return "<a:ln><a:noFill/></a:ln>"
        return (
            f'<a:ln w="{_width(box.weight)}"><a:solidFill><a:srgbClr val="{box.border}"/></a:solidFill>'
            f"{_dash(box.dashed)}</a:ln>"
        )

    def _paragraph(self, line: Line, left: bool) -> str:
        runs = f"<a:r>{self._look(line)}<a:t>{escape(line.text).decode()}</a:t></a:r>" if line.text else ""
        return f'<a:p><a:pPr algn="{"l" if left else "ctr"}"/>{runs}</a:p>'

    def _look(self, line: Line) -> str:
        language = 'lang="en-US"' if line.text.isascii() else 'lang="zh-CN" altLang="en-US"'
        return (
            f'<a:rPr {language} sz="{line.size * 100:.0f}" b="{line.bold:d}"><a:solidFill><a:srgbClr val="{line.colour}"/>'
            f'</a:solidFill><a:latin typeface="{self.font}"/><a:ea typeface="{CHINESE_FONT}"/></a:rPr>'
        )


def anchor_place(place: Place, prefix: str) -> str:
    """What stands first in an anchor that depends on no cell."""
    x, y, width, height = emu(place)
    return f'<{prefix}pos x="{x}" y="{y}"/><{prefix}ext cx="{width}" cy="{height}"/>'


def emu(place: Place) -> tuple[int, int, int, int]:
    """The place in the format's units; nothing stands outside the sheet."""
    x, y = max(round(place.x * EMU), 0), max(round(place.y * EMU), 0)
    return x, y, max(round(place.width * EMU), 0), max(round(place.height * EMU), 0)


def _frame(place: Place, turned: str = "") -> str:
    x, y, width, height = emu(place)
    head = f"<a:xfrm {turned}".rstrip() + ">"
    return f'{head}<a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _named(number: int, name: str, about: str) -> str:
    said = f' descr="{escape_attribute(about).decode()}"' if about else ""
    return f'<xdr:cNvPr id="{number}" name="{escape_attribute(name).decode()}"{said}/>'


def _fill(colour: str | None) -> str:
    return "<a:noFill/>" if colour is None else f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _dash(dashed: bool) -> str:
    return '<a:prstDash val="dash"/>' if dashed else ""


def _width(points: float) -> int:
    return round(points * _POINT)
