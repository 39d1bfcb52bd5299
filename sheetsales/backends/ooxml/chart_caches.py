"""What charts remember of cells that were written: previewers draw from it, so it must be what the cells hold."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Mapping
from decimal import Decimal

from sheetsales.backends.ooxml.chart_levels import CACHE as LEVEL_CACHE
from sheetsales.backends.ooxml.chart_levels import REFERENCE as LEVEL_REFERENCE
from sheetsales.backends.ooxml.chart_levels import level_cells, levels_of
from sheetsales.backends.ooxml.chart_points import CACHES, LEVELS, cells_in, counts, is_joined
from sheetsales.backends.ooxml.formula_text import Reference, references
from sheetsales.backends.ooxml.package import Package
from sheetsales.backends.ooxml.sheet import Sheet
from sheetsales.backends.ooxml.spans import Node, Rewrite, escape, escape_attribute
from sheetsales.backends.parts.serials import number_text, serial
from sheetsales.cells.values import EditValue, Formula, Link
from sheetsales.dataclass import dataclass

Lookup = Callable[[int, int], EditValue]
_MOST_POINTS = 32_000


@dataclass(frozen=True, slots=True)
class _Written:
    """One sheet's pending writes: row → column → anything."""

    sheet: Sheet
    cells: Mapping[int, Mapping[int, object]]

    def inside(self, area: Reference) -> list[tuple[int, int]]:
        first_row, first_column, last_row, last_column = area.bounds
        rows = self.cells if len(self.cells) <= last_row - first_row else range(first_row, last_row + 1)
        return [
            (row, column)
            for row in rows
            if first_row <= row <= last_row
            for column in self.cells.get(row, ())
            if first_column <= column <= last_column
        ]


class _Points:
    """The points of a cache by number, and where a new one goes between them."""

    def __init__(self, cache: Node) -> None:
        self.by_index = {point.number("idx"): point for point in cache.all("pt")}
        self._order = sorted(self.by_index)
        self._end = next((child.start for child in cache.children if child.name == "extLst"), cache.close)

    def place(self, index: int) -> int:
        at = bisect_right(self._order, index)
        return self.by_index[self._order[at]].start if at < len(self._order) else self._end


def refresh_charts(package: Package, sheets: list[Sheet], date1904: bool) -> None:
    """Let every chart remember the cells about to be written as they will be; all other points stay as they are.

    Levels that the newest kinds of charts remember are left out: programs make them anew.
    """
    written = {s.name.lower(): _Written(s, s.writes) for s in sheets if s.writes}
    if not written:
        return
    for part in package.of_type("drawingml.chart+xml") + package.of_type("chartex+xml"):
        rewrite = Rewrite(package.read(part), part)
        changed = [_refreshed(rewrite, node, written, date1904) for node in rewrite.root.walk()]
        if any(changed):
            package.write(part, rewrite.result())


def _refreshed(rewrite: Rewrite, node: Node, written: Mapping[str, _Written], date1904: bool) -> bool:
    formula = node.child("f")
    areas = list(references(formula.text)) if formula and formula.text else []
    touched = [(area, found) for area in areas if (found := written.get((area.sheet or "").lower()))]
    if not any(found.inside(area) for area, found in touched):
        return False
    levels = node.child(LEVEL_CACHE) if node.name == LEVEL_REFERENCE and len(areas) == 1 else None
    if levels is not None:
        return _splice_levels(rewrite, levels, *touched[0], date1904)
    stale = [child for child in node.children if child.name in LEVELS]
    for child in stale:
        rewrite.remove(child)
    cache = node.child(CACHES.get(node.name, ""))
    if cache is None or len(areas) != 1:
        return bool(stale)
    area, found = touched[0]
    return _splice(rewrite, cache, area, found, date1904, numbers=node.name == "numRef") or bool(stale)


def _splice(
    rewrite: Rewrite, cache: Node, area: Reference, written: _Written, date1904: bool, *, numbers: bool
) -> bool:
    first_row, first_column, _, last_column = area.bounds
    width = last_column - first_column + 1
    if is_joined(cache, area.bounds):
        return _joined(rewrite, cache, area, written.sheet, date1904)
    if not counts(cache, area.bounds):
        fill(rewrite, cache, area, written.sheet.plain_value, date1904, numbers=numbers)
        return True
    points = _Points(cache)
    changed = False
    for row, column in sorted(written.inside(area)):
        index = (row - first_row) * width + column - first_column
        text = point_text(written.sheet.plain_value(row, column), date1904, numbers=numbers)
        changed |= _set_point(rewrite, cache, points, index, text)
    return changed


def _splice_levels(rewrite: Rewrite, cache: Node, area: Reference, written: _Written, date1904: bool) -> bool:
    levels = levels_of(cache, area.bounds)
    if levels is None:
        fill_levels(rewrite, cache, area, written.sheet.plain_value, date1904)
        return True
    changed = False
    for number, node in enumerate(levels.nodes):
        first_row, first_column, last_row, last_column = levels.of(number)
        points = _Points(node)
        for row, column in sorted(written.inside(area)):
            if first_row <= row <= last_row and first_column <= column <= last_column:
                text = point_text(written.sheet.plain_value(row, column), date1904, numbers=False)
                index = row - first_row + column - first_column
                changed |= _set_point(rewrite, node, points, index, text)
    return changed


def _joined(rewrite: Rewrite, cache: Node, area: Reference, sheet: Sheet, date1904: bool) -> bool:
    """A series named by several cells remembers their texts in one, with spaces between."""
    first_row, first_column, last_row, last_column = area.bounds
    cells = [(r, c) for r in range(first_row, last_row + 1) for c in range(first_column, last_column + 1)]
    texts = [point_text(sheet.plain_value(r, c), date1904, numbers=False) for r, c in cells]
    points = _Points(cache)
    return _set_point(rewrite, cache, points, 0, " ".join(text for text in texts if text))


def _set_point(rewrite: Rewrite, cache: Node, points: _Points, index: int, text: str | None) -> bool:
    point, p = points.by_index.get(index), cache.prefix
    if point is not None:
        value = point.child("v")
        if text is None or value is None:
            rewrite.remove(point)
        elif value.text == text:
            return False
        else:
            rewrite.set_text(value, text)
        return True
    if text is None:
        return False
    made = b'<%bpt idx="%d"><%bv>%b</%bv></%bpt>' % (p, index, p, escape(text), p, p)
    if cache.is_empty_tag:
        rewrite.append(cache, made)
    else:
        rewrite.insert(points.place(index), made)
    return True


def point_text(value: EditValue, date1904: bool, *, numbers: bool) -> str | None:
    """A value as a chart remembers it; None where it remembers nothing. Dates are serial numbers."""
    if isinstance(value, Formula):
        value = value.value
    elif isinstance(value, Link):
        value = value.text
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        value = serial(value, date1904)
    if isinstance(value, bool):
        value = int(value)
    if isinstance(value, int | float | Decimal):
        return number_text(value if isinstance(value, int) else float(value)).decode()
    return None if numbers or value is None else str(value)


def fill(
    rewrite: Rewrite, cache: Node, area: Reference, lookup: Lookup, date1904: bool, *, numbers: bool
) -> None:
    """Remember an area anew, cell by cell; one of very many cells keeps what is remembered of it."""
    first_row, first_column, last_row, last_column = area.bounds
    count = cells_in(area.bounds)
    if count > _MOST_POINTS:
        return
    p, formats = cache.prefix, {pt.number("idx"): pt.attrs.get("formatCode") for pt in cache.all("pt")}
    out, index = [b"<" + p + b'ptCount val="%d"/>' % count], 0
    for row in range(first_row, last_row + 1):
        for column in range(first_column, last_column + 1):
            text = point_text(lookup(row, column), date1904, numbers=numbers)
            if text is not None:
                code = formats.get(index)
                mark = b' formatCode="' + escape_attribute(code) + b'"' if code else b""
                point = b'<%bpt idx="%d"%b><%bv>%b</%bv></%bpt>'
                out.append(point % (p, index, mark, p, escape(text), p, p))
            index += 1
    start, kept = cache.inner, cache.child("formatCode")
    if kept is not None:
        start = kept.end
    rest = next((c.start for c in cache.children if c.name == "extLst"), cache.close)
    rewrite.replace(start, rest, b"".join(out))


def fill_levels(rewrite: Rewrite, cache: Node, area: Reference, lookup: Lookup, date1904: bool) -> None:
    """Remember all levels anew, a column each; of very many cells nothing is remembered, and programs make it anew."""
    first_row, first_column, last_row, last_column = area.bounds
    p, count = cache.prefix, last_row - first_row + 1
    out = [b'<%bptCount val="%d"/>' % (p, count)]
    if cells_in(area.bounds) > _MOST_POINTS:
        rewrite.remove(cache)
        return
    for number in range(last_column - first_column + 1):
        top, column, bottom, _ = level_cells(area.bounds, number, in_columns=True)
        out.append(b"<%blvl>" % p)
        for row in range(top, bottom + 1):
            text = point_text(lookup(row, column), date1904, numbers=False)
            if text is not None:
                point = b'<%bpt idx="%d"><%bv>%b</%bv></%bpt>'
                out.append(point % (p, row - top, p, escape(text), p, p))
        out.append(b"</%blvl>" % p)
    whole = b"<%b%b>" % (p, cache.name.encode()) + b"".join(out) + b"</%b%b>" % (p, cache.name.encode())
    rewrite.replace(cache.start, cache.end, whole)
