"""What must be asked of a disk so that a change outlives a power cut, and of a network folder that is slow."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

PAUSES: tuple[float, ...] = (0.05, 0.1, 0.2, 0.4)
"""Seconds between tries to rename: virus scanners and sync programs hold a file for a moment only."""

if sys.platform == "darwin":  # pragma: no cover - the other systems' half is tested
    import fcntl

    def flush(descriptor: int) -> None:
        """Have a file's content on the disk itself; there, fsync stops at the disk's own memory."""
        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        except OSError:
            os.fsync(descriptor)
else:

    def flush(descriptor: int) -> None:
        """Have a file's content on the disk itself."""
        os.fsync(descriptor)


def flush_folder(folder: Path) -> None:
    """Have a folder's names on the disk, where the system lets folders be flushed."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def rename_over(source: Path, place: Path, check: Callable[[], None]) -> None:
    """Rename ``source`` to ``place``, over what is there; ``check`` runs right before every try and may raise.

    A refusal is tried again for a moment. A network folder that did it but lost the answer says that there is no
    ``source`` any more: done, if it stands at ``place``.
    """
    mark = source.stat()
    for pause in (*PAUSES, None):
        check()
        try:
            source.replace(place)
        except FileNotFoundError:
            if not _is_at(place, mark):
                raise
        except PermissionError:
            if pause is None:
                raise
            time.sleep(pause)
            continue
        return


def _is_at(place: Path, mark: os.stat_result) -> bool:
    try:
        return os.path.samestat(place.stat(), mark)
    except OSError:
        return False
