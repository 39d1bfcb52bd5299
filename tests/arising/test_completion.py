"""Planned against done, and tasks whose work shows already."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from sheetsales.book.book import Book
from sheetsales.cells.edits import SetCell
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellValue
from sheetsales.cells.writable import Writable
from sheetsales.errors import NothingToDo
from sheetsales.planning.completion import WeekOf, completion, completion_plan
from tests.arising.test_arise import ACTIVITIES, CUSTOMERS, DEALS, SAMPLES, TEAM, _customer, _day, _deal
from tests.planning.books import TODAY, Rows, chinese
from tests.support.commands import exit_code

HEADINGS = ("编号", "任务", "执行人", "截止日期", "状态", "工时", "客户", "商机", "步骤", "来由", "完成日期")


def _task(id_: str, **more: CellValue) -> tuple[CellValue, ...]:
    values: dict[str, CellValue] = {
        "who": "赵国梁", "due": _day(10, 28), "status": "待办", "hours": 2, "customer": None, "deal": None,
        "step": None, "from": None, "done": None, **more,
    }  # fmt: skip
    return (
        id_,
        "事",
        *(values[k] for k in ("who", "due", "status", "hours", "customer", "deal", "step", "from", "done")),
    )


def _book(tasks: Rows, deals: Rows = (), activities: Rows = ()) -> tuple[Workbook, Book]:
    sheets: dict[str, Rows] = {
        "客户": [CUSTOMERS, _customer("C-1")], "商机": [DEALS, *deals], "跟进记录": [ACTIVITIES, *activities],
        "任务": [HEADINGS, *tasks],
    }  # fmt: skip
    return chinese(TEAM, (), **sheets)


def test_planned_against_done_by_week() -> None:
    tasks = [
        _task("T-1", status="完成", done=_day(10, 27)),
        _task("T-2", status="完成", done=_day(10, 30)),
        _task("T-3", hours=None),
        _task("T-4", status="取消"),
        _task("T-5", due=_day(11, 5)),
        _task("T-6", due=_day(11, 2), who="周敏", status="完成"),
    ]
    assert completion(_book(tasks)[1], TODAY).weeks == (
        WeekOf("S04", _day(10, 26), 3, 2, 1, Decimal(4), Decimal(4)),
        WeekOf("S01", _day(11, 2), 1, 1, 1, Decimal(2), Decimal(2)),
    )


def test_only_the_last_eight_weeks_are_told() -> None:
    tasks = [_task(f"T-{n}", due=dt.date(2026, 6, 1) + dt.timedelta(weeks=n)) for n in range(12)]
    assert len(completion(_book(tasks)[1], TODAY).weeks) == 8


def test_a_step_whose_evidence_is_there_looks_done() -> None:
    call = (_day(10, 29), "赵国梁", "C-1", "O-1", "电话", "聊过")
    tasks = [
        _task("T-1", deal="O-1", step="CO1"),
        _task("T-2", deal="O-1", step="CO1", status="完成"),
        _task("T-3", deal="O-2", step="CO1"),
        _task("T-4", deal="O-1", step="XX9"),
    ]
    workbook, book = _book(tasks, [_deal("O-1", "客户接触"), _deal("O-2", "客户接触")], [call])
    found = completion(book, TODAY)
    assert [(p.row, p.on) for p in found.proposals] == [(0, _day(10, 29))]
    edits = completion_plan(found, Writable(workbook)).edits
    assert [(str(e.at), e.value, e.expected) for e in edits if isinstance(e, SetCell)] == [
        ("任务!E2", "完成", "待办"),
        ("任务!K2", _day(10, 29), None),
    ]


@pytest.mark.parametrize(
    ("day", "proposed"), [(_day(10, 27), True), (_day(10, 1), False), (_day(11, 9), False)]
)
def test_a_contact_that_was_made_looks_done(day: dt.date, proposed: bool) -> None:
    tasks = [_task("T-1", customer="C-1", **{"from": "周期"}), _task("T-2", customer="C-1")]
    found = completion(_book(tasks, (), [(day, "赵国梁", "C-1", None, "电话", "聊过")])[1], TODAY)
    assert [p.row for p in found.proposals] == ([0] if proposed else [])


def test_without_tasks_there_is_nothing_to_do() -> None:
    _, book = _book([])
    tables = {key: table for key, table in book.tables.items() if key != "tasks"}
    with pytest.raises(NothingToDo):
        completion(Book(tables, book.process, book.settings, book.binding, book.labels), TODAY)


@pytest.mark.parametrize(("lang", "said"), [("zh", "项已记为完成"), ("en", "marked as done")])
def test_on_the_sample(tmp_path: Path, lang: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes((SAMPLES / f"sales-{lang}.xlsx").read_bytes())
    before = book.read_bytes()
    arguments = ["tasks", "done", str(book), "--today", "2026-11-02", "--lang", lang]
    assert exit_code(arguments) == 0
    assert exit_code([*arguments, "--mark", "--dry-run"]) == 0
    assert exit_code([*arguments, "--json"]) == 0
    assert book.read_bytes() == before
    capsys.readouterr()
    assert exit_code([*arguments, "--mark"]) == 0
    assert said in capsys.readouterr().out
    assert book.read_bytes() != before
    assert exit_code([*arguments, "--mark", "--json"]) == 0
    assert '"proposals": []' in capsys.readouterr().out
