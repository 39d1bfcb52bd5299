"""The workers: one that is always warm, a second while the first is busy with another workbook."""

from __future__ import annotations

import queue
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Final, cast

from sheetsales.workflow.serving.task import CRASHED, READY, Outcome, Task, read_outcome

MOST_WORKERS: Final = 2
_NO_WINDOW: Final = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_TO_END: Final = 5.0


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
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            start_new_session=True,
            creationflags=_NO_WINDOW,
        )
        self._tasks = cast("IO[str]", self.process.stdin)
        self.task: Task | None = None
        self.began = 0.0
        self.is_gone = False
        self._heard: queue.SimpleQueue[str] = queue.SimpleQueue()
        outcomes = cast("IO[str]", self.process.stdout)
        self._listener = threading.Thread(target=self._listen, args=(outcomes,), daemon=True)
        self._listener.start()

    def _listen(self, outcomes: IO[str]) -> None:
        with outcomes:
            for line in outcomes:
                if line != READY and line.endswith("\n"):  # a line without its end is what death left of it
                    self._heard.put(line)
        self._heard.put("")

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


class Pool:
    """Hands tasks to workers, never two for one workbook."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._workers = [_Worker(command)]

    @property
    def running(self) -> list[Task]:
        return [worker.task for worker in self._workers if worker.task is not None]

    def give(self, task: Task) -> bool:
        """Whether a worker took the task; it waits where its workbook or every worker is busy."""
        if any(known.book == task.book for known in self.running):
            return False
        free = next((worker for worker in self._workers if worker.task is None and not worker.is_gone), None)
        if free is None:
            if len(self._workers) >= MOST_WORKERS:
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
        if not self._workers:
            self._workers.append(_Worker(self._command))

    def end(self, is_over: Callable[[Task, float], bool]) -> None:
        """End the workers whose task is over, given how many seconds it has run; ``ended`` tells of it."""
        for worker in self._workers:
            if worker.task is not None and is_over(worker.task, time.monotonic() - worker.began):
                worker.process.kill()

    def close(self) -> None:
        """End all workers; one in the middle of a task gets a few seconds to end it."""
        for worker in self._workers:
            worker.close(_TO_END)
