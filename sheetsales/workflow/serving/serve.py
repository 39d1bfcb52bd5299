"""The watcher: looks at the job folder and at a folder of workbooks, hands out tasks, says that it lives."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from logging import Logger
from threading import Event
from typing import Final

from sheetsales.backends.clicks.change_list import change_list
from sheetsales.backends.clicks.job import read_config, request_of
from sheetsales.backends.clicks.started import started
from sheetsales.backends.clicks.watcher import beat, end_beating, is_asked_to_stop
from sheetsales.dataclass import dataclass
from sheetsales.texts import Text
from sheetsales.version import __version__
from sheetsales.workflow.serving.clicks import Clicks
from sheetsales.workflow.serving.folder import Folder
from sheetsales.workflow.serving.pool import Ended, Pool
from sheetsales.workflow.serving.task import CRASHED, Task

PAUSE: Final = 0.1
_BEAT: Final = 2.0
_FOLDER_PAUSE: Final = 1.0
_LONGEST_RUN: Final = 300.0
_SAY = Callable[[Text], None]
FAILED = Text(
    "“{name}”没有检查成，是程序出了错；工作簿没有动。",
    "“{name}” could not be checked: a fault in the program. The workbook is as it was.",
)
STOPPED = Text(
    "sheetsales serve 停下来了，这次点击没有做完；工作簿没有动。请再点一次。",
    "sheetsales serve was stopped before this click was done; the workbook is as it was. Click again.",
)
FAULT = Text(
    "没有做完，是程序出了错或等得太久；工作簿没有动。请再点一次；还不行就运行 sheetsales doctor。",
    "This was not finished: a fault in the program, or it took too long. The workbook is as it was. Click again; if it "
    "happens again, run sheetsales doctor.",
)


@dataclass(frozen=True, slots=True)
class Watch:
    """What to watch, and whom to tell. ``worker`` is the command that starts a worker."""

    worker: Sequence[str]
    log: Logger
    say: _SAY
    clicks: bool = True
    folder: Folder | None = None
    collects: bool = False
    """Whether copies saved into the folder are collected, one after the other."""


def serve(watch: Watch, stop: Event) -> None:
    """Watch until ``stop`` is set or ``serve --stop`` was asked for."""
    server = _Server(watch)
    watch.log.info(
        "started, sheetsales %s, clicks %s, folder %s", __version__, watch.clicks, bool(watch.folder)
    )
    try:
        while not stop.wait(PAUSE) and not (watch.clicks and is_asked_to_stop()):
            server.look()
    finally:
        server.close()
        watch.log.info("stopped")


class _Server:
    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._clicks = Clicks()
        self._last_beat = self._last_look = -1e9
        self._longest = _longest_run()
        if watch.clicks:
            end_beating()  # a request to stop that was meant for an earlier one
        self._beat()
        self._pool = Pool(watch.worker, watch.log)

    def look(self) -> None:
        """One round: what ended, what waits, what was saved."""
        self._beat()
        for ended in self._pool.ended():
            self._end(ended)
        self._pool.end(self._is_over)
        if self._watch.clicks:
            for task in self._clicks.waiting():
                if self._pool.is_failing:
                    self._leave(task)
                    continue
                self._clicks.promise(task)
                if self._pool.give(task):
                    self._clicks.over(task.path)
                    self._watch.log.debug("click %s: %r", task.path.name, task.book)
        self._look_at_folder()

    def _leave(self, task: Task) -> None:
        """No worker lives: the macro turns to a Python of its own, unless it was promised an answer."""
        if self._clicks.is_promised(task):
            self._answer_in_its_place(task, FAULT)
            self._clicks.over(task.path)

    def close(self) -> None:
        left = self._pool.running
        if self._watch.clicks:
            end_beating()
            left += self._clicks.promised()
        self._pool.close()
        for task in left:
            self._answer_in_its_place(task, STOPPED)

    def _beat(self) -> None:
        now = time.monotonic()
        if self._watch.clicks and now - self._last_beat >= _BEAT:
            self._last_beat = now
            beat(sys.executable, __version__)

    def _look_at_folder(self) -> None:
        folder, now = self._watch.folder, time.monotonic()
        if folder is None or now - self._last_look < _FOLDER_PAUSE:
            return
        self._last_look = now
        for path in folder.saved():
            task = (
                Task("collect", path, str(folder.path))
                if self._watch.collects
                else Task("check", path, str(path))
            )
            if self._pool.give(task):
                folder.seen(path, folder.as_it_stands(path))
                self._watch.log.debug("saved: %r", path.name)
        while folder.notices:
            self._watch.say(folder.notices.pop(0))

    def _end(self, ended: Ended) -> None:
        task, outcome = ended.task, ended.outcome
        what = f"{task.kind} {task.path.name}" if task.kind == "click" else task.kind
        self._watch.log.info("%s ended with %s after %.2f s", what, outcome.code, ended.seconds)
        if task.kind == "click":
            if outcome.code:
                self._answer_in_its_place(task, FAULT if outcome.code == CRASHED else outcome.said)
            return
        if self._watch.folder is not None:
            self._watch.folder.seen(task.path, outcome.state)
        said = FAILED.fill(name=task.path.name) if outcome.code == CRASHED else outcome.said
        self._watch.say(said)

    def _is_over(self, task: Task, seconds: float) -> bool:
        cancelled = task.kind == "click" and (task.path / "cancel.txt").exists()
        return cancelled or seconds > self._longest

    def _answer_in_its_place(self, task: Task, text: Text) -> None:
        """A macro shall not wait for a worker that is gone or that could not answer."""
        request = request_of(task.path)
        if task.kind == "click" and request is not None and not (task.path / "done.txt").exists():
            temporary = task.path / "done.tmp"
            temporary.write_bytes(change_list(request.nonce, text.in_(request.language)))
            temporary.replace(task.path / "done.txt")


def _longest_run() -> float:
    try:
        return float(read_config().get("longest_run", "")) or _LONGEST_RUN
    except ValueError:
        return _LONGEST_RUN


def worker_command() -> list[str]:
    """How a worker is started: with the Python that runs now."""
    return started("serve", "--worker")
