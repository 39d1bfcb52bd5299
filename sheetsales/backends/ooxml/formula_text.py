"""Formulas as text: references found in them, moved, checked before they are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.structured import bare, has_shown_form, pieces
from sheetsales.cells.address import (
    MAX_COLUMN,
    MAX_ROW,
    column_letters,
    column_number,
)
from sheetsales.dataclass import dataclass
from sheetsales.errors import EditRefused
from sheetsales.regex import regex

MAX_FORMULA = 8_192
_NEWER = frozenset(
    """
    ACOT ACOTH AGGREGATE ARABIC ARRAYTOTEXT BASE BETA.DIST BETA.INV BINOM.DIST BINOM.INV BITAND BITLSHIFT BITOR
    BITRSHIFT BITXOR BYCOL BYROW CEILING.MATH CEILING.PRECISE CHISQ.DIST CHISQ.INV CHISQ.TEST CHOOSECOLS CHOOSEROWS
    COMBINA CONCAT CONFIDENCE.NORM CONFIDENCE.T COT COTH COVARIANCE.P COVARIANCE.S CSC CSCH DAYS DECIMAL DROP
    ERF.PRECISE ERFC.PRECISE EXPAND EXPON.DIST F.DIST F.INV F.TEST FILTERXML FLOOR.MATH FORECAST.ETS FORECAST.LINEAR
    FORMULATEXT GAMMA GAMMA.DIST GAMMA.INV GAUSS HSTACK IFNA IFS IMAGE ISFORMULA ISOWEEKNUM LAMBDA LET MAKEARRAY MAP
    MAXIFS MINIFS MODE.MULT MODE.SNGL MUNIT NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV NUMBERVALUE PDURATION
    PERCENTILE.EXC PERCENTILE.INC PERCENTRANK.EXC PERCENTRANK.INC PERMUTATIONA PHI POISSON.DIST QUARTILE.EXC
    QUARTILE.INC RANDARRAY RANK.AVG RANK.EQ REDUCE RRI SCAN SEC SECH SEQUENCE SHEET SHEETS SKEW.P SORTBY STDEV.P
    STDEV.S SWITCH T.DIST T.INV T.TEST TAKE TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT TOCOL TOROW UNICHAR UNICODE
    UNIQUE VALUETOTEXT VAR.P VAR.S VSTACK WEBSERVICE WEIBULL.DIST WRAPCOLS WRAPROWS XLOOKUP XMATCH XOR Z.TEST
    """.split()  # noqa: SIM905 - a list of a hundred quoted words reads worse
)
"""Functions that came after Excel 2007."""
_CALL = regex(r"(?<![\w.])([A-Z][A-Z0-9.]*)\(")
"""What a point or letter stands before is the end of a longer name."""

_TOKEN = regex(
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

Bounds = tuple[int, int, int, int]
"""(first row, first column, last row, last column), both ends inclusive."""


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
    def bounds(self) -> Bounds:
        """The corners, in order."""
        a, b = _split(self.first), _split(self.last or self.first)
        return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])

    @property
    def has_fixed_rows(self) -> bool:
        return _has_fixed_rows(f"{self.first}:{self.last or self.first}")


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


def with_rows_changed(
    text: str,
    change: Callable[[str | None, Bounds, bool], tuple[int, int] | None],
    through: Callable[[Bounds], None],
    *,
    only_fixed: bool = False,
) -> str:
    """The formula with other rows in some references.

    ``change`` gets sheet, bounds and whether an area is named, returns new rows or None. ``through`` sees what is named
    on several sheets at once. Whole columns have no rows. With ``only_fixed``, references whose rows carry no ``$`` are
    left alone.
    """
    out, at, several = [], 0, -1
    for token in _TOKEN.finditer(text):
        if token["three"]:
            several = token.end()
            continue
        prefix = token["sheet"] or token["whole_sheet"] or ""
        body = text[token.start() + len(prefix) : token.end()]
        bounds = _bounds(token, body)
        if bounds is None or "[" in prefix or (only_fixed and not _has_fixed_rows(body)):
            continue
        if token.start() == several:
            through(bounds)
            continue
        rows = change(_plain(prefix), bounds, ":" in body)
        if rows is not None:
            out += [text[at : token.start()], prefix, _with_rows(body, bounds, rows)]
            at = token.end()
    return "".join(out) + text[at:]


def _bounds(token: re.Match[str], body: str) -> Bounds | None:
    if token["first"]:
        return Reference(0, 0, None, "", token["first"], token["last"]).bounds
    if not token["whole"] or not body[-1].isdigit():
        return None
    first, last = sorted(int(end.strip("$")) for end in body.split(":"))
    return (first, 1, last, MAX_COLUMN) if first >= 1 and last <= MAX_ROW else None


def _has_fixed_rows(body: str) -> bool:
    return all(re.search(r"\$\d+\Z", end) for end in body.split(":"))


def _with_rows(body: str, bounds: Bounds, rows: tuple[int, int]) -> str:
    """``A1:B2`` or ``1:2`` with other rows; ends keep their order and their ``$``. A cell may become an area."""
    first, mark, last = body.partition(":")
    if not mark and rows[0] == rows[1]:
        return _with_row(first, rows[0])
    last = last or first
    low = int(first[len(first.rstrip("0123456789")) :]) == bounds[0]
    low_row, high_row = rows if low else rows[::-1]
    return f"{_with_row(first, low_row)}:{_with_row(last, high_row)}"


def _with_row(end: str, row: int) -> str:
    return end.rstrip("0123456789") + str(row)


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
        out += [
            text[at : token.start()],
            "#REF!" if None in ends else prefix + ":".join(e for e in ends if e),
        ]
        at = token.end()
    return "".join(out) + text[at:]


def checked(text: str) -> str:
    """The formula as the file wants it; raises ``EditRefused`` (``{at}`` open) for what Excel would not load."""
    text = text.removeprefix("=").strip()
    if not text:
        raise EditRefused(refusals.FORMULA_EMPTY)
    if len(text) > MAX_FORMULA:
        raise EditRefused(refusals.FORMULA_LONG.fill(length=len(text)))
    left = bare(text)
    if ";" in re.sub(r"\{[^{}]*\}", "", left):
        raise EditRefused(refusals.FORMULA_SEMICOLON)
    if has_shown_form(text):
        raise EditRefused(refusals.FORMULA_THIS_ROW)
    if not _balanced(left):
        raise EditRefused(refusals.FORMULA_UNBALANCED)
    return _with_new_functions(text)


def _plain(prefix: str) -> str | None:
    name = prefix.removesuffix("!")
    if name.startswith("'"):
        name = name[1:-1].replace("''", "'")
    return name or None


def _split(end: str) -> tuple[int, int]:
    bare = end.replace("$", "")
    letters = bare.rstrip("0123456789")
    return int(bare[len(letters) :]), column_number(letters)


def _moved_end(end: str, rows: int, columns: int) -> str | None:
    """One end of a reference moved: ``A1``, ``$A`` or ``3``; None where it leaves the sheet."""
    found = re.fullmatch(r"(?:(\$?)([A-Za-z]{1,3}))?(?:(\$?)(\d+))?", end)
    if found is None:
        return end
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


def _balanced(left: str) -> bool:
    depth = 0
    for mark in left:
        depth += (mark in "({") - (mark in ")}")
        if depth < 0:
            return False
    return depth == 0 and not any(mark in left for mark in "\"'[]")


def _with_new_functions(text: str) -> str:
    """Functions newer than Excel 2007 carry a prefix in the file."""

    def prefixed(call: re.Match[str]) -> str:
        if call[1] in ("FILTER", "SORT"):
            return f"_xlfn._xlws.{call[0]}"
        return f"_xlfn.{call[0]}" if call[1] in _NEWER else call[0]

    found = pieces(text)
    found[::2] = [_CALL.sub(prefixed, piece) for piece in found[::2]]
    return "".join(found)
