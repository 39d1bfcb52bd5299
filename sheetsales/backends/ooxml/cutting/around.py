"""What belongs to one sheet beside its own part: Tables, notes and the boxes these are drawn in."""

from __future__ import annotations

import re

from sheetsales.backends.ooxml.cutting.formulas import Formulas
from sheetsales.backends.ooxml.cutting.rows import GoneError, RowMap
from sheetsales.backends.ooxml.spans import Rewrite
from sheetsales.cells.address import parse_a1
from sheetsales.cells.cut import SheetCut
from sheetsales.regex import regex

_TABLE_FORMULAS = ("calculatedColumnFormula", "totalsRowFormula")
SHAPE = regex(
    rb"<(v:(?:shape|rect|oval|group|image|line|polyline|roundrect))\b[^>]*>.*?</\1>|<v:(?:shape|rect)\b[^>]*/>",
    re.DOTALL,
)
NOTE = b'ObjectType="Note"'
_ROW = regex(rb"(<x:Row>\s*)(\d{1,7})(\s*</x:Row>)")
_COLUMN = regex(rb"<x:Column>\s*(\d{1,5})\s*</x:Column>")
_ANCHOR = regex(rb"(<x:Anchor>)([^<]*)(</x:Anchor>)")


def cut_table(data: bytes, part: str, sheet: str, rows: RowMap, formulas: Formulas) -> bytes:
    """A Table over the rows that are left; a query fills it no more, and it is filtered by nothing."""
    rewrite = Rewrite(data, part)
    for name in ("ref", "tableType", "insertRow", "insertRowShift"):
        old = rewrite.root.attrs.get(name)
        if old is not None:
            rewrite.set(rewrite.root, name, rows.a1(old) if name == "ref" else None)
    if formulas.tells(rewrite.root.attrs.get("comment", "")):
        rewrite.set(rewrite.root, "comment", None)
    for node in rewrite.root.walk():
        if node.name == "autoFilter":
            rewrite.set(node, "ref", rows.a1(node.attrs.get("ref", "")))
            for child in node.children:
                rewrite.remove(child)
        elif node.name in ("sortState", "extLst") and node in rewrite.root.children:
            rewrite.remove(node)
        elif node.name == "tableColumn" and "queryTableFieldId" in node.attrs:
            rewrite.set(node, "queryTableFieldId", None)
        elif node.name in _TABLE_FORMULAS and node.text:
            try:
                rewrite.set_text(node, formulas.followed(node.text, sheet, only_fixed=True))
            except GoneError:
                rewrite.remove(node)
        elif node.name == "xmlColumnPr":
            rewrite.remove(node)
    return rewrite.result()


def cut_comments(data: bytes, part: str, cut: SheetCut, rows: RowMap, formulas: Formulas) -> bytes | None:
    """The notes of cells that are left and say nothing untold; None where there are none."""
    rewrite = Rewrite(data, part)
    box = rewrite.root.child("commentList")
    kept = 0
    for node in box.children if box else ():
        at = parse_a1(node.attrs.get("ref", ""))
        told = "".join(n.text for n in node.walk())
        if at is None or at in cut.emptied or at[0] in cut.gone or formulas.tells(told):
            rewrite.remove(node)
            continue
        kept += 1
        rewrite.set(node, "ref", rows.a1(node.attrs["ref"]))
    return rewrite.result() if kept else None


def cut_vml(data: bytes, cut: SheetCut, rows: RowMap, noted: set[tuple[int, int]]) -> bytes:
    """The boxes of the notes that are left, by the cells ``noted`` they had; buttons and the like go."""

    def shape(found: re.Match[bytes]) -> bytes:
        text = found[0]
        row, column = _ROW.search(text), _COLUMN.search(text)
        if NOTE not in text or row is None or column is None:
            return b""
        at = int(row[2]) + 1, int(column[1]) + 1
        if at not in noted or at[0] in cut.gone:
            return b""
        by = rows.row(at[0]) - at[0]
        text = text.replace(row[0], row[1] + b"%d" % (at[0] - 1 + by) + row[3])
        return _ANCHOR.sub(lambda box: box[1] + _moved(box[2], by) + box[3], text)

    return SHAPE.sub(shape, data)


def _moved(anchor: bytes, by: int) -> bytes:
    ends = [int(n) for n in re.findall(rb"-?\d+", anchor)]
    if len(ends) != 8:
        return anchor
    ends[2], ends[6] = max(ends[2] + by, 0), max(ends[6] + by, 0)
    return b", ".join(b"%d" % n for n in ends)
