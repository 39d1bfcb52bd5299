"""Edits that write no cell's content as changes: looks, drop-downs, names, sheets shown and hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sheetsales.backends.ooxml import book_refusals, validation_refusals
from sheetsales.backends.placing.changes import DropDown, Look, Name, Show, Side
from sheetsales.backends.placing.ground import Ground
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import SetFormat, SetName, SetValidation, SetVisibility
from sheetsales.cells.looks import is_relative
from sheetsales.errors import EditConflict, EditRefused
from sheetsales.texts import Text

RELATIVE = Text(
    "{area}：选项来源 {source} 因行而异，又没有可以照搬的下拉，工作簿打开着的时候加不了。请关闭工作簿，再用命令运行。",
    "{area}: what the drop-down offers, {source}, depends on the row, and there is none to copy, so it cannot be added while "
    "the workbook is open. Close it and use the command.",
)


def show(edit: SetVisibility, ground: Ground) -> Iterator[Show]:
    """Raises ``EditRefused`` for a sheet that is not there and for the last visible one."""
    sheet = ground.sheet(edit.sheet)
    others = any(other.visibility == "visible" for other in ground.sheets.values() if other is not sheet)
    if edit.visibility != "visible" and not others:
        raise EditRefused(book_refusals.LAST_VISIBLE.fill(sheet=sheet.name))
    yield Show(sheet.name, edit.visibility)


def name(edit: SetName, ground: Ground) -> Iterator[Name]:
    """A name of the workbook that was not there when it was read must not have come in between."""
    if edit.sheet is not None:
        yield Name(ground.sheet(edit.sheet).name, edit.name, edit.refers_to, None)
        return
    is_new = all(edit.name.lower() != known.lower() for known in ground.read.names)
    yield Name("", edit.name, edit.refers_to, is_new)


def looks(edit: SetFormat, ground: Ground) -> Iterator[Look]:
    """One change for each side that the edit sets."""
    area = replace(edit.area, sheet=ground.sheet(edit.area.sheet).name)
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


def drop_down(edit: SetValidation, ground: Ground) -> Iterator[DropDown]:
    """A drop-down like that of the sheet which offers the same. Raises ``EditConflict`` where a cell has a rule."""
    sheet = ground.sheet(edit.area.sheet)
    area = replace(edit.area, sheet=sheet.name)
    source = edit.source if isinstance(edit.source, str) else '"' + ",".join(edit.source) + '"'
    if ground.rules is None:
        yield DropDown(area, source, None)
        return
    rules = () if sheet.is_new else ground.rules(sheet.name)
    if not sheet.moves and any(known.meets(area) for rule in rules for known in rule.areas):
        raise EditConflict(validation_refusals.TAKEN.fill(area=edit.area))
    found = next((rule.areas[0] for rule in rules if rule.source == source and rule.areas), None)
    if found is None and is_relative(source):
        raise EditRefused(RELATIVE.fill(area=edit.area, source=source))
    like = None
    if found is not None:
        like = CellRef(sheet.name, sheet.moves.now(found.first_row, found.first_column), found.first_column)
    yield DropDown(area, source, like)
