"""``collect``: copies that come back, merged into the workbook they were made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Final

from sheetsales.backends.base import Applied
from sheetsales.cells.edits import Edit, EditPlan
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.merging.fold import Folded, Merged, fold
from sheetsales.merging.ledger import LEDGER, Ledger, ledger_text, read_ledger
from sheetsales.merging.outcome import Conflict
from sheetsales.merging.pages import CONFLICTS, MERGES, WHY, page_edits, rows_of
from sheetsales.merging.read import tables_of
from sheetsales.merging.remember import Source, remembered
from sheetsales.merging.rows import Table
from sheetsales.merging.settle import Settled, settle
from sheetsales.merging.stamp import ISSUES, Issue, read_issues
from sheetsales.merging.writing import cell_edits, with_ids
from sheetsales.pages import Row as PageRow
from sheetsales.schema.store import store_edits
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Lang, Text
from sheetsales.workflow.newest import anew
from sheetsales.workflow.opening import Opened, open_book
from sheetsales.workflow.returned import Fate, Returned, returned
from sheetsales.workflow.writing import write_plan

_NOTHING: Final = Text(
    "没有要收的副本，冲突表里也没有写好“取哪个”的行。请写上收到的文件或放它们的文件夹。",
    "No copies to collect, and nothing is decided on the sheet of conflicts. Name the files that came back, or their folder.",
)


@dataclass(frozen=True)
class Came:
    """What came of one file."""

    place: Path
    fate: Fate
    holder: str = ""
    number: int = 0
    cells: int = 0
    rows: int = 0
    asked: tuple[Conflict, ...] = ()
    said: tuple[Text, ...] = ()
    told: tuple[Text, ...] = ()
    """What was read otherwise than it stands there; what is ``said`` is left undone."""


@dataclass(frozen=True)
class CollectResult:
    """Every file, in the order of their issues; who has not handed in; how many decisions were taken, and how many wait."""

    lang: Lang
    came: tuple[Came, ...]
    missing: tuple[Issue, ...]
    settled: int
    waiting: int
    plan: EditPlan
    applied: Applied
    tables: Mapping[str, Table] = field(default_factory=dict)


@anew
def collect(
    path: Path,
    places: Sequence[Path],
    *,
    today: dt.date,
    dry_run: bool = False,
    beside: Path | None = None,
) -> CollectResult:
    """Merge all copies by record and column in one plan; files that cannot be taken are named, the others go on.

    ``beside`` is where the workbook lies of which ``path`` is a snapshot: what was issued is kept there. Decisions on the sheet of conflicts are carried out first. Raises ``BadRequest`` where there is nothing to do at all.
    """
    opened = open_book(path, today=today)
    ledger = read_ledger(opened.store.get(LEDGER, ""))
    tables = tables_of(opened.book, opened.source)
    settled = settle(tables, ledger, rows_of(opened.source, CONFLICTS))
    read = returned(beside or path, opened, settled.ledger, tables, places, today)
    if not read and not settled.count:
        raise BadRequest(_NOTHING)
    copies = [one.copy for one in read if one.copy is not None]
    folded = fold(settled.tables, copies, frozenset(settled.ledger.settled), settled.ledger.cells)
    return _written(path, opened, tables, settled, read, folded, today, dry_run)


def _written(
    path: Path,
    opened: Opened,
    tables: Mapping[str, Table],
    settled: Settled,
    read: Sequence[Returned],
    folded: Folded,
    today: dt.date,
    dry_run: bool,
) -> CollectResult:
    by_order = {one.copy.order: one for one in read if one.copy is not None}
    files = [by_order[merged.copy.order] for merged in folded.merged]
    after = {
        key: with_ids(opened.book, key, table, _marks(key, settled, folded, files))
        for key, table in folded.tables.items()
    }
    came = [_came(merged, file) for merged, file in zip(folded.merged, files, strict=True)]
    came += [Came(one.place, one.fate, said=one.said) for one in read if one.copy is None]
    sources = [Source(file.digest, file.line, file.mark) for file in files]
    ledger = remembered(settled.ledger, settled.tables, folded, sources, after)
    lang = opened.book.lang
    waiting: list[PageRow] = [_as_row(row) for row in settled.waiting.values()]
    known = set(settled.waiting)
    for one in came:
        waiting += [
            _conflict_row(opened, one, conflict, today) for conflict in one.asked if conflict.key not in known
        ]
        known |= {conflict.key for conflict in one.asked}
    log: list[PageRow] = [_as_row(row) for row in rows_of(opened.source, MERGES)]
    log += [_merge_row(one, today) for one in came if one.fate == "merged"]
    edits: list[Edit] = [
        *cell_edits(opened.book, tables, after),
        *page_edits(opened.source, lang, CONFLICTS, waiting),
        *page_edits(opened.source, lang, MERGES, log),
        *store_edits(opened.source, {LEDGER: ledger_text(ledger)}),
    ]
    plan = EditPlan(tuple(edits))
    applied = write_plan(path, plan, dry_run=dry_run)
    missing = _missing(opened, ledger)
    return CollectResult(lang, tuple(came), missing, settled.count, len(waiting), plan, applied, after)


def _marks(key: str, settled: Settled, folded: Folded, files: Sequence[Returned]) -> dict[int, str]:
    """What ids of new rows carry, by the row's index in its table: the mark of the copy it came with."""
    at = len(settled.tables[key].rows) if key in settled.tables else 0
    marks: dict[int, str] = {}
    for merged, file in zip(folded.merged, files, strict=True):
        for _ in merged.outcomes[key].adds if key in merged.outcomes else ():
            marks[at] = file.mark
            at += 1
    return marks


def _came(merged: Merged, file: Returned) -> Came:
    outcomes = merged.outcomes.values()
    return Came(
        file.place,
        "merged",
        merged.copy.holder,
        merged.copy.order[0],
        sum(len(outcome.takes) for outcome in outcomes),
        sum(len(outcome.adds) for outcome in outcomes),
        tuple(conflict for outcome in outcomes for conflict in outcome.conflicts),
        file.said,
        file.told,
    )


def _missing(opened: Opened, ledger: Ledger) -> tuple[Issue, ...]:
    """The newest issue of everybody who got one, where it has not come back."""
    newest = {issue.holder: issue for issue in read_issues(opened.store.get(ISSUES, ""))}
    return tuple(issue for issue in newest.values() if issue.number not in ledger.issues)


# -- the sheets


def _as_row(row: Mapping[str, object]) -> PageRow:
    return dict(row)  # type: ignore[arg-type]  # cells as they were read


def _conflict_row(opened: Opened, came: Came, conflict: Conflict, today: dt.date) -> PageRow:
    lang = opened.book.lang
    table = opened.book.table(conflict.record)
    heading = table.heading(conflict.column) if conflict.column else ""
    theirs = conflict.theirs.value
    if not conflict.column and conflict.brought is not None:
        theirs = _told(conflict)
    return {
        "take": None,
        "value": None,
        "sheet": RECORDS[conflict.record].title.in_(lang),
        "record": conflict.id or None,
        "name": conflict.name or None,
        "column": heading or conflict.column or None,
        "base": conflict.base,
        "mine": conflict.mine.value,
        "theirs": theirs,
        "who": _who(opened, came, conflict),
        "on": today,
        "why": WHY[conflict.kind].in_(lang),
        "key": conflict.key,
    }


def _who(opened: Opened, came: Came, conflict: Conflict) -> str:
    """Whose copy says so: a later one may stand back behind the one that has come in now."""
    if conflict.issue in (0, came.number):
        return came.holder
    issues = read_issues(opened.store.get(ISSUES, ""))
    return next((issue.name for issue in issues if issue.number == conflict.issue), came.holder)


def _told(conflict: Conflict) -> str:
    """A whole row in a line."""
    cells = conflict.brought.cells.values() if conflict.brought is not None else ()
    return " · ".join(cell.meaning for cell in cells if cell.meaning)[:300]


def _merge_row(came: Came, today: dt.date) -> PageRow:
    return {
        "on": today,
        "who": came.holder,
        "number": came.number or None,
        "file": came.place.name,
        "cells": came.cells,
        "rows": came.rows,
        "asked": len(came.asked),
    }
