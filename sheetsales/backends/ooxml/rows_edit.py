"""Rows appended to a Table or range, inserted into it, and all its rows replaced."""

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
from sheetsales.backends.ooxml.queries import allow_append, refuse_query
from sheetsales.backends.ooxml.room import make_room, move_up
from sheetsales.backends.ooxml.row_target import RowTarget, find_rows
from sheetsales.backends.ooxml.workbook_part import DefinedName
from sheetsales.cells.address import MAX_ROW, Area, CellRef
from sheetsales.cells.edits import AppendRows, InsertRows, ReplaceRows
from sheetsales.cells.values import EditValue, Formula
from sheetsales.errors import EditRefused

_MANY = 16
"""So many new rows are written at once."""
_SOURCES = (b"sparkline", b"dataValidation")
Rows = Sequence[Mapping[str, EditValue]]


def append_rows(book: OpenBook, edit: AppendRows) -> tuple[int, int]:
    """Write rows below the last one that holds something; returns (cells written, rows added to the block)."""
    target = find_rows(book, edit.table)
    target.columns_of(edit.rows)
    if not edit.rows:
        return 0, 0
    allow_append(book, target, len(edit.rows))
    first = target.last_used() + 1
    new_last = max(target.data.last_row, first + len(edit.rows) - 1)
    target = _with_room(book, target, new_last - target.data.last_row, first)
    growth = Growth(target.data, new_last, target.totals)
    cells = _write(book, target, edit.rows, first)
    _grow(book, target, growth)
    return cells, growth.new_last - growth.old_last


def insert_rows(book: OpenBook, edit: InsertRows) -> tuple[int, int]:
    """Write rows above a data row, which moves down with all that follows; returns (cells written, rows added)."""
    target = find_rows(book, edit.table)
    target.columns_of(edit.rows)
    refuse_query(target)
    data, count, first = target.data, len(edit.rows), edit.before_row
    if not data.first_row <= first <= data.last_row:
        text = refusals.NOT_A_DATA_ROW
        raise EditRefused(text.fill(row=first, table=target.name, first=data.first_row, last=data.last_row))
    if not edit.rows:
        return 0, 0
    _refuse_merges(
        target, Area(data.sheet, data.first_row, data.first_column, data.last_row, data.last_column)
    )
    target = make_room(book, target, first, count)
    cells = _write(book, target, edit.rows, first, model=first + count)
    _grow(book, target, Growth(target.data, target.data.last_row, target.totals))
    return cells, count


def replace_rows(book: OpenBook, edit: ReplaceRows) -> tuple[int, int]:
    """Write the rows from the first on and empty those left over; returns (cells written, rows more or less)."""
    target = find_rows(book, edit.table)
    target.columns_of(edit.rows)
    refuse_query(target)
    first, old_last = target.data.first_row, target.data.last_row
    new_last = first + max(len(edit.rows), 1) - 1
    target = _with_room(book, target, new_last - old_last, first)
    cells = _write(book, target, edit.rows, first)
    cells += _empty(book, target, first + len(edit.rows))
    if new_last < old_last and target.totals:
        up = move_up(book, target, old_last - new_last)
        if up is None:
            book.notices.append(refusals.BLANKS_LEFT.fill(table=target.name, rows=old_last - new_last))
            new_last = old_last
        target = up or find_rows(book, target.asked)
    growth = Growth(target.data, new_last, target.totals)
    _grow(book, target, growth)
    return cells, growth.new_last - growth.old_last


def _with_room(book: OpenBook, target: RowTarget, more: int, first: int) -> RowTarget:
    """The block, with room for ``more`` rows; raises ``EditRefused`` where rows would run over something."""
    data = target.data
    last = data.last_row + max(more, 0)
    if last + target.totals > MAX_ROW:
        raise EditRefused(refusals.SHEET_FULL.fill(table=target.name, sheet=target.sheet.name))
    _refuse_merges(target, Area(data.sheet, first, data.first_column, data.last_row, data.last_column))
    return make_room(book, target, data.last_row + 1, more) if more > 0 else target


def _refuse_merges(target: RowTarget, rows: Area) -> None:
    merged = target.sheet.merges_in(rows) if rows.first_row <= rows.last_row else None
    if merged:
        area = f"{target.sheet.name}!{merged.a1}"
        raise EditRefused(refusals.ROWS_MERGED.fill(table=target.name, area=area))


def _write(book: OpenBook, target: RowTarget, rows: Rows, first: int, model: int | None = None) -> int:
    """``model`` is the row that new ones look like; with it, all of them are new."""
    guard, sheet, data = Guard(book, target.sheet), target.sheet, target.data
    all_new, model = model is not None, model or data.last_row
    columns = range(data.first_column, data.last_column + 1)
    styles = [sheet.style(model, column) for column in columns]
    formulas = [_model_formula(target, offset, model) for offset in range(len(target.headings))]
    values = [_values(target.headings, row, formulas, number) for number, row in enumerate(rows, first)]
    old = 0 if all_new else min(max(data.last_row + 1 - first, 0), len(rows))
    count = 0
    for number, row in enumerate(values[:old], first):
        for column, value in zip(columns, row, strict=True):
            if value is not None or sheet.value(number, column) is not None:
                _put(guard, target, number, column, value, None)
                count += 1
    new, first_new = values[old:], first + old
    if not (len(new) >= _MANY and _put_rows(guard, target, first_new, new, styles, model)):
        for number, row in enumerate(new, first_new):
            for column, value, style in zip(columns, row, styles, strict=True):
                _put(guard, target, number, column, value, style)
            sheet.heights[number] = model
    return count + sum(value is not None for row in new for value in row)


def _values(
    headings: Sequence[str],
    row: Mapping[str, EditValue],
    formulas: Sequence[tuple[str, int] | None],
    number: int,
) -> list[EditValue]:
    """What the cells of a row shall hold: what the edit says, and a calculated column's formula where it says nothing."""
    values = [row.get(heading) for heading in headings]
    for offset, formula in enumerate(formulas):
        if formula is not None and headings[offset] not in row:
            values[offset] = Formula(moved(formula[0], number - formula[1], 0))
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


def _empty(book: OpenBook, target: RowTarget, first: int) -> int:
    """Clear what stands in rows no longer used, and in the one blank row of an emptied block."""
    guard, data, count = Guard(book, target.sheet), target.data, 0
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
