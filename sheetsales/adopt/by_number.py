"""References by number: of two headings for one customer, the number counts where the customers' sheet has it.

A name may belong to two customers, or be typed in two ways; a number says which one is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from sheetsales.adopt.answers import ColumnAnswer
from sheetsales.adopt.proposal import ProposedTable
from sheetsales.cells.grid import Workbook
from sheetsales.schema.assignment import Assignment, OpenHeading
from sheetsales.schema.binding import BoundColumn, BoundTable
from sheetsales.schema.column import Kind
from sheetsales.schema.evidence import CONFIRMS
from sheetsales.schema.samples import Sample
from sheetsales.schema.workbook import RECORDS

Ids = Callable[[str], frozenset[str]]


def with_numbers(
    tables: Iterable[ProposedTable],
    bound: Iterable[BoundTable],
    workbook: Workbook,
    answered: Callable[[str], Mapping[str, ColumnAnswer]],
) -> tuple[ProposedTable, ...]:
    """The tables with their references bound by number; ``answered`` gives what the user said of a sheet's headings."""
    tables, known = tuple(tables), tuple(bound)

    def ids_of(record: str) -> frozenset[str]:
        return frozenset(
            text for table in known if table.record.key == record for text in _ids(table, workbook)
        )

    return tuple(_by_number(table, ids_of, answered(table.sheet)) for table in tables)


def _by_number(table: ProposedTable, ids_of: Ids, answered: Mapping[str, ColumnAnswer]) -> ProposedTable:
    for name in table.assigned.bound:
        column = name.column
        if column.kind is not Kind.REF or column.ref not in RECORDS or name.heading in answered:
            continue
        rivals = [o for o in table.assigned.open if o.why == "taken" and column.key in o.columns]
        for rival in rivals:
            if _names_ids(rival.field.sample, ids := ids_of(column.ref)) and not _names_ids(
                table.block.sample(name.sheet_column), ids
            ):
                return replace(table, assigned=_swapped(table, name, rival))
    return table


def _names_ids(sample: Sample, ids: frozenset[str]) -> bool:
    return bool(sample.values) and sample.share(v for v in sample.values if _text(v) in ids) >= CONFIRMS


def _swapped(table: ProposedTable, name: BoundColumn, number: OpenHeading) -> Assignment:
    taken = replace(name, sheet_column=number.field.sheet_column, heading=number.field.text)
    field = next(f for f in table.block.fields if f.sheet_column == name.sheet_column)
    left = OpenHeading(field, "taken", (name.column.key,))
    bound = [b for b in table.assigned.bound if b is not name]
    still_open = [o for o in table.assigned.open if o is not number]
    return Assignment(
        tuple(sorted((*bound, taken), key=lambda b: b.sheet_column)),
        tuple(sorted((*still_open, left), key=lambda o: o.field.sheet_column)),
        table.assigned.unsure,
    )


def _ids(table: BoundTable, workbook: Workbook) -> Iterable[str]:
    """The ids that stand in a table, as texts."""
    column, grid = table.by_key.get(table.record.id_column), workbook.grid(table.sheet)
    if column is None or grid is None or not 0 <= column.sheet_column - grid.first_column < len(grid.columns):
        return ()
    cells = grid.columns[column.sheet_column - grid.first_column]
    rows = cells[max(table.first_row - grid.first_row, 0) : max(table.last_row + 1 - grid.first_row, 0)]
    return (_text(value) for value in rows if value is not None)


def _text(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
