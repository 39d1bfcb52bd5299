"""Charts: where their series lie, and that what they remember of the cells is what stands there."""

from __future__ import annotations

import math
from collections.abc import Iterator

from benchmarks.reference_book import Book, Cell, Element, child, children, every, local, text_of
from benchmarks.reference_change import Change, Wrong, same_formula
from benchmarks.reference_text import Box, scan

_CACHES = {"numRef": "numCache", "strRef": "strCache"}
_MOST = 32_000


def charts(old: Book, new: Book, change: Change) -> Iterator[Wrong]:
    for part in old.of_kind(r"(^|/)chart(ex)?[^/]*\.xml$"):
        if not new.has(part):
            yield Wrong("chart", part, "is gone")
            continue
        before, after = [_formulas(book.root(part)) for book in (old, new)]
        if len(before) != len(after):
            yield Wrong("chart", part, f"{len(after)} references for {len(before)}")
            continue
        for a, b in zip(before, after, strict=True):
            yield from _reference(part, a, b, new, change)


def _formulas(root: Element) -> list[Element]:
    return [e for e in every(root, "f") if text_of(e)]


def _reference(part: str, old: Element, new: Element, book: Book, change: Change) -> Iterator[Wrong]:
    what = same_formula(text_of(old), text_of(new), "\0", change, "chart")
    if what:
        yield Wrong("chart", part, what)
        return
    owner, was = new.getparent(), old.getparent()
    if owner is None or was is None or local(owner) not in _CACHES:
        return
    cache, kept = child(owner, _CACHES[local(owner)]), child(was, _CACHES[local(owner)])
    if cache is None:
        if kept is not None:
            yield Wrong("chart", part, f"remembers nothing of {text_of(new)}")
        return
    place = _one_place(text_of(new))
    if place and _concerns(place, text_of(old), text_of(new), change):
        what = _differs(cache, *place, book, local(owner) == "numRef")
        if what:
            yield Wrong("chart cache", part, f"{text_of(new)}: {what}")
    elif kept is not None and _points(kept) != _points(cache):
        yield Wrong("chart cache", part, f"{text_of(new)} is not concerned and was changed")


def _one_place(text: str) -> tuple[str, Box] | None:
    found = scan(text)
    if found.skeleton != "\0" or not found.mentions[0].sheet:
        return None
    return found.mentions[0].sheet, found.mentions[0].box


def _concerns(place: tuple[str, Box], old: str, new: str, change: Change) -> bool:
    if place[0].lower() != change.sheet.lower():
        return False
    return (old != new and change.by != 0 and place[1].meets(change.new)) or any(
        place[1].meets(box) for box in change.free
    )


def _points(cache: Element) -> dict[int, str]:
    return {int(p.get("idx", "-1")): text_of(child(p, "v")) for p in children(cache, "pt")}


def _differs(cache: Element, sheet: str, box: Box, book: Book, numbers: bool) -> str:
    found, owner = book.sheet(sheet), child(cache, "ptCount")
    height, width = box.bottom - box.top + 1, box.right - box.left + 1
    if found is None or height * width > _MOST:
        return ""
    if owner is None or owner.get("val") != str(height * width):
        return f"counts {owner.get('val') if owner is not None else None} points for {height * width} cells"
    points = _points(cache)
    for index in range(height * width):
        row, column = box.top + index // width, box.left + index % width
        cell = found.cells.get((row, column))
        if not _equal(points.get(index), cell, numbers):
            return f"point {index} is {points.get(index)!r}, the cell holds {cell and cell.value!r}"
    return ""


def _equal(point: str | None, cell: Cell | None, numbers: bool) -> bool:
    value = cell.value if cell else None
    if cell and cell.formula is not None and value is None:
        return True
    if numbers:
        if cell is None or cell.kind not in ("n", "b") or not value:
            return point is None or point in ("0", "#N/A")
        return point is not None and math.isclose(float(point), float(value), rel_tol=1e-12)
    if cell and cell.kind == "str":
        return (point or "") == (value or "")
    return bool(point) == bool(value)
