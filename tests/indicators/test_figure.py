"""A figure is a value, or a reason why there is none."""

import pytest

from sheetsales.indicators.figure import Figure, median, share, unknown
from sheetsales.texts import Text

WHY = Text("没有", "nothing there")


def test_unknown_is_never_zero() -> None:
    figure = share(3, 0, 3, WHY)
    assert figure == unknown(WHY, 3)
    assert not figure.known
    with pytest.raises(ValueError, match="nothing there"):
        _ = figure.number


def test_a_share_carries_its_n() -> None:
    assert share(1, 4, 4, WHY) == Figure(0.25, 4)


def test_median() -> None:
    assert median([3.0, 1.0, 2.0]) == 2.0
    assert median([1.0, 2.0, 3.0, 10.0]) == 2.5
