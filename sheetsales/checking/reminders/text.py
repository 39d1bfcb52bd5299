"""A reminder as the text that is pasted into a chat or a mail: at most fifteen lines, plain, one person's own rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from sheetsales.book.book import Book
from sheetsales.checking.as_json import plain_value
from sheetsales.checking.reminders.gather import Call, Reminder, TaskDue
from sheetsales.checking.reminders.ledgers import ledger_lines
from sheetsales.checking.reminders.named import mend_lines
from sheetsales.findings import Finding
from sheetsales.speech.days import day, weekday
from sheetsales.speech.money import spoken_money
from sheetsales.texts import Lang, Text

MOST_LINES: Final = 15
_CALLS, _CALLS_ALONE, _CALLS_OF_THREE, _CALLS_OF_FOUR = 7, 12, 4, 3

_HEAD = Text("{name}，{day}（{weekday}）这一周：", "{name}, your week from {weekday} {day}:")
_NOTHING = Text("没有到期的联系，也没有要补的数据。", "No contacts are due and nothing needs mending.")
_TO_CALL = Text("要联系的（逾期在前）：", "To call, overdue first:")
_TASKS = Text("本周任务 {n} 项，{hours} 小时：", "Tasks this week: {n}, {hours:hour|hours}:")
_TASKS_LATE = Text(
    "本周任务 {n} 项，{hours} 小时（{late} 项已逾期）：",
    "Tasks this week: {n}, {hours:hour|hours} ({late} overdue):",
)
_TODAY, _LATE = Text("今天", "Today"), Text("已逾期", "Overdue")
_TO_MEND = Text("表里要改的：", "To mend in the workbook:")
_MORE_CALLS = Text("这周还有 {n} 个要联系。", "{n} more to contact this week.")
_MORE_MEND = Text(
    "还有 {n} 条，见“{sheet}”表里自己那一段。", "{n} more under your name in the sheet “{sheet}”."
)


def reminder_lines(reminder: Reminder, book: Book, today: dt.date, sheet: str, lang: Lang) -> list[str]:
    """The text by its lines; ``sheet`` is where the rest of the findings stand."""
    head = _HEAD.fill(name=reminder.name, day=day(today, today), weekday=weekday(today)).in_(lang)
    if not (reminder.calls or reminder.mend or reminder.tasks or reminder.dues):
        return [head, _NOTHING.in_(lang)]
    others = [part for part in (reminder.mend, reminder.tasks, reminder.dues) if part]
    most = (_CALLS_ALONE, _CALLS, _CALLS_OF_THREE, _CALLS_OF_FOUR)[len(others)]
    calls = list(_calls(reminder.calls, book, lang, most))
    room = MOST_LINES - 1 - len(calls)
    kept = 2 if reminder.tasks else 0
    kept += min(len(reminder.mend), 1 if len(others) > 2 else 3) + 1 if reminder.mend else 0
    dues = ledger_lines(reminder.dues, book, today, lang, room - kept)
    room -= len(dues)
    tasks = list(
        _tasks(reminder.tasks, today, lang, room - (min(len(reminder.mend), 3) + 2 if reminder.mend else 0))
    )
    return [head, *calls, *dues, *tasks, *_mend(reminder.mend, book, sheet, lang, room - len(tasks))]


def _tasks(tasks: tuple[TaskDue, ...], today: dt.date, lang: Lang, room: int) -> Iterator[str]:
    """Tasks by day, those of today and overdue ones first; a line for each as far as there is room."""
    if not tasks or room < 2:
        return
    late = sum(task.due < today for task in tasks)
    hours = sum(task.hours or 0 for task in tasks)
    head = _TASKS_LATE if late else _TASKS
    yield head.fill(n=len(tasks), hours=f"{hours:g}", late=late).in_(lang)
    for task in tasks[: room - 1]:
        when = _TODAY if task.due == today else _LATE if task.due < today else weekday(task.due)
        yield f"- {when.in_(lang)} {task.title}" if lang == "zh" else f"- {when.in_(lang)}: {task.title}"


def _calls(calls: tuple[Call, ...], book: Book, lang: Lang, most: int) -> Iterator[str]:
    if not calls:
        return
    yield _TO_CALL.in_(lang)
    for number, call in enumerate(calls[:most], start=1):
        yield f"{number}. {_call(call, book, lang)}"
    if len(calls) > most:
        yield _MORE_CALLS.fill(n=len(calls) - most).in_(lang)


def _call(call: Call, book: Book, lang: Lang) -> str:
    money = spoken_money(call.money, lang, book.settings.text("currency")) if call.money else ""
    whys = [why.in_(lang) for _, why in sorted(call.reasons, key=lambda reason: -reason[0])]
    customer = _one_line(call.customer or call.about or call.record)
    about = _one_line(call.about) if call.customer else ""
    if lang == "zh":
        contact = f"（找{_one_line(call.contact)}）" if call.contact else ""
        said = "，".join(filter(None, [f"{customer}{contact}" + (f"·{about}" if about else ""), money]))
        return f"{said}：{'；'.join(whys)}"
    contact = f" (ask for {_one_line(call.contact)})" if call.contact else ""
    said = ", ".join(filter(None, [f"{customer}{contact}", about, money]))
    return f"{said}: {'; '.join(whys)}"


def _mend(findings: tuple[Finding, ...], book: Book, sheet: str, lang: Lang, room: int) -> Iterator[str]:
    if not findings:
        return
    yield _TO_MEND.in_(lang)
    lines = list(mend_lines(findings, book, lang))
    most = room - 1 if len(lines) <= room - 1 else room - 2
    yield from (f"- {line}" for line in lines[:most])
    if len(lines) > most:
        yield _MORE_MEND.fill(n=len(lines) - most, sheet=sheet).in_(lang)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def reminder_document(reminder: Reminder, lines: list[str]) -> dict[str, Any]:
    return {
        "id": reminder.id,
        "name": reminder.name,
        "calls": [
            {
                "record": call.record,
                "customer": call.customer,
                "about": call.about,
                "amount": plain_value(call.money),
                "overdue_days": max(call.overdue, 0),
            }
            for call in reminder.calls
        ],
        "tasks": [
            {"task": task.id, "title": task.title, "due": task.due.isoformat(), "hours": task.hours}
            for task in reminder.tasks
        ],
        "due": [
            {
                "kind": one.kind,
                "record": one.record,
                "customer": one.customer,
                "due": one.due.isoformat(),
                "amount": plain_value(one.amount),
                "promised": one.promised.isoformat() if one.promised else None,
            }
            for one in reminder.dues
        ],
        "mend": [
            {"code": f.code, "cell": str(f.at) if f.at else None, "record": f.record, "column": f.column}
            for f in reminder.mend
        ],
        "text": "\n".join(lines),
    }
