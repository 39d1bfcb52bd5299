"""What every rule of the catalogue costs on a whole workbook, against pydantic checking the opportunities row by row.

    python -m benchmarks.rules_speed [--rows 100000 | --book BOOK] [--rounds 3] [--top 20] [--gate]

The workbook is the sample scaled, or the one named; it is read once. In each round all rules run one after the other on a
fresh scene, as a check runs them, each with its own CPU seconds: what several share is the cost of the first that asks.
The search for duplicates stands apart, as a check keeps what it found until a name changes; the history is the comparison
of all deals with the stage log. The peer is a pydantic model with twelve checks of its own (``benchmarks.catalogue``).
``--gate`` exits 1 where all rules take longer than the peer does for its twelve.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.catalogue import cpu, row_by_row
from sheetsales.book.book import Book
from sheetsales.process.history import History
from sheetsales.process.log_changes import log_changes
from sheetsales.rules.catalogue import RULES
from sheetsales.rules.customers.same_company import pairs_of
from sheetsales.rules.rule import Rule
from sheetsales.rules.scene import Scene
from sheetsales.workflow.opening import open_book

TODAY = dt.date(2026, 11, 2)
DUPLICATES = "search for duplicates"
HISTORY = "history compared"

Costs = Mapping[str, float]


def opened(path: Path | None, rows: int) -> Book:
    """The workbook as a check reads it."""
    if path is not None:
        return open_book(path, today=TODAY).book
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "made.xlsx")
        subprocess.run([sys.executable, "-m", "sheetsales", "new", str(made), "--lang", "en", "--sample",
                        "--opportunities", str(rows), "--today", str(TODAY)], check=True, stdout=subprocess.DEVNULL)  # fmt: skip
        return open_book(made, today=TODAY).book


def measured(book: Book) -> tuple[dict[str, float], dict[str, int]]:
    """CPU seconds of one round, and how many findings each rule told."""
    scene = Scene(book, TODAY)
    told: dict[str, int] = {}
    spent = {
        HISTORY: cpu(lambda: len(log_changes(book, History(book), TODAY))),
        DUPLICATES: cpu(lambda: len(pairs_of(scene))),
    }
    for rule in RULES:
        spent[rule.info.code] = cpu(_counting(rule, scene, told))
    return spent, told


def _counting(rule: Rule, scene: Scene, told: dict[str, int]) -> Callable[[], int]:
    def run() -> int:
        told[rule.info.code] = sum(1 for _ in rule.find(scene))
        return told[rule.info.code]

    return run


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--book", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--top", type=int, default=20)
    parser.add_argument("--gate", action="store_true")
    options = parser.parse_args()
    book = opened(options.book, options.rows)
    peer = row_by_row(book)
    rounds: dict[str, list[float]] = defaultdict(list)
    theirs: list[float] = []
    told: dict[str, int] = {}
    for _ in range(options.rounds):
        spent, told = measured(book)
        for name, seconds in spent.items():
            rounds[name].append(seconds)
        if peer is not None:
            theirs.append(cpu(peer))
    costs = {name: statistics.median(found) for name, found in rounds.items()}
    return tell(
        len(book.table("pipeline")), costs, told, statistics.median(theirs) if theirs else None, options
    )


def tell(
    deals: int, costs: Costs, told: Mapping[str, int], theirs: float | None, options: argparse.Namespace
) -> int:
    """The dearest rules first; 1 where the gate is missed."""
    names = {rule.info.code: rule.info.name for rule in RULES}
    for code in sorted(names, key=lambda code: -costs[code])[: options.top]:
        print(f"{code} {names[code]:34} {costs[code]:7.3f} s {told[code]:6,} findings")
    ours = sum(costs[code] for code in names)
    print(f"{deals:,} opportunities, {len(names)} rules: {ours:.2f} s, {ours / deals * 1e6:.1f} µs each")
    print(f"apart: {DUPLICATES} {costs[DUPLICATES]:.2f} s, {HISTORY} {costs[HISTORY]:.2f} s")
    if theirs is None:
        print("pydantic is not installed, no ratio")
        return 0
    print(f"pydantic, twelve checks row by row: {theirs:.2f} s, {theirs / ours:.2f}x all rules")
    return int(options.gate and theirs < ours)


if __name__ == "__main__":
    raise SystemExit(main())
