"""Quotations, contracts, order forms and statements from rows: their figures, and rows that do not go together."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sheetsales.book.book import Book
from sheetsales.cells.address import CellRef
from sheetsales.documents.document import Document
from sheetsales.documents.printed import document
from sheetsales.errors import BadRequest, NothingToDo
from sheetsales.findings import Finding, Severity
from sheetsales.texts import NO_TEXT
from tests.indicators.team_book import TODAY, book_of, day

ROOT = Path(__file__).parents[2]
CUSTOMERS = (
    {
        "id": "C-1",
        "name": "Acme Tooling Ltd",
        "short_name": "Acme",
        "contact": "Jo",
        "phone": "020 7946 0001",
        "address": "1 High St",
    },
    {"id": "C-2", "name": "Beta Ltd"},
)
PRODUCTS = (
    {
        "id": "P1",
        "name": "Kit",
        "unit": "set",
        "price": 18600,
        "tax_rate": 0.2,
        "spec": "three phases",
        "valid_from": day("01-01"),
    },
    {"id": "P2", "name": "Service", "unit": "year", "price": 1000, "tax_rate": 0.2},
    {"id": "P3", "name": "Untaxed", "price": 10},
)
SELLER = {"Seller's name": "Seller Ltd", "Seller's details": "2 Low St; 020 7946 0002", "Currency": "GBP"}


def line(
    number: str = "Q-1", product: str = "Kit", quantity: float | None = 12, **more: Any
) -> dict[str, Any]:
    return {"id": number, "customer": "C-1", "product": product, "quantity": quantity, "price": None, "discount": None, "amount": None,
            "date": day("10-27"), "valid_to": None, "owner": "S01", "status": "sent", "opportunity": None, **more}  # fmt: skip


def book(**sheets: Sequence[Mapping[str, Any]]) -> Book:
    return book_of(SELLER, customers=CUSTOMERS, products=PRODUCTS, **sheets)


def quote(
    *rows: Mapping[str, Any], number: str = "Q-1", findings: Sequence[Finding] = (), **sheets: Any
) -> Document:
    return document(book(quotes=rows, **sheets), "quote", number, TODAY, findings)


def fields(made: Document, *names: str) -> list[object]:
    return [made.fields[name].value for name in names]


def cells(made: Document, *keys: str) -> list[list[object]]:
    return [[row[key].value for key in keys] for row in made.tables[0].rows]


def test_a_quotation_adds_up_with_its_tax() -> None:
    made = quote(
        line(
            price=18600,
            discount=0.15,
            amount=189720,
            contact="Colin",
            payment_terms="30/60/10",
            warranty="12 months",
        )
    )
    assert fields(made, "quote_no", "buyer", "buyer_contact", "owner_name") == [
        "Q-1",
        "Acme Tooling Ltd",
        "Colin",
        "Ann",
    ]
    assert fields(made, "total", "net", "tax") == [Decimal(189720), Decimal("158100.00"), Decimal("31620.00")]
    assert fields(made, "quote_date", "quote_valid") == [dt.date(2026, 10, 27), dt.date(2026, 11, 26)]
    assert fields(made, "seller_name", "terms_payment", "terms_delivery", "total_words") == [
        "Seller Ltd",
        "30/60/10",
        None,
        None,
    ]
    assert cells(made, "no", "product", "spec", "unit", "quantity", "price", "off", "amount") == [
        [1, "Kit", "three phases", "set", 12, Decimal(18600), 0.15, Decimal(189720)]
    ]
    assert made.fields["total"].format == '"£"#,##0.00'
    assert made.stem == "Quotation_Q-1_Acme"


def test_what_nobody_wrote_is_worked_out_from_the_price_list() -> None:
    made = quote(line(), line(product="Service", quantity=1.5, price=1000))
    assert cells(made, "price", "amount") == [
        [Decimal(18600), Decimal("223200.00")],
        [Decimal(1000), Decimal("1500.00")],
    ]
    assert [column.key for column in made.tables[0].columns] == [
        "no",
        "product",
        "spec",
        "unit",
        "quantity",
        "price",
        "amount",
    ]


def test_tax_is_rounded_line_by_line_and_may_come_on_top() -> None:
    rows = [line(amount=amount) for amount in (0.1, 0.1, 0.1)]
    assert fields(quote(*rows), "net", "tax") == [Decimal("0.24"), Decimal("0.06")]
    plain = book_of(
        {**SELLER, "Amounts include tax": "no"},
        customers=CUSTOMERS,
        products=PRODUCTS,
        quotes=[line(amount=100)],
    )
    assert fields(document(plain, "quote", "Q-1", TODAY), "net", "tax", "total") == [
        Decimal(100),
        Decimal("20.00"),
        Decimal("120.00"),
    ]


def test_tax_of_which_a_line_says_nothing_is_unknown() -> None:
    made = quote(line(amount=100), line(product="Untaxed", amount=10))
    assert made.fields["total"].value == 110
    assert made.fields["tax"].reason.en == "some lines have no tax rate"


@pytest.mark.parametrize(("code", "draft"), [("SS604", True), ("SS605", True), ("SS601", False)])
def test_what_nobody_approved_is_a_draft(code: str, draft: bool) -> None:
    rows = [line(number="Q-0"), line()]
    at = CellRef("Quotes", 3, 6)
    found = Finding(code, Severity.ERROR, NO_TEXT, NO_TEXT, at, record_key="quotes", record="Q-1")
    made = quote(*rows, findings=[found])
    assert (made.fields["approval"].value == "DRAFT, not approved") == draft
    assert [notice.en.startswith("Q-1 has a discount nobody approved") for notice in made.notices] == [
        True
    ] * draft
    assert quote(*rows, number="Q-0", findings=[found]).notices == ()


@pytest.mark.parametrize(
    ("rows", "number", "says"),
    [
        ([line("Q-12"), line("Q-20")], "Q-13", "Quotes has no 'Q-13'. The nearest is 'Q-12'."),
        ([line(), line(customer="C-2")], "q-1 ", "The lines of 'Q-1' name more than one customer: Quotes!B2 C-1 Acme Tooling Ltd and Quotes!B3 C-2 Beta Ltd."),
        ([line(amount="£ 1"), line(amount="€ 1")], "Q-1", "name more than one currency: Quotes!G2 GBP and Quotes!G3 EUR"),
        ([line(quantity=None)], "Q-1", "Quotes!G2 has no amount, and quantity or price is missing too"),
        ([line(product="Thing")], "Q-1", "Quotes!G2 has no amount"),
    ],
)  # fmt: skip
def test_rows_that_make_no_quotation(rows: list[dict[str, Any]], number: str, says: str) -> None:
    with pytest.raises(BadRequest) as refused:
        quote(*rows, number=number)
    assert says in refused.value.text.en
    assert refused.value.text.zh


@pytest.mark.parametrize(("deal", "draft"), [("O-1", True), ("O-2", False)])
def test_a_deal_whose_discount_nobody_approved_makes_drafts(deal: str, draft: bool) -> None:
    found = Finding("SS210", Severity.ERROR, NO_TEXT, NO_TEXT, None, record_key="pipeline", record=deal)
    made = quote(line(amount=1, opportunity="O-1"), findings=[found])
    assert (made.fields["approval"].value is not None) == draft


def test_a_sheet_without_numbers() -> None:
    with pytest.raises(BadRequest, match="the sheet has no numbers yet"):
        quote(line(number=""))


def test_a_foreign_quotation_is_in_its_currency() -> None:
    made = quote(line(amount="€ 50"))
    assert fields(made, "currency", "total") == ["EUR", Decimal(50)]
    assert made.fields["total"].format == '"€"#,##0.00'


@pytest.mark.parametrize("kind", ["quote", "contract", "order", "statement"])
def test_without_the_sheet(kind: Any) -> None:
    with pytest.raises(NothingToDo, match="sheets add"):
        document(book(), kind, "C-1", TODAY)


def contract(**more: Any) -> dict[str, Any]:
    return {"id": "K-1", "customer": "C-1", "amount": 1000, "owner": "S02", "signed_on": day("10-01"), "opportunity": "O-1", "payment_terms": "prepaid", "delivery_on": day("11-18"), **more}  # fmt: skip


def order(**more: Any) -> dict[str, Any]:
    return {"id": "R-1", "customer": "C-1", "product": "Kit", "quantity": 1, "amount": 600, "ordered_on": day("10-01"), "status": None, "contract_no": "K-1", "promised_on": day("11-01"), "owner": "S01", **more}  # fmt: skip


def receipt(name: str, due: float | None, on: str | None, **more: Any) -> dict[str, Any]:
    return {"contract": "K-1", "instalment": name, "due_amount": due, "due_on": day(on) if on else None, "received_on": None, "amount": None, "customer": "C-1", **more}  # fmt: skip


def test_a_contract_from_its_orders_with_its_instalments() -> None:
    orders = [
        order(),
        order(id="R-2", amount=400),
        order(id="R-3", amount=9, status="cancelled"),
        order(id="R-4", contract_no="K-2"),
    ]
    money = [
        receipt("deposit", 300, "10-10"),
        receipt("deposit", None, None, amount=300, received_on=day("10-09")),
        receipt("acceptance", 700, "12-01"),
    ]
    made = document(
        book(
            contracts=[contract()],
            orders=orders,
            receipts=money,
            quotes=[line(opportunity="O-1", warranty="12 months")],
        ),
        "contract",
        "k-1",
        TODAY,
    )
    assert cells(made, "product", "amount") == [["Kit", Decimal(600)], ["Kit", Decimal(400)]]
    assert fields(made, "contract_no", "total", "delivery_on", "terms_warranty", "annexes", "owner_name") == [
        "K-1",
        Decimal(1000),
        day("11-18"),
        "12 months",
        "Q-1",
        "Bob",
    ]
    plan = made.tables[1].rows
    assert [[row[key].value for key in ("instalment", "due", "amount", "share")] for row in plan] == [
        ["Deposit", day("10-10"), Decimal(300), 0.3], ["On acceptance", day("12-01"), Decimal(700), 0.7],
    ]  # fmt: skip


def test_a_contract_without_orders_takes_the_quotation_of_its_deal() -> None:
    quotes = [
        line("Q-1", amount=1000, opportunity="O-1", status="declined"),
        line("Q-2", amount=1001, opportunity="O-1", status="accepted"),
    ]
    made = document(book(contracts=[contract()], quotes=quotes), "contract", "K-1", TODAY)
    assert cells(made, "amount") == [[Decimal(1001)]]
    with pytest.raises(BadRequest, match="Contract K-1 has no lines"):
        document(book(contracts=[contract(opportunity=None)], quotes=quotes), "contract", "K-1", TODAY)


def test_a_contract_whose_lines_come_to_something_else_is_not_printed() -> None:
    with pytest.raises(BadRequest) as refused:
        document(book(contracts=[contract()], orders=[order(amount=980)]), "contract", "K-1", TODAY)
    assert "The contract's amount in Contracts!C2 is 1,000, its lines come to 980" in refused.value.text.en
    assert (
        document(book(contracts=[contract(amount=0)], orders=[order()]), "contract", "K-1", TODAY).number
        == "K-1"
    )


def test_an_order_form() -> None:
    made = document(
        book(orders=[order(amount=None, price=100, quantity=3), order(product="Service", amount=5)]),
        "order",
        "R-1",
        TODAY,
    )
    assert cells(made, "product", "amount") == [["Kit", Decimal("300.00")], ["Service", Decimal(5)]]
    assert fields(made, "title", "delivery_on", "annexes") == ["Order form", day("11-01"), "K-1"]


def test_an_order_says_what_its_contract_and_quotation_agreed() -> None:
    agreed = contract(payment_terms="net 30", opportunity="O-1")
    quoted = line(opportunity="O-1", warranty="12 months")
    found = book(contracts=[agreed], orders=[order()], quotes=[quoted])
    asked = ("terms_payment", "terms_warranty", "annexes")
    assert fields(document(found, "order", "R-1", TODAY), *asked) == ["net 30", "12 months", "K-1"]
    alone = order(contract_no=None, opportunity="O-1", payment_terms="prepaid")
    found = book(contracts=[agreed], orders=[alone], quotes=[quoted])
    assert fields(document(found, "order", "R-1", TODAY), *asked) == ["prepaid", "12 months", "Q-1"]


@pytest.mark.parametrize("asked", ["C-1", "acme", "Acme Tooling Ltd "])
def test_a_statement_of_account(asked: str) -> None:
    money = [
        receipt("deposit", 300, "10-10", received_on=day("10-09"), amount=300),
        receipt("acceptance", 700, "10-21", received_on=day("10-25"), amount=200),
    ]
    made = document(book(contracts=[contract()], receipts=money), "statement", asked, TODAY)
    assert cells(made, "instalment", "due", "received", "unpaid", "late") == [
        ["Deposit", Decimal(300), Decimal(300), Decimal(0), None], ["On acceptance", Decimal(700), Decimal(200), Decimal(500), 10],
    ]  # fmt: skip
    assert fields(made, "total_due", "total_received", "total_unpaid", "total_overdue") == [
        1000,
        500,
        500,
        500,
    ]
    assert fields(made, "reply_by", "reply") == [
        dt.date(2026, 11, 10),
        "Please check and reply by 10 November, and say where you differ.",
    ]


def test_a_statement_adds_up_to_what_is_owed() -> None:
    """What no instalment lays out, what was paid ahead and what came in without a contract stand in rows of their own."""
    money = [
        receipt("deposit", 300, "10-10", received_on=day("10-09"), amount=300),
        {**receipt("deposit", 500, "10-10", received_on=day("10-12"), amount=700), "contract": "K-2"},
        {**receipt("", None, None, received_on=day("10-13"), amount=50), "contract": None, "customer": "C-1"},
    ]
    deals = [contract(), {**contract(), "id": "K-2", "amount": 500}]
    made = document(book(contracts=deals, receipts=money), "statement", "C-1", TODAY)
    assert cells(made, "contract", "instalment", "due", "received", "unpaid") == [
        ["K-1", "Deposit", Decimal(300), Decimal(300), Decimal(0)],
        ["K-1", "Not laid out", Decimal(700), None, Decimal(700)],
        ["K-2", "Deposit", Decimal(500), Decimal(700), Decimal(0)],
        ["K-2", "Paid ahead", None, None, Decimal(-200)],
        [None, "Received, no contract named", None, Decimal(50), Decimal(-50)],
    ]
    assert fields(made, "total_due", "total_received", "total_unpaid", "total_overdue") == [
        1500,
        1050,
        450,
        0,
    ]


def test_a_contract_without_an_amount_leaves_the_balance_unknown() -> None:
    money = [receipt("deposit", 300, "10-10", received_on=day("10-09"), amount=300)]
    made = document(book(contracts=[contract(amount=None)], receipts=money), "statement", "C-1", TODAY)
    assert fields(made, "total_due", "total_received", "total_unpaid") == [None, 300, None]
    assert made.fields["total_unpaid"].reason.en == "K-1 has no amount"


def test_returns_that_are_credited_stand_in_the_account() -> None:
    money = [receipt("full", 1000, "10-10", received_on=day("10-09"), amount=200)]
    back = {
        "id": "RT-1",
        "order_no": "R-1",
        "customer": "C-1",
        "returned_on": day("10-20"),
        "quantity": 1,
        "amount": 100,
        "remedy": "credit",
    }
    made = document(
        book(contracts=[contract()], orders=[order(contract_no="K-1")], receipts=money, returns=[back]),
        "statement",
        "C-1",
        TODAY,
    )
    assert cells(made, "instalment", "due", "unpaid") == [
        ["In full", Decimal(1000), Decimal(700)],
        ["Credited for returns", Decimal(-100), Decimal(0)],
    ]
    assert fields(made, "total_due", "total_received", "total_unpaid") == [900, 200, 700]


def test_a_name_of_two_customers_is_refused_with_both() -> None:
    two = ({"id": "C-1", "name": "Acme"}, {"id": "C-2", "name": "Acme"})
    twice = book_of(
        SELLER, customers=two, contracts=[contract()], receipts=[receipt("deposit", 300, "10-10")]
    )
    with pytest.raises(BadRequest, match="C-1 Acme and C-2 Acme"):
        document(twice, "statement", "acme", TODAY)


def test_nothing_to_state() -> None:
    money = [receipt("deposit", 300, "10-10")]
    with pytest.raises(BadRequest, match=r"Customers has no 'Acne'\. The nearest is"):
        document(book(contracts=[contract()], receipts=money), "statement", "Acne", TODAY)
    with pytest.raises(NothingToDo, match="Receipts hold nothing due from or received from Beta Ltd"):
        document(book(contracts=[contract()], receipts=money), "statement", "C-2", TODAY)


def test_names_of_a_form() -> None:
    contents = quote(line()).contents
    assert contents.cells["quote_no"]().value == "Q-1"
    assert {"tbllines", "tbl_lines"} <= contents.tables.keys()
    assert contents.pushes


def test_the_documentation_lists_every_name() -> None:
    money = [receipt("deposit", 300, "10-10")]
    made = [
        quote(line(opportunity="O-1")),
        document(
            book(contracts=[contract()], orders=[order(amount=1000)], receipts=money),
            "contract",
            "K-1",
            TODAY,
        ),
        document(book(orders=[order()]), "order", "R-1", TODAY),
        document(book(contracts=[contract()], receipts=money), "statement", "C-1", TODAY),
    ]
    for page in ("print.md", "print.zh-CN.md"):
        told = set(re.findall(r"`(\w+)`", (ROOT / "docs" / page).read_text(encoding="utf-8")))
        names = {name for one in made for name in one.fields}
        columns = {column.key for one in made for table in one.tables for column in table.columns}
        assert names | columns <= told, page
