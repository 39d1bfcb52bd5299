"""Files of ours beside a workbook, opened as files and nothing else: a link planted there leads nowhere."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, BinaryIO, Final

from sheetsales.backends.disk import flush

PARTIAL: Final = ".part"
NO_FOLLOW: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
"""Links are not followed, pipes not waited for."""
_BINARY: Final = getattr(os, "O_BINARY", 0)
_SHARED_BITS: Final = 0o666


def open_plain(path: Path, mode: str = "rb") -> IO[bytes]:
    """The file itself, opened; raises ``OSError`` for a link, a pipe or anything else that is no plain file."""
    flags = (os.O_RDWR if "+" in mode else os.O_RDONLY) | NO_FOLLOW | _BINARY
    descriptor = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(f"{path.name} is no plain file")
    return os.fdopen(descriptor, mode)


def write_whole(place: Path, like: Path, write: Callable[[BinaryIO], object]) -> None:
    """Let ``write`` make the file at ``place``, whole or not at all, safely on disk, as open to others as ``like``."""
    partial = place.with_name(place.name + PARTIAL)
    try:
        with os.fdopen(_new(partial), "wb") as out:  # nobody may read a private workbook while it is copied
            write(out)
            out.flush()
            take_mode(partial, like)
            flush(out.fileno())
        partial.replace(place)
    except BaseException:
        with suppress(OSError):
            partial.unlink()
        raise


def take_mode(file: Path, like: Path) -> None:
    """Give a file of ours the mode of the workbook it belongs to and, where we may, its owner and group.

    Whoever may read the workbook may read what is made of it, whatever mask the run was started with.
    """
    found = like.stat()
    file.chmod(stat.S_IMODE(found.st_mode) & _SHARED_BITS)
    if hasattr(os, "chown"):
        for owner, group in ((found.st_uid, found.st_gid), (-1, found.st_gid)):
            with suppress(OSError):
                os.chown(file, owner, group)
                return


def _new(partial: Path) -> int:
    """A file that was not there: what lies in its place, a dead run's half or a link, is removed first."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_FOLLOW | _BINARY
    try:
        return os.open(partial, flags, 0o600)
    except FileExistsError:
        partial.unlink()
        return os.open(partial, flags, 0o600)
