"""Targets as goals, what has been reached so far, and the sums that do not add up."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.process.goals import COMPANY, Goals, Holder, goals
from sheetsales.process.people import People, people
from sheetsales.process.periods import Span, fiscal_start, month_number, span_of
from sheetsales.process.reach import reached
from sheetsales.process.target_sums import mismatches
from tests.rules.books import TODAY, make_book

D = dt.date
TEAM: list[dict[str, Any]] = [
    {"id": "M", "name": "周敏", "role": "manager", "team": "", "active": True, "manager": "", "left_on": None},
    {"id": "L", "name": "赵国梁", "role": "lead", "team": "华东", "active": True, "manager": "M", "left_on": None},
    {"id": "A", "name": "林晓燕", "role": "rep", "team": "华东", "active": True, "manager": "L", "left_on": None},
    {"id": "B", "name": "孙可", "role": "rep", "team": "华东", "active": None, "manager": "B", "left_on": D(2026, 9, 1)},
    {"id": "C", "name": "", "role": "rep", "team": "", "active": True, "manager": "B", "left_on": None},
    {"id": "F", "name": "吴昊", "role": "rep", "team": "", "active": False, "manager": "X", "left_on": D(2026, 12, 1)},
    {"id": None, "name": "无编号", "role": "rep", "team": "", "active": True, "manager": "", "left_on": None},
]  # fmt: skip
OCTOBER, Q4, YEAR = Span(2026 * 12 + 9, 1), Span(2026 * 12 + 9, 3), Span(2026 * 12, 12)


def team() -> People:
    return people(make_book(team=TEAM))


def target(
    period: str, level: str, owner: str | None, value: object, measure: str | None = "won_amount"
) -> dict[str, Any]:
    return {"period": period, "level": level, "owner": owner, "measure": measure, "value": value}


def set_(*rows: dict[str, Any]) -> Goals:
    return goals(make_book(team=TEAM, targets=list(rows)), team())


def test_who_has_left_and_who_is_in_charge() -> None:
    known = team()
    assert [p.id for p in known.all if known.gone(p.id, TODAY)] == ["B"]
    assert not known.gone(None, TODAY)
    assert known.in_charge_of("A", TODAY) == "L"
    assert known.in_charge_of("C", TODAY) == "M"  # whose manager has left
    assert known.in_charge_of("B", TODAY) == "M"  # who is said to be his own
    assert known.in_charge_of("F", TODAY) == "M"  # whose manager nobody knows
    assert known.in_charge_of("M", TODAY) == ""
    assert known.in_charge_of_team("华东", TODAY) == "L"
    assert known.in_charge_of_team("华南", TODAY) == "M"
    assert people(make_book(team=[*TEAM, {**TEAM[0], "id": "N"}])).manager(TODAY) == ""


def test_rows_that_cannot_be_read_are_no_goals() -> None:
    found = set_(
        target("2026-10", "person", "林晓燕", Decimal(100)),
        target("2026-10", "person", "外人", 2.5),
        target("2026Q4", "team", "华 东", Decimal(300)),
        target("2026", "company", None, Decimal(1000)),
        target("十月", "person", "A", Decimal(1)),
        target("2026-13", "person", "A", Decimal(1)),
        target("2026-10", "person", None, Decimal(1)),
        target("2026-10", "region", "华东", Decimal(1)),
        target("2026-10", "person", "A", Decimal(1), None),
        target("2026-10", "person", "A", None),
    )
    assert [(g.holder, g.span, g.value) for g in found.rows] == [
        (Holder("person", "A"), OCTOBER, Decimal(100)),
        (Holder("person", "外人"), OCTOBER, Decimal("2.5")),
        (Holder("team", "华东"), Q4, Decimal(300)),
        (COMPANY, YEAR, Decimal(1000)),
    ]
    assert (found.team_of("A"), found.team_of("外人")) == ("华东", "")
    assert found.holders["company"] == (COMPANY,)


def test_what_is_set_in_parts_counts_where_the_parts_are_whole() -> None:
    months = [target(f"2026-{m}", "person", "A", Decimal(m)) for m in (10, 11, 12)]
    found = set_(*months, *[target(f"2026-{m}", "person", "C", Decimal(m)) for m in (10, 11)])
    assert found.amounts("won_amount", Q4) == {Holder("person", "A"): Decimal(33)}
    quarters = [target(f"2026Q{q}", "company", None, Decimal(q)) for q in (1, 2, 3, 4)]
    assert set_(*quarters).amounts("won_amount", YEAR) == {COMPANY: Decimal(10)}
    own = set_(
        *quarters, target("2026", "company", None, Decimal(12)), target("2026", "company", None, Decimal(99))
    )
    assert own.amounts("won_amount", YEAR) == {COMPANY: Decimal(12)}
    assert own.amounts("visits", YEAR) == {}


def test_periods_follow_the_fiscal_year() -> None:
    assert span_of("2026Q1", 4) == Span(2026 * 12 + 3, 3)
    assert span_of("2026-02", 4) == Span(2026 * 12 + 1, 1)
    assert (Q4.first, Q4.last) == (D(2026, 10, 1), D(2026, 12, 31))
    assert Span(2028 * 12 + 1, 1).last == D(2028, 2, 29)
    for value, start in ((7, 7), (13, 1), (0, 1)):
        assert fiscal_start(make_book(settings={"fiscal_year_start": value}).settings) == start


def differences(*rows: dict[str, Any], active: str = "LAC") -> list[tuple[int, str, int, list[str]]]:
    found = mismatches(set_(*rows), frozenset(active))
    return [(m.goal.row, m.parts, int(m.total), [h.key for h in m.missing]) for m in found]


def test_people_make_the_team_and_teams_the_company() -> None:
    people_ = [target("2026Q4", "person", who, Decimal(50)) for who in ("A", "L")]
    team_ = target("2026Q4", "team", "华东", Decimal(120))
    company = target("2026Q4", "company", None, Decimal(120))
    assert differences(team_, *people_) == [(0, "people", 100, [])]
    assert differences(company, team_, people_[0]) == [(1, "people", 50, ["L"])]
    assert differences({**company, "value": Decimal(130)}, team_) == [(0, "teams", 120, [])]
    assert differences(company, *people_) == [(0, "people", 100, ["C"])]
    assert differences({**company, "measure": "win_rate_count"}, *people_) == []
    assert differences(target("2026Q4", "company", None, Decimal(100)), *people_, active="LA") == []


def test_a_target_that_few_have_is_no_sum() -> None:
    few = [target("2026Q4", "company", None, Decimal(100)), target("2026Q4", "person", "A", Decimal(10))]
    assert differences(*few) == []


def test_months_and_quarters_make_the_year() -> None:
    year = target("2026", "company", None, Decimal(100))
    quarters = [target(f"2026Q{q}", "company", None, Decimal(20)) for q in (1, 2, 3, 4)]
    assert differences(year, *quarters) == [(0, "quarters", 80, [])]
    assert differences(year, *quarters[:3]) == []  # the fourth may still come
    assert differences(year, *[{**q, "value": Decimal(60)} for q in quarters[:2]]) == [
        (0, "quarters", 120, [])
    ]
    months = [target(f"2026-{m}", "company", None, Decimal(9)) for m in (10, 11, 12)]
    assert differences(quarters[3], *months) == [(0, "months", 27, [])]
    assert differences({**year, "value": Decimal(27)}, *months) == []


def wins(*days: dt.date | None, owner: str | None = "A", amount: object = 10) -> list[dict[str, Any]]:
    money = None if amount is None else Decimal(str(amount))
    return [{"id": None, "stage": "won", "closed_on": day, "owner": owner, "amount": money} for day in days]


def best(rows: list[dict[str, Any]], holder: Holder, measure: str = "won_amount", months: int = 1) -> Any:
    found = reached(make_book(team=TEAM, pipeline=rows), team(), TODAY)
    assert found.best(holder, measure, months) is found.best(holder, measure, months)
    return found.best(holder, measure, months)


MONTHS = [D(2026, m, 3) for m in (3, 4, 5, 6, 7, 8, 9, 10)]


def test_the_best_stretch_is_the_latest_of_the_largest() -> None:
    rows = [*wins(*MONTHS), *wins(D(2026, 5, 9), D(2026, 9, 9)), *wins(D(2026, 11, 1), amount=9_999)]
    for holder in (COMPANY, Holder("person", "A"), Holder("team", "华东")):
        one = best(rows, holder)
        assert (one.value, one.span, one.history) == (20, Span(2026 * 12 + 8, 1), 8)
    assert best(rows, COMPANY, "won_count", 3).value == 4
    assert best(rows, COMPANY, "won_count", 3).span == Span(2026 * 12 + 7, 3)


@pytest.mark.parametrize(
    ("rows", "holder"),
    [
        (wins(*MONTHS[-5:]), COMPANY),
        (wins(*MONTHS[:4]), COMPANY),
        ([*wins(*MONTHS), *wins(None)], Holder("person", "A")),
        ([*wins(*MONTHS), *wins(D(2026, 4, 1), amount=None)], COMPANY),
        (wins(*MONTHS, amount=0), COMPANY),
        (wins(*MONTHS, owner=None), Holder("person", "A")),
        (wins(D(2026, 11, 2)), COMPANY),
    ],
    ids=[
        "five months",
        "four wins",
        "a day unknown",
        "an amount unknown",
        "nothing won",
        "somebody else",
        "this month",
    ],
)
def test_too_little_known_is_no_measure(rows: list[dict[str, Any]], holder: Holder) -> None:
    assert best(rows, holder) is None


def test_a_stretch_longer_than_the_history_is_unknown() -> None:
    assert best(wins(*MONTHS), COMPANY, months=12) is None
    assert month_number(TODAY) - month_number(MONTHS[0]) == 8


def test_a_sheet_of_names_months_and_quotas_is_of_people_and_signed_value() -> None:
    team = [{"id": "S1", "name": "Jane Doe", "team": "North"}]
    rows = [
        {"period": "2026-10", "owner": owner, "value": Decimal(value)}
        for owner, value in (("Jane Doe", 10), ("Bob Roe", 20), ("North", 30), ("Company", 60), (None, 70))
    ]
    book = make_book(team=team, targets=rows)
    found = goals(book, people(book))
    assert [(g.holder, g.measure) for g in found.rows] == [
        (Holder("person", "S1"), "won_amount"), (Holder("person", "Bob Roe"), "won_amount"),
        (Holder("team", "North"), "won_amount"), (COMPANY, "won_amount"), (COMPANY, "won_amount"),
    ]  # fmt: skip
