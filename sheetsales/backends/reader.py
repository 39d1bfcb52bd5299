"""A closed workbook file to the grids of its sheets."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from sheetsales.backends.limits import DEFAULT, Limits
from sheetsales.backends.reading.block import dense_block
from sheetsales.backends.reading.contents import Contents, SheetEntry, read_contents
from sheetsales.backends.reading.decode import Decoders
from sheetsales.backends.reading.kept import KeptSheets
from sheetsales.backends.reading.package import Package, opened
from sheetsales.backends.reading.sheet import SheetPart, read_sheet
from sheetsales.backends.reading.strings import shared_strings
from sheetsales.backends.reading.styles import Styles, read_styles
from sheetsales.backends.reading.tables import area_of, read_tables
from sheetsales.cells.address import CellRef
from sheetsales.cells.cellset import CellSet
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.collector import without_cyclic_gc

_kept: KeptSheets[_Rows] | None = None


def read_workbook(
    path: Path, *, limits: Limits = DEFAULT, sheets: Callable[[str], bool] | None = None
) -> Workbook:
    """Everything an .xlsx or .xlsm file holds in its worksheets, as raw values.

    ``sheets`` chooses by name which are read (all where None); the others are left out of ``grids``. Chart, dialog
    and macro sheets never appear; ``Grid.index`` counts them. Numbers are ints where only digits stand in the file,
    else floats. Raises ``NotAWorkbook`` or ``LimitExceeded``.
    """
    with without_cyclic_gc(), opened(path, limits) as package:
        contents = read_contents(package)
        read = cache(_reading(package, contents))
        wanted = (entry for entry in contents.sheets if sheets is None or sheets(entry.name))
        grids = tuple(_grid(package, entry, read(entry.part)) for entry in wanted)
        return Workbook(grids, package.digest(), contents.date1904, contents.names, contents.structure_locked)


def keep_sheets() -> None:
    """From now on this process keeps the sheets it reads, and reads again only those that changed: for who answers click
    after click, and reads one workbook more than once."""
    global _kept  # noqa: PLW0603 - one choice for the whole process, made where it starts
    _kept = _kept or KeptSheets()


def _reading(package: Package, contents: Contents) -> Callable[[str], _Rows]:
    decoders = _decoders(package, contents)
    kept = _kept
    if kept is None:
        return lambda part: _Rows(read_sheet(package, part, decoders))
    styles = package.packed_digest(contents.styles)[0] if contents.styles else b""
    around = styles + bytes([contents.date1904])

    def known(part: str) -> _Rows:
        digest, size = package.packed_digest(part)
        read = lambda: _Rows(read_sheet(package, part, decoders))  # noqa: E731 - a name for what is read only if need be
        return kept.rows(around + digest, size, decoders.strings, read)

    return known


def _decoders(package: Package, contents: Contents) -> Decoders:
    strings = shared_strings(package, contents.strings) if contents.strings else []
    styles = read_styles(package, contents.styles) if contents.styles else Styles()
    return Decoders(strings, styles.kinds, date1904=contents.date1904, signs=styles.signs, shown=styles.shown)


class _Rows:
    """What one part holds. Sheets that share a part, as hostile files have them by the thousand, share this too."""

    def __init__(self, sheet: SheetPart) -> None:
        self.formulas = CellSet(part for stretch in sheet.stretches for part in stretch.formulas)
        self.uncached = CellSet(part for stretch in sheet.stretches for part in stretch.uncached)
        self.block = dense_block(sheet.stretches)
        self.protected, self.merged = sheet.protected, sheet.merged
        self.signs, self.shown, self.hidden = sheet.signs, sheet.shown, frozenset(sheet.hidden)


def _grid(package: Package, entry: SheetEntry, rows: _Rows) -> Grid:
    block = rows.block
    return Grid(
        name=entry.name,
        index=entry.index,
        first_row=block.first_row,
        first_column=block.first_column,
        columns=block.columns,
        visibility=entry.visibility,
        protected=rows.protected,
        tables=read_tables(package, entry.part, entry.name),
        merged=tuple(area for ref in rows.merged if (area := area_of(ref, entry.name))),
        formulas=rows.formulas,
        uncached=rows.uncached,
        signs=rows.signs,
        shown=rows.shown,
        hidden_rows=rows.hidden,
        beyond=tuple(CellRef(entry.name, row, column) for row, column in block.beyond),
    )
