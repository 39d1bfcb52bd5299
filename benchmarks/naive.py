"""The script a colleague would write: pandas reads, openpyxl saves. The peer our figures are measured against.

It checks every opportunity (missing fields, number as text, overdue close) and writes the result into the check
column and a results sheet. It keeps none of a workbook's buttons, charts or sparklines.

    python -m benchmarks.naive BOOK TODAY
"""

from __future__ import annotations

import datetime as dt
import sys
from typing import Any

import openpyxl
import pandas as pd


def problems(row: dict[Any, Any], headings: dict[str, str], today: pd.Timestamp) -> list[str]:
    found = [
        f"{title} is missing" for title in headings.values() if title.endswith("*") and pd.isna(row[title])
    ]
    amount = row.get(headings.get("amount", ""))
    if isinstance(amount, str):
        found.append("amount is text")
    close = row.get(headings.get("close", ""))
    closed = row.get(headings.get("closed", ""))
    if (
        isinstance(close, dt.datetime | pd.Timestamp)
        and pd.notna(close)
        and close < today
        and pd.isna(closed)
    ):
        found.append("expected close is past")
    return found


def main(path: str, day: str) -> None:
    today = pd.Timestamp(day)
    sheets = pd.read_excel(path, sheet_name=None)
    pipeline_name = next(n for n in sheets if n in ("商机", "Pipeline"))
    frame = sheets[pipeline_name]
    names = {"amount": ("金额", "Amount"), "close": ("预计成交", "Expected close"), "closed": ("关闭日期", "Closed on"),
             "check": ("检查", "Check")}  # fmt: skip
    headings = {
        key: next(h for h in frame.columns if str(h).startswith(titles)) for key, titles in names.items()
    }
    required = {h: h for h in frame.columns if str(h).endswith("*")}
    results = [problems(row, {**required, **headings}, today) for row in frame.to_dict("records")]
    book = openpyxl.load_workbook(path)
    sheet = book[pipeline_name]
    column = list(frame.columns).index(headings["check"]) + 1
    for i, found in enumerate(results, start=2):
        sheet.cell(i, column, "; ".join(found) or None)
    out = book.create_sheet("results")
    for i, found in enumerate(results, start=2):
        for text in found:
            out.append([f"{pipeline_name}!A{i}", text])
    book.save(path)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
