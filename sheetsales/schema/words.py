"""A heading as the words it is made of: each word or phrase we know becomes a token, the rest is unknown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.regex import regex
from sheetsales.schema import aliases
from sheetsales.schema.units import is_unit

UNKNOWN: Final = "?"
_LONGEST_PHRASE: Final = 4
_LONGEST_CHINESE: Final = 8
_NOISE: Final = "noise"
_VETO: Final = "veto"
_NUMBERING: Final = regex(
    r"^\s*(?:[\divx]+\s*[.)、\-–]\s*|[①-⑳]\s*|[一二三四五六七八九十]+、|stage\s*\d+\s*:)", re.IGNORECASE
)
_BRACKETS: Final = regex(r"[(\[{【〔]([^()\[\]{}【】〔〕]*)[)\]}】〕]")
_CAMEL: Final = regex(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PART: Final = regex(r"[\u3400-\u9fff]+|[a-z]+(?:['-][a-z]+)*|#")
_SIMPLER: Final = str.maketrans(
    "客戶顧單號編額價數訂購貨產報聯絡電話機動態階銷售負責標題預計實際應備註類別業務員區經歷時間開結項團隊職級會員寫權將發給後連內國縣領導決問題質賬帳稅總補償還遲餘遞體單筆測試聲據據規劃進檔說屬獲與當無稱",
    "客户顾单号编额价数订购货产报联络电话机动态阶销售负责标题预计实际应备注类别业务员区经历时间开结项团队职级会员写权将发给后连内国县领导决问题质账账税总补偿还迟余递体单笔测试声据据规划进档说属获与当无称",
)
"""The traditional characters that headings are written in, as the lists have them."""
_PER: Final = regex(r"\bper\b.*|每\S*")


@dataclass(frozen=True, slots=True)
class Words:
    """``tokens`` in the order they stand in, words without meaning of their own left out; ``bracketed`` those that stood in
    brackets and are no unit; ``vetoed`` says that a word of another trade is among them."""

    tokens: tuple[str, ...]
    bracketed: tuple[str, ...] = ()
    vetoed: bool = False

    @property
    def known(self) -> frozenset[str]:
        return frozenset(self.tokens) - {UNKNOWN}

    @property
    def unknown(self) -> int:
        """How many words mean nothing to us."""
        return self.tokens.count(UNKNOWN)


@cache
def _words() -> Mapping[str, tuple[str, str]]:
    return {row[0]: (row[1], row[2]) for row in aliases.rows("heading_words")}


@lru_cache(maxsize=8192)
def words_of(heading: str) -> Words:
    """The words of a heading."""
    plain = unicodedata.normalize("NFKC", heading).translate(_SIMPLER)
    plain = _CAMEL.sub(" ", _NUMBERING.sub("", plain)).replace("_", " ").replace("/", " ").casefold()
    inner = [text for text in _BRACKETS.findall(plain) if text.strip() and not is_unit(text.strip())]
    found = list(_tokens(_PER.sub(" ", _BRACKETS.sub(" ", plain))))
    beside = [token for text in inner for token in _tokens(text)]
    return Words(
        tuple(token for token, kind in found if kind != _NOISE),
        tuple(token for token, kind in beside if kind != _NOISE),
        any(kind == _VETO for _, kind in (*found, *beside)),
    )


def _tokens(plain: str) -> Iterator[tuple[str, str]]:
    run: list[str] = []
    for match in _PART.finditer(plain):
        if match[0][0] > "\u3000":
            yield from _english(run)
            run = []
            yield from _chinese(match[0])
        else:
            run.append(match[0])
    yield from _english(run)


def _chinese(text: str) -> Iterator[tuple[str, str]]:
    known, at, unknown = _words(), 0, False
    while at < len(text):
        longest = min(_LONGEST_CHINESE, len(text) - at)
        size = next((n for n in range(longest, 0, -1) if text[at : at + n] in known), 0)
        if size:
            yield known[text[at : at + size]]
        elif not unknown:
            yield UNKNOWN, ""
        unknown = not size
        at += size or 1


def _english(run: Sequence[str]) -> Iterator[tuple[str, str]]:
    known, at = _words(), 0
    while at < len(run):
        for size in range(min(_LONGEST_PHRASE, len(run) - at), 0, -1):
            found = known.get(" ".join(run[at : at + size]))
            if found:
                yield found
                break
        else:
            size = 1
            yield from _one(run[at])
        at += size


def _one(word: str) -> Iterator[tuple[str, str]]:
    """A word without its ending, or one glued of two that are known (``orderdate``)."""
    known = _words()
    for ending, instead in (
        ("ies", "y"),
        ("es", ""),
        ("s", ""),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
    ):
        if word.endswith(ending) and (found := known.get(word[: -len(ending)] + instead)):
            yield found
            return
    for at in range(3, len(word) - 1):
        first, second = known.get(word[:at]), known.get(word[at:])
        if first and second and len(word) - at >= 2:
            yield first
            yield second
            return
    yield UNKNOWN, ""
