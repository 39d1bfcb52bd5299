"""What stands around a block of rows, and what must not be torn apart when cells below it move."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.row_target import RowTarget
from sheetsales.backends.ooxml.shared_formulas import blocks
from sheetsales.backends.ooxml.shift import Shift, UnmovableError
from sheetsales.backends.ooxml.spans import parse
from sheetsales.backends.placing.places import Place
from sheetsales.backends.placing.room import Solid
from sheetsales.cells.address import MAX_ROW, Area, CellRef
from sheetsales.errors import IsProtected
from sheetsales.regex import regex

_HIDDEN = regex(rb"\shidden\s*=\s*[\"'](?:1|true)[\"']")


class Surroundings:
    """One sheet as seen from a block of rows on it."""

    def __init__(self, book: OpenBook, target: RowTarget) -> None:
        self._book, self.target = book, target
        self._sheet = target.sheet
        self.solids: Sequence[Solid] = list(self._list_solids())

    def first_used(self, zone: Area) -> Place | None:
        return self._sheet.first_used(zone)

    def last_used(self, block: Area) -> int:
        rows = self._sheet.rows_between(block.first_row, block.last_row)
        for row in reversed(rows):
            if self._sheet.first_used(Area(block.sheet, row, block.first_column, row, block.last_column)):
                return row
        return block.first_row - 1

    def held(self, block: Area, first: int) -> Area | None:
        """What an area holds from a row on, as narrow as its values are."""
        places = [
            (row, column)
            for row in self._sheet.rows_between(max(first, block.first_row), block.last_row)
            for column in self._used_columns(row)
            if block.first_column <= column <= block.last_column
        ]
        places += [
            corner
            for _, a in self.solids
            if a.first_row >= first and a.meets(block)
            for corner in ((a.first_row, a.first_column), (a.last_row, a.last_column))
        ]
        if not places:
            return None
        rows, columns = [p[0] for p in places], [p[1] for p in places]
        return Area(block.sheet, min(rows), min(columns), max(rows), max(columns))

    def has_beside(self, data: Area, first: int, last: int) -> bool:
        return any(
            not data.first_column <= column <= data.last_column
            for row in self._sheet.rows_between(first, last)
            for column in self._used_columns(row)
        )

    def check(self, shift: Shift) -> None:
        """Raises ``UnmovableError`` where the shift would tear something apart or run over it."""
        block = shift.block
        if shift.used + shift.by > MAX_ROW:
            raise UnmovableError(refusals.OFF_END.fill(area=block))
        for what, area in self.solids:
            if shift.touches(area) and not shift.holds(area):
                raise UnmovableError(refusals.TORN_THING.fill(what=what, area=area))
            if shift.holds(area) and area.last_row + shift.by > MAX_ROW:
                raise UnmovableError(refusals.OFF_END.fill(area=area))
        if block.last_row < MAX_ROW:
            self._check_landing(shift)
        if not shift.is_whole_rows:
            self._check_hidden(shift)
        self._check_locks(shift)

    def _check_landing(self, shift: Shift) -> None:
        block = shift.block
        zone = Area(
            block.sheet, block.last_row + 1, block.first_column, block.last_row + shift.by, block.last_column
        )
        if self._sheet.first_used(zone):
            raise UnmovableError(refusals.TORN.fill(area=zone))

    def _check_hidden(self, shift: Shift) -> None:
        last = max(shift.used, shift.block.first_row) + shift.by
        for row in self._sheet.sections.between(shift.block.first_row, last):
            if _HIDDEN.search(self._sheet.sections.section(row)[0].head(row)):
                raise UnmovableError(refusals.HIDDEN_ROWS.fill(row=row))

    def _check_locks(self, shift: Shift) -> None:
        sheet = self._sheet
        if not sheet.frame.is_protected or self._book.allow_protected:
            return
        used = sheet.first_used(shift.block)
        if used and self._book.styles.is_locked(sheet.style(*used)):
            raise IsProtected(refusals.PROTECTED.fill(at=CellRef(sheet.name, *used), sheet=sheet.name))

    def _used_columns(self, row: int) -> list[int]:
        columns = {c.column for c in self._sheet.sections.section(row)[0].cells(row)} | set(
            self._sheet.writes.get(row, {})
        )
        return [column for column in sorted(columns) if self._sheet.value(row, column) is not None]

    def _list_solids(self) -> Iterator[Solid]:
        """What moves as a whole or not at all; the block's own Table and filter are not among it."""
        book, sheet = self._book, self._sheet
        for table in book.tables(sheet.name):
            if table.area and (self.target.table is None or table.part != self.target.table.part):
                yield refusals.A_TABLE.fill(name=table.name), table.area
        for area in sheet.frame.merges():
            yield refusals.A_MERGE, area
        for relation in book.package.related(sheet.part, "pivotTable"):
            yield from self._pivot(relation.target)
        for _, area in blocks(sheet.name, sheet.scan, sheet.prefix) if sheet.has_blocks else ():
            yield refusals.AN_ARRAY, area
        node = sheet.frame.child("autoFilter")
        filtered = sheet.frame.area(node.attrs.get("ref", "")) if node else None
        if filtered and not filtered.meets(self.target.data):
            yield refusals.A_FILTER, filtered

    def _pivot(self, part: str) -> Iterator[Solid]:
        """A pivot table with the filters above it."""
        root = parse(self._book.package.read(part), part)
        location = root.child("location")
        area = self._sheet.frame.area(location.attrs.get("ref", "")) if location else None
        if location and area:
            pages = location.number("rowPageCount")
            top = max(area.first_row - (pages + 1 if pages > 0 else 0), 1)
            yield refusals.A_PIVOT, Area(area.sheet, top, area.first_column, area.last_row, area.last_column)
