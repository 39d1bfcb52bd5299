"""A workbook, opened: read, bound and loaded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.load import load
from sheetsales.cells.edits import Edit
from sheetsales.cells.grid import Workbook
from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding
from sheetsales.schema.bind import bind
from sheetsales.schema.binding import Binding
from sheetsales.schema.reading import answer_count
from sheetsales.schema.refusal import refuse_unread
from sheetsales.schema.store import read_store
from sheetsales.texts import Text
from sheetsales.workflow.live import newest_state

READS: Final = "reads_book"
"""The setting of the manager's own workbook that says which one it reads."""


@dataclass(frozen=True)
class Opened:
    """What a workbook holds, how it is bound, its typed records and what loading found wrong with them.

    ``is_live``: it was read where Excel has it open, so that the file may hold something else. Answers on its sheet Reading
    hold already: ``taken`` are the edits that keep them, ``before`` the workbook without those, ``notices`` what to say of it.
    Of the manager's own workbook opened with the one it reads, ``book`` is that of both, ``store`` that of the one read, and
    ``own_sheets`` are its own.
    """

    path: Path
    workbook: Workbook
    binding: Binding
    book: Book
    findings: tuple[Finding, ...]
    store: Mapping[str, str]
    is_live: bool = False
    taken: tuple[Edit, ...] = ()
    before: Workbook | None = None
    notices: tuple[Text, ...] = ()
    own_sheets: frozenset[str] | None = None

    @property
    def source(self) -> Workbook:
        """The workbook as it was read."""
        return self.before or self.workbook


def open_book(path: Path, *, today: dt.date) -> Opened:
    """Read a workbook and load its records; raises ``NotAWorkbook``, or ``NothingToDo`` where it holds none.

    One that is open in Excel is read there, unsaved changes and all.
    """
    workbook, is_live = newest_state(path)
    return loaded(path, workbook, today=today, is_live=is_live)


def open_both(path: Path, *, today: dt.date) -> Opened:
    """The same; of the manager's own workbook together with the one it reads."""
    opened = open_book(path, today=today)
    if READS not in opened.book.settings.values:
        return opened
    from sheetsales.workflow.joining import join  # rare, and more to import

    return join(opened, today)


def loaded(path: Path, workbook: Workbook, *, today: dt.date, is_live: bool = False) -> Opened:
    """The same for a workbook that has been read."""
    if answer_count(workbook):
        return _with_answers(path, workbook, today, is_live)
    store = read_store(workbook)
    binding = bind(workbook)
    refuse_unread(workbook, binding)
    book, findings = load(workbook, binding, today=today)
    return Opened(path, workbook, binding, book, findings, store, is_live)


def _with_answers(path: Path, workbook: Workbook, today: dt.date, is_live: bool) -> Opened:
    from sheetsales.workflow.adopting import taken  # somebody answered: rare, and much to import

    found = taken(workbook)
    opened = loaded(path, found.workbook, today=today, is_live=is_live)
    return replace(opened, taken=found.edits, before=workbook, notices=found.notices)
