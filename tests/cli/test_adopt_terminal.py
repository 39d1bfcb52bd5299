"""``adopt`` at a real terminal: questions, answers, and what is kept."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import xlsxwriter

from sheetsales.backends.reader import read_workbook
from sheetsales.schema.bind import bind
from tests.support.terminal import talk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal of its own needs a pty")

ROWS = (
    ("客户名称", "项目名称", "阶段", "预算", "负责人"),
    ("甬江厂", "空压机改造", "待签合同", 80000, "李静"),
    ("海宁厂", "用电监测", "报价", 120000, "周晓峰"),
    ("绍兴厂", "平台一期", "成交", 60000, "李静"),
    ("余姚厂", "注塑机节电", "谈判", 90000, "周晓峰"),
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "跟进.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("跟进表")
        for row, cells in enumerate(ROWS):
            sheet.write_row(row, 0, cells)
    return path


def test_answers_are_kept_once_they_are_confirmed(book: Path) -> None:
    said = talk(["adopt", str(book)], ["1", "", ""])
    assert said.code == 0
    assert "1/2  “预算”下面是 80000、120000、60000 …（4 行，合计 35 万）。是金额吗？" in said.text
    assert "     1 是，当金额   2 不是，留着不动   3 以后再问\n     [2] > 1\n" in said.text
    assert "2/2  阶段里的“待签合同”（1 单，合计 8 万）算：" in said.text
    assert "记下 2 个回答。" in said.text
    assert "存进工作簿？   1 存   2 先不存   [1] > " in said.text
    binding = bind(read_workbook(book))
    assert binding.of("pipeline")[0].by_key["amount"].heading == "预算"
    assert binding.values["pipeline.stage"]["待签合同"] == "negotiate"
    again = talk(["adopt", str(book)], [])
    assert "已经是这样" in again.text


def test_without_a_yes_nothing_is_written(book: Path) -> None:
    before = book.read_bytes()
    said = talk(["adopt", str(book)], ["s", ""], lang="en")
    assert "2 questions not answered" in said.text
    assert "Keep this in the workbook?   1 yes   2 not now   [2] > \n" in said.text
    assert "Nothing was written yet." in said.text
    assert (said.code, book.read_bytes()) == (0, before)


def test_leaving_in_the_middle_writes_nothing(book: Path) -> None:
    before = book.read_bytes()
    said = talk(["adopt", str(book)], ["1", "\x04"])
    assert said.code != 0
    assert "Traceback" not in said.text
    assert book.read_bytes() == before


def test_a_yes_asks_nothing(book: Path) -> None:
    said = talk(["adopt", str(book), "--yes"], [])
    assert "1/2" not in said.text
    assert "map.toml" in said.text
    assert bind(read_workbook(book)).adopted
