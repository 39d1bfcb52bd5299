"""Payment terms as people write them, laid out as instalments."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.process.payment_terms import laid_out, parts_of
from sheetsales.template.story import build_story
from sheetsales.template.story.modules import TOLD

SIGNED, DELIVERED = dt.date(2026, 3, 20), dt.date(2026, 4, 9)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("4-5-1", [("deposit", "121320.00", "2026-03-27"), ("acceptance", "151650.00", "2026-04-24"), ("retention", "30330.00", "2027-04-09")]),
        ("30/60/10", [("deposit", "90990.00", "2026-03-27"), ("acceptance", "181980.00", "2026-04-24"), ("retention", "30330.00", "2027-04-09")]),
        ("30% / 70%", [("deposit", "90990.00", "2026-03-27"), ("acceptance", "212310.00", "2026-04-24")]),
        ("预付全款", [("full", "303300", "2026-03-27")]),
        ("Prepaid", [("full", "303300", "2026-03-27")]),
        ("货到付款", [("full", "303300", "2026-04-09")]),
        ("On delivery", [("full", "303300", "2026-04-09")]),
        ("月结 30 天", [("full", "303300", "2026-05-30")]),
        ("Net 45", [("full", "303300", "2026-05-24")]),
        ("验收后 30 天付清", [("acceptance", "303300", "2026-05-09")]),
        ("30 days from acceptance", [("acceptance", "303300", "2026-05-09")]),
    ],
)  # fmt: skip
def test_what_falls_due_when(terms: str, expected: list[tuple[str, str, str]]) -> None:
    found = laid_out(Decimal(303_300), terms, SIGNED, DELIVERED)
    assert [(kind, str(money), str(day)) for kind, money, day in found] == expected


@pytest.mark.parametrize(
    "terms", ["", "另议", "3-6-2", "50/40", "as agreed", "3-6-1-0", "0-10", "2026-10-01"]
)
def test_what_cannot_be_read_is_left_to_a_person(terms: str) -> None:
    assert parts_of(terms) == ()
    assert laid_out(Decimal(1), terms, SIGNED, DELIVERED) == ()


def test_the_last_part_takes_the_rounding() -> None:
    parts = laid_out(Decimal("100.01"), "3-6-1", SIGNED, DELIVERED)
    assert [part.amount for part in parts] == [Decimal("30.00"), Decimal("60.01"), Decimal("10.00")]
    assert sum(part.amount for part in parts) == Decimal("100.01")


def test_a_day_nobody_knows_is_left_open() -> None:
    assert [part.due_on for part in laid_out(Decimal(10), "3-6-1", SIGNED, None)] == [
        dt.date(2026, 3, 27),
        None,
        None,
    ]


def test_the_sample_is_laid_out_as_its_terms_say() -> None:
    told = build_story("zh", "b2b", dt.date(2026, 11, 2), mistakes=(), sheets=TOLD).rows
    rows: dict[str, list[dict[str, Any]]] = {key: [dict(row) for row in told[key]] for key in TOLD}
    arrived = {row["contract_no"]: row.get("delivered_on", row["promised_on"]) for row in rows["orders"]}
    for contract in (row for row in rows["contracts"] if "signed_on" in row):
        number = contract["id"]
        due = [row for row in rows["receipts"] if row["contract"] == number and "due_amount" in row]
        wanted = laid_out(
            contract["amount"], contract["payment_terms"], contract["signed_on"], arrived[number]
        )
        assert [(r["instalment"], r["due_amount"], r["due_on"]) for r in due] == [
            tuple(part) for part in wanted
        ]
