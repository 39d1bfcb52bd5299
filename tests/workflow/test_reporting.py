"""Where a report goes, what it may replace, and what is refused before anything is written."""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sheetsales.cells.grid import Grid
from sheetsales.errors import BadRequest, NothingToDo
from sheetsales.reports.monthly import build
from sheetsales.workflow import report_making, reporting
from sheetsales.workflow.report_asked import Asked
from sheetsales.workflow.report_said import made
from sheetsales.workflow.reporting import report, report_people, run

ROOT = Path(__file__).parents[2]
TODAY = dt.date(2026, 11, 2)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(ROOT / "samples" / "sales-en.xlsx", tmp_path / "sales.xlsx"))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_report_stands_beside_the_workbook_which_stays_as_it_was(book: Path) -> None:
    before = digest(book)
    made = report(book, Asked(today=TODAY, period="2026-10"))
    assert made.path == book.with_name("sales-2026-10.xlsx")
    assert made.path.exists()
    assert digest(book) == before
    assert not (book.parent / ".sheetsales").exists()


def test_the_cells_of_a_large_workbook_are_let_go_of_before_its_table_is_made(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def grids() -> int:
        return sum(isinstance(thing, Grid) for thing in gc.get_objects())

    def spied(*given: Any, **named: Any) -> Any:
        held.append(grids())
        return build(*given, **named)

    held: list[int] = []
    monkeypatch.setattr(reporting, "_MANY_ROWS", 100)
    monkeypatch.setattr(report_making, "build", spied)
    gc.collect()
    before = grids()
    assert report(book, Asked(today=TODAY, period="2026-10")).path.exists()
    assert held == [before]


def test_an_earlier_report_is_replaced_and_kept_as_a_backup(book: Path) -> None:
    first = digest(report(book, Asked(today=TODAY, period="2026-10")).path)
    made = report(book, Asked(today=TODAY, period="2026-10", lang="zh")).path
    assert digest(made) != first
    assert first in {digest(path) for path in (book.parent / ".sheetsales").glob("*.xlsx")}


def test_a_file_of_the_teams_own_is_not_replaced_unless_asked(book: Path) -> None:
    own = book.with_name("sales-2026-10.xlsx")
    with xlsxwriter.Workbook(own) as other:
        other.add_worksheet()
    before = digest(own)
    with pytest.raises(BadRequest):
        report(book, Asked(today=TODAY, period="2026-10"))
    assert digest(own) == before
    assert report(book, Asked(today=TODAY, period="2026-10", force=True)).path == own
    assert digest(own) != before


def test_what_is_no_workbook_at_all_is_not_ours(book: Path) -> None:
    book.with_name("sales-2026-10.xlsx").write_text("notes")
    with pytest.raises(BadRequest):
        report(book, Asked(today=TODAY, period="2026-10"))


def test_a_folder_takes_the_usual_name(book: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    assert (
        report(book, Asked(today=TODAY, period="2026年10月", out=folder)).path
        == folder / "sales-2026-10.xlsx"
    )


@pytest.mark.parametrize("name", ["report.pdf", "nowhere/report.xlsx", "sales.xlsx"])
def test_places_that_will_not_do(book: Path, name: str) -> None:
    before = digest(book)
    with pytest.raises(BadRequest):
        report(book, Asked(today=TODAY, period="2026-10", out=book.parent / name, force=True))
    assert digest(book) == before


def test_the_month_is_the_setting_or_the_last_whole_one(book: Path) -> None:
    assert report(book, Asked(today=TODAY)).month == "2026-10"
    blank = book.with_name("blank.xlsx")
    shutil.copy(ROOT / "templates" / "sheetsales-en.xlsx", blank)
    with pytest.raises(BadRequest, match="no month, quarter or year"):
        report(book, Asked(today=TODAY, period="2026-13"))
    assert report(blank, Asked(today=TODAY)).month == "2026-10"


def test_a_report_is_called_by_its_length(book: Path) -> None:
    for text, called in (("2026-10", "2026-10 月报"), ("2026Q3", "2026Q3 季报"), ("2025", "2025 年报")):
        done = report(book, Asked(today=TODAY, period=text, trial=True))
        assert made(done).zh == f"{called}已生成：{done.path}"
        assert made(done).en == f"The report for {text} is made: {done.path}"


def test_run_checks_and_reports(book: Path, tmp_path: Path) -> None:
    done = run(book, Asked(today=TODAY, period="2026-10", out=tmp_path))
    listed = json.loads((ROOT / "samples" / "expected-findings.en.json").read_text(encoding="utf-8"))
    assert done.checked.judged.summary.problems == sum(item["severity"] != "info" for item in listed)
    assert done.checked.applied.cells > 0
    assert done.reports[0].path == tmp_path / "sales-2026-10.xlsx"


def test_run_refuses_before_it_writes_anything(book: Path) -> None:
    before = digest(book)
    with pytest.raises(BadRequest):
        run(book, Asked(today=TODAY, period="2026-12"))
    with pytest.raises(BadRequest):
        run(book, Asked(today=TODAY, period="2026-10", out=book))
    with pytest.raises(BadRequest, match="has not begun"):
        run(book, Asked(today=TODAY), week=dt.date(2027, 3, 1))
    assert digest(book) == before


def test_run_for_everybody_looks_at_each_ones_place_before_it_writes(book: Path, tmp_path: Path) -> None:
    before = digest(book)
    for one in report_people(book, Asked(today=TODAY, period="2026-10", trial=True)):
        assert not one.path.exists()
    one.path.write_text("notes")
    with pytest.raises(BadRequest, match=one.path.name):
        run(book, Asked(today=TODAY, period="2026-10"), None)
    assert digest(book) == before
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "sales-2026-10.xlsx").write_text("another's notes")
    done = run(book, Asked(today=TODAY, period="2026-10", out=folder, trial=True), None)
    assert one.path.name in {each.path.name for each in done.reports}


def test_run_without_opportunities_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "customers.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("Customers")
        sheet.write_row(0, 0, ["ID", "Name *", "Owner *", "Created on *", "Region"])
        sheet.write_row(1, 0, ["C-1", "Norbury", "Ann", 46000, "North"])
    before = digest(path)
    with pytest.raises(NothingToDo):
        run(path, Asked(today=TODAY, period="2026-10"))
    assert digest(path) == before
