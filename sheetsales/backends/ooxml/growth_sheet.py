"""Growth as the sheet's own parts see it: validations, conditional formats, filters, sparklines."""

from __future__ import annotations

from sheetsales.backends.ooxml.growth import Growth, regrown, regrown_sqref
from sheetsales.backends.ooxml.sheet_frame import SheetFrame, range_text
from sheetsales.backends.ooxml.spans import Node
from sheetsales.cells.address import Area, parse_area

_BY_ATTRIBUTE = ("conditionalFormatting", "dataValidation", "ignoredError", "protectedRange")
_DRAWING, _LISTS = ("sparkline", "dataValidation"), ("formula1", "formula2")
_FORMULAS = ("f", "formula", *_LISTS)
_FILTERS = ("autoFilter", "sortState", "sortCondition")


def grow_sheet(frame: SheetFrame, growth: Growth, is_table: bool) -> None:
    """Let everything that covered the last data row cover the rows as they end now.

    A sheet's own filter belongs to a plain range; a Table has its filter in its own part.
    """
    validated = _areas(frame, "dataValidation")
    for node in frame.root.walk():
        if node.name in _BY_ATTRIBUTE and "sqref" in node.attrs:
            own = node.attrs["sqref"]
            taken = _others(validated, own) if node.name == "dataValidation" else ()
            new = regrown_sqref(own, growth, taken)
            if new != own:
                frame.rewrite.set(node, "sqref", new)
                _grow_formulas(frame, node, growth)
        elif node.name in ("conditionalFormatting", "dataValidation"):
            _grow_extension(frame, node, growth)
        elif node.name in _FILTERS and not is_table:
            _grow_filter(frame, node, growth)
    grow_sources(frame, growth)


def grow_sources(frame: SheetFrame, growth: Growth) -> None:
    """Let sparklines and drop-down lists of a sheet, this or another, draw on the rows as they end now."""
    for node in frame.root.walk():
        lists, row = names_a_list(node), drawn_in_row(frame, node)
        for source in node.children if node.name in _DRAWING else ():
            inner = source.child("f") if source.name in _LISTS else source
            text = inner or source
            if text.name in ("f", *_LISTS) and text.text:
                new = regrown(text.text, growth, frame.sheet, row=row, single=lists)
                if new != text.text:
                    frame.rewrite.set_text(text, new)


def names_a_list(node: Node) -> bool:
    """Whether the formula in an element names cells to choose from or to draw: one cell may be all there are."""
    return node.name == "sparkline" or (node.name == "dataValidation" and node.attrs.get("type") == "list")


def drawn_in_row(frame: SheetFrame, node: Node) -> int | None:
    """The row in which a sparkline is drawn; None for anything else."""
    place = node.child("sqref") if node.name == "sparkline" else None
    area = frame.area(place.text.strip()) if place else None
    return area.first_row if area else None


def _grow_extension(frame: SheetFrame, node: Node, growth: Growth) -> None:
    """The newer kinds keep their ranges in ``xm:sqref``."""
    ranges = node.child("sqref")
    if ranges is not None:
        new = regrown_sqref(ranges.text, growth)
        if new != ranges.text.strip():
            frame.rewrite.set_text(ranges, new)
            _grow_formulas(frame, node, growth)


def _grow_formulas(frame: SheetFrame, rule: Node, growth: Growth) -> None:
    """Let the formulas of a rule that covers more rows count these rows: others would mark only the old ones."""
    for node in rule.walk():
        if node.name in _FORMULAS and node.text and not node.children:
            new = regrown(node.text, growth, frame.sheet, only_fixed=True)
            if new != node.text:
                frame.rewrite.set_text(node, new)


def _grow_filter(frame: SheetFrame, node: Node, growth: Growth) -> None:
    area = parse_area("x!" + node.attrs.get("ref", ""))
    if area is None:
        return
    end = growth.new_end(area)
    if end is not None and end != area.last_row:
        frame.rewrite.set(node, "ref", range_text(area.first_row, area.first_column, end, area.last_column))


def _areas(frame: SheetFrame, name: str) -> list[tuple[str, tuple[Area, ...]]]:
    found = []
    for node in frame.root.walk():
        if node.name == name:
            box = node.child("sqref")
            text = node.attrs.get("sqref") or (box.text if box else "")
            areas = tuple(a for a in (parse_area("x!" + part) for part in text.split()) if a)
            found.append((text, areas))
    return found


def _others(validated: list[tuple[str, tuple[Area, ...]]], own: str) -> tuple[Area, ...]:
    return tuple(area for text, areas in validated if text != own for area in areas)
