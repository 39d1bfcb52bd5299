"""The sections on orders, cash, quotations, service, scores and repeat business: shown, worked out again in plain SQL, cut to
whom they are for."""

# ruff: noqa: S608 - the queries are asked of tables of the test itself

from __future__ import annotations

import datetime as dt
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.indicators.period import parse_period
from sheetsales.reports.editions import everybody
from sheetsales.reports.modules.cash_table import AGEING, ALL, BANDS
from sheetsales.reports.modules.figures import LEDGER_FIGURES, computed
from sheetsales.reports.modules.orders_table import DELIVERIES, DELIVERY_TREND
from sheetsales.reports.modules.quotes_table import QUOTATIONS
from sheetsales.reports.modules.repeat_table import REPEAT
from sheetsales.reports.modules.scores_table import SATISFACTION
from sheetsales.reports.modules.sections import FIGURES
from sheetsales.reports.modules.service_table import REQUESTS, RETURNS
from sheetsales.reports.monthly import APPENDIX, build
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.widths import display_width
from sheetsales.texts import LANGUAGES, Lang, Text
from sheetsales.workflow.making import make_workbook, tell_story
from sheetsales.workflow.opening import open_book
from tests.indicators.team_book import book_of, day, open_deal
from tests.process.test_receivables import contract, row
from tests.reports.conftest import TODAY, Made, report_of
from tests.reports.figures_read import by
from tests.reports.made_book import made_of
from tests.reports.test_goldens import columns, shown
from tests.reports.test_workbook_shape import column_width

MODULES = ("orders", "service", "contacts")
SHEETS = ("contracts", "orders", "receipts", "quotes", "returns", "service", "surveys", "customers")
GOLDENS = Path(__file__).with_name("goldens_modules")
PAGES = {
    "cover": Text("封面", "Cover"),
    "loyalty": Text("满意度与复购", "Satisfaction and repeats"),
    "ledgers": Text("回款与交付", "Cash and delivery"),
}


def sample(path: Path, lang: Lang) -> Path:
    story = tell_story(lang, "b2b", today=TODAY, opportunities=150, seed=1, modules=MODULES)
    make_workbook(path, lang=lang, process="b2b", today=TODAY, story=story, modules=MODULES)
    return path


@pytest.fixture(scope="session")
def module_samples(tmp_path_factory: pytest.TempPathFactory) -> dict[Lang, Path]:
    folder = tmp_path_factory.mktemp("module-samples")
    return {lang: sample(folder / f"{lang}.xlsx", lang) for lang in LANGUAGES}


@pytest.fixture(scope="session", params=LANGUAGES)
def told(request: pytest.FixtureRequest, module_samples: dict[Lang, Path]) -> Made:
    path = module_samples[request.param]
    return report_of(open_book(path, today=TODAY), path.with_name(f"{path.stem}-report.xlsx"), request.param)


def goldens(made: Made) -> Iterator[tuple[str, str]]:
    for key, name in PAGES.items():
        title = name.in_(made.lang)
        lines = shown(made.values[title], made.formulas[title])
        yield f"{key}.{made.lang}.txt", "\n".join(lines) + "\n"
    names = {table.name for table in FIGURES}
    lines = columns(made.formulas[APPENDIX.in_(made.lang)])
    kept, mine = [], False
    for line in lines:
        mine = line[1:-1] in names if line.startswith("[tbl") else mine
        kept += [line] if mine else []
    yield f"formulas.{made.lang}.txt", "\n".join(kept) + "\n"


def test_the_pages_show_what_they_showed(told: Made) -> None:
    made = dict(goldens(told))
    assert made.keys() == {path.name for path in GOLDENS.glob(f"*.{told.lang}.txt")}
    for name, text in made.items():
        assert text == (GOLDENS / name).read_text(encoding="utf-8"), name


def test_nothing_is_clipped(told: Made) -> None:
    for name in (PAGES["loyalty"].in_(told.lang), PAGES["ledgers"].in_(told.lang)):
        sheet = told.formulas[name]
        assert sheet.page_setup.paperSize == 9
        values = told.values[name]
        assert values.max_column <= 8
        for cells in values.iter_rows(min_row=4):
            for cell in cells:
                merged = any(cell.coordinate in area for area in values.merged_cells.ranges)
                if isinstance(cell.value, str) and not merged and not cell.alignment.wrap_text:
                    width = column_width(values, cell.column)
                    assert display_width(cell.value) <= width, (name, cell.coordinate, cell.value)


@pytest.fixture(scope="session")
def base(told: Made, module_samples: dict[Lang, Path]) -> sqlite3.Connection:
    """The sheets' cells as tables of a database, by the keys of their columns."""
    book = openpyxl.load_workbook(module_samples[told.lang], data_only=True)
    found = sqlite3.connect(":memory:")
    for key in SHEETS:
        record = RECORDS[key]
        keys = [column.key for column in record.columns_for(told.lang)]
        found.execute(f"CREATE TABLE {key} ({', '.join(keys)})")
        for cells in book[record.title.in_(told.lang)].iter_rows(min_row=2, values_only=True):
            values = [_plain(value) for value in cells[: len(keys)]]
            if any(value is not None for value in values):
                found.execute(f"INSERT INTO {key} VALUES ({','.join('?' * len(keys))})", values)
    found.create_function("named", 1, lambda text: text and text.partition(" ")[2])
    return found


def _plain(value: Any) -> Any:
    return value.date().isoformat() if isinstance(value, dt.datetime) else value


def asked(base: sqlite3.Connection, query: str) -> list[tuple[Any, ...]]:
    words = {"d": "2026-10-31", "f": "2026-10-01", "y": "2025-11-01"}
    return base.execute(query, {key: word for key, word in words.items() if f":{key}" in query}).fetchall()


GIVEN_BACK = "('退款', '抵扣货款', 'Refund', 'Credit')"
SIGNED = "(SELECT * FROM contracts WHERE signed_on <= :d AND status NOT IN ('终止', 'Terminated'))"
BACK = f"(SELECT o.contract_no AS contract, SUM(r.amount) AS back FROM returns r JOIN orders o ON o.id = r.order_no WHERE r.remedy IN {GIVEN_BACK} AND r.returned_on <= :d GROUP BY 1)"  # fmt: skip
CAME = "(SELECT contract, SUM(amount) AS came FROM receipts WHERE received_on <= :d GROUP BY 1)"
OWED = f"SELECT named(c.customer), c.id, c.amount - COALESCE(came, 0) - COALESCE(back, 0) AS owed, c.owner FROM {SIGNED} c LEFT JOIN {CAME} p ON p.contract = c.id LEFT JOIN {BACK} b ON b.contract = c.id"  # fmt: skip

LAID_OUT = "(SELECT SUM(due_amount) AS due, SUM(CASE WHEN received_on <= :d THEN amount ELSE 0 END) AS came, MAX(due_on) AS due_on, MAX(CASE WHEN received_on <= :d THEN received_on END) AS last FROM receipts GROUP BY contract, instalment)"  # fmt: skip
"""Instalments with their part payments."""


def test_what_every_contract_owes(told: Made, base: sqlite3.Connection) -> None:
    found = by(told, AGEING, "contract_is")
    total = found.pop(ALL)
    wanted = [row for row in asked(base, OWED) if row[2]]
    assert {(line["customer"], line["contract"], line["receivable"], line["owner"]) for line in found.values()} == set(wanted)  # fmt: skip
    assert total["receivable"] == sum(row[2] for row in wanted) == 1206460
    (open_ones,) = asked(
        base, "SELECT SUM(due_amount) FROM receipts WHERE received_on IS NULL AND due_on > :d"
    )
    assert total["not_due"] == open_ones[0]
    assert [total[key] for key in ("late_1", "late_2", "late_3", "rest")] == [0, 0, 0, 0]
    bands = by(told, BANDS, "least")
    assert sum(line["amount"] for line in bands.values()) == total["receivable"]
    assert [line["count"] for line in bands.values()] == [15, 0, 0, 0]


def test_figures(told: Made, base: sqlite3.Connection) -> None:
    found = {code: line["actual"] for code, line in by(told, LEDGER_FIGURES, "code").items()}
    one = {
        "received_amount": "SELECT SUM(amount) FROM receipts WHERE received_on BETWEEN :f AND :d",
        "receivable": f"SELECT SUM(owed) FROM ({OWED})",
        "collection_rate": f"SELECT 1.0 * SUM(MIN(came, due)) / SUM(due) FROM {LAID_OUT} WHERE due_on <= :d",
        "paid_on_time": f"SELECT 1.0 * SUM(came >= due AND last <= due_on) / COUNT(*) FROM {LAID_OUT} WHERE due_on <= :d",
        "expected_cash": "SELECT SUM(due_amount) FROM receipts WHERE due_on BETWEEN '2026-11-01' AND '2026-11-30' AND received_on IS NULL",
        "quote_conversion": "SELECT 1.0 * COUNT(DISTINCT CASE WHEN status IN ('已接受', 'Accepted') THEN id END) / COUNT(DISTINCT id) FROM quotes WHERE status IN ('已接受', 'Accepted', '未接受', 'Declined') AND date BETWEEN :y AND :d",
        "on_time": "SELECT 1.0 * SUM(delivered_on <= promised_on) / COUNT(*) FROM orders WHERE delivered_on BETWEEN :f AND :d",
        "order_accuracy": "SELECT 1.0 * SUM(fault IS NULL) / COUNT(*) FROM orders WHERE delivered_on BETWEEN :f AND :d",
        "return_rate": f"SELECT 1.0 * (SELECT COALESCE(SUM(amount), 0) FROM returns WHERE remedy IN {GIVEN_BACK} AND returned_on BETWEEN :f AND :d) / (SELECT SUM(amount) FROM orders WHERE delivered_on BETWEEN :f AND :d)",
        "service_on_time": "SELECT 1.0 * SUM(closed_on <= due) / COUNT(*) FROM service WHERE closed_on BETWEEN :f AND :d OR (closed_on IS NULL AND due < :d)",
    }  # fmt: skip
    for code, query in one.items():
        assert found.pop(code) == pytest.approx(asked(base, query)[0][0]), code
    assert found == {"overdue_amount": 0, "overdue_share": 0, "order_days": 2, "delivery_lead_days": 16 if told.lang == "zh" else found["delivery_lead_days"]}  # fmt: skip


def test_every_figure_is_the_indicator(module_samples: dict[Lang, Path], told: Made, tmp_path: Path) -> None:
    """The formula and the indicator come to the same, and the cover shows it."""
    from sheetsales.indicators.facts import gather
    from sheetsales.indicators.period import month
    from sheetsales.reports.draft import Draft
    from sheetsales.reports.periods import Periods

    facts = gather(open_book(module_samples[told.lang], today=TODAY).book, dt.date(2026, 10, 31))
    draft = Draft(None, told.lang, facts, Periods(month(2026, 10), 1, facts.as_of))
    for code, line in by(told, LEDGER_FIGURES, "code").items():
        assert line["actual"] == pytest.approx(computed(draft, code).number), code
        assert line["n"] == computed(draft, code).n


def test_deliveries(told: Made, base: sqlite3.Connection) -> None:
    wanted = asked(base, "SELECT id, named(customer), amount, promised_on, delivered_on FROM orders WHERE delivered_on IS NULL OR delivered_on BETWEEN :f AND :d")  # fmt: skip
    found = by(told, DELIVERIES, "number")
    assert {(n, x["customer"], x["amount"], x["promised"].date().isoformat()) for n, x in found.items()} == {row[:4] for row in wanted}  # fmt: skip
    assert {n: x["actual"] for n, x in found.items() if x["actual"].startswith("2026")} == {row[0]: row[4] for row in wanted if row[4]}  # fmt: skip
    months = asked(base, "SELECT substr(delivered_on, 1, 7), COUNT(*), SUM(delivered_on <= promised_on) FROM orders WHERE delivered_on BETWEEN :y AND :d GROUP BY 1")  # fmt: skip
    trend = {x["month"]: (x["delivered"], x["kept"]) for x in by(told, DELIVERY_TREND, "month").values()}
    assert {month: pair for month, pair in trend.items() if pair[0]} == {m: (n, k) for m, n, k in months}


def test_quotations_that_are_out(told: Made, base: sqlite3.Connection) -> None:
    wanted = asked(base, "SELECT id, named(customer), SUM(amount), MAX(discount) FROM quotes WHERE status IN ('已发出', 'Sent') GROUP BY id")  # fmt: skip
    found = by(told, QUOTATIONS, "number")
    assert {n: (x["customer"], pytest.approx(x["amount"]), pytest.approx(x["discount"])) for n, x in found.items()} == {row[0]: row[1:] for row in wanted}  # fmt: skip


def test_requests_and_returns(told: Made, base: sqlite3.Connection) -> None:
    wanted = asked(base, "SELECT id FROM service WHERE opened_on <= :d AND (closed_on IS NULL OR opened_on >= :f OR closed_on BETWEEN :f AND :d)")  # fmt: skip
    assert set(by(told, REQUESTS, "number")) == {row[0] for row in wanted}
    back = asked(base, "SELECT id FROM returns WHERE returned_on BETWEEN :f AND :d")
    assert set(by(told, RETURNS, "number")) == {row[0] for row in back}


def test_scores(told: Made, base: sqlite3.Connection) -> None:
    wanted = asked(
        base, "SELECT named(customer), AVG(score) FROM surveys WHERE date BETWEEN :f AND :d GROUP BY 1"
    )
    found = {name: line["score"] for name, line in by(told, SATISFACTION, "customer").items()}
    assert found == dict(wanted)
    assert list(found.values()) == sorted(found.values())
    assert sum(found.values()) / len(found) == 89.6


def test_who_is_to_buy_again(told: Made) -> None:
    found = by(told, REPEAT, "customer")
    assert [line["days"] for line in found.values()] == sorted(line["days"] for line in found.values())
    assert {line["days"] < 0 for line in found.values()} == {True, False}


def test_the_short_edition_has_cash_and_nothing_of_the_others(
    module_samples: dict[Lang, Path], tmp_path: Path
) -> None:
    made = report_of(open_book(module_samples["en"], today=TODAY), tmp_path / "r.xlsx", "en", full=False)
    sections = made.summary.as_json("en")["sections"]
    assert "cash" in sections
    assert {"deliveries", "quotations", "service", "satisfaction", "repeat"}.isdisjoint(sections)
    assert sections["cash"]["sentence"].startswith("£266.9k came in; £1.21m outstanding, nothing overdue; 48 days outstanding")  # fmt: skip
    assert sections["cash"]["tables"]["ageing"]["rows"][-1]["receivable"] == 1206460


def test_a_persons_edition_holds_their_own_alone(module_samples: dict[Lang, Path], tmp_path: Path) -> None:
    opened = open_book(module_samples["en"], today=TODAY)
    whole = 0.0
    for audience in everybody(opened.book, TODAY):
        made = made_of(opened.book, tmp_path / f"{audience.whose}.xlsx", audience=audience)
        ageing = by(made, AGEING, "contract_is")
        whole += ageing[ALL]["receivable"] if ageing else 0
        assert (
            by(made, QUOTATIONS, "number") == {} or "quotations" not in made.summary.as_json("en")["sections"]
        )
        assert {line["owner"] for line in ageing.values()} <= {audience.whose, None}
        assert {line["owner"] for line in by(made, DELIVERIES, "number").values()} <= {audience.whose}
    assert whole == 1206460


ROWS = (
    row("K1", due_on="09-10", due_amount=600, received_on="09-09", amount=200),
    row("K1", "retention", due_on="11-10", due_amount=300),
    row("K2", due_on="10-10", due_amount=500),
    row("K9", received_on="10-10", amount=70),
)


def test_overdue_money_by_age_and_what_is_in_no_figure(tmp_path: Path) -> None:
    contracts = [contract(), contract("K2", 500, owner="S02"), contract("K3", None)]
    made = made_of(book_of(contracts=contracts, receipts=ROWS, pipeline=[_deal()]), tmp_path / "r.xlsx")
    found = by(made, AGEING, "contract_is")
    ages = {key: [line[k] for k in ("receivable", "not_due", "late_1", "late_2", "late_3", "rest")] for key, line in found.items()}  # fmt: skip
    assert ages == {"K2": [500, 0, 500, 0, 0, 0], "K1": [800, 300, 0, 400, 0, 100], ALL: [1300, 300, 500, 400, 0, 100]}  # fmt: skip
    section = made.summary.as_json("en")["sections"]["cash"]
    assert section["sentence"].startswith("70 came in; 1,300 outstanding, 900 overdue (69%)")
    page = " ".join(str(c.value) for r in made.values["Cash and delivery"].iter_rows() for c in r if c.value)
    assert "2 more are in no figure" in page
    assert "100 of it has no due day" in page


def test_overdue_money_and_late_orders_are_among_what_matters_most(tmp_path: Path) -> None:
    orders = [{"id": "R1", "customer": "Best", "owner": "S02", "ordered_on": day("09-01"), "promised_on": day("10-20"), "delivered_on": None, "amount": 350}]  # fmt: skip
    contracts = [contract(), contract("K2", 500, owner="S02")]
    book = book_of(contracts=contracts, receipts=ROWS[:3], orders=orders, pipeline=[_deal()])
    made = made_of(book, tmp_path / "r.xlsx")
    page = [str(c.value) for r in made.values["Cover"].iter_rows() for c in r if c.value]
    assert any("Acme (K2) is 21 days overdue with payment" in text for text in page)
    assert any("R1 (Best) is 11 days late" in text for text in page)


def test_requests_closed_late_and_in_time_and_a_quarter_speaks_of_quarters(
    module_samples: dict[Lang, Path], tmp_path: Path
) -> None:
    quarter = parse_period("2026Q3")
    assert quarter is not None
    opened = open_book(module_samples["en"], today=TODAY)
    summary = build(opened.book, (), period=quarter, today=TODAY, path=tmp_path / "q.xlsx", lang="en")
    sections = summary.as_json("en")["sections"]
    assert sections["cash"]["sentence"].endswith("falls due next quarter.")
    assert sections["service"]["sentence"].startswith("10 opened, 90% closed in time")


def test_a_contract_paid_too_much_is_told_and_counts_once(tmp_path: Path) -> None:
    rows = (row("K1", "full", due_on="09-10", due_amount=1000, received_on="09-10", amount=1200), ROWS[2])
    contracts = [contract(), contract("K2", 500)]
    made = made_of(book_of(contracts=contracts, receipts=rows, pipeline=[_deal()]), tmp_path / "r.xlsx")
    found = by(made, AGEING, "contract_is")
    assert {key: line["receivable"] for key, line in found.items()} == {"K2": 500, "K1": -200, ALL: 300}
    page = " ".join(str(c.value) for r in made.values["Cash and delivery"].iter_rows() for c in r if c.value)
    assert "1 contract paid 200 more than agreed, taken off the total" in page
    assert "no due day" not in page


def _deal() -> dict[str, Any]:
    return {"id": "O-1", "customer": "K", "name": "Deal", "owner": "S01", **open_deal()}


def test_ageing_columns_are_called_by_their_limits(tmp_path: Path) -> None:
    book = book_of({"Ageing buckets": "15"}, contracts=[contract()], receipts=ROWS[:2], pipeline=[_deal()])
    made = made_of(book, tmp_path / "r.xlsx")
    headings = [c.value for r in made.values["Cash and delivery"].iter_rows(max_row=6) for c in r if c.value]
    assert {"1–15 days", "Over 15 days"} <= {str(h).split("\n")[0] for h in headings}


def test_late_orders_and_requests_come_first_and_say_what_is_not_known(tmp_path: Path) -> None:
    orders = [
        {"id": "A", "customer": "K", "owner": "S01", "ordered_on": day("09-01"), "promised_on": day("10-20"), "delivered_on": None, "amount": 5, "shipped_on": None, "status": None},
        {"id": "B", "customer": "K", "owner": "S01", "ordered_on": day("09-01"), "promised_on": day("10-10"), "delivered_on": None, "amount": 5, "shipped_on": day("10-30")},
        {"id": "C", "customer": "K", "owner": "S01", "ordered_on": day("09-01"), "promised_on": None, "delivered_on": None, "amount": 5},
        {"id": "D", "customer": "K", "owner": "S01", "ordered_on": day("09-01"), "promised_on": None, "delivered_on": day("10-09"), "shipped_on": day("10-06"), "amount": 5},
    ]  # fmt: skip
    service = [{"id": "S1", "customer": "K", "owner": "S01", "type": "fault", "subject": "x", "opened_on": day("10-01"), "due": day("10-08"), "closed_on": None}]  # fmt: skip
    made = made_of(book_of(orders=orders, service=service, pipeline=[_deal()]), tmp_path / "r.xlsx")
    found = by(made, DELIVERIES, "number")
    assert [(n, x["actual"], x["late"], x["status"]) for n, x in found.items()] == [
        ("B", "expected 2026-11-02", 15, "Shipped"),
        ("A", "—", 8, "Ordered"),
        ("C", "—", "—", "Ordered"),
        ("D", "2026-10-09", "—", "Delivered"),
    ]
    sections = made.summary.as_json("en")["sections"]
    assert sections["deliveries"]["sentence"].startswith("1 order delivered; 2 overdue")
    assert sections["service"]["sentence"] == "1 opened, 0% closed in time; 1 open."
    assert "cash" not in sections


def test_without_the_modules_one_line_says_so(reports: dict[Lang, Made]) -> None:
    made = reports["en"]
    assert PAGES["ledgers"].en not in made.values.sheetnames
    page = " ".join(str(c.value) for r in made.values["Indicators"].iter_rows() for c in r if c.value)
    assert "Orders, cash and service: No Quotes sheet, No Orders sheet, No Receipts sheet" in page


def write() -> None:
    import warnings

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
