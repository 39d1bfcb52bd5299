"""The watcher's files in the folder of the buttons: that it lives, that there is one only, that it shall stop."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from sheetsales.backends.clicks.change_list import ascii_text, plain_text
from sheetsales.backends.clicks.job import home
from sheetsales.backends.locks import seize
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.texts import Text

FRESH: Final = 10.0
"""Seconds after which the macro takes a watcher for dead that has not said that it lives."""
LOG: Final = "serve.log"
_HEARTBEAT: Final = "watcher.txt"
_CLICKS: Final = "watcher"

UNSAFE = Text(
    "按钮的文件夹“{folder}”不能用（{why}），没有启动。请改好权限，或删掉它再运行。",
    "The folder of the buttons, “{folder}”, cannot be used ({why}), so nothing was started. Mend its permissions, or "
    "remove it and run this again.",
)
A_LINK = Text("它是个链接", "it is a link")
FOREIGN = Text("它属于别的用户", "it belongs to another user")
OPEN = Text("别的用户可以改它", "other users may change it")
NO_FOLDER = Text("建不了：{reason}", "it cannot be made: {reason}")


@dataclass(frozen=True, slots=True)
class Watcher:
    """A watcher as its heartbeat tells; ``age`` is in seconds since the last beat."""

    pid: int
    version: str
    python: str
    age: float

    @property
    def is_alive(self) -> bool:
        return self.age < FRESH


def job_folder() -> Path:
    """The folder of the jobs, made where it is missing and closed to others; raises ``BadRequest`` where it is not the
    user's alone."""
    jobs = home() / "jobs"
    try:
        jobs.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise _unsafe(jobs, NO_FOLDER.fill(reason=fault.strerror or fault)) from fault
    for folder in (home(), jobs):
        why = refusal(folder)
        if why is not None and not (why is OPEN and _closed(folder)):
            raise _unsafe(folder, why)
    with suppress(OSError):
        home().chmod(0o700)
    return jobs


def refusal(folder: Path) -> Text | None:
    """Why a folder must not be trusted; None where it is the user's alone."""
    if folder.is_symlink():
        return A_LINK
    if sys.platform != "win32":
        state = folder.stat()
        if state.st_uid != os.geteuid():
            return FOREIGN
        if state.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            return OPEN
    return None


def beat(python: str, version: str) -> None:
    """Say that the watcher lives. The macro looks at the file's time, people at what stands in it."""
    lines = [f"pid={os.getpid()}", f"version={version}", f"python={ascii_text(python)}"]
    place = home() / _HEARTBEAT
    temporary = place.with_suffix(".tmp")
    with suppress(OSError):  # a disk that is full or a macro that reads just now: the next beat is near
        temporary.write_bytes(("\r\n".join(lines) + "\r\n").encode("ascii"))
        temporary.replace(place)


def end_beating() -> None:
    """From now on nobody need wait for a watcher."""
    for place in (home() / _HEARTBEAT, _stop_mark()):
        with suppress(OSError):
            place.unlink(missing_ok=True)


def last_watcher() -> Watcher | None:
    """The watcher that beat last, alive or not; None where none did since the last that ended well."""
    place = home() / _HEARTBEAT
    with suppress(OSError, UnicodeError, ValueError):
        lines = place.read_bytes().decode("ascii").splitlines()
        fields = dict(line.partition("=")[::2] for line in lines)
        age = max(0.0, time.time() - place.stat().st_mtime)
        return Watcher(
            int(fields.get("pid") or 0), fields.get("version", ""), plain_text(fields.get("python", "")), age
        )
    return None


def ask_to_stop() -> None:
    """Let the watcher end after what it is doing; no process is ever ended by its number."""
    _stop_mark().write_text("stop", encoding="ascii")


def is_asked_to_stop() -> bool:
    return _stop_mark().exists()


@contextmanager
def seat(folder: Path | None = None) -> Iterator[bool]:
    """Whether this process is the one that watches: the clicks, or a folder. The system lets go of a dead one's seat."""
    name = _CLICKS if folder is None else f"folder-{sha256(os.fsencode(folder)).hexdigest()[:12]}"
    place = home() / f"{name}.lock"
    descriptor = os.open(place, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        yield _is_ours(descriptor)
    finally:
        os.close(descriptor)


def _is_ours(descriptor: int) -> bool:
    try:
        return seize(descriptor)
    except OSError:  # a file system without locks: the heartbeat has to do
        watcher = last_watcher()
        return watcher is None or not watcher.is_alive


def _stop_mark() -> Path:
    return home() / "watcher.stop"


def _closed(folder: Path) -> bool:
    """Whether the user's own folder could be closed to others."""
    with suppress(OSError):
        folder.chmod(0o700)
    return refusal(folder) is None


def _unsafe(folder: Path, why: Text) -> BadRequest:
    return BadRequest(UNSAFE.fill(folder=folder, why=why))
