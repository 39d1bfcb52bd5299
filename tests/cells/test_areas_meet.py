"""Areas that share a cell."""

from __future__ import annotations

import pytest

from sheetsales.cells.address import Area


@pytest.mark.parametrize(
    ("other", "meets"),
    [
        ((2, 2, 3, 3), True),
        ((4, 4, 9, 9), True),
        ((1, 1, 9, 9), True),
        ((3, 3, 3, 3), True),
        ((5, 2, 9, 4), False),
        ((2, 5, 4, 9), False),
        ((1, 1, 1, 9), False),
        ((1, 1, 9, 1), False),
    ],
)
def test_areas_meet_in_a_cell_or_not_at_all(other: tuple[int, int, int, int], *, meets: bool) -> None:
    area = Area("A", 2, 2, 4, 4)
    assert area.meets(Area("A", *other)) is meets
    assert Area("A", *other).meets(area) is meets
