"""Steps that fell due: one deal, one stay in a stage, one step; done or not, in time or not."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from sheetsales.book.process import Proof, Stage, Step
from sheetsales.dataclass import dataclass
from sheetsales.indicators import reasons
from sheetsales.indicators.deals import Deal
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.figure import Figure, share, unknown
from sheetsales.indicators.flow import goes_on
from sheetsales.indicators.period import Period
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.process.discounts import Limits
from sheetsales.process.evidence import Lookup, Shown, in_an_activity, ways_of
from sheetsales.process.leave import leave_of, worked_day
from sheetsales.process.people import People, people
from sheetsales.process.stays import Stay
from sheetsales.texts import Text

_ONE_DAY = dt.timedelta(days=1)
_SPARE_DAYS = 40
"""Calendar days that holidays and leave may add to a time of working days; longer ago nothing falls due any more."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One step owed. ``who`` owes it, "" where nobody can be told. ``shown_on`` is the day of the evidence, None where it is
    missing or a column holds it; ``in_time`` None where it is done on a day nobody knows."""

    step: Step
    deal: Deal
    who: str
    entered: dt.date
    due: dt.date
    done: bool
    in_time: bool | None
    shown_on: dt.date | None


_Day = Callable[[int], dt.date | None]
Ways = tuple[tuple[tuple[Shown, bool, _Day | None], ...], ...]
"""Any of several sets of proofs, each set whole; of each proof how to look for it, whether it is an activity and so dated,
and the day it has of its own for a deal."""
_Found = tuple[bool, dt.date | None]
"""Whether the evidence is there, and its day where that is known."""


def owed_steps(facts: Facts, period: Period) -> list[Owed]:
    """The steps that fell due in the period, up to the day of the facts, by stage, step and stay.

    Due as many working days after entering as the step says, the owner's leave out, in open stages not later than the
    stage's limit; on leaving where a deal went on before; not at all where it was lost, held or moved back before. In a
    stage for the second time only what was not done before is owed again. Steps whose evidence cannot be looked up are
    left out.
    """
    key = ("owed", period)
    if key not in facts.by_period:
        facts.by_period[key] = list(_Walk(facts, period).all())
    return facts.by_period[key]  # type: ignore[no-any-return]  # as just put there


def running_steps(facts: Facts) -> list[Owed]:
    """The steps of the stages that open deals are in now and that are not done, whenever they fall due."""
    walk = _Walk(facts, Period(dt.date.min, facts.as_of, ""))
    walk.until = dt.date.max
    return [owed for owed in walk.all(now=True) if not owed.done and owed.deal.state == "open"]


def unreadable(step: Step) -> tuple[str, ...]:
    """The names in a step's evidence that are no column and no kind of activity: it cannot be judged."""
    return step.evidence.unknown


@dataclass(slots=True)
class _Held:
    """A stay with what all steps of its stage ask of it, each found when it is first asked for: the last day by the stage's
    limit, whether it ended with a move on, and the rows of Activities in it."""

    stay: Stay
    deal: Deal
    entered: dt.date
    limit: dt.date | None = None
    goes_on: bool | None = None
    activities: Sequence[int] | None = None


class _Walk:
    """The way through all stays that touch a period."""

    def __init__(self, facts: Facts, period: Period) -> None:
        self.facts, self.book = facts, facts.book
        self.first, self.last = period.first, min(period.last, facts.as_of)
        self.until = self.last
        """The last day that something may fall due."""
        self.leave, self.limits = leave_of(self.book), Limits(self.book)
        self.calendar = facts.calendar
        self._due: dict[tuple[dt.date, int, str], dt.date] = {}
        self._before: dict[dt.date, dt.date] = {}
        self._ways: dict[str, Ways | None] = {}
        self._superiors: dict[str, str] = {}
        self._review_from = self.book.settings.number("loss_review_amount")

    @cached_property
    def people(self) -> People:
        return people(self.book)

    @cached_property
    def lookup(self) -> Lookup:
        return Lookup(self.book, self.book.table("activities") if self.activities is not None else None)

    @cached_property
    def activities(self) -> Mapping[str, Sequence[int]] | None:
        """Rows of Activities up to the day of the facts by deal, or by customer where they name no deal."""
        table = self.book.table("activities")
        if not table.has("date") or not (self._by_deal or table.has("customer")):
            return None
        found: dict[str, list[int]] = defaultdict(list)
        key = "opportunity" if self._by_deal else "customer"
        for row, (whose, day) in enumerate(zip(table.get(key), table.get("date"), strict=True)):
            if whose and day is not None and day <= self.facts.as_of:
                found[whose].append(row)
        return found

    @cached_property
    def _by_deal(self) -> bool:
        return self.book.table("activities").has("opportunity")

    @cached_property
    def days(self) -> Sequence[dt.date | None]:
        return self.book.table("activities").get("date")

    def all(self, *, now: bool = False) -> Iterator[Owed]:
        """``now`` leaves out the stays that have ended."""
        process = self.book.process
        deals = {deal.id: deal for deal in self.facts.deals if deal.id}
        by_stage = self._stays(deals)
        for stage in sorted(process.stages, key=lambda s: s.order):
            steps = [s for s in process.steps_of.get(stage.code, ()) if self._judged(s)]
            near = self._near(by_stage.get(stage.code, ()), steps) if steps else []
            held = [
                _Held(stay, deals[stay.deal], stay.entered)
                for stay in near
                if stay.entered is not None and (stay.left is None or not now)
            ]
            for step in steps:
                yield from self._of_step(stage, step, held)

    def _stays(self, deals: Mapping[str, Deal]) -> Mapping[str, Sequence[Stay]]:
        """Stays of known deals by stage; without a stage log where each deal is now."""
        log = self.facts.log
        found: dict[str, list[Stay]] = defaultdict(list)
        if log is not None:
            for stay in log.all():
                if stay.deal in deals:
                    found[stay.stage].append(stay)
            return found
        for deal in deals.values():
            if deal.stage is not None and deal.stage_since is not None:
                found[deal.stage.code].append(Stay(deal.id, deal.stage.code, deal.stage_since, None))
        return found

    def _judged(self, step: Step) -> bool:
        return step.due_days is not None and not unreadable(step) and self._ways_of(step) is not None

    def _near(self, stays: Sequence[Stay], steps: Sequence[Step]) -> list[Stay]:
        """Those that a step can have fallen due of in the period."""
        longest = max(step.due_days or 0 for step in steps)
        reach = dt.timedelta(days=longest * 2 + _SPARE_DAYS)
        return [
            stay
            for stay in stays
            if stay.entered is not None
            and stay.entered <= self.last
            and (stay.left is None or stay.left >= self.first)
            and stay.entered + reach >= self.first
        ]

    def _of_step(self, stage: Stage, step: Step, held: Sequence[_Held]) -> Iterator[Owed]:
        """Those who owed one step of a stage."""
        first, until, ways = self.first, self.until, self._ways_of(step) or ()
        asks, own = _asks_apart(stage, step), not step.person and step.role in ("", "rep")
        for one in held:
            due = self._due_day(stage, step, one)
            if due is None or not first <= due <= until or (asks and not self._asked(stage, step, one.deal)):
                continue
            stay, deal = one.stay, one.deal
            if not stay.first and self._done_before(step, stay, deal):
                continue
            done, on = self._evidence(ways, deal, self._seen(one))
            in_time = (
                False if not done else on <= due if on else (True if stay.left and stay.left <= due else None)
            )
            who = deal.owner if own else self._whose(step, deal, due)
            yield Owed(step, deal, who, one.entered, due, done, in_time, on)

    def _due_day(self, stage: Stage, step: Step, one: _Held) -> dt.date | None:
        """None where nothing is owed."""
        entered, left = one.entered, one.stay.left
        due = self._worked(entered, step.due_days or 0, one.deal.owner)
        if stage.open and stage.max_days is not None:
            if one.limit is None:
                limit = self._workday_by(entered + dt.timedelta(days=stage.max_days))
                one.limit = max(limit, entered)
            due = min(due, one.limit)
        if left is None or left >= due:
            return due
        if one.goes_on is None:
            one.goes_on = goes_on(self.facts, one.stay)
        return left if one.goes_on else None

    def _seen(self, one: _Held) -> Sequence[int]:
        """Rows of Activities about the deal during its stay; every step of the stage asks for the same."""
        if one.activities is None:
            one.activities = self._between(one.deal, one.entered, one.stay.left or self.last)
        return one.activities

    def _worked(self, day: dt.date, count: int, owner: str) -> dt.date:
        key = (day, count, owner if owner in self.leave else "")
        if key not in self._due:
            self._due[key] = worked_day(self.calendar, self.leave, owner, day, count)
        return self._due[key]

    def _workday_by(self, day: dt.date) -> dt.date:
        found = self._before.get(day)
        if found is None:
            found = day
            while not self.calendar.is_workday(found):
                found -= _ONE_DAY
            self._before[day] = found
        return found

    def _asked(self, stage: Stage, step: Step, deal: Deal) -> bool:
        """Whether the process asks it of this deal: approvals of discounts beyond the owner's right, reviews of losses
        above an amount."""
        if step.evidence_when == "unknown":
            return False
        if step.evidence_when:
            discount = self.book.table("pipeline").get("discount")[deal.row]
            return discount is not None and self.limits.allows(deal.owner, float(discount)) is False
        if stage.lost and _by_activity_alone(step):
            return deal.amount is not None and deal.amount > self._review_from
        return True

    def _done_before(self, step: Step, stay: Stay, deal: Deal) -> bool:
        log = self.facts.log
        earlier = (s for s in (log.stays.get(stay.deal, ()) if log else ()) if s.stage == stay.stage)
        found: list[int] = []
        for other in earlier:
            if other is stay or other.left is None or other.entered == stay.entered:
                break
            found.extend(self._between(deal, other.entered or dt.date.min, other.left))
        return self._evidence(self._ways_of(step) or (), deal, found)[0]

    def _between(self, deal: Deal, first: dt.date, last: dt.date) -> list[int]:
        """Rows of Activities about a deal in a span."""
        known, days = (self.activities or {}).get(deal.id if self._by_deal else deal.customer, ()), self.days
        return [i for i in known if (day := days[i]) is not None and first <= day <= last]

    def _evidence(self, ways: Ways, deal: Deal, activities: Sequence[int]) -> _Found:
        """Dated evidence comes before undated, the earliest first."""
        best: _Found = (False, None)
        for way in ways:
            done, on = self._way(way, deal, activities)
            if done and (best[1] is None or (on is not None and on < best[1])):
                best = (True, on)
        return best

    def _way(
        self, way: Sequence[tuple[Shown, bool, _Day | None]], deal: Deal, activities: Sequence[int]
    ) -> _Found:
        """A set of proofs: there with all of them, on the last day that one of them has."""
        last: dt.date | None = None
        for proof in way:
            done, on = self._proof(proof, deal, activities)
            if not done:
                return False, None
            if on is not None and (last is None or on > last):
                last = on
        return True, last

    def _proof(self, proof: tuple[Shown, bool, _Day | None], deal: Deal, activities: Sequence[int]) -> _Found:
        shown, dated, day_of = proof
        if not dated:
            on = day_of(deal.row) if day_of is not None else None
            return shown(deal.row, activities) and (on is None or on <= self.facts.as_of), on
        if not activities:
            return False, None
        row, known = deal.row, self.days
        days = [day for i in activities if (day := known[i]) is not None and shown(row, (i,))]
        return bool(days), min(days, default=None)

    def _ways_of(self, step: Step) -> Ways | None:
        """Those that can be looked up; None where none can."""
        if step.code not in self._ways:
            ways = [
                tuple(found for proof in proofs if (found := self._looked_up(proof, step)) is not None)
                for proofs in ways_of(self.book, step.evidence)
            ]
            self._ways[step.code] = tuple(way for way in ways if way) or None
        return self._ways[step.code]

    def _looked_up(self, proof: Proof, step: Step) -> tuple[Shown, bool, _Day | None] | None:
        ledger = self.lookup.in_ledger(proof)
        if ledger is not None:
            return ledger.shown, False, ledger.day
        shown = self.lookup.of(proof, step.documents)
        return None if shown is None else (shown, in_an_activity(proof), None)

    def _whose(self, step: Step, deal: Deal, due: dt.date) -> str:
        """Who is named for the step, the deputy where that person was away on the day; else the owner. Of steps of another
        role than a rep's the owner's superior, the owner's own where leading."""
        if step.person:
            away = due in self.leave.get(step.person, ()) or self.people.gone(step.person, due)
            return step.deputy if away and step.deputy else step.person
        if step.role in ("", "rep"):
            return deal.owner
        if deal.owner not in self._superiors:
            self._superiors[deal.owner] = self._superior(deal.owner)
        return self._superiors[deal.owner]

    def _superior(self, person: str) -> str:
        known = self.people.by_id.get(person)
        if known is not None and known.role in ("lead", "manager"):
            return person
        return self.people.in_charge_of(person, self.facts.as_of) or person


def _asks_apart(stage: Stage, step: Step) -> bool:
    """Whether the process may ask a step of some deals of a stage and not of others."""
    return bool(step.evidence_when) or (stage.lost and _by_activity_alone(step))


def _by_activity_alone(step: Step) -> bool:
    """Whether no way to prove it is a column: in a lost stage that is the review, the others are entries."""
    return bool(step.evidence.any_of) and all(
        all(proof.what != "column" for proof in proofs) for proofs in step.evidence.any_of
    )


NO_STEP = Text("本期没有到期的步骤", "No step fell due in the period")
UNDATED = Text("证据填在列里，没有日期", "The evidence is in columns, which carry no day")


def step_on_time(facts: Facts, period: Period, scope: Scope = COMPANY) -> Figure:
    """Steps shown in time ÷ steps that fell due, those left out that are done on a day nobody knows; a step counts for
    whoever owed it."""
    if not facts.book.process.steps:
        return unknown(reasons.no_sheet("steps"))
    if facts.log is None and not facts.book.table("pipeline").has("stage_since"):
        return unknown(reasons.NO_LOG)
    owed = [o for o in owed_steps(facts, period) if facts.counts_for(scope, o.who)]
    known = [o.in_time for o in owed if o.in_time is not None]
    return share(sum(known), len(known), len(known), UNDATED if owed else NO_STEP, len(owed) - len(known))
