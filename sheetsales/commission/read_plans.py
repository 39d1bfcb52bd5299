"""The rows of the Commission plans sheet as plans; titles of roles, levels, people and indicators stand for their codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from sheetsales.book.book import Book
from sheetsales.commission.applies import PLAIN, Word, applies_to
from sheetsales.commission.figure_names import names
from sheetsales.commission.gates import OWN, gate_of
from sheetsales.commission.plans import SIZES, PlanRow, Plans, plans_of
from sheetsales.schema import defaults

_COLUMNS: Final = (
    "kind", "plan", "name", "applies_to", "basis", "period", "from", "to", "value", "gate", "valid_from", "valid_to",
)  # fmt: skip
OTHER_FIGURES: Final = frozenset({"score"})
"""Figures that are no indicators and that a gate may name."""


def known_figures() -> frozenset[str]:
    """The codes a gate may compare."""
    return frozenset(row["code"] for row in defaults.indicators()) | OWN | OTHER_FIGURES


def words_of(book: Book) -> Mapping[str, Word]:
    """Lower-case word → what it means under Applies to."""
    found: dict[str, Word] = dict(PLAIN)
    team = book.table("team")
    for key, name in zip(team.get("id"), team.get("name"), strict=True):
        for word in (key, name):
            if word and key:
                found.setdefault(str(word).casefold(), Word("person", key))
    for choices, kind in (("role", "role"), ("seniority", "level")):
        for code, label in book.labels.get(choices, {}).items():
            for word in (code, label.zh, label.en):
                found[word.casefold()] = Word(kind, code)  # type: ignore[arg-type]  # one of the two
    return found


def plan_rows(book: Book) -> Iterator[PlanRow]:
    """The rows that say a kind and a plan; a gate that cannot be read counts as one that is never met."""
    table, words, titles = book.table("commission_plans"), words_of(book), names()
    for at, values in enumerate(zip(*map(table.get, _COLUMNS), strict=True)):
        kind, plan, name, applies, basis, period, low, high, value, gate, first, last = values
        if not kind or not plan:
            continue
        conditions = gate_of(gate or "", titles)
        yield PlanRow(
            at, kind, plan.strip(), applies_to(applies or "", words), basis or "", SIZES.get(period or "", 0),
            _decimal(low), _decimal(high), _decimal(value), conditions if conditions is not None else NEVER,
            name or "", _day(first), _day(last),
        )  # fmt: skip


NEVER: Final = gate_of("unreadable>0") or ()
"""Stands for a condition that nobody can judge."""


def read_plans(book: Book) -> Plans:
    return plans_of(tuple(plan_rows(book)))


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else value if isinstance(value, Decimal) else Decimal(str(value))


def _day(value: Any) -> dt.date | None:
    found: dt.date | None = value
    return found
