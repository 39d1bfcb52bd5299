"""File names that every system takes, one for each person."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sheetsales.regex import regex

_FORBIDDEN = regex(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\ufeff]')
_RESERVED = regex(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?\Z", re.IGNORECASE)
_LONGEST = 60


def file_stems(people: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Person id → ``赵国梁``, what a file of that person may be called; people who would share a name get their id behind it."""
    named = [(identity, file_part(name) or file_part(identity) or "person") for identity, name in people]
    names: dict[str, str] = {}
    taken: set[str] = set()
    for identity, name in named:
        shared = sum(other.casefold() == name.casefold() for _, other in named) > 1
        stem = f"{name} {file_part(identity)}".strip() if shared else name
        number, candidate = 1, stem
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{stem} {number}"
        taken.add(candidate.casefold())
        names[identity] = candidate
    return names


def file_part(name: str) -> str:
    """The name as a file, or a part of its name, may be called; "" where nothing is left of it."""
    text = _FORBIDDEN.sub("_", " ".join(name.split()))[:_LONGEST].strip(" .")
    return f"_{text}" if _RESERVED.match(text) else text
