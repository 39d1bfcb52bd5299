"""What a place that holds a workbook can do: be read, and have a plan applied to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sheetsales.cells.edits import EditPlan
from sheetsales.cells.grid import Workbook
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


class Backend(Protocol):
    """A closed file, an open workbook, or memory."""

    def read(self) -> Workbook:
        """Everything the workbook holds."""
        ...

    def apply(self, plan: EditPlan) -> Applied:
        """Do every edit of the plan or none; raises ``EditRefused`` with the cell in the way."""
        ...
