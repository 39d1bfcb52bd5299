"""``diff``: what changed between two workbook files."""

from __future__ import annotations

import zipfile
from pathlib import Path

from sheetsales.backends.limits import damaged
from sheetsales.backends.ooxml.formula_text import moved
from sheetsales.backends.reader import read_workbook
from sheetsales.backends.reading.formulas import read_formulas
from sheetsales.diff.changes import Changes
from sheetsales.diff.compare import Side, compare
from sheetsales.diff.formulas import Filled
from sheetsales.schema.bind import bind
from sheetsales.texts import Lang


def diff(before: Path, after: Path) -> tuple[Changes, Lang]:
    """The changes from one file to the other, and the newer workbook's language; writes nothing."""
    old, new = _side(before), _side(after)
    return compare(old, new), new.binding.language


def _side(path: Path) -> Side:
    workbook = read_workbook(path)
    formulas = {grid.name: _formulas(path, grid.name) for grid in workbook.grids if grid.formulas}
    return Side(workbook, bind(workbook), _parts(path), formulas)


def _formulas(path: Path, sheet: str) -> dict[tuple[int, int], Filled]:
    found = read_formulas(path, sheet)
    return {(row, column): Filled(text, moved(text, 1 - row, 0)) for (row, column), text in found.items()}


def _parts(path: Path) -> dict[str, str]:
    """Each member's checksum and size, as the file itself states them; ``read_workbook`` has checked the file."""
    try:
        with zipfile.ZipFile(path) as package:
            return {info.filename: f"{info.CRC:08x}-{info.file_size}" for info in package.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError) as fault:
        raise damaged(path, "zip") from fault
