"""The month's report against a script of pandas and openpyxl that writes five of its sections as values.

    python -m benchmarks.report_speed [--sizes 1000,10000] [--rounds 2] [--gate]

Fresh processes in turn, CPU seconds (user + system), the least of the rounds. ``beyond reading`` is what the report takes
more than a process that reads the same workbook into records and ends. ``--gate`` exits 1 where a bound is missed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.whole_job import TODAY, Cost, least, measured

MONTH = "2026-10"
LEAST_RATIO = {1_000: 0.9, 10_000: 2.0}
"""How many times as long the script takes as the whole report, short edition: half of what was measured."""
MOST_MEMORY_MB = {1_000: 100.0, 10_000: 250.0}
EDITIONS = {"short": [], "full": ["--full"]}


def commands(book: Path, folder: Path) -> dict[str, list[str]]:
    ours = [sys.executable, "-m", "sheetsales", "report", str(book), "--month", MONTH, "--today", TODAY]
    return {
        "reading": [sys.executable, "-m", "benchmarks.report_speed", "--read", str(book)],
        **{
            name: [*ours, "-o", str(folder / f"{name}.xlsx"), *options] for name, options in EDITIONS.items()
        },
        "script": [
            sys.executable, "-m", "benchmarks.naive_report", str(book), MONTH, str(folder / "script.xlsx"),
        ],
    }  # fmt: skip


def costs_of(book: Path, folder: Path, rounds: int) -> dict[str, Cost]:
    """By what runs; in turn, so that whatever else the machine does hits all of them."""
    found: dict[str, list[Cost]] = {}
    for _ in range(rounds):
        for name, command in commands(book, folder).items():
            found.setdefault(name, []).append(measured(command))
    return {name: least(costs) for name, costs in found.items()}


def missed(size: int, costs: dict[str, Cost]) -> list[str]:
    ratio, memory = costs["script"].cpu / costs["short"].cpu, costs["full"].memory_mb
    found = []
    if ratio < LEAST_RATIO.get(size, 0.0):
        found.append(f"{size}: {ratio:.1f} times as fast as the script, wanted {LEAST_RATIO[size]}")
    if memory > MOST_MEMORY_MB.get(size, memory):
        found.append(f"{size}: {memory:.0f} MB, at most {MOST_MEMORY_MB[size]:.0f} wanted")
    return found


def read(book: Path) -> None:
    """What every command begins with."""
    from sheetsales.workflow.opening import open_book

    open_book(book, today=dt.date.fromisoformat(TODAY))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--gate", action="store_true")
    parser.add_argument("--read", type=Path)
    options = parser.parse_args()
    if options.read:
        read(options.read)
        return 0
    problems: list[str] = []
    print(
        "| opportunities | what | CPU s | beyond reading s | MB | script takes |\n|---:|---|---:|---:|---:|---:|"
    )
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for size in (int(s) for s in options.sizes.split(",")):
            book = folder / f"book-{size}.xlsx"
            subprocess.run(
                [sys.executable, "-m", "sheetsales", "new", str(book), "--lang", "en", "--sample", "--opportunities", str(size),
                 "--today", TODAY], check=True, stdout=subprocess.DEVNULL,
            )  # fmt: skip
            costs = costs_of(book, folder, options.rounds)
            for name, cost in costs.items():
                beyond, times = cost.cpu - costs["reading"].cpu, costs["script"].cpu / cost.cpu
                print(
                    f"| {size:,} | {name} | {cost.cpu:.2f} | {beyond:.2f} | {cost.memory_mb:.0f} | {times:.1f}× |"
                )
            problems += missed(size, costs)
    for line in problems:
        print(f"missed: {line}", file=sys.stderr)
    return 1 if problems and options.gate else 0


if __name__ == "__main__":
    raise SystemExit(main())
