"""A Salesforce export taken into a workbook: once, twice, and again next week."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from sheetsales.backends.exports import export_sheets
from sheetsales.cells.edits import EditPlan, SetCell
from sheetsales.imports.crm.taking import Asked
from sheetsales.workflow.writing import write_plan
from tests.imports.crm.support import counts, export, of, opened, records, taken_in, whys, workbook

ACCOUNTS = (
    ("Account ID", "Account Name", "Phone", "Industry", "Billing City", "Account Owner"),
    ("001000000000001AAA", "Norbury Machinery Ltd", "020 7946 0123", "Machining", "Leeds", "Ann Lee"),
    ("001000000000002AAA", "=HYPERLINK(1)", "+44 20 7946 0999", "Apparel", "York", "Bob Roe"),
    ("1.00000E+18", "Broken Ltd", "", "", "", "Ann Lee"),
)
HEAD = (
    "Opportunity ID", "Opportunity Name", "Account ID", "Account Name", "Stage", "Amount", "Close Date", "Probability (%)",
    "Opportunity Owner", "Created Date", "Next Step",
)  # fmt: skip
DEALS = (
    ("006000000000001AAA", "Hall 2", "001000000000001AAA", "Norbury Machinery Ltd", "Prospecting", "12,400.00", "03/04/2026", "10",
     "Ann Lee", "01/02/2026", "Call"),
    ("006000000000002AAA", "Hall 3", "001000000000002AAA", "=HYPERLINK(1)", "Closed Won", "5,000.00", "01/31/2026", "100", "Bob Roe",
     "01/02/2026", ""),
    ("006000000000003AAA", "Hall 4", "001000000000009AAA", "New Co Ltd", "Weird thing", "99", "02/02/2026", "50", "Bob Roe",
     "01/02/2026", "-1+1"),
    ("006000000000004AAA", "Hall 5", "001000000000001AAA", "Norbury Machinery Ltd", "Negotiation/Review", "abc", "02/02/2026", "50",
     "Bob Roe", "01/02/2026", ""),
)  # fmt: skip
FOOTER = (("",), ("Grand Totals (4 records)",), ("Confidential Information - Do Not Distribute",))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return workbook(tmp_path_factory.mktemp("crm") / "en.xlsx").read_bytes()


@pytest.fixture
def book(empty: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    path.write_bytes(empty)
    return path


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    accounts = export(tmp_path / "accounts.csv", (*ACCOUNTS, *FOOTER), encoding="utf-8-sig")
    return accounts, export(tmp_path / "opps.csv", (HEAD, *DEALS, *FOOTER))


def test_records_come_in_linked_and_the_rest_is_refused_with_its_reason(
    book: Path, files: tuple[Path, Path]
) -> None:
    result = taken_in(book, *files)
    assert counts(of(result, "customers")) == (2, 0, 0, 1)
    assert counts(of(result, "pipeline")) == (2, 0, 0, 2)
    assert "shortened by Excel" in whys(of(result, "customers"))[4]
    assert "'Weird thing'" in whys(of(result, "pipeline"))[4]
    assert "'abc' is no number" in whys(of(result, "pipeline"))[5]
    assert [one.name for one in result.outcome.people] == ["Ann Lee", "Bob Roe"]
    assert records(book, "customers", "id", "name", "phone", "industry", "address", "owner") == [
        ("C-001", "Norbury Machinery Ltd", "020 7946 0123", "machining", "Leeds", "S01"),
        ("C-002", "=HYPERLINK(1)", "+44 20 7946 0999", "Apparel", "York", "S02"),
    ]
    deals = records(
        book, "pipeline", "id", "customer", "stage", "amount", "expected_close", "closed_on", "owner"
    )
    assert deals == [
        ("O-0001", "C-001", "identify", Decimal(12400), dt.date(2026, 3, 4), None, "S01"),
        ("O-0002", "C-002", "won", Decimal(5000), None, dt.date(2026, 1, 31), "S02"),
    ]
    assert records(book, "pipeline", "probability", "own:External id")[0] == (0.1, "006000000000001AAA")


def test_the_same_files_again_change_nothing(book: Path, files: tuple[Path, Path]) -> None:
    taken_in(book, *files)
    before = book.read_bytes()
    again = taken_in(book, *files)
    assert not again.outcome.plan.edits
    assert counts(of(again, "customers")) == (0, 0, 2, 1)
    assert counts(of(again, "pipeline")) == (0, 0, 2, 2)
    assert book.read_bytes() == before


def test_refused_rows_are_mended_in_their_file_and_imported(book: Path, files: tuple[Path, Path]) -> None:
    first = taken_in(book, *files)
    refused = next(path for path in first.errors if path.name == "opps errors.xlsx")
    grid = export_sheets(refused)[0]
    assert grid.columns[0][:2] == ["Error", whys_told(first)]
    told = Asked(stages={"Weird thing": "Negotiation"})
    again = taken_in(book, refused, asked=told)
    assert counts(of(again, "pipeline")) == (1, 0, 0, 1)
    assert [one.name for one in again.outcome.named] == ["New Co Ltd"]
    assert records(book, "pipeline", "name", "customer", "stage", "next_step")[-1] == (
        "Hall 4", "C-003", "negotiate", "-1+1",
    )  # fmt: skip
    kept = taken_in(book, files[1])
    assert counts(of(kept, "pipeline")) == (0, 0, 3, 1), "what was told once is remembered"


def whys_told(result: object) -> str:
    return (
        "Stage: no stage of the process is meant by 'Weird thing'; say --stage \"Weird thing=STAGE\" once, the workbook keeps it"
    )  # fmt: skip


def test_next_week_only_what_changed_is_written_and_the_teams_own_words_stay(
    book: Path, files: tuple[Path, Path], tmp_path: Path
) -> None:
    taken_in(book, *files)
    deals = opened(book).table("pipeline")
    step, amount = deals.cell(0, "next_step"), deals.cell(1, "amount")
    assert step is not None
    assert amount is not None
    write_plan(book, EditPlan((SetCell(step, "Visit"), SetCell(amount, 5500))))
    later = [list(row) for row in (HEAD, *DEALS)]
    later[1][4], later[2][5] = "Proposal/Price Quote", "6,000.00"
    week = export(tmp_path / "week.csv", later)
    result = of(taken_in(book, week), "pipeline")
    assert [(c.record, c.column, c.new) for c in result.changes] == [("O-0001", "stage", "Quotation")]
    assert [(c.record, c.column, c.old, c.new) for c in result.conflicts] == [
        ("O-0002", "amount", 5500, Decimal("6000.00"))
    ]
    assert records(book, "pipeline", "stage", "amount", "next_step") == [
        ("quote", Decimal(12400), "Visit"),
        ("won", Decimal(5500), None),
    ]
    again = of(taken_in(book, week), "pipeline")
    assert (again.changed, len(again.conflicts)) == (0, 1), "a conflict is told until it is settled"
    settled = of(taken_in(book, week, asked=Asked(prefer="workbook")), "pipeline")
    assert not settled.conflicts
    assert not of(taken_in(book, week), "pipeline").conflicts
    assert records(book, "pipeline", "amount")[1] == (Decimal(5500),)


def test_the_export_counts_where_it_is_preferred(
    book: Path, files: tuple[Path, Path], tmp_path: Path
) -> None:
    taken_in(book, *files)
    at = opened(book).table("pipeline").cell(1, "amount")
    assert at is not None
    write_plan(book, EditPlan((SetCell(at, 5500),)))
    later = [list(row) for row in (HEAD, *DEALS)]
    later[2][5] = "6,000.00"
    result = taken_in(book, export(tmp_path / "week.csv", later), asked=Asked(prefer="export"))
    assert of(result, "pipeline").changed == 1
    assert records(book, "pipeline", "amount")[1] == (Decimal(6000),)


def test_what_is_gone_there_is_told_and_what_is_gone_here_is_not_added_again(
    book: Path, files: tuple[Path, Path], tmp_path: Path
) -> None:
    taken_in(book, *files)
    fewer = taken_in(book, export(tmp_path / "fewer.csv", (HEAD, DEALS[1])))
    assert of(fewer, "pipeline").absent == ["O-0001"]
    assert not fewer.outcome.plan.edits
    table = opened(book).table("pipeline")
    places = [table.cell(0, key) for key in ("id", "name", "customer", "stage", "own:External id")]
    write_plan(book, EditPlan(tuple(SetCell(at, None) for at in places if at is not None)))
    result = of(taken_in(book, files[1]), "pipeline")
    assert result.removed == ["Hall 2"]
    assert not result.new
    back = of(taken_in(book, files[1], asked=Asked(prefer="export")), "pipeline")
    assert [one.name for one in back.new] == ["Hall 2"]


def test_a_filled_workbook_is_joined_by_name(book: Path, tmp_path: Path) -> None:
    own = export(
        tmp_path / "accounts.csv", (ACCOUNTS[0], ("", "Norbury Machinery Ltd", "", "", "", "Ann Lee"))
    )
    taken_in(book, own)
    result = of(taken_in(book, export(tmp_path / "sf.csv", ACCOUNTS)), "customers")
    assert counts(result) == (1, 1, 0, 1)
    assert [(c.column, c.old, c.new) for c in result.changes] == [
        ("phone", None, "020 7946 0123"),
        ("industry", None, "Machining"),
        ("address", None, "Leeds"),
    ]
    assert records(book, "customers", "own:External id")[0] == ("001000000000001AAA",)


def test_a_dry_run_writes_nothing(book: Path, files: tuple[Path, Path]) -> None:
    before = book.read_bytes()
    result = taken_in(book, *files, dry_run=True)
    assert counts(of(result, "pipeline"))[0] == 2
    assert book.read_bytes() == before
    assert not result.errors
    assert not list(book.parent.glob("*errors*"))
