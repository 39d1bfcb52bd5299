"""Clicks answered by a watcher that really runs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sheetsales.backends.clicks import watcher as files
from tests.buttons import books
from tests.buttons.jobs import answer, make_job
from tests.serve.running import PATIENCE, run, until, watcher, workers

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="looks at processes as Linux shows them"
)


def answered(job: Path) -> bool:
    return (job / "done.txt").exists()


def has_ended(pid: int) -> bool:
    try:
        return ") Z " in Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_one_watcher_answers_click_after_click_and_outlives_a_worker(
    home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with watcher() as process:
        first = make_job(home, books.sample("en"), "check", "20261102-1")
        until(lambda: answered(first))
        assert "findings" in answer(first).message
        assert (first / "progress.txt").exists()

        bad = make_job(home, b"no workbook", "check", "20261102-2")
        until(lambda: answered(bad))
        assert "snapshot.xlsx" in answer(bad).message

        (killed,) = workers(process)
        os.kill(killed, signal.SIGKILL)
        until(lambda: [pid for pid in workers(process) if pid != killed] != [])
        again = make_job(home, books.sample("en"), "check", "20261102-3")
        until(lambda: answered(again))

        assert run("serve", "--lang", "en") == 2
        assert f"process {process.pid}" in capfd.readouterr().err
        assert run("serve", "--stop", "--lang", "en") == 0
        assert "has stopped" in capfd.readouterr().out
        assert process.wait(PATIENCE) == 0
    assert files.last_watcher() is None
    log = (home / files.LOG).read_text(encoding="utf-8")
    assert "click 20261102-1 ended with 0" in log
    assert "click 20261102-2 ended with 2" in log
    assert "销售" not in log
    assert log.count("stopped") == 1


def test_sigterm_ends_it_cleanly_and_its_workers_with_it(home: Path) -> None:
    with watcher("--debug") as process:
        until(lambda: len(workers(process)) == 1)
        known = files.last_watcher()
        assert known is not None
        assert known.is_alive
        assert known.pid == process.pid
        assert known.python == sys.executable
        job = make_job(home, books.foreign(), "check", "20261102-1")
        until(lambda: answered(job))
        left = workers(process)
    assert process.returncode == 0
    assert not [pid for pid in left if not has_ended(pid)]
    assert files.last_watcher() is None
    assert "销售 1.xlsm" in (home / files.LOG).read_text(encoding="utf-8")


def test_a_watcher_that_is_killed_leaves_its_seat_and_its_worker_ends(home: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "sheetsales", "serve"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    until(lambda: len(workers(process)) == 1)
    (worker,) = workers(process)
    process.kill()
    process.communicate(timeout=PATIENCE)
    until(lambda: has_ended(worker))
    assert files.last_watcher() is not None
    with files.seat() as is_ours:
        assert is_ours
