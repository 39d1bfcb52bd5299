"""SS401 to SS405: whether a target is specific, measurable, achievable, relevant and time-bound."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from sheetsales.book.nearest import Nearest
from sheetsales.findings import Finding
from sheetsales.process.goals import AT_MOST_ONE, Goal, Holder
from sheetsales.process.people import folded
from sheetsales.process.periods import QUARTER, YEAR, Span
from sheetsales.process.reach import Best
from sheetsales.regex import regex
from sheetsales.rules.persons import ask_in_charge
from sheetsales.rules.rule import Level, Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.targets.smart_infos import NOT_RELEVANT, OUT_OF_REACH, OUT_OF_TIME, UNMEASURABLE, VAGUE
from sheetsales.rules.targets.words import (
    goals_of,
    holder_text,
    measure_text,
    period_text,
    reached_of,
    value_text,
)
from sheetsales.rules.teller import Said, teller_of
from sheetsales.schema import defaults
from sheetsales.speech.counts import count_of
from sheetsales.speech.days import day
from sheetsales.texts import Text

_ALL_OF_THEM: Final = frozenset(
    map(folded, (
        "全体", "全员", "全部", "所有人", "大家", "各人", "每人", "全体销售", "各销售", "所有销售", "全体人员", "待定", "未定",
        "all", "everyone", "everybody", "all reps", "the team", "team", "whole team", "each rep", "all staff", "tbd", "tba",
        "n/a", "?", "？",
    ))
)  # fmt: skip
_SEVERAL: Final = regex(r"[、,，;；/&+]|和|及|\band\b")
_SOMEHOW: Final = frozenset(
    map(folded, ("待定", "未定", "看情况", "再说", "视情况而定", "tbd", "tba", "to be decided", "to be confirmed", "as appropriate", "?", "？"))
)  # fmt: skip
_NOBODY = Text(
    "目标的负责人写的是“{value}”，落不到一个人头上。",
    "The target's owner is '{value}', so no one person answers for it.",
)
_NOBODY_HINT = Text(
    "{ask}改成一个人，多人的拆成几行。",
    "{ask} name one person, splitting the target into rows where several share it.",
)
_SOMEHOW_SAID = Text(
    "{whose}的目标“{measure}”，怎么衡量只写了“{value}”。",
    "Under How measured, {whose}'s {measure} target says only '{value}'.",
)
_SOMEHOW_HINT = Text(
    "{ask}写清数字从哪张表、怎么算出来。",
    "{ask} say which sheet the figure comes from and how it is worked out.",
)
_WISH = Text(
    "{at}的衡量指标“{value}”是个愿望，不是能算出数的指标。",
    "{at} is measured by '{value}', a wish that no figure can show.",
)
_WISH_HINT = Text(
    "{ask}换成指标表里的指标和一个数，例如客户满意度 90%。",
    "{ask} replace it by an indicator and a number, such as customer satisfaction of 90%.",
)
_NEGATIVE = Text(
    "{whose}{period}的{measure}目标是 {value}，负数的目标算不出完成率。",
    "{whose}'s {measure} target for {period} is {value}; attainment of a negative target cannot be worked out.",
)
_NEGATIVE_HINT = Text("{ask}核对符号。", "{ask} check the sign.")
_OVER_ONE = Text(
    "{whose}{period}的{measure}目标 {value} 就是 {percent}，超过了 100%。",
    "{whose}'s {measure} target for {period} is {value}, which means {percent}, more than 100 %.",
)
_OVER_ONE_HINT = Text("{ask}写成 {right} 这样的比例。", "{ask} enter it as a share, such as {right}.")
_TOO_MUCH = Text(
    "{whose}{period}的{measure}目标是{value}，而历史上最好的 {months} 个月（{best_in}）是{best}，不到它的一半。",
    "{whose}'s {measure} target for {period} is {value}; the best {spell} so far ({best_in}) brought {best}, less than half of it.",
)
_TOO_MUCH_HINT = Text(
    "{ask}核对有没有多打零；确有把握的，写清靠什么多做这么多。依据是 {history} 个月的成交记录。",
    "{ask} check for a zero too many, or say what is to bring so much more. This rests on {history} months of won deals.",
)
_TOO_OFTEN = Text(
    "{whose}{period}的{measure}目标是 {value}，{days} 个工作日平均每天 {rate} 次。",
    "{whose}'s {measure} target for {period} is {value}: {rate} a day over {days} working days.",
)
_TOO_OFTEN_HINT = Text(
    "{ask}改成做得到的次数；一天最多算 {most} 次。",
    "{ask} set a number that can be done; {most} a day is taken as the most.",
)
_ALONE = Text("{whose}有“{measure}”目标，{above}却没有。", "{whose} has a target for {measure} that {above}.")
_ALONE_HINT = Text(
    "{ask}给{above}也设这个指标，或把这一行换成上级有的指标。",
    "{ask} set it for {above} too, or replace the row by a measure they have.",
)
_NONE_ABOVE: Final = {
    "both": (
        Text("团队和公司", "neither the team nor the company has"),
        Text("团队和公司", "the team and the company"),
    ),
    "company": (Text("公司", "the company does not have"), Text("公司", "the company")),
    "team": (Text("团队", "the team does not have"), Text("团队", "the team")),
}
_ALL_OVER = Text(
    "目标都已过期：最后一个期间{period}，{date}就结束了。",
    "All targets are over: the last period, {period}, ended on {date}.",
)
_ALL_OVER_HINT = Text("{ask}补上本期和下期的目标。", "{ask} set targets for this period and the next.")
_FAR = Text(
    "目标的期间是{period}，离现在还有 {years} 年多。",
    "The target's period is {period}, more than {spell} ahead.",
)
_FAR_HINT = Text(
    "{ask}核对年份；真是远期目标的，拆出今年要做到的数。",
    "{ask} check the year; if it is meant so far ahead, set what this year is to bring.",
)

_ABOVE: Final = {"company": (), "team": ("company",), "person": ("team", "company")}
_TIMES_BEST = 2
_MOST_A_DAY: Final = {"calls": 60, "visits": 4}
_LEADING: Final = frozenset(
    {
        "calls",
        "visits",
        "new_leads",
        "contact_on_time",
        "step_on_time",
        "training",
        "load",
        "push_count",
        "stalled",
    }
)
_FAR_YEARS = 2
_LEAST_WISH = 4


def vague(scene: Scene) -> Iterator[Finding]:
    teller = teller_of(scene, "targets")
    table = teller.table
    people = goals_of(scene).people
    known = {*people.by_name, *people.teams}
    columns = zip(table.get("level"), table.get("owner"), table.get("how_measured"), strict=True)
    hits: list[tuple[int, bool]] = []
    for row, (level, owner, how) in enumerate(columns):
        if owner and level != "company" and folded(str(owner)) not in known and _is_shared(str(owner), known):
            hits.append((row, True))
        elif how and folded(str(how)) in _SOMEHOW:
            hits.append((row, False))

    def say(row: int, owner: bool) -> Said:
        if owner:
            value = table.get("owner")[row]
            return _to_manager(scene, "owner", _NOBODY.fill(value=value), _NOBODY_HINT)
        words = {
            "measure": measure_text(scene.book, table.get("measure")[row] or ""),
            "value": table.get("how_measured")[row],
        }
        message = _SOMEHOW_SAID.fill(whose=str(table.get("owner")[row] or ""), **words)
        return Said(
            "how_measured", message, _SOMEHOW_HINT.fill(ask=_ask(scene, row)), owner=_owner(scene, row)
        )

    yield from teller.all(VAGUE, hits, say)


def _is_shared(owner: str, known: set[str]) -> bool:
    """Whether the cell names everybody, or several of the people that are known."""
    if folded(owner) in _ALL_OF_THEM:
        return True
    parts = [folded(part) for part in _SEVERAL.split(owner) if part.strip()]
    return len(parts) > 1 and all(part in known for part in parts)


def unmeasurable(scene: Scene) -> Iterator[Finding]:
    teller = teller_of(scene, "targets")
    table = teller.table
    raw = table.raw.get("measure", ())
    wishes = {
        row: text
        for row, measure in enumerate(table.get("measure") if len(raw) else ())
        if measure is None and isinstance(text := raw[row], str) and _is_wish(text)
    }
    yield from teller.all(UNMEASURABLE, list(wishes.items()), lambda row, text: _wish(scene, row, text))
    negative = [
        (goal.row, goal) for goal in goals_of(scene).rows if goal.value < 0 and goal.measure != "growth"
    ]
    yield from teller.all(
        UNMEASURABLE, negative, lambda _, goal: _said(scene, goal, _NEGATIVE, _NEGATIVE_HINT)
    )


def _is_wish(text: str) -> bool:
    """Whether the text is no slip in the name of an indicator."""
    names = (row[lang] for row in defaults.indicators() for lang in ("zh", "en"))
    return len(text.strip()) >= _LEAST_WISH and not Nearest(names).of(text)


def _wish(scene: Scene, row: int, text: str) -> Said:
    table = scene.book.table("targets")
    owner, period = table.get("owner")[row], table.get("period")[row]
    spoken = period_text(period) if period else Text("", "")
    whose = f"{owner}" if owner else ""
    at = Text(
        f"{whose} {spoken.zh}目标".strip(),
        f"{whose}'s target{f' for {spoken.en}' if period else ''}" if whose else "The target",
    )
    return Said(
        "measure",
        _WISH.fill(at=at, value=text),
        _WISH_HINT.fill(ask=_ask(scene, row)),
        owner=_owner(scene, row),
    )


def out_of_reach(scene: Scene) -> Iterator[Finding]:
    teller = teller_of(scene, "targets")
    coming = [goal for goal in goals_of(scene).rows if goal.span.last >= scene.today]
    reached = reached_of(scene)
    hits: list[tuple[int, Said]] = []
    for goal in coming:
        if goal.measure in AT_MOST_ONE and goal.value > 1:
            right = goal.value / 100 if goal.value <= 100 else Decimal("0.9")
            words = {
                "percent": value_text(scene.book, goal.measure, goal.value),
                "right": value_text(scene.book, goal.measure, right),
            }
            plain = value_text(scene.book, "", goal.value)
            hits.append((goal.row, _said(scene, goal, _OVER_ONE, _OVER_ONE_HINT, value=plain, **words)))
        elif goal.measure in _MOST_A_DAY:
            hits += _too_often(scene, goal)
        elif goal.value > 0:
            best = reached.best(goal.holder, goal.measure, goal.span.months)
            if best is not None and goal.value > best.value * _TIMES_BEST:
                hits.append((goal.row, _too_much(scene, goal, best)))
    yield from teller.all(OUT_OF_REACH, hits, lambda _, said: said)


def _too_much(scene: Scene, goal: Goal, best: Best) -> Said:
    months = goal.span.months
    spell = {1: "month", QUARTER: "three months", YEAR: "twelve months"}[months]
    return _said(
        scene, goal, _TOO_MUCH, _TOO_MUCH_HINT, months=months, spell=spell, best_in=_span_text(best.span),
        best=_padded(value_text(scene.book, goal.measure, best.value)), history=best.history,
        value=_padded(value_text(scene.book, goal.measure, goal.value)),
    )  # fmt: skip


def _padded(value: Text) -> Text:
    """With the space that stands in Chinese before a figure."""
    return Text(f" {value.zh}", value.en)


def _span_text(span: Span) -> Text:
    first, last = (period_text(f"{at:%Y-%m}") for at in (span.first, span.last))
    return first if span.months == 1 else Text(f"{first.zh}至 {last.zh}", f"{first.en} to {last.en}")


def _too_often(scene: Scene, goal: Goal) -> Iterator[tuple[int, Said]]:
    """More calls or visits a working day than a person can make; only people's goals can be told so."""
    most = _MOST_A_DAY[goal.measure]
    days = scene.calendar.workdays_between(goal.span.first - dt.timedelta(days=1), goal.span.last)
    if goal.holder.level == "person" and days and goal.value > most * days:
        rate = value_text(scene.book, "", (goal.value / days).quantize(Decimal("0.1")))
        yield goal.row, _said(scene, goal, _TOO_OFTEN, _TOO_OFTEN_HINT, days=days, rate=rate, most=most)


def not_relevant(scene: Scene) -> Iterator[Finding]:
    teller, found = teller_of(scene, "targets"), goals_of(scene)
    measures = {(goal.holder.level, goal.measure) for goal in found.rows}
    levels = {level for level, _ in measures}
    hits: list[tuple[int, str]] = []
    seen: set[tuple[Holder, str]] = set()
    for goal in found.rows:
        above = [level for level in _ABOVE[goal.holder.level] if level in levels]
        known = any((level, goal.measure) in measures for level in above)
        if above and not known and goal.measure not in _LEADING and (goal.holder, goal.measure) not in seen:
            seen.add((goal.holder, goal.measure))
            hits.append((goal.row, "both" if len(above) > 1 else above[0]))

    def say(row: int, above: str) -> Said:
        lacking, levels_above = _NONE_ABOVE[above]
        measure = measure_text(scene.book, teller.table.get("measure")[row])
        message = _ALONE.fill(whose=str(teller.table.get("owner")[row]), measure=measure, above=lacking)
        return _to_manager(scene, "measure", message, _ALONE_HINT, above=levels_above)

    yield from teller.all(NOT_RELEVANT, hits, say)


def out_of_time(scene: Scene) -> Iterator[Finding]:
    teller, rows = teller_of(scene, "targets"), goals_of(scene).rows
    if not rows:
        return
    latest = max(rows, key=lambda goal: (goal.span.last, -goal.row))
    if latest.span.last < scene.today:
        date = day(latest.span.last, scene.today)
        message = _ALL_OVER.fill(period=_padded(period_text(latest.period)), date=date)
        said = _to_manager(scene, "period", message, _ALL_OVER_HINT)
        yield teller.one(OUT_OF_TIME, latest.row, said._replace(key="over"))
    far = [(goal.row, goal) for goal in rows if goal.span.first.year - scene.today.year > _FAR_YEARS]
    yield from teller.all(OUT_OF_TIME, far, lambda _, goal: _too_far(scene, goal))


def _too_far(scene: Scene, goal: Goal) -> Said:
    years = goal.span.first.year - scene.today.year - 1
    message = _FAR.fill(period=_padded(period_text(goal.period)), years=years, spell=count_of(years, "year"))
    return Said("period", message, _FAR_HINT.fill(ask=_ask(scene, goal.row)), owner=_owner(scene, goal.row))


def _said(scene: Scene, goal: Goal, message: Text, hint: Text, **words: object) -> Said:
    holder = holder_text(scene.book, goal.holder)
    known = {
        "whose": Text(f"{holder.zh} ", holder.en[:1].upper() + holder.en[1:]),
        "period": period_text(goal.period),
        "measure": measure_text(scene.book, goal.measure),
        "value": value_text(scene.book, goal.measure, goal.value),
    }
    filled = message.fill(**{**known, **words})
    asked = hint.fill(**{**words, "ask": _ask(scene, goal.row)})
    return Said("value", filled, asked, owner=_owner(scene, goal.row))


def _to_manager(scene: Scene, column: str, message: Text, hint: Text, **words: Text) -> Said:
    """What only the manager can decide."""
    manager = goals_of(scene).people.manager(scene.today)
    return Said(column, message, hint.fill(ask=ask_in_charge(scene, manager), **words), owner=manager)


def _owner(scene: Scene, row: int) -> str:
    """Whose task a target's correction is: the person's, else the team's lead's or the manager's."""
    table, people = scene.book.table("targets"), goals_of(scene).people
    level, owner = table.get("level")[row], str(table.get("owner")[row] or "")
    if level == "person" and (person := people.by_name.get(folded(owner))) is not None:
        return person.id
    if level == "team" and (team := people.teams.get(folded(owner))) is not None:
        return people.in_charge_of_team(team, scene.today)
    return people.manager(scene.today)


def _ask(scene: Scene, row: int) -> Text:
    return ask_in_charge(scene, _owner(scene, row))


SMART_RULES: tuple[Rule, ...] = (
    Rule(VAGUE, vague, Level.STANDARD),
    Rule(UNMEASURABLE, unmeasurable, Level.STANDARD),
    Rule(OUT_OF_REACH, out_of_reach, Level.STANDARD),
    Rule(NOT_RELEVANT, not_relevant, Level.STANDARD),
    Rule(OUT_OF_TIME, out_of_time, Level.STANDARD),
)
