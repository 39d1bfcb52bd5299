"""Everything a leaver has in hand given to others: whole accounts, with reasons, in one plan."""

from __future__ import annotations

import datetime as dt
import json
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
    assert handed.given[0][2].zh.startswith("没有人接：从到期那天起在职、有时间的人里，没有人负责区域“西南”")
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


def test_a_deal_in_a_leavers_name_twice_is_written_so_that_it_tells_who() -> None:
    namesakes = (*TEAM[:3], ("S05", "赵国梁", "销售", "是", "华北", "", "熟手", 40, 0.5, None), TEAM[4])
    workbook, book = chinese(namesakes, (), 客户=[CUSTOMERS, _customer("C-1", "马驰")], 商机=[DEALS])
    handed = hand_over(book, "S08", today=TODAY)
    plan = handover_plan(handed, workbook, Writable(workbook))
    assert set(_cells(plan).values()) <= {"S04 赵国梁", "S05 赵国梁"}


def test_a_name_of_two_is_asked_for_by_id() -> None:
    namesakes = (*TEAM[:3], ("S05", "赵国梁", "销售", "是", "华北", "", "熟手", 40, 0.5, None), TEAM[4])
    _, book = chinese(namesakes, (), 客户=[CUSTOMERS, _customer("C-1", "马驰")], 商机=[DEALS])
    with pytest.raises(BadRequest, match=r"'赵国梁': S04, S05\. Say which by the id, such as S04"):
        hand_over(book, "赵国梁", today=TODAY)
    with pytest.raises(BadRequest, match="S04, S05"):
        hand_over(book, "S08", today=TODAY, to=["赵国梁"])


def test_a_sheet_is_named_after_anybody(tmp_path: Path) -> None:
    long = "亚历山德拉：帕帕佐普洛斯史密斯与她在华北区的同事们一同负责的全部客户"
    team = (*TEAM[:4], ("张 08", long, "销售", "否", "华北", "", "熟手", 40, 0.5, None))
    workbook, book = chinese(team, (), 客户=[CUSTOMERS, _customer("C-1", long)], 商机=[DEALS])
    plan = handover_plan(hand_over(book, long, today=TODAY), workbook, Writable(workbook))
    added = next(edit for edit in plan.edits if isinstance(edit, AddSheet))
    assert added.name == f"交接 {long}"[:31]
    assert added.table == "tblHandover张_08"


def _given_out(
    customers: Rows, deals: Rows = (), tasks: Rows = (), **options: object
) -> tuple[Handed, EditPlan]:
    workbook, book = chinese(TEAM, tasks, 客户=[CUSTOMERS, *customers], 商机=[DEALS, *deals])
    handed = hand_over(book, None, today=TODAY, **options)  # type: ignore[arg-type]
    return handed, handover_plan(handed, workbook, Writable(workbook))


def test_what_nobody_owns_goes_to_who_serves_its_region_and_has_room() -> None:
    busy = [_customer(f"C-{n}", "赵国梁", grade="A") for n in range(10, 22)]
    handed, plan = _given_out([*busy, _customer("C-1", ""), _customer("C-2", "", "西南")])
    assert [(account.key, to) for account, to, _ in handed.given] == [("C-1", "S05"), ("C-2", None)]
    assert "何嘉怡负责区域“华北”" in handed.given[0][2].zh
    assert handed.left == 1
    assert _cells(plan) == {"客户!F14": "何嘉怡"}
    sheet = next(edit for edit in plan.edits if isinstance(edit, AddSheet))
    assert (sheet.name, sheet.table) == ("新负责人", "tblNewOwners")
    assert [row[3:5] for row in sheet.rows] == [("—", "何嘉怡"), ("—", "—")]
    lines = list(spoken(handed, "zh"))
    assert lines[0] == "没有负责人的客户 2 家、在手商机 0 条，这样分配："
    assert next(iter(spoken(handed, "en"))) == "Nobody owns 2 customers. Given out like this:"


def test_a_deal_nobody_owns_goes_to_who_looks_after_its_customer() -> None:
    handed, plan = _given_out(
        [_customer("C-1", "赵国梁"), _customer("C-2", "马驰"), _customer("C-3", "")],
        [
            ("O-1", "C-1", "改造", "报价", 100, None, TODAY),
            ("O-2", "C-2", "改造", "报价", 100, None, TODAY),
            ("O-3", "C-3", "改造", "报价", 100, " ", TODAY),
            ("O-4", "C-1", "旧单", "成交", 100, None, TODAY),
        ],
    )
    by_key = {account.key: (to, why.zh) for account, to, why in handed.given}
    assert by_key["O-1"] == ("S04", "赵国梁本来就负责这家客户。")
    assert by_key["O-2"][0] in ("S04", "S05"), "who looks after the customer has left"
    assert "O-3" not in by_key, "it goes with its customer"
    assert "O-4" not in by_key, "it is over"
    cells = _cells(plan)
    assert cells["客户!F4"] == cells["商机!F4"]
    assert cells["商机!F2"] == "赵国梁"


def test_an_owner_nobody_knows_is_no_missing_owner() -> None:
    with pytest.raises(NothingToDo, match="has an owner"):
        _given_out(
            [_customer("C-1", "外包"), _customer("C-2", "赵国梁")],
            tasks=[("T-1", "打电话", None, TODAY, "待办", 2, None, None, None, None, None)],
        )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_new_customers_are_given_out_by_command(
    tmp_path: Path, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes((SAMPLES / f"sales-{lang}.xlsx").read_bytes())
    table = open_book(path, today=TODAY).book.table("customers")
    new = [row for row in range(20, 26) if table.get("owner")[row]]
    write_plan(
        path,
        EditPlan(
            tuple(
                SetCell(at, None, table.raw["owner"][row]) for row in new if (at := table.cell(row, "owner"))
            )
        ),
    )
    arguments = ["handover", str(path), "--unowned", "--today", "2026-11-02", "--lang", lang]
    assert exit_code([*arguments, "--dry-run", "--json"]) == 0
    assert {table.id(row) for row in new} <= {
        one["account"] for one in json.loads(capsys.readouterr().out)["handover"]
    }
    assert exit_code(arguments) == 0
    said = capsys.readouterr().out
    assert ("新负责人" if lang == "zh" else "New owners") in said
    assert all(open_book(path, today=TODAY).book.table("customers").get("owner")[row] for row in new)
    assert exit_code(arguments) == 2


@pytest.mark.parametrize("arguments", [[], ["S08", "--unowned"]])
def test_whose_accounts_they_are_is_said_once(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code(["handover", str(SAMPLES / "sales-en.xlsx"), *arguments, "--lang", "en"]) == 2
    assert "one of the two" in capsys.readouterr().err


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
