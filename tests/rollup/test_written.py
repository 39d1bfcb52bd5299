"""The group's workbook: its formulas, its words, its pages."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Final

import openpyxl
import pytest

from sheetsales.texts import LANGUAGES, Lang
from sheetsales.workflow.rolling.rolling import Asked, roll_up
from tests.office.office import wrong_values
from tests.rollup.conftest import RATE, TODAY
from tests.rollup.test_command import run

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
SHEETS: Final = 14


def made(teams: Path, out: Path, lang: Lang, *, mixed: bool = True) -> Path:
    (teams / "more" / "bad.xlsx").write_bytes(b"no workbook")
    places = [teams] if mixed else [teams / "1-leeds.xlsx", teams / "more"]
    roll_up(
        places,
        Asked(
            out, TODAY, "2026-10", 1, currency="CNY" if mixed else "", rates={"GBP": Decimal(RATE)}, lang=lang
        ),
    )
    (teams / "more" / "bad.xlsx").unlink()
    return out


@pytest.mark.office
@pytest.mark.parametrize("mixed", [True, False])
def test_every_formula_shows_what_an_office_computes(teams: Path, tmp_path: Path, mixed: bool) -> None:
    count, wrong = wrong_values(made(teams, tmp_path / "group.xlsx", "zh", mixed=mixed), tmp_path)
    assert count
    assert not wrong


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_speak_one_language_and_charts_have_titles(teams: Path, tmp_path: Path, lang: Lang) -> None:
    out = made(teams, tmp_path / "group.xlsx", lang)
    book = openpyxl.load_workbook(out, data_only=True)
    assert len(book.sheetnames) == SHEETS
    is_chinese = [bool(re.search("[一-鿿]", name)) for name in book.sheetnames]
    assert all(is_chinese) if lang == "zh" else not any(is_chinese)
    with zipfile.ZipFile(out) as package:
        charts = [package.read(name).decode() for name in package.namelist() if "charts/chart" in name]
    assert len(charts) == 2
    assert all("<c:title>" in chart for chart in charts)


def test_a_changed_rate_would_change_the_group(teams: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(made(teams, tmp_path / "group.xlsx", "en"))
    sheet = book["Workbooks"]
    headings = [cell.value for cell in sheet[4]]
    assert "tblRates" in str(sheet.cell(5, headings.index("Rate") + 1).value)
    person = [cell.value for cell in book["People"][4]]
    assert "Signed, own currency" in person


def test_one_currency_needs_no_rates(teams: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(made(teams, tmp_path / "group.xlsx", "en", mixed=False))
    assert "Rate" not in [cell.value for cell in book["Workbooks"][4]]
    assert [row[1].value for row in book["Not counted"].iter_rows(min_row=5)] == ["Could not be read"]


def test_names_of_two_teams_called_alike_tell_their_files(teams: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(made(teams, tmp_path / "group.xlsx", "en", mixed=False))
    names = [str(row[1].value) for row in book["Workbooks"].iter_rows(min_row=5, max_row=6)]
    assert [name.rpartition(" · ")[2] for name in names] == ["1-leeds", "3-york"]


def test_a_workbook_without_amounts_is_unknown_and_says_why(teams: Path, tmp_path: Path) -> None:
    assert run([teams], tmp_path / "group.xlsx", "--currency", "EUR", "--lang", "en") == 1
    sheet = openpyxl.load_workbook(tmp_path / "group.xlsx", data_only=True)["Workbooks"]
    headings = [cell.value for cell in sheet[4]]
    assert sheet.cell(3, headings.index("Signed") + 1).value == "—"
    assert "EUR" in str(sheet.cell(5, headings.index("What is unknown, and why") + 1).value)
