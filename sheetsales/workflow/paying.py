"""``pay``: a period's commission worked out, drafted, approved, and what one more deal would pay."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Final

from sheetsales.backends.base import Applied
from sheetsales.book.book import Book
from sheetsales.cells.edits import Edit, EditPlan
from sheetsales.commission.facts import WHOLE, Deal, Facts, Measured
from sheetsales.commission.kept import KeptRow, carried_into, digests, kept_rows
from sheetsales.commission.pay import pay
from sheetsales.commission.plans import Plans
from sheetsales.commission.problems import Uncounted
from sheetsales.commission.read_plans import read_plans
from sheetsales.commission.reading import read_facts
from sheetsales.commission.sheet import approval_edits, draft_edits
from sheetsales.commission.slices import Pay, Slice
from sheetsales.commission.statements import Difference, differences, drafted
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest, NothingToDo
from sheetsales.findings import Finding
from sheetsales.indicators.facts import gather
from sheetsales.indicators.period import Period, parse_period
from sheetsales.indicators.won import is_new_business
from sheetsales.process.people import Person, people
from sheetsales.process.periods import Span, fiscal_start, span_of
from sheetsales.regex import regex
from sheetsales.schema.store import read_store, store_edits
from sheetsales.speech.lists import listed
from sheetsales.speech.money import in_full
from sheetsales.texts import Text
from sheetsales.workflow.newest import anew
from sheetsales.workflow.opening import Opened, open_both
from sheetsales.workflow.pay_measures import measures
from sheetsales.workflow.pay_scores import by_score, score_spans, scores, undecided
from sheetsales.workflow.writing import write_plan

_LOOK_BACK: Final = 24
"""Months before a period whose figures its rates may hang on."""
DIGESTS: Final = "pay"
"""The key under which the digests of approved rows are kept."""
_NO_PLANS: Final = Text(
    "“{name}”里没有提成方案表。提成在主管自己的人员工作簿里算：sheetsales sheets add 人员.xlsx people --reads {name}，再对人员工作簿用 pay。",
    "“{name}” has no Commission plans. Pay is worked out in the manager's own people workbook: sheetsales sheets add "
    "PEOPLE.xlsx people --reads {name}, then pay on that one.",
)
_NO_TIERS: Final = Text(
    "提成方案表里还没有一行完整的档位。请在这张表写上：每档一行，类别选“档位”，再填方案（代号自定）、依据、周期、下限、上限、值（比例，如 2%）；填好存盘，再运行 pay。",
    "Commission plans holds no whole tier yet. Write one row a tier there: kind Tier, a plan (a code of your own), basis, period, from, "
    "to and value (the rate, such as 2%); save it and run pay again.",
)
_NO_PERIOD: Final = Text(
    "“{text}”不是期间。请写 2026Q3、2026-10 或 2026。",
    "'{text}' is no period. Write 2026Q3, 2026-10 or 2026.",
)
_NOT_BEGUN: Final = Text("{period} 还没开始。", "{period} has not begun.")
_NOT_OVER: Final = Text(
    "{period} 到 {last} 才结束，现在只能试算，不能批。",
    "{period} ends on {last}; until then it can be drafted, not approved.",
)
_NOBODY: Final = Text(
    "人员表里没有“{name}”。请用姓名或编号。", "Team has nobody called '{name}'. Use a name or an id."
)
_SEVERAL: Final = Text(
    "人员表里叫“{name}”的不止一个，请用编号。", "Team has more than one '{name}'; use the id."
)
_WHO_APPROVES: Final = Text("请写谁批的：--approve --by 姓名。", "Say who approves: --approve --by NAME.")
_MAY_NOT: Final = Text(
    "{name} 是{role}，不能批提成；请组长或主管批。",
    "{name} is a {role} and may not approve pay; a lead or a manager must.",
)
_STALE: Final = Text(
    "{period} 的草稿和现在算的不一样（{people}）。先运行 --draft，看过再批。",
    "The drafts of {period} differ from what comes out today ({people}). Run --draft first, look, then approve.",
)
_NO_DRAFTS: Final = Text(
    "{period} 没有待批的草稿。先运行 --draft。", "{period} has no drafts to approve. Run --draft first."
)
_TOUCHED: Final = Text(
    "{who} {period} 批过的行被改动过（与批准时的摘要不符）。请核对备份或重新批准。",
    "Approved rows of {who} for {period} were changed since (they differ from the digest kept). Compare with a backup.",
)
_TWICE: Final = Text(
    "提成单里已有 {other} 的行，和 {period} 有重叠的月份，同一单会发两次。期间长短请只用一种；{other} 还是草稿的，删掉那些行就可以改用 {period}。",
    "Commission already holds rows of {other}, which shares months with {period}: deals would be paid twice. Keep to one "
    "length of period; while {other} is only drafts, delete its rows to change over to {period}.",
)
_GONE: Final = Text(
    "人员表里没有 {who} 了，{period} 批过的行认不出是谁的。编号改过的请改回去。",
    "Team no longer has {who}, whose rows of {period} were approved. If the id was changed, change it back.",
)
_REPEATED: Final = Text(
    "提成方案表有 {n} 行和上面的行完全一样（{plans}），只算一次；请删掉。",
    "{n:row|rows} of Commission plans ({plans}) {n:?repeats a row|repeat rows} above and {n:?counts|count} once; delete {n:?it|them}.",
)
WORKED_OUT: Final = frozenset({"commission", "clawback", "guarantee", "held", "released"})
"""Kinds of pay that nobody types as rows of their own, so that two periods over the same months must not both have them."""
_OWN: Final = Text(
    "{name} 不能批自己的；请另一人批：{amount}。",
    "{name} cannot approve their own pay; somebody else must: {amount}.",
)
_BAD_IF: Final = Text(
    '--if 写成 "S03 +200000"：谁，多签多少。',
    'Write --if as "S03 +200000": who, and how much more is signed.',
)
_IF: Final = regex(r"\s*(.+?)\s+[+＋]?\s*(\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(\.\d{1,4})?\s*\Z")


@dataclass(frozen=True)
class Paid:
    """A period's pay as a run found it. ``differing`` are approved periods that come to something else now.

    ``drafts`` are the slices that are, or would be, draft rows. ``would`` are the totals with the deal of ``--if``.
    """

    book: Book
    period: Period
    facts: Facts
    pay: Pay
    kept: tuple[KeptRow, ...]
    drafts: tuple[Slice, ...]
    differing: tuple[Difference, ...]
    uncounted: tuple[Uncounted, ...]
    notices: tuple[Text, ...]
    plan: EditPlan = EditPlan()
    applied: Applied = Applied()
    would: Mapping[str, Decimal] | None = None
    approved: tuple[KeptRow, ...] = ()

    @property
    def answers(self) -> tuple[KeptRow, ...]:
        """Rows of the period beside which their person wrote something, until they are paid."""
        mine = (row for row in self.kept if row.period == self.period.label and row.status != "paid")
        return tuple(row for row in mine if row.answered)

    @property
    def queries(self) -> tuple[KeptRow, ...]:
        """Those that question what is paid."""
        return tuple(row for row in self.answers if row.query)


class Payroll:
    """An opened people workbook and the period asked for, worked out as it is needed."""

    def __init__(
        self, opened: Opened, label: str, today: dt.date, findings: Sequence[Finding] | None = None
    ) -> None:
        self.opened, self.today, self._findings = opened, today, findings
        self.book = opened.book
        if not self.book.has("commission_plans"):
            raise NothingToDo(_NO_PLANS.fill(name=opened.path.name))
        self.start = fiscal_start(self.book.settings)
        period = parse_period(label, self.start)
        if period is None:
            raise BadRequest(_NO_PERIOD.fill(text=label))
        if period.first > today:
            raise BadRequest(_NOT_BEGUN.fill(period=period.label))
        self.period = period
        self.plans: Plans = read_plans(self.book)
        if not self.plans.plans:
            raise NothingToDo(_NO_TIERS)
        self.kept = kept_rows(self.book)

    @property
    def as_of(self) -> dt.date:
        return min(self.today, self.period.last)

    @cached_property
    def _read(self) -> tuple[Facts, tuple[Uncounted, ...]]:
        known = gather(self.book, self.as_of)
        new = {deal.id for deal in known.first_wins.values() if is_new_business(known, deal)}
        approved = (span for label in self._approved if (span := span_of(label, self.start)))
        spans = (self._looked_back, *approved)
        figures = measures(known, self.plans, spans) | self._scores
        found = read_facts(
            self.book, self.plans, self.as_of, new_customers=new, measures=figures,
            carried=carried_into(self.kept, self.period.label, self.start),
        )  # fmt: skip
        return found.facts, found.uncounted

    @property
    def _scores(self) -> dict[Measured, Decimal]:
        """What honours go by that the evaluation decides, with today's findings."""
        wanted = score_spans(self.plans, self.period.span, self.as_of, self.start)
        return scores(self.opened, wanted, self.today, self.start, self._findings) if wanted else {}

    @property
    def _looked_back(self) -> Span:
        """The period and the two years before it: money that comes now was signed then, at the rates of that time."""
        span = self.period.span
        return Span(span.start - _LOOK_BACK, span.months + _LOOK_BACK)

    @cached_property
    def _approved(self) -> tuple[str, ...]:
        """The periods that are approved, up to this one."""
        begun = (row.period for row in self.kept if row.fixed and row.kind != "adjustment")
        ends = self.period.span.start + self.period.span.months
        return tuple(
            p for p in dict.fromkeys(begun) if (s := span_of(p, self.start)) and s.start + s.months <= ends
        )

    @property
    def facts(self) -> Facts:
        return self._read[0]

    @cached_property
    def pay(self) -> Pay:
        return pay(self.facts, self.period.span)

    def pay_of(self, label: str) -> Pay | None:
        """Another period worked out anew, as of its end; None for one not over by this one's."""
        span = span_of(label, self.start)
        if span is None or label not in self._approved:
            return None
        return pay(replace(self.facts, as_of=min(span.last, self.as_of), carried={}), span)

    def found(self) -> Paid:
        label = self.period.label
        decided = {row.plan for row in by_score(self.plans)}
        differing = tuple(differences(self.kept, label, self.pay_of, decided))
        drafts = drafted(self.pay, label, self.kept, differing, carry=self.facts.negative == "carry")
        return Paid(
            self.book, self.period, self.facts, self.pay, self.kept, drafts, differing, self._read[1],
            (*self._repeated(), *self._touched(), *undecided(self.facts, self.period.span, self.start)),
        )  # fmt: skip

    def elsewhere(self, rows: Iterable[KeptRow]) -> Text | None:
        """What to say where some of the rows pay the same months as parts of another period."""
        mine = self.period.span
        for label in dict.fromkeys(row.period for row in rows if row.amount and row.kind in WORKED_OUT):
            other = span_of(label, self.start)
            if other is None or other == mine:
                continue
            if other.start < mine.start + mine.months and mine.start < other.start + other.months:
                return _TWICE.fill(other=label, period=self.period.label)
        return None

    def _repeated(self) -> Iterator[Text]:
        rows = [row for row in self.plans.repeated if row.kind not in ("rule", "tie")]
        if rows:
            yield _REPEATED.fill(
                n=len(rows), plans=listed(list(dict.fromkeys(row.plan for row in rows)), most=4)
            )

    def _touched(self) -> Sequence[Text]:
        now, kept = digests(self.kept), _kept_digests(self.opened)
        changed = (key.split(" ", 1) for key, digest in kept.items() if now.get(key) != digest)
        known = self.book.table("team").by_id
        return [
            (_TOUCHED if who in known else _GONE).fill(period=period, who=self.book.person_name(who))
            for period, who in changed
        ]


def _kept_digests(opened: Opened) -> Mapping[str, str]:
    text = read_store(opened.workbook).get(DIGESTS, "")
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def preview_pay(path: Path, label: str, *, today: dt.date, what_if: str = "") -> Paid:
    """Work a period out and write nothing; raises ``BadRequest`` or ``NothingToDo``."""
    roll = Payroll(open_both(path, today=today), label, today)
    found = roll.found()
    twice = roll.elsewhere(roll.kept)
    if twice is not None:
        found = replace(found, notices=(twice, *found.notices))
    return _with_one_more(roll, found, what_if) if what_if else found


@anew
def draft_pay(path: Path, label: str, *, today: dt.date, dry_run: bool = False) -> Paid:
    """Write a period's slices as draft rows over those of an earlier run."""
    roll = Payroll(open_both(path, today=today), label, today)
    if (twice := roll.elsewhere(roll.kept)) is not None:
        raise BadRequest(twice)
    found = roll.found()
    edits = draft_edits(roll.book, roll.period.label, found.drafts, roll.kept)
    return _written(roll, found, edits, dry_run)


@anew
def approve_pay(path: Path, label: str, by: str, *, today: dt.date, dry_run: bool = False) -> Paid:
    """Approve a period's drafts, but for those of who approves; raises ``BadRequest`` where they are not today's."""
    roll = Payroll(open_both(path, today=today), label, today)
    if roll.period.last >= today:
        raise BadRequest(_NOT_OVER.fill(period=roll.period.label, last=roll.period.last))
    approver = _approver(roll.book, by)
    found = roll.found()
    drafts = [row for row in roll.kept if row.period == roll.period.label and not row.fixed]
    if not drafts:
        raise NothingToDo(_NO_DRAFTS.fill(period=roll.period.label))
    if (twice := roll.elsewhere(row for row in roll.kept if row.fixed)) is not None:
        raise BadRequest(twice)
    _check_fresh(roll, found, [row for row in drafts if not row.typed])
    rows = [row for row in drafts if row.person != approver.id]
    own = sum((row.amount for row in drafts if row.person == approver.id), Decimal())
    said = (
        (
            _OWN.fill(
                name=roll.book.person_name(approver.id),
                amount=in_full(own, roll.book.lang, roll.book.settings.currency),
            ),
        )
        if own
        else ()
    )
    if not rows and said:
        raise BadRequest(said[0])
    edits = approval_edits(roll.book, rows, approver.id)
    after = [replace(row, status="approved", approved_by=approver.id) for row in rows]
    fixed = {row.at: row for row in (*roll.kept, *after)}
    edits += store_edits(roll.opened.workbook, {DIGESTS: json.dumps(digests(fixed.values()), sort_keys=True)})
    found = replace(found, notices=(*found.notices, *said), approved=tuple(after))
    return _written(roll, found, edits, dry_run)


def _written(roll: Payroll, found: Paid, edits: Sequence[Edit], dry_run: bool) -> Paid:
    plan = EditPlan(tuple(edits), roll.opened.workbook.sha256)
    return replace(found, plan=plan, applied=write_plan(roll.opened.path, plan, dry_run=dry_run))


def _approver(book: Book, by: str) -> Person:
    if not by.strip():
        raise BadRequest(_WHO_APPROVES)
    person = _named(book, by)
    role = person.role
    if role not in ("lead", "manager"):
        label = book.labels.get("role", {}).get(role, Text(role, role))
        raise BadRequest(_MAY_NOT.fill(name=person.name, role=Text(label.zh, label.en.lower())))
    return person


def _named(book: Book, name: str) -> Person:
    known = people(book).named(name)
    if len(known) != 1:
        raise BadRequest((_SEVERAL if known else _NOBODY).fill(name=name))
    return known[0]


def _check_fresh(roll: Payroll, found: Paid, drafts: Sequence[KeptRow]) -> None:
    sums: dict[str, Decimal] = {}
    for row in drafts:
        sums[row.person] = sums.get(row.person, Decimal()) + row.amount
    for piece in found.drafts:
        sums[piece.person] = sums.get(piece.person, Decimal()) - piece.amount
    off = [roll.book.person_name(person) for person, amount in sums.items() if amount]
    if off:
        raise BadRequest(_STALE.fill(period=roll.period.label, people=listed(off, most=4)))


def _with_one_more(roll: Payroll, found: Paid, what_if: str) -> Paid:
    """What everybody gets more with one more deal, signed on the last day that counts and paid at once; what stays open
    of its owner."""
    match = _IF.match(what_if)
    if match is None:
        raise BadRequest(_BAD_IF)
    person = _named(roll.book, match[1])
    amount = Decimal(match[2].replace(",", "") + (match[3] or ""))
    more = Deal("+", person.id, roll.as_of, amount, ((person.id, WHOLE),))
    facts = replace(roll.facts, deals=(*roll.facts.deals, more), basis="signed")
    after, before = (pay(f, roll.period.span) for f in (facts, replace(roll.facts, basis="signed")))
    everybody = dict.fromkeys((*before.people(), *after.people()))
    would = {
        who: after.total(who) - before.total(who)
        for who in everybody
        if after.total(who) != before.total(who)
    }
    opened = tuple(one for one in after.open if one.person == person.id)
    return replace(found, would=would, pay=replace(found.pay, open=opened))
