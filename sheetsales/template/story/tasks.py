"""The tasks: steps due on open deals, contacts due by cadence, and what the lead and the manager do themselves."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from sheetsales.schema.defaults import Preset, Row, steps
from sheetsales.template.story.days import add_business, last_business
from sheetsales.template.story.drafts import Row as TaskRow
from sheetsales.template.story.drafts import day_of, number_of
from sheetsales.template.story.plan import MASTER_DAY, WHALE, Deal
from sheetsales.template.story.running import now_of, running
from sheetsales.template.story.shifting import week_end
from sheetsales.template.story.sources import source
from sheetsales.template.story.words import customers_by_id
from sheetsales.texts import Lang, Text

SKILLS = {
    "discovery": Text("需求", "discovery"), "demo": Text("演示", "demo"), "pricing": Text("报价", "pricing"),
    "negotiation": Text("谈判", "negotiation"), "contract": Text("合同", "contract"), "service": Text("服务", "service"),
    "market": Text("市场", "market"),
}  # fmt: skip
CAPACITY = {"S01": 8, "S02": 16, "S03": 28, "S04": 28, "S05": 28, "S06": 28, "S07": 28}
"""Selling hours a week: weekly hours times the role's share of time for selling."""
_TRAVEL = Decimal(4)
_WEEK = dt.timedelta(weeks=1)
_NEGOTIATOR_TASK = 52
_MANUAL = (
    ("S01", 1, "2", "high", Text("同赵国梁过一遍 O-0118，定下一步找谁", "Go through O-0118 with Graham and decide whom to see")),
    ("S01", 2, "1.5", "mid", Text("主持周会：在手商机逐单过", "Chair the weekly review of open deals")),
    ("S01", 4, "2", "mid", Text("十一月预测定稿，报总经理", "Finalise the November forecast for the managing director")),
    ("S02", 1, "2", "high", Text("陪孙可走访一家客户，带做需求访谈", "Join Sophie on a visit and lead the needs interview")),
    ("S02", 3, "1.5", "mid", Text("审两份方案，意见写进备注", "Review two proposals and put comments in the notes")),
    ("S02", 4, "2", "high", Text("替何嘉怡准备 O-0133 的谈判底线", "Prepare the negotiation brief for Holly's O-0133")),
    ("S04", 1, "6", "high", Text("走访马驰移交的鲁甘饮料，补客户档案", "Visit Lindale Drinks, one of Mark's accounts, and complete the record")),
    ("S04", 2, "2", "high", Text("写 O-0118 的来龙去脉，一页纸给周敏", "Write Helen one page on where O-0118 stands and how it got there")),
    ("S04", 3, "6", "mid", Text("走访马驰移交的津芯电子，认识新的动力主管", "Visit Tynebridge, one of Mark's accounts, and meet the new utilities manager")),
    ("S07", 2, "3", "mid", Text("跟林晓燕做一次产品演示，写演示记录", "Sit in on Laura's product demo and write it up")),
)  # fmt: skip


def task_rows(
    deals: Sequence[Deal], due_contacts: dict[str, dt.date], process: Preset, lang: Lang, gone: int = 0
) -> list[TaskRow]:
    """Open work for two weeks and what was done in the week before, ids in the order it came up.

    ``deals`` are told as of the story's own day, ``due_contacts`` as of so many working days later.
    """
    now = now_of(gone)
    rows = [
        *_done(deals, process, lang, gone),
        *_manual(lang, gone),
        *_open(running(deals, gone), process, lang, week_end(now), gone),
        *_contacts(due_contacts, lang, now),
    ]
    rows.sort(
        key=lambda row: (
            row["status"] != "done",
            str(row["due"]),
            str(row.get("customer")),
            str(row["hours"]),
        )
    )
    _place_negotiation(rows)
    return [{"id": f"T-{number:03d}", **row} for number, row in enumerate(rows, start=1)]


def _place_negotiation(rows: list[TaskRow]) -> None:
    """Puts a task that needs negotiation where the story speaks of one."""
    at = next(
        (n for n, row in enumerate(rows) if row["status"] == "open" and row.get("step") in ("NG2", "FN2")),
        None,
    )
    if at is not None and len(rows) >= _NEGOTIATOR_TASK:
        place = _NEGOTIATOR_TASK - 1
        rows[at], rows[place] = rows[place], rows[at]


def _skilled(person: str, skill: str) -> bool:
    row = next(r for r in source("team") if r["id"] == person)
    return not skill or skill in row["skills_en"].split(", ")


def _step_task(deal: Deal, step: Row, assignee: str, due: dt.date, lang: Lang) -> TaskRow:
    short = customers_by_id()[deal.customer][f"short_{lang}"]
    task: TaskRow = {
        "title": f"{short}：{step['zh']}"
        if lang == "zh"
        else f"{short}: {step['en'][:1].lower()}{step['en'][1:]}",
        "assignee": assignee,
        "due": due,
        "status": "open",
        "priority": "high" if deal.now.stage in ("quote", "negotiate") else "mid",
        "hours": Decimal(step["hours"])
        + (_TRAVEL if "visit" in step["evidence"] or "demo" in step["evidence"] else 0),
        "customer": deal.customer,
        "opportunity": deal.id,
        "from": "step",
        "stage": deal.now.code,
        "step": step["code"],
        "region": customers_by_id()[deal.customer]["region"],
    }
    return task | ({"skill": SKILLS[step["skill"]].in_(lang)} if step["skill"] else {})


def _open(deals: Sequence[Deal], process: Preset, lang: Lang, end: dt.date, gone: int) -> Iterator[TaskRow]:
    """One step a deal, within everybody's hours of a week; what does not fit waits for the next. The first ends on
    ``end``."""
    hours: defaultdict[tuple[str, dt.date], Decimal] = defaultdict(Decimal)
    ends = (end, end + _WEEK)
    for task in _manual(lang, gone):
        hours[str(task["assignee"]), ends[day_of(task, "due") > end]] += number_of(task, "hours")
    for deal in deals:
        if not deal.is_open or deal.next_on is None or deal.id == WHALE:
            continue
        step = _step(deal, process)
        if step is not None:
            task = _step_task(deal, step, deal.owner, deal.next_on, lang)
            yield task | {"due": _when_it_fits(task, deal, hours, ends)}


def _when_it_fits(
    task: TaskRow, deal: Deal, hours: defaultdict[tuple[str, dt.date], Decimal], ends: Sequence[dt.date]
) -> dt.date:
    """The task's day, or one of the first days of a later week where its own is full."""
    due = day_of(task, "due")
    for last in ends:
        if due <= last and due > last - _WEEK:
            if hours[deal.owner, last] + number_of(task, "hours") < CAPACITY[deal.owner]:
                hours[deal.owner, last] += number_of(task, "hours")
                break
            due = add_business(last + dt.timedelta(days=3), deal.text % 3)
    return due


def _step(deal: Deal, process: Preset) -> Row | None:
    """A step of the deal's stage that its owner has the skill for."""
    fit = [
        row for row in steps(process)
        if row["stage"] == deal.now.code and row["role"] == "rep" and _skilled(deal.owner, row["skill"])
    ]  # fmt: skip
    return fit[deal.text % len(fit)] if fit else None


def _done(deals: Sequence[Deal], process: Preset, lang: Lang, gone: int) -> Iterator[TaskRow]:
    """The last step of each deal won or moved on in October's second half, as a task done."""
    first = MASTER_DAY - dt.timedelta(days=14)
    for deal in deals:
        if deal.now.stage in ("lost", "hold") or deal.id == WHALE or not first <= deal.now.on:
            continue
        step = _step(deal, process)
        if step is not None and deal.text % 2:
            day = last_business(max(deal.now.on, MASTER_DAY - dt.timedelta(days=deal.text % 9 + 1)))
            done = add_business(day, gone)
            yield _step_task(deal, step, deal.owner, done, lang) | {"status": "done", "done_on": done}


def _manual(lang: Lang, gone: int) -> Iterator[TaskRow]:
    for person, day, hours, priority, text in _MANUAL:
        yield {
            "title": text.in_(lang),
            "assignee": person,
            "due": add_business(MASTER_DAY + dt.timedelta(days=day), gone),
            "status": "open",
            "priority": priority,
            "hours": Decimal(hours),
            "from": "manual",
        }


def _contacts(due: dict[str, dt.date], lang: Lang, now: dt.date) -> Iterator[TaskRow]:
    """A contact by cadence where one falls due within two weeks."""
    for customer, day in due.items():
        if now <= day <= now + dt.timedelta(days=14):
            row = customers_by_id()[customer]
            short = row[f"short_{lang}"]
            yield {
                "title": f"{short}：例行联系" if lang == "zh" else f"{short}: keep in touch",
                "assignee": row["owner"],
                "due": day,
                "status": "open",
                "priority": "low",
                "hours": Decimal("0.5"),
                "customer": customer,
                "from": "cadence",
                "region": row["region"],
            }
