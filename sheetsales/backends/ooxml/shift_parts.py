"""Everything in a workbook that names cells of a sheet, rewritten as these cells move: first all of it, then written."""

from __future__ import annotations

import re
from collections.abc import Callable

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.chart_levels import CACHE as LEVEL_CACHE
from sheetsales.backends.ooxml.chart_levels import carry_levels
from sheetsales.backends.ooxml.chart_points import CACHES, LEVELS, carry, is_joined, one_area
from sheetsales.backends.ooxml.growth import Growth, regrown
from sheetsales.backends.ooxml.open_book import FORMULA_MARKS, OpenBook
from sheetsales.backends.ooxml.sheet import Sheet
from sheetsales.backends.ooxml.sheet_frame import range_text
from sheetsales.backends.ooxml.shift import Shift, UnmovableError, shifted
from sheetsales.backends.ooxml.shift_anchors import move_drawing, moved_vml
from sheetsales.backends.ooxml.shift_cells import MovedCells
from sheetsales.backends.ooxml.shift_formulas import MovedFormulas
from sheetsales.backends.ooxml.shift_frame import MovedFrame
from sheetsales.backends.ooxml.spans import MalformedError, Node, Rewrite, with_attribute
from sheetsales.backends.ooxml.workbook_part import DefinedName, SheetEntry
from sheetsales.cells.address import Area, parse_area
from sheetsales.regex import regex
from sheetsales.texts import same

_RULES = (b"formula", b"dataValidation", b"sparkline", b"location=", b"linkedCell", b"listFillRange", b"cfvo")
_TABLE_FORMULAS = ("calculatedColumnFormula", "totalsRowFormula")
_TABLE_PLACES = ("table", "autoFilter", "sortState", "sortCondition")
_CONTROL = ("fmlaLink", "fmlaRange", "fmlaTxbx")
_CELL_OF_COMMENT = regex(rb"<(?:[\w.-]+:)?(?:comment|threadedComment)\s[^>]*>")
_REF = regex(rb"\sref\s*=\s*[\"']([^\"']+)[\"']")
"""Comments are moved by their start tags alone, so that their texts keep every byte."""
Change = Callable[[Rewrite], bool]


class MovedParts:
    """The parts of a workbook after one shift. ``table`` is the part of the Table that grows by itself."""

    def __init__(self, book: OpenBook, shift: Shift, growth: Growth | None, table: str | None) -> None:
        self._book, self._package, self._shift = book, book.package, shift
        self._growth, self._table = growth, table
        self._new: dict[str, bytes] = {}
        self._names: dict[tuple[str, int | None], str] = {}
        self.met_formulas = False

    def make(self) -> MovedParts:
        """Raises ``UnmovableError`` where something cannot follow; nothing is written yet."""
        for entry in self._book.workbook.worksheets:
            self._sheet(entry)
            self._around(entry)
        for part in self._package.of_type("drawingml.chart+xml") + self._package.of_type("chartex+xml"):
            self._change(part, self._chart)
        self._pivots()
        for relation in self._package.related(self._book.workbook.part, "connections"):
            self._change(relation.target, self._connections)
        for name in self._book.workbook.names():
            self._names[name.name, name.scope] = self._name(name)
        return self

    def write(self) -> None:
        """Put everything into the package; sheets and Tables are to be opened anew."""
        for part, data in self._new.items():
            self._package.write(part, data)
        self._book.workbook.change_names(lambda name: self._names.get((name.name, name.scope), name.text))

    # -- sheets

    def _sheet(self, entry: SheetEntry) -> None:
        is_moving = entry.name == self._shift.block.sheet
        if not is_moving and not (
            self._package.may_name(entry.part, self._shift.block.sheet)
            and self._package.mentions(entry.part, (*FORMULA_MARKS, *_RULES))
        ):
            return
        book = self._book
        data = self._package.peek(entry.part)
        sheet = Sheet(entry.name, entry.part, data, book.strings, book.styles, book.date1904)
        formulas = MovedFormulas(sheet, self._shift, self._growth)
        found = formulas.find()
        frame = MovedFrame(sheet.frame, self._shift)
        frame.change()
        self.met_formulas = self.met_formulas or formulas.met
        if is_moving or found or frame.changed:
            cells = MovedCells(sheet, self._shift, found)
            if is_moving and self._shift.by > 0:
                frame.cover(cells.bottom())
            self._new[entry.part] = cells.result()

    def _around(self, entry: SheetEntry) -> None:
        """The parts that belong to one sheet."""
        is_moving = entry.name == self._shift.block.sheet
        for relation in self._package.relations(entry.part):
            part, kind = relation.target, relation.kind
            if relation.external or not self._package.has(part):
                continue
            if kind == "table":
                self._change(part, lambda r, part=part: self._table_part(r, is_moving, part, entry.name))  # type: ignore[misc]
            elif kind == "drawing":
                self._change(part, lambda r: move_drawing(r, self._shift, entry.name))
            elif kind == "vmlDrawing":
                self._keep(part, moved_vml(self._package.read(part), self._shift, entry.name))
            elif kind == "ctrlProp":
                self._change(part, lambda r: self._attributes(r, _CONTROL, entry.name))
            elif is_moving and kind in ("comments", "threadedComment"):
                self._keep(part, self._comments(self._package.read(part)))
            elif is_moving and kind == "pivotTable":
                self._change(part, lambda r: self._places(r, ("location",), "ref"))
            elif is_moving and kind == "tableSingleCells":
                self._change(part, lambda r: self._places(r, ("singleXmlCell",), "r"))
            elif is_moving and kind == "namedSheetView":
                self._change(part, lambda r: self._places(r, ("nsvFilter",), "ref"))

    def _table_part(self, rewrite: Rewrite, is_moving: bool, part: str, sheet: str) -> bool:
        own = part == self._table
        changed = is_moving and not own and self._places(rewrite, _TABLE_PLACES, "ref")
        for node in rewrite.root.walk():
            if node.name in _TABLE_FORMULAS and node.text:
                counts_on = node.name == "calculatedColumnFormula" and self._is_target(rewrite, sheet)
                new = self._shifted(node.text, sheet, node.name, only_fixed=counts_on)
                if own and self._growth and node.name == "totalsRowFormula":
                    new = regrown(new, self._growth, sheet)
                if new != node.text:
                    rewrite.set_text(node, new)
                    changed = True
        return changed

    def _is_target(self, rewrite: Rewrite, sheet: str) -> bool:
        """Whether rows come in at the top of this Table: its columns' formulas read as they do in its first row."""
        area = parse_area("x!" + rewrite.root.attrs.get("ref", ""))
        data = self._shift.data
        if area is None or data is None or sheet != self._shift.block.sheet:
            return False
        first = area.first_row + rewrite.root.number("headerRowCount", 1)
        covered = Area(sheet, first, area.first_column, area.last_row, area.last_column)
        return self._shift.grows_at_top(covered, is_block=True)

    def _comments(self, data: bytes) -> bytes:
        def one(found: re.Match[bytes]) -> bytes:
            ref = _REF.search(found[0])
            area = parse_area("x!" + ref[1].decode()) if ref else None
            new = self._shift.rows(self._own(area)) if area else None
            if area is None or new is None:
                return found[0]
            a1 = Area("x", new[0], area.first_column, new[1], area.last_column).a1
            return with_attribute(found[0], "ref", a1)

        return _CELL_OF_COMMENT.sub(one, data)

    # -- the workbook

    def _chart(self, rewrite: Rewrite) -> bool:
        changed = False
        for node in rewrite.root.walk():
            for formula in node.all("f"):
                old = formula.text
                new = self._shifted(old, None, "chart", single=True) if old.strip() else old
                if new != old:
                    rewrite.set_text(formula, new)
                changed = self._points(rewrite, node, old, new) or changed or new != old
        return changed

    def _points(self, rewrite: Rewrite, node: Node, old: str, new: str) -> bool:
        """Let what a chart remembers of cells among which others come or go follow them."""
        area, now = one_area(old), one_area(new)
        if area is None or now is None or (area.sheet or "").lower() != self._shift.block.sheet.lower():
            return False
        held = Area(self._shift.block.sheet, *area.bounds)
        if self._shift.holds(held) or not self._shift.touches(held):
            return False

        def place(row: int, column: int) -> tuple[int, int]:
            return self._shift.row(row, column), column

        levels = node.child(LEVEL_CACHE)
        if levels is not None and carry_levels(rewrite, levels, area.bounds, now.bounds, place):
            return True
        stale = [child for child in node.children if child.name in LEVELS]
        for child in stale:
            rewrite.remove(child)
        cache = node.child(CACHES.get(node.name, ""))
        if cache is None or is_joined(cache, area.bounds):
            return bool(stale)

        return carry(rewrite, cache, area.bounds, now.bounds, place) or bool(stale)

    def _pivots(self) -> None:
        for relation in self._package.related(self._book.workbook.part, "pivotCacheDefinition"):
            self._change(relation.target, self._pivot_source)

    def _pivot_source(self, rewrite: Rewrite) -> bool:
        changed = False
        for node in rewrite.root.walk():
            outside = node.relation() is not None
            sheet = node.attrs.get("sheet", "").lower()
            if (
                node.name in ("worksheetSource", "rangeSet")
                and sheet == self._shift.block.sheet.lower()
                and not outside
            ):
                changed = self._place(rewrite, node, "ref") or changed
        return changed

    def _connections(self, rewrite: Rewrite) -> bool:
        changed = False
        for node in rewrite.root.walk():
            text = node.attrs.get("cell", "") if node.name == "parameter" else ""
            if text and (new := self._shifted(text, None, "connection")) != text:
                rewrite.set(node, "cell", new)
                changed = True
        return changed

    def _name(self, name: DefinedName) -> str:
        built_in = name.name.startswith("_xlnm.")
        try:
            return shifted(name.text, self._shift, None, only_fixed=not built_in)
        except UnmovableError as torn:
            if name.name == "_xlnm.Print_Area":
                return self._longer(name.text)
            raise UnmovableError(refusals.BY_NAME.fill(name=name.name, why=torn.why)) from torn

    def _longer(self, text: str) -> str:
        """A print area wider than what moves: it takes in everything it held."""
        block = self._shift.block
        wide = Shift(
            Area(block.sheet, block.first_row, 1, block.last_row, 16_384), self._shift.by, self._shift.used
        )
        return shifted(text, wide, None)

    # -- pieces

    def _change(self, part: str, change: Change) -> None:
        try:
            rewrite = Rewrite(self._new.get(part) or self._package.read(part), part)
        except MalformedError:
            return
        if change(rewrite):
            self._new[part] = rewrite.result()

    def _keep(self, part: str, data: bytes) -> None:
        if data != self._package.read(part):
            self._new[part] = data

    def _attributes(self, rewrite: Rewrite, names: tuple[str, ...], sheet: str) -> bool:
        changed = False
        for name in names:
            text = rewrite.root.attrs.get(name, "")
            if text and (new := self._shifted(text, sheet, name)) != text:
                rewrite.set(rewrite.root, name, new)
                changed = True
        return changed

    def _places(self, rewrite: Rewrite, names: tuple[str, ...], attribute: str) -> bool:
        moved = [self._place(rewrite, n, attribute) for n in rewrite.root.walk() if n.name in names]
        return any(moved)

    def _place(self, rewrite: Rewrite, node: Node, attribute: str) -> bool:
        text = node.attrs.get(attribute, "")
        area = parse_area("x!" + text)
        new = self._shift.rows(self._own(area), is_block=True) if area else None
        if area is None or new is None:
            return False
        ends = range_text(new[0], area.first_column, new[1], area.last_column)
        rewrite.set(node, attribute, ends if ":" in text else ends.partition(":")[0])
        return True

    def _own(self, area: Area) -> Area:
        sheet = self._shift.block.sheet
        return Area(sheet, area.first_row, area.first_column, area.last_row, area.last_column)

    def _shifted(
        self, text: str, sheet: str | None, what: str, *, single: bool = False, only_fixed: bool = False
    ) -> str:
        try:
            return shifted(text, self._shift, sheet, single=single, only_fixed=only_fixed)
        except UnmovableError as torn:
            name = sheet or "—"
            raise UnmovableError(refusals.BY_RULE.fill(sheet=name, what=same(what), why=torn.why)) from torn
