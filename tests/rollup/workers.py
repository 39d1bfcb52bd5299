"""What workers do in tests: they die, fail or end the scheduler, as the task's path says."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from sheetsales.reports.group.facts import NotCounted
from sheetsales.texts import same
from sheetsales.workflow.rolling.reducing import Outcome, Task, reduce_workbook


def done(task: Task) -> Outcome:
    return NotCounted(task.place, "no_deals", same(f"{len(task.content or b'')}"))


def dies_once(task: Task) -> Outcome:
    """The first worker that takes a task whose path is not there yet is killed by the system."""
    mark = Path(task.path)
    if mark.suffix == ".mark" and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return done(task)


def dies_always(task: Task) -> Outcome:
    if task.place == "deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    return done(task)


def fails(task: Task) -> Outcome:
    if task.place == "odd":
        raise ZeroDivisionError
    return done(task)


def ends_the_scheduler(task: Task) -> Outcome:
    """The task's path is the process that is to end."""
    os.kill(int(task.path), signal.SIGKILL)
    return done(task)


def reduced_with_a_death(task: Task) -> Outcome:
    """As ``reduce_workbook``, but the first to take the middle workbook dies over it."""
    mark = Path(task.path).with_suffix(".died")
    if task.place.startswith("2") and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return reduce_workbook(task)
