"""An allocation in the words of the terminal, and as one JSON document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sheetsales.allocation.fairness import Fairness
from sheetsales.planning.notices import notices
from sheetsales.planning.plan import Decided
from sheetsales.speech.counts import count_of
from sheetsales.texts import NO_TEXT, Lang, Text

_MOST = 12
"""So many lines of tasks; the rest is in the sheet."""


def spoken(decided: Decided, lang: Lang) -> Iterator[str]:
    """What was shared out, who is how full, what moved and why, what nobody can do."""
    yield _headline(decided).in_(lang)
    yield _fairness(decided).in_(lang)
    yield ""
    yield from (text.in_(lang) for text in _loads(decided))
    for title, tasks in ((_MOVED, decided.moved()), (_UNASSIGNED, decided.unassigned)):
        if tasks:
            yield ""
            yield title.fill(count=len(tasks)).in_(lang)
            for found in tasks[:_MOST]:
                yield f"  {_task(decided, found.job)}  {decided.reasons[found.job].in_(lang)}"
            if len(tasks) > _MOST:
                yield _MORE.fill(count=len(tasks) - _MOST).in_(lang)
    yield from (text.in_(lang) for text in notices(decided))


def document(decided: Decided, lang: Lang) -> dict[str, Any]:
    """Assignments with their reasons, what nobody can do, and the figures as they are, as planned and by turns."""
    return {
        "window": {
            "first": decided.work.window.first.isoformat(),
            "last": decided.work.window.last.isoformat(),
        },
        "assignments": [
            {
                "task": f.job,
                "person": f.person,
                "because": f.because.value,
                "why": decided.reasons[f.job].in_(lang),
            }
            for f in decided.allocation.assignments
            if f.person is not None
        ],
        "unassigned": [
            {"task": f.job, "because": f.because.value, "why": decided.reasons[f.job].in_(lang)}
            for f in decided.unassigned
        ],
        "fairness": {
            "bound": round(decided.allocation.bound, 4),
            "now": _as_json(decided.now),
            "planned": _as_json(decided.planned),
            "turns": _as_json(decided.turns),
        },
        "people": [
            {
                "person": p,
                "hours": hours / 60,
                "before": decided.allocation.before[p] / 60,
                "after": decided.allocation.after[p] / 60,
            }
            for p, hours in decided.allocation.capacity.items()
        ],
        "overfull": [
            {"person": p, "load": None if used == float("inf") else round(used, 4)}
            for p, used in decided.overfull
        ],
        "notices": [text.in_(lang) for text in notices(decided)],
        "left_out": {str(row): why.value for row, why in decided.work.left_out.items()},
    }


def _as_json(figures: Fairness) -> dict[str, Any]:
    return {
        "max_utilisation": None if figures.fullest == float("inf") else round(figures.fullest, 4),
        "over_full": figures.over_full,
        "jain": round(figures.jain, 4),
        "gini": round(figures.gini, 4),
        "senior_share": None if figures.senior_share is None else round(figures.senior_share, 4),
    }


def _headline(decided: Decided) -> Text:
    days, jobs = decided.work.window, decided.work.problem.jobs
    hours = sum(job.minutes for job in jobs) / 60
    return _HEADLINE.fill(
        first=f"{days.first:%m-%d}", last=f"{days.last:%m-%d}", count=len(jobs), tasks=count_of(len(jobs), "open task"), hours=f"{hours:g}", moved=len(decided.moved()),
        later=_LATER.fill(count=decided.work.later) if decided.work.later else NO_TEXT,
    )  # fmt: skip


def _fairness(decided: Decided) -> Text:
    return _FAIR.fill(
        now=_share(decided.now.fullest), planned=_share(decided.planned.fullest), turns=_share(decided.turns.fullest),
        even=f"{decided.planned.jain:.2f}", even_now=f"{decided.now.jain:.2f}", bound=_share(decided.allocation.bound),
    )  # fmt: skip


def _loads(decided: Decided) -> Iterator[Text]:
    allocation = decided.allocation
    used = {p: allocation.after[p] / c if c else 0.0 for p, c in allocation.capacity.items()}
    for person in sorted(used, key=lambda p: (-used[p], p)):
        capacity = allocation.capacity[person]
        if not capacity and not allocation.before[person]:
            continue
        yield _LOAD.fill(
            name=decided.book.person_name(person),
            after=_hours(allocation.after[person]),
            capacity=_hours(capacity),
            used=_share(used[person]) if capacity else "—",
            before=_hours(allocation.before[person]),
        )


def _task(decided: Decided, job: str) -> str:
    table = decided.book.table("tasks")
    row = decided.work.rows[job]
    return f"{job} {table.get('title')[row] or ''}".strip()


def _hours(minutes: int) -> str:
    return f"{minutes / 60:g}"


def _share(used: float) -> str:
    return "—" if used == float("inf") else f"{used:.0%}"


_LATER = Text("（更晚到期的 {count} 项没有动）", " ({count} due later left alone)")
_HEADLINE = Text(
    "{first} 到 {last} 到期的待办任务 {count} 项，共 {hours} 小时；换人 {moved} 项{later}。",
    "{tasks} due from {first} to {last}, {hours:hour|hours}; tasks that change hands: {moved}{later}.",
)
_FAIR = Text(
    "最满的人：现在 {now}，分配后 {planned}，轮流派会是 {turns}，无论怎么分都不会低于 {bound}。均匀度 {even_now} → {even}（1 为人人相同）。",
    "The fullest person: {now} now, {planned} as planned, {turns} if turns were taken; nobody can get below {bound}. "
    "Evenness {even_now} → {even} (1 is the same for all).",
)
_LOAD = Text(
    "  {name}：{after} / {capacity} 小时，{used}（原来 {before} 小时）",
    "  {name}: {after} of {capacity} hours, {used} ({before} before)",
)
_MOVED = Text("换人的 {count} 项：", "Tasks that change hands ({count}):")
_UNASSIGNED = Text("派不出去的 {count} 项：", "Tasks that could not be given to anybody ({count}):")
_MORE = Text(
    "  还有 {count} 项，见任务表的分配理由列。",
    "  The other {count}: in the Tasks sheet, with the reason in the row.",
)
