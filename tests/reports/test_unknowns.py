"""What cannot be known shows as a dash with its reason; a zero is a count."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.errors import BadRequest, NothingToDo
from sheetsales.findings import Finding, Severity
from sheetsales.indicators.period import month
from sheetsales.reports.monthly import APPENDIX, COVER, build
from sheetsales.reports.sections import PAGES, SECTIONS
from sheetsales.texts import Text
from tests.indicators.team_book import book_of, day, open_deal, won
from tests.reports.odd_books import empty, fiscal, flowing, made, odd_names, poor, poorest

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")


def page(path: Path, key: str) -> list[list[object]]:
    """The cells of the page a section stands on, by its key, of ``cover`` or ``appendix``."""
    book = openpyxl.load_workbook(path, data_only=True)
    names = {plan.key: plan.name for plan in PAGES}
    known = {"cover": COVER, "appendix": APPENDIX, **{plan.key: names[plan.page] for plan in SECTIONS}}[key]
    sheet = next(sheet for sheet in book if sheet.title in (known.zh, known.en))
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def texts(path: Path, key: str) -> str:
    return "\n".join(str(value) for row in page(path, key) for value in row if value is not None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "report.xlsx"


def row_of(path: Path, key: str, first: str) -> list[object]:
    return next(row for row in page(path, key) if row[0] == first)


def test_a_poor_workbook_says_what_it_lacks(path: Path) -> None:
    summary = made(poor(), path)
    assert all(h.value is None for h in summary.headlines)
    assert all(h.reason.zh and h.reason.en for h in summary.headlines)
    assert "Closed on" in texts(path, "cover")
    quotation = row_of(path, "stages", "Quotation")
    assert quotation[1:6] == ["—"] * 5
    assert quotation[6] == 1
    assert "No stage log yet" in texts(path, "stages")
    assert [s.en for s in summary.sentences][:2] == [
        "1 won without a closing date, in no month.", "2 deals open, worth 5 (1 without an amount), 2.50 weighted.",
    ]  # fmt: skip


def test_a_running_month_of_deals_without_closing_dates_has_no_gap_to_its_target(path: Path) -> None:
    """What was won is unknown there, and with it what is still missing."""
    goal = {
        "level": "company",
        "owner": "Company",
        "measure": "won_amount",
        "period": "2026-11",
        "value": 500.0,
    }
    book = book_of(
        team=(), targets=[goal],
        pipeline=[{"id": "O-1", "customer": "K", "stage": "quote", "amount": 5, "expected_close": day("11-20")},
                  {"id": "O-2", "customer": "K", "stage": "won", "amount": 7}],
    )  # fmt: skip
    made(book, path, reported=month(2026, 11))
    row = row_of(path, "appendix", "2026-11")
    assert row.count("—") >= 4


def test_without_amounts_there_is_no_money_at_all(path: Path) -> None:
    made(poorest(), path)
    second = [row for row in page(path, "stages") if row[0] == "Quotation"][1]
    assert second[5:7] == ["—", "—"]
    assert "Pipeline has no Amount column" in texts(path, "stages")
    assert "Expected close" in texts(path, "outlook")


def test_an_empty_workbook_still_makes_a_report(path: Path) -> None:
    summary = made(empty(), path, findings=())
    facts = {h.code: h for h in summary.headlines}
    assert facts["won_amount"].value == 0  # nothing was won: that is known
    assert facts["win_rate_count"].value is None
    assert [s.en for s in summary.sentences][-1] == "No errors or warnings."


def test_a_chinese_report_of_an_english_book_speaks_chinese(path: Path) -> None:
    made(poor(), path, lang="zh")
    assert "商机表没有“关闭日期”列" in texts(path, "cover")


def test_what_matters_most_is_what_money_hangs_on(path: Path) -> None:
    summary = made(flowing(), path)
    cover = texts(path, "cover")
    assert "1  O-0002 stalled in Quotation for 28 days (limit 7)" in cover
    assert "first problem" not in cover  # its deal is won
    assert summary.sentences[1].en == (
        "The bottleneck is Quotation to Negotiation: of 8 decided deals 50% passed (standard 67%); "
        "4 deals open, worth 28, 0 weighted, stalled ones left out; 72 steps fell due, 21 were done."
    )


def test_an_error_on_an_open_deal_matters_even_without_money(path: Path) -> None:
    at = Finding("SS999", Severity.ERROR, Text("坏了", "broken"), Text("改", "mend"), None, "pipeline", "O-1")
    book = book_of(pipeline=[{"id": "O-1", "customer": "K", "owner": "S1", **open_deal(amount=None)}])
    made(book, path, findings=[at])
    row = next(row for row in page(path, "cover") if row[0] == "1  broken")
    assert (row[13], str(row[14])[:10]) == ("—", "2026-11-03")


def test_notes_call_for_nothing(path: Path) -> None:
    from tests.reports.odd_books import FINDINGS

    summary = made(poor(), path, findings=FINDINGS[3:])
    assert summary.sentences[-1].en == "No errors or warnings, and 1 note."
    assert "Nothing calls for action today." in texts(path, "cover")


def test_names_keep_people_apart(path: Path) -> None:
    made(odd_names(), path)
    rows = [str(row[0]) for row in page(path, "targets")]
    names = rows[rows.index("Person") + 1 :][:7]
    assert len(names) == len(set(map(str.casefold, map(str, names)))) == 7
    assert not any(set(str(n)) & set("*?~") for n in names)


def test_a_fiscal_year_begins_where_it_is_set(path: Path) -> None:
    summary = made(fiscal(), path)
    won = {h.code: h for h in summary.headlines}["won_amount"]
    assert won.value == 710  # 100 dollars; the yen has no rate, one amount is blank
    assert won.year_to_date == 780  # March belongs to the year before
    assert won.target == 400
    company = row_of(path, "targets", "Company")
    assert company[6] == pytest.approx(780 / 5000)


def test_a_month_that_still_runs_is_as_of_today(path: Path) -> None:
    summary = made(fiscal(), path, today=day("10-16"))
    assert summary.as_of == day("10-16")
    months = [row[0] for row in page(path, "outlook")]
    assert "2026-10" in months
    assert "2026-11" in months
    assert all(h.change is None for h in summary.headlines)  # half a month is not compared with a whole one
    assert "month still running" in texts(path, "cover")


def test_a_month_ahead_is_refused(path: Path) -> None:
    with pytest.raises(BadRequest) as refused:
        build(poor(), (), period=month(2026, 12), today=day("11-02"), path=path, lang="en")
    assert "2026-11" in refused.value.in_("en")
    assert not path.exists()


def test_a_book_without_pipeline_or_stage_is_refused_in_words(path: Path) -> None:
    for book, word in (
        (book_of(), "Pipeline"),
        (book_of(pipeline=[{"customer": "K", "name": "D"}]), "Stage column"),
    ):
        with pytest.raises(NothingToDo) as refused:
            made(book, path)
        assert word in refused.value.in_("en")
        assert refused.value.in_("zh")
    assert not path.exists()


def test_nothing_unknown_stands_as_zero_in_json(path: Path) -> None:
    document = made(poor(), path).as_json("zh")
    assert all(i["value"] is None and i["reason"] for i in document["indicators"])


def test_a_large_team_prints_on_several_pages_with_its_headings(path: Path) -> None:
    team = [
        {"id": f"S{i:03d}", "name": f"Person {i}", "role": "rep", "team": "T", "active": "yes"}
        for i in range(60)
    ]
    deals = [
        {**won("10-05", 100 + i), "id": f"O-{i:04d}", "customer": "K", "name": "D", "owner": f"S{i:03d}"}
        for i in range(60)
    ]
    targets = [
        {"period": "2026-10", "level": "person", "owner": f"S{i:03d}", "measure": "won_amount", "value": 130}
        for i in range(60)
    ]
    made(book_of(team=team, pipeline=deals, targets=targets), path)
    sheet: Any = openpyxl.load_workbook(path)["Targets"]
    assert sheet.print_title_rows == "$3:$3"
    assert sheet["A3"].value == "Name"
    breaks = [int(b.id) for b in sheet.row_breaks.brk]
    assert len(breaks) >= 2  # people on two pages, the chart is not cut
    assert breaks == sorted(breaks)
    chart_at = next(iter(sheet._charts)).anchor._from.row
    assert not any(chart_at < at < chart_at + 15 for at in breaks)
    chart = next(iter(sheet._charts))
    assert len(chart.series[0].val.numRef.numCache.pt) == 12
    assert "the lowest 12" in "".join(run.t for p in chart.title.tx.rich.p for run in p.r or ())
