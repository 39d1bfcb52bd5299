"""One job done once by one engine in a process of its own; prints its CPU seconds and peak memory as JSON.

    python -m benchmarks.engine_cases JOB ENGINE BOOK OUT

The clock runs from before the workbook is opened until the result is written; starting Python and importing are not
counted for anybody. Jobs that change something set cells of the sheet Pipeline, columns J (texts) and E (amounts).
"""

from __future__ import annotations

import importlib
import json
import re
import shutil
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

SMALL, BIG, RESULTS = "Lists", "Pipeline", "tblFindings"
STATUS, AMOUNT = 10, 5
RESULT_ROWS = 5_000
HEADINGS = ("Severity", "Code", "Sheet", "Cell", "Record", "Column", "Value", "What is wrong", "What to do")
TEXTS = (
    "",
    "1 error: Amount is blank",
    "2 errors · 1 warning: Next step; close date in the past",
    "1 hint: stalled",
)
Job = Callable[[Path, Path], Callable[[], object]]
"""Imports and prepares; what it returns is timed."""


def statuses(rows: int) -> Iterator[tuple[int, str]]:
    """A text for each data row, of which one in three has something of its own."""
    for row in range(2, rows + 2):
        text = TEXTS[row % 4]
        yield row, f"{text} ({row})" if row % 3 == 0 and text else text or "—"


def results() -> list[tuple[str, ...]]:
    return [
        tuple(f"{heading} {n if i % 2 else n % 7}" for i, heading in enumerate(HEADINGS))
        for n in range(RESULT_ROWS)
    ]


def rows_of(book: Path) -> int:
    """Data rows of the big sheet, by its Table."""
    with zipfile.ZipFile(book) as archive:
        for name in archive.namelist():
            if name.startswith("xl/tables/"):
                found = re.search(rb'displayName="tblPipeline" ref="A1:[A-Z]+(\d+)"', archive.read(name))
                if found:
                    return int(found[1]) - 1
    raise SystemExit(f"{book}: no Table tblPipeline")


def _ours(edits: Callable[[int], list[tuple[str, int, int, Any]]], with_results: bool = False) -> Job:
    def prepare(book: Path, out: Path) -> Callable[[], object]:
        from sheetsales.backends.ooxml.apply import apply_plan
        from sheetsales.cells.address import CellRef
        from sheetsales.cells.edits import Edit, EditPlan, ReplaceRows, SetCell

        plan: list[Edit] = [SetCell(CellRef(s, r, c), v) for s, r, c, v in edits(rows_of(book))]
        if with_results:
            plan.append(
                ReplaceRows(RESULTS, tuple(dict(zip(HEADINGS, row, strict=True)) for row in results()))
            )
        return lambda: apply_plan(book, EditPlan(tuple(plan)), out)

    return prepare


def _ours_without_isal(job: Job) -> Job:
    def prepare(book: Path, out: Path) -> Callable[[], object]:
        from sheetsales.backends.parts import deflate

        vars(deflate)["_isal"] = None
        return job(book, out)

    return prepare


def _library(
    name: str,
    edits: Callable[[int], list[tuple[str, int, int, Any]]],
    with_results: bool = False,
    **options: Any,
) -> Job:
    """openpyxl, or a library that calls things as it does."""

    def prepare(book: Path, out: Path) -> Callable[[], object]:
        library = importlib.import_module(name)
        changes, rows = edits(rows_of(book)), results() if with_results else []

        def work() -> None:
            workbook = library.load_workbook(book, **options)
            for sheet, row, column, value in changes:
                workbook[sheet].cell(row=row, column=column).value = value
            for number, values in enumerate(rows, 2):
                for column, value in enumerate(values, 1):
                    workbook["Findings"].cell(row=number, column=column).value = value
            workbook.save(out)

        return work

    return prepare


def _pandas_append(book: Path, out: Path) -> Callable[[], object]:
    import openpyxl  # noqa: F401 - pandas would import it while the clock runs
    import pandas as pd

    rows = pd.DataFrame(results(), columns=HEADINGS)
    shutil.copy(book, out)

    def work() -> None:
        with pd.ExcelWriter(out, mode="a", engine="openpyxl", if_sheet_exists="replace") as writer:
            rows.to_excel(writer, sheet_name="Results", index=False)

    return work


def _xlsxwriter_new(book: Path, out: Path) -> Callable[[], object]:
    import xlsxwriter
    from python_calamine import CalamineWorkbook

    source = CalamineWorkbook.from_path(str(book))
    sheets = [(name, source.get_sheet_by_name(name).to_python()) for name in source.sheet_names]

    def work() -> None:
        with xlsxwriter.Workbook(
            out, {"default_date_format": "yyyy-mm-dd", "remove_timezone": True}
        ) as workbook:
            for name, rows in sheets:
                sheet = workbook.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, [value if value != "" else None for value in row])

    return work


def _copy(book: Path, out: Path) -> Callable[[], object]:
    return lambda: shutil.copyfile(book, out)


def _unzip(isal: bool) -> Job:
    def prepare(book: Path, _: Path) -> Callable[[], object]:
        library: Any = importlib.import_module("isal.isal_zlib") if isal else zlib

        def work() -> None:
            with zipfile.ZipFile(book) as archive, book.open("rb") as file:
                for info in archive.infolist():
                    file.seek(info.header_offset + 26)
                    lengths = file.read(4)
                    file.seek(sum(lengths[i] << 8 * (i % 2) for i in range(4)), 1)
                    opener, left = library.decompressobj(-15), info.compress_size
                    while left > 0:
                        packed = file.read(min(left, 64 << 10))
                        left -= len(packed)
                        opener.decompress(packed)

        return work

    return prepare


def _read_ours(book: Path, _: Path) -> Callable[[], object]:
    from sheetsales.backends.reader import read_workbook

    return lambda: read_workbook(book)


def _read_calamine(book: Path, _: Path) -> Callable[[], object]:
    from python_calamine import CalamineWorkbook

    def work() -> None:
        workbook = CalamineWorkbook.from_path(str(book))
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python()

    return work


def _read_openpyxl(book: Path, _: Path) -> Callable[[], object]:
    import openpyxl

    def work() -> None:
        workbook = openpyxl.load_workbook(book, read_only=True, data_only=True)
        for sheet in workbook.worksheets:
            for _ in sheet.iter_rows(values_only=True):
                pass

    return work


def _read_pandas(book: Path, _: Path) -> Callable[[], object]:
    import openpyxl  # noqa: F401 - pandas would import it while the clock runs
    import pandas as pd

    return lambda: pd.read_excel(book, sheet_name=None)


def _one_small(_: int) -> list[tuple[str, int, int, Any]]:
    return [(SMALL, 200, 8, 7)]


def _one_big(rows: int) -> list[tuple[str, int, int, Any]]:
    return [(BIG, 2 + rows // 2, AMOUNT, 1234.5)]


def _thousand(rows: int) -> list[tuple[str, int, int, Any]]:
    count = min(rows, 1_000)
    return [(BIG, 2 + n * rows // count, STATUS, f"looked at {n}") for n in range(count)]


def _status(rows: int) -> list[tuple[str, int, int, Any]]:
    return [(BIG, row, STATUS, text) for row, text in statuses(rows)]


def _every_thousandth(_: int) -> list[tuple[str, int, int, Any]]:
    return [(BIG, 2 + n * 1_048, STATUS, f"looked at {n}") for n in range(1_000)]


JOBS: dict[tuple[str, str], Job] = {
    ("copy", "bytes"): _copy,
    ("unzip", "zlib"): _unzip(isal=False),
    ("unzip", "isal"): _unzip(isal=True),
    ("one cell, small sheet", "sheetsales"): _ours(_one_small),
    ("one cell, small sheet", "wolfxl"): _library("wolfxl", _one_small, modify=True),
    ("one cell, big sheet", "sheetsales"): _ours(_one_big),
    ("one cell, big sheet", "wolfxl"): _library("wolfxl", _one_big, modify=True),
    ("1,000 cells", "sheetsales"): _ours(_thousand),
    ("1,000 cells", "wolfxl"): _library("wolfxl", _thousand, modify=True),
    ("status and results", "sheetsales"): _ours(_status, with_results=True),
    ("status and results", "sheetsales, zlib"): _ours_without_isal(_ours(_status, with_results=True)),
    ("status and results", "wolfxl"): _library("wolfxl", _status, True, modify=True),
    ("status and results", "openpyxl"): _library("openpyxl", _status, True),
    ("a new sheet of results", "pandas mode='a'"): _pandas_append,
    ("all values, a new file", "XlsxWriter"): _xlsxwriter_new,
    ("read all", "sheetsales"): _read_ours,
    ("read all", "python-calamine"): _read_calamine,
    ("read all", "openpyxl read_only"): _read_openpyxl,
    ("read all", "pandas.read_excel"): _read_pandas,
    ("1,000 cells of 1,048,576 rows", "sheetsales"): _ours(_every_thousandth),
}


def peak_mb() -> float:
    """The most memory this process has held, in MB; what its parent held is not counted where the system tells."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s*(\d+)", status.read_text())
        if found:
            return int(found[1]) / 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20) if sys.platform == "darwin" else peak / 1024


def main() -> int:
    job, engine, book, out = sys.argv[1:]
    work = JOBS[job, engine](Path(book), Path(out))
    before, started = peak_mb(), time.process_time()
    work()
    print(json.dumps({"cpu": time.process_time() - started, "peak_mb": peak_mb(), "before_mb": before}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
