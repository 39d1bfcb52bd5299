"""The open tasks of a workbook and the people they can go to, as a problem that can be solved."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from sheetsales.allocation.problem import Job, Level, Need, Person, Problem
from sheetsales.book.book import Book
from sheetsales.planning.window import Window
from sheetsales.process.calendar import WorkingCalendar
from sheetsales.process.capacity import Capacity, capacities
from sheetsales.process.people import folded
from sheetsales.texts import Text

EVERYWHERE: Final = "national"
_PRODUCT: Final = "product "
"""Before the code of a product, so that no region or skill has the same."""
_GRADES: Final = "ABCD"
_LEVELS: Final = {"junior": Level.JUNIOR, "mid": Level.MID, "senior": Level.SENIOR}
_OVER: Final = frozenset({"done", "cancelled"})
_UNDER_WAY: Final = "doing"
_SPLIT: Final = re.compile(r"[、,，;；/]+")
_LONGEST = 10_000
"""Hours; what is longer is a slip of the pen."""


class LeftOut(Enum):
    """Why an open task is not shared out."""

    NO_HOURS = "no hours"
    NO_DUE = "no due date"
    LATER = "due later"


@dataclass(frozen=True)
class Work:
    """``rows`` gives the row in Tasks of each job, ``due`` the row's due date by job. ``left_out`` are open tasks (row → why)
    that are not shared out; tasks due after the window are not counted among them but in ``later``.
    ``guesses`` says that the window reaches past the public holidays that are known, so that only weekends are off there.
    ``capacity`` is everybody's time in the window, ``words`` the label of every code a need may hold."""

    window: Window
    problem: Problem
    rows: Mapping[str, int]
    left_out: Mapping[int, LeftOut]
    later: int
    capacity: Mapping[str, Capacity]
    words: Mapping[str, str]
    guesses: bool = False


def work(
    book: Book, calendar: WorkingCalendar, days: Window, *, rebalance: bool = False, turn: int = 0
) -> Work:
    """What is to be done in the window and by whom it can be.

    Overdue tasks belong to it. Tasks under way stay with who is at them. With ``rebalance`` who has a task keeps it
    only as long as nobody is fuller than need be.
    """
    capacity = capacities(book, calendar, days.first, days.last)
    codes = Codes(book)
    jobs: list[Job] = []
    rows: dict[str, int] = {}
    left_out: dict[int, LeftOut] = {}
    later = 0
    for row, task in enumerate(_tasks(book)):
        if task["status"] in _OVER:
            continue
        why = _unfit(task, days.last)
        if why is LeftOut.LATER:
            later += 1
        elif why is not None:
            left_out[row] = why
        else:
            job = _job(codes, row, task, rows)
            rows[job.id] = row
            jobs.append(job)
    ceiling = book.settings.number("continuity_ceiling")
    problem = Problem(team(book, codes, capacity), tuple(jobs), ceiling, rebalance, turn)
    guesses = calendar.guesses(days.last)
    return Work(days, problem, rows, left_out, later, capacity, codes.words, guesses)


_COLUMNS = (
    "id",
    "assignee",
    "due",
    "status",
    "hours",
    "customer",
    "opportunity",
    "skill",
    "region",
    "locked",
)


def _tasks(book: Book) -> list[dict[str, Any]]:
    table = book.table("tasks")
    columns = zip(*(table.get(key) for key in _COLUMNS), strict=True)
    return [dict(zip(_COLUMNS, values, strict=True)) for values in columns]


def _unfit(task: Mapping[str, Any], last: dt.date) -> LeftOut | None:
    if task["due"] is None:
        return LeftOut.NO_DUE
    if task["due"] > last:
        return LeftOut.LATER
    hours = task["hours"]
    return None if hours is not None and 0 <= hours <= _LONGEST else LeftOut.NO_HOURS


def _job(codes: Codes, row: int, task: Mapping[str, Any], taken: Mapping[str, int]) -> Job:
    known = task["id"] or f"#{row}"
    customer = task["customer"] or codes.customer_of(task["opportunity"])
    grade = codes.grade(customer)
    region = codes.region(task["region"]) or codes.region(codes.region_of(customer))
    return Job(
        known if known not in taken else f"{known}#{row}",
        round(float(task["hours"]) * 60),
        Need(
            codes.skills(task["skill"]),
            "" if region == EVERYWHERE else region,
            codes.product(codes.product_of(task["opportunity"])),
        ),
        None if grade is None else _GRADES.index(grade),
        task["assignee"],
        bool(task["locked"]) or task["status"] == _UNDER_WAY,
    )


def team(book: Book, codes: Codes, capacity: Mapping[str, Capacity]) -> tuple[Person, ...]:
    """Everybody in Team as somebody work can go to, with the time they have."""
    rows = book.table("team")
    columns = {key: rows.get(key) for key in ("level", "skills", "languages", "products", "region", "active")}
    people = []
    for person, time in capacity.items():
        values = {key: column[time.row] for key, column in columns.items()}
        regions = codes.regions(values["region"])
        people.append(
            Person(
                person,
                round((time.hours or 0) * 60),
                _LEVELS.get(values["level"], Level.MID),
                codes.skills(values["skills"]) | codes.skills(values["languages"]),
                frozenset() if EVERYWHERE in regions else regions,
                codes.products(values["products"]),
                active=values["active"] is not False,
            )
        )
    return tuple(people)


def _by_label(labels: Mapping[str, Text]) -> dict[str, str]:
    """Folded label, in either language → code."""
    return {folded(said): code for code, label in labels.items() for said in (label.zh, label.en)}


class Codes:
    """What tasks and people say in words, made comparable; remembers how each was written."""

    def __init__(self, book: Book) -> None:
        self.words: dict[str, str] = {}
        regions, products = book.labels.get("region", {}), book.labels.get("product", {})
        self._region_codes, self._labels = frozenset(regions), _by_label(regions)
        self._product_labels = {folded(code): code for code in products} | _by_label(products)
        for code, label in (
            *regions.items(),
            *((f"{_PRODUCT}{code}", label) for code, label in products.items()),
        ):
            self.words[code] = label.in_(book.lang) or code
        customers, deals = book.table("customers"), book.table("pipeline")
        self._grades = dict(zip(customers.get("id"), customers.get("grade"), strict=True))
        self._places = dict(zip(customers.get("id"), customers.get("region"), strict=True))
        self._customers = dict(zip(deals.get("id"), deals.get("customer"), strict=True))
        self._products = dict(zip(deals.get("id"), deals.get("product"), strict=True))
        self._known: dict[Any, frozenset[str]] = {}

    def customer_of(self, deal: str | None) -> str | None:
        return self._customers.get(deal) if deal else None

    def grade(self, customer: str | None) -> str | None:
        grade = self._grades.get(customer) if customer else None
        return grade if grade and grade in _GRADES else None

    def region_of(self, customer: str | None) -> str | None:
        return self._places.get(customer) if customer else None

    def region(self, said: str | None) -> str:
        """The code of a region a choice column holds, the word itself where Lists does not know it; "" for none."""
        return said if said in self._region_codes else self._region_of_label(said)

    def regions(self, said: Sequence[str] | None) -> frozenset[str]:
        """The codes of a list of labels; a label that reads like another region's code is the label."""
        return frozenset(filter(None, map(self._region_of_label, said or ())))

    def _region_of_label(self, said: str | None) -> str:
        if not said:
            return ""
        word = folded(str(said))
        code = self._labels.get(word, word)
        self.words.setdefault(code, str(said).strip())
        return code

    def product_of(self, deal: str | None) -> str | None:
        return self._products.get(deal) if deal else None

    def product(self, said: str | None) -> str:
        """The code of a product, marked as one; "" for none."""
        if not said:
            return ""
        word = folded(str(said))
        code = f"{_PRODUCT}{self._product_labels.get(word, word)}"
        self.words.setdefault(code, str(said).strip())
        return code

    def products(self, said: Sequence[str] | None) -> frozenset[str]:
        """The codes of a list of products."""
        return frozenset(filter(None, map(self.product, said or ())))

    def skills(self, said: str | Sequence[str] | None) -> frozenset[str]:
        """Skills without case and blanks; several in one text are parted at commas."""
        if not said:
            return frozenset()
        found = self._known.get(said)
        if found is None:
            words = _SPLIT.split(said) if isinstance(said, str) else [str(word) for word in said]
            for word in filter(None, map(str.strip, words)):
                self.words.setdefault(folded(word), word)
            found = self._known[said] = frozenset(filter(None, map(folded, words)))
        return found
