"""The cockpit says what the rows say, live, on every Home."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import CellRef, parse_cell
from sheetsales.cells.edits import EditPlan, SetCell
from sheetsales.cells.grid import Grid
from sheetsales.template.cockpit import LINES, TITLE
from sheetsales.template.cockpit_counts import Ground
from sheetsales.template.home import NO_BUTTONS
from sheetsales.texts import LANGUAGES, Lang, Text
from sheetsales.workflow.adding import add_sheets
from sheetsales.workflow.buttoning import add_buttons
from sheetsales.workflow.writing import write_plan
from tests.sheets.books import ROOT, ours

TODAY = dt.date(2026, 11, 2)
PIPELINE = Text("商机", "Pipeline")
COMMAND = "sheetsales check BOOK.xlsx"


def home(path: Path, lang: Lang) -> Grid:
    grid = read_workbook(path).grid("首页" if lang == "zh" else "Home")
    assert grid is not None
    return grid


def line(grid: Grid, number: int) -> list[object]:
    """Label and figures of a line of the cockpit, counted from its heading, which is the first of its text."""
    top = next(r for r in range(1, grid.last_row + 1) if grid.value(r, 2) in ("今天", "Today"))
    return [grid.value(top + number, column) for column in (3, 5, 6, 7)]


def deals(path: Path, lang: Lang) -> list[dict[str, object]]:
    sheet = openpyxl.load_workbook(path, data_only=True)[PIPELINE.in_(lang)]
    rows = list(sheet.iter_rows(values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def changed(path: Path, change: Callable[[str, bytes], bytes]) -> None:
    """The workbook with each of its parts changed."""
    with zipfile.ZipFile(path) as package:
        members = {name: change(name, package.read(name)) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, data in members.items():
            package.writestr(name, data)


def older(path: Path, lang: Lang) -> Path:
    """A workbook whose Home knows of no cockpit, and spells out a command."""
    book = read_workbook(ours(path, lang))
    write_plan(path, EditPlan((SetCell(CellRef(book.grids[0].name, 25, 8), COMMAND),)), dry_run=False)
    named = rb'<definedName name="home_(today|buttons)">[^<]*</definedName>'
    changed(path, lambda name, data: re.sub(named, b"", data) if name == "xl/workbook.xml" else data)
    return path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sample_shows_what_its_rows_say(lang: Lang) -> None:
    path = ROOT / "samples" / f"sales-{lang}.xlsx"
    grid, found = home(path, lang), deals(path, lang)
    names = (
        ("名称 *", "关闭日期", "下一步日期", "阶段 *")
        if lang == "zh"
        else ("Name *", "Closed on", "Next step on", "Stage *")
    )
    name, closed, step, stage = names
    open_ = [row for row in found if row[name] and row[closed] is None]
    days = [v.date() for row in open_ if isinstance(v := row[step], dt.datetime)]
    assert line(grid, 1)[1:3] == [sum(day == TODAY for day in days), sum(day < TODAY for day in days)]
    assert line(grid, 5)[1] == len(open_)
    lost = {"输单", "Lost"}
    closed_now = [
        row for row in found if isinstance(v := row[closed], dt.datetime) and (v.year, v.month) == (2026, 11)
    ]
    assert line(grid, 8)[1] == sum(row[stage] in lost for row in closed_now)
    assert line(grid, 4)[1:3] == ["—", "—"], "nobody has checked yet"


def test_a_blank_workbook_knows_nothing_yet_and_its_steps_are_ahead(tmp_path: Path) -> None:
    path = ROOT / "templates" / "sheetsales-en.xlsx"
    grid = home(path, "en")
    assert [line(grid, n)[1] for n in range(1, 9)] == ["—"] * 8
    assert [grid.value(row, 2) for row in range(17, 21)] == ["○"] * 4
    sample = home(ROOT / "samples" / "sales-en.xlsx", "en")
    assert [sample.value(row, 2) for row in range(17, 21)] == ["✓", "✓", "✓", "○"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_figure_becomes_an_error_where_somebody_deletes_a_sheet_or_a_column(lang: Lang) -> None:
    sheet = openpyxl.load_workbook(ROOT / "templates" / f"sheetsales-{lang}.xlsx")[
        "首页" if lang == "zh" else "Home"
    ]
    told = [str(cell.value) for row in sheet.iter_rows() for cell in row if "tbl" in str(cell.value)]
    assert len(told) > len(LINES)
    assert all(text.startswith("=IFERROR(") for text in told)


def test_money_left_out_of_a_sum_is_told() -> None:
    grid = home(ROOT / "samples" / "sales-en.xlsx", "en")
    label, count, amount, said = line(grid, 5)
    assert (label, str(said).startswith("and "), "without an amount in GBP" in str(said)) == (
        "Deals not closed",
        True,
        True,
    )
    assert isinstance(count, int)
    assert isinstance(amount, int | float)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_older_home_gets_it_below_what_stands_there_once(lang: Lang, tmp_path: Path) -> None:
    path = older(tmp_path / "book.xlsx", lang)
    before = home(path, lang)
    add_sheets(path, ["contacts"], today=TODAY)
    after = home(path, lang)
    at = parse_cell(read_workbook(path).names["home_today"])
    assert at is not None
    assert (at.row, after.value(at.row, 2)) == (before.last_row + 2, TITLE.in_(lang))
    kept = [
        (r, c)
        for r in range(1, before.last_row + 1)
        for c in range(1, 9)
        if before.value(r, c) not in (None, COMMAND)
    ]
    assert all(after.value(*cell) == before.value(*cell) for cell in kept)
    assert after.value(25, 8) is None, "no command is spelled out any more"
    assert str(after.value(5, 2)).endswith("↓")
    add_sheets(path, ["orders"], today=TODAY)
    titles = [home(path, lang).value(row, 2) for row in range(at.row, home(path, lang).last_row + 1)]
    assert titles.count(TITLE.in_(lang)) == 1


def test_repair_gives_it_to_an_older_workbook_with_buttons(tmp_path: Path) -> None:
    path = add_buttons(older(tmp_path / "book.xlsx", "en")).path
    assert "home_today" not in read_workbook(path).names
    assert add_buttons(path, today=TODAY).changed
    assert "home_today" in read_workbook(path).names
    assert not add_buttons(path, today=TODAY).changed


def test_no_hint_stays_under_the_buttons(tmp_path: Path) -> None:
    book = ours(tmp_path / "book.xlsx", "en")
    hint = NO_BUTTONS[0].en
    assert home(book, "en").value(7, 8) == hint
    made = add_buttons(book).path
    assert hint not in [v for column in home(made, "en").columns for v in column]


def test_a_protected_home_stays_as_it_is(tmp_path: Path) -> None:
    path = older(tmp_path / "book.xlsx", "en")
    lock = b'</sheetData><sheetProtection sheet="1"/>'
    first = "xl/worksheets/sheet1.xml"
    changed(path, lambda name, data: data.replace(b"</sheetData>", lock) if name == first else data)
    made = add_buttons(path, today=TODAY).path
    assert "home_today" not in read_workbook(made).names


def test_amounts_in_thousands_are_not_summed_as_money(tmp_path: Path) -> None:
    path = older(tmp_path / "book.xlsx", "en")
    renamed = ((b"<t>Amount</t>", b"<t>Amount (k)</t>"), (b'name="Amount"', b'name="Amount (k)"'))
    changed(path, lambda _, data: data.replace(*renamed[0]).replace(*renamed[1]))
    add_sheets(path, ["contacts"], today=TODAY)
    after = home(path, "en")
    at = parse_cell(read_workbook(path).names["home_today"])
    assert at is not None
    sums = {after.value(row, 3): after.value(row, 6) for row in range(at.row + 1, at.row + 9)}
    assert (sums["Deals not closed"], sums["Tasks"]) == (None, "—")


@pytest.mark.parametrize(
    ("lang", "currency", "deals", "money"),
    [
        ("zh", "CNY", '#,##0" 单"', '#,##0" 元"'),
        ("zh", "USD", '#,##0" 单"', '#,##0" USD"'),
        ("en", "GBP", '[=1]0" deal";#,##0" deals"', '"£"#,##0'),
        ("en", "CHF", '[=1]0" deal";#,##0" deals"', '"CHF "#,##0'),
        ("en", "", '[=1]0" deal";#,##0" deals"', "#,##0"),
    ],
)
def test_counts_and_sums_carry_their_words_as_people_write_them(
    lang: Lang, currency: str, deals: str, money: str
) -> None:
    ground = Ground(lambda _, key: key, lambda *_: (), lang, currency, TODAY)
    won = next(one for one in LINES if one.title.en == "Won this month")
    shown = [figure.number_format(ground) for figure in won.figures]
    assert shown[0].startswith(deals)
    assert shown[1].startswith(f"{money};-{money};")
