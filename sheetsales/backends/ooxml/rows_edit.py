"""Rows appended to a Table or range, inserted into it, and all its rows replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.charts import grow_charts, grow_pivots
from sheetsales.backends.ooxml.growth import Growth, regrown
from sheetsales.backends.ooxml.growth_sheet import grow_sheet, grow_sources
from sheetsales.backends.ooxml.guards import Guard
from sheetsales.backends.ooxml.left_out import tell_left_out
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.queries import allow_append, refuse_query
from sheetsales.backends.ooxml.room import make_room, move_up
from sheetsales.backends.ooxml.row_target import BookCells, RowTarget, find_rows
from sheetsales.backends.ooxml.workbook_part import DefinedName
from sheetsales.backends.placing.blocks import Body
from sheetsales.backends.placing.changes import Write
from sheetsales.backends.placing.landing import Landing, RowEdit, carried_from, grown, landing, refuse_merges
from sheetsales.backends.placing.moves import carried
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import AppendRows, InsertRows, ReplaceRows
from sheetsales.cells.values import EditValue, Formula
from sheetsales.errors import EditRefused

_MANY = 16
"""So many new rows are written at once."""
_SOURCES = (b"sparkline", b"dataValidation")
Rows = Sequence[Mapping[str, EditValue]]


def edit_rows(book: OpenBook, edit: RowEdit) -> tuple[int, int]:
    """Write rows where they land; returns (cells written, rows more or less)."""
    target = find_rows(book, edit.table)
    at = landing(edit, target.block, BookCells(book))
    replaces = isinstance(edit, ReplaceRows)
    if not edit.rows and not replaces:
        return 0, 0
    if isinstance(edit, AppendRows):
        allow_append(book, target, len(edit.rows))
    else:
        refuse_query(target)
    refuse_merges(target.block, at, target.sheet.frame.merges())
    if at.more > 0:
        target = make_room(book, target, at.room, at.more)
    cells = _write(book, target, edit.rows, at)
    last = at.last
    if replaces:
        cells += _empty(book, target, at.first + len(edit.rows))
        target, last = _followed_up(book, target, at)
    inserted = isinstance(edit, InsertRows)
    growth = Growth(target.data, target.data.last_row if inserted else last, target.totals)
    _grow(book, target, growth)
    book.carried.append(grown(target.block, replace(at, last=last)))
    if target.table is None:
        book.extents[target.block.head] = last
    return cells, last - at.before


def _followed_up(book: OpenBook, target: RowTarget, at: Landing) -> tuple[RowTarget, int]:
    """The block and its new end once a totals row has followed fewer rows up, where it can."""
    if at.more >= 0 or not target.totals:
        return target, at.last
    up = move_up(book, target, -at.more)
    if up is not None:
        return up, at.last
    book.notices.append(refusals.BLANKS_LEFT.fill(table=target.name, rows=-at.more))
    return find_rows(book, target.asked), at.before


def _write(book: OpenBook, target: RowTarget, rows: Rows, at: Landing) -> int:
    guard, sheet = Guard(book, target.sheet), target.sheet
    styles = [sheet.style(at.model, column) for column in target.block.columns]
    formulas = _formulas(book, target.block, at)
    values = [_values(target.block, row, formulas, number) for number, row in enumerate(rows, at.first)]
    if values:
        book.carried.append(Write(sheet.name, at.first, target.data.first_column, tuple(map(tuple, values))))
    old = min(at.fresh - at.first, len(rows))
    count = 0
    for number, row in enumerate(values[:old], at.first):
        for column, value in zip(target.block.columns, row, strict=True):
            if value is not None or sheet.value(number, column) is not None:
                _put(guard, target, number, column, value, None)
                count += 1
    new, first_new = values[old:], at.first + old
    if not (len(new) >= _MANY and _put_rows(guard, target, first_new, new, styles, at.model)):
        for number, row in enumerate(new, first_new):
            for column, value, style in zip(target.block.columns, row, styles, strict=True):
                _put(guard, target, number, column, value, style)
            sheet.heights[number] = at.model
    return count + sum(value is not None for row in new for value in row)


def _formulas(book: OpenBook, block: Body, at: Landing) -> Mapping[int, tuple[str, int]]:
    """By their places in a row, the formulas of calculated columns and the rows in which they read so."""
    cells = BookCells(book)
    return {
        offset: carried_from(at, block, column, cells)
        for offset, column in enumerate(block.columns)
        if column in block.calculated
    }


def _values(
    block: Body, row: Mapping[str, EditValue], formulas: Mapping[int, tuple[str, int]], number: int
) -> list[EditValue]:
    """What the cells of a row shall hold: what the edit says, and a calculated column's formula where it says nothing."""
    values = [row.get(heading) for heading in block.headings]
    for offset, (text, model) in formulas.items():
        if block.headings[offset] not in row:
            values[offset] = Formula(carried(text, number - model))
    return values


def _put_rows(
    guard: Guard, target: RowTarget, first: int, rows: list[list[EditValue]], styles: list[int], model: int
) -> bool:
    """Write rows that are not there yet all at once; no where that must be done cell by cell."""
    sheet, start, last = target.sheet, target.data.first_column, first + len(rows) - 1
    if not guard.allows_rows(range(first, last + 1)) or sheet.rows_between(first, last):
        return False
    try:
        for number, row in enumerate(rows, first):
            if Formula in map(type, row):
                for column, value in enumerate(row, start):
                    if isinstance(value, Formula):
                        guard.cell(number, column, value)
        sheet.put_rows(first, start, rows, styles, model)
    except EditRefused:
        return False  # cell by cell it is told which of them is refused
    return True


def _put(guard: Guard, target: RowTarget, row: int, column: int, value: EditValue, style: int | None) -> None:
    in_totals = target.table and target.totals and target.table.area and row == target.table.area.last_row
    if not in_totals:
        guard.cell(row, column, value)
    try:
        target.sheet.put(row, column, value, style)
    except EditRefused as refused:
        at = CellRef(target.sheet.name, row, column)
        raise EditRefused(refusals.AT.fill(at=at, why=refused.text)) from refused


def _empty(book: OpenBook, target: RowTarget, first: int) -> int:
    """Clear what stands in rows no longer used, and in the one blank row of an emptied block."""
    guard, data, count = Guard(book, target.sheet), target.data, 0
    if first <= data.last_row:
        blank = ((None,) * len(target.block.columns),) * (data.last_row + 1 - first)
        book.carried.append(Write(target.sheet.name, first, data.first_column, blank))
    for row in target.sheet.rows_between(first, data.last_row):
        for column in range(data.first_column, data.last_column + 1):
            if target.sheet.value(row, column) is not None:
                _put(guard, target, row, column, None, None)
                count += 1
    return count


def _grow(book: OpenBook, target: RowTarget, growth: Growth) -> None:
    """Tell every part that refers to the block where it ends now and what it holds."""
    if growth.is_change:
        if target.table:
            target.table.end_data_at(growth.new_last)
        grow_sheet(target.sheet.frame, growth, target.table is not None)
        book.workbook.change_names(lambda name: _regrown_name(name, growth))
        for entry in book.workbook.worksheets:
            if entry.name != target.sheet.name and _may_draw_on(book, entry.part, growth):
                grow_sources(book.sheet(entry.name).frame, growth)
    if growth.new_last > growth.old_last:
        tell_left_out(book, target.name, growth)
    grow_charts(book.package, growth, target.sheet.plain_value, book.date1904)
    grow_pivots(book.package, book.workbook.part, growth, target.table.name if target.table else None)


def _may_draw_on(book: OpenBook, part: str, growth: Growth) -> bool:
    """Whether another sheet can have drop-downs or sparklines over the block; most need not be opened to tell."""
    return book.package.may_name(part, growth.data.sheet) and book.package.mentions(part, _SOURCES)


def _regrown_name(name: DefinedName, growth: Growth) -> str:
    return regrown(name.text, growth, None, may_be_wider=name.name == "_xlnm.Print_Area")
