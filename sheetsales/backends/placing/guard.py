"""Whether a cell still holds what the writer of an edit saw in it: one answer for every host."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from math import isclose
from typing import Final, TypeGuard

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.parts.serials import serial
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import UNGUARDED, Expected
from sheetsales.cells.values import CellError, CellValue, EditValue, Formula, Link
from sheetsales.errors import EditConflict

_A_MOMENT: Final = 1e-8
"""In days, a millisecond: less than what two programs may make of one moment."""
_LONGEST: Final = 60


def conflict(at: CellRef, found: CellValue | Formula, expected: Expected) -> EditConflict:
    """That a cell no longer holds what the plan's writer saw."""
    return EditConflict(refusals.CONFLICT.fill(at=at, expected=shown(expected), found=shown(found)))


def same(found: CellValue | Formula, expected: Expected, date1904: bool) -> bool:
    """Whether a cell holds what was expected of it, which is something.

    0, FALSE and blank are three things. An empty text is blank, as it is wherever cells are read; a formula that shows
    nothing is not. A day may be held as its number, a number in any type.
    """
    if isinstance(found, Formula):
        return _same_formula(found, expected)
    if isinstance(expected, Formula):
        return False
    if expected is None or expected == "":
        return found is None or found == ""
    if isinstance(expected, bool) or isinstance(found, bool):
        return found is expected
    if isinstance(expected, str):
        return str(found) == expected if isinstance(found, CellError) else _lines(found) == _lines(expected)
    if isinstance(expected, CellError):
        return found == expected
    return expected is not UNGUARDED and _same_number(found, expected, date1904)


def _same_formula(found: Formula, expected: Expected) -> bool:
    text = expected.text if isinstance(expected, Formula) else expected
    if not isinstance(text, str) or not found.text:
        return False
    return text.removeprefix("=").strip() == found.text.removeprefix("=").strip()


def _same_number(found: CellValue, expected: CellValue, date1904: bool) -> bool:
    a, b = number(found, date1904), number(expected, date1904)
    if a is None or b is None:
        return False
    if _is_moment(found) or _is_moment(expected):
        return isclose(a, b, rel_tol=0.0, abs_tol=_A_MOMENT)
    return isclose(a, b, rel_tol=1e-12)


def number(value: CellValue, date1904: bool) -> float | None:
    """A number of any kind as a float, days and times as Excel counts them; None for everything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float | Decimal):
        return float(value)
    return serial(value, date1904) if _is_moment(value) else None


def _is_moment(value: object) -> TypeGuard[dt.date | dt.time | dt.timedelta]:
    return isinstance(value, dt.date | dt.time | dt.timedelta)


def _lines(value: CellValue) -> str | None:
    return value.replace("\r\n", "\n") if isinstance(value, str) else None


def shown(value: Expected | EditValue) -> str:
    """A value as a message shows it: text in quotes, a formula with its sign, a dash for blank."""
    if value is None or value is UNGUARDED:
        return "—"
    if isinstance(value, Formula):
        return "=" + (value.text or "…")
    if isinstance(value, Link):
        return value.text
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    text = str(value)
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "…"
    return f"“{short}”" if isinstance(value, str) else short
