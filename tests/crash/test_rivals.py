"""Ten runs at once on one workbook: each does its work on the newest state or says who holds it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sheetsales.backends.saving import list_backups
from tests.crash.books import NAME, lay_out, make_book
from tests.crash.rivals import own_edits, updates_of
from tests.crash.trials import PROJECT, outcome, posix


@posix
def test_ten_runs_at_once_three_of_them_killed() -> None:
    found = outcome("rivals", "--rounds", "1", "--kill", "3")
    assert (found["runs"], found["lost"]) == (10, 0)


def test_ten_commands_at_once(tmp_path: Path) -> None:
    book = lay_out(tmp_path, {NAME: make_book(10)})
    for run in range(10):
        (tmp_path / f"{run}.json").write_bytes(own_edits(run))
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "sheetsales", "apply", str(tmp_path / f"{run}.json"), str(book), "--lang", "zh"],
            cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )
        for run in range(10)
    ]  # fmt: skip
    said = [run.communicate(timeout=100)[1].decode("utf-8") for run in runs]
    ended = [run.returncode for run in runs]
    assert updates_of(book, 10) == [2 if code == 0 else 0 for code in ended]
    assert all(
        code == 0 or (code == 2 and "另一个 sheetsales 正在处理" in text)
        for code, text in zip(ended, said, strict=True)
    )
    assert len(list_backups(book)) == ended.count(0) > 0
