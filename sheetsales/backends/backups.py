"""Copies of a workbook as it was before each change, in the folder ``.sheetsales`` beside it."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sheetsales.backends.locks import FOLDER

KEPT = 20
_STAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    """``number`` 1 is the newest; ``made`` is local time; ``size`` is in bytes."""

    number: int
    path: Path
    made: dt.datetime
    size: int


def list_backups(path: Path) -> tuple[Backup, ...]:
    """The backups of a workbook, newest first; the workbook itself need not be there any more."""
    pattern = re.compile(re.escape(path.stem) + r"~(\d{8}-\d{6})(?:-(\d+))?" + re.escape(path.suffix) + r"\Z")
    found = []
    folder = path.parent / FOLDER
    for entry in folder.iterdir() if folder.is_dir() else ():
        match = pattern.match(entry.name)
        made = _moment(match[1]) if match else None
        if match and made:
            found.append((made, int(match[2] or 0), entry))
    found.sort(key=lambda item: item[:2], reverse=True)
    return tuple(
        Backup(number, entry, made, entry.stat().st_size) for number, (made, _, entry) in enumerate(found, 1)
    )


def make_backup(path: Path, moment: dt.datetime) -> Path:
    """Copy the workbook as it is now, safely on disk, and let go of the oldest above twenty."""
    folder = path.parent / FOLDER
    folder.mkdir(exist_ok=True)
    copy = _free_name(folder, path, moment)
    partial = copy.with_name(copy.name + ".part")
    try:
        shutil.copyfile(path, partial)
        shutil.copymode(path, partial)
        _flush(partial)
        partial.replace(copy)
    except BaseException:
        with suppress(OSError):
            partial.unlink()
        raise
    for old in list_backups(path)[KEPT:]:
        with suppress(OSError):
            old.path.unlink()
    return copy


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
        os.fsync(stream.fileno())
