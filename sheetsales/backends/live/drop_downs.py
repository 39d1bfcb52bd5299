"""Drop-downs given to cells of an open workbook. xlwings has no name for them, so the program itself is asked."""

from __future__ import annotations

from typing import Any

from sheetsales.backends.live import native
from sheetsales.backends.live.blocks import of_area
from sheetsales.backends.live.journal import Journal
from sheetsales.backends.ooxml import validation_refusals
from sheetsales.backends.placing.around import RELATIVE
from sheetsales.backends.placing.changes import DropDown
from sheetsales.cells.looks import is_relative
from sheetsales.errors import EditConflict, EditRefused
from sheetsales.texts import Text

ON_A_MAC = Text(
    "{area}：在 Mac 上，工作簿打开着的时候加不了下拉选项。请关闭工作簿，再用命令运行。",
    "{area}: on a Mac, no drop-down can be added while the workbook is open. Close it and run the command again.",
)


def refuse_taken(book: Any, change: DropDown) -> None:
    """Raises ``EditConflict`` where a cell has a rule, ``EditRefused`` for what cannot be done in this program."""
    if not native.HAS_RULES:
        raise EditRefused(ON_A_MAC.fill(area=change.area))
    target = of_area(book, change.area)
    if native.has_rule(target):
        raise EditConflict(validation_refusals.TAKEN.fill(area=change.area))
    if is_relative(change.source) and native.cell_offering(target.sheet, _formula(change.source)) is None:
        raise EditRefused(RELATIVE.fill(area=change.area, source=change.source))


def set_drop_down(book: Any, change: DropDown, journal: Journal) -> None:
    """The rule the sheet has for the same source, where it has one; else a new one that asks and does not stop anybody."""
    refuse_taken(book, change)
    target = of_area(book, change.area)
    formula = _formula(change.source)
    like = native.cell_offering(target.sheet, formula)
    journal.note(lambda: native.drop_rule(target))
    if like is None:
        native.give_list(target, formula)
    else:
        native.copy_rule(like, target)


def _formula(source: str) -> str:
    """The source as the program is told it: choices bare, with commas."""
    return source[1:-1] if source.startswith('"') else "=" + source
