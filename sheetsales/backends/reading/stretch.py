"""A run of rows decoded, and the sheet's rows taken run by run."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import field
from itertools import compress
from typing import TYPE_CHECKING

from sheetsales.backends.reading.decode import ColumnDecoder, Decoders, Kind
from sheetsales.backends.reading.rawcells import RawCell, UnreadableRow, is_uncached
from sheetsales.backends.reading.rowmarkup import RowMarkup
from sheetsales.backends.reading.template import Group, RowRun, RowTemplate
from sheetsales.cells.address import MAX_ROW
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass

if TYPE_CHECKING:
    from sheetsales.backends.reading.rowparser import Rows

ColumnRows = tuple[int, list[int]]
Singles = Sequence[tuple[int, RawCell]]
"""Cells read one by one, each with the index of its row."""

_MOST_PLACES = 1_000_000
_LEARNED_FROM = 5_000
_WORTH_A_PATTERN = 5_000
"""Compiling a pattern takes as long as reading some ten rows cell by cell: fewer bytes than this are read so."""

_BYTES_A_CELL = 8
"""So much of a pattern is compiled in the time that a few cells take in the blocks to come: for fewer it is not made anew."""


@dataclass(slots=True)
class Stretch:
    """Rows by number, and for every column with anything in it one value per row.

    Formulas are pairs of a column and the rows in which it has one.
    """

    rows: list[int]
    columns: dict[int, list[CellValue]] = field(default_factory=dict)
    formulas: list[ColumnRows] = field(default_factory=list)
    uncached: list[ColumnRows] = field(default_factory=list)

    def take(self, group: Group, raw: Sequence[bytes], decoder: ColumnDecoder) -> None:
        """Add what one group of the row pattern caught."""
        if group.form.endswith("formula"):
            cells = group.column, self.rows if all(raw) else list(compress(self.rows, raw))
            self.formulas.append(cells)
            if group.uncached:
                self.uncached.append(cells)
            if group.form != "formula":
                return
        values = decoder.values(raw)
        column = self.columns.get(group.column)
        if column is None:
            self.columns[group.column] = values
            return
        for index, caught in enumerate(raw):
            if caught:
                column[index] = values[index]

    def place(self, found: Singles, decoders: ColumnDecoders) -> None:
        """Add single cells."""
        alike: dict[tuple[int, Kind], list[tuple[int, RawCell]]] = {}
        for index, cell in found:
            if cell.form.endswith("formula"):
                at = cell.column, [self.rows[index]]
                self.formulas.append(at)
                if is_uncached(cell.form, cell.cell_type):
                    self.uncached.append(at)
            if cell.value:
                alike.setdefault((cell.column, decoders.kind(cell)), []).append((index, cell))
        for (number, kind), cells in alike.items():
            values = decoders.of(number, kind).values([cell.value for _, cell in cells])
            column = self.columns.get(number)
            if column is None:
                column = self.columns[number] = [None] * len(self.rows)
            for (index, _), value in zip(cells, values, strict=True):
                column[index] = value


class ColumnDecoders:
    """The decoders of one sheet, each kept for its column and kind."""

    def __init__(self, decoders: Decoders) -> None:
        self._decoders = decoders
        self._made: dict[tuple[int, Kind], ColumnDecoder] = {}

    def kind(self, cell: RawCell) -> Kind:
        return self._decoders.kind(cell.cell_type, cell.style)

    def of(self, column: int, kind: Kind) -> ColumnDecoder:
        found = self._made.get((column, kind))
        if found is None:
            found = self._made[column, kind] = self._decoders.column(kind)
        return found


class StretchReader:
    """Turns runs of rows into stretches, learning on the way what the sheet's rows look like."""

    def __init__(self, prefix: bytes, decoders: Decoders) -> None:
        self._prefix = prefix
        self._markup = RowMarkup(prefix)
        self._template = RowTemplate(prefix)
        self._decoders = ColumnDecoders(decoders)
        self._previous_row = 0
        self._unlearned: list[RawCell] = []

    @property
    def styles(self) -> Set[int]:
        """Of all cells read so far: what the pattern reads, it has learned from one that was read by itself."""
        return self._markup.styles

    def read(self, block: bytes) -> list[Stretch]:
        """The rows of ``block``, which holds whole rows only; nothing where none of them holds anything.

        Raises UnreadableRow.
        """
        if self._is_blank(block):
            return []
        if len(block) >= _WORTH_A_PATTERN and len(self._unlearned) * _BYTES_A_CELL >= self._template.size:
            self._template.learn(self._unlearned, self._decoders.kind)
            self._unlearned = []
        found = self._template.read(block)
        if any(found.stray):
            raise UnreadableRow
        numbers, singles = self._number(found)
        step = _step(len(numbers), singles)
        stretches = [
            self._stretch(found, numbers, at, at + step, [one for one in singles if at <= one[0] < at + step])
            for at in range(0, len(numbers), step)
        ]
        self._unlearned += [cell for _, cell in singles[: _LEARNED_FROM - len(self._unlearned)]]
        return stretches

    def _stretch(self, found: RowRun, numbers: list[int], start: int, stop: int, singles: Singles) -> Stretch:
        stretch = Stretch(numbers[start:stop])
        for group, raw in found.groups:
            part = raw[start:stop]
            if any(part):
                stretch.take(group, part, self._decoders.of(group.column, group.kind))
        if singles:
            stretch.place([(index - start, cell) for index, cell in singles], self._decoders)
        return stretch

    def _is_blank(self, block: bytes) -> bool:
        """Has no row anything in it? Then the last row's number is all there is to know."""
        p = self._prefix
        if any(mark[:1] in block and b"<" + p + mark in block for mark in (b"v", b"f", b"is")):
            return False  # looking for a letter first is far quicker where it is absent
        last = block.rfind(b"<" + p + b"row")
        if last >= 0:
            if not block.startswith(b' r="', last + len(p) + 4):
                return False
            self._previous_row, _ = self._markup.cells(block[last:], self._previous_row)
        return True

    def _number(self, found: RowRun) -> tuple[list[int], Singles]:
        """The rows' numbers, and the cells of those rows that the template does not know."""
        singles: list[tuple[int, RawCell]] = []
        if any(found.unknown):
            numbers = []
            for index, (number, markup) in enumerate(zip(found.numbers, found.unknown, strict=True)):
                if markup:
                    row, cells = self._markup.cells(markup, self._previous_row)
                    singles.extend((index, cell) for cell in cells)
                else:
                    row = int(number)
                self._previous_row = row
                numbers.append(row)
        else:
            numbers = list(map(int, found.numbers))
        if numbers:
            self._previous_row = numbers[-1]
            if min(numbers) < 1 or max(numbers) > MAX_ROW:
                raise UnreadableRow
        return numbers, singles


def _step(rows: int, singles: Singles) -> int:
    """How many rows one stretch may take, so that cells strewn about do not make huge columns of blanks."""
    width = len({cell.column for _, cell in singles})
    return rows if rows * width <= _MOST_PLACES else max(1, _MOST_PLACES // width)


def parsed_stretch(rows: Rows, decoders: ColumnDecoders) -> Stretch:
    """The rows that a whole parser found."""
    stretch = Stretch([row for row, _ in rows])
    singles = [(index, cell) for index, (_, cells) in enumerate(rows) for cell in cells]
    stretch.place(singles, decoders)
    return stretch
