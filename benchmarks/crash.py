"""Saves killed, cut off from power, refused by the disk and run ten at a time, at every point there is; and ten commands
killed at any moment, under other masks, in other time zones, with clocks set back and links planted.

    python -m benchmarks.crash [--rows 10,1000,20000] [--rounds 3] [--kills 300] [--rivals 20] [--only-commands]

Prints how many points were tried for each size of workbook, how many states of the disk a power cut may leave, how
many runs rivalled and how many updates were lost. Exits 1 where anything was wrong.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from typing import Any

LARGE = 5_000
"""Rows from which faults, and the run after a power cut, are tried at some points only: each run takes its time."""


def tried(module: str, *arguments: str) -> dict[str, Any]:
    """What one process of trials found; what was wrong is printed at once."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.crash.{module}", *arguments], capture_output=True, text=True, encoding="utf-8", check=False
    )  # fmt: skip
    if not done.stdout:
        raise SystemExit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    for line in found["wrong"][:20]:
        print("  wrong:", line)
    return found


def crashes(rows: int, first: bool) -> bool:
    """Whether a workbook of that many rows came through every kill, power cut and fault."""
    size = ["--rows", str(rows), *(["--first"] if first else [])]
    some = ["--most", "24"] if rows >= LARGE else []
    begun = time.monotonic()
    kill = tried("runner", "kill", *size)
    power = tried("runner", "power", *size, "--checks", "10" if rows >= LARGE else "60")
    fault = tried("runner", "fault", *size, *some)
    wrong = sum(len(found["wrong"]) for found in (kill, power, fault))
    print(
        f"{rows:>7,} rows{', first save' if first else '':<12} killed at {kill['points']:>3} points"
        f" | power cut at {power['points']:>2}, {power['states']:>3} states of the disk"
        f" | {fault['points']:>3} faults | next runs {kill['runs'] + power['runs'] + fault['runs']:>3}"
        f" | wrong {wrong} | {time.monotonic() - begun:.0f} s",
        flush=True,
    )
    return wrong == 0


def new_file(rows: int) -> bool:
    """Whether a new file is whole or not there, wherever the run that writes it was killed."""
    found = tried("runner", "output", "--rows", str(rows))
    print(
        f"{rows:>7,} rows, new file  killed at {found['points']:>3} points | wrong {len(found['wrong'])}",
        flush=True,
    )
    return not found["wrong"]


def rivals(rounds: int, kill: int, rows: int) -> bool:
    """Whether ten runs at once lost nothing."""
    begun = time.monotonic()
    found = tried("rivals", "--rounds", str(rounds), "--kill", str(kill), "--rows", str(rows))
    print(
        f"{rows:>7,} rows, 10 runs at once, {rounds} times: {found['done']} did their work, {found['refused']} said who"
        f" holds it, {found['killed']} were killed | updates lost {found['lost']} | wrong {len(found['wrong'])}"
        f" | {time.monotonic() - begun:.0f} s",
        flush=True,
    )
    return not found["lost"] and not found["wrong"]


def commands(kills: int, rivals_at_once: int) -> bool:
    """Whether ten commands came through kills at any moment, masks, time zones, clocks set back and planted links."""
    begun = time.monotonic()
    found = tried("commands", "--kills", str(kills), "--rivals", str(rivals_at_once))
    many, wrong = found["rivals"], len(found["wrong"]) + len(found["rivals"]["wrong"])
    lost, blocked = found["lost"] + many["lost"], found["blocked"] + many["refused"]
    print(
        f"ten commands, {found['runs']} times, {found['killed']} of them killed on their way; {many['runs']} rivals at once;"
        f" umask 002, 077, 022; three time zones; clocks set back; links planted"
        f" | wrong {wrong} | lost {lost} | blocked {blocked} | {time.monotonic() - begun:.0f} s",
        flush=True,
    )
    return not (wrong or lost or blocked)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", default="10,1000,20000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--rivals", type=int, default=20)
    parser.add_argument("--only-commands", action="store_true")
    options = parser.parse_args()
    if options.only_commands:
        return 0 if commands(options.kills, options.rivals) else 1
    sizes = [int(rows) for rows in options.rows.split(",")]
    good = [crashes(sizes[0], first=True), *(crashes(rows, first=False) for rows in sizes)]
    good += [
        new_file(sizes[0]),
        rivals(options.rounds, kill=0, rows=sizes[0]),
        rivals(options.rounds, kill=3, rows=sizes[0]),
        rivals(1, kill=0, rows=sizes[-1]),
        commands(options.kills, options.rivals),
    ]
    return 0 if all(good) else 1


if __name__ == "__main__":
    raise SystemExit(main())
