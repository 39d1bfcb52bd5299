"""Many runs at once on one workbook, some of them killed on the way: is any update lost?

    python -m tests.crash.rivals [--runs 10] [--rounds 3] [--kill 3] [--rows 10]

Every run sets a cell of its own and appends a row of its own. Prints one JSON document.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import random
import signal
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from sheetsales.backends.reader import read_workbook
from tests.crash.books import NAME, lay_out, make_book, plan, set_cell
from tests.crash.runner import IN_MEMORY, quietly


@dataclass
class Rivalry:
    runs: int = 0
    done: int = 0
    refused: int = 0
    killed: int = 0
    lost: int = 0
    wrong: list[str] = field(default_factory=list)


def own_edits(run: int) -> bytes:
    """A cell and a row that no other run touches."""
    row = {"ID": 100_000 + run, "客户": f"run {run}"}
    return plan(set_cell(f"F{run + 2}", run), {"op": "append_rows", "table": "Deals", "rows": [row]})


def updates_of(book: Path, runs: int) -> list[int]:
    """How many of each run's two updates stand in the workbook; more than two where a row was added twice."""
    grid = read_workbook(book).grid("Sheet1")
    assert grid is not None
    rows = range(grid.first_row, grid.last_row + 1)
    added = Counter(grid.value(row, 1) for row in rows)
    return [added[100_000 + run] + (grid.value(run + 2, 6) == run) for run in range(runs)]


def rival_round(folder: Path, rows: int, runs: int, kill: int, chance: random.Random, found: Rivalry) -> None:
    """All runs started at the same moment on a fresh workbook."""
    book = lay_out(folder, {NAME: make_book(rows)})
    for run in range(runs):
        (folder / f"{run}.json").write_bytes(own_edits(run))
    gate, start = os.pipe()
    children = [_child(gate, start, folder / f"{run}.json", book) for run in range(runs)]
    os.close(gate)
    os.close(start)
    for child in chance.sample(children, kill):
        time.sleep(chance.random() * 0.02)
        os.kill(child, signal.SIGKILL)
    ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    for code, count in zip(ended, updates_of(book, runs), strict=True):
        found.runs += 1
        found.done += code == 0
        found.refused += code == 2
        found.killed += code < 0
        found.lost += code == 0 and count != 2
        if (code == 2 and count) or (code < 0 and count not in (0, 2)) or code not in (0, 2, -signal.SIGKILL):
            found.wrong.append(f"a run ended with {code} and {count} of its updates stand there")
    if 0 in ended and not kill:
        left = sorted(p.name for p in folder.rglob("*") if p.suffix not in (".json", ".xlsx") and p.is_file())
        found.wrong += [f"left {name}" for name in left]


def _child(gate: int, start: int, edits: Path, book: Path) -> int:
    child = os.fork()
    if child == 0:
        code = 70
        try:
            os.close(start)
            os.read(gate, 1)
            code = quietly(["apply", str(edits), str(book)])
        finally:
            os._exit(code)
    return child


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kill", type=int, default=0)
    parser.add_argument("--rows", type=int, default=10)
    options = parser.parse_args()
    found, chance = Rivalry(), random.Random(1)
    for _ in range(options.rounds):
        with tempfile.TemporaryDirectory(prefix="sheetsales-rivals-", dir=IN_MEMORY) as folder:
            rival_round(Path(folder), options.rows, options.runs, options.kill, chance, found)
    print(json.dumps(dataclasses.asdict(found)))
    return 1 if found.lost or found.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
