"""The worker: a process that has all it needs in memory and does one task after another as lines tell it to.

A fault ends it and nothing else; the watcher starts the next one. It ends by itself when the watcher is gone.
"""

from __future__ import annotations

import datetime as dt
import gc
import importlib
from collections.abc import Callable
from typing import Final, TextIO

from sheetsales.backends.reader import keep_sheets
from sheetsales.collector import without_cyclic_gc
from sheetsales.errors import SheetsalesError
from sheetsales.workflow.answering import NOT_DONE, answer_click
from sheetsales.workflow.serving.rehearsal import rehearse
from sheetsales.workflow.serving.saved import check_saved
from sheetsales.workflow.serving.task import READY, Outcome, Task, read_task

_NEEDED: Final = (
    "chinese_calendar",
    "encodings.cp437",
    "encodings.utf_16_be",
    "encodings.utf_16_le",
    "sheetsales.cells.plan_json",
    "sheetsales.checking.fixes.told",
    "sheetsales.checking.spoken",
    "sheetsales.workflow.clicking",
    "sheetsales.workflow.checking",
    "sheetsales.workflow.mending",
    "sheetsales.workflow.report_said",
    "sheetsales.workflow.reporting",
    "sheetsales.workflow.undoing",
    "xlsxwriter",
)
"""What the rehearsal does not come by."""
_LONGEST_LIFE: Final = 200
"""Tasks after which a worker makes room for a fresh one, whatever memory it may have kept."""


def work(tasks: TextIO, outcomes: TextIO, today: Callable[[], dt.date]) -> None:
    """Do the tasks that come, until there is no more line or the worker has done its share."""
    for module in _NEEDED:
        importlib.import_module(module)
    keep_sheets()
    rehearse(today())
    gc.collect()
    gc.freeze()
    _say(outcomes, READY)
    for _ in range(_LONGEST_LIFE):
        line = tasks.readline()
        if not line:
            return
        with without_cyclic_gc():
            outcome = _done(read_task(line), today())
        _say(outcomes, outcome.line())
        gc.collect()


def _done(task: Task, today: dt.date) -> Outcome:
    try:
        if task.kind == "click":
            return Outcome(answer_click(task.path, today))
        if task.kind == "collect":
            from sheetsales.workflow.serving.dropped import collect_dropped  # only where copies are taken in

            outcome = collect_dropped(task.path, today)
            if outcome is not None:
                return outcome
        return check_saved(task.path, today)
    except SheetsalesError as error:
        return Outcome(NOT_DONE, error.text)


def _say(outcomes: TextIO, line: str) -> None:
    outcomes.write(line)
    outcomes.flush()
