"""The grey columns of Contracts are brought up to date by every check, on sheets of ours alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from sheetsales.book.book import Book
from sheetsales.checking.ledger_sums import contract_sums
from sheetsales.texts import LANGUAGES, Lang
from sheetsales.workflow.checking import check
from tests.checking.test_ledger_fills import TODAY, book_of, row_of, sample
from tests.indicators.team_book import book_of as small
from tests.indicators.team_book import day


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_check_puts_them_right_and_once(lang: Lang, tmp_path: Path) -> None:
    number = "HT2026-0083" if lang == "zh" else "CT2026-0083"
    path = sample(
        tmp_path / "book.xlsx", lang,
        contracts=lambda row: row | {"paid": Decimal(1), "unpaid": None} if row["id"] == number else row,
    )  # fmt: skip
    check(path, today=TODAY)
    contract = row_of(book_of(path), "contracts", number)
    assert (contract["paid"], contract["unpaid"]) == (216_090, 24_010)
    before = path.read_bytes()
    check(path, today=TODAY)
    assert path.read_bytes() == before


def ledger(**contract: object) -> Book:
    row = {
        "id": "K1",
        "customer": "Acme",
        "amount": 1000,
        "signed_on": day("09-01"),
        "paid": None,
        "unpaid": None,
        **contract,
    }
    money = {
        "id": "RC-1",
        "contract": "K1",
        "instalment": "deposit",
        "received_on": day("09-05"),
        "amount": 300.5,
    }
    return small(None, contracts=[row], receipts=[money])


def test_they_are_what_came_in_and_what_is_to_come() -> None:
    assert list(contract_sums(ledger(), TODAY)) == [(0, "paid", 300.5), (0, "unpaid", 699.5)]


def test_an_amount_nobody_knows_leaves_what_is_to_come_blank() -> None:
    assert list(contract_sums(ledger(amount=None), TODAY)) == [(0, "paid", 300.5)]


def test_nothing_of_a_contract_that_is_not_signed() -> None:
    assert list(contract_sums(ledger(signed_on=None), TODAY)) == []


def test_columns_of_a_ledger_of_the_teams_own_are_theirs() -> None:
    book = ledger()
    table = book.tables["contracts"]
    own = replace(table, bound=tuple(replace(bound, table=None) for bound in table.bound))
    assert list(contract_sums(replace(book, tables={**book.tables, "contracts": own}), TODAY)) == []


def test_nothing_without_receipts() -> None:
    assert list(contract_sums(small(None, contracts=[{"id": "K1", "amount": 5, "paid": None}]), TODAY)) == []
