"""Codes and ids as people see them in one language: ``negotiate`` as 谈判, ``C-021`` as ``C-021 甬润机械``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sheetsales.schema.choices import BY_KEY
from sheetsales.schema.column import Column, Kind
from sheetsales.template.story.model import StoryRow, StoryValue
from sheetsales.template.words import joined, skill
from sheetsales.texts import Lang

Shown = Any
"""What is written into a cell: text, number, date or None."""

Rows = Mapping[str, Sequence[StoryRow]]


class Labels:
    """Shows the codes of all rows of one workbook."""

    def __init__(self, lang: Lang, rows: Rows) -> None:
        self._lang = lang
        self._refs: dict[str, dict[StoryValue, str]] = {
            "customers": {
                r.get("id"): label_of(r.get("id"), r.get("name")) for r in rows.get("customers", ())
            },
            "team": {r.get("id"): str(r.get("name")) for r in rows.get("team", ())},
            "stages": {r.get("code"): str(r[f"name_{lang}"]) for r in rows.get("stages", ())},
            "indicators": {r.get("code"): str(r["name"]) for r in rows.get("indicators", ())},
        }

    def shower(self, column: Column) -> Callable[[StoryValue], Shown]:
        """What turns a column's values into cells."""
        if column.kind is Kind.LIST:
            words = self._words(column.choices) if column.choices else self._refs.get(column.ref, {})
            return lambda value: self._list(value, words)
        if column.kind is Kind.YES_NO or (column.key == "value" and column.kind is Kind.ANY):
            return self._mapped(self._words("yes_no"))
        if column.choices:
            return self._mapped(self._words(column.choices))
        if column.ref in self._refs:
            return self._mapped(self._refs[column.ref])
        if column.key == "skill":
            return lambda value: skill(value, self._lang) if isinstance(value, str) else value
        return _plain

    def _words(self, key: str) -> dict[str, str]:
        return {choice.code: choice.label.in_(self._lang) for choice in BY_KEY[key].choices}

    def _mapped(self, labels: Mapping[Any, str]) -> Callable[[StoryValue], Shown]:
        return lambda value: labels.get(value, _plain(value)) if value is not None else None

    def _list(self, value: StoryValue, words: Mapping[Any, str]) -> Shown:
        if not isinstance(value, tuple):
            return _plain(value)
        return joined([words.get(word, skill(word, self._lang)) for word in value], self._lang) or None


def label_of(identity: object, name: object) -> str:
    """How drop-downs offer a record: its id and its name, blanks between them single, as Excel's TRIM leaves them."""
    if not name:
        return ""
    return " ".join(part for part in f"{identity or ''} {name}".split(" ") if part)


def _plain(value: StoryValue) -> Shown:
    if isinstance(value, Decimal):
        return float(value)
    return value if value != "" else None
