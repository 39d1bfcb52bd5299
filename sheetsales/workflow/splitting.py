"""``split``: a workbook of their own for each person, made from the team's."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from sheetsales.book.ids import gives_ids
from sheetsales.cells.edits import EditPlan
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.merging.stamp import (
    BOOK_ID,
    ISSUES,
    LAST,
    Issue,
    issues_text,
    next_number,
    read_issues,
)
from sheetsales.merging.whose import By, Holder, holders
from sheetsales.process.people import people
from sheetsales.schema.store import store_edits
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.file_names import file_part, file_stems
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text
from sheetsales.workflow.newest import anew
from sheetsales.workflow.opening import READS, Opened, open_book
from sheetsales.workflow.places import check_folder, check_free
from sheetsales.workflow.portions import Asked, Maker, put
from sheetsales.workflow.writing import write_plan

_NOBODY: Final = Text(
    "人员表里没有在职的人，分不出去。请先在人员表里填好编号、姓名和在职。",
    "Nobody in Team is there to get a copy. Fill in id, name and active on Team first.",
)
_PEOPLE_BOOK: Final = Text(
    "“{name}”是主管自己的人员工作簿，里面没有要分的行。要分的是大家都打开的那一本：{reads}。",
    "“{name}” is the manager's own people workbook and holds no rows to share out. Split the shared workbook that everybody opens: {reads}.",
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
_LEFT: Final = Text(
    "这些工作表没有放进副本（内容不按人分，或不给个人）：{sheets}。",
    "Sheets that no copy has (nobody's rows, or not for everybody): {sheets}.",
)

_UNHELD: Final = Text(
    "这些在谁的副本里都没有，因为没有负责人，或负责人不在职：{rows}。用 sheetsales handover 交给在职的人。",
    "In nobody's copy, because nobody owns them or their owner has left: {rows}. sheetsales handover gives them to somebody.",
)


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
    first = next_number(issues, opened.store.get(LAST, ""))
    new = [
        Issue(
            first + n, holder.key, holder.name, today, f"{file_part(path.stem)}-{stems[holder.key]}{kind}",
            asked.by, asked.since, asked.with_pay,
        )
        for n, holder in enumerate(chosen)
    ]  # fmt: skip
    for issue in new:
        check_free(folder / issue.file, overwrite=asked.force, several=True)
    book_id = opened.store.get(BOOK_ID) or uuid.uuid4().hex
    maker = Maker(opened, asked, book_id, today)
    made = [maker.copy(holder, issue) for holder, issue in zip(chosen, new, strict=True)]
    kept = EditPlan(store_edits(opened.source, {BOOK_ID: book_id, ISSUES: issues_text((*issues, *new))}))
    applied = write_plan(path, kept, dry_run=dry_run, allow_protected=True)
    if not dry_run:
        for one, issue in zip(made, new, strict=True):
            put(path, folder / issue.file, one, asked.force, book_id, issue)
    portions = tuple(
        Portion(issue, folder / issue.file, one.counts) for issue, one in zip(new, made, strict=True)
    )
    said = _left_out(maker, asked)
    return SplitResult(opened.book.lang, portions, (*said, *applied.notices))


def _left_out(maker: Maker, asked: Asked) -> list[Text]:
    """What no copy has: sheets, and the records of nobody."""
    left = maker.left_behind()
    said = [_LEFT.fill(sheets=listed(left))] if left else []
    if not asked.only and asked.since is None and (unheld := maker.unheld()):
        rows = [
            Text(f"{RECORDS[k].title.zh} {n} 行", f"{RECORDS[k].title.en} {n}") for k, n in unheld.items()
        ]
        said.append(_UNHELD.fill(rows=listed(rows)))
    return said


def _chosen(opened: Opened, asked: Asked, today: dt.date) -> tuple[Holder, ...]:
    all_of = holders(opened.book, asked.by, today)
    if not all_of and (reads := opened.book.settings.values.get(READS)):
        raise BadRequest(_PEOPLE_BOOK.fill(name=opened.path.name, reads=reads))
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
