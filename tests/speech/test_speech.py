"""Counts, lists and days, as both languages say them."""

from __future__ import annotations

import datetime as dt

import pytest

from sheetsales.speech.counts import count_of
from sheetsales.speech.days import MONTHS, day, month, weekday
from sheetsales.speech.lists import AND, OR, listed
from sheetsales.texts import Text, of_many


def test_one_is_singular_and_thousands_are_grouped() -> None:
    assert count_of(1, "deal") == "1 deal"
    assert count_of(0, "deal") == "0 deals"
    assert count_of(1234, "person", "people") == "1,234 people"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 deal is open"),
        (2, "2 deals are open"),
        (1234, "1,234 deals are open"),
        ("1", "1 deal is open"),
        ("1,234", "1,234 deals are open"),
    ],
)
def test_a_text_chooses_its_words_by_a_count(count: object, said: str) -> None:
    text = Text("在手 {n} 单", "{n:deal|deals} {n:?is|are} open")
    assert text.fill(n=count).en == said


def test_chinese_needs_no_plural_and_a_bar_elsewhere_stays() -> None:
    assert Text("在手 {n} 单", "").fill(n=1).zh == "在手 1 单"
    assert Text("", "a | b {n:card|cards}").fill(n=2).en == "a | b 2 cards"


def test_lists_use_the_mark_of_their_language() -> None:
    assert listed(["a", "b", "c"]) == Text("a、b、c", "a, b, c")
    assert listed([Text("甲", "a"), Text("乙", "b")], last=OR) == Text("甲或乙", "a or b")
    assert listed(["a", "b", "c"], last=AND) == Text("a、b和c", "a, b and c")
    assert listed(["a"], last=AND) == Text("a", "a")
    assert listed([]) == Text("", "")


def test_long_lists_say_how_many_more() -> None:
    assert listed("abcde", most=3) == Text("a、b、c等", "a, b, c and 2 more")
    assert listed("abc", most=3, last=AND) == Text("a、b和c", "a, b and c")


def test_a_day_has_its_year_where_it_is_another() -> None:
    today = dt.date(2026, 11, 2)
    assert day(dt.date(2026, 8, 27), today) == Text("8 月 27 日", "27 August")
    assert day(dt.date(2025, 8, 27), today) == Text("2025 年 8 月 27 日", "27 August 2025")
    assert weekday(today) == Text("周一", "Monday")
    assert month(2026, 11) == Text("2026 年 11 月", "November 2026")
    assert len(MONTHS) == 12


def test_a_text_shown_unfilled_has_its_plurals() -> None:
    assert of_many("{n:deal|deals} {n:?is|are} open in {place}") == "{n} deals are open in {place}"
