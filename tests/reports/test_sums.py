"""Data sheets of more rows than they may hold: sums in their place, and every figure as it was."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.book.book import Book
from sheetsales.checking.judge import judge
from sheetsales.indicators.period import Period, month, parse_period
from sheetsales.reports.cells import Calc, Dash
from sheetsales.reports.data import COUNT, DataTable, Field
from sheetsales.reports.deals_data import MOVES
from sheetsales.reports.monthly import build
from sheetsales.reports.steps_data import STEPS
from sheetsales.reports.sums import COUNT_TITLE, Counted, Sums, added_up, content_over_sums, over_sums
from sheetsales.reports.work_data import CONTACTS, TASKS
from sheetsales.texts import LANGUAGES, Lang, Text
from sheetsales.workflow.opening import Opened, open_book
from tests.office.office import wrong_values
from tests.reports.conftest import TODAY
from tests.reports.test_invariants import random_book

FEW = 20
SUMMED = (MOVES, STEPS, TASKS, CONTACTS)
OCTOBER = month(2026, 10)
KNOWN = {"tblMoves": Counted("tblMoves[Rows]", frozenset({"Stage"})), "tblDue": Counted("tblDue[Rows]", frozenset({"Met"}))}  # fmt: skip


@pytest.fixture(scope="module", params=LANGUAGES)
def sample(request: pytest.FixtureRequest, samples: dict[Lang, Path]) -> tuple[Lang, Opened]:
    lang: Lang = request.param
    return lang, open_book(samples[lang], today=TODAY)


def made(opened: Opened, path: Path, lang: Lang, most: int, period: Period = OCTOBER) -> Path:
    judged = judge(opened.workbook, opened.book, opened.findings, today=TODAY, store=opened.store)
    build(
        judged.book, judged.findings, period=period, today=TODAY, path=path, lang=lang, most_rows=most
    )  # fmt: skip
    return path


def loaded(path: Path, *, data_only: bool = False) -> Any:
    with path.open("rb") as file:
        return openpyxl.load_workbook(file, data_only=data_only)


def cells(path: Path, *, data_only: bool) -> Iterator[tuple[str, str, object]]:
    """What stands on the sheets that are no data."""
    for sheet in loaded(path, data_only=data_only):
        if not any(table.name in _DATA for table in sheet.tables.values()):
            for row in sheet.iter_rows():
                yield from (
                    (sheet.title, cell.coordinate, cell.value) for cell in row if cell.value is not None
                )


_DATA = frozenset(("tblDeals", "tblTargets", "tblFindings", "tblScores", "tblCustomers", "tblActivities", "tblOpenDates",
                   *(table.name for table in SUMMED)))  # fmt: skip


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_every_figure_is_the_same(sample: tuple[Lang, Opened], tmp_path: Path) -> None:
    lang, opened = sample
    whole = made(opened, tmp_path / "whole.xlsx", lang, 1_000_000)
    few = made(opened, tmp_path / "few.xlsx", lang, FEW)
    assert list(cells(few, data_only=True)) == list(cells(whole, data_only=True))
    count, names = COUNT_TITLE.in_(lang), "|".join(table.name for table in SUMMED)
    formulas = [str(value) for *_, value in cells(few, data_only=False)]
    rows = re.compile(rf"(COUNTIFS|AVERAGEIFS|COUNTA|AGGREGATE)\([^)]*?({names})\[")
    assert not [formula for formula in formulas if rows.search(formula)]
    assert sum(f"[{count}]" in formula for formula in formulas) > 100
    assert not any(f"[{count}]" in str(value) for *_, value in cells(whole, data_only=False))


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_sheets_hold_the_rows_of_the_month_and_sums(sample: tuple[Lang, Opened], tmp_path: Path) -> None:
    lang, opened = sample
    few = loaded(made(opened, tmp_path / "few.xlsx", lang, FEW))
    whole = loaded(made(opened, tmp_path / "whole.xlsx", lang, 1_000_000))
    for table in SUMMED:
        rows, sums = few[table.sheet.in_(lang)], whole[table.sheet.in_(lang)]
        counts = [row[-1] for row in rows.iter_rows(2, values_only=True)]
        assert sum(counts) == sums.max_row - 1
        assert rows.max_row < sums.max_row
        assert rows.cell(1, len(table.fields) + 1).value == COUNT_TITLE.in_(lang)
        assert rows.cell(1, len(table.fields) + 1).comment is not None
        assert rows.tables[table.name].ref.endswith(str(rows.max_row))
    left = [row[3] for row in few[MOVES.sheet.in_(lang)].iter_rows(2, values_only=True)]
    assert sum(day is not None and day.date() in OCTOBER for day in left) > FEW
    assert all(day is None or day.date() in OCTOBER or day.day == 1 for day in left)


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_an_ordinary_workbook_keeps_every_row(sample: tuple[Lang, Opened], tmp_path: Path) -> None:
    lang, opened = sample
    path = tmp_path / "report.xlsx"
    judged = judge(opened.workbook, opened.book, opened.findings, today=TODAY, store=opened.store)
    build(judged.book, judged.findings, period=OCTOBER, today=TODAY, path=path, lang=lang)
    sheet = loaded(path)[MOVES.sheet.in_(lang)]
    assert sheet.max_column == len(MOVES.fields)


@pytest.mark.office
@pytest.mark.filterwarnings("ignore:.*extension is not supported")
@pytest.mark.parametrize("label", ["2026-10", "2026-11", "2026Q3", "2026"])
def test_office_counts_sums_as_it_counted_rows(label: str, samples: dict[Lang, Path], tmp_path: Path) -> None:
    period = parse_period(label)
    assert period is not None
    few = made(open_book(samples["zh"], today=TODAY), tmp_path / "few.xlsx", "zh", FEW, period)
    count, wrong = wrong_values(few, tmp_path / "out")
    assert count > 1000
    assert not wrong, "\n".join(wrong)


@pytest.mark.office
@pytest.mark.filterwarnings("ignore:.*extension is not supported")
@pytest.mark.parametrize("seed", [3, 11])
def test_in_books_made_at_random_too(seed: int, tmp_path: Path) -> None:
    book: Book = random_book(seed)
    path = tmp_path / "report.xlsx"
    build(book, (), period=OCTOBER, today=TODAY, path=path, lang="en", most_rows=2)
    assert not wrong_values(path, tmp_path / "out")[1]


THINGS = DataTable(
    "tblThings",
    Text("事", "Things"),
    tuple(Field(key, Text(key, key)) for key in ("name", "who", "day", "hours")),
    Sums(by=("who",), months=("day",), added=("hours",), whole=lambda row, at, told: row[at["day"]] in told),
)


def test_rows_alike_are_one_and_hours_are_added() -> None:
    september = [dt.date(2026, 9, day) for day in (3, 8, 30)]
    rows = [
        ("a", "Ann", september[0], 2),
        ("b", "Ann", dt.date(2026, 10, 5), 4),
        ("c", "Bob", september[1], None),
        ("d", "Ann", september[1], None),
        ("e", "Ann", september[2], 3),
        ("f", "Ann", None, None),
    ]
    assert THINGS.sums is not None
    assert list(added_up(THINGS, THINGS.sums, rows, OCTOBER)) == [
        ("b", "Ann", dt.date(2026, 10, 5), 4, 1),
        (None, "Ann", dt.date(2026, 9, 1), 5, 3),
        (None, "Bob", dt.date(2026, 9, 1), None, 1),
        (None, "Ann", None, None, 1),
    ]
    assert THINGS.of_sums().fields[-1] is COUNT


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ('COUNTIFS(tblMoves[Stage],A1,tblMoves[Left],"")', 'SUMIFS(tblMoves[Rows],tblMoves[Stage],A1,tblMoves[Left],"")'),
        ("COUNTIFS(tblDeals[State],A1)/COUNTIFS(tblDue[Met],1)", "COUNTIFS(tblDeals[State],A1)/SUMIFS(tblDue[Rows],tblDue[Met],1)"),
        ("SUM(tblDue[Met])/COUNTA(tblDue[With])", "SUMIFS(tblDue[Rows],tblDue[Met],1)/SUM(tblDue[Rows])"),
        ("SUMIFS(tblDue[Met],tblDue[Owner],A1)", "SUMIFS(tblDue[Rows],tblDue[Met],1,tblDue[Owner],A1)"),
        ("SUMIFS(tblDue[Hours],tblDue[Owner],A1)", "SUMIFS(tblDue[Hours],tblDue[Owner],A1)"),
    ],
)  # fmt: skip
def test_formulas_count_by_the_column_of_counts(formula: str, wanted: str) -> None:
    assert over_sums(formula, KNOWN) == wanted
    assert over_sums(formula, {}) == formula


def test_only_formulas_change() -> None:
    counted = "COUNTIFS(tblMoves[Stage],A1)"
    over = over_sums(counted, KNOWN)
    reason = Text("没有", "none")
    assert content_over_sums(Calc(counted, 3.0, array=True), KNOWN) == Calc(over, 3.0, array=True)
    assert content_over_sums(Dash(reason, formula=counted), KNOWN) == Dash(reason, formula=over)
    assert content_over_sums(Dash(reason), KNOWN) == Dash(reason)
    assert content_over_sums(counted, KNOWN) == counted
    unchanged = Calc(counted, 3.0)
    assert content_over_sums(unchanged, {}) is unchanged
