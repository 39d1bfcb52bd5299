"""What a word in a column of outcomes says: under way, won, lost or on hold."""

from __future__ import annotations

from typing import Final

from sheetsales.schema import aliases
from sheetsales.schema.aliases import label_key
from sheetsales.schema.choices import BY_KEY as CHOICE_LISTS
from sheetsales.schema.stage_meaning import meaning
from sheetsales.schema.words import words_of
from sheetsales.texts import Text

KINDS: Final = ("open", "won", "lost", "hold")
_SURE: Final = 2
_YES, _NO = "yes", "no"


def kinds_of_outcome() -> dict[str, Text]:
    """Every kind and what it is called."""
    return {c.code: c.label for c in CHOICE_LISTS["stage_kind"].choices if c.code in KINDS}


def outcome_said(word: str, heading: str) -> str:
    """The kind that a word says beyond doubt below this heading; "" where it has to be asked."""
    yes_no = aliases.yes_no().get(label_key(word))
    if yes_no is not None:
        return "won" if yes_no == _YES and _asks_for_won(heading) else ""
    said = meaning(word)
    if said is None or said.sure < _SURE:
        return ""
    return _plain(said.kinds[0])


def outcomes_likely(word: str, heading: str) -> tuple[str, ...]:
    """The kinds that a word may mean, the likelier first."""
    yes_no = aliases.yes_no().get(label_key(word))
    if yes_no == _NO and _asks_for_won(heading):
        return ("open", "lost")
    if yes_no is not None:
        return ("won", "lost") if yes_no == _YES else ("open",)
    said = meaning(word)
    return tuple(dict.fromkeys(_plain(kind) for kind in said.kinds)) if said else ()


def _plain(kind: str) -> str:
    """What comes after a sale has been won."""
    return "won" if kind == "after" else kind if kind in KINDS else ""


def _asks_for_won(heading: str) -> bool:
    known = words_of(heading).known
    return "WIN" in known and "LOSE" not in known
