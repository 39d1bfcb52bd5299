"""The sheets of modules: the same year, seen from the ledgers."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from sheetsales.schema import defaults
from sheetsales.schema.choices import BY_KEY
from sheetsales.schema.column import Kind
from sheetsales.schema.workbook import RECORDS
from sheetsales.template.story import Story, build_story
from sheetsales.template.story.modules import TOLD
from sheetsales.texts import LANGUAGES, Lang

TODAY = dt.date(2026, 11, 2)
Rows = list[dict[str, Any]]


@cache
def told(lang: Lang, opportunities: int = 150) -> Story:
    return build_story(lang, "b2b", TODAY, opportunities=opportunities, mistakes=(), sheets=TOLD)


def rows(story: Story, record: str) -> Rows:
    return [dict(row) for row in story.rows[record]]


def by_id(story: Story, record: str) -> dict[Any, dict[str, Any]]:
    return {row["id"]: row for row in rows(story, record)}


def test_the_core_of_the_story_is_the_same_with_and_without(zh: Story, en: Story) -> None:
    for plain in (zh, en):
        whole = told(plain.lang)
        assert set(whole.rows) == set(plain.rows) | set(TOLD)
        added = {column.key for column in RECORDS["customers"].module_columns}
        told_of = {
            key: [{k: v for k, v in row.items() if k not in added} for row in whole.rows[key]]
            for key in plain.rows
        }
        assert all(told_of[key] == list(plain.rows[key]) for key in plain.rows)


def test_only_the_sheets_asked_for_are_told() -> None:
    story = build_story("en", "b2b", TODAY, sheets=("receipts", "commission"))
    assert set(story.rows) & set(TOLD) == {"receipts"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("opportunities", [150, 20, 500])
def test_cells_hold_what_their_columns_may(lang: Lang, opportunities: int) -> None:
    story = told(lang, opportunities)
    known = {
        key: set(by_id(story, key)) for key in ("team", "customers", "pipeline", "contracts", "partners")
    }
    known["sop_revisions"] = {row["version"] for row in rows(story, "sop_revisions")}
    known["stages"] = {row["code"] for row in defaults.stages()}
    known["indicators"] = {row["code"] for row in defaults.indicators()}
    for record in TOLD:
        columns = RECORDS[record].by_key
        for row in rows(story, record):
            assert all(column.key in row for column in RECORDS[record].required), (record, row)
            for key, value in row.items():
                column = columns[key]
                if column.kind is Kind.CHOICE:
                    assert value in {choice.code for choice in BY_KEY[column.choices].choices}, (key, value)
                if column.kind is Kind.REF:
                    assert value in known[column.ref], (record, key, value)


@pytest.mark.parametrize("opportunities", [150, 500])
def test_running_numbers_are_used_once(opportunities: int) -> None:
    story = told("zh", opportunities)
    for record in (
        "contacts",
        "quotes",
        "contracts",
        "orders",
        "receipts",
        "returns",
        "service",
        "problems",
        "risks",
        "costs",
        "loyalty",
    ):
        ids = Counter(row["id"] for row in rows(story, record))
        assert max(ids.values()) == 1, record


def test_every_won_deal_has_its_contract_and_order_and_no_other() -> None:
    story = told("zh")
    won = {r["id"]: r for r in rows(story, "pipeline") if "contract_no" in r}
    contracts = rows(story, "contracts")
    assert {row["opportunity"] for row in contracts} == set(won)
    for row in contracts:
        deal = won[row["opportunity"]]
        assert (row["id"], row["customer"], row["amount"], row["owner"]) == (
            deal["contract_no"], deal["customer"], deal["amount"], deal["owner"],
        )  # fmt: skip
    waiting = [row for row in contracts if "signed_on" not in row]
    assert [(row["id"], row["status"]) for row in waiting] == [("D2026-0118", "review")]
    orders = rows(story, "orders")
    assert {row["contract_no"] for row in orders} == {row["id"] for row in contracts} - {"D2026-0118"}


def test_money_adds_up_contract_by_contract() -> None:
    for opportunities in (150, 500):
        story = told("en", opportunities)
        due: defaultdict[str, Decimal] = defaultdict(Decimal)
        paid: defaultdict[str, Decimal] = defaultdict(Decimal)
        contract_of = {row["id"]: row["contract_no"] for row in rows(story, "orders")}
        back: defaultdict[str, Decimal] = defaultdict(Decimal)
        for row in rows(story, "returns"):
            back[contract_of[row["order_no"]]] += row["amount"]
        for row in rows(story, "receipts"):
            due[row["contract"]] += row.get("due_amount", 0)
            paid[row["contract"]] += row.get("amount", 0)
            assert ("received_on" in row) == ("amount" in row)
        for row in rows(story, "contracts"):
            if "signed_on" in row:
                assert due[row["id"]] == row["amount"]
                assert row["paid"] == paid[row["id"]]
                assert row["unpaid"] == row["amount"] - row["paid"] - back[row["id"]]


def test_lines_are_priced_by_the_list() -> None:
    story = told("zh")
    prices = {row["id"]: row["price"] for row in rows(story, "products")}
    for record in ("quotes", "orders"):
        for row in rows(story, record):
            assert row["price"] == prices[row["product"]]
            net = row["quantity"] * row["price"] * (1 - row["discount"])
            assert abs(net - row["amount"]) <= net / 100


def test_both_languages_tell_the_same_figures() -> None:
    zh, en = told("zh"), told("en")
    for record in TOLD:
        kinds = RECORDS[record].by_key
        alike = {key for key, column in kinds.items() if column.kind in (Kind.MONEY, Kind.NUMBER, Kind.DATE)}
        for one, other in zip(rows(zh, record), rows(en, record), strict=True):
            assert {k: v for k, v in one.items() if k in alike} == {
                k: v for k, v in other.items() if k in alike
            }


def test_another_day_moves_every_date_by_whole_weeks() -> None:
    later = build_story("zh", "b2b", TODAY + dt.timedelta(days=14), mistakes=(), sheets=TOLD)
    for record in TOLD:
        for one, other in zip(rows(told("zh"), record), rows(later, record), strict=True):
            days = [(other[key] - value).days for key, value in one.items() if isinstance(value, dt.date)]
            assert set(days) <= {14}
