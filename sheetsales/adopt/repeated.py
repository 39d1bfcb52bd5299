"""Sheets that repeat another one: one of the two is read, and the other asked about; nothing is added up twice."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from sheetsales.adopt.answers import LATER, LEAVE
from sheetsales.adopt.proposal import Option, ProposedTable, Question
from sheetsales.cells.grid import Workbook
from sheetsales.dataclass import dataclass
from sheetsales.schema.binding import BoundTable, RefusedSheet
from sheetsales.schema.copies import Copy, copies
from sheetsales.texts import Text

_WHY = Text(
    "有 {rows} 行与“{of}”相同，像是它的副本", "{rows:row|rows} also on '{of}', so it seems to be a copy"
)
_ONCE = Text(
    "有 {rows} 行与“{of}”是同一单，只算后一张表里的一次", "{rows:row|rows} of deals that stand on '{of}' too; each counts once"
)  # fmt: skip
_MANY = Text(
    "共有 {rows} 行别的表里已有，像是副本或各月的存档",
    "{rows:row|rows} of theirs on other sheets too, so they seem to be copies or what was kept of earlier months",
)
_MANY_ONCE = Text(
    "共有 {rows} 行与别的表是同一单，各只算一次",
    "{rows:row|rows} of theirs on other sheets too; each deal counts once",
)
_AS_WELL = Text("另算（{record}）", "count it as well ({record})")


@dataclass(frozen=True)
class Kept:
    """The tables to read, the copies that are not, and what is asked about them."""

    tables: tuple[ProposedTable, ...]
    refused: tuple[RefusedSheet, ...]
    questions: tuple[Question, ...]


def without_repeated(
    tables: Sequence[ProposedTable],
    own: Iterable[BoundTable],
    workbook: Workbook,
    apart: Collection[str],
    as_bound: Callable[[ProposedTable], BoundTable],
) -> Kept:
    """Every sheet that repeats another one set aside, but for those ``apart``, of which somebody said that they count."""
    if not tables:
        return Kept((), (), ())
    found = copies([*own, *map(as_bound, tables)], workbook.grid)
    foreign = {table.sheet for table in tables}
    asked = [copy for copy in found if copy.sheet in foreign and copy.sheet not in apart]
    left = {copy.sheet for copy in asked if copy.is_left}
    return Kept(
        tuple(table for table in tables if table.sheet not in left),
        tuple(RefusedSheet(copy.sheet, "copy", copy.of, copy.rows) for copy in asked if copy.is_left),
        tuple(_questions(asked)),
    )


def _questions(asked: Sequence[Copy]) -> Iterator[Question]:
    """One question for all copies of one kind of record: whoever keeps a sheet a month has many."""
    groups: dict[tuple[str, bool], list[Copy]] = {}
    for copy in asked:
        groups.setdefault((copy.record.key, copy.is_left), []).append(copy)
    for group in groups.values():
        first = _question(group[0])
        if len(group) > 1:
            why = _MANY if group[0].is_left else _MANY_ONCE
            others = tuple(copy.sheet for copy in group[1:])
            first = replace(first, why=why.fill(rows=sum(copy.rows for copy in group)), with_sheets=others)
        yield first


def _question(copy: Copy) -> Question:
    why = (_WHY if copy.is_left else _ONCE).fill(rows=copy.rows, of=copy.of)
    option = Option(copy.record.key, _AS_WELL.fill(record=copy.record.title))
    default = LEAVE if copy.is_left else LATER
    return Question("copy", copy.sheet, copy.sheet, why, (option,), default=default)
