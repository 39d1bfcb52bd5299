"""The workbook's columns as lanes: what cells show, days and amounts as numbers, and what choices stand for."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

import numpy as np

from sheetsales.book.book import Book
from sheetsales.book.choices import ChoiceReader
from sheetsales.book.parsing.cleaning import fold, is_blank
from sheetsales.book.settings import parse_number
from sheetsales.book.settings_rows import setting_key
from sheetsales.book.table import BookTable, own_heading, own_key
from sheetsales.cells.values import CellError, CellValue
from sheetsales.formula.lanes import Lane, lane_of
from sheetsales.formula.mistakes import Absent, Mistake
from sheetsales.formula.single import Canon, serial
from sheetsales.schema import defaults
from sheetsales.schema.binding import LEFT_ALONE
from sheetsales.schema.column import Column, Kind
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Text

_NUMBERS: Final = frozenset({Kind.MONEY, Kind.NUMBER, Kind.INTEGER, Kind.PERCENT, Kind.DATE})
_MEANINGS: Final = frozenset({Kind.CHOICE, Kind.REF, Kind.YES_NO})
_AS_SHOWN: Final = frozenset({Kind.LIST, *_MEANINGS})


class BookColumns:
    """Lanes of one book's columns, each made once."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._lanes: dict[tuple[str, str, bool], Lane] = {}
        self._canons: dict[tuple[str, str], Meaning] = {}

    def lane(self, record: str, column: str, *, in_unit: bool = False) -> Lane:
        """All values of a column; raises ``Absent`` where the workbook has no such sheet or column."""
        key = (record, column, in_unit)
        if key not in self._lanes:
            self._lanes[key] = self._in_unit(record, column) if in_unit else self._made(record, column)
        return self._lanes[key]

    def has(self, record: str, column: str) -> bool:
        table = self.book.table(record)
        return record == "settings" or (self.book.has(record) and (table.has(column) or column in table.own))

    def _made(self, record: str, column: str) -> Lane:
        if record == "settings" and column in ("name", "value"):
            return self._settings[column]
        table = self.book.table(record)
        if own_heading(column):
            cells = table.cells(column)
            return lane_of(_shown_column(cells if cells is not None else (None,) * len(table)))
        self._require(record, column)
        return table_lane(table, RECORDS[record].by_key[column], self.canon(record, column))

    def _require(self, record: str, column: str) -> None:
        title = RECORDS[record].title
        if own_heading(column):
            return
        if not self.book.has(record):
            raise Absent(
                Text(f"工作簿里没有“{title.zh}”表", f"the workbook has no {title.en} sheet"),
                Text("加上这张表，或关掉这条规则。", "Add the sheet, or switch the rule off."),
            )
        if not self.book.table(record).has(column):
            name = RECORDS[record].by_key[column].title
            raise Absent(
                Text(f"“{title.zh}”表里没有“{name.zh}”这一列", f"{title.en} has no column {name.en}"),
                Text("加上这一列，或关掉这条规则。", "Add the column, or switch the rule off."),
            )

    def _in_unit(self, record: str, column: str) -> Lane:
        """The column counted in the unit of its heading, such as 万元; columns of several sheets in each one's own."""
        lane, table = self.lane(record, column), self.book.table(record)
        factors = [float(b.by_key[column].factor) if column in b.by_key else 1.0 for b in table.bound]
        scale = np.array(factors or [1.0])[np.array(table.sources, np.int64)]
        numbers = np.where(lane.kinds == 1, lane.numbers / scale, lane.numbers)
        return Lane(lane.kinds, numbers, lane.codes, lane.words, lane.canon)

    def between(self, record: str, first: str, last: str) -> Sequence[str]:
        """The columns from one to another as they stand side by side; both blank for all. Raises ``Mistake``."""
        bound = self.book.table(record).bound
        if len(bound) != 1:
            raise Absent(
                Text(
                    "这张表在工作簿里没有，或分在几张工作表里",
                    "the table is missing, or spread over several sheets",
                )
            )
        at = {own_key(u.heading): u.sheet_column for u in bound[0].unknown}
        at |= {b.column.key: b.sheet_column for b in bound[0].columns}
        for key in filter(None, (first, last)):
            self._require(record, key)
        left = at[first] if first else min(at.values())
        right = at[last] if last else max(at.values())
        keys = {place: key for key, place in at.items()}
        wanted = [keys.get(place, "") for place in range(left, right + 1)]
        if not wanted or "" in wanted:
            raise Mistake(
                Text("这几列中间有一列规则读不到", "a column between them cannot be read by rules"),
                Text(
                    "请改用 XLOOKUP 或 INDEX 加 MATCH，直接写要的列。",
                    "Use XLOOKUP, or INDEX with MATCH, and name the column itself.",
                ),
            )
        return wanted

    @cached_property
    def _settings(self) -> Mapping[str, Lane]:
        """All settings by name with their values, those of modules where the sheet has them; what it leaves out has its
        default."""
        own, settings = self.book.table("settings"), self.book.settings
        there = {setting_key(name) for name in own.get("name") if name}
        rows = [
            *defaults.table("settings"),
            *(r for r in defaults.table("module_settings") if r["name"] in there),
        ]
        names = [row["zh" if self.book.lang == "zh" else "en"] for row in rows]
        values = [_setting(settings.values.get(row["name"]), settings.text(row["name"])) for row in rows]
        for name, value in zip(own.get("name"), own.get("value"), strict=True):
            if name and setting_key(name) is None:
                names.append(name)
                values.append(None if is_blank(value) else value)
        return {
            "name": lane_of(names, lambda word: setting_key(word) or word.lower()),
            "value": lane_of(values),
        }

    def canon(self, record: str, column: str) -> Canon | None:
        """What texts mean in a column of choices or references; None for others."""
        if own_heading(column):
            return None
        known = RECORDS[record].by_key[column]
        if known.kind not in _MEANINGS:
            return None
        if (record, column) not in self._canons:
            self._canons[record, column] = Meaning(self._pairs(record, column), self._meanings(record, known))
        return self._canons[record, column]

    def _pairs(self, record: str, column: str) -> dict[CellValue, str]:
        """What cells show and the code or id that loading read it as."""
        table = self.book.table(record)
        pairs = dict(zip(table.raw.get(column, ()), table.get(column), strict=False))
        if any(isinstance(code, bool) for code in set(pairs.values())):
            return {shown: _TRUTHS[bool(code)] for shown, code in pairs.items() if code is not None}
        return {shown: code for shown, code in pairs.items() if code is not None}

    def _meanings(self, record: str, column: Column) -> Callable[[str], str | None]:
        book = self.book
        learnt = book.binding.values.get(f"{record}.{column.key}", {})
        if column.kind is Kind.YES_NO:
            return ChoiceReader("yes_no", {}, {}, book.lang).codes.get
        if column.kind is Kind.CHOICE:
            reader = ChoiceReader(column.choices, dict_of(book.labels), learnt, book.lang)
            return reader.codes.get
        if column.ref == "stages":
            names = {
                fold(name): s.code
                for s in book.process.stages
                for name in (s.name.zh, s.name.en, s.code)
                if name
            }
            names |= {fold(text): code for text, code in learnt.items()}
            return {name: code for name, code in names.items() if code != LEFT_ALONE}.get
        return _Reference(book.table(column.ref)) if column.ref in RECORDS else lambda _: None

    def choices(self, record: str, column: str) -> tuple[Text, ...]:
        """What a closed list of choices or the stages offer; nothing for columns that take any text."""
        if own_heading(column):
            return ()
        known, book = RECORDS[record].by_key[column], self.book
        if known.ref == "stages":
            return tuple(stage.name for stage in book.process.stages)
        if known.kind is not Kind.CHOICE:
            return ()
        reader = ChoiceReader(known.choices, dict_of(book.labels), {}, book.lang)
        packaged = {c.code: c.label for c in _choices(known.choices)}
        return () if reader.open else tuple({**packaged, **reader.own}.values())


def _choices(key: str) -> Sequence[Any]:
    from sheetsales.schema.choices import BY_KEY

    return BY_KEY[key].choices if key in BY_KEY else ()


_TRUTHS: Final = {True: "yes", False: "no"}


def dict_of(labels: Mapping[str, Mapping[str, Text]]) -> dict[str, dict[str, Text]]:
    return {key: dict(own) for key, own in labels.items()}


class Meaning:
    """What a text stands for: the code its cell was read as, else what the list or sheet calls so, else itself."""

    def __init__(self, known: dict[CellValue, str], others: Callable[[str], str | None]) -> None:
        self._known, self._others = known, others

    def __call__(self, word: str) -> str:
        found = self._known.get(word)
        return (self._answer(word) if found is None else found).lower()

    def many(self, words: Sequence[str]) -> list[str]:
        """The same for many texts at once."""
        known = self._known.get
        return [
            found.lower() if (found := known(word)) is not None else self._answer(word).lower()
            for word in words
        ]

    def _answer(self, word: str) -> str:
        if not word:
            return word
        if found := self._others(word):
            return found
        folded = fold(word)
        return self._others(folded) or self._folded.get(folded, folded)

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {fold(str(shown)): code for shown, code in self._known.items()}

    def knows(self, word: str) -> bool:
        folded = fold(word)
        return word in self._known or folded in self._folded or self._others(folded) is not None


class _Reference:
    """Ids by id, unique name, or ``C-021 name``."""

    def __init__(self, table: BookTable) -> None:
        self._table = table

    @cached_property
    def _ids(self) -> dict[str, str]:
        """Folded ids and unique names → ids."""
        record = self._table.record
        ids = self._table.get(record.id_column) if record.id_column else ()
        names = self._table.get(record.name_column) if record.name_column else ()
        known: dict[str, str] = {}
        for (name, times), owner in zip(
            Counter(names).items(), dict(zip(names, ids, strict=False)).values(), strict=True
        ):
            if name and owner and times == 1:
                known[fold(name)] = owner
        return known | {fold(known_id): known_id for known_id in ids if known_id}

    def __call__(self, word: str) -> str | None:
        if word in self._table.by_id:
            return word
        return self._ids.get(word) or self._ids.get(word.partition(" ")[0])


def _setting(value: CellValue, default: str) -> CellValue:
    if not is_blank(value):
        number = parse_number(value)
        return value if number is None else number
    number = parse_number(default)
    return (default or None) if number is None else number


def table_lane(table: BookTable, column: Column, canon: Canon | None = None) -> Lane:
    """A column as Excel would see it: numbers and days as loading read them, choices as their cells show them."""
    typed, raw = table.get(column.key), table.raw.get(column.key)
    if raw is None:
        return lane_of(typed if column.kind not in _AS_SHOWN else [_shown(v) for v in typed], canon)
    if column.kind in _AS_SHOWN:
        return lane_of(_shown_column(raw), canon)
    if None in typed and sum(value is None for value in typed) != sum(value is None for value in raw):
        typed = [_unread(cell) if value is None else value for value, cell in zip(typed, raw, strict=True)]
    if column.kind is Kind.DATE:
        days = {day: serial(day) if isinstance(day, dt.date) else day for day in set(typed)}
        typed = [days[day] for day in typed]
    return lane_of(typed, canon)


def _shown(value: Any) -> Any:
    return "、".join(value) if isinstance(value, tuple) else value


def _shown_column(raw: Sequence[CellValue]) -> Sequence[CellValue]:
    if any(value is not None and is_blank(value) for value in set(raw)):
        return [None if is_blank(value) else value for value in raw]
    return raw


def _unread(cell: CellValue) -> CellValue:
    """What a cell shows where loading read nothing: a blank, a text, an error."""
    if is_blank(cell):
        return None
    return cell if isinstance(cell, str | bool | CellError) else str(cell)
