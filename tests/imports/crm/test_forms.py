"""Answers of forms: the questions are put on a sheet first, then the answers come in, each of them once."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from sheetsales.cells.edits import EditPlan, SetCell
from sheetsales.cli.main import main
from sheetsales.imports.crm.form_sheet import PAGE
from sheetsales.pages import find
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.taking_in import Told
from sheetsales.workflow.writing import write_plan
from tests.imports.crm.support import TODAY, export, records, taken_in, workbook

VISITS = (
    ("提交时间", "提交者", "客户名称", "谈了什么", "客户反馈", "下一步", "照片"),
    ("2026-11-28 09:12:33", "李安", "甬润机械", "看了二号车间", "价格偏高", "报价", "a.jpg"),
    ("2026-11-28 15:40:02", "李安", "无名公司", "第一次见面", None, None, None),
    ("2026-11-31 15:40:02", "罗波", "甬润机械", "日期不对", None, None, None),
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = workbook(tmp_path_factory.mktemp("forms") / "zh.xlsx", "zh")
    rows = (("客户编号", "客户名称", "客户行业", "负责人"), ("1", "甬润机械", None, "李安"))
    taken_in(path, export(path.parent / "c.csv", rows), told=Told("wukong"))
    return path.read_bytes()


@pytest.fixture
def book(empty: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    path.write_bytes(empty)
    return path


@pytest.fixture
def visits(tmp_path: Path) -> Path:
    return export(tmp_path / "拜访.csv", VISITS, encoding="gb18030")


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(["forms", *map(str, arguments), "--today", TODAY.isoformat(), "--lang", "zh"])
    captured = capsys.readouterr()
    return int(ended.value.code or 0), captured.out + captured.err


def asked(book: Path) -> dict[object, object]:
    """Question → column as the sheet says."""
    place = find(open_book(book, today=TODAY).workbook, PAGE)
    assert place is not None
    return {row[1]: row[3] for row in place.rows}


def test_questions_stand_on_a_sheet_first_and_answers_come_in_once(
    book: Path, visits: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(capsys, book, visits)
    assert code == 1
    assert "“表单”表里加了表单“拜访”的 7 个问题，答卷进“跟进记录”" in said
    assert not records(book, "activities", "date")
    questions = asked(book)
    assert (questions["提交时间"], questions["提交者"], questions["客户名称"]) == (
        "答卷编号",
        "答卷编号",
        "客户",
    )
    _set(book, {"谈了什么": "内容", "客户反馈": "内容", "下一步": "下一步", "照片": None})
    code, said = run(capsys, book, visits)
    assert code == 1
    assert "拜访.csv（表单，跟进记录）：新增 2、没导入 1" in said
    found = records(book, "activities", "date", "rep", "content", "next_step")
    assert found[0] == (dt.date(2026, 11, 28), "S01", "看了二号车间\n价格偏高", "报价")
    table = open_book(book, today=TODAY).book.table("activities")
    assert list(table.raw["customer"]) == ["C-001 甬润机械", "无名公司"], (
        "what nobody knows stands as it was typed"
    )
    code, said = run(capsys, book, visits)
    assert "没变 2、没导入 1" in said


def _set(book: Path, columns: dict[str, str | None]) -> None:
    place = find(open_book(book, today=TODAY).workbook, PAGE)
    assert place is not None
    rows = {row[1]: number for number, row in enumerate(place.rows)}
    edits = tuple(SetCell(place.cell(rows[question], 3), column) for question, column in columns.items())
    write_plan(book, EditPlan(edits))


def test_a_form_is_known_by_its_questions_and_a_new_one_is_taken_at_once_when_told(
    book: Path, visits: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, book, visits)
    wider = export(tmp_path / "other name.csv", tuple((*row, "x") for row in VISITS[:2]))
    code, said = run(capsys, book, wider, "--json")
    assert not json.loads(said)["proposed"]
    leads = (("ID", "公司名称", "联系人", "手机"), ("1", "新公司", "陈晓", "13000000147"))
    code, said = run(
        capsys, book, export(tmp_path / "leads.csv", leads), "--as", "customers", "--yes", "--json"
    )
    document = json.loads(said)
    assert code == 0
    assert document["proposed"][0]["questions"]["ID"] == "key"
    assert document["taken"]["exports"][0]["counts"]["new"] == 1
    assert records(book, "customers", "name", "contact", "phone")[-1] == ("新公司", "陈晓", "13000000147")


def test_a_dry_run_writes_nothing(book: Path, visits: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = book.read_bytes()
    code, said = run(capsys, book, visits, "--dry-run")
    assert code == 1
    assert "会加上" in said
    code, said = run(capsys, book, visits, "--dry-run", "--yes")
    assert "这是预演" in said
    assert book.read_bytes() == before


def test_what_cannot_be_followed_is_named(
    book: Path, visits: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(capsys, book, export(tmp_path / "empty.csv", (("x",),)))
    assert code == 2
    assert "没有答卷" in said
    run(capsys, book, visits)
    _set(book, {"照片": "没有这一列"})
    code, said = run(capsys, book, visits)
    assert code == 2
    assert "“没有这一列”不是跟进记录的列" in said.replace("对应文件里的", "")
    place = find(open_book(book, today=TODAY).workbook, PAGE)
    assert place is not None
    write_plan(book, EditPlan((SetCell(place.cell(0, 2), "商机"),)))
    code, said = run(capsys, book, visits)
    assert code == 2
    assert "不是要进的表" in said
