"""What is wrong with sheets and headings, before any record is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from sheetsales.book.hidden import hidden
from sheetsales.book.ids import gives_ids
from sheetsales.book.load_rules import (
    ACTIVITY_TWICE,
    BARE_SUM,
    CELLS_FAR_OFF,
    COLUMNS_LEFT_OUT,
    COPIED_SHEET,
    DEEP_SHEET,
    DOUBLED_HEADING,
    HEADING_GONE,
    HEADING_RENAMED,
    MERGED_CELLS,
    MISSING_COLUMN,
    MISSING_SHEET,
    PACKAGED_PROCESS,
    REFUSED_SHEET,
    ROW_OUTSIDE,
    SHEET_BESIDE,
    SHEET_GONE,
    TOTALS_ROW,
    UNKNOWN_HEADING,
)
from sheetsales.book.overwritten import overwritten_formulas
from sheetsales.book.parsing.cleaning import clean, fold, is_blank
from sheetsales.book.parsing.column_reader import shown
from sheetsales.book.problems import SheetProblem
from sheetsales.book.rows import TOTAL_WORDS, BoundRows, says_total
from sheetsales.book.unit_looks import unit_notes
from sheetsales.cells.address import CellRef, column_letters
from sheetsales.cells.grid import Grid, TableArea, Workbook
from sheetsales.cells.values import CellValue
from sheetsales.schema.binding import EXTERNAL, Binding, BoundTable, RefusedSheet
from sheetsales.schema.column import Column, Kind
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.lists import listed
from sheetsales.texts import Text, same

CORE = ("pipeline", "customers", "activities", "team", "stages", "settings")
_FEWEST_SHEETS, _TELLTALE = 3, frozenset({"stages", "settings", "lists", "steps"})
_WORK = frozenset({"pipeline", "customers"})
_STANDS_IN = ("stages", "team", "settings")
_HEADINGS_SHOWN = 8
_FEWEST_CELLS = 2
_HELD: Final[Mapping[Kind, tuple[type, ...]]] = {Kind.MONEY: (int, float, Decimal), Kind.DATE: (dt.date,)}
_NEITHER = Text("不知道用哪一列，两列都没有读", "nothing tells which is meant, so neither was read")
_REFUSED = {
    "pivot": Text("透视表", "a pivot table"),
    "invoice": Text("发票", "an invoice"),
    "purchase_order": Text("采购单", "a purchase order"),
    "purchase": Text("采购单", "a purchase order"),
    "forecast": Text("预测表", "a forecast"),
    "code_list": Text("代码表", "a list of codes"),
    "cards": Text("竖着排的表", "laid out downwards"),
}


def from_template(binding: Binding) -> bool:
    """Whether the workbook was made from one of our templates: its Tables carry our names.

    Sheets of ours that were added to a team's own workbook make no template of it: deals or customers are ours there.
    """
    core = (t for t in binding.tables if t.record.module == "core")
    ours = {t.record.key for t in core if t.table == t.record.table}
    telling = not ours.isdisjoint(_TELLTALE) and not ours.isdisjoint(_WORK)
    return not binding.adopted and len(ours) >= _FEWEST_SHEETS and telling


def structure_problems(workbook: Workbook, binding: Binding) -> Iterator[SheetProblem]:
    """Missing and refused sheets, missing, doubled and unknown headings, cells far off."""
    yield from _missing_sheets(binding)
    yield from map(_not_read, binding.refused)
    yield from _gone(binding)
    for bound in binding.tables:
        if bound.record.written:
            continue
        grid = workbook.grid(bound.sheet)
        yield from _missing_columns(bound, binding)
        if grid is not None:
            yield from _doubled_headings(bound, grid)
            if from_template(binding):
                yield from _renamed(bound, binding, grid)
    yield from _unknown_headings(workbook, binding)
    yield from _far_off(workbook, binding)


def _not_read(refused: RefusedSheet) -> SheetProblem:
    rules = {"copy": COPIED_SHEET, "beside": SHEET_BESIDE, "deep": DEEP_SHEET}
    details: dict[str, object] = {"sheet": refused.sheet}
    if refused.of:
        details |= {"of": refused.of, "rows": refused.rows}
    elif refused.kind not in rules:
        details["kind"] = _REFUSED.get(refused.kind, Text("别的表单", "a form of another kind"))
    rule = rules.get(refused.kind, REFUSED_SHEET)
    return SheetProblem(rule, CellRef(refused.sheet, 1, 1), details, key=fold(refused.sheet))


def _gone(binding: Binding) -> Iterator[SheetProblem]:
    """What was adopted and is not found any more."""
    for gone in binding.gone:
        details: dict[str, object] = {"sheet": gone.sheet, "record": gone.record.title}
        if gone.column is None:
            yield SheetProblem(SHEET_GONE, None, details, key=fold(gone.sheet))
            continue
        details |= {"heading": " ".join(gone.heading.split()), "column": gone.column.title}
        at = CellRef(gone.sheet, gone.at_row, 1)
        yield SheetProblem(HEADING_GONE, at, details, gone.record.key, key=fold(gone.sheet + gone.heading))


def _missing_sheets(binding: Binding) -> Iterator[SheetProblem]:
    present = {t.record.key for t in binding.tables}
    if from_template(binding):
        for key in CORE:
            if key not in present:
                details = {"sheet": RECORDS[key].title}
                yield SheetProblem(MISSING_SHEET, None, details, record_key=key, key=key)
        return
    missing = [RECORDS[key].title for key in _STANDS_IN if key not in present]
    if missing and present:
        names = Text("“" + "”“".join(t.zh for t in missing) + "”", _either(t.en for t in missing))
        yield SheetProblem(PACKAGED_PROCESS, None, {"missing": names})


def _missing_columns(bound: BoundTable, binding: Binding) -> Iterator[SheetProblem]:
    """In a workbook of ours each one is an error; in a team's own they are named once a sheet."""
    missing = [c for c in bound.record.required if _is_missing(c, bound, binding)]
    if not missing:
        return
    at = CellRef(bound.sheet, bound.heading_row, min((c.sheet_column for c in bound.columns), default=1))
    if not from_template(binding):
        names = listed(c.title for c in missing)
        details = {"sheet": bound.sheet, "columns": names}
        yield SheetProblem(COLUMNS_LEFT_OUT, at, details, bound.record.key, key=fold(bound.sheet))
        return
    for column in missing:
        words = {"sheet": bound.sheet, "column": column.title}
        yield SheetProblem(MISSING_COLUMN, at, words, bound.record.key, column=column.key)


def _renamed(bound: BoundTable, binding: Binding, grid: Grid) -> Iterator[SheetProblem]:
    """Amounts and days that a sheet of ours had from the start and has no more, while a heading nobody knows stands over
    such cells: each such heading stands for one of them."""
    left = sorted(bound.unknown, key=lambda u: u.sheet_column)
    for column in bound.record.columns:
        kind = _HELD.get(column.kind)
        if kind is None or column.folded or column.required or not _is_missing(column, bound, binding):
            continue
        for one in left:
            if fold(one.heading) and _holds(grid, bound, one.sheet_column, kind):
                at = CellRef(bound.sheet, bound.heading_row, one.sheet_column)
                details = {"sheet": bound.sheet, "heading": clean(one.heading), "column": column.title}
                yield SheetProblem(HEADING_RENAMED, at, details, bound.record.key, column=column.key)
                left.remove(one)
                break


def _holds(grid: Grid, bound: BoundTable, column: int, kind: tuple[type, ...]) -> bool:
    """Whether cells of a column are mostly of a kind, at least two of them."""
    rows = range(bound.first_row, bound.last_row + 1)
    filled = [value for row in rows if not is_blank(value := grid.value(row, column))]
    fitting = sum(isinstance(value, kind) and not isinstance(value, bool) for value in filled)
    return fitting >= max(_FEWEST_CELLS, len(filled) / 2)


def _either(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last


def _is_missing(column: Column, bound: BoundTable, binding: Binding) -> bool:
    if column.key == bound.record.id_column and gives_ids(bound.record):
        return False
    absent = column.key not in bound.by_key and column.key not in bound.constants
    return absent and column.only in ("", binding.language)


def _doubled_headings(bound: BoundTable, grid: Grid) -> Iterator[SheetProblem]:
    """Two headings alike within the table, by what people read, blanks and case aside."""
    used = {c.sheet_column for c in bound.columns}
    columns = sorted(used | {u.sheet_column for u in bound.unknown})
    seen: dict[str, int] = {}
    for column in columns:
        heading = grid.value(bound.heading_row, column)
        if not isinstance(heading, str) or not fold(heading):
            continue
        other = seen.setdefault(fold(heading), column)
        if other != column:
            at, first = (CellRef(bound.sheet, bound.heading_row, c) for c in (column, other))
            details = {
                "column": clean(heading),
                "other": str(first),
                "used": _read_of(at if column in used else first) if used & {column, other} else _NEITHER,
            }
            yield SheetProblem(DOUBLED_HEADING, at, details, bound.record.key, key=fold(heading))


def _read_of(at: CellRef) -> Text:
    return Text(f"本次只读 {at.a1}", f"only {at.a1} was read")


def _unknown_headings(workbook: Workbook, binding: Binding) -> Iterator[SheetProblem]:
    for bound in binding.tables:
        if bound.beside is not None:
            continue
        named = [(clean(u.heading), u.sheet_column) for u in reversed(bound.unknown)]
        known = {text: at for text, at in named if text and text not in (EXTERNAL.zh, EXTERNAL.en)}
        grid = workbook.grid(bound.sheet)
        without = list(_without_heading(bound, grid)) if grid is not None and not bound.record.config else []
        headings = [*map(same, reversed(known)), *map(_nameless, without)]
        if not headings or bound.record.written:
            continue
        names = listed(headings, most=_HEADINGS_SHOWN)
        at = CellRef(bound.sheet, bound.heading_row, min([*known.values(), *without]))
        details = {"sheet": bound.sheet, "count": len(headings), "headings": names}
        yield SheetProblem(UNKNOWN_HEADING, at, details, bound.record.key, key=fold(bound.sheet))


def _without_heading(bound: BoundTable, grid: Grid) -> Iterator[int]:
    """The columns among those read that hold values below no heading at all."""
    used = {c.sheet_column for c in bound.columns} | {u.sheet_column for u in bound.unknown}
    first, last = bound.first_row - grid.first_row, bound.last_row + 1 - grid.first_row
    for column in sorted(set(range(min(used, default=1), max(used, default=0))) - used):
        index = column - grid.first_column
        cells = grid.columns[index][max(first, 0) : last] if 0 <= index < len(grid.columns) else ()
        if sum(not is_blank(value) for value in cells) >= _FEWEST_CELLS and is_blank(
            grid.value(bound.heading_row, column)
        ):
            yield column


def _nameless(column: int) -> Text:
    letters = column_letters(column)
    return Text(f"{letters} 列（没有列名）", f"column {letters}, which has no heading")


def _far_off(workbook: Workbook, binding: Binding) -> Iterator[SheetProblem]:
    bound_sheets = {t.sheet for t in binding.tables}
    for grid in workbook.grids:
        if grid.beyond and grid.name in bound_sheets:
            details = {"count": len(grid.beyond)}
            yield SheetProblem(CELLS_FAR_OFF, grid.beyond[0], details, key=fold(grid.name))


def block_problems(block: BoundRows) -> Iterator[SheetProblem]:
    """Totals rows, merged cells, rows that people typed below the Table, and formulas they typed over."""
    bound, sheet = block.bound, block.bound.sheet
    if bound.record.written:
        return
    for row in block.totals:
        yield _totals_row(block, row)
    for row, other in block.repeated:
        at = CellRef(sheet, row, min(c.sheet_column for c in bound.columns))
        yield SheetProblem(ACTIVITY_TWICE, at, {"other": other}, bound.record.key, key=str(row), group=sheet)
    if block.merged:
        details = {"area": str(block.merged[0]), "count": len(block.merged), "sheet": sheet}
        first = block.merged[0]
        at = CellRef(sheet, first.first_row, first.first_column)
        yield SheetProblem(MERGED_CELLS, at, details, bound.record.key, key=fold(sheet))
    yield from unit_notes(block)
    yield from hidden(block)
    yield from _rows_outside(block)
    yield from overwritten_formulas(block)


def _totals_row(block: BoundRows, row: int) -> SheetProblem:
    bound = block.bound
    for column in sorted(bound.columns, key=lambda c: c.sheet_column):
        value = block.grid.value(row, column.sheet_column)
        if isinstance(value, str) and says_total(clean(value)):
            at = CellRef(bound.sheet, row, column.sheet_column)
            return SheetProblem(
                TOTALS_ROW, at, {}, bound.record.key, column=column.column.key, value=value,
                key=clean(value), group=bound.sheet,
            )  # fmt: skip
    return _bare_sum(block, row)


def _bare_sum(block: BoundRows, row: int) -> SheetProblem:
    """A totals row without a word: only what the rows above add up to."""
    bound = block.bound
    cells = ((c, block.grid.value(row, c.sheet_column)) for c in bound.columns)
    column, value = next((c, v) for c, v in cells if isinstance(v, int | float) and not isinstance(v, bool))
    at = CellRef(bound.sheet, row, column.sheet_column)
    return SheetProblem(
        BARE_SUM, at, {}, bound.record.key, column=column.column.key, value=value, key=str(value), group=bound.sheet
    )  # fmt: skip


def _rows_outside(block: BoundRows) -> Iterator[SheetProblem]:
    bound, grid = block.bound, block.grid
    area = next((t for t in grid.tables if t.name == bound.table), None)
    if area is None or area.area.last_row >= grid.last_row:
        return
    headings = {fold(c.heading) for c in bound.columns}
    for row in range(area.area.last_row + 1, grid.last_row + 1):
        cells = _cells_below(bound, grid, row)
        texts = {fold(value) for _, value in cells if isinstance(value, str)}
        if len(texts & headings) >= _FEWEST_CELLS:
            return
        if (
            len(cells) >= _FEWEST_CELLS
            and not _in_another_table(grid.tables, area, row)
            and not texts & _FOLDED_TOTALS
        ):
            yield _row_outside(block, row, cells)


_FOLDED_TOTALS = frozenset(map(fold, TOTAL_WORDS))


def _cells_below(bound: BoundTable, grid: Grid, row: int) -> list[tuple[str, CellValue]]:
    values = ((c.column.key, grid.value(row, c.sheet_column)) for c in bound.columns if not c.column.written)
    return [(key, value) for key, value in values if not is_blank(value)]


def _in_another_table(tables: tuple[TableArea, ...], mine: TableArea, row: int) -> bool:
    def overlaps(other: TableArea) -> bool:
        return (
            other.area.first_row <= row <= other.area.last_row
            and other.area.first_column <= mine.area.last_column
            and other.area.last_column >= mine.area.first_column
        )

    return any(overlaps(other) for other in tables if other is not mine)


def _row_outside(block: BoundRows, row: int, cells: list[tuple[str, CellValue]]) -> SheetProblem:
    bound = block.bound
    record = bound.record
    by_key = dict(cells)
    named = [by_key[key] for key in (record.id_column, record.name_column) if key in by_key]
    shown_values = named or [value for _, value in cells[:2]]
    text = " ".join(map(shown, shown_values))
    at = CellRef(bound.sheet, row, bound.by_key[cells[0][0]].sheet_column)
    name = shown(by_key[record.id_column]) if record.id_column in by_key else ""
    key = "" if name else " ".join(shown(value) for _, value in cells)
    return SheetProblem(
        ROW_OUTSIDE, at, {"table": same(bound.table or bound.sheet)}, record.key, name, value=text, key=key,
        group=bound.table or bound.sheet,
    )  # fmt: skip
