"""What a check adds to the stage log: how each deal stands where that is not how the log saw it last."""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sheetsales.book.book import Book
from sheetsales.book.parsing.cleaning import is_blank
from sheetsales.book.table import BookTable
from sheetsales.process.history import LOGGED, Entry, History, State
from sheetsales.process.stays import way_of
from sheetsales.schema.binding import BoundColumn, BoundTable
from sheetsales.schema.workbook import RECORDS

_STATE: Final = ("stage", "amount", "expected_close", "owner")
"""What of a deal the log follows, by the deal's own columns; in the order of ``LOGGED``."""


def log_changes(
    book: Book, history: History, today: dt.date, *, left_out: Collection[str] = frozenset()
) -> list[Entry]:
    """The entries that bring the log up to the workbook, in sheet order; none where it says it already.

    A cell that cannot be read counts as unchanged. Deals without an id, with one that two share or that is among
    ``left_out``, and deals whose stage was never known have no history. A log that someone dated ahead is carried
    on from its own last day.
    """
    deals = book.table("pipeline")
    kept = history.columns if book.has("stage_log") else frozenset(LOGGED)
    if not deals.has("stage") or "to" not in kept:
        return []
    ids = deals.get(deals.record.id_column)
    out = {None, *left_out, *_shared(ids)}
    nothing = (None,) * len(deals)
    columns = [deals.get(own) if key in kept else nothing for own, key in zip(_STATE, LOGGED, strict=True)]
    last, states = history.last, history.states
    made: list[Entry] = []
    for row, (deal, state) in enumerate(zip(ids, zip(*columns, strict=True), strict=True)):
        known = last.get(deal)
        if known is not None and states[known] == state:
            continue
        if deal in out:
            continue
        if known is None:
            if state[0] is not None:
                made.append(Entry(today, deal, None, *state))
            continue
        then = states[known]
        told = _told(deals, row, state, then)
        if told != then:
            day = max(today, history.days[known] or today)
            made.append(Entry(day, deal, then[0], *told))  # type: ignore[arg-type]  # a stage once known stays known
    return made


def _shared(ids: Sequence[str | None]) -> frozenset[str | None]:
    if len(set(ids)) == len(ids):
        return frozenset()
    return frozenset(value for value, count in Counter(ids).items() if count > 1)


def _told(deals: BookTable, row: int, state: State, then: State) -> State:
    """The state, with what was known before in place of what cannot be read now; a stage is never unlearnt."""
    values: list[Any] = []
    for key, value, before in zip(_STATE, state, then, strict=True):
        unread = value is None and (
            key == "stage" or (key in deals.raw and not is_blank(deals.raw[key][row]))
        )
        values.append(before if unread else value)
    return tuple(values)


def with_entries(book: Book, entries: Sequence[Entry], sheet: str) -> Book:
    """The book as it will be read once the entries stand in its log; ``sheet`` is where a new log goes."""
    if not entries:
        return book
    log = book.tables.get("stage_log") or _new_log(book, sheet)
    added: Mapping[str, Sequence[Any]] = dict(
        zip(("seen_on", "opportunity", "from", *LOGGED), zip(*entries, strict=True), strict=True)
    )
    columns = {key: [*column, *added[key]] for key, column in log.columns.items()}
    raw = {key: [*column, *added[key]] for key, column in log.raw.items()}
    first = (log.rows[-1] if len(log) else log.bound[-1].heading_row) + 1
    rows = [*log.rows, *range(first, first + len(entries))]
    last = len(log.bound) - 1
    sources = array("L", [*log.sources, *([last] * len(entries))])
    return replace(
        book,
        tables={
            **book.tables,
            "stage_log": replace(log, rows=rows, sources=sources, columns=columns, raw=raw),
        },
    )


def _new_log(book: Book, sheet: str) -> BookTable:
    record = RECORDS["stage_log"]
    bound = tuple(
        BoundColumn(column, at, column.title.in_(book.lang))
        for at, column in enumerate(record.columns, start=1)
    )
    table = BoundTable(record, sheet, record.table, 1, 2, 1, bound)
    blank: Mapping[str, Sequence[Any]] = {column.key: () for column in record.columns}
    return BookTable(record, (table,), (), (), blank, blank)


def stage_days(book: Book) -> Iterator[tuple[int, dt.date]]:
    """(row, day) of the deals that leave blank since when they are in their stage, where the log saw them come.

    A deal that appeared in its first open stage while the log was kept is there since it was created.
    """
    deals = book.table("pipeline")
    columns = [deals.get(key) for key in (deals.record.id_column, "stage", "stage_since", "created_on")]
    raw = deals.raw.get("stage_since", ())
    blank = [i for i, cell in enumerate(raw) if is_blank(cell) and columns[1][i] is not None]
    if not blank:
        return
    history = History(book)
    way = way_of(book.process)
    for row in blank:
        deal, stage, _, created = (column[row] for column in columns)
        if history.was_there_at_first(deal, created):
            continue
        known = history.of(deal)
        if known is None or known.entries[-1].stage != stage:
            continue
        day = known.stage_since(created, way)
        if day is not None:
            yield row, day


def with_stage_days(book: Book, days: Sequence[tuple[int, dt.date]]) -> Book:
    """The book as it will be read once these days stand under stage since."""
    if not days:
        return book
    deals = book.table("pipeline")
    filled = list(deals.get("stage_since"))
    for row, day in days:
        filled[row] = day
    columns = {**deals.columns, "stage_since": filled}
    return replace(book, tables={**book.tables, "pipeline": replace(deals, columns=columns)})
