"""Twelve copies of one workbook worked on apart and collected: what is lost, what is invented, how long it takes.

    python -m benchmarks.many_hands [--edits 300] [--seed 1] [--deals 1000] [--office 2] [--peer]

Every person gets two copies, so that rows are changed twice as well: cells, new rows, rows sorted, columns moved, in some a column
renamed and one put in; ``--office`` many are saved by LibreOffice. ``--peer`` merges the same with daff (``pip install daff``), table by
table and copy by copy. Prints one JSON document.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import TableColumn

from sheetsales.workflow.collecting import CollectResult, collect
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.portions import Asked
from sheetsales.workflow.splitting import Portion, split
from tests.merging.working import EDITED, Key, Work, cells_of, lost_and_invented, table_of, work_on

TODAY = dt.date(2026, 11, 30)
SAMPLE = Path(__file__).parents[1] / "samples" / "sales-en.xlsx"
TABLES = {"pipeline": "tblPipeline", "customers": "tblCustomers", "tasks": "tblTasks"}
PEOPLE = ("S02", "S03", "S04", "S05", "S06", "S07")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--edits", type=int, default=300)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument(
        "--deals", type=int, default=0, help="a workbook made with so many deals, else the sample"
    )
    asked.add_argument("--office", type=int, default=0)
    asked.add_argument("--peer", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measured(Path(folder), given), indent=2))


def measured(folder: Path, given: argparse.Namespace) -> dict[str, object]:
    """What twelve copies come to."""
    shuffle = random.Random(given.seed)
    book = made(folder / "sales.xlsx", given.deals)
    portions = [portion for n in (1, 2) for portion in issued(book, folder / str(n))]
    bases = {p.place: tables_in(p.place) for p in portions} if given.peer else {}
    work = {str(p.issue.number): worked(book, p, given.edits, shuffle) for p in portions}
    for portion in portions[::3]:
        disguise(portion.place)
    for portion in portions[1 : 1 + given.office]:
        saved_by_office(portion.place)
    peer = {"daff": by_daff(book, bases, work)} if given.peer else {}
    before, start = cells_of(book), time.process_time()
    result = collect(book, [folder / "1", folder / "2"], today=TODAY)
    seconds = time.process_time() - start
    lost, invented = lost_and_invented(before, cells_of(book), work, listed(book, result))
    changed_twice = twice(work)
    false = [
        key for key in listed(book, result) if not key[2].endswith(" *") and not key_in(key, changed_twice)
    ]
    return {
        "copies": len(portions),
        "cells changed": sum(len(done.cells) for done in work.values()),
        "rows added": sum(len(done.rows) for done in work.values()),
        "taken": sum(came.cells for came in result.came),
        "asked": sum(len(came.asked) for came in result.came),
        "lost": len(lost),
        "invented": len(invented),
        "false conflicts": len(false),
        "seconds": round(seconds, 2),
        **peer,
    }


def made(place: Path, deals: int) -> Path:
    """The sample, or a workbook with so many deals."""
    if not deals:
        return Path(shutil.copy(SAMPLE, place))
    from sheetsales.template.build import build_workbook
    from sheetsales.template.story import build_story

    story = build_story("en", "b2b", TODAY, opportunities=deals, seed=1)
    with place.open("wb") as out:
        build_workbook(out, lang="en", process="b2b", today=TODAY, story=story)
    return place


def disguise(place: Path) -> None:
    """Rename a column of the deals, and put in one of one's own."""
    book = openpyxl.load_workbook(place)
    found = table_of(book, "tblPipeline")
    assert found is not None
    sheet, table = found
    first, last = table.ref.split(":")
    letters = get_column_letter(len(table.tableColumns) + 1)
    for column, cell in zip(table.tableColumns, sheet[1], strict=False):
        if cell.value == "Notes":
            column.name = cell.value = "What else"
    table.ref = f"{first}:{letters}{last.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"
    table.autoFilter = None
    table.tableColumns.append(TableColumn(id=len(table.tableColumns) + 1, name="Mood"))
    sheet[f"{letters}1"], sheet[f"{letters}2"] = "Mood", "good"
    book.save(place)


def saved_by_office(place: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        done = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx", "--outdir", folder, str(place)]  # fmt: skip
        subprocess.run(done, check=True, capture_output=True, timeout=300)
        shutil.copy(Path(folder, place.name), place)


def twice(work: Mapping[str, Work]) -> set[Key]:
    """Cells that two copies changed otherwise."""
    said: dict[Key, set[object]] = {}
    for done in work.values():
        for (name, key), row in done.rows.items():
            for heading, value in row.items():
                said.setdefault((name, key, heading), set()).add(value)
        for at, value in done.cells.items():
            said.setdefault(at, set()).add(value)
    return {key for key, values in said.items() if len(values) > 1}


def key_in(key: Key, changed: set[Key]) -> bool:
    return bool({key, (key[0], key[1], f"{key[2]} *")} & changed)


# -- the peer: plain tables merged three ways


def tables_in(place: Path) -> dict[str, list[list[object]]]:
    book, tables = openpyxl.load_workbook(place), {}
    for name in EDITED:
        found = table_of(book, name)
        if found is not None:
            rows = [[cell.value for cell in row] for row in found[0][found[1].ref]]
            tables[name] = [row for row in rows if any(value is not None for value in row)]
    return tables


def by_daff(
    book: Path, bases: Mapping[Path, dict[str, list[list[object]]]], work: Mapping[str, Work]
) -> dict[str, object]:
    """The same edits through daff: what was issued, the workbook's rows of it by now, and what came back."""
    import daff

    before = cells_of(book)
    now, conflicts = tables_in(book), 0
    start = time.process_time()
    for place, base in bases.items():
        theirs = tables_in(place)
        for name, parent in base.items():
            flags = daff.CompareFlags()
            flags.ids = [str(heading) for heading in parent[0] if str(heading).rstrip(" *") == "ID"]
            local = daff.PythonTableView(now[name])
            views = daff.PythonTableView(parent), local, daff.PythonTableView(theirs[name])
            conflicts += daff.Merger(*views, flags).apply()
    seconds = time.process_time() - start
    after, marked = dict(before), set[Key]()
    after.update(cells_in(now, marked))
    lost, invented = lost_and_invented(before, after, work, marked)
    gone = len({key[:2] for key in before} - {key[:2] for key in cells_in(now, set())})
    return {
        "lost": len(lost),
        "invented": len(invented),
        "rows gone": gone,
        "conflicts": conflicts,
        "false conflicts": len({key for key in marked if not key_in(key, twice(work))}),
        "seconds": round(seconds, 2),
    }


def cells_in(tables: Mapping[str, list[list[object]]], marked: set[Key]) -> dict[Key, object]:
    """The cells of merged tables; those that daff wrote a conflict into are marked."""
    cells: dict[Key, object] = {}
    for name, (head, *rows) in tables.items():
        at = next(n for n, heading in enumerate(head) if str(heading).rstrip(" *") == "ID")
        for row in rows:
            for heading, value in zip(head, row, strict=False):
                key = name, str(row[at]), str(heading)
                cells[key] = value
                if isinstance(value, str) and value.startswith("((("):
                    marked.add(key)
    return cells


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
