"""The sheet that is the process: made, brought up to date in place, undone; what people type on it stays."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import Area, CellRef
from sheetsales.cells.edits import AddColumns, AppendRows, ReplaceRows, SetCell, SetFormat, SetName
from sheetsales.cells.values import EditValue, Formula
from sheetsales.pages.laid_out import named_cell
from sheetsales.schema.bind import bind
from sheetsales.texts import Lang
from tests.in_book.books import TITLES, check, edited, run, sample, sheet, table
from tests.office.office import wrong_values
from tests.reports.test_process_table import STEPS
from tests.sheets.books import tracker

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
ZH = TITLES["process"]["zh"]
CODE, LABEL, IMPROVE = "代码", "阶段 / 步骤", "改进措施"


def rows(path: Path, lang: Lang = "zh") -> dict[str, dict[str, object]]:
    found = table(sheet(path, TITLES["process"][lang]), "tblProcess")
    return {str(row["代码" if lang == "zh" else "Code"]): row for row in found}


def put(path: Path, at: str, value: EditValue) -> None:
    row = int(at.lstrip("ABCDEFGHIJKL"))
    edited(path, SetCell(CellRef(ZH, row, "ABCDEFGHIJKL".index(at[0]) + 1), value))


def test_the_month_somebody_chose_is_the_reports(tmp_path: Path) -> None:
    path = sample(tmp_path, "zh", "process")
    put(path, "B2", "2026-10")
    check(path)
    found = rows(path)
    due = {code: (found[code]["目标"] or 0, found[code]["实际"] or 0) for code, *_ in STEPS}
    assert due == {code: (due, done) for code, due, done, *_ in STEPS}
    assert str(found["identify"]["实际"]).startswith("74%")


@pytest.mark.parametrize(
    ("lang", "heading", "told"),
    [
        ("zh", "目的", "线索不丢，来源可查。"),
        ("en", "Objective", "No lead is lost, and its source is on record."),
    ],
)
def test_every_step_says_what_it_is_for(tmp_path: Path, lang: Lang, heading: str, told: str) -> None:
    assert rows(sample(tmp_path, lang, "process"), lang)["ID1"][heading] == told


def test_what_stages_and_steps_say_is_read_from_there(tmp_path: Path) -> None:
    path = sample(tmp_path, "zh", "process")
    found = table(sheet(path, ZH, formulas=True), "tblProcess")
    step = next(row for row in found if row[CODE] == "ID1")
    assert (
        step[LABEL] == '=INDEX(tblSteps[步骤 *],MATCH(tblProcess[[#This Row],[代码]],tblSteps[代码 *],0))&""'
    )
    assert all(str(step[heading]).startswith("=") for heading in ("目的", "责任人", "时间节点", "操作标准"))
    assert not any(str(step[heading]).startswith("=") for heading in (CODE, "目标", "实际", "评价"))


@pytest.mark.parametrize(("lang", "codes", "named"), [
    ("zh", ("指定责任人", "代理人"), "林晓燕（代理 陈立群）"), ("en", ("Named person", "Deputy"), "Laura Bennett (deputy Daniel Cole)"),
])  # fmt: skip
def test_who_is_named_stands_there(tmp_path: Path, lang: Lang, codes: tuple[str, str], named: str) -> None:
    path = sample(tmp_path, lang, "process")
    steps = "流程步骤" if lang == "zh" else "Steps"
    book = read_workbook(path)
    bound = next(t for t in bind(book).tables if t.record.key == "steps")
    person, deputy = (bound.by_key[key].sheet_column for key in ("person", "deputy"))
    first, second = named.replace("（代理 ", "|").replace(" (deputy ", "|").rstrip("）)").split("|")
    edited(
        path,
        SetCell(CellRef(steps, bound.first_row, person), first),
        SetCell(CellRef(steps, bound.first_row, deputy), second),
    )
    assert [c.heading for c in bound.columns if c.column.key in ("person", "deputy")] == list(codes)
    check(path)
    assert rows(path, lang)["ID1"]["责任人" if lang == "zh" else "Responsible"] == named


def test_once_more_writes_nothing_and_a_dry_run_neither(tmp_path: Path) -> None:
    path = sample(tmp_path, "zh")
    before = path.read_bytes()
    assert "会加进 book-zh.xlsx：销售管理流程表。" in run(
        "sheets", "add", path, "process", "--dry-run", "--lang", "zh"
    )
    assert path.read_bytes() == before
    run("sheets", "add", path, "process")
    added = path.read_bytes()
    assert "已经都有" in run("sheets", "add", path, ZH, "--lang", "zh")
    assert path.read_bytes() == added
    check(path)
    checked = path.read_bytes()
    check(path)
    assert path.read_bytes() == checked


def test_the_findings_are_the_same(tmp_path: Path) -> None:
    plain, shown = sample(tmp_path, "zh"), tmp_path / "shown.xlsx"
    shown.write_bytes(plain.read_bytes())
    run("sheets", "add", shown, "process")
    for path in (plain, shown):
        check(path)
    found = [
        [[c.value for c in row] for row in sheet(path, "检查结果").iter_rows()] for path in (plain, shown)
    ]
    assert found[0] == found[1]
    bindings = [
        [(t.sheet, t.record.key) for t in bind(read_workbook(path)).tables] for path in (plain, shown)
    ]
    assert bindings[0] == bindings[1], "it holds no records"


def test_what_people_type_stays_when_steps_come_and_go(tmp_path: Path) -> None:
    path = sample(tmp_path, "zh", "process")
    found = sheet(path, ZH)
    rows_of = {str(found.cell(row, 1).value): row for row in range(7, found.max_row + 1)}
    put(path, f"K{rows_of['NE1']}", "提纲统一用模板")
    edited(
        path,
        AddColumns("tblProcess", ("备注",)),
        SetCell(CellRef(ZH, rows_of["NE1"], 12), "周会讲"),
        SetFormat(Area(ZH, 6, 3, 6, 3), width=60),
    )
    steps = table(sheet(path, "流程步骤"), "tblSteps")
    kept: list[dict[str, EditValue]] = [dict(row) for row in steps if row["代码 *"] != "ID2"]  # type: ignore[arg-type]
    extra: dict[str, EditValue] = {
        "阶段 *": "成交",
        "顺序 *": 9,
        "代码 *": "WO9",
        "步骤 *": "寄感谢信",
        "责任角色 *": "销售",
    }
    edited(path, ReplaceRows("tblSteps", tuple(kept)), AppendRows("tblSteps", (extra,)))
    check(path)
    now = rows(path)
    assert ("ID2" in now, "WO9" in now) == (False, True)
    assert (now["NE1"][IMPROVE], now["NE1"]["备注"]) == ("提纲统一用模板", "周会讲")
    assert [row[IMPROVE] for code, row in now.items() if code != "NE1"] == [None] * (len(now) - 1)
    assert now["WO9"][LABEL] == "寄感谢信"
    assert sheet(path, ZH).column_dimensions["C"].width == 60


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    path = sample(tmp_path, "zh", "process")
    edited(path, SetFormat(Area(ZH, 8, 2, 8, 2), fill="FFFF00"))
    put(path, "H9", 99)
    put(path, "J10", Formula('"自己写的"', "自己写的"))
    check(path)
    found = sheet(path, ZH)
    assert found["B8"].fill.fgColor.rgb == "FFFFFF00"
    assert found["H9"].value != 99
    assert found["J10"].value == "自己写的", "a formula of the team's own stays"


@pytest.mark.parametrize(
    ("typed", "told"), [("去年", "“去年”不是已经开始的月份"), ("2027-01", "“2027-01”不是已经开始的月份")]
)
def test_a_month_that_is_none(tmp_path: Path, typed: str, told: str) -> None:
    path = sample(tmp_path, "zh", "process")
    put(path, "B2", typed)
    check(path)
    assert str(sheet(path, ZH)["C2"].value).startswith(told)
    put(path, "B2", None)
    check(path)
    assert str(sheet(path, ZH)["C2"].value).startswith("2026-11")


def test_a_month_typed_as_a_date(tmp_path: Path) -> None:
    path = sample(tmp_path, "zh", "process")
    put(path, "B2", dt.date(2026, 9, 1))
    check(path)
    assert str(sheet(path, ZH)["C2"].value).startswith("2026-09")


def test_undone_it_stays_empty_until_somebody_asks_again(tmp_path: Path) -> None:
    path = sample(tmp_path, "zh", "process")
    run("undo", path)

    def held() -> list[object]:
        return [c.value for row in sheet(path, ZH).iter_rows() for c in row if c.value is not None]

    assert held() == [c.value for c in sheet(path, ZH)[6]]
    check(path)
    assert held() == [c.value for c in sheet(path, ZH)[6]]
    run("sheets", "add", path, "process")
    assert (sheet(path, ZH)["A1"].value, rows(path)["ID1"][LABEL]) == (ZH, "登记线索")


def test_rows_above_and_another_name_do_not_hide_it(tmp_path: Path) -> None:
    path = sample(tmp_path, "zh", "process")
    names = read_workbook(path).names
    assert names["ss_process_said"] == "销售管理流程表!$A$3"
    edited(path, SetName("ss_process_said", "销售管理流程表!$A$9"))  # as where six rows came in above
    check(path)
    assert str(sheet(path, ZH)["A9"].value).startswith("本月应完成步骤")
    edited(path, SetName("ss_process_said", "#REF!"))
    assert named_cell(read_workbook(path), "ss_process_said") is None
    check(path, today="2026-11-03")


def test_a_tracker_of_the_teams_own(tmp_path: Path) -> None:
    path = tracker(tmp_path / "跟单.xlsx")
    run("adopt", path, "--yes")
    said = run("sheets", "add", path, "process", "--lang", "zh")
    assert "已加进 跟单.xlsx：销售管理流程表。" in said
    found = rows(path)
    assert found["quote"][LABEL] == "报价"
    assert found["QU1"]["操作标准"] == "金额与测算表一致，折扣已填，没有折扣填 0。"
    written = path.read_bytes()
    run("sheets", "add", path, "process")
    assert path.read_bytes() == written


def test_without_deals_there_is_nothing_to_show(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("客户").write_row(0, 0, ["客户名称", "联系人", "电话", "等级"])
    book.close()
    assert "商机" in run("sheets", "add", path, "process", "--lang", "zh", code=2)


@pytest.mark.office
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_stored_value_is_what_libreoffice_computes(tmp_path: Path, lang: Lang) -> None:
    count, wrong = wrong_values(sample(tmp_path, lang, "process"), tmp_path / "out")
    assert count > 200
    assert not wrong, "\n".join(wrong)
