"""Money in the unit that fits it: £1,500 · £13.5k · £1.23m; 9,800 元 · 64.5 万元 · 1.20 亿元.

One ladder of units for all places: texts, number formats of cells and the formulas of live sentences.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.texts import Lang

SIGNS: Final = {"GBP": "£", "USD": "$", "EUR": "€", "CNY": "¥", "JPY": "¥"}
"""Currencies that English sentences write with a sign; others with their code."""


LONGEST_NAME: Final = 8
"""What is longer is no name of a currency and is not told."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A unit that serves amounts of at least ``least``: how many make one, its decimals, its word."""

    least: int
    size: int
    places: int
    word: str


LADDER: Final[dict[Lang, tuple[Rung, ...]]] = {
    "zh": (Rung(100_000_000, 100_000_000, 2, "亿"), Rung(10_000, 10_000, 1, "万"), Rung(100, 1, 0, ""), Rung(0, 1, 2, "")),
    "en": (Rung(1_000_000, 1_000_000, 2, "m"), Rung(10_000, 1_000, 1, "k"), Rung(100, 1, 0, ""), Rung(0, 1, 2, "")),
}  # fmt: skip
"""Largest unit first. Below a hundred cents are told, so that a small amount is never 0."""


def spoken_money(amount: Decimal | float, lang: Lang, currency: str = "") -> str:
    """An amount as a sentence says it: ``312 万元``, ``9,800 元``; ``£1.26m``, ``£13.5k``, ``CHF 1,500``.

    ``currency`` is a code; blank or CNY in Chinese reads 元, and blank in English is not told.
    """
    value = Decimal(str(amount))
    rung = _rung(abs(value), lang)
    exact = (abs(value) / rung.size).quantize(Decimal(1).scaleb(-rung.places), rounding=ROUND_HALF_UP)
    minus = "-" if value < 0 and exact else ""
    front, after = _around(rung, lang, currency)
    return f"{minus}{front}{_without_zeros(f'{exact:,}', rung.places)}{after}"


def in_full(amount: Decimal, lang: Lang, currency: str = "") -> str:
    """An amount to the cent, as it is paid or owed: ``£1,234.50``, ``1,234.50 元``, ``-CHF 5.00``."""
    front, after = _around(Rung(0, 1, 2, ""), lang, currency)
    return f"{'-' if amount < 0 else ''}{front}{abs(amount):,.2f}{after}"


def _rung(size: Decimal, lang: Lang) -> Rung:
    return next(rung for rung in LADDER[lang] if size >= rung.least)


def _without_zeros(text: str, places: int) -> str:
    """``286.0`` → ``286``; ``1.20`` stays."""
    return text.removesuffix("." + "0" * places) if places else text


def _around(rung: Rung, lang: Lang, currency: str) -> tuple[str, str]:
    """What stands before and after the figure."""
    currency = currency if len(currency) <= LONGEST_NAME else ""
    if lang == "en":
        sign = SIGNS.get(currency)
        return sign or (f"{currency} " if currency else ""), rung.word
    if currency in ("", "CNY"):
        return "", f" {rung.word}元"
    return "", f" {rung.word} {currency}" if rung.word else f" {currency}"


def money_format(lang: Lang, currency: str = "") -> str:
    """The number format of money in summaries: ``64.5万``, ``£13.5k``; the cell keeps its full value.

    Excel allows two conditions, so amounts below zero are shown whole. It scales by thousands only: 万 and 亿 get
    their point as a text before the last digits.
    """
    if lang == "zh":
        return '[>=100000000]0\\.00,,"亿";[>=10000]0\\.0,"万";#,##0'
    sign = SIGNS.get(currency) or (f"{currency} " if currency else "")
    front = f'"{sign}"' if sign else ""
    return f'[>=1000000]{front}#,##0.00,,"m";[>=10000]{front}0.0,"k";{front}#,##0'


def whole_format(lang: Lang, currency: str = "") -> str:
    """The number format of money without its cents, in no larger unit: ``£13,500``, ``645,000 元``; texts stay as they are."""
    front, after = (f'"{word}"' if word else "" for word in _around(Rung(0, 1, 0, ""), lang, currency))
    return f"{front}#,##0{after};-{front}#,##0{after};{front}0{after};@"


def money_expression(lang: Lang, currency: str = "") -> Callable[[str], str]:
    """A formula's text of the amount in a cell, as ``spoken_money`` says it, by the cell's reference."""
    return lambda ref: f'IF({ref}<0,"-","")&{_rungs(ref, LADDER[lang], lang, currency)}'


def _rungs(ref: str, rungs: tuple[Rung, ...], lang: Lang, currency: str) -> str:
    here = _rung_expression(ref, rungs[0], lang, currency)
    return (
        f"IF(ABS({ref})>={rungs[0].least},{here},{_rungs(ref, rungs[1:], lang, currency)})"
        if rungs[1:]
        else here
    )


def _rung_expression(ref: str, rung: Rung, lang: Lang, currency: str) -> str:
    front, after = _around(rung, lang, currency)
    pattern = "#,##0" + ("." + "0" * rung.places if rung.places else "")
    scaled = f"ABS({ref})" + (f"/{rung.size}" if rung.size > 1 else "")
    text = f'TEXT({scaled},"{pattern}")'
    if rung.places:
        text = f'SUBSTITUTE({text},".{"0" * rung.places}","")'
    return "&".join(filter(None, [front and f'"{front}"', text, after and f'"{after}"']))


_SCALES: Final[dict[Lang, tuple[tuple[int, str, str], ...]]] = {
    "zh": ((100_000_000, "0\\.00,,", "亿"), (10_000, "0\\.0,", "万"), (0, "#,##0", "")),
    "en": ((10_000_000, "0.0,,", "m"), (10_000, "#,##0,", "k"), (0, "#,##0", "")),
}


def money_scale(most: float, lang: Lang, currency: str = "") -> tuple[str, str]:
    """One short number format for a row of labels of which the largest is ``most``, and the unit to name beside them:
    ``万元``, ``£k``; "" for the plain currency where none is named."""
    pattern, word = next((pattern, word) for least, pattern, word in _SCALES[lang] if most >= least)
    if lang == "zh":
        return pattern, f"{word}元" if currency in ("", "CNY") else f"{word} {currency}".strip()
    return pattern, SIGNS.get(currency, f"{currency} " if currency and word else currency) + word
