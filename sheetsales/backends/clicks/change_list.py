"""Changes as the ASCII text a macro reads.

A macro decodes text slowly and keeps no Unicode, so every run of characters outside plain ASCII stands once in a
list at the head, as ``\\uXXXX``, and ``\\12;`` refers to it. Lines end with CRLF. The last line holds the nonce of the
request, the number of lines before it and a sum over them: an answer that was cut or meant for another click shows.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.parts.number_formats import format_for
from sheetsales.backends.parts.serials import in_range, number_text, serial
from sheetsales.backends.placing.changes import (
    Change,
    Check,
    Draw,
    DropDown,
    Grow,
    Held,
    Look,
    Move,
    Name,
    NewSheet,
    Note,
    Show,
    Widen,
    Write,
)
from sheetsales.cells.address import Area
from sheetsales.cells.links import link_formula
from sheetsales.cells.values import CellError, EditValue, Formula, Link
from sheetsales.errors import EditRefused
from sheetsales.regex import regex

HEAD: Final = "sheetsales 1"
_MODULUS: Final = 1_000_003
_SAMPLES: Final = 24
_FOREIGN: Final = regex(r"[^ -\[\]-~]+")
_PLAIN_TEXT: Final = regex(r"[^\W\d_][^\d=]*\Z")
"""Texts that no program takes for a number, a date or a formula when they are typed."""
_WORDS: Final = {"true", "false"}
_GENERAL: Final = "General"
_COMMA: Final = "\x1f"
"""Between the two texts of a link, where each program wants its own mark; between headings."""
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
        if isinstance(change, Write):
            yield from self._write(change)
        elif isinstance(change, Check):
            yield from self._check(change)
        else:
            sheet, kind, rest = _SPELLED[type(change)](change)
            yield "\t".join([kind, *(self._texts.refer(str(part)) for part in (sheet, *rest))])

    def _check(self, change: Check) -> Iterator[str]:
        numbers = (change.row, change.column, len(change.held), len(change.held[0]))
        guard = _guard(change.held)
        yield "\t".join(["check", self._texts.refer(change.sheet), *map(str, numbers), guard])
        if guard == "held":
            yield from self._rows(change.held)

    def _rows(self, held: Sequence[Sequence[Held]]) -> Iterator[str]:
        for row in held:
            yield "\t".join(map(self._held, row)).rstrip("\t")

    def _write(self, change: Write) -> Iterator[str]:
        height, width = len(change.values), len(change.values[0])
        guard = "any" if change.held is None else _guard(change.held)
        formats = ";".join(_formats(change.values))
        numbers = (change.row, change.column, height, width)
        kinds = _kinds(change.values)
        yield "\t".join(["write", self._texts.refer(change.sheet), *map(str, numbers), guard, formats, kinds])
        if guard == "held":
            yield from self._rows(change.held or ())
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


def _kinds(rows: Sequence[Sequence[EditValue]]) -> str:
    """A letter for each column: ``t`` where it holds nothing but texts, which the macro then need not look at."""
    return "".join(
        "t" if all(value is None or isinstance(value, str) for value in column) else "-"
        for column in zip(*rows, strict=True)
    )


def _guard(held: Sequence[Sequence[Held]]) -> str:
    return "blank" if all(h.value is None and not h.formula for row in held for h in row) else "held"


def _corner(area: Area) -> tuple[int, int, int, int]:
    height, width = area.last_row - area.first_row + 1, area.last_column - area.first_column + 1
    return area.first_row, area.first_column, height, width


def _grow(change: Grow) -> tuple[object, ...]:
    """The ends with totals and all, as the program counts the rows of a table."""
    ends = change.before + change.totals, change.last + change.totals
    columns = (change.first_column, change.last_column)
    return (change.row, *columns, *ends, change.table, change.fresh, change.count, change.like)


def _widen(change: Widen) -> tuple[object, ...]:
    area = change.area
    columns = (change.first_column, area.last_column, area.first_column - 1)
    return (area.first_row, *columns, area.last_row, change.table, _COMMA.join(change.headings))


def _drop_down(change: DropDown) -> tuple[object, ...]:
    like = (change.like.row, change.like.column) if change.like else (0, 0)
    return (*_corner(change.area), *like, change.source)


def _draw(change: Draw) -> tuple[object, ...]:
    columns = ";".join(map(str, change.columns))
    sizes = (f"{size:g}" for size in change.size)
    return (change.kind, change.title, change.number_format, columns, change.last_row, *change.corner, *sizes)


_IS_NEW: Final = {True: "new", False: "known", None: "any"}
_SPELLED: Final[Mapping[type, Callable[[Any], tuple[str, str, tuple[object, ...]]]]] = {
    Move: lambda c: (c.sheet, "move", (c.row, c.first_column, c.last_column, c.by)),
    Grow: lambda c: (
        c.sheet,
        "grow",
        _grow(c),
    ),
    Widen: lambda c: (c.area.sheet, "widen", _widen(c)),
    NewSheet: lambda c: (
        c.sheet,
        "sheet",
        (c.table, c.visibility, len(c.headings), c.rows, ";".join(f"{width:g}" for width in c.widths)),
    ),
    Note: lambda c: (c.at.sheet, "note", (c.at.row, c.at.column, c.text)),
    Look: lambda c: (c.area.sheet, "look", (*_corner(c.area), c.side, c.value)),
    Show: lambda c: (c.sheet, "show", (c.visibility,)),
    Name: lambda c: (c.sheet, "name", (c.name, c.refers_to, _IS_NEW[c.is_new])),
    DropDown: lambda c: (c.area.sheet, "list", _drop_down(c)),
    Draw: lambda c: (c.sheet, "draw", _draw(c)),
}
"""The sheet, the word and the rest of the line of each change that is one line."""


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
    if isinstance(value, bool):
        return _BOOLEAN
    return "" if isinstance(value, Formula | Link) else format_for(value) or ""


def _runs(numbers: Sequence[int]) -> Iterator[str]:
    first = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            yield f"{first}-{last}"
            first = number
        last = number
    yield f"{first}-{last}"
