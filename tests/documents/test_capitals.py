"""Amounts in Chinese capitals: every rule of the noughts, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsales.documents.capitals import in_capitals
from sheetsales.errors import BadRequest


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.004", "零元整"),
        ("0.5", "伍角"),
        ("0.05", "伍分"),
        ("0.56", "伍角陆分"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("10.05", "壹拾元零伍分"),
        ("10.5", "壹拾元伍角"),
        ("101", "壹佰零壹元整"),
        ("110", "壹佰壹拾元整"),
        ("1001", "壹仟零壹元整"),
        ("1010.1", "壹仟零壹拾元壹角"),
        ("1234.56", "壹仟贰佰叁拾肆元伍角陆分"),
        ("9999.995", "壹万元整"),
        ("10000", "壹万元整"),
        ("10010", "壹万零壹拾元整"),
        ("20105", "贰万零壹佰零伍元整"),
        ("100100", "壹拾万零壹佰元整"),
        ("101000", "壹拾万壹仟元整"),
        ("189720", "壹拾捌万玖仟柒佰贰拾元整"),
        ("1000000.01", "壹佰万元零壹分"),
        ("2860000", "贰佰捌拾陆万元整"),
        ("10010000", "壹仟零壹万元整"),
        ("100000000", "壹亿元整"),
        ("100000001", "壹亿零壹元整"),
        ("100001000", "壹亿零壹仟元整"),
        ("100010000", "壹亿零壹万元整"),
        ("110000000", "壹亿壹仟万元整"),
        ("1000000000000", "壹万亿元整"),
        ("1000100000000", "壹万零壹亿元整"),
        ("9999999999999999.99", "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_amounts(amount: str, words: str) -> None:
    assert in_capitals(Decimal(amount)) == words


@pytest.mark.parametrize("amount", ["-0.01", "-8153", "10000000000000000"])
def test_what_has_no_words_is_refused(amount: str) -> None:
    with pytest.raises(BadRequest, match="cannot be written in capitals"):
        in_capitals(Decimal(amount))


_DIGITS = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
_PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def read(words: str) -> Decimal:
    """The number that capitals say, read by another rule than they are written by."""
    whole, mark, rest = words.partition("元")
    if not mark:
        whole, rest = "", words
    total = above = four = digit = 0
    for sign in whole:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _PLACES:
            four, digit = four + digit * _PLACES[sign], 0
        elif sign == "万":
            above, four, digit = (four + digit) * 10_000, 0, 0
        else:
            total, above, four, digit = (above + four + digit) * 100_000_000, 0, 0, 0
    cents = sum(
        _DIGITS[rest[i - 1]] * size for sign, size in (("角", 10), ("分", 1)) if (i := rest.find(sign)) > 0
    )
    return total + above + four + digit + Decimal(cents) / 100


@given(st.decimals(0, 10**16 - 1, places=2))
def test_they_say_the_number_and_never_two_noughts(amount: Decimal) -> None:
    words = in_capitals(amount)
    assert read(words) == amount
    assert "零零" not in words
    assert words.endswith(("整", "角", "分"))
    assert not any(f"零{unit}" in words for unit in "亿万角分")
