"""Sheets that repeat another one: recognised, asked about, never added up; sheets that only look like one another are read."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from sheetsales.adopt import Answers, Proposal, SheetAnswer, propose
from sheetsales.book.load import load
from sheetsales.cells.build import workbook_from_rows
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellValue
from sheetsales.process.counted import copies as counted_once
from sheetsales.schema.bind import bind
from sheetsales.schema.copies import month_of
from sheetsales.schema.stored import to_json

Rows = list[list[CellValue]]
TODAY = dt.date(2026, 11, 30)
_NEW = dt.datetime(2026, 8, 3)


def _deals(numbers: range, stage: str = "Quotation", *, ids: bool = True) -> Rows:
    headings: list[CellValue] = ["Deal ID", "Customer", "Deal", "Stage", "Amount", "Owner"]
    rows: Rows = [[f"D-{n}", f"Firm {n}", f"Pump {n}", stage, 1000 + n, "Amy"] for n in numbers]
    every = [headings, *rows]
    return every if ids else [row[1:] for row in every]


def _orders(numbers: range, month: int = 1, *, extra: bool = False) -> Rows:
    headings: list[CellValue] = [
        "下单日期",
        "客户名称",
        "产品名称",
        "数量",
        "单价",
        "金额",
        *(["业务员"] if extra else []),
    ]
    rows: Rows = [
        [
            dt.datetime(2026, month, 1 + n % 27),
            f"公司{n}",
            "泵",
            n,
            250,
            250 * n,
            *(["李静"] if extra else []),
        ]
        for n in numbers
    ]
    return [headings, *rows]


def _read(book: Workbook, answers: Answers | None = None) -> tuple[list[str], list[str]]:
    """The sheets that are read, and those asked about as copies."""
    found = propose(book, answers)
    return [t.sheet for t in found.tables], [q.about for q in found.questions if q.subject == "copy"]


def test_orders_on_two_sheets_are_read_once() -> None:
    book = workbook_from_rows({"订单": _orders(range(20)), "订单 (2)": _orders(range(20))})
    assert _read(book) == (["订单"], ["订单 (2)"])
    assert [t.sheet for t in bind(book).tables] == ["订单"]


def test_an_extract_is_left_for_the_whole() -> None:
    book = workbook_from_rows({"十家": _orders(range(6, 16)), "全部": _orders(range(40), extra=True)})
    assert _read(book) == (["全部"], ["十家"])


def test_the_sheet_that_says_more_is_read() -> None:
    book = workbook_from_rows({"A": _orders(range(20)), "B": _orders(range(20), extra=True)})
    assert _read(book) == (["B"], ["A"])


@pytest.mark.parametrize(("old", "new"), [("Oct", "Nov"), ("2025-12", "2026-01"), ("9月", "10月"), ("备份", "商机"), ("Deals old", "Deals")])  # fmt: skip
def test_of_snapshots_the_latest_is_read(old: str, new: str) -> None:
    before, after = _deals(range(8), ids=False), _deals(range(8), "Negotiation", ids=False)
    for sheets in ({old: before, new: after}, {new: after, old: before}):
        assert _read(workbook_from_rows(sheets)) == ([new], [old])


def test_deals_with_ids_are_asked_about_and_count_once() -> None:
    book = workbook_from_rows({"Oct": _deals(range(8)), "Nov": _deals(range(2, 12), "Won")})
    assert _read(book) == (["Oct", "Nov"], ["Oct"])
    deals = load(book, bind(book, _kept(propose(book))), today=TODAY)[0].table("pipeline")
    assert len(deals) - len(counted_once(deals)) == 12


@pytest.mark.parametrize(
    "sheets",
    [
        {"1月": _orders(range(20), 1), "2月": _orders(range(20), 2)},
        {"Oct": _deals(range(8)), "Nov": _deals(range(8, 16))},
        {"A": _deals(range(3), ids=False), "B": _deals(range(3), ids=False)},
        {"Oct": _deals(range(20), ids=False), "Nov": _deals(range(16, 36), ids=False)},
    ],
    ids=["the same goods another month", "other deals", "too few rows to tell", "a few rows alike"],
)  # fmt: skip
def test_sheets_alike_that_are_no_copies_are_all_read(sheets: dict[str, Rows]) -> None:
    assert _read(workbook_from_rows(sheets)) == (list(sheets), [])


def test_row_numbers_are_no_ids() -> None:
    def sheet(first: int) -> Rows:
        deals = _deals(range(first, first + 8))
        return [[*row[:0], "序号" if n == 0 else n, *row[1:]] for n, row in enumerate(deals)]

    assert _read(workbook_from_rows({"A": sheet(0), "B": sheet(20)})) == (["A", "B"], [])


def _kept(proposal: Proposal) -> dict[str, object]:
    found: dict[str, object] = json.loads(to_json(proposal.stored()))
    return found


def test_an_answer_holds_and_is_not_asked_again() -> None:
    book = workbook_from_rows({"订单": _orders(range(20)), "订单 (2)": _orders(range(20))})
    other = propose(book, Answers({"订单 (2)": SheetAnswer("orders")}))
    assert [t.sheet for t in other.tables] == ["订单", "订单 (2)"]
    assert other.questions == ()
    kept = _kept(other)
    assert kept["apart"] == ["订单 (2)"]
    assert [t.sheet for t in bind(book, kept).tables] == ["订单", "订单 (2)"]
    instead = propose(book, Answers({"订单": SheetAnswer("-")}))
    assert [t.sheet for t in instead.tables] == ["订单 (2)"]


def test_a_copy_that_was_set_aside_is_told_by_every_check() -> None:
    book = workbook_from_rows({"订单": _orders(range(20)), "订单 (2)": _orders(range(20))})
    binding = bind(book, _kept(propose(book)))
    assert [(r.sheet, r.kind, r.of, r.rows) for r in binding.refused] == [("订单 (2)", "copy", "订单", 20)]
    told = [f for f in load(book, binding, today=TODAY)[1] if f.code == "SS058"]
    assert "20" in told[0].message.zh


@pytest.mark.parametrize(
    ("name", "month"),
    [("2026-10", (2026, 10)), ("10月", (0, 10)), ("2026年3月", (2026, 3)), ("Pipeline Oct", (0, 10)), ("Deals_September 2025", (2025, 9)),
     ("202611", (2026, 11)), ("2026", (2026, 0)), ("Martin", (0, 0)), ("Mayfield", (0, 0)), ("Sheet1", (0, 0))],
)  # fmt: skip
def test_the_month_that_a_name_says(name: str, month: tuple[int, int]) -> None:
    assert month_of(name) == month
