"""The sections on improvements, risks, meetings, channels, products and markets, campaigns, headcount: shown, worked out
again in plain SQL, cut to whom they are for."""

# ruff: noqa: S608 - the queries are asked of tables of the test itself

from __future__ import annotations

import datetime as dt
import sqlite3
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.indicators.catalogue import BY_CODE, span_told
from sheetsales.indicators.facts import gather
from sheetsales.indicators.period import month
from sheetsales.indicators.scope import COMPANY
from sheetsales.reports.editions import Audience, everybody
from sheetsales.reports.modules.campaigns_table import CAMPAIGNS, PARTNERS
from sheetsales.reports.modules.channels_table import CHANNELS
from sheetsales.reports.modules.figures import LEDGER_FIGURES
from sheetsales.reports.modules.improvements_table import BEFORE_AFTER, IMPROVEMENTS
from sheetsales.reports.modules.markets_table import PAIRS, PRODUCT_MARKET, RIVALS
from sheetsales.reports.modules.meetings_table import MEETINGS, REVISIONS
from sheetsales.reports.modules.risks_table import MATRIX, RISKS
from sheetsales.reports.monthly import APPENDIX
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.widths import display_width
from sheetsales.template.story import build_story
from sheetsales.template.story.modules import TOLD
from sheetsales.texts import LANGUAGES, Lang, Text
from sheetsales.workflow.making import make_workbook
from sheetsales.workflow.opening import open_book
from tests.indicators.team_book import book_of
from tests.reports.conftest import TODAY, Made, report_of
from tests.reports.figures_read import by, lines
from tests.reports.made_book import made_of
from tests.reports.test_goldens import columns, shown
from tests.reports.test_workbook_shape import column_width

MODULES = ("orders", "improve", "market")
SHEETS = ("pipeline", "customers", "costs", "problems", "risks", "markets", "products", "orders")
GOLDENS = Path(__file__).with_name("goldens_improving")
PAGES = {
    "improving": Text("改进", "Improvement"),
    "risks": Text("风险与会议", "Risks and meetings"),
    "market": Text("渠道与产品", "Channels and products"),
}
TABLES = (
    IMPROVEMENTS, BEFORE_AFTER, RISKS, MATRIX, MEETINGS, REVISIONS, CHANNELS, PRODUCT_MARKET, PAIRS, RIVALS, CAMPAIGNS, PARTNERS,
)  # fmt: skip
WON = "stage IN ('成交', '售后服务', 'Won', 'After-sales')"
LOST = "stage IN ('输单', 'Lost')"
IN_YEAR = "closed_on BETWEEN '2025-11-01' AND '2026-10-31'"
Row = Mapping[str, Any]


def sample(path: Path, lang: Lang) -> Path:
    """The story without mistakes, so that every amount is a number."""
    story = build_story(lang, "b2b", TODAY, mistakes=(), sheets=TOLD)
    make_workbook(path, lang=lang, process="b2b", today=TODAY, story=story, modules=MODULES)
    return path


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[Lang, Path]:
    folder = tmp_path_factory.mktemp("improving")
    return {lang: sample(folder / f"{lang}.xlsx", lang) for lang in LANGUAGES}


@pytest.fixture(scope="module", params=LANGUAGES)
def told(request: pytest.FixtureRequest, books: dict[Lang, Path]) -> Made:
    path = books[request.param]
    return report_of(open_book(path, today=TODAY), path.with_name(f"{path.stem}-report.xlsx"), request.param)


@pytest.fixture(scope="module")
def base(told: Made, books: dict[Lang, Path]) -> sqlite3.Connection:
    """The sheets' cells as tables of a database, by the keys of their columns; references by their ids."""
    book = openpyxl.load_workbook(books[told.lang], data_only=True)
    found = sqlite3.connect(":memory:")
    for key in SHEETS:
        record = RECORDS[key]
        keys = [column.key for column in record.columns_for(told.lang)]
        named = ", ".join(f'"{one}"' for one in keys)
        found.execute(f"CREATE TABLE {key} ({named})")
        for cells in book[record.title.in_(told.lang)].iter_rows(min_row=2, values_only=True):
            values = [_plain(value) for value in cells[: len(keys)]]
            if any(value is not None for value in values):
                found.execute(f"INSERT INTO {key} VALUES ({','.join('?' * len(keys))})", values)
    found.create_function("id_of", 1, lambda text: text and text.partition(" ")[0])
    return found


def _plain(value: Any) -> Any:
    return value.date().isoformat() if isinstance(value, dt.datetime) else value


def asked(base: sqlite3.Connection, query: str) -> list[tuple[Any, ...]]:
    return base.execute(query).fetchall()


def goldens(made: Made) -> Iterator[tuple[str, str]]:
    for key, name in PAGES.items():
        title = name.in_(made.lang)
        yield f"{key}.{made.lang}.txt", "\n".join(shown(made.values[title], made.formulas[title])) + "\n"
    names = {table.name for table in TABLES}
    kept, mine = [], False
    for line in columns(made.formulas[APPENDIX.in_(made.lang)]):
        mine = line[1:-1] in names if line.startswith("[tbl") else mine
        kept += [line] if mine else []
    yield f"formulas.{made.lang}.txt", "\n".join(kept) + "\n"


def test_the_pages_show_what_they_showed(told: Made) -> None:
    made = dict(goldens(told))
    assert made.keys() == {path.name for path in GOLDENS.glob(f"*.{told.lang}.txt")}
    for name, text in made.items():
        assert text == (GOLDENS / name).read_text(encoding="utf-8"), name


def test_nothing_is_clipped(told: Made) -> None:
    for name in PAGES.values():
        values = told.values[name.in_(told.lang)]
        assert values.max_column <= 8
        for cells in values.iter_rows(min_row=4):
            for cell in cells:
                merged = any(cell.coordinate in area for area in values.merged_cells.ranges)
                if cell.column == 1 and not cells[1].value:
                    continue  # a title runs on over the blank cells beside it
                if isinstance(cell.value, str) and not merged and not cell.alignment.wrap_text:
                    assert display_width(cell.value) <= column_width(values, cell.column), (
                        name,
                        cell.coordinate,
                        cell.value,
                    )


def test_channels_in_plain_sql(told: Made, base: sqlite3.Connection) -> None:
    found = by(told, CHANNELS, "source")
    costs = dict(asked(base, "SELECT channel, SUM(amount) FROM costs WHERE date BETWEEN '2025-11-01' AND '2026-10-31' GROUP BY 1"))  # fmt: skip
    leads = dict(asked(base, "SELECT source, COUNT(*) FROM customers WHERE created_on BETWEEN '2025-11-01' AND '2026-10-31' GROUP BY 1"))  # fmt: skip
    deals = dict(asked(base, "SELECT source, COUNT(*) FROM pipeline WHERE created_on BETWEEN '2025-11-01' AND '2026-10-31' GROUP BY 1"))  # fmt: skip
    won = {source: row for source, *row in asked(base, f"SELECT source, COUNT(*), SUM(amount) FROM pipeline WHERE {WON} AND {IN_YEAR} GROUP BY 1")}  # fmt: skip
    margin = dict(asked(base, f"SELECT p.source, SUM(p.amount - p.quantity * r.cost) FROM pipeline p JOIN products r ON p.product IN (r.id, r.name) WHERE {WON} AND {IN_YEAR} GROUP BY 1"))  # fmt: skip
    assert set(won) <= set(found)
    for source, line in found.items():
        if line["is"] == "*":
            continue
        key = None if source in ("（未填）", "(blank)") else source
        assert line["cost"] == pytest.approx(costs.get(key) or 0), source
        assert (line["leads"], line["deals"]) == (leads.get(key, 0), deals.get(key, 0)), source
        assert [line["won"], line["value"]] == pytest.approx(won.get(key, [0, 0])), source
        assert line["margin"] == pytest.approx(margin.get(key) or 0), source
        if isinstance(line["return"], float):
            assert line["return"] == pytest.approx((margin[key] - costs[key]) / costs[key]), source
    total = next(line for line in found.values() if line["is"] == "*")
    for key in ("cost", "leads", "deals", "won", "value", "margin"):
        assert total[key] == pytest.approx(sum(line[key] for line in found.values() if line["is"] != "*"))


def test_products_markets_and_rivals_in_plain_sql(told: Made, base: sqlite3.Connection) -> None:
    found = by(told, PRODUCT_MARKET, "by", "name")
    rows = asked(base, f"SELECT product, COUNT(*), SUM(amount) FROM pipeline WHERE {WON} AND {IN_YEAR} GROUP BY 1")  # fmt: skip
    assert {name: [n, pytest.approx(value)] for name, n, value in rows} == {
        name: [line["deals"], line["value"]] for (by_, name), line in found.items() if by_ == "product" and line["deals"]
    }  # fmt: skip
    markets = asked(base, f"SELECT m.name, COUNT(*), SUM(p.amount) FROM pipeline p JOIN customers c ON c.id = id_of(p.customer) JOIN markets m ON m.industry = c.industry AND m.region = c.region WHERE {WON} AND {IN_YEAR} GROUP BY 1")  # fmt: skip
    for name, n, value in markets:
        assert [found["market", name][key] for key in ("deals", "value")] == [n, pytest.approx(value)]
    pairs = lines(told, PAIRS)
    assert sum(line["value"] for line in pairs) == pytest.approx(sum(value for _, _, value in rows))
    rivals = by(told, RIVALS, "rival")
    ended = asked(base, f"SELECT competitor, SUM({WON}), SUM({LOST}) FROM pipeline WHERE {IN_YEAR} AND competitor NOT IN ('无', 'None') AND ({WON} OR {LOST}) GROUP BY 1")  # fmt: skip
    for name, won, lost in ended:
        assert (rivals[name]["won"], rivals[name]["lost"]) == (won, lost), name
        if won + lost >= 5:
            assert rivals[name]["win_rate"] == pytest.approx(won / (won + lost))


def test_campaigns_in_plain_sql(told: Made, base: sqlite3.Connection) -> None:
    found = by(told, CAMPAIGNS, "campaign")
    for name, budget, spent in asked(base, "SELECT campaign, SUM(budget), SUM(amount) FROM costs GROUP BY 1"):
        line = found[name]
        assert line["spent"] == (spent or 0)
        assert line["budget"] == (budget or "—")
        assert line["over"] == (max(0, (spent or 0) - budget) if budget else "—")


def test_risks_and_improvements_in_plain_sql(told: Made, base: sqlite3.Connection) -> None:
    watched = "status IN ('监控中', 'Watching')"
    matrix = by(told, MATRIX, "is")
    counts = asked(base, f"SELECT likelihood, impact, COUNT(*) FROM risks WHERE {watched} GROUP BY 1, 2")
    columns_of = {"高": "high", "中": "mid", "低": "low", "High": "high", "Medium": "mid", "Low": "low"}
    for likelihood, impact, n in counts:
        assert matrix[likelihood][columns_of[impact]] == n
    assert sum(line["all"] for line in matrix.values()) == sum(n for _, _, n in counts)
    levels = [line["level"] for line in lines(told, RISKS)]
    assert levels == sorted(levels, reverse=True)
    assert levels == [9, 6, 4, 4, 3]
    open_ = asked(
        base, "SELECT id FROM problems WHERE status NOT IN ('完成', 'Done', '取消', 'Cancelled') ORDER BY due"
    )
    assert [line["number"] for line in lines(told, IMPROVEMENTS)] == [id_ for (id_,) in open_]
    assert [(line["before"], line["after"], round(line["change"], 4)) for line in lines(told, BEFORE_AFTER)] == [
        (3, 1, -0.6667), (5, 2, -0.6), (70, 91, 0.3),
    ]  # fmt: skip


def test_every_figure_is_the_indicator(books: dict[Lang, Path], told: Made) -> None:
    facts = gather(open_book(books[told.lang], today=TODAY).book, dt.date(2026, 10, 31))
    found = by(told, LEDGER_FIGURES, "code")
    for code in ("cost", "cost_ratio", "cac", "improve_on_time"):
        figure = BY_CODE[code].compute(facts, span_told(code, month(2026, 10)), COMPANY)
        if figure.known:
            assert found[code]["actual"] == pytest.approx(figure.number), code
        else:
            assert found[code]["actual"] == "—", code
    assert found["cost"]["actual"] == 4500 + 2600
    assert found["cac"]["actual"] == pytest.approx(108495 / found["cac"]["den"])


def test_what_the_sentences_say(books: dict[Lang, Path], tmp_path: Path) -> None:
    made = report_of(open_book(books["en"], today=TODAY), tmp_path / "r.xlsx", "en")
    said = {key: section["sentence"] for key, section in made.summary.as_json("en")["sections"].items()}
    assert said["improvements"] == "3 open, 0 overdue; 0 done this month."
    assert (
        said["before_after"]
        == "'Approvals take three days on average' went from 3 to 1; 3 changes with figures."
    )
    assert (
        said["risks"]
        == "5 watched, 2 major; £2.86m at stake in the major ones, 1 without an amount; 0 reviews overdue."
    )
    assert said["meetings"] == "4 meetings, 4 actions, 4 not a task yet; SOP V2.1 is in force."
    assert said["channels"].startswith("£108.5k spent in twelve months, 1.3% of won value, £9,041 a new customer (n 12)")  # fmt: skip
    assert said["channels"].endswith("the best return is Website, 47.4 times its cost (n 9).")
    assert said["campaigns"] == "15 campaigns, £108.5k spent; 3 with a budget, £50.4k of £68k, 0 over budget."


def test_no_cost_reaches_a_team_or_a_person(books: dict[Lang, Path], tmp_path: Path) -> None:
    opened = open_book(books["en"], today=TODAY)
    secret = (
        "Channels over twelve months",
        "13345",
        "tblCostFacts",
        "tblMarketDeals",
        "Midland Energy",
        "out of touch",
    )
    audiences = [Audience("team"), *everybody(opened.book, TODAY)]
    for number, audience in enumerate(audiences):
        made = made_of(opened.book, tmp_path / f"{number}.xlsx", audience=audience)
        texts = "\n".join(_parts(made.path))
        assert not [word for word in secret if word in texts], audience
        assert PAGES["market"].en not in made.values.sheetnames


def _parts(path: Path) -> Iterator[str]:
    import zipfile

    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            yield package.read(name).decode("utf-8", "replace")


def test_a_person_s_edition_holds_their_own_improvements(books: dict[Lang, Path], tmp_path: Path) -> None:
    opened = open_book(books["en"], today=TODAY)
    numbers = []
    for audience in everybody(opened.book, TODAY):
        made = made_of(opened.book, tmp_path / f"{audience.whose}.xlsx", audience=audience)
        mine = lines(made, IMPROVEMENTS)
        assert {line["owner"] for line in mine} <= {audience.whose}
        numbers += [line["number"] for line in mine]
    assert sorted(numbers) == ["PB-004", "PB-005", "PB-006"]


def test_the_short_edition_has_none_of_them(books: dict[Lang, Path], tmp_path: Path) -> None:
    made = report_of(open_book(books["en"], today=TODAY), tmp_path / "r.xlsx", "en", full=False)
    assert {page.en for page in PAGES.values()}.isdisjoint(made.values.sheetnames)
    texts = "\n".join(_parts(made.path))
    assert "tblMarketDeals" not in texts, "nothing asks it"
    assert by(made, LEDGER_FIGURES, "code")["cost"]["actual"] == 7100


PROBLEM = {"id": "PB-1", "found_on": dt.date(2026, 7, 6), "kind": "problem", "problem": "slow", "owner": "S01", "due": dt.date(2026, 8, 31)}  # fmt: skip
DONE = PROBLEM | {"status": "done", "done_on": dt.date(2026, 8, 20), "result": "better"}


def _deal(**more: Any) -> dict[str, Any]:
    return {"id": "O-1", "customer": "C-1", "name": "one", "stage": "won", "owner": "S01", "amount": 100, "created_on": dt.date(2026, 4, 1), "closed_on": dt.date(2026, 5, 5)} | more  # fmt: skip


def _change(tmp_path: Path, **more: Any) -> Row:
    deals = [_deal(), _deal(id="O-2", closed_on=dt.date(2026, 9, 9), amount=300)]
    made = made_of(book_of(pipeline=deals, problems=[DONE | more]), tmp_path / "r.xlsx")
    (line,) = lines(made, BEFORE_AFTER)
    return line


def test_a_change_without_figures_is_worked_out_over_whole_months(tmp_path: Path) -> None:
    line = _change(tmp_path, measure="won_amount")
    assert (line["before"], line["after"], line["change"]) == (100, 300, 2)
    assert line["spans"] == "2026-05–2026-06 → 2026-09–2026-10"
    assert line["definition"]
    assert (line["n_before"], line["n_after"]) == (1, 1)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"before": 5, "measure": "won_amount"}, "Only one side is typed"),
        ({"measure": "load"}, "The report does not work that indicator out"),
        ({"measure": "won_amount", "done_on": dt.date(2026, 10, 5)}, "Not a whole month since it was done"),
        ({"measure": "won_amount", "done_on": None}, "Not a whole month since it was done"),
        ({"before": 0, "after": 3}, "It was 0 before"),
    ],
)
def test_a_change_that_cannot_be_told_says_why(tmp_path: Path, more: dict[str, Any], reason: str) -> None:
    deals = [_deal(), _deal(id="O-2", closed_on=dt.date(2026, 9, 9))]
    made = made_of(book_of(pipeline=deals, problems=[DONE | more]), tmp_path / "r.xlsx")
    assert lines(made, BEFORE_AFTER)[0]["change"] == "—"
    page = " ".join(str(c.value) for r in made.values["Improvement"].iter_rows() for c in r if c.value)
    assert reason in page
    sentence = made.summary.as_json("en")["sections"]["before_after"]["sentence"]
    assert ("No change has figures on both sides yet" in sentence) is (reason != "It was 0 before")


def test_what_is_overdue_and_what_was_done_later(tmp_path: Path) -> None:
    later = DONE | {"id": "PB-2", "done_on": dt.date(2026, 11, 1)}
    made = made_of(book_of(pipeline=[_deal()], problems=[PROBLEM, later, PROBLEM | {"id": "PB-3", "status": "cancelled"}]), tmp_path / "r.xlsx")  # fmt: skip
    assert [(line["number"], line["late"]) for line in lines(made, IMPROVEMENTS)] == [
        ("PB-1", 61),
        ("PB-2", 61),
    ]
    said = made.summary.as_json("en")["sections"]["improvements"]["sentence"]
    assert said == "2 open, 2 overdue; 0 done this month."


def test_progress_is_what_the_task_says(tmp_path: Path) -> None:
    meeting = {"date": dt.date(2026, 10, 6), "kind": "weekly", "topic": "t", "decision": "d", "owner": "S01", "due": dt.date(2026, 10, 9)}  # fmt: skip
    meetings = [
        meeting | {"action": "one", "task": "T-1"}, meeting | {"action": "two", "task": "T-2"},
        meeting | {"action": "three"}, meeting, meeting | {"date": dt.date(2026, 9, 1), "action": "before"},
    ]  # fmt: skip
    tasks = [
        {"id": "T-1", "title": "one", "assignee": "S01", "due": dt.date(2026, 10, 9), "status": "done", "done_on": dt.date(2026, 10, 8)},
        {"id": "T-2", "title": "two", "assignee": "S01", "due": dt.date(2026, 10, 9), "status": "done", "done_on": dt.date(2026, 11, 2)},
    ]  # fmt: skip
    made = made_of(book_of(pipeline=[_deal()], meetings=meetings, tasks=tasks), tmp_path / "r.xlsx")
    assert [line["progress"] for line in lines(made, MEETINGS)] == ["Done 8 Oct", "Open", "—", None]
    said = made.summary.as_json("en")["sections"]["meetings"]["sentence"]
    assert said == "1 meeting, 3 actions, 1 done, 1 not a task yet."


def test_who_was_trained_in_which_version(tmp_path: Path) -> None:
    versions = [
        {"version": "V1.0", "effective_on": dt.date(2026, 1, 1), "change": "first", "why": "w", "approved_by": "S01", "next_review": dt.date(2026, 6, 1)},
        {"version": "V2.0", "effective_on": dt.date(2026, 9, 1), "change": "second", "why": "w", "approved_by": "S01", "next_review": dt.date(2026, 12, 1)},
        {"version": "V3.0", "effective_on": dt.date(2026, 12, 1), "change": "third", "why": "w", "approved_by": "S01", "next_review": dt.date(2027, 6, 1)},
    ]  # fmt: skip
    training = [
        {"date": dt.date(2026, 9, 3), "topic": "process", "expected": "S01、S02", "person": "S01", "sop_version": "V2.0"},
        {"date": dt.date(2026, 11, 9), "topic": "process", "expected": "S02", "person": "S02", "sop_version": "V2.0"},
    ]  # fmt: skip
    made = made_of(
        book_of(pipeline=[_deal()], sop_revisions=versions, training=training), tmp_path / "r.xlsx"
    )
    found = lines(made, REVISIONS)
    assert [(line["version"], line["trained"]) for line in found] == [("V2.0", "Ann"), ("V1.0", None)]
    said = made.summary.as_json("en")["sections"]["meetings"]["sentence"]
    assert said == "SOP V2.0 is in force, 1 person trained."


def write() -> None:
    GOLDENS.mkdir(exist_ok=True)
    for lang in LANGUAGES:
        with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            path = sample(Path(folder, "book.xlsx"), lang)
            made = report_of(open_book(path, today=TODAY), Path(folder, "report.xlsx"), lang)
            for name, text in goldens(made):
                (GOLDENS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
