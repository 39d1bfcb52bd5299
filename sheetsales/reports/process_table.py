"""The process table: every stage and step with who, by when, to what standard, how many fell due and how many were done."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial

from sheetsales.book.process import Stage, Step
from sheetsales.indicators.owed import Owed, unreadable
from sheetsales.process.people import People
from sheetsales.reports.block import Appendix, Heading, PlacedTable
from sheetsales.reports.cells import Content, Dash
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Figured, Unless, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.reports.process_texts import process_texts
from sheetsales.texts import Text

ANY = "*"
STAGE, STEP, WHOLE = "stage:", "step:", "all:"
"""What the rows stand for: a stage heads its steps, the last one is all of them."""
_NONE_DUE = Text("本期没有应完成的步骤", "No step fell due")
_NO_DAYS = Text("证据填在列里，没有日期", "The evidence stands in columns, without a day")

_MINE = "steps[stage],[@stage_is],steps[code],[@step_is],steps[who],[@who_is]"


def _counted(key: str) -> str:
    return f"COUNTIFS({_MINE},steps[{key}],1)"


_FIGURES: tuple[Figured, ...] = (
    figure("due", "应完成", "Due", "count", f"COUNTIFS({_MINE})"),
    figure("done", "已完成", "Done", "count", _counted("done")),
    figure("done_rate", "完成率", "Done rate", "share", "[@done]/[@due]", Unless("[@due]=0", _NONE_DUE)),
    figure("on_time", "按时", "On time", "count", _counted("on_time")),
    figure("undated", "日期不详", "Day unknown", "count", _counted("undated")),
    figure("on_time_rate", "按时率", "On-time rate", "share", "[@on_time]/([@due]-[@undated])",
           Unless("[@due]=0", _NONE_DUE), Unless("OR([@due]=[@undated],[@undated]*5>[@due])", _NO_DAYS)),
    figure("stage_is", "阶段条件", "Stage filter"),
    figure("step_is", "步骤条件", "Step filter"),
    figure("who_is", "责任人条件", "Owner filter"),
)  # fmt: skip
"""The rate on time is told where at most a fifth of the days are not known."""

COLUMNS: tuple[Figured, ...] = (
    figure("code", "代码", "Code"),
    figure("label", "阶段 / 步骤", "Stage / step"),
    figure("responsible", "责任人", "Responsible"),
    figure("deadline", "时间节点", "Deadline"),
    figure("standard", "操作标准", "Standard"),
    *_FIGURES,
)

PEOPLE_COLUMNS: tuple[Figured, ...] = (
    figure("name", "责任人", "Responsible"),
    figure("role", "角色", "Role"),
    figure("team", "团队", "Team"),
    figure("missing", "未完成步骤", "Steps not done"),
    *_FIGURES,
)


def stages_shown(draft: Draft) -> list[Stage]:
    """The stages with steps and all open ones, in order; a stage on hold only where something is in it."""
    process = draft.facts.book.process
    ordered = sorted(process.stages, key=lambda s: s.order)
    there = {d.stage.code for d in draft.facts.deals if d.stage is not None}
    return [
        s
        for s in ordered
        if (s.open or process.steps_of.get(s.code)) and (s.kind != "hold" or s.code in there)
    ]


def _rows(draft: Draft) -> list[str]:
    steps_of = draft.facts.book.process.steps_of
    found: list[str] = []
    for stage in stages_shown(draft):
        found.append(STAGE + stage.code)
        found += [STEP + step.code for step in steps_of.get(stage.code, ())]
    return [*found, WHOLE]


def bands(block: PlacedTable) -> Sequence[str]:
    """The rows of stages."""
    return [row for row in block.rows if row.startswith(STAGE)]


def step_of(draft: Draft, row: str) -> Step | None:
    return next((s for s in draft.facts.book.process.steps if STEP + s.code == row), None)


def stage_of(draft: Draft, row: str) -> Stage | None:
    return draft.facts.book.process.by_code.get(row.removeprefix(STAGE)) if row.startswith(STAGE) else None


def _given(draft: Draft, rows: Sequence[str]) -> Given:
    steps = {STEP + step.code: step for step in draft.facts.book.process.steps}
    made = [_texts(draft, row, steps) for row in rows]
    return {key: [one[key] for one in made] for key in made[0]} if made else {}


def _texts(draft: Draft, row: str, steps: Mapping[str, Step]) -> dict[str, Content]:
    step, stage = steps.get(row), stage_of(draft, row)
    anything: dict[str, Content] = {"code": None, "stage_is": ANY, "step_is": ANY, "who_is": ANY}
    if stage is not None:
        return {
            **anything,
            "label": draft.stage_name(stage.code),
            "responsible": named_for(draft, stage) or role_name(draft, stage.role),
            "deadline": limit_of(draft, stage),
            "standard": standards(draft).get(row),
            "stage_is": draft.stage_name(stage.code),
        }
    if step is None:
        blank = dict.fromkeys(("responsible", "deadline", "standard"))
        return {**anything, "label": draft.say("合计", "All steps"), **blank}
    return {
        **anything,
        "code": step.code,
        "label": f"{step.code}  {draft.speak(step.name)}",
        "responsible": responsible_for(draft, step),
        "deadline": deadline_of(draft, step),
        "standard": standards(draft).get(row),
        "step_is": step.code,
    }


def standards(draft: Draft) -> Mapping[str, str]:
    """Row → what counts as done, of stages and steps, as the workbook says or else the packaged process."""
    columns = ("stages", STAGE, "exit"), ("steps", STEP, "standard")
    return {
        start + code: text
        for table, start, column in columns
        for code, text in process_texts(draft, table, column).items()
    }


def limit_of(draft: Draft, stage: Stage) -> Content:
    """How long a deal may stay in a stage, and from when."""
    if stage.max_days is None:
        return None
    if stage.limit_from == "delivery_on":
        return draft.say(f"交付后 {stage.max_days} 天", f"{stage.max_days} days from delivery")
    return draft.say(f"期限 {stage.max_days} 天", f"{stage.max_days} days")


def deadline_of(draft: Draft, step: Step) -> Content:
    """How soon a step is due."""
    if step.due_days is None:
        return None
    many = "working day" if step.due_days == 1 else "working days"
    return draft.say(f"{step.due_days} 个工作日", f"{step.due_days} {many}")


def role_name(draft: Draft, role: str) -> str:
    """What a role is called in this workbook."""
    label = (draft.facts.book.labels.get("role") or {}).get(role)
    return draft.speak(label) if label else role


def named_for(draft: Draft, of: Stage | Step) -> str:
    """The person named for a stage or step, with the deputy; "" where nobody is."""
    if not of.person:
        return ""
    name = draft.name_of(of.person)
    if not of.deputy:
        return name
    deputy = draft.name_of(of.deputy)
    return draft.say(f"{name}（代理 {deputy}）", f"{name} (deputy {deputy})")


def responsible_for(draft: Draft, step: Step) -> Content:
    """Who is named for it, else the only holder of a role by name, of several how many; for steps of leads those who owed one."""
    if step.person:
        return named_for(draft, step)
    team, role = draft.team, role_name(draft, step.role)
    if step.role not in ("", "rep"):
        owing = dict.fromkeys(o.who for o in draft.owed if o.step.code == step.code and o.who)
        named = [f"{_role_of(draft, team, who)} {draft.name_of(who)}" for who in owing]
        return draft.say("、", ", ").join(named) or role or None
    holders = [p for p in team.all if p.role == step.role and team.there(p.id, draft.facts.as_of)]
    if len(holders) == 1:
        return draft.name_of(holders[0].id)
    return draft.say(f"{role} {len(holders)} 人", f"{role} ({len(holders)})") if holders else role or None


def _role_of(draft: Draft, team: People, who: str) -> str:
    person = team.by_id.get(who)
    return role_name(draft, person.role) if person is not None else ""


def _people_rows(draft: Draft) -> list[str]:
    """Who owed a step: the lowest share done first, as the sections order people; in the team's edition by name."""
    owed, done = defaultdict[str, int](int), defaultdict[str, int](int)
    for one in draft.owed:
        owed[one.who] += 1
        done[one.who] += one.done
    if draft.edition != "manager":
        return sorted(owed, key=draft.name_of)
    return sorted(owed, key=lambda who: (done[who] / owed[who], draft.name_of(who)))


def _people_given(draft: Draft, rows: Sequence[str]) -> Given:
    team = draft.team
    open_of: dict[str, list[Owed]] = {}
    for owed in draft.owed:
        if not owed.done:
            open_of.setdefault(owed.who, []).append(owed)
    return {
        "name": [draft.name_of(who) for who in rows],
        "role": [_role_of(draft, team, who) for who in rows],
        "team": [draft.team_of(who) for who in rows],
        "missing": [missing(draft, open_of.get(who, [])) for who in rows],
        "stage_is": [ANY] * len(rows),
        "step_is": [ANY] * len(rows),
        "who_is": [draft.name_of(who) for who in rows],
    }


_SHOWN = 3


def missing(draft: Draft, undone: Sequence[Owed]) -> str:
    """``O-0122（NE1、NE2、NE3 等 10 项）``: what lacks by deal, most first."""
    by_deal: dict[str, list[str]] = defaultdict(list)
    for owed in undone:
        by_deal[owed.deal.id].append(owed.step.code)
    if not by_deal:
        return draft.say("没有", "none")
    ordered = sorted(by_deal.items(), key=lambda item: (-len(item[1]), item[0]))
    told = [_codes(draft, deal, codes) for deal, codes in ordered[:_SHOWN]]
    if len(ordered) > _SHOWN:
        more = len(ordered) - _SHOWN
        told.append(draft.say(f"另 {more} 单", f"{more} more deals" if more > 1 else "1 more deal"))
    return draft.say("、", ", ").join(told)


def _codes(draft: Draft, deal: str, codes: Sequence[str]) -> str:
    joint = draft.say("、", ", ")
    if len(codes) <= _SHOWN:
        told = joint.join(codes)
    else:
        first = joint.join(codes[:_SHOWN])
        told = draft.say(f"{first} 等 {len(codes)} 项", f"{first} and {len(codes) - _SHOWN} more")
    return draft.say(f"{deal}（{told}）", f"{deal} ({told})")


def _no_names(_: Draft) -> dict[str, Named]:
    return {}


TABLE = FigureTable(
    "process",
    "tblProcessFigures",
    Text("销售管理流程表", "Sales process table"),
    COLUMNS,
    _rows,
    _given,
    _no_names,
)
PEOPLE = FigureTable(
    "process_people", "tblProcessPeople", Text("步骤按责任人", "Steps by person"), PEOPLE_COLUMNS, _people_rows, _people_given, _no_names
)  # fmt: skip

ITEM_HEADINGS = (
    Heading("deal", Text("商机", "Deal")),
    Heading("customer", Text("客户", "Customer")),
    Heading("step", Text("步骤", "Step")),
    Heading("name", Text("责任人", "Responsible")),
    Heading("entered", Text("进入阶段日期", "Stage entered"), "date"),
    Heading("due", Text("应完成日期", "Due on"), "date"),
    Heading("evidence_on", Text("证据日期", "Evidence on"), "date"),
    Heading("late", Text("逾期工作日", "Working days late"), "count"),
)
_NOT_SHOWN = Text("还没有证据", "no evidence yet")


def items_block(draft: Draft, appendix: Appendix) -> PlacedTable | None:
    """The steps that are not done, then those done late, by the day they fell due; in the full edition only."""
    if not draft.full:
        return None
    open_or_late = [o for o in draft.owed if not o.done or o.in_time is False]
    if not open_or_late:
        return None
    ordered = sorted(open_or_late, key=lambda o: (o.done, o.due, o.deal.id, o.step.code))
    rows = [str(i) for i in range(len(ordered))]
    title = Text("未完成和逾期的步骤", "Steps not done or late")
    block = appendix.add("process_items", title, ITEM_HEADINGS, rows)
    for row, owed in zip(rows, ordered, strict=True):
        put = partial(block.set, row)
        put("deal", owed.deal.id)
        put("customer", draft.customer_name(owed.deal.customer))
        put("step", f"{owed.step.code} {draft.speak(owed.step.name)}")
        put("name", draft.name_of(owed.who))
        put("entered", owed.entered)
        put("due", owed.due)
        put("evidence_on", owed.shown_on or Dash(_NOT_SHOWN))
        put("late", _late(draft, owed.due, owed.shown_on or draft.facts.as_of))
    return block


def _late(draft: Draft, due: dt.date, until: dt.date) -> int:
    return draft.facts.calendar.workdays_between(due, until)


def undone(draft: Draft, row: str) -> list[Owed]:
    """The steps not done of a stage, of a step or of all."""
    stage, step = stage_of(draft, row), step_of(draft, row)
    return [
        o
        for o in draft.owed
        if not o.done and (step is None or o.step is step) and (stage is None or o.step.stage == stage.code)
    ]


def unread(draft: Draft, row: str) -> tuple[str, ...]:
    """The names in the evidence of a step that cannot be read."""
    step = step_of(draft, row)
    return unreadable(step) if step is not None else ()
