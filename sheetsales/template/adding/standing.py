"""How a workbook stands to each sheet of ours: it has it, keeps its own, could have it, or must not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from sheetsales.dataclass import dataclass
from sheetsales.schema.bind import own_record
from sheetsales.schema.binding import Binding, BoundTable
from sheetsales.schema.column import Column
from sheetsales.schema.modules import modules_of
from sheetsales.schema.record import Record
from sheetsales.schema.workbook import RECORDS

State = Literal["there", "theirs", "like", "absent", "apart"]
"""A sheet of ours; one of the team's own that is read as such; one that looks like it and is not read; none; one that
belongs in the manager's own workbook."""


@dataclass(frozen=True)
class Standing:
    """One record in one workbook: on which ``sheet``, and the columns ours have that its Table has not."""

    record: Record
    state: State
    sheet: str = ""
    lacking: tuple[Column, ...] = ()


def standings(
    records: Iterable[Record], binding: Binding, alike: Mapping[str, str], widening: Sequence[str] = ()
) -> tuple[Standing, ...]:
    """The standing of each record; ``alike`` names sheets that look like a record nobody bound, ``widening`` the modules
    whose columns are looked for beside those of the modules that are there."""
    modules = {*modules_of(t.record for t in binding.tables), *widening}
    return tuple(_standing(record, binding, alike, modules) for record in records)


def _standing(record: Record, binding: Binding, alike: Mapping[str, str], modules: Iterable[str]) -> Standing:
    bound = binding.of(record.key)
    ours = next((table for table in bound if is_ours(table)), None)
    if ours is not None:
        return Standing(record, "there", ours.sheet, lacking(ours, binding, modules))
    if bound:
        return Standing(record, "theirs", bound[0].sheet)
    if record.home == "people":
        return Standing(record, "apart")
    if record.key in alike:
        return Standing(record, "like", alike[record.key])
    return Standing(record, "absent")


def widened(binding: Binding, modules: Iterable[str]) -> Iterator[Standing]:
    """The sheets of ours to which these modules add columns that they lack."""
    modules = tuple(modules)
    for table in filter(is_ours, binding.tables):
        keys = {c.key for c in RECORDS[table.record.key].module_columns}
        more = tuple(c for c in lacking(table, binding, modules) if c.key in keys)
        if more:
            yield Standing(table.record, "there", table.sheet, more)


def is_ours(table: BoundTable) -> bool:
    """Whether a bound table is a sheet made by us, known by its Table."""
    own = own_record(table.table) if table.table else None
    return own is not None and own.key == table.record.key


def lacking(table: BoundTable, binding: Binding, modules: Iterable[str]) -> tuple[Column, ...]:
    """The columns a sheet of ours would have today with these modules, and this one has not; nobody adds to what a check
    writes."""
    record = RECORDS[table.record.key]
    if record.written:
        return ()
    return tuple(c for c in record.columns_for(binding.language, modules) if c.key not in table.by_key)
