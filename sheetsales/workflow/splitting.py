"""``split``: a workbook of their own for each person, made from the team's."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Final

from sheetsales.backends.locks import own_folder
from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.backends.ooxml.cutting.book import cut_book
from sheetsales.backends.plain_files import write_whole
from sheetsales.backends.reader import read_workbook
from sheetsales.backends.saving import save_new
from sheetsales.backends.workroom import workroom
from sheetsales.book.ids import gives_ids
from sheetsales.cells.edits import Edit, EditPlan, SetNote
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.merging.part import part_of
from sheetsales.merging.read import tables_of
from sheetsales.merging.stamp import (
    BOOK_ID,
    ISSUES,
    STAMP,
    Issue,
    Stamp,
    base_of,
    issues_text,
    lent_ids,
    read_issues,
    stamp_text,
    values_text,
)
from sheetsales.merging.whose import By, Holder, Whose, holders, whose
from sheetsales.process.people import people
from sheetsales.regex import regex
from sheetsales.schema.binding import Binding
from sheetsales.schema.store import ID_MARK, store_edits
from sheetsales.schema.stored import STORE_KEY, from_json, parse, to_json
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.file_names import file_part, file_stems
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text
from sheetsales.workflow.newest import anew
from sheetsales.workflow.opening import Opened, loaded, open_book
from sheetsales.workflow.places import check_folder, check_free, make_folder_of
from sheetsales.workflow.writing import write_plan

ISSUED: Final = "issued"
_PLAIN_ID: Final = regex(r"[A-Za-z0-9]{1,12}")
_NOBODY: Final = Text(
    "人员表里没有在职的人，分不出去。请先在人员表里填好编号、姓名和在职。",
    "Nobody in Team is there to get a copy. Fill in id, name and active on Team first.",
)
_NO_GROUP: Final = Text(
    "人员表里没有填{what}，不能按{what}分。请先填好，或一人分一份。",
    "Team names no {what}, so there is nothing to split by. Fill it in, or split by person.",
)
_BY_NAMES: Final[Mapping[By, Text]] = {
    "team": Text("团队", "team"), "region": Text("区域", "region"), "owner": Text("负责人", "owner"),
}  # fmt: skip
_UNKNOWN: Final = Text(
    "“{said}”不在可分的名单里：{known}。请照名单写编号或名称。",
    "'{said}' is none of those who can get a copy: {known}. Write an id or a name of these.",
)
_NO_IDS: Final = Text(
    "有 {n} 行还没有编号，收回时认不出来；先运行 sheetsales check 补上编号，再分。",
    "{n:row has|rows have} no id yet and could not be told apart when they come back. Run sheetsales check, which gives ids, then split.",
)
_OTHERWISE: Final = Text(
    "“{sheet}”单独拿出来就认不准列了。请先运行 sheetsales adopt 认领这份工作簿，再分。",
    "On its own the sheet '{sheet}' would not be read as it is here. Run sheetsales adopt on this workbook first, then split.",
)
_LENT: Final = Text(
    "{owner} 的客户，只供查看；在这里改了不会收回。",
    "{owner}'s customer, to look at only: changes made here are not taken back.",
)
_LEFT: Final = Text(
    "这些工作表没有放进副本（内容不按人分，或不给个人）：{sheets}。",
    "Sheets that no copy has (nobody's rows, or not for everybody): {sheets}.",
)

_UNHELD: Final = Text(
    "这些在谁的副本里都没有，因为没有负责人，或负责人不在职：{rows}。用 sheetsales handover 交给在职的人。",
    "In nobody's copy, because nobody owns them or their owner has left: {rows}. sheetsales handover gives them to somebody.",
)
_TOLD: Final = ("customers", "pipeline")


@dataclass(frozen=True)
class Portion:
    """A copy made: for whom, its file, and how many records of each kind are its holder's."""

    issue: Issue
    place: Path
    counts: Mapping[str, int]


@dataclass(frozen=True)
class SplitResult:
    """The copies, in Team's order, and what is to be said."""

    lang: Lang
    portions: tuple[Portion, ...]
    notices: tuple[Text, ...]


@dataclass(frozen=True)
class Asked:
    """How a workbook is to be split."""

    by: By = "owner"
    only: tuple[str, ...] = ()
    since: dt.date | None = None
    with_pay: bool = False
    buttons: bool = False
    force: bool = False


@anew
def split(path: Path, folder: Path, asked: Asked, *, today: dt.date, dry_run: bool = False) -> SplitResult:
    """A workbook for each person (team, region) in ``folder``; the team's own keeps whom it issued what.

    Nothing is written before all copies are made. Raises ``IsThere`` where a file stands in the way.
    """
    opened = open_book(path, today=today)
    chosen = _chosen(opened, asked, today)
    refuse_without_ids(opened)
    check_folder(folder)
    issues = read_issues(opened.store.get(ISSUES, ""))
    kind = ".xlsm" if asked.buttons else ".xlsx"
    stems = file_stems((holder.key, holder.name) for holder in chosen)
    first = max((issue.number for issue in issues), default=0) + 1
    new = [
        Issue(first + n, holder.key, holder.name, today, f"{file_part(path.stem)}-{stems[holder.key]}{kind}")
        for n, holder in enumerate(chosen)
    ]
    for issue in new:
        check_free(folder / issue.file, overwrite=asked.force, several=True)
    book_id = opened.store.get(BOOK_ID) or uuid.uuid4().hex
    maker = _Maker(opened, asked, book_id, today)
    made = [maker.copy(holder, issue) for holder, issue in zip(chosen, new, strict=True)]
    kept = EditPlan(store_edits(opened.source, {BOOK_ID: book_id, ISSUES: issues_text((*issues, *new))}))
    applied = write_plan(path, kept, dry_run=dry_run, allow_protected=True)
    if not dry_run:
        for one, issue in zip(made, new, strict=True):
            _put(path, folder / issue.file, one, asked.force, book_id, issue)
    portions = tuple(
        Portion(issue, folder / issue.file, one.counts) for issue, one in zip(new, made, strict=True)
    )
    left = maker.left_behind()
    said = [_LEFT.fill(sheets=listed(left))] if left else []
    if not asked.only and asked.since is None and (unheld := maker.unheld()):
        rows = listed(
            [Text(f"{RECORDS[k].title.zh} {n} 行", f"{RECORDS[k].title.en} {n}") for k, n in unheld.items()]
        )
        said.append(_UNHELD.fill(rows=rows))
    return SplitResult(opened.book.lang, portions, (*said, *applied.notices))


@dataclass(frozen=True)
class _Made:
    data: bytes
    values: str
    counts: Mapping[str, int]


class _Maker:
    """Makes copies in memory."""

    def __init__(self, opened: Opened, asked: Asked, book_id: str, today: dt.date) -> None:
        self._opened, self._asked, self._book_id, self._today = opened, asked, book_id, today
        self._tables = tables_of(opened.book, opened.source)
        self._kept: set[str] = set()
        self._held: dict[str, set[int]] = {key: set() for key in _TOLD}

    def copy(self, holder: Holder, issue: Issue) -> _Made:
        opened, asked = self._opened, self._asked
        of = whose(opened.book, holder, since=asked.since, with_pay=asked.with_pay)
        cut = part_of(opened.book, opened.source, opened.binding, of, with_pay=asked.with_pay)
        self._kept |= {sheet.name for sheet in cut.sheets}
        for key, rows in self._held.items():
            rows |= of.own.get(key, frozenset())
        data = cut_book(opened.path, cut)
        if asked.buttons:
            from sheetsales.workflow.buttoning import with_buttons

            data = with_buttons(data, Path(issue.file).with_suffix(".xlsx"), opened.book.lang)[0] or data
        with workroom() as room:
            place = room / "copy.xlsx"
            place.write_bytes(data)
            made = loaded(place, read_workbook(place), today=self._today)
        self._refuse_otherwise(made.binding)
        base = base_of(tables_of(made.book, made.workbook), lent_ids(self._tables, of))
        stamp = Stamp(self._book_id, issue, base)
        texts = {STAMP: stamp_text(stamp), ID_MARK: _mark(issue)}
        if adopted := opened.store.get(STORE_KEY):
            texts[STORE_KEY] = _binding_text(adopted, {grid.name for grid in made.workbook.grids})
        edits = (*store_edits(made.workbook, texts), *self._notes(made, of))
        out = BytesIO()
        apply_plan(data, EditPlan(edits), out, allow_protected=True)
        counts = {key: len(rows) for key, rows in of.own.items() if rows and key != "team"}
        return _Made(out.getvalue(), values_text(base), counts)

    def left_behind(self) -> list[str]:
        """Sheets people see that no copy has."""
        return [
            grid.name
            for grid in self._opened.source.grids
            if grid.visibility == "visible" and grid.name not in self._kept
        ]

    def unheld(self) -> dict[str, int]:
        """How many customers and deals are in nobody's copy: nobody owns them, or somebody who left."""
        counts = {key: len(self._opened.book.table(key)) - len(rows) for key, rows in self._held.items()}
        return {key: n for key, n in counts.items() if n}

    def _refuse_otherwise(self, made: Binding) -> None:
        """Raises ``BadRequest`` where the copy is read in another way than the whole is."""
        now = {(table.sheet, table.record.key): _reading(made, table.sheet) for table in made.tables}
        for table in self._opened.binding.tables:
            key = table.sheet, table.record.key
            if table.sheet in {sheet for sheet, _ in now} and now.get(key) != _reading(
                self._opened.binding, table.sheet
            ):
                raise BadRequest(_OTHERWISE.fill(sheet=table.sheet))

    def _notes(self, made: Opened, of: Whose) -> list[Edit]:
        """A note on every customer that is somebody else's."""
        lent = (
            {row.id for row in self._tables["customers"].rows if row.at in of.lent["customers"]}
            if "customers" in self._tables
            else set()
        )
        table, lang = made.book.table("customers"), made.book.lang
        notes: list[Edit] = []
        for i, owner in enumerate(table.get("owner")):
            at = table.cell(i, "name")
            if at is not None and table.id(i) in lent:
                text = _LENT.fill(owner=made.book.person_name(owner) if owner else "—").in_(lang)
                notes.append(SetNote(at, text))
        return notes


def _reading(binding: Binding, sheet: str) -> set[tuple[str, str]]:
    return {(b.heading, b.column.key) for t in binding.tables if t.sheet == sheet for b in t.columns}


def _mark(issue: Issue) -> str:
    """What new ids in a copy carry: the person's id, else the number of the issue."""
    return issue.holder if _PLAIN_ID.fullmatch(issue.holder) else str(issue.number)


def _binding_text(text: str, sheets: set[str]) -> str:
    """The adopted reading of those sheets that the copy has."""
    stored = from_json(parse(text))
    kept = tuple(table for table in stored.tables if table.sheet in sheets)
    seen = tuple(sheet for sheet in stored.seen if sheet in sheets)
    left = tuple(sheet for sheet in stored.left if sheet in sheets)
    return to_json(replace(stored, tables=kept, seen=seen, left=left, refused={}, copies={}, apart=()))


def _put(path: Path, place: Path, made: _Made, overwrite: bool, book_id: str, issue: Issue) -> None:
    """What was issued beside the workbook, then the copy itself."""
    kept = base_place(path, book_id, issue.number)
    kept.parent.mkdir(parents=True, exist_ok=True)
    write_whole(kept, path, lambda out: out.write(made.values.encode()))
    make_folder_of(place)
    save_new(place, lambda out: out.write(made.data), overwrite=overwrite, like=path)


def base_place(path: Path, book_id: str, number: int) -> Path:
    """Where the values of an issue are kept beside the workbook."""
    return own_folder(path) / ISSUED / f"{book_id[:12]}-{number:04d}.json"


def _chosen(opened: Opened, asked: Asked, today: dt.date) -> tuple[Holder, ...]:
    all_of = holders(opened.book, asked.by, today)
    if not all_of:
        raise BadRequest(_NOBODY if asked.by == "owner" else _NO_GROUP.fill(what=_BY_NAMES[asked.by]))
    if not asked.only:
        return all_of
    wanted = {_key_of(said, all_of, opened) for said in asked.only}
    return tuple(holder for holder in all_of if holder.key in wanted)


def _key_of(said: str, all_of: Sequence[Holder], opened: Opened) -> str:
    folded = said.strip().casefold()
    exact = [h.key for h in all_of if folded in (h.key.casefold(), h.name.casefold())]
    named = [person.id for person in people(opened.book).named(said)]
    found = [key for key in dict.fromkeys((*exact, *named)) if any(h.key == key for h in all_of)]
    if len(found) != 1:
        known = listed([f"{h.key} {h.name}" if h.key != h.name else h.name for h in all_of], most=12)
        raise BadRequest(_UNKNOWN.fill(said=said, known=known))
    return found[0]


def refuse_without_ids(opened: Opened) -> None:
    """Raises ``BadRequest`` where a record that ids are given to has none yet."""
    n = sum(
        raw in (None, "")
        for table in opened.book.tables.values()
        if gives_ids(table.record) and table.record.home == "team"
        for raw in table.raw.get(table.record.id_column, ())
    )
    if n:
        raise BadRequest(_NO_IDS.fill(n=n))
