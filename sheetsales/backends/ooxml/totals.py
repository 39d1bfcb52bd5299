"""The totals row of a Table, when rows come or go above it."""

from __future__ import annotations

import re

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.formula_text import references
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.row_target import RowTarget
from sheetsales.backends.ooxml.sheet import Sheet
from sheetsales.backends.ooxml.text_values import from_xml
from sheetsales.cells.address import Area
from sheetsales.cells.values import EditValue
from sheetsales.errors import EditRefused

_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f(?:\s[^>]*)?>([^<]+)</")


def totals_at(sheet: Sheet, data: Area, row: int) -> list[tuple[int, EditValue, int]]:
    """(column, value, style) of every cell of a totals row."""
    columns = range(data.first_column, data.last_column + 1)
    return [(column, sheet.value(row, column), sheet.style(row, column)) for column in columns]


def refuse_references(book: OpenBook, target: RowTarget, totals: Area) -> None:
    """Raises ``EditRefused`` where a formula names a cell of the totals row: it would read a data row from now on."""
    row = b"%d" % totals.first_row
    for entry in book.workbook.worksheets:
        for found in _FORMULA.finditer(book.package.peek(entry.part)):
            if row in found[1] and _names(from_xml(found[1]), entry.name, totals):
                raise EditRefused(
                    refusals.TOTALS_REFERRED.fill(
                        table=target.name,
                        sheet=entry.name,
                        formula="=" + from_xml(found[1])[:80],
                        row=totals.first_row,
                    )
                )


def _names(formula: str, own_sheet: str, totals: Area) -> bool:
    for reference in references(formula):
        sheet = reference.sheet if reference.sheet is not None else own_sheet
        first_row, first_column, last_row, last_column = reference.bounds
        if sheet.lower() != totals.sheet.lower() or first_row != totals.first_row:
            continue
        if (
            last_row == totals.first_row
            and first_column <= totals.last_column
            and last_column >= totals.first_column
        ):
            return True
    return False
