"""What a team's own workbook says at the first try, without an answer: targets that count, rows of people by their sheets,
deals of a stage nobody knows that stay in the sum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.adopt import propose
from sheetsales.book.book import Book
from sheetsales.book.load import load
from sheetsales.cells.build import workbook_from_rows
from sheetsales.indicators.facts import gather
from sheetsales.indicators.left_out import lacking
from sheetsales.indicators.pipeline import open_amount
from sheetsales.indicators.targets import read_targets
from sheetsales.schema.bind import bind
from sheetsales.schema.stored import parse, to_json

TODAY = dt.date(2026, 11, 30)
Rows = list[list[Any]]


def _book(sheets: Mapping[str, Rows]) -> Book:
    workbook = workbook_from_rows(sheets)
    stored = parse(to_json(propose(workbook).stored()))
    return load(workbook, bind(workbook, stored), today=TODAY)[0]


def _deals(names: tuple[str, ...], heads: list[str], stages: tuple[str, ...]) -> dict[str, Rows]:
    """A sheet a person, which has no column for whose the deals are."""
    return {
        name: [
            heads,
            *([f"Firm {name} {n}", f"Pump {n}", stages[n % len(stages)], 1000 + n, dt.date(2026, 12, 1 + n)] for n in range(6)),
        ]
        for name in names
    }  # fmt: skip


PEOPLE = {
    "zh": (("王芳", "张伟"), ["客户名称", "项目", "目前进展", "预计金额", "预计签约"], ("报价", "谈判")),
    "en": (("Amy", "Bob", "Carol King"), ["Customer", "Deal", "Stage", "Amount", "Expected close"], ("Proposal", "Negotiation")),
}  # fmt: skip


@pytest.mark.parametrize("lang", PEOPLE)
def test_rows_on_sheets_named_after_people_are_theirs(lang: str) -> None:
    names, heads, stages = PEOPLE[lang]
    deals = _book(_deals(names, heads, stages)).table("pipeline")
    assert list(dict.fromkeys(deals.get("owner"))) == list(names)
    assert len(deals) == 6 * len(names)


@pytest.mark.parametrize("names", [("North", "South"), ("Amy", "Berlin"), ("Grace period", "May")])
def test_sheets_named_after_anything_else_say_no_owner(names: tuple[str, ...]) -> None:
    _, heads, stages = PEOPLE["en"]
    assert not _book(_deals(names, heads, stages)).table("pipeline").has("owner")


@pytest.mark.parametrize("measure", ["Quota", "Target"])
def test_a_list_of_quotas_is_a_target_of_what_each_signs(measure: str) -> None:
    quotas: Rows = [["Rep", "Month", measure]]
    quotas += [[rep, f"2026-{n:02d}", 4000] for rep in ("Amy", "Bob") for n in range(1, 13)]
    deals: Rows = [["Deal ID", "Customer", "Owner", "Stage", "Amount", "Close Date"]]
    deals += [
        [f"D{n}", f"Firm {n}", ("Amy", "Bob")[n % 2], "Proposal", 900, dt.date(2026, 12, 1)] for n in range(8)
    ]
    rows = read_targets(_book({"Deals": deals, "Quotas": quotas})).rows
    assert {(row.scope.level, row.measure, row.value) for row in rows} == {
        ("person", "won_amount", Decimal(4000))
    }
    assert len({row.scope.key for row in rows}) == 2
    assert len(rows) == 24


@pytest.mark.parametrize("word", ["待定金", "Awaiting budget round"])
def test_deals_of_a_stage_nobody_knows_stay_among_the_open_ones(word: str) -> None:
    rows: Rows = [["Deal ID", "Customer", "Owner", "Stage", "Amount", "Expected close"]]
    stages = ("Proposal", "Negotiation", word)
    rows += [[f"D{n}", f"Firm {n}", "Amy", stages[n % 3], 1000, dt.date(2026, 12, 1)] for n in range(9)]
    facts = gather(_book({"Deals": rows}), TODAY)
    assert open_amount(facts).value == Decimal(9000)
    assert sum(1 for deal in facts.deals if deal.stage is None) == 3


def test_deals_without_a_column_for_their_money_have_a_report() -> None:
    """What is won is counted; of money nothing is said, and nobody trips over the column that is not there."""
    rows: Rows = [["Deal ID", "Customer", "Owner", "Stage", "Close Date"]]
    stages = ("Proposal", "Closed Won")
    rows += [[f"D{n}", f"Firm {n}", "Amy", stages[n % 2], dt.date(2026, 10, 1 + n)] for n in range(8)]
    facts = gather(_book({"Deals": rows}), TODAY)
    won = [deal for deal in facts.deals if deal.state == "won"]
    assert len(won) == 4
    assert lacking(facts, won) == ()
    assert open_amount(facts).value is None


def _quotas(sheet: str, heads: list[str], periods: list[Any], value: Any) -> dict[str, Rows]:
    deals: Rows = [["Deal ID", "Customer", "Owner", "Stage", "Amount", "Close Date"]]
    deals += [
        [f"D{n}", f"Firm {n}", ("Amy", "Bob")[n % 2], "Proposal", 900, dt.date(2026, 12, 1)] for n in range(8)
    ]
    return {
        "Deals": deals,
        sheet: [heads, *([rep, period, value] for rep in ("Amy", "Bob") for period in periods)],
    }


QUOTAS: dict[str, tuple[str, list[str], list[Any], str]] = {
    "a month without its year": ("2026销售目标", ["销售员", "月份", "目标"], ["1月", "2月", "十二月"], "2026-12"),
    "a quarter without its year": ("2026指标", ["销售", "季度", "指标"], ["Q1", "Q2", "第四季度"], "2026Q4"),
    "a task is a target": ("2026任务", ["姓名", "月份", "任务（元）"], ["1月", "2月", "12月"], "2026-12"),
    "months in words": ("Quota 2026", ["Rep", "Month", "Goal"], ["January", "Feb", "December"], "2026-12"),
    "months in words with their year": ("Targets", ["Salesperson", "Period", "Target"], ["Jan 2026", "Feb 2026", "Dec 2026"], "2026-12"),
    "days": ("Quota", ["Sales Rep", "Month", "Quota ($)"], [dt.date(2026, 1, 1), dt.date(2026, 12, 1)], "2026-12"),
    "years": ("Quota", ["Rep", "Year", "Annual Quota"], [2025, 2026], "2026"),
}  # fmt: skip


@pytest.mark.parametrize("kind", QUOTAS)
def test_the_period_of_a_quota_is_read_however_it_is_written(kind: str) -> None:
    sheet, heads, periods, last = QUOTAS[kind]
    rows = read_targets(_book(_quotas(sheet, heads, periods, 4000))).rows
    assert len(rows) == 2 * len(periods)
    assert {row.scope.level for row in rows} == {"person"}
    assert rows[len(periods) - 1].period == last


@pytest.mark.parametrize("value", [4000, 20000, 201212])
def test_targets_side_by_side_are_no_periods_whatever_their_size(value: int) -> None:
    rows: Rows = [["姓名", *[f"{n}月" for n in range(1, 13)], "合计"]]
    rows += [[name, *[value] * 12, value * 12] for name in ("小王", "小李")]
    found = read_targets(_book({"2026年销售目标": rows})).rows
    assert len(found) == 24
    assert {row.value for row in found} == {Decimal(value)}


def test_a_month_whose_year_nothing_says_stays_unknown() -> None:
    assert (
        read_targets(_book(_quotas("销售目标", ["销售员", "月份", "目标"], ["1月", "2月"], 4000))).rows == ()
    )
