"""Whether a settings cell holds what its setting takes: the kind and the range that the packaged table declares."""

from __future__ import annotations

import re
from decimal import Decimal

from sheetsales.book.parsing.cleaning import fold
from sheetsales.book.parsing.column_reader import shown
from sheetsales.book.parsing.numbers import plainly
from sheetsales.book.parsing.periods import YesNoReader
from sheetsales.book.places import place_of
from sheetsales.book.settings import parse_number
from sheetsales.cells.values import CellError, CellValue
from sheetsales.schema.defaults import Row
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text

NUMBERS = ("number", "whole", "share")
"""Kinds whose settings hold a number; each declares its range."""
_NO_NUMBER = Text("读不出数字", "is no number")
_NO_WHOLE = Text("不是整数", "is no whole number")
_OUT_OF_RANGE = Text("不在 {least} 到 {most} 之间", "is not from {least} to {most}")
_NO_CHOICE = Text("不是可选的值（{choices}）", "is none of {choices}")
_YES_NO = Text("不是“是”或“否”", "is neither yes nor no")
_NO_PLACE = Text("不是认得的国家或地区代码", "is no country or region whose public holidays are known")
_NO_CURRENCY = Text("是数字，不是币种", "is a number and no currency")
_AN_ERROR = Text("是错误值", "is an error")


def why_unusable(row: Row, value: CellValue) -> Text | None:
    """Why the setting cannot be what the cell says (``is not from 1 to 12``); None where it can."""
    if isinstance(value, CellError):
        return _AN_ERROR
    if row["kind"] in NUMBERS:
        return _number(row, value)
    if row["kind"] == "choice":
        return None if fold(shown(value)) in _known(row["may_be"]) else _offered(row["may_be"])
    if row["kind"] == "yes_no":
        return None if isinstance(YesNoReader().one(value), bool) else _YES_NO
    if row["kind"] == "place":
        known = fold(shown(value)) in _known(row["may_be"]) or place_of(shown(value)) is not None
        return None if known else _NO_PLACE
    if row["kind"] == "currency":
        return None if parse_number(value) is None else _NO_CURRENCY
    return None


def _number(row: Row, value: CellValue) -> Text | None:
    number = parse_number(value)
    if number is None:
        return _NO_NUMBER
    if row["kind"] == "whole" and not number.is_integer():
        return _NO_WHOLE
    least, most = float(row["least"]), float(row["most"])
    if least <= number <= most:
        return None
    return _OUT_OF_RANGE.fill(least=_bound(row, "least"), most=_bound(row, "most"))


def _bound(row: Row, end: str) -> str:
    """An end of the range as people type it: ``12``, ``100%``."""
    number = Decimal(row[end])
    return f"{plainly(number * 100)}%" if row["kind"] == "share" and number else f"{number:,}"


def offered(may_be: str, lang: Lang) -> tuple[str, ...]:
    """What ``may_be`` of a setting offers in a language; behind its ``|`` stands what is understood as well."""
    pairs = (choice.split("/") for choice in may_be.partition("|")[0].split(",") if choice)
    return tuple(pair[0] if lang == "zh" else pair[-1] for pair in pairs)


def _known(may_be: str) -> frozenset[str]:
    return frozenset(fold(word) for word in re.split(r"[,/|]", may_be) if word)


def _offered(may_be: str) -> Text:
    return _NO_CHOICE.fill(choices=listed(map(Text, offered(may_be, "zh"), offered(may_be, "en"))))
