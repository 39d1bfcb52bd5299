"""What must hold of every kind of reference after cells moved and a block grew: one function each."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator

from benchmarks.reference_book import (
    At,
    Book,
    Cell,
    Element,
    Sheet,
    attribute,
    child,
    children,
    every,
    local,
    text_of,
)
from benchmarks.reference_change import NOWHERE, Change, Wrong, accepted, on_sheet, same_formula
from benchmarks.reference_charts import charts
from benchmarks.reference_cover import covers
from benchmarks.reference_frames import calculation, frames
from benchmarks.reference_text import Box, box_of, cell_name, scan, translated

Rule = Callable[[Book, Book, Change], Iterator[Wrong]]
_PRINT = "_xlnm.print_area"


def judge(old: Book, new: Book, change: Change) -> list[Wrong]:
    """Everything wrong, in the order of the rules."""
    return [wrong for rule in RULES for wrong in rule(old, new, change)]


def cells_kept(old: Book, new: Book, change: Change) -> Iterator[Wrong]:
    """Every cell's content, stored value and style stands where it should, and nothing else does."""
    for name, sheet in old.sheets.items():
        after = new.sheet(name)
        if after is None:
            yield Wrong("sheet", name, "is gone")
            continue
        here = on_sheet(change, name)
        wanted: dict[At, tuple[At, Cell]] = {}
        for at, cell in sheet.cells.items():
            to = here.cell(*at)
            if here.by < 0 and here.old.holds(*at) and at[0] > here.new.bottom:
                continue  # its row was left over and emptied
            if _holds(cell) and to in wanted and _holds(wanted[to][1]):
                yield Wrong(
                    "cell",
                    cell_name(name, to),
                    f"two cells, {cell_name('', at)} and {cell_name('', wanted[to][0])}, went there",
                )
            if _holds(cell) or to not in wanted:
                wanted[to] = at, cell
        for at, (was, cell) in wanted.items():
            if not here.is_free(*at):
                yield from _cell_kept(name, was, cell, at, after.cells.get(at), change)
        for at, cell in after.cells.items():
            if at not in wanted and not here.is_free(*at) and (cell.value or cell.formula is not None):
                yield Wrong("cell", cell_name(name, at), f"holds {cell.value!r} and was blank")


def _holds(cell: Cell) -> bool:
    return bool(cell.value) or cell.formula is not None


def _cell_kept(name: str, was: At, old: Cell, at: At, new: Cell | None, change: Change) -> Iterator[Wrong]:
    if new is None or (old.value is not None and old.formula is None and not _same(old, new)):
        if old.value or old.formula is not None:
            yield Wrong(
                "cell",
                cell_name(name, at),
                f"holds {new and new.value!r}, not {old.value!r} from {cell_name('', was)}",
            )
        return
    if old.style != new.style:
        yield Wrong(
            "style", cell_name(name, at), f"style {new.style}, not {old.style} from {cell_name('', was)}"
        )
    if (old.formula is None) != (new.formula is None):
        yield Wrong("formula", cell_name(name, at), f"formula {new.formula!r} for {old.formula!r}")
    elif old.formula is not None and new.formula is not None:
        what = same_formula(old.formula, new.formula, name, change, "formula")
        if what:
            yield Wrong("formula", cell_name(name, at), what)
        reads_change = old.formula != new.formula or _in_totals(was, name, change)
        if not _same(old, new) and not (reads_change and new.value is None):
            yield Wrong("cached", cell_name(name, at), f"shows {new.value!r}, not {old.value!r}")
        if old.span and box_of(new.span) not in accepted(
            box_of(old.span) or NOWHERE, on_sheet(change, name), "array"
        ):
            yield Wrong("array", cell_name(name, at), f"spans {new.span} for {old.span}")


def _in_totals(at: At, name: str, change: Change) -> bool:
    low, high = change.old.bottom, change.old.bottom + change.totals
    return name.lower() == change.sheet.lower() and low < at[0] <= high


def _same(old: Cell, new: Cell) -> bool:
    if old.kind == new.kind == "n" and old.value and new.value:
        try:
            return math.isclose(float(old.value), float(new.value), rel_tol=1e-15)
        except ValueError:
            return old.value == new.value
    return (old.kind, old.value) == (new.kind, new.value) or not (old.value or new.value)


def new_rows(old: Book, new: Book, change: Change) -> Iterator[Wrong]:
    """A calculated column goes on: a formula in a new row reads as the column's, filled down."""
    before, after = old.sheet(change.sheet), new.sheet(change.sheet)
    if before is None or after is None or not change.table:
        return
    last = change.old.bottom
    for column in range(change.old.left, change.old.right + 1):
        model = before.cells.get((last, column))
        if model is None or model.formula is None or model.span:
            continue
        for row in range(last + 1, change.new.bottom + 1):
            cell = after.cells.get((row, column)) if change.at > last else None
            if cell and cell.formula is not None:
                wanted = translated(model.formula, row - last, 0)
                if scan(cell.formula) != scan(wanted) and not _grown_alike(wanted, cell.formula, change):
                    yield Wrong(
                        "column", cell_name(change.sheet, (row, column)), f"{cell.formula!r} for {wanted!r}"
                    )


def _grown_alike(wanted: str, found: str, change: Change) -> bool:
    return not same_formula(wanted, found, change.sheet, change, "formula")


def tables(old: Book, new: Book, change: Change) -> Iterator[Wrong]:
    """A Table's range, filter, sort and headings; every other Table on the sheet went where its cells went."""
    for name, sheet in old.sheets.items():
        after = new.sheet(name)
        found = {t.get("id"): t for t in after.tables} if after else {}
        for table in sheet.tables:
            now, label = found.get(table.get("id")), table.get("displayName", "")
            if now is None:
                yield Wrong("table", label, "is gone")
            elif after:
                yield from _table(table, now, after, on_sheet(change, name), label)


def _table(old: Element, new: Element, sheet: Sheet, change: Change, label: str) -> Iterator[Wrong]:
    own = label.lower() == change.table.lower() or (old.get("name") or "").lower() == change.table.lower()
    for element, now in _pairs(old, new, "autoFilter", "sortState", "sortCondition"):
        box, seen = box_of(element.get("ref", "")), box_of(now.get("ref", "")) if now is not None else None
        if box is None:
            continue
        if seen not in accepted(box, change, "name"):
            yield Wrong("table", label, f"{local(element)} {seen} for {box}")
    before, after = box_of(old.get("ref", "")), box_of(new.get("ref", ""))
    if before is None or after is None:
        return
    wanted = change.grown(before) if own and change.table else change.box(before)
    if after != wanted:
        yield Wrong("table", label, f"covers {after}, not {wanted}")
    if int(new.get("headerRowCount", "1")):
        yield from _headings(new, sheet, after, label)


def _headings(table: Element, sheet: Sheet, area: Box, label: str) -> Iterator[Wrong]:
    columns = children(child(table, "tableColumns"), "tableColumn")
    if len(columns) != area.right - area.left + 1:
        yield Wrong("table", label, f"{len(columns)} columns over {area}")
        return
    for column, item in enumerate(columns, area.left):
        cell = sheet.cells.get((area.top, column))
        heading = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), item.get("name", ""))
        shown = re.sub(
            r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), (cell.value or "") if cell else ""
        )
        if cell is None or " ".join(shown.split()) != " ".join(heading.split()):
            yield Wrong("table", label, f"heading {heading!r} stands over {shown!r}")


def _pairs(old: Element, new: Element, *names: str) -> Iterator[tuple[Element, Element | None]]:
    found = list(every(new, *names))
    for number, element in enumerate(every(old, *names)):
        yield (
            element,
            found[number] if number < len(found) and local(found[number]) == local(element) else None,
        )


def names(old: Book, new: Book, change: Change) -> Iterator[Wrong]:
    after = {(n.lower(), scope): text for n, scope, text in new.names}
    for name, scope, text in old.names:
        now = after.get((name.lower(), scope))
        if now is None:
            yield Wrong("name", name, "is gone")
            continue
        kind = "print" if name.lower() == _PRINT else "name"
        what = same_formula(text, now, "\0", change, kind)
        if what:
            yield Wrong(kind, name, what)


def placed(old: Book, new: Book, change: Change) -> Iterator[Wrong]:
    """Merged cells, hyperlinks, notes with their boxes, and comments stand at the cells they belong to."""
    for name, sheet in old.sheets.items():
        after = new.sheet(name)
        if after is None:
            continue
        here = on_sheet(change, name)
        yield from _gone("merged", name, (here.box(b) for b in sheet.merged), after.merged)
        links = [_link(e, here, True) for e in every(sheet.root, "hyperlink")]
        yield from _gone("link", name, links, [_link(e, here, False) for e in every(after.root, "hyperlink")])
        for kind in ("comments", "threadedComment"):
            yield from _gone("note", name, _notes(sheet, kind, here), _notes(after, kind, None))
        if _anchors(sheet) == set(_spots(sheet)):
            yield from _gone("note box", name, _spots(after), _anchors(after))


def _gone(kind: str, name: str, wanted: Iterable[object], found: Iterable[object]) -> Iterator[Wrong]:
    left = [str(f) for f in found]
    for item in map(str, wanted):
        if item in left:
            left.remove(item)
        else:
            yield Wrong(kind, name, f"nothing stands at {item}")


def _link(element: Element, change: Change, moved: bool) -> str:
    box = box_of(element.get("ref", "")) or NOWHERE
    return f"{change.box(box) if moved else box} {attribute(element, 'id')}"


def _notes(sheet: Sheet, kind: str, change: Change | None) -> list[str]:
    found = []
    for part in sheet.linked(kind):
        for note in every(sheet.book.root(part), "comment", "threadedComment"):
            box = box_of(note.get("ref", ""))
            if box:
                row, column = change.cell(box.top, box.left) if change else (box.top, box.left)
                found.append(f"{cell_name('', (row, column))} {text_of(note)}")
    return found


def _spots(sheet: Sheet) -> set[At]:
    notes = (n for part in sheet.linked("comments") for n in every(sheet.book.root(part), "comment"))
    return {(box.top, box.left) for note in notes if (box := box_of(note.get("ref", "")))}


def _anchors(sheet: Sheet) -> set[At]:
    """Where the boxes of notes belong, by the drawing; read by pattern, since such drawings are often not XML."""
    found = set()
    for part in sheet.linked("vmlDrawing"):
        text = sheet.book.parts[part.lower()].decode("utf-8", "replace")
        for data in re.findall(
            r"<x:ClientData[^>]*ObjectType=[\"']Note[\"'].*?</x:ClientData>", text, re.DOTALL
        ):
            row, column = re.search(r"<x:Row>\s*(\d+)", data), re.search(r"<x:Column>\s*(\d+)", data)
            if row and column:
                found.add((int(row[1]) + 1, int(column[1]) + 1))
    return found


def sparklines(old: Book, new: Book, change: Change) -> Iterator[Wrong]:
    for name, sheet in old.sheets.items():
        after = new.sheet(name)
        if after is None:
            continue
        for line, now in _pairs(sheet.root, after.root, "sparkline"):
            if now is None:
                yield Wrong("sparkline", name, "is gone")
                continue
            what = same_formula(text_of(child(line, "f")), text_of(child(now, "f")), name, change, "name")
            at, seen = box_of(text_of(child(line, "sqref"))), box_of(text_of(child(now, "sqref")))
            if at and seen != on_sheet(change, name).box(at):
                what = what or f"stands at {seen} for {at}"
            if what:
                yield Wrong("sparkline", name, what)


def pivots(old: Book, new: Book, change: Change) -> Iterator[Wrong]:
    """A pivot over the block takes in its rows and asks to be refreshed; one that stands below went along."""
    for part in old.of_kind(r"pivotcachedefinition\d*\.xml$"):
        before, after = old.root(part), new.root(part) if new.has(part) else None
        source = next(every(before, "worksheetSource"), None)
        if source is None or attribute(source, "id"):
            continue
        now = next(every(after, "worksheetSource"), None) if after is not None else None
        box = box_of(source.get("ref", ""))
        draws = source.get("name", "").lower() == change.table.lower() != ""
        if box and source.get("sheet", "").lower() == change.sheet.lower():
            draws = draws or change.grown(box) is not None
            if now is None or box_of(now.get("ref", "")) not in accepted(box, change, "name"):
                yield Wrong(
                    "pivot", part, f"draws on {now.get('ref') if now is not None else None} for {box}"
                )
        if draws and after is not None and after.get("refreshOnLoad", "0") not in ("1", "true"):
            yield Wrong("pivot", part, "is not refreshed on opening")
    for name, sheet in old.sheets.items():
        for part in sheet.linked("pivotTable"):
            box, seen = _location(old, part), _location(new, part)
            if box and seen != on_sheet(change, name).box(box):
                yield Wrong("pivot", part, f"stands at {seen} for {box}")


def _location(book: Book, part: str) -> Box | None:
    node = child(book.root(part), "location") if book.has(part) else None
    return box_of(node.get("ref", "")) if node is not None else None


def drawings(old: Book, new: Book, change: Change) -> Iterator[Wrong]:
    """Pictures and charts went along with whole rows, where they do not stand fast by their own wish."""
    sheet, after = old.sheet(change.sheet), new.sheet(change.sheet)
    if sheet is None or after is None or change.columns:
        return
    for part, now in zip(sheet.linked("drawing"), after.linked("drawing"), strict=False):
        for anchor, moved in _pairs(old.root(part), new.root(now), "twoCellAnchor", "oneCellAnchor"):
            was, row = _anchor_row(anchor), _anchor_row(moved) if moved is not None else 0
            wanted = was if anchor.get("editAs") == "absolute" else change.cell(was, 0)[0]
            if row != wanted:
                yield Wrong("drawing", part, f"stands at row {row}, not {wanted}")


def _anchor_row(anchor: Element) -> int:
    """The sheet row where a drawing begins; the file counts from 0."""
    return int(text_of(child(child(anchor, "from"), "row")) or 0) + 1


RULES: tuple[Rule, ...] = (
    cells_kept, new_rows, tables, names, placed, covers, sparklines, charts, pivots, drawings, frames, calculation,
)  # fmt: skip
