"""Dates typed without a year take the one that the sheet's name or title says; without such a year nothing is guessed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sheetsales.book.load import load
from sheetsales.book.parsing.dates import DateReader, year_said
from sheetsales.cells.build import workbook_from_rows
from sheetsales.cells.values import CellValue
from sheetsales.schema.bind import bind
from tests.book.loading import flag_of, read

TODAY = dt.date(2026, 11, 30)
READER = DateReader(TODAY, year=2026)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("10.14", (dt.date(2026, 10, 14), "SS020")),
        ("3月5日", (dt.date(2026, 3, 5), "SS020")),
        ("4/3", (dt.date(2026, 4, 3), "SS020")),
        ("13.5", (None, "SS019")),
        (10.14, (dt.date(2026, 10, 14), "SS022")),
        (2.31, (None, "SS019")),
        (3.141, (None, "SS019")),
        (10.4, (dt.date(2026, 10, 4), "SS022")),
        (10.1, (None, "SS021")),
        ("2025-10-14", (dt.date(2025, 10, 14), "SS020")),
    ],
)
def test_month_first_in_the_year_that_is_said(value: CellValue, expected: Any) -> None:
    assert read(READER, value) == [expected]


def test_a_tenth_may_be_the_first_or_the_tenth() -> None:
    assert flag_of(READER, 10.1).details == {"first": dt.date(2026, 10, 1), "second": dt.date(2026, 10, 10)}


@pytest.mark.parametrize("value", ["10.14", 10.14])
def test_without_a_year_there_is_none(value: CellValue) -> None:
    assert read(DateReader(TODAY), value) == [(None, "SS019")]


@pytest.mark.parametrize(
    ("texts", "year"),
    [
        (["2026年1月销售台账"], 2026),
        (["1月", "单位：元"], None),
        (["2025 与 2026 对比"], None),
        (["２０２６年"], 2026),
        (["单号 12026", "1月"], None),
        (["2026", "2026年"], 2026),
    ],
)
def test_the_one_year_that_is_said(texts: list[str], year: int | None) -> None:
    assert year_said(texts) == year


def _orders(title: str, name: str) -> list[dt.date | None]:
    rows: list[list[CellValue]] = [[title], ["下单日期", "客户", "产品", "数量", "单价", "金额"]]
    rows += [[f"1.{day}", f"公司{day}", "泵", 1, 5, 5] for day in range(11, 16)]
    workbook = workbook_from_rows({name: rows})
    return list(load(workbook, bind(workbook), today=TODAY)[0].table("orders").get("ordered_on"))


def test_title_and_name_of_the_sheet_say_it() -> None:
    days = [dt.date(2026, 1, day) for day in range(11, 16)]
    assert _orders("2026年1月销售台账", "1月") == days
    assert _orders("销售台账", "2026年1月") == days
    assert _orders("销售台账", "1月") == [None] * 5
