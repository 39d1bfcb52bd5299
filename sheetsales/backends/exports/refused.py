"""A file of the rows that could not be taken, as they were, with why in front of each: to be mended and imported again."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from sheetsales.backends.plain_files import write_whole
from sheetsales.cells.values import CellError, CellValue

_WIDE, _NARROW = 60, 16
_MADE: Final = dt.datetime(2026, 1, 1)
_MOST_NAMES: Final = 100


def refused_file(
    beside: Path, word: str, sheet: str, headings: Sequence[str], rows: Sequence[Sequence[CellValue]]
) -> Path:
    """Write the file beside the export, under a name that is free, and return its place; one that says the same stays.

    Every text is a text there: ids keep their digits, and nothing becomes a formula. Raises ``OSError`` where it cannot be written.
    """
    content = _book(sheet, headings, rows)
    for number in range(1, _MOST_NAMES):
        tail = f" {number}" if number > 1 else ""
        place = beside.with_name(f"{beside.stem} {word}{tail}.xlsx")
        if not place.exists():
            write_whole(place, beside, lambda out: out.write(content))
            return place
        if place.read_bytes() == content:
            return place
    raise OSError(beside.name)


def _book(sheet: str, headings: Sequence[str], rows: Sequence[Sequence[CellValue]]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": _MADE})
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@", "text_wrap": False})
        page = book.add_worksheet(_sheet_name(sheet))
        page.freeze_panes(1, 1)
        page.set_column(0, 0, _WIDE)
        page.set_column(1, max(1, len(headings) - 1), _NARROW)
        page.write_row(0, 0, headings, bold)
        for r, row in enumerate(rows, 1):
            for c, value in enumerate(row):
                _write(page, r, c, value, text)
    return out.getvalue()


def _write(page: Any, r: int, c: int, value: CellValue, text: Any) -> None:
    if isinstance(value, str):
        page.write_string(r, c, value, text)
    elif isinstance(value, CellError):
        page.write_string(r, c, value.code, text)
    elif isinstance(value, dt.timedelta | dt.time):
        page.write_string(r, c, str(value), text)
    elif value is not None:
        page.write(r, c, value)


def _sheet_name(sheet: str) -> str:
    plain = "".join(" " if ch in "[]:*?/\\" else ch for ch in sheet).strip(" '")
    return plain[:31] or "rows"
