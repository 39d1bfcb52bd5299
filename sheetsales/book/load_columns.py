"""The columns of one kind of record, read block by block and joined; references once all ids are known."""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any

from sheetsales.book.column_readers import Context, last_contact_reader, number_reader, reader_for
from sheetsales.book.ids import filled_ids, gives_ids, ids_are_unique
from sheetsales.book.load_rules import DUPLICATE_ID, REQUIRED_MISSING, UNCACHED_FORMULA
from sheetsales.book.parsing.cleaning import is_blank
from sheetsales.book.parsing.column_reader import Flagged, Reader, read_column
from sheetsales.book.parsing.dates import AHEAD, DateReader, year_said
from sheetsales.book.parsing.periods import PeriodReader
from sheetsales.book.parsing.texts import TextReader
from sheetsales.book.problems import Problem
from sheetsales.book.process import CLOSED_KINDS, Process
from sheetsales.book.references import LoggedStageReader, RefReader, Target
from sheetsales.book.rows import BoundRows
from sheetsales.book.table import CLOSING_DATES, BookTable, own_key, place_of_own
from sheetsales.book.unit_looks import LookedAt, may_look
from sheetsales.cells.grid import Grid
from sheetsales.cells.values import CellValue
from sheetsales.schema.binding import BoundTable
from sheetsales.schema.column import Kind
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Text

READ_BESIDE = frozenset({"outcome", "lost_on"})
"""Columns of a team's own that change what stage and closing date of a deal say."""
_LAST_CONTACT = "last_contact"
_NOTED = frozenset({"pipeline", "customers"})
"""Records beside which teams note their contacts, one after the other."""
NAME_PARTS = frozenset({"first_name", "last_name"})
_TITLES = 5
"""So many rows above the headings may say the year of dates without one."""
_CLEAR_ID = Text(
    "同一条的删掉一行；不是同一条的，清空后来那行的编号，检查会补新号。",
    "If they are the same, delete one row; if not, clear the later id and the check gives a new one.",
)
_CHANGE_CODE = Text(
    "同一条的删掉一行；不是同一条的，给其中一行换一个代码。",
    "If they are the same, delete one row; if not, give one of them another code.",
)


def _is_number(value: CellValue) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


class TableLoader:
    """Reads all blocks of one kind of record."""

    def __init__(self, key: str, blocks: Sequence[BoundRows], context: Context) -> None:
        self.record, self.blocks, self.context = RECORDS[key], blocks, context
        self.problems: list[Problem] = []
        self.rows = _joined([block.rows for block in blocks])
        self.sources = _sources(blocks)
        self.raw: dict[str, Sequence[CellValue]] = {}
        self.typed: dict[str, Sequence[Any]] = {}
        keys = {k: None for b in blocks for k in (*b.raw, *b.bound.constants)}
        self.keys = [k for k in self.record.by_key if k in keys]
        self.uncached = self._uncached()

    def plain_table(self) -> BookTable:
        """The records with every column that refers to no other sheet."""
        for key in self.keys:
            self.raw[key] = _joined([self._cells(block.raw, block, key) for block in self.blocks])
            if self.record.by_key[key].kind is not Kind.REF:
                self._read(key, None)
        if set(self.keys) >= NAME_PARTS and self.record.name_column not in self.keys:
            self._join_names()
        self._give_ids()
        return self._table()

    def with_references(self, targets: Mapping[str, Target], process: Process) -> BookTable:
        """The whole table, its required cells checked."""
        for key in self.keys:
            column = self.record.by_key[key]
            if column.kind is Kind.REF:
                self._read(key, targets.get(column.ref))
        if self.record.key == "pipeline" and not READ_BESIDE.isdisjoint(self.keys):
            self._settle(process)
        self._split_closing_dates(process)
        self._check_required()
        return self._table()

    def _table(self) -> BookTable:
        bound = tuple(block.bound for block in self.blocks)
        headings = dict.fromkeys(u.heading.strip() for b in bound for u in b.unknown)
        parts = tuple((block.grid, block.bound, block.rows) for block in self.blocks)
        own = {own_key(heading): cache(partial(_own_cells, parts, heading)) for heading in headings}
        signs = self._signs()
        noted = cache(self._noted) if self._notes_contacts() else None
        past = self.context.past_ids.get(self.record.key, ())
        return BookTable(
            self.record, bound, self.rows, self.sources, self.typed, self.raw, own, signs, noted, past
        )

    def _notes_contacts(self) -> bool:
        """Whether contacts are noted beside these records: more than one day may stand in a cell."""
        return any(_LAST_CONTACT in block.raw and self._is_noted(block) for block in self.blocks)

    def _is_noted(self, block: BoundRows) -> bool:
        """Whether the last contact is what people note there; on a sheet of ours it is a day."""
        return self.record.key in _NOTED and block.bound.table != self.record.table

    def _noted(self) -> Sequence[Sequence[tuple[dt.date | None, str]]]:
        from sheetsales.book.parsing.follow_ups import noted_in

        found: list[Sequence[tuple[dt.date | None, str]]] = []
        for block in self.blocks:
            year = self._year(block)
            cells = self._cells(block.raw, block, _LAST_CONTACT)
            days = self.typed[_LAST_CONTACT][len(found) : len(found) + len(cells)]
            found += [
                noted_in(cell, day, self.context.today, year) for cell, day in zip(cells, days, strict=True)
            ]
        return found

    def _year(self, block: BoundRows) -> int | None:
        return _year_of(block) if self.context.lang == "zh" else None

    def _signs(self) -> dict[int, str]:
        """The records whose amount is a number with a currency in its number format."""
        key, found, start = self.record.money_column, dict[int, str](), 0
        for block in self.blocks:
            bound = block.bound.by_key.get(key) if key else None
            shown = block.grid.signs.get(bound.sheet_column) if bound is not None else None
            if shown and key in block.raw:
                pairs = enumerate(zip(block.rows, block.raw[key], strict=True), start)
                found |= {i: shown[row] for i, (row, value) in pairs if row in shown and _is_number(value)}
            start += len(block.rows)
        return found

    def _cells(
        self, cells: Mapping[str, Sequence[CellValue]], block: BoundRows, key: str
    ) -> Sequence[CellValue]:
        found = cells.get(key)
        return found if found is not None else [None] * len(block.rows)

    def _values(self, block: BoundRows, key: str) -> Sequence[CellValue]:
        if key in block.values:
            return block.values[key]
        return [block.bound.constants.get(key)] * len(block.rows)

    def _read(self, key: str, target: Target | None) -> None:
        parts, start = [], 0
        for block in self.blocks:
            reader = self._reader(key, block, target)
            values = self._values(block, key)
            typed, flagged = read_column(values, reader)
            if may_look(block, block.bound.by_key.get(key)):
                typed, doubts = self._by_looks(key, block, typed)
                flagged += doubts
            parts.append(typed)
            if not (self.record.written or self.record.by_key[key].written or _is_shared(block, key)):
                self.problems += [
                    Problem(flag.rule, self.record.key, start + i, key, values[i], flag.details)
                    for i, flag in flagged
                ]
            start += len(block.rows)
        self.typed[key] = _joined(parts)

    def _by_looks(
        self, key: str, block: BoundRows, typed: Sequence[Any]
    ) -> tuple[Sequence[Any], list[Flagged]]:
        reader = partial(number_reader, self.record.by_key[key])
        return LookedAt(block, block.bound.by_key[key]).settle(typed, reader)

    def _reader(self, key: str, block: BoundRows, target: Target | None) -> Reader:
        column = self.record.by_key[key]
        if column.kind is Kind.REF:
            learnt = self.context.learnt.get(f"{self.record.key}.{key}", {})
            if target and self.record.written and column.ref == "stages":
                return LoggedStageReader(target, learnt, self.context.preset)
            return RefReader(target, learnt) if target else TextReader()
        if column.kind is Kind.DATE and not self.record.written:
            year = self._year(block)
            if key == _LAST_CONTACT and self._is_noted(block):
                return last_contact_reader(self.context, year)
            ahead = key in AHEAD
            return DateReader(self.context.today, date1904=self.context.date1904, year=year, ahead=ahead)
        if column.kind is Kind.PERIOD and not self.record.written:
            return PeriodReader(_year_of(block))
        return reader_for(self.record, column, block.bound.by_key.get(key), self.context)

    def _join_names(self) -> None:
        """First and last name as one, in the order of the language."""
        first, last, name = (*sorted(NAME_PARTS), self.record.name_column)
        pairs = zip(self.typed[first], self.typed[last], strict=True)
        joined = [
            f"{b or ''}{a or ''}" if _is_chinese(a, b) else " ".join(filter(None, (a, b))) for a, b in pairs
        ]
        self.typed[name] = [whole or None for whole in joined]
        self.raw[name] = self.raw[first]

    def _give_ids(self) -> None:
        """Blank ids get the next number; where a sheet has no id column at all, unique names stand for ids."""
        key = self.record.id_column
        if not key:
            return
        if key not in self.typed:
            if self.record.name_column in self.typed:
                self.typed[key] = _unique(self.typed[self.record.name_column])
            return
        ids = self.typed[key]
        if gives_ids(self.record) and None in ids:
            taken = [*self.context.past_ids.get(self.record.key, ())]
            taken += [str(value) for block in self.blocks for value in block.all_ids if value is not None]
            beside = {i for i, block in enumerate(self.blocks) if block.bound.beside is not None}
            pairs = zip(self.raw[key], self.sources, strict=True)
            blank = [is_blank(value) and source not in beside for value, source in pairs]
            self.typed[key] = filled_ids(
                self.record, ids, blank, (*taken, *filter(None, ids)), self.context.id_mark
            )
        if ids_are_unique(self.record) and len(set(ids)) != len(ids):
            self._check_doubles(key)

    def _check_doubles(self, key: str) -> None:
        table = self._table()
        first: dict[str, int] = {}
        times: Counter[str] = Counter()
        for i, value in enumerate(self.typed[key]):
            if value is None:
                continue
            times[value] += 1
            if first.setdefault(value, i) != i:
                advice = _CLEAR_ID if gives_ids(self.record) else _CHANGE_CODE
                details = {"other": str(table.cell(first[value], key)), "advice": advice}
                self._report(DUPLICATE_ID, i, key, str(times[value]), details)

    def _report(
        self, rule: Any, i: int, column: str, key: str = "", details: Mapping[str, object] | None = None
    ) -> None:
        value = self.raw[column][i]
        self.problems.append(Problem(rule, self.record.key, i, column, value, details or {}, key))

    def _uncached(self) -> set[tuple[int, str]]:
        """(record, column) of formula cells whose result the file does not hold."""
        found: set[tuple[int, str]] = set()
        start = 0
        for block in self.blocks:
            if block.grid.uncached:
                key_at = {c.sheet_column: c.column.key for c in block.bound.columns if not c.column.written}
                at_row = {row: start + i for i, row in enumerate(block.rows)}
                found |= {
                    (at_row[row], key_at[column])
                    for row, column in block.grid.uncached
                    if row in at_row and column in key_at
                }
            start += len(block.rows)
        return found

    def _check_required(self) -> None:
        if self.record.written:
            return
        for i, key in sorted(self.uncached):
            self._report(UNCACHED_FORMULA, i, key)
        for key in self._required_keys():
            typed = self.typed[key]
            if None in typed:
                self._check_filled(key, typed)

    def _required_keys(self) -> list[str]:
        keys = [c.key for c in self.record.required]
        if self.record.key == "stages":
            keys.append(f"name_{self.context.lang}")
        given = self.record.id_column if gives_ids(self.record) else ""
        return [key for key in keys if key in self.raw and key != given]

    def _check_filled(self, key: str, typed: Sequence[Any]) -> None:
        start = 0
        said = self._numbers_with(typed) if key in self.record.inherited else frozenset()
        numbers = self.typed.get(self.record.id_column, ()) if said else ()
        for block in self.blocks:
            values = self._values(block, key)
            if key in block.bound.by_key:
                for i, value in enumerate(values):
                    if (
                        typed[start + i] is not None
                        or not is_blank(value)
                        or (start + i, key) in self.uncached
                    ):
                        continue
                    if not numbers or not self._said_elsewhere(numbers[start + i], said):
                        self._report(REQUIRED_MISSING, start + i, key)
            start += len(block.rows)

    def _said_elsewhere(self, number: str | None, said: frozenset[str]) -> bool:
        """Whether another line of the number says it, or the missing number is what is wrong with the line."""
        if number is None:
            return self.record.by_key[self.record.id_column].required
        return number in said

    def _numbers_with(self, typed: Sequence[Any]) -> frozenset[str]:
        """The numbers of which one row at least says something in that column: it holds for the others."""
        numbers = self.typed.get(self.record.id_column, ())
        return frozenset(n for n, value in zip(numbers, typed, strict=False) if n and value is not None)

    def _settle(self, process: Process) -> None:
        """Stage and closing date with what columns of the team's own say of them."""
        from sheetsales.book.outcomes import settled

        learnt = self.context.learnt.get("pipeline.outcome", {})
        found = settled(self.typed, self.raw, process, learnt)
        self.typed |= found.typed
        self.raw |= found.raw
        self.problems += found.problems

    def _split_closing_dates(self, process: Process) -> None:
        """One heading for both dates: closed deals closed on it, the others expect to."""
        split = next((c for b in self.blocks for c in b.bound.columns if c.split_by_stage), None)
        if split is None:
            return
        expected, closed_on = CLOSING_DATES
        key = split.column.key
        other = closed_on if key == expected else expected
        if other in self.raw or "stage" not in self.typed:
            return
        closed = {stage.code for stage in process.stages if stage.kind in CLOSED_KINDS}
        dates, stages = self.typed[key], self.typed["stage"]
        self.typed[closed_on] = [d if s in closed else None for d, s in zip(dates, stages, strict=True)]
        self.typed[expected] = [None if s in closed else d for d, s in zip(dates, stages, strict=True)]
        self.raw[other] = self.raw[key]


def _is_shared(block: BoundRows, key: str) -> bool:
    """Whether another record has the same cells and tells what is wrong with them."""
    bound = block.bound
    return bound.beside is not None and key in bound.by_key and bound.by_key[key] not in bound.own_columns


def _year_of(block: BoundRows) -> int | None:
    """The year that the sheet's name or what stands above its headings says."""
    grid, last = block.grid, block.bound.heading_row
    above = (
        grid.value(row, at)
        for row in range(max(grid.first_row, last - _TITLES), last)
        for at in _columns(grid)
    )
    return year_said((grid.name, *(str(value) for value in above if isinstance(value, str))))


def _columns(grid: Grid) -> range:
    return range(grid.first_column, grid.last_column + 1)


def _is_chinese(*names: str | None) -> bool:
    return any(ch >= "\u3400" for name in names if name for ch in name)


def _joined(parts: Sequence[Sequence[Any]]) -> Sequence[Any]:
    if len(parts) == 1:
        return parts[0]
    return [value for part in parts for value in part]


def _sources(blocks: Sequence[BoundRows]) -> Sequence[int]:
    """One byte a row where there are few blocks."""
    code = "B" if len(blocks) < 256 else "L"
    sources = array(code)
    for index, block in enumerate(blocks):
        sources.extend(array(code, [index]) * len(block.rows))
    return sources


def _unique(names: Sequence[str | None]) -> list[str | None]:
    times = Counter(names)
    return [name if name is not None and times[name] == 1 else None for name in names]


def _own_cells(parts: Sequence[tuple[Grid, BoundTable, Sequence[int]]], heading: str) -> Sequence[CellValue]:
    """The cells under a heading that is none of ours, in the order of the records; None where a sheet lacks it."""
    bound = [table for _, table, _ in parts]
    return _joined([_under(grid, place_of_own(bound, table, heading), rows) for grid, table, rows in parts])


def _under(grid: Grid, column: int, rows: Sequence[int]) -> Sequence[CellValue]:
    if not 0 <= column - grid.first_column < len(grid.columns):
        return [None] * len(rows)
    cells, first = grid.columns[column - grid.first_column], grid.first_row
    return [cells[row - first] for row in rows]
