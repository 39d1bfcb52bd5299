"""Copies of a workbook as it was before each change, in the folder ``.sheetsales`` beside it."""

from __future__ import annotations

import datetime as dt
import filecmp
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sheetsales.backends import saving_texts as say
from sheetsales.backends.disk import flush, flush_folder
from sheetsales.backends.locks import FOLDER, own_folder
from sheetsales.errors import SaveFailed

KEPT = 20
_STAMP = "%Y%m%d-%H%M%S"
_PARTIAL = ".part"


@dataclass(frozen=True, slots=True)
class Backup:
    """``number`` 1 is the newest; ``made`` is local time; ``size`` is in bytes."""

    number: int
    path: Path
    made: dt.datetime
    size: int


def list_backups(path: Path) -> tuple[Backup, ...]:
    """The backups of a workbook, newest first; the workbook itself need not be there any more.

    Raises ``SaveFailed`` where their folder cannot be read.
    """
    found = []
    for entry, stamp, count in _ours(path):
        made = _moment(stamp)
        if made:
            with suppress(FileNotFoundError):  # let go of by another run meanwhile
                found.append((made, count, entry, entry.stat().st_size))
    found.sort(key=lambda item: item[:2], reverse=True)
    return tuple(Backup(number, entry, made, size) for number, (made, _, entry, size) in enumerate(found, 1))


def make_backup(path: Path, moment: dt.datetime) -> tuple[Path, bool]:
    """Copy the workbook as it is now, safely on disk; returns the copy, and whether it had to be made.

    The newest backup serves where it holds the same bytes: a run that died after its backup left it.
    """
    folder = own_folder(path)
    newest = next(iter(list_backups(path)), None)
    if newest and filecmp.cmp(path, newest.path, shallow=False):
        copy = newest.path
        _flush(copy)
    else:
        copy = _free_name(folder, path, moment)
        _copy(path, copy)
    flush_folder(folder)
    flush_folder(path.parent)
    return copy, newest is None or copy != newest.path


def let_go_of_oldest(path: Path) -> None:
    """Remove the oldest backups above twenty."""
    with suppress(SaveFailed):
        for old in list_backups(path)[KEPT:]:
            with suppress(OSError):
                old.path.unlink()


def remove_partial(path: Path) -> None:
    """Remove the halves of backups that runs which died left behind; the caller holds the workbook."""
    with suppress(SaveFailed):
        for entry, _, _ in _ours(path, _PARTIAL):
            with suppress(OSError):
                entry.unlink()


def _ours(path: Path, end: str = "") -> Iterator[tuple[Path, str, int]]:
    """The files in our folder that are named like backups of the workbook, with time stamp and count."""
    pattern = re.compile(
        re.escape(path.stem) + r"~(\d{8}-\d{6})(?:-(\d+))?" + re.escape(path.suffix + end) + r"\Z"
    )
    folder = path.parent / FOLDER
    try:
        entries = list(folder.iterdir()) if folder.is_dir() else []
    except OSError as fault:
        raise SaveFailed(say.NOT_LISTED.fill(folder=folder, reason=fault.strerror or fault)) from fault
    for entry in entries:
        match = pattern.match(entry.name)
        if match:
            yield entry, match[1], int(match[2] or 0)


def _copy(path: Path, copy: Path) -> None:
    partial = copy.with_name(copy.name + _PARTIAL)
    try:
        partial.touch(0o600)  # nobody may read a private workbook while it is copied
        shutil.copyfile(path, partial)
        shutil.copymode(path, partial)
        _flush(partial)
        partial.replace(copy)
    except BaseException:
        with suppress(OSError):
            partial.unlink()
        raise


def _free_name(folder: Path, path: Path, moment: dt.datetime) -> Path:
    stem = f"{path.stem}~{moment.strftime(_STAMP)}"
    names = [stem, *(f"{stem}-{n}" for n in range(1, 1000))]
    return next(p for name in names if not (p := folder / (name + path.suffix)).exists())


def _moment(stamp: str) -> dt.datetime | None:
    try:
        return dt.datetime.strptime(stamp, _STAMP)
    except ValueError:
        return None


def _flush(path: Path) -> None:
    with path.open("rb+") as stream:
        flush(stream.fileno())
