"""Charts and pivot caches that draw on a block of rows: their references and what they remember of the cells."""

from __future__ import annotations

from sheetsales.backends.ooxml.chart_caches import Lookup, fill, fill_levels
from sheetsales.backends.ooxml.chart_levels import CACHE as LEVEL_CACHE
from sheetsales.backends.ooxml.chart_levels import REFERENCE as LEVEL_REFERENCE
from sheetsales.backends.ooxml.chart_levels import carry_levels
from sheetsales.backends.ooxml.chart_points import CACHES, LEVELS, carry, is_joined, one_area
from sheetsales.backends.ooxml.formula_text import Reference, references
from sheetsales.backends.ooxml.growth import Growth, regrown
from sheetsales.backends.ooxml.package import Package
from sheetsales.backends.ooxml.spans import Node, Rewrite
from sheetsales.cells.address import Area, parse_area


def grow_charts(package: Package, growth: Growth, lookup: Lookup, date1904: bool) -> None:
    """Let chart series over the block end where it ends now, and remember the values that stand there.

    Levels that the newest kinds of charts remember are left out: programs make them anew.
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
    old = formula.text
    new = regrown(old, growth, None, single=True)
    if new == old and not _reads(old, growth):
        return False
    if new != old:
        rewrite.set_text(formula, new)
    cache = node.child(CACHES.get(node.name, ""))
    if cache is not None:
        return _remember(rewrite, node, cache, (one_area(old), one_area(new)), lookup, date1904) or new != old
    levels, areas = node.child(LEVEL_CACHE), (one_area(old), one_area(new))
    if node.name == LEVEL_REFERENCE and levels is not None and areas[0] and areas[1]:
        if not carry_levels(rewrite, levels, areas[0].bounds, areas[1].bounds, _stays):
            fill_levels(rewrite, levels, areas[1], lookup, date1904)
        return True
    stale = [child for child in node.children if child.name in LEVELS]
    for child in stale:
        rewrite.remove(child)
    return bool(stale) or new != old


def _remember(
    rewrite: Rewrite,
    node: Node,
    cache: Node,
    areas: tuple[Reference | None, Reference | None],
    lookup: Lookup,
    date1904: bool,
) -> bool:
    """Keep what is remembered of rows that stay; only a cache that does not fit its area is made anew.

    What was written is put in when the sheets' pending writes are.
    """
    old, new = areas
    if old is None or new is None or is_joined(cache, old.bounds):
        return False
    if carry(rewrite, cache, old.bounds, new.bounds, _stays):
        return False
    fill(rewrite, cache, new, lookup, date1904, numbers=node.name == "numRef")
    return True


def _stays(row: int, column: int) -> tuple[int, int]:
    return row, column


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
