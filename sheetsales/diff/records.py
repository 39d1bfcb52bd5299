"""Records that came, went or changed. They are known by id, so sorting and moving rows changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sheetsales.cells.address import CellRef
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.diff.changes import FieldChange, RecordChange
from sheetsales.diff.rows import shown
from sheetsales.diff.values import alike
from sheetsales.schema.binding import Binding, BoundTable
from sheetsales.schema.record import Record

Known = tuple[str, str]
"""What a record is known by: its id (or its content, where it has none), and a count among its like."""


@dataclass(frozen=True)
class Row:
    """One record's row: the values by schema key, and the sheet columns they stand in."""

    table: BoundTable
    number: int
    values: Mapping[str, CellValue]

    def cell(self, key: str) -> CellRef:
        return CellRef(self.table.sheet, self.number, self.table.by_key[key].sheet_column)


def record_changes(
    record: Record, before: tuple[Workbook, Binding], after: tuple[Workbook, Binding]
) -> Iterator[RecordChange]:
    """The changes of one kind of record, in the newer workbook's order, removed ones last."""
    old, new = _by_known(record, *before), _by_known(record, *after)
    for known, row in new.items():
        if known not in old:
            yield _whole(record, "added", known, row)
        elif fields := tuple(_field_changes(old[known], row)):
            yield _change(record, "changed", known, row, fields)
    for known, row in old.items():
        if known not in new:
            yield _whole(record, "removed", known, row)


def _by_known(record: Record, workbook: Workbook, binding: Binding) -> dict[Known, Row]:
    counts: dict[str, int] = defaultdict(int)
    rows: dict[Known, Row] = {}
    for table in binding.of(record.key):
        grid = workbook.grid(table.sheet)
        for row in _rows(table, grid) if grid else ():
            name = _name(record, row)
            counts[name] += 1
            rows[name, str(counts[name])] = row
    return rows


def _rows(table: BoundTable, grid: Grid) -> Iterator[Row]:
    for number in range(table.first_row, table.last_row + 1):
        values = {b.column.key: grid.value(number, b.sheet_column) for b in table.columns}
        if any(value is not None for value in values.values()):
            yield Row(table, number, values)


def _name(record: Record, row: Row) -> str:
    """The id; without one the fields that do not change from day to day, so that an edit is no new record."""
    known = shown(row.values.get(record.id_column)) if record.id_column else ""
    return known or " · ".join(
        shown(v) for k, v in row.values.items() if v is not None and not record.by_key[k].written
    )


def _field_changes(old: Row, new: Row) -> Iterator[FieldChange]:
    for key in dict.fromkeys([*new.values, *old.values]):
        was, now = old.values.get(key), new.values.get(key)
        if not alike(was, now):
            row = new if key in new.values else old
            yield FieldChange(row.cell(key), was, now, key, row.table.by_key[key].heading)


def _whole(record: Record, fate: str, known: Known, row: Row) -> RecordChange:
    fields = []
    for key, value in row.values.items():
        if value is not None:
            was, now = (None, value) if fate == "added" else (value, None)
            fields.append(FieldChange(row.cell(key), was, now, key, row.table.by_key[key].heading))
    return _change(record, fate, known, row, tuple(fields))


def _change(
    record: Record, fate: str, known: Known, row: Row, fields: tuple[FieldChange, ...]
) -> RecordChange:
    name = shown(row.values.get(record.name_column)) if record.name_column else ""
    first = min((b.sheet_column for b in row.table.columns), default=1)
    at = CellRef(row.table.sheet, row.number, first)
    return RecordChange(fate, record.key, known[0], name, at, fields)  # type: ignore[arg-type]  # a Fate by its callers
