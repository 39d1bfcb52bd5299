"""Where the buttons stand: beside the cockpit on Home, in the heading row of the sheets they work on.

A Home without a cockpit has them beside the month's steps, and undo beside the last run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sheetsales.buttons.registry import Button, enabled
from sheetsales.cells.address import parse_cell
from sheetsales.cells.edits import AddSheet
from sheetsales.cells.grid import Grid, Workbook
from sheetsales.dataclass import dataclass
from sheetsales.schema.workbook import SIGNS
from sheetsales.texts import Lang, Text

SHEET: Final = Text("按钮", "Buttons")
TABLE: Final = "tblButtons"
_HEADINGS: Final = (Text("按钮", "Button"), Text("做什么", "What it does"))
_LAST_RUN: Final = "home_last_run"
"""A name our Home has: the first of the rows that tell of the last run, which are low."""
_HOME_BUTTONS: Final = "home_buttons"
"""A name that a Home with a cockpit has: the cell from which the buttons stand below one another."""
_BESIDE_LAST_RUN: Final = "undo"
_FIRST_STEP: Final = 6
_ROOM: Final = 7
"""The column that a new Home leaves to the buttons; where commands stand in it, the buttons stand behind."""
_BESIDE: Final = 1


@dataclass(frozen=True, slots=True)
class Spot:
    """A button's place: sheet, first and last cell it covers (column and row from 0, the last exclusive)."""

    sheet: str
    button: Button
    first: tuple[int, int]
    last: tuple[int, int]


def spots(workbook: Workbook) -> tuple[Spot, ...]:
    """Every button in its places. A workbook without Home needs the sheet of ``buttons_sheet`` first."""
    return (*_main(workbook), *_beside_records(workbook))


def buttons_sheet(workbook: Workbook, lang: Lang) -> AddSheet | None:
    """A sheet for the buttons, for a workbook that has neither our Home nor such a sheet."""
    if _home(workbook) is not None or _own_sheet(workbook) is not None:
        return None
    taken = {grid.name.lower() for grid in workbook.grids}
    name = next(
        n for i in range(1, 1000) if (n := SHEET.in_(lang) + (f" {i}" if i > 1 else "")).lower() not in taken
    )
    rows = tuple((button.caption.in_(lang), button.purpose.in_(lang)) for button in enabled())
    return AddSheet(name, tuple(h.in_(lang) for h in _HEADINGS), rows, TABLE, widths=(20, 60))


def _main(workbook: Workbook) -> Iterator[Spot]:
    home = _home(workbook)
    start = parse_cell(workbook.names.get(_HOME_BUTTONS, "").lstrip("="))
    if home is not None and start is not None and start.sheet == home.name:
        for row, button in enumerate(enabled(), start.row - 1):
            yield Spot(home.name, button, (start.column - 1, row), (start.column, row + 1))
        return
    if home is not None:
        column = max(home.last_column, _ROOM)
        wide = 1 if column == _ROOM else 2
        last_run = _last_run_row(workbook)
        beside_steps = (button for button in enabled() if button.action != _BESIDE_LAST_RUN)
        for row, button in enumerate(beside_steps, _FIRST_STEP):
            yield Spot(home.name, button, (column, row), (column + wide, row + 1))
        undo = next(button for button in enabled() if button.action == _BESIDE_LAST_RUN)
        yield Spot(home.name, undo, (column, last_run), (column + wide, last_run + 2))
        return
    own = _own_sheet(workbook)
    if own is not None:
        for number, button in enumerate(enabled()):
            yield Spot(own.name, button, (3, 1 + 2 * number), (5, 3 + 2 * number))


def _beside_records(workbook: Workbook) -> Iterator[Spot]:
    for grid in workbook.grids:
        for table in grid.tables:
            key = next((s.key for s in SIGNS if s.table.lower() == table.name.lower()), "")
            found = [button for button in enabled() if key in button.sheets]
            first = max(table.area.last_column, grid.last_column) + _BESIDE
            row = table.area.first_row - 1
            for number, button in enumerate(found):
                column = first + 2 * number
                yield Spot(grid.name, button, (column, row), (column + 2, row + 1))


def _home(workbook: Workbook) -> Grid | None:
    at = parse_cell(workbook.names.get(_LAST_RUN, "").lstrip("="))
    return workbook.grid(at.sheet) if at else None


def _last_run_row(workbook: Workbook) -> int:
    """The row of the last run on Home, from 0; never among the steps."""
    at = parse_cell(workbook.names[_LAST_RUN].lstrip("="))
    steps = sum(button.action != _BESIDE_LAST_RUN for button in enabled())
    return max(at.row - 1 if at else 0, _FIRST_STEP + steps)


def _own_sheet(workbook: Workbook) -> Grid | None:
    return next((g for g in workbook.grids for t in g.tables if t.name.lower() == TABLE.lower()), None)
