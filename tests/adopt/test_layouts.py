"""Layouts of other people: several tables on a sheet, two rows of headings, wide exports, cards. Bound or said, never half read."""

from __future__ import annotations

import datetime as dt

import pytest

from sheetsales.adopt import Proposal, propose
from sheetsales.adopt.as_json import document
from sheetsales.adopt.render import render
from sheetsales.cells.build import workbook_from_rows
from sheetsales.cells.values import CellValue
from sheetsales.errors import NothingToDo
from tests.schema.kept_sheets import KEPT, Rows


def _rows(kept: str) -> Rows:
    return [list(row) for row in KEPT[kept][2]]


def _wide(rows: Rows, width: int) -> Rows:
    return [[*row, *[None] * (width - len(row))] for row in rows]


def _propose(rows: Rows, name: str = "Sheet1") -> Proposal:
    return propose(workbook_from_rows({name: rows}))


def _read(rows: Rows) -> list[tuple[str, int]]:
    return [(table.record.key, table.rows) for table in _propose(rows).tables]


def test_one_table_below_another() -> None:
    deals, payments = _wide(_rows("deals"), 8), _wide(_rows("payments"), 8)
    blank: list[CellValue] = [None] * 8
    title: list[CellValue] = ["Payments received", *[None] * 7]
    assert _read([*deals, blank, title, blank, *payments]) == [("pipeline", 10), ("receipts", 10)]


def test_one_table_beside_another() -> None:
    deals, people = _rows("deals"), _rows("staff")
    short: Rows = [[None] * 5 for _ in range(len(deals) - len(people))]
    people = [*people, *short]
    both = [[*left, None, *right] for left, right in zip(deals, people, strict=True)]
    assert [record for record, _ in _read(both)] == ["pipeline", "team"]


def test_groups_above_the_headings() -> None:
    deals = _rows("funnel")
    groups: list[CellValue] = ["商机信息", None, "进展", None, None, None, "人员"]
    title: list[CellValue] = ["2026年商机（单位：万元）", *[None] * 6]
    assert _read([title, groups, *deals]) == [("pipeline", 10)]
    (table,) = _propose([title, groups, *deals]).tables
    assert {b.column.key: b.factor for b in table.assigned.bound}["amount"] == 10_000


def test_row_numbers_before_and_notes_below() -> None:
    deals = _rows("funnel")
    numbered: Rows = [["序号" if i == 0 else i, *row] for i, row in enumerate(deals)]
    blank: list[CellValue] = [None] * 8
    note: list[CellValue] = ["备注：金额均为含税价，按月更新", *[None] * 7]
    assert _read([*numbered, blank, note]) == [("pipeline", 10)]


def test_an_export_of_sixty_columns() -> None:
    deals = _rows("deals")
    more: Rows = [[f"sys_field_{n:02}" if i == 0 else f"v{n}" for n in range(53)] for i in range(len(deals))]
    wide = [[*left, *right] for left, right in zip(deals, more, strict=True)]
    (table,) = _propose(wide).tables
    assert (table.record.key, table.rows) == ("pipeline", 10)
    assert {"customer", "stage", "amount", "owner", "expected_close"} <= {
        b.column.key for b in table.assigned.bound
    }


@pytest.mark.parametrize("kept", ["funnel", "deals", "leads", "contracts"])
def test_records_laid_out_downwards_are_said_to_be(kept: str) -> None:
    cards = [list(column) for column in zip(*_rows(kept), strict=True)]
    proposal = _propose(cards)
    assert not proposal.tables
    assert [(refused.sheet, refused.kind) for refused in proposal.refused] == [("Sheet1", "cards")]
    (question,) = proposal.questions
    assert "竖" in question.why.zh
    assert "downwards" in question.why.en


def test_months_as_columns_without_a_target_are_no_records() -> None:
    rows: Rows = [
        ["Product", *[f"{n}月" for n in range(1, 13)]],
        *[[f"Pump {i}", *range(12)] for i in range(5)],
    ]
    with pytest.raises(NothingToDo):
        _propose(rows)


def test_headings_twice_with_data_are_asked_or_left_never_guessed() -> None:
    deals = _rows("deals")
    twice = [[*row, "Est. deal value" if i == 0 else 7] for i, row in enumerate(deals)]
    (table,) = _propose(twice).tables
    assert "amount" not in {b.column.key for b in table.assigned.bound}


def test_dates_and_totals_between_the_rows() -> None:
    deals = _rows("deals")
    total: list[CellValue] = ["Total", None, None, 98_000, None, None, None]
    (table,) = _propose([*deals[:6], total, *deals[6:], total]).tables
    assert table.rows == 10
    assert isinstance(deals[1][4], dt.datetime)


@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_row_numbers_are_no_ids_even_where_a_total_stands_below(count: int) -> None:
    headings: list[CellValue] = ["序号", "签单日期", "客户", "产品型号", "数量", "单价", "金额"]
    rows: Rows = [
        [n, dt.datetime(2026, 3, n), f"公司{n}", "泵", n, 250, 250 * n] for n in range(1, count + 1)
    ]
    total: list[CellValue] = ["合计", None, None, None, None, None, 250]
    (table,) = _propose([headings, *rows, total], "3月").tables
    assert "id" not in {b.column.key for b in table.assigned.bound}


def test_what_was_read_with_some_doubt_and_what_is_for_reference_is_shown() -> None:
    headings: list[CellValue] = [
        "Deal name",
        "Account",
        "Owner",
        "Status",
        "Stage",
        "Value",
        "Customer phone",
    ]
    states = (("Won", "Proposal"), ("Lost", "Demo"), ("Open", "Negotiation")) * 2
    rows: Rows = [
        [f"Line {n}", f"Firm {n}", ("Amy", "Ben")[n % 2], *said, 1000 + n, f"020 7946 000{n}"]
        for n, said in enumerate(states)
    ]
    proposal = _propose([headings, *rows], "Deals")
    assert "please look" in render(proposal, "en")
    assert "请看一眼" in render(proposal, "zh")
    assert "for reference only: Customer phone" in render(proposal, "en")
    (sheet,) = document(proposal, "en")["sheets"]
    assert [c["heading"] for c in sheet["columns"] if c.get("look")] == ["Status"]
    assert [(o["heading"], o["column"]) for o in sheet["left_alone"] if o["why"] == "reference"] == [
        ("Customer phone", "phone")
    ]
