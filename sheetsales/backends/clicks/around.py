"""Edits that write no cell's content as changes: looks, drop-downs, names, sheets shown and hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sheetsales.backends.clicks.changes import DropDown, Look, Name, Show, Side
from sheetsales.backends.clicks.moving import Moves
from sheetsales.backends.ooxml import book_refusals, refusals, validation_refusals
from sheetsales.cells.address import Area, CellRef
from sheetsales.cells.edits import SetFormat, SetName, SetValidation, SetVisibility
from sheetsales.cells.grid import Workbook
from sheetsales.cells.looks import ValidationRule, is_relative
from sheetsales.errors import EditConflict, EditRefused
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

RELATIVE = Text(
    "{area}：选项来源 {source} 因行而异，又没有可以照搬的下拉，工作簿打开着的时候加不了。请关闭工作簿，再用命令运行。",
    "{area}: what the drop-down offers, {source}, depends on the row, and there is none to copy, so it cannot be added while "
    "the workbook is open. Close it and use the command.",
)


def show(edit: SetVisibility, workbook: Workbook) -> Show:
    """Raises ``EditRefused`` for a sheet that is not there and for the last visible one."""
    grid = next((g for g in workbook.grids if g.name.lower() == edit.sheet.lower()), None)
    if grid is None:
        known = listed(g.name for g in workbook.grids)
        raise EditRefused(refusals.NO_SHEET.fill(sheet=edit.sheet, sheets=known))
    others = any(g.visibility == "visible" for g in workbook.grids if g is not grid)
    if edit.visibility != "visible" and not others:
        raise EditRefused(book_refusals.LAST_VISIBLE.fill(sheet=grid.name))
    return Show(grid.name, edit.visibility)


def name(edit: SetName, workbook: Workbook, sheet_name: Callable[[str], str]) -> Name:
    """A name of the workbook that the snapshot did not have must not have come in between."""
    if edit.sheet is not None:
        return Name(sheet_name(edit.sheet), edit.name, edit.refers_to, None)
    is_new = all(edit.name.lower() != known.lower() for known in workbook.names)
    return Name("", edit.name, edit.refers_to, is_new)


def looks(edit: SetFormat, sheet: str) -> Iterator[Look]:
    """One change for each side that the edit sets."""
    at = edit.area
    area = Area(sheet, at.first_row, at.first_column, at.last_row, at.last_column)
    sides: tuple[tuple[Side, str | bool | float | None], ...] = (
        ("format", edit.number_format),
        ("bold", edit.bold),
        ("fill", edit.fill),
        ("colour", edit.colour),
        ("wrap", edit.wrap),
        ("width", edit.width),
        ("height", edit.height),
    )
    for side, value in sides:
        if value is not None:
            yield Look(area, side, value if isinstance(value, str) else f"{value:g}")


def drop_down(edit: SetValidation, sheet: str, rules: Sequence[ValidationRule], moves: Moves) -> DropDown:
    """A drop-down like that of the sheet which offers the same. Raises ``EditConflict`` where a cell has a rule."""
    area = edit.area
    source = edit.source if isinstance(edit.source, str) else '"' + ",".join(edit.source) + '"'
    if not moves.any_on(sheet) and any(_overlap(known, area) for rule in rules for known in rule.areas):
        raise EditConflict(validation_refusals.TAKEN.fill(area=area))
    found = next((rule.areas[0] for rule in rules if rule.source == source and rule.areas), None)
    like = None
    if found is not None:
        row = moves.now(sheet, found.first_row, found.first_column)
        like = CellRef(sheet, row, found.first_column)
    elif is_relative(source):
        raise EditRefused(RELATIVE.fill(area=area, source=source))
    at = Area(sheet, area.first_row, area.first_column, area.last_row, area.last_column)
    return DropDown(at, source, like)


def _overlap(a: Area, b: Area) -> bool:
    rows = a.first_row <= b.last_row and b.first_row <= a.last_row
    return rows and a.first_column <= b.last_column and b.first_column <= a.last_column
