"""``diff``: what changed between two workbook files."""

from __future__ import annotations

import zipfile
from pathlib import Path

from sheetsales.backends.limits import damaged
from sheetsales.backends.reader import read_workbook
from sheetsales.diff.changes import Changes
from sheetsales.diff.compare import Side, compare
from sheetsales.schema.bind import bind
from sheetsales.texts import Lang


def diff(before: Path, after: Path) -> tuple[Changes, Lang]:
    """The changes from one file to the other, and the newer workbook's language; writes nothing."""
    old, new = _side(before), _side(after)
    return compare(old, new), new.binding.language


def _side(path: Path) -> Side:
    workbook = read_workbook(path)
    return Side(workbook, bind(workbook), _parts(path))


def _parts(path: Path) -> dict[str, str]:
    """Each member's checksum and size, as the file itself states them; ``read_workbook`` has checked the file."""
    try:
        with zipfile.ZipFile(path) as package:
            return {info.filename: f"{info.CRC:08x}-{info.file_size}" for info in package.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError) as fault:
        raise damaged(path, "zip") from fault
