"""Workbooks built once for all tests of the template, and what can be asked of their parts."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from xml.etree import ElementTree as ET

from sheetsales.backends.reader import read_workbook
from sheetsales.cells.grid import Workbook
from sheetsales.schema.defaults import Preset
from sheetsales.schema.workbook import RECORDS
from sheetsales.template.build import build_workbook
from sheetsales.template.story.model import Story, StoryRow
from sheetsales.texts import Lang

TODAY = dt.date(2026, 11, 2)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def small_story(lang: Lang) -> Story:
    """Two people, two customers, three deals: enough to see every way of showing a code."""
    zh = lang == "zh"
    first = "甬润  机械有限公司" if zh else "Norbury  Machinery Ltd"
    rows: dict[str, tuple[StoryRow, ...]] = {
        "team": (
            {"id": "S01", "name": "周敏" if zh else "Helen Marsh", "role": "manager", "active": "yes", "skills": ("negotiation", "泡茶")},
            {"id": "S02", "name": "林晓燕" if zh else "Laura Bennett", "role": "rep", "active": "no", "manager": "S01"},
        ),
        "customers": (
            {"id": "C-001", "name": first, "type": "high", "grade": "A", "owner": "S02", "region": "east", "created_on": TODAY},
            {"name": "新客户" if zh else "Newcomer", "owner": "S01", "region": "火星" if zh else "Mars", "created_on": TODAY},
        ),
        "pipeline": (
            {"id": "O-0001", "customer": "C-001", "name": "一", "stage": "quote", "amount": Decimal("128000.5"), "owner": "S02",
             "probability": Decimal("0.5"), "created_on": TODAY, "compliance": ("C04", "C05"), "need": "很长的需求" * 30},
            {"id": "O-0002", "customer": "C-404", "name": "二", "stage": "won", "owner": "S02", "created_on": TODAY},
            {"id": "O-0003", "customer": "C-001", "name": "三", "stage": "lost", "owner": "S02", "created_on": TODAY},
        ),
        "activities": (
            {"date": TODAY, "rep": "S02", "customer": "C-001", "opportunity": "O-0001", "kind": "visit", "content": "看了现场，" * 20},
        ),
        "targets": ({"period": "2026-11", "level": "person", "owner": "周敏", "measure": "won_amount", "value": Decimal(900000)},),
        "tasks": ({"id": "T-001", "title": "去", "due": TODAY, "hours": Decimal("1.5"), "step": "QU1", "stage": "quote", "skill": "pricing"},),
        "stage_log": ({"seen_on": TODAY, "opportunity": "O-0001", "from": "needs", "to": "quote", "owner": "S02"},),
    }  # fmt: skip
    raw: dict[tuple[str, int, str], str | int | float | bool | dt.date | None] = {
        ("pipeline", 1, "amount"): "128000",
        ("pipeline", 1, "expected_close"): "2026.11.15",
        ("pipeline", 2, "id"): "合计",
        ("pipeline", 2, "owner"): None,
        ("pipeline", 2, "quantity"): 26,
        ("pipeline", 2, "notes"): True,
        ("customers", 1, "phone"): 9.13302e17,
        ("steps", 0, "evidence"): "审批时间",
    }
    return Story(lang, TODAY, rows, {"team_name": "澄远", "report_month": "2026-10"}, raw)


@cache
def blank(lang: Lang, process: Preset = "b2b") -> Path:
    path = Path(mkdtemp()) / "blank.xlsx"
    build_workbook(path, lang=lang, process=process, today=TODAY)
    return path


@cache
def told(lang: Lang) -> Path:
    path = Path(mkdtemp()) / "story.xlsx"
    build_workbook(path, lang=lang, process="b2b", today=TODAY, story=small_story(lang))
    return path


@cache
def read(path: Path) -> Workbook:
    return read_workbook(path)


@cache
def parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def sheet_part(path: Path, key: str, lang: Lang) -> ET.Element:
    """The part of a record's sheet, found by its title."""
    title = RECORDS[key].title.in_(lang)
    names = re.findall(r'<sheet name="([^"]+)"', parts(path)["xl/workbook.xml"])
    return ET.fromstring(parts(path)[f"xl/worksheets/sheet{names.index(title) + 1}.xml"])


def cells(path: Path, key: str, lang: Lang) -> dict[str, Sequence[object]]:
    """The data cells of a record's sheet by column key, as the reader gives them."""
    record = RECORDS[key]
    grid = read(path).grid(record.title.in_(lang))
    assert grid is not None
    return {c.key: grid.columns[i][1:] for i, c in enumerate(record.columns_for(lang))}
