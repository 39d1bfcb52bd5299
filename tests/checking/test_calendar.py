"""A person's tasks in the reminder, and the week as a calendar file that another parser reads."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import vobject

from sheetsales.checking.judge import judge
from sheetsales.checking.reminders.calendar import calendar_file
from sheetsales.checking.reminders.gather import Call, Reminder, TaskDue, reminders
from sheetsales.checking.reminders.text import MOST_LINES, reminder_lines
from sheetsales.cli.main import main
from sheetsales.texts import Lang, Text
from tests.rules.books import TODAY, as_workbook, make_book

SAMPLES = Path(__file__).parents[2] / "samples"
WEDNESDAY = dt.date(2026, 11, 4)


def _task(number: int, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"T-{number}",
        "title": f"第{number}件",
        "assignee": "S1",
        "due": TODAY,
        "status": "open",
        "hours": 2,
        **fields,
    }


def _told(tasks: list[dict[str, Any]], lang: Lang = "zh") -> list[str]:
    book = make_book(lang=lang, team=[{"id": "S1", "name": "赵国梁"}], tasks=tasks, pipeline=[])
    judged = judge(as_workbook(book), book, (), today=TODAY, store={})
    (found,) = reminders(judged)
    lines = reminder_lines(
        Reminder(found.id, found.name, (), (), found.tasks), judged.book, TODAY, "检查结果", lang
    )
    assert len(lines) <= MOST_LINES
    return lines


def test_tasks_of_the_week_by_day() -> None:
    tasks = [
        _task(1, due=WEDNESDAY), _task(2), _task(3, due=dt.date(2026, 10, 30), hours=None),
        _task(4, due=dt.date(2026, 11, 9)), _task(5, status="done"), _task(6, assignee=None),
    ]  # fmt: skip
    assert _told(tasks)[1:] == [
        "本周任务 3 项，4 小时（1 项已逾期）：",
        "- 已逾期 第3件",
        "- 今天 第2件",
        "- 周三 第1件",
    ]
    assert _told(tasks, "en")[1:] == [
        "Tasks this week: 3, 4 hours (1 overdue):",
        "- Overdue: 第3件",
        "- Today: 第2件",
        "- Wednesday: 第1件",
    ]


def test_many_tasks_never_make_it_too_long() -> None:
    assert len(_told([_task(n) for n in range(1, 40)])) == MOST_LINES


CALL = Call("O-1", "甬润机械", "改造", "王建国", None, [(3, Text("今天该联系", "due today"))])


def test_another_parser_reads_the_calendar() -> None:
    tasks = (
        TaskDue("T-1", "写方案, 附图；一份", WEDNESDAY, 2.5),
        TaskDue("T-2", "打电话", dt.date(2026, 10, 1), None),
    )
    data = calendar_file(Reminder("S1", "赵国梁", (CALL,), (), tasks), TODAY, "zh")
    events = vobject.readOne(data.decode()).vevent_list
    assert [(event.summary.value, event.dtstart.value) for event in events] == [
        ("联系甬润机械", TODAY),
        ("写方案, 附图；一份 (2.5 小时)", WEDNESDAY),
        ("打电话", TODAY),
    ]
    assert len({event.uid.value for event in events}) == 3
    assert "今天该联系" in events[0].description.value
    assert all(line.endswith(b"\r") for line in data.split(b"\n") if line)
    assert calendar_file(Reminder("S1", "赵国梁", (CALL,), (), tasks), TODAY, "zh") == data


def test_the_command_writes_calendars_beside_the_texts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = str(SAMPLES / "sales-en.xlsx")
    arguments = ["remind", book, "--today", "2026-11-02", "--lang", "en", "--person", "S04"]
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--ics"])
    assert ended.value.code == 2
    assert "-o" in capsys.readouterr().err
    for _ in range(2):
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "--ics", "-o", str(tmp_path / "out")])
        assert ended.value.code == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["Graham Whitlock.ics", "Graham Whitlock.txt"]
    found = vobject.readOne((tmp_path / "out" / names[0]).read_text("utf-8"))
    assert len(found.vevent_list) > 3
    capsys.readouterr()
    with pytest.raises(SystemExit):
        main([*arguments, "--json"])
    assert json.loads(capsys.readouterr().out)["reminders"][0]["tasks"]


def test_what_a_leaver_has_in_hand_is_told_to_whoever_is_in_charge() -> None:
    team = [
        {"id": "S1", "name": "周敏", "role": "manager", "active": True},
        {"id": "S8", "name": "马驰", "role": "rep", "active": False},
    ]
    for people, told in ((team, ["S1"]), (team[1:], ["S8"])):
        book = make_book(team=people, tasks=[_task(1, assignee="S8")], pipeline=[])
        judged = judge(as_workbook(book), book, (), today=TODAY, store={})
        assert [r.id for r in reminders(judged) if r.tasks] == told
