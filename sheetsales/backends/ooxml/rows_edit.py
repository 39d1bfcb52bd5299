"""Rows appended to a Table or range, and all its rows replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.charts import grow_charts, grow_pivots
from sheetsales.backends.ooxml.formula_text import moved
from sheetsales.backends.ooxml.growth import Growth, regrown
from sheetsales.backends.ooxml.growth_sheet import grow_sheet, grow_sources
from sheetsales.backends.ooxml.guards import Guard
from sheetsales.backends.ooxml.left_out import tell_left_out
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.row_target import RowTarget, find_rows
from sheetsales.backends.ooxml.sheet import overlap
from sheetsales.backends.ooxml.totals import refuse_references, totals_at
from sheetsales.backends.ooxml.workbook_part import DefinedName
from sheetsales.cells.address import MAX_ROW, Area, CellRef
from sheetsales.cells.edits import AppendRows, ReplaceRows
from sheetsales.cells.values import EditValue, Formula
from sheetsales.errors import EditRefused

_SOURCES = (b"sparkline", b"dataValidation")
Rows = Sequence[Mapping[str, EditValue]]


def append_rows(book: OpenBook, edit: AppendRows) -> tuple[int, int]:
    """Write rows below the last one that holds something; returns (cells written, rows added to the block)."""
    target = find_rows(book, edit.table)
    target.columns_of(edit.rows)
    if not edit.rows:
        return 0, 0
    first = target.last_used() + 1
    new_last = max(target.data.last_row, first + len(edit.rows) - 1)
    growth = Growth(target.data, new_last, target.totals)
    _refuse_harm(book, target, growth, first)
    _move_totals(book, target, growth)
    cells = _write(book, target, edit.rows, first)
    _grow(book, target, growth)
    return cells, growth.new_last - growth.old_last


def replace_rows(book: OpenBook, edit: ReplaceRows) -> tuple[int, int]:
    """Write the rows from the first on and empty those left over; returns (cells written, rows more or less)."""
    target = find_rows(book, edit.table)
    target.columns_of(edit.rows)
    growth = Growth(target.data, target.data.first_row + max(len(edit.rows), 1) - 1, target.totals)
    _refuse_harm(book, target, growth, target.data.first_row)
    _move_totals(book, target, growth)
    cells = _write(book, target, edit.rows, target.data.first_row)
    first_free = target.data.first_row + len(edit.rows)
    cells += _empty(book, target, first_free, growth)
    _grow(book, target, growth)
    return cells, growth.new_last - growth.old_last


def _refuse_harm(book: OpenBook, target: RowTarget, growth: Growth, first: int) -> None:
    """Raises ``EditRefused`` where new rows would run over something."""
    data, sheet = target.data, target.sheet
    if growth.new_last + growth.totals > MAX_ROW:
        raise EditRefused(refusals.SHEET_FULL.fill(table=target.name, sheet=sheet.name))
    whole = Area(
        data.sheet, first, data.first_column, max(growth.new_last, growth.old_last), data.last_column
    )
    merged = sheet.merges_in(whole)
    if merged:
        raise EditRefused(refusals.ROWS_MERGED.fill(table=target.name, area=f"{sheet.name}!{merged.a1}"))
    if growth.new_last <= growth.old_last:
        return
    below = Area(
        data.sheet,
        growth.old_last + growth.totals + 1,
        data.first_column,
        growth.new_last + growth.totals,
        data.last_column,
    )
    for other in book.tables(sheet.name):
        if other is not target.table and other.area and overlap(other.area, below):
            raise EditRefused(
                refusals.OVER_TABLE.fill(table=target.name, other=other.name, area=other.area.a1)
            )
    for pivot in book.pivots(sheet.name):
        if overlap(pivot, below):
            raise EditRefused(refusals.OVER_PIVOT.fill(table=target.name, area=pivot.a1))
    used = sheet.first_used(below)
    if used:
        at = CellRef(sheet.name, *used)
        raise EditRefused(
            refusals.OVER_CELL.fill(table=target.name, at=at, rows=growth.new_last - growth.old_last)
        )
    merged = sheet.merges_in(below)
    if merged:
        raise EditRefused(refusals.ROWS_MERGED.fill(table=target.name, area=f"{sheet.name}!{merged.a1}"))


def _write(book: OpenBook, target: RowTarget, rows: Rows, first: int) -> int:
    guard, sheet, data = Guard(book, target.sheet), target.sheet, target.data
    model = data.last_row
    columns = range(data.first_column, data.last_column + 1)
    styles = [sheet.style(model, column) for column in columns]
    formulas = [_model_formula(target, offset, model) for offset in range(len(target.headings))]
    count = 0
    for number, row in enumerate(rows, first):
        is_new = number > data.last_row
        for offset, column in enumerate(columns):
            heading, value = target.headings[offset], None
            if heading in row:
                value = row[heading]
            elif (formula := formulas[offset]) is not None:
                value = Formula(moved(formula[0], number - formula[1], 0))
            if value is None and not is_new and sheet.value(number, column) is None:
                continue
            _put(guard, target, number, column, value, styles[offset] if is_new else None)
            count += value is not None or not is_new
        if is_new:
            sheet.heights[number] = model
    return count


def _put(guard: Guard, target: RowTarget, row: int, column: int, value: EditValue, style: int | None) -> None:
    in_totals = target.table and target.totals and target.table.area and row == target.table.area.last_row
    if not in_totals:
        guard.cell(row, column, value)
    try:
        target.sheet.put(row, column, value, style)
    except EditRefused as refused:
        at = CellRef(target.sheet.name, row, column)
        raise EditRefused(refusals.AT.fill(at=at, why=refused.text)) from refused


def _model_formula(target: RowTarget, offset: int, model: int) -> tuple[str, int] | None:
    """A calculated column's formula and the row in which it reads so."""
    formula = target.formula(offset)
    if formula is None:
        return None
    column = target.data.first_column + offset
    for row in (model, target.data.first_row):
        value = target.sheet.value(row, column)
        if isinstance(value, Formula) and value.text:
            return value.text, row
    return formula, target.data.first_row


def _empty(book: OpenBook, target: RowTarget, first: int, growth: Growth) -> int:
    """Clear what stands in rows no longer used, and in the one blank row of an emptied block."""
    guard, data, count = Guard(book, target.sheet), target.data, 0
    for row in target.sheet.rows_between(first, data.last_row):
        if target.totals and row == growth.new_last + 1:
            continue
        for column in range(data.first_column, data.last_column + 1):
            if target.sheet.value(row, column) is not None:
                _put(guard, target, row, column, None, None)
                count += 1
    return count


def _move_totals(book: OpenBook, target: RowTarget, growth: Growth) -> None:
    """Let the totals row follow the last data row; its formulas over the data rows follow too."""
    if not growth.totals or not growth.is_change:
        return
    sheet, data, old = target.sheet, target.data, growth.old_last + 1
    refuse_references(book, target, Area(data.sheet, old, data.first_column, old, data.last_column))
    moving = totals_at(sheet, data, old)
    for column, _, style in moving:
        look = sheet.style(growth.old_last, column) if growth.new_last > growth.old_last else style
        sheet.put(old, column, None, look)
    for column, value, style in moving:
        if isinstance(value, Formula):
            value = Formula(regrown(value.text, growth, sheet.name), value.value)
        sheet.put(growth.new_last + 1, column, value, style)


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
