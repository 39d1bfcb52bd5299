"""The findings counted by person, in a small sheet of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.cells.edits import AddSheet, Edit, ReplaceRows
from sheetsales.cells.grid import Grid, TableArea, Workbook
from sheetsales.cells.names import free_name, sheet_names, table_names
from sheetsales.cells.values import CellValue, EditValue
from sheetsales.checking.summary import Person
from sheetsales.look.numbers import BY_KIND, NUMERIC
from sheetsales.schema.written_sheets import BY_PERSON
from sheetsales.texts import Lang

FEWEST: Final = 2
"""People with findings; for fewer a sheet of its own says nothing new."""

_WIDTHS: Final = tuple(float(c.width or 12) for c in BY_PERSON.columns)
_FORMATS: Final = tuple(BY_KIND[c.kind] if c.kind in NUMERIC else None for c in BY_PERSON.columns)
_KEYS = {c.title.in_(lang): c.key for lang in ("zh", "en") for c in BY_PERSON.columns}


def by_person_edits(workbook: Workbook, lang: Lang, people: Sequence[Person]) -> Iterator[Edit]:
    """The edit that makes the sheet say these people; none where it does. Columns the team added stay beside a name."""
    rows = [_row(person) for person in people]
    place = _place(workbook)
    if place is None:
        if len(rows) >= FEWEST:
            yield AddSheet(
                free_name(BY_PERSON.title.in_(lang), sheet_names(workbook), " "),
                tuple(column.title.in_(lang) for column in BY_PERSON.columns),
                tuple(tuple(row[column.key] for column in BY_PERSON.columns) for row in rows),
                free_name(BY_PERSON.table, table_names(workbook)),
                widths=_WIDTHS,
                formats=_FORMATS,
            )
        return
    grid, table = place
    shown = _shown(grid, table)
    keys = {heading: key for heading in table.headings if (key := _KEYS.get(heading))}
    if shown and "owner" in keys.values():
        said = [
            {h: _plain(v) for h, v in row.items() if h in keys}
            for row in shown
            if any(v is not None for v in row.values())
        ]
        if said == [{h: _plain(row[key]) for h, key in keys.items()} for row in rows]:
            return
        named = next(h for h, key in keys.items() if key == "owner")
        own = {row[named]: {h: v for h, v in row.items() if h not in keys and v is not None} for row in shown}
        yield ReplaceRows(
            table.name,
            tuple({**{h: row[key] for h, key in keys.items()}, **own.get(row["owner"], {})} for row in rows),
        )


def _row(person: Person) -> dict[str, CellValue]:
    return {
        "owner": person.name,
        "errors": person.errors,
        "warnings": person.warnings,
        "amount": person.money,
        "oldest": person.oldest,
    }


def _place(workbook: Workbook) -> tuple[Grid, TableArea] | None:
    ours = BY_PERSON.table.casefold()
    for grid in workbook.grids:
        for table in grid.tables:
            rest = table.name.casefold().removeprefix(ours)
            if table.name.casefold().startswith(ours) and (not rest or rest.isdecimal()):
                return grid, table
    return None


def _shown(grid: Grid, table: TableArea) -> list[dict[str, CellValue]]:
    """The rows by heading; what a formula of the team's shows writes itself anew and is left out."""
    rows = range(table.first_data_row, table.last_data_row + 1)
    columns = list(enumerate(table.headings, start=table.area.first_column))
    return [
        {heading: None if (r, c) in grid.formulas else grid.value(r, c) for c, heading in columns}
        for r in rows
    ]


def _plain(value: EditValue) -> EditValue:
    if isinstance(value, dt.datetime):
        return value.date()
    return float(value) if isinstance(value, int | Decimal) else value
