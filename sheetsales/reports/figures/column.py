"""One column of a table of figures: what it is called, how it looks, its formula and when it is unknown."""

from __future__ import annotations

from sheetsales.dataclass import dataclass
from sheetsales.reports.block import Heading, Look
from sheetsales.texts import Text


@dataclass(frozen=True, slots=True)
class Unless:
    """Where the condition holds the figure is unknown. ``reason`` may have placeholders that each row fills."""

    condition: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Case:
    """The formula of those rows in which the column that tells them apart holds ``value``."""

    value: str
    formula: str
    unless: tuple[Unless, ...] = ()

    @property
    def formulas(self) -> tuple[str, ...]:
        return (self.formula, *(u.condition for u in self.unless))


@dataclass(frozen=True, slots=True)
class Figured:
    """A column of figures. Without a formula it is given, row by row.

    Where ``by`` names a column, rows have the formulas of ``cases`` by what that holds; rows of no case are blank.

    Formulas name columns of the same row (``[@target]``), of data sheets (``deals[amount]``) and named values
    (``period_start``, ``won``). What a formula names must be known: where ``[@target]`` is not, neither is what is
    worked out from it, for the same reason.
    """

    key: str
    title: Text
    look: Look = "text"
    formula: str = ""
    unless: tuple[Unless, ...] = ()
    by: str = ""
    cases: tuple[Case, ...] = ()

    @property
    def all_cases(self) -> tuple[Case, ...]:
        """Its cases; a formula for all rows is one, of any value."""
        return (Case("", self.formula, self.unless),) if self.formula else self.cases

    @property
    def formulas(self) -> tuple[str, ...]:
        """Its formulas and their conditions."""
        return tuple(text for case in self.all_cases for text in case.formulas)

    @property
    def heading(self) -> Heading:
        return self.called()

    def called(self, title: Text | None = None) -> Heading:
        """Its heading, under its own title unless there is another."""
        return Heading(self.key, title or self.title, self.look)


def figure(key: str, zh: str, en: str, look: Look = "text", formula: str = "", *unless: Unless) -> Figured:
    """A column in one line."""
    return Figured(key, Text(zh, en), look, formula, unless)


def figure_by(by: str, key: str, zh: str, en: str, look: Look, *cases: Case) -> Figured:
    """A column whose rows are worked out in different ways, told apart by what column ``by`` holds."""
    return Figured(key, Text(zh, en), look, by=by, cases=cases)
