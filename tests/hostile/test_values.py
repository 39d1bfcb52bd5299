"""Values and structure no team means, a few of them: none stops a run.

``python -m benchmarks.values_fuzz`` searches further.
"""

from __future__ import annotations

import pytest

from benchmarks import values_fuzz


def test_no_value_stops_a_run() -> None:
    tried, faults = values_fuzz.search(60, seed=5, most=4, rounds=4)
    assert tried >= 1
    assert faults == {}


def test_a_fault_is_found_and_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(values_fuzz, "judged_plan", broken)
    tried, faults = values_fuzz.search(60, seed=5, most=4, rounds=2)
    assert tried == 2
    [place] = faults
    assert place.startswith("check: ")
    assert place.endswith("ZeroDivisionError")
    assert "--seed 5" in capsys.readouterr().out
