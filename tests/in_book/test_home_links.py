"""Sheets that show are linked on Home, once each, below whatever stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import SetCell
from sheetsales.template.adding.home_shown import LABEL
from sheetsales.texts import Lang
from tests.in_book.books import TITLES, edited, run, sample, sheet
from tests.sheets.books import tracker

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
HOME: dict[Lang, str] = {"zh": "首页", "en": "Home"}


def links(path: Path, lang: Lang) -> dict[str, str]:
    """What the cells of Home that lead elsewhere say, by cell, of the line in question."""
    found = sheet(path, HOME[lang], formulas=True)
    [row] = [cell.row for cell in found["C"] if cell.value == LABEL.in_(lang)]
    return {c.coordinate: str(c.value) for r in (row, row + 1) for c in found[r] if c.data_type == "f"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_is_linked_once(tmp_path: Path, lang: Lang) -> None:
    path = sample(tmp_path, lang, "process")
    first = links(path, lang)
    [(at, said)] = first.items()
    assert at.startswith("E")
    assert f"'{TITLES['process'][lang]}'!A1" in said or f"#{TITLES['process'][lang]}!A1" in said
    run("sheets", "add", path, "process")
    assert links(path, lang) == first


def test_four_sheets_take_two_rows(tmp_path: Path) -> None:
    path = sample(tmp_path, "zh", "process", "dashboard")
    run("sheets", "add", path, "person", "--who", "林晓燕,吴昊")
    found = links(path, "zh")
    assert [at[0] for at in found] == ["E", "F", "G", "E"]
    assert ["林晓燕" in said for said in found.values()] == [False, False, True, False]


def test_sheets_of_a_module_added_at_once_keep_their_lines(tmp_path: Path) -> None:
    path = sample(tmp_path, "en")
    run("sheets", "add", path, "service", "dashboard")
    home = sheet(path, "Home", formulas=True)
    rows = {cell.value: cell.row for cell in home["C"] if cell.value in ("Service", LABEL.en)}
    assert rows["Service"] < rows[LABEL.en]
    assert all("Dashboard" in said for said in links(path, "en").values())


def test_what_the_team_put_into_the_line_stays(tmp_path: Path) -> None:
    path = sample(tmp_path, "zh", "process")
    [at] = links(path, "zh")
    edited(path, SetCell(CellRef("首页", int(at[1:]), 6), "看这里"))
    run("sheets", "add", path, "dashboard")
    home = sheet(path, "首页")
    assert (home[f"F{at[1:]}"].value, home[f"G{at[1:]}"].value) == ("看这里", "看板")


def test_a_book_without_our_home_gets_the_sheet_alone(tmp_path: Path) -> None:
    path = tracker(tmp_path / "own.xlsx")
    assert "看板" in run("sheets", "add", path, "dashboard")
