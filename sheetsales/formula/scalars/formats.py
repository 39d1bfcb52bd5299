"""TEXT: a number or day in one of the formats people use."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from sheetsales.cells.values import CellError
from sheetsales.formula.single import LONGEST_TEXT, VALUE, Value, as_text, number_in, text_of, ymd
from sheetsales.regex import regex
from sheetsales.speech.days import MONTHS, WEEKDAYS

_PIECE: Final = regex(
    r'"([^"]*)"|\\(.)|(\[[^\]]*\])|(General|G/通用格式)|(y+|m+|d+|h+|s+|a{3,4})|([0#?.,%]+)|(.)',
    re.IGNORECASE | re.DOTALL,
)
_DIGITS: Final = regex(r"([0#?,]*)(?:\.([0#?]*))?(,*)(%*)\Z")
_LONGEST: Final = 255
_MOST_PLACES: Final = 30
_BIGGEST: Final = 1e21

Piece = tuple[str, str]


def formatted(value: Value, pattern: str) -> Value:
    """The value in a number or date format; a text in its own words; #VALUE! for a format we cannot read."""
    if isinstance(value, CellError):
        return value
    if isinstance(value, str) and (number := number_in(value)) is not None:
        value = number
    if isinstance(value, str | bool):
        return value if isinstance(value, str) else as_text(value)
    if len(pattern) > _LONGEST:
        return VALUE
    number = value or 0.0
    sections = pattern.split(";")
    absolute = len(sections) > 1 and number < 0
    section = sections[1] if absolute else sections[2] if number == 0 and len(sections) > 2 else sections[0]
    pieces = _pieces(section)
    text = (
        _day_text(number, pieces)
        if any(kind == "date" for kind, _ in pieces)
        else _number_text(abs(number) if absolute else number, pieces)
    )
    return VALUE if text is None or len(text) > LONGEST_TEXT else text


def _pieces(section: str) -> list[Piece]:
    """The format in parts: literal texts, parts of a date, places for digits."""
    found: list[Piece] = []
    for quoted, escaped, bracket, general, date, digits, other in _PIECE.findall(section):
        if general:
            found.append(("general", general))
        elif date:
            found.append(("date", date.lower()))
        elif digits:
            found.append(("digits", digits))
        elif not bracket:
            found.append(("text", quoted or escaped or other))
    return found


def _number_text(number: float, pieces: list[Piece]) -> str | None:
    places = [_DIGITS.match(text) for kind, text in pieces if kind == "digits"]
    if len(places) > 1 or None in places or abs(number) >= _BIGGEST:
        return None
    said, negative = "", number < 0
    for kind, text in pieces:
        if kind == "digits" and places[0]:
            said += _digits(abs(number), places[0])
        else:
            said += text_of(abs(number)) if kind == "general" else text
    shown = any(char in "123456789" for char in said) or not places
    return "-" + said if negative and shown else said


def _digits(number: float, match: re.Match[str]) -> str:
    whole, fraction, thousands, percent = match.groups()
    if fraction is None and whole.endswith(","):
        stripped = whole.rstrip(",")
        thousands, whole = thousands + whole[len(stripped) :], stripped
    value = Decimal(repr(number)) * 100 ** len(percent) / 1000 ** len(thousands)
    count = min(len(fraction or ""), _MOST_PLACES)
    rounded = value.quantize(Decimal(1).scaleb(-count), rounding=ROUND_HALF_UP)
    left, _, right = f"{rounded:f}".partition(".")
    left = left.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        left = _grouped(left)
    while right and fraction and fraction[len(right) - 1] in "#?" and right.endswith("0"):
        right = right[:-1]
    point = "." if fraction is not None else ""
    return left + point + right + percent


def _grouped(digits: str) -> str:
    head = len(digits) % 3
    parts = [digits[:head]] if head else []
    return ",".join(parts + [digits[i : i + 3] for i in range(head, len(digits), 3)])


def _day_text(number: float, pieces: list[Piece]) -> str | None:
    day = ymd(number)
    if day is None:
        return None
    seconds = round((number % 1) * 86_400)
    if seconds >= 86_400:
        return None
    clock = dt.time(seconds // 3600, seconds // 60 % 60, seconds % 60)
    said, after_hour = "", False
    for at, (kind, text) in enumerate(pieces):
        if kind == "date":
            before_seconds = next((t for k, t in pieces[at + 1 :] if k == "date"), "").startswith("s")
            minutes = text in ("m", "mm") and (after_hour or before_seconds)
            weekday = (int(number) - 2) % 7
            said += _date_part((*day, weekday), clock, "n" * len(text) if minutes else text)
            after_hour = text[0] == "h"
        else:
            said += text
    return said


def _date_part(of_day: tuple[int, int, int, int], clock: dt.time, part: str) -> str:
    year, month, day, weekday = of_day
    size = len(part)
    match part[0]:
        case "y":
            return f"{year:04}" if size > 2 else f"{year % 100:02}"
        case "m":
            name = MONTHS[month - 1]
            return (str(month), f"{month:02}", name[:3], name, name[0])[min(size, 5) - 1]
        case "d":
            name = WEEKDAYS[weekday].en
            return (str(day), f"{day:02}", name[:3], name)[min(size, 4) - 1]
        case "a":
            return ("星期" if size == 4 else "") + WEEKDAYS[weekday].zh[-1]
    amount = {"h": clock.hour, "n": clock.minute, "s": clock.second}[part[0]]
    return f"{amount:02}" if size > 1 else str(amount)
