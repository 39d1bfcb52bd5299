"""Books loaded from rows in memory: a sheet by its title, its first row the headings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sheetsales.book.book import Book
from sheetsales.book.load import load
from sheetsales.book.parsing.column_reader import Flag, Reader, read_column
from sheetsales.cells.build import grid_from_rows, workbook_from_rows
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.findings import Finding
from sheetsales.schema.bind import bind
from sheetsales.schema.binding import Binding, BoundColumn, BoundTable
from sheetsales.schema.workbook import RECORDS

TODAY = dt.date(2026, 11, 2)
DEAL_HEADINGS = ("编号", "客户", "名称", "阶段", "金额", "负责人", "创建日期")
DAY = dt.date(2026, 10, 20)

Loaded = tuple[Book, tuple[Finding, ...]]
Rows = Sequence[Sequence[Any]]


def deal(**over: Any) -> list[Any]:
    """One sound deal under ``DEAL_HEADINGS``."""
    row = {
        "编号": "O-0001",
        "客户": "C-001",
        "名称": "监测",
        "阶段": "报价",
        "金额": 128000,
        "负责人": "S04",
        "创建日期": DAY,
    }
    return list((row | over).values())


def load_sheets(sheets: Mapping[str, Rows | Grid], **changes: Any) -> Loaded:
    """The book of these sheets, bound by their titles; ``changes`` go to the binding."""
    workbook = workbook_from_rows(sheets)
    return load(workbook, replace(bind(workbook), **changes), today=TODAY)


def load_deals(*rows: Sequence[Any], headings: Sequence[str] = DEAL_HEADINGS, **sheets: Rows) -> Loaded:
    return load_sheets({"商机": [headings, *rows], **sheets})


def own_layout(key: str, rows: Rows, columns: Mapping[str, int], **changes: Any) -> tuple[Workbook, Binding]:
    """A team's own sheet: which of its columns (from 1) holds what, as adopt would store it."""
    grid = grid_from_rows("台账", rows)
    record = RECORDS[key]
    bound = tuple(BoundColumn(record.by_key[k], c, str(rows[0][c - 1])) for k, c in columns.items())
    table = BoundTable(record, "台账", None, 1, 2, len(rows), bound)
    binding = Binding((table,), "zh", adopted=True)
    return workbook_from_rows({"台账": grid}), replace(binding, **changes)


def codes(findings: Sequence[Finding], *, above_info: bool = True) -> list[str]:
    return sorted(f.code for f in findings if f.severity > 1 or not above_info)


def only(findings: Sequence[Finding], code: str) -> Finding:
    found = [f for f in findings if f.code == code]
    assert len(found) == 1, [f.message.en for f in findings]
    return found[0]


def read(reader: Reader, *values: Any) -> list[Any]:
    """What a column reads as; a flagged value as (value, code)."""
    typed, flagged = read_column(list(values), reader)
    results = list(typed)
    for i, flag in flagged:
        results[i] = (flag.value, flag.rule.info.code)
    return results


def flag_of(reader: Reader, value: Any) -> Flag:
    _, flagged = read_column([value], reader)
    return flagged[0][1]
