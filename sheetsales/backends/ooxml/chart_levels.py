"""What a chart remembers of several levels of categories: each level is a cache of one column, or one row, of its area."""

from __future__ import annotations

from sheetsales.backends.ooxml.chart_points import Place, carry_points
from sheetsales.backends.ooxml.formula_text import Bounds
from sheetsales.backends.ooxml.spans import Node, Rewrite
from sheetsales.dataclass import dataclass

REFERENCE, CACHE = "multiLvlStrRef", "multiLvlStrCache"


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels of a cache, the innermost first: it stands beside the series, in the last column or row of the area."""

    nodes: list[Node]
    area: Bounds
    in_columns: bool

    def of(self, number: int) -> Bounds:
        """The cells of a level."""
        return level_cells(self.area, number, in_columns=self.in_columns)


def levels_of(cache: Node, area: Bounds) -> Levels | None:
    """The levels where they are as many, and as long, as the area has columns and rows, or rows and columns; else None."""
    count, nodes = cache.child("ptCount"), cache.all("lvl")
    said = (count.number("val") if count else 0, len(nodes))
    height, width = area[2] - area[0] + 1, area[3] - area[1] + 1
    if said not in ((height, width), (width, height)):
        return None
    return Levels(nodes, area, said == (height, width))


def level_cells(area: Bounds, number: int, *, in_columns: bool) -> Bounds:
    """The cells of a level, counted from the innermost."""
    if in_columns:
        return area[0], area[3] - number, area[2], area[3] - number
    return area[2] - number, area[1], area[2] - number, area[3]


def carry_levels(rewrite: Rewrite, cache: Node, old: Bounds, new: Bounds, place: Place) -> bool:
    """Let every point of every level follow its cell; False, and nothing changed, where they do not fit the area.

    ``place`` says where a cell stands now.
    """
    levels, count = levels_of(cache, old), cache.child("ptCount")
    if levels is None or count is None:
        return False
    if not levels.in_columns and new[2] - new[0] != old[2] - old[0]:
        return False  # a row more would be a level more
    nodes = list(enumerate(levels.nodes))
    if not all(node.all("pt") == node.children for _, node in nodes):
        return False
    for number, node in nodes:
        area = level_cells(new, number, in_columns=levels.in_columns)
        carry_points(rewrite, node.all("pt"), levels.of(number), area, place)
    long = new[2] - new[0] + 1 if levels.in_columns else new[3] - new[1] + 1
    if count.number("val") != long:
        rewrite.set(count, "val", str(long))
    return True
