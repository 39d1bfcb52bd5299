"""Formulas as text: references found in them, moved, checked before they are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sheetsales.backends.ooxml import refusals
from sheetsales.cells.address import (
    MAX_COLUMN,
    MAX_ROW,
    column_letters,
    column_number,
)
from sheetsales.errors import EditRefused

MAX_FORMULA = 8_192
_FUTURE = (
    "AGGREGATE BINOM.DIST BINOM.INV CEILING.MATH CEILING.PRECISE COMBINA CONCAT CONFIDENCE.NORM CONFIDENCE.T COT "
    "COVARIANCE.P COVARIANCE.S CSC DAYS DECIMAL EXPON.DIST F.DIST F.INV F.TEST FILTERXML FLOOR.MATH FORECAST.LINEAR "
    "FORMULATEXT IFNA IFS ISFORMULA ISOWEEKNUM LET LAMBDA MAXIFS MINIFS MODE.SNGL NORM.DIST NORM.INV NORM.S.DIST "
    "NORM.S.INV NUMBERVALUE PERCENTILE.EXC PERCENTILE.INC QUARTILE.EXC QUARTILE.INC RANDARRAY RANK.AVG RANK.EQ "
    "SEC SEQUENCE SHEET SHEETS SORTBY STDEV.P STDEV.S SWITCH T.DIST T.INV T.TEST TEXTAFTER TEXTBEFORE TEXTJOIN "
    "TEXTSPLIT TOCOL TOROW UNICHAR UNICODE UNIQUE VAR.P VAR.S VSTACK HSTACK XLOOKUP XMATCH XOR Z.TEST CHOOSECOLS "
    "CHOOSEROWS TAKE DROP EXPAND WRAPCOLS WRAPROWS BYROW BYCOL MAP REDUCE SCAN MAKEARRAY"
).split()
_NEW_FUNCTION = re.compile(r"(?<![\w.])(" + "|".join(map(re.escape, sorted(_FUTURE, key=len, reverse=True))) + r")\(")
_NEW_SHEET_FUNCTION = re.compile(r"(?<![\w.])(FILTER|SORT)\(")

_TOKEN = re.compile(
    r"""
    "(?:[^"]|"")*"                                                       # a text
  | \#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)
  | (?P<three>(?:'[^'\[\]]*:[^']*'|[\w.]+:[\w.]+)!)                       # Sheet1:Sheet3!
  | (?P<sheet>(?:'(?:[^']|'')+'|(?:\[\d+\])?[^\W\d][\w.]*|\[\d+\])!)?
    (?P<first>\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6})
    (?::(?P<last>\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}))?(?![\w.(!\[])
  | (?P<whole_sheet>(?:'(?:[^']|'')+'|(?:\[\d+\])?[^\W\d][\w.]*|\[\d+\])!)?
    (?P<whole>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?[0-9]+:\$?[0-9]+)(?![\w.(!])
  | \[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]                             # [column], [[#This Row],[column]]
  | (?P<other>(?:'(?:[^']|'')+'|(?:\[\d+\])?[^\W\d][\w.]*)!)              # a sheet before a name
  | [\w.\\?]+                                                            # a name, a function, a number
    """,
    re.VERBOSE,
)
_END = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d+)")


@dataclass(frozen=True, slots=True)
class Reference:
    """An A1 reference in a formula: ``sheet`` None means the formula's own; rows and columns from 1, inclusive."""

    start: int
    end: int
    sheet: str | None
    prefix: str
    first: str
    last: str | None

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """(first row, first column, last row, last column)."""
        a, b = _split(self.first), _split(self.last or self.first)
        return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def references(text: str) -> Iterator[Reference]:
    """Every cell or area a formula names on one sheet of this workbook."""
    after_three = -1
    for token in _TOKEN.finditer(text):
        if token["three"]:
            after_three = token.end()
        if not token["first"] or token.start() == after_three:
            continue
        prefix = token["sheet"] or ""
        if "[" in prefix:
            continue
        yield Reference(token.start(), token.end(), _plain(prefix), prefix, token["first"], token["last"])


def sheets_named(text: str) -> set[str]:
    """The sheets of this workbook that a formula names, as it spells them."""
    found = set()
    for token in _TOKEN.finditer(text):
        prefix = token["sheet"] or token["whole_sheet"] or token["other"] or token["three"]
        if prefix and "[" not in prefix:
            name = _plain(prefix) or ""
            found.update(name.split(":") if token["three"] else [name])
    return found


def with_references(text: str, change: Callable[[Reference], str | None]) -> str:
    """The formula with the area of some references changed; ``change`` returns new ``A1:B2`` text or None."""
    out, at = [], 0
    for reference in references(text):
        new = change(reference)
        if new is not None:
            out += [text[at : reference.start], reference.prefix, new]
            at = reference.end
    return "".join(out) + text[at:]


def moved(text: str, rows: int, columns: int) -> str:
    """The formula as it reads after being copied so many rows down and columns right."""
    out, at = [], 0
    for token in _TOKEN.finditer(text):
        body = token["first"] or token["whole"]
        if not body:
            continue
        prefix = token["sheet"] or token["whole_sheet"] or ""
        area = text[token.start() + len(prefix) : token.end()]
        ends = [_moved_end(end, rows, columns) for end in area.split(":")]
        out += [text[at : token.start()], "#REF!" if None in ends else prefix + ":".join(e for e in ends if e)]
        at = token.end()
    return "".join(out) + text[at:]


def checked(text: str) -> str:
    """The formula as the file wants it; raises ``EditRefused`` (``{at}`` open) for what Excel would not load."""
    text = text.removeprefix("=").strip()
    if not text:
        raise EditRefused(refusals.FORMULA_EMPTY)
    if len(text) > MAX_FORMULA:
        raise EditRefused(refusals.FORMULA_LONG.fill(length=len(text)))
    bare = _bare(text)
    if ";" in re.sub(r"\{[^{}]*\}", "", bare):
        raise EditRefused(refusals.FORMULA_SEMICOLON)
    if re.search(r"\[\s*@", re.sub(r'"(?:[^"]|"")*"', "", text)):
        raise EditRefused(refusals.FORMULA_THIS_ROW)
    if not _balanced(bare):
        raise EditRefused(refusals.FORMULA_UNBALANCED)
    return _with_new_functions(text)


def _plain(prefix: str) -> str | None:
    name = prefix.removesuffix("!")
    if name.startswith("'"):
        name = name[1:-1].replace("''", "'")
    return name or None


def _split(end: str) -> tuple[int, int]:
    found = _END.match(end)
    assert found is not None
    return int(found[4]), column_number(found[2])


def _moved_end(end: str, rows: int, columns: int) -> str | None:
    """One end of a reference moved: ``A1``, ``$A`` or ``3``; None where it leaves the sheet."""
    found = re.fullmatch(r"(?:(\$?)([A-Za-z]{1,3}))?(?:(\$?)(\d+))?", end)
    assert found is not None
    out = ""
    if found[2]:
        column = column_number(found[2]) + (0 if found[1] else columns)
        if not 1 <= column <= MAX_COLUMN:
            return None
        out = found[1] + (column_letters(column) if not found[1] else found[2])
    if found[4]:
        row = int(found[4]) + (0 if found[3] else rows)
        if not 1 <= row <= MAX_ROW:
            return None
        out += f"{found[3]}{row}"
    return out


def _bare(text: str) -> str:
    """The formula without its texts, quoted sheet names and structured references."""
    text = re.sub(r'"(?:[^"]|"")*"', "0", text)
    text = re.sub(r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]", "", text)
    return re.sub(r"'(?:[^']|'')*'", "s", text)


def _balanced(bare: str) -> bool:
    depth = 0
    for mark in bare:
        depth += (mark in "({") - (mark in ")}")
        if depth < 0:
            return False
    return depth == 0 and '"' not in bare and "'" not in bare and "[" not in bare and "]" not in bare


def _with_new_functions(text: str) -> str:
    """Functions newer than Excel 2007 carry a prefix in the file."""
    out = []
    for part in re.split(r'("(?:[^"]|"")*")', text):
        if not part.startswith('"'):
            part = _NEW_FUNCTION.sub(r"_xlfn.\1(", part)
            part = _NEW_SHEET_FUNCTION.sub(r"_xlfn._xlws.\1(", part)
        out.append(part)
    return "".join(out)
