"""Who is star of the month in pay is who the evaluation of that month's report names."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from sheetsales.indicators.period import parse_month
from sheetsales.reports.judgement import judgements
from sheetsales.workflow.opening import open_both
from sheetsales.workflow.paying import Payroll
from tests.pay.conftest import PEOPLE, QUARTER, TODAY

MONTHS = ("2026-07", "2026-08", "2026-09")


def test_the_star_of_pay_is_the_star_of_the_report(both: Path) -> None:
    """As if nobody had errors open: three months, each 500 to the one with the star; nobody's is worked out of the score
    of somebody who may not be honoured."""
    opened = open_both(both / PEOPLE, today=TODAY)
    found = Payroll(opened, QUARTER, TODAY, findings=()).found()
    paid = [(s.person, s.amount, s.why.en) for s in found.pay.slices if s.plan == "STAR-M"]
    named: list[tuple[str, Decimal, str]] = []
    for label in MONTHS:
        month = parse_month(label)
        assert month is not None
        judged = judgements(opened.book, (), month, today=TODAY, lang=opened.book.lang)
        stars = [one for one in judged if one.place.honour.startswith("★")]
        assert all(one.able for one in stars)
        named += [
            (one.id, Decimal(500), f"highest score: {one.total:.1f}".removesuffix(".0")) for one in stars
        ]
    assert sorted(paid) == sorted(named)
    assert len(paid) >= len(MONTHS)
    assert not [notice for notice in found.notices if "STAR-M" in notice.en]
