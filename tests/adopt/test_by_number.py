"""References by number, labels in two languages, titles that name deals, and sheets that were seen."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sheetsales.adopt import Answers, ColumnAnswer, Proposal, SheetAnswer, propose
from sheetsales.adopt.values import code_of
from sheetsales.cells.build import grid_from_rows, workbook_from_rows
from sheetsales.cells.grid import Workbook
from sheetsales.schema.bind import bind
from sheetsales.schema.stored import from_json, parse, to_json

CUSTOMERS: list[list[Any]] = [
    ["客户编号", "客户名称", "行业", "负责人", "电话"],
    *([f"C{n}", f"公司{n}", "制造", "张伟", f"1380000{n:04d}"] for n in range(1, 6)),
]


def deals(*references: str) -> list[list[Any]]:
    rows: list[list[Any]] = [["商机编号", "客户编号", "客户名称", "商机名称", "阶段", "金额", "预计成交"]]
    for n, reference in enumerate(references, start=1):
        rows.append([f"O{n}", reference, f"公司{n}", f"项目{n}", "报价", 1000 * n, dt.date(2026, 12, n)])
    return rows


def book(**sheets: Any) -> Workbook:
    return workbook_from_rows(sheets)


def customer_heading(proposal: Proposal) -> str:
    (table,) = (t for t in proposal.tables if t.record.key == "pipeline")
    return next(b.heading for b in table.assigned.bound if b.column.key == "customer")


def test_the_number_counts_where_the_customers_sheet_has_it() -> None:
    proposal = propose(book(客户=CUSTOMERS, 商机=deals("C1", "C2", "C3", "C4", "C5")))
    assert customer_heading(proposal) == "客户编号"
    (table,) = (t for t in proposal.tables if t.record.key == "pipeline")
    assert [o.field.text for o in table.assigned.open] == ["客户名称"]


def test_numbers_as_numbers_are_known_again() -> None:
    customers = [CUSTOMERS[0], *([n, *row[1:]] for n, row in enumerate(CUSTOMERS[1:], start=7001))]
    proposal = propose(book(客户=customers, 商机=deals(*(7000.0 + n for n in range(1, 6)))))  # type: ignore[arg-type]
    assert customer_heading(proposal) == "客户编号"


@pytest.mark.parametrize("references", [("X1", "X2", "X3", "X4", "X5"), ("C1", "C2", "X3", "X4", "X5")])
def test_other_numbers_leave_the_name(references: tuple[str, ...]) -> None:
    assert customer_heading(propose(book(客户=CUSTOMERS, 商机=deals(*references)))) == "客户名称"


def test_without_a_customers_sheet_the_name_counts() -> None:
    assert customer_heading(propose(book(商机=deals("C1", "C2", "C3")))) == "客户名称"


def test_an_answer_is_not_overruled() -> None:
    answers = Answers({"商机": SheetAnswer(columns={"客户名称": ColumnAnswer("customer")})})
    proposal = propose(book(客户=CUSTOMERS, 商机=deals("C1", "C2", "C3", "C4", "C5")), answers)
    assert customer_heading(proposal) == "客户名称"


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("赢单 Won", "won"),
        ("Won 赢单", "won"),
        ("Won（赢单）", "won"),
        ("赢单/Won", "won"),
        ("哈哈 Won", "won"),
        ("赢单 Lost", ""),
        ("哈哈 Hoho", ""),
        ("赢单 Won 2", ""),
    ],
)
def test_a_label_in_two_languages_is_known_where_its_halves_agree(label: str, code: str) -> None:
    assert code_of(label, {"赢单": "won", "won": "won", "lost": "lost"}) == code


def titled(titles: list[str]) -> Workbook:
    head = ["Company", "Title", "Stage", "Amount", "Expected close"]
    rows = [[f"Company {n}", title, "Proposal", n, dt.date(2026, 12, 1)] for n, title in enumerate(titles)]
    return book(Pipeline=[head, *rows])


def test_a_title_names_deals_where_many_all_differ() -> None:
    def columns(titles: list[str]) -> set[str]:
        (table,) = propose(titled(titles)).tables
        return {b.column.key for b in table.assigned.bound}

    assert "name" in columns([f"Hall {n}" for n in range(40)])
    assert "name" not in columns([f"Hall {n}" for n in range(8)])
    assert "name" not in columns(["Buyer", "Manager"] * 20)


def test_a_sheet_seen_and_not_read_stays_unread() -> None:
    """Only a sheet that comes later is one of next month's."""
    other: list[list[Any]] = [
        ["客户编号", "客户名称", "行业", "负责人", "电话"],
        *([None, None, "x", "y", n] for n in range(5)),
    ]
    answers = Answers({"旧": SheetAnswer("-")})
    workbook = book(客户=CUSTOMERS, 旧=other)
    kept = propose(workbook, answers).stored()
    assert from_json(parse(to_json(kept))) == kept
    assert kept.seen == ("旧",)
    forgotten = from_json({**parse(to_json(kept)), "left": []})
    again = bind(workbook, parse(to_json(forgotten)))
    assert [t.sheet for t in again.tables] == ["客户"]
    later = workbook_from_rows(
        {"客户": grid_from_rows("客户", CUSTOMERS), "新": grid_from_rows("新", other, index=1)}
    )
    assert [t.sheet for t in bind(later, parse(to_json(forgotten))).tables] == ["客户", "新"]
