"""How an edit plan's JSON says a cell, a value, an area; and what is told where it says none. Imported with pydantic."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, TypeAdapter
from pydantic_core import PydanticCustomError

from sheetsales.cells.address import Area, CellRef, parse_area, parse_cell
from sheetsales.cells.canvas import Canvas, Drawn
from sheetsales.cells.values import CellError, CellValue, EditValue, Formula, Link
from sheetsales.texts import Text

_MISSING = Text("缺少这一项。", "it is missing.")
_UNKNOWN = Text("没有这一项，请检查拼写。", "there is no such field; check its spelling.")
_VERSION = Text("只认版本 1。", "only version 1 is known.")
OPERATION = Text(
    "只认 {known}。",
    "known are {known}.",
)
_AREA = Text("要写成 Sheet1!A2:C9 这样的区域。", "it must be an area such as Sheet1!A2:C9.")
_COLOUR = Text("颜色要写成六位十六进制，如 FFC000。", "a colour is six hexadecimal digits such as FFC000.")
NOTHING = Text("没有写要改什么。", "it does not say what shall change.")
_CELL = Text("要写成 Sheet1!B2 这样的单元格。", "it must be a cell such as Sheet1!B2.")
BOTH = Text("value 和 formula 至少要有一个。", "it needs a value or a formula.")
_VALUE = Text(
    "要是数字、文字、true/false、null，或 date、datetime、time、decimal、formula、link 之一。",
    "it must be a number, text, true/false, null, or one of date, datetime, time, decimal, formula, link.",
)
_DATE = Text(
    "不是有效的日期或时间，要写成 2026-10-31 这样。", "that is no date or time; write it like 2026-10-31."
)
_DECIMAL = Text("不是有效的小数。", "that is no decimal number.")
_CANVAS = Text(
    "版式写得不对，见 docs/apply.md 的 add_sheet。",
    "the layout is not as docs/apply.md describes for add_sheet.",
)
_DIGEST = Text("要是 64 位的 sha256。", "it must be a sha256 of 64 digits.")
TYPE = Text("类型不对。", "it is of the wrong type.")
REASONS = {
    "missing": _MISSING,
    "extra_forbidden": _UNKNOWN,
    "union_tag_invalid": OPERATION,
    "union_tag_not_found": OPERATION,
}
OWN_REASONS = {
    "version": _VERSION,
    "cell": _CELL,
    "area": _AREA,
    "string_pattern_mismatch": _COLOUR,
    "both": BOTH,
    "value": _VALUE,
    "date": _DATE,
    "decimal": _DECIMAL,
    "digest": _DIGEST,
    "canvas": _CANVAS,
}

_MOMENTS: dict[str, Callable[[str], CellValue]] = {
    "date": dt.date.fromisoformat,
    "datetime": dt.datetime.fromisoformat,
    "time": dt.time.fromisoformat,
}


def _wrong(reason: str) -> PydanticCustomError:
    return PydanticCustomError(reason, reason)


def _to_cell(raw: object) -> CellRef:
    found = parse_cell(raw) if isinstance(raw, str) else None
    if found is None:
        raise _wrong("cell")
    return found


def _to_value(raw: object) -> EditValue:
    """A cell's value from JSON: a scalar, or one of the tagged objects."""
    if raw is None or isinstance(raw, bool | int | float | str):
        return raw
    if not isinstance(raw, dict) or not raw:
        raise _wrong("value")
    keys = set(raw)
    if keys == {"formula"} or keys == {"formula", "value"}:
        return _to_formula(raw)
    if keys == {"link", "text"} and all(isinstance(v, str) for v in raw.values()):
        return Link(raw["link"], raw["text"])
    if len(raw) != 1:
        raise _wrong("value")
    ((kind, text),) = raw.items()
    return _tagged(str(kind), text)


def _tagged(kind: str, text: object) -> CellValue:
    if not isinstance(text, str):
        raise _wrong("value")
    if kind == "decimal":
        return _to_decimal(text)
    if kind in _MOMENTS:
        try:
            return _MOMENTS[kind](text)
        except ValueError:
            raise _wrong("date") from None
    if kind == "error":
        return CellError(text)
    raise _wrong("value")


def _to_decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise _wrong("decimal") from None
    if not number.is_finite():
        raise _wrong("decimal")
    return number


def _to_formula(raw: dict[str, Any]) -> Formula:
    value = _to_value(raw.get("value"))
    if not isinstance(raw["formula"], str) or isinstance(value, Formula | Link):
        raise _wrong("value")
    return Formula(raw["formula"].removeprefix("="), value)


def to_digest(raw: object) -> object:
    if raw is not None and not (isinstance(raw, str) and re.fullmatch(r"[0-9a-fA-F]{64}", raw)):
        raise _wrong("digest")
    return raw


def to_version(raw: object) -> int:
    if raw != 1 or isinstance(raw, bool):
        raise _wrong("version")
    return 1


def to_canvas(raw: object) -> Canvas:
    """The layout of a new sheet: its cells are lists of row, column, value and look."""
    if not isinstance(raw, dict) or not raw.keys() <= Canvas.__dataclass_fields__.keys():
        raise _wrong("canvas")
    try:
        cells = tuple(Drawn(row, column, _to_value(value), look) for row, column, value, look in raw["cells"])
        canvas = _LAID_OUT.validate_python({**raw, "cells": ()})
    except (KeyError, TypeError, ValueError) as fault:
        raise _wrong("canvas") from fault
    return replace(canvas, cells=cells)


_LAID_OUT = TypeAdapter(Canvas)


def to_area(raw: object) -> Area:
    found = parse_area(raw) if isinstance(raw, str) else None
    if found is None:
        raise _wrong("area")
    return found


Colour = Annotated[str, Field(pattern=r"^[0-9A-Fa-f]{6}$")]
Cell = Annotated[Any, BeforeValidator(_to_cell)]
Value = Annotated[Any, BeforeValidator(_to_value)]
Row = dict[str, Value]
