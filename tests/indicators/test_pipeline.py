"""Open deals: age, limits, stalled, coverage."""

from typing import Any

from sheetsales.indicators import pipeline, reasons
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.period import month
from sheetsales.process.stage_age import over_limit
from tests.indicators.team_book import day, facts_of, move, open_deal, won

OCTOBER = month(2026, 10)


def contact(on: str, deal: str = "O-0001") -> dict[str, object]:
    return {
        "date": day(on),
        "rep": "S01",
        "customer": "K1",
        "opportunity": deal,
        "kind": "call",
        "content": "talked",
    }


def test_age_alone_is_not_stalled() -> None:
    """Quotation allows 7 days and wants a contact every 3 working days; the 31st is a Saturday."""
    since: dict[str, Any] = {"stage_since": day("10-20")}
    facts = facts_of(
        open_deal(**since), open_deal(**since), open_deal(**since), open_deal(stage_since=day("10-28")),
        activities=[contact("10-28"), contact("10-20", "O-0002"), contact("11-05", "O-0003")],
    )  # fmt: skip
    assert [pipeline.over_limit(facts, d) for d in facts.deals] == [True, True, True, False]
    assert [pipeline.is_stalled(facts, d) for d in facts.deals] == [False, True, True, False]


def test_a_deal_exactly_at_the_limit_is_not_over_it() -> None:
    facts = facts_of(open_deal(stage_since=day("10-24")), open_deal(stage_since=day("10-23")))
    assert [pipeline.stage_age(facts, d) for d in facts.deals] == [7, 8]
    assert [pipeline.over_limit(facts, d) for d in facts.deals] == [False, True]


def test_without_a_day_the_whole_age_counts_against_all_limits() -> None:
    """Up to the end of quotation the packaged process allows 7 + 7 + 10 + 10 + 7 = 41 days."""
    facts = facts_of(
        open_deal(created_on=day("09-20")), open_deal(created_on=day("09-19")), open_deal(created_on=None)
    )
    assert [pipeline.over_limit(facts, d) for d in facts.deals] == [False, True, None]


def test_what_is_needed_to_call_a_deal_stalled() -> None:
    def why(facts: Facts) -> str:
        reason = pipeline.cannot_tell_stalled(facts)
        return reason.en if reason else ""

    assert "Activities" in why(facts_of(open_deal(stage_since=day("10-20"))))
    assert "Stage since" in why(facts_of(open_deal(), activities=[contact("10-28")]))
    assert "Stage" in why(facts_of({"amount": 5}))
    log = [move("10-01", "O-0001", None, "quote")]
    assert why(facts_of(open_deal(), activities=[contact("10-28")], stage_log=log)) == ""


def test_the_log_tells_since_when_as_it_does_for_the_rules() -> None:
    """Seen on the log's first day in the stage, with nothing else known: there at least since then."""
    log = [move("10-20", "O-0001", None, "quote"), move("10-30", "O-0002", None, "quote")]
    facts = facts_of(open_deal(), open_deal(), activities=[contact("10-01")], stage_log=log)
    assert [pipeline.over_limit(facts, d) for d in facts.deals] == [True, False]
    over = over_limit(facts.book, facts.as_of)
    assert [(o.row, o.days) for o in over] == [(0, 11)]


def test_a_deal_of_no_known_stage_is_neither_over_nor_stalled() -> None:
    facts = facts_of(open_deal("dreaming"), activities=[contact("10-28")])
    assert pipeline.over_limit(facts, facts.deals[0]) is None
    assert pipeline.is_stalled(facts, facts.deals[0]) is None


def test_median_age() -> None:
    facts = facts_of(
        open_deal(stage_since=day("10-21")), open_deal(stage_since=day("10-30")), open_deal(stage_since=None)
    )
    figure = pipeline.median_age(facts, facts.open())
    assert (figure.value, figure.n, figure.left_out) == (5.5, 2, 1)
    assert not pipeline.median_age(facts, []).known
    assert "Stage since" in pipeline.median_age(facts_of(open_deal()), facts.open()[:0]).reason.en


def test_open_amount() -> None:
    figure = pipeline.open_amount(facts_of(open_deal(amount=5), open_deal(amount=None), open_deal("hold", 7)))
    assert (figure.value, figure.n, figure.left_out) == (5, 1, 1)
    assert (
        pipeline.open_amount(facts_of(open_deal(amount=None), won("10-01", 5))).reason
        == reasons.OPEN_WITHOUT_AMOUNT
    )
    assert "Amount" in pipeline.open_amount(facts_of({"stage": "quote"})).reason.en
