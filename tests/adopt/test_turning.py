"""A sheet laid out downwards is asked about, and turned by a sheet of formulas that follow it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from sheetsales.adopt import Answers
from sheetsales.adopt.answers import LEAVE, SheetAnswer
from sheetsales.backends.reader import read_workbook
from sheetsales.book.load import load
from sheetsales.cells.edits import EditPlan, SetCell
from sheetsales.cli.main import main
from sheetsales.errors import NothingToDo
from sheetsales.pages import find
from sheetsales.schema.bind import bind
from sheetsales.schema.reading import READING
from sheetsales.workflow.adopting import keep, propose_for, taken
from sheetsales.workflow.writing import write_plan

TODAY = dt.date(2026, 11, 30)
CHINESE: list[list[object]] = [
    ["2026年重点项目", None, None, None],
    ["客户名称", "甬江机械", "海宁纺织", "乐清电气"],
    ["项目名称", "气密检测", "在线检测", "检具"],
    ["阶段", "报价", "谈判", "需求分析"],
    ["预计金额（万元）", 28, 15.5, 8],
    ["负责人", "王芳", "张伟", "王芳"],
    ["预计成交日期", dt.date(2026, 12, 15), dt.date(2026, 12, 20), dt.date(2027, 1, 10)],
    ["备注", "重点", None, "等预算"],
]
ENGLISH: list[list[object]] = [
    ["Customer", "Norbury", "Acme"],
    ["Deal name", "Gateway", "Sensors"],
    ["Stage", "Proposal", "Negotiation"],
    ["Amount", 9000, 8000],
    ["Owner", "Amy", "Bob"],
    ["Expected close", dt.date(2026, 12, 15), dt.date(2026, 12, 20)],
]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return _file(tmp_path / "cards.xlsx", "重点项目", CHINESE)


def _file(path: Path, sheet: str, rows: list[list[object]]) -> Path:
    workbook = openpyxl.Workbook()
    page = workbook.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(row)
    workbook.save(path)
    return path


def test_it_is_asked_about_and_left_alone_until_answered(book: Path) -> None:
    proposal = propose_for(book).proposal
    (question,) = proposal.questions
    assert (question.subject, question.about, [o.code for o in question.options]) == (
        "sheet",
        "重点项目",
        ["pipeline"],
    )
    assert not proposal.tables
    assert [(r.sheet, r.kind) for r in proposal.refused] == [("重点项目", "cards")]
    with pytest.raises(NothingToDo):
        propose_for(book, Answers({"重点项目": SheetAnswer(LEAVE)}))


def test_it_is_turned_by_formulas_and_read(book: Path) -> None:
    before = read_workbook(book).grid("重点项目")
    proposed = propose_for(book, Answers({"重点项目": SheetAnswer("pipeline")}))
    assert proposed.turned == ("重点项目（横排）",)
    keep(proposed)
    workbook = read_workbook(book)
    assert workbook.grid("重点项目") == before
    deals = load(workbook, bind(workbook), today=TODAY)[0].table("pipeline")
    assert list(deals.raw["customer"]) == ["甬江机械", "海宁纺织", "乐清电气"]
    assert [float(amount) for amount in deals.get("amount")] == [280000, 155000, 80000]
    assert deals.get("expected_close")[2] == dt.date(2027, 1, 10)
    page = openpyxl.load_workbook(book)["重点项目（横排）"]
    assert page["A2"].value == '=IF(ISBLANK(重点项目!B2),"",重点项目!B2)'
    assert page["A5"].value == '=IF(ISBLANK(重点项目!E2),"",重点项目!E2)'
    assert page.max_row == 1 + 3 + 20


def test_a_second_run_changes_nothing(book: Path) -> None:
    keep(propose_for(book, Answers({"重点项目": SheetAnswer("pipeline")})))
    again = propose_for(book)
    assert not again.plan.edits
    assert [t.sheet for t in again.proposal.tables] == ["重点项目（横排）"]


def test_an_answer_on_the_sheet_of_questions_turns_it_too(book: Path) -> None:
    keep(propose_for(book, asks=True))
    place = find(read_workbook(book), READING)
    assert place is not None
    (row,) = [i for i, cells in enumerate(place.rows) if cells[0] == "请回答"]
    write_plan(book, EditPlan((SetCell(place.cell(row, 6), "商机"),)))
    found = taken(read_workbook(book))
    (table,) = bind(found.workbook).of("pipeline")
    assert table.sheet == "重点项目（横排）"
    write_plan(book, EditPlan(found.edits))
    assert len(load(read_workbook(book), bind(read_workbook(book)), today=TODAY)[0].table("pipeline")) == 3


def test_a_name_that_is_taken_is_numbered(tmp_path: Path) -> None:
    path = _file(tmp_path / "b.xlsx", "Deals", ENGLISH)
    workbook = openpyxl.load_workbook(path)
    workbook.create_sheet("Deals (rows)")["A1"] = "kept"
    workbook.save(path)
    assert propose_for(path, Answers({"Deals": SheetAnswer("pipeline")})).turned == ("Deals (rows)2",)


def test_the_command_says_what_was_added(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _file(tmp_path / "b.xlsx", "Deals", ENGLISH)
    answers = tmp_path / "map.toml"
    answers.write_text('[sheets."Deals"]\nrecord = "pipeline"\n', encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["adopt", str(path), "--map", str(answers), "--lang", "en"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert "“Deals (rows)” was added: a row for each record" in said
    with pytest.raises(SystemExit) as ended:
        main(["check", str(path), "--today", "2026-11-30", "--lang", "en"])
    assert ended.value.code in (0, 1)
    assert "2 open deals" in capsys.readouterr().out
