"""A folder of one system's exports imported into an empty and a filled workbook: twice, then with what changed in a week.

    python -m benchmarks.exports FOLDER... [--restored] [--rows 100000]

Every figure is held against pandas reading the same files. ``--restored`` takes records that are marked as deleted as if they were
not; ``--rows`` imports so many made-up deals as well and tells seconds and bytes. Prints one JSON document; ends with 1 where a
figure differs.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import random
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pandas as pd

from sheetsales.imports.crm.outcome import Taken
from sheetsales.workflow.making import make_workbook
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.taking_in import Files, TakenIn, Told, read_files, take_in

TODAY = dt.date(2026, 11, 30)
SAMPLE = Path(__file__).parents[1] / "samples" / "sales-en.xlsx"
HISTORY = ("history", "line_item", "merge", "role")
DELETED = ("is_deleted", "_fivetran_deleted", "is_converted")


def copies(folder: Path, work: Path, *, restored: bool) -> list[Path]:
    """The exports that hold records, copied; as if nothing had been deleted where asked."""
    work.mkdir()
    found = []
    for path in sorted(folder.glob("*.csv")):
        if not any(word in path.name for word in HISTORY):
            frame = pd.read_csv(path, dtype=str, keep_default_na=False)
            if restored:
                frame[[column for column in DELETED[:2] if column in frame]] = "false"
            frame.to_csv(work / path.name, index=False)
            found.append(work / path.name)
    return found


def changed(files: list[Path], work: Path, column: dict[str, str]) -> tuple[list[Path], int]:
    """The same files a week later: every second deal is renamed."""
    work.mkdir()
    count = 0
    for path in files:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        name = column.get(path.name)
        if name is not None:
            kept = frame[~_deleted(frame) & (frame[name] != "")].drop_duplicates(_key(frame))
            alive = list(kept.index)[::2]
            frame.loc[alive, name] += " II"
            count += len(alive)
        frame.to_csv(work / path.name, index=False)
    return [work / path.name for path in files], count


def _key(frame: pd.DataFrame) -> str:
    return next(column for column in ("deal_id", "id") if column in frame)


def _deleted(frame: pd.DataFrame) -> pd.Series[bool]:
    gone = pd.Series(data=False, index=frame.index)
    for column in DELETED:
        if column in frame:
            gone |= frame[column].str.casefold() == "true"
    return gone


def expected(taken: Taken, places: dict[str, Path]) -> dict[str, Any]:
    """What pandas says of the file: how many records, what their amounts come to, how many dates there are."""
    export = taken.export
    frame = pd.read_csv(places[export.file], dtype=str, keep_default_na=False)
    frame = frame[~_deleted(frame)]
    refused = {odd.row - 2 for odd in taken.refused}
    frame = frame.drop(index=[index for index in frame.index if index in refused])
    said: dict[str, Any] = {"records": len(frame)}
    for key in ("amount", "date", "created_on"):
        if key in export.columns:
            values = frame[export.heading(key)]
            values = values[values != ""]
            said[key] = float(pd.to_numeric(values).sum()) if key == "amount" else len(values)
    return said


def found(taken: Taken, book: Path) -> dict[str, Any]:
    """The same of the workbook, for the records that came from that file."""
    table = open_book(book, today=TODAY).book.table(taken.export.record)
    ids = {key for i, key in enumerate(taken.records.get("key")) if key and i not in taken.records.refused}
    cells = table.get("own:External id")
    rows = [i for i, key in enumerate(cells) if str(key) in ids]
    said: dict[str, Any] = {"records": len(rows)}
    for key in ("amount", "date", "created_on"):
        if key in taken.export.columns:
            values = [table.get(key)[i] for i in rows]
            values = [value for value in values if value is not None]
            said[key] = float(sum(values)) if key == "amount" else len(values)
    return said


def proof(folder: Path, start: str, work: Path, *, restored: bool) -> dict[str, Any]:
    """One folder into one workbook."""
    book = work / "book.xlsx"
    if start == "filled":
        shutil.copy(SAMPLE, book)
    else:
        make_workbook(book, lang="en", process="b2b", today=TODAY, story=None, modules=("contacts",))
    files = copies(folder, work / "first", restored=restored)
    first, read = _imported(book, files)
    pairs = [
        (taken.export.file, expected(taken, dict(read.places)), found(taken, book))
        for taken in first.outcome.taken
    ]
    # a day is only kept where the sheet has such a column; a new record without one gets today
    wrong = [
        {"file": file, "pandas": theirs, "workbook": ours}
        for file, theirs, ours in pairs
        if any(ours[key] != value for key, value in theirs.items() if key != "created_on")
    ]
    again, _ = _imported(book, files)
    names = {"deal_data.csv": "property_dealname", "sf_opportunity_data.csv": "name"}
    week, count = changed(files, work / "week", names)
    later, _ = _imported(book, week)
    changes = sum(len(taken.changes) for taken in later.outcome.taken)
    return {
        "folder": folder.name,
        "into": start,
        "new": sum(len(taken.new) for taken in first.outcome.taken),
        "refused": sum(len(taken.refused) for taken in first.outcome.taken),
        "figures": {file: theirs for file, theirs, _ in pairs},
        "different": wrong,
        "second_time_edits": len(again.outcome.plan.edits),
        "changed_there": count,
        "cells_changed": changes,
        "right": not wrong and not again.outcome.plan.edits and changes == count,
    }


def _imported(book: Path, files: list[Path]) -> tuple[TakenIn, Files]:
    told = Told()
    read = read_files(files, told)
    return take_in(book, read, told, today=TODAY), read


def peer(path: Path) -> int:
    """The script a colleague would write: pandas reads the file and joins it with what was there. It checks nothing, and writes no
    workbook."""
    new = pd.read_csv(path, dtype=str)
    there = pd.DataFrame({"Opportunity ID": ["006"], "Stage": ["Won"]})
    joined = there.merge(new, on="Opportunity ID", how="outer", suffixes=("_here", "_there"), indicator=True)
    return int((joined["_merge"] == "right_only").sum())


def speed(rows: int, work: Path) -> dict[str, Any]:
    """Made-up deals into an empty workbook."""
    path, book = work / "deals.csv", work / "book.xlsx"
    chance = random.Random(1)
    stages = ("Prospecting", "Needs Analysis", "Proposal/Price Quote", "Closed Won", "Closed Lost")
    with path.open("w", newline="", encoding="utf-8") as out:
        write = csv.writer(out)
        write.writerow((
            "Opportunity ID", "Opportunity Name", "Account ID", "Account Name", "Stage", "Amount", "Close Date", "Probability (%)",
            "Opportunity Owner", "Created Date", "Next Step", "Lead Source",
        ))  # fmt: skip
        for i in range(rows):
            account = chance.randrange(5_000)
            write.writerow((
                f"006{i:015d}", f"Deal {i}", f"001{account:015d}", f"Company {account} Ltd", chance.choice(stages),
                f"{chance.randrange(10**7) / 100:.2f}", f"2026-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}",
                chance.randrange(1, 101), f"Rep {account % 40}", "2025-06-01", f"Step {i % 977}", "Web",
            ))  # fmt: skip
    make_workbook(book, lang="en", process="b2b", today=TODAY, story=None)
    start = time.process_time()
    peer(path)
    naive = time.process_time() - start
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    result, _ = _imported(book, [path])
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return {
        "rows": rows,
        "new": sum(len(taken.new) for taken in result.outcome.taken),
        "cpu_seconds": round(time.process_time() - start, 2),
        "bytes_a_row": grown * 1024 // rows,
        "peer_cpu_seconds": round(naive, 2),
    }


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--restored", action="store_true")
    parser.add_argument("--rows", type=int, default=0)
    asked = parser.parse_args()
    said: dict[str, Any] = {"proofs": []}
    for folder in asked.folders:
        for start in ("empty", "filled"):
            with tempfile.TemporaryDirectory() as work:
                said["proofs"].append(proof(folder, start, Path(work), restored=asked.restored))
    if asked.rows:
        with tempfile.TemporaryDirectory() as work:
            said["speed"] = speed(asked.rows, Path(work))
    print(json.dumps(said, indent=2, default=str))
    return 0 if all(one["right"] for one in said["proofs"]) else 1


if __name__ == "__main__":
    sys.exit(main())
