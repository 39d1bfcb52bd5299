"""The records of one kind, column by column, each knowing the cell of every field."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import Any

from sheetsales.cells.address import CellRef
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.schema.binding import BoundColumn, BoundTable
from sheetsales.schema.record import Record

CLOSING_DATES = ("expected_close", "closed_on")
"""Where one heading serves both (``Close Date``), open deals have the first and closed deals the second."""

_OWN = "own:"


def own_key(heading: str) -> str:
    """What stands for the key of a column that a team added itself."""
    return _OWN + heading.strip()


def own_heading(key: str) -> str:
    """The heading of a column that a team added itself; "" for a column of ours."""
    return key.removeprefix(_OWN) if key.startswith(_OWN) else ""


@dataclass(frozen=True)
class BookTable:
    """Records as columns. Row ``i`` of every column is one record, in sheet order.

    ``columns[key][i]`` is the typed value: str for text, ids and codes, Decimal for money, float for numbers and
    percentages (0–1), int for integers, ``date``, bool for yes/no, tuple of str for lists; None where the cell is
    blank *or* could not be read (then there is a finding). References hold ids, choices hold codes. ``raw`` holds
    what stands in the cell. A column that is not bound is in neither. ``sources[i]`` is the index of the bound
    table that row ``i`` came from, ``rows[i]`` its sheet row. ``own`` gives, by ``own_key``, the cells of columns the
    team added itself; nothing is read before it is asked for. ``signs`` gives the records whose amount is a number in
    a cell that shows a currency by its number format, and that currency as it stands there. ``noted`` gives, where contacts
    are noted beside the records, those of every record with their days; nothing is read before it is asked for. ``past_ids`` are the last ids given in the
    archives of earlier years: no new record gets one of them.
    """

    record: Record
    bound: tuple[BoundTable, ...]
    rows: Sequence[int]
    sources: Sequence[int]
    columns: Mapping[str, Sequence[Any]]
    raw: Mapping[str, Sequence[CellValue]]
    own: Mapping[str, Callable[[], Sequence[CellValue]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    signs: Mapping[int, str] = field(default_factory=dict)
    noted: Callable[[], Sequence[Sequence[tuple[dt.date | None, str]]]] | None = field(
        default=None, repr=False, compare=False
    )
    past_ids: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def has(self, key: str) -> bool:
        """Whether the workbook has such a column at all, of ours or the team's own."""
        return key in self.columns or key in self.own

    def get(self, key: str) -> Sequence[Any]:
        """The column's values; all None where the workbook has no such column. The team's own are as they stand."""
        found = self.columns.get(key)
        if found is None:
            own = self.own.get(key)
            return own() if own is not None else self._nothing
        return found

    @cached_property
    def _nothing(self) -> Sequence[None]:
        """What stands for a column the workbook does not have: asked for row by row it is made once."""
        return (None,) * len(self.rows)

    def cell(self, i: int, key: str) -> CellRef | None:
        """Where a field stands; None where its column is not in the workbook."""
        bound = self.bound[self.sources[i]]
        if heading := own_heading(key):
            at = place_of_own(self.bound, bound, heading)
            return CellRef(bound.sheet, self.rows[i], at) if at else None
        column = _bound_column(bound, key)
        return CellRef(bound.sheet, self.rows[i], column.sheet_column) if column else None

    def row_cell(self, i: int) -> CellRef:
        """The first cell of a record's row, for findings on the row as a whole."""
        bound = self.bound[self.sources[i]]
        first = min((c.sheet_column for c in bound.own_columns), default=1)
        return CellRef(bound.sheet, self.rows[i], first)

    def heading(self, key: str, i: int = 0) -> str:
        """The heading as it stands in the file, without its mark for required columns; "" where not bound."""
        if own := own_heading(key):
            return own
        bound = self.bound[self.sources[i]] if len(self.rows) else (self.bound[0] if self.bound else None)
        column = _bound_column(bound, key) if bound else None
        return column.heading.rstrip(" *※") if column else ""

    def cells(self, key: str) -> Sequence[CellValue] | None:
        """What stands in the cells of a column, of ours or the team's own; None where there is no such column."""
        read = self.own.get(key)
        return read() if read is not None else self.raw.get(key)

    @cached_property
    def by_id(self) -> dict[str, int]:
        """Record id → row index; the first of two alike counts."""
        index: dict[str, int] = {}
        for i, value in enumerate(self.get(self.record.id_column)):
            if value is not None:
                index.setdefault(value, i)
        return index

    @cached_property
    def namesakes(self) -> frozenset[str]:
        """Names that several records have."""
        pairs = set(zip(self.get(self.record.name_column), self.get(self.record.id_column), strict=True))
        counts = Counter(name for name, key in pairs if name and key is not None)
        return frozenset(name for name, count in counts.items() if count > 1)

    def id(self, i: int) -> str:
        """The record's id, "" where it has none."""
        return self.get(self.record.id_column)[i] or "" if self.record.id_column else ""


def place_of_own(tables: Iterable[BoundTable], bound: BoundTable, heading: str) -> int:
    """The sheet column (from 1) of a heading that is none of ours, 0 where the sheet has none such.

    Of several stretches of rows under one row of headings only the first lists what is unknown.
    """
    beside = (t for t in tables if (t.sheet, t.heading_row) == (bound.sheet, bound.heading_row))
    places = (u.sheet_column for t in (bound, *beside) for u in t.unknown if u.heading.strip() == heading)
    return next(places, 0)


def _bound_column(bound: BoundTable, key: str) -> BoundColumn | None:
    """The column of the sheet that holds a field; one heading may serve both closing dates."""
    found = bound.by_key.get(key)
    if found is None and key in CLOSING_DATES:
        other = bound.by_key.get(CLOSING_DATES[key == CLOSING_DATES[0]])
        return other if other is not None and other.split_by_stage else None
    return found


def empty_table(record: Record) -> BookTable:
    """What stands for a sheet the workbook does not have."""
    return BookTable(record, (), (), (), {}, {})
