"""Ten commands killed at any moment: nothing is lost, nobody is blocked, no planted link is followed.

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
