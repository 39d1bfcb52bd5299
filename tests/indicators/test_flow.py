"""Flow through the stages, as the stage log tells it."""

from typing import Any

from sheetsales.book.process import Stage
from sheetsales.indicators import flow, reasons
from sheetsales.indicators.facts import Facts, deals_by_stage
from sheetsales.indicators.period import month, twelve_months_to
from tests.indicators.team_book import TODAY, day, facts_of, lost, move, open_deal, won

OCTOBER = month(2026, 10)
YEAR = twelve_months_to(TODAY)
BORN: dict[str, Any] = {"created_on": day("2025-11-03")}
LOG = [
    # won: every stage but presentation
    move("2025-11-03", "O-0001", None, "identify"), move("10-02", "O-0001", "identify", "needs"),
    move("10-05", "O-0001", "needs", "quote"), move("10-09", "O-0001", "quote", "won"),
    # lost out of quotation
    move("2025-11-03", "O-0002", None, "identify"), move("09-20", "O-0002", "identify", "quote"),
    move("10-12", "O-0002", "quote", "lost"),
    # went back to needs, is there still
    move("2025-11-03", "O-0003", None, "identify"), move("10-01", "O-0003", "identify", "quote"),
    move("10-20", "O-0003", "quote", "needs", "2026-12-01"), move("10-25", "O-0003", "needs", "needs", "2027-01-10"),
    # on hold
    move("2025-11-03", "O-0004", None, "identify"), move("10-14", "O-0004", "identify", "hold"),
]  # fmt: skip


def told(as_of: str = "10-31") -> Facts:
    deals = (
        won("10-09", **BORN),
        lost("10-12", **BORN),
        open_deal("needs", **BORN),
        open_deal("hold", **BORN),
    )
    return facts_of(*deals, stage_log=LOG, as_of=day(as_of))


def stage(facts: Facts, code: str) -> Stage:
    return facts.book.process.by_code[code]


def test_what_came_went_on_and_was_lost_in_a_month() -> None:
    facts = told()
    quote, needs, identify = (stage(facts, code) for code in ("quote", "needs", "identify"))
    assert flow.open_at_start(facts, identify, OCTOBER).value == 3
    assert flow.open_at_start(facts, quote, OCTOBER).value == 1
    assert flow.entered(facts, quote, OCTOBER).value == 2
    assert flow.entered(facts, needs, OCTOBER).value == 2
    assert flow.advanced(facts, quote, OCTOBER).value == 1  # the move back to needs is none
    assert flow.advanced(facts, identify, OCTOBER).value == 2  # to hold is none
    assert flow.lost_from(facts, quote, OCTOBER).value == 1


def test_any_later_stage_counts_as_passed() -> None:
    facts = told()
    figure = flow.stage_conversion(facts, stage(facts, "quote"), YEAR)
    assert (figure.number, figure.n) == (1 / 3, 3)
    assert not flow.stage_conversion(facts, stage(facts, "present"), YEAR).known  # nobody entered it


def test_of_the_decided_ones() -> None:
    facts = told()
    figure = flow.through_rate(facts, stage(facts, "quote"), YEAR)
    assert (figure.number, figure.n, figure.left_out) == (0.5, 2, 1)


def test_the_narrowest_stage_needs_enough_deals() -> None:
    assert flow.bottleneck(told(), YEAR) is None
    deals = [lost("06-01", created_on=day("01-05"))] * 4 + [won("06-01", created_on=day("01-05"))] * 4
    log = []
    for i in range(1, 9):
        log += [
            move("01-05", f"O-{i:04d}", None, "identify"),
            move("02-02", f"O-{i:04d}", "identify", "quote"),
        ]
        log.append(move("06-01", f"O-{i:04d}", "quote", "lost" if i < 5 else "won"))
    narrowest = flow.bottleneck(facts_of(*deals, stage_log=log), twelve_months_to(day("12-31")))
    assert narrowest is not None
    assert [s.code for s in narrowest] == ["quote", "negotiate"]


def test_the_standard_is_the_ratio_of_the_chances() -> None:
    facts = told()
    assert round(flow.standard_conversion(facts, stage(facts, "quote")).number, 3) == 0.667
    assert not flow.standard_conversion(facts, facts.stages[-1]).known
    assert not flow.standard_conversion(facts, stage(facts, "lost")).known


def test_without_a_log_nothing_is_known_of_the_flow() -> None:
    facts = facts_of(open_deal())
    assert flow.entered(facts, stage(facts, "quote"), OCTOBER).reason == reasons.NO_LOG
    assert flow.stage_conversion(facts, stage(facts, "quote"), YEAR).reason == reasons.NO_LOG
    assert flow.through_rate(facts, stage(facts, "quote"), YEAR).reason == reasons.NO_LOG


def test_a_log_that_begins_later_does_not_tell_about_before() -> None:
    facts = facts_of(open_deal(), stage_log=[move("10-20", "O-0001", None, "quote")])
    figure = flow.entered(facts, stage(facts, "quote"), OCTOBER)
    assert not figure.known
    assert "2026-10-20" in figure.reason.en
    assert flow.entered(facts, stage(facts, "quote"), month(2026, 11)).known


def test_a_first_sight_is_no_entry() -> None:
    seen = [move("09-28", "O-0001", None, "quote")]
    old = facts_of(open_deal(created_on=day("03-01")), stage_log=seen)
    new = facts_of(open_deal(created_on=day("09-28")), stage_log=seen)
    september = month(2026, 10)
    assert flow.entered(old, stage(old, "quote"), september).value == 0
    assert flow.open_at_start(old, stage(old, "quote"), september).value == 1
    assert old.log is not None
    assert new.log is not None
    assert old.log.stays["O-0001"][0].entered is None
    assert new.log.stays["O-0001"][0].entered == day("09-28")


def test_a_late_report_shows_the_stages_as_they_were() -> None:
    facts = told("10-07")
    stages = {d.id: d.stage.code for d in facts.open() if d.stage}
    assert stages == {"O-0001": "quote", "O-0002": "quote", "O-0003": "quote"}
    assert {d.state for d in facts.deals if d.id == "O-0004"} == {"hold"}
    assert set(deals_by_stage(facts.open())) == {"quote"}


def test_a_row_that_says_when_it_came_is_right_before_the_log_sees_it() -> None:
    log = [move("09-01", "O-0001", None, "identify")]
    deal = open_deal("quote", created_on=day("09-01"), stage_since=day("10-20"))
    facts = facts_of(deal, stage_log=log)
    assert [d.stage.code for d in facts.deals if d.stage] == ["quote"]
    later = facts_of(deal, stage_log=log, as_of=day("10-10"))
    assert [d.stage.code for d in later.deals if d.stage] == ["identify"]


def test_the_log_says_since_when_where_the_row_does_not() -> None:
    log = [move("09-01", "O-0001", None, "identify"), move("10-01", "O-0001", "identify", "quote")]
    facts = facts_of(open_deal("quote", created_on=day("09-01")), stage_log=log)
    assert facts.deals[0].stage_since == day("10-01")
