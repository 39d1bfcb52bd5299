"""A cell of a sheet that is new, in the file's own terms."""

from __future__ import annotations

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.cell_write import CellWriter, Encoded
from sheetsales.backends.ooxml.guards import known_names
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import AddSheet
from sheetsales.cells.values import EditValue, Formula
from sheetsales.errors import EditRefused


def encoded_new(book: OpenBook, writer: CellWriter, edit: AddSheet, at: CellRef, value: EditValue) -> Encoded:
    """The value as the file holds it, formulas noted. Raises ``EditRefused``, naming the cell, for what no cell can hold."""
    if isinstance(value, Formula):
        known_names(book, at, value, {edit.table or "": edit.headings})
    try:
        encoded = writer.encode(value)
    except EditRefused as refused:
        raise EditRefused(refusals.AT.fill(at=at, why=refused.text)) from refused
    book.wrote_formula = book.wrote_formula or encoded.formula
    if encoded.uncached:
        book.uncached.append(str(at))
    return encoded
