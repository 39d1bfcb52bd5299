"""A column of follow-ups, several in a cell: the days in it are the contacts, whatever the lists make of its heading."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final

from sheetsales.book.parsing.follow_ups import follow_ups
from sheetsales.schema.assignment import Assignment
from sheetsales.schema.binding import BoundColumn
from sheetsales.schema.block import Block, Field
from sheetsales.schema.record import Record
from sheetsales.schema.words import words_of

_RECORDS: Final = frozenset({"pipeline", "customers"})
_CONTACT: Final = frozenset({"FOLLOW", "CONTACT", "VISIT", "REVISIT", "CALL", "ACT"})
_AHEAD: Final = frozenset({"NEXT", "PLAN", "EXPECT", "FIRST"})
_MOST: Final = 0.5
_SOME_DAY: Final = dt.date(2026, 12, 31)
"""Whether a note names a day does not hang on the year."""


def with_piles(record: Record, block: Block, found: Assignment) -> Assignment:
    """The assignment, with the column in which follow-ups pile up as the contacts where none is bound for them."""
    keys = {bound.column.key for bound in found.bound}
    if record.key not in _RECORDS or "last_contact" in keys:
        return found
    free = {b.sheet_column for b in found.bound if b.column.key == "notes"}
    free |= {o.field.sheet_column for o in found.open}
    field = next((f for f in block.fields if f.sheet_column in free and _piles_up(f)), None)
    if field is None:
        return found
    at = field.sheet_column
    pile = BoundColumn(record.by_key["last_contact"], at, field.text)
    bound = [b for b in found.bound if b.sheet_column != at]
    return replace(
        found,
        bound=tuple(sorted((*bound, pile), key=lambda b: b.sheet_column)),
        open=tuple(o for o in found.open if o.field.sheet_column != at),
        unsure=found.unsure | {at},
    )


def _piles_up(field: Field) -> bool:
    known = words_of(field.text).known
    if not known & _CONTACT or known & _AHEAD:
        return False
    texts = [value for value in field.sample.values if isinstance(value, str)]
    dated = [sum(one.on is not None for one in follow_ups(text, _SOME_DAY)) for text in texts]
    many = sum(1 for days in dated if days)
    return bool(texts) and many >= len(field.sample.values) * _MOST and max(dated) > 1
