"""Headings and units as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sheetsales.schema.column import Column
from sheetsales.schema.headings import normalise
from sheetsales.schema.units import factor_for, is_unit, parse_unit, title_unit
from sheetsales.schema.workbook import RECORDS


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("客户名称", "客户名称"),
        ("\ufeff客 户\n名称 ", "客户名称"),
        ("名称（必填）：", "名称"),
        ("＊客户", "客户"),
        ("※客户", "客户"),
        ("Sales Agent", "salesagent"),
        ("sales_agent", "salesagent"),
        ("SalesAgent", "salesagent"),
        ("Account Owner", "accountowner"),
        ("Account Owner Id", "accountownerid"),
        ("国家/地区", "国家/地区"),
        ("Ｎａｍｅ", "name"),
        ("(only brackets)", "(onlybrackets)"),
    ],
)
def test_alike_headings_share_a_key(text: str, key: str) -> None:
    assert normalise(text).key == key


@pytest.mark.parametrize(
    ("text", "short", "unit"),
    [
        ("金额(万元)", "金额", "万元"),
        ("金额（万元）*", "金额", "万元"),
        ("价格，单位：分", "价格", "分"),
        ("金额（单位：千元）", "金额", "千元"),
        ("Deal Value, $", "dealvalue", "$"),
        ("Probability, %", "probability", "%"),
        ("Win %", "win", "%"),
        ("金额/万元", "金额", "万元"),
        ("Call Duration (in seconds)", "callduration", "seconds"),
        ("Amount (k USD)", "amount", "k usd"),
    ],
)
def test_the_unit_is_taken_out(text: str, short: str, unit: str) -> None:
    heading = normalise(text)
    assert (heading.short, heading.unit) == (short, unit)


def test_a_unit_without_brackets_still_belongs_to_the_key() -> None:
    assert normalise("Win %").key == "win%"


def test_other_brackets_are_a_hint() -> None:
    heading = normalise("Contact (Primary)")
    assert (heading.key, heading.hint, heading.unit) == ("contact", "primary", "")


def column(record: str, key: str) -> Column:
    return RECORDS[record].by_key[key]


@pytest.mark.parametrize(
    ("record", "key", "unit", "factor"),
    [
        ("pipeline", "amount", "", "1"),
        ("pipeline", "amount", "万元", "10000"),
        ("pipeline", "amount", "千元", "1000"),
        ("pipeline", "amount", "分", "0.01"),
        ("pipeline", "amount", "$k", "1000"),
        ("pipeline", "amount", "million usd", "1000000"),
        ("pipeline", "amount", "万美元", "10000"),
        ("pipeline", "amount", "台", "1"),
        ("pipeline", "probability", "%", "1"),
        ("customers", "satisfaction", "分", "1"),
        ("activities", "minutes", "小时", "60"),
        ("tasks", "hours", "min", None),
        ("tasks", "hours", "小时", "1"),
        ("stages", "max_days", "周", "7"),
    ],
)
def test_the_factor_leads_to_the_columns_own_unit(
    record: str, key: str, unit: str, factor: str | None
) -> None:
    found = factor_for(column(record, key), unit)
    if factor is None:
        assert found is not None
        assert round(found * 60) == 1
    else:
        assert found == Decimal(factor)


@pytest.mark.parametrize(
    ("record", "key", "unit"),
    [
        ("pipeline", "amount", "%"),
        ("pipeline", "expected_close", "天"),
        ("pipeline", "probability", "万元"),
        ("pipeline", "amount", "小时"),
    ],
)
def test_a_unit_that_cannot_belong_to_the_column_is_refused(record: str, key: str, unit: str) -> None:
    assert factor_for(column(record, key), unit) is None


def test_a_currency_is_no_factor() -> None:
    unit = parse_unit("美元")
    assert unit is not None
    assert unit.factor == 1
    assert unit.currency == "USD"


@pytest.mark.parametrize("text", ["", "台", "备注", "primary"])
def test_other_words_are_no_units(text: str) -> None:
    assert not is_unit(text)


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("2026年跟进表（单位：万元）", "万元"),
        ("金额单位：人民币万元", "人民币万元"),
        ("单位: 千元 更新：10月", "千元"),
        ("Amounts in USD thousands", "usd thousands"),
        ("All figures in k USD", "k usd"),
        ("客户单位：某某公司", ""),
        ("Units sold", ""),
        ("重点客户", ""),
    ],
)
def test_a_title_announces_the_unit_of_the_table(title: str, unit: str) -> None:
    assert title_unit(title) == unit
