"""The watcher's round: what is handed out, what happens to what a worker leaves undone."""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sheetsales.backends.clicks import watcher as files
from sheetsales.backends.clicks.change_list import plain_text
from sheetsales.backends.clicks.job import write_config
from sheetsales.errors import BadRequest
from sheetsales.texts import Text
from sheetsales.workflow.serving import pool as pools
from sheetsales.workflow.serving import serve as serving
from sheetsales.workflow.serving.clicks import LONGEST_WAIT, TAKEN, Clicks
from sheetsales.workflow.serving.folder import Folder
from sheetsales.workflow.serving.pool import MOST_WORKERS, Ended, Pool
from sheetsales.workflow.serving.serve import Watch, serve, worker_command
from sheetsales.workflow.serving.task import CRASHED, READY, Outcome, Task, read_outcome, read_task
from tests.buttons import books
from tests.buttons.jobs import answer, make_job
from tests.serve.running import until

LOG = logging.Logger("pool")
HANGS = "import sys, time\nprint('ready', flush=True)\nfor line in sys.stdin: time.sleep(600)"
DIES = "import sys\nprint('ready', flush=True)\nsys.stdin.readline()\nsys.exit(7)"
SAYS = 'import sys\nprint(\'ready\', flush=True)\nfor line in sys.stdin: print(\'{"code": 0, "said": {"zh": "好", "en": "ok"}, "state": null}\', flush=True)'

REFUSES = 'import sys\nprint(\'ready\', flush=True)\nfor line in sys.stdin: print(\'{"code": 2, "said": {"zh": "无", "en": "no snapshot"}, "state": null}\', flush=True)'


def worker(program: str) -> list[str]:
    return [sys.executable, "-c", program]


@pytest.fixture
def said() -> list[Text]:
    return []


@pytest.fixture
def running(home: Path, said: list[Text], request: pytest.FixtureRequest) -> Iterator[threading.Event]:
    """A watcher in a thread, with the worker and the folder that the test names."""
    program, folder = request.param
    files.job_folder()
    stop, log = threading.Event(), logging.Logger("test")
    watched = None
    if folder:
        (home.parent / folder).mkdir()
        watched = Folder(home.parent / folder)
    watch = Watch(worker(program), log, said.append, not folder, watched)
    thread = threading.Thread(target=serve, args=(watch, stop))
    thread.start()
    yield stop
    stop.set()
    thread.join(30)
    assert not thread.is_alive()


@pytest.mark.parametrize("running", [(DIES, "")], indirect=True)
def test_a_click_whose_worker_dies_is_answered_all_the_same(running: threading.Event, home: Path) -> None:
    for number in (1, 2):
        job = make_job(home, books.foreign(), "check", f"20261102-{number}", language="en")
        until((job / "done.txt").exists)
        assert "sheetsales doctor" in answer(job).message
        assert not answer(job).ops


@pytest.mark.parametrize("running", [(REFUSES, "")], indirect=True)
def test_a_click_whose_worker_could_not_answer_is_answered_with_the_reason(
    running: threading.Event, home: Path
) -> None:
    job = make_job(home, books.foreign(), "check", "20261102-1", language="en")
    until((job / "done.txt").exists)
    assert answer(job).message == "no snapshot"


@pytest.mark.parametrize("running", [(HANGS, "")], indirect=True)
def test_a_second_click_on_a_busy_book_is_promised_an_answer_and_told_when_the_watcher_ends(
    running: threading.Event, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sheetsales.workflow.serving.pool._TO_END", 0.2)
    first = make_job(home, books.foreign(), "check", "20261102-1", language="en")
    until((first / "progress.txt").exists)
    second = make_job(home, books.foreign(), "check", "20261102-2", language="en")
    until((second / "progress.txt").exists)
    assert not (second / "done.txt").exists()
    running.set()
    until((second / "done.txt").exists)
    assert "was stopped" in answer(second).message


@pytest.mark.parametrize("running", [(HANGS, "")], indirect=True)
def test_a_cancelled_click_lets_its_worker_go(running: threading.Event, home: Path) -> None:
    job = make_job(home, books.foreign(), "check", "20261102-1")
    time.sleep(0.3)
    (job / "cancel.txt").write_text("1")
    until((job / "done.txt").exists)


@pytest.mark.parametrize("running", [(HANGS, "")], indirect=True)
def test_a_click_under_way_is_told_when_the_watcher_ends(
    running: threading.Event, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sheetsales.workflow.serving.pool._TO_END", 0.2)
    job = make_job(home, books.foreign(), "check", "20261102-1", language="en")
    time.sleep(0.5)
    running.set()
    until((job / "done.txt").exists)
    assert "was stopped" in answer(job).message


def test_a_task_that_takes_too_long_is_ended(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_config({"longest_run": "no number"})
    assert serving._longest_run() == 300
    write_config({"longest_run": "0.2"})
    stop = threading.Event()
    files.job_folder()
    watch = Watch(worker(HANGS), logging.Logger("test"), lambda _: None)
    thread = threading.Thread(target=serve, args=(watch, stop))
    thread.start()
    job = make_job(home, books.foreign(), "check", "20261102-1", language="en")
    until((job / "done.txt").exists)
    files.ask_to_stop()
    thread.join(30)
    assert not thread.is_alive()
    assert "took too long" in answer(job).message


@pytest.mark.parametrize(
    ("running", "words"), [((SAYS, "books"), "ok"), ((DIES, "books"), "fault")], indirect=["running"]
)
def test_a_workbook_saved_into_the_folder_is_checked_and_told_of(
    running: threading.Event, words: str, home: Path, said: list[Text], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "_FOLDER_PAUSE", 0.2)
    (home.parent / "books" / "a.xlsx").write_bytes(b"anything")
    until(lambda: bool(said))
    assert words in said[0].en
    time.sleep(0.8)
    assert len(said) == 1


def test_nobody_waits_behind_another_book_and_no_book_is_done_twice_at_once() -> None:
    pool = Pool(worker(HANGS), LOG)
    tasks = [Task("click", Path(f"/{n}"), book) for n, book in enumerate(("a", "a", "b", "c"))]
    try:
        assert [pool.give(task) for task in tasks] == [True, False, True, False]
        assert len(pool.running) == MOST_WORKERS
        pool.end(lambda task, _: task.book == "a")
        ended: list[Ended] = []

        def have_some() -> bool:
            ended.extend(pool.ended())
            return bool(ended)

        until(have_some)
        assert [(e.task, e.outcome.code) for e in ended] == [(tasks[0], CRASHED)]
        assert pool.give(tasks[3])
    finally:
        pool.end(lambda *_: True)
        pool.close()


def test_a_worker_that_dies_in_the_middle_of_a_line_is_gone_like_any_other() -> None:
    pool = Pool(worker("import sys\nsys.stdin.readline()\nprint('{\"code\"', end='', flush=True)"), LOG)
    try:
        assert pool.give(Task("click", Path("/a"), "a"))
        ended: list[Ended] = []

        def have_some() -> bool:
            ended.extend(pool.ended())
            return bool(ended)

        until(have_some)
        assert [e.outcome.code for e in ended] == [CRASHED]
    finally:
        pool.close()


def test_a_worker_that_died_idle_takes_nothing_and_is_replaced() -> None:
    pool = Pool(worker(f"print({READY!r}, end='', flush=True)"), LOG)
    try:
        pool._workers[0].process.wait(30)
        until(lambda: pool._workers[0].is_warm)
        assert not pool.give(Task("click", Path("/a"), "a"))
        until(lambda: list(pool.ended()) == [] and bool(pool._workers) and not pool._workers[0].is_gone)
        assert not pool.is_failing
    finally:
        pool.close()


def test_workers_that_die_at_their_start_are_tried_ever_more_seldom_and_say_why(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "_SHORTEST_PAUSE", 0.1)
    monkeypatch.setattr(pools, "_LONGEST_PAUSE", 0.3)
    pool = Pool(worker("import no_such_module_of_ours"), logging.getLogger("pool"))
    try:
        started = time.monotonic()
        until(lambda: list(pool.ended()) == [] and len(caplog.records) >= 4)
        assert time.monotonic() - started > 0.6
        assert pool.is_failing
        assert not pool.give(Task("click", Path("/a"), "a"))
    finally:
        pool.close()
    said = [record.getMessage() for record in caplog.records]
    assert [text.split("in ")[1].split(" s")[0] for text in said[:4]] == ["0.1", "0.2", "0.3", "0.3"]
    assert all("No module named 'no_such_module_of_ours'" in text for text in said)


def test_tasks_and_outcomes_come_through_as_they_were() -> None:
    task = Task("check", Path("/销售 1.xlsx"), "销售")
    assert read_task(task.line()) == task
    for outcome in (Outcome(0), Outcome(1, Text("一", "one"), (5, 6))):
        assert read_outcome(outcome.line()) == outcome
    assert worker_command()[0] == sys.executable


def test_only_fresh_clicks_that_nobody_took_are_waiting(home: Path) -> None:
    clicks = Clicks()
    fresh = make_job(home, books.foreign(), "check", "20261102-5")
    for number, name in enumerate(("progress.txt", "done.txt", "cancel.txt")):
        (make_job(home, b"", "check", f"20261102-{number}") / name).write_text("1")
    old = make_job(home, b"", "check", "20261102-3")
    os.utime(old / "request.txt", (0, time.time() - LONGEST_WAIT - 5))
    cut = make_job(home, b"", "check", "20261102-4", end="f" * 32)
    (home / "jobs" / "20261102-6").mkdir()
    assert [task.path.name for task in clicks.waiting()] == [fresh.name]
    assert cut.name not in clicks._over, "its request may still become whole"
    clicks.over(fresh)
    assert clicks.waiting() == []


def test_a_click_that_waits_for_a_worker_is_told_so_and_stays_waiting_until_it_is_answered(
    home: Path,
) -> None:
    clicks = Clicks()
    job = make_job(home, books.foreign(), "check", "20261102-1")
    task = clicks.waiting()[0]
    assert clicks.promised() == []
    clicks.promise(task)
    told = plain_text((job / "progress.txt").read_text(encoding="ascii").strip())
    assert told in (TAKEN.zh, TAKEN.en)
    (job / "progress.txt").write_text("again")
    clicks.promise(task)
    assert (job / "progress.txt").read_text() == "again"
    os.utime(job / "request.txt", (0, time.time() - LONGEST_WAIT - 5))
    assert [known.path for known in clicks.promised()] == [job]
    (job / "cancel.txt").write_text("1")
    assert clicks.waiting() == []


def test_a_click_whose_folder_is_gone_is_promised_nothing(home: Path) -> None:
    job = make_job(home, books.foreign(), "check", "20261102-1")
    clicks = Clicks()
    task = clicks.waiting()[0]
    (job / "progress.txt.tmp").mkdir()
    clicks.promise(task)
    assert not (job / "progress.txt").exists()


def test_a_folder_of_the_buttons_that_others_can_change_or_that_is_a_link_is_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir()
    elsewhere = home.parent / "elsewhere"
    elsewhere.mkdir()
    (home / "jobs").symlink_to(elsewhere)
    with pytest.raises(BadRequest, match="it is a link"):
        files.job_folder()
    (home / "jobs").unlink()
    assert files.job_folder().stat().st_mode & 0o777
    (home / "jobs").chmod(0o777)
    assert files.job_folder().stat().st_mode & 0o777 == 0o700
    monkeypatch.setattr(os, "geteuid", lambda: 4242)
    with pytest.raises(BadRequest, match="another user"):
        files.job_folder()
    monkeypatch.setenv("SHEETSALES_HOME", str(home.parent / "file" / "home"))
    (home.parent / "file").write_text("")
    with pytest.raises(BadRequest, match="cannot be made"):
        files.job_folder()


def test_a_file_system_without_locks_is_served_by_the_heartbeat(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.job_folder()

    def no_locks(_: int) -> bool:
        raise OSError("no locks")

    monkeypatch.setattr(files, "seize", no_locks)
    with files.seat() as is_ours:
        assert is_ours
    files.beat("/usr/bin/python3", "1")
    with files.seat() as is_ours:
        assert not is_ours
    os.utime(home / "watcher.txt", (0, 0))
    with files.seat() as is_ours:
        assert is_ours
    (home / "watcher.txt").write_bytes(b"\xff\xfe")
    assert files.last_watcher() is None


def test_two_watchers_do_not_sit_on_one_folder(home: Path) -> None:
    files.job_folder()
    with files.seat(home) as first, files.seat(home) as second, files.seat(home.parent) as other:
        assert (first, second, other) == (True, False, True)


@pytest.mark.parametrize("running", [("import no_such_module_of_ours", None)], indirect=True)
def test_nobody_is_promised_an_answer_where_no_worker_lives(running: threading.Event, home: Path) -> None:
    time.sleep(1)
    job = make_job(home, books.sample("en"), "check")
    time.sleep(1)
    assert not running.is_set()
    assert not (job / "progress.txt").exists()
    assert not (job / "done.txt").exists()


@pytest.mark.parametrize("running", [(DIES.replace("print('ready', flush=True)\n", ""), None)], indirect=True)
def test_a_click_that_was_promised_an_answer_is_told_that_no_worker_lives(
    running: threading.Event, home: Path
) -> None:
    jobs = [make_job(home, books.sample("en"), "check", f"{n}") for n in range(4)]
    until(lambda: any((job / "done.txt").exists() for job in jobs))
    assert not running.is_set()
