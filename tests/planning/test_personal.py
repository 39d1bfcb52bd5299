"""What belongs to a person stays with that person, is no load, and lapses with who leaves."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sheetsales.cells.edits import SetCell
from sheetsales.cells.values import CellValue
from sheetsales.cells.writable import Writable
from sheetsales.planning.brief import brief
from sheetsales.planning.handover import hand_over, handover_plan, spoken
from sheetsales.planning.notices import notices
from sheetsales.planning.plan import Decided, decide
from sheetsales.planning.spoken import document
from sheetsales.planning.work import LeftOut
from sheetsales.process.calendar import WorkingCalendar
from sheetsales.process.personal import CALLS, GAP, LEADS, REVIEW, VISITS, personal_tasks
from sheetsales.process.workload import loads
from tests.planning.books import TODAY, Rows, chinese, english, loaded

ZHAO = ("S04", "赵国梁", "销售", "是", "华北", "", "资深", 40, 0.5, None)
LIN = ("S03", "林晓燕", "销售", "是", "华东", "", "熟手", 40, 0.5, None)
LEFT = ("S08", "马驰", "销售", "否", "华北", "", "熟手", 40, 0.5, None)
WORDS = {
    "count": 40, "each": 8, "done": 3, "month": "2026-11", "gap": "35 万元", "deals": 4, "needed": 8, "average": "10 万元",
    "rate": "50%", "owner": "赵国梁", "deal": "O-1", "customer": "简C-1",
}  # fmt: skip


def _task(title: str, who: str | None, hours: CellValue = 0, **more: CellValue) -> tuple[CellValue, ...]:
    return ("T1", title, who, more.get("due", TODAY), "待办", hours, more.get("customer"), None, more.get("region"), None, None)  # fmt: skip


def _decided(*tasks: tuple[CellValue, ...], team: Rows = (ZHAO, LIN, LEFT)) -> Decided:
    rows = [(f"T{n}", *task[1:]) for n, task in enumerate(tasks, 1)]
    return decide(chinese(team, rows)[1], today=TODAY)


def test_titles_of_ours_are_known_in_both_languages() -> None:
    titles = [text.fill(**WORDS) for text in (CALLS, VISITS, LEADS, GAP, REVIEW)]
    rows = [_task(said, "赵国梁") for title in titles for said in (title.zh, title.en)]
    assert personal_tasks(chinese((ZHAO,), rows)[1]) == frozenset(range(10))


@pytest.mark.parametrize(
    ("title", "customer", "own"),
    [
        ("主持周会：在手商机逐单过", None, True),
        ("写个人月度总结", None, True),
        ("准备季度述职", None, True),
        ("Chair the weekly review of open deals", None, True),
        ("Write own review for November", None, True),
        ("主持客户的启动会", "C-1", False),
        ("打电话给客户", None, False),
        ("Finalise the November forecast for the managing director", None, False),
        ("Write Helen one page on where O-0118 stands", None, False),
        (None, None, False),
    ],
)
def test_what_people_write_for_what_is_theirs(title: str | None, customer: str | None, own: bool) -> None:
    heads = ("编号", "任务", "执行人", "客户")
    customers = [("编号", "名称", "负责人"), ("C-1", "公司一", "赵国梁")]
    _, book = loaded({"任务": [heads, ("T1", title, "赵国梁", customer)], "客户": customers})
    assert personal_tasks(book) == (frozenset({0}) if own else frozenset())


def test_a_target_is_whose_it_is() -> None:
    heads = ("编号", "任务", "执行人", "截止日期", "状态", "工时", "来由")
    _, book = loaded({"任务": [heads, ("T1", "打电话", "S04", TODAY, "待办", 1, "目标")]})
    assert personal_tasks(book) == frozenset({0})


def test_quotas_are_not_shared_out_and_told_by_kind() -> None:
    quota = CALLS.fill(**WORDS).zh
    decided = _decided(
        _task(quota, "赵国梁", 8), _task(quota, None), _task(quota, "马驰"), _task("打电话", "赵国梁", 18)
    )
    assert [found.job for found in decided.allocation.assignments] == ["T4"]
    assert list(decided.work.left_out.values()) == [LeftOut.OWN, LeftOut.OWN_NOBODYS, LeftOut.OWN_LAPSES]
    assert [text.zh for text in notices(decided)] == [
        "1 项是个人自己的（定额、本人的复盘、主持的会），不参加分配，也不计负荷。",
        "1 项是已离职的人自己的定额或复盘（第一项在 任务!C4），不转给别人；请把状态改为取消。",
        "1 项只能由一个人自己做，却没有写是谁（第一项在 任务!C3）。请填执行人。",
    ]
    assert notices(decided)[0].en == (
        "Not shared out and no part of the load: 1 task of people's own (quotas, own reviews, meetings they chair)."
    )


def test_a_persons_own_is_no_load() -> None:
    _, book = chinese((ZHAO,), [_task("主持周会", "赵国梁", 9), _task("打电话", "赵国梁", 2)])
    (load,) = loads(book, WorkingCalendar(), TODAY, frozenset({"open"}))
    assert load.rows == (1,)
    assert load.hours == Decimal(2)


def test_what_was_the_leavers_own_is_cancelled() -> None:
    tasks = [
        _task(CALLS.fill(**WORDS).zh, "马驰"),
        ("T2", "回访", "马驰", TODAY, "待办", 1, None, None, None, None, None),
    ]
    workbook, book = chinese((ZHAO, LIN, LEFT), tasks)
    handed = hand_over(book, "S08", today=TODAY)
    assert [account.tasks for account, _, _ in handed.given] == [[1]]
    edits = handover_plan(handed, workbook, Writable(workbook)).edits
    cells = {str(e.at): e.value for e in edits if isinstance(e, SetCell)}
    assert cells["任务!E2"] == "取消"
    assert set(cells) == {"任务!E2", "任务!C3"}
    assert list(spoken(handed, "zh"))[2].endswith(
        "→ —  是本人自己的任务（如定额），不转给别人，状态改为取消。"
    )


def test_only_what_lapses_is_still_a_handover() -> None:
    _, book = chinese((ZHAO, LEFT), [_task(CALLS.fill(**WORDS).zh, "马驰")])
    assert hand_over(book, "S08", today=TODAY).lapsing == (0,)


def test_what_takes_no_time_is_no_reason_to_move() -> None:
    decided = _decided(_task("问一声", "赵国梁", 0), *[_task(f"方案{n}", "赵国梁", 6) for n in range(4)])
    moved = decided.moved()
    assert len(moved) == 1
    assert moved[0].job != "T1"


def test_a_region_nobody_knows_is_asked_and_takes_nothing_away() -> None:
    everywhere = ("S05", "何嘉怡", "销售", "是", None, "", "资深", 40, 0.5, None)
    decided = _decided(_task("拜访", "赵国梁", 2, region="浙江"), team=(ZHAO, everywhere))
    assert not decided.moved()
    assert [text.zh for text in notices(decided)] == [
        "区域“浙江”不在清单里，人员表也没有人负责（1 项任务，第一项在 任务!I2），分配没有用它。是哪个区域？请改写，或加到清单和人员表。"
    ]
    served = _decided(_task("拜访", "赵国梁", 2, region="浙江"), team=(ZHAO, (*LIN[:4], "浙江", *LIN[5:])))
    assert [found.person for found in served.moved()] == ["S03"]
    assert not notices(served)


def test_an_assignee_nobody_knows_is_left_where_it_is() -> None:
    decided = _decided(_task("拜访", "老王", 2))
    assert decided.work.left_out == {0: LeftOut.UNKNOWN_PERSON}
    assert (
        notices(decided)[0].zh
        == "1 项的执行人人员表里认不出（老王；第一项在 任务!C2），没有动。请改成人员表里的写法。"
    )


def test_who_is_left_with_too_much_is_named() -> None:
    team = [
        (*ZHAO[:7], 1, 0.5, None),
        *((f"S1{n}", f"员工{n}", "销售", "是", "华北", "", "资深", 1, 0.5, None) for n in range(7)),
    ]
    decided = _decided(*[_task(f"方案{n}", "赵国梁", 13.4) for n in range(8)], team=team)
    assert len(decided.overfull) == 8
    assert decided.overfull[0][1] == pytest.approx(26.8)
    assert notices(decided)[0].en == (
        "赵国梁 is left at 2,680% of the hours there are, which cannot be done: move due dates, drop tasks or find help."
    )
    assert notices(decided)[-1].zh == "另有 2 人超负荷，见“分配”表。"
    assert "做不完" in brief(decided).zh
    assert document(decided, "zh")["overfull"][0] == {"person": "S04", "load": 26.8}


def test_locked_tasks_of_who_has_no_time_are_told() -> None:
    away = (*ZHAO[:9], "2026-11-01~2026-11-30")
    locked = ("T1", "写方案", "赵国梁", TODAY, "进行中", 2, None, None, None, None, None)
    decided = decide(chinese((away, LIN), [locked])[1], today=TODAY)
    assert decided.overfull == (("S04", float("inf")),)
    assert notices(decided)[0].en.startswith("赵国梁 has no hours these days and still has tasks")
    assert document(decided, "en")["overfull"] == [{"person": "S04", "load": None}]


def test_why_tells_the_load_at_that_step() -> None:
    decided = _decided(*[_task(f"方案{n}", None, 2) for n in range(3)], team=(ZHAO,))
    said = [decided.reasons[f"T{n}"].en for n in (1, 2, 3)]
    assert [text.split(" takes it, ")[1].split(". ")[0] for text in said] == [
        "going from a load of 0% to 10%",
        "going from a load of 10% to 20%",
        "going from a load of 20% to 30%",
    ]


def test_why_tells_who_could_but_has_no_time() -> None:
    away = (*LIN[:9], "2026-11-01~2026-11-30")
    decided = _decided(_task("方案", None, 2), team=(ZHAO, away))
    assert decided.reasons["T1"].zh.endswith("能做的人里，这几天有时间的只有赵国梁。")


def test_keeping_above_the_ceiling_is_said() -> None:
    decided = _decided(_task("方案", "赵国梁", 30), team=(ZHAO,))
    assert decided.reasons["T1"].zh == (
        "本来就由赵国梁负责，继续：任务占可用工时 150%，超过上限 95%。能做的只有赵国梁一人。"
    )


def test_english_tasks_are_read_alike() -> None:
    team = (("S1", "Ann", "Rep", "Yes", "North", "", "Mid", 40, 0.5, None),)
    task = ("T1", "Visit", "Ann", TODAY, "Open", 2, None, None, "Atlantis", None, None)
    _, book = english(team, [task])
    decided = decide(book, today=TODAY)
    assert notices(decided)[0].en == (
        "The region 'Atlantis' stands neither in Lists nor with anybody in Team (1 task, the first is Tasks!I2), so it was "
        "not used. Which region is meant? Write it as Lists does, or add it there and in Team."
    )
