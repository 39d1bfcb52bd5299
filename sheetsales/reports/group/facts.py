"""What is kept of a workbook for its group: small tables by person, in the workbook's own currency."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Literal, NamedTuple

from sheetsales.dataclass import dataclass
from sheetsales.texts import Lang, Text

Money = Decimal | None


class PersonRow(NamedTuple):
    """One person; a blank ``person`` stands for the deals of nobody. Money is None where nothing of it is known.

    ``priced`` are the deals ``won`` that carry an amount, ``unpriced`` the open ones without one. ``coming`` is the weighted
    value of open deals expected up to the end of the year.
    """

    person: str
    name: str
    team: str
    target: Money
    year_target: Money
    won_deals: int | None
    priced: int | None
    won: Money
    ytd_deals: int | None
    ytd: Money
    open_deals: int
    unpriced: int
    open_amount: Money
    weighted: float | None
    coming: float | None
    stalled: int | None
    stalled_amount: Money
    due: int
    done: int
    errors: int
    warnings: int
    notes: int


class TeamRow(NamedTuple):
    """What is set for a team."""

    team: str
    target: Money
    year_target: Money


class StageRow(NamedTuple):
    """The open deals of a person in a stage; a blank ``stage`` where it is none of the process."""

    person: str
    stage: str
    deals: int
    amount: Money
    weighted: float | None
    stalled: int | None


class StageName(NamedTuple):
    """A stage of a workbook's process, and how deals went through it in the period; None where no log tells."""

    stage: str
    order: int
    name: Text
    entered: int | None
    advanced: int | None
    lost: int | None


class ForecastRow(NamedTuple):
    """What a person's open deals expected in a month may bring; ``variance`` is that of the weighted sum."""

    person: str
    month: str
    deals: int
    weighted: float
    variance: float
    commit: Decimal
    best: Decimal


class MonthRow(NamedTuple):
    """A month of the workbook: what was won in it, and its target."""

    month: str
    won: Money
    target: Money


class FindingRow(NamedTuple):
    """How many findings of a rule somebody has."""

    person: str
    code: str
    severity: str
    findings: int


@dataclass(frozen=True)
class BookFacts:
    """All that is kept of one workbook.

    ``digest`` is that of the file, ``book_id`` what was given to it when it was first split, ``holder`` whom a copy was
    issued to, ``edited`` when its file says it was last saved; ``marks`` holds a short hash of every deal, by which copies
    that were saved again are known. ``why`` are figures that are unknown, with the reason.
    """

    place: str
    title: str
    lang: Lang
    currency: str
    rates: tuple[tuple[str, Decimal], ...]
    digest: str
    book_id: str
    holder: str
    edited: str
    as_of: dt.date
    year_start: dt.date
    deals: int
    marks: bytes
    target: Money
    year_target: Money
    people: tuple[PersonRow, ...]
    teams: tuple[TeamRow, ...]
    open_stages: tuple[StageRow, ...]
    stages: tuple[StageName, ...]
    forecast: tuple[ForecastRow, ...]
    months: tuple[MonthRow, ...]
    findings: tuple[FindingRow, ...]
    why: tuple[tuple[str, Text], ...] = ()


Fate = Literal["unread", "no_deals", "ours", "copy", "older", "issued"]


@dataclass(frozen=True)
class NotCounted:
    """A file that is not in the group's figures: why, and what it is a copy of where it is one."""

    place: str
    fate: Fate
    reason: Text
    of: str = ""
