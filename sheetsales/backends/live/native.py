"""What xlwings has no name for, asked of the program itself: pywin32 on Windows, appscript on a Mac."""

from __future__ import annotations

import sys
from typing import Any, Final

from sheetsales.backends.live.faults import faults
from sheetsales.cells.grid import Visibility

_MAC: Final = sys.platform == "darwin"
_VERY_HIDDEN: Final = 2
_ALL_VALIDATION: Final = -4174
_LIST, _WARNING, _BETWEEN = 3, 2, 1
_PASTE_VALIDATION: Final = 6
HAS_RULES: Final = not _MAC
"""Whether drop-downs can be had; on a Mac the program has no words for them that we know to work."""


def is_protected(sheet: Any) -> bool:
    """Whether the sheet's cells are protected."""
    return bool(_asked(sheet.api, "ProtectContents", "protect_contents"))


def is_read_only(book: Any) -> bool:
    """Whether the workbook was opened for reading only."""
    return bool(_asked(book.api, "ReadOnly", "read_only"))


def is_date1904(book: Any) -> bool:
    """Whether the workbook counts days from 1904."""
    return bool(_asked(book.api, "Date1904", "date_1904"))


def is_structure_locked(book: Any) -> bool:
    """Whether sheets can be neither added nor shown nor hidden."""
    return bool(_asked(book.api, "ProtectStructure", "protect_structure"))


def has_rule(target: Any) -> bool:
    """Whether any cell of a range has a rule of what may be typed."""
    found = _ruled(target.sheet)
    return found is not None and target.sheet.book.app.api.Intersect(found, target.api) is not None


def cell_offering(sheet: Any, formula: str) -> Any:
    """A cell, in the program's own terms, whose drop-down offers this; None where there is none."""
    found = _ruled(sheet)
    for area in found.Areas if found is not None else ():
        for column in area.Columns:
            cell = column.Cells(1, 1)
            if cell.Validation.Type == _LIST and cell.Validation.Formula1 == formula:
                return cell
    return None


def _ruled(sheet: Any) -> Any:
    """The cells of a sheet with rules; the program takes it for a fault that there are none."""
    try:
        return sheet.api.Cells.SpecialCells(_ALL_VALIDATION)
    except faults():
        return None


def give_list(target: Any, formula: str) -> None:
    """A drop-down that lets blanks through, and asks whoever types something else."""
    rule = target.api.Validation
    rule.Delete()
    rule.Add(_LIST, _WARNING, _BETWEEN, formula)
    rule.IgnoreBlank = rule.InCellDropdown = rule.ShowInput = rule.ShowError = True


def copy_rule(cell: Any, target: Any) -> None:
    """Give a range the rule of a cell, whatever it says and however it depends on the row."""
    cell.Copy()
    target.api.PasteSpecial(_PASTE_VALIDATION)
    target.sheet.book.app.api.CutCopyMode = False


def drop_rule(target: Any) -> None:
    target.api.Validation.Delete()


def cloud_name(book: Any) -> str:
    """Where the program says that the workbook lies, an address for one in the cloud."""
    return str(_asked(book.api, "FullName", "full_name"))


def visibility(sheet: Any) -> Visibility:
    """xlwings hands Excel's own number through on Windows; on a Mac it tells shown from hidden only."""
    found = sheet.visible
    if found is not True and found == _VERY_HIDDEN:
        return "veryHidden"
    return "visible" if found else "hidden"


def show(sheet: Any, wanted: Visibility) -> None:
    """Show or hide a sheet. On a Mac a sheet hidden from users is hidden like any other."""
    is_deep = wanted == "veryHidden" and not _MAC
    sheet.visible = _VERY_HIDDEN if is_deep else wanted == "visible"


def protected_views(app: Any) -> set[str]:
    """The names of workbooks in protected view, lower case; a Mac has no such view."""
    if _MAC:  # pragma: no cover - the other systems' half is tested
        return set()
    return {str(window.Workbook.Name).lower() for window in app.api.ProtectedViewWindows}


def _asked(api: Any, windows: str, mac: str) -> Any:
    if _MAC:  # pragma: no cover - the other systems' half is tested
        return getattr(api, mac).get()
    return getattr(api, windows)
