"""A person's weekly review as a sheet: for one, some or all; renewed in place, what people type stays, nobody else's in it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import SetCell
from sheetsales.schema.bind import bind
from sheetsales.texts import Lang
from tests.in_book.books import check, edited, run, sample, sheet
from tests.office.office import wrong_values
from tests.sheets.books import tracker

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
LIN = "周-林晓燕"


def weekly(folder: Path, lang: Lang, who: str, *more: str) -> Path:
    path = sample(folder, lang)
    run("sheets", "add", path, "person", "--who", who, *more)
    return path


def texts(path: Path, title: str) -> list[str]:
    found = sheet(path, title)
    return [str(c.value) for row in found.iter_rows() for c in row if c.value is not None]


@pytest.mark.parametrize(("lang", "who", "title", "goal"), [
    ("zh", "林晓燕", LIN, 180_000), ("en", "Laura Bennett", "Week-Laura Bennett", 180_000),
])  # fmt: skip
def test_targets_and_what_is_missing(tmp_path: Path, lang: Lang, who: str, title: str, goal: int) -> None:
    found = sheet(weekly(tmp_path, lang, who), title)
    month = [found.cell(6, column).value for column in (3, 4, 5, 6)]
    assert month == [goal, 0, goal, 0]
    year = [found.cell(8, column).value for column in (3, 4, 5, 6)]
    assert year == [2_710_000, 2_896_000, 0, pytest.approx(2896 / 2710)]
    assert str(sheet(weekly(tmp_path, lang, who), title, formulas=True)["D8"].value).startswith(
        "=SUM(SUMIFS(tblPipeline["
    )


def test_last_week_this_week_and_the_rows_to_put_right(tmp_path: Path) -> None:
    found = sheet(weekly(tmp_path, "zh", "林晓燕"), LIN)
    done = [[found.cell(row, column).value for column in (1, 3, 4)] for row in range(12, 15)]
    assert done == [["电话", 15, 40], ["拜访（含演示）", 5, 4], ["到期的任务", 7, 7]]
    due = [(found.cell(row, 1).value, found.cell(row, 6).value) for row in range(20, 26)]
    assert due[0] == (dt.datetime(2026, 9, 23), "绍锦印染有限公司")
    assert [str(found.cell(row, 1).value) for row in range(36, 39)] == ["商机!E8", "商机!D34", "客户!J15"]
    assert "“128000”是文本" in str(found["C36"].value)
    assert "请改成数字 128000" in str(found["F36"].value)


def test_it_holds_nothing_of_other_people(tmp_path: Path) -> None:
    said = " ".join(texts(weekly(tmp_path, "zh", "林晓燕"), LIN))
    for other in ("赵国梁", "何嘉怡", "吴昊", "孙可"):
        assert other not in said
    assert "提成" not in said


def test_for_some_and_for_all(tmp_path: Path) -> None:
    some = weekly(tmp_path, "zh", "林晓燕,S04")
    titles = [name for name in openpyxl.load_workbook(some).sheetnames if name.startswith("周-")]
    assert titles == [LIN, "周-赵国梁"]
    run("sheets", "add", some, "person", "--who", "all")
    titles = [name for name in openpyxl.load_workbook(some).sheetnames if name.startswith("周-")]
    assert (len(titles), len(set(titles))) == (7, 7)
    before = some.read_bytes()
    run("sheets", "add", some, "person", "--who", "all")
    assert some.read_bytes() == before


def test_whose_has_to_be_said(tmp_path: Path) -> None:
    path = sample(tmp_path, "zh")
    assert "--who" in run("sheets", "add", path, "person", code=2)
    assert "没有这个人：“王五”" in run(
        "sheets", "add", path, "周回顾", "--who", "王五", "--lang", "zh", code=2
    )


def test_a_check_renews_it_and_what_was_typed_stays(tmp_path: Path) -> None:
    path = weekly(tmp_path, "zh", "林晓燕")
    edited(path, SetCell(CellRef(LIN, 47, 2), "客户换了采购"), SetCell(CellRef("商机", 8, 5), 128_000))
    check(path, today="2026-11-09")
    found = sheet(path, LIN)
    assert found["B47"].value == "客户换了采购"
    assert "本周 2026-11-09 至 2026-11-15" in str(found["A2"].value)
    assert found["H2"].value == dt.datetime(2026, 11, 9)
    assert "商机!E8" not in texts(path, LIN)
    before = path.read_bytes()
    check(path, today="2026-11-09")
    assert path.read_bytes() == before


def test_it_is_read_as_no_records(tmp_path: Path) -> None:
    plain, path = sample(tmp_path, "en"), tmp_path / "all.xlsx"
    path.write_bytes(plain.read_bytes())
    run("sheets", "add", path, "person", "dashboard", "process", "--who", "all")
    bindings = [[(t.sheet, t.record.key) for t in bind(read_workbook(book)).tables] for book in (plain, path)]
    assert bindings[0] == bindings[1]
    shown = run("sheets", path, "--lang", "en")
    for line in ("✓ Dashboard (dashboard)", "✓ Sales process table (process)", "✓ Weekly review (person)"):
        assert line in shown


def test_a_person_who_is_gone_from_team_is_left_as_it_was(tmp_path: Path) -> None:
    path = weekly(tmp_path, "zh", "林晓燕")
    team = next(t for t in bind(read_workbook(path)).tables if t.record.key == "team")
    grid = read_workbook(path).grid(team.sheet)
    assert grid is not None
    column = team.by_key["id"].sheet_column
    row = next(r for r in range(team.first_row, team.last_row + 1) if grid.value(r, column) == "S03")
    edited(path, SetCell(CellRef(team.sheet, row, column), "S99"))
    before = texts(path, LIN)
    check(path, today="2026-11-09")
    assert texts(path, LIN) == before


def test_a_tracker_without_a_team_says_so(tmp_path: Path) -> None:
    path = tracker(tmp_path / "跟单.xlsx")
    run("adopt", path, "--yes")
    assert "李静" in run("sheets", "add", path, "person", "--who", "李静", "--lang", "zh", code=2)
    assert "人员表里没有在职的人" in run(
        "sheets", "add", path, "person", "--who", "all", "--lang", "zh", code=2
    )


@pytest.mark.office
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_stored_value_is_what_libreoffice_computes(tmp_path: Path, lang: Lang) -> None:
    assert not wrong_values(weekly(tmp_path, lang, "all"), tmp_path / "out")[1]
