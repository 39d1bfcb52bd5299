"""Which sheet holds which record, and which sheet column holds which of its columns: plain data.

``bind`` (in ``schema.bind``) works it out from titles, Tables and headings, or takes what ``adopt`` stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from functools import cached_property

from sheetsales.cells.address import Area
from sheetsales.dataclass import dataclass
from sheetsales.schema.column import Column
from sheetsales.schema.record import Record
from sheetsales.texts import Lang, Text

EXTERNAL = Text("外部编号", "External id")
"""The heading over the ids that records have in another system: ours, and beside all records alike."""
LEFT_ALONE = "-"
"""What stands for the code of a label that is none: the team said that it means nothing we know."""


@dataclass(frozen=True, slots=True)
class BoundColumn:
    """One schema column and the sheet column (from 1) it was found in, under ``heading`` exactly as in the file.

    ``factor`` turns the cell's number into the column's unit (万元 → 10,000). ``split_by_stage`` marks a heading
    such as ``Close Date`` that serves expected_close for open deals and closed_on for the others.
    """

    column: Column
    sheet_column: int
    heading: str
    factor: Decimal = Decimal(1)
    split_by_stage: bool = False


@dataclass(frozen=True, slots=True)
class UnknownHeading:
    """A heading that is none of ours: kept, never touched, reported once as information. ``left`` says that the team
    answered so."""

    heading: str
    sheet_column: int
    left: bool = False


@dataclass(frozen=True)
class BoundTable:
    """One block of one sheet that holds records of one kind.

    ``heading_row`` and the inclusive ``first_row``–``last_row`` are sheet rows; ``last_row`` < ``first_row`` where
    there is no data. ``table`` is the Excel Table's name, None for a plain range. ``constants`` are values that no
    column holds but the sheet implies, such as the month in a sheet's title. ``beside`` is the table of another record in
    whose rows these stand, an instalment in columns of its contract; None for rows of their own.
    """

    record: Record
    sheet: str
    table: str | None
    heading_row: int
    first_row: int
    last_row: int
    columns: tuple[BoundColumn, ...]
    unknown: tuple[UnknownHeading, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    beside: BoundTable | None = None

    @cached_property
    def own_columns(self) -> tuple[BoundColumn, ...]:
        """The columns that no other record has in the same cells."""
        if self.beside is None:
            return self.columns
        theirs = {c.sheet_column for c in self.beside.columns}
        return tuple(c for c in self.columns if c.sheet_column not in theirs)

    @cached_property
    def by_key(self) -> dict[str, BoundColumn]:
        return {b.column.key: b for b in self.columns}

    @property
    def area(self) -> Area:
        """The block with its heading, one row at least, and the columns nobody knows."""
        at = [c.sheet_column for c in self.columns] + [u.sheet_column for u in self.unknown]
        return Area(self.sheet, self.heading_row, min(at), max(self.last_row, self.heading_row + 1), max(at))

    @property
    def target(self) -> str:
        """What an edit of its rows names: the Table, else the range."""
        return self.table or str(self.area)


@dataclass(frozen=True)
class RefusedSheet:
    """A sheet we recognise and must not read as records: a pivot, an invoice, a purchase order, a copy.

    A copy repeats ``rows`` rows of the sheet ``of``; one "beside" looks like the records that ``of`` holds; one that is
    "deep" nobody can unhide in Excel.
    """

    sheet: str
    kind: str
    of: str = ""
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Gone:
    """What an adoption bound and the workbook does not have any more: a heading of a sheet with the column it was, or the
    whole sheet, where ``heading`` is ""; ``at_row`` is the row of the headings now."""

    sheet: str
    record: Record
    heading: str = ""
    column: Column | None = None
    at_row: int = 1


@dataclass(frozen=True)
class Binding:
    """How one workbook is read. Several tables may hold one record (twelve month sheets).

    ``values`` maps, per ``record.column``, a cell's text to a code (``adopt`` stores it: 赢单 → won), or to
    ``LEFT_ALONE`` where it is to stay unknown.
    ``adopted`` says that it was stored in the workbook, ``preset`` which packaged process stands in for a workbook
    without a Stages sheet. ``gone`` is what was bound once and is not found any more.
    """

    tables: tuple[BoundTable, ...]
    language: Lang
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    refused: tuple[RefusedSheet, ...] = ()
    adopted: bool = False
    preset: str = "b2b"
    gone: tuple[Gone, ...] = ()

    def of(self, record_key: str) -> tuple[BoundTable, ...]:
        return tuple(t for t in self.tables if t.record.key == record_key)
