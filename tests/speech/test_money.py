"""Money in the unit that fits it, the same in texts, cells and live sentences."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sheetsales.speech.money import LADDER, money_expression, money_format, money_scale, spoken_money
from sheetsales.texts import LANGUAGES, Lang


@pytest.mark.parametrize(
    ("amount", "currency", "zh", "en"),
    [
        ("1500", "GBP", "1,500 GBP", "£1,500"),
        ("13500", "GBP", "1.4 万 GBP", "£13.5k"),
        ("1230000", "GBP", "123 万 GBP", "£1.23m"),
        ("9800", "", "9,800 元", "9,800"),
        ("10000", "CNY", "1 万元", "¥10k"),
        ("9999", "CNY", "9,999 元", "¥9,999"),
        ("645000", "CNY", "64.5 万元", "¥645k"),
        ("99999999", "CNY", "10,000 万元", "¥100m"),
        ("120000000", "CNY", "1.20 亿元", "¥120m"),
        ("2860000", "CHF", "286 万 CHF", "CHF 2.86m"),
        ("-1260000", "", "-126 万元", "-1.26m"),
        ("100", "USD", "100 USD", "$100"),
        ("99.9", "USD", "99.90 USD", "$99.90"),
        ("0.4", "EUR", "0.40 EUR", "€0.40"),
        ("-0.001", "EUR", "0 EUR", "€0"),
        ("0", "", "0 元", "0"),
        ("1500", "a currency", "1,500 元", "1,500"),
    ],
)
def test_money_in_a_sentence(amount: str, currency: str, zh: str, en: str) -> None:
    assert spoken_money(Decimal(amount), "zh", currency) == zh
    assert spoken_money(Decimal(amount), "en", currency) == en


def test_money_may_come_as_a_float() -> None:
    assert spoken_money(0.5, "en") == "0.50"
    assert spoken_money(15_000.0, "zh") == "1.5 万元"


def test_a_cell_shows_the_unit_that_fits() -> None:
    assert money_format("zh", "CNY") == '[>=100000000]0\\.00,,"亿";[>=10000]0\\.0,"万";#,##0'
    assert money_format("en", "GBP") == '[>=1000000]"£"#,##0.00,,"m";[>=10000]"£"0.0,"k";"£"#,##0'
    assert money_format("en") == '[>=1000000]#,##0.00,,"m";[>=10000]0.0,"k";#,##0'


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_formula_names_every_unit_and_cents_below_a_hundred(lang: Lang) -> None:
    said = money_expression(lang, "GBP")("B2")
    for rung in LADDER[lang][:-1]:
        assert f"IF(ABS(B2)>={rung.least}," in said
    assert said.startswith('IF(B2<0,"-","")&')
    assert 'SUBSTITUTE(TEXT(ABS(B2),"#,##0.00"),".00","")' in said
    assert said.count("(") == said.count(")")


@pytest.mark.parametrize(
    ("most", "zh", "en"),
    [
        (9_999.0, ("#,##0", "元"), ("#,##0", "£")),
        (10_000.0, ("0\\.0,", "万元"), ("#,##0,", "£k")),
        (9_999_999.0, ("0\\.0,", "万元"), ("#,##0,", "£k")),
        (10_000_000.0, ("0\\.0,", "万元"), ("0.0,,", "£m")),
        (100_000_000.0, ("0\\.00,,", "亿元"), ("0.0,,", "£m")),
    ],
)
def test_labels_of_one_chart_share_a_unit(most: float, zh: tuple[str, str], en: tuple[str, str]) -> None:
    assert money_scale(most, "zh", "CNY") == zh
    assert money_scale(most, "en", "GBP") == en


def test_the_unit_of_labels_names_the_currency_as_sentences_do() -> None:
    assert money_scale(20_000, "en") == ("#,##0,", "k")
    assert money_scale(20_000, "en", "CHF") == ("#,##0,", "CHF k")
    assert money_scale(200, "en", "CHF") == ("#,##0", "CHF")
    assert money_scale(20_000, "zh", "GBP") == ("0\\.0,", "万 GBP")
