"""The columns of a book read once more, each cell with what reading it found wrong: loading tells habits as one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from sheetsales.book.book import Book
from sheetsales.book.column_readers import Context, reader_context, reader_for
from sheetsales.book.load_rules import UNKNOWN_CHOICE, UNKNOWN_REFERENCE
from sheetsales.book.nearest import Nearest
from sheetsales.book.parsing.cleaning import clean, narrow
from sheetsales.book.parsing.column_reader import Flag, Reader, read_column
from sheetsales.book.parsing.texts import TextReader
from sheetsales.book.reference_targets import reference_targets
from sheetsales.book.references import RefReader, StageTarget, Target
from sheetsales.book.table import BookTable
from sheetsales.cells.address import CellRef
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellValue
from sheetsales.checking.fixes.fix import What, Why
from sheetsales.checking.fixes.mend import Mended, looks_odd, mend
from sheetsales.dataclass import dataclass
from sheetsales.schema.binding import BoundColumn
from sheetsales.schema.column import Column, Kind
from sheetsales.schema.same_sense import may_be_slip

Verdict = tuple[CellRef, CellValue, Mended | Why]


@dataclass(frozen=True)
class Columns:
    """Everything needed to read a book's columns again."""

    book: Book
    context: Context
    targets: Mapping[str, Target]

    def verdicts(self) -> Iterator[Verdict]:
        """Each cell that can be mended or was left for a reason, sheet by sheet and column by column."""
        for table in self.book.tables.values():
            if not table.record.written:
                for source, bound in enumerate(table.bound):
                    rows = [i for i, s in enumerate(table.sources) if s == source]
                    for column in bound.own_columns:
                        if rows and not column.column.written and column.column.key in table.raw:
                            yield from self._column(table, column, rows)

    def _column(self, table: BookTable, bound: BoundColumn, rows: Sequence[int]) -> Iterator[Verdict]:
        column, raw = bound.column, table.raw[bound.column.key]
        values = [raw[i] for i in rows]
        reader = self._reader(table, bound)
        flags = dict(read_column(values, reader)[1])
        strict = column.key in (table.record.name_column, table.record.id_column)
        for k, value in enumerate(values):
            flag = flags.get(k)
            if flag is None and not looks_odd(value):
                continue
            at = table.cell(rows[k], column.key)
            found = self._one(column, value, flag, reader, bound.factor, strict)
            if at is not None and found is not None:
                yield at, value, found

    def _one(
        self,
        column: Column,
        value: CellValue,
        flag: Flag | None,
        reader: Reader,
        factor: Decimal,
        strict: bool,
    ) -> Mended | Why | None:
        if isinstance(value, str) and isinstance(reader, RefReader) and flag is None:
            plain = narrow(clean(value))
            if plain != clean(value) and plain in reader.target.ids:
                return Mended(plain, What.NARROWED)
        if isinstance(value, str) and flag is not None and flag.rule in (UNKNOWN_CHOICE, UNKNOWN_REFERENCE):
            near = self._nearest(column, clean(value))
            return Mended(near, What.NEAREST, guess=True) if near else None
        currency = self.book.settings.currency
        return mend(column, value, flag, factor=factor, currency=currency, strict=strict)

    def _reader(self, table: BookTable, bound: BoundColumn) -> Reader:
        column = bound.column
        if column.kind is not Kind.REF:
            return reader_for(table.record, column, bound, self.context)
        target = self.targets.get(column.ref)
        learnt = self.context.learnt.get(f"{table.record.key}.{column.key}", {})
        return RefReader(target, learnt) if target else TextReader()

    def _nearest(self, column: Column, text: str) -> str | None:
        """The closest choice as the workbook's own language calls it, or the closest record; None where none is near."""
        if column.kind is Kind.CHOICE:
            labels = self.context.labels.get(column.choices, {})
            closest = Nearest(label.in_(self.book.lang) for label in labels.values()).of(text)
            return closest if closest is not None and may_be_slip(text, closest) else None
        target = self.targets[column.ref]
        if isinstance(target, StageTarget):
            return target.likely(text)
        near = target.nearest.of(text)
        return near if near is not None and len(target.find(near)) == 1 else None


def columns_of(workbook: Workbook, book: Book, today: dt.date) -> Columns:
    labels = {key: dict(choices) for key, choices in book.labels.items()}
    context = reader_context(workbook, book.binding, labels, today)
    return Columns(book, context, reference_targets(book.tables, book.process, book.binding))
