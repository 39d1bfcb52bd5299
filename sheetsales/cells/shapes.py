"""Shapes on a sheet and the connectors glued to them: plain data, in pixels from the sheet's corner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Final, Literal

from sheetsales.dataclass import dataclass

Outline = Literal["rounded", "rectangle", "pill"]
TOP, LEFT, BOTTOM, RIGHT = 0, 1, 2, 3
"""The places on a shape that connectors are glued to, numbered as the file format does."""
TOLERANCE: Final = 4
"""Pixels that a program may put a shape elsewhere without anybody having moved it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a shape stands and how large it is."""

    x: float
    y: float
    width: float
    height: float

    def site(self, number: int) -> tuple[float, float]:
        """The point that a connector glued there ends in."""
        x = {LEFT: self.x, RIGHT: self.x + self.width}.get(number, self.x + self.width / 2)
        y = {TOP: self.y, BOTTOM: self.y + self.height}.get(number, self.y + self.height / 2)
        return x, y

    def near(self, other: Place) -> bool:
        """Whether both are the same place, but for what programs round."""
        mine, others = (
            (self.x, self.y, self.width, self.height),
            (other.x, other.y, other.width, other.height),
        )
        return all(abs(a - b) <= TOLERANCE for a, b in zip(mine, others, strict=True))


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in a shape; ``size`` in points, ``colour`` as ``RRGGBB``."""

    text: str
    size: float = 9
    bold: bool = False
    colour: str = "1F2937"


@dataclass(frozen=True, slots=True)
class Box:
    """A shape with text, called ``name``. ``fill`` None lets the sheet shine through; ``border`` None has no line.

    ``about`` is read to those who cannot see it. ``left`` aligns the text so, else it is centred. ``back`` puts a new one
    behind all that is drawn.
    """

    name: str
    place: Place
    lines: tuple[Line, ...] = ()
    kind: Outline = "rounded"
    fill: str | None = "FFFFFF"
    border: str | None = "1F4E79"
    weight: float = 1
    dashed: bool = False
    left: bool = False
    back: bool = False
    about: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Arrow:
    """A straight connector called ``name`` from a place on one shape to one on another, both by name."""

    name: str
    start: str
    start_site: int
    end: str
    end_site: int
    colour: str = "6B7280"
    weight: float = 1.25
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is to be drawn; the boxes first named lie at the back."""

    boxes: tuple[Box, ...] = ()
    arrows: tuple[Arrow, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A shape or connector that stands on a sheet. ``fill`` and ``border`` are ``RRGGBB``, None for none, "?" for whatever
    cannot be told so simply; one that is ``grouped`` has no place of its own on the sheet.

    Of a connector ``start`` and ``end`` are the points it is drawn between, ``glued`` the numbers of the shapes it is
    glued to and the places on them.
    """

    number: int
    name: str
    place: Place
    texts: tuple[str, ...] = ()
    fill: str | None = None
    border: str | None = None
    grouped: bool = False
    is_arrow: bool = False
    start: tuple[float, float] | None = None
    end: tuple[float, float] | None = None
    glued: tuple[tuple[int, int] | None, tuple[int, int] | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Redraw:
    """What a shape that stands there gets of ``box``; all else of it stays as somebody made it.

    ``number`` is that of the shape. ``texts`` are its paragraphs from now on: n for the box's line n, -1 - n for the
    paragraph n that stood there; None keeps the text.
    """

    box: Box
    number: int
    moves: bool = False
    fills: bool = False
    borders: bool = False
    texts: tuple[int, ...] | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.moves or self.fills or self.borders or self.texts is not None)


@dataclass(frozen=True, slots=True)
class Rearrow:
    """A connector drawn anew between ``start`` and ``end``; one that stands there keeps how its line looks."""

    arrow: Arrow
    start: tuple[float, float]
    end: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is done to the shapes of ``sheet``: new ones, changes, and what goes, by name. ``font`` is that of Latin letters.

    ``numbers`` are those that new shapes are to have, by name, where nobody else has them.
    """

    sheet: str
    new: tuple[Box, ...] = ()
    changed: tuple[Redraw, ...] = ()
    arrows: tuple[Rearrow, ...] = ()
    gone: tuple[str, ...] = ()
    font: str = "Calibri"
    numbers: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.arrows or self.gone) and all(redraw.is_empty for redraw in self.changed)
