"""What tells companies apart in their names: without width, case, punctuation, legal form and place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from sheetsales.process.places import PLACES
from sheetsales.regex import regex

_CJK: Final = regex("[\u3400-\u9fff]")
_SPACES: Final = dict.fromkeys(map(ord, "()[]{}<>【】《》〈〉「」,，、;；:：/\\|-–—_+·•~*#\t\v\f\r"), " ")
_NOTHING: Final = dict.fromkeys(map(ord, "'’‘\"“”`´.。!?\u200b\u200c\u200d\ufeff"), "")
_PUNCTUATION: Final = {**_SPACES, **_NOTHING, ord("&"): " and "}
_ZH_LEGAL: Final = (
    "股份有限责任公司",
    "股份有限公司",
    "有限责任公司",
    "责任有限公司",
    "有限公司",
    "股份公司",
)
_ZH_SHORT: Final = ("公司", "总厂", "股份")
_ZH_GROUPS: Final = ("集团", "团集")
_ZH_DIVISIONS: Final = ("省", "市", "自治区", "特别行政区")
_EN_LEGAL: Final = (
    "ltd", "limited", "plc", "llc", "llp", "inc", "incorporated", "corp", "corporation", "company", "gmbh", "pty",
)  # fmt: skip
_EN_SHORT: Final = frozenset(
    {"co", "lp", "ag", "sa", "sas", "srl", "spa", "bv", "nv", "ab", "as", "oy", "kg", "and"}
)
_LEADING: Final = frozenset({"the"})
_LEAST_CORE: Final = 2


def _misspelt(word: str) -> Iterator[str]:
    """The word, and what it becomes where a letter is left out or doubled or two neighbours change places."""
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]
        yield word[:i] + word[i] + word[i:]
    for i in range(len(word) - 1):
        yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]


_ZH_ENDINGS: Final = frozenset(
    {f for form in _ZH_LEGAL for f in _misspelt(form) if len(f) > 2} | {*_ZH_SHORT}
)
_EN_ENDINGS: Final = frozenset({f for form in _EN_LEGAL for f in _misspelt(form) if len(f) > 1} | _EN_SHORT)
_EN_MISTYPED: Final = frozenset(
    form[:i] + letter + form[i + 1 :]
    for form in ("ltd", "limited", "plc", "llp", "llc", "incorporated", "corporation", "company", "gmbh")
    for i in range(len(form))
    for letter in "abcdefghijklmnopqrstuvwxyz"
)
_EN_GROUP: Final = frozenset({f for form in ("group", "holdings", "holding") for f in _misspelt(form)})
_LONGEST_ENDING: Final = max(map(len, _ZH_ENDINGS))
_LONGEST_PLACE: Final = max(map(len, PLACES))


class CompanyName(NamedTuple):
    """``core`` is what is left of a name, ``words`` its words sorted and joined (the core itself in Chinese).

    ``starts`` are the places in ``core`` where words begin. ``place`` is the province or city the name begins or
    ends with or has in brackets, ``group`` whether it calls itself one, ``plain`` whether it has no legal form, ``length`` the
    length of the whole name without blanks.
    """

    core: str
    words: str
    starts: tuple[int, ...]
    place: str
    group: bool
    plain: bool
    length: int
    chinese: bool


def company_names(names: Sequence[str | None]) -> list[CompanyName | None]:
    """The names of a column, taken apart; None for blank cells and for names of nothing but punctuation."""
    joined = "\n".join(name.replace("\n", " ") if name else "" for name in names)
    text = unicodedata.normalize("NFKC", joined).casefold().translate(_PUNCTUATION)
    return [_one(line) for line in text.split("\n")] if names else []


def _one(line: str) -> CompanyName | None:
    if not line or line.isspace():
        return None
    if line.isascii():
        return _western(line.split())
    if _CJK.search(line):
        return _chinese(line.split())
    bare = unicodedata.normalize("NFKD", line)
    return _western("".join(c for c in bare if not unicodedata.combining(c)).split())


def _western(words: list[str]) -> CompanyName | None:
    length = sum(map(len, words))
    if len(words) > 1 and words[0] in _LEADING:
        words = words[1:]
    whole = len(words)
    if len(words) > 2 and words[-1] in _EN_MISTYPED:
        words.pop()
    while len(words) > 1 and words[-1] in _EN_ENDINGS:
        words.pop()
    plain = len(words) == whole
    group = len(words) > 1 and words[-1] in _EN_GROUP
    if group:
        words.pop()
    if "and" in words and len(words) > 1:
        words = [word for word in words if word != "and"] or words
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word)
    joined = "".join(words)
    ordered = "".join(sorted(words)) if len(words) > 1 else joined
    return CompanyName(joined, ordered, tuple(starts), "", group, plain, length, chinese=False)


def _chinese(parts: list[str]) -> CompanyName | None:
    place = ""
    if len(parts) > 1:
        inner = [part for part in parts[1:] if _bare_place(part) in PLACES]
        if inner:
            place = _bare_place(inner[0])
            parts = [part for part in parts if part not in inner]
    name = "".join(parts)
    length = len(name) + len(place)
    core, plain = _without_ending(name)
    group = core.endswith(_ZH_GROUPS) and len(core) > len(_ZH_GROUPS[0]) + 1
    if group:
        core = core[: -len(_ZH_GROUPS[0])]
    found, core = _without_place(core)
    if not found and core[-2:] in PLACES and len(core) - 2 >= _LEAST_CORE:
        found, core = core[-2:], core[:-2]
    core = core.replace("技术", "科技")
    return CompanyName(core, core, (0,), place or found, group, plain, length, chinese=True)


def _without_ending(name: str) -> tuple[str, bool]:
    for size in range(min(_LONGEST_ENDING, len(name) - _LEAST_CORE), 1, -1):
        if name[-size:] in _ZH_ENDINGS:
            return name[:-size], False
    return name, True


def _without_place(name: str) -> tuple[str, str]:
    """The place a name begins with, the narrower where province and city stand there, and the rest."""
    place = ""
    for _ in range(2):
        found = next((n for n in range(_LONGEST_PLACE, 1, -1) if name[:n] in PLACES), 0)
        rest = _without_division(name[found:])
        if not found or len(rest) < _LEAST_CORE:
            break
        place, name = name[:found], rest
    return place, name


def _without_division(rest: str) -> str:
    for division in _ZH_DIVISIONS:
        if rest.startswith(division):
            return rest[len(division) :]
    return rest


def _bare_place(part: str) -> str:
    return part.removesuffix("省").removesuffix("市")


def digits_of(text: str) -> str:
    """The digits of a text, in order: names that differ in a number are names of different things."""
    return "".join(filter(str.isdigit, text))


def pairs_of_letters(texts: Iterable[str]) -> list[set[str]]:
    """For each text its pairs of neighbouring letters."""
    return [{text[i : i + 2] for i in range(len(text) - 1)} for text in texts]
