"""Which column of a table a heading stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sheetsales.forms.contents import Column, Table
from sheetsales.regex import regex
from sheetsales.texts import LANGUAGES

_MARK = regex(r"\[(\w+)\]")
_NO_WORDS = regex(r"\W+")
_IN_BRACKETS = regex(r"[（(\[][^）)\]]*[）)\]]\s*\Z")


def mark_of(note: str) -> str:
    """The key a note writes in square brackets, "" where it writes none."""
    found = _MARK.search(note)
    return found[1] if found else ""


def column_of(heading: str, table: Table) -> Column | None:
    """The column of that key, else of that title in either language, units and blanks aside; the first of several."""
    plain = _plain(heading)
    if not plain:
        return None
    for spelled in (_exact, _loose):
        for column in table.columns:
            if plain in spelled(column):
                return column
    return None


def headings(table: Table) -> Iterator[str]:
    """Everything a heading of the table may say."""
    for column in table.columns:
        yield column.key
        yield from (title for lang in LANGUAGES if (title := column.title.in_(lang)))


def _exact(column: Column) -> set[str]:
    return set(map(_plain, _said(column)))


def _loose(column: Column) -> set[str]:
    """Without a unit in brackets, and each of two titles parted by a stroke."""
    bare = [_IN_BRACKETS.sub("", said) for said in _said(column)]
    return {_plain(part) for said in bare for part in (said, *said.split("/"))}


def _said(column: Column) -> Iterable[str]:
    return (column.key, column.title.zh, column.title.en, *column.also)


def _plain(text: str) -> str:
    return _NO_WORDS.sub("", text).replace("_", "").casefold()
