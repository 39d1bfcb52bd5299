"""What a merge comes to: cells taken, rows added, and what somebody has to decide."""

from __future__ import annotations

from typing import Literal

from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.merging.rows import BLANK, Cell, Row, digest

Kind = Literal[
    "both", "apart", "formula", "overwritten", "id", "not_own", "proposal",
    "row_deleted", "row_gone", "row_alike", "row_id_taken", "row_not_own", "row_proposal",
]  # fmt: skip
"""Why it is not simply taken. A cell: both sides changed it; another file of the same issue brought something else; a formula came; one of ours would be typed over; it is an id; it is
not its holder's to change; it comes from a copy that was never issued. A row: deleted there; changed there and deleted here;
looks like one there is; its id is another record's; not to be added by its holder; from a copy never issued."""


@dataclass(frozen=True, slots=True)
class Take:
    """One cell of row ``row`` of the workbook gets what the copy says."""

    record: str
    row: int
    column: str
    mine: Cell
    theirs: Cell


@dataclass(frozen=True, slots=True)
class Add:
    """One record that the workbook does not have yet."""

    record: str
    row: Row


@dataclass(frozen=True, slots=True)
class Conflict:
    """What somebody has to decide; ``column`` is "" where it is about a whole row.

    ``row`` is the row of the workbook it is about, -1 for none; ``brought`` the row that the copy has; ``issue`` the number
    of the copy, 0 for one that never was issued.
    """

    kind: Kind
    record: str
    id: str
    name: str
    column: str = ""
    base: CellValue = None
    mine: Cell = BLANK
    theirs: Cell = BLANK
    row: int = -1
    brought: Row | None = None
    issue: int = 0

    @property
    def key(self) -> str:
        """What it is known by when the same copy is collected again: the copy, the record, the column and what the copy says."""
        said = (
            self.brought.whole
            if self.brought is not None and not self.column
            else digest(self.theirs.meaning)
        )
        return digest(
            "\n".join((str(self.issue), self.kind, self.record, self.id or self.name, self.column, said))
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that one table of one copy brings."""

    takes: tuple[Take, ...] = ()
    adds: tuple[Add, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.takes or self.adds or self.conflicts)
