"""When two cell values are the same to a person."""

from __future__ import annotations

import datetime as dt

from sheetsales.cells.values import CellValue


def alike(before: CellValue, after: CellValue) -> bool:
    """Equal in value and in kind: 12 and 12.0 are alike, 12 and "12", 1 and TRUE are not; a date equals its
    midnight."""
    if isinstance(before, bool) or isinstance(after, bool):
        return before is after
    return before == after or _moment(before) == _moment(after) is not None


def _moment(value: CellValue) -> dt.datetime | None:
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)
    return None
