"""Long sheets beside theirs: made, kept in step, nothing of the team's lost, theirs as they are."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner

from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import AddColumns, EditPlan, SetCell
from sheetsales.cells.values import CellValue
from sheetsales.cli.tidy import tidy as command
from sheetsales.schema.bind import bind
from sheetsales.tidying.step import GONE, Kept
from sheetsales.workflow.tidying import tidy
from sheetsales.workflow.writing import write_plan

TODAY = dt.date(2026, 11, 30)
HEADINGS = ("客户名称", "项目", "负责人", "阶段", "预计金额(万元)", "预计成交日期", "跟进情况")
Rows = list[list[CellValue]]


def write(path: Path, sheets: Mapping[str, Sequence[Sequence[CellValue]]]) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if value is not None:
                        page.write(r, c, value)
    return path


def month(m: int) -> Rows:
    deals: Rows = [
        [f"甬润机械{m}{i}", f"改造{i}", "李安" if i % 2 else "王芳", "报价", 10.5 + i, dt.date(2026, m, 10 + i), f"{m}.{3 + i}电话；{m}.{10 + i}拜访 送样"]
        for i in range(4)
    ]  # fmt: skip
    return [[f"2026年{m}月跟进表"], list(HEADINGS), *deals]


def months() -> dict[str, Rows]:
    return {f"{m}月": month(m) for m in (8, 9)}


def said(kept: Kept) -> tuple[int, int, int, int]:
    return kept.added, kept.changed, kept.same, len(kept.gone)


def long(path: Path, sheet: str) -> list[tuple[CellValue, ...]]:
    grid = read_workbook(path).grid(sheet)
    assert grid is not None
    return list(zip(*grid.columns, strict=True))


def again(path: Path, sheets: Mapping[str, Sequence[Sequence[CellValue]]]) -> None:
    """Change theirs cell by cell, as people do."""
    workbook = read_workbook(path)
    edits = []
    for name, rows in sheets.items():
        grid = workbook.grid(name)
        assert grid is not None
        for r, row in enumerate(rows, 1):
            for c, value in enumerate([*row, *[None] * (len(HEADINGS) - len(row))], 1):
                if grid.value(r, c) != value:
                    edits.append(SetCell(CellRef(name, r, c), value))
    write_plan(path, EditPlan(tuple(edits)))


def test_monthly_sheets_become_one_long_sheet_and_theirs_stay_byte_for_byte(tmp_path: Path) -> None:
    path = write(tmp_path / "book.xlsx", months())
    with zipfile.ZipFile(path) as file:
        theirs = {name: file.read(name) for name in file.namelist() if "worksheets/sheet" in name}
    bound = bind(read_workbook(path)).tables
    dry = tidy(path, today=TODAY, dry_run=True)
    assert [(one.sheet, said(one)) for one in dry.sheets] == [
        ("汇总·商机", (8, 0, 0, 0)), ("跟进明细", (16, 0, 0, 0)),
    ]  # fmt: skip
    assert len(read_workbook(path).grids) == 2
    tidy(path, today=TODAY)
    with zipfile.ZipFile(path) as file:
        assert all(file.read(name) == content for name, content in theirs.items())
    deals, notes = long(path, "汇总·商机"), long(path, "跟进明细")
    first = dict(zip(deals[0], deals[1], strict=True))
    assert (first["客户"], first["金额"], first["预计成交"]) == ("甬润机械80", 105_000, dt.date(2026, 8, 10))
    assert (first["原工作表"], first["原单元格"], first["项目"]) == ("8月", "A3", "改造0")
    assert notes[1:3] == [
        (dt.date(2026, 8, 3), "甬润机械80", None, "王芳", "8.3电话", "8月", "G3", None),
        (dt.date(2026, 8, 10), "甬润机械80", None, "王芳", "8.10拜访 送样", "8月", "G3", None),
    ]
    assert bind(read_workbook(path)).tables == bound, "what is gathered there is not counted again"
    before = path.read_bytes()
    assert [said(one) for one in tidy(path, today=TODAY).sheets] == [(0, 0, 8, 0), (0, 0, 16, 0)]
    assert path.read_bytes() == before


def test_the_next_run_writes_what_changed_and_keeps_what_was_typed_beside(tmp_path: Path) -> None:
    path = write(tmp_path / "book.xlsx", months())
    tidy(path, today=TODAY)
    write_plan(
        path,
        EditPlan((AddColumns("tblTidyPipeline", ("我的话",)), AddColumns("tblTidyFollowUps", ("我的话",)))),
    )
    places = {g.name: g.last_column for g in read_workbook(path).grids}
    mine = {"汇总·商机": "要催", "跟进明细": "别丢"}
    write_plan(path, EditPlan(tuple(SetCell(CellRef(s, 2, places[s]), text) for s, text in mine.items())))
    sheets = months()
    sheets["8月"][2][3], sheets["8月"][2][6] = "成交", "8.3电话改了；8.10拜访 送样；8.20回访"
    sheets["9月"][3:] = [*sheets["9月"][4:], [None] * 7]
    again(path, sheets)
    result = {one.sheet: one for one in tidy(path, today=TODAY).sheets}
    assert said(result["汇总·商机"])[3] == 1
    assert result["汇总·商机"].gone == ["甬润机械91"]
    assert len(result["跟进明细"].gone) == 2
    deals, notes = long(path, "汇总·商机"), long(path, "跟进明细")
    assert dict(zip(deals[0], deals[1], strict=True))["阶段"] == "成交"
    assert deals[1][-1] == "要催"
    assert notes[1][-1] == "别丢"
    assert [row[4] for row in notes[1:4]] == ["8.3电话改了", "8.10拜访 送样", "8.20回访"]
    assert GONE.zh in deals[-1]
    before = path.read_bytes()
    second = tidy(path, today=TODAY).sheets
    assert [one.gone != [] for one in second] == [True, True], "told every time, until somebody deletes them"
    assert path.read_bytes() == before


def test_another_customer_in_the_same_cell_is_no_change_of_the_old_one(tmp_path: Path) -> None:
    path = write(tmp_path / "book.xlsx", months())
    tidy(path, today=TODAY)
    write_plan(path, EditPlan((AddColumns("tblTidyPipeline", ("我的话",)),)))
    at = next(g.last_column for g in read_workbook(path).grids if g.name == "汇总·商机")
    write_plan(path, EditPlan((SetCell(CellRef("汇总·商机", 2, at), "只说甬润80"),)))
    sheets = months()
    sheets["8月"][2] = ["别家公司", "别的", "李安", "报价", 1, dt.date(2026, 8, 1), None]
    again(path, sheets)
    tidy(path, today=TODAY)
    rows = long(path, "汇总·商机")
    assert [row[0] for row in rows if row[-1] == "只说甬润80"] == ["甬润机械80"]
    new = next(row for row in rows if row[0] == "别家公司")
    assert new[-1] is None


def test_a_new_column_of_theirs_comes_along(tmp_path: Path) -> None:
    path = write(tmp_path / "book.xlsx", months())
    tidy(path, today=TODAY)
    write_plan(path, EditPlan((SetCell(CellRef("9月", 2, 8), "竞品"), SetCell(CellRef("9月", 3, 8), "蓝衡"))))
    tidy(path, today=TODAY)
    rows = long(path, "汇总·商机")
    titles = [str(title) for title in rows[0]]
    assert [row[titles.index(titles[-1])] for row in rows if row[-1] is not None][1:] == ["蓝衡"]


@pytest.mark.parametrize("follow_up", ["10/8 call; 10/9 visit", "8/10 call; 9/10 visit"])
def test_days_that_can_be_read_both_ways_are_told_and_may_be_typed(tmp_path: Path, follow_up: str) -> None:
    heads: list[CellValue] = ["Customer", "Deal", "Stage", "Amount", "Expected close", "Follow-up"]

    def rows(name: str) -> Rows:
        deals: Rows = [
            [f"{name} Ltd {i}", f"Hall {i}", "Quotation", 1000 + i, dt.date(2026, 12, 1 + i), follow_up] for i in range(3)
        ]  # fmt: skip
        return [list(heads), *deals]

    sheets = {name: rows(name) for name in ("Ann Lee", "Bob Roe")}
    path = write(tmp_path / "book.xlsx", sheets)
    result = tidy(path, today=TODAY).sheets
    assert [one.sheet for one in result] == ["All Pipeline", "Follow-ups one by one"]
    assert str(result[1].unsure[0].at) == "'Ann Lee'!F2"
    deals, notes = long(path, "All Pipeline"), long(path, "Follow-ups one by one")
    assert dict(zip(deals[0], deals[1], strict=True))["Owner"] == "Ann Lee", (
        "the sheet is named after a person"
    )
    assert notes[1][:5] == (None, "Ann Lee Ltd 0", "Hall 0", "Ann Lee", follow_up.split("; ", maxsplit=1)[0])
    write_plan(path, EditPlan((SetCell(CellRef("Follow-ups one by one", 2, 1), dt.date(2026, 10, 8)),)))
    before = path.read_bytes()
    assert said(tidy(path, today=TODAY).sheets[1]) == (0, 0, 12, 0)
    assert path.read_bytes() == before
    assert long(path, "Follow-ups one by one")[1][0] == dt.date(2026, 10, 8)


def test_blocks_side_by_side_are_read_one_below_the_other(tmp_path: Path) -> None:
    block = ["客户名称", "项目", "阶段", "金额", "负责人"]
    rows: Rows = [[*block, None, *block]]
    rows += [[f"甲{i}公司", "A", "报价", 100 + i, "李安", None, f"乙{i}公司", "B", "成交", 200 + i, "王芳"] for i in range(6)]  # fmt: skip
    path = write(tmp_path / "book.xlsx", {"跟进": rows})
    assert [said(one) for one in tidy(path, today=TODAY).sheets] == [(12, 0, 0, 0)]
    found = long(path, "汇总·商机")
    assert [row[0] for row in found[1:]] == [f"{k}{i}公司" for k in "甲乙" for i in range(6)]


def test_the_command_says_what_it_did(tmp_path: Path) -> None:
    path = write(tmp_path / "book.xlsx", months())
    run = CliRunner().invoke
    asked = [str(path), "--today", "2026-11-30", "--lang"]
    dry = run(command, [*asked, "zh", "--dry-run"], standalone_mode=False)
    assert dry.return_value == 0
    assert "会新增表“汇总·商机”：8 行" in dry.output
    made = run(command, [*asked, "en"], standalone_mode=False)
    assert "New sheet “跟进明细”: 16 rows" in made.output
    sheets = months()
    sheets["8月"][2] = [None] * 7
    again(path, sheets)
    gone = run(command, [*asked, "en"], standalone_mode=False)
    assert gone.return_value == 1
    assert "1 row is gone" in gone.output
    told = run(command, [*asked, "en", "--json"], standalone_mode=False)
    assert json.loads(told.output)["sheets"][0]["gone"] == ["甬润机械80"]
    plain = write(tmp_path / "plain.xlsx", {"跟进": month(8)[1:-1]})
    assert (
        "Follow"
        not in run(command, [str(plain), "--lang", "en"], standalone_mode=False).output.split("\n")[1:]
    )


def test_nothing_to_tidy_is_said(tmp_path: Path) -> None:
    rows = [row[:6] for row in month(8)[1:]]
    path = write(tmp_path / "book.xlsx", {"跟进": rows})
    before = path.read_bytes()
    result = CliRunner().invoke(command, [str(path), "--lang", "en"], standalone_mode=False)
    assert result.return_value == 0
    assert "There is nothing to tidy" in result.output
    assert path.read_bytes() == before
