"""Writing into an open workbook so that it can be taken back: quietly, and all of it or nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sheetsales.backends.live import texts as say
from sheetsales.backends.live.faults import faults, is_busy, reason
from sheetsales.errors import EditRefused, WorkbookLocked

PATIENCE = 20.0
"""Seconds to wait for somebody to leave the cell they are editing, so that what was written can be put back."""
_PAUSE = 0.2
Undo = Callable[[], object]
_QUIET: dict[str, object] = {
    "screen_updating": False,
    "enable_events": False,
    "display_alerts": False,
    "calculation": "manual",
}


class Journal:
    """How to take back each thing that was written, in order."""

    def __init__(self) -> None:
        self._undo: list[Undo] = []

    def note(self, undo: Undo) -> None:
        self._undo.append(undo)

    def take_back(self) -> int:
        """Take everything back, the last first; returns how many things would not go back."""
        left = sum(not _done(undo) for undo in reversed(self._undo))
        self._undo.clear()
        return left


def _done(undo: Undo) -> bool:
    """Whether it could be done; a program that has no time is asked again for a while."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            undo()
        except faults() as fault:
            if not is_busy(fault) or time.monotonic() > deadline:
                return False
            time.sleep(_PAUSE)
        else:
            return True


@contextmanager
def all_or_nothing() -> Iterator[Journal]:
    """A journal that takes everything back when anything goes wrong.

    Raises ``EditRefused`` for what Excel throws, ``WorkbookLocked`` where it only had no time.
    """
    journal = Journal()
    try:
        yield journal
    except BaseException as fault:
        left = journal.take_back()
        if left:
            raise EditRefused(say.NOT_PUT_BACK.fill(reason=reason(fault), count=left)) from fault
        if is_busy(fault):
            raise WorkbookLocked(say.BUSY) from fault
        if isinstance(fault, faults()):
            raise EditRefused(say.FAILED.fill(reason=reason(fault))) from fault
        raise


@contextmanager
def quiet(app: Any) -> Iterator[None]:
    """No drawing, no macros of the workbook, no questions, no recalculation; all as before afterwards, whatever happens."""
    before = {name: getattr(app, name) for name in _QUIET}
    try:
        for name, value in _QUIET.items():
            setattr(app, name, value)
        yield
    finally:
        for name, value in reversed(before.items()):
            setattr(app, name, value)
