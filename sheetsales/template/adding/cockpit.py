"""The cockpit for a Home that has none yet: a block below everything that stands there, and a link to it in a free cell above."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from sheetsales.cells.address import Area, CellRef, parse_cell, quote_sheet
from sheetsales.cells.edits import Edit, SetCell, SetFormat, SetName
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.cells.values import EditValue, Link
from sheetsales.schema.binding import BoundTable
from sheetsales.schema.column import Kind
from sheetsales.schema.workbook import RECORDS
from sheetsales.template import cockpit
from sheetsales.template.adding.ground import Ground
from sheetsales.template.adding.standing import is_ours
from sheetsales.template.cockpit_counts import UNKNOWN
from sheetsales.template.cockpit_counts import Ground as Counting
from sheetsales.template.headings import heading
from sheetsales.template.home import HOME_BUTTONS, NO_BUTTONS
from sheetsales.texts import Text

_TITLES: Final = 2
_ABOVE: Final = (5, 2)
"""The row and column, from 1, of a cell that our Homes leave blank above their first heading."""
_BELOW: Final = Text("今天 ↓", "Today ↓")
_LAST_RUN: Final = "home_last_run"
_COMMAND: Final = ("sheetsales check ", "sheetsales report ")
"""What an older Home says beside its steps; its buttons, or the cockpit, say it without a console."""
_ACCENT, _LINK, _LATE, _QUIET, _WHITE = "1F4E79", "0563C1", "B26A00", "6B7280", "FFFFFF"
_SUMS, _WIDE = cockpit.FIRST_FIGURE + 1, 20
"""The column of the sums, which older Homes have too narrow for a year's deals."""


def cockpit_edits(ground: Ground, today: dt.date | None) -> Iterator[Edit]:
    """None where Home is not ours, is protected, or has its cockpit. Sheets that are no Tables of ours have lines without figures."""
    at = parse_cell(ground.workbook.names.get(_LAST_RUN, "").lstrip("="))
    home = ground.workbook.grid(at.sheet) if at else None
    if at is None or home is None or home.protected or cockpit.HOME_TODAY in ground.workbook.names:
        return
    row = home.last_row + 2
    counting = _counting(ground, today, home.value(at.row, at.column))
    yield from _title(home, row, cockpit.TITLE.in_(ground.lang))
    yield SetName(cockpit.HOME_TODAY, f"{quote_sheet(home.name)}!$B${row}")
    yield from _title(home, row + 1 + cockpit.STEPS_LINE, cockpit.STEPS_TITLE.in_(ground.lang))
    for cell in cockpit.cells(counting):
        yield from _cell(ground, home, row + 1, cell)
    if home.value(*_ABOVE) is None:
        below = f"{quote_sheet(home.name)}!B{row}"
        yield from _link(CellRef(home.name, *_ABOVE), Link(below, _BELOW.in_(ground.lang)))
    yield SetFormat(Area(home.name, row, _SUMS, row, _SUMS), width=_WIDE)
    yield from _without_commands(home)


def without_hint(workbook: Workbook) -> Iterator[Edit]:
    """What a new Home says where buttons are missing, taken away for the buttons to stand there."""
    at = parse_cell(workbook.names.get(HOME_BUTTONS, "").lstrip("="))
    home = workbook.grid(at.sheet) if at else None
    if at is None or home is None or home.protected:
        return
    for row, text in enumerate(NO_BUTTONS, at.row):
        value = home.value(row, at.column)
        if value in (text.zh, text.en):
            yield SetCell(CellRef(home.name, row, at.column), None, value)


def _without_commands(home: Grid) -> Iterator[Edit]:
    """The commands that an older Home of ours spells out, taken away; any other text stays."""
    for row in range(home.first_row, home.last_row + 1):
        for column in range(_TITLES, home.last_column + 1):
            value = home.value(row, column)
            said = isinstance(value, str) and value.startswith(_COMMAND)
            if said and (row, column) not in home.formulas:
                yield SetCell(CellRef(home.name, row, column), None, value)
                yield SetFormat(Area(home.name, row, column, row, column), fill=_WHITE)


def _title(home: Grid, row: int, text: str) -> Iterator[Edit]:
    yield SetCell(CellRef(home.name, row, _TITLES), text, None)
    yield SetFormat(Area(home.name, row, _TITLES, row, _TITLES), bold=True, colour=_ACCENT)


def _cell(ground: Ground, home: Grid, first: int, cell: cockpit.Placed) -> Iterator[Edit]:
    at = CellRef(home.name, first + cell.line, cell.column)
    area = Area(at.sheet, at.row, at.column, at.row, at.column)
    if cell.look == "link":
        spot = ground.spot(cell.sheet)
        value: EditValue = Link(f"{quote_sheet(spot.sheet)}!A1", str(cell.value)) if spot else str(cell.value)
        yield from _link(at, value)
        return
    yield SetCell(at, cell.value, None)
    match cell.look:
        case "figure" | "late":
            colour = _LATE if cell.look == "late" else None
            yield SetFormat(area, number_format=cell.number_format, bold=True, colour=colour)
        case "said":
            yield SetFormat(area, colour=_QUIET)
        case _:
            pass


def _link(at: CellRef, value: EditValue) -> Iterator[Edit]:
    yield SetCell(at, value, None)
    if isinstance(value, Link):
        yield SetFormat(Area(at.sheet, at.row, at.column, at.row, at.column), colour=_LINK)


def _counting(ground: Ground, today: dt.date | None, last_run: object) -> Counting:
    tables = {key: table for key in RECORDS if (table := ground.bound(key)) is not None and is_ours(table)}

    def name(sheet: str, column: str) -> str | None:
        if sheet in tables and not _is_as_made(tables[sheet], column, ground):
            return None
        named = ground.column_of(sheet) if sheet in tables or sheet in ground.layouts else None
        return named(column) if named is not None else None

    def rows(sheet: str, keys: Iterable[str]) -> Iterator[Mapping[str, object]]:
        table = tables.get(sheet)
        grid = ground.workbook.grid(table.sheet) if table is not None else None
        if table is None or grid is None:
            return
        columns = {key: table.by_key[key].sheet_column for key in keys if key in table.by_key}
        for row in range(table.first_row, table.last_row + 1):
            yield {key: grid.value(row, column) for key, column in columns.items()}

    has_run = last_run not in (None, "", UNKNOWN)
    return Counting(name, rows, ground.lang, ground.currency, today, has_run)


def _is_as_made(table: BoundTable, column: str, ground: Ground) -> bool:
    """Whether an amount's heading still says the unit we gave it: in thousands, a sum would be another figure."""
    declared, bound = table.record.by_key.get(column), table.by_key.get(column)
    if declared is None or bound is None or declared.kind is not Kind.MONEY:
        return True
    return bound.heading in (heading(declared, ground.lang, unit) for unit in (ground.currency, ""))
