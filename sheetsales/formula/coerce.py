"""Numbers out of texts and texts out of numbers, as Excel converts them where a formula needs the other."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Final

import numpy as np

from sheetsales.cells.values import CellError
from sheetsales.formula.lanes import (
    ERROR,
    NUMBER_OF,
    TEXT,
    VALUE,
    Bools,
    Floats,
    Kinds,
    Lane,
    Value,
    serial,
)

_NUMBER: Final = re.compile(
    r"([+-]?)[$¥￥£€]?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(e[+-]?\d+)?(%?)\Z", re.IGNORECASE
)
_DAY: Final = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|年(\d{1,2})月(\d{1,2})日)\Z")
_LONGEST_NUMBER: Final = 40


@lru_cache(maxsize=4096)
def number_in(text: str) -> float | None:
    """The number or day a text reads as: ``5``, ``1,200``, ``15%``, ``2026-11-02``; None for others."""
    plain = text.strip()
    if len(plain) > _LONGEST_NUMBER:
        return None
    if match := _NUMBER.match(plain):
        number = float(match[2].replace(",", "") + (match[3] or "")) * (-1 if match[1] == "-" else 1)
        return (number / 100 if match[4] else number) if abs(number) < 1e308 else None
    if match := _DAY.match(plain):
        try:
            return serial(dt.date(*map(int, filter(None, match.groups()))))
        except ValueError:
            return None
    return None


def text_of(number: float) -> str:
    """A number as ``&`` and LEN see it: up to fifteen digits, no trailing zeros."""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    text = f"{number:.15g}"
    mantissa, e, exponent = text.partition("e")
    if not e:
        return text
    power = int(exponent)
    if 0 < power <= 20:
        return f"{float(text):.0f}"
    return f"{mantissa}E{'-' if power < 0 else '+'}{abs(power):02}"


def as_number(value: Value) -> float | CellError:
    """One value where a number is needed: a blank is 0, TRUE is 1, a text what it reads as, else #VALUE!."""
    if isinstance(value, CellError):
        return value
    if isinstance(value, str):
        number = number_in(value)
        return VALUE if number is None else number
    return float(value or 0)


def as_text(value: Value) -> str | CellError:
    """One value where a text is needed."""
    if isinstance(value, str | CellError):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else text_of(value)


def as_truth(value: Value) -> bool | CellError:
    """One value where TRUE or FALSE is needed."""
    if isinstance(value, str):
        word = value.strip().upper()
        return word == "TRUE" if word in ("TRUE", "FALSE") else VALUE
    return value if isinstance(value, CellError) else bool(value)


def numbers_of(lane: Lane) -> tuple[Floats, Kinds | None]:
    """The lane where numbers are needed, and the number of each row's error."""
    if not (lane.kinds == TEXT).any():
        return lane.numbers, lane.errors
    read = [number_in(word) for word in lane.words]
    known = np.array([0.0 if number is None else number for number in read])
    wrong = np.array([number is None for number in read])
    texts = lane.kinds == TEXT
    numbers = np.where(texts, known[lane.codes], lane.numbers)
    errors = np.where(texts & wrong[lane.codes], NUMBER_OF["#VALUE!"], 0).astype(np.uint8)
    others = lane.errors
    return numbers, errors if others is None else np.where(others > 0, others, errors)


def truths_of(lane: Lane) -> tuple[Bools, Kinds | None]:
    """The lane where TRUE or FALSE is needed, and the number of each row's error."""
    truths = (lane.numbers != 0) & (lane.kinds != ERROR)
    errors = lane.errors
    texts = lane.kinds == TEXT
    if texts.any():
        said = [as_truth(word) for word in lane.words]
        truths |= texts & np.array([word is True for word in said])[lane.codes]
        wrong = texts & np.array([isinstance(word, CellError) for word in said])[lane.codes]
        own = np.where(wrong, NUMBER_OF["#VALUE!"], 0).astype(np.uint8)
        errors = own if errors is None else np.where(errors > 0, errors, own)
    return truths, errors
