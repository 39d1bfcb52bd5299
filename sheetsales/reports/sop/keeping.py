"""A chart drawn anew over one that people have been at: what they moved, coloured or reworded stays, all else follows.

What we drew last is remembered beside the chart; whatever differs from that by now is somebody's.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sheetsales.cells.shapes import (
    TOLERANCE,
    Arrow,
    Box,
    Drawing,
    Place,
    Rearrow,
    Redraw,
    Sketch,
    Standing,
)
from sheetsales.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Last:
    """What we drew last of a shape; of a connector the name and number alone. ``deleted`` by somebody since."""

    number: int = 0
    place: Place | None = None
    fill: str | None = None
    border: str | None = None
    texts: tuple[str, ...] = ()
    deleted: bool = False


_FIRST: Final = 1000
Memory = Mapping[str, Last]
"""By name."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays as people made it, by name: moved, recoloured, reworded, deleted, and boxes the process has no longer."""

    moved: tuple[str, ...] = ()
    coloured: tuple[str, ...] = ()
    worded: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """How to draw it, what to remember, and what of it is people's."""

    drawing: Drawing
    memory: Memory
    kept: Kept


def merged(sheet: str, sketch: Sketch, drawn: Sequence[Standing], memory: Memory, font: str) -> Merged:
    """The sketch laid over what stands on the sheet. Shapes that are not ours are never touched."""
    return _Merge(sheet, sketch, drawn, memory, font).all()


class _Merge:
    def __init__(
        self, sheet: str, sketch: Sketch, drawn: Sequence[Standing], memory: Memory, font: str
    ) -> None:
        self.sheet, self.sketch, self.memory, self.font = sheet, sketch, memory, font
        self.numbers = Counter(one.number for one in drawn)
        self.standing = _ours(drawn, memory, {b.name for b in sketch.boxes} | {a.name for a in sketch.arrows})
        self.moved: list[str] = []
        self.coloured: list[str] = []
        self.worded: list[str] = []
        self.deleted: list[str] = []
        self.left: list[str] = []
        self.places: dict[str, Place] = {}
        self.settled: set[str] = set()
        """Boxes that stay where they are, under the number they have."""
        self.after: dict[str, Last] = {}
        self.given: dict[str, int] = {}

    def all(self) -> Merged:
        new, changed = [], []
        for box in self.sketch.boxes:
            there = self.standing.get(box.name)
            if there is not None:
                changed.append(self._over(box, there))
            elif self._was_deleted(box.name):
                continue
            else:
                new.append(box)
                self.places[box.name] = box.place
                self.after[box.name] = Last(
                    self._number(box.name), box.place, box.fill, box.border, box.texts
                )
        gone = tuple(self._gone())
        arrows = tuple(self._arrows())
        drawing = Drawing(self.sheet, tuple(new), tuple(changed), arrows, gone, self.font, self.given)
        kept = Kept(*map(tuple, (self.moved, self.coloured, self.worded, self.deleted, self.left)))
        return Merged(drawing, self.after, kept)

    def _number(self, name: str) -> int:
        """The number a new shape gets, far from those that other programs give."""
        self.given[name] = max(_FIRST, *self.given.values(), *self.numbers, 0) + 1
        return self.given[name]

    def _was_deleted(self, name: str) -> bool:
        """Whether somebody took it away: it was drawn once and stands there no more."""
        if name not in self.memory:
            return False
        self.after[name] = replace(self.memory[name], deleted=True)
        self.deleted.append(name)
        return True

    def _over(self, box: Box, there: Standing) -> Redraw:
        """A box that stands there: each side of it that nobody changed follows the process."""
        last = self.memory.get(box.name)
        moved = there.grouped or last is None or last.place is None or not there.place.near(last.place)
        fills = last is not None and there.fill == last.fill
        borders = last is not None and there.border == last.border
        texts, worded = _texts(box, there, last)
        place = there.place if moved else box.place
        self.places[box.name] = place
        if moved and last is not None and not there.grouped:
            self.moved.append(box.name)
        if last is not None and not (fills and borders):
            self.coloured.append(box.name)
        if worded:
            self.worded.append(box.name)
        redraw = Redraw(
            replace(box, place=place),
            there.number,
            moves=not moved and not there.place.near(box.place),
            fills=fills and there.fill != box.fill,
            borders=borders and there.border != box.border,
            texts=texts,
        )
        if not redraw.moves and self.numbers[there.number] == 1 and there.number > 0:
            self.settled.add(box.name)
        self.after[box.name] = Last(
            there.number,
            last.place if moved and last is not None else box.place,
            box.fill if fills or last is None else last.fill,
            box.border if borders or last is None else last.border,
            box.texts,
        )
        return redraw

    def _gone(self) -> Iterable[str]:
        """Shapes of ours that the process has no longer: taken away where nobody has been at them."""
        wanted = {box.name for box in self.sketch.boxes}
        arrows = {arrow.name for arrow in self.sketch.arrows}
        for name, there in self.standing.items():
            last = self.memory.get(name)
            if name in wanted or name in arrows or last is None or there.grouped:
                continue
            if there.is_arrow or _untouched(there, last):
                yield name
            else:
                self.left.append(name)
                self.after[name] = last

    def _arrows(self) -> Iterable[Rearrow]:
        for arrow in self.sketch.arrows:
            if arrow.start not in self.places or arrow.end not in self.places:
                continue  # one end was deleted
            there = self.standing.get(arrow.name)
            if there is None and self._was_deleted(arrow.name):
                continue
            self.after[arrow.name] = Last(there.number if there else self._number(arrow.name))
            if there is None or (not there.grouped and not self._holds(arrow, there)):
                yield Rearrow(
                    arrow, self.places[arrow.start].site(arrow.start_site), self.places[arrow.end].site(arrow.end_site)
                )  # fmt: skip

    def _holds(self, arrow: Arrow, there: Standing) -> bool:
        """Whether a connector is glued to its boxes and drawn up to them, on whatever side somebody glued it."""
        ends = (arrow.start, there.glued[0], there.start), (arrow.end, there.glued[1], there.end)
        return all(name in self.settled and self._meets(name, glue, point) for name, glue, point in ends)

    def _meets(self, name: str, glue: tuple[int, int] | None, point: tuple[float, float] | None) -> bool:
        if glue is None or glue[0] != self.standing[name].number:
            return False
        if point is None:
            return True  # a turned one: Excel has drawn it since, and draws it where it is glued
        x, y = self.places[name].site(glue[1])
        return abs(x - point[0]) <= TOLERANCE and abs(y - point[1]) <= TOLERANCE


def _ours(drawn: Sequence[Standing], memory: Memory, names: set[str]) -> dict[str, Standing]:
    """What stands there by the names we know: one that was called otherwise since is known by its number."""
    found = {one.name: one for one in reversed(drawn) if one.name in memory or one.name in names}
    rest = {one.number: one for one in drawn if one.name not in found}
    for name, last in memory.items():
        other = rest.get(last.number)
        if (
            name not in found
            and last.number
            and not last.deleted
            and other is not None
            and _alike(other, last)
        ):
            found[name] = other
    return found


def _alike(there: Standing, last: Last) -> bool:
    """Whether a shape of that number is the one we drew: of its words some are ours."""
    if there.is_arrow or last.place is None:
        return there.is_arrow and last.place is None
    return bool(set(there.texts) & set(last.texts)) or (not last.texts and there.place.near(last.place))


def _untouched(there: Standing, last: Last) -> bool:
    return (
        last.place is not None
        and there.place.near(last.place)
        and there.texts == last.texts
        and (there.fill, there.border) == (last.fill, last.border)
    )


def _texts(box: Box, there: Standing, last: Last | None) -> tuple[tuple[int, ...] | None, bool]:
    """The paragraphs from now on, None where they stay, and whether some are people's.

    A paragraph of ours gives way to the line in its place, one that somebody wrote stays where it stands, and one that
    somebody took out stays out. Where nobody remembers what was ours, the words are.
    """
    if last is None:
        return tuple(range(len(box.lines))) or None, False
    old, made, used, own = list(last.texts), list[int](), set[int](), False
    for i, text in enumerate(there.texts):
        at = next((n for n, before in enumerate(old) if before == text and n not in used), None)
        if at is None:
            made.append(-1 - i)
            own = own or bool(text)
        else:
            used.add(at)
            made += [at] if at < len(box.lines) else []
    made += range(len(old), len(box.lines))
    same = len(made) == len(there.texts) and all(
        n == -1 - i or (n >= 0 and box.texts[n] == text) for i, (n, text) in enumerate(zip(made, there.texts, strict=True))
    )  # fmt: skip
    return (None if same else tuple(made)), own


def as_drawn(drawn: Iterable[Standing], prefix: str) -> Memory:
    """The memory by which nobody has been at the shapes that are called so."""
    ours = [one for one in drawn if one.name.startswith(prefix)]
    return {
        one.name: Last(one.number)
        if one.is_arrow
        else Last(one.number, one.place, one.fill, one.border, one.texts)
        for one in ours
    }


def remembered(text: str) -> Memory:
    """What ``as_text`` kept; nothing where it cannot be read."""
    try:
        held = json.loads(text) if text else {}
        return {name: _one(values) for name, values in held.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def _one(values: Sequence[Any]) -> Last:
    number, place, fill, border, texts, deleted = values
    where = Place(*map(float, place)) if place else None
    return Last(int(number), where, fill, border, tuple(map(str, texts)), bool(deleted))


def as_text(memory: Memory) -> str:
    """What to remember, to be kept beside the chart."""
    held = {
        name: [
            last.number,
            [round(v, 1) for v in (last.place.x, last.place.y, last.place.width, last.place.height)] if last.place else None,
            last.fill, last.border, list(last.texts), int(last.deleted),
        ]
        for name, last in memory.items()
    }  # fmt: skip
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))
