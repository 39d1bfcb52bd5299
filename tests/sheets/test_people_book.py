"""The manager's own workbook: made beside the one everybody opens, read together with it, told of apart from it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import stat
from pathlib import Path

import openpyxl
import pytest

from sheetsales.errors import BadRequest, NotAWorkbook, NothingToDo
from sheetsales.schema.modules import MODULES
from sheetsales.schema.workbook import RECORDS
from sheetsales.workflow.checking import check
from sheetsales.workflow.making import make_workbook
from sheetsales.workflow.opening import open_book, open_both
from sheetsales.workflow.paying import preview_pay
from sheetsales.workflow.people_book import make_people_book
from sheetsales.workflow.portions import Asked
from sheetsales.workflow.splitting import split
from tests.support.commands import exit_code

TODAY = dt.date(2026, 11, 2)
APART = [RECORDS[s.key] for m in MODULES for s in m.sheets if RECORDS[s.key].home == "people"]


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A workbook with two people in its Team."""
    path = tmp_path / "sales.xlsx"
    make_workbook(path, lang="en", process="b2b", today=TODAY, story=None)
    book = openpyxl.load_workbook(path)
    team = book["Team"]
    titles = {cell.value: i for i, cell in enumerate(team[1], start=1)}
    for row, (key, name, role) in enumerate(
        (("S01", "Ada Moss", "Manager"), ("S02", "Ben Rye", "Rep")), start=2
    ):
        team.cell(row, titles["ID *"], key)
        team.cell(row, titles["Name *"], name)
        team.cell(row, titles["Role *"], role)
    book.save(path)
    return path


def made(shared: Path) -> Path:
    path = shared.with_name("people.xlsx")
    make_people_book(path, shared, today=TODAY)
    return path


def typed(path: Path, sheet: str, **cells: str | int) -> None:
    """One row of a sheet, by headings without their star."""
    book = openpyxl.load_workbook(path)
    grid = book[sheet]
    titles = {str(cell.value).removesuffix(" *"): i for i, cell in enumerate(grid[1], start=1)}
    for title, value in cells.items():
        grid.cell(2, titles[title.replace("_", " ")], value)
    book.save(path)


def test_it_holds_pay_and_judgement_and_the_settings_they_need(shared: Path) -> None:
    book = openpyxl.load_workbook(made(shared))
    own = [record.title.en for record in APART]
    assert book.sheetnames == [
        "Home", *own, "People settings", "People lists", "People rules", "People waivers",
    ]  # fmt: skip
    settings = {row[1].value: row[2].value for row in book["People settings"].iter_rows(min_row=2)}
    assert settings["Reads workbook"] == "sales.xlsx"
    assert book["Home"]["C11"].value == "Check this file"


def test_names_of_the_team_are_offered_and_only_the_owner_may_read_it(shared: Path) -> None:
    path = made(shared)
    book = openpyxl.load_workbook(path)
    names = [row[2].value for row in book["People lists"].iter_rows(min_row=2) if row[0].value == "People"]
    assert names == ["Ada Moss", "Ben Rye"]
    offered = {v.formula1 for v in book["Evaluations"].data_validations.dataValidation}
    assert "lst_team" in offered
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_workbook_in_another_folder_is_read_from_there(shared: Path) -> None:
    (shared.parent / "mine").mkdir()
    path = shared.parent / "mine" / "people.xlsx"
    make_people_book(path, shared, today=TODAY)
    assert open_book(path, today=TODAY).book.settings.text("reads_book") == "../sales.xlsx"
    assert open_both(path, today=TODAY).book.table("team").get("name") == ["Ada Moss", "Ben Rye"]


def test_both_are_read_as_one(shared: Path) -> None:
    path = made(shared)
    typed(path, "Evaluations", Period="2026Q3", Person="Ben Rye", Rated_by="Ada Moss", Teamwork=4)
    opened = open_both(path, today=TODAY)
    rated = opened.book.table("evaluations")
    assert (rated.get("person"), rated.get("evaluator")) == (["S02"], ["S01"])
    assert opened.workbook.grid("Team") is None
    assert not [f for f in opened.findings if f.at and f.at.sheet in (opened.own_sheets or ())]


def test_a_check_tells_of_its_own_sheets_and_leaves_the_other_alone(shared: Path) -> None:
    path = made(shared)
    typed(path, "Evaluations", Period="2026Q3", Person="Zoe Kent", Rated_by="Ada Moss", Teamwork=4)
    before = hashlib.sha256(shared.read_bytes()).hexdigest()
    found = check(path, today=TODAY).judged.findings
    assert {f.at.sheet for f in found if f.at} == {"Evaluations"}
    assert any("Zoe Kent" in f.message.en for f in found)
    assert hashlib.sha256(shared.read_bytes()).hexdigest() == before
    written = openpyxl.load_workbook(path)
    assert "Findings" in written.sheetnames
    assert "Stage log" not in written.sheetnames
    assert check(path, today=TODAY).plan.edits == ()


def test_a_list_of_both_counts_once(shared: Path) -> None:
    found = open_both(made(shared), today=TODAY).findings
    assert [f for f in found if f.code == "SS016"] == []


def test_what_cannot_be_done_is_refused_with_the_way_out(shared: Path) -> None:
    path = made(shared)
    with pytest.raises(BadRequest, match="is there already"):
        make_people_book(path, shared, today=TODAY)
    with pytest.raises(BadRequest, match="is for making a people workbook"):
        make_people_book(path.with_name("other.xlsx"), shared, ("orders",), today=TODAY)
    with pytest.raises(BadRequest, match=r"Keep the people workbook as \.xlsx"):
        make_people_book(path.with_suffix(".xlsm"), shared, today=TODAY)
    with pytest.raises(BadRequest, match="is a people workbook itself"):
        make_people_book(path.with_name("other.xlsx"), path, today=TODAY)


def test_what_it_reads_must_be_there_and_be_another(shared: Path) -> None:
    path = made(shared)
    shared.rename(shared.with_name("away.xlsx"))
    with pytest.raises(NotAWorkbook, match=r"reads “sales\.xlsx”, and no such file is there"):
        open_both(path, today=TODAY)
    book = openpyxl.load_workbook(path)
    settings = book["People settings"]
    row = next(r for r in range(2, 20) if settings.cell(r, 2).value == "Reads workbook")
    settings.cell(row, 3, "people.xlsx")
    book.save(path)
    with pytest.raises(BadRequest, match="names itself"):
        open_both(path, today=TODAY)


def test_sheets_of_one_name_in_both_are_told(shared: Path) -> None:
    path = made(shared)
    book = openpyxl.load_workbook(path)
    book["Evaluations"].title = "Team"
    book.save(path)
    with pytest.raises(BadRequest, match="have a sheet called “Team”"):
        open_both(path, today=TODAY)


def test_the_command_makes_it_once_and_says_so(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = shared.with_name("people.xlsx")
    asked = ["sheets", "add", str(path), "people", "--reads", str(shared), "--today", "2026-11-02"]
    assert exit_code([*asked, "--lang", "en", "--dry-run"]) == 0
    assert not path.exists()
    assert capsys.readouterr().out.startswith("Dry run: it would make people.xlsx: Commission plans")
    assert exit_code([*asked, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["written"], document["sheets"][:2]) == (True, ["Commission plans", "Commission"])
    assert exit_code([*asked, "--lang", "en"]) == 2
    path.unlink()
    capsys.readouterr()
    assert exit_code([*asked, "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("Made people.xlsx: Commission plans")


def test_a_fresh_one_says_how_tiers_are_written_and_which_workbook_is_split(shared: Path) -> None:
    path = made(shared)
    with pytest.raises(NothingToDo, match="Write one row a tier there: kind Tier") as no_tiers:
        preview_pay(path, "2026Q3", today=TODAY)
    assert "类别选“档位”" in str(no_tiers.value.text.zh)
    with pytest.raises(BadRequest, match=r"Split the shared workbook that everybody opens: sales\.xlsx"):
        split(path, shared.parent / "copies", Asked(), today=TODAY)
