"""Old .xls and OpenDocument files, read with calamine."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from sheetsales.backends.exports import refusals as say
from sheetsales.backends.limits import check_members
from sheetsales.cells.values import CellValue
from sheetsales.errors import BadRequest, LimitExceeded

MOST_BYTES: Final = 64 * 2**20
_PANIC: Final = "PanicException"


def old_sheets(path: Path) -> Iterator[tuple[str, list[list[CellValue]]]]:
    """Name and rows of every sheet; raises ``BadRequest`` for a file that is damaged or has a password."""
    if path.stat().st_size > MOST_BYTES:
        raise LimitExceeded(say.TOO_LARGE.fill(path=path.name, most=MOST_BYTES >> 20))
    if path.suffix.lower() == ".ods":
        _check_archive(path)
    for name, rows in _read(path):
        yield name, [[_plain(value) for value in row] for row in rows]


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            check_members(archive.infolist(), path)
    except zipfile.BadZipFile:
        raise BadRequest(say.DAMAGED.fill(path=path.name)) from None


def _read(path: Path) -> list[tuple[str, Sequence[Sequence[Any]]]]:
    import python_calamine as calamine

    try:
        with calamine.load_workbook(str(path)) as book:
            return [
                (name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
                for name in book.sheet_names
            ]
    except (calamine.CalamineError, OSError, ValueError):
        raise BadRequest(say.DAMAGED.fill(path=path.name)) from None
    except BaseException as fault:
        if type(fault).__name__ != _PANIC:  # what the library does at a file that makes no sense
            raise
        raise BadRequest(say.DAMAGED.fill(path=path.name)) from None


def _plain(value: Any) -> CellValue:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value  # type: ignore[no-any-return]  # numbers, truth values, dates and times as they are
