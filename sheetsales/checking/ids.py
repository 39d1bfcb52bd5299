"""Ids for records that have none: the next numbers in the way the workbook numbers its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.table import BookTable
from sheetsales.cells.address import CellRef
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.cells.values import CellValue

NUMBERED: Final = ("pipeline", "customers", "tasks", "team")
"""Records that sheetsales numbers; lines of one order share their number, so orders keep theirs."""

_DIGITS: Final = {"pipeline": 4, "customers": 3, "tasks": 3, "team": 2}
_DASH: Final = {"team": ""}
_NUMBERED_ID = re.compile(r"(.*?)(\d{1,15})\Z", re.DOTALL)
_WHOLE_NUMBERS = (int, float)


@dataclass(frozen=True, slots=True)
class GivenId:
    """The id a record was given, and the blank cell it goes into."""

    record_key: str
    row: int
    id: str
    at: CellRef
    value: CellValue


def give_ids(book: Book, workbook: Workbook) -> tuple[Book, tuple[GivenId, ...]]:
    """The book with an id for every record that lacks one, and those ids.

    Rows without a name or any other required value are no records yet and get none; so do cells with a formula.
    """
    given = tuple(one for key in NUMBERED if book.has(key) for one in _given(book.table(key), workbook, key))
    if not given:
        return book, ()
    tables = dict(book.tables)
    for key in {one.record_key for one in given}:
        tables[key] = _with_ids(tables[key], [one for one in given if one.record_key == key])
    return replace(book, tables=tables), given


def _given(table: BookTable, workbook: Workbook, key: str) -> Iterable[GivenId]:
    column = table.record.id_column
    if not table.has(column):
        return
    ids, raw = table.get(column), table.raw.get(column, ())
    blanks = [row for row, known in enumerate(ids) if known is None and _empty(raw[row])]
    if not blanks:
        return
    series = _series(key, table.record.id_prefix, ids)
    as_number = _all_numbers(raw)
    formulas = _FormulaCells(workbook)
    for row in blanks:
        at = table.cell(row, column)
        if at is not None and _is_record(table, row) and not formulas.holds(at):
            text = series.next()
            yield GivenId(key, row, text, at, int(text) if as_number and text.isdecimal() else text)


def _empty(raw: CellValue) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip())


def _is_record(table: BookTable, row: int) -> bool:
    keys = {c.key for c in table.record.required if c.key != table.record.id_column}
    return any(not _empty(table.raw[key][row]) for key in keys if key in table.raw)


@dataclass
class _Series:
    """The numbering in use: what stands before the number, how many digits it is filled up to, the last one."""

    stem: str
    digits: int
    last: int

    def next(self) -> str:
        self.last += 1
        return f"{self.stem}{self.last:0{self.digits}d}"


def _series(key: str, prefix: str, ids: Sequence[str | None]) -> _Series:
    """The commonest way of numbering among the ids there are; ours where there are none."""
    parts = [match.groups() for known in ids if known and (match := _NUMBERED_ID.match(known))]
    if not parts:
        return _Series(f"{prefix}{_DASH.get(key, '-')}", _DIGITS[key], 0)
    stem = Counter(stem for stem, _ in parts).most_common(1)[0][0]
    numbers = [digits for own, digits in parts if own == stem]
    padded = [len(digits) for digits in numbers if digits.startswith("0")]
    return _Series(stem, max(padded, default=1), max(map(int, numbers)))


def _all_numbers(raw: Iterable[CellValue]) -> bool:
    held = [value for value in raw if not _empty(value)]
    return bool(held) and all(isinstance(v, _WHOLE_NUMBERS) and not isinstance(v, bool) for v in held)


class _FormulaCells:
    """Which cells hold a formula, though its value may be blank."""

    def __init__(self, workbook: Workbook) -> None:
        self._grids: Mapping[str, Grid] = {grid.name: grid for grid in workbook.grids}

    def holds(self, at: CellRef) -> bool:
        grid = self._grids.get(at.sheet)
        return grid is not None and (at.row, at.column) in grid.formulas


def _with_ids(table: BookTable, given: Sequence[GivenId]) -> BookTable:
    column = table.record.id_column
    ids, raw = list(table.get(column)), list(table.raw[column])
    for one in given:
        ids[one.row], raw[one.row] = one.id, one.value
    return replace(table, columns={**table.columns, column: ids}, raw={**table.raw, column: raw})
