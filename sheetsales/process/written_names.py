"""People as a column of a workbook writes them."""

from __future__ import annotations

from typing import Any

from sheetsales.book.book import Book


class Names:
    """By id where the column holds ids, else by name where that tells who is meant."""

    def __init__(self, book: Book, record: str, column: str) -> None:
        team, table = book.table("team"), book.table(record)
        self._names: dict[str, str] = dict(zip(team.get("id"), team.get("name"), strict=True))
        self._namesakes = team.namesakes
        held: list[Any] = [value for value in table.raw.get(column, ()) if value is not None]
        self._by_id = bool(held) and sum(value in self._names for value in held) * 2 > len(held)

    def of(self, person: str) -> str:
        name = self._names.get(person)
        if self._by_id or not name:
            return person
        return name if name not in self._namesakes else f"{person} {name}"
