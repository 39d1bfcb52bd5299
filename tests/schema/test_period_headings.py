"""Headings that name months or quarters, and targets laid out by them."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from sheetsales.adopt import propose
from sheetsales.book.load import load
from sheetsales.cells.build import workbook_from_rows
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellValue
from sheetsales.errors import NothingToDo
from sheetsales.schema.bind import bind
from sheetsales.schema.period_headings import is_wide, names_period, period_named
from sheetsales.schema.stored import to_json

Rows = list[list[CellValue]]


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("1月", "2026-01"), ("十二月", "2026-12"), ("10月份", "2026-10"), ("2025年3月", "2025-03"), ("3月目标", "2026-03"), ("Jan", "2026-01"), ("September", "2026-09"),
        ("Oct-25", "2025-10"), ("Mar 2027", "2027-03"), ("Q1", "2026Q1"), ("2027Q3", "2027Q3"), ("第二季度", "2026Q2"), ("4季度", "2026Q4"), ("Q2 target", "2026Q2"),
        ("5月（万元）", "2026-05"),
    ],
)  # fmt: skip
def test_the_period_that_a_heading_names(heading: str, period: str) -> None:
    assert period_named(heading, 2026) == period


@pytest.mark.parametrize(
    "heading", ["姓名", "13月", "Q5", "Marketing", "Mayor", "金额", "10", "合计", "Sept sales rep"]
)
def test_other_headings_name_none(heading: str) -> None:
    assert not names_period(heading)


def test_without_a_year_there_is_no_period() -> None:
    assert period_named("1月") is None
    assert period_named("Q3") is None
    assert names_period("1月")
    assert not is_wide(["1月", "2月", "3月", "姓名"])


def _goals(
    title: str, headings: list[CellValue], *rows: list[CellValue], name: str = "Sheet1"
) -> list[tuple[object, ...]]:
    book = workbook_from_rows({name: [[title], headings, *rows]})
    proposal = propose(book)
    assert [t.record.key for t in proposal.tables] == ["targets"]
    read = load(book, bind(book, json.loads(to_json(proposal.stored()))), today=dt.date(2026, 11, 2))[0]
    table = read.table("targets")
    return sorted(zip(table.get("owner"), table.get("period"), table.get("value"), strict=True))


_MONTHS: list[CellValue] = [f"{n}月" for n in range(1, 13)]


def test_people_by_months_under_a_title_in_ten_thousands() -> None:
    goals = _goals(
        "2026年销售目标（万元）", ["姓名", *_MONTHS], ["李静", *range(10, 22)], ["周晓峰", *range(20, 32)]
    )
    assert len(goals) == 24
    assert ("李静", "2026-01", 100_000) in goals
    assert {period for _, period, _ in goals} == {f"2026-{n:02d}" for n in range(1, 13)}


def test_people_by_quarters_of_a_sheet_that_says_the_year() -> None:
    headings: list[CellValue] = ["Sales rep", "Q1", "Q2", "Q3", "Q4"]
    goals = _goals(
        "Quota by quarter",
        headings,
        ["Amy Fox", 10, 20, 30, 40],
        ["Ben Hale", 1, 2, 3, 4],
        name="Quotas 2027",
    )
    assert goals[:4] == [("Amy Fox", "2027Q1", 10), ("Amy Fox", "2027Q2", 20), ("Amy Fox", "2027Q3", 30), ("Amy Fox", "2027Q4", 40)]  # fmt: skip


def test_sales_by_month_are_no_targets() -> None:
    rows: Rows = [["2026 sales by rep"], ["Sales rep", "Jan", "Feb", "Mar", "Apr"], ["Amy Fox", 1, 2, 3, 4], ["Ben Hale", 1, 2, 3, 4]]  # fmt: skip
    book = workbook_from_rows({"Results": rows})
    assert _records(book) == []


def _records(book: Workbook) -> list[str]:

    try:
        return [table.record.key for table in propose(book).tables]
    except NothingToDo:
        return []
