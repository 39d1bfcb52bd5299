"""The stage log in the file: where it stands, whether it can be carried on, and the edits that do."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.ids import MissingId
from sheetsales.cells.address import MAX_ROW, Area, CellRef
from sheetsales.cells.edits import AddSheet, AppendRows, Edit, SetCell
from sheetsales.cells.grid import Grid, TableArea, Workbook
from sheetsales.cells.values import EditValue
from sheetsales.cells.writable import Writable
from sheetsales.checking.written_pages import LOG_PAGE
from sheetsales.dataclass import dataclass
from sheetsales.pages import new_sheet, same_sheet_name
from sheetsales.process.history import LOGGED, Entry, History
from sheetsales.process.log_changes import log_changes, stage_days, with_entries, with_stage_days
from sheetsales.schema.binding import BoundTable
from sheetsales.schema.written_sheets import STAGE_LOG
from sheetsales.speech.counts import count_of
from sheetsales.texts import NO_TEXT, Text

COLUMNS: Final = ("seen_on", "opportunity", "from", *LOGGED)
_NEEDED: Final = frozenset({"seen_on", "opportunity", "from", "to"})

_BEGUN = Text(
    "从今天起，每次检查把商机的变化（阶段、金额、预计成交、负责人）记进隐藏的“{sheet}”表；要看就取消隐藏。",
    "From today on each check notes in the hidden sheet “{sheet}” how deals change (stage, amount, expected close, "
    "owner); unhide it to look.",
)
_PROTECTED = Text(
    "“{sheet}”表有保护，{count} 条变化没有记上；撤销这张表的保护，再检查一次。",
    "“{sheet}” is protected, so changes ({count}) were not noted there; unprotect the sheet and check again.",
)
_BLOCKED = Text(
    "“{sheet}”的表格下面还有别的内容，{count} 条变化没有记上；把那些内容移走，再检查一次。",
    "Something stands below the table in “{sheet}”, so changes ({count}) were not noted there; move it away and check again.",
)
_LACKING = Text(
    "“{sheet}”表缺少“{column}”列，商机的变化没有记上；请把表头改回来，或删掉这张表，由检查重新开始。",
    "“{sheet}” has no column “{column}”, so changes of deals were not noted; put the heading back, or delete the sheet "
    "and let the check begin anew.",
)
_FULL = Text(
    "“{sheet}”表写满了，{count} 条变化没有记上；把旧的行移到另一个工作簿，再检查一次。",
    "“{sheet}” is full, so changes ({count}) were not noted; move its oldest rows to another workbook and check again.",
)
_UNREAD = Text(
    "“{sheet}”表有 {count} 行读不出是哪天、哪单或哪个阶段，第一行在 {cell}，没有算进历史；请改正或删掉。",
    "{count} in “{sheet}” name no day, deal or stage that can be read, the first at {cell}; the history leaves them out. "
    "Correct or delete them.",
)


@dataclass(frozen=True)
class LogUpdate:
    """What a check adds: so many ``entries`` to the log, by ``edits``; ``notice`` is what a user should know.

    ``book`` is the book as it will be read afterwards.
    """

    book: Book
    entries: int = 0
    edits: tuple[Edit, ...] = ()
    notice: Text = NO_TEXT


def log_update(workbook: Workbook, book: Book, today: dt.date, given: Sequence[MissingId]) -> LogUpdate:
    """The log brought up to the workbook, and stage since filled where it is blank and the log knows it."""
    writable = Writable(workbook)
    left_out = {text for key, _, at, text in given if key == "pipeline" and not writable(at)}
    entries = log_changes(book, History(book), today, left_out=left_out)
    bound = book.table("stage_log").bound
    notice = _obstacle(workbook, bound[-1], len(entries)) if bound else NO_TEXT
    if notice.zh:
        return LogUpdate(book, notice=notice)
    sheet = same_sheet_name(workbook, LOG_PAGE, book.lang)
    after = with_entries(book, entries, sheet)
    days = list(_days(after, writable))
    edits: list[Edit] = [SetCell(at, day, None) for at, _, day in days]
    if entries:
        edits.append(_append(after, bound[-1], entries) if bound else _new_sheet(workbook, after, entries))
        notice = _unread(book) if bound else _BEGUN.fill(sheet=sheet)
    else:
        notice = _unread(book)
    return LogUpdate(
        with_stage_days(after, [(row, day) for _, row, day in days]), len(entries), tuple(edits), notice
    )


def _unread(book: Book) -> Text:
    """That somebody's edits left rows of the log unreadable; blank where all can be read."""
    log = book.table("stage_log")
    needed = [log.get(key) for key in ("seen_on", "opportunity", "to")]
    if not any(None in set(column) for column in needed):
        return NO_TEXT
    rows = [i for i, row in enumerate(zip(*needed, strict=True)) if None in row]
    at = log.row_cell(rows[0])
    return _UNREAD.fill(sheet=at.sheet, count=Text(str(len(rows)), count_of(len(rows), "row")), cell=at)


def _days(book: Book, writable: Writable) -> Iterator[tuple[CellRef, int, dt.date]]:
    deals = book.table("pipeline")
    for row, day in stage_days(book):
        at = deals.cell(row, "stage_since")
        if at is not None and writable(at):
            yield at, row, day


def _obstacle(workbook: Workbook, bound: BoundTable, count: int) -> Text:
    """Why rows cannot be added to the log, and what to do; blank where they can."""
    grid = workbook.grid(bound.sheet)
    lacking = [c for c in STAGE_LOG.columns if c.key in _NEEDED - bound.by_key.keys()]
    if lacking:
        return _LACKING.fill(sheet=bound.sheet, column=lacking[0].title)
    if not count or grid is None:
        return NO_TEXT
    last = _last_row(grid, bound)
    why = _PROTECTED if grid.protected else _FULL if last + count > MAX_ROW else NO_TEXT
    if not why.zh and _is_taken(grid, bound.area, last, count):
        why = _BLOCKED
    return why.fill(sheet=bound.sheet, count=f"{count:,}")


def _last_row(grid: Grid, bound: BoundTable) -> int:
    table = _table(grid, bound)
    return table.area.last_row if table else max(bound.last_row, bound.heading_row + 1)


def _table(grid: Grid, bound: BoundTable) -> TableArea | None:
    return next((t for t in grid.tables if t.name == bound.table), None)


def _is_taken(grid: Grid, area: Area, last: int, count: int) -> bool:
    """Whether anything stands in the rows that will be needed below the log, or is merged into them."""
    rows = range(last + 1, min(last + count, grid.last_row) + 1)
    columns = range(area.first_column, area.last_column + 1)
    if any(
        grid.value(row, column) is not None or (row, column) in grid.formulas
        for row in rows
        for column in columns
    ):
        return True
    others = [t.area for t in grid.tables if t.area.first_row > last] + [
        m for m in grid.merged if m.last_row > last
    ]
    return any(
        other.first_row <= last + count
        and other.first_column <= area.last_column
        and other.last_column >= area.first_column
        for other in others
    )


def _append(book: Book, bound: BoundTable, entries: Sequence[Entry]) -> AppendRows:
    headings = [bound.by_key[key].heading if key in bound.by_key else "" for key in COLUMNS]
    rows = (
        {
            heading: value
            for heading, value in zip(headings, row, strict=True)
            if heading and value is not None
        }
        for row in _shown(book, bound, entries)
    )
    return AppendRows(bound.target, tuple(rows))


def _new_sheet(workbook: Workbook, book: Book, entries: Sequence[Entry]) -> AddSheet:
    bound = book.table("stage_log").bound[0]
    rows = (dict(zip(COLUMNS, row, strict=True)) for row in _shown(book, bound, entries))
    return new_sheet(workbook, book.lang, LOG_PAGE, rows, tuple(c.heading for c in bound.columns))


def _shown(book: Book, bound: BoundTable, entries: Sequence[Entry]) -> Iterator[tuple[EditValue, ...]]:
    """The entries as people read them: stages and people by their names, amounts in the heading's unit."""
    stages, people = _stage_names(book), _people(book)
    amount = bound.by_key.get("amount")
    factor = amount.factor if amount else Decimal(1)
    for e in entries:
        money = e.amount if e.amount is None or factor == 1 else e.amount / factor
        before = None if e.before is None else stages(e.before)
        owner = None if e.owner is None else people(e.owner)
        yield e.seen_on, e.deal, before, stages(e.stage), money, e.expected_close, owner


def _stage_names(book: Book) -> Callable[[str], str]:
    return _unique({s.code: s.name.in_(book.lang) for s in book.process.stages})


def _people(book: Book) -> Callable[[str], str]:
    team = book.table("team")
    return _unique({i: name for i, name in zip(team.get("id"), team.get("name"), strict=True) if i and name})


def _unique(names: Mapping[str, str]) -> Callable[[str], str]:
    """What to call a code: its name, or the code itself where the name stands for more than one."""
    times = Counter(name.casefold() for name in names.values())
    codes = {code.casefold() for code in names}
    plain = {
        code: name
        for code, name in names.items()
        if name
        and times[name.casefold()] == 1
        and (name.casefold() not in codes or name.casefold() == code.casefold())
    }
    return lambda code: plain.get(code, code)
