"""Sheets shown and hidden, and defined names."""

from __future__ import annotations

import re
from typing import Final

from sheetsales.backends.ooxml import book_refusals as say
from sheetsales.backends.ooxml.cell_write import CellWriter
from sheetsales.backends.ooxml.columns_edit import add_columns
from sheetsales.backends.ooxml.formula_text import references
from sheetsales.backends.ooxml.guards import known_names
from sheetsales.backends.ooxml.looks_edit import set_format
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.validations import set_validation
from sheetsales.backends.ooxml.workbook_part import SheetEntry
from sheetsales.backends.parts.texts import from_xml
from sheetsales.backends.placing.changes import Name, Show
from sheetsales.cells.address import CellRef, parse_a1
from sheetsales.cells.edits import AddColumns, SetFormat, SetName, SetValidation, SetVisibility
from sheetsales.cells.values import Formula
from sheetsales.errors import EditRefused, IsProtected
from sheetsales.regex import regex

_NAME: Final = regex(r"[^\W\d][\w.?\\]*|\\[\w.?\\]*")
_LIKE_A_CELL: Final = regex(r"[Rr]\d*(?:[Cc]\d*)?|[Cc]\d*")
_PINNED: Final = regex(r"(?:\$[A-Za-z]{1,3})?(?:\$\d+)?")
"""A reference in a name counts from the cell that uses it, unless both its ends carry ``$``."""
_FORMULA: Final = regex(r"<(?:[\w.-]+:)?f(?:\s[^<>]*)?>([^<]+)</")
_CELL: Final = regex(r"<(?:[\w.-]+:)?c\s[^<>]*?\br=[\"']([A-Z]+\d+)[\"']")
_TEXT: Final = regex(r'"[^"]*"')
_NEAR: Final = 2_000
_LONGEST: Final = 255
_NO_NAMES: Final = ("true", "false")


def set_around(
    book: OpenBook, edit: SetVisibility | SetName | SetFormat | SetValidation | AddColumns
) -> None:
    """An edit that writes no cell of a record."""
    if isinstance(edit, SetVisibility):
        set_visibility(book, edit)
    elif isinstance(edit, SetName):
        set_name(book, edit)
    elif isinstance(edit, SetValidation):
        set_validation(book, edit)
    elif isinstance(edit, AddColumns):
        add_columns(book, edit)
    else:
        set_format(book, edit)


def set_visibility(book: OpenBook, edit: SetVisibility) -> None:
    """Show or hide a sheet of any kind. Raises ``EditRefused`` for the last visible one and locked structures."""
    workbook = book.workbook
    entry = workbook.any_sheet(edit.sheet)
    if entry is None:
        book.entry(edit.sheet)
        return
    if workbook.structure_is_locked and not book.allow_protected:
        raise IsProtected(say.VISIBILITY_LOCKED.fill(sheet=entry.name))
    shown = [other for other in workbook.sheets if workbook.visibility(other) == "visible"]
    if edit.visibility != "visible" and shown == [entry]:
        raise EditRefused(say.LAST_VISIBLE.fill(sheet=entry.name))
    workbook.set_visibility(entry, edit.visibility)
    book.carried.append(Show(entry.name, edit.visibility))
    if edit.visibility != "visible":
        first = next(other for other in shown if other != entry)
        workbook.activate_instead(entry, first)
        _unselect(book, entry.name)


def _unselect(book: OpenBook, name: str) -> None:
    """A hidden sheet that stays selected would be edited along with the one in view."""
    if not any(entry.name == name for entry in book.workbook.worksheets):
        return
    frame = book.sheet(name).frame
    views = frame.child("sheetViews")
    for view in views.all("sheetView") if views else []:
        if view.truth("tabSelected"):
            frame.rewrite.set(view, "tabSelected", None)


def set_name(book: OpenBook, edit: SetName) -> None:
    """Define a name or let it mean something else. Raises ``EditRefused`` for what Excel would not take."""
    _check_name(book, edit.name)
    scope = None if edit.sheet is None else book.entry(edit.sheet)
    home = scope.name if scope else book.workbook.sheets[0].name
    _check_meaning(book, edit, home)
    known = next(
        (n for n in book.workbook.names() if _same(n.name, edit.name) and n.scope == _index(scope)), None
    )
    if known is None and scope is not None and any(_same(n.name, edit.name) for n in book.workbook.names()):
        _check_shadow(book, edit, scope.name)
    book.workbook.set_name(edit.name, edit.refers_to, _index(scope))
    book.carried.append(Name(scope.name if scope else "", edit.name, edit.refers_to, known is None))
    book.wrote_formula = True


def check_name(name: str) -> None:
    """Raises ``EditRefused`` for what Excel takes for no name."""
    if name.lower().startswith("_xlnm"):
        raise EditRefused(say.NAME_BUILT_IN.fill(name=name))
    units = len(name.encode("utf-16-le", "replace")) // 2
    is_cell = parse_a1(name) or _LIKE_A_CELL.fullmatch(name) or name.lower() in _NO_NAMES
    if not _NAME.fullmatch(name) or units > _LONGEST or is_cell:
        raise EditRefused(say.NAME_WRONG.fill(name=name))


def _check_name(book: OpenBook, name: str) -> None:
    check_name(name)
    if any(_same(table.name, name) for table in book.all_tables()):
        raise EditRefused(say.NAME_IS_TABLE.fill(name=name))


def _check_meaning(book: OpenBook, edit: SetName, home: str) -> None:
    formula = Formula(edit.refers_to)
    try:
        CellWriter(b"", book.date1904).encode(formula)
        known_names(book, CellRef(home, 1, 1), formula)
    except EditRefused as refused:
        raise EditRefused(say.NAME_FORMULA.fill(name=edit.name, why=refused.text)) from refused
    check_references(edit)


def check_references(edit: SetName) -> None:
    """Raises ``EditRefused`` where what a name refers to depends on the cell it is used in."""
    for reference in references(edit.refers_to):
        ends = (reference.first, reference.last or reference.first)
        if reference.sheet is None or not all(_PINNED.fullmatch(end) for end in ends):
            text = edit.refers_to[reference.start : reference.end]
            raise EditRefused(say.NAME_RELATIVE.fill(name=edit.name, text=text))


def _check_shadow(book: OpenBook, edit: SetName, sheet: str) -> None:
    """A formula of the sheet that means the workbook's name would mean the sheet's from now on."""
    book.settle()
    word = re.compile(rf"(?<![\w.!\]]){re.escape(edit.name)}(?![\w.(])", re.IGNORECASE)
    xml = book.package.read(book.entry(sheet).part).decode("utf-8", "replace")
    for found in _FORMULA.finditer(xml):
        if word.search(_TEXT.sub("", from_xml(found[1].encode()))):
            cells = _CELL.findall(xml, max(0, found.start() - _NEAR), found.start())
            at = f"{sheet}!{cells[-1]}" if cells else sheet
            raise EditRefused(say.NAME_SHADOWS.fill(at=at, name=edit.name, sheet=sheet))


def _index(entry: SheetEntry | None) -> int | None:
    return entry.index if entry else None


def _same(a: str, b: str) -> bool:
    return a.lower() == b.lower()
