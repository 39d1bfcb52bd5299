"""SS301 beyond its case file: habits told once, columns that are not there, dates that serve two stages."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from sheetsales.book.table import BookTable
from sheetsales.findings import Finding, Severity
from sheetsales.rules.catalogue import find
from sheetsales.rules.scene import Scene
from sheetsales.rules.stages import required
from tests.rules.books import TODAY, book_table, make_book


def found(**sheets: Any) -> list[Finding]:
    scene = Scene(make_book(**sheets), TODAY)
    return [f for f in find(scene, ()).findings if f.code == "SS301"]


def deals(count: int, **fields: Any) -> list[dict[str, Any]]:
    return [
        {"id": f"O-{i}", "stage": "quote", "amount": Decimal(i), "owner": "S1", **fields}
        for i in range(count)
    ]


def test_a_column_that_is_mostly_blank_is_one_note_by_the_packaged_process() -> None:
    (only,) = found(pipeline=deals(10, source=None), packaged=True)
    assert (only.severity, only.record, only.column, only.key) == (Severity.INFO, "", "source", "*")
    assert only.message.zh == "有 10 单到了要填“来源”的阶段，这一列却空着，第一处在 商机!E2。"
    assert "packaged process" in only.hint.en


def test_fewer_blanks_are_told_one_by_one() -> None:
    assert len(found(pipeline=deals(9, source=None), packaged=True)) == 9
    rows = deals(10, source=None) + deals(11, source="web")
    assert len(found(pipeline=rows, packaged=True)) == 10


def test_a_team_with_stages_of_its_own_hears_of_each_up_to_a_limit(monkeypatch: Any) -> None:
    assert len(found(pipeline=deals(50, source=None))) == 50
    monkeypatch.setattr(required, "TOO_MANY", 49)
    (only,) = found(pipeline=deals(50, source=None))
    assert only.severity is Severity.ERROR
    assert "必填列" in only.hint.zh


def test_customers_have_habits_too() -> None:
    rows = [{"id": f"C-{i}", "name": f"N{i}", "owner": "S2", "phone": None} for i in range(12)]
    pipeline = [{**deal, "customer": f"C-{i}", "source": "web"} for i, deal in enumerate(deals(12))]
    (only,) = found(pipeline=pipeline, customers=rows, packaged=True)
    assert (
        only.message.en
        == "12 customers have no Phone although a deal of theirs needs it; the first is 客户!D2."
    )
    assert len(found(pipeline=pipeline, customers=rows)) == 12


def test_a_customer_without_owner_falls_to_the_deals_owner_and_the_largest_deal_speaks() -> None:
    pipeline = [
        {"id": "O-1", "stage": "quote", "customer": "C-1", "amount": None, "owner": "S1"},
        {"id": "O-2", "stage": "quote", "customer": "C-1", "amount": Decimal(9), "owner": "S2"},
        {"id": "O-3", "stage": "quote", "customer": "C-1", "amount": Decimal(5), "owner": "S3"},
        {"id": "O-4", "stage": "quote", "customer": "C-9", "amount": Decimal(5), "owner": "S3"},
    ]
    rows = [
        {"id": "C-1", "name": None, "owner": None, "phone": " ", "raw:phone": " "},
        {"id": "C-2", "name": "b", "owner": None, "phone": None},
    ]
    (only,) = [
        f
        for f in found(pipeline=pipeline, customers=[{**row, "phone": None} for row in rows])
        if f.column == "phone"
    ]
    assert (only.owner, only.money, only.record) == ("S2", Decimal(14), "C-1")
    assert only.message.en == "Customer C-1 has no Phone; O-2 (¥9) needs it in Quotation (and 2 more)."


def without_column(table: BookTable, key: str) -> BookTable:
    """The same records, of which the sheet of the rows has no such column though another month's sheet had."""
    bound = table.bound[0]
    return replace(
        table, bound=(replace(bound, columns=tuple(c for c in bound.columns if c.column.key != key)),)
    )


def test_a_sheet_that_lacks_the_column_is_not_asked_for_it() -> None:
    lacking = without_column(book_table("pipeline", deals(3, source=None)), "source")
    assert found(pipeline=lacking) == []
    assert (
        found(
            pipeline=without_column(book_table("pipeline", deals(12, source=None)), "source"), packaged=True
        )
        == []
    )
    customers = without_column(
        book_table("customers", [{"id": "C-1", "name": "a", "owner": "S1", "phone": None}]), "phone"
    )
    assert found(pipeline=[{"id": "O-1", "stage": "quote", "customer": "C-1"}], customers=customers) == []


def test_one_close_date_for_both_is_not_asked_for_twice() -> None:
    table = book_table(
        "pipeline",
        [
            {"id": "O-1", "stage": "won", "expected_close": None},
            {"id": "O-2", "stage": "quote", "expected_close": None},
        ],
    )
    bound = table.bound[0]
    columns = tuple(replace(c, split_by_stage=c.column.key == "expected_close") for c in bound.columns)
    split = replace(table, bound=(replace(bound, columns=columns),))
    assert [(f.record, f.column) for f in found(pipeline=split)] == [("O-2", "expected_close")]
    assert len(found(pipeline=table)) == 2


def test_records_without_ids_are_told_apart_by_what_their_rows_say() -> None:
    rows = [
        {
            "customer": "C-9",
            "name": "监测",
            "stage": "quote",
            "owner": "S1",
            "amount": Decimal(i),
            "source": None,
        }
        for i in (1, 2)
    ]
    first, second = found(pipeline=rows)
    assert first.record == second.record == ""
    assert first.identity != second.identity
    assert first.message.zh.startswith("监测（1 元）已到报价阶段")
    again = {f.identity for f in found(pipeline=rows[::-1])}
    assert again == {first.identity, second.identity}
    nameless = found(pipeline=[{"stage": "quote", "source": None}])
    assert nameless[0].message.en.startswith("商机!A2 is in Quotation")
