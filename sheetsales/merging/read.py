"""The records of a workbook as the merge sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.table import BookTable, own_heading
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellError, CellValue
from sheetsales.merging.meaning import meaning
from sheetsales.merging.rows import Cell, Row, Table, digest
from sheetsales.process.company_names import company_names
from sheetsales.schema.column import Column, Kind

_NAMING_KINDS: Final = frozenset({Kind.TEXT, Kind.DATE, Kind.REF, Kind.CHOICE, Kind.PERIOD})


def tables_of(book: Book, workbook: Workbook) -> dict[str, Table]:
    """Every kind of record that people fill in, in the workbook's order; what sheetsales writes is left out."""
    given = _given_ids(book)
    return {
        key: _Reader(table, workbook, given).table()
        for key, table in book.tables.items()
        if not table.record.written
    }


def _given_ids(book: Book) -> Mapping[str, frozenset[str]]:
    """Ids that reading gave to records without one: no other workbook knows them."""
    found: dict[str, frozenset[str]] = {}
    for key, table in book.tables.items():
        column = table.record.id_column
        if column in table.raw:
            pairs = zip(table.get(column), table.raw[column], strict=True)
            found[key] = frozenset(typed for typed, raw in pairs if typed and raw in (None, ""))
    return found


class _Reader:
    def __init__(self, table: BookTable, workbook: Workbook, given: Mapping[str, frozenset[str]]) -> None:
        self._table, self._given = table, given
        self._record = table.record
        self._keys = [key for key in table.raw if not self._record.by_key[key].written]
        self._keys += table.own
        self._cells = {key: list(self._column(key, workbook)) for key in self._keys}

    def table(self) -> Table:
        looks = self._looks()
        rows = tuple(self._row(i, looks[i]) for i in range(len(self._table)))
        return Table(self._record.key, tuple(self._keys), rows, self._record.id_column)

    def _column(self, key: str, workbook: Workbook) -> Iterator[Cell]:
        column = None if own_heading(key) else self._record.by_key[key]
        raw = self._table.cells(key) or ()
        typed = self._table.get(key)
        given = self._given.get(column.ref, frozenset()) if column is not None else frozenset()
        formulas = self._formulas(key, workbook)
        for i, (value, known) in enumerate(zip(raw, typed, strict=True)):
            known = None if column is not None and known in given else known
            is_formula = i in formulas or isinstance(value, CellError)
            yield Cell(value, meaning(column, known, value), is_formula)

    def _formulas(self, key: str, workbook: Workbook) -> frozenset[int]:
        """The rows in which a formula stands in the column."""
        held = {grid.name: grid.formulas for grid in workbook.grids if grid.formulas}
        if not any(bound.sheet in held for bound in self._table.bound):
            return frozenset()
        places = ((i, self._table.cell(i, key)) for i in range(len(self._table)))
        return frozenset(
            i for i, at in places if at is not None and (at.row, at.column) in held.get(at.sheet, frozenset())
        )

    def _row(self, i: int, looks: str) -> Row:
        cells = {
            key: cells[i]
            for key, cells in self._cells.items()
            if cells[i].value not in (None, "") or cells[i].is_formula
        }
        record = self._record
        own = cells.get(record.id_column) if record.id_column else None
        named = " · ".join(str(v) for v in self._naming(cells))
        shown = cells.get(record.name_column)
        return Row(
            own.meaning if own else "", digest(named), cells, _text(shown.value) if shown else named, looks, i
        )

    def _naming(self, cells: Mapping[str, Cell]) -> list[str]:
        """What names a record without an id: what it must have and what does not change from day to day."""
        return [cells[column.key].meaning for column in self._name_columns() if column.key in cells]

    def _name_columns(self) -> list[Column]:
        record = self._record
        names = (record.name_column, *record.other_names)
        return [
            column
            for column in record.columns
            if column.key != record.id_column
            and (column.key in names or (column.required and column.kind in _NAMING_KINDS))
        ]

    def _looks(self) -> list[str]:
        """What rows that are likely to mean the same share: the core of a company's name, one name of a deal of one customer."""
        if self._record.key == "customers":
            found = company_names(self._table.get("name"))
            return [f"{name.words}|{name.place}" if name else "" for name in found]
        if self._record.key == "pipeline" and self._table.has("name"):
            pairs = zip(self._table.get("customer"), self._table.get("name"), strict=True)
            return ["|".join((c, "".join(n.split()).casefold())) if c and n else "" for c, n in pairs]
        return [""] * len(self._table)


def _text(value: CellValue) -> str:
    return "" if value is None else str(value)
