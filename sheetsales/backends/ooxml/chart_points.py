"""The points a chart remembers, kept as they are while the cells they stand for move or others join them."""

from __future__ import annotations

from collections.abc import Callable

from sheetsales.backends.ooxml.formula_text import Bounds, Reference, references
from sheetsales.backends.ooxml.spans import Node, Rewrite, with_attribute

CACHES = {"numRef": "numCache", "strRef": "strCache"}
LEVELS = ("multiLvlStrCache", "lvl")
"""What several levels of categories remember: renewed where its levels are told apart, else left out."""
Place = Callable[[int, int], tuple[int, int]]


def one_area(text: str) -> Reference | None:
    """The area that a chart's reference is; None where it is more than one, or something else."""
    found = list(references(text))
    whole = len(found) == 1 and found[0].start == 0 and found[0].end == len(text)
    return found[0] if whole else None


def cells_in(area: Bounds) -> int:
    return (area[2] - area[0] + 1) * (area[3] - area[1] + 1)


def counts(cache: Node, area: Bounds) -> bool:
    """Whether a cache counts the cells of its area; one that does not remembers we cannot tell what."""
    count = cache.child("ptCount")
    return count is not None and count.number("val") == cells_in(area)


def is_joined(cache: Node, area: Bounds) -> bool:
    """Whether several cells are remembered as one text, as the name of a series is."""
    count = cache.child("ptCount")
    return count is not None and count.number("val") == 1 < cells_in(area)


def carry(rewrite: Rewrite, cache: Node, old: Bounds, new: Bounds, place: Place) -> bool:
    """Let every point follow its cell from area ``old`` into ``new``; those whose cell is no longer in it go.

    ``place`` says where a cell stands now. False where the points cannot be told by their numbers, because the cache
    does not count the cells of its area; nothing is changed then.
    """
    count, points = cache.child("ptCount"), cache.all("pt")
    if count is None or not counts(cache, old) or not _are_together(cache, points):
        return False
    if cells_in(new) != cells_in(old):
        rewrite.set(count, "val", str(cells_in(new)))
    carry_points(rewrite, points, old, new, place)
    return True


def carry_points(rewrite: Rewrite, points: list[Node], old: Bounds, new: Bounds, place: Place) -> None:
    """Let points that stand together follow their cells; those whose cell is no longer in the area go."""
    numbers = [(point.number("idx"), _index(point.number("idx"), old, new, place)) for point in points]
    if any(before != after for before, after in numbers):
        kept = [(after, p) for (_, after), p in zip(numbers, points, strict=True) if after is not None]
        made = [_numbered(rewrite.data, p, index) for index, p in sorted(kept, key=lambda one: one[0])]
        rewrite.replace(points[0].start, points[-1].end, b"".join(made))


def _are_together(cache: Node, points: list[Node]) -> bool:
    if not points:
        return True
    first = cache.children.index(points[0])
    return cache.children[first : first + len(points)] == points


def _index(index: int, old: Bounds, new: Bounds, place: Place) -> int | None:
    down, right = divmod(index, old[3] - old[1] + 1)
    row, column = place(old[0] + down, old[1] + right)
    if not (new[0] <= row <= new[2] and new[1] <= column <= new[3]):
        return None
    return (row - new[0]) * (new[3] - new[1] + 1) + column - new[1]


def _numbered(data: bytes, point: Node, index: int) -> bytes:
    head = data[point.start : point.inner]
    return with_attribute(head, "idx", str(index)) + data[point.inner : point.end]
