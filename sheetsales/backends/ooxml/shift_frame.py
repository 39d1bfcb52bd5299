"""Everything of a sheet that is not its rows, after cells have moved: merges, rules, links, filters, page breaks."""

from __future__ import annotations

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.growth_sheet import drawn_in_row, names_a_list
from sheetsales.backends.ooxml.sheet_frame import SheetFrame, range_text
from sheetsales.backends.ooxml.shift import Shift, UnmovableError, link_to, shifted
from sheetsales.backends.ooxml.shift_anchors import move_anchor
from sheetsales.backends.ooxml.spans import Node
from sheetsales.cells.address import MAX_ROW, Area
from sheetsales.texts import same

_TEXTS = ("formula", "formula1", "formula2", "f")
_LINKED = ("linkedCell", "listFillRange")
_PLACES = ("mergeCell", "hyperlink", "autoFilter", "sortState", "sortCondition")
_CELLS = ("inputCells", "cellWatch", "cellSmartTags")
_KEPT = ("selection",)
_OF_ROWS = ("mergeCell", "hyperlink", *_CELLS)
"""What lies on the only data row is that row's, and goes with it."""
_RULES = ("conditionalFormatting", "dataValidation")


class MovedFrame:
    """Changes the frame of one sheet, that of the moving cells or another that refers to them."""

    def __init__(self, frame: SheetFrame, shift: Shift) -> None:
        self._frame, self._shift = frame, shift
        self._is_moving = frame.sheet == shift.block.sheet
        self.changed = False
        self._listing: dict[int, int | None] = {}
        """Elements whose formula names a list, where one cell may stand for all data rows; the row a list is drawn in."""
        self._counting: set[int] = set()
        """Elements whose formula counts from the first cell of a rule that grows at its top, and so stays there."""

    def change(self) -> None:
        """Raises ``UnmovableError`` where something cannot follow."""
        self._mark_rules()
        for node in self._frame.root.walk():
            self._texts(node)
            if self._is_moving:
                self._ranges(node)
                self._places(node)

    def _mark_rules(self) -> None:
        """Find the formulas that are read otherwise than those of cells."""
        for node in self._frame.root.walk():
            if names_a_list(node):
                row = drawn_in_row(self._frame, node)
                self._listing.update((id(inner), row) for inner in node.walk())
            if self._is_moving and node.name in _RULES:
                first = self._frame.area((_ranges_of(node).split() or [""])[0])
                if first and self._shift.grows_at_top(first, is_block=True):
                    self._counting.update(id(inner) for inner in node.walk())

    def cover(self, last: int) -> None:
        """Let the sheet's dimension reach to row ``last``, where the lowest of the moved cells stands now."""
        block, node = self._shift.block, self._frame.child("dimension")
        old = self._frame.area(node.attrs.get("ref", "")) if node else None
        if old and last >= block.first_row:
            first, end = (
                (old.first_column, old.last_column)
                if self._shift.is_whole_rows
                else (block.first_column, block.last_column)
            )
            self._frame.widen_dimension(max(old.first_row, 1), first, last, end)

    def _texts(self, node: Node) -> None:
        if node.name in _TEXTS and node.text.strip() and not node.children:
            self._set_text(node, self._formula(node.text, node.name, id(node)))
        for name in _LINKED:
            if name in node.attrs:
                self._set(node, name, self._formula(node.attrs[name], node.name))
        if node.name == "cfvo" and node.attrs.get("val", "").strip("-+.0123456789"):
            self._set(node, "val", self._formula(node.attrs["val"], node.name, id(node)))
        if node.name == "hyperlink" and "location" in node.attrs and node.relation() is None:
            self._set(node, "location", link_to(node.attrs["location"], self._shift))
        if node.name == "dataRef" and node.attrs.get("sheet", "").lower() == self._shift.block.sheet.lower():
            self._place(node, "ref")

    def _formula(self, text: str, what: str, node: int = 0) -> str:
        single, row = node in self._listing, self._listing.get(node)
        counts = node in self._counting
        try:
            return shifted(text, self._shift, self._frame.sheet, row=row, single=single, only_fixed=counts)
        except UnmovableError as torn:
            sheet = self._frame.sheet
            raise UnmovableError(refusals.BY_RULE.fill(sheet=sheet, what=same(what), why=torn.why)) from torn

    def _ranges(self, node: Node) -> None:
        if "sqref" in node.attrs and node.name not in _KEPT:
            self._set(node, "sqref", self._sqref(node.attrs["sqref"]))
        elif node.name == "sqref" and node.text.strip():
            self._set_text(node, self._sqref(node.text))

    def _sqref(self, text: str) -> str:
        out = []
        for part in text.split():
            area = self._frame.area(part)
            whole = area is None or (area.first_row == 1 and area.last_row == MAX_ROW)
            pieces = [area] if area is None or whole else self._shift.pieces(area)
            out += [part] if pieces == [area] else [piece.a1 for piece in pieces if piece]
        return " ".join(out)

    def _places(self, node: Node) -> None:
        if node.name in _PLACES:
            self._place(node, "ref")
        elif node.name in _CELLS:
            self._place(node, "r")
        elif node.name == "anchor":
            move_anchor(self._frame.rewrite, node, self._shift)
        elif node.name == "brk" and self._shift.is_whole_rows:
            row = node.number("id")
            if row >= self._shift.block.first_row and not self._breaks_columns(node):
                self._set(node, "id", str(self._shift.row(row, 1)))

    def _breaks_columns(self, node: Node) -> bool:
        boxes = (n for n in self._frame.root.walk() if n.name == "colBreaks")
        return any(node in box.children for box in boxes)

    def _place(self, node: Node, name: str) -> None:
        area = self._frame.area(node.attrs.get(name, ""))
        new = self._shift.rows(area, is_block=node.name not in _OF_ROWS) if area else None
        if area and new:
            area = Area(area.sheet, new[0], area.first_column, new[1], area.last_column)
            single = ":" not in node.attrs[name]
            ends = range_text(area.first_row, area.first_column, area.last_row, area.last_column)
            self._set(node, name, area.a1 if single else ends)

    def _set(self, node: Node, name: str, value: str) -> None:
        if node.attrs[name] != value:
            self._frame.rewrite.set(node, name, value)
            self.changed = True

    def _set_text(self, node: Node, text: str) -> None:
        if node.text.split() != text.split():
            self._frame.rewrite.set_text(node, text)
            self.changed = True


def _ranges_of(node: Node) -> str:
    """The cells a rule is for; the newer kinds say so in ``xm:sqref``."""
    box = node.child("sqref")
    return node.attrs.get("sqref") or (box.text if box else "")
