"""References inside formulas, found by a scanner of the judge's own: it shares nothing with the writer it judges."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
_SHEET = r"(?:(?P<quoted>'(?:[^']|'')+')|(?P<plain>(?:\[\d+\])?[^\W\d][\w.]*(?::[^\W\d][\w.]*)?))!"
_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
_AREA = rf"{_CELL}:{_CELL}|{_CELL}|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}|\$?[1-9]\d{{0,6}}:\$?[1-9]\d{{0,6}}"
_FOUND = re.compile(rf"(?<![\w.$!])(?:{_SHEET})?(?P<area>{_AREA})(?![\w.(!\[])")
_OTHER_BOOK = re.compile(r"\[\d+\](?=[^\W\d])")
_END = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)(\d{0,7})\Z")


@dataclass(frozen=True, order=True)
class Box:
    """A rectangle of cells, both ends inclusive."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: Box) -> bool:
        rows = self.top <= other.bottom and other.top <= self.bottom
        return rows and self.left <= other.right and other.left <= self.right

    def __str__(self) -> str:
        return f"{letters(self.left)}{self.top}:{letters(self.right)}{self.bottom}"


@dataclass(frozen=True)
class Mention:
    """One reference: ``sheet`` None is the formula's own; ``pinned`` says which of its four ends have a ``$``."""

    sheet: str | None
    box: Box
    pinned: tuple[bool, bool, bool, bool]
    text: str


@dataclass(frozen=True)
class Scan:
    """A formula without its references, which are given apart and in order."""

    skeleton: str
    mentions: tuple[Mention, ...]


def letters(column: int) -> str:
    made = ""
    while column:
        column, rest = divmod(column - 1, 26)
        made = chr(65 + rest) + made
    return made


def cell_name(sheet: str, at: tuple[int, int]) -> str:
    return (f"{sheet}!" if sheet else "") + f"{letters(at[1])}{at[0]}"


def column_of(text: str) -> int:
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - 64
    return number


def box_of(text: str) -> Box | None:
    """``$A$1:B2``, ``A:C``, ``2:5`` or ``A1`` as a rectangle."""
    found = _corners(text)
    return found[0] if found else None


def boxes_of(sqref: str) -> tuple[Box, ...]:
    return tuple(box for part in sqref.split() if (box := box_of(part)))


def scan(formula: str) -> Scan:
    """Texts in quotes and what stands in brackets are no references."""
    skeleton, mentions, at = [], [], 0
    for start, end, mention in _mentions(formula):
        skeleton.append(formula[at:start])
        skeleton.append("\0")
        mentions.append(mention)
        at = end
    skeleton.append(formula[at:])
    return Scan("".join("".join(skeleton).split()), tuple(mentions))


def translated(formula: str, down: int, right: int) -> str:
    """The formula as it reads when filled ``down`` rows and ``right`` columns further."""

    def move(mention: Mention) -> str:
        return _spelled(mention, down, right)

    return _replaced(formula, move)


def _replaced(formula: str, change: Callable[[Mention], str]) -> str:
    out, at = [], 0
    for start, end, mention in _mentions(formula):
        out += [formula[at:start], change(mention)]
        at = end
    return "".join([*out, formula[at:]])


def _mentions(formula: str) -> list[tuple[int, int, Mention]]:
    masked = _masked(formula)
    found = []
    for match in _FOUND.finditer(masked):
        corners = _corners(match["area"])
        if corners is None:
            continue
        sheet = match["plain"]
        if match["quoted"]:
            sheet = formula[match.start("quoted") + 1 : match.end("quoted") - 1].replace("''", "'")
        mention = Mention(sheet, *corners, formula[match.start() : match.end()])
        found.append((match.start(), match.end(), mention))
    return found


def _masked(formula: str) -> str:
    """The formula with quoted texts and bracketed column names blanked; its length stays."""
    out, at, depth = list(formula), 0, 0
    while at < len(formula):
        mark, end = formula[at], at + 1
        if depth == 0 and mark in "\"'":
            end = _closing(formula, at)
            if mark == '"':
                out[at:end] = "~" * (end - at)
        elif depth == 0 and (other := _OTHER_BOOK.match(formula, at)):
            end = other.end()
        elif mark == "[" or depth:
            end = min(at + 2, len(formula)) if mark == "'" else end
            depth += (mark == "[") - (mark == "]")
            out[at:end] = "[" * (end - at)
        at = end
    return "".join(out)


def _closing(formula: str, at: int) -> int:
    mark, place = formula[at], at + 1
    while place < len(formula):
        if formula[place] == mark:
            if formula[place + 1 : place + 2] != mark:
                return place + 1
            place += 1
        place += 1
    return len(formula)


def _corners(text: str) -> tuple[Box, tuple[bool, bool, bool, bool]] | None:
    first, mark, last = text.partition(":")
    a, b = _END.match(first), _END.match(last if mark else first)
    if not a or not b or not (a[2] or a[4]) or bool(a[2]) != bool(b[2]) or bool(a[4]) != bool(b[4]):
        return None
    if not mark and not (a[2] and a[4]):
        return None
    rows = sorted((int(a[4] or 1), int(b[4] or MOST_ROWS)))
    columns = sorted((column_of(a[2]) if a[2] else 1, column_of(b[2]) if b[2] else MOST_COLUMNS))
    if rows[1] > MOST_ROWS or columns[1] > MOST_COLUMNS or rows[0] < 1:
        return None
    pins = _pins(a), _pins(b)
    return Box(rows[0], columns[0], rows[1], columns[1]), (*pins[0], *pins[1])


def _pins(end: re.Match[str]) -> tuple[bool, bool]:
    """(column pinned, row pinned); a row alone such as ``$3`` has its sign where a column's would stand."""
    if end[2]:
        return bool(end[1]), bool(end[3])
    return False, bool(end[1] or end[3])


def _spelled(mention: Mention, down: int, right: int) -> str:
    box, (left, top, right_pin, bottom) = mention.box, mention.pinned
    rows = not (box.top == 1 and box.bottom == MOST_ROWS)
    columns = not (box.left == 1 and box.right == MOST_COLUMNS)
    tops, bottoms = (
        _shifted(n, down, MOST_ROWS, pin or not rows) for n, pin in ((box.top, top), (box.bottom, bottom))
    )
    lefts, rights = (
        _shifted(n, right, MOST_COLUMNS, pin or not columns)
        for n, pin in ((box.left, left), (box.right, right_pin))
    )
    head = mention.text[: mention.text.rfind("!") + 1]
    first = _corner(lefts if columns else 0, left, tops if rows else 0, top)
    last = _corner(rights if columns else 0, right_pin, bottoms if rows else 0, bottom)
    return head + (f"{first}:{last}" if ":" in mention.text[len(head) :] else first)


def _shifted(number: int, by: int, most: int, stays: bool) -> int:
    """Beyond the sheet's edge it goes on at the other, as in Excel."""
    return number if stays else (number + by - 1) % most + 1


def _corner(column: int, pinned_column: bool, row: int, pinned_row: bool) -> str:
    made = ("$" if pinned_column else "") + letters(column) if column else ""
    return made + (("$" if pinned_row else "") + str(row) if row else "")
