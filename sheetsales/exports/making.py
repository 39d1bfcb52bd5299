"""The rows of a workbook as another system takes them, and what it cannot take."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from sheetsales.book.book import Book
from sheetsales.book.labels import text_of
from sheetsales.book.table import BookTable
from sheetsales.dataclass import dataclass
from sheetsales.exports.systems import Field, Layout, System
from sheetsales.schema.column import Column, Kind
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

Value = str | int | float | Decimal | dt.date | None
_NAMED: Final = frozenset({Kind.CHOICE, Kind.REF})
_NO_STAGE: Final = Text(
    "{system} 没有和这些阶段相同的标准阶段，用了你们自己的名称，要先在那边建好：{stages}。",
    "{system} has no standard stage for these; they go by your own names and have to be made there first: {stages}.",
)
_WITHOUT: Final = Text(
    "{file}：{n} 条没有放进去，那边必填的没有填（{heading}）：{names}。",
    "{file}: {n:record is|records are} left out, as what is required there is missing ({heading}): {names}.",
)
_NO_KEYS: Final = Text(
    "负责人在 {system} 的编号不知道，{n} 条没有写负责人：先把用户导进来一次（import）就有了。",
    "The ids of owners in {system} are not known, so {n:record names|records name} none: import its users once to have them.",
)
_NO_MAIL: Final = Text(
    "{n} 条没有写负责人：人员表里没有他们的邮箱（{names}）。",
    "{n:record names|records name} no owner: Team has no e-mail for {names}.",
)
_MOST: Final = 5
_NAMED_BY_CUSTOMERS: Final = {
    "key": "", "first": "contact first", "last": "contact last", "customer.name": "name", "customer.key": "key", "notes": "",
}  # fmt: skip
"""What says of a customer what a column says of a contact."""


@dataclass(frozen=True)
class Made:
    """One file that is to be written."""

    file: str
    record: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


class Making:
    """Makes the files of one system. ``keys`` gives the system's ids by kind of record and our id; records that ended before
    ``since``, or of which nothing happened since, are left out."""

    def __init__(
        self, book: Book, system: System, keys: Mapping[str, Mapping[str, str]], since: dt.date | None = None
    ) -> None:
        self.book, self.system, self.keys, self.since = book, system, keys, since
        self.notes: list[Text] = []
        self._own_names: dict[str, None] = {}
        self._no_keys = 0
        self._no_mail: Counter[str] = Counter()

    def files(self) -> tuple[Made, ...]:
        """The files that have rows; what could not be taken is in ``notes`` afterwards."""
        made = [self._file(layout) for layout in self.system.layouts]
        self._tell()
        return tuple(one for one in made if one is not None)

    def _file(self, layout: Layout) -> Made | None:
        table = self._table(layout.record)
        if not table.bound or not len(table):
            return None
        fields = self._fields(layout, table)
        named = _NAMED_BY_CUSTOMERS if layout.record != table.record.key else {}
        readers = [self._reader(named.get(field.value, field.value), table) for field in fields]
        rows: list[tuple[Value, ...]] = []
        refused: dict[str, list[str]] = {}
        for i in range(len(table)):
            if not self._is_wanted(layout.record, table, i):
                continue
            row = tuple(read(i) for read in readers)
            lacking = next(
                (f.heading for f, v in zip(fields, row, strict=True) if f.required and v in (None, "")), None
            )
            if lacking is None:
                rows.append(row)
            else:
                refused.setdefault(lacking, []).append(table.id(i) or _text(table.get("name")[i]))
        for heading, names in refused.items():
            listed_names = listed(names, most=_MOST)
            self.notes.append(
                _WITHOUT.fill(file=layout.file, n=len(names), heading=heading, names=listed_names)
            )
        return (
            Made(layout.file, layout.record, tuple(f.heading for f in fields), tuple(rows)) if rows else None
        )

    def _table(self, record: str) -> BookTable:
        """The records; contacts of a workbook without a sheet of them are those that customers name."""
        table = self.book.table(record)
        is_named = record == "contacts" and not table.bound and self.system.layouts[0].fields[0].value != "*"
        return self.book.table("customers") if is_named else table

    def _fields(self, layout: Layout, table: BookTable) -> tuple[Field, ...]:
        """The declared columns; for ``*`` all that the workbook has, under our titles, but for those we write."""
        if layout.fields[0].value != "*":
            return layout.fields
        columns = [c for c in table.record.columns if table.has(c.key) and (not c.written or c.key == "id")]
        return tuple(Field(c.title.in_(self.book.lang), c.key, required=False) for c in columns)

    def _is_wanted(self, record: str, table: BookTable, i: int) -> bool:
        if self.since is None:
            return any(
                value is not None for value in (table.get(c)[i] for c in ("name", "date") if table.has(c))
            )
        if record == "pipeline":
            ended = table.get("closed_on")[i]
            return ended is None or ended >= self.since
        if record == "activities":
            day = table.get("date")[i]
            return day is not None and day >= self.since
        return True

    def _reader(self, value: str, table: BookTable) -> Callable[[int], Value]:
        """How a column of a file is read from row ``i``."""
        special = self._special(value, table)
        if special is not None:
            return special
        column = table.record.by_key.get(value)
        if column is None:
            return lambda _: None
        values = table.get(value)
        return lambda i: self._plain(table, column, values[i])

    def _special(self, value: str, table: BookTable) -> Callable[[int], Value] | None:
        if value == "close":
            ended, expected = table.get("closed_on"), table.get("expected_close")
            return lambda i: self._day(ended[i] or expected[i])
        if value == "stage":
            stages = table.get("stage")
            return lambda i: self._stage(stages[i])
        if value == "reason.lost":
            return lambda i: self._lost_reason(table, i)
        if value == "probability.points":
            return lambda i: _points(table.get("probability")[i])
        if value in ("first", "last", "contact first", "contact last"):
            names, which = (
                table.get("contact" if value.startswith("contact") else "name"),
                value.rsplit(maxsplit=1)[-1],
            )
            return lambda i: _part(_text(names[i]), which)
        if value == "currency":
            said, usual = table.get("currency"), self.book.settings.currency
            return lambda i: said[i] or usual or None
        if value == "key":
            known = self._ours_to_theirs(table.record.key)
            return lambda i: known.get(table.id(i), "")
        if "." in value:
            column, _, what = value.partition(".")
            return self._of_another(column, what, table)
        return None

    def _of_another(self, column: str, what: str, table: BookTable) -> Callable[[int], Value]:
        """What is known of the customer or person that a row names."""
        others = table.get(column)
        if column == "owner":
            return lambda i: self._owner(what, others[i])
        if what == "key":
            known = self._ours_to_theirs("customers")
            return lambda i: known.get(others[i] or "", "")
        return lambda i: (
            text_of(self.book, table.record.key, column, others[i], self.book.lang) if others[i] else None
        )

    def _owner(self, what: str, person: str | None) -> Value:
        if not person:
            return None
        if what == "name":
            return self.book.person_name(person)
        if what == "key":
            key = self._ours_to_theirs("team").get(person, "")
            self._no_keys += not key
            return key
        mail = self._mails.get(person)
        if not mail:
            self._no_mail[self.book.person_name(person)] += 1
        return mail

    @cached_property
    def _mails(self) -> Mapping[str, str | None]:
        team = self.book.table("team")
        return dict(zip(team.get("id"), team.get("email"), strict=True))

    def _ours_to_theirs(self, record: str) -> Mapping[str, str]:
        return self.keys.get(record, {})

    def _stage(self, code: str | None) -> Value:
        """The system's word for a stage, else the team's own, which is told."""
        stage = self.book.process.by_code.get(code or "")
        if stage is None:
            return code
        kind = "@won" if stage.won else "@lost" if stage.lost else ""
        label = self.system.stages.get(stage.code) or self.system.stages.get(kind)
        if label is None:
            label = stage.name.in_(self.book.lang) or stage.code
            if self.system.stages:
                self._own_names[label] = None
        return label

    def _lost_reason(self, table: BookTable, i: int) -> Value:
        stage = self.book.process.by_code.get(table.get("stage")[i] or "")
        if stage is None or not stage.lost:
            return None
        reason, note = table.get("reason")[i], table.get("reason_note")[i]
        said = text_of(self.book, "pipeline", "reason", reason, self.book.lang) if reason else None
        return ": ".join(filter(None, (said, _text(note)))) or None

    def _plain(self, table: BookTable, column: Column, value: Any) -> Value:
        """A cell as people read it: labels for codes, names for ids."""
        if value is None:
            return None
        if column.key == "stage" and column.ref == "stages":
            return self._stage(value)
        if column.kind in _NAMED:
            return text_of(self.book, table.record.key, column.key, str(value), self.book.lang)
        if column.kind is Kind.YES_NO:
            return Text("是" if value else "否", "yes" if value else "no").in_(self.book.lang)
        if isinstance(value, dt.date):
            return self._day(value)
        if isinstance(value, tuple | list | frozenset):
            return ("、" if self.book.lang == "zh" else ", ").join(map(str, value))
        return value if isinstance(value, int | float | Decimal | str) else str(value)

    def _day(self, day: dt.date | None) -> Value:
        return day.strftime(self.system.day) if day is not None else None

    def _tell(self) -> None:
        title = self.system.title
        if self._own_names:
            self.notes.append(_NO_STAGE.fill(system=title, stages=listed(self._own_names)))
        if self._no_keys:
            self.notes.append(_NO_KEYS.fill(system=title, n=self._no_keys))
        if self._no_mail:
            names = listed(sorted(self._no_mail), most=_MOST)
            self.notes.append(_NO_MAIL.fill(n=self._no_mail.total(), names=names))
        self.notes += filter(None, [self.system.note])


def in_parts(made: Made, most: int) -> Iterator[Made]:
    """The same file in parts of so many rows as a system takes at a time."""
    stem, _, ending = made.file.rpartition(".")
    parts: Sequence[int] = range(0, len(made.rows), most)
    for number, first in enumerate(parts, 1):
        name = made.file if len(parts) == 1 else f"{stem}-{number}.{ending}"
        yield Made(name, made.record, made.headings, made.rows[first : first + most])


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _points(share: float | None) -> Value:
    return None if share is None else round(share * 100, 2)


def _part(name: str, which: str) -> str:
    """The family name, or what goes before it; a Chinese name is one word and its family name stands first."""
    if not name.isascii() and " " not in name:
        return name if which == "last" else ""
    first, _, last = name.rpartition(" ")
    return first if which == "first" else last
