"""The sections of orders, cash, service and repeat business in plain SQL: a month in Chinese, a quarter in English."""

# ruff: noqa: S608 - the queries are asked of tables of the test itself

from __future__ import annotations

import datetime as dt
import sqlite3
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, Final

import openpyxl
import pytest

from sheetsales.dataclass import dataclass
from sheetsales.indicators.period import Period, parse_period
from sheetsales.reports.modules.cash_table import AGEING, ALL, BANDS
from sheetsales.reports.modules.figures import LEDGER_FIGURES
from sheetsales.reports.modules.orders_table import DELIVERIES, DELIVERY_TREND
from sheetsales.reports.modules.quotes_table import QUOTATIONS
from sheetsales.reports.modules.repeat_table import REPEAT
from sheetsales.reports.modules.scores_table import SATISFACTION, SCORE_TREND
from sheetsales.reports.modules.service_table import REQUESTS, RETURNS
from sheetsales.reports.monthly import build
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import LANGUAGES
from sheetsales.workflow.opening import open_book
from tests.reports.conftest import TODAY, Made
from tests.reports.figures_read import by
from tests.reports.test_modules import sample

pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported")
SHEETS: Final = ("pipeline", "contracts", "orders", "receipts", "quotes", "returns", "service", "surveys", "customers", "products")  # fmt: skip
CASES: Final = tuple(zip(LANGUAGES, ("2026-10", "2026Q3"), strict=True))


@dataclass(frozen=True)
class Both:
    """A report and the database of the same sheets."""

    made: Made
    base: sqlite3.Connection
    period: Period

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        year = self.period.last.replace(day=1)
        year = (year.replace(day=28) + dt.timedelta(days=4)).replace(day=1).replace(year=year.year - 1)
        words = {"d": self.period.last, "f": self.period.first, "y": year}
        given = {key: value.isoformat() for key, value in words.items() if f":{key}" in query}
        return self.base.execute(query, given).fetchall()

    def figure(self, code: str) -> Any:
        return by(self.made, LEDGER_FIGURES, "code")[code]["actual"]


@pytest.fixture(scope="module", params=CASES, ids=[f"{lang} {said}" for lang, said in CASES])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Both:
    lang, said = request.param
    folder = tmp_path_factory.mktemp("sql")
    path = sample(folder / "book.xlsx", lang)
    period = parse_period(said)
    assert period is not None
    out = folder / "report.xlsx"
    summary = build(open_book(path, today=TODAY).book, (), period=period, today=TODAY, path=out, lang=lang)
    values, formulas = (openpyxl.load_workbook(out, data_only=only) for only in (True, False))
    return Both(Made(lang, out, summary, values, formulas), database(path, lang), period)


def database(path: Path, lang: Any) -> sqlite3.Connection:
    """The sheets' cells as tables, by the keys of their columns."""
    book = openpyxl.load_workbook(path, data_only=True)
    found = sqlite3.connect(":memory:")
    for key in SHEETS:
        record = RECORDS[key]
        keys = [f'"{column.key}"' for column in record.columns_for(lang)]
        found.execute(f"CREATE TABLE {key} ({', '.join(keys)})")
        for cells in book[record.title.in_(lang)].iter_rows(min_row=2, values_only=True):
            values = [plain(value) for value in cells[: len(keys)]]
            if any(value is not None for value in values):
                found.execute(f"INSERT INTO {key} VALUES ({','.join('?' * len(keys))})", values)
    found.create_function("named", 1, lambda text: text and text.partition(" ")[2])
    found.create_aggregate("MID", 1, Median)  # type: ignore[arg-type]  # as sqlite3 wants it
    return found


class Median:
    def __init__(self) -> None:
        self.values: list[float] = []

    def step(self, value: float | None) -> None:
        self.values += [] if value is None else [value]

    def finalize(self) -> float | None:
        return median(self.values) if self.values else None


def plain(value: Any) -> Any:
    return value.date().isoformat() if isinstance(value, dt.datetime) else value


YES: Final = "('已接受', 'Accepted')"
NO: Final = "('未接受', 'Declined')"
GIVEN_BACK: Final = "('退款', '抵扣货款', 'Refund', 'Credit')"
SIGNED: Final = "(SELECT * FROM contracts WHERE signed_on <= :d AND status NOT IN ('终止', 'Terminated'))"
CAME: Final = "(SELECT contract, SUM(amount) AS came FROM receipts WHERE received_on <= :d GROUP BY 1)"
BACK: Final = f"(SELECT o.contract_no AS contract, SUM(r.amount) AS back FROM returns r JOIN orders o ON o.id = r.order_no WHERE r.remedy IN {GIVEN_BACK} AND r.returned_on <= :d GROUP BY 1)"  # fmt: skip
OWED: Final = f"SELECT c.id AS contract, c.amount - COALESCE(came, 0) - COALESCE(back, 0) AS owed FROM {SIGNED} c LEFT JOIN {CAME} p ON p.contract = c.id LEFT JOIN {BACK} b ON b.contract = c.id"  # fmt: skip
LAID_OUT: Final = "(SELECT r.contract, SUM(r.due_amount) AS due, SUM(CASE WHEN r.received_on <= :d THEN r.amount ELSE 0 END) AS came, MAX(r.due_on) AS due_on, MAX(CASE WHEN r.received_on <= :d THEN r.received_on END) AS last FROM receipts r JOIN contracts c ON c.id = r.contract WHERE c.signed_on <= :d AND c.status NOT IN ('终止', 'Terminated') GROUP BY r.contract, r.instalment HAVING SUM(r.due_amount) > 0)"  # fmt: skip

FIGURES: Final = {
    "received_amount": "SELECT SUM(amount) FROM receipts WHERE received_on BETWEEN :f AND :d",
    "receivable": f"SELECT SUM(owed) FROM ({OWED})",
    "collection_rate": f"SELECT 1.0 * SUM(MIN(came, due)) / SUM(due) FROM {LAID_OUT} WHERE due_on <= :d",
    "paid_on_time": f"SELECT 1.0 * SUM(came >= due AND last <= due_on) / COUNT(*) FROM {LAID_OUT} WHERE due_on <= :d",
    "overdue_amount": f"SELECT COALESCE(SUM(due - came), 0) FROM {LAID_OUT} WHERE due_on < :d AND came < due",
    "quote_conversion": f"SELECT 1.0 * COUNT(DISTINCT CASE WHEN status IN {YES} THEN id END) / COUNT(DISTINCT id) FROM quotes WHERE (status IN {YES} OR status IN {NO}) AND date BETWEEN :y AND :d",
    "on_time": "SELECT 1.0 * SUM(delivered_on <= promised_on) / COUNT(*) FROM orders WHERE delivered_on BETWEEN :f AND :d",
    "order_accuracy": "SELECT 1.0 * SUM(fault IS NULL) / COUNT(*) FROM orders WHERE delivered_on BETWEEN :f AND :d",
    "return_rate": f"SELECT 1.0 * (SELECT COALESCE(SUM(amount), 0) FROM returns WHERE remedy IN {GIVEN_BACK} AND returned_on BETWEEN :f AND :d) / (SELECT SUM(amount) FROM orders WHERE delivered_on BETWEEN :f AND :d)",
    "service_on_time": "SELECT 1.0 * SUM(closed_on <= due) / COUNT(*) FROM service WHERE closed_on BETWEEN :f AND :d OR (closed_on IS NULL AND due < :d)",
}  # fmt: skip


@pytest.mark.parametrize("code", FIGURES)
def test_figures(both: Both, code: str) -> None:
    assert both.figure(code) == pytest.approx(both.ask(FIGURES[code])[0][0])


def test_what_falls_due_next(both: Both) -> None:
    """The unpaid of the next month after a month, of the next quarter after a quarter."""
    months = both.period.span.months
    query = f"SELECT COALESCE(SUM(due - came), 0) FROM {LAID_OUT} WHERE due_on > :d AND due_on <= date(:d, '+1 day', '+{months} months', '-1 day') AND came < due"  # fmt: skip
    assert both.figure("expected_cash") == both.ask(query)[0][0]


def test_ageing(both: Both) -> None:
    found = by(both.made, AGEING, "contract_is")
    total = found.pop(ALL)
    owed = {key: money for key, money in both.ask(OWED) if money}
    assert {key: line["receivable"] for key, line in found.items()} == owed
    late = f"SELECT contract, due - came, CAST(julianday(:d) - julianday(due_on) AS INTEGER) FROM {LAID_OUT} WHERE came < due"  # fmt: skip
    ages = [0.0, 0.0, 0.0, 0.0]
    for _, left, days in both.ask(late):
        ages[0 if days <= 0 else 1 + (days > 30) + (days > 60)] += left
    assert [total[key] for key in ("not_due", "late_1", "late_2", "late_3")] == pytest.approx(ages)
    assert [line["amount"] for line in by(both.made, BANDS, "least").values()] == pytest.approx(ages)


def test_deliveries(both: Both) -> None:
    wanted = both.ask("SELECT id, amount, promised_on FROM orders WHERE ordered_on <= :d AND (delivered_on IS NULL OR delivered_on >= :f)")  # fmt: skip
    found = by(both.made, DELIVERIES, "number")
    assert {(n, x["amount"], x["promised"].date().isoformat()) for n, x in found.items()} == set(wanted)
    months = both.ask("SELECT substr(delivered_on, 1, 7), COUNT(*), SUM(delivered_on <= promised_on) FROM orders WHERE delivered_on BETWEEN :y AND :d GROUP BY 1")  # fmt: skip
    trend = {x["month"]: (x["delivered"], x["kept"]) for x in by(both.made, DELIVERY_TREND, "month").values()}
    assert {month: pair for month, pair in trend.items() if pair[0]} == {m: (n, k) for m, n, k in months}


def test_quotations_that_are_out(both: Both) -> None:
    wanted = both.ask("SELECT id, SUM(amount), MAX(discount) FROM quotes WHERE status IN ('已发出', 'Sent') GROUP BY id HAVING MIN(date) <= :d")  # fmt: skip
    found = by(both.made, QUOTATIONS, "number")
    assert {n: (x["amount"], x["discount"]) for n, x in found.items()} == {
        n: (pytest.approx(amount), pytest.approx(discount)) for n, amount, discount in wanted
    }


def test_requests_and_returns(both: Both) -> None:
    wanted = both.ask("SELECT id FROM service WHERE opened_on <= :d AND (closed_on IS NULL OR closed_on > :d OR opened_on >= :f OR closed_on >= :f)")  # fmt: skip
    assert set(by(both.made, REQUESTS, "number")) == {row[0] for row in wanted}
    back = both.ask("SELECT id FROM returns WHERE returned_on BETWEEN :f AND :d")
    assert set(by(both.made, RETURNS, "number")) == {row[0] for row in back}


def test_scores(both: Both) -> None:
    """The lowest twenty; each customer once, by its mean."""
    wanted = dict(
        both.ask(
            "SELECT named(customer), AVG(score) FROM surveys WHERE customer IS NOT NULL AND date BETWEEN :f AND :d GROUP BY 1"
        )
    )
    found = {name: line["score"] for name, line in by(both.made, SATISFACTION, "customer").items()}
    assert found == pytest.approx({name: wanted[name] for name in found})
    assert len(found) == min(len(wanted), 20)
    means = both.ask("SELECT month, AVG(score), COUNT(*) FROM (SELECT substr(date, 1, 7) AS month, customer, AVG(score) AS score FROM surveys WHERE customer IS NOT NULL AND date BETWEEN :y AND :d GROUP BY 1, 2) GROUP BY 1")  # fmt: skip
    trend = {x["month"]: (x["mean"], x["n"]) for x in by(both.made, SCORE_TREND, "month").values() if x["n"]}
    assert trend == {month: (pytest.approx(mean), n) for month, mean, n in means}


def test_who_is_to_buy_again(both: Both) -> None:
    """The last purchase plus the interval of its product, else the customer's own median gap of two at least."""
    won = both.ask("SELECT customer, closed_on, product FROM pipeline WHERE contract_no IS NOT NULL AND closed_on <= :d")  # fmt: skip
    alone = both.ask(
        "SELECT customer, ordered_on, product FROM orders WHERE opportunity IS NULL AND ordered_on <= :d"
    )
    months = dict(both.ask("SELECT name, MAX(rebuy_months) FROM products GROUP BY 1"))
    bought: dict[str, list[tuple[str, str]]] = {}
    for customer, day, product in (*won, *alone):
        bought.setdefault(customer, []).append((day, product))
    expected = {named: on for who, those in bought.items() if (on := due(both, sorted(those), months)) and (named := who.partition(" ")[2])}  # fmt: skip
    found = {name: line["expected"].date() for name, line in by(both.made, REPEAT, "customer").items()}
    assert found == expected


def due(both: Both, those: list[tuple[str, str]], months: dict[str, float | None]) -> dt.date | None:
    last, product = those[-1]
    (name,) = (product.partition(" ")[2] or product,) if product else ("",)
    interval = months.get(name) or months.get(product)
    on: dt.date | None = None
    if interval:
        ((text,),) = both.base.execute(
            "SELECT date(?, '+' || ? || ' months')", (last, int(interval))
        ).fetchall()
        on = dt.date.fromisoformat(text)
    else:
        days = sorted({dt.date.fromisoformat(day) for day, _ in those})
        gaps = [(b - a).days for a, b in pairwise(days)]
        on = days[-1] + dt.timedelta(days=round(median(gaps))) if len(gaps) >= 2 else None
    day = both.period.last
    near = on is not None and day - dt.timedelta(days=365) <= on <= day + dt.timedelta(days=92)
    return on if near else None
