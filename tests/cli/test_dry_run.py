"""``--dry-run`` of every command that writes: the file and its folder stay as they were, ``--json`` is one document."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from sheetsales.cli.main import main
from sheetsales.workflow.checking import check
from tests.checking.files import TODAY, team_book

ROOT = Path(__file__).parents[2]


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    with pytest.raises(SystemExit) as stop:
        main([*map(str, arguments)])
    said = capsys.readouterr()
    return int(stop.value.code or 0), said.out + said.err


def state(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(ROOT / "samples" / "sales-en.xlsx", tmp_path / "sales.xlsx"))


@pytest.mark.parametrize("command", ["run", "report"])
def test_a_report_is_made_and_thrown_away(
    book: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    before = state(book.parent)
    given = [command, book, "--month", "2026-10", "--today", TODAY, "--lang", "en", "--dry-run"]
    code, said = run(capsys, *given)
    assert code == (1 if command == "run" else 0)
    assert "Dry run: the report for 2026-10" in said
    document = json.loads(run(capsys, *given, "--json")[1])
    report: dict[str, Any] = document["report"] if command == "run" else document
    assert report["written"] is False
    assert state(book.parent) == before


def test_a_report_that_could_not_be_written_is_refused_in_a_dry_run_too(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "report", book, "--today", TODAY, "--dry-run", "-o", "none/x.xlsx")[0] == 2
    assert run(capsys, "run", book, "--month", "nope", "--today", TODAY, "--dry-run")[0] == 2


def test_restore_says_to_what_it_would_go_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = team_book(tmp_path / "book.xlsx")
    assert run(capsys, "restore", book, "--dry-run", "--lang", "en")[0] == 2
    check(book, today=TODAY)
    before = state(tmp_path)
    code, said = run(capsys, "restore", book, "--dry-run", "--lang", "zh")
    assert code == 0
    assert said.startswith("这是预演：“book.xlsx”会恢复到 ")
    document = json.loads(run(capsys, "restore", book, "--dry-run", "--json")[1])
    assert (document["written"], document["restored"]["number"]) == (False, 1)
    assert run(capsys, "restore", book, "--dry-run", "--to", "9")[0] == 2
    assert state(tmp_path) == before
    assert json.loads(run(capsys, "restore", book, "--json")[1])["written"] is True


def test_new_says_what_it_would_make(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "new.xlsx"
    given = ["new", book, "--today", TODAY, "--lang", "en"]
    code, said = run(capsys, *given, "--dry-run")
    assert (code, said) == (
        0, "Dry run: it would make new.xlsx: a blank workbook with the b2b process (8 stages); nothing was written.\n",
    )  # fmt: skip
    document = json.loads(run(capsys, *given, "--sample", "--dry-run", "--json")[1])
    assert (document["written"], document["opportunities"], document["replaced"]) == (False, 150, False)
    assert state(tmp_path) == {}
    document = json.loads(run(capsys, *given, "--json")[1])
    assert (document["written"], document["stages"], document["opportunities"]) == (True, 10, 0)
    assert book.exists()
    assert run(capsys, *given, "--dry-run")[0] == 2, "a file stands there"
    assert json.loads(run(capsys, *given, "--force", "--dry-run", "--json")[1])["replaced"] is True
