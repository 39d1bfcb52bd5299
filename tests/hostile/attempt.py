"""One hostile file given to everything that opens workbooks: only our own errors may come back."""

from __future__ import annotations

import lzma
import struct
import time
import warnings
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from sheetsales.backends.limits import Limits
from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import AddSheet, AppendRows, Edit, EditPlan, ReplaceRows, SetCell, SetNote
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import EditValue
from sheetsales.errors import SheetsalesError
from tests.hostile.seed import TABLE

VALUE = "=written by the test"


def edits(book: Workbook | None) -> tuple[Edit, ...]:
    """Every kind of edit, for the first sheet and the first Table of the book; a book unread gets our own names."""
    sheet = book.grids[0].name if book and book.grids else "Sheet1"
    tables = [table for grid in book.grids for table in grid.tables] if book else []
    table, heading = (tables[0].name, tables[0].headings[:1]) if tables else (TABLE, ())
    row: dict[str, EditValue] = {heading[0] if heading else "Customer": VALUE}
    return (
        SetCell(CellRef(sheet, 2, 2), VALUE),
        SetCell(CellRef(sheet, 300, 40), VALUE, None),
        AppendRows(table, (row,)),
        ReplaceRows(table, (row,)),
        AddSheet("Added", ("A", "B"), ((VALUE, 1),)),
        SetNote(CellRef(sheet, 3, 1), VALUE),
    )


_NO_SOUND_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,
    ValueError,
    OSError,
    EOFError,
    RuntimeError,
    KeyError,
)
SMALL = Limits(file_bytes=8 << 20, unpacked_bytes=64 << 20, part_bytes=16 << 20)
_SECONDS = 10.0
"""Of processor time for one file and all edits; a sound small workbook takes some hundredths."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """``book`` None: the reader refused the file. ``applied`` are the places of the edits that went through."""

    book: Workbook | None
    applied: tuple[int, ...]


def attempt(data: bytes, folder: Path, limits: Limits = SMALL, seconds: float = _SECONDS) -> Outcome:
    """Read the file and apply every edit to it, each alone; raises whatever is not ours, or is promised otherwise."""
    path = folder / "hostile.xlsx"
    path.write_bytes(data)
    started = time.process_time()
    found = _read(path, limits)
    applied = tuple(
        at
        for at, edit in enumerate(edits(found))
        if _applies(path, edit, folder / "written.xlsx", limits, found)
    )
    spent = time.process_time() - started
    assert spent < seconds, f"{spent:.1f} s for {len(data)} bytes"
    assert path.read_bytes() == data
    return Outcome(found, applied)


def read_only(data: bytes, folder: Path, limits: Limits = SMALL) -> Workbook | None:
    """The reader alone; None where it refused."""
    path = folder / "hostile.xlsx"
    path.write_bytes(data)
    return _read(path, limits)


def write_only(data: bytes, folder: Path, limits: Limits = SMALL) -> tuple[bool, ...]:
    """The engine alone: which edits went through."""
    path = folder / "hostile.xlsx"
    path.write_bytes(data)
    return tuple(_applies(path, edit, folder / "written.xlsx", limits, None) for edit in edits(None))


def _read(path: Path, limits: Limits) -> Workbook | None:
    try:
        return read_workbook(path, limits=limits)
    except SheetsalesError as error:
        _is_told(error)
        return None


def _applies(path: Path, edit: Edit, target: Path, limits: Limits, before: Workbook | None) -> bool:
    out = BytesIO()
    try:
        apply_plan(path, EditPlan((edit,)), out, limits=limits)
    except SheetsalesError as error:
        _is_told(error)
        _is_blank(out)
        return False
    target.write_bytes(out.getvalue())
    if before is not None:
        _holds(read_workbook(target, limits=limits), edit)
        _opens_elsewhere(path, target)
    return True


def _is_told(error: SheetsalesError) -> None:
    assert error.in_("zh")
    assert error.in_("en")


def _is_blank(out: BytesIO) -> None:
    """Nothing reaches the target of a plan that was refused."""
    assert not out.getvalue()


def _holds(book: Workbook, edit: Edit) -> None:
    """The value stands where it should, as text."""
    if isinstance(edit, SetCell):
        grid = book.grid(edit.at.sheet)
        assert grid is not None
        assert grid.value(edit.at.row, edit.at.column) == VALUE
    elif not isinstance(edit, SetNote):
        assert any(VALUE in column for grid in book.grids for column in grid.columns)


def _opens_elsewhere(path: Path, target: Path) -> None:
    """What a zip program can check was sound stays sound."""
    names = _sound_members(path)
    if names is not None:
        written = _sound_members(target)
        assert written is not None
        assert len(written) >= len(names) - 1


def _sound_members(path: Path) -> list[str] | None:
    """The members of a zip; None where a zip program finds anything wrong with it."""
    with suppress(*_NO_SOUND_ZIP), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(path) as archive:
            return archive.namelist() if archive.testzip() is None else None
    return None
