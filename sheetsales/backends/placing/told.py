"""Changes that were carried out as JSON, and back: what a run's record keeps for its undoing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from sheetsales.backends.placing.changes import Change, Grow, Move, Name, NewSheet, Show, Widen, Write
from sheetsales.cells.address import Area
from sheetsales.cells.plan_json import value_json
from sheetsales.cells.values import CellError, EditValue, Formula, Link


def changes_to_json(changes: Iterable[Change]) -> list[list[Any]]:
    """Those that undoing needs to know of; how cells look and what is drawn over them is not among them."""
    return [
        [kind, *spell(change)]
        for change in changes
        for kind, (shape, spell, _) in _SPELLED.items()
        if isinstance(change, shape)
    ]


def changes_from_json(document: Iterable[list[Any]]) -> tuple[Change, ...]:
    """Raises ``KeyError``, ``TypeError`` or ``ValueError`` for what ``changes_to_json`` did not make."""
    return tuple(_SPELLED[kind][2](*rest) for kind, *rest in document)


def _write(sheet: str, row: int, column: int, values: list[list[Any]]) -> Write:
    return Write(sheet, row, column, tuple(tuple(map(_value, cells)) for cells in values))


def _widen(
    table: str, area: list[Any], headings: list[str], formats: list[str | None], totals: int, first: int = 0
) -> Widen:
    return Widen(table, Area(*area), tuple(headings), tuple(formats), totals, first)


def _new_sheet(
    sheet: str, table: str, visibility: Any, headings: list[str], rows: int, corner: Sequence[int] = (1, 1)
) -> NewSheet:
    row, column = corner
    return NewSheet(sheet, table, visibility, tuple(headings), rows, (), (row, column))


def _area(area: Area) -> list[Any]:
    return [area.sheet, area.first_row, area.first_column, area.last_row, area.last_column]


_SPELLED: Final[Mapping[str, tuple[type, Callable[[Any], list[Any]], Callable[..., Change]]]] = {
    "write": (
        Write,
        lambda c: [c.sheet, c.row, c.column, [[value_json(value) for value in cells] for cells in c.values]],
        _write,
    ),
    "move": (Move, lambda c: [c.sheet, c.row, c.first_column, c.last_column, c.by], Move),
    "grow": (
        Grow,
        lambda c: [
            c.sheet,
            c.row,
            c.first_column,
            c.last_column,
            c.before,
            c.last,
            c.table,
            c.fresh,
            c.count,
            c.like,
            c.totals,
        ],
        Grow,
    ),
    "widen": (
        Widen,
        lambda c: [c.table, _area(c.area), [*c.headings], [*c.formats], c.totals, c.first_column],
        _widen,
    ),
    "sheet": (
        NewSheet,
        lambda c: [c.sheet, c.table, c.visibility, [*c.headings], c.rows, [*c.corner]],
        _new_sheet,
    ),
    "show": (Show, lambda c: [c.sheet, c.visibility], Show),
    "name": (Name, lambda c: [c.sheet, c.name, c.refers_to, c.is_new], Name),
}
"""By the word in a record: the change, what is kept of it, and how it is made of that again."""

_VALUES: Final[Mapping[str, Callable[[Any], EditValue]]] = {
    "formula": lambda d: Formula(d["formula"], _shown(d["value"])),
    "link": lambda d: Link(d["link"], d["text"]),
    "datetime": lambda d: dt.datetime.fromisoformat(d["datetime"]),
    "date": lambda d: dt.date.fromisoformat(d["date"]),
    "time": lambda d: dt.time.fromisoformat(d["time"]),
    "decimal": lambda d: Decimal(d["decimal"]),
    "error": lambda d: CellError(d["error"]),
}


def _value(document: Any) -> EditValue:
    """A length of time comes back as the number of days that a cell holds for it."""
    if not isinstance(document, dict):
        return document  # type: ignore[no-any-return]  # what JSON has itself
    return _VALUES[next(iter(document))](document)


def _shown(document: Any) -> Any:
    return _value(document)
