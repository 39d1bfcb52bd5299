"""Tasks and activity: who has how much to do in the coming week, who made how many calls and visits against the quota."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from sheetsales.indicators import reasons
from sheetsales.indicators.scope import COMPANY, Scope
from sheetsales.process.capacity import capacities
from sheetsales.process.people import Person
from sheetsales.process.workload import Load, to_move, week_load
from sheetsales.reports.block import PlacedTable
from sheetsales.reports.cells import Dash, as_excel_shows, known, shown
from sheetsales.reports.cover_table import listed_on_cover, measure_name
from sheetsales.reports.deals_data import STATES
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Figured, Unless, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.reports.work_data import load_week, tasks_of_week
from sheetsales.speech.counts import count_of
from sheetsales.speech.days import day_of_year
from sheetsales.texts import Text

CARRIES = "rep"
"""Whose quotas the Settings set; leads have targets of their own kind."""
SELL = ("rep", "lead")
NO_TASK_DUE = Text("本月没有到期的任务", "No task fell due in the month")
NO_HOURS = Text("这一周没有可用工时", "No hours available in that week")
NO_QUOTA = Text("没有设目标", "No target is set")
NO_HEADS = Text("没有在职的销售", "Nobody in post sells")

_MINE = "tasks[owner],[@name]"
TASK_COLUMNS: tuple[Figured, ...] = (
    figure("name", "姓名", "Name"),
    figure("capacity", "可用工时", "Capacity", "tenths"),
    figure("hours", "任务工时", "Task hours", "tenths", f"SUMIFS(tasks[hours],{_MINE},tasks[week],1)"),
    figure("load", "负荷率", "Load", "share", "[@hours]/[@capacity]", Unless("[@capacity]<=0", NO_HOURS)),
    figure("open", "待办", "Open", "count", f"COUNTIFS({_MINE},tasks[open],1)"),
    figure("overdue", "逾期", "Overdue", "count", f"COUNTIFS({_MINE},tasks[late],1)"),
    figure("due", "本月到期", "Due in month", "count", f"COUNTIFS({_MINE},tasks[due_in],1)"),
    figure("in_time", "按时完成", "In time", "count", f"COUNTIFS({_MINE},tasks[in_time],1)"),
    figure("on_time_rate", "按时完成率", "On time", "share", "[@in_time]/[@due]", Unless("[@due]=0", NO_TASK_DUE)),
    figure("advice", "建议", "Advice", "light"),
)  # fmt: skip

_DONE = 'activities[owner],[@name],activities[start],">="&period_start,activities[start],"<="&period_end'


def _set(measure: str) -> str:
    return f"targets[measure],{measure},targets[level],person,targets[owner],[@name],targets[in_period],1"


def _quota(measure: str, each: str, times: str) -> str:
    """The person's own target, else what the Settings ask of those whom they speak of."""
    return f"IF(COUNTIFS({_set(measure)})>0,SUMIFS(targets[value],{_set(measure)}),{each}*[@carries]*{times})"


def _no_quota(measure: str, each: str) -> Unless:
    return Unless(f"AND(COUNTIFS({_set(measure)})=0,{each}*[@carries]=0)", NO_QUOTA)


def _made(key: str) -> tuple[str, Unless]:
    due = f"[@{key}_quota]*[@elapsed]"
    return f"[@{key}]/({due})", Unless(f"{due}<=0", reasons.NO_WORKDAYS)


_NEW = 'customers[owner],[@name],customers[created],">="&period_start,customers[created],"<="&as_of'
QUOTA_COLUMNS: tuple[Figured, ...] = (
    figure("name", "姓名", "Name"),
    figure("days", "本月工作日", "Working days", "count"),
    figure("present", "在岗占比", "Share present", "share"),
    figure("elapsed", "已过占比", "Share gone", "share"),
    figure("carries", "按参数目标", "Target by settings", "count"),
    figure("calls", "电话", "Calls", "count", f"SUMIFS(activities[calls],{_DONE})"),
    figure("calls_quota", "电话目标", "Calls target", "count", _quota("calls", "calls_a_day", "[@days]"), _no_quota("calls", "calls_a_day")),
    figure("calls_rate", "电话完成率", "Calls made", "share", *_made("calls")),
    figure("visits", "拜访（含演示）", "Visits, demos", "count", f"SUMIFS(activities[visits],{_DONE})"),
    figure("visits_quota", "拜访目标", "Visits target", "tenths", _quota("visits", "visits_a_week", "[@days]/5"), _no_quota("visits", "visits_a_week")),
    figure("visits_rate", "拜访完成率", "Visits made", "share", *_made("visits")),
    figure("leads", "新线索", "New leads", "count", f"COUNTIFS({_NEW})"),
    figure("leads_quota", "新线索目标", "Leads target", "tenths", _quota("new_leads", "leads_asked", "[@present]"), _no_quota("new_leads", "leads_asked")),
    figure("leads_rate", "新线索完成率", "Leads found", "share", *_made("leads")),
    figure("calls_day", "日均电话", "Calls a day", "tenths", "[@calls]/([@days]*[@elapsed])", Unless("[@days]*[@elapsed]<=0", reasons.NO_WORKDAYS)),
    figure("other", "其他跟进", "Other contacts", "count", f"SUMIFS(activities[all],{_DONE})-[@calls]-[@visits]"),
)  # fmt: skip
"""``days`` are those a person works in the month, leave and the days before joining and after leaving taken out;
``carries`` is 1 for those whose quotas the Settings set."""

_WON = 'deals[state],won,deals[closed],">="&period_start,deals[closed],"<="&period_end,deals[team],[@team_is]'
HEAD_COLUMNS: tuple[Figured, ...] = (
    figure("name", "名称", "Name"),
    figure("won", "签约额", "Won value", "money", f"SUMIFS(deals[amount],{_WON})"),
    figure("heads", "平均在岗销售", "Mean salespeople", "tenths"),
    figure("won_head", "人均签约额", "Won per head", "money", "[@won]/[@heads]", Unless("[@heads]<=0", NO_HEADS)),
    figure("team_is", "团队条件", "Team filter"),
)  # fmt: skip


def _active(draft: Draft) -> list[Person]:
    """Everybody who works there on the day of the report, in the order of Team."""
    known = draft.facts.people
    return [person for person in known.all if known.there(person.id, draft.facts.as_of)]


def _loads(draft: Draft) -> Mapping[str, Load]:
    """By person, those whose hours are known."""
    facts = draft.facts
    found = week_load(facts.book, facts.calendar, load_week(draft), tasks_of_week(draft))
    return {load.person: load for load in found}


def _task_rows(draft: Draft) -> list[str]:
    if not draft.facts.book.has("tasks"):
        return []
    loads = _loads(draft)
    there = [person.id for person in _active(draft) if person.id in loads]
    return sorted(there, key=lambda p: -(loads[p].share or Decimal(-1)))


def _task_given(draft: Draft, rows: Sequence[str]) -> Given:
    loads = _loads(draft)
    return {
        "name": [draft.name_of(row) for row in rows],
        "capacity": [loads[row].capacity for row in rows],
        "advice": [_advice(draft, loads, row) if draft.edition == "manager" else None for row in rows],
    }


def _advice(draft: Draft, loads: Mapping[str, Load], person: str) -> str | None:
    """What whoever has too much could hand on, and who has most room for it."""
    load, limit = loads[person], Decimal(str(draft.facts.book.settings.number("overload_share")))
    if load.hours <= load.capacity * limit:
        return None
    moved = to_move(draft.facts.book, load, limit)
    hours = draft.facts.book.table("tasks").get("hours")
    many = as_excel_shows(float(sum(hours[row] for row in moved)), 1)
    if not moved:
        return draft.say("✕ 改到后面几周", "✕ Move to later weeks")
    said = draft.say(
        f"✕ 转出 {len(moved)} 项 {many} 小时", f"✕ Pass on {count_of(len(moved), 'task')}, {many} h"
    )
    free = {p: one.capacity - one.hours for p, one in loads.items() if p != person}
    most = max(free, key=lambda p: free[p], default="")
    if not most or free[most] < 1:
        return said
    room = as_excel_shows(float(free[most]), 1)
    return said + draft.say(
        f"，{draft.name_of(most)}还有 {room} 小时", f"; {draft.name_of(most)} has {room} h free"
    )


def _quota_rows(draft: Draft) -> list[str]:
    if not draft.facts.book.has("activities"):
        return []
    return [person.id for person in _sellers(draft)]


def _sellers(draft: Draft) -> list[Person]:
    """The reps and leads of whom a day of the month was a working day of theirs."""
    month, known = draft.periods.told, draft.facts.people
    return [
        p
        for p in known.all
        if p.role in SELL
        and (p.hired_on is None or p.hired_on <= draft.facts.as_of)
        and (p.left_on >= month.first if p.left_on is not None else p.active is not False)
    ]


def _quota_given(draft: Draft, rows: Sequence[str]) -> Given:
    facts, month = draft.facts, draft.periods.told
    known = facts.people.by_id
    whole = capacities(facts.book, facts.calendar, month.first, month.last)
    gone = capacities(facts.book, facts.calendar, month.first, facts.as_of)
    workdays = facts.calendar.workdays_between(draft.periods.before.last, month.last)
    days = [whole[row].workdays for row in rows]
    return {
        "name": [draft.name_of(row) for row in rows],
        "days": days,
        "present": [n / workdays if workdays else Dash(reasons.NO_WORKDAYS) for n in days],
        "elapsed": [
            gone[row].workdays / n if n else Dash(reasons.NO_WORKDAYS)
            for row, n in zip(rows, days, strict=True)
        ],
        "carries": [int(known[row].role == CARRIES) for row in rows],
    }


def _quota_names(draft: Draft) -> Mapping[str, Named]:
    settings = draft.facts.book.settings
    return {
        **draft.periods.days(),
        "person": draft.level_name("person"),
        **{key: measure_name(draft, key) for key in ("calls", "visits", "new_leads")},
        "calls_a_day": settings.number("quota_calls_day"),
        "visits_a_week": settings.number("quota_visits_week"),
        "leads_asked": settings.number("quota_new_leads_month") * draft.periods.told.span.months,
    }


def _head_scopes(draft: Draft) -> list[Scope]:
    teams = sorted(set(draft.facts.team_of.values()))
    return [COMPANY, *(Scope("team", team) for team in teams)] if draft.facts.book.has("team") else []


def _head_given(draft: Draft, _: Sequence[str]) -> Given:
    scopes = _head_scopes(draft)
    heads = _heads(draft)
    days = draft.facts.calendar.workdays_between(draft.periods.before.last, draft.facts.as_of)
    return {
        "name": [draft.scope_name(scope) for scope in scopes],
        "heads": [heads.get(s.key, 0) / days if days else Dash(reasons.NO_WORKDAYS) for s in scopes],
        "team_is": [draft.scope_name(s) if s.level == "team" else "*" for s in scopes],
    }


def _heads(draft: Draft) -> Mapping[str, int]:
    """The working days of the month so far that reps and leads were there, leave or not, by team; of all under ""."""
    facts, month = draft.facts, draft.periods.told
    time = capacities(facts.book, facts.calendar, month.first, facts.as_of)
    found: dict[str, int] = {}
    for person in _sellers(draft):
        there = time[person.id].workdays + time[person.id].away
        for key in {"", person.team}:
            found[key] = found.get(key, 0) + there
    return found


_ON_TASKS = frozenset({"load", "fairness"})
"""Indicators that rest on the table of tasks."""
TASK_LOAD = FigureTable(
    "tasks", "tblTaskFigures", Text("任务与负荷", "Tasks and load"), TASK_COLUMNS, _task_rows, _task_given, lambda _: {}, full_only=True,
    asked=lambda draft: draft.edition == "person" or not _ON_TASKS.isdisjoint(listed_on_cover(draft)),
)  # fmt: skip
QUOTAS = FigureTable(
    "quotas", "tblQuotaFigures", Text("活动量与目标", "Activity against target"), QUOTA_COLUMNS, _quota_rows, _quota_given, _quota_names, full_only=True,
    asked=lambda draft: draft.edition == "person",
)  # fmt: skip
PER_HEAD = FigureTable(
    "per_head", "tblPerHead", Text("人效", "Per head"), HEAD_COLUMNS,
    lambda draft: [f"{s.level}:{s.key}" for s in _head_scopes(draft)], _head_given,
    lambda draft: {**draft.periods.days(), "won": draft.speak(STATES["won"])}, full_only=True,
)  # fmt: skip


def lowest_calls_first(block: PlacedTable) -> list[str]:
    """Those without a quota last."""
    rate = {row: shown(block.get(row, "calls_rate")) for row in block.rows}
    return sorted(block.rows, key=lambda row: (rate[row] is None, rate[row] or 0.0))


def tasks_sentence(draft: Draft, tasks: PlacedTable | None, quotas: PlacedTable | None) -> str:
    """Who has too much to do, who made fewest of the calls."""
    said = [*_load_said(draft, tasks), *_calls_said(draft, quotas)]
    whole = draft.say("；", "; ").join(said)
    return whole[:1].upper() + whole[1:] + draft.say("。", ".") if said else ""


def _load_said(draft: Draft, block: PlacedTable | None) -> Iterator[str]:
    if block is None:
        return
    settings = draft.facts.book.settings
    over, under = settings.number("overload_share"), settings.number("underload_share")
    loads = {row: share for row in block.rows if (share := shown(block.get(row, "load"))) is not None}
    full = sorted((row for row in loads if loads[row] > over + 1e-9), key=lambda row: -loads[row])
    if not full:
        yield draft.say("没有人超负荷", "nobody has too much to do")
    else:
        name, load = block.get(full[0], "name"), as_excel_shows(loads[full[0]] * 100, 0)
        yield draft.say(
            f"{len(full)} 人超负荷，最高{name} {load}%", f"{len(full)} overloaded, {name} highest at {load}%"
        )
    busy = sum(bool(shown(block.get(row, "hours"))) for row in loads)
    room = sum(load < under for load in loads.values())
    if room and busy * 2 > len(loads):
        line = as_excel_shows(under * 100, 0)
        yield draft.say(f"{room} 人不足 {line}%", f"{room} under {line}%")


def _calls_said(draft: Draft, block: PlacedTable | None) -> Iterator[str]:
    rows = [r for r in block.rows if known(block.get(r, "calls_rate"))] if block is not None else []
    if block is None or len(rows) < 2:
        return
    least = min(rows, key=lambda row: shown(block.get(row, "calls_rate")) or 0.0)
    name, rate = (
        block.get(least, "name"),
        as_excel_shows(100 * (shown(block.get(least, "calls_rate")) or 0.0), 0),
    )
    made = sum(shown(block.get(row, "calls")) or 0.0 for row in rows)
    quota = sum(shown(block.get(row, "calls_quota")) or 0.0 for row in rows)
    yield draft.say(
        f"电话 {made:.0f} 个，目标 {quota:.0f}，完成率最低{name} {rate}%",
        f"{made:.0f} calls against a target of {quota:.0f}, {name} lowest at {rate}%",
    )


def tasks_note(draft: Draft) -> str:
    """What the tables look at."""
    first = day_of_year(load_week(draft))
    given = Text("", "")
    if not draft.periods.running and draft.facts.book.has("tasks"):
        given = Text(
            "任务表不记哪天派的，月末之后才派的也算待办。",
            " Tasks do not say when they were given out, so those given out since the month ended count as open too.",
        )
    return draft.say_of(
        f"负荷看 {first.zh}那一周到期的任务，已逾期的另列；按时完成率看本月到期的任务。活动量目标先取个人目标，没有再取参数；参数里的只针对销售。{given.zh}",
        f"Load is of tasks due in the week of {first.en}, overdue ones are counted separately; on time is of those due in the month. Targets of "
        f"calls, visits and leads are a person's own, else those of Settings, which are for reps.{given.en}",
    )
