"""SS409 and SS410: targets set twice, and targets that do not add up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.process.goals import Goal, Holder
from sheetsales.process.target_sums import Mismatch, mismatches
from sheetsales.rules.persons import ask_in_charge
from sheetsales.rules.rule import Level, Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.targets.words import goals_of, holder_text, measure_text, period_text, value_text
from sheetsales.rules.teller import Said, teller_of
from sheetsales.speech.lists import listed
from sheetsales.texts import NO_TEXT, Text

OVERLAPPING = RuleInfo(
    code="SS409",
    name="overlapping-targets",
    severity=Severity.ERROR,
    title=Text("同一目标定了两次", "Target set twice"),
    why=Text("同一个人同一期间有两个数，完成率按哪个算说不清；现在只认第一行。", "With two numbers for one period nobody knows which counts; only the first is used."),
    fix=Text("留一行，另一行删掉；其实是别的期间或指标的，改过来。", "Keep one row and delete the other, or correct its period or measure."),
    example=Text("林晓燕 2026 年 11 月的签约额目标有两行。", "Laura Bennett has two signed value targets for November 2026."),
)  # fmt: skip

NOT_ADDING_UP = RuleInfo(
    code="SS410",
    name="targets-not-adding-up",
    severity=Severity.ERROR,
    title=Text("目标合计对不上", "Targets that do not add up"),
    why=Text("个人都完成了团队却没完成，或者反过来，说明目标没有分解到位。", "When everyone reaches theirs and the team does not, the target was never shared out."),
    fix=Text(
        "补到个人，或改上一级的数。公司等于各团队，团队等于其成员，年等于各季、各月；只比能相加的指标，给了多少比多少：成员有一半以上"
        "定了目标才比，期间要齐全或已超出才比。金额精确到分。",
        "Assign the rest or change the figure above. The company is its teams, a team its people, a year its quarters and "
        "months; only measures that can be added are compared, as far as they are given: at least half of the people, and "
        "all parts of a period or more than the whole. Money is compared exactly.",
    ),
    settings=("fiscal_year_start",),
    example=Text("华东 2026 年四季度目标 120 万元，个人合计 108 万元。", "South East's Q4 2026 target is £1.20m, its people add up to £1.08m."),
)  # fmt: skip

_TWICE = Text(
    "{whose} {period}的{measure}目标在 {other} 已经定为{first}，这里又是{value}；只认第一个。",
    "{whose}'s {measure} target for {period} is {first} at {other} and {value} here; only the first counts.",
)
_TWICE_HINT = Text(
    "{ask}留一行，另一行删掉或改期间。", "{ask} keep one row, and delete the other or correct its period."
)
_DIFFERENT = Text(
    "{whose} {period}{measure}目标{value}，{parts}合计{total}，{difference}{missing}。",
    "{whose}'s {measure} target for {period} is {value} but {parts} add up to {total}, {difference}{missing}.",
)
_SHORT = Text("差{by}", "{by} short")
_TOO_MUCH = Text("多出{by}", "{by} too much")
_PARTS: Final = {
    "teams": Text("各团队", "the teams"), "people": Text("个人", "people"),
    "quarters": Text("各季度", "its quarters"), "months": Text("各月", "its months"),
}  # fmt: skip
_MISSING = Text("（{names}还没有目标）", " ({names} without a target)")
_HINTS: Final = {
    "teams": Text("{ask}补到团队或下调公司目标。", "{ask} assign the rest or lower the company's figure."),
    "people": Text("{ask}补到个人或下调{level}目标。", "{ask} assign the rest or lower the {level} figure."),
}  # fmt: skip
_OVER_HINTS: Final = {
    "teams": Text("{ask}核对后下调团队目标或上调公司目标。", "{ask} lower the teams' figures or raise the company's."),
    "people": Text("{ask}核对后下调个人目标或上调{level}目标。", "{ask} lower the people's figures or raise the {level} figure."),
}  # fmt: skip
_PERIOD_HINT = Text(
    "{ask}核对哪一个数对，改掉另一个。", "{ask} find out which figure is right and change the other."
)
_LEVEL: Final = {
    "company": Text("公司", "company"),
    "team": Text("团队", "team"),
    "person": Text("个人", "person"),
}
_FEW = 3


def overlapping(scene: Scene) -> Iterator[Finding]:
    teller, goals = teller_of(scene, "targets"), goals_of(scene)
    firsts = goals.by_key
    hits = [
        (goal.row, (goal, first))
        for goal in goals.rows
        if (first := firsts[goal.holder, goal.measure, goal.span]) is not goal
    ]

    def say(_: int, pair: tuple[Goal, Goal]) -> Said:
        goal, first = pair
        message = _TWICE.fill(
            **_words(scene, goal), first=_figure(scene, first), value=_figure(scene, goal),
            other=teller.table.cell(first.row, "value") or teller.table.row_cell(first.row),
        )  # fmt: skip
        return _said(scene, goal, message, _TWICE_HINT)

    yield from teller.all(OVERLAPPING, hits, say)


def not_adding_up(scene: Scene) -> Iterator[Finding]:
    teller, goals = teller_of(scene, "targets"), goals_of(scene)
    active = frozenset(
        p.id for p in goals.people.all if p.role != "manager" and not goals.people.gone(p.id, scene.today)
    )
    hits = [(found.goal.row, found) for found in mismatches(goals, active)]
    yield from teller.all(NOT_ADDING_UP, hits, lambda _, found: _different(scene, found))


def _different(scene: Scene, found: Mismatch) -> Said:
    goal = found.goal
    by = found.total - goal.value
    difference = (_SHORT if by < 0 else _TOO_MUCH).fill(
        by=_spaced(value_text(scene.book, goal.measure, abs(by)))
    )
    message = _DIFFERENT.fill(
        **_words(scene, goal), value=_figure(scene, goal), parts=_PARTS[found.parts], difference=difference,
        total=_spaced(value_text(scene.book, goal.measure, found.total)), missing=_missing(scene, found.missing),
    )  # fmt: skip
    hints = _HINTS if by < 0 else _OVER_HINTS
    return _said(scene, goal, message, hints.get(found.parts, _PERIOD_HINT))


def _missing(scene: Scene, holders: tuple[Holder, ...]) -> Text:
    """Who has no goal, the first few by name."""
    if not holders:
        return NO_TEXT
    names = listed([holder_text(scene.book, holder) for holder in holders], most=_FEW)
    more = f" {len(holders)} 个" if len(holders) > _FEW else ""
    return _MISSING.fill(names=Text(names.zh + more, names.en))


def _words(scene: Scene, goal: Goal) -> dict[str, Text]:
    holder = holder_text(scene.book, goal.holder)
    return {
        "whose": Text(holder.zh, holder.en[:1].upper() + holder.en[1:]),
        "period": period_text(goal.period),
        "measure": measure_text(scene.book, goal.measure),
    }


def _figure(scene: Scene, goal: Goal) -> Text:
    return _spaced(value_text(scene.book, goal.measure, goal.value))


def _spaced(value: Text) -> Text:
    """With the space that stands in Chinese before a figure."""
    return Text(f" {value.zh}", value.en)


def _said(scene: Scene, goal: Goal, message: Text, hint: Text) -> Said:
    people, holder = goals_of(scene).people, goal.holder
    if holder.level == "team":
        who = people.in_charge_of_team(holder.key, scene.today)
    elif holder.level == "person" and holder.key in people.by_id:
        who = people.in_charge_of(holder.key, scene.today)
    else:
        who = people.manager(scene.today)
    return Said(
        "value", message, hint.fill(ask=ask_in_charge(scene, who), level=_LEVEL[holder.level]), owner=who
    )


SUM_RULES: tuple[Rule, ...] = (
    Rule(OVERLAPPING, overlapping, Level.BASIC),
    Rule(NOT_ADDING_UP, not_adding_up, Level.STANDARD),
)
