"""Changes as the ASCII text a macro reads.

A macro decodes text slowly and keeps no Unicode, so every run of characters outside plain ASCII stands once in a
list at the head, as ``\\uXXXX``, and ``\\12;`` refers to it. Lines end with CRLF. The last line holds the nonce of the
request, the number of lines before it and a sum over them: an answer that was cut or meant for another click shows.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.backends.clicks.changes import Change, Grow, Held, NewSheet, Note, Write
from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.number_formats import DATE, DATETIME, DURATION, TIME
from sheetsales.backends.ooxml.numbers import in_range, number_text, serial
from sheetsales.cells.links import link_formula
from sheetsales.cells.values import CellError, EditValue, Formula, Link
from sheetsales.errors import EditRefused

HEAD: Final = "sheetsales 1"
_MODULUS: Final = 1_000_003
_SAMPLES: Final = 24
_FOREIGN: Final = re.compile(r"[^ -\[\]-~]+")
_PLAIN_TEXT: Final = re.compile(r"[^\W\d_][^\d=]*\Z")
"""Texts that no program takes for a number, a date or a formula when they are typed."""
_WORDS: Final = {"true", "false"}
_GENERAL: Final = "General"
_COMMA: Final = "\x1f"
"""Between the two texts of a link, where each program wants its own mark."""
_BOOLEAN: Final = "BOOLEAN"
"""In LibreOffice a truth value is a number shown so; the macro passes this over elsewhere."""


def change_list(nonce: str, message: str, changes: Sequence[Change] = (), *, date1904: bool = False) -> bytes:
    """The answer to a click: what to say, and what to change. Raises ``EditRefused`` for what no cell can hold."""
    texts = _Texts()
    body = ["say " + texts.refer(message)]
    writer = _Writer(texts, date1904)
    for change in changes:
        body += writer.lines(change)
    lines = [HEAD, f"texts {len(texts.listed)}", *map(units, texts.listed), *body]
    lines.append(f"end\t{nonce}\t{len(lines)}\t{check_sum(lines)}")
    return ("\r\n".join(lines) + "\r\n").encode("ascii")


def check_sum(lines: Iterable[str]) -> int:
    """A sum over the lengths of the lines and up to 24 characters spread over each, as the macro computes it."""
    total = 0
    for line in lines:
        total = (total * 31 + len(line)) % _MODULUS
        for i in range(0, len(line), len(line) // _SAMPLES + 1):
            total = (total * 31 + ord(line[i])) % _MODULUS
    return total


def units(text: str) -> str:
    """Every UTF-16 unit as ``\\uXXXX``."""
    data = text.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{data[i]:02X}{data[i + 1]:02X}" for i in range(0, len(data), 2))


def ascii_text(text: str) -> str:
    """A text on one ASCII line, what is not printable ASCII as ``\\uXXXX``."""
    return _FOREIGN.sub(lambda found: units(found[0]), text)


def plain_text(text: str) -> str:
    """The text that ``ascii_text`` spelled."""
    made = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda found: chr(int(found[1], 16)), text)
    return made.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class _Texts:
    """The runs that are not plain ASCII, numbered as they come."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    @property
    def listed(self) -> list[str]:
        return list(self._numbers)

    def refer(self, text: str) -> str:
        if text.isascii() and text.isprintable() and "\\" not in text:
            return text
        return _FOREIGN.sub(self._reference, text)

    def _reference(self, found: re.Match[str]) -> str:
        return f"\\{self._numbers.setdefault(found[0], len(self._numbers))};"


class _Writer:
    def __init__(self, texts: _Texts, date1904: bool) -> None:
        self._texts, self._date1904 = texts, date1904
        self._known: dict[str, str] = {}

    def lines(self, change: Change) -> Iterator[str]:
        sheet = self._texts.refer(change.at.sheet if isinstance(change, Note) else change.sheet)
        if isinstance(change, Write):
            yield from self._write(change, sheet)
        elif isinstance(change, Grow):
            numbers = (change.row, change.first_column, change.last_column, change.before, change.after)
            yield "\t".join(["grow", sheet, *map(str, numbers), self._texts.refer(change.table)])
        elif isinstance(change, NewSheet):
            widths = ";".join(f"{width:g}" for width in change.widths)
            yield "\t".join(
                ["sheet", sheet, self._texts.refer(change.table), change.visibility, str(change.columns),
                 str(change.rows), widths]
            )  # fmt: skip
        else:
            yield "\t".join(
                ["note", sheet, str(change.at.row), str(change.at.column), self._texts.refer(change.text)]
            )

    def _write(self, change: Write, sheet: str) -> Iterator[str]:
        height, width = len(change.values), len(change.values[0])
        guard = "any" if change.held is None else "held"
        if change.held is not None and all(
            h.value is None and not h.formula for row in change.held for h in row
        ):
            guard = "blank"
        formats = ";".join(_formats(change.values))
        numbers = (change.row, change.column, height, width)
        yield "\t".join(["write", sheet, *map(str, numbers), guard, formats])
        if guard == "held":
            for row in change.held or ():
                yield "\t".join(map(self._held, row)).rstrip("\t")
        for values in change.values:
            yield "\t".join(map(self._cell, values)).rstrip("\t")

    def _held(self, held: Held) -> str:
        return ("=" if held.formula else "") + self._cell(held.value)

    def _cell(self, value: EditValue) -> str:
        if isinstance(value, str):
            known = self._known.get(value)
            if known is None:
                known = self._known[value] = self._text(value)
            return known
        if value is None:
            return ""
        if isinstance(value, bool):
            return f"b{int(value)}"
        if isinstance(value, int | float | Decimal):
            return "n" + _number(value)
        if isinstance(value, Formula):
            return "f" + self._texts.refer("=" + value.text)
        if isinstance(value, Link):
            return self._link(link_formula(value))
        if isinstance(value, CellError):
            return "e" + value.code
        if not in_range(value, self._date1904):
            raise EditRefused(refusals.DATE_RANGE.fill(value=value))
        return "d" + number_text(serial(value, self._date1904)).decode()

    def _link(self, formula: str) -> str:
        if '""' in formula or formula.count('","') != 1:
            return "f" + self._texts.refer("=" + formula)
        return "h" + self._texts.refer("=" + formula.replace('","', f'"{_COMMA}"'))

    def _text(self, value: str) -> str:
        if not value:
            return ""
        plain = _PLAIN_TEXT.match(value) and value.lower() not in _WORDS
        return ("t" if plain else "q") + self._texts.refer(value)


def _number(value: int | float | Decimal) -> str:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise EditRefused(refusals.NOT_A_NUMBER.fill(value=value))
    return repr(value) if isinstance(value, int) else repr(number)


def _formats(rows: Sequence[Sequence[EditValue]]) -> Iterator[str]:
    """The formats cells need that hold dates, and numbers in columns where dates stand too: ``3|yyyy-mm-dd|0-4,9-9``."""
    for column in range(len(rows[0])):
        places: dict[str, list[int]] = {}
        for number, row in enumerate(rows):
            code = _format(row[column])
            if code:
                places.setdefault(code, []).append(number)
        if set(places) - {_GENERAL}:
            for code, numbers in places.items():
                yield f"{column}|{code}|{','.join(_runs(numbers))}"


def _format(value: EditValue) -> str:
    if isinstance(value, dt.datetime):
        return DATETIME if value.time() != dt.time() else DATE
    if isinstance(value, dt.date):
        return DATE
    if isinstance(value, dt.time | dt.timedelta):
        return TIME if isinstance(value, dt.time) else DURATION
    if isinstance(value, bool):
        return _BOOLEAN
    return _GENERAL if isinstance(value, int | float | Decimal) else ""


def _runs(numbers: Sequence[int]) -> Iterator[str]:
    first = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            yield f"{first}-{last}"
            first = number
        last = number
    yield f"{first}-{last}"
