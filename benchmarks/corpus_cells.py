#!/usr/bin/env python3
"""One cell of every workbook of a corpus set through the engine, and judges asked what that did to the file.

    corpus_cells.py [CORPUS] [--judges DIR] [--pick value|first|blank|last] [--rows] [--bad DIR] [--office] [--keep DIR]

Locked cells are written (--allow-protected). ``--rows`` appends two rows to every Table, replaces them and inserts
two, and has every cell that moved accounted for.

Prints what was refused and why, and what was lost, broken or newly found. Exit 0 only where nothing was lost,
nothing broke, no judge found anything new and at most 1 % of the files were refused. Where there is no corpus, it
says so and exits 0.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.chart_parts import changed_more, only_remembering
from benchmarks.moved_cells import explained, moves, only_references
from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import Area, CellRef, parse_a1
from sheetsales.cells.edits import AppendRows, EditPlan, InsertRows, ReplaceRows, SetCell
from sheetsales.cells.grid import Grid, TableArea
from sheetsales.cells.values import EditValue, Formula
from sheetsales.errors import SheetsalesError

SHARED = Path(__file__).resolve().parents[2] / "shared"
VALUES: tuple[EditValue, ...] = (
    12.5, "=文字 <&> text", True, dt.date(2026, 10, 31), Formula("1+1", 2), -7, "two\nlines",
    dt.datetime(2026, 10, 31, 8, 30), None, Formula('"a"&"b"', "ab"),
)  # fmt: skip
MOST_REFUSED = 0.01
MOST_ROWS_REFUSED = {AppendRows: 0.05, ReplaceRows: 0.15, InsertRows: 0.15}
"""Rows of Tables that a query fills are neither replaced nor inserted into; the corpus has eleven in 81."""
GROWING = ("conditionalFormatting", "dataValidations", "ignoredErrors", "extLst", "protectedRanges")
MOVING = ("mergeCells", "hyperlinks", "rowBreaks")
BAD_SECONDS, BAD_BYTES = 10, 500 << 20


@dataclass(frozen=True)
class Outcome:
    """What became of one file: ``refused`` and ``wrong`` are empty where all went well."""

    name: str
    at: str
    refused: str = ""
    wrong: tuple[str, ...] = ()
    seconds: float = 0.0


def main() -> int:
    options = _options()
    if not options.corpus.is_dir():
        print(f"no corpus at {options.corpus}: nothing to do")
        return 0
    files = sorted(f for f in options.corpus.iterdir() if f.suffix.lower() in (".xlsx", ".xlsm"))
    with tempfile.TemporaryDirectory() as made:
        out = Path(options.keep or made)
        out.mkdir(exist_ok=True)
        jobs = [(str(f), str(out / f.name), options.pick, str(options.judges)) for f in files]
        with ProcessPoolExecutor(2) as pool:
            outcomes = list(pool.map(_one, jobs, chunksize=4))
        code = _report(outcomes, options.pick)
        if options.rows:
            with ProcessPoolExecutor(2) as pool:
                several = pool.map(_rows, [(str(f), made, str(options.judges)) for f in files], chunksize=4)
                found = [outcome for outcomes in several for outcome in outcomes]
            for kind, most in MOST_ROWS_REFUSED.items():
                of_kind = [o for o in found if o.at.startswith(kind.__name__)]
                code = max(code, _report(of_kind, kind.__name__, most))
        if options.office:
            code = max(code, _office(options.corpus, out, [o.name for o in outcomes if not o.refused]))
    if options.bad.is_dir():
        code = max(code, _bad(options.bad))
    return code


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", nargs="?", type=Path, default=SHARED / "corpus" / "good")
    parser.add_argument("--judges", type=Path, default=SHARED / "tools")
    parser.add_argument("--bad", type=Path, default=SHARED / "corpus" / "bad")
    parser.add_argument("--pick", choices=("value", "first", "blank", "last"), default="value")
    parser.add_argument(
        "--rows", action="store_true", help="append, replace and insert rows of every Table as well"
    )
    parser.add_argument("--office", action="store_true", help="open every output in LibreOffice as well")
    parser.add_argument("--keep", help="leave the outputs in this folder")
    return parser.parse_args()


def _one(job: tuple[str, str, str, str]) -> Outcome:
    source, out, pick, judges = Path(job[0]), Path(job[1]), job[2], Path(job[3])
    started = time.process_time()
    try:
        at = _pick(source, pick)
    except SheetsalesError as refused:
        return Outcome(source.name, "?", str(refused))
    value = VALUES[zlib.crc32(source.name.encode()) % len(VALUES)]
    try:
        apply_plan(source, EditPlan((SetCell(at, value),)), out, allow_protected=True)
    except SheetsalesError as refused:
        return Outcome(source.name, str(at), str(refused))
    seconds = time.process_time() - started
    return Outcome(source.name, str(at), "", tuple(_judge(judges, source, out, at, value)), seconds)


def _pick(source: Path, pick: str) -> CellRef:
    """The cell to be set: by what it holds, not by what the engine likes."""
    book = read_workbook(source)
    grids = [g for g in book.grids if g.columns] or list(book.grids)
    grid = grids[0] if pick == "first" else max(grids, key=lambda g: g.row_count * len(g.columns))
    if pick == "first" or not grid.columns:
        return CellRef(grid.name, 1, 1)
    cells = _free_cells(grid)
    if pick == "blank" or not cells:
        return CellRef(grid.name, grid.last_row + 3, grid.last_column + 2)
    return CellRef(grid.name, *cells[-1 if pick == "last" else len(cells) // 3])


def _free_cells(grid: Grid) -> list[tuple[int, int]]:
    """Cells that hold a value a person may have typed: no formula, heading, total or covered cell."""
    kept = [table.area for table in grid.tables]
    found = []
    for c, column in enumerate(grid.columns, grid.first_column):
        for r, value in enumerate(column, grid.first_row):
            covered = any(a.contains(r, c) and (r, c) != (a.first_row, a.first_column) for a in grid.merged)
            edge = any(a.contains(r, c) and r in (a.first_row, a.last_row) for a in kept)
            if value is not None and (r, c) not in grid.formulas and not covered and not edge:
                found.append((r, c))
    return found


def _judge(judges: Path, source: Path, out: Path, at: CellRef, value: EditValue) -> list[str]:
    fidelity, lint = _module(judges / "fidelity.py"), _module(judges / "excel_lint.py")
    try:
        before = fidelity.Book(str(source))
    except fidelity.BadPackage as fault:
        return [] if _still_bad(fidelity, out) else [f"the judge cannot read the original: {fault}"]
    after = fidelity.Book(str(out))
    charts = only_remembering(source, out)
    found = fidelity.compare(before, after, allow_cells=[f"{at.sheet}!{at.a1}"], allow_parts=charts)
    wrong = [
        f"fidelity {key}: {_short(found[key])}"
        for key in ("parts", "cells", "layout", "features")
        if found["lost_something"] or changed_more(found, charts)
    ]
    wrong += [f"broken: {p}" for p in found["new_integrity_problems"]]
    stored = after.sheets[at.sheet].cells.get(at.a1, (None, None, None))
    if not _holds(stored[:3], value):
        wrong.append(f"reads back {stored[:3]!r} for {value!r}")
    wrong += [
        f"lint {p['rule']} {p['part']} {p['where']}: {p['what']}" for p in _new_findings(lint, source, out)
    ]
    return wrong


def _rows(job: tuple[str, str, str]) -> list[Outcome]:
    """Two rows appended to each Table of a file and put before its last, its rows replaced by three, or one."""
    source, made, judges = Path(job[0]), Path(job[1]), Path(job[2])
    try:
        tables = [table for grid in read_workbook(source).grids for table in grid.tables]
    except SheetsalesError:
        return []
    found = []
    for number, table in enumerate(tables):
        for edit in _row_edits(table):
            out = made / f"{source.stem}-{number}{source.suffix}"
            at, started = f"{type(edit).__name__} {edit.table}", time.process_time()
            try:
                apply_plan(source, EditPlan((edit,)), out, allow_protected=True)
            except SheetsalesError as refused:
                found.append(Outcome(source.name, at, str(refused)))
                continue
            seconds = time.process_time() - started
            found.append(
                Outcome(source.name, at, "", tuple(_judge_rows(judges, source, out, table, edit)), seconds)
            )
    return found


def _row_edits(table: TableArea) -> tuple[AppendRows | ReplaceRows | InsertRows, ...]:
    single = [h for h in table.headings if table.headings.count(h) == 1]
    row: dict[str, EditValue] = {h: f"new {i}" if i % 2 else i + 0.5 for i, h in enumerate(single)}
    count = table.last_data_row - table.first_data_row + 1
    return (
        AppendRows(table.name, (row, row)),
        ReplaceRows(table.name, (row,) * (3 if count < 3 else 1)),
        InsertRows(table.name, table.last_data_row, (row, row)),
    )


def _judge_rows(
    judges: Path, source: Path, out: Path, table: TableArea, edit: AppendRows | ReplaceRows | InsertRows
) -> list[str]:
    fidelity, lint = _module(judges / "fidelity.py"), _module(judges / "excel_lint.py")
    area, sheet = table.area, table.area.sheet
    before, after = fidelity.Book(str(source)), fidelity.Book(str(out))
    grown = next(t for g in read_workbook(out).grids for t in g.tables if t.name == table.name)
    inside = isinstance(edit, InsertRows)
    start, count = (table.last_data_row, 2) if inside else (table.last_data_row + 1, 0)
    move = explained(before, after, sheet, moves(table, grown, start, count))
    if move is None:
        return ["no single move of cells makes the new sheet of the old one"]
    spots = [move.fresh, Area(sheet, area.last_row, area.first_column, grown.area.last_row, area.last_column)]
    parts = ["xl/tables/*", "xl/charts/*", "xl/pivotcache/*", "xl/pivotCache/*", "xl/drawings/*"]
    if move.by:
        last = (
            max([row for row, _ in map(parse_a1_or_origin, before.sheets[sheet].cells)], default=1) + move.by
        )
        spots.append(
            Area(
                sheet,
                move.block.first_row,
                move.block.first_column,
                min(move.block.last_row + move.by, last),
                move.block.last_column,
            )
        )
        parts += ["xl/comments*", "xl/threadedComments/*"]
    allowed = [f"{sheet}!{spot.a1}" for spot in spots] + only_references(before, after)
    found = fidelity.compare(before, after, allow_cells=allowed, allow_parts=parts)
    wrong = [
        f"fidelity {key}: {_short(found[key])}"
        for key in ("parts", "cells", "features")
        if found["lost_something"]
    ]
    reach = max(spot.last_row for spot in spots)
    fresh = {f"{sheet}: row {row}" for row in range(table.first_data_row, reach + 1)}
    kept = GROWING + (MOVING if move.by else ())
    changed = {what for what in found["layout"]["changed"] if what.rpartition(": ")[2] not in kept} - fresh
    wrong += [f"layout changed: {what}" for what in sorted(changed)]
    if found["parts"]["changed"]:
        wrong.append(f"parts changed: {found['parts']['changed']}")
    wrong += [f"broken: {p}" for p in found["new_integrity_problems"]]
    wrong += [
        f"lint {p['rule']} {p['part']} {p['where']}: {p['what']}" for p in _new_findings(lint, source, out)
    ]
    return wrong


def parse_a1_or_origin(text: str) -> tuple[int, int]:
    return parse_a1(text) or (1, 1)


def _still_bad(fidelity: ModuleType, out: Path) -> bool:
    try:
        fidelity.Book(str(out))
    except fidelity.BadPackage:
        return True
    return False


def _new_findings(lint: ModuleType, source: Path, out: Path) -> list[dict[str, str]]:
    known = Counter(_key(found) for found in lint.lint(str(source)) or [])
    new = []
    for found in lint.lint(str(out)) or []:
        known[_key(found)] -= 1
        if known[_key(found)] < 0:
            new.append(found)
    return new


def _key(found: dict[str, str]) -> tuple[str, str, str]:
    return found["rule"], found["part"], re.sub(r"\d+", "#", found["what"])


def _holds(stored: tuple[Any, Any, Any], value: EditValue) -> bool:
    """Whether the judge reads from the cell what was written; a date is a number of days."""
    content, formula, cached = stored
    if isinstance(value, Formula):
        expected = "2.0" if value.value == 2 else "ab"
        return bool(formula) and formula[1] == value.text and cached is not None and cached[1] == expected
    if value is None:
        return content is None
    if isinstance(value, bool):
        return bool(content == ("b", "1"))
    if isinstance(value, str):
        return bool(content == ("str", value))
    if isinstance(value, dt.date):
        return content is not None and content[0] == "n" and 44864 <= float(content[1]) < 46327
    return isinstance(value, int | float) and bool(content == ("n", repr(float(value))))


def _short(found: Any) -> str:
    kept = {k: v for k, v in found.items() if v} if isinstance(found, dict) else found
    if isinstance(kept, dict):
        kept.pop("before", None)
        kept.pop("added", None)
        kept.pop("inside_allowed", None)
    return json.dumps(kept, ensure_ascii=False, default=str)[:600]


@cache
def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _report(outcomes: list[Outcome], pick: str, most_refused: float = MOST_REFUSED) -> int:
    refused = [o for o in outcomes if o.refused]
    wrong = [o for o in outcomes if o.wrong]
    for outcome in refused:
        print(f"refused  {outcome.name} {outcome.at}: {outcome.refused}")
    for outcome in wrong:
        for what in outcome.wrong:
            print(f"WRONG    {outcome.name} {outcome.at}: {what}")
    slow = max(outcomes, key=lambda o: o.seconds)
    print(f"{pick}: {len(outcomes)} files, {len(refused)} refused, {len(wrong)} wrong; "
          f"slowest {slow.name} {slow.seconds:.2f} s")  # fmt: skip
    return 1 if wrong or len(refused) > most_refused * len(outcomes) else 0


def _bad(folder: Path) -> int:
    """Every damaged or hostile file: exit 2 or a correct result, soon, in little memory, the file untouched."""
    code = 0
    for source in sorted(folder.iterdir()):
        with tempfile.TemporaryDirectory() as made:
            copy, plan = Path(made, source.name), Path(made, "plan.json")
            data = source.read_bytes()
            copy.write_bytes(data)
            plan.write_text(json.dumps({"version": 1, "edits": [_any_cell(copy)]}))
            out = copy.with_name("out" + copy.suffix)
            command = [sys.executable, "-m", "sheetsales", "apply", str(plan), str(copy), "-o", str(out)]
            started = time.monotonic()
            exit_code, said, peak = _measured(command, Path(made, "said"))
            seconds = time.monotonic() - started
            fine = exit_code == 2 or (exit_code == 0 and _opens(out))
            fine = fine and "Traceback" not in said and copy.read_bytes() == data
            fine = fine and seconds < BAD_SECONDS and peak < BAD_BYTES
        print(
            f"{'bad ' if fine else 'WRONG'} {source.name}: exit {exit_code}, {seconds:.1f} s, {peak >> 20} MB  {said[:130]}"
        )
        code = code if fine else 1
    return code


def _measured(command: list[str], said: Path) -> tuple[int, str, int]:
    """(exit code, what it said on stderr, its peak memory in bytes)."""
    with said.open("wb") as stream:
        started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=stream)
        _, status, usage = os.wait4(started.pid, 0)
    return (
        os.waitstatus_to_exitcode(status),
        said.read_text("utf-8", "replace").strip(),
        usage.ru_maxrss * 1024,
    )


def _any_cell(source: Path) -> dict[str, Any]:
    try:
        sheet = read_workbook(source).grids[0].name
    except (SheetsalesError, IndexError):
        sheet = "Sheet1"
    return {"op": "set_cell", "at": str(CellRef(sheet, 2, 2)), "value": 1}


def _opens(out: Path) -> bool:
    try:
        read_workbook(out)
    except SheetsalesError:
        return False
    return True


def _office(corpus: Path, outputs: Path, names: list[str]) -> int:
    """LibreOffice opens every output whose original it opens."""
    halves = names[::2], names[1::2]
    with ThreadPoolExecutor(2) as pool:
        after = set().union(*pool.map(_opened, (outputs, outputs), halves))
    failed = [name for name in names if name not in after]
    lost = sorted(_opened(corpus, failed))
    for name in lost:
        print(f"WRONG    {name}: LibreOffice opens the original and not the output")
    print(
        f"LibreOffice: opens {len(after)} outputs of {len(names)}; of the others it opens {len(lost)} originals"
    )
    return 1 if lost else 0


def _opened(folder: Path, names: list[str]) -> set[str]:
    """The files that LibreOffice could convert; those missing after a batch are tried again one by one."""
    with tempfile.TemporaryDirectory() as made:
        found: set[str] = set()
        for start in range(0, len(names), 60):
            batch = names[start : start + 60]
            found |= _converted(folder, batch, made, 240)
            for name in batch:
                if name not in found:
                    found |= _converted(folder, [name], made, 40)
        return found


def _converted(folder: Path, names: list[str], made: str, seconds: int) -> set[str]:
    out = Path(made, "out")
    command = ["soffice", f"-env:UserInstallation=file://{made}/profile", "--headless", "--convert-to", "csv",
               "--outdir", str(out), *(str(folder / name) for name in names)]  # fmt: skip
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    return {name for name in names if (out / name).with_suffix(".csv").exists()}


if __name__ == "__main__":
    sys.exit(main())
