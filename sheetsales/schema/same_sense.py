"""Whether one label may be a slip of another: never where one says no and the other yes, or the two say other ends of a deal."""

from __future__ import annotations

from typing import Final

from sheetsales.regex import regex
from sheetsales.schema.stage_meaning import meaning

_TURNED: Final = regex(
    r"[未不非无没待拟]|(?<![a-z])(?:not|no|non|never|pending|awaiting|to be|yet)(?![a-z])|n't"
)
_PREFIXES: Final = ("in", "un", "non", "dis", "de", "im")


def may_be_slip(text: str, name: str) -> bool:
    """Whether a spelling that is near may be meant: ``未完成`` is no slip of 完成, ``Inactive`` none of Active, ``Open`` none
    of Won."""
    mine, theirs = text.strip().casefold(), name.strip().casefold()
    if bool(_TURNED.search(mine)) != bool(_TURNED.search(theirs)) or _are_opposites(mine, theirs):
        return False
    said, meant = meaning(mine), meaning(theirs)
    return said is None or meant is None or not set(said.kinds).isdisjoint(meant.kinds)


def _are_opposites(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return any(
        long.removeprefix(prefix).lstrip("- ") == short for prefix in _PREFIXES if long.startswith(prefix)
    )
