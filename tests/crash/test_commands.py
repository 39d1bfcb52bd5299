"""Every command that writes killed at any moment: nothing is lost, nobody is blocked, no planted link is followed.

Three hundred kills are tried by ``python -m benchmarks.crash``.
"""

from __future__ import annotations

from tests.crash.trials import outcome, posix


@posix
def test_every_command_killed_once_and_eight_rivals() -> None:
    found = outcome("commands", "--kills", "10", "--rivals", "8", "--deals", "12")
    assert found["runs"] == 10
    assert (found["lost"], found["blocked"]) == (0, 0)
    assert found["rivals"]["done"] == 8
    assert (found["rivals"]["lost"], found["rivals"]["wrong"]) == (0, [])


@posix
def test_copies_and_years_killed_once_each_and_the_next_run_goes_on() -> None:
    found = outcome("commands", "--copies", "--kills", "4", "--rivals", "0", "--deals", "12")
    assert (found["runs"], found["lost"], found["blocked"], found["wrong"]) == (4, 0, 0, [])
