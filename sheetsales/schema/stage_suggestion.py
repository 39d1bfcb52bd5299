"""Which of a workbook's stages a word may mean. Never one of another kind: under way, won, lost, on hold, afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.schema.stage_meaning import Meaning, meaning

_ALIKE: Final = 0.6
_ALIKE_SHORT: Final = 0.5
_SHORT: Final = 4
_MOST: Final = 2


@dataclass(frozen=True, slots=True)
class Known:
    """A stage: its code, one of its names, and its kind as the process has it."""

    code: str
    name: str
    kind: str


def suggested(word: str, stages: Iterable[Known]) -> tuple[str, ...]:
    """The codes that a word may mean, the likeliest first, two at most.

    By meaning where it has one: stages of its kind at its place, else the one stage of its kind. A word that means nothing
    known may be a slip of a stage under way, and of those alone: by spelling nothing becomes won, lost or held.
    """
    known = tuple(stages)
    said = meaning(word)
    if said is None:
        return _spelled(word, [stage for stage in known if stage.kind == "open"])
    found: list[str] = []
    for kind in said.kinds:
        found += _of_kind(said, [stage for stage in known if stage.kind == kind])
    return tuple(dict.fromkeys(found))[:_MOST]


def _of_kind(said: Meaning, stages: Sequence[Known]) -> Sequence[str]:
    """The one stage of a kind, or those at the place that is said; none where several would do."""
    codes = list(dict.fromkeys(stage.code for stage in stages))
    if len(codes) <= 1 or not said.place:
        return codes[:1] if len(codes) == 1 else ()
    there = (stage.code for stage in stages if said.place in (stage.code, _place(stage.name)))
    return list(dict.fromkeys(there))


def _place(name: str) -> str:
    found = meaning(name)
    return found.place if found else ""


def _spelled(word: str, stages: Sequence[Known]) -> tuple[str, ...]:
    plain = word.strip().casefold()
    code_of = {stage.name.casefold(): stage.code for stage in reversed(stages)}
    least = _ALIKE_SHORT if len(plain) <= _SHORT else _ALIKE
    from difflib import get_close_matches

    near = get_close_matches(plain, code_of, n=_MOST, cutoff=least)
    return tuple(dict.fromkeys(code_of[name] for name in near))
