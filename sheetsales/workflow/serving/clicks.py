"""Clicks that wait for an answer: job folders that nobody has taken."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from sheetsales.backends.clicks.job import jobs, request_of, tell
from sheetsales.texts import Text
from sheetsales.workflow.serving.task import Task

LONGEST_WAIT: Final = 30.0
"""Seconds after which the macro has long turned elsewhere: an old request is nobody's any more."""
TAKEN = Text("sheetsales 收到了，马上处理……", "sheetsales has it; one moment ...")
_BEGUN: Final = "progress.txt"
_ENDED: Final = ("done.txt", "cancel.txt")
_NEWEST: Final = 20


class Clicks:
    """The job folders, looked at again and again; what was taken or is over is not looked into twice."""

    def __init__(self) -> None:
        self._over: set[str] = set()
        self._promised: set[str] = set()

    def waiting(self) -> list[Task]:
        """The clicks nobody has begun to answer, oldest first."""
        found = jobs()[:_NEWEST]
        names = {job.name for job in found}
        self._over &= names
        self._promised &= names
        return [task for job in reversed(found) if job.name not in self._over and (task := self._task(job))]

    def promise(self, task: Task) -> None:
        """Tell the macro that its click will be answered, so that it does not look for another Python meanwhile."""
        request = request_of(task.path)
        if task.path.name not in self._promised and request is not None:
            self._promised.add(task.path.name)
            with suppress(OSError):  # a job folder that has just been removed
                tell(task.path, TAKEN.in_(request.language))

    def promised(self) -> list[Task]:
        """The clicks that were promised an answer and wait for a worker."""
        return [task for task in self.waiting() if task.path.name in self._promised]

    def is_promised(self, task: Task) -> bool:
        return task.path.name in self._promised

    def over(self, job: Path) -> None:
        """Not to be looked at again."""
        self._over.add(job.name)

    def _task(self, job: Path) -> Task | None:
        try:
            age = time.time() - (job / "request.txt").stat().st_mtime
        except OSError:  # the macro is still writing
            return None
        if self._is_over(job, age):
            self.over(job)
            return None
        request = request_of(job)
        return None if request is None else Task("click", job, f"{request.folder}\n{request.book}")

    def _is_over(self, job: Path, age: float) -> bool:
        """Whether somebody else answers, the user does not wait any more, or nobody has for long."""
        if job.name in self._promised:
            return any((job / name).exists() for name in _ENDED)
        return age > LONGEST_WAIT or any((job / name).exists() for name in (_BEGUN, *_ENDED))
