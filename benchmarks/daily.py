"""A check every day: does the workbook grow, does the check get slower, can yesterday's texts still be read in it?

    python -m benchmarks.daily [--days 150] [--opportunities 300] [--lang en] [--rounds 5] [--gate]

Each day the calendar moves on, a few cells of the pipeline change, ``sheetsales check`` writes its findings. At the end the
aged workbook and a fresh one with the same data are checked for the same day, in turn, each time from the same bytes.
``--gate`` exits 1 where the aged one takes more than 1.2 times as long or as many bytes, or still holds an old text.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import io
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import EditPlan, SetCell
from sheetsales.cells.grid import Grid
from sheetsales.cli.main import main as command

FIRST = dt.date(2026, 11, 2)
TABLE, EDITS = "tblPipeline", 3
MOST = 1.2
_STRING = re.compile(rb"<si>(?:<t[^>]*>)([^<]+)</t></si>")
_SHOWN = re.compile(rb't="s"[^>]*><v>(\d+)</v>')


def run(*words: str) -> None:
    """A command that finds something or nothing; any other end stops the benchmark."""
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            command(list(words))
    except SystemExit as ended:
        if ended.code not in (0, 1):
            raise SystemExit(said.getvalue()) from None


def edited(book: Path, day: int) -> None:
    """A few next steps say something else than the day before; those of the day before say again what they did."""
    grid, column, rows = _next_steps(book)
    edits = []
    for offset in range(EDITS):
        for at, text in ((day - 1, None), (day, f"day {day}: call again")):
            row = rows[(at * EDITS + offset) % len(rows)]
            edits.append(SetCell(CellRef(grid.name, row, column), text or "call the buyer"))
    out = book.with_suffix(".new.xlsx")
    apply_plan(book, EditPlan(tuple(edits)), out)
    out.replace(book)


def _next_steps(book: Path) -> tuple[Grid, int, range]:
    for grid in read_workbook(book).grids:
        for table in grid.tables:
            if table.name == TABLE:
                titles = [str(heading).rstrip(" *") for heading in table.headings]
                column = table.area.first_column + next(
                    at for at, title in enumerate(titles) if title in ("Next step", "下一步")
                )
                return grid, column, range(table.first_data_row, table.last_data_row + 1)
    raise SystemExit(f"{book}: no Table {TABLE}")


def old_texts(book: Path) -> int:
    """How many shared texts no cell shows."""
    with zipfile.ZipFile(book) as archive:
        names = archive.namelist()
        if "xl/sharedStrings.xml" not in names:
            return 0
        sheets = [archive.read(name) for name in names if name.startswith("xl/worksheets/sheet")]
        shown = {int(number) for sheet in sheets for number in _SHOWN.findall(sheet)}
        items = re.split(rb"(?=<si[ >/])", archive.read("xl/sharedStrings.xml"))[1:]
    return sum(number not in shown and bool(_STRING.match(item)) for number, item in enumerate(items))


def seconds(book: Path, day: dt.date, folder: Path) -> float:
    """CPU seconds of one check in a process of its own, on a copy."""
    copy = folder / "copy.xlsx"
    shutil.copy(book, copy)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = [sys.executable, "-m", "sheetsales", "check", str(copy), "--today", str(day)]
    subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    reader = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    reader.add_argument("--days", type=int, default=150)
    reader.add_argument("--opportunities", type=int, default=300)
    reader.add_argument("--lang", default="en")
    reader.add_argument("--rounds", type=int, default=5)
    reader.add_argument("--gate", action="store_true")
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory() as name:
        sys.exit(compare(asked, Path(name)))


def compare(asked: argparse.Namespace, folder: Path) -> int:
    fresh, aged = folder / "fresh.xlsx", folder / "aged.xlsx"
    run("new", str(fresh), "--sample", "--lang", asked.lang, "--opportunities", str(asked.opportunities),
        "--today", str(FIRST))  # fmt: skip
    edited(fresh, 0)
    run("check", str(fresh), "--today", str(FIRST))
    shutil.copy(fresh, aged)
    print(f"day 1: {fresh.stat().st_size:,} bytes, {old_texts(fresh)} old texts")
    for day in range(1, asked.days):
        edited(aged, day)
        run("check", str(aged), "--today", str(FIRST + dt.timedelta(day)))
        if day % 30 == 0 or day == asked.days - 1:
            print(f"day {day + 1}: {aged.stat().st_size:,} bytes, {old_texts(aged)} old texts", flush=True)
    last = FIRST + dt.timedelta(asked.days - 1)
    same = folder / "same.xlsx"
    shutil.copy(fresh, same)
    for day in (0, asked.days - 1):
        edited(same, day)
    edited(aged, asked.days - 1)
    for book in (same, aged):
        run("check", str(book), "--today", str(last))
    return told(same, aged, last, folder, asked)


def told(same: Path, aged: Path, last: dt.date, folder: Path, asked: argparse.Namespace) -> int:
    times: dict[Path, list[float]] = {same: [], aged: []}
    for _ in range(asked.rounds):
        for book, found in times.items():
            found.append(seconds(book, last + dt.timedelta(1), folder))
    young, old = (statistics.median(found) for found in times.values())
    sizes = aged.stat().st_size / same.stat().st_size
    left = old_texts(aged) - old_texts(same)
    print(f"the same data, checked once: {same.stat().st_size:,} bytes, {young:.2f} s")
    print(f"checked on {asked.days} days: {aged.stat().st_size:,} bytes ({sizes:.2f} times), {old:.2f} s ({old / young:.2f} times), "
          f"{left} old texts more")  # fmt: skip
    return int(asked.gate and (max(sizes, old / young) > MOST or left > 0))


if __name__ == "__main__":
    main()
