"""What a formula holds between marks: texts in quotes, names of sheets, and columns of Tables in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sheetsales.regex import regex

_TEXT = r'"(?:[^"]|"")*"'
_SHEET = r"'(?:[^']|'')*'"
_COLUMNS = r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]"
"""``[column]`` or ``[[#This Row],[column]]``; ``'`` before a mark makes it part of the name."""
_MARKED = regex(f"({_TEXT}|{_SHEET}|{_COLUMNS})", re.DOTALL)
"""Found from left to right: a quote inside brackets, or a bracket inside quotes, means nothing."""
_OF_TABLE = regex(rf"{_MARKED.pattern}|(?<![\w.\\\]!'])([^\W\d][\w.\\]*)({_COLUMNS})", re.DOTALL)
_INNER = regex(r"\[((?:[^\[\]']|'.)*)\]", re.DOTALL)
_ESCAPED = regex(r"'(.)", re.DOTALL)
_THIS_ROW = regex(r"(?<!')\[\s*@")
"""The mark after an apostrophe is part of a name."""
_STAND_INS = {'"': "0", "'": "s", "[": ""}


def pieces(text: str) -> list[str]:
    """The formula in pieces: every second one stands between marks and is no formula."""
    return _MARKED.split(text)


def bare(text: str) -> str:
    """The formula without its texts, quoted sheet names and structured references."""
    return _MARKED.sub(lambda found: _STAND_INS[found[0][0]], text)


def has_shown_form(text: str) -> bool:
    """Whether a column is named as Excel shows it, ``[@column]``, which no file may hold."""
    return any(piece.startswith("[") and _THIS_ROW.search(piece) for piece in pieces(text)[1::2])


def tables_named(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every Table a formula names, with the columns it names of it, blanks and all."""
    for found in _OF_TABLE.finditer(text):
        if found[2]:
            yield found[2], tuple(_columns(found[3][1:-1]))


def _columns(inside: str) -> Iterator[str]:
    named = _INNER.findall(inside) if inside.lstrip(" ").startswith("[") else [inside]
    for name in named:
        if name and not name.startswith("#"):
            yield _ESCAPED.sub(r"\1", name)
