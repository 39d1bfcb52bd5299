"""What somebody may know of training and development: the own sessions without who else was there, the own plans."""

from __future__ import annotations

from collections.abc import Mapping

from sheetsales.book.book import Book
from sheetsales.book.table import BookTable
from sheetsales.process.part import rows_kept, with_column
from sheetsales.process.training import Session, sessions


def own_learning(book: Book, person: str) -> Mapping[str, BookTable]:
    """Training and Development cut to one person; a sheet that is not there is in neither."""
    found = {}
    if book.has("training"):
        mine = [one for one in sessions(book) if person in one.due | one.came]
        found["training"] = _sessions(book.table("training"), mine, person)
    if book.has("development"):
        table = book.table("development")
        people = table.get("person")
        found["development"] = rows_kept(table, [i for i in range(len(table)) if people[i] == person])
    return found


def _sessions(table: BookTable, mine: list[Session], person: str) -> BookTable:
    """Of everybody's columns the own name stays; a score is the person's where nobody else stands beside it."""
    part = rows_kept(table, [one.row for one in mine])
    own = (person,)
    part = with_column(part, "expected", [own if person in one.due else None for one in mine])
    part = with_column(part, "person", [own if person in one.came else None for one in mine])
    scores = [one.score if one.came == {person} else None for one in mine]
    part = with_column(part, "score", scores)
    return with_column(part, "notes", [None] * len(mine))
