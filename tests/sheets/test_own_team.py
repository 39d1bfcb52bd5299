"""A Team sheet with the owners a workbook names; then the planning commands work on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from sheetsales.cli.main import main
from sheetsales.errors import NothingToDo
from sheetsales.planning.arising.lacking import lacking
from sheetsales.template.adding.spoken import told
from sheetsales.workflow.adding import add_sheets
from sheetsales.workflow.adopting import keep, propose_for
from sheetsales.workflow.opening import open_book

TODAY = dt.date(2026, 11, 30)
DEALS = (
    ("编号", "客户名称", "项目名称", "阶段", "金额", "负责人", "协办人", "下一步", "下一步日期"),
    ("O-1", "甬江厂", "改造", "方案沟通", 10_000, "王芳", "老刘", "送样", "2026-12-01"),
    ("O-2", "海宁厂", "监测", "样品测试", 20_000, " 张伟 ", None, "报价", "2026-12-02"),
    ("O-3", "余姚厂", "节电", "已签约", 30_000, "王芳", None, None, None),
)


def _book(path: Path, sheets: dict[str, Sequence[Sequence[object]]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    keep(propose_for(path))
    return path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return _book(tmp_path / "p.xlsx", {"商机总表": DEALS})


def _run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--today", "2026-11-30", "--lang", "zh"])
    return int(str(ended.value.code))


def test_owners_are_listed_once_and_told(book: Path) -> None:
    added = add_sheets(book, ["team"], today=TODAY)
    team = open_book(book, today=TODAY).book.table("team")
    rows = list(zip(*(team.get(key) for key in ("id", "name", "role", "active")), strict=True))
    assert rows == [
        ("S01", "王芳", "rep", True), ("S02", "张伟", "rep", True), ("S03", "老刘", "rep", True),
    ]  # fmt: skip
    said = list(told(added.addition, "p.xlsx", "zh", dry_run=False))
    assert any(line.startswith("“人员”里先列了您表里的 3 位负责人：王芳、张伟、老刘。") for line in said)
    assert list(open_book(book, today=TODAY).book.table("pipeline").get("owner")) == ["S01", "S02", "S01"]


def test_the_name_of_a_sheet_counts_as_an_owner(tmp_path: Path) -> None:
    rows = [("客户名称", "联系人", "联系电话", "下次跟进时间"), *(
        (f"客户{n}", f"赵{n}", f"1380000{n:04d}", "2026-12-01") for n in range(1, 7)
    )]  # fmt: skip
    path = _book(tmp_path / "c.xlsx", {"王芳": rows, "张伟": rows})
    add_sheets(path, ["team"], today=TODAY)
    assert list(open_book(path, today=TODAY).book.table("team").get("name")) == ["王芳", "张伟"]


def test_nobody_named_brings_a_blank_sheet(tmp_path: Path) -> None:
    rows = [
        ("订单编号", "签单日期", "客户", "金额"),
        *((f"R-{n}", "2026-10-01", "甬江", n) for n in range(6)),
    ]
    path = _book(tmp_path / "o.xlsx", {"订单": rows})
    assert add_sheets(path, ["team"], today=TODAY).addition.notices == ()


@pytest.mark.parametrize(
    ("command", "sheet"),
    [
        (("tasks", "add"), "tasks"), (("tasks", "done"), "tasks"), (("allocate",), "tasks"),
        (("handover", "{book}", "王芳"), "team"), (("targets", "split", "{book}", "--from", "2027", "--by", "month"), "targets"),
    ],
)  # fmt: skip
def test_what_is_missing_is_named_with_the_command_that_adds_it(
    command: tuple[str, ...], sheet: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [word.replace("{book}", str(book)) for word in command]
    assert _run(*words, *(() if str(book) in words else (str(book),))) == 2
    assert f"sheetsales sheets add 工作簿 {sheet}" in capsys.readouterr().err


def test_the_planning_half_works_once_they_are_there(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add_sheets(book, ["stages", "steps", "team", "tasks", "targets"], today=TODAY)
    assert _run("tasks", "add", str(book)) == 0
    said = capsys.readouterr().out
    assert "送样" in said
    assert "报价" in said
    assert _run("allocate", str(book)) == 0
    assert _run("handover", str(book), "王芳", "--to", "张伟", "--dry-run") == 0
    assert "改造 → 张伟" in capsys.readouterr().out
    assert _run("check", str(book)) in (0, 1)


def test_why_no_tasks_came_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [row[:6] for row in DEALS]
    path = _book(tmp_path / "p.xlsx", {"商机总表": rows})
    add_sheets(path, ["tasks"], today=TODAY)
    assert _run("tasks", "add", str(path)) == 0
    said = capsys.readouterr().out
    assert "没有新任务" in said
    assert "  按流程步骤的：没有流程步骤表。加一张：sheetsales sheets add 工作簿 steps。" in said
    assert "  按约好的下一步的：商机表没有“下一步日期”列。" in said
    assert "  按客户联系的：没有客户表。" in said
    assert len(list(lacking(open_book(path, today=TODAY).book))) == 4


def test_a_handover_without_a_team_is_refused(book: Path) -> None:
    from sheetsales.planning.handover import hand_over

    with pytest.raises(NothingToDo, match="sheets add BOOK team"):
        hand_over(open_book(book, today=TODAY).book, "王芳", today=TODAY)
