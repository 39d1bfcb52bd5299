"""What fills itself in Improvement and Market: levels of risks, balances of points, and tasks out of meetings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetsales.book.book import Book
from sheetsales.book.ids import new_ids
from sheetsales.cells.edits import SetCell
from sheetsales.cells.grid import Workbook
from sheetsales.cells.writable import Writable
from sheetsales.checking.fixes.fix import Fix, What
from sheetsales.process.meeting_actions import Action, pressing, tasks_known, without_task
from sheetsales.process.points import balances
from sheetsales.process.risks import level

if TYPE_CHECKING:
    from sheetsales.checking.fixes.fill import AddedRows, Change
    from sheetsales.process.new_ledger_rows import NewRow

_HOURS = 1


def written(book: Book) -> Iterator[Change]:
    """Levels, balances, and the numbers of tasks that stand in Tasks already."""
    if book.has("risks"):
        table = book.table("risks")
        pairs = zip(table.get("likelihood"), table.get("impact"), strict=True)
        for row, (likelihood, impact) in enumerate(pairs):
            if (grade := level(likelihood, impact)) is not None:
                yield table, row, "level", grade, What.GRADED
    if book.has("loyalty"):
        for row, balance in enumerate(balances(book)):
            if balance is not None:
                plain = int(balance) if balance.is_integer() else balance
                yield book.table("loyalty"), row, "balance", plain, What.BALANCED
    if book.has("meetings") and book.table("meetings").has("task"):
        known = tasks_known(book)
        for action in without_task(book):
            if action.known_by in known:
                yield book.table("meetings"), action.row, "task", known[action.known_by], What.LINKED


def tasks_of_meetings(workbook: Workbook, book: Book, today: dt.date) -> AddedRows | None:
    """A task for every action that has none, its number written beside the action; None where there is nothing to do."""
    from sheetsales.checking.fixes.fill import AddedRows, added

    meetings, known, writable = book.table("meetings"), tasks_known(book), Writable(workbook)
    if not book.has("tasks") or not meetings.has("task"):
        return None
    asked = {
        action.known_by: action
        for action in pressing(book, today)
        if action.known_by not in known
        and (at := meetings.cell(action.row, "task")) is not None
        and writable(at)
    }
    tasks = book.table("tasks")
    ids = new_ids(tasks.record, (*tasks.past_ids, *(key for key in tasks.get("id") if key)))
    numbered = [(action, next(ids)) for action in asked.values()]
    if not numbered:
        return None
    rows = added(book, "tasks", [_task(book, action, number) for action, number in numbered])
    links = [
        Fix(at, None, number, What.LINKED)
        for action, number in numbered
        if (at := meetings.cell(action.row, "task")) is not None
    ]
    edits = tuple(SetCell(fix.at, fix.after, fix.before) for fix in links)
    return AddedRows((*rows.fixed, *links), (*rows.edits, *edits))


def _task(book: Book, action: Action, number: str) -> NewRow:
    deals = book.table("pipeline")
    deal = deals.by_id.get(action.opportunity or "")
    return {
        "id": number,
        "title": action.what,
        "assignee": action.owner,
        "due": action.due,
        "status": "open",
        "priority": "mid",
        "hours": _HOURS,
        "customer": None if deal is None else deals.get("customer")[deal],
        "opportunity": action.opportunity,
        "from": "meeting",
    }
