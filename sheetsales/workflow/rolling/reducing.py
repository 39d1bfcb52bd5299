"""One workbook read, checked and reduced to its facts: what a worker does, wherever it runs."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sheetsales.backends.workroom import workroom
from sheetsales.checking.judge import judge
from sheetsales.collector import without_cyclic_gc
from sheetsales.dataclass import dataclass
from sheetsales.errors import NothingToDo, SheetsalesError
from sheetsales.findings import Finding
from sheetsales.indicators.period import Period
from sheetsales.merging.stamp import BOOK_ID, STAMP, read_stamp
from sheetsales.regex import regex
from sheetsales.reports.group.facts import BookFacts, NotCounted
from sheetsales.reports.group.reduce import Origin, reduced
from sheetsales.reports.required import require_pipeline
from sheetsales.schema.store import BEFORE
from sheetsales.texts import Text
from sheetsales.workflow.opening import READS, Opened, open_book
from sheetsales.workflow.our_files import is_group_report, is_report
from sheetsales.workflow.places import part_of

_EDITED: Final = regex(r"<dcterms:modified[^>]*>([^<]*)")
_OURS: Final = Text(
    "是 sheetsales 做的报表，不是工作簿", "A report made by sheetsales, no workbook to report on"
)
_BESIDE: Final = Text(
    "是主管自己的工作簿，读的是“{book}”；商机在那一份里",
    "The manager's own workbook, which reads '{book}'; the deals are in that one",
)
_NO_FILE: Final = Text(
    "打不开：{why}。请检查路径和权限", "Cannot be opened: {why}. Check the path and its permissions"
)

Outcome = BookFacts | NotCounted


@dataclass(frozen=True)
class Task:
    """A workbook to reduce: by ``path`` where the worker can see it, else by its ``content``."""

    place: str
    path: str
    period: Period
    today: dt.date
    content: bytes | None = None


def reduce_workbook(task: Task) -> Outcome:
    """The facts of a workbook, or why it has none; whatever is wrong with the workbook is never an error here."""
    try:
        with without_cyclic_gc(), _at_hand(task) as path:
            return _reduced(task, path)
    except NothingToDo as error:
        return NotCounted(task.place, "no_deals", error.text)
    except SheetsalesError as error:
        return NotCounted(task.place, "unread", error.text)
    except OSError as error:
        return NotCounted(task.place, "unread", _NO_FILE.fill(why=error.strerror or type(error).__name__))


@contextmanager
def _at_hand(task: Task) -> Iterator[Path]:
    """The workbook as a file: its own, or that of the bytes that were sent along."""
    if task.content is None:
        yield Path(task.path)
        return
    with workroom() as folder:
        place = folder / Path(task.path).name
        place.write_bytes(task.content)
        yield place


def _reduced(task: Task, path: Path) -> Outcome:
    if is_report(path) or is_group_report(path):
        return NotCounted(task.place, "ours", _OURS)
    opened = open_book(path, today=task.today)
    if READS in opened.book.settings.values:
        book = str(opened.book.settings.values[READS])
        return NotCounted(task.place, "no_deals", _BESIDE.fill(book=book))
    opened, mine = _with_its_years(opened, task)
    require_pipeline(opened.book)
    found = judge(
        opened.workbook, opened.book, opened.findings, today=task.today, store=opened.store, mine=mine
    )
    return reduced(found.book, found.findings, task.period, task.today, _origin(task, path, opened))


def _with_its_years(opened: Opened, task: Task) -> tuple[Opened, Callable[[Finding], bool] | None]:
    """The workbook with the book of all its years where it goes on from an archive, and which findings are its own then."""
    if BEFORE not in opened.store:
        return opened, None
    from sheetsales.workflow.archives import across_years  # rare, and more to import
    from sheetsales.years.whole import is_past

    found = across_years(opened, today=task.today, folder=Path(task.path).parent)
    return found, lambda finding: finding.at is None or not is_past(finding.at.sheet)


def _origin(task: Task, path: Path, opened: Opened) -> Origin:
    """What the file tells of where it comes from."""
    content = path.read_bytes() if task.content is None else task.content
    stamp = read_stamp(opened.store[STAMP]) if STAMP in opened.store else None
    edited = _EDITED.search(part_of(path, "docProps/core.xml"))
    return Origin(
        task.place,
        hashlib.sha256(content).hexdigest(),
        stamp.book if stamp is not None else opened.store.get(BOOK_ID, ""),
        stamp.issue.name or stamp.issue.holder if stamp is not None else "",
        edited[1] if edited else "",
    )
