"""``newyear``: the workbook of a new year made from the old one, which becomes its archive."""

from __future__ import annotations

import datetime as dt
import os
import uuid
from collections.abc import Mapping, Set
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Final

from sheetsales.backends.locks import refuse_if_open
from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.backends.ooxml.thin import thin_book
from sheetsales.backends.reader import read_workbook
from sheetsales.backends.saving import save_new
from sheetsales.backends.workroom import workroom
from sheetsales.book.ids import gives_ids, last_ids
from sheetsales.book.table import BookTable
from sheetsales.cells.edits import Edit, EditPlan, SetCell
from sheetsales.checking import memory
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest, NothingToDo
from sheetsales.merging.ledger import LEDGER, read_ledger
from sheetsales.merging.stamp import BOOK_ID, ISSUES, read_issues
from sheetsales.regex import regex
from sheetsales.schema.store import AFTER, BEFORE, PAST_IDS, store_edits
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text
from sheetsales.workflow.newest import anew
from sheetsales.workflow.opening import Opened, loaded, open_book
from sheetsales.workflow.places import check_new
from sheetsales.workflow.splitting import refuse_without_ids
from sheetsales.workflow.writing import write_plan
from sheetsales.years.goals import NewGoals
from sheetsales.years.going import LEFT, first_day, going, mark_of, unclear
from sheetsales.years.mark import After, Before, after_text, before_text, read_before
from sheetsales.years.rows import staying

_WHAT: Final = Text("新年度工作簿", "The new year's workbook")
_NOT_KEPT: Final = (ISSUES, LEDGER, AFTER, memory.FINGERPRINT, memory.SINCE, memory.BASELINE)
"""What the new workbook does not remember: copies that were issued of the old one, and what checks found there."""
_YEAR: Final = regex(r"(?<!\d)\d{4}(?!\d)")
_UNDECIDED: Final = Text(
    "“合并冲突”表里还有 {n} 处没定。先选好“取哪个”、运行一次 collect，再开新年度。",
    "{n:decision waits|decisions wait} on the sheet Conflicts. Choose under Take and run collect once more, then begin the new year.",
)
_NOTHING: Final = Text(
    "{year} 年 {first} 之前没有了结的记录，没有什么可归档的。请核对 --year。",
    "Nothing was over before {first}, when {year} begins, so there is nothing to leave in an archive. Check --year.",
)
_OTHERWISE: Final = Text(
    "照这样开新年度，“{sheet}”会读得不一样，没有写。请先运行 sheetsales adopt 认领这份工作簿，再开。",
    "In the new workbook the sheet '{sheet}' would not be read as it is here; nothing was written. Run sheetsales adopt on this workbook "
    "first, then begin the new year.",
)
_OUT: Final = Text(
    "发出去的副本还没收齐：{names}。它们只能收回到旧工作簿；收齐再开新年度，才不会漏。",
    "Not handed in yet: {names}. Their copies can only be collected into the old workbook; collect them before the new year begins, so that "
    "nothing is missed.",
)
_UNFINISHED: Final = Text(
    "{n} 行目标的期间还没过完，基数留空；过完再开新年度就有。",
    "{n:target is|targets are} of a period that is not over, so the baseline is blank; a new year begun afterwards has it.",
)
_UNCLEAR: Final = Text(
    "这些说不准是不是去年了结的（没有日期，或阶段认不出），一并带了过去：{rows}。补上日期或阶段，明年就留在归档。",
    "Nobody can say whether these were over before the year (no date, or a stage that is not known), so they went along: {rows}. "
    "With a date or stage they stay behind next time.",
)
_WIDE: Final = Text(
    "目标表按月横着排，原样带过去了：请自己改成新年度的数。",
    "Targets stand side by side by month and went along as they are: put in the new year's yourselves.",
)
_ALREADY: Final = Text(
    "“{file}”已经是这份工作簿的新年度，没有重做；旧工作簿补上了归档的记号。",
    "“{file}” is this workbook's new year already and was not made again; the old workbook now knows it.",
)


@dataclass(frozen=True)
class NewYear:
    """The new workbook: by kind of record how many rows went along and how many stay in the archive."""

    lang: Lang
    year: int
    first: dt.date
    place: Path
    went: Mapping[str, int]
    stayed: Mapping[str, int]
    notices: tuple[Text, ...]


@anew
def newyear(
    path: Path,
    year: int,
    *,
    today: dt.date,
    out: Path | None = None,
    force: bool = False,
    dry_run: bool = False,
) -> NewYear:
    """Make the workbook of ``year`` beside the old one, or as ``out``, and mark the old one as its archive.

    The new one is there whole before the old one is touched. Raises ``NothingToDo`` where nothing was over before the year.
    """
    refuse_if_open(path)
    opened = open_book(path, today=today)
    refuse_without_ids(opened)
    _refuse_undecided(opened)
    first, place = first_day(opened.book, year), out or _place(path, year)
    done = None if force else _made_before(place, opened, first, today)
    book_id = opened.store.get(BOOK_ID) or (done.book if done else uuid.uuid4().hex)
    mark = {BOOK_ID: book_id, AFTER: after_text(After(year, _relative(place, path)))}
    if done is not None:
        write_plan(path, EditPlan(store_edits(opened.source, mark)), dry_run=dry_run, allow_protected=True)
        return NewYear(opened.book.lang, year, first, place, {}, {}, (_ALREADY.fill(file=place.name),))
    check_new(_WHAT, place, path, path.suffix.lower(), overwrite=force)
    maker = _Maker(opened, year, first, today)
    data = maker.made(Before(_relative(path, place), book_id, first))
    if not dry_run:
        save_new(place, lambda target: target.write(data), overwrite=force, like=path)
    kept = write_plan(path, EditPlan(store_edits(opened.source, mark)), dry_run=dry_run, allow_protected=True)
    notices = (*_still_out(opened), *maker.notices, *kept.notices)
    return NewYear(opened.book.lang, year, first, place, maker.went, maker.stayed, notices)


class _Maker:
    """Makes the new workbook in memory."""

    def __init__(self, opened: Opened, year: int, first: dt.date, today: dt.date) -> None:
        self._opened, self._today = opened, today
        book = opened.book
        kept = {key: set(rows) for key, rows in going(book, first).items()}
        self._goals = NewGoals(book, first, today, kept.get("targets", set()))
        self.notices: list[Text] = []
        if self._goals.wide():
            self.notices.append(_WIDE)
            self._edits: tuple[Edit, ...] = ()
            kept["targets"] = set(range(len(book.table("targets"))))
        else:
            kept["targets"] = kept.get("targets", set()) - self._goals.dropped()
            self._edits = tuple(self._goals.edits())
        self._kept: Mapping[str, Set[int]] = {key: kept[key] for key in LEFT if book.has(key)}
        self.went = {key: len(rows) for key, rows in self._kept.items()}
        self.stayed = {key: len(book.table(key)) - n for key, n in self.went.items()}
        if not any(self.stayed.values()):
            raise NothingToDo(_NOTHING.fill(year=year, first=first.isoformat()))
        if odd := unclear(book):
            rows = [
                Text(f"{RECORDS[k].title.zh} {n} 行", f"{RECORDS[k].title.en} {n}") for k, n in odd.items()
            ]
            self.notices.append(_UNCLEAR.fill(rows=listed(rows)))
        if self._goals.unfinished:
            self.notices.append(_UNFINISHED.fill(n=self._goals.unfinished))

    def made(self, before: Before) -> bytes:
        """The new workbook's file; it knows ``before`` and what it carried over from there."""
        opened = self._opened
        book, path = opened.book, opened.path
        left = staying(book, opened.workbook, opened.binding, self._kept)
        gone = {(sheet, row) for sheet, rows in left.rows.items() for row in rows}
        edits = [e for e in (*self._edits, *self._contacts()) if not _stays(e, gone)]
        data = _applied(path.read_bytes(), [*opened.taken, *edits, *left.edits])
        data = thin_book(data, left.rows, path=path)
        made = self._read(data)
        self._refuse_otherwise(made)
        same = {**self._kept, "targets": self._kept.get("targets", frozenset()) - self._goals.said_anew()}
        carried = {
            key: tuple(mark_of(book.table(key), i) for i in sorted(rows)) for key, rows in same.items()
        }
        texts = dict.fromkeys(_NOT_KEPT, "")
        texts |= {PAST_IDS + key: "\n".join(_last_ids(book.table(key))) for key in self._kept}
        texts |= {BOOK_ID: uuid.uuid4().hex, BEFORE: before_text(replace(before, carried=carried))}
        return _applied(data, store_edits(made.workbook, texts))

    def _contacts(self) -> list[Edit]:
        """The last contact with every customer, where Customers has a column for it: the activities stay behind."""
        customers, activities = self._opened.book.table("customers"), self._opened.book.table("activities")
        last: dict[str, dt.date] = {}
        for key, day in zip(activities.get("customer"), activities.get("date"), strict=True):
            if key is not None and day is not None and day <= self._today:
                last[key] = max(last.get(key, day), day)
        edits: list[Edit] = []
        for i in sorted(self._kept.get("customers", set())):
            at, known = customers.cell(i, "last_contact"), customers.get("last_contact")[i]
            day = last.get(customers.id(i))
            if at is not None and day is not None and (known is None or known < day):
                edits.append(SetCell(at, day))
        return edits

    def _read(self, data: bytes) -> Opened:
        with workroom() as room:
            place = room / f"new{self._opened.path.suffix}"
            place.write_bytes(data)
            return loaded(place, read_workbook(place), today=self._today)

    def _refuse_otherwise(self, made: Opened) -> None:
        """Raises ``BadRequest`` where the new workbook does not read as just the rows that went along."""
        for key, rows in self._kept.items():
            old, new = self._opened.book.table(key), made.book.table(key)
            want = sorted(old.id(i) for i in rows if old.id(i))
            have = sorted(new.id(i) for i in range(len(new)) if new.id(i))
            if len(new) != len(rows) or want != have or set(new.columns) != set(old.columns):
                sheets = [bound.sheet for bound in old.bound]
                raise BadRequest(_OTHERWISE.fill(sheet=sheets[0] if sheets else RECORDS[key].title))


def _applied(data: bytes, edits: list[Edit] | tuple[Edit, ...]) -> bytes:
    if not edits:
        return data
    out = BytesIO()
    apply_plan(data, EditPlan(tuple(edits)), out, allow_protected=True)
    return out.getvalue()


def _last_ids(table: BookTable) -> tuple[str, ...]:
    if not gives_ids(table.record):
        return ()
    return last_ids((*table.past_ids, *(table.id(i) for i in range(len(table)))))


def _stays(edit: Edit, gone: Set[tuple[str, int]]) -> bool:
    return isinstance(edit, SetCell) and (edit.at.sheet, edit.at.row) in gone


def _place(path: Path, year: int) -> Path:
    """The old name with the new year in place of an older one, else behind it."""
    years = _YEAR.findall(path.stem)
    if years and int(years[-1]) < year:
        head, _, tail = path.stem.rpartition(years[-1])
        return path.with_name(f"{head}{year}{tail}{path.suffix}")
    return path.with_name(f"{path.stem}-{year}{path.suffix}")


def _relative(one: Path, other: Path) -> str:
    """The way to a file from the folder of another, the same for every system; whole where there is none."""
    try:
        return Path(os.path.relpath(one.resolve(), other.resolve().parent)).as_posix()
    except ValueError:  # another drive
        return one.resolve().as_posix()


def _made_before(place: Path, opened: Opened, first: dt.date, today: dt.date) -> Before | None:
    """What the new workbook knows that a run which did not come to its end left at that place; None where none did."""
    if not place.is_file() or AFTER in opened.store or place.samefile(opened.path):
        return None
    before = read_before(open_book(place, today=today).store.get(BEFORE, ""))
    if before is None or before.since != first or opened.store.get(BOOK_ID, before.book) != before.book:
        return None
    archive = place.parent / before.file
    return before if archive.exists() and archive.samefile(opened.path) else None


def _refuse_undecided(opened: Opened) -> None:
    waiting = read_ledger(opened.store.get(LEDGER, "")).pending
    if waiting:
        raise BadRequest(_UNDECIDED.fill(n=len(waiting)))


def _still_out(opened: Opened) -> list[Text]:
    """Who got a copy and has not handed it in."""
    ledger = read_ledger(opened.store.get(LEDGER, ""))
    newest = {issue.holder: issue for issue in read_issues(opened.store.get(ISSUES, ""))}
    names = [issue.name for issue in newest.values() if issue.number not in ledger.issues]
    return [_OUT.fill(names=listed(names))] if names else []
