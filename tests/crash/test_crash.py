"""A save that is killed, loses power or meets a fault at any point: nothing is lost.

The whole set of points is tried by ``python -m benchmarks.crash``; here the large workbooks' points are thinned out.
"""

from __future__ import annotations

import pytest

from tests.crash.trials import outcome, posix


@posix
@pytest.mark.parametrize(
    ("arguments", "points"),
    [
        (("--rows", "10"), 40),
        (("--rows", "10", "--first", "--most", "12"), 12),
        (("--rows", "1000", "--most", "10"), 10),
        (("--rows", "20000", "--most", "4"), 4),
    ],
)
def test_killed_at_any_point(arguments: tuple[str, ...], points: int) -> None:
    found = outcome("runner", "kill", *arguments)
    assert found["points"] == found["runs"] >= points


@posix
@pytest.mark.parametrize(
    ("arguments", "states"),
    [
        (("--rows", "10", "--checks", "20"), 100),
        (("--rows", "10", "--first", "--checks", "10"), 100),
        (("--rows", "1000", "--checks", "10"), 100),
        (("--rows", "20000", "--checks", "2"), 100),
    ],
)
def test_power_lost_at_any_point(arguments: tuple[str, ...], states: int) -> None:
    found = outcome("runner", "power", *arguments)
    assert found["states"] >= states
    assert found["runs"] == int(arguments[-1])


@posix
@pytest.mark.parametrize(
    "arguments", [("--rows", "10", "--most", "40"), ("--rows", "10", "--first", "--most", "12"), ("--rows", "1000", "--most", "8")]
)  # fmt: skip
def test_a_full_forbidden_or_broken_disk_at_any_point(arguments: tuple[str, ...]) -> None:
    assert outcome("runner", "fault", *arguments)["points"] == int(arguments[-1])


@posix
def test_a_new_file_killed_at_any_point() -> None:
    found = outcome("runner", "output", "--most", "16")
    assert found["points"] == found["runs"] == 16
