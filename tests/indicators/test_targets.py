"""Targets: what is set, what is reached, whether time keeps up."""

from decimal import Decimal
from typing import Any

import pytest

from sheetsales.indicators import reasons, targets
from sheetsales.indicators.figure import Figure, unknown
from sheetsales.indicators.period import month, parse_period, year_to
from sheetsales.indicators.scope import COMPANY, Scope, person, team
from tests.indicators.team_book import book_of, day, facts_of, open_deal

OCTOBER = month(2026, 10)


def target(
    period: str, level: str, owner: str | None, value: float | None, measure: str = "won_amount"
) -> dict[str, Any]:
    return {"period": period, "level": level, "owner": owner, "measure": measure, "value": value}


ROWS = [
    target("2026-09", "company", "Acme", 90), target("2026-10", "company", "Acme", 100),
    target("2026-10", "company", "Acme", 999), target("2026-10", "team", "north", 60),
    target("2026-10", "person", " Ann ", 40), target("2026-10", "person", "S02", 20),
    target("2026Q4", "company", "Acme", 330), target("2026-10", "nobody", "x", 5),
    target("soon", "company", "Acme", 5), target("2026-11", "company", "Acme", None), target("2026-10", "team", "", 1),
    target("2026-10", "person", None, 1),
]  # fmt: skip


@pytest.fixture(scope="module")
def found() -> targets.Targets:
    return targets.read_targets(book_of(targets=ROWS))


def test_a_target_is_known_by_period_scope_and_measure(found: targets.Targets) -> None:
    assert found.of("won_amount", OCTOBER).value == Decimal(100)  # the first of two
    assert found.of("won_amount", OCTOBER, team("North")).value == Decimal(60)
    assert found.of("won_amount", OCTOBER, person("S01")).value == Decimal(40)
    assert found.of("won_amount", OCTOBER, person("S02")).value == Decimal(20)
    quarter = parse_period("2026Q4")
    assert quarter is not None
    assert found.of("won_amount", quarter).value == Decimal(330)


def test_months_add_up_where_all_are_set(found: targets.Targets) -> None:
    two = parse_period("2026Q4")
    assert two is not None
    september = year_to(OCTOBER, 9)
    assert found.of("won_amount", september).value == Decimal(190)
    figure = found.of("won_amount", year_to(OCTOBER))
    assert not figure.known
    assert "2026-01" in figure.reason.en
    assert figure.n == 2


def test_quarters_and_months_make_up_a_longer_time() -> None:
    rows = [
        target("2026Q1", "company", None, 30),
        target("2026Q2", "company", None, 31),
        target("2026-05", "company", None, 9),
    ]
    rows += [target(f"2026-{m:02d}", "company", None, m) for m in range(7, 11)]
    found = targets.read_targets(book_of(targets=rows))
    assert found.of("won_amount", year_to(OCTOBER)) == Figure(Decimal(30 + 31 + 7 + 8 + 9 + 10), 6)
    assert [part.period for part in found.parts("won_amount", year_to(month(2026, 5)))] == []
    assert [part.period for part in found.parts("won_amount", year_to(month(2026, 7)))] == [
        "2026Q1",
        "2026Q2",
        "2026-07",
    ]
    year = parse_period("2026")
    assert year is not None
    assert "2026-11" in found.of("won_amount", year).reason.en


def test_a_sum_is_not_cut_into_months_and_says_so() -> None:
    found = targets.read_targets(book_of(targets=[target("2026Q4", "company", None, 90)]))
    assert found.of("won_amount", OCTOBER).reason.en == "Set for 2026Q4 only, not for 2026-10"
    assert found.of("won_amount", month(2026, 9)).reason.en == "No target set for 2026-09"


def test_a_rate_holds_for_the_months_of_its_year() -> None:
    rows = [
        target("2026", "company", None, 0.4, "win_rate_count"),
        target("2026Q4", "company", None, 0.5, "win_rate_count"),
    ]
    found = targets.read_targets(book_of(targets=rows))
    assert found.of("win_rate_count", OCTOBER).value == Decimal("0.5")
    assert found.of("win_rate_count", month(2026, 9)).value == Decimal("0.4")
    assert not found.of("win_rate_count", month(2027, 1)).known
    assert not found.of("win_rate_count", OCTOBER, Scope("product", "P1")).known


def test_no_target_is_unknown_with_its_reason(found: targets.Targets) -> None:
    assert "2026-12" in found.of("won_amount", month(2026, 12)).reason.en
    year = parse_period("2027")
    assert year is not None
    assert "2027" in found.of("won_amount", year).reason.en
    none = targets.read_targets(book_of())
    assert none.of("won_amount", OCTOBER).reason == reasons.no_sheet("targets")
    assert none.of("won_amount", year).reason == reasons.no_sheet("targets")


def test_attainment_and_gap() -> None:
    assert targets.attainment(Figure(Decimal(645_000), 3), Figure(Decimal(760_000), 1)).number == 645 / 760
    assert targets.gap(Figure(30, 1), Figure(100, 1)).value == 70
    assert targets.attainment(Figure(5, 1), Figure(0, 1)).reason == reasons.NO_TARGET
    for compute in (targets.attainment, targets.gap):
        assert compute(unknown(reasons.NO_AMOUNT), Figure(1)).reason == reasons.NO_AMOUNT
        assert compute(Figure(1), unknown(reasons.NO_TARGET)).reason == reasons.NO_TARGET


def test_pace_goes_by_working_days() -> None:
    """October 2026 has 22 weekdays; by the 16th 12 of them are gone."""
    facts = facts_of(open_deal(), as_of=day("10-16"))
    elapsed = targets.elapsed_share(facts, OCTOBER)
    assert elapsed == Figure(12 / 22, 12)
    assert targets.pace(Figure(60, 2), Figure(110, 1), elapsed).number == pytest.approx(1.0)
    assert targets.pace(Figure(60, 2), unknown(reasons.NO_TARGET), elapsed).reason == reasons.NO_TARGET
    before = targets.elapsed_share(facts, month(2026, 11))
    assert not targets.pace(Figure(0, 0), Figure(110, 1), before).known


def test_a_joiner_counts_from_the_first_day() -> None:
    """Bob joined on Monday the 19th: 10 weekdays of his own."""
    facts = facts_of(open_deal(), as_of=day("10-23"))
    assert targets.elapsed_share(facts, OCTOBER, person("S02")) == Figure(5 / 10, 5)
    assert targets.elapsed_share(facts, OCTOBER, person("S01")) == targets.elapsed_share(
        facts, OCTOBER, COMPANY
    )


def test_change_needs_a_base() -> None:
    assert targets.change(Figure(645, 3), Figure(982, 4)).number == pytest.approx(-0.3432, abs=1e-4)
    assert targets.change(Figure(1), Figure(0)).reason == reasons.NO_BASE
    assert targets.change(unknown(reasons.NO_AMOUNT), Figure(1)).reason == reasons.NO_AMOUNT
    assert targets.change(Figure(1), unknown(reasons.BEFORE_DATA)).reason == reasons.BEFORE_DATA
    assert targets.points(Figure(0.3, 10), Figure(0.364, 11)).number == pytest.approx(-6.4)
    assert not targets.points(Figure(0.3), unknown(reasons.BEFORE_DATA)).known
    assert not targets.points(unknown(reasons.BEFORE_DATA), Figure(0.3)).known
