"""Workbooks with little to tell, or too much: every page is true, and what is not known is a dash with its reason."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.book.book import Book
from sheetsales.errors import BadRequest
from sheetsales.indicators.period import month
from sheetsales.reports.monthly import build
from sheetsales.reports.summary import Headline, ReportSummary
from sheetsales.speech.widths import display_width
from sheetsales.texts import LANGUAGES, Lang
from tests.indicators.team_book import day
from tests.reports import bad_books
from tests.reports.bad_books import BAD
from tests.reports.conftest import TODAY
from tests.reports.test_workbook_shape import column_width

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

NOT_FOR_PEOPLE = re.compile(r"(?<!['’\";])\b(None|nan|inf|Traceback|Decimal)\b|#(REF|DIV|VALUE|NAME)")
LATER = "The data begin later"


def _made(book: Book, tmp_path: Path, lang: Lang = "en", today: dt.date = TODAY) -> ReportSummary:
    path, web = tmp_path / "r.xlsx", tmp_path / "r.html"
    return build(book, (), period=month(2026, 10), today=today, path=path, lang=lang, web=web)


def _told(made: ReportSummary) -> dict[str, Headline]:
    return {one.code: one for one in made.headlines}


def _table(made: ReportSummary, section: str, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = made.as_json("en")["sections"][section]["tables"][table]["rows"]
    return rows


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("book", BAD, ids=lambda one: one.__name__)
def test_every_page_speaks_to_people(book: Callable[[], Book], lang: Lang, tmp_path: Path) -> None:
    made = _made(book(), tmp_path, lang)
    text = re.sub(r"<[^>]*>", " ", (tmp_path / "r.html").read_text(encoding="utf-8"))
    assert not NOT_FOR_PEOPLE.search(text)
    for sheet in openpyxl.load_workbook(tmp_path / "r.xlsx", data_only=True):
        for row in sheet.iter_rows(values_only=True):
            assert not any(isinstance(cell, str) and NOT_FOR_PEOPLE.search(cell) for cell in row), row
    for one in made.headlines:
        assert (one.value is None) == bool(one.reason.en)


def test_an_empty_month_has_won_nothing_and_no_rates(tmp_path: Path) -> None:
    made = _made(bad_books.empty_month(), tmp_path)
    told = _told(made)
    assert (told["won_amount"].value, told["won_count"].value) == (0, 0)
    assert told["win_rate_count"].value is None
    assert made.sentences[0].zh.startswith("本月没有成交；年累计 100 元")


def test_a_team_of_one_is_its_own_company(tmp_path: Path) -> None:
    made = _made(bad_books.team_of_one(), tmp_path)
    company, *rest = [row for row in _table(made, "targets", "targets") if row["actual"] is not None]
    assert {row["actual"] for row in rest if row["name"] in ("Ann", "All")} == {company["actual"]} == {400}
    assert [row["name"] for row in _table(made, "score", "score")] == ["Ann"]


def test_without_targets_there_is_no_light(tmp_path: Path) -> None:
    made = _made(bad_books.no_targets(), tmp_path)
    assert {one.status for one in made.headlines} == {""}
    assert all(one.target is None and one.attainment is None for one in made.headlines)
    assert "target" not in made.sentences[0].en


def test_without_a_log_the_flow_is_not_told(tmp_path: Path) -> None:
    made = _made(bad_books.no_log(), tmp_path)
    for row in _table(made, "stages", "stage_flow"):
        assert row["entered"] is None
        assert row["advanced"] is None
    assert "only the stage each deal is in counts" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_without_activities_nobody_is_stalled_or_overdue(tmp_path: Path) -> None:
    made = _made(bad_books.no_activities(), tmp_path)
    assert all(row["stalled"] is None for row in _table(made, "stages", "stage_time") if row["limit"])
    assert "overdue" not in " ".join(text.en for text in made.sentences)
    sections = made.as_json("en")["sections"]
    assert "quotas" not in sections["tasks"]["tables"]


def test_all_lost_is_a_rate_of_nothing(tmp_path: Path) -> None:
    told = _told(_made(bad_books.all_lost(), tmp_path))
    assert (told["win_rate_count"].value, told["win_rate_count"].n) == (0, 6)
    assert told["aov"].value is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_billion_is_told_in_its_unit(lang: Lang, tmp_path: Path) -> None:
    made = _made(bad_books.a_billion(), tmp_path, lang)
    assert {"zh": "12.35 亿元", "en": "1,234.57m"}[lang] in made.sentences[0].in_(lang)
    assert _told(made)["won_amount"].attainment is None  # a million times the target says nothing
    widths = openpyxl.load_workbook(tmp_path / "r.xlsx")
    sheet = widths["成交与输单" if lang == "zh" else "Won and lost"]
    assert sheet.column_dimensions["C"].width >= len("1,234,567,890")


def test_a_month_that_gave_back_more_than_it_brought(tmp_path: Path) -> None:
    made = _made(bad_books.returns(), tmp_path)
    assert _told(made)["won_amount"].value == -150
    assert "-150" in made.sentences[0].zh
    cover = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[0]
    formats = {
        cell.number_format for row in cover.iter_rows(min_row=4, max_row=6) for cell in row if cell.value
    }
    assert "#,##0" in formats  # formats in units leave the minus away in some programs


def test_what_has_no_rate_is_left_out_and_said(tmp_path: Path) -> None:
    made = _made(bad_books.two_currencies(), tmp_path)
    told = _told(made)
    assert (told["won_amount"].value, told["won_count"].value) == (850, 3)
    assert "1 单是外币，没有汇率" in made.sentences[0].zh
    assert made.open.amount is None


def test_people_who_came_or_left_are_there_for_their_days(tmp_path: Path) -> None:
    made = _made(bad_books.joiners_and_leavers(), tmp_path)
    actual = {row["name"]: row["actual"] for row in _table(made, "targets", "targets")}
    assert actual["Cid"] == 90
    assert actual["Company"] == 490
    assert sum(actual[name] for name in ("Ann", "Bob", "Cid")) == 490
    days = {row["name"]: row["days"] for row in _table(made, "tasks", "quotas")}
    assert days["Cid"] < days["Bob"] < days["Ann"]
    assert [row["name"] for row in _table(made, "tasks", "tasks")] == ["Ann", "Bob"]
    assert "Cid" not in [row["name"] for row in _table(made, "score", "score")]


def test_a_month_before_the_data_is_not_a_month_without_wins(tmp_path: Path) -> None:
    made = _made(bad_books.before_the_data(), tmp_path)
    told = _told(made)
    for code in ("won_amount", "won_count", "new_customers"):
        assert told[code].value is None
        assert told[code].reason.en == LATER
    assert "本月没有成交" not in " ".join(text.zh for text in made.sentences)
    assert all(row["actual"] is None for row in _table(made, "targets", "targets"))
    begun = _told(_made(bad_books.begins_later(), tmp_path))
    assert begun["won_amount"].value == 0  # there were deals in October, none of them won


def test_a_month_ahead_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="has not begun"):
        _made(bad_books.empty_month(), tmp_path, today=day("2026-09-30"))


def test_a_workbook_adopted_yesterday_says_what_it_lacks(tmp_path: Path) -> None:
    made = _made(bad_books.adopted_yesterday(), tmp_path)
    told = _told(made)
    assert told["won_count"].value == 1
    assert {one.code for one in made.headlines if one.value is None} == {
        "won_amount", "new_customers", "funnel_conversion", "aov", "cycle_days", "satisfaction",
    }  # fmt: skip
    assert "另有 1 单成交没有关闭日期，不在任何一月" in made.sentences[0].zh
    assert {one.code for one in made.left_out} >= {"undated_won"}


def test_deals_that_began_further_on_are_no_funnel(tmp_path: Path) -> None:
    told = _told(_made(bad_books.a_billion(), tmp_path))
    assert (
        told["funnel_conversion"].reason.en
        == "No opportunity created in these months began in the first stage"
    )


LONGEST_LINE = 46
"""Characters of the small lines of a tile."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("book", BAD, ids=lambda one: one.__name__)
def test_no_line_of_a_tile_is_cut_off(book: Callable[[], Book], lang: Lang, tmp_path: Path) -> None:
    _made(book(), tmp_path, lang)
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx", data_only=True).worksheets[0]
    for top in (4, 10):
        for left in (1, 5, 9, 13):
            for row in (top + 2, top + 4):
                cell = sheet.cell(row, left)
                if not cell.alignment.wrap_text:
                    assert display_width(str(cell.value or "")) <= LONGEST_LINE, cell.value


def test_what_did_not_change_went_neither_up_nor_down(tmp_path: Path) -> None:
    _made(bad_books.begins_later(), tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx", data_only=True)["Cover"]
    assert sheet["A8"].value == "— The period compared with is zero or unknown"
    assert sheet["E8"].value == "±0 on last month"


def test_a_cover_without_charts_keeps_no_room_for_them(tmp_path: Path) -> None:
    _made(bad_books.before_the_data(), tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["Cover"]
    assert not sheet._charts  # type: ignore[attr-defined]  # the only way to ask
    assert sum(d.height or 15 for d in sheet.row_dimensions.values()) < 420


def test_a_billion_fits_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    build(bad_books.a_billion(), (), period=month(2026, 10), today=TODAY, path=path, lang="en")
    shown, plain = (openpyxl.load_workbook(path, data_only=only) for only in (True, False))
    for name in ("Targets", "Won and lost", "Appendix"):
        for row in shown[name].iter_rows():
            for cell in row:
                if (
                    isinstance(cell.value, int | float)
                    and abs(cell.value) > 10**8
                    and "m" not in cell.number_format
                ):
                    assert column_width(plain[name], cell.column) >= len(f"{cell.value:,.0f}") + 1, (
                        cell.coordinate
                    )
