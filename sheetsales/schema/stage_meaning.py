"""What a stage word says, read from its parts: under way, won, lost, on hold or afterwards, and how far along.

``待签合同`` is a signature still to come, ``未中标`` a bid lost, ``PO received`` an order in hand. Words (``stage_words``) become
tokens; negation, not-yet, doing and done belong to the event beside them; the first rule that fits decides. Spelling
decides nothing: a suggestion never crosses from one kind to another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.regex import regex
from sheetsales.schema import defaults

PLACES: Final = ("identify", "contact", "needs", "present", "quote", "negotiate")
"""The places of a funnel, by the codes of the packaged process."""
_PLACE_OF: Final = {
    "IDENT": 0, "CONTACT": 1, "INTENT": 1, "NEEDS": 2, "QUALSQL": 2, "PRESENT": 3, "QUOTE": 4, "BID": 4, "NEGO": 5, "APPROVE": 5,
    "CONTRACT": 5,
}  # fmt: skip
_ASPECTS: Final = frozenset({"NEG", "PEND", "DOING", "DONE", "VERBAL", "NEARLY", "AGAIN"})
_UNDECIDED: Final = frozenset({"PEND", "DOING", "VERBAL", "NEARLY"})
_AFTERWARDS: Final = frozenset({"MONEY", "PAYING", "DELIVER", "AFTER"})
_IGNORED: Final = frozenset({"STAGE", "AGAIN"})
_UNKNOWN: Final = "?"
_LONGEST_PHRASE: Final = 4
_ENDINGS: Final = ("s", "ies", "ed", "ing")
_LEAST_SPELLED: Final = 6
"""Letters from which on one slip does not make another word of it."""

_PART: Final = regex(r"[\u3400-\u9fff]+|[a-z]+(?:['-][a-z]+)*")
_PERCENT: Final = regex(r"(\d+(?:\.\d+)?)\s*%")


@dataclass(frozen=True, slots=True)
class Meaning:
    """``kinds`` are open, won, lost, hold or after: several where it may be either, the likelier first. ``place`` is the
    code of a place in the funnel, "" for none. ``sure`` is 3 for certain, 2 for likely, 1 or less for a question."""

    kinds: tuple[str, ...]
    place: str = ""
    sure: int = 3

    @property
    def kind(self) -> str:
        """The one kind; "" where it has to be asked."""
        return self.kinds[0] if self.sure >= 2 else ""


@cache
def _words() -> Mapping[str, str]:
    return {row["word"]: row["token"] for row in defaults.table("stage_words")}


@cache
def _beginnings() -> tuple[tuple[str, str], ...]:
    """Words known by how they begin (``negotiat*``), longest first."""
    found = [(word[:-1], token) for word, token in _words().items() if word.endswith("*")]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=4096)
def meaning(word: str) -> Meaning | None:
    """What a stage word says; None where nothing of it is known."""
    plain = unicodedata.normalize("NFKC", word).casefold().strip()
    if plain not in _words():
        plain = plain.removeprefix("in ")  # in negotiation, in contracting
    tokens = tuple(token for token in _tokens(plain) if token not in _IGNORED)
    label = _Label(tokens, " no " in f" {plain} ")
    known = [token for token in tokens if token != _UNKNOWN]
    if not known:
        return _by_chance(plain) or (_spelled(plain) if tokens else None)
    found = next((read for rule in _RULES if (read := rule(label)) is not None), None)
    if found is not None and _UNKNOWN in tokens:
        return Meaning(found.kinds, found.place, max(found.sure - 1, 0))
    return found


def _tokens(plain: str) -> Iterator[str]:
    run: list[str] = []
    for match in _PART.finditer(plain):
        part = match[0]
        if part[0] > "\u3000":
            yield from _english(run)
            run = []
            yield from _chinese(part)
        else:
            run += [part] if part in _words() else part.split("-")
    yield from _english(run)


def _chinese(text: str) -> Iterator[str]:
    words, at, unknown = _words(), 0, False
    while at < len(text):
        size = next((n for n in range(min(6, len(text) - at), 0, -1) if text[at : at + n] in words), 0)
        if size:
            yield words[text[at : at + size]]
            unknown = False
        elif not unknown:
            yield _UNKNOWN
            unknown = True
        at += size or 1


def _english(run: Sequence[str]) -> Iterator[str]:
    words, at = _words(), 0
    while at < len(run):
        for size in range(min(_LONGEST_PHRASE, len(run) - at), 0, -1):
            phrase = " ".join(run[at : at + size])
            token = words.get(phrase) or (_of_one(phrase) if size == 1 else None)
            if token:
                yield token
                at += size
                break
        else:
            yield _UNKNOWN
            at += 1


def _of_one(word: str) -> str | None:
    """The token of one word by its beginning, without its ending, or by its parts (``closed-won`` is two)."""
    begun = next((token for start, token in _beginnings() if word.startswith(start)), None)
    if begun:
        return begun
    words = _words()
    for ending in _ENDINGS:
        if word.endswith(ending):
            bare = word[: -len(ending)]
            stems = (bare, f"{bare}e", f"{bare}y", bare[:-1] if bare[-2:-1] == bare[-1:] else bare)
            found = next((words[stem] for stem in stems if stem in words), None)
            if found:
                return found
    return None


class _Label:
    """The tokens of a label, and the aspects beside each event."""

    def __init__(self, tokens: tuple[str, ...], says_no: bool) -> None:
        self.tokens, self.says_no = tokens, says_no
        self.events = frozenset(token for token in tokens if token not in _ASPECTS and token != _UNKNOWN)
        self.aspects = frozenset(token for token in tokens if token in _ASPECTS)
        self.funnel = tuple(token for token in tokens if token in _PLACE_OF)

    def has(self, *events: str) -> bool:
        return not self.events.isdisjoint(events)

    def beside(self, *events: str) -> frozenset[str]:
        """The aspects that stand beside any of these events; those before what follows a sale belong to that."""
        found: set[str] = set()
        for at, token in enumerate(self.tokens):
            if token in events:
                found.update(self._run(at, -1))
                found.update(self._run(at, 1))
        return frozenset(found)

    def _run(self, at: int, step: int) -> Sequence[str]:
        there = at + step
        while 0 <= there < len(self.tokens) and (
            self.tokens[there] in _ASPECTS or self.tokens[there] == _UNKNOWN
        ):
            there += step
        if step < 0:
            return self.tokens[there + 1 : at]
        return (
            ()
            if there < len(self.tokens) and self.tokens[there] in _AFTERWARDS
            else self.tokens[at + 1 : there]
        )

    def before(self, *events: str) -> frozenset[str]:
        """The aspects that stand right before any of these events."""
        pairs = zip(self.tokens, self.tokens[1:], strict=False)
        return frozenset(first for first, then in pairs if then in events and first in _ASPECTS)

    @property
    def furthest(self) -> int:
        return max(_PLACE_OF[token] for token in self.funnel)


_Rule = Callable[[_Label], Meaning | None]


def _when(fits: Callable[[_Label], bool], *kinds: str, place: str = "", sure: int = 3) -> _Rule:
    read = Meaning(kinds, place, sure)
    return lambda label: read if fits(label) else None


def _at_contracted(label: _Label) -> Meaning | None:
    if label.has("CONTRACTED") and label.funnel:
        return Meaning(("open",), PLACES[label.furthest], 2)
    return None


def _not_yet_there(label: _Label) -> Meaning | None:
    if "NEG" not in label.aspects or not label.funnel:
        return None
    return Meaning(("open",), PLACES[max(label.furthest - 1, 0)], 2)


def _in_funnel(label: _Label) -> Meaning | None:
    if not label.funnel:
        return None
    places = {_PLACE_OF[token] for token in label.funnel}
    return Meaning(("open",), PLACES[label.furthest], 3 if len(places) == 1 else 2)


def _on_hold(label: _Label) -> bool:
    settled = [e for e in ("WON", "SIGN", "ORDER") if label.has(e)]
    return label.has("HOLD") and all(label.beside(e) & {"NEG", "PEND"} for e in settled)


_RULES: Final[tuple[_Rule, ...]] = (
    _when(lambda t: t.has("LOST") and t.has("WON", "BIDWON"), "won", "lost", sure=0),
    _when(lambda t: t.has("REOPEN"), "open", sure=2),
    _when(lambda t: t.has("WON") and "PEND" in t.aspects and t.has("ORDER", "SIGN", "CONTRACT"), "won", "open", sure=1),
    _when(lambda t: t.says_no and bool(t.funnel), "lost", "hold", sure=1),
    _when(lambda t: t.has("CONTRACT") and t.has("FINISH"), "won", "after", sure=1),
    _when(lambda t: t.has("LOST", "DISQ") and not t.before("LOST", "DISQ") & {"NEG", "PEND"}, "lost"),
    _when(lambda t: t.has("LOST", "DISQ"), "open", "lost", sure=1),
    _when(_on_hold, "hold"),
    _when(lambda t: t.has("NOINT"), "lost", "hold", sure=2),
    _when(lambda t: t.has("INVALID"), "lost", sure=2),
    _when(lambda t: t.has("CANCEL"), "lost"),
    _when(lambda t: t.has("BIDWON") and "NEG" in t.beside("BIDWON"), "lost"),
    _when(lambda t: t.has("BIDWON") and bool(t.beside("BIDWON") & _UNDECIDED), "open", place="negotiate", sure=2),
    _when(lambda t: t.has("BIDWON"), "won"),
    _when(lambda t: t.has("WON") and "NEG" in t.beside("WON"), "lost", "open", sure=1),
    _when(lambda t: t.has("WON") and bool(t.beside("WON") & _UNDECIDED), "open", place="negotiate", sure=2),
    _when(lambda t: t.has("WON"), "won"),
    _when(lambda t: t.has("CLOSING"), "open", place="negotiate", sure=1),
    _at_contracted,
    _when(
        lambda t: t.has("SIGN", "ORDER", "CONTRACTED") and bool(t.beside("SIGN", "ORDER", "CONTRACTED") & {*_UNDECIDED, "NEG"}),
        "open", place="negotiate", sure=2,
    ),
    _when(lambda t: t.has("SIGN") and t.has("CONTACT") and "DONE" not in t.aspects, "open", "won", place="negotiate", sure=1),
    _when(lambda t: t.has("SIGN"), "won"),
    _when(lambda t: t.has("ORDER", "CONTRACTED"), "won", sure=2),
    _when(lambda t: t.has("AFTER"), "after"),
    _when(lambda t: t.has("DELIVER") and bool(t.beside("DELIVER") & {"PEND", "NEG"}), "won", "after", sure=2),
    _when(lambda t: t.has("DELIVER"), "after", "won", sure=2),
    _when(lambda t: t.has("MONEY"), "won", "after", sure=2),
    _when(lambda t: t.has("PAYING") and "DONE" in t.beside("PAYING"), "won", sure=2),
    _when(lambda t: t.has("PAYING"), "won", "open", sure=1),
    _when(lambda t: t.has("CLOSED"), "won", "lost", sure=0),
    _when(lambda t: t.has("INTENT") and "NEG" in t.aspects, "lost", "hold", sure=2),
    _when(lambda t: t.has("NEEDS") and "NEG" in t.aspects, "hold", "lost", sure=2),
    _when(lambda t: t.has("CONTACT") and "NEG" in t.aspects, "open", place="identify"),
    _not_yet_there,
    _when(lambda t: "VERBAL" in t.aspects and not t.funnel, "open", place="negotiate", sure=2),
    _in_funnel,
    _when(lambda t: t.has("OPEN") or "DOING" in t.aspects, "open", sure=2),
    _when(lambda t: t.has("CUSTOMER"), "won", sure=1),
    _when(lambda t: t.has("FINISH"), "won", "lost", sure=0),
)  # fmt: skip
"""The first that fits decides."""


def _by_chance(plain: str) -> Meaning | None:
    """A percentage alone: under way, but for the two ends, which are asked."""
    match = _PERCENT.search(plain)
    if match is None:
        return None
    chance = float(match[1])
    if chance >= 100:
        return Meaning(("won",), sure=1)
    return Meaning(("open",), sure=2) if chance > 0 else Meaning(("lost",), sure=1)


def _spelled(plain: str) -> Meaning | None:
    """One slip in a word of six letters or more, where all words it may be say the same: only ever a question."""
    word = plain.strip()
    if len(word) < _LEAST_SPELLED or not re.fullmatch("[a-z]+", word):
        return None
    near = {
        meaning(known) for known in _words() if known.isalpha() and known.isascii() and _one_slip(word, known)
    }
    said = {(found.kinds, found.place) for found in near if found is not None}
    if len(said) != 1:
        return None
    kinds, place = said.pop()
    return Meaning(kinds, place, 1)


def _one_slip(one: str, other: str) -> bool:
    """Whether a letter more, less, other or swapped makes one word of the other."""
    if abs(len(one) - len(other)) > 1 or len(other) < _LEAST_SPELLED - 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    other_letter = short[at + 1 :] == long[at + 1 :]
    return other_letter or (
        short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    )
