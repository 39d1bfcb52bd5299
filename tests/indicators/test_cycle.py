"""How long deals take."""

from sheetsales.indicators import cycle, reasons
from sheetsales.indicators.figure import Figure
from sheetsales.indicators.period import month
from tests.indicators.team_book import day, facts_of, open_deal, won

OCTOBER = month(2026, 10)


def call(on: str, deal: str) -> dict[str, object]:
    return {
        "date": day(on),
        "rep": "S01",
        "customer": "K1",
        "opportunity": deal,
        "kind": "call",
        "content": "talked",
    }


def test_a_long_tail_does_not_pull_the_median() -> None:
    facts = facts_of(
        won("10-11", created_on=day("10-01")),
        won("10-15", created_on=day("10-01")),
        won("10-21", created_on=day("06-22")),
    )
    assert cycle.cycle_days(facts, OCTOBER).number == 14


def test_the_first_activity_comes_before_the_day_of_creation() -> None:
    facts = facts_of(
        won("10-11", created_on=day("10-01")), won("10-11", created_on=day("10-01")),
        activities=[call("10-05", "O-0001"), call("10-08", "O-0001")],
    )  # fmt: skip
    figure = cycle.cycle_days(facts, OCTOBER)
    assert (figure.number, figure.n) == (8.0, 2)


def test_a_negative_cycle_is_left_out() -> None:
    facts = facts_of(won("10-11", created_on=day("10-20")), won("10-11", created_on=day("10-10")))
    assert (cycle.cycle_days(facts, OCTOBER).number, cycle.cycle_days(facts, OCTOBER).left_out) == (1.0, 1)


def test_what_is_missing_is_said() -> None:
    assert "Closed on" in cycle.cycle_days(facts_of({"stage": "won"}), OCTOBER).reason.en
    assert "Created on" in cycle.cycle_days(facts_of(won("10-11")), OCTOBER).reason.en
    nobody = cycle.cycle_days(facts_of(open_deal(created_on=day("10-01"))), OCTOBER)
    assert nobody.reason == reasons.NOBODY_WON


def test_a_deal_closed_on_its_first_day_took_no_days() -> None:
    facts = facts_of(
        won("10-11", created_on=day("10-11")),
        won("10-12", created_on=day("10-08")),
        won("10-13", created_on=None),
    )
    assert [cycle.days_to_close(facts, d) for d in facts.deals] == [0, 4, None]
    assert cycle.cycle_days(facts, OCTOBER) == Figure(2.0, 2, left_out=1)
