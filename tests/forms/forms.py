"""Small forms and things to fill them with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.workbook.defined_name import DefinedName

from sheetsales.backends.ooxml.form_fill import fill_form, refused
from sheetsales.backends.ooxml.form_read import read_form
from sheetsales.cells.grid import Workbook
from sheetsales.forms.contents import Column, Contents, Table, Value
from sheetsales.forms.filling import Filling, filling
from sheetsales.texts import Text

WHY = Text("没有目标", "no target")
COLUMNS = (
    Column("name", Text("名称", "Name")),
    Column("level", Text("层级", "Level")),
    Column("actual", Text("实际", "Actual")),
    Column("reached", Text("完成率", "Attainment")),
    Column("rate", Text("完成率", "Attainment")),
)
PEOPLE = (
    ("林", "team", 30.0, 0.5),
    ("吴", "person", 20.0, 0.25),
    ("孙", "person", 10.0, None),
    ("何", "person", 40.0, 1.5),
)


def rows(people: Sequence[tuple[str, str, float, float | None]] = PEOPLE) -> list[dict[str, Value]]:
    return [
        {
            "name": Value(name), "level": Value(level, also=("小组",) if level == "team" else ()), "actual": Value(actual, "#,##0"),
            "reached": Value(reached, "0%") if reached is not None else Value(None, reason=WHY), "rate": Value(0.1, "0.0%"),
        }
        for name, level, actual, reached in people
    ]  # fmt: skip


def contents(made: Sequence[dict[str, Value]] | None = None) -> Contents:
    table = Table(
        "targets",
        Text("目标", "Targets"),
        COLUMNS,
        rows() if made is None else made,
        Text("本期没有", "nothing"),
    )
    cells: dict[str, Callable[[], Value]] = {
        "kpi_won": lambda: Value(645000.0, "#,##0"), "kpi_rate": lambda: Value(None, reason=WHY), "rep_asof": lambda: Value(dt.date(2026, 10, 31)),
        "rep_team": lambda: Value("一队"),
    }  # fmt: skip
    named = {"targets": table}
    return Contents(
        cells,
        {f"tbl_{key}": one for key, one in named.items()},
        {f"rp_{key}": one for key, one in named.items()},
        {f"each_{key}": one for key, one in named.items()},
        ("kpi_", "rep_", "tbl_", "rp_", "each_"),
        ("rp_targets", "kpi_won"),
        "the page",
    )


def held(path: Path, what: Contents | None = None, before: Workbook | None = None) -> Filling:
    """The form held against what there is, the engine asked what it refuses."""
    return filling(
        read_form(path), what or contents(), lambda repeats, edits: refused(path, repeats, edits), before
    )


def filled(path: Path, what: Contents | None = None, before: Workbook | None = None) -> tuple[Any, Filling]:
    """The filled form, read back, and what was said."""
    made, out = held(path, what, before), path.with_name("out.xlsx")
    with out.open("wb") as stream:
        fill_form(path, made.repeats, made.edits, stream)
    return openpyxl.load_workbook(out), made


def told(made: Filling) -> list[tuple[str, str]]:
    return [(problem.at, problem.text.en) for problem in made.problems]


def drawn(path: Path, draw: Callable[[Any, Any], None]) -> Path:
    """A form made with XlsxWriter: ``draw`` gets the workbook and its only sheet, S."""
    book = xlsxwriter.Workbook(path)
    draw(book, book.add_worksheet("S"))
    book.close()
    return path


def table(sheet: Any, area: str, name: str, *headings: str, **options: Any) -> None:
    sheet.add_table(area, {"name": name, "columns": [{"header": heading} for heading in headings], **options})


def with_name(path: Path, name: str, refers_to: str, sheet: str = "") -> Path:
    """The form with one more name, which may hold on a sheet alone."""
    book = openpyxl.load_workbook(path)
    names = book[sheet].defined_names if sheet else book.defined_names
    names[name] = DefinedName(name, attr_text=refers_to)
    book.save(path)
    return path
