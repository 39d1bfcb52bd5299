"""The handbook, its sign-off page and the Gantt chart, as openpyxl reads them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from sheetsales.backends.reader import read_workbook
from sheetsales.book.book import Book
from sheetsales.reports.sop.build import Sop, build_sop
from sheetsales.reports.sop.handbook import NOBODY_SIGNED, Signed, signed_in
from sheetsales.texts import Lang
from sheetsales.workflow.opening import open_book
from tests.reports.sop.processes import TODAY, process, stage, step, wanted

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")


def made(
    book: Book, folder: Path, lang: Lang = "en", *, blank: bool = False, signed: Signed = NOBODY_SIGNED
) -> tuple[Sop, Path]:
    path = folder / "made.xlsx"
    return build_sop(book, wanted(lang, blank=blank), path, signed), path


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def below(sheet: Worksheet, text: str, column: int = 1) -> list[object]:
    """What stands in a column below the first cell that says so, up to the first blank one."""
    row = next(c.row for r in sheet.iter_rows() for c in r if c.value == text)
    found: list[object] = []
    while (value := sheet.cell(row + 1 + len(found), column).value) is not None:
        found.append(value)
    return found


@pytest.fixture(scope="session")
def handbooks(samples: dict[Lang, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[Lang, Path]:
    found: dict[Lang, Path] = {}
    for lang, path in samples.items():
        folder = tmp_path_factory.mktemp(f"sop-{lang}")
        found[lang] = made(open_book(path, today=TODAY).book, folder, lang)[1]
    return found


def test_every_stage_has_a_page_that_says_all_of_it(handbooks: dict[Lang, Path]) -> None:
    sheet = openpyxl.load_workbook(handbooks["zh"])["流程手册"]
    said = texts(sheet)
    for title in (
        "目的",
        "进入标准",
        "完成标准",
        "责任与期限",
        "现在怎样",
        "必填",
        "合规",
        "去向",
        "步骤",
        "凭什么算做了",
    ):
        assert title in said
    assert "5  报价" in said
    assert "近 12 个月通过 74%（61 单） · 标准 67% · 在手 8 单" in said
    assert "→ 谈判；↷ 可到成交；↩ 可退回产品介绍、需求分析；‖ 可转暂缓；✕ 输单" in said
    assert "QU2  折扣审批（按需）" in said
    assert any("为什么" not in text and text.startswith("C06  ") and "C07" in text for text in said)
    english = texts(openpyxl.load_workbook(handbooks["en"])["Handbook"])
    assert "74% passed in twelve months (n 61) · standard 67% · 8 open" in english
    assert "QU2  Approve the discount (where asked)" in english
    assert "来源；客户表的区域" in said
    assert "Source; on Customers: Region" in english
    assert any("at least 1 activity ·" in text for text in english)
    assert not [text for text in english if text == "None" or "{" in text]


def test_pages_begin_with_a_stage_and_name_the_version(handbooks: dict[Lang, Path]) -> None:
    sheet = openpyxl.load_workbook(handbooks["zh"])["流程手册"]
    starts = [brk.id for brk in sheet.row_breaks.brk]
    assert len(starts) == 9  # ten stages: on hold has no steps and shares its page with lost
    assert all(str(sheet.cell(row + 1, 1).value)[:1].isdigit() for row in starts)
    assert "未登记版本" in str(sheet.oddHeader)
    assert sheet.page_setup.orientation == "landscape"


def test_sign_off_lists_everybody_in_post_with_room_to_sign(handbooks: dict[Lang, Path]) -> None:
    sheet = openpyxl.load_workbook(handbooks["zh"])["签收"]
    names = below(sheet, "姓名", 2)
    assert "周敏" in names
    assert "马驰" not in names  # left in June
    assert len(below(sheet, "序号")) == len(names) + 6
    assert all(sheet.cell(5, column).value is None for column in (5, 6, 7))


def test_the_blank_one_names_nobody_and_counts_nothing(samples: dict[Lang, Path], tmp_path: Path) -> None:
    done, path = made(open_book(samples["zh"], today=TODAY).book, tmp_path, "zh", blank=True)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["流程图", "流程手册", "签收"]
    said = [text for sheet in book.worksheets for text in texts(sheet)]
    assert not [
        text for text in said if "周敏" in text or "陈立群" in text or "近 12 个月" in text or "5 人" in text
    ]
    assert below(book["签收"], "姓名", 2) == []
    assert len(below(book["签收"], "序号")) == 16
    assert done.running is None
    assert not [
        line
        for box in done.laid.sketch.boxes
        for line in box.texts
        if "本月" in line or ("人" in line and "陈" in line)
    ]


def test_the_newest_version_in_force_is_named(tmp_path: Path) -> None:
    rows = [
        {"version": "V1.0", "effective_on": dt.date(2025, 1, 1), "change": "First", "why": "-", "approved_by": "S01", "next_review": None},
        {"version": "V2.1", "effective_on": dt.date(2026, 9, 15), "change": "Approval first", "why": "-", "approved_by": "S01", "next_review": dt.date(2026, 12, 15)},
        {"version": "V3.0", "effective_on": dt.date(2027, 1, 1), "change": "Later", "why": "-", "approved_by": "S01", "next_review": None},
    ]  # fmt: skip
    done, path = made(process([stage("a", 1)], sop_revisions=rows), tmp_path)
    assert done.version is not None
    assert done.version.name == "V2.1"
    said = texts(openpyxl.load_workbook(path)["Handbook"])
    assert "Version V2.1 · in force from 2026-09-15 · approved by Ann · next review 2026-12-15" in said
    assert "Changed in this version: Approval first" in said


def test_a_version_may_say_little(tmp_path: Path) -> None:
    rows = [
        {
            "version": "V1",
            "effective_on": None,
            "change": None,
            "why": None,
            "approved_by": None,
            "next_review": None,
        }
    ]
    done, _ = made(process([stage("a", 1)], sop_revisions=rows), tmp_path)
    assert done.version_said == "Version V1"


def test_long_processes_print_on_several_pages(tmp_path: Path) -> None:
    steps = [
        step(f"s{n}", k, f"S{n}{k}", ("rep", "lead", "manager")[k % 3]) for n in range(20) for k in range(4)
    ]
    book = process([stage(f"s{n}", n + 1) for n in range(20)], steps)
    done, path = made(book, tmp_path)
    sheet = openpyxl.load_workbook(path)["Flow chart"]
    assert len(sheet.row_breaks.brk) == len(done.laid.breaks) > 0
    for brk, y in zip(sheet.row_breaks.brk, done.laid.breaks, strict=True):
        assert y <= brk.id * 24 < y + 26


def test_compliance_checks_nobody_describes_stand_by_their_code(tmp_path: Path) -> None:
    said = texts(
        openpyxl.load_workbook(made(process([stage("a", 1, compliance="X9")]), tmp_path)[1])["Handbook"]
    )
    assert "X9" in said


def test_a_stage_without_anything_written_still_has_its_page(tmp_path: Path) -> None:
    book = process(
        [stage("a", 1, role=None, max_days=None), stage("b", 2, kind="lost", role=None)],
        [step("a", 1, "A1", None, due_days=None, name="x" * 200)],
    )
    said = texts(openpyxl.load_workbook(made(book, tmp_path)[1])["Handbook"])
    assert "1  A" in said
    assert "▲ not named" in said
    assert f"A1  {'x' * 200}" in said
    assert "No steps are written down for this stage." in said
    assert "—" in said
    assert "No role named" in said


def test_signatures_are_read_back_and_taken_over(samples: dict[Lang, Path], tmp_path: Path) -> None:
    book = open_book(samples["en"], today=TODAY).book
    done, path = made(book, tmp_path)
    signing = openpyxl.load_workbook(path)
    sheet = signing["Sign-off"]
    row = next(c.row for c in sheet["B"] if c.value == "Helen Marsh")
    sheet.cell(row, 5).value, sheet.cell(row, 6).value = dt.datetime(2026, 10, 5), "H. Marsh"
    spare = row + len(below(sheet, "Name", 2)) - (row - 5)
    sheet.cell(spare, 2).value, sheet.cell(spare, 7).value = "A visitor", "What of refunds?"
    signing.save(path)

    signed = signed_in(read_workbook(path))
    assert signed.of(done.version_said)["Helen Marsh"][1] == "H. Marsh"
    assert signed.of("another version") == {}
    again = openpyxl.load_workbook(made(book, tmp_path, signed=signed)[1])["Sign-off"]
    line = next(r for r in again.iter_rows(values_only=True) if r[1] == "Helen Marsh")
    assert line[4:6] == (dt.datetime(2026, 10, 5), "H. Marsh")
    assert next(r for r in again.iter_rows(values_only=True) if r[1] == "A visitor")[6] == "What of refunds?"


def test_a_file_without_a_sign_off_page_has_no_signatures(samples: dict[Lang, Path], tmp_path: Path) -> None:
    assert signed_in(read_workbook(samples["en"])) is NOBODY_SIGNED
    path = tmp_path / "x.xlsx"
    book = openpyxl.Workbook()
    book.create_sheet("Sign-off").append(list("abcdefg"))
    book.save(path)
    assert signed_in(read_workbook(path)) is NOBODY_SIGNED


def test_the_gantt_chart_lists_tasks_and_steps_by_person(handbooks: dict[Lang, Path]) -> None:
    sheet = openpyxl.load_workbook(handbooks["zh"])["甘特图"]
    rows = [row[:6] for row in sheet.iter_rows(min_row=5, values_only=True) if row[0]]
    assert rows[0][:2] == ("周敏", "NG1 定谈判底线")
    assert rows[0][5] == "✕ 逾期 3 天"
    assert {str(row[5]).split()[0] for row in rows} == {"✕", "▲", "进行中", "未开始"}
    assert all(str(row[3]) <= str(row[4]) for row in rows)
    head = [str(cell.value)[:10] for cell in sheet[4][6:]]
    assert len(head) == 26
    assert head[5] == str(TODAY)
    assert "2026-10-31" not in head  # a Saturday
    formulas = [rule.formula[0] for area in sheet.conditional_formatting for rule in area.rules]
    assert formulas == ["AND($E5<$A$3,G$4>=$D5,G$4<=$A$3)", "AND(G$4>=$D5,G$4<=$E5)"]
    assert sheet.auto_filter.ref == f"A4:F{4 + len(rows)}"


def test_a_step_that_a_task_stands_for_is_not_listed_twice(tmp_path: Path) -> None:
    deal = {"id": "O-1", "customer": "K", "name": "N", "owner": "S01", "stage": "a", "stage_since": dt.date(2026, 10, 30),
            "next_step": None, "created_on": dt.date(2026, 10, 1)}  # fmt: skip
    stages, steps = (
        [stage("a", 1)],
        [step("a", n, f"A{n}", evidence="pipeline.next_step", due_days=9) for n in (1, 2)],
    )
    task = {"id": "T1", "title": "Call " * 20, "assignee": "S01", "due": dt.date(2026, 11, 20), "status": "open", "hours": 20,
            "customer": None, "opportunity": "O-1", "step": "A1"}  # fmt: skip
    rows = list(
        openpyxl.load_workbook(made(process(stages, steps, pipeline=[deal], tasks=[task]), tmp_path)[1])[
            "Gantt chart"
        ].iter_rows(min_row=5, max_col=6, values_only=True)
    )
    assert rows[0][1] == "A2 Do A2"
    assert str(rows[1][1]).endswith("…")
    assert rows[1][3:] == (dt.datetime(2026, 11, 18), dt.datetime(2026, 11, 20), "not begun")
    assert len(rows) == 2


def test_nothing_to_do_is_said(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(made(process([stage("a", 1)]), tmp_path)[1])["Gantt chart"]
    assert "There are no open tasks and no steps under way." in texts(sheet)


def test_more_than_fits_is_told(tmp_path: Path) -> None:
    tasks = [
        {"id": f"T{n}", "title": f"Do {n}", "assignee": "S01", "due": TODAY, "status": "open", "hours": None, "customer": None, "opportunity": None}
        for n in range(405)
    ]  # fmt: skip
    done, path = made(process([stage("a", 1)], tasks=tasks), tmp_path)
    assert done.running == 400
    said = texts(openpyxl.load_workbook(path)["Gantt chart"])
    assert any("405" in text and "The first 400 are listed here." in text for text in said)
    assert "▲ due today" in said
