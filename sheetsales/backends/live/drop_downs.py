"""Drop-downs given to cells of an open workbook. xlwings has no name for them, so the program itself is asked."""

from __future__ import annotations

from typing import Any

from sheetsales.backends.live import native
from sheetsales.backends.live.blocks import of_area
from sheetsales.backends.live.journal import Journal
from sheetsales.backends.ooxml import validation_refusals
from sheetsales.backends.ooxml.validations import written_source
from sheetsales.cells.edits import SetValidation
from sheetsales.cells.looks import is_relative
from sheetsales.errors import EditConflict, EditRefused
from sheetsales.texts import Text

ON_A_MAC = Text(
    "{area}：在 Mac 上，工作簿打开着的时候加不了下拉选项。请关闭工作簿，再用命令运行。",
    "{area}: on a Mac, no drop-down can be added while the workbook is open. Close it and run the command again.",
)
RELATIVE = Text(
    "{area}：选项来源 {source} 因行而异，又没有可以照搬的下拉，工作簿打开着的时候加不了。请关闭工作簿，再用命令运行。",
    "{area}: what the drop-down offers, {source}, depends on the row, and there is none to copy, so it cannot be added while "
    "the workbook is open. Close it and run the command again.",
)


def refuse_taken(book: Any, edit: SetValidation) -> None:
    """Raises ``EditConflict`` where a cell has a rule, ``EditRefused`` for what cannot be done in this program."""
    source = written_source(edit)
    if not native.HAS_RULES:
        raise EditRefused(ON_A_MAC.fill(area=edit.area))
    target = of_area(book, edit.area)
    if native.has_rule(target):
        raise EditConflict(validation_refusals.TAKEN.fill(area=edit.area))
    if is_relative(source) and native.cell_offering(target.sheet, _formula(source)) is None:
        raise EditRefused(RELATIVE.fill(area=edit.area, source=source))


def set_drop_down(book: Any, edit: SetValidation, journal: Journal) -> None:
    """The rule the sheet has for the same source, where it has one; else a new one that asks and does not stop anybody."""
    refuse_taken(book, edit)
    target = of_area(book, edit.area)
    formula = _formula(written_source(edit))
    like = native.cell_offering(target.sheet, formula)
    journal.note(lambda: native.drop_rule(target))
    if like is None:
        native.give_list(target, formula)
    else:
        native.copy_rule(like, target)


def _formula(source: str) -> str:
    """The source as the program is told it: choices bare, with commas."""
    return source[1:-1] if source.startswith('"') else "=" + source
