"""The formula of a figure as the workbook holds it: keys become headings, and a dash shows where it is unknown."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from sheetsales.look.numbers import UNKNOWN
from sheetsales.regex import regex
from sheetsales.reports.figures.expanded import expanded

_WORDS: Final = regex(r'("(?:[^"]|"")*")|(\w*)\[(@?)(\w+)\]|\b([a-z]\w*)\b')
_CALLS: Final = regex(r"([A-Z][A-Z0-9.]*)\(")
_TEXTS: Final = regex(r'"(?:[^"]|"")*"')
_GUARDED: Final = regex(r"(['\[\]#@])")
EXCEL_2010: Final = frozenset(
    ["ABS", "AGGREGATE", "AND", "AVERAGE", "AVERAGEIFS", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "DATE", "DAY", "EDATE", "EOMONTH", "IF", "IFERROR",
     "INDEX", "INT", "ISBLANK", "ISNUMBER", "MATCH", "MAX", "MEDIAN", "MIN", "MONTH", "NOT", "OR", "ROUND", "SQRT", "SUM", "SUMIF",
     "SUMIFS", "SUMSQ", "TEXT", "YEAR"]
)  # fmt: skip
"""What formulas of reports may use, so that any program of the last fifteen years opens them."""
SHOWN_UNKNOWN: Final = f'"{UNKNOWN}"'


def guarded(expression: str, operands: Sequence[str], conditions: Sequence[str]) -> str:
    """The expression where all cells it names hold numbers and no condition stands against it; a dash elsewhere."""
    unknown = SHOWN_UNKNOWN
    if conditions:
        test = conditions[0] if len(conditions) == 1 else f"OR({','.join(conditions)})"
        expression = f"IF({test},{unknown},{expression})"
    if operands:
        cells = ",".join(f"[@{key}]" for key in operands)
        expression = f"IF(COUNT({cells})<{len(operands)},{unknown},{expression})"
    return expression


def written(
    formula: str, table: str, column: Callable[[str, str], tuple[str, str]], named: Callable[[str], str]
) -> str:
    """The formula as a file holds it. ``column`` tells the Table and heading of a data sheet's column by its keys, with
    ``""`` for the table's own; ``named`` what a bare word is written as. Writes MEDIANIFS out, and refuses functions that
    old programs lack.
    """
    formula = expanded(formula)
    calls = set(_CALLS.findall(_TEXTS.sub("", formula)))
    if calls - EXCEL_2010:
        raise ValueError(f"not in Excel 2010: {', '.join(sorted(calls - EXCEL_2010))}")

    def word(match: re.Match[str]) -> str:
        text, data, this_row, key, name = match.groups()
        if text is not None:
            return text
        if name is not None:
            return named(name)
        owner, heading = column(data, key)
        heading = _GUARDED.sub(r"'\1", heading)
        return f"{table}[[#This Row],[{heading}]]" if this_row else f"{owner}[{heading}]"

    return _WORDS.sub(word, formula)
