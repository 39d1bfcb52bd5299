"""The sheet Reading: questions with drop-downs, everything that was bound, answers taken in by adopt, check and a click."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from sheetsales.adopt import Answers
from sheetsales.adopt.reading.offers import Offer, offer_named
from sheetsales.backends.ooxml.looks_read import read_looks
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import EditPlan, SetCell, SetVisibility
from sheetsales.cells.grid import Workbook
from sheetsales.cli.main import main
from sheetsales.errors import BadRequest, NothingToDo
from sheetsales.pages import Place, find
from sheetsales.schema.bind import bind
from sheetsales.schema.reading import LISTS, READING, answer_count
from sheetsales.workflow.adopting import keep, propose_for
from sheetsales.workflow.checking import check
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.writing import write_plan

TODAY = dt.date(2026, 11, 30)
ROWS = (
    ("客户名称", "项目名称", "阶段", "预算", "负责人", "备注"),
    ("甬江厂", "空压机改造", "待签合同", 80000, "李静", "老客户"),
    ("海宁厂", "用电监测", "报价", 120000, "周晓峰", "要样品"),
    ("绍兴厂", "平台一期", "成交", 60000, "李静", "回款中"),
    ("余姚厂", "注塑机节电", "谈判", 90000, "周晓峰", "等预算"),
)


def _make(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> None:
    with xlsxwriter.Workbook(str(path)) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for row, cells in enumerate(rows):
                sheet.write_row(row, 0, cells)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "跟进.xlsx"
    _make(path, {"一组": ROWS, "二组": ROWS})
    keep(propose_for(path, asks=True))
    return path


def _place(path: Path) -> Place:
    place = find(read_workbook(path), READING)
    assert place is not None
    return place


def _rows(path: Path) -> list[dict[str, object]]:
    place = _place(path)
    return [dict(zip(place.keys.values(), row, strict=True)) for row in place.rows]


def _answer(path: Path, answers: Mapping[str, str]) -> None:
    """What somebody chooses in the drop-downs, by what stands in the column of his own words."""
    place = _place(path)
    edits = [
        SetCell(place.cell(i, 6), answers[str(row[2])])
        for i, row in enumerate(place.rows)
        if str(row[2]) in answers
    ]
    assert len(edits) == len(answers)
    write_plan(path, EditPlan(tuple(edits)))


def _sheet_is_visible(workbook: Workbook) -> bool:
    place = find(workbook, READING)
    grid = workbook.grid(place.sheet) if place else None
    return grid is not None and grid.visibility == "visible"


def test_questions_stand_first_then_what_was_bound_then_what_is_left(book: Path) -> None:
    rows = _rows(book)
    assert [(r["state"], r["yours"]) for r in rows[:2]] == [("请回答", "预算"), ("请回答", "待签合同")]
    assert rows[0] == {
        "state": "请回答", "sheet": "一组 等 2 张表", "yours": "预算", "sample": "80000 · 120000 · 60000 · 90000",
        "stake": "8 行，合计 70 万", "read": "金额？", "answer": None, "offers": "reading_pipeline", "sheets": "一组/二组",
    }  # fmt: skip
    bound = {r["yours"]: r["read"] for r in rows if r["state"] == "已认"}
    assert bound["客户名称"] == "客户"
    assert bound["（整张表）"] == "商机"
    assert {r["state"] for r in rows} == {"请回答", "已认"}


def test_the_drop_down_of_a_row_offers_what_may_be_meant_there(book: Path) -> None:
    workbook = read_workbook(book)
    place, lists = find(workbook, READING), find(workbook, LISTS)
    assert place is not None
    assert lists is not None
    (rule,) = read_looks(book, {place.sheet: ()})[place.sheet].rules
    assert rule.source == "INDIRECT($H2)"
    offered: dict[str, list[object]] = {}
    for name, choice in lists.rows:
        offered.setdefault(str(name), []).append(choice)
    assert set(offered) == {str(row[7]) for row in place.rows}
    assert offered["reading_pipeline"][0] == "不动"
    assert "金额" in offered["reading_pipeline"]
    assert {"合同", "订单"} <= set(offered["reading_sheets"])
    for name, choices in offered.items():
        first, last = (int(part) for part in re.findall(r"\$B\$(\d+)", workbook.names[name]))
        assert [row[1] for row in lists.rows[first - 2 : last - 1]] == choices


def test_a_second_run_writes_nothing(book: Path) -> None:
    before = book.read_bytes()
    keep(propose_for(book, asks=True))
    keep(propose_for(book))
    assert book.read_bytes() == before


def test_check_takes_the_answers_in_and_folds_the_sheet_away(book: Path) -> None:
    _answer(book, {"预算": "金额", "待签合同": "谈判"})
    assert answer_count(read_workbook(book)) == 2
    found = check(book, today=TODAY)
    assert any("2 个回答" in notice.zh for notice in found.judged.summary.notices)
    workbook = read_workbook(book)
    binding = bind(workbook)
    assert {t.by_key["amount"].heading for t in binding.of("pipeline")} == {"预算"}
    assert binding.values["pipeline.stage"]["待签合同"] == "negotiate"
    assert answer_count(workbook) == 0
    assert not _sheet_is_visible(workbook)
    before = book.read_bytes()
    check(book, today=TODAY)
    assert book.read_bytes() == before


def test_figures_go_by_the_answers_before_anything_is_written(book: Path) -> None:
    _answer(book, {"预算": "Amount"})
    before = book.read_bytes()
    opened = open_book(book, today=TODAY)
    assert len(opened.taken) > 1
    assert opened.source.grid("一组") is not None
    assert sum(opened.book.table("pipeline").get("amount")) == 700_000
    assert book.read_bytes() == before


def test_what_was_bound_wrongly_is_corrected_there(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _answer(book, {"备注": "下一步", "负责人": "不动"})
    with pytest.raises(SystemExit) as ended:
        main(["adopt", str(book), "--lang", "zh"])
    assert ended.value.code == 0
    assert "已读“识别确认”里的 2 个回答。" in capsys.readouterr().out
    for table in bind(read_workbook(book)).of("pipeline"):
        assert table.by_key["next_step"].heading == "备注"
        assert "owner" not in table.by_key
    assert _sheet_is_visible(read_workbook(book))  # two questions are still open


def test_a_sheet_may_be_left_alone_there(book: Path) -> None:
    place = _place(book)
    whole = next(i for i, row in enumerate(place.rows) if row[2] == "（整张表）")
    write_plan(book, EditPlan((SetCell(place.cell(whole, 6), "不读这张表"),)))
    with pytest.raises(
        NothingToDo, match="一组, 二组\\)"
    ):  # both sheets are laid out alike: nothing is left to read
        propose_for(book)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"预算": "金鹅"}, "识别确认!G2 写了“金鹅”，不在可选项里（不动、编号、客户"),
        ({"预算": "名称", "备注": "名称"}, "都选成了“名称”"),
    ],
)
def test_an_answer_that_cannot_be_meant_is_refused_with_its_cell(
    book: Path, answers: dict[str, str], said: str
) -> None:
    _answer(book, answers)
    with pytest.raises(BadRequest) as refused:
        open_book(book, today=TODAY)
    assert said in refused.value.text.zh
    assert "识别确认!G2" in refused.value.text.zh


def test_an_answer_for_a_heading_that_is_gone_is_refused_with_its_cell(book: Path) -> None:
    _answer(book, {"预算": "金额"})
    write_plan(book, EditPlan((SetCell(CellRef("二组", 1, 4), "预算额"),)))
    with pytest.raises(BadRequest) as refused:
        propose_for(book)
    assert "回答的是工作表“二组”的“预算”，现在没有" in refused.value.text.zh


def test_it_comes_back_to_sight_when_asked_for(book: Path) -> None:
    place = _place(book)
    write_plan(book, EditPlan((SetVisibility(place.sheet, "hidden"),)))
    keep(propose_for(book, asks=True))
    assert _sheet_is_visible(read_workbook(book))


def test_a_map_file_comes_over_the_sheet(book: Path) -> None:
    _answer(book, {"待签合同": "谈判"})
    proposed = propose_for(book, Answers(values={"pipeline.stage": {"待签合同": "won"}}))
    assert proposed.from_sheet == 1
    assert proposed.proposal.values["pipeline.stage"]["待签合同"] == "won"


def test_names_of_lists_are_read_back() -> None:
    for offer in (Offer(), Offer("pipeline"), Offer("pipeline", "stage")):
        assert offer_named(offer.name) == offer
    for name in ("", "lst_stage", "reading_nothing", "reading_pipeline__nothing"):
        assert offer_named(name) is None


def test_a_sheet_that_looks_like_a_copy_is_asked_about_and_may_count(tmp_path: Path) -> None:
    path = tmp_path / "月.xlsx"
    head = ("客户名称", "项目名称", "阶段", "预计金额", "负责人")
    rows = [head, *((f"甬江{n}厂", f"改造{n}", "报价", 1000 * n, "李静") for n in range(1, 9))]
    _make(path, {"商机10月": rows, "商机9月": rows})
    keep(propose_for(path, asks=True))
    place = _place(path)
    (copy,) = [i for i, row in enumerate(place.rows) if row[0] == "请回答"]
    assert str(place.rows[copy][5]).startswith("有 8 行与“商机10月”相同")
    write_plan(path, EditPlan((SetCell(place.cell(copy, 6), "商机"),)))
    assert len(open_book(path, today=TODAY).book.table("pipeline")) == 16
