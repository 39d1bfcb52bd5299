"""A proposal: how a workbook of the team's own would be read, and what is still to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import Literal

from sheetsales.adopt.answers import LEAVE
from sheetsales.cells.edits import Edit
from sheetsales.cells.grid import Workbook
from sheetsales.dataclass import dataclass
from sheetsales.schema.assignment import Assignment
from sheetsales.schema.binding import BoundTable, RefusedSheet
from sheetsales.schema.block import Block
from sheetsales.schema.record import Record
from sheetsales.schema.store import store_edits
from sheetsales.schema.stored import STORE_KEY, StoredBinding, StoredColumn, StoredTable, to_json
from sheetsales.schema.title_rows import heading_cells
from sheetsales.texts import Lang, Text

Subject = Literal["sheet", "copy", "column", "value"]


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer: its code in a map file, and what people call it."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell as a question shows it: its address and what stands there, cut short."""

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Stake:
    """What hangs on an answer: how many rows, and their money where some is known. ``is_least`` says that some of it
    could not be read, so that it is more."""

    rows: int = 0
    money: Decimal | None = None
    is_least: bool = False
    currency: str = ""
    sheets: int = 1


@dataclass(frozen=True, slots=True)
class Question:
    """What is not certain. ``about`` is the sheet's name, the heading, or the label; ``place`` the sheet or the
    ``record.column`` it belongs to. ``default`` is the harmless answer: leave it alone, or the one reading of its kind.
    ``with_sheets`` are more sheets of which the same is asked: one answer holds for all."""

    subject: Subject
    place: str
    about: str
    why: Text
    options: tuple[Option, ...]
    shapes: tuple[str, ...] = ()
    cells: tuple[ShownCell, ...] = ()
    stake: Stake = Stake()
    default: str = LEAVE
    with_sheets: tuple[str, ...] = ()

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets that a question about whole sheets is about."""
        return (self.about, *self.with_sheets)

    @property
    def is_of_sheet(self) -> bool:
        """Whether the answer says what a whole sheet is read as."""
        return self.subject in ("sheet", "copy")

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from every other question about the workbook."""
        return self.subject, self.place, self.about


@dataclass(frozen=True)
class ProposedTable:
    """One block that would be read as ``record``. ``left`` are headings the user wants left alone, ``constants`` what all its
    rows have by the name of the sheet, ``periods`` the headings, by sheet column, under which targets of a period stand,
    ``instalments`` those under which instalments of the record do."""

    record: Record
    block: Block
    assigned: Assignment
    rows: int
    left: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    periods: Mapping[int, str] = field(default_factory=dict)
    instalments: Mapping[int, str] = field(default_factory=dict)

    @property
    def side_by_side(self) -> Mapping[int, str]:
        """The headings that are found again by what they say: no column of the record has them."""
        return {**self.periods, **self.instalments}

    @property
    def sheet(self) -> str:
        return self.block.grid.name

    def stored(self) -> StoredTable:
        cells = heading_cells(self.block.grid, self.block.heading_row)
        columns = tuple(
            StoredColumn(
                b.heading,
                b.column.key,
                b.factor,
                b.split_by_stage,
                max(1, sum(1 for at, text in cells if text == b.heading and at <= b.sheet_column)),
            )
            for b in self.assigned.bound
        )
        return StoredTable(
            self.sheet,
            self.record.key,
            self.block.table or "",
            self.block.heading_row,
            columns,
            self.constants,
            self.left,
        )


@dataclass(frozen=True)
class Proposal:
    """All of it. ``own`` are Tables of ours, read as they are; ``strangers`` sheets of a kind we do not read yet,
    ``unread`` sheets in which nothing was recognised, ``seen`` all that hold rows and are not read, ``apart`` those that
    look like copies and count all the same, ``behind`` the sheets whose rows pasted pivots add up, by pivot, ``turned`` what sheets laid out
    downwards are to be read as once they are turned."""

    tables: tuple[ProposedTable, ...]
    language: Lang
    own: tuple[BoundTable, ...] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    labels: Mapping[str, Text] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    refused: tuple[RefusedSheet, ...] = ()
    strangers: Mapping[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    preset: str = "b2b"
    seen: tuple[str, ...] = ()
    notices: tuple[Text, ...] = ()
    apart: tuple[str, ...] = ()
    behind: Mapping[str, str] = field(default_factory=dict)
    turned: Mapping[str, str] = field(default_factory=dict)

    @property
    def refused_names(self) -> tuple[str, ...]:
        return tuple(refused.sheet for refused in self.refused)

    def stored(self) -> StoredBinding:
        """What would be kept in the workbook: the sure part and the answers, never a guess."""
        refused = {r.sheet: r.kind for r in self.refused}
        tables = tuple(t.stored() for t in self.tables)
        copies = {r.sheet: (r.of, r.rows) for r in self.refused if r.of}
        return StoredBinding(
            tables, self.language, self.preset, self.values, self.left, refused, self.seen, copies, self.apart
        )

    def edits(self, workbook: Workbook) -> tuple[Edit, ...]:
        """The edits that keep it in the workbook's very hidden sheet; none where it is kept already."""
        if not self.tables and not self.left:
            return ()
        return store_edits(workbook, {STORE_KEY: to_json(self.stored())})
