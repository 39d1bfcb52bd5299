"""What applying a plan comes to, wherever the workbook is."""

from __future__ import annotations

from sheetsales.dataclass import dataclass
from sheetsales.texts import Text


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying a plan did. ``notices`` are things a user should know, none of them a failure."""

    edits: int = 0
    cells: int = 0
    rows_added: int = 0
    rows_removed: int = 0
    sheets: tuple[str, ...] = ()
    notes: int = 0
    notices: tuple[Text, ...] = ()
