"""Whom each person is to call and why, and what to mend: their own rows, nobody else's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import field
from decimal import Decimal
from typing import Final

from sheetsales.checking.judge import Judged
from sheetsales.checking.reminders.ledgers import Due, customer_of, due_things
from sheetsales.checking.reminders.words import close_text, due_text, silence_text
from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding, Severity
from sheetsales.process.people import people
from sheetsales.rules.scene import Scene
from sheetsales.texts import Text

AHEAD: Final = 6
"""Days after today that belong to the week: Monday's text reaches to Sunday."""
_CALLED: Final = frozenset(
    {"expected_close", "next_step", "next_step_on", "stage", "stage_since", "next_contact", "last_contact"}
)
"""Columns whose findings a call settles, so that they are not named twice."""

_LATE: Final = frozenset({("receipts", "due_on"), ("orders", "promised_on"), ("service", "due")})
"""Columns whose findings say what is late, which is told as what is due."""


@dataclass
class Call:
    """One conversation: with whom, about what, and each reason with the days it is overdue (below 0: still ahead)."""

    record: str
    customer: str
    about: str
    contact: str
    money: Decimal | None
    reasons: list[tuple[int, Text]] = field(default_factory=list)

    @property
    def overdue(self) -> int:
        return max(days for days, _ in self.reasons)


@dataclass(frozen=True, slots=True)
class TaskDue:
    """One open task of the person's. ``hours`` is None where the sheet does not say."""

    id: str
    title: str
    due: dt.date
    hours: float | None


@dataclass(frozen=True)
class Reminder:
    """All of one person's: calls most overdue first, tasks due by the end of the week, the earliest first, payments,
    deliveries and requests that are due by then, then the findings in his or her own rows, worst first."""

    id: str
    name: str
    calls: tuple[Call, ...]
    mend: tuple[Finding, ...]
    tasks: tuple[TaskDue, ...] = ()
    dues: tuple[Due, ...] = ()


def reminders(judged: Judged) -> tuple[Reminder, ...]:
    """One for everybody who has something to do, in the order of Team, then of name."""
    gathered = _Gathered(judged)
    book = judged.book
    order = {person: i for i, person in enumerate(book.table("team").get("id"))}
    told = sorted(gathered.people, key=lambda p: (order.get(p, len(order)), p))
    return tuple(
        Reminder(
            person,
            book.person_name(person),
            gathered.calls_of(person),
            gathered.mend_of(person),
            gathered.tasks_of(person),
            gathered.dues_of(person),
        )
        for person in told
    )


class _Gathered:
    def __init__(self, judged: Judged) -> None:
        self.book, self.today = judged.book, judged.today
        self.scene = Scene(judged.book, judged.today)
        self._team = people(judged.book)
        self.calls: dict[tuple[str, str], Call] = {}
        self._at_customer: dict[tuple[str, str], Call] = {}
        """A person's first call to a customer about a deal: the customer's own date needs no call besides."""
        self._deals()
        self._customers()
        self._tasks: dict[str, list[TaskDue]] = {}
        self._open_tasks()
        self._dues: dict[str, list[Due]] = {}
        for one in due_things(self.book, self.today, self.today + dt.timedelta(days=AHEAD), self._told):
            self._dues.setdefault(one.owner, []).append(one)
        self.findings: dict[str, list[Finding]] = {}
        for finding in judged.findings:
            if finding.owner and finding.severity > Severity.INFO:
                self.findings.setdefault(self._told(finding.owner), []).append(finding)

    def _told(self, person: str) -> str:
        """Who is told of a person's rows: whoever is in charge of somebody who has left, where anybody is."""
        if not self._team.gone(person, self.today):
            return person
        return self._team.in_charge_of(person, self.today) or person

    @property
    def people(self) -> set[str]:
        return (
            {person for person, _ in self.calls}
            | {p for p in self.findings if self.mend_of(p)}
            | set(self._tasks)
            | set(self._dues)
        )

    def calls_of(self, person: str) -> tuple[Call, ...]:
        mine = [call for (owner, _), call in self.calls.items() if owner == person]
        return tuple(sorted(mine, key=lambda c: (-c.overdue, -(c.money or 0), c.record)))

    def tasks_of(self, person: str) -> tuple[TaskDue, ...]:
        return tuple(sorted(self._tasks.get(person, ()), key=lambda task: (task.due, task.id)))

    def dues_of(self, person: str) -> tuple[Due, ...]:
        return tuple(self._dues.get(person, ()))

    def _open_tasks(self) -> None:
        table = self.book.table("tasks")
        keys = ("assignee", "status", "due", "hours", "title")
        for row, (who, status, due, hours, title) in enumerate(zip(*map(table.get, keys), strict=True)):
            soon = due is not None and (due - self.today).days <= AHEAD
            if who and soon and status not in ("done", "cancelled"):
                record = table.id(row) or str(table.row_cell(row))
                said = " ".join(str(title or "").split()) or record
                self._tasks.setdefault(self._told(who), []).append(TaskDue(record, said, due, hours))

    def mend_of(self, person: str) -> tuple[Finding, ...]:
        called = {record for owner, record in self.calls if owner == person}
        mine = self.findings.get(person, ())
        if person in self._dues:
            mine = [f for f in mine if (f.record_key, f.column) not in _LATE]
        return tuple(f for f in mine if not (f.record in called and (f.column in _CALLED or not f.column)))

    def _deals(self) -> None:
        deals = self.scene.deals
        stages = {s.code for s in self.book.process.stages if s.open}
        silent = {s.over.row: s.last for s in self.scene.stalled}
        keys = ("owner", "stage", "next_step", "next_step_on", "expected_close")
        for row, (owner, stage, step, due, close) in enumerate(zip(*map(deals.get, keys), strict=True)):
            if owner is None or stage not in stages:
                continue
            for days, why in self._reasons(step, due, close, row in silent, silent.get(row)):
                self._call(self._told(owner), row).reasons.append((days, why))

    def _reasons(
        self,
        step: str | None,
        due: dt.date | None,
        close: dt.date | None,
        stalled: bool,
        last: dt.date | None,
    ) -> Iterator[tuple[int, Text]]:
        if due is not None and (due - self.today).days <= AHEAD:
            yield (self.today - due).days, due_text(step or "", due, self.today)
        if stalled:
            days = (self.today - last).days if last else 0
            yield days, silence_text(last, self.today)
        if close is not None and close < self.today:
            yield (self.today - close).days, close_text(close, self.today)

    def _call(self, owner: str, row: int) -> Call:
        deals = self.scene.deals
        record = deals.id(row) or str(deals.row_cell(row))
        call = self.calls.get((owner, record))
        if call is None:
            customer, contact = self._customer(deals.get("customer")[row])
            about = str(deals.get("name")[row] or "")
            call = Call(record, customer, about, contact, self.scene.amounts[row])
            self.calls[owner, record] = call
            self._at_customer.setdefault((owner, deals.get("customer")[row] or "?"), call)
        return call

    def _customer(self, identity: str | None) -> tuple[str, str]:
        return customer_of(self.book, identity or "")

    def _customers(self) -> None:
        table = self.book.table("customers")
        for row, (owner, due) in enumerate(zip(table.get("owner"), table.get("next_contact"), strict=True)):
            if owner is None or due is None or (due - self.today).days > AHEAD:
                continue
            owner = self._told(owner)
            record = table.id(row) or str(table.row_cell(row))
            reason = ((self.today - due).days, due_text("", due, self.today))
            deal = self._at_customer.get((owner, table.id(row)))
            if deal is not None:
                if reason[0] > deal.overdue:
                    deal.reasons.append(reason)
                continue
            name, contact = self._customer(table.id(row))
            self.calls[owner, record] = Call(
                record, name or str(table.get("name")[row] or record), "", contact, None, [reason]
            )
