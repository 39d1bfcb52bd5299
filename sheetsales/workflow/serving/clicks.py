"""Clicks that wait for an answer: job folders that nobody has taken."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

from sheetsales.backends.clicks.job import jobs, request_of
from sheetsales.workflow.serving.task import Task

LONGEST_WAIT: Final = 30.0
"""Seconds after which the macro has long turned elsewhere: an old request is nobody's any more."""
_TAKEN: Final = ("progress.txt", "done.txt", "cancel.txt")
_NEWEST: Final = 20


class Clicks:
    """The job folders, looked at again and again; what was taken or is over is not looked into twice."""

    def __init__(self) -> None:
        self._over: set[str] = set()

    def waiting(self) -> list[Task]:
        """The clicks nobody has begun to answer, oldest first."""
        found = jobs()[:_NEWEST]
        self._over &= {job.name for job in found}
        return [task for job in reversed(found) if job.name not in self._over and (task := self._task(job))]

    def over(self, job: Path) -> None:
        """Not to be looked at again."""
        self._over.add(job.name)

    def _task(self, job: Path) -> Task | None:
        try:
            age = time.time() - (job / "request.txt").stat().st_mtime
        except OSError:  # the macro is still writing
            return None
        request = request_of(job)
        if request is None or age > LONGEST_WAIT or any((job / name).exists() for name in _TAKEN):
            self.over(job)
            return None
        return Task("click", job, f"{request.folder}\n{request.book}")
