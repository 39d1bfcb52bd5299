"""The facts of many workbooks as one: frames with a row for each of theirs, money in the group's currency."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from pathlib import PurePath
from typing import Any, Final, NamedTuple

import pandas as pd

from sheetsales.dataclass import dataclass
from sheetsales.indicators.period import Period
from sheetsales.reports.group.facts import (
    BookFacts,
    FindingRow,
    ForecastRow,
    MonthRow,
    NotCounted,
    PersonRow,
    StageName,
    StageRow,
)
from sheetsales.reports.group.money import Rate
from sheetsales.texts import Lang, Text

ADDED: Final = (
    "won", "ytd", "won_deals", "ytd_deals", "open_deals", "unpriced", "open_amount", "weighted", "coming", "stalled",
    "stalled_amount", "due", "done", "errors", "warnings", "notes",
)  # fmt: skip
"""What the people of a workbook or team add up to."""
MONEY: Final = frozenset(
    {"target", "year_target", "won", "ytd", "open_amount", "weighted", "coming", "stalled_amount", "amount", "commit", "best"}
)  # fmt: skip
Frame = pd.DataFrame


class Member(NamedTuple):
    """A workbook of the group: its number and name there, and what one unit of its currency is worth in the group's."""

    number: int
    name: str
    facts: BookFacts
    rate: Decimal | None


@dataclass(frozen=True)
class Group:
    """Many workbooks as one. ``notes`` are what is odd about some of them."""

    period: Period
    today: dt.date
    lang: Lang
    currency: str
    rates: tuple[Rate, ...]
    books: tuple[BookFacts, ...]
    not_counted: tuple[NotCounted, ...]
    notes: tuple[Text, ...] = ()

    @cached_property
    def as_of(self) -> dt.date:
        return min(self.today, self.period.last)

    @cached_property
    def members(self) -> tuple[Member, ...]:
        worth = {rate.code: rate.value for rate in self.rates}
        names = _names(self.books)
        return tuple(
            Member(number, name, book, worth[book.currency])
            for number, (book, name) in enumerate(zip(self.books, names, strict=True), 1)
        )

    @property
    def is_mixed(self) -> bool:
        """Whether some workbook reckons in another currency than the group."""
        return any(book.currency != self.currency for book in self.books)

    @cached_property
    def people(self) -> Frame:
        """A row a person, with the number of the team among all teams."""
        found = self._frame(lambda book: book.people, PersonRow._fields)
        numbers = {(row.book, row.team): number for number, row in enumerate(self._team_keys(), 1)}
        found["team_no"] = [numbers[key] for key in zip(found["book"], found["team"], strict=True)]
        return found

    @cached_property
    def teams(self) -> Frame:
        """A row a team, "" for those without one: what is set for it, and what its people add up to."""
        keys = [*self._team_keys()]
        sums = added(self.people, "team_no")
        rows = [
            {"team_no": number, "book": key.book, "team": key.team, "target": key.target, "year_target": key.year_target}
            for number, key in enumerate(keys, 1)
        ]  # fmt: skip
        set_for = self._converted(
            pd.DataFrame(rows, columns=["team_no", "book", "team", "target", "year_target"], dtype=object)
        )
        return set_for.merge(sums, on="team_no", how="left")

    @cached_property
    def totals(self) -> Frame:
        """A row a workbook: what is set for it, and what its people add up to."""
        rows = [
            {"book": m.number, "target": m.facts.target, "year_target": m.facts.year_target}
            for m in self.members
        ]
        set_for = self._converted(pd.DataFrame(rows, columns=["book", "target", "year_target"], dtype=object))
        return set_for.merge(added(self.people, "book"), on="book", how="left")

    @cached_property
    def open_stages(self) -> Frame:
        return self._with_people(self._frame(lambda book: book.open_stages, StageRow._fields))

    @cached_property
    def stages(self) -> Frame:
        """A row a stage of every workbook's process."""
        return self._frame(lambda book: book.stages, StageName._fields)

    @cached_property
    def forecast(self) -> Frame:
        found = self._with_people(self._frame(lambda book: book.forecast, ForecastRow._fields))
        worth = {m.number: m.rate for m in self.members}
        found["own_variance"] = found["variance"]
        found["variance"] = [
            None if (rate := worth[book]) is None else value * float(rate) ** 2
            for book, value in zip(found["book"], found["variance"], strict=True)
        ]
        return found

    @cached_property
    def months(self) -> Frame:
        return self._frame(lambda book: book.months, MonthRow._fields)

    @cached_property
    def findings(self) -> Frame:
        return self._with_people(self._frame(lambda book: book.findings, FindingRow._fields))

    def _team_keys(self) -> Iterable[_TeamKey]:
        """Every team of every workbook with what is set for it, in the order of the workbooks."""
        for member in self.members:
            known = {row.team: row for row in member.facts.teams}
            for team in sorted(
                {p.team for p in member.facts.people} | set(known), key=lambda t: (t == "", t)
            ):
                row = known.get(team)
                yield _TeamKey(member.number, team, row and row.target, row and row.year_target)

    def _frame(self, of: Callable[[BookFacts], Iterable[tuple[Any, ...]]], fields: Sequence[str]) -> Frame:
        rows = [(member.number, *row) for member in self.members for row in of(member.facts)]
        return self._converted(pd.DataFrame(rows, columns=["book", *fields], dtype=object))

    def _converted(self, frame: Frame) -> Frame:
        """Money in the group's currency, and as the workbook has it in columns called ``own_…``."""
        worth = {member.number: member.rate for member in self.members}
        rates = [worth[book] for book in frame["book"]]
        for key in [key for key in frame.columns if key in MONEY]:
            frame[f"own_{key}"] = frame[key]
            values = [_in_group(value, rate) for value, rate in zip(frame[key], rates, strict=True)]
            frame[key] = pd.Series(values, index=frame.index, dtype=object)
        return frame

    def _with_people(self, frame: Frame) -> Frame:
        people = self.people[["book", "person", "name", "team", "team_no"]]
        return frame.merge(people, on=["book", "person"], how="left")


class _TeamKey(NamedTuple):
    book: int
    team: str
    target: Decimal | None
    year_target: Decimal | None


def _in_group(value: Any, rate: Decimal | None) -> Any:
    if value is None or rate is None:
        return None
    return value * (rate if isinstance(value, Decimal) else float(rate))


def added(frame: Frame, by: str) -> Frame:
    """What the rows of each ``by`` add up to; None where none of them is known."""
    grouped = frame.groupby(by, sort=True)
    return pd.DataFrame({key: grouped[key].agg(total) for key in ADDED}, dtype=object).reset_index()


def total(values: Iterable[Any]) -> Any:
    """The sum of those that are known, None where none is."""
    known = [value for value in values if is_known(value)]
    return sum(known[1:], known[0]) if known else None


def rows_of(frame: Frame) -> list[dict[str, Any]]:
    """The rows of a frame, each by the names of its columns."""
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def is_known(value: Any) -> bool:
    """Whether a value of a frame is there; what pandas calls missing is unlike itself."""
    return value is not None and value == value


def _names(books: Sequence[BookFacts]) -> list[str]:
    """What each workbook says its team is called, with the file's name where several are called so."""
    stems = [PurePath(book.place).stem for book in books]
    counts = Counter(book.title.casefold() for book in books)
    named = [
        book.title if book.title and counts[book.title.casefold()] == 1 else _both(book.title, stem)
        for book, stem in zip(books, stems, strict=True)
    ]
    twice: Mapping[str, int] = Counter(name.casefold() for name in named)
    return [f"{name} ({n})" if twice[name.casefold()] > 1 else name for n, name in enumerate(named, 1)]


def _both(title: str, stem: str) -> str:
    return f"{title} · {stem}" if title else stem
