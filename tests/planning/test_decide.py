"""Tasks of a workbook shared out: who can be given what, what is left out, what the rows say afterwards."""

from __future__ import annotations

import datetime as dt

import pytest

from sheetsales.allocation.allocate import Because
from sheetsales.book.settings import Settings
from sheetsales.cells.edits import SetCell
from sheetsales.cells.values import CellValue
from sheetsales.cells.writable import Writable
from sheetsales.errors import NothingToDo
from sheetsales.planning.plan import Decided, decide, plan
from sheetsales.planning.spoken import document, spoken
from sheetsales.planning.window import window
from sheetsales.planning.work import LeftOut
from tests.planning.books import TODAY, Rows, chinese, english

ZHAO = ("S04", "赵国梁", "销售", "是", "华北", "需求、谈判", "资深", 40, 0.5, None)
LIN = ("S03", "林晓燕", "销售", "是", "华东", "需求、演示", "熟手", 40, 0.5, None)
ZHOU = ("S01", "周敏", "主管", "是", "全国", "谈判", "资深", 40, 0.1, None)
LEFT = ("S08", "马驰", "销售", "否", "华北", "需求", "熟手", 40, 0.5, None)
WEDNESDAY = dt.date(2026, 11, 4)


def _task(id_: str, who: str | None, hours: CellValue, **more: CellValue) -> tuple[CellValue, ...]:
    keys = ("due", "status", "customer", "skill", "region", "locked", "why")
    values: dict[str, CellValue] = {"due": WEDNESDAY, "status": "待办", **more}
    due, status, *rest = (values.get(key) for key in keys)
    return (id_, f"任务 {id_}", who, due, status, hours, *rest)


def _zh(team: Rows, tasks: list[tuple[CellValue, ...]], **options: object) -> Decided:
    return decide(chinese(team, tasks)[1], today=TODAY, **options)  # type: ignore[arg-type]


def _who(decided: Decided) -> dict[str, str | None]:
    return {found.job: found.person for found in decided.allocation.assignments}


def _said(decided: Decided, job: str) -> str:
    return decided.reasons[job].in_(decided.book.lang)


def test_who_has_room_keeps_and_what_nobody_has_goes_to_who_can() -> None:
    decided = _zh((ZHAO, LIN), [_task("T1", "赵国梁", 4), _task("T2", None, 2, skill="演示")])
    assert _who(decided) == {"T1": "S04", "T2": "S03"}
    assert _said(decided, "T1") == (
        "本来就由赵国梁负责，继续：任务占可用工时 20%，没到上限 95%。还有 1 人能做：给林晓燕的话，林晓燕会到 30%。"
    )
    assert (
        _said(decided, "T2") == "之前没人负责，派给林晓燕：任务占可用工时由 0% 到 10%。能做的只有林晓燕一人。"
    )


def test_what_is_too_much_for_one_goes_to_the_next() -> None:
    tasks = [_task(f"T{n}", "赵国梁", 6) for n in range(4)]
    decided = _zh((ZHAO, LIN), tasks)
    moved = decided.moved()
    assert [found.person for found in moved] == ["S03"]
    assert _said(decided, moved[0].job) == (
        "原由赵国梁负责，加上这项赵国梁会到 120%，超过上限 95%，转给林晓燕：任务占可用工时由 0% 到 30%。"
    )


def test_rebalancing_evens_out() -> None:
    tasks = [_task(f"T{n}", "赵国梁", 3) for n in range(4)]
    assert not _zh((ZHAO, LIN), tasks).moved()
    assert len(_zh((ZHAO, LIN), tasks, rebalance=True).moved()) == 2


@pytest.mark.parametrize(
    ("owner", "task", "because", "said"),
    [
        ("马驰", {}, Because.LEFT, "原由马驰负责，已离职，转给"),
        ("林晓燕", {"skill": "谈判"}, Because.UNABLE, "原由林晓燕负责，但缺技能“谈判”，转给赵国梁"),
        (
            "林晓燕",
            {"region": "华北", "skill": "谈判"},
            Because.UNABLE,
            "但缺技能“谈判”和区域“华北”，转给赵国梁",
        ),
        ("马驰", {"locked": "是", "skill": "谈判"}, Because.LEFT, "原由马驰负责，已离职，转给赵国梁"),
        (
            "林晓燕",
            {"locked": "是", "skill": "谈判"},
            Because.LOCKED,
            "锁定给林晓燕或正在进行，分配没有动它。",
        ),
        ("林晓燕", {"status": "进行中", "skill": "谈判"}, Because.LOCKED, "锁定给林晓燕或正在进行"),
    ],
)
def test_each_reason_in_words(owner: str, task: dict[str, CellValue], because: Because, said: str) -> None:
    decided = _zh((ZHAO, LIN, LEFT), [_task("T1", owner, 2, **task)])
    assert decided.allocation.assignments[0].because is because
    assert said in _said(decided, "T1")


@pytest.mark.parametrize(
    ("team", "task", "said"),
    [
        ((ZHAO,), {"skill": "合同"}, "没有派出去：在职的人都没有技能“合同”"),
        ((ZHAO,), {"region": "华东"}, "没有派出去：在职的人都不负责区域“华东”"),
        ((ZHAO, LIN), {"region": "华东", "skill": "谈判"}, "没有一个人同时有技能“谈判”和区域“华东”"),
        ((LEFT,), {}, "人员表里没有在职的人"),
        (
            ((*ZHAO[:7], 0, 0.5, None), (*LIN[:7], 0, 0.5, None)),
            {},
            "能做的赵国梁、林晓燕这几天都没有可用工时",
        ),
        (((*ZHAO[:9], "2026-11-01~2026-11-30"),), {}, "能做的赵国梁这几天都没有可用工时"),
    ],
)
def test_what_nobody_can_do_says_which_need_nobody_meets(
    team: Rows, task: dict[str, CellValue], said: str
) -> None:
    decided = _zh(team, [_task("T1", None, 2, **task)])
    assert _who(decided) == {"T1": None}
    assert said in _said(decided, "T1")
    assert not list(plan(decided, Writable(chinese(team, [])[0])).edits)[1:]


def test_names_are_counted_where_many_have_no_time() -> None:
    team = [(f"S{n}", f"员工{n}", "销售", "是", None, None, None, 0, 0.5, None) for n in range(5)]
    assert "员工0、员工1、员工2等 5 人" in _said(_zh(team, [_task("T1", None, 2)]), "T1")


def test_a_manager_of_the_whole_country_serves_every_region() -> None:
    decided = _zh((ZHOU,), [_task("T1", None, 1, region="西南")])
    assert _who(decided) == {"T1": "S01"}


def test_a_blank_region_is_that_of_the_customer() -> None:
    customers: Rows = [
        ("编号", "名称", "类型", "等级", "区域", "负责人", "创建日期"),
        ("C-1", "甲公司", "高价值", "A", "华东", "林晓燕", TODAY),
    ]
    _, book = chinese((ZHAO, LIN), [_task("T1", None, 2, customer="C-1")], 客户=customers)
    decided = decide(book, today=TODAY)
    assert _who(decided) == {"T1": "S03"}
    assert decided.work.problem.jobs[0].grade == 0


def test_what_is_done_late_or_unclear_is_left_out() -> None:
    tasks = [
        _task("T1", "赵国梁", 2, status="完成"),
        _task("T2", "赵国梁", 2, due=dt.date(2026, 11, 9)),
        _task("T3", "赵国梁", "很久"),
        _task("T4", "赵国梁", -3),
        _task("T5", "赵国梁", 2, due=None),
        _task("T6", "赵国梁", 2, due=dt.date(2026, 10, 1)),
    ]
    decided = _zh((ZHAO,), tasks)
    assert _who(decided) == {"T6": "S04"}
    assert decided.work.left_out == {2: LeftOut.NO_HOURS, 3: LeftOut.NO_HOURS, 4: LeftOut.NO_DUE}
    assert decided.work.later == 1
    lines = "\n".join(spoken(decided, "zh"))
    assert "2 项没有可用的工时数，没有参加分配（第一项在 任务!F4）" in lines
    assert "1 项没有截止日期，没有参加分配（第一项在 任务!D6）" in lines


def test_the_plan_writes_who_and_why_and_is_empty_the_second_time() -> None:
    team, tasks = (ZHAO, LIN), [_task("T1", None, 2, skill="演示"), _task("T2", "赵国梁", 2)]
    workbook, book = chinese(team, tasks)
    edits = plan(decide(book, today=TODAY), Writable(workbook)).edits
    assert [(str(e.at), e.expected) for e in edits if isinstance(e, SetCell)] == [
        ("任务!C2", None),
        ("任务!K2", None),
        ("任务!K3", None),
    ]
    values: dict[str, CellValue] = {str(e.at): str(e.value) for e in edits if isinstance(e, SetCell)}
    assert values["任务!C2"] == "林晓燕"
    done = [
        _task("T1", "林晓燕", 2, skill="演示", why=values["任务!K2"]),
        _task("T2", "赵国梁", 2, why=values["任务!K3"]),
    ]
    workbook, book = chinese(team, done)
    assert plan(decide(book, today=TODAY), Writable(workbook)).edits == ()


def test_people_are_written_as_the_column_writes_them() -> None:
    tasks = [_task("T1", None, 2, skill="演示"), _task("T2", "S04", 2)]
    workbook, book = chinese((ZHAO, LIN), tasks)
    assert plan(decide(book, today=TODAY), Writable(workbook)).edits[0].value == "S03"  # type: ignore[union-attr]
    twins = ((*LIN[:1], "赵国梁", *LIN[2:]), ZHAO)
    workbook, book = chinese(twins, [_task("T1", None, 2, skill="演示")])
    assert plan(decide(book, today=TODAY), Writable(workbook)).edits[0].value == "S03 赵国梁"  # type: ignore[union-attr]


def test_english_reads_as_english() -> None:
    team = [
        ("S1", "Graham Whitlock", "Rep", "Yes", "North", "demo", "Senior", 40, 0.5, None),
        ("S2", "Sophie Kerr", "Rep", "Yes", "South West", "", "Junior", 40, 0.5, None),
    ]
    tasks = [
        ("T1", "Demonstrate", "Sophie Kerr", WEDNESDAY, "Open", 2, None, "Demo", "North", None, None),
        ("T2", "Sign", "Sophie Kerr", WEDNESDAY, "Open", 2, None, "contract", None, None, None),
        ("T3", "Call", "Sophie Kerr", WEDNESDAY, "Open", 2, None, None, "South West", None, None),
    ]
    _, book = english(team, tasks)
    decided = decide(book, today=TODAY)
    assert _who(decided) == {"T1": "S1", "T2": None, "T3": "S2"}
    assert _said(decided, "T1") == (
        "Sophie Kerr had it but does not have the skill 'Demo' and the region North; it goes to Graham Whitlock, whose "
        "load goes from 0% to 10%. Nobody else can do it."
    )
    assert _said(decided, "T2").startswith("Not assigned: nobody active has the skill 'contract'.")
    lines = list(spoken(decided, "en"))
    assert lines[0] == "3 open tasks due from 11-02 to 11-08, 6 hours; tasks that change hands: 1."
    assert "Tasks that could not be given to anybody (1):" in lines
    found = document(decided, "en")
    assert [entry["task"] for entry in found["assignments"]] == ["T1", "T3"]
    assert found["unassigned"][0]["because"] == "nobody able"
    assert found["fairness"]["planned"]["max_utilisation"] == 0.1


def test_long_lists_are_cut_in_the_terminal() -> None:
    tasks = [_task(f"T{n:02d}", None, 1, skill="合同") for n in range(15)]
    lines = list(spoken(_zh((ZHAO,), tasks), "zh"))
    assert lines[-1] == "  还有 3 项，见任务表的分配理由列。"


def test_tasks_due_later_are_counted_where_there_are_some() -> None:
    decided = _zh((ZHAO,), [_task("T1", "赵国梁", 1), _task("T2", "赵国梁", 1, due=dt.date(2026, 12, 1))])
    assert next(iter(spoken(decided, "zh"))).endswith("换人 0 项（更晚到期的 1 项没有动）。")
    assert next(iter(spoken(decided, "en"))).endswith("change hands: 0 (1 due later left alone).")


def test_without_tasks_or_team_there_is_nothing_to_do() -> None:
    with pytest.raises(NothingToDo, match="no Team sheet"):
        decide(chinese((), [_task("T1", None, 1)])[1], today=TODAY)
    _, book = chinese((ZHAO,), [])
    with pytest.raises(NothingToDo, match="'Assignee'"):
        decide(
            type(book)({"team": book.table("team")}, book.process, book.settings, book.binding, book.labels),
            today=TODAY,
        )


@pytest.mark.parametrize(
    ("starts", "until", "last"),
    [
        ("Mon", None, 8),
        ("Sun", None, 7),
        ("?", None, 8),
        ("Mon", dt.date(2026, 11, 13), 13),
        ("Mon", dt.date(2026, 10, 1), 2),
    ],
)
def test_the_window_ends_with_the_week(starts: str, until: dt.date | None, last: int) -> None:
    found = window(Settings("zh", {"week_start": starts}), TODAY, until)
    assert (found.first, found.last) == (TODAY, dt.date(2026, 11, last))


@pytest.mark.parametrize(
    ("today", "starts", "settings", "last"),
    [
        (dt.date(2026, 11, 6), "Mon", {}, dt.date(2026, 11, 8)),  # a Friday: a day is left
        (dt.date(2026, 11, 7), "Mon", {}, dt.date(2026, 11, 15)),  # a Saturday
        (dt.date(2026, 11, 8), "Mon", {}, dt.date(2026, 11, 15)),
        (dt.date(2026, 11, 8), "Sun", {}, dt.date(2026, 11, 14)),  # the first day of its week
        (dt.date(2026, 10, 1), "Mon", {"calendar": "CN"}, dt.date(2026, 10, 11)),  # off until the 7th
        (dt.date(2026, 11, 8), "Mon", {"extra_holidays": "2026-11-08~2027-06-30"}, dt.date(2027, 1, 3)),
    ],
)
def test_a_week_without_a_working_day_left_makes_way_for_the_next(
    today: dt.date, starts: str, settings: dict[str, str], last: dt.date
) -> None:
    found = window(Settings("zh", {"week_start": starts, **settings}), today)
    assert (found.first, found.last) == (today, last)


def test_a_year_whose_holidays_are_not_known_is_said() -> None:
    settings: Rows = (("名称", "值"), ("工作日历", "CN"))
    _, book = chinese((ZHAO,), [_task("T1", None, 2, due=dt.date(2099, 1, 7))], 参数=settings)
    decided = decide(book, today=dt.date(2099, 1, 5))
    assert any("2099 年的放假安排还没公布" in line for line in spoken(decided, "zh"))
    assert document(decided, "en")["notices"][-1].startswith("The public holidays of 2099 are not known yet")
    assert document(_zh((ZHAO,), []), "en")["notices"] == []
