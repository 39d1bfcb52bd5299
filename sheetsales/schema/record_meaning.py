"""Which record a block of headings holds, by what its headings and values mean together.

For every record each heading bids for the columns it may mean; the best bids win, each column and each heading once. What
the record has of its weighty columns, damped by what of the sheet it leaves unread, makes its points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.schema import aliases
from sheetsales.schema.block import Block, Field
from sheetsales.schema.evidence import Verdict, judge
from sheetsales.schema.meaning import FRAMES, readings, records_known
from sheetsales.schema.period_headings import names_period
from sheetsales.schema.record_shifts import (
    forbidden,
    is_wide_target,
    named_by_title,
    sheet_is_foreign,
    shift,
)
from sheetsales.schema.row_names import lists_people, names_its_rows, numbers_customers
from sheetsales.schema.value_fit import FORBIDDEN, value_fit
from sheetsales.schema.words import words_of
from sheetsales.schema.workbook import RECORDS

ENOUGH: Final = 6.0
"""Points from which on a record is taken."""
AHEAD: Final = 0.8
"""A lead smaller than this is asked about."""
_TITLED: Final = 4.0
_FULL: Final = 3.0
_LISTED: Final[Mapping[str, float]] = {"": 3.0, "values": 2.6, "ref": 2.6, "unique": 1.8, "ask": 1.5}
"""How strong a heading that a list knows is, by the rule of the list."""
_OF_A_NAMED_TEAM: Final = frozenset({"id", "region", "email", "phone", "level"})
"""What is enough beside a name where the sheet says of itself that it lists a team."""
_TOLD: Final = 1.8
"""So sure what a record cannot be without has to be."""
_BY_PLACE: Final = 2.0
"""How sure a name is that only its place or its sheet says."""
_FACTS_OF_A_LEAD: Final = 3
_UNREAD: Final = 0.5
"""The share of the points that a record keeps of which no heading could be read."""


@dataclass(frozen=True, slots=True)
class Bid:
    """A heading for a column; ``strength`` is that of its words, more or less by what stands below."""

    field: Field
    column: str
    strength: float


@dataclass(frozen=True, slots=True)
class Understood:
    """What a block would be as one record: its points, which heading is which column, and what is missing for it to be
    one: of every group one column. ``frame`` names the rules it was read by."""

    frame: str
    points: float
    bids: tuple[Bid, ...]
    missing: tuple[tuple[str, ...], ...] = ()

    @property
    def record(self) -> str:
        return FRAMES.get(self.frame, self.frame)

    @property
    def columns(self) -> frozenset[str]:
        return frozenset(bid.column for bid in self.bids)


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for record, column, weight, _ in aliases.rows("record_weights"):
        found.setdefault(record, {})[column] = float(weight)
    return found


@cache
def anchors(record: str) -> tuple[tuple[str, ...], ...]:
    """Of every group a record cannot be without one column at least."""
    groups = next((row[3] for row in aliases.rows("record_weights") if row[0] == record and row[3]), "")
    return tuple(tuple(group.split("|")) for group in groups.split())


def understood(block: Block) -> tuple[Understood, ...]:
    """Every record that the block could be, best first; what lacks something it cannot be without comes last."""
    if sheet_is_foreign(block):
        return ()
    found = [_as(record, block) for record in records_known() if record in _weights()]
    return tuple(sorted((f for f in found if f.bids), key=lambda f: (bool(f.missing), -f.points, f.frame)))


def clearest(found: Sequence[Understood]) -> Understood | None:
    """The record that has enough and leads."""
    whole = [f for f in found if not f.missing and f.points >= ENOUGH]
    others = [f for f in whole if f.record != whole[0].record]
    if not whole or (others and whole[0].points - others[0].points < AHEAD):
        return None
    return whole[0]


def frame_of(record: str, block: Block) -> str:
    """The rules by which a block is read as a record: its own, or those of a frame that reads more of it."""
    frames = [frame for frame, of in FRAMES.items() if of == record]
    found = [f for f in (_as(name, block) for name in (record, *frames)) if not f.missing] if frames else []
    return max(found, key=lambda f: f.points).frame if found else record


def _as(record: str, block: Block) -> Understood:
    weights = _weights()[record]
    bids = _with_name(record, block, tuple(_assigned(_bids(record, block.fields), weights)))
    columns = frozenset(bid.column for bid in bids)
    points = sum(weights.get(bid.column, 0.0) * min(bid.strength, _FULL) / _FULL for bid in bids)
    filled = sum(1 for field in block.fields if field.sample.values) or len(block.fields)
    read = len(bids)
    if record == "targets" and "value" not in columns and is_wide_target(block):
        columns |= {"value", "period"}
        read += sum(names_period(field.text) for field in block.fields)
        points += weights["value"]
    points *= _UNREAD + (1 - _UNREAD) * min(1.0, read / filled)
    points += shift(record, columns, block)
    named = named_by_title(record, block)
    told = (columns - {bid.column for bid in bids}) | {bid.column for bid in bids if bid.strength >= _TOLD}
    missing = tuple(group for group in anchors(record) if told.isdisjoint(group))
    if named and record == "team" and not columns.isdisjoint(_OF_A_NAMED_TEAM):
        missing = tuple(group for group in missing if "role" not in group)
    if record == "customers" and _goes_by_number(columns, block):
        missing = tuple(group for group in missing if "name" not in group)
    missing += forbidden(record, columns)
    points += _TITLED if named else 0.0
    return Understood(record, points, bids, missing)


def _with_name(record: str, block: Block, bids: tuple[Bid, ...]) -> tuple[Bid, ...]:
    """The bids, with the heading that names the rows where none of them does."""
    field = names_its_rows(record, block, {bid.column for bid in bids})
    if field is None:
        return bids
    return (*(bid for bid in bids if bid.field is not field), Bid(field, "name", _BY_PLACE))


def _goes_by_number(columns: frozenset[str], block: Block) -> bool:
    """Whether the rows of a sheet called customers or leads have a number instead of a name, and facts enough beside it."""
    numbered = sum(1 for f in block.fields if numbers_customers(words_of(f.text).known))
    enough = len(columns) >= _FACTS_OF_A_LEAD and "id" in columns
    return enough and numbered == 1 and lists_people(block)


def _bids(record: str, fields: Iterable[Field]) -> Iterator[Bid]:
    for field in fields:
        best: dict[str, float] = {}
        for column, strength in (*_by_words(record, field), *_by_list(record, field)):
            best[column] = max(best.get(column, 0.0), strength)
        for column, strength in best.items():
            if strength >= 1.0:
                yield Bid(field, column, strength)


def _by_words(record: str, field: Field) -> Iterator[tuple[str, float]]:
    for reading in readings(record, field.text):
        fit = value_fit(reading.values, field.sample)
        if fit != FORBIDDEN:
            yield reading.column, reading.strength + fit


def _by_list(record: str, field: Field) -> Iterator[tuple[str, float]]:
    if record in FRAMES:
        return
    for alias in aliases.lookup(aliases.of(record), field.heading) or ():
        column = RECORDS[record].by_key.get(alias.column)
        if column is not None and judge(record, column, field.sample) is not Verdict.NO:
            yield alias.column, _LISTED[alias.rule]


def _assigned(bids: Iterable[Bid], weights: Mapping[str, float]) -> Iterator[Bid]:
    """Each column and each heading once: the strongest first, then what tells most of the record, then the fuller one."""
    columns: set[str] = set()
    at: set[int] = set()
    for bid in sorted(
        bids,
        key=lambda b: (
            -b.strength, -weights.get(b.column, 0.0), -len(b.field.sample.values), b.field.sheet_column
        ),
    ):  # fmt: skip
        if bid.column not in columns and bid.field.sheet_column not in at:
            columns.add(bid.column)
            at.add(bid.field.sheet_column)
            yield bid
