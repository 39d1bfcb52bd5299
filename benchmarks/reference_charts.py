"""Charts: where their series lie, and that what they remember of the cells is what stands there."""

from __future__ import annotations

import math
from collections.abc import Iterator

from benchmarks.reference_book import Book, Cell, Element, Sheet, child, children, every, local, text_of
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
    place, before = _one_place(text_of(new)), _one_place(text_of(old))
    if place and before and _concerns(place, text_of(old), text_of(new), change):
        known = _known(kept, before[1], change) if kept is not None else None
        what = _differs(cache, *place, book, local(owner) == "numRef", known, change)
        if what:
            yield Wrong("chart cache", part, f"{text_of(new)}: {what}")
    elif kept is not None and _points(kept) != _points(cache):
        yield Wrong("chart cache", part, f"{text_of(new)} is not concerned and was changed")


def _known(cache: Element, box: Box, change: Change) -> dict[tuple[int, int], str] | None:
    """What a chart remembered, by where the cells stand now; None where its count does not fit its area."""
    if _count(cache) != str(_size(box)):
        return None
    width = box.right - box.left + 1
    places = {(box.top + i // width, box.left + i % width): text for i, text in _points(cache).items()}
    return {change.cell(*at): text for at, text in places.items()}


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


def _differs(
    cache: Element,
    sheet: str,
    box: Box,
    book: Book,
    numbers: bool,
    known: dict[tuple[int, int], str] | None,
    change: Change,
) -> str:
    """Cells that were written are remembered as they are; of others, what was remembered."""
    found, count, width = book.sheet(sheet), _count(cache), box.right - box.left + 1
    if found is None or _size(box) > _MOST:
        return ""
    points = _points(cache)
    if count == "1" != str(_size(box)) and not numbers:
        return _joined(points.get(0, ""), found, box)
    if count != str(_size(box)):
        return f"counts {count} points for {_size(box)} cells"
    for index in range(_size(box)):
        row, column = box.top + index // width, box.left + index % width
        cell, point = found.cells.get((row, column)), points.get(index)
        if known is not None and not change.is_free(row, column) and not _came(row, column, change):
            if point != known.get((row, column)):
                return f"point {index} is {point!r} and was {known.get((row, column))!r}"
        elif not _equal(point, cell, numbers):
            return f"point {index} is {point!r}, the cell holds {cell and cell.value!r}"
    return ""


def _came(row: int, column: int, change: Change) -> bool:
    """Whether rows that came in may have left the cell blank where other cells were."""
    return change.new.holds(row, column) and not change.old.holds(row, column)


def _joined(point: str, sheet: Sheet, box: Box) -> str:
    """The name of a series from several cells is remembered as one text."""
    cells = [
        sheet.cells.get((r, c))
        for r in range(box.top, box.bottom + 1)
        for c in range(box.left, box.right + 1)
    ]
    missing = [
        cell.value for cell in cells if cell and cell.kind == "str" and (cell.value or "") not in point
    ]
    return f"remembers {point!r}, a cell holds {missing[0]!r}" if missing else ""


def _size(box: Box) -> int:
    return (box.bottom - box.top + 1) * (box.right - box.left + 1)


def _count(cache: Element) -> str | None:
    owner = child(cache, "ptCount")
    return owner.get("val") if owner is not None else None


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
