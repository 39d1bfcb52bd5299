"""Values and structure no team means, one after another: does any of them stop a run?

    python -m benchmarks.values_fuzz [--seconds 600] [--seed 1] [--most 4]

Takes the sample workbooks of both languages, changes cells, rows, columns and headings of any sheet (settings, lists,
stages, steps, team, targets and rules more often than others), and checks, mends, reports, allocates, reminds and plans
tasks in memory. Only our own errors may come back. Every fault is printed once, with the changes that lead to it and
the command that makes them again; ends with 1 where there was one.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random
from typing import Final
from unittest import mock

from benchmarks.odd_changes import Changes
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.grid import Workbook
from sheetsales.cells.writable import Writable
from sheetsales.checking.as_json import document
from sheetsales.checking.reminders.gather import reminders
from sheetsales.checking.reminders.text import reminder_lines
from sheetsales.checking.spoken import outcome, spoken
from sheetsales.errors import SheetsalesError
from sheetsales.indicators.period import Period, month
from sheetsales.planning.arising.arise import arise
from sheetsales.planning.completion import completion, completion_plan
from sheetsales.planning.plan import decide, plan
from sheetsales.reports.monthly import build
from sheetsales.rules.everything import CATALOGUE
from sheetsales.texts import LANGUAGES, Lang
from sheetsales.workflow import mending
from sheetsales.workflow.checking import judged_plan
from sheetsales.workflow.making import make_workbook, tell_story
from sheetsales.workflow.opening import loaded

TODAY: Final = dt.date(2026, 11, 2)
_DEALS: Final = 40


def work(workbook: Workbook, folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """Everything a team has done with the workbook, each by its name."""
    path = folder / "book.xlsx"
    opened = loaded(path, workbook, today=TODAY)
    judged, edits = judged_plan(opened, TODAY)
    book = judged.book

    def said(lang: Lang) -> object:
        return [*spoken(judged, edits, outcome(edits, dry_run=True), lang), document(judged, lang)]

    def reminded(lang: Lang) -> object:
        return [list(reminder_lines(r, book, TODAY, judged.findings_sheet, lang)) for r in reminders(judged)]

    def reported(period: Period) -> object:
        place = folder / "report.xlsx"
        return build(
            book, judged.findings, period=period, today=TODAY, path=place, lang=book.lang, rules=CATALOGUE
        )

    for lang in LANGUAGES:
        yield "said", partial(said, lang)
        yield "remind", partial(reminded, lang)
    for period in (month(2026, 10), month(2026, 11)):
        yield "report", partial(reported, period)
    yield "allocate", lambda: plan(decide(book, today=TODAY), Writable(workbook), "")
    yield "tasks", lambda: arise(book, opened.store, today=TODAY)
    yield "done", lambda: completion_plan(completion(book, TODAY), Writable(workbook), "")
    yield "fix", lambda: _mended(path, workbook)


def _mended(path: Path, workbook: Workbook) -> object:
    """Drop-downs and formats that were lost stand in the file, and there is none."""

    def newest(_: Path) -> tuple[Workbook, bool]:
        return workbook, False

    def as_they_are(opened: object, fixes: object, *_: object) -> tuple[object, object]:
        return opened, fixes

    with (
        mock.patch("sheetsales.workflow.opening.newest_state", newest),
        mock.patch.object(mending, "_with_looks", as_they_are),
    ):
        return mending.propose(path, today=TODAY)


def fault_of(workbook: Workbook, folder: Path) -> tuple[str, str] | None:
    """Where the first fault of ours happened (``report: file:line kind``) and its trace; None where there is none."""
    doing = ["check"]
    try:
        for name, job in work(workbook, folder):
            doing.append(name)
            _quietly(job)
    except SheetsalesError:
        return None
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is what we look for
        frames = traceback.extract_tb(fault.__traceback__)
        at = next((f for f in reversed(frames) if "/sheetsales/" in f.filename), frames[-1])
        place = f"{doing[-1]}: {Path(at.filename).name}:{at.lineno} {type(fault).__name__}"
        return place, "".join(traceback.format_exception(fault)[-6:])
    return None


def _quietly(job: Callable[[], object]) -> None:
    try:
        job()
    except SheetsalesError:
        return


def samples(folder: Path) -> dict[Lang, Workbook]:
    """The sample workbooks of both languages, small."""
    found: dict[Lang, Workbook] = {}
    for lang in LANGUAGES:
        path = folder / f"{lang}.xlsx"
        story = tell_story(lang, "b2b", today=TODAY, opportunities=_DEALS, seed=7)
        make_workbook(path, lang=lang, process="b2b", today=TODAY, story=story)
        found[lang] = read_workbook(path)
    return found


def search(seconds: float, seed: int, most: int, rounds: int = sys.maxsize) -> tuple[int, dict[str, str]]:
    """How many workbooks were tried, and every fault once, by its place."""
    faults: dict[str, str] = {}
    began, tried = time.monotonic(), 0
    with tempfile.TemporaryDirectory(prefix="sheetsales-values-") as name:
        folder = Path(name)
        books = samples(folder)
        while tried < rounds and time.monotonic() - began < seconds:
            number = seed + tried
            tried += 1
            changes = Changes(Random(number))
            lang = LANGUAGES[number % len(LANGUAGES)]
            found = fault_of(changes.make(books[lang], most), folder)
            if found is not None and found[0] not in faults:
                command = f"python -m benchmarks.values_fuzz --rounds 1 --seed {number} --most {most}"
                faults[found[0]] = "\n".join([*changes.said, command, found[1]])
                print(f"FAULT {found[0]}\n{faults[found[0]]}", flush=True)
    return tried, faults


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--rounds", type=int, default=sys.maxsize)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=4)
    options = parser.parse_args()
    tried, faults = search(options.seconds, options.seed, options.most, options.rounds)
    print(f"{tried:,} workbooks tried, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
