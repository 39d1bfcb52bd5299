"""Drop-downs of a sheet: read, and given to more cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from sheetsales.backends.ooxml import validation_refusals as say
from sheetsales.backends.ooxml.cell_write import CellWriter
from sheetsales.backends.ooxml.guards import known_names
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.sheet_frame import SheetFrame
from sheetsales.backends.ooxml.spans import Node, escape, escape_attribute
from sheetsales.cells.address import MAX_COLUMN, MAX_ROW, Area, CellRef
from sheetsales.cells.edits import SetValidation
from sheetsales.cells.looks import ValidationRule, is_relative
from sheetsales.cells.values import Formula
from sheetsales.errors import EditConflict, EditRefused, IsProtected
from sheetsales.regex import regex

_LONGEST: Final = 255
_QUOTED: Final = regex(r'"[^"]*"|\'[^\']*\'')


def rules_of(frame: SheetFrame) -> Iterator[tuple[Node, ValidationRule]]:
    """Each rule of the sheet, those of newer Excels included."""
    for node in frame.root.walk():
        if node.name == "dataValidation":
            areas = tuple(area for text in _ranges(node).split() if (area := frame.area(text)))
            yield node, ValidationRule(areas, _source(node))


def set_validation(book: OpenBook, edit: SetValidation) -> None:
    """Give an area a drop-down. Raises ``EditConflict`` where a cell has a rule, ``EditRefused`` for what Excel won't take."""
    entry = book.entry(edit.area.sheet)
    frame = book.sheet(entry.name).frame
    source = written_source(edit)
    _check(book, frame, edit, source)
    known = list(rules_of(frame))
    for _, rule in known:
        if any(area.meets(edit.area) for area in rule.areas):
            raise EditConflict(say.TAKEN.fill(area=edit.area))
    for node, rule in known:
        if rule.source == source and rule.areas and _may_widen(rule, edit.area):
            _widen(frame, node, united((*rule.areas, edit.area)))
            return
    _add(book, frame, edit, source)


def united(areas: Iterable[Area]) -> list[Area]:
    """The same cells in fewer areas: those of the same columns that touch become one. In the order of rows."""
    made: list[Area] = []
    for area in sorted(areas, key=lambda a: (a.first_column, a.last_column, a.first_row)):
        last = made[-1] if made else None
        if last and _columns(last) == _columns(area) and area.first_row <= last.last_row + 1:
            end = max(last.last_row, area.last_row)
            made[-1] = Area(last.sheet, last.first_row, last.first_column, end, last.last_column)
        else:
            made.append(area)
    return made


def _columns(area: Area) -> tuple[int, int]:
    return area.first_column, area.last_column


def _ranges(node: Node) -> str:
    box = node.child("sqref")
    return node.attrs.get("sqref") or (box.text if box else "")


def _source(node: Node) -> str | None:
    if node.attrs.get("type") != "list":
        return None
    first = node.child("formula1")
    inner = first.child("f") if first else None
    text = (inner or first).text.strip() if first else ""
    return text.removeprefix("=") or None


def written_source(edit: SetValidation) -> str:
    """The source as the rule holds it; raises ``EditRefused`` for what no workbook takes for one."""
    area = edit.area
    if not (
        1 <= area.first_row <= area.last_row <= MAX_ROW
        and 1 <= area.first_column <= area.last_column <= MAX_COLUMN
    ):
        raise EditRefused(say.NO_AREA.fill(area=area))
    source = edit.source
    if not isinstance(source, str):
        if any(not item.strip() or "," in item or '"' in item for item in source):
            raise EditRefused(say.ITEM.fill(area=area))
        source = '"' + ",".join(source) + '"'
    if len(source.strip('"')) > _LONGEST or not source.isprintable():
        raise EditRefused(say.LONG.fill(area=area))
    if isinstance(edit.source, str) and "[" in _QUOTED.sub("", source):
        raise EditRefused(say.STRUCTURED.fill(area=area))
    return source


def _check(book: OpenBook, frame: SheetFrame, edit: SetValidation, source: str) -> None:
    area = edit.area
    if frame.is_protected and not book.allow_protected:
        raise IsProtected(say.LOCKED.fill(area=area, sheet=area.sheet))
    if isinstance(edit.source, str):
        formula = Formula(source)
        try:
            CellWriter(b"", book.date1904).encode(formula)
            known_names(book, CellRef(frame.sheet, area.first_row, area.first_column), formula)
        except EditRefused as refused:
            raise EditRefused(say.FORMULA.fill(area=area, why=refused.text)) from refused


def _may_widen(rule: ValidationRule, area: Area) -> bool:
    """A list that depends on the row is counted from its first cell, which must stay the first."""
    if not is_relative(rule.source or ""):
        return True
    corner = (min(a.first_row for a in rule.areas), min(a.first_column for a in rule.areas))
    return area.first_row >= corner[0] and area.first_column >= corner[1]


def _widen(frame: SheetFrame, node: Node, areas: list[Area]) -> None:
    text = " ".join(area.a1 for area in areas)
    box = node.child("sqref")
    if "sqref" in node.attrs or box is None:
        frame.rewrite.set(node, "sqref", text)
    else:
        frame.rewrite.set_text(box, text)


def _add(book: OpenBook, frame: SheetFrame, edit: SetValidation, source: str) -> None:
    """A rule of our own: choices, blanks allowed, and whoever types something else is asked and not stopped."""
    p = frame.rewrite.prefix
    rule = (
        b'<%bdataValidation type="list" errorStyle="warning" allowBlank="1" showInputMessage="1" showErrorMessage="1" sqref="%b">'
        % (p, escape_attribute(edit.area.a1))
        + b"<%bformula1>%b</%bformula1></%bdataValidation>" % (p, escape(source), p, p)
    )
    box = frame.child("dataValidations")
    if box is None:
        frame.insert(
            "dataValidations", b'<%bdataValidations count="1">' % p + rule + b"</%bdataValidations>" % p
        )
    else:
        frame.rewrite.append(box, rule)
        frame.rewrite.set(box, "count", str(len(box.all("dataValidation")) + 1))
    book.settle()
