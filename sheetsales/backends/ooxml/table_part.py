"""A Table (ListObject) part: its area, columns and filters."""

from __future__ import annotations

from collections.abc import Sequence

from sheetsales.backends.ooxml.package import Package
from sheetsales.backends.ooxml.sheet_frame import range_text
from sheetsales.backends.ooxml.spans import MalformedError, Node, Rewrite
from sheetsales.backends.parts.tables import facts_of, heading_of
from sheetsales.backends.parts.texts import to_xml
from sheetsales.cells.address import Area, parse_area
from sheetsales.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class TableColumn:
    """``formula`` is the calculated column's, None for a column people type into."""

    heading: str
    formula: str | None
    is_array: bool = False


class TablePart:
    """Reads a table part and lets its rows end elsewhere."""

    def __init__(self, package: Package, sheet: str, part: str) -> None:
        self._package, self.sheet, self.part = package, sheet, part
        self.rewrite = Rewrite(package.read(part), part)
        root = self.rewrite.root
        facts = facts_of(root.attrs)
        self.name, self.heading_rows, self.total_rows = facts.name, facts.heading_rows, facts.total_rows
        area = parse_area("x!" + facts.ref)
        self.area = (
            Area(sheet, area.first_row, area.first_column, area.last_row, area.last_column) if area else None
        )
        box = root.child("tableColumns")
        self.columns = tuple(_column(node) for node in (box.all("tableColumn") if box else []))
        self._changed = False

    def end_data_at(self, last_row: int) -> None:
        """Let the last data row be ``last_row``; a totals row follows it."""
        old = self.area
        if old is None:
            raise MalformedError(self.part)
        area = Area(old.sheet, old.first_row, old.first_column, last_row + self.total_rows, old.last_column)
        data_end_before = old.last_row - self.total_rows
        self.rewrite.set(self.rewrite.root, "ref", _text(area))
        for shown_blank in ("insertRow", "insertRowShift"):
            if shown_blank in self.rewrite.root.attrs:
                self.rewrite.set(self.rewrite.root, shown_blank, None)
        for node in self.rewrite.root.walk():
            if node.name in ("autoFilter", "sortState", "sortCondition"):
                self._stretch(node, data_end_before, last_row)
        self.area, self._changed = area, True

    def widen(self, headings: Sequence[str]) -> None:
        """Let the Table have these columns at its right; its filter reaches over them."""
        old, box = self.area, self.rewrite.root.child("tableColumns")
        if old is None or box is None:
            raise MalformedError(self.part)
        area = Area(old.sheet, old.first_row, old.first_column, old.last_row, old.last_column + len(headings))
        self.rewrite.set(self.rewrite.root, "ref", _text(area))
        for node in self.rewrite.root.all("autoFilter"):
            held = parse_area("x!" + node.attrs.get("ref", ""))
            if held and held.last_column == old.last_column:
                ref = range_text(held.first_row, held.first_column, held.last_row, area.last_column)
                self.rewrite.set(node, "ref", ref)
        known = box.all("tableColumn")
        number = max((node.number("id") for node in known), default=0)
        p = self.rewrite.prefix
        made = b"".join(
            b"<" + p + b'tableColumn id="%d" name="%b"/>' % (number + n, heading_attribute(heading))
            for n, heading in enumerate(headings, 1)
        )
        self.rewrite.append(box, made)
        self.rewrite.set(box, "count", str(len(known) + len(headings)))
        self.columns = (*self.columns, *(TableColumn(heading, None) for heading in headings))
        self.area, self._changed = area, True

    def save(self) -> None:
        if self._changed:
            self._package.write(self.part, self.rewrite.result())

    def _stretch(self, node: Node, before: int, after: int) -> None:
        area = parse_area("x!" + node.attrs.get("ref", ""))
        if area and before <= area.last_row <= before + self.total_rows:
            last = area.last_row - before + after
            first = min(area.first_row, last)
            self.rewrite.set(node, "ref", range_text(first, area.first_column, last, area.last_column))


def heading_attribute(heading: str) -> bytes:
    """A heading as the table part spells it: line breaks are ``_x000a_``."""
    return to_xml(heading).replace(b'"', b"&quot;").replace(b"\n", b"_x000a_").replace(b"\t", b"_x0009_")


def tables_of(package: Package, sheet: str, part: str) -> list[TablePart]:
    """The tables of a sheet."""
    return [TablePart(package, sheet, relation.target) for relation in package.related(part, "table")]


def _column(node: Node) -> TableColumn:
    formula = node.child("calculatedColumnFormula")
    heading = heading_of(node.attrs)
    if formula is None:
        return TableColumn(heading, None)
    return TableColumn(heading, formula.text, formula.truth("array"))


def _text(area: Area) -> str:
    return range_text(area.first_row, area.first_column, area.last_row, area.last_column)
