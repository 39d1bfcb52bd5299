"""Copies of a workbook as it was before each change, in the folder ``.sheetsales`` beside it.

They are numbered in the order they were made, by whoever held the workbook; a clock only says when, for people: it
may stand in another time zone, and it may be set back.
"""

from __future__ import annotations

import datetime as dt
import filecmp
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from sheetsales.backends import saving_texts as say
from sheetsales.backends.disk import flush, flush_folder
from sheetsales.backends.locks import FOLDER, own_folder
from sheetsales.backends.plain_files import PARTIAL, open_plain, write_whole
from sheetsales.dataclass import dataclass
from sheetsales.errors import SaveFailed

KEPT: Final = 20
_STAMP: Final = "%Y%m%d-%H%M%S"
_NUMBERED: Final = r"~(?P<serial>\d{6,12})~(?P<stamp>\d{8}-\d{6})Z"
_STAMPED: Final = r"~(?P<only_stamp>\d{8}-\d{6})(?:-(?P<count>\d+))?"
"""How backups were named before they had numbers: by local time."""


@dataclass(frozen=True, slots=True)
class Backup:
    """``number`` 1 is the newest; ``made`` is local time; ``size`` is in bytes. ``serial`` grows with every backup of the
    workbook; 0 for those made before there were serials."""

    number: int
    path: Path
    made: dt.datetime
    size: int
    serial: int = 0


def list_backups(path: Path) -> tuple[Backup, ...]:
    """The backups of a workbook, newest first; the workbook itself need not be there any more. A link is none.

    Raises ``SaveFailed`` where their folder cannot be read.
    """
    found = []
    for entry, match in _ours(path):
        made = _moment(match)
        with suppress(FileNotFoundError):  # let go of by another run meanwhile
            state = entry.lstat()
            if made and stat.S_ISREG(state.st_mode):
                serial, count = int(match["serial"] or 0), int(match["count"] or 0)
                found.append(
                    ((serial, made if not serial else dt.datetime.min, count), made, entry, state.st_size)
                )
    found.sort(key=lambda item: item[0], reverse=True)
    return tuple(
        Backup(number, entry, made, size, key[0]) for number, (key, made, entry, size) in enumerate(found, 1)
    )


def make_backup(path: Path, moment: dt.datetime) -> tuple[Backup, bool]:
    """Copy the workbook as it is now, safely on disk; returns the copy, and whether it had to be made.

    The newest backup serves where it holds the same bytes: a run that died after its backup left it. ``moment`` is
    aware of its zone. The caller holds the workbook.
    """
    folder = own_folder(path)
    newest = next(iter(list_backups(path)), None)
    if newest and newest.serial and filecmp.cmp(path, newest.path, shallow=False):
        _flush(newest.path)
        made, is_new = newest, False
    else:
        serial = (newest.serial if newest else 0) + 1
        stamp = moment.astimezone(dt.UTC).strftime(_STAMP)
        copy = folder / f"{path.stem}~{serial:06d}~{stamp}Z{path.suffix}"
        with path.open("rb") as source:
            write_whole(copy, path, lambda out: shutil.copyfileobj(source, out, 1 << 20))
        made, is_new = Backup(1, copy, _local(moment), copy.lstat().st_size, serial), True
    flush_folder(folder)
    flush_folder(path.parent)
    return made, is_new


def let_go_of_oldest(path: Path) -> None:
    """Remove the oldest backups above twenty."""
    with suppress(SaveFailed):
        for old in list_backups(path)[KEPT:]:
            with suppress(OSError):
                old.path.unlink()


def remove_partial(path: Path) -> None:
    """Remove the halves of backups that runs which died left behind; the caller holds the workbook."""
    with suppress(SaveFailed):
        for entry, _ in _ours(path, PARTIAL):
            with suppress(OSError):
                entry.unlink()


def _ours(path: Path, end: str = "") -> Iterator[tuple[Path, re.Match[str]]]:
    """The files in our folder that are named like backups of the workbook."""
    pattern = re.compile(
        re.escape(path.stem) + f"(?:{_NUMBERED}|{_STAMPED})" + re.escape(path.suffix + end) + r"\Z"
    )
    folder = path.parent / FOLDER
    try:
        entries = list(folder.iterdir()) if folder.is_dir() else []
    except OSError as fault:
        raise SaveFailed(say.NOT_LISTED.fill(folder=folder, reason=fault.strerror or fault)) from fault
    for entry in entries:
        match = pattern.match(entry.name)
        if match:
            yield entry, match


def _moment(match: re.Match[str]) -> dt.datetime | None:
    """When the backup was made, in local time; None where its name holds no such moment."""
    with suppress(ValueError, OverflowError, OSError):
        if match["serial"]:
            return _local(_read_stamp(match["stamp"]).replace(tzinfo=dt.UTC))
        return _read_stamp(match["only_stamp"])
    return None


def _read_stamp(text: str) -> dt.datetime:
    """What ``_STAMP`` wrote; raises ``ValueError`` where there is no such moment."""
    return dt.datetime.fromisoformat(text.replace("-", "T"))  # strptime is a module of its own to load


def _local(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone().replace(tzinfo=None, microsecond=0)


def _flush(path: Path) -> None:
    with open_plain(path, "rb+") as stream:
        flush(stream.fileno())
