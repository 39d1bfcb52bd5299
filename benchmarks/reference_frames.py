"""What stands around the cells of a sheet, and the calculation chain: sound and in step with the cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from benchmarks.reference_book import Book, Row, Sheet, child, children
from benchmarks.reference_change import Change, Wrong, on_sheet
from benchmarks.reference_text import box_of, cell_name


def frames(old: Book, new: Book, change: Change) -> Iterator[Wrong]:
    """``dimension`` and ``spans`` hold all cells; rows are in order, once each; row looks went along."""
    for name, sheet in new.sheets.items():
        before, cells = old.sheet(name), sheet.cells
        used = [at for at, cell in cells.items() if cell.value or cell.formula is not None]
        node = child(sheet.root, "dimension")
        box = box_of(node.get("ref", "")) if node is not None else None
        if box and used and before and _dimension_held(before):
            lost = next((at for at in used if not box.holds(*at)), None)
            if lost:
                yield Wrong("dimension", name, f"{box} leaves out {cell_name('', lost)}")
        numbers = [row.number for row in sheet.rows]
        if numbers != sorted(set(numbers)):
            yield Wrong("rows", name, "are out of order or doubled")
        for row in sheet.rows:
            for low, high in re.findall(r"(\d+):(\d+)", row.attributes.get("spans", "")):
                if row.columns and not _spanned(row, low, high) and not _spans_were_wrong(before, row.number):
                    yield Wrong(
                        "spans",
                        f"{name} row {row.number}",
                        f"{low}:{high} for {row.columns[0]}…{row.columns[-1]}",
                    )
            if list(row.columns) != sorted(set(row.columns)):
                yield Wrong("rows", f"{name} row {row.number}", "cells are out of order or doubled")
        if before:
            yield from _row_looks(before, sheet, on_sheet(change, name))


def _spanned(row: Row, low: str, high: str) -> bool:
    return int(low) <= min(row.columns, default=int(low)) and max(row.columns, default=0) <= int(high)


def _spans_were_wrong(sheet: Sheet | None, number: int) -> bool:
    """Some files come with spans that leave cells out; those are nobody's fault here."""
    rows = [row for row in sheet.rows if row.number == number] if sheet and sheet.cells else []
    spans = [
        (row, *found) for row in rows for found in re.findall(r"(\d+):(\d+)", row.attributes.get("spans", ""))
    ]
    return any(not _spanned(*span) for span in spans)


def _dimension_held(sheet: Sheet) -> bool:
    node = child(sheet.root, "dimension")
    box = box_of(node.get("ref", "")) if node is not None else None
    return bool(box) and all(
        box.holds(*at) for at, c in sheet.cells.items() if box and (c.value or c.formula)
    )


def _row_looks(old: Sheet, new: Sheet, change: Change) -> Iterator[Wrong]:
    found = {row.number: row.attributes for row in new.rows}
    for row in old.rows:
        at = change.cell(row.number, 0)[0] if not change.columns else row.number
        looks = {
            k: v
            for k, v in row.attributes.items()
            if k in ("ht", "hidden", "customHeight", "outlineLevel", "s")
        }
        now = found.get(at, {})
        fresh = change.old.bottom < at <= change.new.bottom + change.totals
        if looks and not fresh and {k: now.get(k) for k in looks} != looks:
            yield Wrong("row look", f"{new.name} row {at}", f"{looks} of row {row.number} is not there")


def calculation(old: Book, new: Book, change: Change) -> Iterator[Wrong]:
    """The calculation chain names formulas only; where any formula may now show something else, Excel is told."""
    for link in sorted(_broken_links(new) - _broken_links(old)):
        yield Wrong("calcChain", link, "has no formula")
    formulas = any(c.formula is not None for sheet in new.sheets.values() for c in sheet.cells.values())
    if formulas and not new.recalculates and change.free:
        yield Wrong("calculation", "workbook", "is not computed on opening")


def _broken_links(book: Book) -> set[str]:
    """The cells that the calculation chain names and that hold no formula."""
    listed = children(child(book.workbook, "sheets"), "sheet")
    names = {item.get("sheetId", ""): item.get("name", "") for item in listed}
    found, index = set(), ""
    for part in book.of_kind(r"calcchain\.xml$"):
        for item in book.root(part):
            index = item.get("i", index)
            sheet, box = book.sheets.get(names.get(index, "")), box_of(item.get("r", ""))
            cell = sheet.cells.get((box.top, box.left)) if sheet and box else None
            if sheet and (cell is None or cell.formula is None):
                found.add(f"{sheet.name}!{item.get('r')}")
    return found
