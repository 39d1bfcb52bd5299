"""Everything a leaver has in hand given to others: whole accounts, with reasons, in one plan."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sheetsales.cells.edits import AddSheet, EditPlan, SetCell
from sheetsales.cells.values import CellValue
from sheetsales.cells.writable import Writable
from sheetsales.errors import BadRequest, NothingToDo
from sheetsales.planning.handover import Handed, hand_over, handover_plan, spoken
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.writing import write_plan
from tests.planning.books import TODAY, Rows, chinese
from tests.support.commands import exit_code

SAMPLES = Path(__file__).parents[2] / "samples"
TEAM: Rows = (
    ("S01", "周敏", "主管", "是", "全国", "", "资深", 40, 0.5, None),
    ("S03", "林晓燕", "销售", "是", "华东", "", "资深", 40, 0.5, None),
    ("S04", "赵国梁", "销售", "是", "华北", "", "资深", 40, 0.5, None),
    ("S05", "何嘉怡", "销售", "是", "华北", "", "熟手", 40, 0.5, None),
    ("S08", "马驰", "销售", "否", "华北", "", "熟手", 40, 0.5, None),
)
CUSTOMERS = ("编号", "名称", "类型", "等级", "区域", "负责人", "创建日期")
DEALS = ("编号", "客户", "名称", "阶段", "金额", "负责人", "创建日期")


def _handed(
    customers: Rows, deals: Rows = (), tasks: Rows = (), **options: object
) -> tuple[Handed, EditPlan]:
    workbook, book = chinese(TEAM, tasks, 客户=[CUSTOMERS, *customers], 商机=[DEALS, *deals])
    handed = hand_over(book, "S08", today=TODAY, **options)  # type: ignore[arg-type]
    return handed, handover_plan(handed, workbook, Writable(workbook))


def _customer(id_: str, owner: str, region: str = "华北", grade: str = "C") -> tuple[CellValue, ...]:
    return (id_, f"公司{id_}", "潜在", grade, region, owner, TODAY)


def _cells(plan: EditPlan) -> dict[str, object]:
    return {str(edit.at): edit.value for edit in plan.edits if isinstance(edit, SetCell)}


def test_an_account_goes_whole_with_its_deals_and_tasks() -> None:
    handed, plan = _handed(
        [_customer("C-1", "马驰")],
        [
            ("O-1", "C-1", "改造", "报价", 100, "马驰", TODAY),
            ("O-2", "C-1", "旧单", "成交", 100, "马驰", TODAY),
        ],
        [
            ("T-1", "打电话", "马驰", TODAY, "待办", 2, "C-1", None, None, None, None),
            ("T-2", "写方案", "马驰", TODAY, "完成", 2, "C-1", None, None, None, None),
        ],
    )
    assert len(handed.given) == 1
    to = handed.given[0][1]
    assert to in ("S04", "S05")
    name = handed.book.person_name(str(to))
    assert _cells(plan) == {"客户!F2": name, "商机!F2": name, "任务!C2": name}
    sheet = next(edit for edit in plan.edits if isinstance(edit, AddSheet))
    assert sheet.name == "交接 马驰"
    assert [row[0] for row in sheet.rows] == ["客户", "商机", "任务"]


def test_who_has_less_in_hand_gets_more() -> None:
    busy = [_customer(f"C-{n}", "赵国梁", grade="A") for n in range(10, 22)]
    handed, _ = _handed([*busy, *(_customer(f"C-{n}", "马驰") for n in range(6))])
    assert {to for _, to, _ in handed.given} == {"S05"}
    assert handed.given[0][2].zh.startswith("何嘉怡负责区域“华北”，接手后客户、商机和任务约占四周可用工时")
    assert handed.given[0][2].zh.endswith("还有 1 人能接：给赵国梁的话，赵国梁会到 22%。")


def test_a_region_nobody_serves_and_people_who_are_named() -> None:
    handed, plan = _handed([_customer("C-1", "马驰", "西南"), _customer("C-2", "马驰")], to=["赵国梁"])
    assert [to for _, to, _ in handed.given] == [None, "S04"]
    assert handed.left == 1
    assert handed.given[0][2].zh.startswith("没有人接：没有在职、有时间的人负责区域“西南”")
    assert handed.given[1][2].zh.endswith("能接的只有这一人。")
    assert _cells(plan) == {"客户!F3": "赵国梁"}
    lines = list(spoken(handed, "zh"))
    assert lines[0] == "马驰名下有客户 2 家、在手商机 0 条、待办任务 0 项，这样交接："
    assert lines[1].startswith("  C-1 公司C-1 → —  没有人接")


def test_a_manager_takes_accounts_only_where_the_manager_has_some() -> None:
    handed, _ = _handed([_customer("C-1", "马驰", "")])
    assert handed.given[0][1] != "S01"
    handed, _ = _handed([_customer("C-9", "周敏"), _customer("C-1", "马驰", "西南")])
    assert handed.given[0][1] == "S01"


def test_deals_and_tasks_of_other_peoples_customers_stand_alone() -> None:
    handed, plan = _handed(
        [_customer("C-1", "林晓燕", "华东")],
        [("O-1", "C-1", "改造", "报价", 100, "马驰", TODAY)],
        [
            ("T-1", "陪访", "马驰", TODAY, "待办", 2, None, None, None, None, None),
            ("T-2", "跟单", "马驰", TODAY, "待办", 2, "C-1", None, None, None, None),
            ("T-3", "跟单", "马驰", dt.date(2027, 1, 1), "待办", 2, None, None, None, None, None),
        ],
    )
    assert [account.key for account, _, _ in handed.given] == ["O-1", "T-1", "T-2", "T-3"]
    assert handed.given[0][1] == "S03"
    assert len(_cells(plan)) == 4


def test_ids_stay_ids() -> None:
    _, plan = _handed([_customer("C-1", "S08")])
    assert set(_cells(plan).values()) <= {"S04", "S05"}


def test_nobody_of_that_name_and_nothing_in_hand() -> None:
    with pytest.raises(BadRequest, match="does not know '王五'"):
        hand_over(chinese(TEAM, ())[1], "王五", today=TODAY)
    with pytest.raises(NothingToDo, match="nothing to hand over"):
        _handed([_customer("C-1", "赵国梁")])


SEVEN = ("C-007", "C-011", "C-012", "C-022", "C-023", "C-034", "C-040")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_seven_accounts_of_the_leaver(
    tmp_path: Path, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    book = _before_the_handover(tmp_path, lang)
    arguments = ["handover", str(book), "S08", "--today", "2026-11-02", "--lang", lang]
    assert exit_code([*arguments, "--dry-run", "--json"]) == 0
    assert exit_code(arguments) == 0
    said = capsys.readouterr().out
    assert all(f"{customer} " in said for customer in SEVEN)
    after = open_book(book, today=TODAY).book.table("customers")
    assert "S08" not in after.get("owner")
    assert exit_code(arguments) == 2


def _before_the_handover(folder: Path, lang: str) -> Path:
    """The sample as it was when all seven were the leaver's."""
    path = folder / "book.xlsx"
    path.write_bytes((SAMPLES / f"sales-{lang}.xlsx").read_bytes())
    book = open_book(path, today=TODAY).book
    table = book.table("customers")
    name = book.person_name("S08")
    cells = [
        (table.cell(row, "owner"), table.raw["owner"][row])
        for row in map(table.by_id.get, SEVEN)
        if row is not None
    ]
    write_plan(path, EditPlan(tuple(SetCell(at, name, now) for at, now in cells if at and now != name)))
    return path
