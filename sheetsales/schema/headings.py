"""A heading as people write it → the key it is compared by, its unit, and what else stood in brackets.

Two headings are alike when their keys are equal; nothing is ever matched by likeness.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from sheetsales.dataclass import dataclass
from sheetsales.regex import regex
from sheetsales.schema.units import is_unit

_INVISIBLE = regex("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_REQUIRED = regex(r"[*※]|\((?:必填|必填项|必选|\*|required)\)|\[(?:必填|required)\]")
_BRACKETS = regex(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】|\{([^{}]*)\}|〔([^〔〕]*)〕")
_TAIL_UNIT = regex(r"^(?P<name>.+?)\s*(?:,|;|/|-|\s)\s*(?:单位|unit)?\s*:?\s*(?P<unit>[^,;/\s-]+)$")
_SIGN_UNIT = regex(r"^(?P<name>.+?)(?P<unit>[%$¥€£]|万元|千元|百万元)$")
_SEPARATORS = regex(r"[\s_·.\-–—]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """``key`` compares headings; ``short`` is the key with a unit cut off that has no brackets (``win%`` → ``win``),
    else the key itself. ``unit`` and ``hint`` are folded texts, "" where there is none."""

    key: str
    short: str
    unit: str = ""
    hint: str = ""


@lru_cache(maxsize=8192)
def normalise(text: str) -> Heading:
    """The heading's key and unit; ``Deal Value ($)``, ``deal_value`` and ``DealValue＊`` share a key."""
    folded = unicodedata.normalize("NFKC", text)
    folded = _INVISIBLE.sub("", folded).replace("\n", " ").replace("\r", " ").strip().casefold()
    folded = _REQUIRED.sub("", folded).strip().rstrip(":").strip()
    folded, unit, hint = _without_brackets(folded)
    key = fold(folded)
    if not unit:
        short, unit = _without_tail_unit(folded)
        if unit:
            return Heading(key, fold(short), unit, hint)
    return Heading(key, key, unit, hint)


def fold(text: str) -> str:
    """Without the separators that people put between words; case is expected to be folded already."""
    return _SEPARATORS.sub("", text)


def _without_brackets(text: str) -> tuple[str, str, str]:
    unit, hints = "", []
    for match in _BRACKETS.finditer(text):
        inner = next(group for group in match.groups() if group is not None).strip()
        bare = inner.removeprefix("单位").removeprefix(":").removeprefix("in ").strip()
        if bare and not unit and is_unit(bare):
            unit = bare
        elif inner:
            hints.append(inner)
    rest = _BRACKETS.sub(" ", text).strip().rstrip(":").strip()
    return (rest or text), unit, " ".join(hints)


def _without_tail_unit(text: str) -> tuple[str, str]:
    for pattern in (_SIGN_UNIT, _TAIL_UNIT):
        match = pattern.match(text)
        if match and is_unit(match["unit"]):
            return match["name"].rstrip(" ,;/-:"), match["unit"]
    return text, ""
