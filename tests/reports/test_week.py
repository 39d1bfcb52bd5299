"""The week's report: open at its start, plus what came, less what went, is open at its end."""

import datetime as dt
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import openpyxl
import pytest

from sheetsales.cli.main import main
from sheetsales.cli.report_options import Options, report_options
from sheetsales.errors import BadRequest
from sheetsales.indicators.week import INTO, OUT_OF, Week, week_of_deals
from sheetsales.reports.editions import MANAGERS, audience
from sheetsales.reports.week import WeekSummary, build_week
from sheetsales.texts import LANGUAGES, Lang
from tests.indicators.team_book import Row, book_of, day, lost, open_deal, won
from tests.reports.odd_books import BOOKS

MONDAY, SUNDAY, TODAY = day("10-26"), day("11-01"), day("11-02")


def log(
    seen: str, deal: str, before: str | None, after: str, amount: float | None, expected: str | None = None
) -> Row:
    return {
        "seen_on": day(seen), "opportunity": deal, "from": before, "to": after, "amount": amount,
        "expected_close": day(expected) if expected else None, "owner": "S01",
    }  # fmt: skip


def deal(key: str, row: Row, created: str = "09-01", owner: str = "S01", **more: Any) -> Row:
    return {
        "id": key,
        "customer": f"K{key}",
        "name": f"Deal {key}",
        "owner": owner,
        "created_on": day(created),
        **row,
        **more,
    }


DEALS = (
    deal("same", open_deal("quote", 100, expected_close=day("12-01"))),
    deal("grew", open_deal("quote", 250, expected_close=day("12-20"))),
    deal("moved", open_deal("needs", 70)),
    deal("won", won("10-28", 300)),
    deal("lost", lost("10-30", None)),
    deal("held", {"stage": "hold", "amount": 40}),
    deal("woken", open_deal("quote", 60)),
    deal("new", open_deal("quote", 80), "10-27", "S02", next_step="Call", next_step_on=day("11-03")),
    deal("quick", won("10-31", 20), "10-29"),
    deal("old", won("09-15", 999)),
    deal("late", open_deal("quote", 7777), "11-02"),
)
LOG = (
    log("10-01", "same", None, "quote", 100, "12-01"), log("10-01", "grew", None, "quote", 200, "11-20"),
    log("10-28", "grew", "quote", "quote", 250, "12-20"), log("10-01", "moved", None, "quote", 70),
    log("10-27", "moved", "quote", "needs", 70), log("10-01", "won", None, "quote", 280), log("10-28", "won", "quote", "won", 300),
    log("10-01", "lost", None, "quote", None), log("10-30", "lost", "quote", "lost", None),
    log("10-01", "held", None, "quote", 40), log("10-29", "held", "quote", "hold", 40),
    log("10-01", "woken", None, "hold", 60), log("10-29", "woken", "hold", "quote", 60),
)  # fmt: skip


def book(deals: tuple[Row, ...] = DEALS, logged: tuple[Row, ...] = LOG, **more: Any) -> Any:
    return book_of(pipeline=deals, **more, **({"stage_log": logged} if logged else {}))  # type: ignore[arg-type]  # sheets by key


def balances(week: Week) -> None:
    begun, ended = week.before.open(), week.after.open()
    into, out = week.of(*INTO), week.of(*OUT_OF)
    assert len(week.of("start")) == len(begun)
    assert len(into) - len(out) == len(ended)
    money = sum((c.amount or Decimal(0) for c in week.of(*INTO, *OUT_OF, "amount")), Decimal(0))
    assert money == sum((d.amount or Decimal(0) for d in ended), Decimal(0))


def test_what_came_what_went_and_what_changed() -> None:
    week = week_of_deals(book(), MONDAY, SUNDAY, TODAY)
    told = {(c.deal.id, c.kind): (c.amount, c.before, c.after) for c in week.changes if c.kind != "start"}
    assert told == {
        ("grew", "amount"): (Decimal(50), Decimal(200), Decimal(250)),
        ("grew", "expected"): (None, day("11-20"), day("12-20")),
        ("moved", "stage"): (None, "quote", "needs"),
        ("won", "amount"): (Decimal(20), Decimal(280), Decimal(300)),
        ("won", "won"): (Decimal(-300), "quote", "won"),
        ("lost", "lost"): (None, "quote", "lost"),
        ("held", "held"): (Decimal(-40), "quote", "hold"),
        ("woken", "back"): (Decimal(60), "hold", "quote"),
        ("new", "new"): (Decimal(80), None, None),
        ("quick", "new"): (Decimal(20), None, None),
        ("quick", "won"): (Decimal(-20), "", "won"),
    }
    assert week.logged
    balances(week)


def test_without_a_log_amounts_are_those_of_now_and_it_says_so(tmp_path: Path) -> None:
    week = week_of_deals(book(logged=()), MONDAY, SUNDAY, TODAY)
    assert not week.logged
    assert not week.of("amount", "stage", "expected")
    balances(week)
    build(book(logged=()), tmp_path, "en")
    texts = [str(c.value) for row in sheet_of(tmp_path).iter_rows() for c in row if c.value]
    assert any(text.startswith("The stage log begins in this week") for text in texts)


@pytest.mark.parametrize("seed", range(12))
def test_any_week_balances(seed: int) -> None:
    rnd = random.Random(seed)
    deals, logged = [], []
    for n in range(40):
        key, created = str(n), day("09-01") + dt.timedelta(days=rnd.randrange(70))
        stage = rnd.choice(["quote", "needs", "won", "lost", "hold", "dreaming"])
        closed = created + dt.timedelta(days=rnd.randrange(60)) if stage in ("won", "lost") else None
        amount = rnd.choice([None, 10, 250.5])
        deals.append(
            {
                "id": key,
                "customer": "K",
                "name": key,
                "owner": rnd.choice(["S01", "S02", None]),
                "created_on": created,
                "stage": stage,
                "amount": amount,
                "closed_on": closed,
            }
        )
        seen, before = created, None
        for _ in range(rnd.randrange(4)):
            after = rnd.choice(["quote", "needs", "won", "lost", "hold"])
            logged.append(
                {
                    "seen_on": seen,
                    "opportunity": key,
                    "from": before,
                    "to": after,
                    "amount": rnd.choice([None, 10, 99]),
                    "expected_close": rnd.choice([None, day("12-01")]),
                    "owner": "S01",
                }
            )
            before, seen = after, seen + dt.timedelta(days=rnd.randrange(1, 20))
    balances(week_of_deals(book(tuple(deals), tuple(logged)), MONDAY, SUNDAY, TODAY))


def build(the_book: Any, folder: Path, lang: Lang, who: str = "", today: dt.date = TODAY) -> WeekSummary:
    whose = audience(the_book, "person", who=who) if who else MANAGERS
    return build_week(
        the_book, [], day=day("10-28"), today=today, path=folder / "w.xlsx", lang=lang, web=folder / "w.html", audience=whose
    )  # fmt: skip


def sheet_of(folder: Path) -> Any:
    return openpyxl.load_workbook(folder / "w.xlsx", data_only=True).worksheets[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_tells_it(lang: Lang, tmp_path: Path) -> None:
    tasks = [
        {"id": "T1", "title": "Send offer", "assignee": "S01", "due": day("11-04"), "status": "open"},
        {"id": "T2", "title": "Old one", "assignee": "S01", "due": day("10-20"), "status": "open"},
        {"id": "T3", "title": "Done", "assignee": "S01", "due": day("11-04"), "status": "done"},
    ]
    made = build(book(tasks=tasks), tmp_path, lang)
    assert (
        made.sentences[0].en
        == "6 deals open at the start, 5 at the end: 2 new, 2 won (320), 1 lost; 1 expected close put off."
    )
    assert made.sentences[0].zh == "在手 6 单→5 单：新增 2，成交 2（320 元），输单 1；1 单推迟了预计成交。"
    assert (made.month, made.as_of) == ("2026-10-26", SUNDAY)
    cells = [c.value for row in sheet_of(tmp_path).iter_rows() for c in row if c.value is not None]
    word = {"zh": "期末在手", "en": "Open at end"}[lang]
    assert cells[cells.index(word) + 1] == 5
    page = (tmp_path / "w.html").read_text(encoding="utf-8")
    assert page.count("<h1>") == 1
    for text in (
        {"zh": "任务：Send offer", "en": "task: Send offer"}[lang],
        {"zh": "逾期任务 1 项", "en": "1 overdue task"}[lang],
        "Call",
    ):
        assert text in page
    assert "Old one" not in page
    assert "Done" not in page
    assert "7777" not in page.replace(",", "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_stalled_deals_are_told_by_their_customers(lang: Lang, tmp_path: Path) -> None:
    stuck = [deal(key, open_deal("quote", 100), "03-01") for key in ("a", "b", "c")]
    unnamed = deal("d", open_deal("quote", 100), "03-01", customer=None, name=None, owner="S02")
    calls = [
        {"opportunity": key, "customer": f"K{key}", "date": day("03-02"), "kind": "call"} for key in "abcd"
    ]
    build(book(deals=(*stuck, unnamed), logged=(), activities=calls), tmp_path, lang)
    told = [c.value for row in sheet_of(tmp_path).iter_rows() for c in row if c.value is not None]
    assert {"zh": "停滞 3 单（Ka、Kb等）", "en": "3 stalled (Ka, Kb and 1 more)"}[lang] in told
    assert {"zh": "停滞 1 单（d）", "en": "1 stalled (d)"}[lang] in told
    assert told.count("0/0/0") == 2


def test_every_count_is_a_formula_over_its_rows(tmp_path: Path) -> None:
    build(book(), tmp_path, "en")
    formulas = openpyxl.load_workbook(tmp_path / "w.xlsx")["Appendix"]
    found = [
        str(c.value)
        for row in formulas.iter_rows(max_row=14, min_col=2, max_col=4)
        for c in row
        if str(c.value).startswith("=")
    ]
    assert '=COUNTIFS(tblWeek[Change],"New")' in found
    assert '=-COUNTIFS(tblWeek[Change],"Won")' in found
    assert any(text.startswith("=SUM(") for text in found)


def test_only_the_page_is_printed(tmp_path: Path) -> None:
    build(book(), tmp_path, "en")
    made = openpyxl.load_workbook(tmp_path / "w.xlsx")
    assert [s.title for s in made.worksheets if s.sheet_state == "visible"] == ["Week"]
    assert not any(s.print_area for s in made.worksheets)


def test_a_persons_week_is_their_own(tmp_path: Path) -> None:
    made = build(book(), tmp_path, "en", "Bob")
    assert made.open == (0, 1)
    page = (tmp_path / "w.html").read_text(encoding="utf-8")
    assert "Ann" not in page
    assert "Deal grew" not in page


def test_a_running_week_ends_today_and_one_ahead_is_refused(tmp_path: Path) -> None:
    assert build(book(), tmp_path, "en", today=day("10-28")).as_of == day("10-28")
    with pytest.raises(BadRequest):
        build(book(), tmp_path, "en", today=day("10-25"))


@pytest.mark.parametrize("odd", BOOKS, ids=lambda b: b.__name__)
def test_the_oddest_book_has_a_week(odd: Any, tmp_path: Path) -> None:
    assert build(odd(), tmp_path, "zh").sentences[0].zh


def test_long_lists_say_what_is_left(tmp_path: Path) -> None:
    many = tuple(
        deal(f"n{i}", open_deal("quote", i, expected_close=day("11-03")), "10-27") for i in range(20)
    )
    build(book(many, ()), tmp_path, "en")
    page = (tmp_path / "w.html").read_text(encoding="utf-8")
    assert page.count("10 more stand in the hidden appendix.") == 2


def test_the_command_makes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from sheetsales.workflow.making import make_workbook, tell_story

    path = tmp_path / "sales.xlsx"
    story = tell_story("en", "b2b", today=TODAY, opportunities=20, seed=1)
    make_workbook(path, lang="en", process="b2b", today=TODAY, story=story)
    call = ["report", str(path), "--week", "2026-10-28", "--today", "2026-11-02", "--lang", "en"]
    for more, code in (
        ([], 0),
        (["--json"], 0),
        (["--month", "2026-10"], 2),
        (["--who", "all"], 2),
        (["--week", "上周", "--dry-run"], 0),
    ):
        with pytest.raises(SystemExit) as end:
            main([*call, *more])
        assert end.value.code == code
        said = capsys.readouterr().out
        if not more:
            assert (
                said.splitlines()[-1]
                == f"Report for the week of 2026-10-26 (as of 2026-11-01): {tmp_path / 'sales-week-2026-10-26.xlsx'}"
            )
        if more == ["--json"]:
            assert '"week": "2026-10-26"' in said
    assert said.splitlines()[-1].startswith("Dry run: the report for the week of 2026-10-26")


@pytest.mark.parametrize(
    ("said", "meant"),
    [("last week", "10-26"), ("Last-Week", "10-26"), ("本周", "11-02"), ("this week", "11-02"), ("2026.10.5", "10-05")],
)  # fmt: skip
def test_a_week_is_asked_for_in_words_too(said: str, meant: str) -> None:
    seen: list[dt.date | None] = []

    @click.command()
    @click.argument("book")
    @report_options
    def told(book: Path, options: Options) -> int:
        seen.append(options.week)
        return 0

    told.main(["x.xlsx", "--today", "2026-11-02", "--week", said], standalone_mode=False)
    assert seen == [dt.date.fromisoformat(f"2026-{meant}")]
    with pytest.raises(BadRequest, match="is not a date"):
        told.main(["x.xlsx", "--week", "next week"], standalone_mode=False)
