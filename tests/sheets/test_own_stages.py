"""A Stages sheet drafted in the words a team's deals use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import EditPlan, SetCell
from sheetsales.indicators.facts import gather
from sheetsales.indicators.forecast import win_chances
from sheetsales.schema.bind import bind
from sheetsales.template.adding.spoken import told
from sheetsales.workflow.adding import Added, add_sheets
from sheetsales.workflow.adopting import keep, propose_for
from sheetsales.workflow.checking import check
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.writing import write_plan

TODAY = dt.date(2026, 11, 30)
WORDS = ("已拜访", "初步接触", "方案沟通", "样品测试", "待签合同", "已签约", "丢单", "甲乙丙丁")


def _tracker(path: Path, words: Sequence[str] = WORDS) -> Path:
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("商机总表")
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ("编号", "客户名称", "项目名称", "阶段", "金额", "负责人", "关闭日期"))
        for row, word in enumerate(words, 1):
            sheet.write_row(row, 0, (f"O-{row}", f"客户{row}厂", f"项目{row}", word, 10_000 * row, "小王"))
            if word in ("已签约", "丢单"):
                sheet.write_datetime(row, 6, dt.datetime(2026, 10, 5), day)
    keep(propose_for(path))
    return path


def _add(path: Path) -> Added:
    return add_sheets(path, ["stages"], today=TODAY)


def _stages(path: Path) -> list[tuple[object, ...]]:
    table = open_book(path, today=TODAY).book.table("stages")
    columns = (table.get(key) for key in ("code", "name_zh", "kind", "win_probability", "max_days"))
    return list(zip(*columns, strict=True))


def test_the_words_stay_and_come_in_the_order_of_a_funnel(tmp_path: Path) -> None:
    path = _tracker(tmp_path / "s.xlsx")
    _add(path)
    assert _stages(path) == [
        ("contact", "已拜访", "open", 0.15, None),
        ("contact2", "初步接触", "open", 0.15, None),
        ("present", "方案沟通", "open", 0.35, None),
        ("present2", "样品测试", "open", 0.35, None),
        ("negotiate", "待签合同", "open", 0.75, None),
        ("won", "已签约", "won", 1.0, None),
        ("lost", "丢单", "lost", 0.0, None),
        ("stage1", "甲乙丙丁", None, None, None),
    ]


def test_deals_are_in_the_stages_of_their_own_words(tmp_path: Path) -> None:
    path = _tracker(tmp_path / "s.xlsx")
    _add(path)
    book = open_book(path, today=TODAY).book
    assert list(book.table("pipeline").get("stage")) == [
        "contact", "contact2", "present", "present2", "negotiate", "won", "lost", "stage1",
    ]  # fmt: skip
    assert "pipeline.stage" not in bind(read_workbook(path)).values
    keep(propose_for(path))
    assert list(open_book(path, today=TODAY).book.table("pipeline").get("stage"))[3] == "present2"


def test_it_is_told_what_was_drafted_and_what_is_left_to_fill_in(tmp_path: Path) -> None:
    added = _add(_tracker(tmp_path / "s.xlsx"))
    zh = list(told(added.addition, "s.xlsx", "zh", dry_run=False))
    assert any(line.startswith("“流程阶段”按您自己的阶段名拟好了：已拜访、初步接触") for line in zh)
    assert "类别还空着、要您填的：甲乙丙丁。" in zh
    assert "赢率是通用的起点：还没有阶段记录可算。" in zh


def test_ends_that_no_deal_names_are_added(tmp_path: Path) -> None:
    path = _tracker(tmp_path / "s.xlsx", ("已拜访", "样品测试"))
    added = _add(path)
    assert [row[:3] for row in _stages(path)][2:] == [("won", "成交", "won"), ("lost", "输单", "lost")]
    assert "表里没有出现、补上的：成交、输单。" in list(told(added.addition, "s", "zh", dry_run=False))


def test_words_of_the_packaged_process_bring_its_sheet(tmp_path: Path) -> None:
    path = _tracker(tmp_path / "s.xlsx", ("报价", "谈判", "成交"))
    assert _add(path).addition.notices == ()
    assert len(_stages(path)) == 10


def test_a_second_run_adds_nothing(tmp_path: Path) -> None:
    path = _tracker(tmp_path / "s.xlsx")
    _add(path)
    before = path.read_bytes()
    assert _add(path).addition.plan.edits == ()
    assert path.read_bytes() == before


def test_chances_are_those_of_its_own_history(tmp_path: Path) -> None:
    path = _tracker(tmp_path / "s.xlsx", ("样品测试",) * 6)
    check(path, today=dt.date(2026, 9, 1))
    ends = [SetCell(CellRef("商机总表", row, 4), "已签约" if row < 6 else "丢单") for row in range(2, 7)]
    ends += [SetCell(CellRef("商机总表", row, 7), dt.date(2026, 9, 20)) for row in range(2, 7)]
    write_plan(path, EditPlan(tuple(ends)))
    keep(propose_for(path))
    check(path, today=dt.date(2026, 10, 1))
    facts = gather(open_book(path, today=TODAY).book, TODAY)
    chance = win_chances(facts)["present"]
    assert (chance.wins, chance.ended) == (4, 5)
    added = _add(path)
    (present,) = [row for row in _stages(path) if row[1] == "样品测试"]
    assert present[3] == pytest.approx(round(chance.value, 2))
    assert any("您已结的 5 单" in notice.zh for notice in added.addition.notices)
