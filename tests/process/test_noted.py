"""Follow-ups piled up in one cell: each dated one is a contact, on its own day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pytest

from sheetsales.adopt import propose
from sheetsales.book.book import Book
from sheetsales.book.load import load
from sheetsales.cells.build import workbook_from_rows
from sheetsales.cells.values import CellValue
from sheetsales.indicators.activity import calls, visits
from sheetsales.indicators.facts import gather
from sheetsales.indicators.period import month
from sheetsales.process.contact import first_contact, last_contact
from sheetsales.process.noted import contacts_noted, notes_contacts
from sheetsales.process.touches import touches
from sheetsales.process.upkeep import customer_contacts
from sheetsales.schema.bind import bind
from sheetsales.schema.stored import parse, to_json

TODAY = dt.date(2026, 11, 30)
Rows = Sequence[Sequence[CellValue]]

DEALS: Rows = [
    ["商机编号", "客户名称", "阶段", "预计金额", "负责人", "跟进记录"],
    ["O-1", "甬江", "报价", 9000, "王芳", "9.5加微信；9.20拜访；10.8电话，月底定"],
    ["O-2", "海宁", "谈判", 8000, "张伟", "2026-10-02 上门看现场\n11月3日 打电话没人接\n口头说要等"],
    ["O-3", "乐清", "报价", 7000, "张伟", None],
]
ENGLISH: Rows = [
    ["Deal ID", "Customer", "Stage", "Amount", "Owner", "Follow-up log"],
    ["D-1", "Norbury", "Proposal", 9000, "Amy", "3 Sep 2026 call; 12 Oct 2026 visit at their site"],
    ["D-2", "Acme", "Negotiation", 8000, "Bob", "Oct 5, 2026 called twice; Nov 2, 2026 sent the quote"],
]
CUSTOMERS: Rows = [
    ["客户名称", "联系人", "联系电话", "行业", "跟进情况记录"],
    ["甬江", "钱经理", "13800001111", "机械", "9.5加微信；9.20拜访；10.8电话"],
    ["海宁", "周工", "13811112222", "机械", "10.2上门；11.3电话"],
    ["乐清", "孙工", "13822223333", "机械", "没打通"],
]


def _book(sheets: Mapping[str, Rows], today: dt.date = TODAY) -> Book:
    workbook = workbook_from_rows({name: [list(row) for row in rows] for name, rows in sheets.items()})
    stored = parse(to_json(propose(workbook).stored()))
    return load(workbook, bind(workbook, stored), today=today)[0]


def _days(book: Book, until: dt.date = TODAY) -> list[tuple[str | None, str]]:
    return [(one.deal, one.on.isoformat()) for one in contacts_noted(book, until)]


def test_every_dated_note_is_a_contact_of_its_deal() -> None:
    book = _book({"2026年商机": DEALS})
    assert _days(book) == [
        ("O-1", "2026-09-05"), ("O-1", "2026-09-20"), ("O-1", "2026-10-08"), ("O-2", "2026-10-02"), ("O-2", "2026-11-03"),
    ]  # fmt: skip
    english = _book({"Deals": ENGLISH})
    assert [day for _, day in _days(english)] == ["2026-09-03", "2026-10-12", "2026-10-05", "2026-11-02"]


def test_an_earlier_day_sees_what_had_happened_by_then() -> None:
    """The last note of a deal lies after the month reported: the one before it counts, not none at all."""
    book = _book({"2026年商机": DEALS})
    contact = last_contact(book, dt.date(2026, 10, 31))
    assert contact is not None
    assert contact.of("O-2", None) == dt.date(2026, 10, 2)
    assert first_contact(book, TODAY)["O-1"] == dt.date(2026, 9, 5)
    found = touches(book, dt.date(2026, 10, 31))
    assert found is not None
    assert {key: len(days) for key, days in found.deals.items()} == {"O-1": 3, "O-2": 1}


def test_calls_and_visits_are_counted_by_what_the_notes_say() -> None:
    facts = gather(_book({"2026年商机": DEALS}), TODAY)
    october = month(2026, 10)
    assert (calls(facts, october).value, visits(facts, october).value) == (1, 1)
    english = gather(_book({"Deals": ENGLISH}), TODAY)
    assert (calls(english, october).value, visits(english, october).value) == (1, 1)


def test_notes_that_say_no_kind_leave_the_count_unknown() -> None:
    rows = [list(row) for row in DEALS]
    rows[1][5], rows[2][5] = "9.5聊过；9.20又聊", "10.2看现场"
    figure = calls(gather(_book({"2026年商机": rows}), TODAY), month(2026, 10))
    assert figure.value is None


def test_beside_customers_as_well() -> None:
    book = _book({"2026客户跟进": CUSTOMERS})
    assert [(one.deal, one.on.day) for one in contacts_noted(book, TODAY)] == [
        (None, 5), (None, 20), (None, 8), (None, 2), (None, 3),
    ]  # fmt: skip
    found = customer_contacts(book, dt.date(2026, 10, 31))
    assert found is not None
    assert sorted(day.isoformat() for day in found.last.values()) == ["2026-10-02", "2026-10-08"]


@pytest.mark.parametrize("cell", ["10.8电话", dt.date(2026, 10, 8)])
def test_one_last_contact_is_no_log(cell: CellValue) -> None:
    rows = [["商机编号", "客户名称", "阶段", "预计金额", "负责人", "最近跟进"]]
    rows += [[f"O-{n}", f"甬江{n}", "报价", 9000 + n, "王芳", cell] for n in range(6)]  # type: ignore[list-item]  # cells
    book = _book({"2026年商机": rows})
    assert not notes_contacts(book)
    assert touches(book, TODAY) is None


def test_activities_of_their_own_come_first() -> None:
    log: Rows = [
        ["日期", "商机编号", "客户", "方式", "内容"],
        [dt.date(2026, 10, 20), "O-1", "甬江", "电话", "报了价"],
    ]
    book = _book({"2026年商机": DEALS, "跟进记录": log})
    assert _days(book) == []
    contact = last_contact(book, TODAY)
    assert contact is not None
    assert contact.of("O-1", "甬江") == dt.date(2026, 10, 20)
