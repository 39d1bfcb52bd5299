"""Amounts in Chinese capitals, as contracts and cheques have them: 壹仟贰佰叁拾肆元伍角陆分."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from sheetsales.errors import BadRequest
from sheetsales.texts import Text

_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_PLACES: Final = ("仟", "佰", "拾", "")
_MYRIAD, _HUNDRED_MILLION = 10**4, 10**8
_MOST: Final = Decimal(10) ** 16
"""From a hundred million times a hundred million on there is no usual word."""
_CENT: Final = Decimal("0.01")


def in_capitals(amount: Decimal) -> str:
    """The amount to the cent. 整 follows 元 alone; one 零 stands for noughts between digits.

    Raises ``BadRequest`` for a negative amount, which no such document has, and for one beyond all words.
    """
    exact = amount.quantize(_CENT, rounding=ROUND_HALF_UP)
    if exact < 0 or exact >= _MOST:
        raise BadRequest(
            Text(
                f"{exact:,} 没法写成大写金额：要在 0 到一亿亿之间。退款和负数另出单据。",
                f"{exact:,} cannot be written in capitals: it has to lie between 0 and ten quadrillion. Refunds take a document of their own.",
            )
        )
    whole, cents = divmod(int(exact * 100), 100)
    tenths, hundredths = divmod(cents, 10)
    text = f"{_whole(whole)}元" if whole or not cents else ""
    if not cents:
        return text + "整"
    if tenths:
        text += f"{_DIGITS[tenths]}角"
    elif text:
        text += "零"
    return text + (f"{_DIGITS[hundredths]}分" if hundredths else "")


def _whole(number: int) -> str:
    if not number:
        return _DIGITS[0]
    above, below = divmod(number, _HUNDRED_MILLION)
    return _joined(_of_myriads(above), "亿", _of_myriads(below), below, _HUNDRED_MILLION)


def _of_myriads(number: int) -> str:
    above, below = divmod(number, _MYRIAD)
    return _joined(_of_four(above), "万", _of_four(below), below, _MYRIAD)


def _joined(above: str, unit: str, below: str, rest: int, size: int) -> str:
    """Two parts of a number; 零 where noughts stand between them."""
    if not above:
        return below
    between = _DIGITS[0] if 0 < rest < size // 10 else ""
    return above + unit + between + below


def _of_four(number: int) -> str:
    text, gap = "", False
    for place, digit in zip(_PLACES, f"{number:04}", strict=True):
        if digit == "0":
            gap = True
            continue
        text += (_DIGITS[0] if gap and text else "") + _DIGITS[int(digit)] + place
        gap = False
    return text
