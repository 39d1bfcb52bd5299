"""The workbook as formulas of row rules see it: columns by key as loading read them, choices and references by code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sheetsales.book.parsing.cleaning import is_blank
from sheetsales.book.settings import parse_number
from sheetsales.book.table import BookTable
from sheetsales.cells.values import CellError
from sheetsales.formula.mistakes import Absent
from sheetsales.formula.own import NAMED, ROW
from sheetsales.formula.single import Value, plain_value, serial
from sheetsales.formula.syntax import Cell, Node, Whole, walk
from sheetsales.rules.rows.facts import FACTS, Facts
from sheetsales.rules.scene import Scene
from sheetsales.schema import defaults
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import same


class BookCells:
    """The columns of a scene's tables as lists, each made once."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.facts: dict[tuple[str, str], Facts] = dict(FACTS)
        self._columns: dict[tuple[str, str], list[Value]] = {}

    def cells(self, record: str, column: str) -> list[Value]:
        key = (record, column)
        if key not in self._columns:
            fact = self.facts.get(key)
            self._columns[key] = (
                _values(self.scene.book.table(record), column) if fact is None else fact(self.scene)
            )
        return self._columns[key]

    def has(self, record: str, column: str) -> bool:
        """Whether the workbook has the column, or what it is worked out from."""
        return (record, column) in self.facts or self.scene.book.table(record).has(column)

    def setting(self, name: str) -> Value:
        """A setting, as a number where its default is one; raises ``Absent`` where there is none of that name."""
        row = defaults.setting(name)
        if row is None:
            raise Absent(same(name))
        settings = self.scene.book.settings
        number = parse_number(row["default"]) is not None
        return settings.number(name) if number else settings.text(name) or None


def book_cells(scene: Scene, more: Mapping[tuple[str, str], Facts] | None = None) -> BookCells:
    """The columns, made once for all rules; ``more`` are facts besides those that all rules may name."""
    cells = scene.once(BookCells)
    if more:
        cells.facts.update(more)
    return cells


def names_missing(tree: Node, record: str, cells: BookCells) -> set[str]:
    """The columns a formula over the rows of ``record`` names that the workbook lacks."""
    named = (part for part in walk(tree) if isinstance(part, Cell | Whole) and part.record != NAMED)
    return {
        part.column
        for part in named
        if not cells.has(record if part.record == ROW else part.record, part.column)
    }


def _values(table: BookTable, column: str) -> list[Value]:
    """What loading read, and where it read nothing what stands there."""
    if column not in RECORDS[table.record.key].by_key:
        raise Absent(same(f"{table.record.key}[{column}]"))
    typed, raw = table.get(column), table.raw.get(column)
    types = set(map(type, typed))
    if raw is not None and type(None) in types and typed.count(None) != sum(map(is_blank, raw)):
        return [
            _unread(cell) if value is None else _plain(value) for value, cell in zip(typed, raw, strict=True)
        ]
    if types <= {str, type(None)}:
        return list(typed)
    if types <= {dt.date, type(None)}:
        days = {day: None if day is None else serial(day) for day in set(typed)}
        return [days[day] for day in typed]
    return list(map(_plain, typed))


def _plain(value: Any) -> Value:
    return "、".join(map(str, value)) if isinstance(value, tuple) else plain_value(value)


def _unread(cell: Any) -> Value:
    if is_blank(cell):
        return None
    return cell if isinstance(cell, str | bool | CellError) else str(cell)
