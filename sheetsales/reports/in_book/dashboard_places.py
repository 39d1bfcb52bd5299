"""Where things stand on a dashboard just made: rows, and the cells that formulas name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sheetsales.cells.address import parse_a1

MONTH, STATE = "ss_dash_month", "ss_dash_state"
LEFT, MIDDLE, RIGHT = 1, 6, 11
"""The first column of each of three zones, four columns wide; a narrow one lies between."""
WIDTHS: Final = (18.0, 11.0, 12.0, 12.0, 2.0, 18.0, 12.0, 16.0, 12.0, 2.0, 14.0, 12.0, 12.0, 12.0)
COLUMNS: Final = len(WIDTHS)
TILES: Final = 4
TILE_COLUMNS: Final = (1, 3, 6, 8, 11, 13)
ZONES: Final = 8
BODY: Final = ZONES + 2
OWN, OWN_ROWS = 15, 4
"""Where figures of the team's own begin, right of the funnel, and the rows there are for them."""
CHARTS: Final = 23
LISTS: Final = 38
LONGEST_LIST: Final = 5
PRINTED: Final = LISTS + 1 + LONGEST_LIST
DATA: Final = 48

DAYS: Final[Mapping[str, str]] = {
    "as_of": "$G$50", "first": "$G$51", "last": "$G$52", "window": "$G$53", "label": "$G$54", "gone": "$G$55",
    "target": "$G$56", "won_n": "$G$57", "lost_n": "$G$58",
}  # fmt: skip
"""The cells of days and figures that formulas name."""
TITLES: Final[Mapping[str, str]] = {"funnel": "$G$59", "people": "$G$60", "trend": "$G$61"}
"""The cells of the charts' titles."""


def at(cell: str) -> tuple[int, int]:
    """Row and column of ``$H$50``."""
    found = parse_a1(cell.replace("$", ""))
    assert found is not None  # noqa: S101 - cells of this file
    return found
