"""Several runs at once: each works on what the one before it left, none overwrites another, none gives up."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sheetsales.errors import EditConflict, WorkbookLocked
from sheetsales.texts import same
from sheetsales.workflow.checking import check
from sheetsales.workflow.newest import ATTEMPTS, on_newest
from tests.checking.files import TODAY, cells, team_book

START = """
import sys, time
from pathlib import Path
from sheetsales.cli.main import main
import sheetsales.workflow.checking, sheetsales.checking.as_json, sheetsales.backends.ooxml.apply
Path(sys.argv[1]).touch()
while not Path(sys.argv[2]).exists():
    time.sleep(0.001)
main(sys.argv[3:])
"""


def at_once(folder: Path, *commands: list[str]) -> list[tuple[int, str]]:
    """Exit code and output of commands in processes of their own that begin together."""
    go = folder / "go"
    ready = [folder / f"ready{i}" for i in range(len(commands))]
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", START, str(mark), str(go), *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        for mark, command in zip(ready, commands, strict=True)
    ]
    deadline = time.monotonic() + 30
    while not all(mark.exists() for mark in ready) and time.monotonic() < deadline:
        time.sleep(0.005)
    go.touch()
    said = [run.communicate(timeout=60)[0] for run in runs]
    return [(run.returncode, text) for run, text in zip(runs, said, strict=True)]


def test_checks_at_once_all_come_to_their_end_and_note_each_change_once(tmp_path: Path) -> None:
    book = team_book(tmp_path / "book.xlsx")
    command = ["check", str(book), "--today", TODAY.isoformat(), "--lang", "en"]
    done = at_once(tmp_path, *[[*command, "--json"]] * 3)
    assert [code for code, _ in done] == [1, 1, 1], done
    assert len({json.dumps(json.loads(said)["findings"]) for _, said in done}) == 1
    assert len(cells(book, "阶段记录")) == 5
    before = book.read_bytes()
    check(book, today=TODAY)
    assert book.read_bytes() == before


def test_what_somebody_else_writes_meanwhile_is_kept(tmp_path: Path) -> None:
    book = team_book(tmp_path / "book.xlsx")
    plan = tmp_path / "plan.json"
    edit = {"op": "set_cell", "at": "客户!B2", "value": "甬润机械（集团）"}
    plan.write_text(json.dumps({"version": 1, "edits": [edit]}), encoding="utf-8")
    done = at_once(
        tmp_path,
        ["check", str(book), "--today", TODAY.isoformat()],
        ["apply", str(plan), str(book)],
        ["check", str(book), "--today", TODAY.isoformat(), "--fix"],
    )
    assert [code for code, _ in done] == [1, 0, 1], done
    assert cells(book, "客户")[1][1] == "甬润机械（集团）"
    assert len(cells(book, "检查结果")) > 1


def test_a_workbook_that_never_comes_to_rest_is_left_to_the_others(tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes(b"0")
    tries: list[int] = []

    def overtaken() -> None:
        tries.append(1)
        book.write_bytes(b"0" * (len(tries) + 1))
        raise EditConflict(same("changed"))

    with pytest.raises(WorkbookLocked, match="saved by somebody else"):
        on_newest(book, overtaken)
    assert len(tries) == ATTEMPTS


def test_what_stands_in_the_way_of_an_unchanged_workbook_is_said_at_once(tmp_path: Path) -> None:
    tries: list[int] = []

    def held() -> None:
        tries.append(1)
        raise WorkbookLocked(same("open in Excel"))

    with pytest.raises(WorkbookLocked, match="open in Excel"):
        on_newest(tmp_path / "gone.xlsx", held)
    assert tries == [1]
