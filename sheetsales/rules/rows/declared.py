"""A rule as a row: data alone. Its language is that of the Rules sheet, with columns by their keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from sheetsales.dataclass import dataclass
from sheetsales.findings import RuleInfo, Severity
from sheetsales.rules.rule import Level
from sheetsales.texts import NO_TEXT, Text


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that can be wrong: when, at which column, what is said and what is to be done.

    A case is passed over where the workbook lacks a column that its condition names, but for those the rule takes as
    blank then. Texts have placeholders:
    ``{record}`` and ``{ask}`` (whom), ``{owner}``, columns and named values (``{stage}``, ``{limit}``), and these with a
    format: ``{closed_on:day}``, ``{due:late}`` and ``{due:ahead}`` (so many days, with plural), ``{amount:money}``,
    ``{discount:percent}``, ``{next_step:quoted}``, ``{reason:title}`` (what the workbook calls the column), and a count
    in English, ``{n:order|orders}``. ``clause`` says it beside another finding on the same situation.
    """

    condition: str
    column: str
    message: Text
    hint: Text
    severity: Severity | None = None
    clause: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class RowRule:
    """A rule over the rows of one sheet.

    ``named`` are formulas that conditions and texts call by a word; settings are called by their keys. ``base`` holds
    for the rows the rule could catch: half of them caught is a habit, told once. With ``once_per``, a column or
    a named value, the first row alone of those that share it is told, for each column once. ``owner`` is a named value
    that says whose it is, where the sheet has no column for that. ``also`` are rules over other sheets under the same
    code. ``optional`` columns count as blank where the workbook has
    none. ``severity_by`` is a setting that says how severe it is.
    """

    info: RuleInfo
    record: str
    cases: tuple[Case, ...]
    level: Level = Level.STANDARD
    yields_to: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)
    base: str = ""
    once_per: str = ""
    optional: tuple[str, ...] = ()
    severity_by: str = ""
    owner: str = ""
    also: tuple[RowRule, ...] = ()

    @property
    def formulas(self) -> tuple[str, ...]:
        """All it has worked out."""
        own = (self.base,) if self.base else ()
        conditions = (case.condition for case in self.cases)
        return (
            *conditions,
            *own,
            *self.named.values(),
            *(text for rule in self.also for text in rule.formulas),
        )


def sheets_of(rule: RowRule) -> tuple[RowRule, ...]:
    """The rule and those of the same code over other sheets."""
    return (rule, *rule.also)


def conditions(rule: RowRule) -> tuple[str, ...]:
    """Each of its conditions with what its words mean: ``… where limit = …``."""
    where = "; ".join(f"{name} = {formula}" for name, formula in rule.named.items())
    return tuple(f"{case.condition} where {where}" if where else case.condition for case in rule.cases)
