"""A bar on stderr while something takes long: only on a terminal, only past a second, gone when it is done."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

AFTER: Final = 1.0
"""Seconds of silence: what is done by then needs no bar, and rich is not even imported."""


class Bar:
    """Shows itself from another thread once its time has come."""

    def __init__(self, text: str, console: Console | None = None, *, after: float = AFTER) -> None:
        self._text, self._console = text, console
        self._shown: Progress | None = None
        self._lock = threading.Lock()
        self._over = False
        self._timer = threading.Timer(after, self._show)
        self._timer.daemon = True

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.cancel()
        with self._lock:
            self._over = True
            if self._shown is not None:
                self._shown.stop()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        with self._lock:
            if self._over:
                return
            console = self._console or Console(stderr=True)
            columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
            self._shown = Progress(*columns, console=console, transient=True)
            self._shown.add_task(self._text, total=None)
            self._shown.start()


@contextmanager
def bar(text: str, console: Console | None = None, *, after: float = AFTER) -> Iterator[None]:
    """The bar for as long as the block takes."""
    shown = Bar(text, console, after=after)
    shown.start()
    try:
        yield
    finally:
        shown.stop()
