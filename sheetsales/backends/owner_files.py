"""Holding a workbook where the file system has no locks: a file that only one run can make."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress
from pathlib import Path

from sheetsales.backends.plain_files import NO_FOLLOW, open_plain

STALE = 600.0
"""Seconds after which an owner file from another computer counts as left behind; no save takes that long."""


def claim(owner: Path) -> bool:
    """Whether the owner file could be made and is ours now; one that a dead run left behind is removed first."""
    if _is_stale(owner):
        with suppress(OSError):
            owner.unlink()
    try:
        descriptor = os.open(owner, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_FOLLOW, 0o666)
    except FileExistsError:
        return False
    try:
        with suppress(OSError):
            os.write(descriptor, f"{os.getpid()} {socket.gethostname()}".encode())
    finally:
        os.close(descriptor)
    return True


def _is_stale(owner: Path) -> bool:
    if owner.is_symlink():
        return True
    try:
        made = owner.stat().st_mtime
        with open_plain(owner) as stream:
            process, _, host = stream.read(300).decode("utf-8", "replace").partition(" ")
    except OSError:
        return False
    if host == socket.gethostname() and process.isascii() and process.isdigit():
        return not _is_alive(int(process))
    return _now(owner) - made > STALE


def _now(owner: Path) -> float:
    """The time by the clock that stamps files in this folder; it need not be ours."""
    lock = owner.with_suffix(".lock")
    try:
        os.utime(lock)
        return lock.stat().st_mtime
    except OSError:
        return 0.0


def _is_alive(process: int) -> bool:
    if sys.platform == "win32":  # pragma: no cover - there, os.kill ends the process; its folders have locks
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
