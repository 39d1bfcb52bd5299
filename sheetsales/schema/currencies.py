"""Currencies by all the names people give them: codes of ISO 4217, signs, words in both languages.

A sign may be that of several currencies (``$``, ``¥``); which is meant then depends on the workbook's own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

from sheetsales.regex import regex
from sheetsales.schema import defaults
from sheetsales.texts import Lang

_BETWEEN_NAMES = regex(r"[\s()/,;:、|-]+")
Codes = tuple[str, ...]
"""The currencies that a name may mean, the most usual first; () where it is none."""

_YUAN: Final[Codes] = ("CNY", "HKD", "TWD", "MOP", "SGD", "JPY")
"""What ``元`` alone may be in Chinese."""
_UNCERTAIN: Final = frozenset({"¥", "kr"})
"""Signs of which no one meaning is the usual one everywhere."""


def default_currency(lang: Lang) -> str:
    """The currency of a workbook that names none and shows none; "" where its language tells nothing."""
    return "CNY" if lang == "zh" else ""


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@cache
def names() -> Mapping[str, Codes]:
    """Every name, folded and without blanks, and the currencies it may mean."""
    found: dict[str, list[str]] = {}
    for row in defaults.table("currencies"):
        for name in _said(row):
            known = found.setdefault(_fold(name), [])
            if row["code"] not in known:
                known.append(row["code"])
    return {name: tuple(codes) for name, codes in found.items()} | {"元": _YUAN, "圆": _YUAN}


def _said(row: Mapping[str, str]) -> Iterator[str]:
    yield row["code"]
    for key in ("zh", "en", "signs"):
        yield from filter(None, row[key].split(","))


def codes_of(text: str) -> Codes:
    """What a text that is nothing but the name of a currency may mean, or two names of one: ``USD ($)``, ``人民币（CNY）``."""
    return names().get(_fold(text)) or _meant_by_all(unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=4096)
def _meant_by_all(text: str) -> Codes:
    parts = [names().get(_fold(part), ()) for part in filter(None, _BETWEEN_NAMES.split(text))]
    if len(parts) <= 1:
        return ()
    return tuple(code for code in parts[0] if all(code in part for part in parts))


def chosen(codes: Codes, own: str) -> str:
    """The one meant in a workbook of that currency: its own where that is possible, else the most usual one."""
    return own if own in codes else (codes[0] if codes else "")


@lru_cache(maxsize=4096)
def code_for(text: str, own: str) -> str:
    """The code that a name means in a workbook of that currency; the name itself, which is no code, where it is none or
    may be several."""
    codes = codes_of(text)
    plain = unicodedata.normalize("NFKC", text).strip()
    if own not in codes and _fold(text) in _UNCERTAIN:
        return plain
    return chosen(codes, own) or plain


@cache
def beside_number() -> str:
    """A pattern for names as they stand right before or after a number: those of currencies in common use."""
    said = {
        unicodedata.normalize("NFKC", name)
        for row in defaults.table("currencies")
        if row["en"]
        for name in _said(row)
    }
    longest = sorted(said, key=lambda name: (-len(name), name))
    return "(?:" + "|".join(re.escape(name) for name in longest) + ")"


@cache
def _anywhere() -> re.Pattern[str]:
    """A name standing for itself: not part of a longer word."""
    return re.compile(
        rf"(?<![A-Za-z])(?P<name>{beside_number()}|(?<=\d)[万亿千百]*[元圆块])(?![A-Za-z])", re.IGNORECASE
    )


@lru_cache(maxsize=4096)
def named_in(text: str) -> tuple[str, ...]:
    """The names of currencies in an amount or a heading, folded, in the order they stand in: ``US$``, ``美元``, ``元``."""
    plain = unicodedata.normalize("NFKC", text)
    if plain.isascii() and plain.isdigit():
        return ()
    return tuple(dict.fromkeys(_bare(_fold(match["name"])) for match in _anywhere().finditer(plain)))


def _bare(name: str) -> str:
    """``元`` for ``万元`` and ``块``."""
    return name if name in names() else "元"
