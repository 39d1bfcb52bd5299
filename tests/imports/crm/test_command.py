"""``import`` of records at the command line: what it says, what it asks, what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sheetsales.cli.main import main
from tests.imports.crm.support import TODAY, export, records, workbook

HEAD = ("Record ID", "Company name", "Phone Number", "Company owner", "Create Date")
ROWS = (
    ("7001", "Norbury Machinery Ltd", "020 7946 0123", "Ann Lee", "2026-01-02 10:00"),
    ("7002", "", "", "", ""),
    ("7003", "Glen Tarvie Ltd", "", "Ann Lee", "2026-01-03 11:00"),
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return workbook(tmp_path_factory.mktemp("crm") / "zh.xlsx", "zh").read_bytes()


@pytest.fixture
def book(empty: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    path.write_bytes(empty)
    return path


@pytest.fixture
def companies(tmp_path: Path) -> Path:
    return export(tmp_path / "companies.csv", (HEAD, *ROWS))


def run(capsys: pytest.CaptureFixture[str], *arguments: object, lang: str = "zh") -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(["import", *map(str, arguments), "--today", TODAY.isoformat(), "--lang", lang])
    captured = capsys.readouterr()
    return int(ended.value.code or 0), captured.out + captured.err


def test_it_says_what_came_in_and_where_the_rest_is(
    book: Path, companies: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(capsys, book, companies)
    assert code == 1
    assert "companies.csv（HubSpot，客户）：新增 2、没导入 1" in said
    assert "第 3 行没导入：Company name：没有名称（companies!B3）" in said
    assert "人员表新增 1 人：Ann Lee" in said
    assert "companies 错误.xlsx" in said
    code, said = run(capsys, book, companies, lang="en")
    assert "companies.csv (HubSpot, Customers): 2 as they were, 1 refused" in said


def test_json_tells_everything(book: Path, companies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, book, companies, "--json", "--dry-run")
    document: dict[str, Any] = json.loads(said)
    found = document["exports"][0]
    assert code == 1
    assert (found["system"], found["record_key"], found["counts"]["new"]) == ("hubspot", "customers", 2)
    assert found["new"][0] == {"id": "C-001", "external_id": "7001", "name": "Norbury Machinery Ltd"}
    assert found["refused"][0]["cell"] == "companies!B3"
    assert document["people"][0]["name"] == "Ann Lee"
    assert document["plan"]["edits"]
    assert not records(book, "customers", "name")


def test_somebody_at_the_keyboard_is_asked(
    book: Path, companies: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    for answer, rows in (("2", 0), ("1", 2)):
        monkeypatch.setattr("builtins.input", lambda answer=answer: answer)
        _, said = run(capsys, book, companies)
        assert "写进工作簿？" in said
        assert ("什么都没写。" in said) is (rows == 0)
        assert len(records(book, "customers", "name")) == rows


def test_a_map_says_what_headings_are(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = (("项目号", "项目", "甲方", "总价"), ("P1", "二号车间", "甬润机械有限公司", "12"))
    projects = export(tmp_path / "projects.csv", rows, encoding="gb18030", sign=";")
    toml = tmp_path / "map.toml"
    toml.write_text(
        'record = "pipeline"\n[columns]\n"项目号" = "key"\n"项目" = "名称"\n"甲方" = "客户"\n"总价" = "amount"\n',
        encoding="utf-8",
    )
    code, said = run(capsys, book, projects, "--map", toml)
    assert code == 0, said
    assert records(book, "pipeline", "name", "customer", "own:外部编号") == [("二号车间", "C-001", "P1")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("record = 1", "record 要写"),
        ("record = ", "读不了"),
        ('record = "pipeline"', "[columns]"),
        ('record = "pipeline"\n[columns]\n"A" = "nonsense"', "不是商机的列"),
    ],
)
def test_a_map_that_cannot_be_followed_is_refused(
    content: str, said: str, book: Path, companies: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toml = tmp_path / "map.toml"
    toml.write_text(content, encoding="utf-8")
    code, told = run(capsys, book, companies, "--map", toml)
    assert code == 2
    assert said in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--stage", "nonsense"), "他们的阶段=我们的阶段"),
        (("--stage", "x=nowhere"), "流程里没有“nowhere”"),
        (("--map", "nothing.toml"), "没有对应文件"),
        (("--from", "bank", "--as", "customers"), "记回款一次导一个文件"),
        (("--as", "receipts"), "记回款一次导一个文件"),
    ],
)
def test_options_that_cannot_be_followed_are_refused(
    arguments: tuple[str, ...],
    said: str,
    book: Path,
    companies: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, told = run(capsys, book, companies, *arguments)
    assert code == 2
    assert said in told


def test_a_file_without_records_is_refused(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(capsys, book, export(tmp_path / "odd.csv", (("a", "b"), ("1", "2"))))
    assert code == 2
    assert "认不出客户、联系人、商机或跟进记录" in said
