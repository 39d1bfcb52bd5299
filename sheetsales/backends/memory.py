"""A workbook that lives in memory: for tests of the domain, and for seeing what a plan would leave behind.

It knows values, formulas, Tables and merged ranges. What only a file has (formats, protection, what formulas refer to)
stands against nothing here.
"""

from __future__ import annotations

from sheetsales.backends.base import Applied
from sheetsales.backends.placing.counted import applied
from sheetsales.backends.placing.ground import Ground
from sheetsales.backends.placing.place import place
from sheetsales.backends.placing.sheet_now import Texts, no_texts
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import EditPlan
from sheetsales.cells.grid import Workbook


class MemoryBook:
    """Holds grids; ``apply`` does every edit or none. ``notes`` are those that plans attached.

    ``texts`` tells the formulas of cells, so that they can be guarded and carried on; without it nobody knows them.
    """

    def __init__(self, workbook: Workbook, texts: Texts = no_texts) -> None:
        self._workbook, self._texts = workbook, texts
        self.notes: dict[CellRef, str] = {}

    def read(self) -> Workbook:
        return self._workbook

    def apply(self, plan: EditPlan) -> Applied:
        """Raises ``EditConflict`` where a guard fails, ``EditRefused`` for what the workbook does not have or take."""
        ground = Ground(self._workbook, texts=self._texts)
        done = applied(plan, place(plan.edits, ground))
        self._workbook = ground.workbook()
        self.notes.update(ground.notes)
        return done
