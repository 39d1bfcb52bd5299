"""Follow-ups piled up in one cell: taken apart word for word, with their days, and what is not sure is said."""

from __future__ import annotations

import datetime as dt

import pytest

from sheetsales.book.parsing.dates import Order
from sheetsales.tidying.piles import (
    ASSUMED,
    NO_DAY,
    TWO_ORDERS,
    WRAPPED,
    Noted,
    noted,
    order_of,
    parts_of,
    piles_up,
    year_of_all,
)

TODAY = dt.date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("10.8电话；10.15拜访 送样", ["10.8电话", "10.15拜访 送样"]),
        ("10.8电话，10.15拜访，报价 3.5万，客户嫌贵", ["10.8电话", "10.15拜访，报价 3.5万，客户嫌贵"]),
        ("10/8 call; 10/15 visit", ["10/8 call", "10/15 visit"]),
        ("10/8 call, 10/15 visit, gave 3.5% off", ["10/8 call", "10/15 visit, gave 3.5% off"]),
        ("① 10.8电话\n② 2026.10.9 （微信）", ["10.8电话", "2026.10.9 （微信）"]),
        (" ； ", []),
    ],
)
def test_notes_are_taken_apart_word_for_word(text: str, parts: list[str]) -> None:
    assert parts_of(text) == parts


def test_columns_that_pile_up_are_told_from_all_others() -> None:
    assert piles_up(["10.8电话；10.15拜访", None, "9.3微信"])
    assert piles_up(["10/8 call; 10/15 visit", "left a card"])
    assert not piles_up(["10.8电话", "10.15拜访"]), "one a cell is a plain column"
    assert not piles_up(["要送样；要报价", "嫌贵；再等等", "10.8电话；10.9电话"])
    assert not piles_up([None, 3, dt.date(2026, 1, 1)])


@pytest.mark.parametrize(
    ("texts", "lang", "order"),
    [
        (["10/8 call; 10/15 visit"], "en", "month"),
        (["8/10 call; 15/10 visit"], "en", "day"),
        (["10/8 call"], "en", None),
        (["10/8 电话"], "zh", "month"),
        (["10/15 call; 15/10 call"], "en", None),
        (["15/10 电话"], "zh", "day"),
    ],
)
def test_the_column_shows_whether_day_or_month_is_first(
    texts: list[str], lang: str, order: Order | None
) -> None:
    assert order_of(texts, "zh" if lang == "zh" else "en") == order


@pytest.mark.parametrize(
    ("text", "order", "year", "found"),
    [
        ("10.8电话；2025.3.1拜访", None, 2026, [("2026-10-08", None), ("2025-03-01", None)]),
        ("10/8 call; 8/10/2025 visit", "day", 2026, [("2026-08-10", None), ("2025-10-08", None)]),
        ("10/8 call; 8/8 visit; 5/6/24", None, 2026, [(None, TWO_ORDERS), ("2026-08-08", None), (None, TWO_ORDERS)]),
        ("10.8电话", None, None, [("2026-10-08", ASSUMED)]),
        ("12.8电话", None, None, [("2025-12-08", ASSUMED)]),
        ("12.8电话", None, 2026, [("2025-12-08", ASSUMED)]),
        ("11.28电话；11.30拜访；1.5回访", None, 2026, [(None, WRAPPED), (None, WRAPPED), (None, WRAPPED)]),
        ("1.5回访；11.28电话", None, 2026, [("2026-01-05", None), ("2026-11-28", None)]),
        ("2.30电话；没人接", None, 2026, [(None, NO_DAY), (None, None)]),
        ("2/29 call", "month", None, [(None, NO_DAY)]),
    ],
)  # fmt: skip
def test_days_are_read_or_left_open_and_never_guessed_in_silence(
    text: str, order: Order | None, year: int | None, found: list[tuple[str | None, object]]
) -> None:
    notes = noted(text, order, year, TODAY)
    assert [(one.on and one.on.isoformat(), one.unsure) for one in notes] == found
    assert [one.said for one in notes] == parts_of(text)


def test_the_year_of_all_full_dates() -> None:
    assert year_of_all([dt.date(2025, 1, 2), None, dt.date(2025, 3, 4)]) == 2025
    assert year_of_all([dt.date(2025, 1, 2), dt.date(2026, 1, 2)]) is None
    assert year_of_all([]) is None
    assert noted("", None, None, TODAY) == []
    assert Noted(None, "x") == Noted(None, "x", None)
