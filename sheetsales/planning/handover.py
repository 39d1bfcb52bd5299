"""Customers, open deals and tasks of a leaver, or of nobody, given to others: each account whole, to who can look after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from sheetsales.allocation.allocate import Allocation, Assignment, allocate
from sheetsales.allocation.problem import Candidate, Job, Need, Problem
from sheetsales.book.book import Book
from sheetsales.book.labels import text_of
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import Edit, EditPlan, SetCell
from sheetsales.cells.grid import Workbook
from sheetsales.cells.names import table_name
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest, NothingToDo
from sheetsales.pages import Column, Page, keep
from sheetsales.planning.accounts import WEEKS, Account, Accounts, accounts
from sheetsales.planning.codes import Codes
from sheetsales.planning.notices import overfull_texts
from sheetsales.planning.plan import overfull
from sheetsales.planning.window import Window
from sheetsales.planning.work import Absent, team
from sheetsales.process.calendar import working_calendar
from sheetsales.process.capacity import capacities
from sheetsales.process.people import SEVERAL, people
from sheetsales.process.written_names import Names
from sheetsales.speech.counts import count_of
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text

_ALREADY: Final = "already"


@dataclass(frozen=True)
class Handed:
    """Who takes over what; ``person`` is the leaver, None where nobody had it.

    ``given`` are the accounts with whom they go to (None: nobody can) and why; ``lapsing`` are rows of Tasks that were the
    leaver's own and go to nobody; ``overfull`` who then has more than can be done, and how full they are.
    """

    book: Book
    person: str | None
    given: tuple[tuple[Account, str | None, Text], ...]
    lapsing: tuple[int, ...] = ()
    overfull: tuple[tuple[str, float], ...] = ()

    @property
    def left(self) -> int:
        """Accounts that nobody can take."""
        return sum(to is None for _, to, _ in self.given)


def hand_over(book: Book, who: str | None, *, today: dt.date, to: Sequence[str] = ()) -> Handed:
    """Decide where everything goes that a person has in hand; ``who`` and ``to`` are ids or names. For None: customers and
    open deals whose owner is blank.

    An account goes whole to one person who serves its region, so that everybody has about as much to look after for
    the time they have, and never to somebody who has not begun when something of it is due, or who is to leave; a deal nobody owns goes to who looks after its customer. Raises ``BadRequest`` for somebody Team
    does not know, ``NothingToDo`` where nothing is in hand.
    """
    person = None if who is None else _known(book, who)
    chosen = frozenset(_known(book, name) for name in to)
    days = Window(today, today + dt.timedelta(weeks=WEEKS, days=-1))
    capacity = capacities(book, working_calendar(book.settings), days.first, days.last)
    found = accounts(book, person, today)
    if not found.own and not found.lapsing:
        raise NothingToDo(_ALL_OWNED if person is None else _NOTHING.fill(name=book.person_name(person)))
    codes = Codes(book)
    candidates = tuple(
        replace(p, active=p.active and p.id != person and (not chosen or p.id in chosen))
        for p in team(book, codes, capacity)
        if _carries(book, p, found)
    )
    kept = _kept(book, found, candidates) if person is None else {}
    absent = Absent(people(book), today)
    leaving = frozenset(p.id for p in people(book).all if p.left_on is not None)
    jobs = _jobs(book, codes, found, candidates, kept, absent, leaving)
    allocation = allocate(Problem(candidates, jobs, ceiling=0.0, turn=today.isocalendar().week))
    by_key = {f.job: f for f in allocation.assignments}

    def given(account: Account) -> tuple[Account, str | None, Text]:
        if account.key in kept:
            return account, kept[account.key], _KEEPS.fill(name=book.person_name(kept[account.key]))
        decided = by_key[account.key]
        return account, decided.person, _why(book, account, decided, allocation, codes)

    full = overfull(allocation, book.settings.number("overload_share"))
    takers = {who for _, who, _ in map(given, found.own)}
    return Handed(
        book, person, tuple(map(given, found.own)), found.lapsing, tuple(f for f in full if f[0] in takers)
    )


def _kept(book: Book, found: Accounts, candidates: Sequence[Candidate]) -> dict[str, str]:
    """The deals nobody owns whose customer somebody looks after, with who does."""
    customers = book.table("customers")
    owners = dict(zip(customers.get("id"), customers.get("owner"), strict=True))
    active = {person.id for person in candidates if person.active}
    alone = [account for account in found.own if account.customer is None]
    of_customer = {account.key: owners.get(_customer(book, account)) for account in alone}
    return {key: owner for key, owner in of_customer.items() if owner in active}


def _known(book: Book, said: str) -> str:
    team = people(book)
    if not team.all:
        raise NothingToDo(_NO_TEAM)
    found = team.named(said)
    if len(found) == 1:
        return found[0].id
    if found:
        ids = [person.id for person in found]
        raise BadRequest(SEVERAL.fill(name=said, ids=listed(ids), first=ids[0]))
    names = listed([p.name for p in team.all if p.name] or ["—"])
    raise BadRequest(_UNKNOWN.fill(name=said, names=names))


def _carries(book: Book, person: Candidate, found: Accounts) -> bool:
    """Managers who look after nobody are not given accounts."""
    table = book.table("team")
    role = table.get("role")[table.by_id[person.id]]
    return role != "manager" or person.id in found.carriers


def _jobs(
    book: Book,
    codes: Codes,
    found: Accounts,
    candidates: Sequence[Candidate],
    kept: Mapping[str, str],
    absent: Absent,
    leaving: frozenset[str],
) -> tuple[Job, ...]:
    here = {p.id for p in candidates if p.active}
    locked = [
        Job(f"{_ALREADY}:{key}", minutes, owner=key, locked=True)
        for key, minutes in sorted(found.others.items())
        if key in here
    ]
    return (
        *locked,
        *(
            _job(book, codes, account, kept.get(account.key), absent.on(*account.days) | leaving)
            for account in found.own
        ),
    )


def _job(book: Book, codes: Codes, account: Account, keeper: str | None, absent: frozenset[str]) -> Job:
    if keeper is not None:
        return Job(account.key, account.minutes, owner=keeper, locked=True)
    customer = _customer(book, account)
    region = codes.needed_region(0, codes.region_of(customer))
    grade = codes.grade(customer)
    need = Need(region=region, not_there=absent)
    return Job(account.key, max(account.minutes, 1), need, None if grade is None else "ABCD".index(grade))


def _customer(book: Book, account: Account) -> str | None:
    if account.customer is not None:
        return book.table("customers").id(account.customer) or None
    deals, tasks = book.table("pipeline"), book.table("tasks")
    if account.deals:
        found: str | None = deals.get("customer")[account.deals[0]]
        return found
    of_task: str | None = tasks.get("customer")[account.tasks[0]]
    return of_task


def _why(book: Book, account: Account, found: Assignment, allocation: Allocation, codes: Codes) -> Text:
    region = codes.needed_region(0, codes.region_of(_customer(book, account)))
    place = codes.words.get(region, region)
    where = Text(f"负责区域“{place}”", f"serves {place}") if region else _ANYWHERE
    if found.person is None:
        return _NOBODY.fill(where=where)
    capacity = allocation.capacity[found.person]
    load = f"{allocation.after[found.person] / capacity:.0%}" if capacity else "—"
    base = _TAKES.fill(name=book.person_name(found.person), where=where, load=load)
    if found.candidates < 2 or found.runner_up is None:
        alone = _ALONE_WITH_TIME if found.busy else _ALONE
        return Text(base.zh + alone.zh, f"{base.en} {alone.en}")
    other = f"{found.runner_up_load:.0%}"
    more = (_OTHER if found.candidates == 2 else _OTHERS).fill(
        count=found.candidates - 1, next=book.person_name(found.runner_up), load=other
    )
    return Text(base.zh + more.zh, f"{base.en} {more.en}")


_PAGE: Final = (
    Column("what", Text("是什么", "What"), 12),
    Column("record", Text("编号", "ID"), 10),
    Column("name", Text("名称", "Name"), 32),
    Column("from", Text("原负责人", "From"), 16),
    Column("to", Text("新负责人", "To"), 16),
    Column("why", Text("为什么", "Why"), 84, wrap=True),
)
_TELLS: Final = ("what", "record")
_KINDS: Final = (
    ("customers", "owner", "name"),
    ("pipeline", "owner", "name"),
    ("tasks", "assignee", "title"),
)
_NAMED: Final = {record: column for record, _, column in _KINDS}


def handover_plan(handed: Handed, workbook: Workbook, writable: Callable[[CellRef], bool]) -> EditPlan:
    """New owners in Customers, Pipeline and Tasks, each guarded by the old one, tasks of the leaver's own cancelled, and a
    sheet that says what went where."""
    edits: list[Edit] = []
    rows = []
    names = {record: Names(handed.book, record, column) for record, column, _ in _KINDS}
    for account, to, why in handed.given:
        for record, column, row in _records(account):
            if to is not None:
                edits.extend(_cell_edit(handed, record, column, row, names[record].of(to), writable))
            rows.append(_line(handed, record, row, to, why))
    lang = handed.book.lang
    cancelled = text_of(handed.book, "tasks", "status", "cancelled", lang)
    for row in handed.lapsing:
        edits.extend(_cell_edit(handed, "tasks", "status", row, cancelled, writable))
        rows.append(_line(handed, "tasks", row, None, _LAPSES))
    if handed.person is None:
        page = Page(_NEW_OWNERS, "tblNewOwners", _PAGE, _TELLS)
    else:
        title = _TITLE.fill(name=handed.book.person_name(handed.person))
        page = Page(title, table_name(f"tblHandover{handed.person}"), _PAGE, _TELLS)
    return EditPlan((*edits, *keep(workbook, lang, page, rows)), workbook.sha256 or None)


def _records(account: Account) -> Iterator[tuple[str, str, int]]:
    if account.customer is not None:
        yield "customers", "owner", account.customer
    yield from (("pipeline", "owner", row) for row in account.deals)
    yield from (("tasks", "assignee", row) for row in account.tasks)


def _cell_edit(
    handed: Handed, record: str, column: str, row: int, to: str, writable: Callable[[CellRef], bool]
) -> Iterator[SetCell]:
    table = handed.book.table(record)
    at, now = table.cell(row, column), table.raw[column][row]
    if at is not None and writable(at):
        yield SetCell(at, to, now)


def _line(handed: Handed, record: str, row: int, to: str | None, why: Text) -> dict[str, str | None]:
    book, lang = handed.book, handed.book.lang
    table = book.table(record)
    named = _NAMED[record]
    return {
        "what": table.record.title.in_(lang),
        "record": table.id(row) or None,
        "name": table.get(named)[row],
        "from": book.person_name(handed.person) if handed.person else "—",
        "to": book.person_name(to) if to else "—",
        "why": why.in_(lang),
    }


def spoken(handed: Handed, lang: Lang) -> Iterator[str]:
    """What goes where and why, an account a line."""
    book = handed.book
    counts = [
        sum(record == kind for a, _, _ in handed.given for record, _, _ in _records(a))
        for kind, _, _ in _KINDS
    ]
    in_hand = [
        count_of(n, what) for n, what in zip(counts, ("customer", "open deal", "open task"), strict=True) if n
    ]
    headline, name = _UNOWNED, ""
    if handed.person is not None:
        headline, name = _HEADLINE, book.person_name(handed.person)
    yield headline.fill(
        name=name, customers=counts[0], deals=counts[1], tasks=counts[2], in_hand=", ".join(in_hand)
    ).in_(lang)
    for account, to, why in handed.given:
        record, _, row = next(_records(account))
        table = book.table(record)
        called = table.get(_NAMED[record])[row] or ""
        target = book.person_name(to) if to else "—"
        yield f"  {table.id(row)} {called} → {target}  {why.in_(lang)}"
    tasks = book.table("tasks")
    for row in handed.lapsing:
        yield f"  {tasks.id(row)} {tasks.get('title')[row] or ''} → —  {_LAPSES.in_(lang)}"
    yield from (text.in_(lang) for text in overfull_texts(book, handed.overfull))


_TITLE = Text("交接 {name}", "Handover {name}")
_HEADLINE = Text(
    "{name}名下有客户 {customers} 家、在手商机 {deals} 条、待办任务 {tasks} 项，这样交接：",
    "{name} has {in_hand}. Handed over like this:",
)
_NEW_OWNERS = Text("新负责人", "New owners")
_UNOWNED = Text(
    "没有负责人的客户 {customers} 家、在手商机 {deals} 条，这样分配：",
    "Nobody owns {in_hand}. Given out like this:",
)
_KEEPS = Text("{name}本来就负责这家客户。", "{name} looks after this customer already.")
_TAKES = Text(
    "{name}{where}，接手后客户、商机和任务约占四周可用工时 {load}。",
    "{name} {where}; customers, deals and tasks then take about {load} of four weeks' hours.",
)
_ANYWHERE = Text("可以负责", "can look after it")
_ALONE_WITH_TIME = Text(
    "能接的人里，有时间的只有这一人。", "Of those who could take it nobody else has time."
)
_ALONE = Text("能接的只有这一人。", "Nobody else could take it.")
_OTHER = Text(
    "还有 1 人能接：给{next}的话，{next}会到 {load}。",
    "One other could take it: with {next}, that would be {load}.",
)
_OTHERS = Text(
    "还有 {count} 人能接，其次是{next}，给{next}会到 {load}。",
    "{count:other|others} could take it; {next} would be next, at {load}.",
)
_NOBODY = Text(
    "没有人接：从到期那天起在职、有时间的人里，没有人{where}。请在人员表补上，或在 --to 后面多写几个人。",
    "Nobody takes it: nobody who is there from the day it is due, and has time, {where}. Complete Team, or name more "
    "people after --to.",
)
_LAPSES = Text(
    "是本人自己的任务（如定额），不转给别人，状态改为取消。",
    "The person's own, such as a quota: it goes to nobody and is cancelled.",
)
_NOTHING = Text(
    "{name}名下没有客户、在手商机和待办任务，没有要交接的。",
    "{name} has no customers, open deals or open tasks, so there is nothing to hand over.",
)
_ALL_OWNED = Text(
    "每家客户、每条在手商机都有负责人，没有要分配的。",
    "Every customer and open deal has an owner, so there is nothing to give out.",
)
_UNKNOWN = Text(
    "人员表里没有“{name}”。有：{names}。",
    "Team does not know '{name}'. It has: {names}.",
)
_NO_TEAM = Text(
    "工作簿里没有人员表，不知道谁能接手。加一张：sheetsales sheets add 工作簿 team，您表里的负责人会先列进去；看过再交接。",
    "The workbook has no Team sheet, so nobody knows who can take over. Add one with sheetsales sheets add BOOK team; the owners "
    "in your sheets will be listed in it. Look them over, then hand over.",
)
