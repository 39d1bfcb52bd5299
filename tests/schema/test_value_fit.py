"""What the cells below a heading say about a reading of it."""

from __future__ import annotations

import datetime as dt

import pytest

from sheetsales.cells.values import CellValue
from sheetsales.schema.outcome_pair import says_outcomes, says_places, says_stages
from sheetsales.schema.samples import Sample
from sheetsales.schema.value_fit import CONFIRMED, FORBIDDEN, OPEN, value_fit

_DAYS: tuple[CellValue, ...] = tuple(dt.date(2026, 1, n) for n in range(1, 13))
_COUNT: tuple[CellValue, ...] = tuple(range(1, 13))
_NAMES: tuple[CellValue, ...] = tuple(f"Firm {chr(65 + n)}" for n in range(12))
_REPS: tuple[CellValue, ...] = ("Amy", "Ben", "Cara") * 4
_LONG: tuple[CellValue, ...] = tuple(f"they asked for a sample of line {n} and a price" for n in range(12))


@pytest.mark.parametrize(
    ("kind", "values", "fit"),
    [
        ("date", _DAYS, CONFIRMED), ("date", _NAMES, FORBIDDEN), ("date", ("10.14", "10.15", "11.2"), OPEN), ("date", (*_DAYS[:5], *_NAMES[:5]), OPEN),
        ("num", (120, 250, 380, 120.5), CONFIRMED), ("num", _NAMES, FORBIDDEN), ("num", _DAYS, FORBIDDEN), ("num", _COUNT, FORBIDDEN), ("num", (5,) * 9, OPEN),
        ("choice", _REPS, CONFIRMED), ("choice", _LONG, FORBIDDEN), ("choice", tuple(f"s{n}" for n in range(20)), FORBIDDEN), ("choice", _NAMES[:6], OPEN), ("choice", _DAYS, FORBIDDEN),
        ("fewchoice", _REPS, CONFIRMED), ("fewchoice", _LONG, FORBIDDEN), ("fewchoice", _NAMES[:3], OPEN),
        ("person", _REPS, CONFIRMED), ("person", _NAMES, OPEN), ("person", _COUNT, FORBIDDEN), ("person", tuple(f"p{n}@firm.example" for n in range(9)), FORBIDDEN),
        ("outcome", ("Won", "Lost", "Open") * 4, CONFIRMED), ("outcome", ("Proposal", "Demo", "Won") * 4, OPEN), ("outcome", _LONG, FORBIDDEN),
        ("flag", ("Yes", "No") * 5, CONFIRMED), ("flag", _NAMES, FORBIDDEN),
        ("text", _NAMES, OPEN), ("text", _DAYS, FORBIDDEN), ("cust", _NAMES, OPEN), ("cust", ("台", "套", "个") * 4, FORBIDDEN), ("cust", _DAYS, FORBIDDEN),
        ("name", _NAMES, CONFIRMED), ("name", _COUNT, FORBIDDEN), ("name", _REPS, OPEN), ("uname", _REPS, FORBIDDEN), ("uname", _NAMES, OPEN),
        ("id", _COUNT, OPEN), ("id", _DAYS, FORBIDDEN), ("no", _COUNT, FORBIDDEN), ("no", (1, 2, "total"), FORBIDDEN), ("no", ("HT-1", "HT-2"), CONFIRMED), ("no", (8, 3, 9), OPEN), ("no", _LONG, FORBIDDEN),
        ("email", ("a@b.c", "d@e.f"), CONFIRMED), ("email", _NAMES, FORBIDDEN), ("email", ("a@b.c", "x", "y"), OPEN), ("phone", ("020 7946 0123",), CONFIRMED), ("phone", _DAYS, FORBIDDEN), ("phone", _NAMES, OPEN),
        ("period", ("2026-01", "2026-02"), CONFIRMED), ("period", ("1月", "二季度", "Jan"), CONFIRMED), ("period", _NAMES, FORBIDDEN), ("period", ("2026-01", "x", "y"), OPEN),
        ("any", _NAMES, OPEN), ("nothing we know", _NAMES, OPEN), ("date", (), OPEN),
    ],
)  # fmt: skip
def test_what_values_say(kind: str, values: tuple[CellValue, ...], fit: float) -> None:
    assert value_fit(kind, Sample(values)) == fit


def test_outcomes_and_places_are_told_apart() -> None:
    assert says_outcomes(Sample(("Won", "Lost", "Open")))
    assert not says_outcomes(Sample(("Proposal sent", "Negotiation", "Won")))
    assert not says_outcomes(Sample(()))
    assert not says_outcomes(Sample(tuple(f"word {n}" for n in range(20))))
    assert says_places(Sample(("Proposal sent", "Negotiation", "Won")))
    assert not says_places(Sample(("Won", "Lost", "Open")))


def test_words_of_stages_are_known_by_their_meaning_where_nearly_all_are() -> None:
    assert says_stages(Sample(("Needs analysis", "Quotation sent", "In negotiation", "Won", "Lost")))
    assert says_stages(Sample(("Contacted", "Proposal made", "In negotiation", "Won", "Florp")))
    assert not says_stages(Sample(("Contacted", "Proposal made", "Florp", "Blarg")))
    assert not says_stages(Sample(("Won", "Lost", "Open"))), "outcomes are no places in a funnel"
    assert not says_stages(Sample(("Contacted", "Proposal made", 3)))
    assert not says_stages(Sample(()))
