"""What says which run changed a workbook last: a file beside its backup, known by the backup's serial.

A record is on disk before its run can be seen. One whose backup still stands in the workbook's place tells of a run that
was cut short: it never happened.
"""

from __future__ import annotations

import filecmp
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from sheetsales.backends.backups import list_backups
from sheetsales.backends.disk import flush_folder
from sheetsales.backends.locks import FOLDER
from sheetsales.backends.plain_files import PARTIAL, open_plain, write_whole
from sheetsales.dataclass import dataclass
from sheetsales.errors import SaveFailed

_LARGEST: Final = 256 << 20


@dataclass(frozen=True, slots=True)
class Record:
    """``serial`` is that of ``before``, the workbook as it was before the run."""

    serial: int
    path: Path
    before: Path

    def read(self) -> bytes:
        """Raises ``OSError`` where it is no plain file or has gone."""
        with open_plain(self.path) as stream:
            return stream.read(_LARGEST)


def put_record(path: Path, serial: int, data: bytes) -> None:
    """Have the record of a run on disk that is about to be seen; the caller holds the workbook."""
    place = _place(path, serial)
    write_whole(place, path, lambda out: out.write(data))
    flush_folder(place.parent)


def drop_record(path: Path, serial: int) -> None:
    """Remove the record of a run that was cut short, where its serial now serves one that keeps none."""
    with suppress(OSError):
        _place(path, serial).unlink(missing_ok=True)


def drop_earlier(path: Path, serial: int) -> None:
    """Remove the records of runs before, and what runs that died left half done: only the last one can be undone."""
    for number, entry in _entries(path):
        if number < serial or entry.name.endswith(PARTIAL):
            with suppress(OSError):
                entry.unlink()


def records(path: Path) -> tuple[Path, ...]:
    """All records kept of runs on the workbook at ``path``, and halves of them."""
    return tuple(entry for _, entry in _entries(path))


def last_record(path: Path) -> Record | None:
    """The record of the last run that happened on the workbook at ``path``; None where none is kept."""
    with suppress(SaveFailed):
        backups = {backup.serial: backup.path for backup in list_backups(path) if backup.serial}
        for serial, entry in sorted(_entries(path), reverse=True):
            before = backups.get(serial)
            if before is not None and not entry.name.endswith(PARTIAL) and not _stands(path, before):
                return Record(serial, entry, before)
    return None


def _stands(path: Path, before: Path) -> bool:
    """Whether the workbook is as it was before."""
    try:
        return filecmp.cmp(path, before, shallow=False)
    except OSError:
        return False


def _place(path: Path, serial: int) -> Path:
    return path.parent / FOLDER / f"{_stem(path)}{serial:06d}.json"


def _stem(path: Path) -> str:
    return path.stem + path.suffix.replace(".", "~") + "~run-"


def _entries(path: Path) -> Iterator[tuple[int, Path]]:
    pattern = re.compile(re.escape(_stem(path)) + r"(\d{6,12})\.json(?:\.part)?\Z")
    with suppress(OSError):
        for entry in list((path.parent / FOLDER).iterdir()):
            if match := pattern.match(entry.name):
                yield int(match[1]), entry
