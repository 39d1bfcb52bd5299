"""Drop-downs, conditional formats and the like: each rule covers the cells it covered, and a block's new rows too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.reference_book import Book, Element, Sheet, attribute, child, every, local, text_of
from benchmarks.reference_change import Change, Wrong, on_sheet, same_formula
from benchmarks.reference_text import MOST_ROWS, Box, boxes_of, letters

_KINDS = ("conditionalFormatting", "dataValidation", "ignoredError", "protectedRange")
_FORMULAS = ("formula", "formula1", "formula2", "f")


@dataclass(frozen=True)
class Cover:
    """One rule over a list of ranges; ``content`` is what it says, without its ranges."""

    kind: str
    boxes: tuple[Box, ...]
    formulas: tuple[str, ...]
    content: tuple[str, ...]

    def holds(self, row: int, column: int) -> bool:
        return any(box.holds(row, column) for box in self.boxes)


def covers(old: Book, new: Book, change: Change) -> Iterator[Wrong]:
    for name, sheet in old.sheets.items():
        after = new.sheet(name)
        if after is None:
            continue
        before, now, here = _listed(sheet), _listed(after), on_sheet(change, name)
        if len(now) > len(before):
            now = [rule for rule in now if rule in before or not _is_written(rule, here)]
        if len(now) < len(before) or [c.kind for c in before] != [c.kind for c in now][: len(before)]:
            yield Wrong("cover", name, f"{len(now)} rules for {len(before)}")
            continue
        for number, (a, b) in enumerate(zip(before, now, strict=False)):
            label = f"{name} {a.kind} {number + 1}"
            if a.content != b.content:
                yield Wrong("cover", label, "says something else")
            where = _uncovered(a, b, here, before)
            if where:
                yield Wrong("cover", label, where)
            for old_text, new_text in zip(a.formulas, b.formulas, strict=False):
                kind = "list" if a.kind == "dataValidation" else "formula"
                what = same_formula(old_text, new_text, name, change, kind)
                if what:
                    yield Wrong("cover", label, what)


def _is_written(rule: Cover, change: Change) -> bool:
    """Whether a rule stands only where something was written, and so came with it."""
    corners = [(r, c) for b in rule.boxes for r in (b.top, b.bottom) for c in (b.left, b.right)]
    return bool(corners) and all(change.is_free(*at) for at in corners)


def _listed(sheet: Sheet) -> list[Cover]:
    return [
        _cover(e)
        for e in every(sheet.root, *_KINDS)
        if attribute(e, "sqref") or child(e, "sqref") is not None
    ]


def _cover(element: Element) -> Cover:
    inner = child(element, "sqref")
    sqref = attribute(element, "sqref") or text_of(inner)
    formulas = tuple(
        text_of(e) for e in every(element, *_FORMULAS) if not any(True for _ in e.iterchildren("*"))
    )
    content = tuple(
        f"{local(e)} {sorted((str(k), str(v)) for k, v in e.attrib.items() if k != 'sqref')}"
        for e in element.iter()
        if local(e) not in ("sqref", "")
    )
    return Cover(local(element), boxes_of(sqref), formulas, content)


def _uncovered(old: Cover, new: Cover, change: Change, all_before: list[Cover]) -> str:
    """The first cell that a rule wrongly holds or leaves out. Cells at all edges of all ranges are asked."""
    for column in _columns(old, new, change):
        for row in _rows(old, new, change):
            wanted = _wanted(old, row, column, change, all_before)
            if wanted is not None and new.holds(row, column) != wanted:
                return f"{letters(column)}{row} is {'left out' if wanted else 'covered'}: {_spelled(new)} for {_spelled(old)}"
    return ""


def _wanted(old: Cover, row: int, column: int, change: Change, all_before: list[Cover]) -> bool | None:
    """Whether the rule must hold a cell of the sheet as it is now; None where both are right."""
    if _is_new(row, column, change):
        last = change.old.bottom if change.at > change.old.bottom else change.at - 1
        if last < change.old.top:
            last = change.at
        reaches = old.holds(last, column)
        meant = reaches and (old.holds(last - 1, column) or change.old.top == change.old.bottom)
        if reaches and not meant:
            return None
        clash = old.kind == "dataValidation" and any(
            c is not old and c.kind == old.kind and c.holds(row, column) for c in all_before
        )
        return None if clash or old.holds(row, column) else meant
    came = _came_from(row, column, change)
    if came is None:
        return None
    return old.holds(*came)


def _is_new(row: int, column: int, change: Change) -> bool:
    if change.by <= 0 or not change.old.left <= column <= change.old.right:
        return False
    first = change.at if change.at <= change.old.bottom else change.old.bottom + 1
    return first <= row < first + change.by


def _came_from(row: int, column: int, change: Change) -> tuple[int, int] | None:
    """Where a cell's content stood; None where cells came in, or went away."""
    if change.columns and not change.columns[0] <= column <= change.columns[1]:
        return row, column
    if row < change.at and change.by >= 0:
        return row, column
    if change.by < 0:
        return (row, column) if row <= change.new.bottom or row > change.old.bottom + change.totals else None
    if row > change.until + change.by:
        return row, column
    came = row - change.by
    return (came, column) if came >= change.at else None


def _rows(old: Cover, new: Cover, change: Change) -> list[int]:
    edges = {
        change.at - 1,
        change.at,
        change.at + change.by,
        change.new.bottom,
        change.new.bottom + 1,
        change.old.bottom,
    }
    for box in old.boxes + new.boxes:
        edges |= {box.top - 1, box.top, box.bottom, box.bottom + 1}
        edges |= {box.top + change.by, box.bottom + change.by, box.bottom + change.by + 1}
    edges |= {change.until, change.until + change.by, change.until + change.by + 1}
    return sorted(row for row in edges if 1 <= row <= MOST_ROWS)


def _columns(old: Cover, new: Cover, change: Change) -> list[int]:
    edges = {change.old.left, change.old.right, change.old.left - 1, change.old.right + 1}
    for box in old.boxes + new.boxes:
        edges |= {box.left - 1, box.left, box.right, box.right + 1}
    return sorted(column for column in edges if 1 <= column <= 16_384)


def _spelled(cover: Cover) -> str:
    return " ".join(map(str, cover.boxes))[:80]
