"""Flows in whole numbers, and none where none is possible."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from sheetsales.allocation.solver import cheapest_flow, crowded


def _ints(*numbers: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(numbers, np.int64)


def test_the_cheaper_way_is_filled_first() -> None:
    flows = cheapest_flow(_ints(0, 0), _ints(1, 1), _ints(4, 10), _ints(1, 3), _ints(7, -7))
    assert flows is not None
    assert flows.tolist() == [4, 3]


@pytest.mark.parametrize("supply", [12, 10**12])
def test_what_does_not_fit_has_no_flow(supply: int) -> None:
    assert cheapest_flow(_ints(0), _ints(1), _ints(supply - 1), _ints(1), _ints(supply, -supply)) is None


def test_large_sums_arrive_to_the_last_unit() -> None:
    large = 123_456_789_013
    flows = cheapest_flow(
        _ints(0, 0, 1, 2),
        _ints(1, 2, 3, 3),
        _ints(large, large, large, 7),
        _ints(1, 0, 1, 0),
        _ints(large, 0, 0, -large),
    )
    assert flows is not None
    assert flows.tolist() == [large - 7, 7, large - 7, 7]


def test_no_arcs_carry_nothing() -> None:
    nothing = _ints()
    assert cheapest_flow(nothing, nothing, nothing, nothing, _ints(0, 0)) is not None
    assert cheapest_flow(nothing, nothing, nothing, nothing, _ints(1, -1)) is None


def test_those_are_crowded_who_alone_can_do_the_work() -> None:
    crowd = crowded(_ints(0, 1, 1), _ints(0, 0, 1), _ints(90, 10), _ints(0, 0), _ints(100, 100))
    assert crowd.tolist() == [True, False]


def test_the_solver_prints_nothing() -> None:
    code = (
        "import numpy as np\n"
        "from sheetsales.allocation.solver import cheapest_flow\n"
        "one = lambda *n: np.array(n)\n"
        "cheapest_flow(one(0), one(1), one(9), one(1), one(5, -5))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
