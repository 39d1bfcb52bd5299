"""Four months of one team, from a blank workbook into a new year; the log reads as a tale, the figures are checked in SQL."""

from __future__ import annotations

import datetime as dt
import json
import re
import sqlite3
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import AppendRows, EditPlan, SetCell
from sheetsales.cells.grid import Grid
from sheetsales.cells.values import EditValue
from sheetsales.workflow.writing import write_plan
from tests.buttons.jobs import answer, make_job
from tests.buttons.macro_model import Sheets, shown
from tests.support.commands import exit_code

Row = Mapping[str, EditValue]
CUSTOMERS = ("Crane Ltd", "Fell Mills", "Harbour Foods", "Oakley Print")


class Tale:
    """A workbook and what was done to it, one sentence each."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.book = folder / "our sales.xlsm"
        self.lines: list[str] = []
        self._capsys = capsys
        self._jobs = 0

    def tell(self, day: dt.date, said: str) -> None:
        self.lines.append(f"{day:%d %b %Y}  {said}")

    def types(self, day: dt.date, said: str, *edits: AppendRows | SetCell) -> None:
        """Somebody types into the open workbook and saves it."""
        write_plan(self.book, EditPlan(edits), dry_run=False)
        self.tell(day, said)

    def runs(
        self, day: dt.date, said: str, command: str, *arguments: str, codes: tuple[int, ...] = (0,)
    ) -> str:
        """A command from a terminal; ``said`` is why."""
        words = [*command.split(), str(self.book), *arguments, "--lang", "en"]
        ended = exit_code([*words, "--today", day.isoformat()] if command not in _TIMELESS else words)
        told = self._capsys.readouterr()
        assert ended in codes, told.err + told.out
        self.tell(day, f"{said}  $ sheetsales {command} {' '.join(arguments)}".rstrip())
        return told.out

    def clicks(self, day: dt.date, said: str, button: str) -> str:
        """A click in the open workbook: what the macro would write is what the command writes into the file."""
        self._jobs += 1
        home = self.folder / "home"
        job = make_job(
            home, self.book.read_bytes(), button, f"20260901-090000-{self._jobs:08}", language="en"
        )
        assert exit_code(["click", str(job), "--today", day.isoformat()]) == 0
        self._capsys.readouterr()
        sheets = Sheets(read_workbook(job / "snapshot.xlsx"))
        sheets.apply(answer(job))
        exit_code([*_BY_COMMAND[button], str(self.book), "--today", day.isoformat(), "--lang", "en"])
        self._capsys.readouterr()
        assert sheets.shown() == shown(read_workbook(self.book))
        self.tell(day, f"{said}  [{button}]")
        return answer(job).message

    def grid(self, sheet: str) -> Grid:
        found = read_workbook(self.book).grid(sheet)
        assert found is not None
        return found

    def cell(self, sheet: str, heading: str, row: int) -> CellRef:
        grid = self.grid(sheet)
        column = next(c for c in range(1, grid.last_column + 1) if grid.value(1, c) == heading)
        return CellRef(sheet, row, column)

    def row_of(self, sheet: str, text: str) -> int:
        grid = self.grid(sheet)
        rows = range(1, grid.last_row + 1)
        return next(r for r in rows for c in range(1, grid.last_column + 1) if grid.value(r, c) == text)


_TIMELESS = ("restore", "undo")
_BY_COMMAND = {"check": ["check"], "fix": ["check", "--fix"], "tasks": ["tasks", "add"]}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def deal(name: str, customer: str, stage: str, owner: str, amount: int, created: str, closes: str) -> Row:
    return {
        "Customer *": customer, "Name *": name, "Stage *": stage, "Amount": amount, "Owner *": owner,
        "Created on *": day(created), "Stage since": day(created), "Expected close": day(closes),
        "Next step": "Call the buyer", "Next step on": day(closes) - dt.timedelta(days=7), "Source": "Website",
    }  # fmt: skip


def signed(tale: Tale, name: str, on: str, outcome: str = "Won") -> tuple[SetCell, ...]:
    row = tale.row_of("Pipeline", name)
    values = (("Stage *", outcome), ("Closed on", day(on)), ("Stage since", day(on)), ("Reason", "Price"))
    return tuple(SetCell(tale.cell("Pipeline", heading, row), value) for heading, value in values)


@pytest.fixture
def tale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tale:
    monkeypatch.setenv("SHEETSALES_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "home").mkdir(mode=0o700)
    return Tale(tmp_path, capsys)


def won_by_sql(book: Path, heading: str, month: str, stages: tuple[str, ...]) -> float:
    """What was signed in a month, by SQL over the cells as another program reads them."""
    rows = openpyxl.load_workbook(book, data_only=True)["Pipeline"].iter_rows(values_only=True)
    headings = [str(cell) for cell in next(rows)]
    at = [headings.index(name) for name in ("Stage *", heading, "Closed on")]
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE deals (stage TEXT, amount REAL, closed TEXT)")
    for row in rows:
        stage, amount, closed = (row[i] for i in at)
        base.execute(
            "INSERT INTO deals VALUES (?, ?, ?)", (stage, amount, str(closed)[:7] if closed else None)
        )
    marks = ",".join("?" * len(stages))
    query = f"SELECT COALESCE(SUM(amount), 0) FROM deals WHERE closed = ? AND stage IN ({marks})"  # noqa: S608
    found = base.execute(query, (month, *stages)).fetchone()[0]
    base.close()
    return float(found)


def reported(tale: Tale, month: str, today: str) -> float | None:
    said = tale.runs(
        day(today), f"The table of {month} lies beside the workbook.", "report", "--month", month, "--json"
    )
    won = next(row for row in json.loads(said)["indicators"] if row["code"] == "won_amount")
    value: float | None = won["value"]
    return value


def renamed(book: Path, before: str, after: str) -> None:
    """Somebody renames a heading in Excel, which renames the column of the Table along with the cell."""
    with zipfile.ZipFile(book) as package:
        members = {name: package.read(name) for name in package.namelist()}
    for name, data in members.items():
        if name.endswith("sharedStrings.xml"):
            members[name] = data.replace(f">{before}<".encode(), f">{after}<".encode())
        elif name.startswith("xl/tables/"):
            members[name] = data.replace(f'name="{before}"'.encode(), f'name="{after}"'.encode())
        elif name.endswith(".xml"):
            members[name] = re.sub(rf"\[{before}\]".encode(), f"[{after}]".encode(), data)
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)


def test_four_months_and_a_new_year(tale: Tale) -> None:
    september(tale)
    october(tale)
    november(tale)
    december(tale)
    (tale.folder / "tale.txt").write_text("\n".join(tale.lines), encoding="utf-8")
    days = [dt.datetime.strptime(line[:11], "%d %b %Y") for line in tale.lines]
    assert days == sorted(days)
    assert len(tale.lines) > 20
    assert not any("Traceback" in line for line in tale.lines)


def september(tale: Tale) -> None:
    first = day("2026-09-01")
    tale.runs(first, "Helen makes the team's workbook.", "new")
    team: list[Row] = [
        {"ID *": f"S0{n}", "Name *": name, "Role *": role, "Active *": "Yes", "Hired on": day("2024-01-08")}
        for n, (name, role) in enumerate(
            (("Helen Marsh", "Manager"), ("Tom Ford", "Rep"), ("Ann Price", "Rep")), 1
        )
    ]
    customers: list[Row] = [
        {"Name *": name, "Owner *": "Tom Ford" if n % 2 else "Ann Price", "Created on *": first}
        for n, name in enumerate(CUSTOMERS)
    ]
    deals = [
        deal("Press line", "Crane Ltd", "Negotiation", "Tom Ford", 40_000, "2026-09-01", "2026-09-25"),
        deal("Looms", "Fell Mills", "Quotation", "Ann Price", 60_000, "2026-09-01", "2026-10-20"),
        deal("Cold store", "Harbour Foods", "Quotation", "Tom Ford", 25_000, "2026-09-01", "2026-10-15"),
        deal("Folder", "Oakley Print", "Quotation", "Ann Price", 30_000, "2026-09-01", "2026-11-20"),
    ]
    tale.types(first, "She writes down who is who, and what is going on.",
               AppendRows("tblTeam", tuple(team)), AppendRows("tblCustomers", tuple(customers)), AppendRows("tblPipeline", tuple(deals)))  # fmt: skip
    assert "No problems found." in tale.clicks(day("2026-09-04"), "On Friday she checks.", "check")
    tale.types(day("2026-09-25"), "Tom signs the press line.", *signed(tale, "Press line", "2026-09-25"))
    tale.clicks(day("2026-09-28"), "On Monday the week's tasks come.", "tasks")
    assert (
        reported(tale, "2026-09", "2026-10-01")
        == won_by_sql(tale.book, "Amount", "2026-09", ("Won",))
        == 40_000
    )
    tale.runs(day("2026-10-01"), "September is closed.", "close", "--month", "2026-09")


def october(tale: Tale) -> None:
    joiner: Row = {
        "ID *": "S04",
        "Name *": "Ivy Long",
        "Role *": "Rep",
        "Active *": "Yes",
        "Hired on": day("2026-10-05"),
    }
    tale.types(day("2026-10-05"), "Ivy joins.", AppendRows("tblTeam", (joiner,)))
    row = tale.row_of("Stages", "Quotation")
    stage = SetCell(tale.cell("Stages", "English name", row), "Offer")
    deals = [tale.row_of("Pipeline", name) for name in ("Looms", "Cold store", "Folder")]
    moved = [SetCell(tale.cell("Pipeline", "Stage *", at), "Offer") for at in deals]
    tale.types(day("2026-10-06"), "Quotations are called offers from now on.", stage, *moved)
    findings = tale.runs(
        day("2026-10-06"), "Helen checks whether that is understood.", "check", "--json", codes=(0, 1)
    )
    assert "Offer" not in [row["value"] for row in json.loads(findings)["findings"]]
    tale.types(day("2026-10-20"), "Ann signs the looms.", *signed(tale, "Looms", "2026-10-20"))
    before = tale.book.read_bytes()
    wrong = [SetCell(tale.cell("Pipeline", "Amount", at), "tbc") for at in deals]
    tale.types(day("2026-10-21"), "Tom pastes over the amounts.", *wrong)
    said = tale.runs(day("2026-10-21"), "The check names every cell.", "check", "--json", codes=(1,))
    assert said.count("tbc") >= len(deals)
    while tale.book.read_bytes() != before:
        tale.runs(
            day("2026-10-21"),
            "The workbook of before is put back.",
            "restore",
            "--to",
            _backup_of(tale, before),
        )
    assert (
        reported(tale, "2026-10", "2026-11-02")
        == won_by_sql(tale.book, "Amount", "2026-10", ("Won",))
        == 60_000
    )
    tale.runs(day("2026-11-02"), "October is closed.", "close", "--month", "2026-10")


def _backup_of(tale: Tale, wanted: bytes) -> str:
    """The number of the backup that holds these bytes, as somebody finds it in the list by its time."""
    listed = json.loads(
        tale.runs(day("2026-10-21"), "She looks at the backups.", "restore", "--list", "--json")
    )
    found = [
        n for n, backup in enumerate(listed["backups"], 1) if Path(backup["path"]).read_bytes() == wanted
    ]
    return str(found[0])


def november(tale: Tale) -> None:
    renamed(tale.book, "Amount", "Deal value")
    tale.tell(day("2026-11-03"), "Helen renames a column: Amount is Deal value now.")
    tale.clicks(day("2026-11-03"), "It is still understood.", "check")
    row = tale.row_of("Team", "Tom Ford")
    left = [
        SetCell(tale.cell("Team", heading, row), value)
        for heading, value in (("Active *", "No"), ("Left on", day("2026-11-13")))
    ]
    tale.types(day("2026-11-13"), "Tom leaves.", *left)
    tale.runs(
        day("2026-11-13"), "What he had in hand goes to the others.", "handover", "Tom Ford", codes=(0, 1)
    )
    owners = {
        tale.grid("Pipeline").value(
            tale.row_of("Pipeline", "Cold store"), tale.cell("Pipeline", "Owner *", 1).column
        )
    }
    assert owners <= {"Ann Price", "Ivy Long"}
    tale.types(day("2026-11-20"), "The folder is signed.", *signed(tale, "Folder", "2026-11-20"))
    assert (
        reported(tale, "2026-11", "2026-12-01")
        == won_by_sql(tale.book, "Deal value", "2026-11", ("Won",))
        == 30_000
    )
    tale.runs(day("2026-12-01"), "November is closed.", "close", "--month", "2026-11")


def december(tale: Tale) -> None:
    deals = [
        deal("Blades", "Oakley Print", "Offer", "Ivy Long", 12_000, "2026-12-03", "2026-12-15"),
        deal("Boiler", "Fell Mills", "Offer", "Ann Price", 45_000, "2026-12-03", "2027-02-10"),
    ]
    deals = [
        {("Deal value" if heading == "Amount" else heading): value for heading, value in row.items()}
        for row in deals
    ]
    tale.types(day("2026-12-03"), "Two more come in.", AppendRows("tblPipeline", tuple(deals)))
    tale.types(
        day("2026-12-10"), "The cold store is lost.", *signed(tale, "Cold store", "2026-12-10", "Lost")
    )
    tale.clicks(day("2026-12-11"), "One more check before the year is over.", "check")
    tale.types(day("2026-12-15"), "Ivy signs the blades.", *signed(tale, "Blades", "2026-12-15"))
    assert (
        reported(tale, "2026-12", "2027-01-04")
        == won_by_sql(tale.book, "Deal value", "2026-12", ("Won",))
        == 12_000
    )
    tale.runs(day("2027-01-04"), "December is closed.", "close", "--month", "2026-12")
    said = tale.runs(
        day("2027-01-05"),
        "The new year has its own workbook.",
        "newyear",
        "--year",
        "2027",
        "-o",
        "sales 2027.xlsm",
    )
    assert "sales 2027.xlsm" in said
    tale.book = tale.folder / "sales 2027.xlsm"
    at = tale.row_of("Pipeline", "Boiler")
    assert tale.grid("Pipeline").value(at, tale.cell("Pipeline", "Deal value", at).column) == 45_000
    names = {tale.grid("Pipeline").value(row, 3) for row in range(2, tale.grid("Pipeline").last_row + 1)}
    assert names >= {"Boiler", "Looms"}, "a closed deal that an unfinished task is about goes along"
    assert not names & {"Press line", "Blades"}, "what is over stays behind"
    tale.types(day("2027-01-20"), "The boiler is signed early.", *signed(tale, "Boiler", "2027-01-20"))
    assert (
        reported(tale, "2027-01", "2027-02-01")
        == won_by_sql(tale.book, "Deal value", "2027-01", ("Won",))
        == 45_000
    )
