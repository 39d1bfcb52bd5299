"""Currencies by their names, the rate table, and which currency an amount is in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sheetsales.book.amount_currency import currencies
from sheetsales.book.book import Book
from sheetsales.book.load import load
from sheetsales.book.rates import rate_table
from sheetsales.book.settings import Settings
from sheetsales.cells.build import grid_from_rows, workbook_from_rows
from sheetsales.cells.values import CellValue
from sheetsales.process.money import Unconverted, amounts, unconverted
from sheetsales.schema.bind import bind
from sheetsales.schema.currencies import code_for, codes_of, named_in
from sheetsales.texts import Lang
from tests.planning.books import TODAY, loaded

ZH = ("编号", "客户", "名称", "阶段", "金额", "币种", "负责人", "创建日期")
EN = ("ID", "Customer", "Deal", "Stage", "Amount", "Currency", "Owner", "Created")

_NAMES = {"currency": ("Currency", "币种"), "rates": ("Rate table", "汇率表")}


def _book(
    *amounts_: tuple[CellValue, CellValue], lang: Lang = "en", heading: str = "", **settings: str
) -> Book:
    heads = [heading or head if head in ("金额", "Amount") else head for head in (ZH if lang == "zh" else EN)]
    stage = "报价" if lang == "zh" else "Quotation"
    rows = [(f"O-{n}", f"C{n}", f"P{n}", stage, a, c, "Ann", None) for n, (a, c) in enumerate(amounts_)]
    title = "商机" if lang == "zh" else "Pipeline"
    grids = {title: grid_from_rows(title, [heads, *rows])}
    if settings:
        title, titles = (
            ("参数", ("分组", "名称", "值")) if lang == "zh" else ("Settings", ("Group", "Name", "Value"))
        )
        lines = [("General", _NAMES[key][lang == "zh"], value) for key, value in settings.items()]
        grids[title] = grid_from_rows(title, [titles, *lines], table="tblSettings")
    workbook = workbook_from_rows(grids)
    return load(workbook, bind(workbook), today=TODAY)[0]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("人民币", "CNY"), ("RMB", "CNY"), ("￥", "CNY"), ("美元", "USD"), ("US$", "USD"), ("us dollars", "USD"), ("欧元", "EUR"),
        ("港币", "HKD"), ("HK$", "HKD"), ("£", "GBP"), ("gbp", "GBP"), ("VND", "VND"), ("越南盾", "VND"), ("A$", "AUD"),
    ],
)  # fmt: skip
def test_names_of_currencies(name: str, code: str) -> None:
    assert codes_of(name)[0] == code


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("USD ($)", "USD"), ("人民币（元）", "CNY"), ("人民币 (CNY)", "CNY"), ("美元/USD", "USD"), ("£ sterling", "GBP"),
        ("EUR - €", "EUR"), ("$ (CAD)", "CAD"), ("USD/EUR", "USD/EUR"), ("USD (spot)", "USD (spot)"),
    ],
)  # fmt: skip
def test_two_names_of_one_currency_are_that_one(said: str, code: str) -> None:
    assert code_for(said, "GBP") == code


@pytest.mark.parametrize(
    ("sign", "own", "code"),
    [("$", "GBP", "USD"), ("$", "HKD", "HKD"), ("$", "", "USD"), ("¥", "CNY", "CNY"), ("¥", "JPY", "JPY"), ("¥", "USD", "¥"),
     ("bitcoin", "GBP", "bitcoin"), ("", "GBP", "")],
)  # fmt: skip
def test_a_sign_of_several_is_the_own_one_where_that_is_possible(sign: str, own: str, code: str) -> None:
    assert code_for(sign, own) == code


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("$12.5k", ("$",)), ("USD 9,000", ("usd",)), ("12.5万美元", ("美元",)), ("150000元", ("元",)), ("5块", ("元",)),
        ("金额（美元）", ("美元",)), ("Amount (USD)", ("usd",)), ("金额（万元）", ()), ("Forecast", ()), ("15万", ()), ("1.2M", ()),
    ],
)  # fmt: skip
def test_names_within_amounts_and_headings(text: str, names: tuple[str, ...]) -> None:
    assert named_in(text) == names


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("USD=7.10,EUR=7.80", {"USD": "7.10", "EUR": "7.80"}),
        ("美元：7.1；欧元 = 7.8", {"USD": "7.1", "EUR": "7.8"}),
        ("EUR=86%", {"EUR": "0.86"}),
        ("JPY=4.8/100", {"JPY": "0.048"}),
        ("100JPY=4.8", {"JPY": "0.048"}),
        ("USD/CNY=7.1", {"USD": "7.1"}),
        ("1 USD = 7.1 元", {"USD": "7.1"}),
        ("CNY=1", {"CNY": "1"}),
    ],
)
def test_rates_are_read_whole(text: str, rates: dict[str, str]) -> None:
    found = rate_table(Settings("zh", {"rates": text}))
    assert found.rates == {code: Decimal(rate) for code, rate in rates.items()}
    assert not found.unread


@pytest.mark.parametrize(
    "text",
    [
        "USD=7,10",
        "USD=",
        "7.1",
        "EUR=about 7",
        "CNY=2",
        "JPY=0",
        "USD=7.1/0",
        "0USD=7",
        "USD/EUR=0.9",
        "USD=7.1 EUR",
        "¥=1",
        "US=7",
    ],
)
def test_or_not_at_all(text: str) -> None:
    found = rate_table(Settings("zh", {"rates": text, "currency": "CNY" if text != "¥=1" else "USD"}))
    assert not found.rates
    assert found.unread == (text,)


def test_two_rates_for_one_are_none() -> None:
    found = rate_table(Settings("zh", {"rates": "USD=7.1,EUR=7.8,美元=7.2"}))
    assert found.rates == {"EUR": Decimal("7.8")}
    assert found.unread == ("USD=7.1", "美元=7.2")


@pytest.mark.parametrize(
    ("typed", "lang", "code"),
    [("gbp", "en", "GBP"), ("£", "en", "GBP"), ("人民币", "zh", "CNY"), ("￥", "zh", "CNY"), ("", "zh", "CNY"), ("", "en", ""),
     ("points", "en", "points")],
)  # fmt: skip
def test_the_workbooks_own_by_any_name(typed: str, lang: Lang, code: str) -> None:
    settings = Settings(lang, {"currency": typed})
    assert settings.currency == settings.text("currency") == code


def test_every_amount_in_its_own_currency() -> None:
    book = _book(
        (1000, None), (1000, "EUR"), ("$500", None), ("€ 200", None), (9, "bitcoin"), ("$7", "euro"), ("£5", None), (8, "US$"),
        currency="GBP", rates="EUR=0.86",
    )  # fmt: skip
    own = book.settings.currency
    assert currencies(book.table("pipeline"), own) == [
        "GBP", "EUR", "USD", "EUR", "bitcoin", "EUR / USD", "GBP", "USD",
    ]  # fmt: skip
    known = [None if amount is None else float(amount) for amount in amounts(book)]
    assert known == [1000, 860, None, 172, None, None, 5, None]
    assert unconverted(book) == (
        Unconverted("USD", (2, 7)), Unconverted("bitcoin", (4,)), Unconverted("EUR / USD", (5,)),
    )  # fmt: skip


def test_a_heading_names_the_currency_of_its_column() -> None:
    book = _book((100, None), ("5元", None), (7, "欧元"), lang="zh", heading="金额（美元）", rates="USD=7")
    assert currencies(book.table("pipeline"), "CNY") == ["USD", "CNY", "EUR"]
    assert amounts(book) == (Decimal(700), Decimal(5), None)
    plain = _book((100, None), lang="zh", heading="金额（元）")
    assert currencies(plain.table("pipeline"), "CNY") == ["CNY"]


def test_amounts_that_name_nothing_are_the_workbooks_own() -> None:
    table = loaded({"Deals": [EN[:5], *((f"O-{n}", "C", "P", "Quotation", 5) for n in range(3))]})[1].table(
        "pipeline"
    )
    assert currencies(table, "GBP") is None
    assert unconverted(_book((5, None))) == ()


@pytest.mark.parametrize(
    ("lang", "shown", "own"),
    [
        ("en", [("$5", None), (7, None), (8, None)], "USD"),
        ("en", [("$5", None), ("£7", None)], ""),
        ("en", [("$5", None), ("USD 8", None), ("£7", None), (7, None)], "USD"),
        ("en", [(5, "EUR"), (6, "EUR"), (7, "USD")], "EUR"),
        ("en", [(5, None), (6, None)], ""),
        ("en", [(5, "bitcoin"), (6, None)], ""),
        ("zh", [("$5", None)], "CNY"),
        ("zh", [("$5", None), ("$6", None), (7, None)], "USD"),
        ("zh", [("$5", None), ("$6", None), (7, None), (8, None), (9, None)], "CNY"),
        ("zh", [(None, "USD")], "CNY"),
    ],
)
def test_the_own_currency_by_language_and_what_the_cells_show(
    lang: Lang, shown: list[tuple[CellValue, CellValue]], own: str
) -> None:
    assert _book(*shown, lang=lang).settings.currency == own
