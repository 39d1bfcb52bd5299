"""References by number: of two headings for one customer, the number counts where the customers' sheet has it; a number
alone counts where its heading says whose it is.

A name may belong to two customers, or be typed in two ways; a number says which one is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final

from sheetsales.adopt.answers import ColumnAnswer
from sheetsales.adopt.proposal import ProposedTable
from sheetsales.cells.grid import Workbook
from sheetsales.schema.assignment import Assignment, OpenHeading
from sheetsales.schema.binding import BoundColumn, BoundTable
from sheetsales.schema.column import Column, Kind
from sheetsales.schema.evidence import CONFIRMS
from sheetsales.schema.record import Record
from sheetsales.schema.samples import Sample
from sheetsales.schema.words import words_of
from sheetsales.schema.workbook import RECORDS

_NUMBERED_BY: Final[Mapping[str, frozenset[str]]] = {
    "customers": frozenset({"CUST", "COMPANY", "LEAD"}),
    "team": frozenset({"REP", "OWNER", "EMPL", "SALES"}),
    "pipeline": frozenset({"DEAL"}),
    "contracts": frozenset({"CONTRACT"}),
}
"""The words that say of a number whose it is, by the record referred to."""
_BEFORE_A_DEAL: Final = frozenset({"LEAD"})
"""A deal names the lead that it came from beside its customer."""
_PLAIN: Final = frozenset({"customer", "owner", "rep", "assignee", "opportunity", "contract"})
_NOT_BOUND: Final = frozenset({"unknown", "unsure", "reference", "values"})
_AT_ANOTHER_TIME: Final = frozenset(
    {"LAST", "PRIOR", "FIRST", "OLD", "PARENT", "MANAGER", "CREATE", "MODIFY"}
)

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

    swapped = (_by_number(table, ids_of, answered(table.sheet)) for table in tables)
    return tuple(_referred(table, ids_of, answered(table.sheet)) for table in swapped)


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


def _referred(table: ProposedTable, ids_of: Ids, answered: Mapping[str, ColumnAnswer]) -> ProposedTable:
    """The table with what it refers to by numbers alone: a heading that says whose number it is, above numbers that all
    stand on the sheet of those."""
    taken = {bound.column.key for bound in table.assigned.bound}
    bound, left = list(table.assigned.bound), []
    for heading in table.assigned.open:
        column = None if heading.field.text in answered else _refers_to(table.record, heading, taken, ids_of)
        if column is None:
            left.append(heading)
        else:
            taken.add(column.key)
            bound.append(BoundColumn(column, heading.field.sheet_column, heading.field.text))
    in_order = tuple(sorted(bound, key=lambda b: b.sheet_column))
    return replace(table, assigned=replace(table.assigned, bound=in_order, open=tuple(left)))


def _refers_to(record: Record, heading: OpenHeading, taken: Collection[str], ids_of: Ids) -> Column | None:
    known = words_of(heading.field.text).known
    if heading.why not in _NOT_BOUND or "NO" not in known or known & _AT_ANOTHER_TIME:
        return None
    for column in record.columns:
        said = _NUMBERED_BY.get(column.ref, frozenset()) - (
            _BEFORE_A_DEAL if record.key == "pipeline" else set()
        )
        if column.key not in taken and known & said:
            ids = ids_of(column.ref)
            if column.key in _PLAIN and _names_ids(heading.field.sample, ids):
                return column
    return None


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
