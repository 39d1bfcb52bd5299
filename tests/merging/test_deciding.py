"""``sheetsales collect``: what somebody has to decide, and what comes of a decision."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.merging.pages import CONFLICTS, rows_of
from sheetsales.workflow.collecting import collect
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.portions import Asked
from sheetsales.workflow.splitting import split
from tests.merging.out_and_back import TODAY, asked, change, copy_of, decide, longer, put, took, value


def test_what_both_changed_otherwise_waits_for_a_decision(book: Path) -> None:
    change(copy_of(book), put("Pipeline", "E2", 1500))
    change(book, put("Pipeline", "E3", 1700))
    assert took(book, copy_of(book)).waiting == 1
    assert value(book, "Pipeline", 3, 5) == 1700
    (row,) = rows_of(read_workbook(book), CONFLICTS)
    assert [row[k] for k in ("sheet", "record", "name", "column", "base", "mine", "theirs", "who")] == [
        "Pipeline", "O-002", "Hall two", "Amount (GBP)", 1000, 1700, 1500, "Ann Lee",
    ]  # fmt: skip
    assert (
        openpyxl.load_workbook(book)["Conflicts"].data_validations.dataValidation[0].formula1
        == '"mine,theirs,other"'
    )


@pytest.mark.parametrize(
    ("take", "other", "stands"), [("mine", None, 1700), ("theirs", None, 1500), ("other", 1650, 1650)]
)
def test_a_decision_is_carried_out_by_the_next_run(book: Path, take: str, other: object, stands: int) -> None:
    change(copy_of(book), put("Pipeline", "E2", 1500))
    change(book, put("Pipeline", "E3", 1700))
    took(book, copy_of(book))
    decide(book, take, other)
    result = collect(book, (), today=TODAY)
    assert (result.settled, result.waiting) == (1, 0)
    assert value(book, "Pipeline", 3, 5) == stands
    assert asked(book) == []
    change(copy_of(book), put("Pipeline", "H2", "anew"))
    later = took(book, copy_of(book))
    assert (later.came[0].cells, later.waiting) == (1, 0)
    assert value(book, "Pipeline", 3, 5) == stands


def test_a_decision_that_waits_stays_with_what_else_comes(book: Path) -> None:
    change(copy_of(book), put("Pipeline", "E2", 1500))
    change(book, put("Pipeline", "E3", 1700))
    took(book, copy_of(book))
    change(copy_of(book, "Bob Ray"), put("Pipeline", "H2", "ring Zed again"))
    assert took(book, copy_of(book, "Bob Ray")).waiting == 1
    decide(book, "whatever")
    assert took(book, copy_of(book, "Cy Fox")).waiting == 1


def test_rows_deleted_there_are_emptied_only_when_somebody_says_so(book: Path) -> None:
    change(copy_of(book), *(put("Pipeline", f"{c}3", None) for c in "ABCDEFGHIJ"))
    took(book, copy_of(book))
    assert asked(book) == [("O-004", None, None, None)]
    assert value(book, "Pipeline", 5, 1) == "O-004"
    decide(book, "theirs")
    collect(book, (), today=TODAY)
    assert value(book, "Pipeline", 5, 1) is None
    assert len(open_book(book, today=TODAY).book.table("pipeline")) == 3


def test_a_new_customer_that_is_known_already_is_added_only_when_somebody_says_so(book: Path) -> None:
    added = longer("Customers", "tblCustomers", "A1:G4")
    change(copy_of(book), added, put("Customers", "B4", "Foreshore Pumps Ltd"), put("Customers", "C4", "S01"))
    took(book, copy_of(book))
    assert [(row[0], row[1]) for row in asked(book)] == [(None, None)]
    decide(book, "theirs")
    collect(book, (), today=TODAY)
    table = open_book(book, today=TODAY).book.table("customers")
    assert (table.get("name")[-1], table.get("id")[-1]) == ("Foreshore Pumps Ltd", "C-004")


def test_what_was_decided_of_one_copy_is_asked_anew_of_the_next(book: Path) -> None:
    change(copy_of(book), put("Pipeline", "E2", 1500))
    change(book, put("Pipeline", "E3", 1700))
    took(book, copy_of(book))
    decide(book, "mine")
    collect(book, (), today=TODAY)
    split(book, book.parent / "out", Asked(only=("S01",), force=True), today=TODAY)
    change(copy_of(book), put("Pipeline", "E2", 1500))
    change(book, put("Pipeline", "E3", 1800))
    took(book, copy_of(book))
    assert asked(book) == [("O-002", "Amount (GBP)", 1800, 1500)]
