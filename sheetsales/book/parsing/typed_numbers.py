"""Numbers typed as text: with units, signs of money, and the marks of either way to write them (1,234.50 and 1.234,50)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Final

from sheetsales.book.parsing.cleaning import clean
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex
from sheetsales.schema.currencies import beside_number

_LONGEST = 40
_YUAN: Final = frozenset({"元", "元整", "元正", "圆", "块"})
_UNITS = {
    "": 1, "元": 1, "元整": 1, "元正": 1, "万元整": 10_000, "圆": 1, "块": 1, "百": 100, "千": 1_000, "千元": 1_000, "k": 1_000, "万": 10_000, "万元": 10_000,
    "w": 10_000, "百万": 1_000_000, "百万元": 1_000_000, "m": 1_000_000, "mn": 1_000_000, "亿": 100_000_000,
    "亿元": 100_000_000, "分钟": 1, "分": 1, "小时": 1, "天": 1, "个": 1, "台": 1, "套": 1, "件": 1, "次": 1, "h": 1, "min": 1,
}  # fmt: skip
_UNIT: Final = "|".join(sorted(filter(None, _UNITS), key=lambda unit: (-len(unit), unit)))


class Marks(Enum):
    """How a column writes its numbers, as far as its cells leave no doubt."""

    POINT = "1,234.50"
    COMMA = "1.234,50"
    MIXED = "both"
    UNKNOWN = "nothing tells"


@dataclass(frozen=True, slots=True)
class Typed:
    """``number`` is None where the text can be read in the two ``ways`` and nothing decides. ``scaled`` says that a scale was named (万, k), ``full`` that the full unit was (元), ``money`` that
    a currency was."""

    number: Decimal | None
    scaled: bool = False
    full: bool = False
    money: bool = False
    ways: tuple[Decimal, ...] = ()


@cache
def _pattern() -> re.Pattern[str]:
    money = f"(?P<{{}}>{beside_number()})?"
    return re.compile(
        rf"{money.format('first')}\s*(?P<sign>[-+]?)\s*{money.format('second')}\s*"
        r"(?P<digits>[\d.,'’ ]*\d[.,]?|[.,]\d+)"
        rf"\s*(?P<unit>{_UNIT})?\s*{money.format('last')}\Z",
        re.IGNORECASE,
    )


def typed_number(text: str, marks: Marks = Marks.UNKNOWN, *, decimals_usual: bool = False) -> Typed | None:
    """A number typed as text; None for anything else.

    ``１２８，０００``, ``￥1,200.50``, ``(300)``, ``30 min``, ``1.2M`` and ``1.234,56`` are numbers, ``约20万`` is none. ``12.500`` can be
    read two ways: ``marks`` of the column decide, or else ``decimals_usual``, for what is no money.
    """
    plain = unicodedata.normalize("NFKC", clean(text)).strip()
    if len(plain) > _LONGEST or not any(c.isdigit() for c in plain):
        return None
    if plain.isascii() and plain.isdigit():
        return Typed(+Decimal(plain))  # so most are; what reads the others takes 8 ms to be compiled
    negative = len(plain) > 2 and plain[0] == "(" and plain[-1] == ")"
    match = _pattern().match(plain[1:-1] if negative else plain)
    read = _read(match["digits"].strip(), marks, decimals_usual=decimals_usual) if match else None
    if match is None or read is None:
        return None
    unit = (match["unit"] or "").lower()
    named = any(match[group] for group in ("first", "second", "last"))
    scale = _UNITS[unit] * (-1 if negative or match["sign"] == "-" else 1)
    number, ways = read
    return Typed(
        None if number is None else number * scale,
        abs(scale) != 1,
        unit in _YUAN,
        named,
        tuple(way * scale for way in ways),
    )


_SURE: Final = (
    (Marks.POINT, regex(r"\d{1,3}(?:,\d{3})+\.\d*\Z|\d{1,3}(?:,\d{3}){2,}\Z"), ",", "."),
    (Marks.COMMA, regex(r"\d{1,3}(?:\.\d{3})+,\d*\Z|\d{1,3}(?:\.\d{3}){2,}\Z"), ".", ","),
    (Marks.COMMA, regex(r"\d+,\d{2}\Z"), "", ","),
    (Marks.POINT, regex(r"\d*\.(?!\d{3}\Z)\d*\Z|(?:0\d*|\d{4,})?\.\d{3}\Z"), "", "."),
)
"""Ways to write a number that leave no doubt: how, the mark between thousands, the mark before decimals."""
_PLAIN: Final = regex(r"\d+\Z")
_BY_BLANKS: Final = regex(r"\d{1,3}(?:[ '’]\d{3})+(?P<rest>[.,]\d*)?\Z")
_ONE_DECIMAL: Final = regex(r"\d+,\d\Z")
_DOUBTFUL: Final = regex(r"[1-9]\d{0,2}(?P<mark>[.,])\d{3}\Z")


def _read(
    digits: str, marks: Marks, *, decimals_usual: bool
) -> tuple[Decimal | None, tuple[Decimal, ...]] | None:
    if _PLAIN.match(digits):
        return Decimal(digits), ()
    if blanks := _BY_BLANKS.match(digits):
        whole = re.sub("[ '’]", "", digits[: blanks.start("rest")] if blanks["rest"] else digits)
        return Decimal(whole + (blanks["rest"] or "").replace(",", ".")), ()
    for _, pattern, thousands, decimals in _SURE:
        if pattern.match(digits) and digits != decimals:
            return _decimal(digits, thousands, decimals), ()
    if marks is Marks.COMMA and _ONE_DECIMAL.match(digits):
        return _decimal(digits, "", ","), ()
    doubtful = _DOUBTFUL.match(digits)
    return _doubtful(digits, doubtful["mark"], marks, decimals_usual=decimals_usual) if doubtful else None


def _doubtful(
    digits: str, mark: str, marks: Marks, *, decimals_usual: bool
) -> tuple[Decimal | None, tuple[Decimal, ...]]:
    """``12.500`` and ``12,500``: thousands or decimals. A comma parts thousands unless the column says otherwise.

    Where the column writes 1.234,50 the point is left to a person all the same: once those texts were made numbers, nothing
    would tell any more how this one was read.
    """
    small, large = _decimal(digits, "", mark), _decimal(digits, mark, "")
    ways = (small, large)
    if mark == ",":
        return (None, ways) if marks is Marks.COMMA else (large, ())
    decided = marks is Marks.POINT or (decimals_usual and marks is Marks.UNKNOWN)
    return (small, ()) if decided else (None, ways)


def _decimal(digits: str, thousands: str, decimals: str) -> Decimal:
    plain = digits.replace(thousands, "") if thousands else digits
    return Decimal(plain.replace(decimals, ".") if decimals else plain)


def marks_of(texts: Iterable[str]) -> Marks:
    """How a column writes its numbers, by those of its texts that leave no doubt."""
    found = {how for text in texts if (how := _sure(text)) is not None}
    if len(found) > 1:
        return Marks.MIXED
    return next(iter(found), Marks.UNKNOWN)


def _sure(text: str) -> Marks | None:
    plain = unicodedata.normalize("NFKC", clean(text)).strip().strip("()")
    if len(plain) > _LONGEST or ("." not in plain and "," not in plain):
        return None
    match = _pattern().match(plain)
    digits = match["digits"].strip() if match else ""
    return next((how for how, pattern, _, _ in _SURE if digits and pattern.match(digits)), None)
