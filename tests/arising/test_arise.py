"""Tasks that arise: out of what, due when, for whom; and that each arises once."""

from __future__ import annotations

import datetime as dt
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from sheetsales.book.book import Book
from sheetsales.cells.edits import AddSheet, AppendRows
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellValue
from sheetsales.errors import NothingToDo
from sheetsales.planning.arising.arise import MADE, Arisen, arise, arise_plan
from sheetsales.planning.arising.task import NewTask
from sheetsales.process.holidays import festivals
from tests.planning.books import TASKS_ZH, TODAY, Rows, chinese
from tests.support.commands import exit_code

SAMPLES = Path(__file__).parents[2] / "samples"
TEAM: Rows = (
    ("S01", "周敏", "主管", "是", "全国", "", "资深", 40, 0.5, None),
    ("S04", "赵国梁", "销售", "是", "华北", "", "资深", 40, 0.5, None),
    ("S08", "马驰", "销售", "否", "华北", "", "熟手", 40, 0.5, None),
)
CUSTOMERS = ("编号", "名称", "简称", "类型", "等级", "区域", "负责人", "创建日期", "上次联系", "下次联系")
DEALS = (
    "编号", "客户", "名称", "阶段", "金额", "负责人", "创建日期", "进入阶段日期", "下一步", "下一步日期", "关闭日期",
)  # fmt: skip
ACTIVITIES = ("日期", "销售", "客户", "商机", "方式", "内容")
OLD = dt.date(2026, 1, 5)


def _day(month: int, day: int) -> dt.date:
    return dt.date(2026, month, day)


def _customer(id_: str, **more: CellValue) -> tuple[CellValue, ...]:
    values: dict[str, CellValue] = {
        "type": "高价值", "grade": "A", "region": "华北", "owner": "赵国梁", "last": None, "next": None, **more,
    }  # fmt: skip
    type_, grade, region, owner, last, following = (
        values[k] for k in ("type", "grade", "region", "owner", "last", "next")
    )
    return (id_, f"公司{id_}", f"简{id_}", type_, grade, region, owner, OLD, last, following)


def _deal(id_: str, stage: str, **more: CellValue) -> tuple[CellValue, ...]:
    values: dict[str, CellValue] = {
        "customer": "C-1", "owner": "赵国梁", "since": _day(10, 26), "step": None, "on": None, "closed": None, **more,
    }  # fmt: skip
    customer, owner, since, step, on, closed = (
        values[k] for k in ("customer", "owner", "since", "step", "on", "closed")
    )
    return (id_, customer, "单", stage, 100_000, owner, OLD, since, step, on, closed)


QUOTAS: Rows = [
    ("分组", "名称", "值"),
    ("定额", "每日电话数", 8),
    ("定额", "每周拜访数", 4),
    ("定额", "每月新增线索", 10),
]


def _book(
    customers: Rows = (), deals: Rows = (), activities: Rows = (), tasks: Rows = (), **more: Rows
) -> tuple[Workbook, Book]:
    sheets: dict[str, Rows] = {
        "客户": [CUSTOMERS, *customers],
        "商机": [DEALS, *deals],
        "跟进记录": [ACTIVITIES, *activities],
        "参数": QUOTAS,
        **more,
    }
    return chinese(TEAM, tasks, **sheets)


def _arisen(book: Book, **store: str) -> Arisen:
    return arise(book, store, today=TODAY)


def _tasks(source: str, *args: Rows, **more: Rows) -> list[NewTask]:
    return list(_arisen(_book(*args, **more)[1]).tasks[source])


def test_the_first_step_without_evidence_once_it_is_due() -> None:
    (task,) = _tasks("steps", [_customer("C-1")], [_deal("O-1", "客户接触")])
    assert task.step == "CO1"
    assert task.title.zh == "简C-1：首次联系"
    assert task.due == _day(10, 27)
    assert task.priority == "high"
    assert task.hours == Decimal("0.5")
    assert (task.assignee, task.region, task.origin) == ("S04", "north", "step")


def test_a_step_with_evidence_or_due_later_is_none() -> None:
    call = (_day(10, 27), "赵国梁", "C-1", "O-1", "电话", "聊过")
    assert not _tasks("steps", [_customer("C-1")], [_deal("O-1", "客户接触")], [call])
    assert not _tasks("steps", [_customer("C-1")], [_deal("O-1", "产品介绍", since=_day(11, 2))])
    assert not _tasks("steps", [_customer("C-1")], [_deal("O-1", "客户接触", since=None)])
    assert not _tasks("steps", [_customer("C-1")], [_deal("O-1", "客户接触", since=_day(12, 1))])


def test_leave_and_holidays_move_the_due_date() -> None:
    away = (("S04", "赵国梁", "销售", "是", "华北", "", "资深", 40, 0.5, "2026-10-27~2026-10-30"),)
    _, book = chinese(away, (), 客户=[CUSTOMERS, _customer("C-1")], 商机=[DEALS, _deal("O-1", "客户接触")])
    book = chinese(
        away,
        (),
        客户=[CUSTOMERS, _customer("C-1")],
        商机=[DEALS, _deal("O-1", "客户接触")],
        跟进记录=[ACTIVITIES],
    )[1]
    (task,) = _arisen(book).tasks["steps"]
    assert task.due == _day(11, 2)


def test_the_step_the_deal_names() -> None:
    (task,) = _tasks("agreed", [_customer("C-1")], [_deal("O-1", "报价", step="送样机", on=_day(11, 4))])
    assert (task.title.zh, task.due, int(task.hours)) == ("简C-1：送样机", _day(11, 4), 1)
    assert not _tasks("agreed", [_customer("C-1")], [_deal("O-1", "成交", step="送样机", on=_day(11, 4))])
    assert not _tasks("agreed", [_customer("C-1")], [_deal("O-1", "报价", step="送样机", on=_day(12, 4))])


@pytest.mark.parametrize(("due", "arises"), [(_day(11, 4), False), (_day(11, 5), True)])
def test_a_step_agreed_for_a_day_the_deal_has_a_task_on_is_that_task(due: dt.date, arises: bool) -> None:
    task = ("T-1", "准备样机", "赵国梁", due, "待办", 1, "C-1", None, None, None, None, "O-1")
    sheets: dict[str, Rows] = {
        "客户": [CUSTOMERS, _customer("C-1")],
        "商机": [DEALS, _deal("O-1", "报价", step="送样机", on=_day(11, 4))],
        "任务": [(*TASKS_ZH, "商机"), task],
    }
    assert bool(_arisen(chinese(TEAM, (), **sheets)[1]).tasks["agreed"]) is arises


def test_what_an_owner_who_left_should_do_has_nobody_yet() -> None:
    (task,) = _tasks(
        "agreed", [_customer("C-1")], [_deal("O-1", "报价", owner="马驰", step="送样机", on=_day(11, 4))]
    )
    assert task.assignee is None


def test_a_stalled_deal_goes_to_whoever_is_in_charge() -> None:
    (task,) = _tasks("stalled", [_customer("C-1")], [_deal("O-1", "谈判", since=_day(7, 1))], [])
    assert task.assignee == "S01"
    assert task.title.zh == "同赵国梁过一遍简C-1·单（O-1）：推进、暂缓还是放手"
    assert task.due == _day(11, 6)


@pytest.mark.parametrize(
    ("customer", "due"),
    [
        (_customer("C-1", last=_day(10, 21)), _day(11, 5)),
        (_customer("C-1", last=_day(10, 26)), None),
        (_customer("C-1", next=_day(11, 7)), _day(11, 6)),
        (_customer("C-1", last=_day(10, 1), next=_day(12, 1)), None),
        (_customer("C-1", last=_day(10, 1), next=_day(9, 1)), _day(10, 16)),
        (_customer("C-1"), None),
        (_customer("C-1", last=_day(10, 1), owner=None), None),
    ],
)
def test_contacts_by_cadence_and_by_the_date_agreed(
    customer: tuple[CellValue, ...], due: dt.date | None
) -> None:
    found = _tasks("contacts", [customer])
    assert [task.due for task in found] == ([due] if due else [])


def test_a_contact_names_its_channel_and_open_deals_come_first() -> None:
    (task,) = _tasks("contacts", [_customer("C-1", last=_day(10, 1))])
    assert (task.title.zh, int(task.hours), task.priority) == ("联系简C-1（拜访）", 2, "high")
    assert not _tasks("contacts", [_customer("C-1", last=_day(10, 1))], [_deal("O-1", "报价")])


def test_greetings_five_working_days_ahead_to_the_best_customers() -> None:
    _, book = _book([_customer("C-1"), _customer("C-2", grade="C")])
    found = arise(book, {}, today=dt.date(2026, 9, 21), until=dt.date(2026, 9, 21)).tasks["greetings"]
    assert [(task.customer, task.title.zh, task.due) for task in found] == [
        ("C-1", "中秋问候：简C-1", dt.date(2026, 9, 24))
    ]
    assert not _arisen(book).tasks["greetings"]


def test_days_to_greet_on() -> None:
    year = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    assert dict(festivals(["春节", "Christmas", "New Year's Day", "Easter", "中秋节", "无"], *year)) == {
        "春节": dt.date(2026, 2, 15),
        "Christmas": dt.date(2026, 12, 25),
        "New Year's Day": dt.date(2026, 1, 1),
        "Easter": dt.date(2026, 4, 5),
        "中秋节": dt.date(2026, 9, 25),
    }
    assert not list(festivals(["春节"], dt.date(2090, 1, 1), dt.date(2090, 12, 31)))


def test_thanks_on_the_anniversary_of_the_first_order() -> None:
    deals = [
        _deal("O-1", "成交", closed=dt.date(2024, 11, 5)),
        _deal("O-2", "成交", closed=dt.date(2025, 11, 4)),
        _deal("O-3", "成交", customer="C-2", closed=dt.date(2024, 2, 29)),
    ]
    _, book = _book([_customer("C-1"), _customer("C-2")], deals)
    (task,) = _arisen(book).tasks["anniversaries"]
    assert (task.title.zh, task.title.en, task.due) == (
        "简C-1合作满 2 年，道谢并问需求",
        "简C-1: 2 years of business, say thank you and ask what is next",
        _day(11, 5),
    )
    leap = arise(book, {}, today=dt.date(2026, 2, 27), until=dt.date(2026, 2, 28)).tasks["anniversaries"]
    assert [task.customer for task in leap] == ["C-2"]


def test_the_weeks_quota_less_what_is_done() -> None:
    calls = [(_day(11, 2), "赵国梁", "C-1", None, "电话", f"第{n}个") for n in range(3)]
    titles = [task.title.zh for task in _tasks("quotas", [_customer("C-1")], [], calls)]
    assert titles == [
        "本周电话 40 个（每天 8 个，已打 3 个）",
        "本周拜访 4 次（已拜访 0 次）",
        "本月新增线索 10 家（已登记 0 家）",
    ]


def test_nobody_set_a_quota_so_none_is_asked_for() -> None:
    blank = [("分组", "名称", "值"), ("定额", "每日电话数", None)]
    assert _tasks("quotas", [_customer("C-1")], 参数=blank) == []


def _targets(*rows: tuple[CellValue, ...]) -> dict[str, Rows]:
    codes = [("代码", "指标"), ("calls", "电话数"), ("visits", "拜访数"), ("new_leads", "新线索数")]
    return {"目标": [("期间", "层级", "负责人", "衡量指标", "目标值"), *rows], "指标": codes}


def test_quotas_follow_the_persons_own_targets() -> None:
    targets = _targets(
        ("2026-11", "个人", "赵国梁", "电话数", 210),
        ("2026Q4", "个人", "赵国梁", "拜访数", 62),
        ("2026-11", "个人", "赵国梁", "新线索数", 4),
        ("2026", "个人", "周敏", "电话数", 250),
    )
    titles = [task.title.zh for task in _tasks("quotas", [_customer("C-1")], [], **targets)]
    assert titles == [
        "本周电话 5 个（每天 1 个，已打 0 个）",
        "本周电话 50 个（每天 10 个，已打 0 个）",
        "本周拜访 5 次（已拜访 0 次）",
        "本月新增线索 4 家（已登记 0 家）",
    ]
    assert not _tasks(
        "quotas", [_customer("C-1")], [],
        **_targets(*(("2026-11", "个人", "赵国梁", m, 0) for m in ("电话数", "拜访数", "新线索数"))),
    )  # fmt: skip


def test_a_sunday_asks_for_the_week_to_come() -> None:
    _, book = _book([_customer("C-1")], [])
    sunday = arise(book, {}, today=_day(11, 8)).tasks["quotas"]
    assert sunday[0].title.zh == "本周电话 40 个（每天 8 个，已打 0 个）"
    assert sunday[0].due == _day(11, 13)


def test_a_gap_to_the_target_in_deals() -> None:
    won = [_deal(f"O-{n}", "成交", closed=_day(n, 5)) for n in range(1, 7)]
    lost = [_deal(f"L-{n}", "输单", closed=_day(n, 5)) for n in range(1, 7)]
    targets: Rows = [
        ("期间", "层级", "负责人", "衡量指标", "目标值"),
        ("2026-11", "个人", "赵国梁", "签约额", 350_000),
    ]
    indicators = [("代码", "指标"), ("won_amount", "签约额")]
    (task,) = _tasks("gaps", [_customer("C-1")], [*won, *lost], 目标=targets, 指标=indicators)
    assert (
        task.title.zh == "2026-11 签约还差 35 万元：约需成交 4 单，在手要有 8 单（单均 10 万元，赢单率 50%）"
    )
    assert task.origin == "target"
    few = _tasks("gaps", [_customer("C-1")], [won[0], lost[0]], 目标=targets, 指标=indicators)
    assert not few


def test_an_occasion_makes_one_task_whatever_became_of_it() -> None:
    args = ([_customer("C-1", last=_day(10, 1))],)
    _, book = _book(*args)
    first = _arisen(book)
    assert first.all
    again = arise(book, {MADE: _store(first, book)}, today=TODAY)
    assert not again.all
    assert again.known == len(first.all)
    for broken in ("{", '{"a": 1}', ""):
        assert len(arise(book, {MADE: broken}, today=TODAY).all) == len(first.all)


def _store(arisen: Arisen, book: Book) -> str:
    edits = arise_plan(arisen, _book()[0]).edits
    assert book is arisen.book
    sheet = next(edit for edit in edits if isinstance(edit, AddSheet))
    return str(next(row for row in sheet.rows if MADE in row)[1])


@pytest.mark.parametrize("status", ["待办", "完成", "取消"])
def test_what_stands_in_tasks_is_not_added_again(status: str) -> None:
    customers, deals = [_customer("C-1"), _customer("C-2", last=_day(10, 1))], [_deal("O-1", "客户接触")]
    _, book = _book(customers, deals)
    fresh = _arisen(book)
    contact = fresh.tasks["contacts"][0]
    quota = fresh.tasks["quotas"][0]
    headings = (*TASKS_ZH, "商机", "步骤")
    rows = [
        ("T-1", "打电话", "赵国梁", TODAY, status, 1, "C-1", None, None, None, None, "O-1", "CO1"),
        ("T-2", "看看", "赵国梁", contact.due, status, 1, "C-2", None, None, None, None, None, None),
        ("T-3", quota.title.zh, "赵国梁", quota.due, status, 1, None, None, None, None, None, None, None),
    ]
    sheets: dict[str, Rows] = {
        "客户": [CUSTOMERS, *customers], "商机": [DEALS, *deals], "跟进记录": [ACTIVITIES],
        "任务": [headings, *rows], "参数": QUOTAS,
    }  # fmt: skip
    found = _arisen(chinese(TEAM, (), **sheets)[1])
    assert not found.tasks["steps"]
    assert not found.tasks["contacts"]
    assert len(found.tasks["quotas"]) == len(fresh.tasks["quotas"]) - 1


def test_the_rows_as_they_are_written() -> None:
    workbook, book = _book([_customer("C-1", last=_day(10, 1))])
    edit = arise_plan(_arisen(book), workbook).edits[0]
    assert isinstance(edit, AppendRows)
    row = edit.rows[0]
    assert row["任务"] == "联系简C-1（拜访）"
    assert row["执行人"] == "赵国梁"
    assert row["状态"] == "待办"
    assert row["区域"] == "华北"
    assert arise_plan(Arisen(book, {}, 0, frozenset()), workbook).edits == ()


def test_without_a_tasks_sheet_there_is_nothing_to_do() -> None:
    _, book = _book()
    tables = {key: table for key, table in book.tables.items() if key != "tasks"}
    with pytest.raises(NothingToDo, match="no Tasks sheet"):
        _arisen(Book(tables, book.process, book.settings, book.binding, book.labels))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_the_sample_once_and_again(tmp_path: Path, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes((SAMPLES / f"sales-{lang}.xlsx").read_bytes())
    arguments = ["tasks", "add", str(book), "--today", "2026-11-02", "--lang", lang]
    before = book.read_bytes()
    assert exit_code([*arguments, "--dry-run"]) == 0
    assert book.read_bytes() == before
    assert exit_code(arguments) == 0
    once = book.read_bytes()
    assert once != before
    assert exit_code([*arguments, "--json"]) == 0
    assert book.read_bytes() == once
    assert '"tasks": []' in capsys.readouterr().out


def test_a_title_with_figures_is_renewed_while_its_task_is_open() -> None:
    fresh = _arisen(_book([_customer("C-1")])[1])
    quota = fresh.tasks["quotas"][0]
    old = re.sub(r"\d+", "99", quota.title.zh)

    def again(status: str, title: str = old) -> Arisen:
        row = ("T-3", title, "赵国梁", quota.due, status, 1, None, None, None, None, None, None, None)
        return arise(
            _book([_customer("C-1")], tasks=[row])[1], {MADE: json.dumps(sorted(fresh.made))}, today=TODAY
        )

    (edit,) = again("待办").renewed
    assert (edit.value, edit.expected) == (quota.title.zh, old)
    assert again("完成").renewed == ()
    assert again("待办", quota.title.zh).renewed == ()
    assert again("待办", "打电话给老同学 99 次").renewed == ()
    workbook, _ = _book([_customer("C-1")])
    assert arise_plan(again("待办"), workbook).edits[0] == edit


def _losses(
    amount: int, closed: dt.date, *activities: tuple[CellValue, ...], limit: CellValue = None
) -> list[NewTask]:
    deal = [*_deal("O-1", "输单", closed=closed)]
    deal[4] = amount
    settings = {"参数": [("分组", "名称", "值"), ("", "输单复盘金额", limit)]} if limit is not None else {}
    return _tasks("losses", [_customer("C-1")], [deal], activities, **settings)


def test_a_large_loss_is_reviewed_by_whoever_is_in_charge() -> None:
    (task,) = _losses(100_001, _day(10, 26))
    assert task.title.zh == "同赵国梁复盘输单简C-1·单（O-1）：输在哪一步、下次怎么做"
    assert (task.assignee, task.due, task.step, task.priority) == ("S01", _day(11, 2), "LO2", "mid")


def test_the_setting_says_which_losses_are_large() -> None:
    assert not _losses(100_000, _day(10, 26))
    assert _losses(60_000, _day(10, 26), limit=50_000)
    assert not _losses(100_001, _day(10, 26), limit=500_000)


def test_a_loss_reviewed_or_long_ago_takes_no_review() -> None:
    review = (_day(10, 28), "赵国梁", "C-1", "O-1", "会议", "复盘：价格")
    assert not _losses(900_000, _day(10, 26), review)
    assert not _losses(900_000, _day(8, 1))
    assert not _losses(900_000, _day(11, 2))  # due after the days planned
    assert [task.due for task in _losses(900_000, _day(10, 30))] == [_day(11, 6)]
