"""Reads texts, ids, phones, e-mails and lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sheetsales.book.load_rules import (
    FULL_WIDTH,
    ID_AS_DATE,
    ID_AS_NUMBER,
    ID_LOST_DIGITS,
    INVISIBLE,
    PHONE_AS_NUMBER,
)
from sheetsales.book.parsing.cleaning import clean, has_full_width, has_invisible, narrow, split_list
from sheetsales.book.parsing.column_reader import Flag, Reader, shown
from sheetsales.cells.values import CellValue
from sheetsales.regex import regex

_KEPT_DIGITS = 10**15
_ONLY_TEXT = {str}
_WHOLE_MOBILE = regex(r"(?:86)?1[3-9]\d{9}\Z")


def whole_texts(values: Sequence[CellValue], *, plain: bool) -> Sequence[Any] | None:
    """The trimmed texts of a column that holds nothing but text; None where a text needs a closer look.

    ``plain`` also asks for no full-width digits or letters.
    """
    texts: list[Any] = [value for value in values if value is not None]
    joined = "".join(texts)
    if has_invisible(joined) or (plain and has_full_width(joined)):
        return None
    stripped = list(map(str.strip, texts))
    if stripped == texts and "" not in stripped:
        return values
    return [(value.strip() or None) if value else None for value in values]  # type: ignore[union-attr]  # as above


class TextReader(Reader):
    """Text, trimmed. Numbers and dates stand as text there too; ``strict`` reports invisible characters."""

    def __init__(self, *, strict: bool = False) -> None:
        self.strict = strict

    def whole(self, values: Sequence[CellValue], types: set[type], /) -> Sequence[Any] | None:
        return whole_texts(values, plain=False) if types == _ONLY_TEXT else None

    def one(self, value: Any, /) -> Any:
        if not isinstance(value, str):
            return shown(value)
        text = clean(value)
        if self.strict and has_invisible(value):
            return Flag(text, INVISIBLE, {"plain": text})
        return text


class IdReader(Reader):
    """Ids, phones and e-mails: always text, in half width, without invisible characters."""

    def whole(self, values: Sequence[CellValue], types: set[type], /) -> Sequence[Any] | None:
        return whole_texts(values, plain=True) if types == _ONLY_TEXT else None

    def one(self, value: Any, /) -> Any:
        if isinstance(value, str):
            return _plain_id(value)
        if isinstance(value, bool):
            return shown(value)
        if isinstance(value, int | float | Decimal):
            return _id_from_number(value)
        if isinstance(value, dt.date):
            return Flag(None, ID_AS_DATE)
        return Flag(shown(value), ID_AS_NUMBER)


def _plain_id(value: str) -> Any:
    text = clean(value)
    plain = narrow(text)
    if plain != text:
        return Flag(plain, FULL_WIDTH, {"plain": plain})
    if has_invisible(value):
        return Flag(plain, INVISIBLE, {"plain": plain})
    return plain


def _id_from_number(value: Any) -> Flag:
    if abs(value) >= _KEPT_DIGITS:
        return Flag(None, ID_LOST_DIGITS)
    return Flag(str(int(value)) if value == int(value) else shown(value), ID_AS_NUMBER)


class PhoneReader(IdReader):
    """Phones: a number that is a whole mobile number has lost no digit."""

    def one(self, value: Any, /) -> Any:
        found = super().one(value)
        if isinstance(found, Flag) and found.rule is ID_AS_NUMBER and _WHOLE_MOBILE.match(str(found.value)):
            return Flag(found.value, PHONE_AS_NUMBER, {"plain": found.value})
        return found


class ListReader(Reader):
    """Several words or codes in one cell, as a tuple."""

    def one(self, value: Any, /) -> Any:
        return split_list(value) if isinstance(value, str) else (shown(value),)


class AnyReader(Reader):
    """Whatever stands there, text trimmed."""

    def one(self, value: Any, /) -> Any:
        return clean(value) if isinstance(value, str) else value
