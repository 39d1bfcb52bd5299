"""SS406 and SS408: targets of people nobody knows or who have left, and people without a target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from sheetsales.book.nearest import Nearest, closest
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.process.goals import Goal, Goals, Holder
from sheetsales.process.people import People, Person, folded
from sheetsales.process.periods import Span
from sheetsales.rules.persons import ask_in_charge
from sheetsales.rules.rule import Level, Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.targets.words import goals_of, measure_text, period_text
from sheetsales.rules.teller import Said, teller_of
from sheetsales.speech.days import day
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

UNKNOWN_OWNER = RuleInfo(
    code="SS406",
    name="target-owner-not-on-team",
    severity=Severity.ERROR,
    title=Text("目标的负责人不在团队里", "Target's owner is not on the team"),
    why=Text("找不到人的目标算不出完成率，团队合计也跟着不对。", "A target of somebody unknown has no attainment, and the sums of the team go wrong with it."),
    fix=Text("按人员表改写姓名或团队名；人已离职的，把目标转给接手的人。", "Write the person or team as Team does; if they left, pass the target on to whoever took over."),
    example=Text("负责人“林小燕”不在人员表里，最接近的是“林晓燕”。", "'Laura Benett' is not in Team; the closest is 'Laura Bennett'."),
)  # fmt: skip

NO_TARGET = RuleInfo(
    code="SS408",
    name="person-without-target",
    severity=Severity.WARNING,
    title=Text("有人没有目标", "Person without a target"),
    why=Text("漏定的人不知道要做多少，个人合计也够不上团队。", "Whoever was left out does not know what is expected, and the people no longer add up to the team."),
    fix=Text("补一行目标。只在同一期间、同一指标有一半以上的人定了目标时才查，主管和当期已离职的人不查。", "Add a row. Looked for only where at least half of the people have a target for the same period and measure; managers and people who have left are not counted."),
    example=Text("吴昊 2026 年 11 月没有签约额目标，别人都有。", "Owen Hughes has no signed value target for November 2026; the others have."),
)  # fmt: skip

_UNKNOWN_PERSON = Text(
    "{level}目标的负责人“{value}”不在人员表里{nearest}。",
    "The owner '{value}' of a {level} target is not in Team{nearest}.",
)
_SEVERAL = Text(
    "个人目标的负责人“{value}”不止一人：{ids}，这个目标没有算给谁。",
    "The owner '{value}' of a person's target may be any of {ids}, so the target counts for nobody.",
)
_SEVERAL_HINT = Text("{ask}改写成编号，如 {first}。", "{ask} write the id instead, such as {first}.")
_UNKNOWN_HINT = Text(
    "{ask}按人员表改写；确实是新的，先在人员表里加上。",
    "{ask} write it as Team does; if it is new, add it to Team first.",
)
_LEVELS = {"person": Text("个人", "person's"), "team": Text("团队", "team's")}
_GONE = Text(
    "{name}{when}已离职，{period}的目标没有人做。",
    "{name} {when}, so nobody works on the target for {period}.",
)
_GONE_HINT = Text(
    "{ask}把目标转给接手的人，或删掉这一行。",
    "{ask} pass the target on to whoever took over, or delete the row.",
)
_NONE = Text(
    "{name} {periods}没有{measure}目标，同期 {others} 人有。",
    "{name} has no {measure} target for {periods}; {others} others have.",
)
_NONE_HINT = Text("{ask}在目标表这一行下面补上。", "{ask} add it below this row.")
_MORE = Text("{first}等 {count} 个期间", "{first} and {rest} more")
_CARRIES_NONE = "manager"


def unknown_owners(scene: Scene) -> Iterator[Finding]:
    teller, people = teller_of(scene, "targets"), goals_of(scene).people
    table = teller.table
    if not people.all:
        return
    columns = zip(table.get("level"), table.get("owner"), strict=True)
    hits = [
        (row, level)
        for row, (level, owner) in enumerate(columns)
        if owner and _unknown(people, level, str(owner))
    ]
    names = {
        "person": Nearest(person.name for person in people.all),
        "team": Nearest(people.teams.values()),
    }

    def say(row: int, level: str) -> Said:
        value = str(table.get("owner")[row])
        manager = people.manager(scene.today)
        ask = ask_in_charge(scene, manager)
        several = [person.id for person in people.named(value)] if level == "person" else []
        if several:
            ids = listed(several)
            return Said(
                "owner",
                _SEVERAL.fill(value=value, ids=ids),
                _SEVERAL_HINT.fill(ask=ask, first=several[0]),
                owner=manager,
            )
        nearest = closest(names[level].of(value))
        message = _UNKNOWN_PERSON.fill(level=_LEVELS[level], value=value, nearest=nearest)
        return Said("owner", message, _UNKNOWN_HINT.fill(ask=ask), owner=manager)

    yield from teller.all(UNKNOWN_OWNER, hits, say, base=len(table))
    left = {Holder("person", person.id) for person in people.all if people.gone(person.id, scene.today)}
    gone = [
        (goal.row, goal) for goal in goals_of(scene).rows if goal.holder in left and _is_gone(scene, goal)
    ]
    yield from teller.all(UNKNOWN_OWNER, gone, lambda _, goal: _left(scene, goal))


def _unknown(people: People, level: str | None, owner: str) -> bool:
    name = folded(owner)
    if level == "person":
        return len(people.named(owner)) != 1
    return level == "team" and bool(people.teams) and name not in people.teams


def _is_gone(scene: Scene, goal: Goal) -> bool:
    """Whether a goal of somebody who has left is for months after that."""
    return goal.span.first > (goals_of(scene).people.by_id[goal.holder.key].left_on or scene.today)


def _left(scene: Scene, goal: Goal) -> Said:
    people = goals_of(scene).people
    person = people.by_id[goal.holder.key]
    when = day(person.left_on, scene.today) if person.left_on else None
    message = _GONE.fill(
        name=person.name or person.id,
        when=Text(f" {when.zh}", f"left on {when.en}") if when else Text("", "has left"),
        period=period_text(goal.period),
    )
    above = people.in_charge_of(person.id, scene.today)
    return Said("owner", message, _GONE_HINT.fill(ask=ask_in_charge(scene, above)), owner=above)


class _Lack(NamedTuple):
    """Somebody without a goal that others have: the goals of the others for the first such span, and all spans."""

    person: Person
    measure: str
    others: tuple[Goal, ...]
    periods: tuple[str, ...]


def without_target(scene: Scene) -> Iterator[Finding]:
    teller = teller_of(scene, "targets")
    for lack in _lacks(scene, goals_of(scene)):
        person, others = lack.person, lack.others
        above = goals_of(scene).people.in_charge_of(person.id, scene.today)
        message = _NONE.fill(
            name=person.name or person.id,
            periods=_periods(lack.periods),
            measure=measure_text(scene.book, lack.measure),
            others=len(others),
        )
        said = Said("value", message, _NONE_HINT.fill(ask=ask_in_charge(scene, above)), owner=person.id)
        finding = teller.one(NO_TARGET, others[-1].row, said)
        yield replace(finding, value=None, key=f"{person.id} {lack.measure}")


def _lacks(scene: Scene, found: Goals) -> Iterator[_Lack]:
    by_span: dict[tuple[str, Span], list[Goal]] = {}
    for goal in found.rows:
        if goal.holder.level == "person" and goal.span.last >= scene.today:
            by_span.setdefault((goal.measure, goal.span), []).append(goal)
    lacking: dict[tuple[str, str], list[tuple[Goal, ...]]] = {}
    carriers = _Carriers(scene, found)
    for (measure, span), goals in sorted(by_span.items(), key=lambda item: item[0]):
        have = {goal.holder for goal in goals}
        due = carriers.of(measure, span)
        without = [person for person in due if Holder("person", person.id) not in have]
        if len(have) > 1 and len(have) >= len(without):
            for person in without:
                lacking.setdefault((measure, person.id), []).append(tuple(goals))
    for (measure, person_id), groups in lacking.items():
        periods = tuple(group[0].period for group in groups)
        yield _Lack(found.people.by_id[person_id], measure, groups[0], periods)


class _Carriers:
    """Who is to have goals: reps, and leads who have had one of that measure, who are there in those months."""

    def __init__(self, scene: Scene, found: Goals) -> None:
        self._held = found.held
        self._here = [
            p
            for p in found.people.all
            if p.role != _CARRIES_NONE and not found.people.gone(p.id, scene.today)
        ]

    def of(self, measure: str, span: Span) -> list[Person]:
        last = span.last
        return [
            person
            for person in self._here
            if (person.hired_on is None or person.hired_on <= last)
            and (person.left_on is None or person.left_on >= last)
            and (person.role in ("rep", "") or (Holder("person", person.id), measure) in self._held)
        ]


def _periods(periods: Sequence[str]) -> Text:
    first = period_text(periods[0])
    if len(periods) == 1:
        return first
    return _MORE.fill(first=first, count=len(periods), rest=len(periods) - 1)


HOLDER_RULES: tuple[Rule, ...] = (
    Rule(UNKNOWN_OWNER, unknown_owners, Level.BASIC, yields_to=("SS401",)),
    Rule(NO_TARGET, without_target, Level.STANDARD),
)
