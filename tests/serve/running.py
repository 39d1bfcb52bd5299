"""A watcher that really runs, and commands called as a terminal calls them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sheetsales.cli.main import main

PATIENCE = 60.0


def until(what: Callable[[], bool]) -> None:
    """Wait until it is so; a test fails where it never is."""
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.02)


@contextmanager
def watcher(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """``sheetsales serve`` in a process of its own, ended by SIGTERM."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sheetsales", "serve", "--lang", "en", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stdout.readline()
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)


def run(*arguments: str) -> int:
    """A command, in this process."""
    with pytest.raises(SystemExit) as end:
        main(arguments)
    return int(str(end.value.code))


def workers(process: subprocess.Popen[str]) -> list[int]:
    """The processes a watcher has started."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(pid) for pid in children.read_text().split()]
