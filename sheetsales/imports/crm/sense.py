"""What a value says, as one text: alike for a cell of the workbook and for one of an export that mean the same."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from sheetsales.book.parsing.cleaning import fold

UNREAD_MARK = "~"


def sense(typed: Any, raw: Any) -> str:
    """The text; "" for a blank cell. ``typed`` is what reading made of ``raw``, None where that could not be read."""
    if typed is None:
        return "" if raw is None or raw == "" else UNREAD_MARK + fold(str(raw))
    kind = typed.__class__
    if kind is str:
        return typed.strip()  # type: ignore[no-any-return]
    if kind is dt.date:
        return typed.isoformat()  # type: ignore[no-any-return]
    if kind is bool:
        return "yes" if typed else "no"
    if kind is Decimal:
        return _plainly(typed)
    if isinstance(typed, int | float):
        return _plainly(Decimal(f"{typed:.12g}"))
    if isinstance(typed, tuple):
        return "、".join(map(str, typed))
    return str(typed)


def _plainly(number: Decimal) -> str:
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
