"""Formulas of our own name columns by their keys: ``[@target]``, ``deals[amount]``, and values by bare words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sheetsales.formula.lists.functions import FUNCTIONS
from sheetsales.formula.mistakes import Mistake
from sheetsales.formula.scalars import SCALARS
from sheetsales.formula.syntax import Cell, Node, Whole
from sheetsales.regex import regex
from sheetsales.texts import Text

ROW: Final = "row"
"""The table that ``[@key]`` speaks of."""
NAMED: Final = ""
"""Where bare words are looked up."""
_REFERENCE: Final = regex(r"(\w*)\[(@?)(\w+)\]\Z")
_WORD: Final = regex(r"[a-z]\w*\Z")

Trees = Mapping[str, Node]


class OwnNames:
    """What the words of a formula of our own mean; whether there is such a column is asked where it is run."""

    def reference(self, text: str, at: int) -> Node:
        end = at + len(text)
        if _WORD.match(text):
            return Cell(NAMED, text, at=at, end=end)
        found = _REFERENCE.match(text)
        if found is None or (found[1] and found[2]):
            raise Mistake(Text(f"“{text}”不是列的键", f"'{text}' is no column by its key"), at=at)
        table, this_row, column = found.groups()
        if this_row:
            return Cell(ROW, column, at=at, end=end)
        return Whole(table or ROW, column, at=at, end=end)

    def function(self, name: str, arguments: int, at: int) -> str:  # noqa: ARG002 - the other evaluator counts them
        if name not in SCALARS and name not in FUNCTIONS:
            raise Mistake(Text(f"没有函数“{name}”", f"there is no function '{name}'"), at=at)
        return name


def read(formula: str, prepared: Trees) -> Node:
    """The tree of a formula: as prepared beforehand, else read now, which takes a moment and openpyxl."""
    tree = prepared.get(formula)
    return parsed(formula) if tree is None else tree


def parsed(formula: str) -> Node:
    """The tree of a formula, each part with its place in the text."""
    from sheetsales.formula.parser import parse

    return parse(formula, OwnNames())
