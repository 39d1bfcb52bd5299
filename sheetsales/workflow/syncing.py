"""``sync``: copies collected, then each brought up to date where it lies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Final

from sheetsales.backends.locks import refuse_if_open
from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.backends.ooxml.thin import thin_book
from sheetsales.backends.reader import read_workbook
from sheetsales.backends.saving import save_in_place
from sheetsales.backends.workroom import workroom
from sheetsales.cells.edits import EditPlan
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest, SheetsalesError
from sheetsales.merging.back import Brought, back
from sheetsales.merging.ledger import LEDGER, read_ledger
from sheetsales.merging.read import tables_of
from sheetsales.merging.rows import Table
from sheetsales.merging.stamp import (
    BOOK_ID,
    ISSUES,
    LAST,
    STAMP,
    Issue,
    Stamp,
    issues_text,
    next_number,
    read_issues,
    read_stamp,
)
from sheetsales.merging.whose import Holder, holders
from sheetsales.merging.writing import cell_edits
from sheetsales.schema.store import store_edits
from sheetsales.texts import Lang, Text
from sheetsales.workflow.collecting import CollectResult, collect
from sheetsales.workflow.newest import on_newest
from sheetsales.workflow.opening import Opened, loaded, open_book
from sheetsales.workflow.portions import Asked, Made, Maker, Part, keep_values
from sheetsales.workflow.writing import write_plan
from sheetsales.years.rows import staying

_NO_FOLDER: Final = Text(
    "“{folder}”不是文件夹。请写放副本的文件夹。",
    "“{folder}” is no folder. Name the folder that holds the copies.",
)
_OLDER: Final = Text(
    "同一个人还有更新的一份，没有更新这份", "Not brought up to date: there is a later copy of the same person"
)
_LEFT: Final = Text(
    "{name} 已不在人员表的在职名单里，没有更新",
    "Not brought up to date: {name} is not there any more by Team",
)


@dataclass(frozen=True)
class Updated:
    """What became of one copy: cells and rows brought into it, rows taken out; ``said`` why it was left, None where it was not."""

    place: Path
    name: str
    cells: int = 0
    rows: int = 0
    gone: int = 0
    said: Text | None = None


@dataclass(frozen=True)
class SyncResult:
    """What came in, and how each copy stands now."""

    lang: Lang
    collected: CollectResult
    updated: tuple[Updated, ...]


def sync(path: Path, folder: Path, *, today: dt.date, dry_run: bool = False) -> SyncResult:
    """Collect the copies of a folder, then bring each up to date in place; one that is open elsewhere is left and said.

    Raises ``BadRequest`` where there is no folder, or nothing in it.
    """
    if not folder.is_dir():
        raise BadRequest(_NO_FOLDER.fill(folder=folder))
    collected = collect(path, [folder], today=today, dry_run=dry_run)
    places = [came.place for came in collected.came if came.fate in ("merged", "already")]
    if dry_run:
        return SyncResult(collected.lang, collected, ())
    updated = on_newest(path, lambda: _Syncing(path, today).all(places))
    return SyncResult(collected.lang, collected, tuple(updated))


@dataclass(frozen=True)
class _Copy:
    """A copy as it lies there."""

    place: Path
    opened: Opened
    stamp: Stamp


class _Syncing:
    def __init__(self, path: Path, today: dt.date) -> None:
        self._path, self._today = path, today
        self._opened = open_book(path, today=today)
        store = self._opened.store
        self._book_id = store.get(BOOK_ID, "")
        self._issues = read_issues(store.get(ISSUES, ""))
        self._ledger = read_ledger(store.get(LEDGER, ""))
        self._number = next_number(self._issues, store.get(LAST, ""))

    def all(self, places: Sequence[Path]) -> list[Updated]:
        """Numbers are taken first and told last: a run that is stopped on its way leaves copies that can be collected."""
        copies = [copy for place in places if (copy := self._read(place)) is not None]
        newest = {copy.stamp.issue.holder: copy.stamp.issue.number for copy in sorted(copies, key=_number)}
        if copies:
            self._remember({LAST: str(self._number + len(copies) - 1)})
        updated, issues = [], []
        for copy in copies:
            issue = copy.stamp.issue
            if newest[issue.holder] != issue.number:
                updated.append(Updated(copy.place, issue.name, said=_OLDER))
                continue
            newest[issue.holder] = 0  # of two alike the first
            one, new = self._brought(copy)
            updated.append(one)
            issues += [new] if new is not None else []
        if issues:
            self._remember({ISSUES: issues_text((*self._issues, *issues))})
        return updated

    def _remember(self, texts: dict[str, str]) -> None:
        now = read_workbook(self._path)
        write_plan(self._path, EditPlan(store_edits(now, texts)), allow_protected=True)

    def _read(self, place: Path) -> _Copy | None:
        opened = open_book(place, today=self._today)
        stamp = read_stamp(opened.store.get(STAMP, ""))
        return _Copy(place, opened, stamp) if stamp is not None and stamp.book == self._book_id else None

    def _brought(self, copy: _Copy) -> tuple[Updated, Issue | None]:
        """One copy brought up to date, and its new number; left as it is where that cannot be."""
        old = copy.stamp.issue
        holder = self._holder(old)
        if holder is None:
            return Updated(copy.place, old.name, said=_LEFT.fill(name=old.name)), None
        issue = replace(old, number=self._number, on=self._today)
        try:
            refuse_if_open(copy.place)
            maker = Maker(
                self._opened,
                Asked(old.by, since=old.since, with_pay=old.with_pay),
                self._book_id,
                self._today,
            )
            part = maker.part(holder, issue)
            base = self._ledger.base(old.number, copy.stamp.base)
            mine = tables_of(copy.opened.book, copy.opened.source)
            brought = back(base, mine, tables_of(part.made.book, part.made.workbook))
            gone = sum(map(len, brought.gone.values()))
            if not (brought.cells or brought.rows or gone):
                return Updated(copy.place, old.name), None
            made = self._made(copy, maker, part, mine, brought, issue)
            keep_values(self._path, made, self._book_id, issue.number)
            save_in_place(copy.place, lambda out: out.write(made.data), seen=copy.opened.workbook.sha256)
        except SheetsalesError as fault:
            return Updated(copy.place, old.name, said=fault.text), None
        self._number += 1
        return Updated(copy.place, old.name, brought.cells, brought.rows, gone), issue

    def _holder(self, issue: Issue) -> Holder | None:
        return next(
            (h for h in holders(self._opened.book, issue.by, self._today) if h.key == issue.holder), None
        )

    def _made(
        self,
        copy: _Copy,
        maker: Maker,
        part: Part,
        before: Mapping[str, Table],
        brought: Brought,
        issue: Issue,
    ) -> Made:
        """The copy's file with what was brought, without what went, stamped with what it says then."""
        opened = copy.opened
        kept = {
            key: set(range(len(before[key].rows))) - {before[key].rows[n].at for n in rows}
            for key, rows in brought.gone.items()
        }
        left = staying(opened.book, opened.workbook, opened.binding, kept)
        edits = (*opened.taken, *cell_edits(opened.book, before, brought.tables), *left.edits)
        out = BytesIO()
        apply_plan(copy.place.read_bytes(), EditPlan(edits), out, allow_protected=True)
        data = thin_book(out.getvalue(), left.rows, path=copy.place) if left.rows else out.getvalue()
        with workroom() as room:
            place = room / f"copy{copy.place.suffix}"
            place.write_bytes(data)
            now = loaded(place, read_workbook(place), today=self._today)
        known = {opened.book.table("customers").id(i) for i in range(len(opened.book.table("customers")))}
        table = now.book.table("customers")
        new = {at for i in range(len(table)) if table.id(i) not in known and (at := table.cell(i, "name"))}
        notes = [note for note in maker.notes(now, part.of) if note.at in new]
        return maker.stamped(data, now, part.of, issue, notes)


def _number(copy: _Copy) -> int:
    return copy.stamp.issue.number
