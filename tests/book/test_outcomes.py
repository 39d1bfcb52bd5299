"""Columns that only a team's own sheet has: outcome, day lost, last contact, names in two halves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from sheetsales.adopt import propose
from sheetsales.book.book import Book
from sheetsales.book.load import load
from sheetsales.cells.build import workbook_from_rows
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellValue
from sheetsales.process.contact import last_contact
from sheetsales.schema.bind import bind

TODAY = dt.date(2026, 11, 2)
_OCT = dt.datetime(2026, 10, 5)
_HEADINGS: list[CellValue] = ["Deal ID", "Deal name", "Account", "Owner", "Status", "Stage", "Value", "Created date", "Won time", "Lost time"]  # fmt: skip


def _deals(*ends: tuple[str, str | None]) -> Workbook:
    rows: list[list[CellValue]] = [
        [f"D-{i}", f"Line {i}", f"Firm {i}", ("Amy", "Ben")[i % 2], status, stage, 1000 + i, dt.datetime(2026, 9, 1),
         _OCT if status == "Won" else None, _OCT if status == "Lost" else None]
        for i, (status, stage) in enumerate(ends)
    ]  # fmt: skip
    return workbook_from_rows({"Deals": [_HEADINGS, *rows]})


def _adopted(workbook: Workbook) -> Book:
    from sheetsales.schema.stored import parse, to_json

    kept = parse(to_json(propose(workbook).stored()))
    return load(workbook, bind(workbook, kept), today=TODAY)[0]


_CRM = (("Won", "Proposal"), ("Lost", "Qualified"), ("Open", "Negotiation"), ("Open", "Proposal"), ("Won", "Negotiation"), ("Lost", "Proposal"))  # fmt: skip


def test_status_says_how_a_deal_ended_and_stage_where_it_stands() -> None:
    deals = _adopted(_deals(*_CRM)).table("pipeline")
    assert deals.get("stage") == ["won", "lost", "negotiate", "quote", "won", "lost"]


def test_each_end_has_its_own_day() -> None:
    deals = _adopted(_deals(*_CRM)).table("pipeline")
    assert [day and day.isoformat() for day in deals.get("closed_on")] == [
        "2026-10-05", "2026-10-05", None, None, "2026-10-05", "2026-10-05",
    ]  # fmt: skip


def test_the_two_columns_may_have_each_other_s_name() -> None:
    swapped = _deals(*((stage or "", status) for status, stage in _CRM))
    (table,) = propose(swapped).tables
    keys = {b.heading: b.column.key for b in table.assigned.bound}
    assert (keys["Status"], keys["Stage"]) == ("stage", "outcome")
    assert table.assigned.unsure


@pytest.mark.parametrize(
    ("outcome", "stage", "counts"),
    [("Won", "Lost", "won"), ("Lost", "Won", "lost"), ("Open", "Won", None), ("Open", "On hold", "hold"), ("Won", "Won", "won"), ("On hold", "Proposal", "quote"), ("On hold", None, "hold"), ("Lost", None, "lost")],
)  # fmt: skip
def test_where_they_contradict_the_outcome_counts(
    outcome: str, stage: str | None, counts: str | None
) -> None:
    deals = _adopted(_deals((outcome, stage), *_CRM)).table("pipeline")
    assert deals.get("stage")[0] == counts


def test_a_word_that_is_left_alone_changes_nothing() -> None:
    workbook = _deals(("Closed", "Proposal"), *_CRM, *_CRM)
    (question,) = (q for q in propose(workbook).questions if q.place == "pipeline.outcome")
    assert {option.code for option in question.options} <= {"won", "lost"}
    deals = _adopted(workbook).table("pipeline")
    assert deals.get("stage")[0] == "quote"


def test_a_word_whose_deals_all_have_ended_needs_no_answer() -> None:
    workbook = _deals(("Closed", "Closed won"), ("Closed", "Closed lost"), *_CRM, *_CRM)
    assert not [q for q in propose(workbook).questions if q.place == "pipeline.outcome"]
    deals = _adopted(workbook).table("pipeline")
    assert deals.get("stage")[:2] == ["won", "lost"]


@pytest.mark.parametrize(("won", "kinds"), [("Yes", ("won",)), ("No", ("open", "lost"))])
def test_a_yes_under_is_won_is_won_and_a_no_is_asked(won: str, kinds: Sequence[str]) -> None:
    from sheetsales.adopt.outcome_words import outcome_said, outcomes_likely

    assert outcome_said(won, "Is won") == (kinds[0] if len(kinds) == 1 else "")
    assert outcomes_likely(won, "Is won")[: len(kinds)] == kinds or won == "Yes"
    assert outcome_said(won, "Closed") == ""
    assert outcomes_likely("Yes", "Closed") == ("won", "lost")


def test_the_last_contact_beside_a_deal_stands_for_activities() -> None:
    day = dt.datetime(2026, 10, 20)
    told: list[CellValue] = [day, None, "called on 12 October, sent papers; 3 September first talk", "they will call back", day, day, day]  # fmt: skip
    rows: list[list[CellValue]] = [
        ["ABCDEFG"[i], f"Firm {i}", "Amy", "Proposal", 10, contact] for i, contact in enumerate(told)
    ]
    headings: list[CellValue] = ["Deal name", "Account", "Owner", "Stage", "Value", "Last contacted"]
    workbook = workbook_from_rows({"Deals": [headings, *rows]})
    found = last_contact(_adopted(workbook), TODAY)
    assert found is not None
    assert found.of("A", None) == dt.date(2026, 10, 20)
    assert found.of("B", None) is None
    assert found.of("B", None) is None
    assert found.of("C", None) == dt.date(2026, 10, 12)
    assert found.of("D", None) == TODAY
    assert last_contact(_adopted(_deals(*_CRM)), TODAY) is None


@pytest.mark.parametrize(
    ("headings", "person", "name"),
    [(("First name", "Last name"), ("Jo", "Ward"), "Jo Ward"), (("First name", "Last name"), ("小明", "王"), "王小明"), (("First name", "Last name"), ("Jo", None), "Jo")],
)  # fmt: skip
def test_names_in_two_halves_are_read_as_one(
    headings: tuple[str, str], person: tuple[str, str | None], name: str
) -> None:
    rows: list[list[CellValue]] = [
        [*headings, "Job title", "Company name", "Work email", "Mobile phone"],
        [*person, "Buyer", "Norbury", "a@firm.example", "07700 900001"],
        ["Al", "Penn", "Director", "Calder", "b@firm.example", "07700 900002"],
    ]
    people = _adopted(workbook_from_rows({"People": rows})).table("contacts")
    assert people.get("name")[0] == name
