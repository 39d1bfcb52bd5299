"""Contacts that a team notes beside its deals or customers, several in one cell: each with its day, where no activities
are kept."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from sheetsales.book.book import Book
from sheetsales.book.table import BookTable
from sheetsales.schema import aliases
from sheetsales.schema.choices import BY_KEY

_KEPT_IN: Final = ("pipeline", "customers")
_LETTERS: Final = 4
"""A shorter English word may be part of another."""


class Noted(NamedTuple):
    """One contact: the deal it was about (None for one noted beside a customer), with whom, whose, its day, and its kind, ""
    where the note says none."""

    deal: str | None
    customer: str | None
    owner: str | None
    on: dt.date
    kind: str


def notes_contacts(book: Book) -> bool:
    """Whether contacts pile up beside deals or customers, and are kept nowhere else. A last contact alone is no log."""
    if book.table("activities").has("date"):
        return False
    return any(_piles(book.table(record)) for record in _KEPT_IN)


def _piles(table: BookTable) -> bool:
    return table.noted is not None and any(len(found) > 1 for found in table.noted())


def contacts_noted(book: Book, until: dt.date) -> Iterator[Noted]:
    """Every contact noted, up to and including a day; none where the workbook keeps activities."""
    if notes_contacts(book):
        for record in _KEPT_IN:
            yield from _of(book.table(record), until)


def _of(table: BookTable, until: dt.date) -> Iterator[Noted]:
    if table.noted is None:
        return
    is_deal = table.record.key == "pipeline"
    keys, owners = table.get("id"), table.get("owner")
    customers = table.get("customer") if is_deal else keys
    for row, found in enumerate(table.noted()):
        for on, said in found:
            if on is not None and on <= until:
                yield Noted(keys[row] if is_deal else None, customers[row], owners[row], on, _kind(said))


def _kind(said: str) -> str:
    """What a note says it was, by the first word for it."""
    match = _words().search(said.casefold())
    return _kinds()[match[0]] if match else ""


@cache
def _kinds() -> dict[str, str]:
    """Every word for a kind of contact that stands for itself in a sentence."""
    labels = {
        word.casefold(): choice.code
        for choice in BY_KEY["activity_kind"].choices
        for word in (choice.label.zh, choice.label.en)
    }
    found = {**aliases.labels("activities", "kind"), **labels}
    return {word: code for word, code in found.items() if len(word) >= _LETTERS or not word.isascii()}


@cache
def _words() -> re.Pattern[str]:
    longest_first = sorted(_kinds(), key=len, reverse=True)
    parts = (rf"\b{re.escape(word)}" if word.isascii() else re.escape(word) for word in longest_first)
    return re.compile("|".join(parts))
