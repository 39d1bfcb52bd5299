"""What an import makes of each record: new, changed, as it was, in conflict, refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from sheetsales.cells.address import CellRef
from sheetsales.cells.values import CellValue, EditValue
from sheetsales.dataclass import dataclass
from sheetsales.imports.crm.base import Base
from sheetsales.imports.crm.recognise import Export
from sheetsales.imports.crm.resolved import Resolved
from sheetsales.imports.crm.typed import Odd, Records
from sheetsales.schema.workbook import RECORDS


@dataclass(frozen=True, slots=True)
class New:
    """A record the workbook did not have: ``source`` is the row of the export, -1 where only others name it; ``values`` is what
    it writes then."""

    ours: str
    name: str
    source: int
    external: str = ""
    values: Mapping[str, EditValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that says something else now. ``row`` is the record's in its table, ``source`` the cell of the export."""

    record: str
    name: str
    column: str
    heading: str
    at: CellRef
    old: CellValue
    new: EditValue
    source: CellRef
    row: int


@dataclass
class Taken:
    """All that becomes of one export. ``conflicts`` are cells that the team changed as well: they stay as they are.
    ``removed`` are records that somebody deleted from the workbook, ``absent`` those the source does not have any more;
    ``without`` counts records whose customer is not known, ``nobody`` the owners that Team does not know."""

    records: Records
    base: Base
    found: Resolved
    started: Mapping[str, EditValue]
    new: list[New] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Change] = field(default_factory=list)
    externals: list[tuple[int, str]] = field(default_factory=list)
    changed: int = 0
    same: int = 0
    removed: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    without: int = 0
    nobody: dict[str, int] = field(default_factory=dict)

    @property
    def export(self) -> Export:
        return self.records.export

    def values(self, one: New) -> dict[str, EditValue]:
        """The columns that a new record of this export fills."""
        writes = {**self.started}
        writes |= {c: v for c, values in self.found.writes.items() if (v := values[one.source]) is not None}
        id_column = RECORDS[self.export.record].id_column
        return {**writes, id_column: one.ours} if id_column and one.ours else writes

    @property
    def refused(self) -> list[Odd]:
        """The rows that could not be taken, in their order."""
        return [self.records.refused[i] for i in sorted(self.records.refused)]
