"""The report of a quarter and of a year: the same pages, told for another length of time."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.checking.judge import judge
from sheetsales.errors import BadRequest
from sheetsales.indicators.period import Period, month, parse_period
from sheetsales.indicators.snapshots import taken
from sheetsales.process.snapshot import Snapshots, written
from sheetsales.reports.monthly import build
from sheetsales.reports.period_words import in_period, spoken_period
from sheetsales.reports.periods import Periods
from sheetsales.reports.required import require_begun
from sheetsales.rules.everything import CATALOGUE
from sheetsales.texts import LANGUAGES, Lang, Text
from sheetsales.workflow.opening import open_book
from tests.indicators.team_book import Row, book_of, day, move, open_deal, won
from tests.reports.conftest import TODAY, Made
from tests.reports.test_bad_input import LONGEST_LINE

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")


def period(text: str, start: int = 1) -> Period:
    found = parse_period(text, start)
    assert found is not None
    return found


Q3, Q4, YEAR = period("2026Q3"), period("2026Q4"), period("2026")
_MADE: dict[tuple[Lang, str], Made] = {}


def told(samples: dict[Lang, Path], lang: Lang, span: Period) -> Made:
    """The whole report of the sample for a period, made once."""
    if (lang, span.label) not in _MADE:
        opened = open_book(samples[lang], today=TODAY)
        judged = judge(opened.workbook, opened.book, opened.findings, today=TODAY, store=opened.store)
        path = samples[lang].with_name(f"{lang}-{span.label}.xlsx")
        summary = build(
            judged.book, judged.findings, period=span, today=TODAY, path=path, lang=lang, rules=CATALOGUE
        )
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=".*extension is not supported")
            values, formulas = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
        _MADE[lang, span.label] = Made(lang, path, summary, values, formulas)
    return _MADE[lang, span.label]


def figures(made: Made) -> dict[str, dict[str, Any]]:
    return {one["code"]: one for one in made.summary.as_json("en")["indicators"]}


def rows(made: Made, section: str, table: str) -> list[dict[str, Any]]:
    sections: Any = made.summary.as_json(made.lang)["sections"]
    found: list[dict[str, Any]] = sections[section]["tables"][table]["rows"]
    return found


def test_the_months_of_a_quarter_add_up_to_it(samples: dict[Lang, Path]) -> None:
    quarter = figures(told(samples, "en", Q3))
    months = [figures(told(samples, "en", month(2026, number))) for number in (7, 8, 9)]
    for code in ("won_amount", "won_count", "new_customers"):
        assert quarter[code]["value"] == sum(one[code]["value"] for one in months) > 0
    assert quarter["won_amount"]["target"] == sum(one["won_amount"]["target"] for one in months) > 0
    assert quarter["won_amount"]["year_to_date"] == months[2]["won_amount"]["year_to_date"]
    before = figures(told(samples, "en", period("2026Q2")))["won_amount"]["value"]
    assert quarter["won_amount"]["change"] == pytest.approx(quarter["won_amount"]["value"] / before - 1)
    buyers = rows(told(samples, "en", Q3), "won", "won")
    each = quarter["won_amount"]["value"] / len({row["customer"] for row in buyers})
    assert quarter["aov"]["value"] == pytest.approx(each)


def test_what_a_target_was_added_up_from_is_said(samples: dict[Lang, Path]) -> None:
    page = told(samples, "zh", Q3).values["目标"]
    assert any("目标由 2026-07、2026-08、2026-09 的目标相加" in text for text in _texts(page))
    year = told(samples, "zh", YEAR).values["目标"]
    assert not any("相加" in text for text in _texts(year))


def test_a_running_quarter_and_year_are_judged_by_pace(samples: dict[Lang, Path]) -> None:
    for span, gone in ((Q4, "19/62"), (YEAR, "")):
        made = told(samples, "zh", span)
        cover = made.values.worksheets[0]
        head = str(cover["A1"].value)
        assert "进行中" in head
        assert gone in head
        won_value = figures(made)["won_amount"]
        assert won_value["attainment"] < 1
        assert won_value["change"] is None
        assert any("进度" in str(cell.number_format) for row in cover.iter_rows() for cell in row)
    assert figures(told(samples, "zh", YEAR))["won_amount"]["target"] == 9_000_000
    english = told(samples, "en", YEAR).values.worksheets[0]
    lines = [str(english.cell(row, left).value or "") for row in (8, 14) for left in (1, 5, 9, 13)]
    assert "80 decided (28 won, 52 lost)" in lines  # how far the year is stands on other tiles
    assert max(map(len, lines)) <= LONGEST_LINE
    outlook = rows(told(samples, "zh", YEAR), "outlook", "outlook")
    assert [row["month"] for row in outlook][:3] == ["2026-11", "2026-12", "2027-01"]


def test_the_plan_to_date_is_that_of_the_months_begun(samples: dict[Lang, Path]) -> None:
    """January to November, while the last quarter runs in its second month; the year tells its own sum once."""
    for span in (Q4, YEAR):
        said = told(samples, "zh", span).summary.sentences[0].zh
        november = told(samples, "zh", month(2026, 11)).summary.sentences[0].zh
        share = re.search(r"同期计划的 (\d+%)", november)
        assert share is not None
        assert f"同期计划的 {share[1]}" in said
        assert ("年累计" in said) == (span is Q4)


@pytest.mark.parametrize("span", [Q3, Q4, YEAR], ids=lambda p: p.label)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_speaks_of_a_month_that_is_not_told(
    samples: dict[Lang, Path], lang: Lang, span: Period
) -> None:
    made = told(samples, lang, span)
    data = {sheet for sheet in made.values.sheetnames if made.values[sheet].sheet_state != "visible"}
    forbidden = r"本月|上月|当月|月初|下月|月报|月度" if lang == "zh" else r"\b(this|last|the|next) month\b"
    for name in set(made.values.sheetnames) - data:
        for value in _texts(made.values[name]):
            assert not re.search(forbidden, value, re.IGNORECASE), value
    words = {"zh": ("本季度", "本年"), "en": ("this quarter", "this year")}[lang]
    everything = " ".join(value for sheet in made.values for value in _texts(sheet))
    assert (words[0] in everything) == (span is not YEAR)


def _texts(sheet: Any) -> Iterator[str]:
    for row in sheet.iter_rows(values_only=True):
        yield from (value for value in row if isinstance(value, str))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("span", [Q3, YEAR], ids=lambda p: p.label)
def test_headings_stay_unlike_each_other(samples: dict[Lang, Path], lang: Lang, span: Period) -> None:
    made = told(samples, lang, span)
    seen = 0
    for sheet in made.formulas:
        for table in sheet.tables.values():
            names = [column.name.casefold() for column in table.tableColumns]
            assert len(set(names)) == len(names), (table.name, names)
            seen += 1
    assert seen > 20


def test_stages_balance_over_a_quarter_too(samples: dict[Lang, Path]) -> None:
    moved = 0
    for row in rows(told(samples, "en", Q3), "stages", "stage_flow"):
        if row["start"] is None or row["other"] is None:
            continue
        left = row["start"] + row["entered"] - row["advanced"] - row["lost"] - row["other"]
        assert left == row["open"], row
        moved += row["entered"]
    assert moved > 50


def test_a_deal_on_hold_then_is_not_open_then(samples: dict[Lang, Path]) -> None:
    """O-0071 stood on hold from July to October; now it is open again."""
    stalled = {row["deal"] for row in rows(told(samples, "en", Q3), "stages", "stalled")}
    assert "O-0118" in stalled
    assert "O-0071" not in stalled


def test_a_year_does_not_tell_its_own_figures_twice(samples: dict[Lang, Path]) -> None:
    made = told(samples, "en", YEAR)
    page = made.values["Targets"]
    headings = next(row for row in page.iter_rows(values_only=True) if row[0] == "Name")
    assert "Year to date" not in headings
    horizon = rows(made, "targets_horizon", "targets_horizon")[0]
    assert {"year_target", "year_actual"} <= set(horizon)
    assert not {"month_target", "quarter_target"} & set(horizon)


def test_the_chart_shows_the_months_and_those_a_year_before(samples: dict[Lang, Path]) -> None:
    sheet = told(samples, "en", YEAR).values["Appendix"]
    lines: list[Any] = [row for row in sheet.iter_rows(values_only=True) if row[0] in ("Jan", "Dec", "Nov")]
    january, november, december = (
        next(row for row in lines if row[0] == name) for name in ("Jan", "Nov", "Dec")
    )
    assert january[2] > 0
    assert december[2] in (None, "#N/A")
    assert december[6] > 0
    assert november[6] > 0


TARGETS: tuple[Row, ...] = tuple(
    {"period": f"2026-{n:02d}", "level": level, "owner": owner, "measure": measure, "value": value}
    for n in (4, 5, 6)
    for level, owner, measure, value in (
        ("company", "", "won_amount", 100), ("person", "S01", "won_amount", 60), ("person", "S01", "calls", 20),
    )
)  # fmt: skip


def test_fiscal_quarters_are_those_of_the_team(tmp_path: Path) -> None:
    book = book_of(
        {"fiscal_year_start": 4}, targets=TARGETS,
        pipeline=[{"id": "O-1", "customer": "K", "name": "d", "owner": "S01", **won("05-05", 150)}],
    )  # fmt: skip
    span = period("2026Q1", 4)
    assert (span.first, span.last) == (day("04-01"), day("06-30"))
    made = build(book, (), period=span, today=TODAY, path=tmp_path / "r.xlsx", lang="en")
    value = {one.code: one for one in made.headlines}["won_amount"]
    assert (value.value, value.target, value.attainment) == (150, 300, 0.5)
    head = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[0]["A1"].value
    assert head == "Quarterly sales process table, Q1 fiscal 2026 (2026-04 to 2026-06)"
    others = made.as_json("en")["sections"]["targets_other"]["tables"]["targets_other"]["rows"]
    assert [(row["measure"], row["period"], row["target"]) for row in others] == [("Calls", "2026Q1", 60)]


def test_months_without_a_target_leave_the_quarter_without_one(tmp_path: Path) -> None:
    deals = [{"id": "O-1", "customer": "K", "name": "d", "owner": "S01", **won("05-05", 150)}]
    made = build(
        book_of(targets=TARGETS[:-3], pipeline=deals), (), period=period("2026Q2"), today=TODAY,
        path=tmp_path / "r.xlsx", lang="zh",
    )  # fmt: skip
    assert {one.code: one.target for one in made.headlines}["won_amount"] is None
    appendix = openpyxl.load_workbook(tmp_path / "r.xlsx")["附表"]
    assert any("没有设 2026-06 的目标" in text for text in _texts(appendix))


def test_quarters_of_kept_months_are_set_beside_each_other(tmp_path: Path) -> None:
    deals = [
        {"id": f"O-{n}", "customer": f"K{n}", "name": "d", "owner": "S01", **won(f"{n:02d}-05", 100 * n)}
        for n in range(4, 10)
    ]
    book = book_of(pipeline=deals)
    kept: dict[str, str] = {}
    for number in range(4, 10):
        kept |= written(taken(book, month(2026, number), (), today=TODAY))
    call: dict[str, Any] = {"period": Q3, "today": TODAY, "path": tmp_path / "r.xlsx", "lang": "en"}
    made = build(book, (), **call, snapshots=Snapshots(kept), compared=(period("2026Q2"), Q3))
    found = {
        row["name"]: row for row in made.as_json("en")["sections"]["compare"]["tables"]["compare"]["rows"]
    }
    assert (found["Signed value"]["before"], found["Signed value"]["after"]) == (1500, 2400)
    assert (found["Signed value"]["n_before"], found["Signed value"]["change"]) == (3, 900)
    assert "Win rate by count" not in found  # rates of months do not add up
    with pytest.raises(BadRequest, match="2026-01 was not kept"):
        build(book, (), **call, snapshots=Snapshots(kept), compared=(period("2026Q1"), Q3))


def test_the_cover_says_which_of_its_months_are_finalised(tmp_path: Path) -> None:
    deals = [{"id": "O-1", "customer": "K", "name": "d", "owner": "S01", **won("08-05", 100)}]
    book = book_of(pipeline=deals)
    kept = taken(book, month(2026, 8), (), today=TODAY, closed_on=day("09-03"))
    more = replace(kept, month="2026-09", closed_on=day("10-09"))
    build(
        book, (), period=Q3, today=TODAY, path=tmp_path / "r.xlsx", lang="zh",
        snapshots=Snapshots(written(kept) | written(more)),
    )  # fmt: skip
    line = str(openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[0]["A2"].value)
    assert "2026-08 月末定稿 2026-09-03；2026-09 月末定稿 2026-10-09" in line


def test_what_lies_ahead_is_refused_with_the_latest_of_its_kind() -> None:
    for text, latest in (("2027Q1", "2026Q4"), ("2027", "2026"), ("2026-12", "2026-11")):
        with pytest.raises(BadRequest, match=f"The latest possible is {latest}"):
            require_begun(period(text), TODAY)


def test_what_lies_ahead_in_a_fiscal_year_is_told_by_that_year(tmp_path: Path) -> None:
    book = book_of(pipeline=[won("08-05", 100)], settings={"fiscal_year_start": 4})
    ahead = period("2027Q1", 4)
    with pytest.raises(BadRequest, match="The latest possible is 2026Q3"):
        build(book, (), period=ahead, today=TODAY, path=tmp_path / "r.xlsx", lang="en")


def test_words_on_a_month_are_said_of_what_is_told() -> None:
    text = Text(
        "上月月末存档：本月、当月、月初、上年同月",
        "last month's end, this month, monthly, 12-month and months",
    )
    assert in_period(text, "month") is text
    assert in_period(text, "quarter").zh == "上季末存档：本季度、当季、季初、上年同季"
    assert in_period(text, "year").en == "last year's end, this year, yearly, 12-month and months"
    assert in_period(Text("", " falls due next month"), "quarter") == Text("", " falls due next quarter")
    for stays in (Text("本月新品", "本月新品"), Text("近 12 个月", "Twelve months, month by month")):
        assert in_period(stays, "year") is stays


def test_how_a_period_is_called() -> None:
    def said(text: str, start: int = 1, *, short: bool = False) -> Text:
        return spoken_period(Periods(period(text, start), start, TODAY), short=short)

    assert said("2026-10") == Text("2026 年 10 月", "October 2026")
    assert said("2026-10", short=True) == Text("10 月", "Oct")
    assert said("2026Q3") == Text("2026 年第三季度（7–9 月）", "Q3 2026 (Jul–Sep)")
    assert said("2026", short=True) == said("2026") == Text("2026 年", "2026")
    assert said("2026", 4) == Text("2026 财年（2026-04 至 2027-03）", "fiscal 2026 (2026-04 to 2027-03)")


def test_a_deal_that_went_on_hold_later_was_open_then(tmp_path: Path) -> None:
    """And one that is on hold since before stays so, whatever the log has not seen."""
    log = [
        move("07-01", "O-1", None, "quote"), move("10-10", "O-1", "quote", "hold"),
        move("07-01", "O-2", None, "quote"), move("07-20", "O-2", "quote", "hold"), move("10-12", "O-2", "hold", "quote"),
    ]  # fmt: skip
    deals = [
        {"id": "O-1", "customer": "K", "name": "d", "owner": "S01", **open_deal("hold"), "stage_since": day("10-10")},
        {"id": "O-2", "customer": "L", "name": "e", "owner": "S01", **open_deal("quote"), "stage_since": day("10-12")},
        {"id": "O-3", "customer": "M", "name": "f", "owner": "S01", **open_deal("hold"), "stage_since": day("07-01")},
    ]  # fmt: skip
    book = book_of(pipeline=deals, stage_log=log)
    then = build(book, (), period=Q3, today=TODAY, path=tmp_path / "r.xlsx", lang="en")
    now = build(book, (), period=month(2026, 10), today=TODAY, path=tmp_path / "r.xlsx", lang="en")
    assert (then.open.deals, now.open.deals) == (1, 1)
