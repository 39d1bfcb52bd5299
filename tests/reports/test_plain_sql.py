"""The report against the same figures in plain SQL: three months of the sample, and a story of 400 opportunities.

Where the two mean different things the reason stands beside what is compared; where they mean the same they agree to the
last figure.
"""

from __future__ import annotations

import sqlite3
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import openpyxl
import pytest

from sheetsales.checking.judge import judge
from sheetsales.findings import Severity
from sheetsales.indicators.period import month
from sheetsales.reports.customers_table import BY_GRADE, OVERDUE
from sheetsales.reports.figures.table import FigureTable
from sheetsales.reports.monthly import APPENDIX, build
from sheetsales.reports.score_table import DETAIL, SCORE
from sheetsales.reports.stage_table import HEADINGS
from sheetsales.reports.tasks_table import QUOTAS, TASK_LOAD
from sheetsales.rules.everything import CATALOGUE
from sheetsales.workflow.making import make_workbook, tell_story
from sheetsales.workflow.opening import open_book
from tests.reports.conftest import TODAY, Made
from tests.reports.figures_read import by
from tests.reports.plain import customers, money, people, process
from tests.reports.plain.sheets import opened

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

Row = Mapping[str, Any]
CASES = ((150, 8), (150, 9), (150, 10), (400, 10))
WEEKS = {8: "2026-09-07", 9: "2026-10-05", 10: "2026-11-02"}
"""The Monday that follows the week a month ends in: load is told of the week that begins next."""


@dataclass(frozen=True)
class Both:
    """A report and the database of the same rows; ``problems`` are errors and warnings by person."""

    number: int
    made: Made
    base: sqlite3.Connection
    problems: Mapping[str, tuple[int, int]]

    def rows(self, query: str, *keys: str, **named: Any) -> dict[Any, Row]:
        cursor = self.base.execute(query, named)
        names = [column[0] for column in cursor.description]
        found = (dict(zip(names, row, strict=True)) for row in cursor.fetchall())
        return {row[keys[0]] if len(keys) == 1 else tuple(row[key] for key in keys): row for row in found}

    def stages(self) -> dict[str, Row]:
        """The appendix's table of stages by their names."""
        lines = list(self.made.values[APPENDIX.in_("zh")].iter_rows(values_only=True))
        top = next(i for i, line in enumerate(lines) if line[0] == "分阶段流程") + 1
        keys = [heading.key for heading in HEADINGS]
        rows = (dict(zip(keys, line, strict=False)) for line in lines[top + 1 : top + 12])
        return {str(row["stage"]): row for row in rows}

    def table(self, section: str, name: str) -> list[Row]:
        sections: Any = self.made.summary.as_json("zh")["sections"]
        found: list[Row] = sections[section]["tables"][name]["rows"]
        return found


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[0]} deals, month {case[1]}")
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    deals, number = request.param
    path = tmp_path_factory.mktemp("plain") / "sales.xlsx"
    story = tell_story("zh", "b2b", today=TODAY, opportunities=deals, seed=1)
    make_workbook(path, lang="zh", process="b2b", today=TODAY, story=story)
    book = open_book(path, today=TODAY)
    judged = judge(book.workbook, book.book, book.findings, today=TODAY, store=book.store)
    told, out = month(2026, number), path.with_name("report.xlsx")
    summary = build(
        judged.book, judged.findings, period=told, today=TODAY, path=out, lang="zh", rules=CATALOGUE
    )
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*extension is not supported")
        values, formulas = openpyxl.load_workbook(out, data_only=True), openpyxl.load_workbook(out)
    problems: dict[str, tuple[int, int]] = {}
    for finding in judged.findings:
        who = judged.book.person_name(finding.owner) if finding.owner else ""
        errors, warned = problems.get(who, (0, 0))
        errors += finding.severity is Severity.ERROR
        problems[who] = errors, warned + (finding.severity is Severity.WARNING)
    base = opened(path, told.first.isoformat(), told.last.isoformat(), TODAY.isoformat())
    process.prepare(base)
    for query in (money.WON, customers.CADENCE, customers.CONTACT, customers.KEPT, customers.DEAL_CONTACT):
        base.execute(query)
    yield Both(number, Made("zh", out, summary, values, formulas), base, problems)
    base.close()


def _differences(found: Mapping[Any, Row], wanted: Mapping[Any, Row], *keys: str) -> list[str]:
    """What the report shows otherwise; a dash is nothing known."""
    told = []
    for row, values in wanted.items():
        for key in keys:
            here = found[row][key] if row in found else "no such row"
            if not _same(here, values[key]):
                told.append(f"{row} {key}: {here}, in SQL {values[key]}")
    return told


def _same(here: Any, there: Any) -> bool:
    if there is None or here is None or isinstance(here, str):
        return (here in (None, "—")) == (there is None)
    return bool(here == pytest.approx(there, rel=1e-9, abs=1e-9))


def _figures(both: Both, table: FigureTable, *keys: str) -> dict[Any, Row]:
    return by(both.made, table, *keys)


def test_every_step_that_fell_due(both: Both) -> None:
    wanted = both.rows(process.STEPS, "code")
    lines = [row for row in both.table("process", "process") if row.get("code")]
    found = {row["code"]: row for row in lines if row["due"]}
    assert set(found) == set(wanted)
    assert _differences(found, wanted, "due", "done", "on_time", "undated") == []
    assert sum(row["due"] for row in wanted.values()) > 100


def test_steps_by_person(both: Both) -> None:
    wanted = {who or "（未填）": row for who, row in both.rows(process.PEOPLE, "who").items()}
    found = {row["name"]: row for row in both.table("process", "process_people")}
    assert _differences(found, wanted, "due", "done", "on_time") == []


def test_stages_flow_and_pass(both: Both) -> None:
    flow = {row["stage"]: row for row in both.table("stages", "stage_flow")}
    wanted = both.rows(process.FLOW, "stage")
    assert _differences(flow, wanted, "start", "entered", "advanced", "lost", "other", "open") == []
    assert all(
        r["start"] + r["entered"] - r["advanced"] - r["lost"] - r["other"] == r["open"]
        for r in wanted.values()
    )
    found, passed = both.stages(), both.rows(process.PASSED, "stage")
    if both.number == 10:
        assert _differences(found, passed, "through", "decided") == []
    else:  # the log begins in November 2025, so that it does not tell the twelve months
        assert all(found[name]["through"] == "—" for name in passed)
    assert _differences(found, both.rows(process.FUNNEL, "stage"), "reached") == []


def test_time_in_stages(both: Both) -> None:
    found = both.stages()
    assert _differences(found, both.rows(process.MEDIAN, "stage"), "days", "days_n") == []
    assert _differences(found, both.rows(process.OVER, "stage"), "over") == []


def test_what_was_won(both: Both) -> None:
    (wanted,) = both.rows(money.COVER, "count").values()
    found = {one.code: one for one in both.made.summary.headlines}
    assert found["won_amount"].value == wanted["amount"]
    assert found["won_count"].value == wanted["count"]
    assert found["new_customers"].value == wanted["new"]
    assert found["won_amount"].year_to_date == wanted["amount_to_date"]
    assert found["new_customers"].year_to_date == wanted["new_to_date"]
    (plan,) = both.base.execute(money.PLAN_TO_DATE).fetchone()
    kpi = both.made.summary.as_json("zh")["indicators"][0]
    assert plan > 0
    assert kpi["code"] == "won_amount"


def test_the_forecast(both: Both) -> None:
    wanted = both.rows(money.OUTLOOK, "month")
    for row in both.table("outlook", "outlook"):
        if row["month"] in wanted and row["weighted"] is not None:
            assert row["weighted"] == pytest.approx(wanted[row["month"]]["weighted"] or 0, abs=0.01), row[
                "month"
            ]


def test_tasks(both: Both) -> None:
    """Load is of the week that follows; overdue tasks stand apart, and a meeting somebody chairs is nobody else's."""
    wanted = both.rows(people.TASKS, "name", monday=WEEKS[both.number])
    found = _figures(both, TASK_LOAD, "name")
    assert set(found) == set(wanted)
    assert _differences(found, wanted, "capacity", "hours", "open", "overdue", "due", "in_time") == []


def test_activity(both: Both) -> None:
    """Quotas of Settings are for reps, as the tasks that arise from them; leads have those of their own rows."""
    wanted = both.rows(people.QUOTAS, "name")
    found = _figures(both, QUOTAS, "name")
    assert set(found) == set(wanted)
    assert _differences(found, wanted, "calls", "visits", "leads") == []
    reps = {
        name: row
        for name, row in wanted.items()
        if row["role"] == "销售" and found[name]["days"] == row["days"]
    }
    assert len(reps) >= 4
    assert _differences(found, reps, "calls_quota", "visits_quota", "leads_quota") == []
    assert all(found[name]["calls_quota"] == "—" for name, row in wanted.items() if row["role"] == "组长")


def test_customers_kept_in_touch_with(both: Both) -> None:
    wanted = both.rows(customers.GRADES, "grade")
    found = _figures(both, BY_GRADE, "grade")
    keys = ("count", "due", "met", "carried", "caught_up", "overdue", "satisfaction", "won")
    assert _differences(found, wanted, *keys) == []
    late = both.rows(customers.OVERDUE, "customer")
    assert {key: row["days"] for key, row in _figures(both, OVERDUE, "id").items()} == {
        key: row["over"] for key, row in late.items()
    }


def test_scores(both: Both) -> None:
    """Findings are those of the day of the report, for the SQL too. Whether somebody is ranked is told by half of the weight
    and by three months in post, which the report alone asks for."""
    detail, scores = _figures(both, DETAIL, "name", "code"), _figures(both, SCORE, "name")
    assert len(scores) >= 6
    for name, line in scores.items():
        errors, warned = both.problems.get(name, (0, 0))
        named = {"name": name, "errors_of": errors, "warnings_of": warned}
        points = both.rows(people.SCORES, "name", **named)[name]
        for code in people.WEIGHTS:
            assert _same(detail[name, code]["points"], points[code]), (name, code, points[code])
        assert _scored(points, [c for part in people.PARTS.values() for c in part]) == pytest.approx(
            line["total"], abs=0.051
        )
        for part, codes in people.PARTS.items():
            wanted = _scored(points, codes)
            assert line[part] == ("—" if wanted is None else pytest.approx(wanted, abs=0.051)), (name, part)


def _scored(points: Row, codes: Any) -> float | None:
    """The mean of what is known, by weight; results weigh less and process more in somebody's first days."""
    times = people.IN_THE_FIRST_DAYS if points["is_new"] else dict.fromkeys(people.PARTS, 1.0)
    part_of = {code: part for part, group in people.PARTS.items() for code in group}
    weights = {c: people.WEIGHTS[c] * times[part_of[c]] for c in codes if points[c] is not None}
    if not weights:
        return None
    whole: float = sum(points[c] * weight for c, weight in weights.items())
    return whole / sum(weights.values())
