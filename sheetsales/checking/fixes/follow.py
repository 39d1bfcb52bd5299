"""What a follow-up settled, carried to its deal, its customer and the task it proves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sheetsales.book.book import Book
from sheetsales.book.labels import text_of
from sheetsales.book.table import BookTable
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellValue
from sheetsales.cells.writable import Writable
from sheetsales.checking.fixes.fix import Fix, What
from sheetsales.process.follow_ups import customers_behind, deals_behind
from sheetsales.rules.proved import proved_tasks
from sheetsales.rules.scene import Scene

Change = tuple[BookTable, int, str, CellValue]


def followed(workbook: Workbook, book: Book, today: dt.date) -> Iterator[Fix]:
    """The cells that change; those that hold a formula or may not be written are left as they are."""
    writable = Writable(workbook)
    for table, row, column, after in _changes(book, today):
        at = table.cell(row, column)
        before = table.raw[column][row] if column in table.raw else None
        if at is not None and writable(at) and before != after:
            yield Fix(at, before, after, What.FOLLOWED)


def _changes(book: Book, today: dt.date) -> Iterator[Change]:
    deals, customers, tasks = (book.table(key) for key in ("pipeline", "customers", "tasks"))
    for behind in deals_behind(book, today):
        yield deals, behind.row, "next_step_on", behind.on
        if behind.follow_up.step:
            yield deals, behind.row, "next_step", behind.follow_up.step
    for found in customers_behind(book, today):
        for column, day in (("last_contact", found.last), ("next_contact", found.next)):
            if day is not None:
                yield customers, found.row, column, day
    done = text_of(book, "tasks", "status", "done", book.lang)
    for proved in (found for found in proved_tasks(Scene(book, today)) if found.by_follow_up):
        yield tasks, proved.row, "status", done
        yield tasks, proved.row, "done_on", proved.on or today
