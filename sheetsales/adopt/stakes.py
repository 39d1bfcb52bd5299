"""What hangs on each question: rows, money and the cells it is about; and which question comes first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from sheetsales.adopt.answers import LEAVE
from sheetsales.adopt.proposal import ProposedTable, Question, ShownCell, Stake
from sheetsales.cells.address import CellRef
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.schema import defaults
from sheetsales.schema.binding import BoundColumn
from sheetsales.schema.column import Kind
from sheetsales.schema.stage_meaning import meaning
from sheetsales.schema.units import parse_unit
from sheetsales.schema.workbook import RECORDS

SHOWN: Final = 5
"""So many cells of a column are shown."""
_LONGEST: Final = 24
_FIRST: Final = {"sheet": 0, "copy": 1}
_RANKS: Final = {Kind.MONEY: 2, Kind.DATE: 5, Kind.REF: 6}
_FATES: Final = frozenset({"stage", "outcome"})
_LAST: Final = 8
_TOLD: Final = 2
"""From so sure on a word says its kind."""

_RowsOf = Callable[[ProposedTable, int], Mapping[str, list[int]]]


def weighed(
    questions: Iterable[Question], tables: Sequence[ProposedTable], workbook: Workbook, preset: str
) -> tuple[Question, ...]:
    """The questions with what hangs on them, those that matter most first."""
    rows_of = _indexed()
    found = [_weighed(question, tables, workbook, preset, rows_of) for question in questions]
    return tuple(sorted(found, key=lambda question: _urgency(question, tables)))


def _weighed(
    question: Question, tables: Sequence[ProposedTable], workbook: Workbook, preset: str, rows_of: _RowsOf
) -> Question:
    if question.subject == "column":
        return _of_column(question, tables)
    if question.subject == "value":
        return replace(_of_value(question, tables, rows_of), default=_same_kind(question, preset))
    return _of_sheet(question, workbook)


def _of_sheet(question: Question, workbook: Workbook) -> Question:
    """The first cells of the sheet: mostly its headings; of several sheets the rows of all."""
    grid = workbook.grid(question.about)
    if grid is None:
        return question
    if question.with_sheets:
        count = sum(_rows(other) for sheet in question.sheets if (other := workbook.grid(sheet)) is not None)
        return replace(question, stake=Stake(count, sheets=len(question.sheets)))
    filled = (
        ShownCell(str(CellRef(grid.name, grid.first_row + i, grid.first_column + j)), shown(column[i]))
        for i in range(min(grid.row_count, SHOWN))
        for j, column in enumerate(grid.columns)
        if isinstance(column[i], str)
    )
    cells = tuple(cell for cell, _ in zip(filled, range(SHOWN), strict=False))
    return replace(question, cells=cells, stake=Stake(_rows(grid)))


def _rows(grid: Grid) -> int:
    return sum(1 for i in range(grid.row_count) if any(column[i] is not None for column in grid.columns))


def _of_column(question: Question, tables: Sequence[ProposedTable]) -> Question:
    """All sheets laid out alike count: they are asked about once."""
    asked = next((t for t in tables if t.sheet == question.place), None)
    if asked is None:
        return question
    found = [
        (table, field)
        for table in tables
        if table.record.key == asked.record.key
        for field in table.block.fields
        if " ".join(field.text.split()) == " ".join(question.about.split())
    ]
    numbered = [cell for table, field in found for cell in _filled(table, field.sheet_column)]
    cells = tuple(ShownCell(str(at), shown(value)) for at, value in numbered[:SHOWN])
    may_be_money = any(_kind(asked.record.key, option.code) is Kind.MONEY for option in question.options)
    unit = next((parse_unit(field.heading.unit) for _, field in found if field.heading.unit), None)
    money, least = _sum([value for _, value in numbered]) if may_be_money else (None, False)
    if money is not None and unit is not None:
        money *= unit.factor
    currency = unit.currency if unit else ""
    stake = Stake(len(numbered), money, least, currency, len({table.sheet for table, _ in found}))
    return replace(question, cells=cells, stake=stake)


def _of_value(question: Question, tables: Sequence[ProposedTable], rows_of: _RowsOf) -> Question:
    record, _, key = question.place.partition(".")
    at: list[ShownCell] = []
    sums: list[tuple[Decimal | None, bool]] = []
    for table in tables:
        by_key = {bound.column.key: bound for bound in table.assigned.bound}
        if table.record.key == record and key in by_key:
            column = by_key[key].sheet_column
            rows = rows_of(table, column).get(question.about, [])
            first = table.block.first_row
            at += [ShownCell(str(CellRef(table.sheet, first + row, column)), question.about) for row in rows]
            sums.append(_money_of(table, by_key.get(table.record.money_column), rows))
    known = [money for money, _ in sums if money is not None]
    stake = Stake(len(at), sum(known, Decimal()) if known else None, any(least for _, least in sums))
    return replace(question, cells=tuple(at[:SHOWN]), stake=stake)


def _indexed() -> _RowsOf:
    """The rows of each text in a column, gone through once however many texts are asked about."""
    found: dict[tuple[int, int], dict[str, list[int]]] = {}

    def rows_of(table: ProposedTable, column: int) -> Mapping[str, list[int]]:
        key = (id(table), column)
        if key not in found:
            found[key] = {}
            for row, value in enumerate(table.block.values(column)):
                if value is not None:
                    found[key].setdefault(str(value).strip(), []).append(row)
        return found[key]

    return rows_of


def _money_of(
    table: ProposedTable, bound: BoundColumn | None, rows: Sequence[int]
) -> tuple[Decimal | None, bool]:
    if bound is None:
        return None, False
    values = table.block.values(bound.sheet_column)
    money, least = _sum([value for row in rows if (value := values[row]) is not None])
    return (None if money is None else money * bound.factor), least


def money_stake(tables: Iterable[ProposedTable], bound: BoundColumn) -> Stake:
    """The money under a bound heading in all sheets laid out alike."""
    values = [value for table in tables for _, value in _filled(table, bound.sheet_column)]
    money, least = _sum(values)
    return Stake(len(values), None if money is None else money * bound.factor, least)


def _sum(values: Sequence[object]) -> tuple[Decimal | None, bool]:
    """The sum of the plain numbers, and whether there is anything beside them."""
    numbers = [v for v in values if isinstance(v, int | float | Decimal) and not isinstance(v, bool)]
    if not numbers:
        return None, False
    return sum((Decimal(str(n)) for n in numbers), Decimal()), len(numbers) < len(values)


def _all(table: ProposedTable, column: int) -> Iterator[tuple[CellRef, object]]:
    for i, value in enumerate(table.block.values(column)):
        yield CellRef(table.sheet, table.block.first_row + i, column), value


def _filled(table: ProposedTable, column: int) -> Iterator[tuple[CellRef, object]]:
    return (
        (at, value)
        for at, value in _all(table, column)
        if value is not None and not (isinstance(value, str) and not value.strip())
    )


def shown(value: object) -> str:
    """What stands in a cell, on one line and cut short."""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _same_kind(question: Question, preset: str) -> str:
    """The likeliest reading of a stage word that says its kind; where it may be of two kinds, or says nothing, none."""
    said = meaning(question.about) if question.place == "pipeline.stage" else None
    if said is None or said.sure < _TOLD or len(said.kinds) > 1 or not question.options:
        return LEAVE
    kinds = {row["code"]: row["kind"] for row in defaults.stages(preset)}
    return question.options[0].code if kinds.get(question.options[0].code) == said.kind else LEAVE


def _kind(record: str, key: str) -> Kind | None:
    column = RECORDS[record].by_key.get(key) if record in RECORDS else None
    return column.kind if column else None


def _urgency(question: Question, tables: Sequence[ProposedTable]) -> tuple[int, Decimal]:
    """Sheets, copies, money, stage words with money behind them, stages, days, people, the rest; most money first."""
    return _rank(question, tables), -(question.stake.money or Decimal())


def _rank(question: Question, tables: Sequence[ProposedTable]) -> int:
    if question.subject == "value":
        return 3 if question.stake.money else _LAST
    if question.subject != "column":
        return _FIRST.get(question.subject, _LAST)
    code = question.options[0].code if question.options else ""
    if code in _FATES:
        return 4
    record = next((t.record.key for t in tables if t.sheet == question.place), "")
    kind = _kind(record, code)
    return _RANKS.get(kind, _LAST) if kind else _LAST
