#!/usr/bin/env python3
"""Every kind of edit on every workbook of a corpus, and judges asked what it did: ``python -m benchmarks.fidelity``.

    fidelity.py [CORPUS] [--judges DIR] [--sample N] [--operations set,append,…] [--audit none|one|all] [--office]
                [--jobs N] [--resume FILE] [--limit N] [--markdown FILE]

``--sample N`` takes about N files, chosen by the hash of their names, for a quick look. The judges of features, of
Excel's repairs and of the Open XML schema come from ``--judges``; references and what was written are read with
``references.py``, which shares nothing with the engine. ``--office`` opens every output in LibreOffice, which must show
the sheets it shows of the original. Locked cells and signatures are counted apart ("does not allow it") and edited
nevertheless. ``--resume FILE`` keeps what was found of each file as soon as it is found, and a later call with the same
code and options goes on from there; ``--limit N`` then ends a call after so many files more. Exit 0 only where nothing
was lost, foreign, broken, newly found or read back wrong, and no more was refused than allowed; 3 where files are left
to be done. Where there is no corpus, it says so and exits 0.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from benchmarks import fidelity_judges as judges
from benchmarks import fidelity_looks
from benchmarks.corpus_cells import SHARED, VALUES, _module, _pick, _row_edits
from benchmarks.fidelity_kept import NEW_SHEET, Kept, Outcome, judge_opening, stamp
from benchmarks.fidelity_table import COLUMNS, Row, section_of, table, with_section
from benchmarks.office import Office, office_is_here
from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import AddSheet, Edit, EditPlan, SetCell, SetNote
from sheetsales.cells.grid import TableArea, Workbook
from sheetsales.errors import SheetsalesError

MOST_REFUSED = {"set": 0.005, "append": 0.05, "replace": 0.15, "insert": 0.15, "sheet": 0.005, "note": 0.005, "look": 0.005, "name": 0.005, "hide": 0.005, "choices": 0.005}  # fmt: skip
"""Rows of Tables that a query fills are neither replaced nor inserted into; the corpus has eleven in 81."""
_LONG = 3_000_000
"""Bytes unpacked; the audit of a workbook of four million takes 18 seconds of CPU time."""
_STRINGS = "xl/sharedStrings.xml"
_NO_STRINGS = "Worksheet references shared strings but sharedStrings.xml is missing"
"""Said of every sheet where the original spells that part's name with other capitals, which the tool does not find."""
NOTE = "written by a test"


@dataclass(frozen=True)
class Job:
    source: Path
    out: Path
    judges: Path
    operations: tuple[str, ...]
    audit: str


def main() -> int:
    options = _options()
    if not options.corpus.is_dir():
        print(f"no corpus at {options.corpus}: nothing to do")
        return 0
    if options.office and not office_is_here():
        print("LibreOffice and its bridge for Python are not here")
        return 2
    files = sorted(f for f in options.corpus.iterdir() if f.suffix.lower() in (".xlsx", ".xlsm"))
    if options.sample:
        files = sorted(files, key=lambda f: zlib.crc32(f.name.encode()))[: options.sample]
    kept = Kept(options.resume, stamp(options))
    left = [f for f in files if f.name not in kept.found]
    _run(left[: options.limit or None], options, kept)
    undone = len(files) - len(kept.found)
    if undone:
        print(f"{undone} of {len(files)} files are left to be done")
        return 3
    found = [outcome for f in files for outcome in kept.found[f.name]]
    return _report(found, len(files), options)


def _run(files: list[Path], options: argparse.Namespace, kept: Kept) -> None:
    """Edit and judge the files one after another, or two at a time; each is kept as soon as it is done."""
    office = Office() if options.office else None
    with tempfile.TemporaryDirectory() as made, ExitStack() as open_until:
        jobs = [Job(f, Path(made), options.judges, options.operations, options.audit) for f in files]
        if options.jobs > 1:
            pool = open_until.enter_context(ProcessPoolExecutor(options.jobs))
            results = pool.map(_work, jobs, chunksize=2)
        else:
            results = map(_work, jobs)
        if office is not None:
            open_until.callback(office.close)
        for source, outcomes in zip(files, results, strict=True):
            if office is not None:
                judge_opening(office, source, Path(made), outcomes)
            for outcome in outcomes:
                Path(made, outcome.output or "none").unlink(missing_ok=True)
            kept.keep(source.name, outcomes)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", nargs="?", type=Path, default=SHARED / "corpus" / "good")
    parser.add_argument("--judges", type=Path, default=SHARED / "tools")
    parser.add_argument("--sample", type=int, default=0, help="so many files, chosen by hash; all where 0")
    parser.add_argument("--operations", type=lambda text: tuple(text.split(",")), default=tuple(MOST_REFUSED))
    parser.add_argument("--audit", choices=("none", "one", "all"), default="one", help="outputs per file")
    parser.add_argument("--office", action="store_true", help="open the outputs in LibreOffice as well")
    parser.add_argument("--jobs", type=int, default=2, help="processes that edit and judge")
    parser.add_argument("--resume", type=Path, help="keep findings here, and go on from those that are here")
    parser.add_argument("--limit", type=int, default=0, help="so many files in this call; all where 0")
    parser.add_argument("--markdown", type=Path, help="write the table for the docs into this file")
    return parser.parse_args()


def _work(job: Job) -> list[Outcome]:
    try:
        book = read_workbook(job.source)
    except SheetsalesError as refused:
        return [Outcome(operation, job.source.name, "—", str(refused)) for operation in job.operations]
    edits = [edit for operation in job.operations for edit in EDITS[operation](job.source, book)]
    audited = _audited(job, [operation for operation, *_ in edits])
    return [_one(job, *edit, number in audited, number) for number, edit in enumerate(edits)]


def _audited(job: Job, operations: list[str]) -> set[int]:
    """Which outputs are held against the schema. Of a workbook where that takes long, one of each operation."""
    if job.audit == "none" or not operations:
        return set()
    if job.audit == "one":
        return {zlib.crc32(job.source.name.encode()) % len(operations)}
    with zipfile.ZipFile(job.source) as package:
        is_long = sum(info.file_size for info in package.infolist()) > _LONG
    return {operations.index(name) for name in operations} if is_long else set(range(len(operations)))


def _one(job: Job, operation: str, what: str, edit: Edit, audit: bool, number: int) -> Outcome:
    outcome = Outcome(operation, job.source.name, what)
    out = job.out / f"{job.source.stem}-{operation}-{number}{job.source.suffix.lower()}"
    try:
        try:
            apply_plan(job.source, EditPlan((edit,)), out)
        except SheetsalesError as locked:
            apply_plan(job.source, EditPlan((edit,)), out, allow_protected=True, void_signature=True)
            outcome.locked = str(locked)
    except SheetsalesError as refused:
        outcome.refused = str(refused)
        return outcome
    outcome.wrong = {k: v for k, v in judges.wrong(job.judges, job.source, out, edit).items() if v}
    if audit:
        outcome.audited = True
        found = _new_errors(job.judges / "audit_new.py", job.source, out)
        if found:
            outcome.wrong["audit"] = found
    outcome.output = out.name
    return outcome


def _new_errors(tool: Path, source: Path, out: Path) -> list[str]:
    before = _known_errors(tool, source)
    found = {key: text for key, text in _module(tool).errors(str(out)).items() if key not in before}
    misspelt = any(what == f"Relationship target not found: /{_STRINGS}" for _, what in before)
    return [text for (_, what), text in found.items() if not (misspelt and what == _NO_STRINGS)]


@lru_cache(maxsize=4)
def _known_errors(tool: Path, source: Path) -> frozenset[tuple[str, str]]:
    return frozenset(_module(tool).errors(str(source)))


def _sets(source: Path, _: Workbook) -> Iterator[tuple[str, str, Edit]]:
    at = _pick(source, "value")
    yield "set", str(at), SetCell(at, VALUES[zlib.crc32(source.name.encode()) % len(VALUES)])


def _appends(_: Path, book: Workbook) -> Iterator[tuple[str, str, Edit]]:
    for item in _tables(book):
        yield "append", item.name, _row_edits(item)[0]


def _replaces(_: Path, book: Workbook) -> Iterator[tuple[str, str, Edit]]:
    for item in _tables(book):
        yield "replace", item.name, _row_edits(item)[1]


def _inserts(_: Path, book: Workbook) -> Iterator[tuple[str, str, Edit]]:
    """Rows put in before the second data row (the first of a Table of one), where the engine has that edit."""
    from sheetsales.cells import edits as known

    kind = getattr(known, "InsertRows", None)
    for item in _tables(book) if kind else ():
        at = min(item.first_data_row + 1, item.last_data_row)
        assert kind is not None
        yield "insert", f"{item.name} row {at}", kind(item.name, at, _row_edits(item)[0].rows)


def _sheets(_: Path, __: Workbook) -> Iterator[tuple[str, str, Edit]]:
    rows = (("=text", 1.5), ("文字", None))
    yield "sheet", NEW_SHEET, AddSheet(NEW_SHEET, ("Name", "Amount"), rows)


def _notes(source: Path, _: Workbook) -> Iterator[tuple[str, str, Edit]]:
    """A cell right of and below everything, where no note stands yet."""
    at = _pick(source, "blank")
    at = CellRef(at.sheet, at.row + 40, at.column + 20)
    yield "note", str(at), SetNote(at, NOTE)


def _tables(book: Workbook) -> list[TableArea]:
    return [item for grid in book.grids for item in grid.tables]


EDITS: dict[str, Callable[[Path, Workbook], Iterator[tuple[str, str, Edit]]]] = {
    "set": _sets,
    "append": _appends,
    "replace": _replaces,
    "insert": _inserts,
    "sheet": _sheets,
    "note": _notes,
    "look": fidelity_looks.looks,
    "name": fidelity_looks.names,
    "hide": fidelity_looks.hidden,
    "choices": fidelity_looks.choices,
}


def _report(found: list[Outcome], files: int, options: argparse.Namespace) -> int:
    rows, code = [], 0
    for name in options.operations:
        group = [o for o in found if o.operation == name]
        if not group:
            continue
        row = Row(
            name, len(group), sum(bool(o.refused) for o in group), sum(bool(o.locked) for o in group),
            sum(o.audited for o in group), Counter(column for o in group for column in o.wrong),
            sum(o.opened == "yes" for o in group), sum(o.opened == "neither" for o in group),
        )  # fmt: skip
        rows.append(row)
        code |= row.refused > MOST_REFUSED[name] * row.edits or bool(row.wrong)
    for outcome in found:
        for column, said in outcome.wrong.items():
            print(
                f"{column.upper():<10} {outcome.operation} {outcome.file} {outcome.what}: {'; '.join(said)[:400]}"
            )
    reasons = [(o.operation, f"{o.file} {o.what}", o.refused) for o in found if o.refused]
    locked = [(o.operation, f"{o.file} {o.what}", o.locked) for o in found if o.locked]
    for operation, where, why in reasons:
        print(f"refused    {operation} {where}: {why}")
    made = table(rows, files, reasons, locked, office=options.office)
    print(made.partition("## Figures\n")[2].split("\n\n## ")[0])
    if options.markdown:
        options.markdown.write_text(with_section(made, section_of(options.markdown)), encoding="utf-8")
    return int(code)


__all__ = ["COLUMNS", "EDITS", "Outcome", "main"]

if __name__ == "__main__":
    sys.exit(main())
