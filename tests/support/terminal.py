"""A command run at a terminal of its own: what is typed when, and everything that could be read there."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

PATIENCE = 60.0


class Talk(NamedTuple):
    """What stood on the terminal, typed answers included, and the exit code."""

    text: str
    code: int


def talk(
    arguments: Sequence[str], replies: Sequence[str], *, lang: str = "zh", cwd: Path | None = None
) -> Talk:
    """Run ``sheetsales`` with a terminal; each reply is typed once a prompt waits. Afterwards nothing more is typed."""
    import pty  # there is none on Windows

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "sheetsales", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=cwd,
        env={**os.environ, "SHEETSALES_LANG": lang, "TERM": "dumb"},
        start_new_session=True,
    )
    os.close(theirs)
    try:
        text = _spoken(ours, list(replies))
        return Talk(text, process.wait(PATIENCE))
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def _spoken(terminal: int, replies: list[str]) -> str:
    heard, answered, until = b"", 0, time.monotonic() + PATIENCE
    while time.monotonic() < until:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if ready:
            try:
                more = os.read(terminal, 65536)
            except OSError:  # the other end was closed
                break
            if not more:
                break
            heard += more
        elif replies and len(heard) > answered and heard.endswith(b"> "):
            os.write(terminal, replies.pop(0).encode() + b"\n")
            answered = len(heard)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", heard.decode()).replace("\r\n", "\n")
