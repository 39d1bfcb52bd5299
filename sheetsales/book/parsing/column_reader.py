"""How a whole column is read: at once where all is in order, value by value where not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from types import NoneType
from typing import Any

from sheetsales.book.load_rules import ERROR_CELL, LoadRule
from sheetsales.book.parsing.cleaning import clean
from sheetsales.cells.values import CellError, CellValue
from sheetsales.dataclass import dataclass

_EXACT = 1e15
_LOOK_ALIKE = frozenset({int, float, Decimal})


@dataclass(frozen=True, slots=True)
class Flag:
    """A value that is not as it should be: what it was read as (None: unknown), and what to say about it."""

    value: Any
    rule: LoadRule
    details: Mapping[str, object] = field(default_factory=dict)


class Reader:
    """Reads the cells of one column of one kind."""

    def whole(self, _values: Sequence[CellValue], _types: set[type], /) -> Sequence[Any] | None:
        """The typed column in one go, the very same list where nothing changes; None where any cell needs a look."""
        return None

    def prepare(self, distinct: Sequence[CellValue], /) -> None:
        """A look at all values before the first is read, for what only the whole column can tell."""

    def one(self, value: Any, /) -> Any:
        """The typed value of one cell that is neither blank nor an error, or a ``Flag``."""
        raise NotImplementedError


Flagged = tuple[int, Flag]


def read_column(values: Sequence[CellValue], reader: Reader) -> tuple[Sequence[Any], list[Flagged]]:
    """The typed column and, by row, what is wrong in it. Each distinct value is read once."""
    types: set[type] = set(map(type, values))
    types.discard(NoneType)
    if not types:
        return values, []
    whole = reader.whole(values, types)
    if whole is not None:
        return whole, []
    if bool in types and types & _LOOK_ALIKE:
        return _read_typed(values, reader)
    distinct = dict.fromkeys(values)
    distinct.pop(None, None)
    reader.prepare(tuple(distinct))
    read = _read_distinct(distinct, reader)
    read[None] = None
    return _unflag(list(map(read.__getitem__, values)), read.values())


def _read_distinct(distinct: Iterable[Any], reader: Reader) -> dict[Any, Any]:
    """Each value read once; all of one type in one go where they are in order."""
    by_type: dict[type, list[Any]] = {}
    for value in distinct:
        by_type.setdefault(value.__class__, []).append(value)
    read: dict[Any, Any] = {}
    for kind, values in by_type.items():
        whole = reader.whole(values, {kind}) if len(by_type) > 1 else None
        if whole is None:
            read.update((value, _one(value, reader)) for value in values)
        else:
            read.update(zip(values, whole, strict=True))
    return read


def _read_typed(values: Sequence[CellValue], reader: Reader) -> tuple[Sequence[Any], list[Flagged]]:
    """As above, where True and 1 stand in one column and must not be taken for each other."""
    read: dict[Any, Any] = {}
    results = []
    reader.prepare(tuple(dict.fromkeys(v for v in values if v is not None)))
    for value in values:
        key = (value.__class__, value)
        if key not in read:
            read[key] = None if value is None else _one(value, reader)
        results.append(read[key])
    return _unflag(results, read.values())


def _one(value: CellValue, reader: Reader) -> Any:
    if isinstance(value, CellError):
        return Flag(None, ERROR_CELL)
    if isinstance(value, str) and not clean(value):
        return None
    return reader.one(value)


def _unflag(results: list[Any], distinct: Any) -> tuple[list[Any], list[Flagged]]:
    if not any(result.__class__ is Flag for result in distinct):
        return results, []
    flagged = [(i, result) for i, result in enumerate(results) if result.__class__ is Flag]
    for i, flag in flagged:
        results[i] = flag.value
    return results, flagged


def shown(value: CellValue) -> str:
    """What the cell shows, near enough to be recognised: ``128000``, ``2026-07-09``, text as typed."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return f"{value:.15g}" if abs(value) < _EXACT else f"{value:.5E}"
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M") if value.time() != dt.time() else value.date().isoformat()
    return str(value)
