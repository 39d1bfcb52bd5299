"""A form filled in: blocks repeated first, then the edits of a plan; and what stands against each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from sheetsales.backends.base import Applied
from sheetsales.backends.limits import DEFAULT, Limits
from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.apply import Applier
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.sheet import Sheet
from sheetsales.backends.ooxml.sheet_frame import range_text
from sheetsales.backends.ooxml.source import Source
from sheetsales.backends.ooxml.spans import MalformedError, refusal
from sheetsales.backends.placing.moves import carried
from sheetsales.cells.address import Area, CellRef, parse_area
from sheetsales.cells.edits import Edit
from sheetsales.cells.form import Repeat
from sheetsales.cells.values import Formula
from sheetsales.collector import without_cyclic_gc
from sheetsales.errors import EditRefused, IsSigned
from sheetsales.texts import Text

_RULED = ("conditionalFormatting", "dataValidation")


def fill_form(
    path: Path, repeats: Iterable[Repeat], edits: Sequence[Edit], out: BinaryIO, *, limits: Limits = DEFAULT
) -> Applied:
    """Write the form at ``path``, filled, to ``out``; all of it or nothing. Raises as ``apply_plan`` does."""
    data = Source.opened(path, limits)
    try:
        with closing(data), without_cyclic_gc(), closing(OpenBook(data, path, limits)) as book:
            if book.workbook.is_signed:
                raise IsSigned(refusals.SIGNED)
            applier = Applier(book)
            for one in repeats:
                repeat(book, one)
            applier.do_all(edits)
            book.finish()
            book.package.save(out)
            return applier.result()
    except MalformedError as fault:
        raise refusal(path, fault) from fault


def store_values(
    path: Path, values: Iterable[tuple[CellRef, Formula]], out: BinaryIO, *, limits: Limits = DEFAULT
) -> None:
    """Write the workbook at ``path`` to ``out`` with other stored values of formulas that are there, wherever they stand."""
    data = Source.opened(path, limits)
    try:
        with closing(data), without_cyclic_gc(), closing(OpenBook(data, path, limits)) as book:
            for at, formula in values:
                book.sheet(at.sheet).put(at.row, at.column, formula)
            book.finish()
            book.package.save(out)
    except MalformedError as fault:
        raise refusal(path, fault) from fault


def refused(
    path: Path, repeats: Iterable[Repeat], edits: Sequence[Edit], *, limits: Limits = DEFAULT
) -> tuple[tuple[int, Text], ...]:
    """The edits that could not be made, by their places, each with why and what to do. Nothing is written."""
    data = Source.opened(path, limits)
    found: list[tuple[int, Text]] = []
    try:
        with closing(data), without_cyclic_gc(), closing(OpenBook(data, path, limits)) as book:
            for one in repeats:
                repeat(book, one)
            applier = Applier(book)
            for place, edit in enumerate(edits):
                try:
                    applier.do(edit)
                except EditRefused as error:
                    found.append((place, error.text))
    except MalformedError as fault:
        raise refusal(path, fault) from fault
    return tuple(found)


def repeat(book: OpenBook, one: Repeat) -> None:
    """Copy a block below itself: what its cells hold, their looks, merges, heights of rows and rules."""
    if one.times < 2:
        return
    sheet, area = book.sheet(one.area.sheet), one.area
    tall = area.last_row - area.first_row + 1
    for number in range(1, one.times):
        _copy_cells(sheet, area, number * tall)
    shifts = [number * tall for number in range(1, one.times)]
    _copy_merges(sheet, area, shifts)
    _stretch_rules(sheet, area, shifts)


def _copy_cells(sheet: Sheet, area: Area, down: int) -> None:
    for row in range(area.first_row, area.last_row + 1):
        for column in range(area.first_column, area.last_column + 1):
            value, style = sheet.value(row, column), sheet.style(row, column)
            if isinstance(value, Formula):
                value = Formula(carried(value.text, down))
            if value is not None or style:
                sheet.put(row + down, column, value, style)
        sheet.heights[row + down] = row


def _copy_merges(sheet: Sheet, area: Area, shifts: Sequence[int]) -> None:
    box = sheet.frame.child("mergeCells")
    inside = [m for m in sheet.frame.merges() if _inside(m, area)]
    if box is None or not inside:
        return
    tag = b"<" + sheet.frame.rewrite.prefix + b'mergeCell ref="%b"/>'
    for down in shifts:
        for m in inside:
            ref = range_text(m.first_row + down, m.first_column, m.last_row + down, m.last_column)
            sheet.frame.rewrite.append(box, tag % ref.encode())
    if "count" in box.attrs:
        count = len(sheet.frame.merges()) + len(inside) * len(shifts)
        sheet.frame.rewrite.set(box, "count", str(count))


def _stretch_rules(sheet: Sheet, area: Area, shifts: Sequence[int]) -> None:
    """Conditional formats and drop-downs of the block hold in its copies as well."""
    for node in sheet.frame.root.walk():
        if node.name not in _RULED or "sqref" not in node.attrs:
            continue
        parts = node.attrs["sqref"].split()
        held = [a for part in parts if (a := parse_area("x!" + part)) and _inside(a, area)]
        added = [
            range_text(a.first_row + down, a.first_column, a.last_row + down, a.last_column)
            for down in shifts
            for a in held
        ]
        if added:
            sheet.frame.rewrite.set(node, "sqref", " ".join(parts + added))


def _inside(inner: Area, outer: Area) -> bool:
    return outer.contains(inner.first_row, inner.first_column) and outer.contains(
        inner.last_row, inner.last_column
    )
