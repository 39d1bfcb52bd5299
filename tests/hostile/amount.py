"""How many hostile files a run makes: few by default, many where a run has the time."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

TIMES = max(1, int(os.environ.get("SHEETSALES_HOSTILE_TIMES", "1")))
"""A run with 50 makes fifty times as many files."""


def examples(number: int) -> settings:
    """Hypothesis settings for ``number`` examples of a usual run; a usual run always makes the same ones."""
    return settings(
        max_examples=number * TIMES,
        deadline=None,
        derandomize=TIMES == 1,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
