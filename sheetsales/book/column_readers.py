"""The reader of each column, by its kind and what the workbook is known to mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal

from sheetsales.book.choices import ChoiceReader, Labels
from sheetsales.book.parsing.column_reader import Reader
from sheetsales.book.parsing.currencies import CurrencyReader
from sheetsales.book.parsing.dates import DateReader
from sheetsales.book.parsing.numbers import IntegerReader, NumberReader, PercentReader
from sheetsales.book.parsing.periods import PeriodReader, YesNoReader
from sheetsales.book.parsing.texts import AnyReader, IdReader, ListReader, PhoneReader, TextReader
from sheetsales.cells.grid import Workbook
from sheetsales.dataclass import dataclass
from sheetsales.schema.binding import Binding, BoundColumn
from sheetsales.schema.column import Column, Kind
from sheetsales.schema.defaults import DEFAULT_PRESET
from sheetsales.schema.record import Record
from sheetsales.schema.store import ID_MARK, PAST_IDS, read_store
from sheetsales.texts import Lang


@dataclass(frozen=True)
class Context:
    """What readers need to know about the workbook as a whole; ``id_mark`` is what ids given in it carry, ``past_ids`` by kind of
    record the last ones of its archives, ``preset`` the packaged process it has or had."""

    labels: Labels
    learnt: Mapping[str, Mapping[str, str]]
    lang: Lang
    today: dt.date
    date1904: bool
    id_mark: str = ""
    past_ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    preset: str = DEFAULT_PRESET


def reader_context(workbook: Workbook, binding: Binding, labels: Labels, today: dt.date) -> Context:
    store = read_store(workbook)
    past = {
        key.removeprefix(PAST_IDS): tuple(text.splitlines())
        for key, text in store.items()
        if key.startswith(PAST_IDS)
    }
    mark = store.get(ID_MARK, "")
    return Context(
        labels, binding.values, binding.language, today, workbook.date1904, mark, past, binding.preset
    )


def reader_for(record: Record, column: Column, bound: BoundColumn | None, context: Context) -> Reader:
    """The reader of a column that is no reference."""
    kind = column.kind
    if kind in (Kind.MONEY, Kind.NUMBER, Kind.INTEGER, Kind.PERCENT):
        return number_reader(column, bound)
    if kind is Kind.CHOICE:
        learnt = context.learnt.get(f"{record.key}.{column.key}", {})
        reader = CurrencyReader if column.choices == "currency" else ChoiceReader
        return reader(column.choices, context.labels, learnt, context.lang)
    if kind is Kind.DATE:
        return DateReader(context.today, date1904=context.date1904)
    if kind in _PLAIN_READERS:
        return _PLAIN_READERS[kind]()
    return TextReader(strict=column.key == record.name_column)


_PLAIN_READERS: Mapping[Kind, type[IdReader | ListReader | AnyReader | YesNoReader | PeriodReader]] = {
    Kind.ID: IdReader, Kind.PHONE: PhoneReader, Kind.EMAIL: IdReader, Kind.LIST: ListReader, Kind.ANY: AnyReader,
    Kind.LINK: AnyReader, Kind.YES_NO: YesNoReader, Kind.PERIOD: PeriodReader,
}  # fmt: skip


def number_reader(column: Column, bound: BoundColumn | None) -> Reader:
    """The reader of money, numbers, whole numbers and percentages."""
    factor = bound.factor if bound else Decimal(1)
    if column.kind is Kind.PERCENT:
        return PercentReader(factor)
    reader = IntegerReader if column.kind is Kind.INTEGER else NumberReader
    unit = "hours" if "hours" in column.key else column.unit.en
    return reader(column.kind, factor, unit)


def last_contact_reader(context: Context, year: int | None) -> Reader:
    """The reader of the day of the last contact where people note one contact after the other."""
    from sheetsales.book.parsing.follow_ups import LastContactReader

    return LastContactReader(context.today, date1904=context.date1904, year=year)
