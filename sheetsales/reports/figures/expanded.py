"""MEDIANIFS in words of Excel 2010: ``AGGREGATE`` of what passes all tests, errors left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sheetsales.regex import regex

_CALL: Final = "MEDIANIFS("
_SIGN: Final = regex(r'"(<>|<=|>=|<|>|=)"(?:&(.*))?\Z', re.DOTALL)
_CELL: Final = regex(r"\[@\w+\]\Z")


def expanded(formula: str) -> str:
    """The formula with every MEDIANIFS written out; a cell of the row that holds ``*`` asks for anybody."""
    at = formula.find(_CALL)
    if at < 0:
        return formula
    arguments, end = _arguments(formula, at + len(_CALL))
    values, pairs = arguments[0], zip(arguments[1::2], arguments[2::2], strict=True)
    tests = "*".join([f"ISNUMBER({values})", *(_test(column, asked) for column, asked in pairs)])
    return f"{formula[:at]}_xlfn.AGGREGATE(16,6,{values}/({tests}),0.5){expanded(formula[end:])}"


def _test(column: str, asked: str) -> str:
    """Whether each row of a column answers to a criterion."""
    if found := _SIGN.match(asked):
        sign, wanted = found.groups()
        return f"({column}{sign}{wanted or chr(34) * 2})"
    if _CELL.match(asked):
        return f'((({asked}="*")+({column}={asked}))>0)'
    return f"({column}={asked})"


def _arguments(formula: str, start: int) -> tuple[list[str], int]:
    """What stands between the brackets, split at its commas, and the place after the closing one."""
    parts = [""]
    for place, char, depth in _characters(formula, start):
        if depth < 0:
            return parts, place + 1
        if char == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    raise ValueError(formula)


def _characters(formula: str, start: int) -> Iterator[tuple[int, str, int]]:
    """Each character with its place and how deep in brackets it stands; a text is a bracket too."""
    depth, quoted = 0, False
    for place in range(start, len(formula)):
        char = formula[place]
        quoted ^= char == '"'
        if not quoted:
            depth += (char in "([{") - (char in ")]}")
        yield place, char, depth + quoted
