"""From merged tables to edits: cells that say something else now, rows that are new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sheetsales.book.book import Book
from sheetsales.book.ids import gives_ids, new_ids
from sheetsales.book.table import BookTable, own_heading
from sheetsales.cells.edits import AppendRows, Edit, SetCell
from sheetsales.cells.values import CellValue, EditValue
from sheetsales.merging.rows import Cell, Row, Table
from sheetsales.schema.binding import BoundTable


def cell_edits(book: Book, before: Mapping[str, Table], after: Mapping[str, Table]) -> Iterator[Edit]:
    """Every cell that the merge changes, guarded by what stood there; then the new rows of each kind."""
    for key, table in after.items():
        found = book.table(key)
        old = before[key].rows
        for row in table.rows:
            if row.at >= 0 and row is not old[row.at]:
                yield from _cells(found, old[row.at], row)
        new = [row for row in table.rows if row.at < 0]
        if new:
            yield append_rows(found, [{k: cell.value for k, cell in row.cells.items()} for row in new])


def _cells(table: BookTable, was: Row, row: Row) -> Iterator[Edit]:
    for column, cell in row.cells.items():
        old = was.cells.get(column)
        at = table.cell(row.at, column)
        if (
            at is not None
            and (old is None or old is not cell)
            and (old is not None or cell.value is not None)
        ):
            yield SetCell(at, cell.value, expected=None if old is None else old.value)


def append_rows(table: BookTable, rows: list[Mapping[str, CellValue]]) -> AppendRows:
    """Rows by column key appended to the block that holds such records, the last where there are several."""
    bound = table.bound[-1]
    headings = {b.column.key: b.heading for b in bound.columns}
    return AppendRows(bound.target, tuple(_by_heading(bound, headings, row) for row in rows))


def _by_heading(
    bound: BoundTable, headings: Mapping[str, str], row: Mapping[str, CellValue]
) -> dict[str, EditValue]:
    made: dict[str, EditValue] = {}
    own = {u.heading.strip(): u.heading for u in bound.unknown}
    for key, value in row.items():
        heading = headings.get(key) or own.get(own_heading(key))
        if heading and value is not None:
            made[heading] = value
    return made


def with_ids(book: Book, key: str, table: Table, marks: Mapping[int, str]) -> Table:
    """The table with an id for every new row that has none; ``marks`` say by index what ids of its copy carry."""
    record = book.table(key).record
    if not gives_ids(record) or record.id_column not in table.columns:
        return table
    taken = {row.id for row in table.rows if row.id} | {
        str(i) for i in (*book.table(key).past_ids, *book.table(key).get(record.id_column)) if i
    }
    rows = list(table.rows)
    for n, row in enumerate(rows):
        if row.at < 0 and not row.id:
            given = next(new_ids(record, taken, marks.get(n, "")))
            taken.add(given)
            rows[n] = named(row, record.id_column, given)
    return replace(table, rows=tuple(rows))


def named(row: Row, column: str, given: str) -> Row:
    """The row with an id."""
    return replace(
        row,
        id=given,
        cells={column: Cell(given, given), **{k: c for k, c in row.cells.items() if k != column}},
    )
