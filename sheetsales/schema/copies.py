"""Sheets that hold the rows of another sheet once more: copies, monthly snapshots, extracts. They are never added up.

Rows are alike where they share an id and two more facts, or three facts where there are no ids. A mere row number is
no id.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final

from sheetsales.cells.grid import Grid
from sheetsales.cells.values import CellError
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex
from sheetsales.schema.binding import BoundTable
from sheetsales.schema.column import Kind
from sheetsales.schema.record import Record
from sheetsales.schema.samples import take

_SHARE: Final = 0.3
"""From this share of the smaller sheet's rows on the two are copies."""
_WHOLE: Final = 0.9
_FACTS: Final = 2
_FACTS_WITHOUT_ID: Final = 3
_FEWEST_ROWS: Final = 5
_EXTRACT_ROWS: Final = 20
_EXTRACT: Final = ("customer", "owner", "stage", "product")
_CHANGES: Final = frozenset({"stage", "outcome", "probability", "status", "notes", "next_step", "next_step_on", "stage_since", "last_contact", "weighted", "forecast_category", "paid", "unpaid", "check", "last_purchase", "purchases", "bought", "purchase_gap", "next_purchase", "preference", "rfm", "suggested_grade"})  # fmt: skip
"""Columns that one and the same record has otherwise a month later."""
_NEVER: Final = frozenset({"targets", "team", "products"})
"""Lists that may well repeat themselves: each sheet is a year's, or a price's."""
_DATED: Final = frozenset({"orders", "receipts", "activities", "costs", "returns", "service"})
"""Records of what happened on a day: without the day, two rows alike are two events."""
_COPY_NAME: Final = regex(r"copy|backup|\bbak\b|\bold\b|副本|备份|复件|旧|历史|\(\d+\)\s*\Z", re.IGNORECASE)
_MONTH_WORDS: Final = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # fmt: skip
_MONTH: Final = regex(
    r"(?<!\d)(?P<number>\d{1,2})\s*月"
    rf"|(?<![a-z])(?P<word>{'|'.join(f'{word[:3]}(?:{word[3:]})?' for word in _MONTH_WORDS)}|sept)(?![a-z])"
    r"|(?<=\d{4})\s*[-_.年]?\s*(?P<digits>0[1-9]|1[0-2])(?!\d)",
    re.IGNORECASE,
)
_YEAR: Final = regex(r"20\d\d")


@dataclass(frozen=True, slots=True)
class Copy:
    """``rows`` rows of ``sheet``, a ``share`` of all it has, stand on the sheet ``of`` as well."""

    sheet: str
    of: str
    record: Record
    rows: int
    share: float
    is_left: bool
    """Whether the sheet is not to be read: its rows would count twice. Deals with ids count once by themselves."""


def copies(tables: Iterable[BoundTable], grid_of: Callable[[str], Grid | None]) -> tuple[Copy, ...]:
    """The sheets that repeat another one, in the order they stand in."""
    sheets: dict[tuple[str, str], list[BoundTable]] = {}
    for table in tables:
        if _may_repeat(table.record):
            sheets.setdefault((table.record.key, table.sheet), []).append(table)
    found: dict[str, Copy] = {}
    for record in dict.fromkeys(key for key, _ in sheets):
        same = [tuple(parts) for (key, _), parts in sheets.items() if key == record]
        if len(same) > 1:
            found |= _among([_Sheet(parts, grid_of) for parts in same])
    order = dict.fromkeys(sheet for _, sheet in sheets)
    return tuple(found[sheet] for sheet in order if sheet in found)


def _may_repeat(record: Record) -> bool:
    return not (record.written or record.config or record.hidden or record.key in _NEVER)


def _among(sheets: Sequence[_Sheet]) -> dict[str, Copy]:
    """The one to be read comes first; every other is held against those that are read."""
    ranked = sorted(sheets, key=lambda sheet: sheet.rank, reverse=True)
    read: list[_Sheet] = []
    found: dict[str, Copy] = {}
    for sheet in ranked:
        pairs = ((sheet.alike(other), other) for other in read)
        rows, of = max(pairs, key=lambda pair: pair[0], default=(0, None))
        copy = _copy(sheet, of, rows) if of is not None else None
        if copy is None:
            read.append(sheet)
        else:
            found[sheet.name] = copy
            read += [] if copy.is_left else [sheet]
    return found


def _copy(sheet: _Sheet, of: _Sheet, rows: int) -> Copy | None:
    share = rows / max(min(sheet.count, of.count), 1)
    if rows < _FEWEST_ROWS or share < _SHARE:
        return None
    told_apart = sheet.record.key == "pipeline" and bool(sheet.ids)
    return Copy(sheet.name, of.name, sheet.record, rows, rows / sheet.count, not told_apart)


class _Sheet:
    """The rows of one record on one sheet."""

    def __init__(self, parts: Sequence[BoundTable], grid_of: Callable[[str], Grid | None]) -> None:
        first = parts[0]
        self.name, self.record = first.sheet, first.record
        self.keys = {bound.column.key for bound in first.columns}
        grid = grid_of(first.sheet)
        self.columns: dict[str, list[object]] = {
            bound.column.key: [
                v for part in parts for v in _cells(grid, bound.sheet_column, part.first_row, part.last_row)
            ]
            for bound in first.columns
        }
        self.implied = {item for part in parts for item in part.constants.items()}
        self.is_ours = first.table == self.record.table
        self.count = sum(
            1 for row in zip(*self.columns.values(), strict=True) if any(v is not None for v in row)
        )

    @cached_property
    def rank(self) -> tuple[bool, bool, int, tuple[int, int], int]:
        """Ours first, then no copy by its name, more columns, the later month, more rows."""
        return (
            self.is_ours,
            not _COPY_NAME.search(self.name),
            len(self.keys),
            month_of(self.name),
            self.count,
        )

    @cached_property
    def ids(self) -> Mapping[object, list[int]]:
        """Rows by id; none where the column only numbers them."""
        column = self.columns.get(self.record.id_column, [])
        if take(column, 0, len(column)).counts_rows:  # type: ignore[arg-type]  # plain cells, compared as they are
            return {}
        found: dict[object, list[int]] = {}
        for row, value in enumerate(column):
            if value is not None:
                found.setdefault(value, []).append(row)
        return found

    def alike(self, other: _Sheet) -> int:
        """How many rows of this sheet are rows of the other one."""
        if self._is_of_others(other):
            return 0
        shared = [key for key in self.columns if key in other.columns and key != self.record.id_column]
        facts = [key for key in shared if key not in _CHANGES]
        if self.ids and other.ids:
            return self._by_id(other, facts)
        return max(self._by_facts(other, facts), self._as_extract(other, shared))

    def _is_of_others(self, other: _Sheet) -> bool:
        """Whether the two say by their names that they are of different people."""
        mine, theirs = dict(self.implied), dict(other.implied)
        return any(mine[key] != theirs[key] for key in mine.keys() & theirs.keys())

    def _by_id(self, other: _Sheet, facts: Sequence[str]) -> int:
        return sum(
            1
            for key, rows in self.ids.items()
            for row in rows
            if any(self._agree(row, other, there, facts) for there in other.ids.get(key, ()))
        )

    def _agree(self, row: int, other: _Sheet, there: int, facts: Sequence[str]) -> bool:
        same = 0
        for key in facts:
            value = self.columns[key][row]
            same += value is not None and value == other.columns[key][there]
        return same >= min(_FACTS, max(len(facts), 1))

    def _by_facts(self, other: _Sheet, facts: Sequence[str]) -> int:
        dates = [key for key in facts if self.record.by_key[key].kind is Kind.DATE]
        if self.record.key in _DATED and not dates:
            return 0
        telling = sorted(facts, key=lambda key: -self._differ(key))
        chosen = (
            dict.fromkeys((*dates[:1], *telling)) if self.record.key in _DATED else dict.fromkeys(telling)
        )
        keys = list(chosen)[:_FACTS_WITHOUT_ID]
        if len(keys) < _FACTS_WITHOUT_ID:
            return 0
        return self._shared(other, keys)

    def _as_extract(self, other: _Sheet, shared: Sequence[str]) -> int:
        keys = [key for key in _EXTRACT if key in shared]
        if self.record.key != "pipeline" or len(keys) < _FACTS_WITHOUT_ID or self.count < _EXTRACT_ROWS:
            return 0
        rows = self._shared(other, keys)
        return rows if rows >= self.count * _WHOLE else 0

    def _shared(self, other: _Sheet, keys: Sequence[str]) -> int:
        """Rows that agree in all of the columns, with none of them blank; each counts for one."""
        mine, theirs = Counter(self._told(keys)), Counter(other._told(keys))
        return sum((mine & theirs).values())

    def _told(self, keys: Sequence[str]) -> Iterable[tuple[object, ...]]:
        rows = zip(*(self.columns[key] for key in keys), strict=True)
        return (row for row in rows if None not in row)

    def _differ(self, key: str) -> float:
        """How much a column tells one row from another."""
        filled = [value for value in self.columns[key] if value is not None]
        return len(set(filled)) / len(filled) if filled else 0.0


def _cells(grid: Grid | None, column: int, first: int, last: int) -> list[object]:
    """What stands in a column from one row to another, as it is compared; None where the sheet ends before."""
    if grid is None or not 0 <= column - grid.first_column < len(grid.columns):
        return [None] * (last - first + 1)
    cells = grid.columns[column - grid.first_column]
    rows = range(first - grid.first_row, last - grid.first_row + 1)
    return [_plain(cells[row]) if 0 <= row < len(cells) else None for row in rows]


def _plain(value: object) -> object:
    """A value as it is compared: texts without case and spaces, days without hours, numbers alike whatever their type."""
    if isinstance(value, str):
        return "".join(value.casefold().split()) or None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return float(value)
    return None if isinstance(value, CellError) else value


def month_of(name: str) -> tuple[int, int]:
    """The year and month that a sheet's name says, 0 for what it does not say."""
    year = next(iter(_YEAR.findall(name)), "0")
    match = _MONTH.search(name)
    if match is None:
        return int(year), 0
    if word := match["word"]:
        return int(year), next(
            n for n, known in enumerate(_MONTH_WORDS, 1) if known.startswith(word.casefold()[:3])
        )
    return int(year), int(match["number"] or match["digits"])
