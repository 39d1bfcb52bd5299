"""The edits of an import: new rows, changed cells, the ids of the source beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import AddColumns, AppendRows, Edit, SetCell
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import EditValue, Formula
from sheetsales.imports.crm.outcome import Change, New
from sheetsales.imports.crm.side import Side
from sheetsales.schema.binding import EXTERNAL, BoundTable
from sheetsales.schema.column import Kind
from sheetsales.texts import Lang

_TEXT = "@"


def side_edits(
    workbook: Workbook,
    side: Side,
    new: Iterable[tuple[New, Mapping[str, EditValue]]],
    changes: Sequence[Change],
    externals: Sequence[tuple[int, str]],
    lang: Lang,
    *,
    has_ids: bool,
) -> Iterator[Edit]:
    """Everything that is written on the sheet of one kind of record; ``has_ids``: there are ids of the source to keep."""
    bound = side.table.bound[-1]
    heading = _heading(bound)
    if has_ids and not heading and side.can_hold_ids and bound.table:
        heading = EXTERNAL.in_(lang)
        yield AddColumns(bound.table, (heading,), (_TEXT,))
    for row, key in externals if heading else ():
        at = _external_cell(workbook, side, row)
        if at is not None:
            yield SetCell(at, key)
    for change in changes:
        factor = _factor(side.table.bound[side.table.sources[change.row]], change.column)
        yield SetCell(change.at, _scaled(change.new, factor), change.old)
    rows = tuple(_rows(bound, new, heading, _label_formula(workbook, bound)))
    if rows:
        yield AppendRows(bound.target, rows)


def _heading(bound: BoundTable) -> str:
    """The heading over the ids as it stands in the file."""
    named = {EXTERNAL.zh, EXTERNAL.en}
    return next((u.heading for u in bound.unknown if u.heading.strip() in named), "")


def _external_cell(workbook: Workbook, side: Side, row: int) -> CellRef | None:
    """Where the id of a row goes: under its heading, or right of the Table where the column comes with this import."""
    if side.external:
        return side.table.cell(row, side.external)
    bound = side.table.bound[side.table.sources[row]]
    grid = workbook.grid(bound.sheet)
    table = next((t for t in grid.tables if t.name == bound.table), None) if grid else None
    if table is None or bound is not side.table.bound[-1]:
        return None
    return CellRef(bound.sheet, side.table.rows[row], table.area.last_column + 1)


def _label_formula(workbook: Workbook, bound: BoundTable) -> str:
    """The formula of the column that drop-downs offer customers by; "" where there is none."""
    grid = workbook.grid(bound.sheet)
    table = next((t for t in grid.tables if t.name == bound.table), None) if grid else None
    label = bound.by_key.get("label")
    if table is None or label is None:
        return ""
    at = label.sheet_column - table.area.first_column
    return table.formulas[at].removeprefix("=") if at < len(table.formulas) else ""


def _rows(
    bound: BoundTable, new: Iterable[tuple[New, Mapping[str, EditValue]]], heading: str, label: str
) -> Iterator[Mapping[str, EditValue]]:
    headings = {key: column.heading for key, column in bound.by_key.items()}
    factors = {key: _factor(bound, key) for key in headings}
    scaled = {key: factor for key, factor in factors.items() if factor != 1}
    for one, values in new:
        row = {headings[key]: value for key, value in values.items() if key in headings}
        for key, factor in scaled.items():
            if key in values:
                row[headings[key]] = _scaled(values[key], factor)
        if label and one.ours:
            row[headings["label"]] = Formula(label, f"{one.ours} {one.name}")
        if heading and one.external:
            row[heading] = one.external
        yield row


def _factor(bound: BoundTable, key: str) -> Decimal:
    column = bound.by_key.get(key)
    is_number = column is not None and column.column.kind in (Kind.MONEY, Kind.NUMBER, Kind.INTEGER)
    return column.factor if column is not None and is_number else Decimal(1)


def _scaled(value: EditValue, factor: Decimal) -> EditValue:
    """In the unit of the column."""
    if factor == 1 or not isinstance(value, int | float | Decimal) or isinstance(value, bool):
        return value
    return Decimal(str(value)) / factor
