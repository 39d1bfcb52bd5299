"""The workers: one that is always warm, a second while the first is busy with another workbook."""

from __future__ import annotations

import queue
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from logging import Logger
from typing import IO, Final, cast

from sheetsales.backends.clicks.job import home
from sheetsales.dataclass import dataclass
from sheetsales.workflow.serving.task import CRASHED, READY, Outcome, Task, read_outcome

MOST_WORKERS: Final = 2
_NO_WINDOW: Final = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_TO_END: Final = 5.0
_SHORTEST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 60.0
_LINES_KEPT: Final = 60


@dataclass(frozen=True, slots=True)
class Ended:
    """A task that is over: how, and after how many seconds."""

    task: Task
    outcome: Outcome
    seconds: float


class _Worker:
    """One process; a thread listens to it, so that nothing here ever waits."""

    def __init__(self, command: Sequence[str]) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=home() if home().is_dir() else None,
            start_new_session=True,
            creationflags=_NO_WINDOW,
        )
        self._tasks = cast("IO[str]", self.process.stdin)
        self.task: Task | None = None
        self.began = 0.0
        self.is_gone = self.is_warm = self.was_ended = False
        self._said: deque[str] = deque(maxlen=_LINES_KEPT)
        self._heard: queue.SimpleQueue[str] = queue.SimpleQueue()
        outcomes = cast("IO[str]", self.process.stdout)
        self._listener = threading.Thread(target=self._listen, args=(outcomes,), daemon=True)
        self._listener.start()
        faults = cast("IO[str]", self.process.stderr)
        self._ear = threading.Thread(target=self._overhear, args=(faults,), daemon=True)
        self._ear.start()

    def _listen(self, outcomes: IO[str]) -> None:
        with outcomes:
            for line in outcomes:
                if line == READY:
                    self.is_warm = True
                elif line.endswith("\n"):  # a line without its end is what death left of it
                    self._heard.put(line)
        self._heard.put("")

    def _overhear(self, faults: IO[str]) -> None:
        with faults, suppress(ValueError):
            self._said.extend(faults)

    @property
    def last_words(self) -> str:
        """What the worker wrote as it died before its first task: no workbook has anything to do with that."""
        self._ear.join(_TO_END)
        return "".join(self._said) if not self.is_warm else ""

    def give(self, task: Task) -> bool:
        """Whether the worker took the task: one that has just died does not."""
        try:
            self._tasks.write(task.line())
            self._tasks.flush()
        except (OSError, ValueError):
            self.is_gone = True
            return False
        self.task, self.began = task, time.monotonic()
        return True

    def ended(self) -> Ended | None:
        """The task that has just ended, if one has; a worker that died with it is gone from now on."""
        try:
            line = self._heard.get_nowait()
        except queue.Empty:
            return None
        task, self.task = self.task, None
        self.is_gone = not line
        if task is None:
            return None
        outcome = read_outcome(line) if line else Outcome(CRASHED)
        return Ended(task, outcome, time.monotonic() - self.began)

    def close(self, patience: float = 0.0) -> None:
        """Let the worker end by itself, and end it where it does not."""
        with suppress(OSError, ValueError):
            self._tasks.close()
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._listener.join(_TO_END)
        self._ear.join(_TO_END)


class Pool:
    """Hands tasks to workers, never two for one workbook."""

    def __init__(self, command: Sequence[str], log: Logger) -> None:
        self._command, self._log = command, log
        self._stillborn = 0
        self._next_start = 0.0
        self._workers = [_Worker(command)]

    @property
    def running(self) -> list[Task]:
        return [worker.task for worker in self._workers if worker.task is not None]

    @property
    def is_failing(self) -> bool:
        """Whether workers die before they can do anything: nobody should be promised an answer."""
        return self._stillborn > 0 and not any(worker.is_warm for worker in self._workers)

    def give(self, task: Task) -> bool:
        """Whether a worker took the task; it waits where its workbook or every worker is busy."""
        if any(known.book == task.book for known in self.running):
            return False
        free = next((worker for worker in self._workers if worker.task is None and not worker.is_gone), None)
        if free is None:
            if len(self._workers) >= MOST_WORKERS or self.is_failing:
                return False
            free = _Worker(self._command)
            self._workers.append(free)
        return free.give(task)

    def ended(self) -> Iterator[Ended]:
        """The tasks that ended since; workers that are gone are replaced, so that one is always warm."""
        for worker in list(self._workers):
            found = worker.ended()
            if found is not None:
                yield found
            if worker.is_gone:
                worker.close()
                self._workers.remove(worker)
                self._bury(worker)
        if not self._workers and time.monotonic() >= self._next_start:
            self._workers.append(_Worker(self._command))

    def _bury(self, worker: _Worker) -> None:
        """A worker that died before its first task will die again: each further try waits twice as long."""
        if worker.is_warm or worker.was_ended:
            self._stillborn = 0
            return
        self._stillborn += 1
        pause = min(_SHORTEST_PAUSE * 2 ** (self._stillborn - 1), _LONGEST_PAUSE)
        self._next_start = time.monotonic() + pause
        self._log.error(
            "a worker died at its start, the next one in %g s\n%s", pause, worker.last_words.rstrip()
        )

    def end(self, is_over: Callable[[Task, float], bool]) -> None:
        """End the workers whose task is over, given how many seconds it has run; ``ended`` tells of it."""
        for worker in self._workers:
            if worker.task is not None and is_over(worker.task, time.monotonic() - worker.began):
                worker.was_ended = True
                worker.process.kill()

    def close(self) -> None:
        """End all workers; one in the middle of a task gets a few seconds to end it."""
        for worker in self._workers:
            worker.close(_TO_END)
