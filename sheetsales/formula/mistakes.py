"""What keeps a formula from being read or run: said once, at its place in the text."""

from __future__ import annotations

from typing import Final

from sheetsales.texts import NO_TEXT, Text

LONGEST: Final = 8_192
"""Characters of a formula, as in Excel."""
DEEPEST: Final = 64
"""Levels of functions and brackets, as Excel allows for functions."""


class Mistake(Exception):
    """A formula that cannot be used. ``at`` counts characters from 0, None where the whole formula is meant.

    ``text`` says what is wrong, ``advice`` what to write instead. Never leaves the rules.
    """

    def __init__(self, text: Text, advice: Text = NO_TEXT, at: int | None = None) -> None:
        super().__init__(text.en)
        self.text, self.advice, self.at = text, advice, at

    def within(self, at: int) -> Mistake:
        """The same mistake at a place, where it does not name one itself."""
        return self if self.at is not None else type(self)(self.text, self.advice, at)


class Absent(Mistake):
    """Nothing is wrong with the formula, but the workbook lacks a sheet or column it asks about."""


def too_much() -> Mistake:
    """The formula asks for more work or memory than one rule may have."""
    return Mistake(
        Text("这个公式要算的太多了，已停下", "the formula asks for more work than one rule may take, so it was stopped"),
        Text("请少用逐行比对整列的写法，或拆成两条规则。", "Compare fewer whole columns row by row, or split it into two rules."),
    )  # fmt: skip
