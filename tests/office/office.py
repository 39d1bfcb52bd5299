"""LibreOffice as a judge and as a colleague: it recalculates, it sorts rows and saves."""

from __future__ import annotations

import datetime as dt
import math
import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import openpyxl

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
SORTER = Path(__file__).with_name("sort_rows.py")
MOVER = Path(__file__).with_name("move_shapes.py")
CHOOSER = Path(__file__).with_name("choose_answers.py")


def recalculated(book: Path, folder: Path) -> Path:
    """A copy of the book as LibreOffice saves it after computing every formula anew."""
    with tempfile.TemporaryDirectory() as temporary:
        user = Path(temporary, "profile", "user")
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
        folder.mkdir(exist_ok=True)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{temporary}/profile", "--headless", "--convert-to", "xlsx",
             "--outdir", str(folder), str(book)],
            check=True, capture_output=True, timeout=240,
        )  # fmt: skip
    copy = folder / f"{book.stem}.xlsx"
    assert copy.exists(), "LibreOffice could not open it"
    return copy


def _alike(stored: object, fresh: object) -> bool:
    if isinstance(stored, dt.datetime) and isinstance(fresh, dt.datetime):
        return abs((stored - fresh).total_seconds()) < 1
    if isinstance(stored, int | float) and isinstance(fresh, int | float):
        return math.isclose(stored, fresh, rel_tol=1e-9, abs_tol=1e-9)
    return (stored in (None, "") and fresh in (None, "")) or stored == fresh


def _read(book: Path, *, data_only: bool) -> openpyxl.Workbook:
    """openpyxl only reads here; that it would drop what it does not know is why it never saves."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(book, data_only=data_only)


def wrong_values(book: Path, folder: Path, *, of_today: bool = False) -> tuple[int, list[str]]:
    """How many formulas there are, and those whose stored value differs from what LibreOffice computes.

    What asks for the day is compared only in a book that was made today.
    """
    fresh = _read(recalculated(book, folder), data_only=True)
    formulas, stored = _read(book, data_only=False), _read(book, data_only=True)
    count, wrong = 0, []
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f" or ("TODAY()" in str(cell.value) and not of_today):
                    continue
                count += 1
                was = stored[sheet.title][cell.coordinate].value
                now = fresh[sheet.title][cell.coordinate].value
                if not _alike(was, now) or (isinstance(now, str) and now.startswith("#")):
                    wrong.append(
                        f"{sheet.title}!{cell.coordinate}: {was!r} stored, {now!r} computed: {cell.value}"
                    )
    return count, wrong


def sort_rows(book: Path, sheet: str, heading: str) -> None:
    """Open the book in LibreOffice, sort a sheet's table by a column downwards, save it where it was."""
    with tempfile.TemporaryDirectory() as temporary:
        subprocess.run(
            [sys.executable, str(SORTER), str(book), sheet, heading, temporary],
            check=True, timeout=240, env={**os.environ, "PYTHONPATH": "/usr/lib/python3/dist-packages"},
        )  # fmt: skip


def choose_answers(book: Path, sheet: str, answers: dict[str, str]) -> None:
    """Open the book in LibreOffice, choose an answer beside each heading of the sheet, save it where it was."""
    with tempfile.TemporaryDirectory() as temporary:
        pairs = [f"{heading}={answer}" for heading, answer in answers.items()]
        subprocess.run(
            [sys.executable, str(CHOOSER), str(book), sheet, temporary, *pairs],
            check=True, timeout=240, env={**os.environ, "PYTHONPATH": "/usr/lib/python3/dist-packages"},
        )  # fmt: skip


def move_shapes(book: Path, sheet: str, shape: str, glue: str) -> list[list[str]]:
    """Open the book in LibreOffice, move and colour a shape, add one, save it where it was; what ``move_shapes.py`` tells."""
    with tempfile.TemporaryDirectory() as temporary:
        done = subprocess.run(
            [sys.executable, str(MOVER), str(book), sheet, shape, glue, temporary],
            check=True, timeout=240, env={**os.environ, "PYTHONPATH": "/usr/lib/python3/dist-packages"}, stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip
    return [line.split() for line in done.stdout.splitlines()]
