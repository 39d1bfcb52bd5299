"""Formulas of a part of a workbook: what they refer to is followed, and what does not go along ends them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from sheetsales.backends.ooxml.cutting.rows import GoneError, RowMap
from sheetsales.backends.ooxml.formula_text import Bounds, references, sheets_named, with_rows_changed
from sheetsales.regex import regex

_TEXT = regex(r'"(?:[^"]|"")*"')
_OUTSIDE = regex(r"\[\d+\]")
"""Another workbook: ``[1]Sheet!A1``."""
_BRACKETS = regex(r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]")
_WORD = regex(r"(?<![\w.$!'])([^\W\d][\w.\\]*)(?![\w.\\]*[(!])")
_SPANNING = regex(r"\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?\d+:\$?\d+")
_CELL = regex(r"\$?[A-Za-z]{1,3}\$?\d{1,7}\Z")
_PLAIN_WORDS = frozenset({"TRUE", "FALSE"})
_CALL = regex(r"([^\W\d][\w.\\]*)\s*\(")
_OF_WHAT_IS_GIVEN = frozenset(
    """
    ABS AND AVERAGE CEILING CHAR CHOOSE CLEAN CODE CONCAT CONCATENATE COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS DATE
    DATEDIF DATEVALUE DAY DAYS EDATE EOMONTH ERROR.TYPE EVEN EXACT EXP FIND FIXED FLOOR HLOOKUP HOUR HYPERLINK IF
    IFERROR IFNA IFS INDEX INT ISBLANK ISERR ISERROR ISEVEN ISLOGICAL ISNA ISNONTEXT ISNUMBER ISODD ISTEXT LEFT LEN
    LN LOG LOG10 LOOKUP LOWER MATCH MAX MAXIFS MEDIAN MID MIN MINIFS MINUTE MOD MONTH MROUND N NA NETWORKDAYS
    NETWORKDAYS.INTL NOT NOW ODD OR POWER PRODUCT PROPER QUOTIENT REPLACE REPT RIGHT ROUND ROUNDDOWN ROUNDUP ROW
    SEARCH SECOND SIGN SQRT SUBSTITUTE SUBTOTAL SUM SUMIF SUMIFS SUMPRODUCT SWITCH T TEXT TEXTJOIN TIME TIMEVALUE
    TODAY TRIM TRUNC TYPE UPPER VALUE VLOOKUP WEEKDAY WEEKNUM WORKDAY WORKDAY.INTL XLOOKUP XMATCH XOR YEAR YEARFRAC
    """.split()  # noqa: SIM905 - reads as a list of names
)
"""Functions that look at nothing but what they are given: OFFSET, INDIRECT, a pivot's figures or a macro look anywhere."""


class Formulas:
    """Rewrites formulas for a workbook of which only some sheets and rows are left.

    ``maps`` are the sheets that go along, by folded name; ``lost`` the folded names of Tables and defined names that do not.
    """

    def __init__(
        self, maps: Mapping[str, RowMap], lost: Collection[str], unsaid: Collection[str] = ()
    ) -> None:
        self._maps, self._lost, self._unsaid = maps, frozenset(lost), unsaid
        self._told: dict[str, bool] = {}

    def tells(self, text: str) -> bool:
        """Whether a text says something that is not to be said."""
        known = self._told.get(text)
        if known is None:
            known = self._told[text] = any(secret in text for secret in self._unsaid)
        return known

    def followed(self, text: str, sheet: str | None, *, only_fixed: bool = False) -> str:
        """The formula as it reads now; raises ``GoneError`` where it needs what does not go along.

        ``only_fixed``: rows without ``$`` are counted from where the formula stands, which nobody has to follow.
        """
        bare = _TEXT.sub('""', text)
        if self.tells(" ".join(_TEXT.findall(text))) or _OUTSIDE.search(bare) or "#REF!" in bare:
            raise GoneError
        if any(name.casefold() not in self._maps for name in sheets_named(text)):
            raise GoneError
        if any(word.casefold() in self._lost for word in words(bare)):
            raise GoneError

        def change(named: str | None, bounds: Bounds, is_area: bool) -> tuple[int, int] | None:
            rows = self._maps.get((named or sheet or "").casefold())
            if rows is None:
                raise GoneError
            first, last = bounds[0], bounds[2]
            if not is_area:
                return (rows.row(first),) * 2
            return rows.rows(first, last)

        return with_rows_changed(text, change, _refuse, only_fixed=only_fixed)


def _refuse(_: Bounds) -> None:
    """Areas through several sheets: which of them go along nobody can tell by their ends."""
    raise GoneError


def words(bare: str) -> list[str]:
    return re.findall(r"[^\W\d][\w.\\]*", bare)


def stays_in_row(text: str, row: int) -> bool:
    """Whether a formula looks at nothing but its own row, so that what it shows tells of no other."""
    bare = _TEXT.sub('""', text)
    if any("#This Row" not in found for found in _BRACKETS.findall(bare)) or sheets_named(text):
        return False
    if any(_plain_name(called) not in _OF_WHAT_IS_GIVEN for called in _CALL.findall(bare)):
        return False
    bare = _BRACKETS.sub("[]", bare)
    if any((r.bounds[0], r.bounds[2]) != (row, row) for r in references(text)) or _SPANNING.search(bare):
        return False
    words = (found[1] for found in _WORD.finditer(bare) if bare[found.end() : found.end() + 1] != "[")
    return all(word.upper() in _PLAIN_WORDS or _CELL.match(word) for word in words)


def _plain_name(called: str) -> str:
    """A function as people know it: files put ``_xlfn.`` before later ones."""
    return called.upper().removeprefix("_XLFN.").removeprefix("_XLWS.")
