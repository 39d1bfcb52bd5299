"""Whether the cells below a heading are of the kind that its reading wants: they confirm it, leave it open, or forbid it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Final

from sheetsales.schema import aliases
from sheetsales.schema.outcome_pair import says_outcomes
from sheetsales.schema.samples import Sample

CONFIRMED, OPEN, FORBIDDEN = 0.3, 0.0, -9.0
"""What values do to the strength of a reading."""
_MOST: Final = 0.6
_HARDLY: Final = 0.35
_FEW: Final = 12
_SHORT: Final = 24
_ENOUGH: Final = 5
"""Fewer values than this tell nothing of how often they repeat."""
_ALL_DIFFER: Final = 0.9
_PLAIN_ROWS: Final = 3
_YES_NO: Final = 0.8
_WORDS_OF_AN_ID: Final = 3


def value_fit(kind: str, sample: Sample) -> float:
    """What the values add to a reading of this kind; ``FORBIDDEN`` where it cannot be."""
    return _FITS.get(kind, _any)(sample) if sample.values else OPEN


def _any(_sample: Sample) -> float:
    return OPEN


def _date(sample: Sample) -> float:
    if sample.dates + sample.month_days >= _MOST:
        return CONFIRMED if sample.dates >= _MOST else OPEN
    return FORBIDDEN if sample.dates + sample.month_days < _HARDLY else OPEN


def _number(sample: Sample) -> float:
    if sample.dates >= _MOST or sample.numbers < _HARDLY or sample.counts_rows:
        return FORBIDDEN
    constant = len(sample.values) >= _ENOUGH and sample.unique * len(sample.values) <= 1
    return CONFIRMED if sample.numbers >= _MOST and not constant else OPEN


def _choice(sample: Sample) -> float:
    """Few different, short; what differs from row to row, or runs on, is no choice."""
    if sample.dates >= _MOST or sample.numbers >= 0.8 or _long(sample):
        return FORBIDDEN
    if len(sample.values) >= _ENOUGH and sample.unique > _ALL_DIFFER:
        return FORBIDDEN if len(sample.values) > _FEW else OPEN
    few = len(set(sample.texts)) <= max(_FEW, len(sample.values) // 4)
    return CONFIRMED if few and len(sample.values) >= _ENOUGH else OPEN


def _long(sample: Sample) -> bool:
    return sample.share(v for v in sample.values if isinstance(v, str) and len(v) > _SHORT) > _HARDLY


def _person(sample: Sample) -> float:
    if (
        sample.dates >= _MOST
        or sample.numbers >= _MOST
        or (sample.emails >= 0.8 and sample.unique > _ALL_DIFFER)
    ):
        return FORBIDDEN
    repeats = len(sample.values) >= _ENOUGH and sample.unique < 0.6
    return CONFIRMED if repeats else OPEN


def _few(sample: Sample) -> float:
    fit = _choice(sample)
    return CONFIRMED if fit == CONFIRMED else FORBIDDEN if fit == FORBIDDEN else OPEN


def _outcome(sample: Sample) -> float:
    if _choice(sample) == FORBIDDEN:
        return FORBIDDEN
    return CONFIRMED if says_outcomes(sample) else OPEN


def _flag(sample: Sample) -> float:
    """Yes and no, however it is written."""
    return CONFIRMED if sample.overlap(aliases.yes_no()) >= _YES_NO else FORBIDDEN


def _text(sample: Sample) -> float:
    return FORBIDDEN if sample.dates >= 0.8 or sample.numbers >= 0.8 else OPEN


def _customer(sample: Sample) -> float:
    """A customer is no unit of measure, no number and no day; two letters of which there are four are no names."""
    if sample.dates >= _MOST:
        return FORBIDDEN
    short = sample.share(v for v in sample.values if len(str(v).strip()) <= 2)
    if len(sample.values) >= _ENOUGH and short > 0.8 and len(set(sample.texts)) <= 4:
        return FORBIDDEN
    return OPEN


def _name(sample: Sample) -> float:
    if _text(sample) == FORBIDDEN:
        return FORBIDDEN
    return CONFIRMED if len(sample.values) >= _ENOUGH and sample.unique >= 0.8 else OPEN


def _unique_name(sample: Sample) -> float:
    if len(sample.values) >= _PLAIN_ROWS and sample.unique < 0.8:
        return FORBIDDEN
    return _text(sample)


def _id(sample: Sample) -> float:
    """Ids may be long, but are not written in sentences."""
    spoken = sample.share(v for v in sample.values if isinstance(v, str) and len(v.split()) > _WORDS_OF_AN_ID)
    return FORBIDDEN if sample.dates >= _MOST or spoken > _HARDLY else OPEN


def _row_number(sample: Sample) -> float:
    """Under 编号 alone: texts with a number in them, all different, are ids; numbers that go up by one count rows."""
    if _id(sample) == FORBIDDEN or sample.counts_rows:
        return FORBIDDEN
    figures = sample.figures
    steps = sum(1 for one, next_one in pairwise(figures) if next_one - one == 1)
    if figures and figures[0] <= 1 and steps >= (len(figures) - 1) * _MOST:
        return FORBIDDEN
    texts = sample.share(v for v in sample.values if isinstance(v, str) and any(ch.isdigit() for ch in v))
    return CONFIRMED if texts >= _ALL_DIFFER and sample.unique >= _ALL_DIFFER else OPEN


def _email(sample: Sample) -> float:
    return CONFIRMED if sample.emails >= _MOST else FORBIDDEN if sample.emails < 0.2 else OPEN


def _phone(sample: Sample) -> float:
    return CONFIRMED if sample.phones >= _MOST else FORBIDDEN if sample.dates >= _MOST else OPEN


def _period(sample: Sample) -> float:
    plain = sample.share(v for v in sample.values if _is_part_of_year(v))
    found = max(sample.periods, plain)
    return CONFIRMED if found >= _MOST else FORBIDDEN if found < 0.2 else OPEN


def _is_part_of_year(value: object) -> bool:
    text = str(value).strip().casefold()
    return text[:3] in _MONTHS or text.endswith(("月", "季度")) or text in _NUMBERS or text[:1] == "q"


_MONTHS: Final = frozenset(
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
)
_NUMBERS: Final = frozenset(str(n) for n in range(1, 13))

_FITS: Final[Mapping[str, Callable[[Sample], float]]] = {
    "date": _date, "future": _date, "past": _date, "num": _number, "pct": _number, "choice": _choice, "fewchoice": _few,
    "outcome": _outcome, "flag": _flag, "values": _choice, "person": _person, "rep": _person, "people": _text, "text": _text,
    "cust": _customer, "name": _name, "uname": _unique_name, "id": _id, "no": _row_number, "email": _email, "phone": _phone, "period": _period,
}  # fmt: skip
