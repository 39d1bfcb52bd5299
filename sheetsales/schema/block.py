"""One block of a sheet that may hold records: its headings, and the cells below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from sheetsales.cells.grid import Grid
from sheetsales.dataclass import dataclass
from sheetsales.schema.headings import Heading, normalise

if TYPE_CHECKING:
    from sheetsales.schema.samples import Sample


@dataclass(frozen=True)
class Field:
    """One heading of a block and a sample of what stands below it."""

    text: str
    sheet_column: int
    heading: Heading
    block: Block = field(repr=False, compare=False)

    @cached_property
    def sample(self) -> Sample:
        """Taken when somebody asks: the cells of sheets of ours are not looked at."""
        return self.block.sample(self.sheet_column)


@dataclass(frozen=True)
class Block:
    """Headings in ``heading_row`` and data in the inclusive ``first_row``–``last_row``.

    ``unit`` is the money unit that a title above announces for all of it. ``table`` is the Excel Table's name.
    ``titles`` are the texts above the headings.
    """

    grid: Grid
    heading_row: int
    first_row: int
    last_row: int
    headings: tuple[tuple[int, str], ...]
    unit: str = ""
    table: str | None = None
    titles: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        return tuple(self._field(column, text) for column, text in self.headings)

    def _field(self, column: int, text: str) -> Field:
        return Field(text, column, normalise(text), self)

    @property
    def rows(self) -> range:
        return range(self.first_row, min(self.last_row, self.grid.last_row) + 1)

    def sample(self, column: int) -> Sample:
        from sheetsales.schema.samples import Sample, take

        at = column - self.grid.first_column
        if not 0 <= at < len(self.grid.columns):
            return Sample(())
        first = self.first_row - self.grid.first_row
        return take(self.grid.columns[at], max(first, 0), self.last_row - self.grid.first_row + 1)

    def values(self, column: int) -> Sequence[object]:
        """Every cell of a column, blanks included."""
        at = column - self.grid.first_column
        if not 0 <= at < len(self.grid.columns):
            return ()
        first = self.first_row - self.grid.first_row
        return self.grid.columns[at][max(first, 0) : self.last_row - self.grid.first_row + 1]
