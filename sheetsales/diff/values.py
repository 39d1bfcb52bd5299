"""When two cell values are the same to a person."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

from sheetsales.cells.values import CellError, CellValue
from sheetsales.texts import Text


def alike(before: CellValue, after: CellValue) -> bool:
    """Equal in value and in kind: 12 and 12.0 are alike, 12 and "12", 1 and TRUE are not; a date equals its
    midnight."""
    if isinstance(before, bool) or isinstance(after, bool):
        return before is after
    return before == after or _moment(before) == _moment(after) is not None


def kind_of(value: CellValue) -> Text:
    """What a cell holds, as people call it: a number, text, a date."""
    for types, text in _KINDS:
        if isinstance(value, types):
            return text
    return _NOTHING


_KINDS: Final = (
    (str, Text("文本", "text")),
    (bool, Text("是否", "yes or no")),
    (dt.date, Text("日期", "date")),
    (dt.time | dt.timedelta, Text("时间", "time")),
    (CellError, Text("错误值", "error")),
    (int | float | Decimal, Text("数字", "number")),
)
_NOTHING: Final = Text("空", "blank")


def _moment(value: CellValue) -> dt.datetime | None:
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)
    return None
