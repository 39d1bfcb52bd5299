"""Names for as many companies and people as a large workbook needs; all invented by putting parts together."""

from __future__ import annotations

from functools import cache

from sheetsales.template.story.sources import source
from sheetsales.texts import Lang

_BRAND_WORDS = ("", " Vale", " Cross", " Heath", " Green", " Point")
_SCATTER = 7919  # a prime, so that neighbours in number get names that do not look alike


@cache
def _parts(name: str) -> tuple[str, ...]:
    return tuple(next(row["parts"] for row in source("names") if row["list"] == name).split(" "))


def brand(number: int, lang: Lang) -> str:
    """A company's brand; numbers up to thirty thousand give different ones."""
    if lang == "zh":
        parts = _parts("brand_zh")
        first, second = divmod(number * _SCATTER % len(parts) ** 2, len(parts))
        return parts[first] + parts[second]
    starts, ends = _parts("brand_en"), _parts("brand_end_en")
    words, rest = divmod(number, len(starts) * len(ends))
    first, second = divmod(rest * _SCATTER % (len(starts) * len(ends)), len(ends))
    return starts[first] + ends[second] + _BRAND_WORDS[words % len(_BRAND_WORDS)]


def person(number: int, lang: Lang) -> str:
    """A person's name; numbers up to a hundred thousand give different ones."""
    if lang == "zh":
        surnames, given = _parts("surname_zh"), _parts("given_zh")
        rest, surname = divmod(number, len(surnames))
        first, second = divmod(rest * 37 % len(given) ** 2, len(given))
        return surnames[surname] + given[first] + given[second]
    firsts, lasts = _parts("first_en"), _parts("last_en")
    rest, first = divmod(number, len(firsts))
    initial, last = divmod(rest, len(lasts))
    middle = f" {chr(ord('A') + initial - 1)}." if initial else ""
    return f"{firsts[first]}{middle} {lasts[(last * 29 + first) % len(lasts)]}"
