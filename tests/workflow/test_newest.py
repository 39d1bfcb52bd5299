"""Several runs at once: each works on what the one before it left, none overwrites another, none gives up."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sheetsales.errors import EditConflict, NothingToDo, WorkbookLocked
from sheetsales.texts import same
from sheetsales.workflow.allocating import allocate
from sheetsales.workflow.buttoning import add_buttons, remove_buttons
from sheetsales.workflow.checking import check
from sheetsales.workflow.handing import handover
from sheetsales.workflow.newest import ATTEMPTS, on_newest
from sheetsales.workflow.targeting import set_quotas, split_targets
from sheetsales.workflow.tasking import add_tasks, done_tasks
from sheetsales.workflow.undoing import undo
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


COMMANDS: dict[str, Callable[[Path], object]] = {
    "allocate": lambda book: allocate(book, today=TODAY),
    "handover": lambda book: handover(book, None, today=TODAY),
    "tasks": lambda book: add_tasks(book, today=TODAY),
    "done": lambda book: done_tasks(book, today=TODAY, mark=True),
    "split": lambda book: split_targets(book, "2026-11", today=TODAY, by={"person"}, to=set()),
    "quotas": lambda book: set_quotas(book, "2026-11", today=TODAY),
    "buttons": add_buttons,
    "no buttons": remove_buttons,
    "undo": undo,
}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_that_writes_plans_anew_on_what_another_run_left(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it reads first is outrun once; then it comes to its end as if it had been the only one."""
    book, tries = tmp_path / "book.xlsm", list[Path]()

    def outrun(path: Path, *_: object, **__: object) -> None:
        tries.append(path)
        if len(tries) == 1:
            other = path.with_name("other.tmp")
            other.write_bytes(b"what another run wrote")
            other.replace(path)
            raise WorkbookLocked(same("outrun"))
        raise NothingToDo(same("as if alone"))

    book.write_bytes(b"")
    for module in ("opening.open_book", "allocating.open_book", "handing.open_book", "tasking.open_book",
                   "targeting.open_book", "buttoning._read", "undoing.last_run"):  # fmt: skip
        monkeypatch.setattr(f"sheetsales.workflow.{module}", outrun)
    with pytest.raises(NothingToDo, match="as if alone"):
        COMMANDS[name](book)
    assert len(tries) == 2
