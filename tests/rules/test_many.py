"""Thousands of findings of one rule are one; broken sheets and odd logs end in findings or silence, never in a crash."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.book.overwritten import overwritten_formulas
from sheetsales.book.process import NextStage, Stage
from sheetsales.book.rows import read_block
from sheetsales.cells.build import grid_from_rows
from sheetsales.cells.cellset import CellSet
from sheetsales.findings import Finding
from sheetsales.rules import teller
from sheetsales.rules.catalogue import RULES, find
from sheetsales.rules.scene import Scene
from sheetsales.rules.stages.ways import ways
from tests.rules.books import TODAY, bound_table, make_book, packaged_stages

D = dt.date


def deals(count: int, **fields: Any) -> list[dict[str, Any]]:
    row = {"stage": "quote", "owner": "S1", "created_on": D(2026, 10, 1), **fields}
    return [{"id": f"O-{i}", "amount": Decimal(i), **row} for i in range(count)]


def found(code: str, **sheets: Any) -> list[Finding]:
    return [f for f in find(Scene(make_book(**sheets), TODAY), ()).findings if f.code == code]


def test_too_many_are_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teller, "TOO_MANY", 20)
    rows = deals(21, next_step_on=D(2026, 10, 1))
    (only,) = found("SS208", pipeline=rows)
    assert only.message.zh == "下一步已过期：有 21 单，第一处在 商机!F2。"
    assert only.money == sum(range(21))
    assert len(found("SS208", pipeline=rows[:20])) == 20


def test_ten_thousand_of_one_kind_stay_one() -> None:
    assert len(found("SS217", pipeline=deals(3_000, amount=Decimal(-1)))) == 1


MANY = 10_000


@pytest.mark.parametrize(
    ("code", "sheets"),
    [
        ("SS103", {"customers": [{"id": f"C-{n}", "name": f"甬{n}", "phone": "1380"} for n in range(MANY)]}),
        ("SS104", {"customers": [{"id": f"C-{n}", "name": f"甬{n}", "email": "没有"} for n in range(MANY)]}),
        ("SS301", {"pipeline": deals(MANY, customer=None, amount=None)}),
        ("SS402", {"targets": [
            {"period": "2026-11", "level": "person", "owner": f"S{n}", "measure": "visits", "value": Decimal(-1)}
            for n in range(MANY)
        ]}),
        ("SS406", {"targets": [
            {"period": "2026-11", "level": "person", "owner": f"外人{n}", "measure": "visits", "value": Decimal(1)}
            for n in range(MANY)
        ], "team": [{"id": "S1", "name": "林晓燕", "role": "rep", "active": True}]}),
        ("SS504", {"tasks": [
            {"id": f"T-{n}", "title": "回访", "assignee": "S1", "status": "open", "due": D(2026, 10, 1)}
            for n in range(MANY)
        ]}),
    ],
)  # fmt: skip
def test_ten_thousand_faults_in_one_column_are_one_finding_and_quick(
    code: str, sheets: dict[str, Any]
) -> None:
    rule = next(rule for rule in RULES if rule.info.code == code)
    begin = time.process_time()
    columns = [f.column for f in rule.find(Scene(make_book(**sheets), TODAY))]
    assert time.process_time() - begin < 5
    assert columns
    assert len(columns) == len(set(columns))


def test_a_habit_is_information_in_a_workbook_without_stages_of_its_own() -> None:
    rows = deals(10, next_step_on=D(2026, 10, 1), stage="quote")
    (only,) = found("SS208", pipeline=rows, packaged=True)
    assert only.severity.code == "info"
    assert len(found("SS208", pipeline=rows)) == 10


def cycle() -> Sequence[Stage]:
    """Stages that lead round in circles for ever, and to stages that are not there."""
    stages = packaged_stages()
    return [
        replace(stage, next_allowed=(NextStage(stages[(n + 1) % 3].code), NextStage("nowhere")))
        for n, stage in enumerate(stages)
    ]


def test_cycles_end() -> None:
    book = make_book(pipeline=deals(3), stages=cycle())
    for rule in RULES:
        list(rule.find(Scene(book, TODAY)))


LOG = [
    {"seen_on": D(2026, 9, 1), "opportunity": "O-0", "from": None, "to": "identify"},
    {"seen_on": D(2026, 10, 1), "opportunity": "O-0", "from": "identify", "to": "quote"},
    {"seen_on": None, "opportunity": "O-0", "from": "quote", "to": "won"},
    {"seen_on": D(2026, 9, 1), "opportunity": None, "from": None, "to": "quote"},
    {"seen_on": D(2026, 9, 9), "opportunity": "O-9", "from": None, "to": "quote"},
    {"seen_on": D(2027, 9, 9), "opportunity": "O-0", "from": "quote", "to": "won"},
    {"seen_on": D(2026, 9, 5), "opportunity": "O-0", "from": None, "to": None},
]


@pytest.mark.parametrize("log", [LOG, LOG[::-1]], ids=["in order", "backwards"])
def test_a_log_that_was_sorted_and_edited_tells_the_same(log: list[dict[str, Any]]) -> None:
    (way,) = ways(Scene(make_book(pipeline=deals(1), stage_log=log), TODAY))
    assert way.shape.codes == ("identify", "quote")
    assert way.seen_on == [D(2026, 9, 1), D(2026, 10, 1)]


def test_stages_gone_from_the_process_are_passed_over() -> None:
    log = [
        {"seen_on": D(2026, 9, n), "opportunity": "O-0", "to": to}
        for n, to in ((1, "old"), (9, "older"), (20, "quote"))
    ]
    (way,) = ways(Scene(make_book(pipeline=deals(1), stage_log=log), TODAY))
    assert way.moves == ()
    assert way.stay(0) is None
    assert way.shape.behind == ()


def test_deals_long_in_after_sales_are_history() -> None:
    log = [
        {"seen_on": D(2026, n, 1), "opportunity": "O-0", "to": to}
        for n, to in ((1, "quote"), (2, "won"), (3, "after"))
    ]
    for since in (D(2026, 3, 1), None):
        rows = deals(1, stage="after", stage_since=since)
        assert ways(Scene(make_book(pipeline=rows, stage_log=log), TODAY)) == ()


def test_runs_of_formulas_and_loose_cells_are_read_alike() -> None:
    rows = [["编号", "名称"], *([f"C-{n}", "甬润"] for n in range(10))]
    grid = grid_from_rows("客户", rows)
    bound = bound_table("customers", ("id", "name"), 10)
    cells = [(row, 2) for row in range(2, 12) if row != 6]
    loose = replace(grid, formulas=frozenset(cells))
    runs = replace(grid, formulas=CellSet([(2, [row for row, _ in cells])]))
    for made in (loose, runs):
        assert [str(p.at) for p in overwritten_formulas(read_block(made, bound))] == ["客户!B6"]
    assert list(overwritten_formulas(read_block(grid, bound))) == []
