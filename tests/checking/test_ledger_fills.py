"""What `check --fix` fills in ledgers: never over anything typed, and never twice."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.book.book import Book
from sheetsales.book.load import load
from sheetsales.checking.fixes.fix import What
from sheetsales.schema.bind import bind
from sheetsales.template.adding.asked import with_modules
from sheetsales.template.build import build_workbook
from sheetsales.template.story import Story, build_story
from sheetsales.template.story.modules import TOLD
from sheetsales.texts import Lang
from sheetsales.workflow.adding import add_sheets
from sheetsales.workflow.mending import Mended, mend

TODAY = dt.date(2026, 11, 2)


def sample(path: Path, lang: Lang, **without: Any) -> Path:
    """The sample with its modules; ``without`` says per record which rows lose which columns, or go."""
    story = build_story(lang, "b2b", TODAY, mistakes=(), sheets=TOLD)
    rows = {key: list(found) for key, found in story.rows.items()}
    for record, change in without.items():
        rows[record] = [new for row in rows[record] if (new := change(dict(row))) is not None]
    build_workbook(
        path, lang=lang, process="b2b", today=TODAY, story=Story(lang, TODAY, rows, story.settings),
        records=with_modules(("orders", "service", "contacts")),
    )  # fmt: skip
    return path


def mended(path: Path) -> Mended:
    return mend(path, today=TODAY)


def book_of(path: Path) -> Book:
    workbook = read_workbook(path)
    return load(workbook, bind(workbook), today=TODAY)[0]


def row_of(book: Book, record: str, key: str) -> dict[str, Any]:
    table = book.table(record)
    at = table.by_id[key]
    return {column: table.get(column)[at] for column in table.columns}


def but(record: str, key: str, *columns: str) -> Any:
    """A row without these columns; without any the row goes."""

    def change(row: dict[str, Any]) -> dict[str, Any] | None:
        if row.get(record) != key:
            return row
        return {k: v for k, v in row.items() if k not in columns} if columns else None

    return change


def test_a_clean_sample_has_nothing_to_fill(tmp_path: Path) -> None:
    path = sample(tmp_path / "book.xlsx", "zh")
    before = read_workbook(path)
    found = mended(path)
    ledgers = {fix.at.sheet for fix in found.fixes.fixed} & {"报价", "合同", "订单", "回款"}
    assert ledgers == set()
    assert read_workbook(path).grid("报价") == before.grid("报价")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_prices_and_amounts_come_from_the_list(tmp_path: Path, lang: Lang) -> None:
    path = sample(
        tmp_path / "book.xlsx", lang, quotes=but("id", "Q2610-0104", "price", "amount"), orders=but("id", "R-0060", "amount")
    )  # fmt: skip
    mended(path)
    book = book_of(path)
    quote = row_of(book, "quotes", "Q2610-0104")
    assert (quote["price"], quote["amount"]) == (Decimal(12_000), Decimal(47_040))
    assert row_of(book, "orders", "R-0060")["amount"] == Decimal("154907.76")
    again = mended(path)
    assert again.fixes.fixed == ()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_won_deal_gets_its_contract_order_and_instalments(tmp_path: Path, lang: Lang) -> None:
    number = "HT2026-0117" if lang == "zh" else "CT2026-0117"
    path = sample(
        tmp_path / "book.xlsx", lang,
        contracts=but("id", number), receipts=but("contract", number), orders=but("contract_no", number),
    )  # fmt: skip
    found = mended(path)
    assert sum(fix.what.name == "ROW_ADDED" for fix in found.fixes.fixed) == 3
    book = book_of(path)
    contract = row_of(book, "contracts", number)
    assert (contract["amount"], contract["customer"], contract["owner"]) == (Decimal(217_900), "C-008", "S06")
    assert (contract["signed_on"], contract["status"]) == (dt.date(2026, 10, 27), "running")
    order = row_of(book, "orders", "R-0117")
    assert (order["product"], order["quantity"], order["contract_no"]) == ("P1", 78, number)
    table = book.table("receipts")
    row = table.get("contract").index(number)
    laid = [table.get(key)[row] for key in ("instalment", "due_on", "due_amount", "amount")]
    assert laid == ["full", dt.date(2026, 11, 3), Decimal(217_900), None]
    assert mended(path).fixes.fixed == ()


def test_sums_of_contracts_and_the_latest_score_are_brought_up_to_date(tmp_path: Path) -> None:
    path = sample(
        tmp_path / "book.xlsx", "en",
        contracts=lambda row: row | {"paid": Decimal(1)} if row["id"] == "CT2026-0083" else row,
        customers=lambda row: row | {"satisfaction": Decimal(50)} if row["id"] == "C-010" else row,
    )  # fmt: skip
    mended(path)
    book = book_of(path)
    contract = row_of(book, "contracts", "CT2026-0083")
    assert (contract["paid"], contract["unpaid"]) == (Decimal(216_090), Decimal(24_010))
    assert row_of(book, "customers", "C-010")["satisfaction"] == 96


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sheets_added_since_a_day_hold_the_deals_won_since(tmp_path: Path, lang: Lang) -> None:
    path = tmp_path / "book.xlsx"
    story = build_story(lang, "b2b", TODAY, mistakes=())
    build_workbook(path, lang=lang, process="b2b", today=TODAY, story=story)
    made = add_sheets(path, ["orders"], today=TODAY, since=dt.date(2026, 10, 13))
    assert "2026-10-13" in made.addition.notices[-1].in_(lang)
    book = book_of(path)
    contracts, orders, receipts = (book.table(key) for key in ("contracts", "orders", "receipts"))
    head = "HT" if lang == "zh" else "CT"
    numbers = [f"{head}2026-{n}" for n in ("0094", "0103", "0117")]
    assert sorted(contracts.get("id")) == sorted(orders.get("contract_no")) == numbers
    assert set(contracts.get("owner")) == {"S03", "S06", "S07"}
    assert set(contracts.get("status")) == {"running"}
    assert sorted(receipts.get("contract")) == numbers
    assert sum(receipts.get("due_amount")) == sum(contracts.get("amount")) == Decimal(645_000)
    assert set(orders.get("customer")) == {"C-008", "C-021", "C-044"}
    again = add_sheets(path, ["orders"], today=TODAY, since=dt.date(2026, 10, 13))
    assert again.addition.plan.edits == ()
    later = add_sheets(path, ["orders"], today=TODAY, since=dt.date(2026, 9, 29))
    assert len(later.addition.plan.edits) == 3
    assert len(book_of(path).table("contracts")) == 5


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_customers_bought_stands_in_a_new_sample_as_a_check_would_fill_it(
    tmp_path: Path, lang: Lang
) -> None:
    path = sample(tmp_path / "book.xlsx", lang)
    row = row_of(book_of(path), "customers", "C-006")
    assert row["last_purchase"] == dt.date(2026, 5, 19)
    assert (row["purchases"], row["purchase_gap"], row["rfm"]) == (5, 43, "2-3-3")
    assert row["preference"] == ("空压机监测套件" if lang == "zh" else "Compressor monitoring kit")
    assert row["suggested_grade"] == "A"
    assert row_of(book_of(path), "customers", "C-001")["purchases"] is None, "nothing on record is no 0"
    assert all(fix.what is not What.BOUGHT for fix in mended(path).fixes.fixed)


def test_what_customers_bought_is_less_what_was_given_back(tmp_path: Path) -> None:
    book = book_of(sample(tmp_path / "book.xlsx", "en"))
    returns, deals = book.table("returns"), book.table("pipeline")
    given = {
        c: a
        for c, r, a in zip(returns.get("customer"), returns.get("remedy"), returns.get("amount"), strict=True)
        if r == "refund"
    }
    assert given
    for customer, back in given.items():
        pairs = zip(deals.get("customer"), deals.get("stage"), deals.get("amount"), strict=True)
        won = sum(amount for whose, stage, amount in pairs if whose == customer and stage in ("won", "after"))
        assert row_of(book, "customers", customer)["bought"] == won - back


def test_what_customers_bought_follows_the_deals_and_goes_with_them(tmp_path: Path) -> None:
    def unlike(row: dict[str, Any]) -> dict[str, Any]:
        return (
            row | {"purchases": Decimal(9), "preference": "old"} if row["id"] in ("C-001", "C-006") else row
        )

    path = sample(tmp_path / "book.xlsx", "en", customers=unlike)
    fixed = {
        fix.at.a1: (fix.before, fix.after) for fix in mended(path).fixes.fixed if fix.what is What.BOUGHT
    }
    assert sorted(fixed.values(), key=str) == sorted(
        [(9, 5), (9, None), ("old", None), ("old", "Compressor monitoring kit")], key=str
    )
    assert row_of(book_of(path), "customers", "C-001")["purchases"] is None


@pytest.mark.parametrize("kept", ["contracts", "orders"])
def test_what_customers_bought_comes_of_ledgers_where_no_deals_are_kept(tmp_path: Path, kept: str) -> None:
    def alone(row: dict[str, Any]) -> dict[str, Any]:
        return {k: v for k, v in row.items() if k not in ("opportunity", "contract_no", "contract")}

    def gone(_: dict[str, Any]) -> None:
        return None

    others = dict.fromkeys(
        {"pipeline", "activities", "contracts", "orders", "receipts", "returns"} - {kept}, gone
    )
    path = sample(tmp_path / "book.xlsx", "zh", **others, **{kept: alone})
    assert any(fix.what is What.BOUGHT for fix in mended(path).fixes.fixed)
    book = book_of(path)
    table, key = book.table(kept), "signed_on" if kept == "contracts" else "ordered_on"
    lines = {n: (d, c) for n, d, c in zip(*(table.get(k) for k in ("id", key, "customer")), strict=True) if d}
    theirs = [day for day, customer in lines.values() if customer == "C-006"]
    row = row_of(book, "customers", "C-006")
    assert (row["last_purchase"], row["purchases"]) == (max(theirs), len(theirs))
    amounts = zip(*(table.get(k) for k in ("customer", "amount", key)), strict=True)
    assert row["bought"] == sum(amount for customer, amount, day in amounts if customer == "C-006" and day)
    assert row["rfm"] is not None
    assert row["suggested_grade"] is not None
    assert row_of(book, "customers", "C-001")["purchases"] is None, "nothing on record is no 0"


def test_a_purchase_without_a_day_counts_and_makes_what_needs_days_unknown(tmp_path: Path) -> None:
    def undated(row: dict[str, Any]) -> dict[str, Any]:
        if row.get("customer") == "C-006" and str(row.get("closed_on")) == "2026-05-19":
            return {k: v for k, v in row.items() if k != "closed_on"}
        return row

    whole = row_of(book_of(sample(tmp_path / "whole.xlsx", "en")), "customers", "C-006")
    path = sample(tmp_path / "book.xlsx", "en", pipeline=undated)
    mended(path)
    row = row_of(book_of(path), "customers", "C-006")
    assert (row["purchases"], row["bought"]) == (whole["purchases"], whole["bought"])
    assert row["last_purchase"] < whole["last_purchase"]
    assert row["rfm"] is None


def test_a_team_without_the_columns_keeps_its_sheet_until_it_adds_them(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    story = build_story("en", "b2b", TODAY, mistakes=())
    build_workbook(path, lang="en", process="b2b", today=TODAY, story=story)
    add_sheets(path, ["orders"], only=["orders"], today=TODAY)
    assert not book_of(path).table("customers").has("purchases")
    assert all(fix.what is not What.BOUGHT for fix in mended(path).fixes.fixed)
    add_sheets(path, ["orders"], only=["customers"], today=TODAY)
    assert not book_of(path).has("quotes")
    assert add_sheets(path, ["orders"], only=["customers"], today=TODAY).addition.plan.edits == ()
    found = [fix for fix in mended(path).fixes.fixed if fix.what is What.BOUGHT]
    assert found
    assert {"C-006", "C-001"} <= set(book_of(path).table("customers").get("id"))
    assert row_of(book_of(path), "customers", "C-006")["purchases"] == 5
