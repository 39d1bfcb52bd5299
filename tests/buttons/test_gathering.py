"""The buttons Collect copies and Import: what lies in the folder that Settings name, into the open workbook."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import openpyxl
import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.texts import LANGUAGES, Lang
from sheetsales.workflow.collecting import collect
from sheetsales.workflow.portions import Asked
from sheetsales.workflow.splitting import split
from tests.buttons import books
from tests.buttons.jobs import answer, click, make_job
from tests.buttons.macro_model import Answer, Sheets, shown

HUBSPOT = "Record ID,Deal Name,Amount,Deal Stage,Close Date,Create Date,Associated Company\n"
ROW = "{id},{name},{amount},Quotation,2026-12-20,2026-10-01,{company}\n"


@pytest.fixture(name="desk", scope="module")
def make_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workbook and, in ``out``, two copies, one of them with an amount changed."""
    desk = tmp_path_factory.mktemp("desk")
    book = desk / "sales.xlsx"
    book.write_bytes(books.sample("en"))
    (desk / "out").mkdir()
    portions = split(book, desk / "out", Asked(only=("S03", "S04")), today=books.TODAY).portions
    copy = openpyxl.load_workbook(portions[0].place)
    copy["Pipeline"].cell(2, heading(copy, "Next step")).value = "call at nine"
    copy.save(portions[0].place)
    return desk


def heading(book: openpyxl.Workbook, name: str) -> int:
    return next(cell.column for cell in book["Pipeline"][1] if cell.value == name)


@pytest.fixture(name="place")
def make_place(desk: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(desk, tmp_path / "desk")) / "sales.xlsx"


def with_setting(place: Path, name: str, folder: str) -> None:
    """The workbook with a folder on Settings."""
    book = openpyxl.load_workbook(place)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == name:
                    sheet.cell(cell.row, cell.column + 1).value = folder
    book.save(place)


def clicked(home: Path, place: Path, button: str, number: int = 1, **fields: str) -> tuple[int, Answer, Path]:
    asked = {"folder": str(place.parent), "book": place.name, "language": "en", **fields}
    job = make_job(home, place.read_bytes(), button, f"20261102-09000{number}-01234567", **asked)
    return click(job), answer(job), job


def home_says(sheets: Sheets, words: str) -> bool:
    return any(words in str(value) for value in sheets.shown()["Home"].values())


def test_copies_beside_the_workbook_come_in_as_by_the_command(
    home: Path, place: Path, tmp_path: Path
) -> None:
    code, got, job = clicked(home, place, "collect")
    assert code == 0
    assert got.message.startswith("2 copies collected: 1 cell, 0 rows added, 0 to decide")
    sheets = Sheets(read_workbook(job / "snapshot.xlsx"))
    sheets.apply(got)
    collect(place, [place.parent / "out"], today=books.TODAY)
    by_command = shown(read_workbook(place))
    by_click = sheets.shown()
    assert {name: by_click[name] for name in by_click if name != "Home"} == {
        name: by_command[name] for name in by_command if name != "Home"
    }
    assert home_says(sheets, "2 copies collected")
    assert home_says(sheets, "Collect copies")


def test_copies_come_from_the_folder_that_settings_name(home: Path, place: Path, tmp_path: Path) -> None:
    shared = Path(shutil.move(place.parent / "out", tmp_path / "shared"))
    (shared / "no copy.xlsx").write_bytes(b"PK\x03\x04 no more")
    code, got, _ = clicked(home, place, "collect")
    assert (code, "No copies of this workbook lie in" in got.message, got.ops) == (2, True, [])
    with_setting(place, "Folder of copies", str(shared))
    code, got, _ = clicked(home, place, "collect", 2)
    assert code == 0
    assert got.message.startswith("2 copies collected: 1 cell")
    assert "no copy.xlsx: " in got.message
    with_setting(place, "Folder of copies", "nowhere")
    code, got, _ = clicked(home, place, "collect", 3)
    assert (code, "“nowhere” is no folder" in got.message) == (2, True)


def test_a_workbook_in_the_cloud_needs_the_folder_of_its_copies(home: Path, place: Path) -> None:
    code, got, _ = clicked(home, place, "collect", folder="https://d.docs.live.net/1")
    assert (code, "Write a folder into “Folder of copies” on Settings" in got.message) == (2, True)
    with_setting(place, "Folder of copies", str(place.parent / "out"))
    code, got, _ = clicked(home, place, "collect", 2, folder="https://d.docs.live.net/1")
    assert (code, "1 cell" in got.message) == (0, True)


def exported(place: Path, *rows: tuple[int, str, int]) -> Path:
    exports = place.parent / "exports"
    exports.mkdir(exist_ok=True)
    company = openpyxl.load_workbook(place)["Customers"].cell(2, 2).value
    lines = (ROW.format(id=n, name=name, amount=amount, company=company) for n, name, amount in rows)
    (exports / "deals.csv").write_text(HUBSPOT + "".join(lines), encoding="utf-8")
    return exports


def test_the_first_click_shows_what_would_come_in_and_the_second_takes_it(home: Path, place: Path) -> None:
    exports = exported(place, (9001, "Tide gauge", 700), (9002, "Flow meter", 800))
    older = exports / "old.csv"
    older.write_text(HUBSPOT, encoding="utf-8")
    os.utime(older, (1, 1))
    shutil.copy(place, exports / "another.xlsx")
    with_setting(place, "Folder of exports", "exports")
    code, got, _ = clicked(home, place, "import")
    assert code == 0
    assert "deals.csv (Pipeline): 2 new" in got.message
    assert "old.csv" not in got.message
    assert got.message.endswith("click “Import” once more.")
    assert got.ops == []
    exported(place, (9001, "Tide gauge", 700), (9002, "Flow meter", 850))
    assert clicked(home, place, "import", 2)[1].message.endswith("once more.")
    code, got, job = clicked(home, place, "import", 3)
    assert (code, "once more" in got.message) == (0, False)
    sheets = Sheets(read_workbook(job / "snapshot.xlsx"))
    sheets.apply(got)
    assert {"Tide gauge", "Flow meter"} <= set(sheets.shown()["Pipeline"].values())
    assert home_says(sheets, "Imported: 2 new, 0 changed, 0 refused")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_folder_of_exports_import_says_what_to_do(lang: Lang, home: Path) -> None:
    job = make_job(home, books.sample(lang), "import", language=lang)
    assert click(job) == 2
    assert {"zh": "参数表的“导出文件夹”", "en": "“Folder of exports” on Settings"}[lang] in answer(
        job
    ).message


def test_an_empty_folder_and_an_export_that_brings_nothing_are_told(home: Path, place: Path) -> None:
    (place.parent / "exports").mkdir()
    with_setting(place, "Folder of exports", str(place.parent / "exports"))
    assert "No export (csv, xlsx, xls, ods) lies in" in clicked(home, place, "import")[1].message
    exported(place)
    code, got, _ = clicked(home, place, "import", 2)
    assert (code, got.ops) == (0, [])
    assert "nothing to take in" in got.message
