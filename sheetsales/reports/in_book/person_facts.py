"""What a person's weekly sheet shows: last week's work, what is due this week, the rows to put right, targets and gaps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cached_property

from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding
from sheetsales.indicators.activity import calls, visits
from sheetsales.indicators.contacts import kept_customers
from sheetsales.indicators.figure import Figure
from sheetsales.indicators.period import Period, fiscal_year_of, quarter_of
from sheetsales.indicators.scope import Scope
from sheetsales.indicators.week import Change, week_of_deals
from sheetsales.indicators.won import avg_deal, won_amount
from sheetsales.process.capacity import capacities
from sheetsales.process.people import Person
from sheetsales.process.workload import week_of
from sheetsales.reports.draft import Draft
from sheetsales.reports.in_book.scene import Scene
from sheetsales.reports.work_data import open_tasks

MEASURE = "won_amount"
_WEEK = dt.timedelta(days=7)
_DAY = dt.timedelta(days=1)
_DAYS_A_WEEK = 5


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to be done: by when, of what kind, what, and for whom."""

    day: dt.date
    kind: str
    what: str
    whom: str


@dataclass(frozen=True, slots=True)
class Done:
    """What was done last week of a kind, and how much of it was asked; None where nobody set or knows it."""

    name: str
    count: int | None
    asked: float | None


@dataclass(frozen=True)
class PersonWeek:
    """One person's week that ``scene.today`` lies in, and the one before."""

    scene: Scene
    person: Person

    @property
    def draft(self) -> Draft:
        return self.scene.current

    @property
    def scope(self) -> Scope:
        return Scope("person", self.person.id)

    @cached_property
    def this_week(self) -> Period:
        first = week_of(self.scene.today, self.scene.book.settings.text("week_start"))
        return Period(first, first + _WEEK - _DAY, "")

    @cached_property
    def last_week(self) -> Period:
        first = self.this_week.first - _WEEK
        return Period(first, first + _WEEK - _DAY, "")

    def spans(self) -> list[tuple[str, Period]]:
        """Month, quarter and year of today, each with what it is called."""
        start, today, say = self.draft.facts.fiscal_start, self.scene.today, self.scene.say
        month = self.scene.this_month
        quarter, year = quarter_of(today, start), fiscal_year_of(today, start)
        return [
            (say(f"本月 {month.label}", f"Month {month.label}"), month),
            (say("本季", "Quarter"), quarter),
            (say("本年", "Year"), year),
        ]

    def goal(self, span: Period) -> tuple[Figure, Figure]:
        """Target and what was won."""
        return self.draft.targets.of(MEASURE, span, self.scope), won_amount(
            self.draft.facts, span, self.scope
        )

    def average(self) -> Figure:
        """The value of a deal of theirs, over twelve months."""
        return avg_deal(self.draft.facts, self.draft.periods.window, self.scope)

    def done(self) -> list[Done]:
        """Calls, visits, tasks, deals won and lost of last week."""
        facts, week, say, settings = (
            self.draft.facts,
            self.last_week,
            self.scene.say,
            self.scene.book.settings,
        )
        worked = capacities(self.scene.book, facts.calendar, week.first, week.last).get(self.person.id)
        days = worked.workdays if worked else 0
        a_day, a_week = settings.number("quota_calls_day"), settings.number("quota_visits_week")
        due, finished = self._tasks_of(week)
        return [
            Done(
                say("电话", "Calls"), _count(calls(facts, week, self.scope)), a_day * days if a_day else None
            ),
            Done(
                say("拜访（含演示）", "Visits, demos"),
                _count(visits(facts, week, self.scope)),
                a_week * days / _DAYS_A_WEEK if a_week else None,
            ),
            Done(say("到期的任务", "Tasks due"), finished, due),
            Done(say("成交", "Won"), len(facts.won(week, self.scope)), None),
            Done(say("输单", "Lost"), len(facts.lost(week, self.scope)), None),
        ]

    def _tasks_of(self, week: Period) -> tuple[int | None, int | None]:
        table = self.scene.book.table("tasks")
        if not table.has("due") or not table.has("assignee"):
            return None, None
        columns = zip(table.get("assignee"), table.get("due"), table.get("status"), strict=True)
        mine = [
            status
            for who, due, status in columns
            if who == self.person.id and due in week and status != "cancelled"
        ]
        return len(mine), sum(status == "done" for status in mine)

    @cached_property
    def moves(self) -> Sequence[Change]:
        """The person's deals that came, moved on, were won, lost or held last week."""
        week = self.last_week
        found = week_of_deals(self.scene.book, week.first, week.last, self.scene.today)
        told = found.of("new", "back", "stage", "won", "lost", "held")
        return [change for change in told if change.deal.owner == self.person.id]

    @cached_property
    def to_do(self) -> Sequence[ToDo]:
        """Tasks, steps and contacts that are due by the end of the week, the earliest first."""
        found = [*self._tasks(), *self._steps(), *self._contacts()]
        return sorted(found, key=lambda one: (one.day, one.kind, one.what))

    def _tasks(self) -> Iterator[ToDo]:
        table, still = self.scene.book.table("tasks"), open_tasks(self.draft)
        columns = (table.get(key) for key in ("title", "assignee", "due", "customer", "opportunity"))
        for row, (title, who, due, customer, deal) in enumerate(zip(*columns, strict=True)):
            if row in still and who == self.person.id and due is not None and due <= self.this_week.last:
                whom = self.draft.customer_name(customer) if customer else deal or ""
                yield ToDo(due, self.scene.say("任务", "Task"), str(title or ""), whom)

    def _steps(self) -> Iterator[ToDo]:
        for owed in self.draft.owed:
            if not owed.done and owed.who == self.person.id:
                what = f"{owed.step.code} {self.draft.speak(owed.step.name)}"
                yield ToDo(owed.due, self.scene.say("步骤", "Step"), what, owed.deal.id)

    def _contacts(self) -> Iterator[ToDo]:
        facts = self.draft.facts
        for kept in kept_customers(facts, self.scene.this_month):
            if kept.owner != self.person.id or kept.due is None:
                continue
            day = facts.as_of - dt.timedelta(days=kept.due.over)
            if day <= self.this_week.last:
                what = self.scene.say(f"联系（每 {kept.every} 天）", f"Contact (every {kept.every} days)")
                yield ToDo(day, self.scene.say("联系", "Contact"), what, self.draft.customer_name(kept.id))

    @cached_property
    def to_mend(self) -> Sequence[Finding]:
        """What a check found in the person's rows, the worst first."""
        found = (part for finding in self.scene.findings for part in finding.parts)
        return [part for part in found if part.owner == self.person.id]


def _count(figure: Figure) -> int | None:
    return int(figure.number) if figure.known else None
