"""Sheets that teams keep without the words a list would know them by: leads that go by number or by people's names, price
lists, invoice logs, what refers by number alone; and sheets beside them that are none of ours."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sheetsales.adopt import Answers, Proposal, propose
from sheetsales.adopt.answers import LEAVE, SheetAnswer
from sheetsales.adopt.choices import answer
from sheetsales.adopt.question_text import question_text
from sheetsales.adopt.reading.rows import SHEET_MARK
from sheetsales.adopt.reading.rows import rows as rows_of_reading
from sheetsales.adopt.toml_text import answer_lines
from sheetsales.errors import NothingToDo
from tests.binding.books import book

Rows = list[list[Any]]
WARES = ("阀门", "水泵", "气动夹具", "传感器", "电机", "软管", "密封圈")


def day(n: int) -> dt.date:
    return dt.date(2026, 10, 1) + dt.timedelta(n)


def numbered(heads: list[str], row: Any, count: int = 9) -> Rows:
    return [heads, *(row(n) for n in range(count))]


def read(proposal: Proposal) -> dict[str, dict[str, str]]:
    """``sheet record`` → heading → column."""
    return {
        f"{t.sheet} {t.record.key}": {b.heading: b.column.key for b in t.assigned.bound}
        for t in proposal.tables
    }


LEADS = {
    "线索": numbered(
        ["线索编号", "来源", "创建时间", "手机", "跟进人"],
        lambda n: [f"L{n:03}", "抖音", day(n), f"1380000{n:04}", "小王"],
    ),
    "Leads": numbered(
        ["Lead ID", "Source", "Created", "Industry", "Assigned to"],
        lambda n: [f"L{n:03}", "Web", day(n), "IT", "Amy"],
    ),
}


@pytest.mark.parametrize("sheet", LEADS)
def test_leads_that_go_by_number_are_read_without_a_name(sheet: str) -> None:
    (columns,) = read(propose(book({sheet: LEADS[sheet]}))).values()
    assert "name" not in columns.values()
    assert {"id", "source", "created_on", "owner"} <= set(columns.values())


def test_numbers_of_two_records_are_no_leads() -> None:
    """A list of users has a number of its own and that of the customer."""
    rows = numbered(
        ["Customer ID", "Account ID", "Created", "Industry", "Source"],
        lambda n: [f"U{n}", f"A{n % 3}", day(n), "IT", "Web"],
    )
    with pytest.raises(NothingToDo):
        propose(book({"Customers": rows}))


PEOPLE = {
    "Leads": (
        "Full Name",
        numbered(
            ["Full Name", "Email", "Phone", "Source", "Created"],
            lambda n: [f"Ann Poe {n}", f"a{n}@x.com", "+1 555 0100", "Web", day(n)],
        ),
    ),
    "客资": (
        "姓名",
        numbered(
            ["姓名", "手机号", "来源渠道", "登记日期"], lambda n: [f"王{n}", f"1380000{n:04}", "抖音", day(n)]
        ),
    ),
}


@pytest.mark.parametrize("sheet", PEOPLE)
def test_people_on_a_sheet_of_leads_are_its_names(sheet: str) -> None:
    heading, rows = PEOPLE[sheet]
    (columns,) = read(propose(book({sheet: rows}))).values()
    assert columns[heading] == "name"


PRICES = {
    "价目表2026": numbered(
        ["名称", "规格", "单位", "单价(元)"], lambda n: [WARES[n], f"DN{n}", "个", 10 * n + 5], 7
    ),
    "Price list": numbered(["Model", "List price", "Dealer price"], lambda n: [f"M-{n}", 100 + n, 90 + n]),
    "Prices": numbered(["Course", "Fee"], lambda n: [f"Course {n}", 100 + n]),
    "Sheet1": numbered(["Medicine", "Unit", "Price"], lambda n: [f"Med {n}", "box", 10 * n + 5]),
}


@pytest.mark.parametrize("sheet", PRICES)
def test_a_price_list_needs_no_word_for_products(sheet: str) -> None:
    ((title, columns),) = read(propose(book({sheet: PRICES[sheet]}))).items()
    assert title == f"{sheet} products"
    assert {"name", "price"} <= set(columns.values())


def test_names_and_prices_under_no_title_are_asked_about() -> None:
    rows = numbered(["名称", "单价", "备注"], lambda n: [WARES[n], 10 * n + 5, None], 7)
    (question,) = propose(book({"Sheet1": rows})).questions
    assert (question.subject, [option.code for option in question.options]) == ("sheet", ["products"])
    assert question.why.en == "its headings fit, and nothing else says so"


INVOICES = {
    "Invoices": numbered(
        ["Invoice #", "Client", "Date", "Amount", "Status"],
        lambda n: [f"INV-{n}", "Acme Works", day(n), 1000 + n, "Paid"],
    ),
    "AR aging": numbered(
        ["Customer", "Invoice No", "Invoice date", "Due date", "Invoice amount", "Balance"],
        lambda n: ["Acme Works", f"INV-{n}", day(n), day(n + 30), 1000 + n, 500],
    ),
    "开票台账": numbered(
        ["开票日期", "客户名称", "发票号", "价税合计", "业务员"],
        lambda n: [day(n), f"甬润机械{n}", f"0012{n}", 1130 + n, "小王"],
    ),
}


@pytest.mark.parametrize("sheet", INVOICES)
def test_an_invoice_log_says_what_is_due(sheet: str) -> None:
    ((title, columns),) = read(propose(book({sheet: INVOICES[sheet]}))).items()
    assert title == f"{sheet} receipts"
    assert {"invoice_no", "invoiced_on", "due_amount", "customer"} <= set(columns.values())
    assert "amount" not in columns.values()


def test_invoices_beside_what_came_in_are_left_alone() -> None:
    came_in = numbered(
        ["合同编号", "客户名称", "回款日期", "回款金额"],
        lambda n: [f"HT-{n}", f"甬润机械{n}", day(n), 1130 + n],
    )
    proposal = propose(book({"回款": came_in, "开票台账": INVOICES["开票台账"]}))
    assert [t.sheet for t in proposal.tables] == ["回款"]
    assert [(r.sheet, r.kind) for r in proposal.refused] == [("开票台账", "invoice")]
    answered = Answers({"开票台账": SheetAnswer("receipts")})
    both = propose(book({"回款": came_in, "开票台账": INVOICES["开票台账"]}), answered)
    assert [t.sheet for t in both.tables] == ["回款", "开票台账"]


def test_a_log_of_sales_may_name_its_invoices() -> None:
    rows = numbered(
        ["Date of Sale", "Customer", "Amount", "Item", "Invoice #", "Team Member"],
        lambda n: [day(n), f"Firm {n % 4}", 900 + n, f"Item {n % 3}", 2300 + n, "Sally"],
    )
    ((title, columns),) = read(propose(book({"SalesLog": rows}))).items()
    assert (title, columns["Amount"]) == ("SalesLog orders", "amount")


STRANGERS = {
    "Sheet1": numbered(
        ["supplier_id", "name", "contact_person", "phone", "email", "address", "notes", "created_at"],
        lambda n: [f"S{n}", f"Maker {n}", "Bo", "+1 555 0100", f"m{n}@x.com", "Main St", None, day(n)],
    ),
    "Subscriptions": numbered(
        ["sub_id", "account_id", "opp_id", "mrr", "start_date", "status"],
        lambda n: [f"SUB-{n}", f"A{n}", f"O{n}", 120 + n, day(n), "active"],
    ),
    "revenue_events": numbered(
        ["event_id", "account_id", "type", "amount", "event_date"],
        lambda n: [f"E{n}", f"A{n}", ("new", "churn")[n % 2], 120 + n, day(n)],
    ),
}


@pytest.mark.parametrize("sheet", STRANGERS)
def test_what_goes_by_the_number_of_something_else_is_left_alone(sheet: str) -> None:
    with pytest.raises(NothingToDo):
        propose(book({sheet: STRANGERS[sheet]}))


@pytest.mark.parametrize(
    ("sheet", "number", "record"), [("Jobs", "Job ID", "pipeline"), ("Bookings", "Booking ID", "orders")]
)
def test_a_word_of_the_teams_own_for_deals_or_orders_is_no_stranger(
    sheet: str, number: str, record: str
) -> None:
    heads = [number, "Customer", "Stage", "Amount", "Owner", "Expected close"]
    if record == "orders":
        heads = [number, "Customer", "Product", "Quantity", "Amount", "Order date"]
    deals = lambda n: [f"J{n}", f"Firm {n}", STAGES[n % 4], 900 + n, "Amy", day(n)]  # noqa: E731 - two shapes of a row
    orders = lambda n: [f"B{n}", f"Firm {n}", "Pump", 1 + n, 900 + n, day(n)]  # noqa: E731 - two shapes of a row
    rows = numbered(heads, deals if record == "pipeline" else orders)
    (title,) = read(propose(book({sheet: rows})))
    assert title == f"{sheet} {record}"


def _numbers() -> dict[str, Rows]:
    return {
        "reps": numbered(["rep_id", "name", "team"], lambda n: [f"R{n}", f"Ann Poe {n}", "North"], 6),
        "accounts": numbered(
            ["account_id", "account_name", "industry"], lambda n: [f"A{n}", f"Firm {n}", "IT"], 12
        ),
        "opportunities": numbered(
            ["opp_id", "account_id", "rep_id", "lead_id", "stage", "amount", "created_date", "close_date"],
            lambda n: [f"O{n}", f"A{n % 12}", f"R{n % 6}", f"L{n}", "Proposal", 900 + n, day(n), day(n + 30)],
            24,
        ),
    }


def test_a_number_that_stands_on_the_sheet_of_its_kind_is_bound_unasked() -> None:
    proposal = propose(book(_numbers()))
    deals = read(proposal)["opportunities pipeline"]
    assert (deals["rep_id"], deals["account_id"]) == ("owner", "customer")
    assert "lead_id" not in deals
    assert not proposal.questions


def test_numbers_that_nobody_lists_are_asked_about() -> None:
    sheets = _numbers()
    sheets["reps"] = numbered(["rep_id", "name", "team"], lambda n: [f"X{n}", f"Ann Poe {n}", "North"], 6)
    proposal = propose(book(sheets))
    assert "rep_id" not in read(proposal)["opportunities pipeline"]
    assert [question.about for question in proposal.questions] == ["rep_id"]


def test_the_stage_a_deal_was_lost_at_is_not_where_it_stands() -> None:
    stages = ("Closed Won", "Closed Lost", "Open")
    rows = numbered(
        ["opportunity_id", "account_name", "owner", "stage", "amount", "lost_at_stage", "created_date"],
        lambda n: [f"O{n}", f"Firm {n}", f"Amy {n % 3}", stages[n % 3], 900 + n, ("", "Proposal", "")[n % 3] or None, day(n)],
        30,
    )  # fmt: skip
    (columns,) = read(propose(book({"opportunities": rows}))).values()
    assert columns["stage"] in ("stage", "outcome")
    assert "lost_at_stage" not in columns


def test_a_customers_sheet_with_amounts_and_stages_holds_deals() -> None:
    """One customer may have two deals; a list called after customers is one of deals all the same."""
    stages = ("已报价", "样品测试", "初步接触", "待签合同", "丢单")
    rows = numbered(
        [
            "序号",
            "客户名称",
            "联系人",
            "联系电话",
            "客户来源",
            "预计金额（万元）",
            "目前进展",
            "下次跟进时间",
        ],
        lambda n: [
            n + 1,
            f"苏州恒达{n // 2}",
            "钱经理",
            f"1380000{n:04}",
            "展会",
            12.5 + n,
            stages[n % 5],
            day(n),
        ],
    )
    ((title, columns),) = read(propose(book({"客户跟进表": rows}))).items()
    assert title == "客户跟进表 pipeline"
    assert (columns["预计金额（万元）"], columns["目前进展"]) == ("amount", "stage")


def test_rows_beside_a_pasted_pivot_are_read() -> None:
    rows = numbered(
        ["Order ID", "Date", "Customer", "Product", "Amount"],
        lambda n: [f"S{n}", day(n), f"Firm {n % 3}", f"Item {n % 2}", 900 + n],
    )
    pivot: Rows = [["Row Labels", "Sum of Amount"], ["Firm 0", 2700], ["Firm 1", 2703], ["Firm 2", 2706]]
    pivot += [[None, None]] * (len(rows) - len(pivot))
    beside = [[*row, None, *sums] for row, sums in zip(rows, pivot, strict=True)]
    ((title, columns),) = read(propose(book({"Sheet1": beside}))).items()
    assert (title, columns["Amount"], len(columns)) == ("Sheet1 orders", "amount", 5)
    with pytest.raises(NothingToDo):
        propose(book({"Sheet1": pivot}))


def test_a_name_that_stands_there_twice_is_no_contact() -> None:
    rows = numbered(
        ["customer_id", "name", "business_name", "phone", "email"],
        lambda n: [f"C{n}", f"Firm {n}", f"Firm {n}", "+1 555 0100", f"a{n}@x.com"],
    )
    (columns,) = read(propose(book({"customers": rows}))).values()
    assert "contact" not in columns.values()
    for row in rows[1:]:
        row[1] = "Ann Poe"
    (columns,) = read(propose(book({"customers": rows}))).values()
    assert columns["name"] == "contact"


def test_times_with_their_zone_are_dates() -> None:
    stamps = ("2026-10-0{}T08:00:00+00:00", "2026-10-0{} 08:00:00 UTC", "Oct {}, 2026 8:00 AM")
    for stamp in stamps:
        rows = numbered(
            ["deal_id", "account_name", "stage", "amount", "created_at"],
            lambda n, stamp=stamp: [f"D{n}", f"Firm {n}", "Proposal", 900 + n, stamp.format(n + 1)],
            8,
        )
        (columns,) = read(propose(book({"deals": rows}))).values()
        assert columns["created_at"] == "created_on"


STAGES = ("Proposal", "Negotiation", "Proposal", "Closed Won")


def _month_sheets(ids: bool = True) -> dict[str, Rows]:
    heads = ["Customer", "Deal", "Stage", "Amount", "Owner", "Expected close"]
    found: dict[str, Rows] = {}
    for i, name in enumerate(("Aug", "Sep", "Oct", "Nov")):
        rows = [
            [f"Firm {n}", f"Pump {n}", STAGES[(i + n) % 4], 1000 + n, f"Bob {n % 3}", day(60 + n)]
            for n in range(12)
        ]
        found[f"Pipeline {name}"] = [
            ["Deal ID", *heads] if ids else heads,
            *([f"D-{n}", *row] if ids else row for n, row in enumerate(rows)),
        ]
    return found


def test_the_copies_of_every_month_are_one_question() -> None:
    proposal = propose(book(_month_sheets(ids=False)))
    assert [t.sheet for t in proposal.tables] == ["Pipeline Nov"]
    (question,) = [q for q in proposal.questions if q.subject == "copy"]
    assert question.sheets == ("Pipeline Aug", "Pipeline Sep", "Pipeline Oct")
    assert (question.stake.rows, question.stake.sheets) == (39, 3)
    said = question_text(question, proposal)
    assert said.en == (
        "3 sheets (Pipeline Aug, Pipeline Sep, Pipeline Oct; 39 rows): 36 rows of theirs on other sheets too, so they seem "
        "to be copies or what was kept of earlier months. What shall be done?"
    )
    assert said.zh.startswith(
        "3 张表（Pipeline Aug、Pipeline Sep、Pipeline Oct；39 行）共有 36 行别的表里已有"
    )
    apart = propose(book(_month_sheets(ids=False)), answer(question, "pipeline"))
    assert {t.sheet for t in apart.tables} == set(_month_sheets())
    assert not [q for q in apart.questions if q.subject == "copy"]
    left = propose(book(_month_sheets(ids=False)), answer(question, LEAVE))
    assert [t.sheet for t in left.tables] == ["Pipeline Nov"]
    assert not [q for q in left.questions if q.subject == "copy"]


def test_the_snapshots_of_every_month_are_one_question_with_ids_too() -> None:
    proposal = propose(book(_month_sheets()))
    (question,) = [q for q in proposal.questions if q.subject == "copy"]
    assert len(question.sheets) == 3
    lines = answer_lines([question], "en")
    assert [line for line in lines if line.startswith("[")] == [
        f'[sheets."{name}"]' for name in question.sheets
    ]
    (row,) = [row for row in rows_of_reading(proposal, "zh") if row["state"] == "请回答"]
    assert tuple(str(row["sheets"]).split(SHEET_MARK)) == question.sheets


def test_customers_with_numbers_may_share_a_name() -> None:
    """A list with its own numbers holds customers, though names come up again and again."""
    rows = numbered(
        ["customer_id", "company_name", "industry", "region"],
        lambda n: [f"C{n}", f"Firm {n % 4}", "IT", "North"],
        20,
    )
    (columns,) = read(propose(book({"customers": rows}))).values()
    assert columns["company_name"] == "name"


def test_what_is_known_for_reference_alone_is_shown_so() -> None:
    shown = {
        row["yours"]: row["read"]
        for row in rows_of_reading(propose(book({"Deals": _deals_with_phone()})), "en")
    }
    assert shown["Phone"] == "Phone (for reference only)"


def _deals_with_phone() -> Rows:
    return numbered(
        ["Deal ID", "Customer", "Stage", "Amount", "Phone", "Colour"],
        lambda n: [f"D{n}", f"Firm {n}", "Proposal", 900 + n, f"+1 555 010{n}", "red"],
    )
