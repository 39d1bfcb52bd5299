"""What xlwings has no name for, asked of the program itself: pywin32 on Windows, appscript on a Mac."""

from __future__ import annotations

import sys
from typing import Any, Final

from sheetsales.cells.grid import Visibility

_MAC: Final = sys.platform == "darwin"
_VERY_HIDDEN: Final = 2


def is_protected(sheet: Any) -> bool:
    """Whether the sheet's cells are protected."""
    return bool(_asked(sheet.api, "ProtectContents", "protect_contents"))


def is_read_only(book: Any) -> bool:
    """Whether the workbook was opened for reading only."""
    return bool(_asked(book.api, "ReadOnly", "read_only"))


def is_date1904(book: Any) -> bool:
    """Whether the workbook counts days from 1904."""
    return bool(_asked(book.api, "Date1904", "date_1904"))


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
