"""What a number format shows beside the digits: a currency, a unit, and a number that is smaller than the one in the cell."""

from __future__ import annotations

import re
from functools import lru_cache

from sheetsales.cells.grid import Shown
from sheetsales.regex import regex

_SECTION = regex(r'(?:"[^"]*"|[\\!].|\[[^\]]*\]|[^;"])*', re.DOTALL)
_IN_BRACKETS = regex(r"\[\$([^\]\-]*)(?:-([0-9A-Fa-f]+))?[^\]]*\]")
_IN_QUOTES = regex(r'"([^"]*)"')
_NO_SIGN = regex(r'"[^"]*"|\[[^\]]*\]|_.|\*.|\\', re.DOTALL)
_BARE_SIGN = regex(r"[$€£¥￥]")
_PIECE = regex(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[\$(?P<sign>[^\]\-]*)[^\]]*\]|\[[^\]]*\]|[_*].|(?P<digits>[0#?.,]+)|General|G/标准|G/通用格式|E[+-]|%|(?P<bare>.)',
    re.DOTALL | re.IGNORECASE,
)
_DIGIT = frozenset("0#?")
_THOUSAND = 1000
_MOST_COMMAS = 4
_LONGEST = 1_000
"""Characters of a format code; Excel knows 255."""


@lru_cache(maxsize=4096)
def sign_of_format(code: str) -> str:
    """The currency that a number format shows beside a number, as it stands there (``€``, ``USD``), with the place it is
    of where it says one (``¥-804``) and -0 where brackets name a currency alone; "" where it shows none.

    The first section decides; what only takes up room (``_€``) is not shown.
    """
    first = _first_section(code[:_LONGEST])
    for shown, place in _IN_BRACKETS.findall(first):
        if shown.strip():
            return f"{shown.strip()}-{place.upper().lstrip('0') or '0'}"
    literals = [text.strip() for text in _IN_QUOTES.findall(first)]
    return " ".join(filter(None, [*literals, *_BARE_SIGN.findall(_NO_SIGN.sub("", first))]))


@lru_cache(maxsize=4096)
def shown_of_format(code: str) -> Shown | None:
    """What a number format prints beside the digits and by how much it divides before; None where it does neither.

    ``0.0,"k"`` divides by 1,000. A point that is only printed between the digits (``0\\.0,"万"``) divides as well.
    """
    words, digits, behind_point = [], [], -1
    for piece in _PIECE.finditer(_first_section(code[:_LONGEST])):
        if piece["digits"]:
            digits.append(piece["digits"])
            behind_point += len(piece["digits"].rstrip(",").replace(",", "")) if behind_point >= 0 else 0
            continue
        text = piece["quoted"] or piece["escaped"] or piece["sign"] or piece["bare"] or ""
        if text == "." and digits and behind_point < 0:
            behind_point = 0
        else:
            words.append(text)
    said = "".join(words).strip()
    scale = int(_THOUSAND ** _commas("".join(digits)) * 10 ** max(behind_point, 0))
    return Shown(said, scale) if scale > 1 or any(map(str.isalpha, said)) else None


def _commas(digits: str) -> int:
    """The commas behind the last digit before the point, each of which divides by a thousand."""
    whole, _, part = digits.partition(".")
    ends = (whole, part) if _DIGIT & set(whole) else (part,)
    return min(sum(len(end) - len(end.rstrip(",")) for end in ends), _MOST_COMMAS)


def _first_section(code: str) -> str:
    """Up to the first semicolon that stands in no quotation marks and no brackets."""
    found = _SECTION.match(code)
    return found[0] if found else ""
