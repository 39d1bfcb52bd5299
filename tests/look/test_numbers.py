from decimal import Decimal

import pytest

from sheetsales.look.numbers import BY_KIND, MONEY, dash_for_text, money_summary, spoken_money, spoken_percent
from sheetsales.schema.column import Kind


@pytest.mark.parametrize(
    ("amount", "currency", "zh", "en"),
    [
        ("3120000", "", "312 万元", "3.12M"),
        ("645000", "CNY", "64.5 万元", "CNY 0.65M"),
        ("9800", "", "9,800 元", "9,800"),
        ("26000", "GBP", "2.6 万 GBP", "GBP 26,000"),
        ("9800", "GBP", "9,800 GBP", "GBP 9,800"),
        ("-1260000", "", "-126 万元", "-1.26M"),
        ("12345678", "", "1,234.6 万元", "12.35M"),
        ("0", "", "0 元", "0"),
    ],
)
def test_money_in_a_sentence(amount: str, currency: str, zh: str, en: str) -> None:
    assert spoken_money(Decimal(amount), "zh", currency) == zh
    assert spoken_money(Decimal(amount), "en", currency) == en


def test_money_may_come_as_a_float() -> None:
    assert spoken_money(0.5, "en") == "1"
    assert spoken_money(15_000.0, "zh") == "1.5 万元"


@pytest.mark.parametrize(("share", "text"), [("0.367", "36.7%"), ("0.85", "85%"), ("1", "100%"), ("0", "0%")])
def test_shares_in_a_sentence(share: str, text: str) -> None:
    assert spoken_percent(Decimal(share)) == text
    assert spoken_percent(float(share)) == text


def test_every_kind_of_column_has_a_number_format() -> None:
    assert set(BY_KIND) == set(Kind)


def test_what_excel_would_turn_into_dates_or_numbers_is_kept_as_text() -> None:
    assert {BY_KIND[k] for k in (Kind.ID, Kind.PERIOD, Kind.PHONE, Kind.TEXT, Kind.CHOICE)} == {"@"}


def test_text_under_a_number_format_shows_as_a_dash() -> None:
    assert dash_for_text(MONEY) == '#,##0;-#,##0;#,##0;"—"'


def test_summaries_count_in_each_languages_unit() -> None:
    assert money_summary("zh").endswith('"万"')
    assert money_summary("en").endswith('"M"')
