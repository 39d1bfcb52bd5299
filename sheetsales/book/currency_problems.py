"""What is wrong with amounts in other currencies and with the rate table, as problems at their cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sheetsales.book.load_rules import FOREIGN_AMOUNT, NUMBER_AS_TEXT, RATE_UNREAD
from sheetsales.book.problems import Problem
from sheetsales.book.rates import rate_table
from sheetsales.book.settings import Settings
from sheetsales.book.settings_rows import setting_key
from sheetsales.book.table import BookTable
from sheetsales.schema.column import Kind
from sheetsales.schema.currencies import code_for, codes_of, named_in
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

_COUNTED = Text("按汇率表折算", "it is converted by the rate table")
_LEFT_OUT = Text(
    "汇率表里没有它的汇率，这个金额不计入合计",
    "the rate table has no rate for it, so the amount is in no total",
)


def rate_problems(settings: Settings, table: BookTable | None) -> list[Problem]:
    """The entries of the rate table that are no rate, at its cell."""
    unread = rate_table(settings).unread
    if not unread or table is None:
        return []
    row = next(i for i, name in enumerate(table.get("name")) if name and setting_key(name) == "rates")
    details = {"entries": listed(unread)}
    return [Problem(RATE_UNREAD, "settings", row, "value", settings.text("rates"), details)]


def with_currencies(problems: Iterable[Problem], settings: Settings) -> list[Problem]:
    """The problems, where a text that names another currency is told as that and not as a number to be typed."""
    known = rate_table(settings).rates
    return [_in_currency(problem, settings.currency, known.keys()) for problem in problems]


def _in_currency(problem: Problem, own: str, known: Iterable[str]) -> Problem:
    if problem.rule is not NUMBER_AS_TEXT or not isinstance(problem.value, str):
        return problem
    if RECORDS[problem.record_key].by_key[problem.column].kind is not Kind.MONEY:
        return problem
    foreign = [code_for(name, own) for name in named_in(problem.value) if own not in codes_of(name)]
    if not foreign:
        return problem
    effect = _COUNTED if len(foreign) == 1 and foreign[0] in known else _LEFT_OUT
    details = {**problem.details, "currency": listed(foreign), "effect": effect}
    return replace(problem, rule=FOREIGN_AMOUNT, details=details)
