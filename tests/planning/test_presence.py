"""Nobody is given work due before the first day or after the last one."""

from __future__ import annotations

import datetime as dt

import pytest

from sheetsales.allocation.allocate import Because
from sheetsales.cells.values import CellValue
from sheetsales.planning.handover import hand_over
from sheetsales.planning.plan import decide
from sheetsales.process.people import people
from tests.planning.books import TASKS_ZH, TEAM_ZH, TODAY, Rows, loaded

HEADS = (*TEAM_ZH, "入职日期", "离职日期")
WEDNESDAY, FRIDAY = dt.date(2026, 11, 4), dt.date(2026, 11, 6)


def _person(
    id_: str, name: str, hired: dt.date | None = None, left: dt.date | None = None, here: str = "是"
) -> tuple[CellValue, ...]:
    return (id_, name, "销售", here, "华北", "", "资深", 40, 0.5, None, hired, left)


def _task(id_: str, who: str | None, due: dt.date, locked: str | None = None) -> tuple[CellValue, ...]:
    return (id_, f"任务{id_}", who, due, "待办", 1, None, None, None, locked, None)


NEW = _person("S1", "新人", hired=dt.date(2026, 11, 5))
GOING = _person("S2", "要走", left=WEDNESDAY)
STAYS = _person("S3", "老人")


def test_due_dates_lie_between_joining_and_leaving() -> None:
    tasks = [_task("T1", None, WEDNESDAY), _task("T2", None, FRIDAY), _task("T3", None, dt.date(2026, 10, 1))]
    _, book = loaded({"人员": [HEADS, NEW, GOING], "任务": [TASKS_ZH, *tasks]})
    decided = decide(book, today=TODAY)
    assert {f.job: f.person for f in decided.allocation.assignments} == {"T1": "S2", "T2": "S1", "T3": "S2"}


@pytest.mark.parametrize(("who", "due"), [("新人", WEDNESDAY), ("要走", FRIDAY)])
@pytest.mark.parametrize("locked", [None, "是"])
def test_who_has_it_but_is_not_there_passes_it_on(who: str, due: dt.date, locked: str | None) -> None:
    _, book = loaded({"人员": [HEADS, NEW, GOING, STAYS], "任务": [TASKS_ZH, _task("T1", who, due, locked)]})
    decided = decide(book, today=TODAY)
    (found,) = decided.allocation.assignments
    assert found.because is Because.NOT_THERE
    assert found.person == ("S3" if due == FRIDAY or who == "新人" else found.person)
    assert f"原由{who}负责，但到期那天{who}还没入职或已离职" in decided.reasons["T1"].zh


def test_where_nobody_is_there_the_reason_says_so() -> None:
    _, book = loaded({"人员": [HEADS, NEW], "任务": [TASKS_ZH, _task("T1", None, WEDNESDAY)]})
    assert decide(book, today=TODAY).reasons["T1"].zh == (
        "没有派出去：能做的新人到期那天还没入职或已经离职。请改截止日期，或找别人。"
    )


@pytest.mark.parametrize(
    ("person", "day", "there"),
    [
        (NEW, FRIDAY, True),
        (NEW, WEDNESDAY, False),
        (GOING, WEDNESDAY, True),
        (GOING, FRIDAY, False),
        (STAYS, FRIDAY, True),
        (_person("S4", "停", here="否"), FRIDAY, False),
        (_person("S4", "停", left=FRIDAY, here="否"), FRIDAY, True),
    ],
)
def test_who_is_there_on_a_day(person: tuple[CellValue, ...], day: dt.date, there: bool) -> None:
    found = people(loaded({"人员": [HEADS, person]})[1])
    assert found.there(str(person[0]), day) is there
    assert not found.there("S99", day)


def test_accounts_go_to_who_is_there_from_the_first_day_and_stays() -> None:
    customers = [("编号", "名称", "负责人"), ("C-1", "公司一", "走了"), ("C-2", "公司二", "走了")]
    deals: Rows = [
        ("编号", "客户", "名称", "阶段", "金额", "负责人", "下一步", "下一步日期"),
        ("O-1", "C-1", "改造", "报价", 100, "走了", "打电话", WEDNESDAY),
        ("O-2", "C-2", "改造", "报价", 100, "走了", "打电话", dt.date(2026, 11, 9)),
    ]
    gone = _person("S9", "走了", left=dt.date(2026, 10, 1), here="否")
    _, book = loaded({"人员": [HEADS, NEW, GOING, gone], "客户": customers, "商机": deals})
    given = {account.key: to for account, to, _ in hand_over(book, "S9", today=TODAY).given}
    assert given == {"C-1": None, "C-2": "S1"}
