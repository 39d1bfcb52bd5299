"""The formulas of one sheet after cells have moved: their texts, and those that several cells share."""

from __future__ import annotations

import re
from dataclasses import field

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.cell_read import FormulaPart, RawCell
from sheetsales.backends.ooxml.cell_write import to_xml_formula
from sheetsales.backends.ooxml.formula_text import moved
from sheetsales.backends.ooxml.growth import Growth, regrown
from sheetsales.backends.ooxml.shared_formulas import bounding
from sheetsales.backends.ooxml.sheet import Sheet
from sheetsales.backends.ooxml.sheet_frame import range_text
from sheetsales.backends.ooxml.shift import Shift, UnmovableError, shifted
from sheetsales.backends.ooxml.spans import with_attribute
from sheetsales.cells.address import MAX_ROW, Area, CellRef, parse_area
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex

_SHARING = regex(rb"\s(?:t|ref|si)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_INPUT = regex(rb"\s(r1|r2)\s*=\s*[\"']([^\"']+)[\"']")
_ROW = regex(rb"\d{1,7}")
"""Rows that a formula may name: one that names none as far down as the move is not taken apart."""
NewFormulas = dict[tuple[int, int], tuple[int, int, bytes]]
"""By row and column as they were: the bytes from one offset to another, and what takes their place."""


@dataclass(slots=True)
class _Member:
    at: tuple[int, int]
    part: FormulaPart
    old: str
    new: str


@dataclass(slots=True)
class _Group:
    """Cells that show one formula; ``text`` as it reads at ``home``."""

    home: tuple[int, int]
    text: str
    members: list[_Member] = field(default_factory=list)


class MovedFormulas:
    """Reads all formulas of a sheet and finds those that read otherwise afterwards."""

    def __init__(self, sheet: Sheet, shift: Shift, growth: Growth | None) -> None:
        self._sheet, self._shift, self._growth = sheet, shift, growth
        self._is_moving = sheet.name == shift.block.sheet
        self._groups: dict[str, _Group] = {}
        self._shares: list[_Group] = []
        self._formula = re.compile(rb"<%bf(\s[^>]*)?>([^<]*)<" % re.escape(sheet.prefix))
        self.new: NewFormulas = {}
        self.met = False
        """Whether a formula moves or reads otherwise."""

    def find(self) -> NewFormulas:
        """Raises ``UnmovableError`` where a formula cannot follow, naming its cell."""
        sheet = self._sheet
        if not sheet.has_formulas:
            return self.new
        for number in sheet.rows.between(1, MAX_ROW):
            if self._concerns(number):
                for cell in sheet.rows.cells(number):
                    self._cell(cell)
        for group in self._shares:
            self._shared(group)
        self.met = self.met or bool(self.new)
        return self.new

    def _concerns(self, number: int) -> bool:
        """Whether a row may hold a formula to look at: it moves, it names a row so far down, or it is of an odd kind."""
        span = self._sheet.rows.span(number)
        found = self._formula.findall(self._sheet.scan, span[0], span[2]) if span else []
        if not found:
            return False
        block = self._shift.block
        if self._is_moving and block.first_row <= number <= block.last_row:
            return True
        low = block.first_row + min(self._shift.by, 0)
        return any(marks or any(int(n) >= low for n in _ROW.findall(text)) for marks, text in found)

    def _cell(self, cell: RawCell) -> None:
        part = self._sheet.reader.formula(self._sheet.xml, cell)
        if part is None:
            return
        self.met = self.met or self._moves(cell.row, cell.column)
        if not self._place((cell.row, cell.column))[0]:
            if part.kind == "shared" and part.index is not None:
                self._group(cell, part)
            return
        if part.kind == "shared" and part.index is not None:
            self._share(cell, part)
            return
        try:
            new = self._text(part.text, (cell.row, cell.column)) if part.text else ""
            head = self._head(part)
        except UnmovableError as torn:
            at = CellRef(self._sheet.name, cell.row, cell.column)
            raise UnmovableError(refusals.BY_FORMULA.fill(at=at, why=torn.why)) from torn
        old = self._old_head(part)
        if new != part.text or head != old:
            body = self._sheet.xml[part.start + len(old) : part.end]
            if new != part.text:
                body = to_xml_formula(new) + b"</" + self._sheet.prefix + b"f>"
            self.new[cell.row, cell.column] = part.start, part.end, head + body

    def _share(self, cell: RawCell, part: FormulaPart) -> None:
        at, group = (cell.row, cell.column), self._group(cell, part)
        if group is None:
            return
        old = part.text or moved(group.text, at[0] - group.home[0], at[1] - group.home[1])
        try:
            new = self._text(old, at)
        except UnmovableError as torn:
            where = CellRef(self._sheet.name, *at)
            raise UnmovableError(refusals.BY_FORMULA.fill(at=where, why=torn.why)) from torn
        group.members.append(_Member(at, part, old, new))

    def _group(self, cell: RawCell, part: FormulaPart) -> _Group | None:
        """The group a cell belongs to, which begins with the cell that says the formula."""
        index = part.index or ""
        if part.text and part.area:
            self._groups[index] = _Group((cell.row, cell.column), part.text)
            self._shares.append(self._groups[index])
        return self._groups.get(index)

    def _shared(self, group: _Group) -> None:
        """Leave a group alone, or let those share on that still can and give each other cell a formula of its own."""
        members = group.members
        if not members:
            return
        places = [self._place(m.at) for m in members]
        if members[0].part.text and all(
            m.new == m.old and place == m.at for m, place in zip(members, places, strict=True)
        ):
            return
        home, text = places[0], members[0].new
        sharing = [
            moved(text, row - home[0], column - home[1]) == m.new
            for m, (row, column) in zip(members, places, strict=True)
        ]
        around = bounding([place for place, shares in zip(places, sharing, strict=True) if shares])
        for number, (member, shares) in enumerate(zip(members, sharing, strict=True)):
            part = member.part
            head = self._old_head(part)
            if not shares or sum(sharing) == 1:
                head = _SHARING.sub(b"", head.removesuffix(b">").removesuffix(b"/")).rstrip() + b">"
            elif number == 0:
                head = with_attribute(head, "ref", range_text(*around))
                head = head.removesuffix(b">").removesuffix(b"/").rstrip() + b">"
            elif not part.text:
                continue
            self.new[member.at] = part.start, part.end, self._element(head, member.new)

    def _element(self, head: bytes, text: str) -> bytes:
        return head + to_xml_formula(text) + b"</" + self._sheet.prefix + b"f>"

    def _text(self, text: str, at: tuple[int, int]) -> str:
        """A formula as it reads afterwards. One that moves from below the rows takes in the new ones."""
        new = shifted(text, self._shift, self._sheet.name, row=at[0])
        growth = self._growth
        if growth and self._moves(*at) and growth.data.first_column <= at[1] <= growth.data.last_column:
            new = regrown(new, growth, self._sheet.name)
        return new

    def _moves(self, row: int, column: int) -> bool:
        return self._is_moving and self._shift.block.contains(row, column)

    def _place(self, at: tuple[int, int]) -> tuple[int, int]:
        return (self._shift.row(*at), at[1]) if self._is_moving else at

    def _old_head(self, part: FormulaPart) -> bytes:
        xml = self._sheet.xml
        return xml[part.start : xml.index(b">", part.start) + 1]

    def _head(self, part: FormulaPart) -> bytes:
        """The start tag; an array's area and a data table's inputs follow."""
        head = self._old_head(part)
        if not self._is_moving or part.kind not in ("array", "dataTable"):
            return head
        named = [("ref", part.area or ""), *((m[1].decode(), m[2].decode()) for m in _INPUT.finditer(head))]
        for name, text in named:
            area = parse_area("x!" + text)
            new = self._shift.rows(self._own(area)) if area else None
            if area and new:
                area = Area("x", new[0], area.first_column, new[1], area.last_column)
                head = with_attribute(head, name, area.a1)
        return head

    def _own(self, area: Area) -> Area:
        return Area(self._sheet.name, area.first_row, area.first_column, area.last_row, area.last_column)
