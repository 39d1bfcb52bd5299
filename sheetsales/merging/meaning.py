"""What a cell means, as one text: equal for two cells that say the same, whatever way each is written."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any, Final

from sheetsales.cells.values import CellError, CellValue
from sheetsales.regex import regex
from sheetsales.schema.column import Column, Kind

_NUMBER: Final = regex(r"[+-]?(?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d{0,14})(?:\.\d+)?")
"""Text that is a number to everybody; one with zeros before it is a code."""
_SIGNS: Final = regex(r"[€£$₩₹]|\b[A-Z]{3}\b")


def meaning(column: Column | None, typed: Any, raw: CellValue) -> str:
    """The meaning of a cell; ``typed`` is what reading made of it, ``column`` None for one of the team's own."""
    if raw is None or raw == "":
        return ""
    if column is None or typed is None:
        return _plain(raw)
    if column.kind is Kind.MONEY:
        return _said(typed) + _currency(raw)
    return _said(typed)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return format(value.normalize() + 0, "f")
    if isinstance(value, int | float):
        return f"{value:.12g}"
    if isinstance(value, tuple):
        return "、".join(map(_said, value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, dt.date):
        return value.isoformat()
    return "\n".join(str(value).split("\r\n")).strip()


def _plain(raw: CellValue) -> str:
    """The meaning of a cell of which nothing is known but what stands there."""
    if isinstance(raw, str):
        text = raw.strip()
        return _said(Decimal(text.replace(",", ""))) if _NUMBER.fullmatch(text) else _said(text)
    if isinstance(raw, float):
        return _said(Decimal(repr(raw))) if abs(raw) < 1e15 else _said(raw)
    if isinstance(raw, int) and not isinstance(raw, bool):
        return _said(Decimal(raw))
    return raw.code if isinstance(raw, CellError) else _said(raw)


def _currency(raw: CellValue) -> str:
    """The currency typed with an amount: 100 and €100 are not the same."""
    return " ".join(["", *re.findall(_SIGNS.pattern, raw)]) if isinstance(raw, str) else ""
