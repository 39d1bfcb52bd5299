"""Workbooks with sheets that show, and what stands on those."""

from __future__ import annotations

import shutil
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.cells.edits import Edit, EditPlan
from sheetsales.texts import Lang
from tests.support.commands import exit_code

SAMPLES = Path(__file__).parents[2] / "samples"
TODAY = "2026-11-02"
TITLES: dict[str, dict[Lang, str]] = {"process": {"zh": "销售管理流程表", "en": "Sales process table"}}


def run(*words: object, today: str = TODAY, code: int = 0) -> str:
    """What a command says as of that day."""
    out = StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        is_dated = words[0] in ("check", "run") or words[:2] == ("sheets", "add")
        dated = ["--today", today] if is_dated else []
        ended = exit_code([*map(str, words), *dated])
    assert ended == code, out.getvalue()
    return out.getvalue()


def sample(folder: Path, lang: Lang, *sheets: str) -> Path:
    """The sample with these sheets added."""
    path = folder / f"book-{lang}.xlsx"
    shutil.copy(SAMPLES / f"sales-{lang}.xlsx", path)
    if sheets:
        run("sheets", "add", path, *sheets)
    return path


def check(path: Path, *, today: str = TODAY) -> str:
    return run("check", path, today=today, code=1)


def edited(path: Path, *edits: Edit) -> None:
    """What somebody typed into the workbook."""
    whole = path.read_bytes()
    apply_plan(whole, EditPlan(edits), path)


def sheet(path: Path, title: str, *, formulas: bool = False) -> Worksheet:
    found = openpyxl.load_workbook(path, data_only=not formulas)[title]
    assert isinstance(found, Worksheet)
    return found


def table(found: Worksheet, name: str) -> list[dict[str, object]]:
    """The rows of a Table by heading."""
    area = found[found.tables[name].ref]
    headings = [str(cell.value) for cell in area[0]]
    return [dict(zip(headings, (cell.value for cell in row), strict=True)) for row in area[1:]]
