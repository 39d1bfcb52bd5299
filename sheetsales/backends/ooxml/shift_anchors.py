"""Where charts, pictures, buttons and the boxes of notes lie over a sheet, after its cells have moved."""

from __future__ import annotations

import re

from sheetsales.backends.ooxml.shift import Shift, UnmovableError, shifted
from sheetsales.backends.ooxml.spans import Node, Rewrite
from sheetsales.cells.address import MAX_ROW, Area
from sheetsales.regex import regex

_ANCHORS = ("twoCellAnchor", "oneCellAnchor")
_CLIENT = regex(rb"<x:ClientData\b.*?</x:ClientData>", re.DOTALL)
_BOX = regex(rb"(<x:Anchor>)([^<]*)(</x:Anchor>)")
_ROW, _COLUMN = (
    regex(rb"(<x:Row>)\s*(\d+)\s*(</x:Row>)"),
    regex(rb"<x:Column>\s*(\d+)\s*</x:Column>"),
)
_FORMULA = regex(rb"(<x:(?:FmlaLink|FmlaRange|FmlaPict|FmlaTxbx)>)([^<]+)(</)")


def move_anchor(rewrite: Rewrite, node: Node, shift: Shift) -> bool:
    """Let an object follow the cells under it; returns whether it did.

    One that lies wholly over moving cells moves. One that begins above rows that come in grows with them where its
    author let it. One that lies over other columns as well stays.
    """
    start, end = node.child("from"), node.child("to")
    if start is None:
        return False
    top, left = _number(start, "row") + 1, _number(start, "col") + 1
    bottom, right = (_number(end, "row") + 1, _number(end, "col") + 1) if end else (top, left)
    rows = _new_rows(shift, Area(shift.block.sheet, top, left, max(bottom, top), max(right, left)))
    if rows is None:
        return False
    grows = (
        shift.lost is None
        and node.name == "twoCellAnchor"
        and node.attrs.get("editAs", "twoCell") == "twoCell"
    )
    last = rows[1]
    if rows[0] != top:
        _set_row(rewrite, start, rows[0] - 1)
        last = min(bottom + rows[0] - top, MAX_ROW)  # it keeps its height, whatever it ends over
    elif not grows:
        return False
    if end is not None:
        _set_row(rewrite, end, last - 1)
    return True


def move_drawing(rewrite: Rewrite, shift: Shift, own_sheet: str) -> bool:
    """The anchors of a sheet's drawing, and the texts that shapes take from cells; returns whether any changed."""
    changed = False
    for node in rewrite.root.walk():
        if node.name in _ANCHORS and own_sheet == shift.block.sheet:
            changed = move_anchor(rewrite, node, shift) or changed
        text = node.attrs.get("textlink", "")
        if text:
            new = shifted(text, shift, own_sheet)
            if new != text:
                rewrite.set(node, "textlink", new)
                changed = True
    return changed


def moved_vml(data: bytes, shift: Shift, own_sheet: str) -> bytes:
    """A legacy drawing: notes follow their cell, buttons and lists the cells under them."""

    def formula(found: re.Match[bytes]) -> bytes:
        new = shifted(found[2].decode("utf-8", "replace"), shift, own_sheet)
        return found[1] + new.encode() + found[3]

    def client(found: re.Match[bytes]) -> bytes:
        text = _FORMULA.sub(formula, found[0])
        return _moved_client(text, shift) if own_sheet == shift.block.sheet else text

    return _CLIENT.sub(client, data)


def _moved_client(text: bytes, shift: Shift) -> bytes:
    row, column, box = _ROW.search(text), _COLUMN.search(text), _BOX.search(text)
    ends = [int(n) for n in re.findall(rb"-?\d+", box[2])] if box else []
    if row and column:
        at = int(row[2]) + 1
        by = shift.row(at, int(column[1]) + 1) - at
        text = text.replace(row[0], row[1] + b"%d" % (at - 1 + by) + row[3])
    elif len(ends) == 8:
        area = Area(shift.block.sheet, ends[2] + 1, ends[0] + 1, ends[6] + 1, ends[4] + 1)
        rows = _new_rows(shift, area)
        by = rows[0] - area.first_row if rows else 0
    else:
        return text
    if by and box and len(ends) == 8:
        ends[2], ends[6] = max(ends[2] + by, 0), max(ends[6] + by, 0)
        text = text.replace(box[0], box[1] + b", ".join(b"%d" % n for n in ends) + box[3])
    return text


def _new_rows(shift: Shift, area: Area) -> tuple[int, int] | None:
    try:
        if area.first_column < shift.block.first_column or area.last_column > shift.block.last_column:
            return None
        return shift.rows(area) if shift.by > 0 or shift.lost is not None else None
    except UnmovableError:
        return None


def _number(node: Node, name: str) -> int:
    child = node.child(name)
    text = child.text.strip() if child else ""
    return int(text) if text.isdecimal() else 0


def _set_row(rewrite: Rewrite, node: Node, row: int) -> None:
    child = node.child("row")
    if child is not None:
        rewrite.set_text(child, str(row))
