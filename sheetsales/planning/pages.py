"""The Allocation sheet, the Fairness sheet and the responsibility matrix: an allocation open to everybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sheetsales.allocation.fairness import Fairness
from sheetsales.allocation.problem import Job
from sheetsales.book.labels import text_of
from sheetsales.book.process import Step
from sheetsales.cells.charts import Chart
from sheetsales.cells.edits import Edit
from sheetsales.cells.grid import Workbook
from sheetsales.pages import Column, Page, Row, keep
from sheetsales.planning.plan import Decided
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text

_SHARE: Final = "0%"
_HOURS: Final = "0.0"

_COLUMNS: Final = (
    Column("person", Text("人员", "Person"), 18),
    Column("hours", Text("可用工时", "Hours available"), 16, _HOURS),
    Column("tasks_before", Text("原任务数", "Tasks before"), 13),
    Column("load_before", Text("原负荷", "Load before"), 13, _SHARE),
    Column("tasks", Text("任务数", "Tasks"), 10),
    Column("planned", Text("任务工时", "Task hours"), 12, _HOURS),
    Column("load", Text("负荷", "Load"), 10, _SHARE),
    Column("turns", Text("轮流派的负荷", "Load by turns"), 15, _SHARE),
    Column("best", Text("A级客户占比", "A-grade share"), 14, _SHARE),
    Column("taken", Text("接手", "Taken over"), 12),
    Column("given", Text("交出", "Handed on"), 12),
    Column("verdict", Text("怎么看", "What it means"), 56, wrap=True),
)
_CHART: Final = Text("每人负荷：原来、分配后、轮流派", "Load by person: before, planned, by turns")


def allocation_page(lang: Lang, people: int) -> Page:
    """The sheet on everybody's load, with its chart."""
    titles = {column.key: column.title.in_(lang) for column in _COLUMNS}
    series = (titles["load_before"], titles["load"], titles["turns"])
    chart = Chart(
        _CHART.in_(lang), titles["person"], series, "bar", _SHARE, row=2, height=min(140 + 60 * people, 2_000)
    )
    return Page(Text("分配", "Allocation"), "tblAllocation", _COLUMNS, ("person",), charts=(chart,))


FAIRNESS: Final = Page(
    Text("公平对照", "Fairness"),
    "tblFairness",
    (
        Column("figure", Text("看什么", "Figure"), 30),
        Column("now", Text("现在", "Now"), 12),
        Column("planned", Text("分配后", "Planned"), 12),
        Column("turns", Text("轮流派", "By turns"), 12),
        Column("means", Text("怎么看", "What it means"), 80, wrap=True),
    ),
    ("figure",),
)


def allocation_edits(decided: Decided, workbook: Workbook) -> Iterator[Edit]:
    """The edits that bring the Allocation and Fairness sheets up to date."""
    lang = decided.book.lang
    rows = list(_people(decided, lang))
    yield from keep(workbook, lang, allocation_page(lang, len(rows)), rows)
    yield from keep(workbook, lang, FAIRNESS, list(_figures(decided, lang)))


def _people(decided: Decided, lang: Lang) -> Iterator[Row]:
    problem, allocation = decided.work.problem, decided.allocation
    jobs = {job.id: job for job in problem.jobs}
    now = _by_person({job.id: job.owner for job in problem.jobs}, jobs)
    planned = _by_person({found.job: found.person for found in allocation.assignments}, jobs)
    turns = _by_person(decided.by_turns, jobs)
    nobodys = {found.job for found in decided.unassigned}
    order = sorted(
        allocation.capacity, key=lambda p: (-_load(allocation.after[p], allocation.capacity[p]), p)
    )
    for person in order:
        capacity = allocation.capacity[person]
        before, after = now.get(person, []), planned.get(person, [])
        if not capacity and not before and not after:
            continue
        minutes = sum(job.minutes for job in after)
        best = sum(job.minutes for job in after if job.grade == 0)
        by_turns = sum(job.minutes for job in turns.get(person, []))
        kept = {job.id for job in before} & {job.id for job in after}
        stuck = len(nobodys & {job.id for job in before})
        yield {
            "person": decided.book.person_name(person),
            "hours": round(capacity / 60, 2),
            "tasks_before": len(before),
            "load_before": _share(sum(job.minutes for job in before), capacity),
            "tasks": len(after),
            "planned": round(minutes / 60, 2),
            "load": _share(minutes, capacity),
            "turns": _share(by_turns, capacity),
            "best": _share(best, minutes),
            "taken": len(after) - len(kept),
            "given": len(before) - len(kept) - stuck,
            "verdict": _verdict(decided, person, minutes, stuck).in_(lang),
        }


def _by_person(given: Mapping[str, str | None], jobs: Mapping[str, Job]) -> dict[str, list[Job]]:
    found: dict[str, list[Job]] = {}
    for job, person in given.items():
        if person is not None:
            found.setdefault(person, []).append(jobs[job])
    return found


def _load(minutes: int, capacity: int) -> float:
    return minutes / capacity if capacity else (float("inf") if minutes else -1.0)


def _share(part: int, whole: int) -> float | str:
    return round(part / whole, 4) if whole else "—"


def _verdict(decided: Decided, person: str, minutes: int, stuck: int) -> Text:
    capacity, settings = decided.allocation.capacity[person], decided.book.settings
    over, under = settings.number("overload_share"), settings.number("underload_share")
    if not capacity:
        return _AWAY if minutes else _STUCK.fill(count=stuck) if stuck else _CLEARED
    load = minutes / capacity
    if load > over:
        spare = [
            decided.book.person_name(p)
            for p, c in sorted(
                decided.allocation.capacity.items(),
                key=lambda item: -item[1] + decided.allocation.after[item[0]],
            )
            if p != person and c and decided.allocation.after[p] / c < over
        ][:2]
        hours = f"{(minutes - over * capacity) / 60:.1f}"
        names = listed(spare, last=Text("、", " or "))
        return _OVER.fill(hours=hours, names=names) if spare else _OVER_ALONE.fill(hours=hours)
    if load < under:
        return _UNDER.fill(under=f"{under:.0%}", hours=f"{(capacity - minutes) / 60:.1f}")
    return _FINE


def _figures(decided: Decided, lang: Lang) -> Iterator[Row]:
    for title, means, of in _FIGURES:
        values = {key: of(figures) for key, figures in _sides(decided).items()}
        yield {"figure": title.in_(lang), **values, "means": means.in_(lang)}
    bound = round(decided.allocation.bound, 2)
    yield {
        "figure": _BOUND.in_(lang),
        "now": bound,
        "planned": bound,
        "turns": bound,
        "means": _BOUND_MEANS.in_(lang),
    }


def _sides(decided: Decided) -> dict[str, Fairness]:
    return {"now": decided.now, "planned": decided.planned, "turns": decided.turns}


def _fullest(figures: Fairness) -> float | str:
    return "—" if figures.fullest == float("inf") else round(figures.fullest, 2)


def _senior(figures: Fairness) -> float | str:
    return "—" if figures.senior_share is None else round(figures.senior_share, 2)


_FIGURES = (
    (
        Text("最满的人的负荷", "Load of the fullest person"),
        Text(
            "1.00 是排满；超过 1.00 就有人做不完。",
            "1.00 is full; above 1.00 somebody cannot get everything done.",
        ),
        _fullest,
    ),
    (
        Text("超过 100% 的人数", "People above 100 %"),
        Text("应当是 0。", "Should be 0."),
        lambda figures: figures.over_full,
    ),
    (
        Text("均匀度（Jain 指数）", "Evenness (Jain's index)"),
        Text(
            "1.00 是人人负荷相同，越小越不匀。",
            "1.00 is the same load for everybody; the lower, the more uneven.",
        ),
        lambda figures: round(figures.jain, 2),
    ),
    (
        Text("差距（基尼系数）", "Spread (Gini)"),
        Text("0.00 是没有差距。", "0.00 is no spread at all."),
        lambda figures: round(figures.gini, 2),
    ),
    (
        Text("A级客户的任务由资深的人做", "A-grade work done by seniors"),
        Text(
            "按工时算；没有 A 级客户的任务时写“—”。", "By hours; — where no task is for an A-grade customer."
        ),
        _senior,
    ),
)
_BOUND = Text("怎么分都不会低于", "Nobody can get below")
_BOUND_MEANS = Text(
    "按技能、区域和可用工时算出的下限：最满的人至少这么满。",
    "The floor that skills, regions and hours allow: the fullest person is at least this full.",
)
_OVER = Text(
    "超负荷，多出 {hours} 小时；{names}还有余量，但这些任务要的技能、区域或产品对不上，请组长定。",
    "Overloaded by {hours:hour|hours}; {names} has room but not the skills, regions or products these tasks need. Ask the lead to decide.",
)
_OVER_ALONE = Text(
    "超负荷，多出 {hours} 小时，别人也没有余量；请改截止日期，或减任务。",
    "Overloaded by {hours:hour|hours}, and nobody has room; move due dates or drop tasks.",
)
_UNDER = Text(
    "负荷偏低（不到 {under}），离排满还有 {hours} 小时。",
    "A light load (below {under}), {hours:hour|hours} short of full.",
)
_FINE = Text("合适。", "Fine.")
_CLEARED = Text("没有可用工时，名下的任务已转给别人。", "No time, and the tasks have gone to others.")
_STUCK = Text(
    "没有可用工时；名下有 {count} 项派不出去，原因见任务表。",
    "No time; {count} of the tasks could not be given to anybody, Tasks says why.",
)
_AWAY = Text("这几天没有可用工时，任务却还在名下。", "No time these days, and yet with tasks.")


MATRIX: Final = Page(
    Text("责任分工", "Responsibilities"),
    "tblResponsibilities",
    (
        Column("stage", Text("阶段", "Stage"), 18),
        Column("step", Text("步骤", "Step"), 40),
        Column("does", Text("执行（R）", "Responsible (R)"), 34, wrap=True),
        Column("answers", Text("负责到底（A）", "Accountable (A)"), 24, wrap=True),
        Column("helps", Text("请教（C）", "Consulted (C)"), 34, wrap=True),
        Column("hears", Text("知会（I）", "Informed (I)"), 24, wrap=True),
    ),
    ("stage", "step"),
)
"""RACI: who does a step, who answers for it, who is asked and who is told."""
_ABOVE: Final = {"rep": "lead", "lead": "manager", "manager": "manager"}
_MOST_NAMES: Final = 6


def matrix_edits(decided: Decided, workbook: Workbook) -> Iterator[Edit]:
    """The edits that bring the responsibility matrix up to date: a row for each step of the process."""
    book = decided.book
    rows = [
        row
        for stage in book.process.stages
        for row in _steps(decided, stage.code, stage.name.in_(book.lang) or stage.code)
    ]
    yield from keep(workbook, book.lang, MATRIX, rows)


def _steps(decided: Decided, stage: str, title: str) -> Iterator[Row]:
    book, lang = decided.book, decided.book.lang
    for step in book.process.steps_of.get(stage, ()):
        role = step.role if step.role in _ABOVE else "rep"
        above = _ABOVE[role]
        yield {
            "stage": title,
            "step": f"{step.code} {step.name.in_(lang)}".strip(),
            "does": _named(decided, step) or _role(decided, role, lang),
            "answers": _names(decided, above, lang) or _role(decided, "manager", lang),
            "helps": None if role == "rep" else _role(decided, "rep", lang),
            "hears": _names(decided, "manager", lang) if above != "manager" else None,
        }


def _named(decided: Decided, step: Step) -> str:
    """The person named for a step, and the deputy; "" where nobody is."""
    names = [decided.book.person_name(person) for person in (step.person, step.deputy) if person]
    return listed(names).in_(decided.book.lang) if step.person else ""


def _role(decided: Decided, role: str, lang: Lang) -> str:
    label = text_of(decided.book, "team", "role", role, lang)
    if role == "rep":
        return _OWNER.fill(role=label).in_(lang)
    return _names(decided, role, lang) or label


def _names(decided: Decided, role: str, lang: Lang) -> str:
    team = decided.book.table("team")
    columns = zip(team.get("name"), team.get("role"), team.get("active"), strict=True)
    names = [name for name, held, active in columns if held == role and active is not False and name]
    return listed(names, most=_MOST_NAMES).in_(lang)


_OWNER = Text("{role}：商机的负责人", "{role}: the owner of the deal")
