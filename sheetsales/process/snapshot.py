"""What a month looked like at its end, kept in the workbook: plain lines of tab-separated text, some sixty characters a row.

Kept so that later reports can compare: nothing of it is worked out again. Scores and pay never stand in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from typing import Any, Final

from sheetsales.dataclass import dataclass
from sheetsales.process.snapshot_keys import LAST_PROVISIONAL, PREFIX, about_key
from sheetsales.regex import regex

MONTHS_KEPT: Final = 13
"""How long deals, findings and customers are kept; figures and definitions stay."""
_KEY: Final = regex(r"snapshot\.(\d{4}-(?:0[1-9]|1[0-2]))\.([a-z]+)\Z")
_BREAKS: Final = str.maketrans("\t\n\r", "   ")


@dataclass(frozen=True, slots=True)
class KeptFigure:
    """An indicator of the month for a company, team or person; ``value`` None where it was unknown."""

    level: str
    scope: str
    code: str
    value: float | None
    n: int | None
    target: float | None
    status: str


@dataclass(frozen=True, slots=True)
class KeptForecast:
    """What was forecast for a month to come, with the money of stalled deals that stood aside."""

    month: str
    weighted: float | None
    low: float | None
    high: float | None
    commit: float | None
    best: float | None
    stalled: float | None


@dataclass(frozen=True, slots=True)
class KeptDeal:
    """A deal that was open at the month's end, or that ended in the month."""

    id: str
    state: str
    stage: str
    amount: float | None
    expected: dt.date | None
    category: str
    owner: str
    closed_on: dt.date | None


@dataclass(frozen=True, slots=True)
class KeptFinding:
    """A finding of that day. ``told`` says that it stood in the Findings sheet: others were held back by the level."""

    code: str
    record_key: str
    record: str
    column: str
    key: str
    severity: int | None
    owner: str
    told: int | None

    @property
    def identity(self) -> tuple[str, str, str, str, str]:
        """As a finding's own."""
        return self.code, self.record_key, self.record, self.column, self.key


@dataclass(frozen=True, slots=True)
class KeptCustomer:
    """What was said of a customer then."""

    id: str
    grade: str
    type: str
    lifecycle: str
    satisfaction: float | None


@dataclass(frozen=True, slots=True)
class KeptDefinition:
    """What figures rested on: a setting, a stage's standard, an indicator's target, the program's version."""

    kind: str
    key: str
    value: str


Row = KeptFigure | KeptForecast | KeptDeal | KeptFinding | KeptCustomer | KeptDefinition


@dataclass(frozen=True)
class Snapshot:
    """A month as it was kept. ``made_on`` is the day it was taken, ``closed_on`` the one it was finalised by hand."""

    month: str
    made_on: dt.date
    closed_on: dt.date | None = None
    figures: tuple[KeptFigure, ...] = ()
    forecasts: tuple[KeptForecast, ...] = ()
    deals: tuple[KeptDeal, ...] = ()
    findings: tuple[KeptFinding, ...] = ()
    customers: tuple[KeptCustomer, ...] = ()
    definitions: tuple[KeptDefinition, ...] = ()

    def is_final(self, today: dt.date) -> bool:
        """Whether it stays as it is: finalised by hand, or the days to renew it are over."""
        return self.closed_on is not None or today > provisional_until(self.month)

    def figure(self, code: str, level: str = "company", scope: str = "") -> KeptFigure | None:
        """An indicator's figure then; None where none was kept."""
        wanted = (level, scope, code)
        return next((f for f in self.figures if (f.level, f.scope, f.code) == wanted), None)


def provisional_until(month: str) -> dt.date:
    """The last day on which a month's snapshot is renewed."""
    year, number = int(month[:4]), int(month[5:])
    return dt.date(year + number // 12, number % 12 + 1, LAST_PROVISIONAL)


class _Part:
    """A part of a snapshot: the class of its rows, and how each of their values is read."""

    def __init__(self, made: Callable[..., Row], *reads: Callable[[str], Any], lasts: bool = False) -> None:
        self.made, self.reads, self.lasts = made, reads, lasts

    def rows(self, text: str) -> Iterator[Row]:
        """The rows of a text; lines that are not ours count as none."""
        for line in text.split("\n"):
            cells = line.split("\t")
            if len(cells) == len(self.reads):
                yield self.made(*(read(cell) for read, cell in zip(self.reads, cells, strict=True)))


def _number(text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _count(text: str) -> int | None:
    number = _number(text)
    return int(number) if number is not None and number == number // 1 else None


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


_PARTS: Final[Mapping[str, _Part]] = {
    "figures": _Part(KeptFigure, str, str, str, _number, _count, _number, str, lasts=True),
    "forecasts": _Part(KeptForecast, str, *[_number] * 6, lasts=True),
    "deals": _Part(KeptDeal, str, str, str, _number, _day, str, str, _day),
    "findings": _Part(KeptFinding, str, str, str, str, str, _count, str, _count),
    "customers": _Part(KeptCustomer, str, str, str, str, _number),
    "definitions": _Part(KeptDefinition, str, str, str, lasts=True),
}


def written(snapshot: Snapshot) -> dict[str, str]:
    """The texts to keep, by their keys in the store."""
    about = f"{snapshot.made_on.isoformat()}\t{snapshot.closed_on.isoformat() if snapshot.closed_on else ''}"
    texts = {about_key(snapshot.month): about}
    for name in _PARTS:
        rows: Sequence[Row] = getattr(snapshot, name)
        texts[f"{PREFIX}{snapshot.month}.{name}"] = "\n".join(_line(row) for row in rows)
    return texts


def _line(row: Row) -> str:
    return "\t".join(_cell(value) for value in astuple(row))


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case float():
            return repr(value).removesuffix(".0")
        case dt.date():
            return value.isoformat()
        case _:
            return str(value).translate(_BREAKS)


def outdated(store: Mapping[str, str], month: str) -> dict[str, str]:
    """The texts to drop, as blank ones, once the month's snapshot is kept: what is older than it is kept for."""
    oldest = int(month[:4]) * 12 + int(month[5:]) - MONTHS_KEPT
    return {
        key: ""
        for key, kept, part in _keys(store)
        if part in _PARTS and not _PARTS[part].lasts and int(kept[:4]) * 12 + int(kept[5:]) <= oldest
    }


def _keys(store: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for key in store:
        if (match := _KEY.match(key)) is not None:
            yield key, match[1], match[2]


class Snapshots:
    """The snapshots in a workbook's store, each read when it is asked for."""

    def __init__(self, store: Mapping[str, str]) -> None:
        self._texts = {key: store[key] for key, _, _ in _keys(store)}

    @property
    def months(self) -> tuple[str, ...]:
        """The months kept, oldest first."""
        return tuple(sorted({month for _, month, part in _keys(self._texts) if part == "about"}))

    def of(self, month: str) -> Snapshot | None:
        """The month's snapshot; None where none was kept."""
        made, _, closed = self._texts.get(about_key(month), "").partition("\t")
        made_on = _day(made)
        if made_on is None:
            return None
        parts = {
            name: tuple(part.rows(self._texts.get(f"{PREFIX}{month}.{name}", "")))
            for name, part in _PARTS.items()
        }
        return Snapshot(month, made_on, _day(closed), **parts)  # type: ignore[arg-type]  # each part makes rows of its class


NO_SNAPSHOTS: Final = Snapshots({})
