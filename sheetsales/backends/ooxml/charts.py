"""Charts and pivot caches that draw on a block of rows: their references and what they remember of the cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from sheetsales.backends.ooxml.formula_text import Reference, references
from sheetsales.backends.ooxml.growth import Growth, regrown
from sheetsales.backends.ooxml.numbers import number_text, serial
from sheetsales.backends.ooxml.package import Package
from sheetsales.backends.ooxml.spans import Node, Rewrite, escape, escape_attribute
from sheetsales.cells.address import Area, parse_area
from sheetsales.cells.values import EditValue, Formula, Link

Lookup = Callable[[int, int], EditValue]
_MOST_POINTS = 32_000
_CACHES = {"numRef": "numCache", "strRef": "strCache"}


def grow_charts(package: Package, growth: Growth, lookup: Lookup, date1904: bool) -> None:
    """Let chart series over the block end where it ends now, and remember the values that stand there.

    A cache we cannot rebuild exactly (several levels of categories) is left out: programs make it anew.
    """
    for part in package.of_type("drawingml.chart+xml") + package.of_type("chartex+xml"):
        data = package.read(part)
        rewrite = Rewrite(data, part)
        changed = [_grow_reference(rewrite, node, growth, lookup, date1904) for node in rewrite.root.walk()]
        if any(changed):
            package.write(part, rewrite.result())


def grow_pivots(package: Package, workbook_part: str, growth: Growth, table: str | None) -> None:
    """Let pivot tables over the block take in its rows and refresh themselves when the file is opened."""
    for relation in package.related(workbook_part, "pivotCacheDefinition"):
        rewrite = Rewrite(package.read(relation.target), relation.target)
        source = rewrite.root.child("cacheSource")
        where = source.child("worksheetSource") if source else None
        if where is None or where.relation() or not _draws_on(rewrite, where, growth, table):
            continue
        rewrite.set(rewrite.root, "refreshOnLoad", "1")
        package.write(relation.target, rewrite.result())


def _draws_on(rewrite: Rewrite, where: Node, growth: Growth, table: str | None) -> bool:
    if table is not None and where.attrs.get("name", "").lower() == table.lower():
        return True
    area = parse_area("x!" + where.attrs.get("ref", ""))
    if area is None or where.attrs.get("sheet", "").lower() != growth.data.sheet.lower():
        return False
    end = growth.new_end(area)
    if end is None:
        return False
    new = Area(area.sheet, area.first_row, area.first_column, end, area.last_column)
    rewrite.set(where, "ref", new.a1)
    return True


def _grow_reference(rewrite: Rewrite, node: Node, growth: Growth, lookup: Lookup, date1904: bool) -> bool:
    formula = node.child("f")
    if formula is None:
        return False
    new = regrown(formula.text, growth, None, single=True)
    moved = new != formula.text
    if not moved and not _reads(formula.text, growth):
        return False
    if moved:
        rewrite.set_text(formula, new)
    cache = node.child(_CACHES.get(node.name, ""))
    if cache is not None:
        area = _one_area(new)
        if area:
            _fill(rewrite, cache, area, lookup, date1904, node.name == "numRef")
        return True
    for stale in node.children:
        if stale.name in ("multiLvlStrCache", "lvl"):
            rewrite.remove(stale)
    return True


def _reads(text: str, growth: Growth) -> bool:
    """Whether a chart reference touches the rows of the block."""
    for reference in references(text):
        if (reference.sheet or "").lower() == growth.data.sheet.lower():
            first_row, first_column, last_row, last_column = reference.bounds
            end = max(growth.old_last, growth.new_last) + growth.totals
            if (
                first_row <= end
                and last_row >= growth.data.first_row
                and (first_column <= growth.data.last_column and last_column >= growth.data.first_column)
            ):
                return True
    return False


def _one_area(text: str) -> Reference | None:
    found = list(references(text))
    whole = len(found) == 1 and found[0].start == 0 and found[0].end == len(text)
    return found[0] if whole else None


def _fill(
    rewrite: Rewrite, cache: Node, area: Reference, lookup: Lookup, date1904: bool, numbers: bool
) -> None:
    first_row, first_column, last_row, last_column = area.bounds
    count = (last_row - first_row + 1) * (last_column - first_column + 1)
    if count > _MOST_POINTS:
        return
    p, formats = cache.prefix, {pt.number("idx"): pt.attrs.get("formatCode") for pt in cache.all("pt")}
    out, index = [b"<" + p + b'ptCount val="%d"/>' % count], 0
    for row in range(first_row, last_row + 1):
        for column in range(first_column, last_column + 1):
            text = _shown(lookup(row, column), date1904, numbers)
            if text is not None:
                code = formats.get(index)
                mark = b' formatCode="' + escape_attribute(code) + b'"' if code else b""
                point = b'<%bpt idx="%d"%b><%bv>%b</%bv></%bpt>'
                out.append(point % (p, index, mark, p, text, p, p))
            index += 1
    start, kept = cache.inner, cache.child("formatCode")
    if kept is not None:
        start = kept.end
    rest = next((c.start for c in cache.children if c.name == "extLst"), cache.close)
    rewrite.replace(start, rest, b"".join(out))


def _shown(value: EditValue, date1904: bool, numbers: bool) -> bytes | None:
    """A value as a chart remembers it; None where it remembers nothing."""
    if isinstance(value, Formula):
        value = value.value
    elif isinstance(value, Link):
        value = value.text
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        value = serial(value, date1904)
    if isinstance(value, bool):
        value = int(value)
    if isinstance(value, int | float | Decimal):
        return number_text(value if isinstance(value, int) else float(value))
    if numbers or value is None:
        return None
    return escape(str(value))
