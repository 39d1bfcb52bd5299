"""Every total is over all deals: what cannot be placed has a row, a count and a word in the headline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.book.book import Book
from sheetsales.indicators.left_out import REASONS, left_out
from sheetsales.indicators.period import month
from sheetsales.reports.summary import ReportSummary
from tests.indicators.team_book import TEAM, Row, book_of, day, facts_of, lost, move, open_deal, won
from tests.reports.odd_books import made
from tests.reports.test_unknowns import page, row_of, texts

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
OCTOBER = month(2026, 10)


def book(*deals: Row, **more: Any) -> Book:
    rows = [
        {"id": f"O-{i}", "customer": f"K{i}", "name": f"Deal {i}", "owner": "S01", "created_on": day("09-01"), **d}
        for i, d in enumerate(deals, 1)
    ]  # fmt: skip
    return book_of(pipeline=rows, **more)


def told(book: Book, path: Path, lang: Any = "en", **more: Any) -> ReportSummary:
    return made(book, path, lang=lang, findings=(), **more)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "report.xlsx"


def test_stages_nobody_knows_are_a_row_of_their_own(path: Path) -> None:
    deals = (
        [open_deal("quote", 1000)] * 5 + [open_deal("Samples out", 200)] * 2 + [open_deal("Visited", None)]
    )
    summary = told(book(*map(dict, deals), won("10-02")), path)
    assert summary.sentences[1].en.startswith(
        "8 deals open, 3 of them in stages we do not know, worth 5,400 (1 without an amount), "
    )
    assert "在手 8 单（其中 3 单阶段不详），共 5,400 元（1 单没有金额）" in summary.sentences[1].zh
    assert row_of(path, "stages", "(stage not known)")[6] == 3
    assert row_of(path, "stages", "Open in all")[6] == 8
    assert "3 in stages we do not know: “Samples out”, “Visited”." in texts(path, "stages")
    found = summary.as_json("en")
    assert found["open"] == {"deals": 8, "stage_unknown": 3, "amount": 5400.0, "weighted": 2500.0}
    assert [(one["code"], one["deals"], one["amount"]) for one in found["left_out"]] == [
        ("unplaced", 3, 400.0), ("no_amount", 1, None),
    ]  # fmt: skip


def test_all_that_was_open_on_a_past_day_is_open(path: Path) -> None:
    later = [won(f"11-{d:02d}", 1000) for d in (2, 3, 4)] + [lost("11-05", 500)]
    summary = told(book(open_deal("quote", 100), *later, won("10-02", 7)), path, today=day("11-30"))
    assert "5 deals open, 4 of them in stages we do not know, worth 3,600" in summary.sentences[1].en
    assert "4 were open that day, but nothing tells in which stage" in texts(path, "stages")


def test_the_log_knows_the_stage_of_a_deal_whose_cell_cannot_be_read(path: Path) -> None:
    log = [move("09-01", "O-1", None, "identify"), move("09-20", "O-1", "identify", "quote")]
    summary = told(
        book({"stage": "Qoutation", "amount": 5, "closed_on": None}, won("10-02"), stage_log=log), path
    )
    assert "1 deal open, worth 5" in summary.sentences[1].en
    assert "K1 · Deal 1 says “Qoutation” and counts as Quotation by the stage log." in texts(path, "stages")


def test_a_deal_the_log_saw_lost_is_not_open_whatever_date_was_typed() -> None:
    log = [move("09-01", "O-0001", None, "quote"), move("10-10", "O-0001", "quote", "lost")]
    facts = facts_of(lost("11-20"), won("10-01"), stage_log=log)
    assert [d.state for d in facts.deals] == ["lost", "won"]


def test_each_reason_has_its_deals() -> None:
    facts = facts_of(
        open_deal("dreaming", 1), won(None, 2), {**lost("10-01"), "closed_on": None},
        {"stage": "dreaming", "amount": 3, "closed_on": day("10-03")},
        won("10-04", 4, currency="JPY"), won("10-05", "about 20"),  # type: ignore[arg-type]  # what people type
        won("10-06", None), open_deal("quote", 5, owner=None, expected_close=day("12-01")), won("09-01", None),
        settings={"Currency": "CNY"},
    )  # fmt: skip
    found = {one.reason.key: [d.id for d in one.deals] for one in left_out(facts, OCTOBER)}
    assert found == {
        "unplaced": ["O-0001"], "undated_won": ["O-0002"], "undated_lost": ["O-0003"], "ended": ["O-0004"],
        "no_rate": ["O-0005"], "unread": ["O-0006"], "no_amount": ["O-0007"], "no_owner": ["O-0008"],
        "not_due": ["O-0001"],
    }  # fmt: skip
    assert list(found) == [reason.key for reason in REASONS]
    assert all(one.reason.title.zh and one.reason.becomes.en for one in left_out(facts, OCTOBER))


def test_wins_without_a_day_stand_in_the_headline(path: Path) -> None:
    summary = told(book(won("10-05", 10), won(None, 20), won(None, 30)), path)
    assert summary.sentences[0].en.startswith(
        "1 deal won for 10; 2 more won without a closing date, in no month; 10 year to date"
    )
    appendix = openpyxl.load_workbook(path, data_only=True)["Appendix"]
    row = next(r for r in appendix.iter_rows(values_only=True) if str(r[0]).startswith("Won without"))
    assert row[1:5] == (2, 50, "In no month", "O-2, O-3")


def test_a_row_that_stands_twice_counts_once(path: Path) -> None:
    twice = book(
        won("10-05", 10, id="O-1", customer="K"),
        won("10-05", 10, id="O-1", customer="K"),
        open_deal(amount=5),
    )
    summary = told(twice, path)
    assert summary.sentences[0].en.startswith("1 deal won for 10;")
    assert summary.sentences[1].en.endswith("; 1 row stands for a deal counted already.")
    assert summary.sentences[1].zh.endswith("；1 行与别的行是同一单，只算一次。")
    assert [(one.code, one.deals) for one in summary.left_out][-1] == ("twice", 1)


def test_deals_without_an_owner_have_a_row_among_the_people(path: Path) -> None:
    told(book(won("10-05", 10, owner=None), won("10-05", 4), open_deal(amount=5, owner=None)), path)
    rows = {row[0]: row[2] for row in page(path, "targets") if row[0] in ("Company", "Ann", "(blank)")}
    assert rows == {"Company": 14, "Ann": 4, "(blank)": 10}


def test_a_sum_of_nothing_known_is_unknown(path: Path) -> None:
    due: dict[str, Any] = {"expected_close": day("11-15")}
    summary = told(
        book(open_deal(amount=None, **due), open_deal(amount=None, **due), won("10-10", 5000)), path
    )
    assert summary.sentences[1].en == "2 deals open, worth not known."
    assert summary.as_json("zh")["open"]["amount"] is None
    november = row_of(path, "outlook", "2026-11")
    assert november[2:7] == ["—"] * 5
    assert "The open deals carry no amount" in texts(path, "outlook")


def test_deals_won_without_any_amount_are_told_as_that(path: Path) -> None:
    summary = told(book(won("10-10", None), won("10-11", None)), path)
    assert summary.sentences[0].en.startswith("2 deals won (2 without an amount)")
    assert "2 单（2 单没有金额）" in summary.sentences[0].zh


def test_without_a_column_of_amounts_deals_won_are_counted(path: Path) -> None:
    without = {key: value for key, value in won("10-10").items() if key != "amount"}
    assert told(book(without), path).sentences[0].en.startswith("1 deal won.")


def test_nobody_won_is_said_in_words(path: Path) -> None:
    assert (
        told(book(won("09-05", 10)), path).sentences[0].en == "Nothing was won this month; 10 year to date."
    )
    assert told(book(won("09-05", 10)), path, "zh").sentences[0].zh == "本月没有成交；年累计 10 元。"


@pytest.mark.parametrize(
    ("before", "now", "said"), [(20, 10, "down 10"), (10, 20, "up 10"), (10, 10, "level with")]
)
def test_the_change_is_told_in_money(path: Path, before: int, now: int, said: str) -> None:
    summary = told(book(won("09-05", before), won("10-05", now)), path)
    assert f"{said}" in summary.sentences[0].en


def test_a_change_beyond_all_measure_is_no_figure(path: Path) -> None:
    summary = told(book(won("09-05", 1), won("10-05", 860_000)), path)
    assert {h.code: h for h in summary.headlines}["won_amount"].change is None
    assert "over 999%" in texts(path, "cover")


def test_stage_rows_balance_whatever_happens_to_deals(path: Path) -> None:
    log = [move("2025-10-01", f"O-{i}", None, "identify") for i in range(1, 7)]
    log += [move("09-10", f"O-{i}", "identify", "quote") for i in range(1, 6)]
    log += [move("10-02", "O-1", "quote", "identify"), move("10-03", "O-2", "quote", "hold"),
            move("10-04", "O-3", "quote", "won"), move("10-05", "O-4", "quote", "lost"), move("10-06", "O-6", "identify", "quote")]  # fmt: skip
    old = {"created_on": day("2025-09-01")}
    deals = [open_deal("identify", 1, **old), open_deal("hold", 1, **old), won("10-04", 1, **old), lost("10-05", 1, **old),
             open_deal("quote", 1, **old), open_deal("quote", 1, **old)]  # fmt: skip
    told(book(*deals, stage_log=log), path)
    rows = {row[0]: row[1:7] for row in page(path, "stages")[:12]}
    assert rows["Quotation"] == [5, 1, 1, 1, 2, 2]
    assert rows["Prospecting"] == [1, 1, 1, 0, 0, 1]
    assert rows["On hold"] == [0, 1, 0, 0, 0, 1]
    for start, entered, advanced, gone, other, there in (
        r for n, r in rows.items() if n in ("Quotation", "Won", "On hold")
    ):
        assert start + entered - advanced - gone - other == there  # type: ignore[operator]  # numbers


def test_stalled_deals_stand_apart_from_the_forecast(path: Path) -> None:
    due: dict[str, Any] = {"expected_close": day("11-15")}
    calls = [
        {
            "date": day("10-30"),
            "rep": "S01",
            "customer": "K1",
            "opportunity": "O-1",
            "kind": "call",
            "content": "x",
        }
    ]
    deals = [
        open_deal("quote", 1000, stage_since=day("10-01"), **due),
        open_deal("quote", 4000, stage_since=day("10-01"), **due),
    ]
    told(book(*deals, won("10-02"), activities=calls), path)
    assert row_of(path, "outlook", "2026-11")[4] == 500
    assert row_of(path, "outlook", "Stalled, set apart")[4] == 2000
    assert "1 stalled deal set apart, in no month: O-2" in texts(path, "outlook")
    assert "1 stalled, weighted at 2,000, set apart" in texts(path, "outlook")


def test_a_month_that_runs_is_told_by_its_pace(path: Path) -> None:
    goal = [{"period": "2026-10", "level": "company", "owner": None, "measure": "won_amount", "value": 100}]
    running = told(book(won("10-05", 40), targets=goal), path, today=day("10-16"))
    assert running.sentences[0].en.startswith("1 deal won for 40, pace 73%; 40 year to date")
    assert {h.code: h.status for h in running.headlines}["won_amount"] == "watch"
    assert "working day 12" in texts(path, "cover")
    early = told(book(won("10-02", 40), targets=goal), path, today=day("10-06"))
    assert {h.code: h.status for h in early.headlines}["won_amount"] == "", "four days in, nothing is judged"


def test_people_are_judged_by_their_pace_while_the_month_runs(path: Path) -> None:
    goals = [{"period": "2026-10", "level": "person", "owner": "Ann", "measure": "won_amount", "value": 100}]
    deals = book(won("10-02", 60), targets=goals, team=TEAM)
    running = told(deals, path, today=day("10-16"))
    assert running.sentences[-1].en.startswith("1 keeping pace, 0 under 80%")
    early = told(deals, path, today=day("10-06"))
    assert early.sentences[-1].en == "No errors or warnings.", "nobody is judged in the first days"
    over = told(deals, path)
    assert over.sentences[-1].en.startswith("0 on target, 1 under 80%; the gap is 40, 100% of it with Ann")


def test_a_sum_says_why_deals_are_not_in_it(path: Path) -> None:
    deals: list[Row] = [
        open_deal("quote", 1000),
        open_deal("quote", None),
        {**open_deal("quote"), "amount": "soon"},
    ]
    strange = {**open_deal("quote", 900), "currency": "USD"}
    summary = told(book(*deals, strange, settings={"Currency": "CNY"}), path)
    assert (
        "(1 without an amount, 1 in a currency without a rate, 1 with an amount that cannot be read)"
        in summary.sentences[1].en
    )
    assert "（1 单没有金额；1 单是外币，没有汇率；1 单金额读不出来）" in summary.sentences[1].zh


def test_deals_near_their_limit_are_named_and_the_setting_says_from_when(path: Path) -> None:
    near = open_deal("negotiate", 100, stage_since=day("10-18"), customer="K1", name="Pumps")
    told(book(near, open_deal("negotiate", 100, stage_since=day("10-30"))), path, today=day("11-30"))
    said = texts(path, "stages")
    assert "1 deal past 80% of the stage's limit but not over it: K1 · Pumps (13 of 14 days)." in said
    told(book(near, settings={"sla_warn_share": 1}), path, today=day("11-30"))
    assert "not over it" not in texts(path, "stages")


def test_stages_of_one_name_have_columns_of_their_own(path: Path) -> None:
    stages = [
        {"code": code, "order": at, "name_zh": name, "name_en": name, "kind": kind}
        for at, (code, name, kind) in enumerate(
            [("a", "Talks", "open"), ("b", "talks", "open"), ("w", "Won", "won"), ("l", "Lost", "lost")], 1
        )
    ]
    told(book(open_deal("a", 10), stages=stages), path)
    sheet = openpyxl.load_workbook(path)["Open deals by date"]
    headings = [cell.value for cell in sheet[1]]
    assert headings[6:8] == ["Entered Talks 1", "Entered talks 2"]


def test_what_closed_in_a_stage_nobody_knows_is_in_the_headline(path: Path) -> None:
    strange = [{"stage": "Gone", "amount": 10, "closed_on": day("10-03")}] * 2
    summary = told(book(*map(dict, strange)), path)
    assert summary.sentences[0].en.startswith(
        "Nothing is known to be won this month; 2 closed in a stage we do not know"
    )
    assert summary.sentences[0].zh.startswith("本月没有能确定的成交；有 2 单已关闭但阶段不认识，成败不详")
    summary = told(book(*map(dict, strange), won("10-02", 7)), path)
    assert summary.sentences[0].en.startswith(
        "1 deal won for 7; 2 closed in a stage we do not know; 7 year to date"
    )
