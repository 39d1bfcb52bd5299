"""The sheets of an exported file as grids, each cell where the file has it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Final

from sheetsales.backends.exports import refusals as say
from sheetsales.cells.grid import Grid
from sheetsales.cells.values import CellValue
from sheetsales.errors import BadRequest

TEXT_KINDS: Final = (".csv", ".txt", ".tsv")
BOOK_KINDS: Final = (".xlsx", ".xlsm")
_HEAD: Final = 512
_NO_TEXT: Final = (b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"\t\x00", b"\t\x02", b"\t\x04", b"\t\x08", b"\x00")
"""How workbooks of all ages begin."""
OLD_KINDS: Final = (".xls", ".ods")


def export_sheets(path: Path) -> tuple[Grid, ...]:
    """Every sheet that people can see; one of a text file, called as the file. Formulas are what they came to.

    Raises ``BadRequest``, ``NotAWorkbook`` or ``LimitExceeded`` for what cannot be read.
    """
    kind = path.suffix.lower()
    if not path.is_file():
        raise BadRequest(say.NO_FILE.fill(path=path))
    if kind not in (*TEXT_KINDS, *BOOK_KINDS, *OLD_KINDS):
        raise BadRequest(say.KIND.fill(path=path.name))
    if not path.stat().st_size:
        raise BadRequest(say.EMPTY.fill(path=path.name))
    if kind in BOOK_KINDS:
        from sheetsales.backends.reader import read_workbook

        return tuple(grid for grid in read_workbook(path).grids if grid.visibility != "veryHidden")
    if kind in TEXT_KINDS or (kind == ".xls" and _is_text(path)):
        from sheetsales.backends.exports.text import text_rows

        return (grid_of(path.stem, 0, text_rows(path)),)
    from sheetsales.backends.exports.old import old_sheets

    return tuple(grid_of(name, index, rows) for index, (name, rows) in enumerate(old_sheets(path)))


def _is_text(path: Path) -> bool:
    """Whether a file called .xls holds lines of text, as some programs export them."""
    with path.open("rb") as source:
        head = source.read(_HEAD)
    return (
        not head.startswith(_NO_TEXT)
        and b"<" not in head[: _HEAD // 8]
        and any(sign in head for sign in b",;\t")
    )


def grid_of(name: str, index: int, rows: Sequence[Sequence[CellValue]]) -> Grid:
    """Rows from the first of a sheet on as a grid; short ones are filled with blanks."""
    columns = tuple(list(column) for column in zip_longest(*rows))
    return Grid(name, index, 1, 1, columns)
