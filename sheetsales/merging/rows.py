"""What is merged: records as rows of cells, each cell with what it means; and what of them was issued, as digests."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import field
from functools import cached_property
from hashlib import blake2s

from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass

_DIGEST_BYTES = 4


def digest(meaning: str) -> str:
    """A short digest of what a cell means; "" for a blank one."""
    return blake2s(meaning.encode(), digest_size=_DIGEST_BYTES).hexdigest() if meaning else ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell and what it means: two cells are the same where their ``meaning`` is; "" is a blank one."""

    value: CellValue
    meaning: str
    is_formula: bool = False


BLANK = Cell(None, "")


@dataclass(frozen=True)
class Row:
    """One record: its id ("" where it has none), what names it besides, its cells by column, and its place.

    ``looks`` is alike for rows that are likely to mean the same thing (two spellings of a company), "" where nothing is
    alike. ``at`` is only carried along: the place of the row in the table it was read from, -1 for one that has none yet.
    """

    id: str
    naming: str
    cells: Mapping[str, Cell]
    name: str = ""
    looks: str = ""
    at: int = field(default=-1, compare=False)

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """The digest of every cell that is not blank."""
        return {key: digest(cell.meaning) for key, cell in self.cells.items() if cell.meaning}

    @cached_property
    def whole(self) -> str:
        """A digest of the whole row."""
        return digest("\n".join(f"{key}={mark}" for key, mark in sorted(self.digests.items())))


@dataclass(frozen=True)
class Table:
    """The records of one kind in one workbook; ``columns`` are those that the workbook has, blank or not."""

    record: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    id_column: str = ""


@dataclass(frozen=True)
class IssuedRow:
    """One record as it was issued: the digests of its cells, and their values where they are still known.

    ``is_own``: it is its holder's to change. ``first`` are the digests it was issued with of cells that came in since;
    those of ``apart`` came with another file of the issue, of which this one knows nothing.
    """

    id: str
    naming: str
    digests: Mapping[str, str]
    is_own: bool = True
    values: Mapping[str, CellValue] = field(default_factory=dict, compare=False)
    first: Mapping[str, str] = field(default_factory=dict, compare=False)
    apart: Set[str] = field(default=frozenset(), compare=False)


@dataclass(frozen=True)
class Issued:
    """The records of one kind as they were issued; nothing of a kind that ``is_locked`` is its holder's to change or add to."""

    record: str
    columns: tuple[str, ...]
    rows: tuple[IssuedRow, ...]
    is_locked: bool = False


def issued(table: Table, *, own: bool = True, locked: bool = False) -> Issued:
    """A table as if it had been issued as it is."""
    rows = (
        IssuedRow(row.id, row.naming, row.digests, own, {key: cell.value for key, cell in row.cells.items()})
        for row in table.rows
    )
    return Issued(table.record, table.columns, tuple(rows), locked)
