"""The figures of the sample's October, worked out a second time from the sheets alone, by other means.

Where the report says something else, the reason stands beside the value. Of other months and of a larger story the second
opinion differs in these alone: it takes the typed day of the last contact for nothing (the report takes it for a contact),
the results of a score from the month (the report from the quarter to date), tasks and their week as they stand now (the
report those not done on the last day of the month, and the week after it), ranks the first three months in post, and
has a row for lost deals (the report a column).
"""

from __future__ import annotations

from typing import Any

import pytest

from sheetsales.reports.customers_table import BY_GRADE, OVERDUE
from sheetsales.reports.figures.table import FigureTable
from sheetsales.reports.indicators_table import INDICATORS
from sheetsales.reports.score_table import DETAIL, SCORE
from sheetsales.reports.tasks_table import PER_HEAD, QUOTAS, TASK_LOAD
from sheetsales.texts import Lang
from tests.reports.conftest import Made
from tests.reports.figures_read import by

UNKNOWN = "—"

# name: hours available, task hours, load, open, overdue, due in the month, in time
TASKS: dict[str, tuple[Any, ...]] = {
    # 5.5 hours, 69 % by the second opinion: it counts the meeting she chairs, which nobody else could take (SS507 does not)
    "周敏": (8.0, 4.0, 0.5, 3, 0, 0, 0),
    "陈立群": (16.0, 7.8, 0.4875, 10, 0, 3, 3),
    "林晓燕": (28.0, 6.8, 0.2429, 14, 0, 9, 9),
    "赵国梁": (28.0, 46.0, 1.6429, 14, 0, 6, 6),
    "何嘉怡": (28.0, 15.0, 0.5357, 9, 0, 5, 5),
    "吴昊": (28.0, 7.5, 0.2679, 7, 0, 3, 3),
    "孙可": (28.0, 5.0, 0.1786, 8, 0, 4, 4),
}
TASK_KEYS = ("capacity", "hours", "load", "open", "overdue", "due", "in_time")

# name: calls, calls a day, quota, rate, visits, quota, rate, new leads, quota
ACTIVITY: dict[str, tuple[Any, ...]] = {
    # 144 calls, 14.4 visits and 10 leads by the second opinion: it takes the Settings for leads too, which are for reps
    # here, as they are where tasks arise from them
    "陈立群": (10, 0.56, UNKNOWN, UNKNOWN, 6, UNKNOWN, UNKNOWN, 0, UNKNOWN),
    "林晓燕": (26, 1.44, 144, 0.1806, 10, 14.4, 0.6944, 0, 10),
    "赵国梁": (20, 1.11, 144, 0.1389, 5, 14.4, 0.3472, 0, 10),
    "何嘉怡": (13, 0.72, 144, 0.0903, 9, 14.4, 0.625, 0, 10),
    "吴昊": (14, 0.78, 144, 0.0972, 5, 14.4, 0.3472, 0, 10),
    "孙可": (12, 0.67, 144, 0.0833, 5, 14.4, 0.3472, 0, 10),
}
ACTIVITY_KEYS = ("calls", "calls_day", "calls_quota", "calls_rate", "visits", "visits_quota", "visits_rate", "leads", "leads_quota")  # fmt: skip

# grade: customers, won value, share, due, carried over, caught up, in time, rate, overdue, satisfaction, scores
GRADES: dict[str, tuple[Any, ...]] = {
    "A": (6, 331_100, 0.5133, 2, 4, 3, 1, 0.5, 1, 92.2, 5),
    "B": (13, 0, 0.0, 5, 8, 8, 3, 0.6, 0, 86.0, 3),
    "C": (26, 0, 0.0, 3, 17, 17, 0, 0.0, 0, 89.5, 6),
    "D": (15, 313_900, 0.4867, 2, 4, 4, 1, 0.5, 0, 91.8, 14),
    "合计": (60, 645_000, 1.0, 12, 33, 32, 5, 0.4167, 1, 90.8, 28),
}
GRADE_KEYS = ("count", "won", "share", "due", "carried", "caught_up", "met", "rate", "overdue", "satisfaction", "scored")  # fmt: skip

# name: rank, score, weight known, results, process, satisfaction
SCORES: dict[str, tuple[Any, ...]] = {
    "吴昊": (1, 107.5, 0.62, 116.7, 88.1, UNKNOWN),
    "林晓燕": (2, 102.2, 0.77, 116.7, 81.0, 90.0),
    # ranked third by the second opinion: somebody is ranked from the third month in post on, and these are 89 days
    "孙可": (UNKNOWN, 93.5, 0.65, 116.7, 78.9, UNKNOWN),
    "陈立群": (3, 41.6, 0.7, 0.0, 78.2, 90.0),
    "何嘉怡": (4, 34.5, 0.7, 0.0, 52.0, 91.4),
    # 28.8 and 79.2 by the second opinion, which rests on a check with two more warnings
    "赵国梁": (5, 29.1, 0.55, 0.0, 80.0, UNKNOWN),
}
SCORE_KEYS = ("rank", "total", "known", "results", "process", "satisfaction")

# name, measure: points, numerator, denominator
MEASURES: dict[tuple[str, str], tuple[Any, ...]] = {
    ("吴昊", "S1"): (120, 217_900, 110_000), ("吴昊", "S4"): (75.0, 6, 8), ("吴昊", "S5"): (100.0, 19, 19),
    ("吴昊", "S6"): (92.5, 3, 0.40), ("吴昊", "S7"): (UNKNOWN, 377, 400), ("吴昊", "S2"): (UNKNOWN, UNKNOWN, UNKNOWN),
    ("林晓燕", "S1"): (120, 331_100, 160_000), ("林晓燕", "S4"): (68.8, 11, 16), ("林晓燕", "S5"): (100.0, 46, 46),
    ("林晓燕", "S6"): (74.0, 19, 0.73), ("林晓燕", "S7"): (90.0, 720, 800), ("林晓燕", "S8"): (UNKNOWN, UNKNOWN, None),
    ("孙可", "S1"): (120, 96_000, 40_000), ("孙可", "S4"): (66.7, 6, 9), ("孙可", "S5"): (100.0, 31, 31),
    ("孙可", "S6"): (69.0, 9, 0.29), ("陈立群", "S1"): (0.0, 0, 90_000), ("陈立群", "S4"): (62.5, 5, 8),
    ("陈立群", "S5"): (100.0, 20, 20), ("陈立群", "S6"): (73.0, 10, 0.37), ("陈立群", "S3"): (UNKNOWN, UNKNOWN, UNKNOWN),
    ("何嘉怡", "S1"): (0.0, 0, 140_000), ("何嘉怡", "S4"): (55.6, 5, 9), ("何嘉怡", "S5"): (71.4, 25, 35),
    ("何嘉怡", "S6"): (19.2, 42, 0.52), ("何嘉怡", "S7"): (91.4, 457, 500), ("赵国梁", "S4"): (60.0, 6, 10),
    ("赵国梁", "S5"): (100.0, 23, 23), ("赵国梁", "S1"): (0.0, 0, 220_000),
}  # fmt: skip


@pytest.fixture(scope="module")
def october(reports: dict[Lang, Made]) -> Made:
    return reports["zh"]


def _agree(found: Any, wanted: Any) -> bool:
    """Equal to the last digit that is written down."""
    if not isinstance(wanted, int | float):
        return bool(found == wanted)
    digits = len(f"{wanted}".partition(".")[2]) if isinstance(wanted, float) else 0
    return isinstance(found, int | float) and abs(found - wanted) <= 0.5000001 * 10**-digits


def _differences(
    made: Made, table: FigureTable, keys: tuple[str, ...], wanted: dict[Any, tuple[Any, ...]], *rows: str
) -> list[str]:
    found = by(made, table, *rows)
    return [
        f"{row} {key}: {found[row][key]} instead of {value}"
        for row, values in wanted.items()
        for key, value in zip(keys, values, strict=True)
        if not _agree(found[row][key], value)
    ]


def test_tasks_and_load(october: Made) -> None:
    assert _differences(october, TASK_LOAD, TASK_KEYS, TASKS, "name") == []
    assert set(by(october, TASK_LOAD, "name")) == set(TASKS)


def test_activity_against_quota(october: Made) -> None:
    assert _differences(october, QUOTAS, ACTIVITY_KEYS, ACTIVITY, "name") == []
    assert set(by(october, QUOTAS, "name")) == set(ACTIVITY)


def test_value_per_head(october: Made) -> None:
    company = by(october, PER_HEAD, "name")["公司"]
    assert (company["won"], company["heads"], company["won_head"]) == (645_000, 6, 107_500)


def test_customers_by_grade(october: Made) -> None:
    assert _differences(october, BY_GRADE, GRADE_KEYS, GRADES, "grade") == []


def test_the_customer_that_is_overdue(october: Made) -> None:
    (line,) = by(october, OVERDUE, "id").values()
    assert (line["id"], line["grade"], line["owner"]) == ("C-004", "A", "林晓燕")
    assert (f"{line['last']:%Y-%m-%d}", line["cadence"], line["days"]) == ("2026-09-08", 15, 38)
    assert line["won12"] == 240_100


def test_scores(october: Made) -> None:
    assert _differences(october, SCORE, SCORE_KEYS, SCORES, "name") == []


def test_measures_by_hand(october: Made) -> None:
    assert _differences(october, DETAIL, ("points", "num", "den"), MEASURES, "name", "code") == []


def test_a_score_is_the_sum_of_its_measures(october: Made) -> None:
    detail = by(october, DETAIL, "name", "code")
    for name, line in by(october, SCORE, "name").items():
        mine = [
            one for (who, _), one in detail.items() if who == name and isinstance(one["points"], int | float)
        ]
        weight = sum(one["weight"] for one in mine)
        total = sum(one["points"] * one["weight"] for one in mine) / weight
        assert line["total"] == pytest.approx(total, abs=0.051), name


def test_star_of_the_month(october: Made) -> None:
    honours = {name: line["honour"] for name, line in by(october, SCORE, "name").items()}
    assert [name for name, said in honours.items() if said.startswith("★")] == ["吴昊"]
    assert honours["孙可"] == "只作参考"
    errors = {name: line["errors"] for name, line in by(october, SCORE, "name").items()}
    assert errors == {"陈立群": 2, "林晓燕": 3, "赵国梁": 1, "何嘉怡": 8, "吴昊": 0, "孙可": 1}


def test_indicators_computed_nowhere_before(october: Made) -> None:
    found = by(october, INDICATORS, "code")
    wanted = {
        "true_discount": (0.0083, 3), "contact_on_time": (0.6557, 61), "step_on_time": (0.933, 179),
        "turnover": (0.1446, 7), "stalled": (0.0192, 52), "won_amount": (645_000, 3), "calls": (95, 95), "visits": (40, 40),
    }  # fmt: skip
    assert {
        code: (_agree(found[code]["actual"], value), found[code]["n"]) for code, (value, n) in wanted.items()
    } == {code: (True, n) for code, (_, n) in wanted.items()}
    assert found["churn"]["reason"] == "数据不满一年，看不出流失"
    assert found["received_amount"]["reason"] == "没有“回款”表"
    assert len(found) == 41
    assert all(line["reason"] for line in found.values() if line["actual"] == UNKNOWN)
