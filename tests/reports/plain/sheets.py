"""The sheets of a Chinese workbook as tables of SQLite, cells as they are typed; and the calendar they are judged by."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl

SHEETS = ("商机", "客户", "跟进记录", "任务", "流程步骤", "流程阶段", "目标", "人员", "阶段记录", "客户维护")
_REFERENCES = {("跟进记录", "客户"), ("跟进记录", "商机"), ("商机", "客户")}
"""Cells that hold an id with a name behind it."""
_DAY = re.compile(r"\s*(\d{4})\D(\d{1,2})\D(\d{1,2})")

# Public holidays and the weekends worked for them, China 2025–26.
_OFF = [
    ("2025-10-01", "2025-10-08"), ("2026-01-01", "2026-01-03"), ("2026-02-15", "2026-02-23"), ("2026-04-04", "2026-04-06"),
    ("2026-05-01", "2026-05-05"), ("2026-06-19", "2026-06-21"), ("2026-09-25", "2026-09-27"), ("2026-10-01", "2026-10-07"),
]  # fmt: skip
_ON = {"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"}


def opened(path: Path, first: str, last: str, today: str) -> sqlite3.Connection:
    """The sheets, the working days, and what is asked: a period up to the day of the report."""
    base = sqlite3.connect(":memory:")
    book = openpyxl.load_workbook(path, data_only=True)
    for name in SHEETS:
        _load(base, name, book[name])
    base.execute("CREATE INDEX acts ON 跟进记录 (商机, 日期)")
    base.execute("CREATE INDEX touches ON 跟进记录 (客户, 日期)")
    _load_calendar(base)
    _load_proofs(base)
    base.execute("CREATE INDEX cells ON filled (sheet, id, what)")
    as_of = min(last, today)
    base.execute("CREATE TABLE asked (first TEXT, last TEXT, as_of TEXT)")
    base.execute("INSERT INTO asked VALUES (?, ?, ?)", (first, last, as_of))
    return base


def _load(base: sqlite3.Connection, name: str, sheet: Any) -> None:
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(values_only=True)
    headings = [str(cell).removesuffix(" *") for cell in next(rows) if cell is not None]
    columns = ", ".join(f'"{heading}"' for heading in headings)
    base.execute(f'CREATE TABLE "{name}" ({columns})')
    marks = ", ".join("?" * len(headings))
    for row in rows:
        cells = [_cell(cell, name, heading) for cell, heading in zip(row, headings, strict=False)]
        if any(cell is not None for cell in cells):
            base.execute(f'INSERT INTO "{name}" VALUES ({marks})', cells)  # noqa: S608 - names of our own sheets


def _cell(cell: Any, sheet: str, heading: str) -> Any:
    """Days as ISO text, typed ones too; an id with a name behind it as the id; no blank text."""
    if isinstance(cell, dt.datetime | dt.date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, str):
        if found := _DAY.fullmatch(cell):
            return dt.date(*map(int, found.groups())).isoformat()
        text = cell.strip()
        return (text.split()[0] if (sheet, heading) in _REFERENCES else text) if text else None
    return cell


def _load_calendar(base: sqlite3.Connection) -> None:
    """Every day with how many working days there are up to it."""
    base.execute("CREATE TABLE calendar (day TEXT PRIMARY KEY, works INTEGER, n INTEGER)")
    day, n = dt.date(2025, 6, 1), 0
    while day < dt.date(2027, 6, 1):
        told = day.isoformat()
        off = any(first <= told <= last for first, last in _OFF)
        works = told in _ON or (day.weekday() < 5 and not off)
        n += works
        base.execute("INSERT INTO calendar VALUES (?, ?, ?)", (told, works, n))
        day += dt.timedelta(1)


_KINDS = {
    "visit": "拜访",
    "meeting": "会议",
    "call": "电话",
    "wechat": "微信",
    "email": "邮件",
    "demo": "演示",
}
_COLUMNS = {
    "source": "来源", "region": "区域", "owner": "负责人", "industry": "行业", "size": "规模", "buying_power": "购买力",
    "grade": "等级", "type": "类型", "notes": "备注", "contact": "联系人", "title": "职务", "phone": "电话", "next_step": "下一步",
    "next_step_on": "下一步日期", "need": "需求", "expected_close": "预计成交", "product": "产品", "amount": "金额（元）",
    "discount": "折扣（让利%）", "approved_by": "审批人", "quote_no": "报价单编号", "competitor": "竞争对手",
    "payment_terms": "付款条件", "delivery_on": "交付日期", "contract_no": "合同编号", "closed_on": "关闭日期", "reason": "原因",
    "reason_note": "原因说明", "satisfaction": "满意度（分）", "next_contact": "下次联系", "result": "结果", "feedback": "客户反馈",
}  # fmt: skip
"""What the evidence of a step names by key."""


def _load_proofs(base: sqlite3.Connection) -> None:
    """The evidence of each step taken apart: ways, each of parts that all have to be there; parts that nothing in the
    workbook can show are left out. And the cells of deals and customers that are filled."""
    base.execute("CREATE TABLE proof (code TEXT, way INTEGER, part INTEGER, sort TEXT, what TEXT)")
    for code, text in base.execute("SELECT 代码, 证据 FROM 流程步骤 WHERE 证据 IS NOT NULL").fetchall():
        for w, way in enumerate(re.split(r"\s+or\s+", text)):
            for p, part in enumerate(re.split(r"\s+and\s+", way)):
                sort, what = _proof(part.strip())
                if sort:
                    base.execute("INSERT INTO proof VALUES (?, ?, ?, ?, ?)", (code, w, p, sort, what))
    base.execute("CREATE TABLE filled (sheet TEXT, id TEXT, what TEXT)")
    for sheet in ("商机", "客户"):
        cursor = base.execute(f'SELECT * FROM "{sheet}"')  # noqa: S608 - names of our own sheets
        names = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            for name, cell in zip(names, row, strict=True):
                if cell is not None:
                    base.execute(
                        "INSERT INTO filled VALUES (?, ?, ?)", (sheet, row[names.index("编号")], name)
                    )


def _proof(part: str) -> tuple[str, str]:
    if part == "document":
        return "document", ""
    if part.startswith("activity:"):
        return "activity", _KINDS[part.removeprefix("activity:")]
    record, _, key = part.partition(".")
    return {"pipeline": "商机", "customers": "客户", "activities": "note"}.get(record, ""), _COLUMNS.get(
        key, ""
    )
