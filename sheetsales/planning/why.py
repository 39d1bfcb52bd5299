"""Why a task went to whom, in one or two sentences that stand in its row for everybody to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from sheetsales.allocation.allocate import Allocation, Assignment, Because
from sheetsales.allocation.problem import Candidate, Job, Need
from sheetsales.book.book import Book
from sheetsales.planning.work import Work
from sheetsales.speech.lists import AND, listed
from sheetsales.texts import NO_TEXT, Text


class Reasons:
    """Speaks of the assignments of one allocation."""

    def __init__(self, book: Book, work: Work, allocation: Allocation) -> None:
        self._book, self._work, self._allocation = book, work, allocation
        self._jobs = {job.id: job for job in work.problem.jobs}
        self._people = {person.id: person for person in work.problem.people}
        self._steps = _steps(allocation, self._jobs)

    def of(self, assignment: Assignment) -> Text:
        """The reason for one task, as it stands in its row."""
        job = self._jobs[assignment.job]
        if assignment.because is Because.NOBODY_ABLE:
            return self._nobody_able(job.need)
        if assignment.because is Because.NOBODY_HAS_TIME:
            return self._nobody_has_time(job.need)
        person = assignment.person or ""
        before, after = self._steps[assignment.job]
        said = self._said(assignment, job, person).fill(
            person=self._name(person),
            owner=self._name(job.owner or ""),
            lacks=self._lacks(job),
            ceiling=self._ceiling(),
            full=_percent(self._with_it(job)),
            after=self._used(person, after),
            before=self._used(person, before),
        )
        rest = NO_TEXT if assignment.because is Because.LOCKED else self._others(assignment)
        return Text(f"{said.zh}{rest.zh}", f"{said.en}{' ' if rest.en else ''}{rest.en}")

    def _said(self, assignment: Assignment, job: Job, person: str) -> Text:
        ceiling = self._ceiling_share()
        if assignment.because is Because.RELIEVED:
            return _RELIEVED_OVER if self._with_it(job) > ceiling else _SAID[Because.RELIEVED]
        capacity = self._allocation.capacity.get(person, 0)
        over = capacity and self._allocation.after[person] / capacity > ceiling
        return _KEPT_OVER if assignment.because is Because.KEPT and over else _SAID[assignment.because]

    def _with_it(self, job: Job) -> float:
        """How full the present owner would be with the job on top of all that the plan gives them."""
        owner = job.owner or ""
        capacity = self._allocation.capacity.get(owner, 0)
        return (self._allocation.after[owner] + job.minutes) / capacity if capacity else 0.0

    def _others(self, assignment: Assignment) -> Text:
        others = assignment.candidates - 1
        if others < 1 or assignment.runner_up is None:
            only = _ONLY_WITH_TIME if assignment.busy else _ONLY
            return only.fill(person=self._name(assignment.person or ""))
        if (
            others == 1
            and assignment.because is Because.RELIEVED
            and assignment.runner_up == self._jobs[assignment.job].owner
        ):
            return NO_TEXT
        used = _percent(assignment.runner_up_load)
        return (_OTHER if others == 1 else _OTHERS).fill(
            others=others, next=self._name(assignment.runner_up), used=used
        )

    def _nobody_able(self, need: Need) -> Text:
        active = [p for p in self._work.problem.people if p.active]
        if not active:
            return _NO_TEAM
        missing = [skill for skill in sorted(need.skills) if not any(skill in p.skills for p in active)]
        if missing:
            return _NO_SKILL.fill(skill=self._words(missing))
        if need.region and not any(p.can(Need(region=need.region)) for p in active):
            return _NO_REGION.fill(region=self._words([need.region]))
        there = replace(need, not_there=frozenset())
        if need.not_there and (able := [p.id for p in active if p.can(there)]):
            return _NOT_YET.fill(names=listed(map(self._name, able), most=_NAMES))
        if need.product and not any(p.can(Need(product=need.product)) for p in active):
            return _NO_PRODUCT.fill(product=self._words([need.product]))
        return _NO_ONE_BOTH.fill(need=self._need(need))

    def _nobody_has_time(self, need: Need) -> Text:
        able = [person.id for person in self._work.problem.people if person.can(need)]
        names = listed([self._book.person_name(key) for key in able], most=_NAMES)
        more = f" {len(able)} 人" if len(able) > _NAMES else ""
        return _NO_TIME.fill(names=Text(names.zh + more, names.en))

    def _lacks(self, job: Job) -> Text:
        """What the present owner does not meet."""
        owner = self._people.get(job.owner or "")
        if owner is None:
            return NO_TEXT
        return self._need(_unmet(owner, job.need))

    def _need(self, need: Need) -> Text:
        parts: list[Text] = []
        if need.skills:
            skills = self._words(sorted(need.skills))
            parts.append(Text(f"技能“{skills.zh}”", f"the skill '{skills.en}'"))
        if need.region:
            region = self._words([need.region])
            parts.append(Text(f"区域“{region.zh}”", f"the region {region.en}"))
        if need.product:
            product = self._words([need.product])
            parts.append(Text(f"产品“{product.zh}”", f"the product {product.en}"))
        return listed(parts, last=AND)

    def _words(self, codes: list[str]) -> Text:
        words = [self._work.words.get(code, code) for code in codes]
        return listed(words)

    def _name(self, person: str) -> str:
        return self._book.person_name(person)

    def _ceiling(self) -> str:
        return _percent(self._ceiling_share())

    def _ceiling_share(self) -> float:
        ceiling = self._work.problem.ceiling or 0.0
        return min(ceiling, self._allocation.bound) if self._work.problem.even else ceiling

    def _used(self, person: str, minutes: int) -> str:
        capacity = self._allocation.capacity.get(person, 0)
        return _percent(minutes / capacity) if capacity else "—"


def _steps(allocation: Allocation, jobs: Mapping[str, Job]) -> dict[str, tuple[int, int]]:
    """The minutes of whoever gets a job, before and after it: what people keep counts first, then job by job as told.
    For what is kept both are all that the plan gives."""
    load: dict[str, int] = defaultdict(int)
    stays = [f for f in allocation.assignments if f.person and f.because in (Because.KEPT, Because.LOCKED)]
    for found in stays:
        load[found.person or ""] += jobs[found.job].minutes
    kept = {found.job for found in stays}
    steps: dict[str, tuple[int, int]] = {}
    for found in allocation.assignments:
        person = found.person or ""
        if found.job in kept or not person:
            whole = allocation.after.get(person, 0)
            steps[found.job] = (whole, whole)
            continue
        before = load[person]
        load[person] = before + jobs[found.job].minutes
        steps[found.job] = (before, load[person])
    return steps


def _unmet(person: Candidate, need: Need) -> Need:
    region = "" if person.can(Need(region=need.region)) else need.region
    product = "" if person.can(Need(product=need.product)) else need.product
    return Need(need.skills - person.skills, region, product)


def _percent(share: float) -> str:
    return f"{share:.0%}"


_NAMES: Final = 3
_RELIEVED_OVER = Text(
    "原由{owner}负责，加上这项{owner}会到 {full}，超过上限 {ceiling}，转给{person}：任务占可用工时由 {before} 到 {after}。",
    "{owner} had it and would be at {full} with it, above the ceiling of {ceiling}; it goes to {person}, whose load goes "
    "from {before} to {after}.",
)
_KEPT_OVER = Text(
    "本来就由{person}负责，继续：任务占可用工时 {after}，超过上限 {ceiling}。",
    "{person} has it already and keeps it, at a load of {after}, above the ceiling of {ceiling}.",
)
_SAID = {
    Because.LOCKED: Text(
        "锁定给{person}或正在进行，分配没有动它。",
        "Locked to {person} or under way, so allocation left it alone.",
    ),
    Because.KEPT: Text(
        "本来就由{person}负责，继续：任务占可用工时 {after}，没到上限 {ceiling}。",
        "{person} has it already and keeps it: a load of {after}, with a ceiling of {ceiling}.",
    ),
    Because.NEW: Text(
        "之前没人负责，派给{person}：任务占可用工时由 {before} 到 {after}。",
        "Nobody had it; {person} takes it, going from a load of {before} to {after}.",
    ),
    Because.RELIEVED: Text(
        "原由{owner}负责，加上这项{owner}会到 {full}，转给{person}：任务占可用工时由 {before} 到 {after}。",
        "{owner} had it and would be at {full} with it; it goes to {person}, whose load goes from {before} to {after}.",
    ),
    Because.UNABLE: Text(
        "原由{owner}负责，但缺{lacks}，转给{person}：任务占可用工时由 {before} 到 {after}。",
        "{owner} had it but does not have {lacks}; it goes to {person}, whose load goes from {before} to {after}.",
    ),
    Because.LEFT: Text(
        "原由{owner}负责，已离职，转给{person}：任务占可用工时由 {before} 到 {after}。",
        "{owner} had it but has left; it goes to {person}, whose load goes from {before} to {after}.",
    ),
    Because.NOT_THERE: Text(
        "原由{owner}负责，但到期那天{owner}还没入职或已离职，转给{person}：任务占可用工时由 {before} 到 {after}。",
        "{owner} had it but has not begun or has left by the day it is due; it goes to {person}, whose load goes from "
        "{before} to {after}.",
    ),
    Because.AWAY: Text(
        "原由{owner}负责，这几天没有可用工时，转给{person}：任务占可用工时由 {before} 到 {after}。",
        "{owner} had it but has no time these days; it goes to {person}, whose load goes from {before} to {after}.",
    ),
}
_ONLY = Text("能做的只有{person}一人。", "Nobody else can do it.")
_ONLY_WITH_TIME = Text(
    "能做的人里，这几天有时间的只有{person}。",
    "Of those who can do it nobody else has time these days.",
)
_OTHER = Text(
    "还有 1 人能做：给{next}的话，{next}会到 {used}。",
    "One other person can do it: with {next}, that load would be {used}.",
)
_OTHERS = Text(
    "能做的还有 {others} 人，其次是{next}，给{next}会到 {used}。",
    "{others} others can do it; {next} would be next, at a load of {used}.",
)
_NO_TEAM = Text("人员表里没有在职的人，先补人员。", "Nobody in Team is active; complete Team first.")
_NOT_YET = Text(
    "没有派出去：能做的{names}到期那天还没入职或已经离职。请改截止日期，或找别人。",
    "Not assigned: {names} could do it but will not have begun or will have left by the day it is due. Move the due date, or "
    "find somebody else.",
)
_NO_SKILL = Text(
    "没有派出去：在职的人都没有技能“{skill}”。请在人员表补技能，或改任务的所需技能。",
    "Not assigned: nobody active has the skill '{skill}'. Add it in Team, or change what the task needs.",
)
_NO_REGION = Text(
    "没有派出去：在职的人都不负责区域“{region}”。请在人员表补区域，或改任务的区域。",
    "Not assigned: nobody active serves {region}. Add the region in Team, or change the task's.",
)
_NO_PRODUCT = Text(
    "没有派出去：在职的人都不负责产品“{product}”。请在人员表补上产品，或改商机的产品。",
    "Not assigned: nobody active sells {product}. Add the product in Team, or change the opportunity's.",
)
_NO_ONE_BOTH = Text(
    "没有派出去：没有一个人同时有{need}。请在人员表补上，或把任务拆开。",
    "Not assigned: nobody has all of this: {need}. Complete Team, or split the task.",
)
_NO_TIME = Text(
    "没有派出去：能做的{names}这几天都没有可用工时。请改截止日期，或调整请假和工时。",
    "Not assigned: {names} could do it but nobody has time these days. Move the due date, or change leave or hours.",
)
