from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsales.process.median import median


@given(st.lists(st.floats(-1e9, 1e9) | st.integers(-1000, 1000), min_size=1))
def test_as_statistics_has_it(numbers: list[float]) -> None:
    assert median(numbers) == statistics.median(numbers)


def test_nothing_has_no_middle() -> None:
    with pytest.raises(IndexError):
        median(())
