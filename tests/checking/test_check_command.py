"""``check`` on real files: what it writes, what it leaves, what it exits with, and what it must not import."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sheetsales.cli.main import main
from sheetsales.texts import Lang, same
from sheetsales.workflow import checking
from tests.checking.files import PIPELINE, TODAY, cells, team_book

HEAVY = (
    "pandas",
    "openpyxl",
    "xlwings",
    "pydantic",
    "rich",
    "numpy",
    "xlsxwriter",
    "lxml",
    "highspy",
    "icalendar",
)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    with pytest.raises(SystemExit) as stop:
        main(["check", *map(str, arguments), "--today", TODAY.isoformat()])
    return int(stop.value.code or 0), capsys.readouterr().out


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def findings(path: Path, sheet: str = "检查结果") -> list[tuple[Any, ...]]:
    """Code, record, column and since of every row of the sheet."""
    return [(row[1], row[4], row[5], row[10]) for row in cells(path, sheet)[1:]]


NOW = dt.datetime(2026, 11, 2)
EXPECTED = [
    ("SS209", "O-0118", "进入阶段日期", NOW),
    ("SS304", "O-0118", "进入阶段日期", NOW),
    ("SS204", "O-0109", "预计成交", NOW),
]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_writes_findings_check_column_and_ids_and_a_second_run_writes_nothing(
    lang: Lang, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = team_book(tmp_path / "book.xlsx", lang)
    code, said = run(capsys, book, "--lang", lang)
    assert code == 1
    sheet, pipeline = ("检查结果", "商机") if lang == "zh" else ("Findings", "Pipeline")
    assert sheet in said.splitlines()[-1]
    rows = cells(book, pipeline)
    assert rows[3][0] == "O-0119"
    assert [row[7] for row in rows[1:]][3] is None
    assert rows[2][7] == (
        "1 提醒：预计成交已过（预计成交）"
        if lang == "zh"
        else "1 warning: Expected close has passed (Expected close)"
    )
    assert [row[1] for row in cells(book, sheet)[1:]] == ["SS302", "SS209", "SS204"]
    before = digest(book)
    code, said = run(capsys, book, "--lang", lang)
    assert code == 1
    assert digest(book) == before
    assert len(list((tmp_path / ".sheetsales").rglob("*.xlsx"))) == 1


def test_the_terminal_speaks_as_asked_and_the_sheet_as_the_workbook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = team_book(tmp_path / "book.xlsx", "zh")
    _, said = run(capsys, book, "--lang", "en")
    assert said.startswith("3 open deals, 1 stalled, worth ¥2.86m; speak first to these two people: ")
    assert cells(book, "检查结果")[0][0] == "严重程度"


def test_rows_may_be_sorted_without_a_finding_growing_younger(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = team_book(tmp_path / "book.xlsx")
    run(capsys, book)
    first = findings(book)
    stored = cells(book, "_sheetsales")
    heading, *rows = cells(book, "商机")
    other = team_book(tmp_path / "sorted.xlsx", pipeline=[heading, *rows[::-1]])
    run(capsys, other)
    assert sorted(findings(other)) == sorted(first)
    assert next(v for k, v in cells(other, "_sheetsales") if k == "check.since") == next(
        v for k, v in stored if k == "check.since"
    )


def test_a_clean_workbook_exits_with_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    heading, *_, good = PIPELINE["zh"]
    clean = [heading, ["O-0118", *good[1:]]]
    code, said = run(capsys, team_book(tmp_path / "book.xlsx", pipeline=clean), "--lang", "zh")
    assert code == 0
    assert "没有发现问题。" in said.splitlines()


def test_a_dry_run_writes_nothing_and_json_is_one_document_with_the_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = team_book(tmp_path / "book.xlsx")
    before = digest(book)
    code, said = run(capsys, book, "--dry-run", "--json", "--lang", "zh")
    document = json.loads(said)
    assert code == 1
    assert digest(book) == before
    assert list(document) == ["findings", "summary", "plan"]
    assert {edit["op"] for edit in document["plan"]["edits"]} == {"set_cell", "add_sheet"}
    assert document["plan"]["book"] == before
    keys = [
        "code",
        "severity",
        "sheet",
        "sheet_key",
        "cell",
        "record",
        "column",
        "column_key",
        "value",
        "message",
        "hint",
    ]
    assert list(document["findings"][0])[: len(keys)] == keys
    assert "plan" not in json.loads(run(capsys, book, "--json")[1])
    assert "预演" in run(capsys, team_book(tmp_path / "other.xlsx"), "--dry-run", "--lang", "zh")[1]


def test_baseline_is_kept_in_the_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = team_book(tmp_path / "book.xlsx")
    code, said = run(capsys, book, "--baseline", "--lang", "zh")
    assert code == 0
    assert "另有 5 处是先前接受的老问题，没有列出。" in said
    before = digest(book)
    assert run(capsys, book)[0] == 0
    assert digest(book) == before


def test_a_finding_says_since_when(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = team_book(tmp_path / "book.xlsx")
    with pytest.raises(SystemExit):
        main(["check", str(book), "--today", "2026-10-05"])
    run(capsys, book)
    assert {(code, since) for code, _, _, since in findings(book)} == {
        ("SS302", dt.datetime(2026, 10, 5)), ("SS209", dt.datetime(2026, 10, 5)),
        ("SS204", dt.datetime(2026, 10, 5)),
    }  # fmt: skip


def test_what_writing_has_to_say_comes_after_the_next_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    done = checking.check(team_book(tmp_path / "book.xlsx"), today=TODAY, dry_run=True)
    told = replace(done, applied=replace(done.applied, notices=(same("Signature kept."),)))
    monkeypatch.setattr(checking, "check", lambda *_, **__: told)
    assert run(capsys, tmp_path / "book.xlsx")[1].splitlines()[-1] == "Signature kept."


def test_a_file_that_is_none_exits_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, tmp_path / "none.xlsx")[0] == 2


def test_nothing_heavy_is_imported(tmp_path: Path) -> None:
    book = team_book(tmp_path / "book.xlsx")
    script = (
        "import sys\nfrom sheetsales.cli.main import main\n"
        f"try:\n    main(['check', {str(book)!r}, '--today', '2026-11-02'])\n"
        f"except SystemExit as stop:\n    assert stop.code == 1, stop.code\nprint([m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert done.stdout.splitlines()[-1] == "[]"
