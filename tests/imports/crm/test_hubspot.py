"""A HubSpot export: stages by id, links in a file of their own, contacts and activities of deals."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sheetsales.workflow.making import make_workbook
from tests.imports.crm.support import TODAY, counts, export, of, records, taken_in, workbook

COMPANIES = (
    ("id", "property_name", "property_city", "is_deleted"),
    ("71", "Norbury Ltd", "Leeds", "false"),
    ("72", "Old Ltd", "", "true"),
)
DEALS = (
    ("deal_id", "property_dealname", "deal_pipeline_stage_id", "property_amount", "property_closedate", "owner_id", "is_deleted"),
    ("901", "Hall 2", "closedwon", "100.50", "2026-01-31 10:00:00", "5", "false"),
    ("902", "Hall 3", "18273", "200", "2027-01-31 10:00:00", "5", "false"),
    ("903", "Hall 4", "18274", "300", "2026-02-28 10:00:00", "6", "false"),
    ("904", "Hall 5", None, None, None, None, "false"),
)  # fmt: skip
STAGES = (
    ("stage_id", "label", "closed_won", "is_closed", "pipeline_id"),
    ("18273", "Contract sent", "FALSE", "FALSE", "default"),
    ("18274", "Zzqx", "FALSE", "TRUE", "default"),
)
LINKS = (
    ("company_id", "deal_id", "type_id", "category"),
    ("71", "901", "5", "HUBSPOT_DEFINED"),
    ("71", "902", "5", "HUBSPOT_DEFINED"),
)
OWNERS = (
    ("owner_id", "email", "first_name", "last_name", "active_user_id"),
    ("5", "ann@x.example", "Ann", "Lee", "1"),
)
CONTACTS = (
    ("id", "property_firstname", "property_lastname", "property_email", "property_company", "property_jobtitle"),
    ("31", "Jo", "Ward", "jo@norbury.example", "Norbury Ltd", "Buyer"),
    ("32", None, None, None, None, None),
)  # fmt: skip
MEETINGS = (
    ("engagement_id", "title", "body", "start_time", "hubspot_owner_id", "Associated Deal IDs"),
    ("41", "First meeting", "They like it", "2026-01-05 09:00", "5", "902"),
    ("42", "Nowhere", "", "", "5", "902"),
)  # fmt: skip


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return workbook(tmp_path_factory.mktemp("crm") / "en.xlsx").read_bytes()


@pytest.fixture
def book(empty: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    path.write_bytes(empty)
    return path


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    named = {
        "deals": DEALS, "companies": COMPANIES, "stages": STAGES, "links": LINKS, "owners": OWNERS, "contacts": CONTACTS,
        "meetings": MEETINGS,
    }  # fmt: skip
    return [export(tmp_path / f"{name}.csv", rows) for name, rows in named.items()]


def test_all_files_together_refer_to_each_other(book: Path, files: list[Path]) -> None:
    result = taken_in(book, *files)
    assert counts(of(result, "customers")) == (1, 0, 0, 0)
    assert of(result, "customers").records.gone == 1
    assert counts(of(result, "contacts")) == (1, 0, 0, 1)
    assert counts(of(result, "activities")) == (1, 0, 0, 1)
    assert of(result, "pipeline").nobody == {"6": 1}
    assert of(result, "pipeline").without == 2
    assert records(book, "pipeline", "name", "customer", "stage", "expected_close", "closed_on", "owner") == [
        ("Hall 2", "C-001", "won", None, dt.date(2026, 1, 31), "S01"),
        ("Hall 3", "C-001", "negotiate", dt.date(2027, 1, 31), None, "S01"),
        ("Hall 4", None, "lost", None, dt.date(2026, 2, 28), None),
        ("Hall 5", None, None, None, None, None),
    ]
    assert records(book, "contacts", "name", "customer", "email", "title") == [
        ("Jo Ward", "C-001", "jo@norbury.example", "Buyer")
    ]
    assert records(book, "activities", "date", "rep", "customer", "opportunity", "content", "feedback") == [
        (dt.date(2026, 1, 5), "S01", "C-001", "O-0002", "First meeting", "They like it")
    ]
    again = taken_in(book, *files)
    assert not again.outcome.plan.edits


def test_files_that_come_later_are_linked_to_what_came_before(book: Path, files: list[Path]) -> None:
    by_name = {path.stem: path for path in files}
    taken_in(book, by_name["companies"])
    first = taken_in(book, by_name["deals"], by_name["stages"])
    assert of(first, "pipeline").without == 4
    later = taken_in(book, by_name["deals"], by_name["stages"], by_name["links"], by_name["owners"])
    assert of(later, "pipeline").changed == 2
    assert [row[0] for row in records(book, "pipeline", "customer")] == ["C-001", "C-001", None, None]
    meetings = taken_in(book, by_name["meetings"])
    assert records(book, "activities", "customer", "opportunity") == [("C-001", "O-0002")]
    assert of(meetings, "activities").new[0].name == "First meeting"


def test_a_workbook_without_the_sheet_is_told(tmp_path: Path, files: list[Path]) -> None:
    path = tmp_path / "small.xlsx"
    make_workbook(path, lang="en", process="b2b", today=TODAY, story=None)
    result = taken_in(path, *files)
    assert result.outcome.without_sheet == {"contacts": 2}


def test_the_same_id_twice_counts_once(book: Path, tmp_path: Path) -> None:
    twice = export(tmp_path / "companies.csv", (*COMPANIES, ("71", "Other Ltd", "", "false")))
    result = of(taken_in(book, twice), "customers")
    assert counts(result) == (1, 0, 0, 1)
    assert "row 2 has the id 71 already" in result.refused[0].why.en


def test_what_the_source_clears_is_cleared(book: Path, tmp_path: Path) -> None:
    taken_in(book, export(tmp_path / "a.csv", COMPANIES))
    cleared = (COMPANIES[0], ("71", "Norbury Ltd", "", "false"))
    result = of(taken_in(book, export(tmp_path / "b.csv", cleared)), "customers")
    assert [(c.column, c.old, c.new) for c in result.changes] == [("address", "Leeds", None)]
    assert records(book, "customers", "address") == [(None,)]
