"""Rows of a record, findings and figures as pandas frames. pandas is imported with this file, never on a click's way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from sheetsales.book.book import Book
from sheetsales.book.labels import text_of
from sheetsales.book.table import BookTable
from sheetsales.checking.as_json import plain_value
from sheetsales.checking.findings_sheet import column_title, sheet_title
from sheetsales.findings import Finding
from sheetsales.indicators.catalogue import INDICATORS, definition
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.period import Period
from sheetsales.indicators.scope import Scope
from sheetsales.schema.column import Column, Kind
from sheetsales.texts import Lang

_NAMED: Final = frozenset({Kind.CHOICE, Kind.REF})

Values = Sequence[Any]


def rows(book: Book, key: str, *, labels: bool, decimal: bool) -> pd.DataFrame:
    """A column for each one the workbook has, by its key; what is blank or cannot be read is missing."""
    table = book.table(key)
    columns = {
        column.key: _column(book, table, column, labels=labels, decimal=decimal)
        for column in table.record.columns
        if table.has(column.key)
    }
    return pd.DataFrame(columns)


def _column(book: Book, table: BookTable, column: Column, *, labels: bool, decimal: bool) -> pd.Series[Any]:
    values: Values = table.get(column.key)
    if labels and column.kind in _NAMED:
        values = _spoken(book, table.record.key, column.key, values)
    kind = column.kind
    if kind is Kind.DATE:
        days: pd.Series[Any] = pd.to_datetime(pd.Series(values, dtype="object"), errors="coerce")
        exact: pd.Series[Any] = days.astype("datetime64[ns]")
        return exact
    if kind is Kind.MONEY and decimal:
        return pd.Series(values, dtype="object")
    if kind in (Kind.MONEY, Kind.NUMBER, Kind.PERCENT):
        return pd.Series([None if v is None else float(v) for v in values], dtype="float64")
    dtype: Any = _TYPES.get(kind, "string")
    if kind not in _TYPES:
        values = [None if v is None else str(v) for v in values]
    made: pd.Series[Any] = pd.Series(list(values), dtype=dtype)
    return made


_TYPES: Final[Mapping[Kind, str]] = {
    Kind.INTEGER: "Int64",
    Kind.YES_NO: "boolean",
    Kind.LIST: "object",
    Kind.ANY: "object",
}


def _spoken(book: Book, record: str, column: str, values: Values) -> Values:
    """What people call each code or id, looked up once a value."""
    known: dict[Any, str | None] = {None: None}
    for value in values:
        if value not in known:
            known[value] = text_of(book, record, column, value, book.lang)
    return [known[value] for value in values]


def findings(book: Book, found: Iterable[Finding], lang: Lang) -> pd.DataFrame:
    """A row a finding, worst first as the check lists them; texts in that language."""
    fields: Mapping[str, Callable[[Finding], Any]] = {
        "code": lambda f: f.code,
        "severity": lambda f: f.severity.code,
        "sheet": lambda f: sheet_title(f).in_(lang),
        "cell": lambda f: f.at.a1 if f.at else None,
        "record": lambda f: f.record or None,
        "column": lambda f: column_title(book, f).in_(lang) or None,
        "value": lambda f: plain_value(f.value),
        "message": lambda f: f.message.in_(lang),
        "hint": lambda f: f.hint.in_(lang),
        "owner": lambda f: book.person_name(f.owner) if f.owner else None,
        "money": lambda f: None if f.money is None else float(f.money),
        "since": lambda f: f.since,
    }
    listed = list(found)
    return pd.DataFrame(
        {name: pd.Series([of(f) for f in listed], dtype="object") for name, of in fields.items()}
    )


def figures(facts: Facts, period: Period, scope: Scope, lang: Lang) -> pd.DataFrame:
    """A row an indicator, by its code: what it is called, its value (missing where unknown, with the reason), on how
    many records it rests and how many it leaves out."""
    worked_out = [(indicator, indicator.compute(facts, period, scope)) for indicator in INDICATORS]
    return pd.DataFrame(
        {
            "name": [definition(facts.book, i.code).title.in_(lang) for i, _ in worked_out],
            "unit": [i.unit for i, _ in worked_out],
            "value": pd.Series(
                [None if not f.known else f.number for _, f in worked_out], dtype="float64"
            ).array,
            "n": [f.n for _, f in worked_out],
            "left_out": [f.left_out for _, f in worked_out],
            "reason": [f.reason.in_(lang) or None for _, f in worked_out],
        },
        index=pd.Index([i.code for i, _ in worked_out], name="code"),
    )
