"""``sheetsales split``: what a copy holds, and what no part of it says."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.cells.grid import Workbook
from sheetsales.cli.main import main
from sheetsales.errors import BadRequest, IsThere
from sheetsales.merging.stamp import STAMP, read_stamp
from sheetsales.schema.store import ID_MARK, read_store
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.portions import Asked
from sheetsales.workflow.splitting import split
from tests.merging.crowded import SECRETS, crowded, everything

TODAY = dt.date(2026, 11, 30)
SAMPLE = Path(__file__).parents[2] / "samples" / "sales-en.xlsx"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(["split", *arguments])
    return int(end.value.code or 0)


@pytest.fixture(name="book")
def make_book(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return crowded(tmp_path / "sales.xlsx")


def anns(book: Path, **asked: object) -> Path:
    out = book.parent / "out"
    result = split(book, out, Asked(only=("S01",), **asked), today=TODAY)  # type: ignore[arg-type]  # as written in the test
    return result.portions[0].place


def column(workbook: Workbook, sheet: str, number: int) -> list[object]:
    grid = workbook.grid(sheet)
    assert grid is not None
    return [grid.value(row, number) for row in range(1, grid.last_row + 1)]


def test_nothing_of_others_is_in_any_part(book: Path) -> None:
    said = everything(anns(book))
    assert [secret for secret in SECRETS if secret in said] == []


def test_ones_own_rows_are_there_with_looks_lists_and_notes(book: Path) -> None:
    copy = anns(book)
    workbook = read_workbook(copy)
    assert [grid.name for grid in workbook.grids] == [
        "Team",
        "Customers",
        "Pipeline",
        "Activities",
        "_sheetsales",
    ]
    assert column(workbook, "Pipeline", 1) == ["ID", "O-002", "O-004"]
    assert column(workbook, "Pipeline", 5)[1:] == [1000, 2000]
    assert column(workbook, "Activities", 5) == ["Content *", "spoke of hall two"]
    opened = openpyxl.load_workbook(copy)
    sheet = opened["Pipeline"]
    assert sheet["I2"].value == "=E2*2"
    assert sheet["J3"].value == "=E3/SUM($E$2:$E$3)"
    assert sheet.tables["tblPipeline"].ref == "A1:J3"
    rules = {str(r.sqref): r.formula1 for r in sheet.data_validations.dataValidation}
    assert rules == {"D2:D48": '"Quotation,Won"'}
    looks = {str(r.sqref): [rule.formula for rule in r.rules] for r in sheet.conditional_formatting}
    assert looks == {"E2:E3": [["$E2>1500"]]}
    assert {name: n.attr_text for name, n in opened.defined_names.items()} == {
        "deals": "Pipeline!$E$2:$E$3",
        "vat": "0.2",
    }
    assert opened["Customers"]["B2"].comment.text == "Norbury: pays early"
    assert opened["Customers"]["D2"].hyperlink.target == "mailto:jo@norbury.example"


def test_what_a_formula_shows_stays_where_it_tells_of_its_row_only(book: Path) -> None:
    sheet = openpyxl.load_workbook(anns(book), data_only=True)["Pipeline"]
    assert [sheet["I2"].value, sheet["I3"].value] == [2000, 4000]
    assert [sheet["J2"].value, sheet["J3"].value] == [None, None]


def test_words_above_the_rows_stay_unless_they_tell_of_others(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    sheet = opened["Pipeline"]
    sheet.insert_rows(1, 3)
    sheet.tables["tblPipeline"].ref = sheet.tables["tblPipeline"].autoFilter.ref = "A4:J8"
    sheet["A1"], sheet["A2"], sheet["A3"] = "Deals of the team", "Biggest: Foreshore Pumps", "In all 912,345"
    opened.save(book)
    said = everything(anns(book))
    assert "Deals of the team" in said
    assert ("Biggest" in said, "In all" in said) == (False, False)


def test_customers_that_own_deals_need_are_lent_without_what_is_the_owners(book: Path) -> None:
    copy = anns(book)
    workbook = read_workbook(copy)
    assert column(workbook, "Customers", 1) == ["ID", "C-002", "C-003"]
    assert column(workbook, "Customers", 4) == ["Contact", "Jo Ward", None]
    note = openpyxl.load_workbook(copy)["Customers"]["B3"].comment.text
    assert "Bob Ray" in note
    stamp = read_stamp(read_store(workbook)[STAMP])
    assert stamp is not None
    assert [(row.id, row.is_own) for row in stamp.base["customers"].rows] == [
        ("C-002", True),
        ("C-003", False),
    ]
    assert stamp.base["team"].is_locked


def test_pay_goes_along_only_when_asked_for(book: Path) -> None:
    workbook = read_workbook(anns(book, with_pay=True))
    assert column(workbook, "Commission", 4)[1:] == [5150]
    assert column(workbook, "Team", 8)[1:] == [41111, None, None]


def test_a_copy_knows_itself_and_gives_ids_of_its_own(book: Path) -> None:
    copy = anns(book)
    stored = read_store(read_workbook(copy))
    stamp = read_stamp(stored[STAMP])
    assert stamp is not None
    assert (stamp.issue.number, stamp.issue.holder, stamp.issue.name) == (1, "S01", "Ann Lee")
    assert stored[ID_MARK] == "S01"
    opened = openpyxl.load_workbook(copy)
    for at, value in zip("BCDF", ("C-002", "New hall", "Quotation", "S01"), strict=True):
        opened["Pipeline"][f"{at}4"] = value
    opened["Pipeline"].tables["tblPipeline"].ref = "A1:J4"
    opened.save(copy)
    assert open_book(copy, today=TODAY).book.table("pipeline").id(2) == "O-S01-0001"


def test_issues_are_numbered_on_and_the_book_keeps_its_id(book: Path) -> None:
    first = read_stamp(read_store(read_workbook(anns(book)))[STAMP])
    second = read_stamp(read_store(read_workbook(anns(book, force=True)))[STAMP])
    assert first is not None
    assert second is not None
    assert (first.issue.number, second.issue.number) == (1, 2)
    assert first.book == second.book
    kept = sorted(place.name for place in (book.parent / ".sheetsales" / "issued").iterdir())
    assert [name[-9:] for name in kept] == ["0001.json", "0002.json"]


def test_the_masters_records_stay_as_they_are(book: Path) -> None:
    before = {grid.name: grid.columns for grid in read_workbook(book).grids}
    anns(book)
    after = {grid.name: grid.columns for grid in read_workbook(book).grids}
    assert {name: after[name] for name in before} == before


def test_a_dry_run_writes_nothing(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = book.read_bytes()
    assert run(str(book), "-o", str(book.parent / "out"), "--dry-run", "--lang", "en") == 0
    shown = capsys.readouterr().out
    assert "3 copies would be made" in shown
    assert "sales-Ann Lee.xlsx  no. 1  Customers 1, Pipeline 2, Activities 1" in shown
    assert "Boss's notes" in shown
    assert book.read_bytes() == before
    assert not list((book.parent / "out").iterdir())


def test_by_team_and_by_region(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(book), "-o", str(book.parent / "out"), "--by", "team", "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert [(c["holder"], c["records"]["pipeline"]) for c in document["copies"]] == [
        ("North", 2),
        ("South", 2),
    ]
    assert run(str(book), "-o", str(book.parent / "out"), "--by", "region", "--lang", "zh", "--force") == 0
    assert "做好 2 份副本" in capsys.readouterr().out


def test_what_was_over_stays_behind(tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / "sales.xlsx")
    all_of = split(tmp_path / "sales.xlsx", tmp_path, Asked(only=("S03",)), today=TODAY, dry_run=True)
    late = Asked(only=("S03",), since=dt.date(2026, 6, 1))
    few = split(tmp_path / "sales.xlsx", tmp_path, late, today=TODAY, dry_run=True)
    assert few.portions[0].counts["activities"] < all_of.portions[0].counts["activities"]
    assert few.portions[0].counts["pipeline"] < all_of.portions[0].counts["pipeline"]


def test_buttons_only_when_asked_for(book: Path) -> None:
    copy = anns(book, buttons=True)
    assert copy.suffix == ".xlsm"
    assert "vbaProject.bin" in everything(copy)


def test_what_is_in_the_way_is_said_and_nothing_is_written(book: Path) -> None:
    copy = anns(book)
    before, master = copy.read_bytes(), book.read_bytes()
    with pytest.raises(IsThere):
        anns(book)
    assert (copy.read_bytes(), book.read_bytes()) == (before, master)
    with pytest.raises(BadRequest, match="has to be a folder"):
        split(book, book.parent / "none" / "copies", Asked(), today=TODAY)
    with pytest.raises(BadRequest, match="S01 Ann Lee"):
        split(book, book.parent / "out", Asked(only=("Zoe",)), today=TODAY)


def test_the_folder_is_made(book: Path) -> None:
    copies = book.parent / "copies"
    split(book, copies, Asked(), today=TODAY, dry_run=True)
    assert not copies.exists()
    made = split(book, copies, Asked(), today=TODAY)
    assert all(one.place.is_file() for one in made.portions)


def test_rows_without_ids_are_named_first(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    opened["Pipeline"]["A2"] = None
    opened.save(book)
    with pytest.raises(BadRequest, match="1 row has no id"):
        anns(book)


def test_nobody_to_split_for(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    for row in (2, 3, 4):
        opened["Team"][f"D{row}"] = None
        opened["Team"][f"F{row}"] = "No"
    opened.save(book)
    with pytest.raises(BadRequest, match="Nobody in Team"):
        anns(book)
    with pytest.raises(BadRequest, match="names no team"):
        split(book, book.parent / "out", Asked(by="team"), today=TODAY)
