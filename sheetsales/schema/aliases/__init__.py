"""What other people call our sheets, columns and choices: the packaged lists, read only when a workbook needs them.

``headings.tsv`` is in order of preference within a column. Its ``rule`` says how far a heading alone is trusted: blank
binds; ``values`` binds only where the cells hold labels or values of that column; ``ref`` is the id of another record,
taken where no name is there; ``unique`` binds only where many rows all differ; ``ask`` is only ever proposed. A blank
``column`` is a heading that is known and has no column of ours. Records without a schema of their own are there to be
told apart from ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Literal, NamedTuple

from sheetsales.schema.choices import BY_KEY as CHOICE_LISTS
from sheetsales.schema.column import Column, Kind
from sheetsales.schema.headings import Heading, normalise
from sheetsales.schema.modules import listed
from sheetsales.schema.record import Record
from sheetsales.schema.workbook import KNOWN_UNASKED, RECORDS

Rule = Literal["", "values", "ref", "unique", "ask"]


class Alias(NamedTuple):
    """One column a heading may stand for; a lower ``rank`` is preferred."""

    column: str
    rule: Rule
    rank: int


AliasTable = Mapping[str, Mapping[str, tuple[Alias, ...]]]
"""Record key → heading key → the columns it may be."""


def rows(name: str) -> Iterator[list[str]]:
    """The lines of a packaged list, its headings aside."""
    lines = Path(__file__).with_name(f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return (line.split("\t") for line in lines[1:])


@lru_cache(maxsize=1)
def headings() -> AliasTable:
    """Every heading we know, by record; titles of ours that the list leaves out come first, at rank 0."""
    return _table(KNOWN_UNASKED, rows("headings"))


@lru_cache(maxsize=1)
def modules() -> AliasTable:
    """The same for the sheets of modules, which only ``adopt`` looks for.

    A heading whose column ours has not, or fills itself, is known and has no column.
    """
    records = tuple(sheet.key for sheet in listed() if sheet.key not in KNOWN_UNASKED)
    return _table(records, _module_rows(frozenset(records)))


def of(record: str) -> Mapping[str, tuple[Alias, ...]]:
    """The headings of one record of ours."""
    return headings()[record] if record in KNOWN_UNASKED else modules()[record]


_PLANS = frozenset({"from", "to", "tier"})
"""Columns of lists of rates: they describe a plan and no statement."""


def _module_rows(records: frozenset[str]) -> Iterator[Sequence[str]]:
    for row in chain(rows("headings"), rows("module_headings")):
        record, key = row[0], row[1]
        if record == "commission" and key in _PLANS:
            record = "commission_plans"
        if record in records:
            column = RECORDS[record].by_key.get(key)
            yield record, key if column and not column.written else "", *row[2:]


def _table(records: Iterable[str], rows: Iterable[Sequence[str]]) -> AliasTable:
    table: dict[str, dict[str, list[Alias]]] = {record: {} for record in records}
    ours = tuple(table)
    for rank, (record, key, alias, _language, _unit, rule, _source) in enumerate(rows, start=1):
        _add(table.setdefault(record, {}), normalise(alias).key, Alias(key, rule, rank))  # type: ignore[arg-type]
    for record in ours:
        for column in RECORDS[record].columns:
            for title in (column.title.zh, column.title.en):
                _add_title(table[record], normalise(title).key, RECORDS[record], column)
    return {r: {key: tuple(sorted(a, key=_rank)) for key, a in keys.items()} for r, keys in table.items()}


def _rank(alias: Alias) -> int:
    return alias.rank


def _add(keys: dict[str, list[Alias]], key: str, alias: Alias) -> None:
    known = keys.setdefault(key, [])
    if all(a.column != alias.column for a in known):
        known.append(alias)


def _add_title(keys: dict[str, list[Alias]], key: str, record: Record, column: Column) -> None:
    """Our title on a sheet of the team's own: rule and rank of the list stand where it has them."""
    if column.written and not record.written:
        return
    known = keys.setdefault(key, [])
    listed = next((a for a in known if a.column == column.key), None)
    rule: Rule = listed.rule if listed else ""
    if listed is None:
        closed = column.kind is Kind.CHOICE and not CHOICE_LISTS[column.choices].open
        rule = "values" if closed or column.kind is Kind.YES_NO else ""
    known[:] = [a for a in known if a.column not in ("", column.key)]
    known.append(Alias(column.key, rule, listed.rank if listed else 0))


def lookup(keys: Mapping[str, tuple[Alias, ...]], heading: Heading) -> tuple[Alias, ...] | None:
    """The columns of one record this heading may be; None where the record does not know it at all."""
    found = keys.get(heading.key)
    return keys.get(heading.short) if found is None else found


@lru_cache(maxsize=1)
def sheet_titles() -> Mapping[str, tuple[str, ...]]:
    """Folded sheet name → the records it may hold, ours by title first."""
    table: dict[str, list[str]] = {}
    for record in map(RECORDS.__getitem__, KNOWN_UNASKED):
        for title in (record.title.zh, record.title.en):
            table.setdefault(normalise(title).key, []).append(record.key)
    for key, alias, _language, _source in rows("sheets"):
        known = table.setdefault(normalise(alias).key, [])
        if key not in known:
            known.append(key)
    return {name: tuple(keys) for name, keys in table.items()}


@lru_cache(maxsize=1)
def _labels() -> Mapping[tuple[str, str], Mapping[str, str]]:
    table: dict[tuple[str, str], dict[str, str]] = {}
    for record, column, code, label, _language, _source in rows("choices"):
        table.setdefault((record, column), {})[label_key(label)] = code
    return table


def labels(record: str, column: str) -> Mapping[str, str]:
    """Folded label → code, for labels other people use; stage codes are those of the packaged b2b process."""
    return _labels().get((record, column), {})


def yes_no() -> Mapping[str, str]:
    return _labels()[("", "yes_no")]


def label_key(label: str) -> str:
    """How two labels of a choice are compared: by folded letters, whatever the width and spacing."""
    return normalise(label).key
