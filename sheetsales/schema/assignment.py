"""What became of the headings of a block: bound to a column, or left open with the reason."""

from __future__ import annotations

from typing import Literal

from sheetsales.dataclass import dataclass
from sheetsales.schema.binding import BoundColumn
from sheetsales.schema.block import Field

Why = Literal["unknown", "left", "taken", "ambiguous", "unsure", "values", "unit", "doubled", "reference"]
"""Why a heading is open: nothing of ours; the team answered so; its column has another heading; two columns fit; never bound unasked; its
values do not fit; its unit does not fit or is unclear; the same heading stands twice; it is understood, and nothing is
worked out from it."""


@dataclass(frozen=True, slots=True)
class OpenHeading:
    """A heading that is not bound; ``columns`` are the schema keys it may be, best first."""

    field: Field
    why: Why
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """``unsure`` are the sheet columns of bound headings that somebody should look at."""

    bound: tuple[BoundColumn, ...]
    open: tuple[OpenHeading, ...]
    unsure: frozenset[int] = frozenset()
