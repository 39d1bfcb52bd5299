"""The papers: statements that add up live, a payment list, a reconciliation; and nobody's pay in anybody else's file."""

from __future__ import annotations

import datetime as dt
import sqlite3
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from sheetsales.cells.edits import EditPlan, SetCell
from sheetsales.commission.slices import Pay
from sheetsales.errors import BadRequest
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.pay_files import Files, pay_facts, write_files
from sheetsales.workflow.paying import Paid, draft_pay, preview_pay
from sheetsales.workflow.writing import write_plan
from tests.pay.conftest import BOOK, PEOPLE, QUARTER, TODAY
from tests.pay.sheets import change, numbers, parts

SMALLEST = 10
"""Amounts below it are in any file by chance: widths, percentages, sizes."""


def _made(folder: Path) -> tuple[Paid, Files]:
    found = preview_pay(folder / PEOPLE, QUARTER, today=TODAY)
    return found, write_files(found, folder / PEOPLE, folder, today=TODAY, force=False, dry_run=False)


def _amounts(pay: Pay, person: str) -> set[str]:
    """What somebody is paid, slice by slice and in all."""
    mine = [s.amount for s in pay.slices if s.person == person]
    earned = [e.commission for e in pay.earned if e.key.person == person]
    return {f"{abs(a):.2f}" for a in (*mine, *earned, pay.total(person)) if abs(a) >= SMALLEST}


def test_a_statement_shows_every_slice_and_adds_up(both: Path) -> None:
    found, files = _made(both)
    for person, path in files.statements.items():
        sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
        values = [[cell.value for cell in row] for row in sheet.iter_rows()]
        slices = [s for s in found.pay.slices if s.person == person]
        deals = [row[1] for row in values if isinstance(row[1], str) and row[1].startswith("O-")]
        assert deals[: len([s for s in slices if s.deal])] == [s.deal for s in slices if s.deal]
        payable = next(row[11] for row in values if row[2] in ("本期应发", "Payable"))
        assert Decimal(str(payable)).quantize(Decimal("0.01")) == found.pay.total(person)


def test_the_figures_of_a_statement_are_formulas(english: Path) -> None:
    _, files = _made(english)
    sheet = openpyxl.load_workbook(files.statements["S03"]).worksheets[0]
    formulas = [
        str(cell.value) for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")
    ]
    assert any(f.startswith("=ROUND(") for f in formulas)
    assert any(f.startswith("=SUMIF(") for f in formulas)
    assert any(f.startswith("=MAX(MIN(") for f in formulas)


def test_nobody_sees_anybody_elses_pay(both: Path) -> None:
    """Every part of every statement, and of the shared workbook, is searched for every amount of everybody else."""
    before = (both / BOOK).read_bytes()
    found, files = _made(both)
    draft_pay(both / PEOPLE, QUARTER, today=TODAY)
    assert (both / BOOK).read_bytes() == before
    everybody = {person: _amounts(found.pay, person) for person in files.statements}
    deals = {f"{d.amount:.2f}" for d in found.facts.deals} | {f"{r.amount:.2f}" for r in found.facts.receipts}
    for person, path in files.statements.items():
        inside = numbers(path)
        for other, amounts in everybody.items():
            if other != person:
                assert not (amounts - everybody[person] - deals) & inside, (person, other)


def test_the_shared_workbook_names_no_plan_and_no_pay(english: Path) -> None:
    draft_pay(english / PEOPLE, QUARTER, today=TODAY)
    for name, text in parts(english / BOOK).items():
        assert "SEN-2026" not in text, name
        assert "tblCommission" not in text, name


def test_the_quarter_ties_to_the_ledgers_in_plain_sql(english: Path) -> None:
    """Deals won, receipts and returns of the quarter by SQL over the sheets, against what the summary says."""
    found, _ = _made(english)
    sheets = openpyxl.load_workbook(english / BOOK, data_only=True)
    db = sqlite3.connect(":memory:")
    db.execute("create table deals (stage, amount, day)")
    db.execute("create table receipts (day, amount)")
    db.execute("create table returns (day, amount, remedy)")
    db.executemany("insert into deals values (?, ?, ?)", _rows(sheets, "tblPipeline"))
    db.executemany("insert into receipts values (?, ?)", _rows(sheets, "tblReceipts"))
    db.executemany("insert into returns values (?, ?, ?)", _rows(sheets, "tblReturns"))
    quarter = ("2026-07-01", "2026-09-30")
    won, came, back = (
        db.execute(query, quarter).fetchone()[0]
        for query in (
            "select sum(amount) from deals where stage in ('Won', 'After-sales') and day between ? and ?",
            "select sum(amount) from receipts where day between ? and ?",
            "select sum(amount) from returns where remedy in ('Refund', 'Credit') and day between ? and ?",
        )
    )
    summary = openpyxl.load_workbook(english / f"Commission-summary_{QUARTER}.xlsx", data_only=True)[
        "Reconciliation"
    ]
    lines = {row[0].value: row for row in summary.iter_rows(max_col=5) if row[0].value}
    for label, amount in (
        ("Signed in the period (deals won)", won), ("Cash received in the period", came),
        ("Returned in the period (refund, credit)", back),
    ):  # fmt: skip
        assert [float(str(lines[label][c].value or 0)) for c in (1, 2, 4)] == [amount, amount, 0], label
    assert lines["Payable for the period"][1].value == pytest.approx(
        float(sum(s.amount for s in found.pay.slices))
    )


_HEADINGS = {
    "tblPipeline": ("Stage", "Amount", "Closed on"), "tblReceipts": ("Received on", "Received"),
    "tblReturns": ("Returned on", "Amount", "Remedy"),
}  # fmt: skip


def _rows(workbook: openpyxl.Workbook, table: str) -> list[tuple[object, ...]]:
    wanted = _HEADINGS[table]
    sheet = next(s for s in workbook.worksheets if table in s.tables)
    area = sheet[sheet.tables[table].ref]
    headings = [str(cell.value).split(" (")[0].rstrip(" *") for cell in area[0]]
    at = [headings.index(name) for name in wanted]
    return [tuple(_plain(row[i].value) for i in at) for row in area[1:]]


def _plain(value: object) -> object:
    return value.strftime("%Y-%m-%d") if isinstance(value, dt.datetime) else value


def test_files_are_not_written_over_unless_asked(english: Path) -> None:
    found, _ = _made(english)
    with pytest.raises(BadRequest):
        write_files(found, english / PEOPLE, english, today=TODAY, force=False, dry_run=False)
    write_files(found, english / PEOPLE, english, today=TODAY, force=True, dry_run=False)


def test_their_folder_is_made_where_its_own_is_there(english: Path) -> None:
    found, _ = _made(english)

    def write(folder: Path, *, dry_run: bool = False) -> Files:
        return write_files(found, english / PEOPLE, folder, today=TODAY, force=False, dry_run=dry_run)

    write(english / "third", dry_run=True)
    assert not (english / "third").exists()
    assert all(path.is_file() for path in write(english / "third").paths)
    for place in (english / "none" / "third", english / PEOPLE):
        with pytest.raises(BadRequest, match="has to be a folder"):
            write(place)


def test_only_their_owner_may_open_them(english: Path) -> None:
    _, files = _made(english)
    assert {path.stat().st_mode & 0o777 for path in files.paths} == {0o600}


def test_what_lacks_a_target_is_left_out_of_the_reconciliation(english: Path) -> None:
    """No target of the quarter left for one rep: the deals, signed and paid on, are told as left out."""
    opened = open_book(english / BOOK, today=TODAY)
    table = opened.book.table("targets")
    team = opened.book.table("team")
    name = dict(zip(team.get("id"), team.get("name"), strict=True))["S05"]
    owners, periods = table.get("owner"), table.get("period")
    blank = [row for row in range(len(table)) if owners[row] == name and str(periods[row]).startswith("2026")]
    cells = [cell for row in blank if (cell := table.cell(row, "period")) is not None]
    assert cells
    write_plan(english / BOOK, EditPlan(tuple(SetCell(cell, "2020-01") for cell in cells)))
    found, _ = _made(english)
    mine = [one for one in found.pay.open if one.person == "S05"]
    assert [one.sheet for one in mine] == ["pipeline"]
    summary = openpyxl.load_workbook(english / f"Commission-summary_{QUARTER}.xlsx", data_only=True)
    line = next(
        r for r in summary["Reconciliation"].iter_rows(max_col=5) if str(r[0].value).startswith("Signed in")
    )
    whole, counted, left, off = (float(str(cell.value or 0)) for cell in line[1:5])
    assert (left, off) == (float(mine[0].amount or 0), 0)
    assert counted == whole - left


@pytest.mark.parametrize(("closed", "early"), [(dt.date(2026, 9, 29), 0), (dt.date(2026, 10, 5), 1)])
def test_money_from_before_the_deal_was_won_has_a_line_of_its_own(
    english: Path, closed: dt.date, early: int
) -> None:
    """Of a deal won later in the quarter it is the quarter's money as ever; of one won in the next it is told there, once."""
    deal = preview_pay(english / PEOPLE, QUARTER, today=TODAY).facts
    money = next(r for r in deal.receipts if dt.date(2026, 8, 1) <= r.day <= dt.date(2026, 8, 31))
    change(english, "pipeline", money.deal, "closed_on", closed)
    for period, there in ((QUARTER, 0), ("2026Q4", early)):
        found = preview_pay(english / PEOPLE, period, today=TODAY)
        facts = pay_facts(found, TODAY)
        assert (facts.cash_before != 0) == bool(there), period
        sheets = openpyxl.load_workbook(english / BOOK, data_only=True)
        first, last = f"{facts.first:%Y-%m-%d}", f"{min(facts.last, TODAY):%Y-%m-%d}"
        rows = [(str(day), amount) for day, amount in _rows(sheets, "tblReceipts") if day and amount]
        assert float(facts.cash) == sum(float(str(amount)) for day, amount in rows if first <= day <= last)
