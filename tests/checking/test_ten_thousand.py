"""Ten thousand findings in one column are told once: in the sheet, in the terminal, in the document for programs."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import Any

import pytest

from sheetsales.checking.as_json import document
from sheetsales.checking.spoken import Outcome, spoken
from sheetsales.workflow.checking import judged_plan
from sheetsales.workflow.opening import open_book
from tests.checking.files import PIPELINE, REST, TODAY, write_book

ROWS = 10_000
QUICK = 30.0
"""Seconds of processor time, many times what it takes."""


def deals(column: int, value: Any) -> list[list[Any]]:
    heading = PIPELINE["en"][0]
    row = [
        None,
        "C-001",
        "Deal",
        "Quotation",
        1000,
        "S04",
        dt.date(2026, 12, 1),
        None,
        dt.date(2026, 10, 20),
        dt.date(2026, 10, 30),
        None,
        None,
    ]
    made = [[f"O-{n:05d}", *row[1:]] for n in range(ROWS)]
    for n, line in enumerate(made):
        line[2], line[4] = f"Deal {n}", 1000 + n
        line[column] = value
    return [heading, *made]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [(4, "about 200k", "SS014"), (3, "Nirvana", "SS032"), (5, "S99", "SS032"), (6, "soon", "SS019")],
)
def test_a_column_of_ten_thousand_is_one_finding(tmp_path: Path, column: int, value: Any, code: str) -> None:
    path = write_book(tmp_path / "book.xlsx", {**REST["en"], "Pipeline": deals(column, value)})
    start = time.process_time()
    opened = open_book(path, today=TODAY)
    judged, plan = judged_plan(opened, TODAY, baseline=False)
    spent = time.process_time() - start
    mine = [
        f
        for f in judged.findings
        if f.code == code and f.column in ("amount", "stage", "owner", "expected_close")
    ]
    assert len(mine) == 1
    assert "10,000" in mine[0].message.en
    assert len(judged.findings) < 60
    made = document(judged, "en")
    assert len(made["findings"]) == len(judged.findings)
    assert len(list(spoken(judged, plan, Outcome.WRITTEN, "en"))) < 40
    assert spent < QUICK
