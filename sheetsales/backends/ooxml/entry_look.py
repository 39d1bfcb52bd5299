"""How a new sheet to be filled in looks: its tab, its view, folded columns, colours that follow what cells say."""

from __future__ import annotations

from typing import Final

from sheetsales.backends.ooxml.style_sheet import Look
from sheetsales.backends.ooxml.styles import Styles
from sheetsales.backends.parts.texts import to_xml
from sheetsales.cells.address import column_letters
from sheetsales.cells.edits import EntryLook

WRITTEN: Final = Look(bold=True, colour="6B7280", fill="EEF1F5")
"""The heading of a column that sheetsales fills."""
HAIRLINE: Final = "E5E7EB"
_LAST_ROW: Final = 1_048_576


def tab(look: EntryLook | None) -> str:
    """The colour of the tab, and folds that open from the right."""
    if look is None:
        return ""
    colour = f'<tabColor rgb="FF{look.tab.upper()}"/>' if look.tab else ""
    return colour + '<outlinePr summaryRight="1"/>'


def view(look: EntryLook | None) -> str:
    """The first row, and the first column where it is to stay in sight; "" for a sheet that is only read."""
    if look is None:
        return ""
    if not look.frozen:
        pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        return _view(pane, "bottomLeft", "A2")
    pane = '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
    return _view(pane, "bottomRight", "B2")


def _view(pane: str, name: str, cell: str) -> str:
    chosen = f'<selection pane="{name}" activeCell="{cell}" sqref="{cell}"/>'
    return f'<sheetView showGridLines="0" workbookViewId="0">{pane}{chosen}</sheetView>'


def fold(look: EntryLook | None, column: int) -> str:
    """The attributes of a folded column, from 1."""
    folded = look is not None and column <= len(look.folded) and look.folded[column - 1]
    return ' outlineLevel="1" hidden="1"' if folded else ""


def after_folds(look: EntryLook | None, columns: int) -> str:
    """The narrow column that carries the sign to unfold the last group."""
    if look is None or look.folded[columns - 1 : columns] != (True,):
        return ""
    return f'<col min="{columns + 1}" max="{columns + 1}" width="3" customWidth="1" collapsed="1"/>'


def signals(look: EntryLook | None, styles: Styles, last: int) -> str:
    """The conditional formats, the most important first."""
    if look is None:
        return ""
    reach = min(last + look.reach, _LAST_ROW)
    return "".join(
        f'<conditionalFormatting sqref="{column_letters(s.first)}2:{column_letters(s.last)}{reach}">'
        f'<cfRule type="expression" dxfId="{styles.signal(s.colour, s.fill)}" priority="{number}">'
        f"<formula>{_text(s.formula)}</formula></cfRule></conditionalFormatting>"
        for number, s in enumerate(look.signals, 1)
    )


def _text(formula: str) -> str:
    return to_xml(formula).decode()
