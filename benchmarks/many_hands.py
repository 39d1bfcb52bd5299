"""Twelve copies of one workbook worked on apart and collected: what is lost, what is invented, how long it takes.

    python -m benchmarks.many_hands [--edits 300] [--seed 1]

Every person gets two copies, so that rows are changed twice as well: cells, new rows, rows sorted, columns moved. Prints one JSON document.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import shutil
import tempfile
import time
from pathlib import Path

from sheetsales.workflow.collecting import CollectResult, collect
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.portions import Asked
from sheetsales.workflow.splitting import Portion, split
from tests.merging.working import Key, Work, cells_of, lost_and_invented, work_on

TODAY = dt.date(2026, 11, 30)
SAMPLE = Path(__file__).parents[1] / "samples" / "sales-en.xlsx"
TABLES = {"pipeline": "tblPipeline", "customers": "tblCustomers", "tasks": "tblTasks"}
PEOPLE = ("S02", "S03", "S04", "S05", "S06", "S07")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--edits", type=int, default=300)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measured(Path(folder), given.edits, random.Random(given.seed)), indent=2))


def measured(folder: Path, edits: int, shuffle: random.Random) -> dict[str, object]:
    """What twelve copies come to."""
    book = Path(shutil.copy(SAMPLE, folder / "sales.xlsx"))
    portions = [portion for n in (1, 2) for portion in issued(book, folder / str(n))]
    work = {str(p.issue.number): worked(book, p, edits, shuffle) for p in portions}
    before, start = cells_of(book), time.process_time()
    result = collect(book, [folder / "1", folder / "2"], today=TODAY)
    seconds = time.process_time() - start
    lost, invented = lost_and_invented(before, cells_of(book), work, listed(book, result))
    return {
        "copies": len(portions),
        "cells changed": sum(len(done.cells) for done in work.values()),
        "rows added": sum(len(done.rows) for done in work.values()),
        "taken": sum(came.cells for came in result.came),
        "asked": sum(len(came.asked) for came in result.came),
        "lost": len(lost),
        "invented": len(invented),
        "seconds": round(seconds, 2),
    }


def issued(book: Path, folder: Path) -> tuple[Portion, ...]:
    folder.mkdir()
    return split(book, folder, Asked(only=PEOPLE), today=TODAY).portions


def worked(book: Path, portion: Portion, edits: int, shuffle: random.Random) -> Work:
    tables = open_book(book, today=TODAY).book
    own = {}
    for key, name in TABLES.items():
        table = tables.table(key)
        owners = table.get(table.record.owner_column)
        own[name] = {table.id(i) for i in range(len(table)) if owners[i] == portion.issue.holder}
    return work_on(portion.place, own, portion.issue.holder, edits, shuffle)


def listed(book: Path, result: CollectResult) -> set[Key]:
    """The cells that somebody is asked about."""
    tables = open_book(book, today=TODAY).book
    return {
        (TABLES[c.record], c.id, tables.table(c.record).heading(c.column) + mark)
        for came in result.came
        for c in came.asked
        if c.record in TABLES
        for mark in ("", " *")
    }


if __name__ == "__main__":
    main()
