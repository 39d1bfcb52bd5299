"""A new sheet at the end of the workbook, with a formatted Table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sheetsales.backends.ooxml import entry_look, refusals
from sheetsales.backends.ooxml.book_refusals import FORMAT_CODE
from sheetsales.backends.ooxml.canvas_chart import add_area_charts
from sheetsales.backends.ooxml.canvas_check import check_canvas
from sheetsales.backends.ooxml.canvas_sheet import (
    canvas_xml,
    drawn_cells,
    set_print_names,
    table_corner,
    table_range,
)
from sheetsales.backends.ooxml.cell_write import CellWriter
from sheetsales.backends.ooxml.new_cell import encoded_new
from sheetsales.backends.ooxml.new_chart import add_drawing
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.package import DECLARATION
from sheetsales.backends.ooxml.sheet_frame import range_text
from sheetsales.backends.ooxml.spans import escape_attribute
from sheetsales.backends.ooxml.style_sheet import Look
from sheetsales.backends.ooxml.table_part import heading_attribute
from sheetsales.backends.parts.number_formats import is_code
from sheetsales.backends.placing.changes import Change, NewSheet, Write
from sheetsales.backends.placing.guard import shown
from sheetsales.backends.placing.new_sheet import added, widths_of
from sheetsales.cells.address import CellRef, column_letters, parse_a1
from sheetsales.cells.edits import AddSheet
from sheetsales.cells.values import EditValue, Formula, Link
from sheetsales.errors import EditRefused, IsProtected
from sheetsales.regex import regex
from sheetsales.speech.lists import listed

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_TABLE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
_FORBIDDEN = regex(r"[\[\]:*?/\\\x00-\x1f]")
_TABLE_NAME = regex(r"[^\W\d][\w.]*\Z")
_TRANSITIONAL = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
)
_STRICT = (
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_VIEW = (
    '<sheetView showGridLines="0" workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView>'
)
_HEADING = Look(bold=True, colour="FFFFFF", fill="1F4E79")
_ROWS = (
    '<sheetFormatPr defaultRowHeight="15"/>',
    '<sheetFormatPr defaultRowHeight="30" customHeight="1"/>',
)
"""Rows are two lines high where texts break: no program works heights out for rows that a file gives none."""


def add_sheet(book: OpenBook, edit: AddSheet) -> int:
    """Add the sheet; returns the number of cells written. Raises ``EditRefused`` for a name or heading taken."""
    _check_name(book, edit.name)
    _check_headings(edit)
    _check_charts(edit)
    _check_formats(edit)
    edit = replace(edit, table=_table_name(book, edit))
    strict = book.package.is_strict
    spaces = _STRICT if strict else _TRANSITIONAL
    folder = book.workbook.part.rpartition("/")[0]
    folder = folder + "/" if folder else ""
    part = book.package.free_name(folder + "worksheets/sheet{}.xml")
    relation = None
    if edit.headings:
        table_part = book.package.free_name(folder + "tables/table{}.xml")
        relation = book.package.relate(part, "table", table_part)
        book.package.add(table_part, _table_xml(book, edit, spaces[0]), _TABLE_TYPE)
    if edit.canvas is not None:
        check_canvas(edit, edit.canvas)
        drawing = add_area_charts(book, edit, edit.canvas, part)
        xml, cells = canvas_xml(book, edit, edit.canvas, spaces, relation, drawing)
    else:
        xml, cells = _sheet_xml(book, edit, spaces, relation or "", add_drawing(book, edit, part))
    book.package.add(part, xml, _SHEET_TYPE)
    listed = book.package.relate(book.workbook.part, "worksheet", part)
    book.workbook.add_sheet(edit.name, part, listed, edit.visibility)
    book.new_sheets.append(edit.name)
    if edit.canvas is not None:
        set_print_names(book, edit, edit.canvas)
    book.carried += _carried(edit)
    return cells


def _carried(edit: AddSheet) -> Iterator[Change]:
    if edit.canvas is None:
        yield from (change for change in added(edit, ()) if isinstance(change, NewSheet | Write))
        return
    rows = max(len(edit.rows), 1) + 1 if edit.headings else 0
    yield NewSheet(edit.name, edit.table or "", edit.visibility, edit.headings, rows, (), table_corner(edit))
    for cell in drawn_cells(edit, edit.canvas):
        if cell.value is not None:
            yield Write(edit.name, cell.row, cell.column, ((cell.value,),))


def _check_name(book: OpenBook, name: str) -> None:
    if book.workbook.structure_is_locked and not book.allow_protected:
        raise IsProtected(refusals.STRUCTURE_LOCKED.fill(sheet=name))
    units = len(name.encode("utf-16-le", "replace")) // 2
    bad = _FORBIDDEN.search(name) or name.startswith("'") or name.endswith("'") or name.lower() == "history"
    if not name.strip() or units > 31 or bad:
        raise EditRefused(refusals.SHEET_NAME.fill(sheet=name))
    if any(name.lower() == other.name.lower() for other in book.workbook.sheets):
        raise EditRefused(refusals.SHEET_TAKEN.fill(sheet=name))


def _check_headings(edit: AddSheet) -> None:
    if not edit.headings and edit.canvas is None:
        raise EditRefused(refusals.SHEET_NO_HEADINGS.fill(sheet=edit.name))
    seen: set[str] = set()
    for number, heading in enumerate(edit.headings, 1):
        at = CellRef(edit.name, 1, number)
        if not heading.strip() or len(heading) > 255:
            raise EditRefused(refusals.HEADING_BLANK.fill(at=at))
        if heading.lower() in seen:
            raise EditRefused(refusals.HEADING_TWICE.fill(at=at, heading=heading))
        seen.add(heading.lower())
    for number, row in enumerate(edit.rows, 2):
        if len(row) > len(edit.headings):
            at = CellRef(edit.name, number, len(edit.headings) + 1)
            raise EditRefused(refusals.ROW_TOO_LONG.fill(at=at, value=shown(row[len(edit.headings)])))


def _check_formats(edit: AddSheet) -> None:
    for number, code in enumerate(edit.formats, 1):
        if code is not None and not is_code(code):
            raise EditRefused(FORMAT_CODE.fill(area=CellRef(edit.name, 2, number), code=code))


def _check_charts(edit: AddSheet) -> None:
    for chart in edit.charts:
        for heading in (chart.categories, *chart.series):
            if heading not in edit.headings:
                known = listed(edit.headings)
                raise EditRefused(
                    refusals.UNKNOWN_HEADING.fill(heading=heading, table=edit.name, headings=known)
                )


def _table_name(book: OpenBook, edit: AddSheet) -> str:
    taken = {t.name.lower() for t in book.all_tables()} | {n.name.lower() for n in book.workbook.names()}
    if edit.table is None:
        return next(name for n in range(1, 100_000) if (name := f"tblSheet{n}").lower() not in taken)
    cell_like = parse_a1(edit.table) or re.fullmatch(r"[Rr]\d*[Cc]\d*|[RrCc]", edit.table)
    if not _TABLE_NAME.match(edit.table) or cell_like or len(edit.table) > 255:
        raise EditRefused(refusals.TABLE_NAME.fill(table=edit.table))
    if edit.table.lower() in taken:
        raise EditRefused(refusals.TABLE_TAKEN.fill(table=edit.table))
    return edit.table


def _sheet_xml(
    book: OpenBook, edit: AddSheet, spaces: tuple[str, str], relation: str, drawing: str | None
) -> tuple[bytes, int]:
    writer = CellWriter(b"", book.date1904)
    styles = _Styles(book, edit)
    look = edit.look
    rows = [_row(book, writer, styles, edit, 1, edit.headings)]
    rows += [_row(book, writer, styles, edit, number, row) for number, row in enumerate(edit.rows, 2)]
    last = range_text(1, 1, max(len(edit.rows), 1) + 1, len(edit.headings))
    head = (
        f'<worksheet xmlns="{spaces[0]}" xmlns:r="{spaces[1]}"><sheetPr>{entry_look.tab(look)}'
        f'<pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="{last}"/>'
        f"<sheetViews>{entry_look.view(look) or _VIEW}</sheetViews>{_ROWS[look is None and any(edit.wraps)]}"
        f"<cols>{_columns(edit, styles.columns)}</cols><sheetData>"
    )
    drawn = f'<drawing r:id="{drawing}"/>' if drawing else ""
    tail = (
        f"</sheetData>{entry_look.signals(look, book.styles, len(edit.rows) + 1)}"
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        f'<pageSetup orientation="landscape" fitToHeight="0"/>{drawn}<tableParts count="1">'
        f'<tablePart r:id="{relation}"/></tableParts></worksheet>'
    )
    cells = sum(value is not None for row in edit.rows for value in row) + len(edit.headings)
    return DECLARATION + head.encode() + b"".join(rows) + tail.encode(), cells


def _row(
    book: OpenBook,
    writer: CellWriter,
    styles: _Styles,
    edit: AddSheet,
    number: int,
    values: Sequence[EditValue],
) -> bytes:
    cells = []
    for column, value in enumerate(values, 1):
        if value is None or value == "":
            if edit.look:  # the rows to be filled in are seen
                blank = (column_letters(column).encode(), number, styles.columns[column - 1])
                cells.append(b'<c r="%b%d" s="%d"/>' % blank)
            continue
        at = CellRef(edit.name, number, column)
        encoded = encoded_new(book, writer, edit, at, value)
        style = styles.of(number, column - 1, value, encoded.format)
        mark = b' s="%d"' % style if style else b""
        cells.append(b'<c r="%b%d"' % (column_letters(column).encode(), number) + mark + encoded.tail)
    high = b' ht="18" customHeight="1"' if number == 1 and (edit.look or any(edit.wraps)) else b""
    return b'<row r="%d"%b>' % (number, high) + b"".join(cells) + b"</row>"


class _Styles:
    """The styles of the sheet's cells: headings as a Table's, though not every program draws those; rows by column."""

    def __init__(self, book: OpenBook, edit: AddSheet) -> None:
        self._styles, self._edit = book.styles, edit
        self._heading = book.styles.with_look(0, _HEADING)
        self._written = book.styles.with_look(0, entry_look.WRITTEN) if edit.look else 0
        self.columns = [self._of(column, formatted=True) for column in range(len(edit.headings))]
        self._texts = [self._of(column, formatted=False) for column in range(len(edit.headings))]

    def of(self, row: int, column: int, value: EditValue, needed: str | None) -> int:
        """The style of a cell in a column counted from 0; ``needed`` is the format its value calls for."""
        if row == 1:
            look = self._edit.look
            grey = look is not None and column < len(look.written) and look.written[column]
            return self._written if grey else self._heading
        style = self.columns[column]
        if needed is not None:
            return self._styles.suiting(style, needed)
        if isinstance(value.value if isinstance(value, Formula) else value, str | bool):
            style = self._texts[column]
        return self._styles.as_link(style) if isinstance(value, Link) else style

    def _of(self, column: int, *, formatted: bool) -> int:
        """The style of a column's cells, blank ones as well: rows to come take it over."""
        edit = self._edit
        code = edit.formats[column] if formatted and column < len(edit.formats) else None
        wrap = column < len(edit.wraps) and edit.wraps[column]
        line = entry_look.HAIRLINE if edit.look else None
        look = Look(code, wrap=True if wrap else None, line=line)
        return self._styles.with_look(0, look) if code or wrap or line else 0


def _columns(edit: AddSheet, styles: Sequence[int]) -> str:
    return "".join(
        f'<col min="{n}" max="{n}" width="{min(max(width, 0), 255):g}"{_mark(style)}{entry_look.fold(edit.look, n)}'
        ' customWidth="1"/>'
        for n, (width, style) in enumerate(zip(widths_of(edit), styles, strict=True), 1)
    ) + entry_look.after_folds(edit.look, len(edit.headings))


def _mark(style: int) -> str:
    return f' style="{style}"' if style else ""


def _table_xml(book: OpenBook, edit: AddSheet, space: str) -> bytes:
    used = [t.rewrite.root.number("id") for t in book.all_tables()]
    number = max(used, default=0) + 1
    ref = table_range(edit)
    columns = b"".join(
        b'<tableColumn id="%d" name="' % n + heading_attribute(heading) + b'"/>'
        for n, heading in enumerate(edit.headings, 1)
    )
    name = escape_attribute(edit.table or "").decode()
    head = (
        f'<table xmlns="{space}" id="{number}" name="{name}" displayName="{name}" ref="{ref}" '
        f'totalsRowShown="0"><autoFilter ref="{ref}"/><tableColumns count="{len(edit.headings)}">'
    )
    tail = (
        '</tableColumns><tableStyleInfo name="TableStyleMedium2" showFirstColumn="0" showLastColumn="0" '
        'showRowStripes="0" showColumnStripes="0"/></table>'
    )
    return DECLARATION + head.encode() + columns + tail.encode()
