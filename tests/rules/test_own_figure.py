"""Figures that teams define by formulas of their own."""

from __future__ import annotations

import pytest

from sheetsales.process.calendar import WorkingCalendar
from sheetsales.rules.written.own_figure import NO_FORMULA, NO_NUMBER, ROW_BY_ROW, own_figure
from sheetsales.texts import Text
from tests.indicators.team_book import TODAY, facts_of, lost, open_deal, won


def _of(text: str) -> float | Text:
    facts = facts_of(
        won("10-05", 100, kind="renewal"),
        won("10-06", 300, kind="new"),
        lost("10-07", 50, kind="new"),
        open_deal(kind="new"),
    )
    return own_figure(facts.book, text, today=TODAY, calendar=WorkingCalendar)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('=COUNTIFS(tblPipeline[Kind],"Renewal")/COUNTA(tblPipeline[ID])', 0.25),
        ("=SUM(tblPipeline[Amount])", 550),
        (" 12.5 ", 12.5),
        ("35%", 0.35),
    ],
)
def test_it_comes_to_a_number(text: str, value: float) -> None:
    assert _of(text) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("renewals over all deals", NO_FORMULA),
        ("", NO_FORMULA),
        ("=[@Amount]*2", ROW_BY_ROW),
        ('=IF(COUNTA(tblPipeline[ID])>1,"many","few")', NO_NUMBER),
        ("=1/0", NO_NUMBER),
    ],
)
def test_or_says_why_not(text: str, reason: Text) -> None:
    assert _of(text) == reason


def test_mistakes_are_told_in_words() -> None:
    found = _of("=SUMM(tblPipeline[Amount])")
    assert isinstance(found, Text)
    assert "SUMM" in found.en
