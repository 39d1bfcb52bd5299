"""What a cell holds."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sheetsales.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value as Excel shows it: ``#N/A``, ``#REF!``, ``#DIV/0!`` …"""

    code: str

    def __str__(self) -> str:
        return self.code


Scalar = str | bool | int | float | Decimal | dt.date | dt.datetime | dt.time | dt.timedelta
CellValue = Scalar | CellError | None
"""A blank cell is None; an empty text counts as blank when read."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in English with commas and no leading ``=``, and the value it shows.

    ``value`` None means that the value is not known: none is written, and the output says so.
    """

    text: str
    value: CellValue = None


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that shows ``text`` and leads to ``target``: a cell such as ``Pipeline!F12`` or a web address.

    Written as a HYPERLINK formula with its cached text, so that it moves with the row when people sort.
    """

    target: str
    text: str


EditValue = CellValue | Formula | Link
