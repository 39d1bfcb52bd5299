"""Copies that came back, read: which of them can be merged, and what of each cannot be."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

from sheetsales.backends.limits import check_file
from sheetsales.backends.locks import FOLDER, refuse_if_open
from sheetsales.backends.plain_files import open_plain
from sheetsales.backends.reader import read_workbook
from sheetsales.book.load_rules import CELLS_FAR_OFF, ROW_OUTSIDE
from sheetsales.book.table import own_heading
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest, SheetsalesError
from sheetsales.merging.apart import other_files
from sheetsales.merging.below import with_rows_below
from sheetsales.merging.fold import Copy
from sheetsales.merging.headings import Renamed, as_cells_say, with_headings
from sheetsales.merging.ledger import Ledger
from sheetsales.merging.read import tables_of
from sheetsales.merging.rows import Table, digest
from sheetsales.merging.stamp import BOOK_ID, STAMP, Issue, Stamp, read_stamp, with_values
from sheetsales.merging.untaken import renamed, untaken
from sheetsales.process.people import people
from sheetsales.schema.store import ID_MARK, read_store
from sheetsales.speech.lists import listed
from sheetsales.texts import Text
from sheetsales.workflow.opening import Opened, loaded
from sheetsales.workflow.portions import base_place

Fate = Literal["merged", "already", "refused"]
_BOOKS: Final = (".xlsx", ".xlsm")
_NO_BOOKS: Final = (".xls", ".xlsb", ".ods", ".et", ".zip", ".numbers")
"""What people send by mistake: named with the way out, where it lies among copies."""
_ALREADY: Final = Text("已经收过，没有再收", "Already collected; not taken twice")
_OTHER_BOOK: Final = Text(
    "这是另一份工作簿的副本，没有收。请确认收进的是分出它的那份工作簿。",
    "This is a copy of another workbook and was not taken. Collect it into the workbook it was split from.",
)
_DAMAGED_STAMP: Final = Text(
    "副本里的记号坏了，只当建议列出", "The mark in the copy is damaged; what differs is listed as proposals"
)
_NEVER: Final = Text(
    "不是分出去的副本，不同之处只当建议列出", "Never issued as a copy; what differs is listed as proposals"
)
_NO_PLACE: Final = Text(
    "没有“{path}”。请检查文件名和文件夹。", "There is no “{path}”. Check the name and the folder."
)
_OUTSIDE: Final = Text(
    "副本里这些地方写在表格外面，没有收：{cells}。移进表格，存盘，再收一次。",
    "What stands outside the tables of the copy was not taken: {cells}. Move it into its table, save the copy and collect it once more.",
)
_RENAMED: Final = Text(
    "列“{now}”就是“{was}”，照样收了", "The column “{now}” is “{was}” and was taken as that"
)
_APART: Final = Text(
    "同一期先收的另一个文件里有 {n} 行新记录这份里没有，照样留着",
    "New rows of another file of the same issue that came in before, not in this one: {n}. They stay",
)
_LEFT: Final = Text(
    "{name} 已不在职，这份照样收了。名下还有记录的，用 sheetsales handover 交给在职的人",
    "{name} is not there any more; the copy was taken all the same. What is still theirs goes to somebody with sheetsales handover",
)
_NOT_OPENED: Final = Text("打不开，没有收（{why}）", "Could not be opened and was not taken ({why})")
_OUT_OF_REACH: Final = frozenset({ROW_OUTSIDE.info.code, CELLS_FAR_OFF.info.code})
_ADDED: Final = Text("副本里加的工作表没有收：{sheets}", "Sheets added in the copy were not taken: {sheets}")


@dataclass(frozen=True)
class Returned:
    """A file that came back: the copy it is, or why it is none; ``mark`` is what ids given in it carry, ``line`` the place of the
    first file of the issue that it goes on from."""

    place: Path
    digest: str
    copy: Copy | None = None
    fate: Fate = "merged"
    said: tuple[Text, ...] = ()
    mark: str = ""
    line: str = ""
    told: tuple[Text, ...] = ()
    """What was read otherwise than it stands there; nothing is left undone."""


def returned(
    path: Path,
    opened: Opened,
    ledger: Ledger,
    mine: Mapping[str, Table],
    places: Sequence[Path],
    today: dt.date,
) -> list[Returned]:
    """Every file of ``places``, read against the workbook at ``path``, whose tables are ``mine``.

    Raises ``BadRequest`` where a place is none.
    """
    return _once([_read(path, opened, ledger, mine, place, today) for place in _files(path, places)])


def _files(path: Path, places: Sequence[Path]) -> list[Path]:
    """The files named, and the workbooks of folders; the workbook itself is none."""
    found: list[Path] = []
    for place in places:
        if place.is_dir():
            found += sorted(
                one
                for one in place.iterdir()
                if one.suffix.lower() in (*_BOOKS, *_NO_BOOKS) and not one.name.startswith(("~$", "."))
            )
        elif place.exists():
            found.append(place)
        else:
            raise BadRequest(_NO_PLACE.fill(path=place))
    return [one for one in dict.fromkeys(found) if not _is_same(one, path) and FOLDER not in one.parts]


def _is_same(one: Path, path: Path) -> bool:
    """Whether both are one file; a link that leads nowhere is none."""
    return one.exists() and path.exists() and one.samefile(path)


def _read(
    path: Path, opened: Opened, ledger: Ledger, mine: Mapping[str, Table], place: Path, today: dt.date
) -> Returned:
    """One copy as it is now; a file that cannot be taken says why."""
    try:
        check_file(place)
        refuse_if_open(place)
        content = hashlib.sha256(place.read_bytes()).hexdigest()
        if content in ledger.files:
            return Returned(place, content, fate="already", said=(_ALREADY,))
        theirs = _loaded(place, today)
    except SheetsalesError as fault:
        return Returned(place, "", fate="refused", said=(fault.text,))
    except OSError as fault:
        return Returned(place, "", fate="refused", said=(_NOT_OPENED.fill(why=fault.strerror or fault),))
    return _stamped(path, opened, ledger, mine, place, content, theirs, today)


def _loaded(place: Path, today: dt.date) -> Opened:
    """The copy by its heading cells, with the rows below its tables as if these reached over them."""
    theirs = loaded(place, as_cells_say(read_workbook(place)), today=today)
    whole = with_rows_below(theirs.workbook, theirs.binding)
    return theirs if whole is theirs.workbook else loaded(place, whole, today=today)


def _stamped(
    path: Path,
    opened: Opened,
    ledger: Ledger,
    mine: Mapping[str, Table],
    place: Path,
    content: str,
    theirs: Opened,
    today: dt.date,
) -> Returned:
    store = read_store(theirs.workbook)
    stamp = read_stamp(store[STAMP]) if STAMP in store else None
    if stamp is not None and stamp.book != opened.store.get(BOOK_ID):
        return Returned(place, content, fate="refused", said=(_OTHER_BOOK,))
    tables = tables_of(theirs.book, theirs.workbook)
    told: tuple[Text, ...] = ()
    issued = with_values(stamp.base, _values(path, stamp)) if stamp is not None else {}
    if sure := [one for one in renamed(issued, mine, tables) if one.is_sure]:
        named = with_headings(theirs.workbook, theirs.binding, opened.binding, sure)
        theirs = loaded(place, named, today=today)
        tables = tables_of(theirs.book, theirs.workbook)
        told = tuple(_read_as(opened, one) for one in sure if one.was in tables[one.record].columns)
    if stamp is None:
        odd = _DAMAGED_STAMP if STAMP in store else _NEVER
        said = (odd, *_unread(opened, mine, theirs), *untaken({}, mine, tables, _headings(opened)))
        return Returned(place, content, Copy((0, content), place.stem, None, tables), said=said)
    number = stamp.issue.number
    others = other_files(ledger, number, issued, tables, _place_of(path, place))
    base = ledger.base(number, issued, others.apart.keys())
    if lacking := sum(others.apart.values()):
        told = (*told, _APART.fill(n=lacking))
    if _has_left(opened, stamp.issue, today):
        told = (*told, _LEFT.fill(name=stamp.issue.name))
    copy = Copy((number, content), stamp.issue.name, base, tables)
    said = (*untaken(base, mine, tables, _headings(opened)), *_unread(opened, mine, theirs))
    mark = store.get(ID_MARK, "")
    return Returned(place, content, copy, said=said, mark=mark, line=others.line, told=told)


def _has_left(opened: Opened, issue: Issue, today: dt.date) -> bool:
    """Whether a copy is of a person who is not there now, or not in Team any more."""
    team = people(opened.book)
    return issue.by == "owner" and (issue.holder not in team.by_id or team.gone(issue.holder, today))


def _place_of(path: Path, place: Path) -> str:
    """Where a copy lies, in a few letters: from the workbook's folder on where it lies below that."""
    folder, at = path.resolve().parent, place.resolve()
    return digest((at.relative_to(folder) if at.is_relative_to(folder) else at).as_posix())


def _read_as(opened: Opened, one: Renamed) -> Text:
    was = _headings(opened)(one.record, one.was)
    return _RENAMED.fill(was=own_heading(one.was) or was, now=own_heading(one.now))


def _headings(opened: Opened) -> Callable[[str, str], str]:
    return lambda key, column: opened.book.table(key).heading(column) or column


def _unread(opened: Opened, mine: Mapping[str, Table], theirs: Opened) -> Iterator[Text]:
    """What of a copy was not read as records at all: cells outside its tables, sheets that it has more."""
    outside = [str(f.at) for f in theirs.findings if f.code in _OUT_OF_REACH and f.at is not None]
    if outside:
        yield _OUTSIDE.fill(cells=listed(outside))
    known = {grid.name for grid in opened.source.grids}
    known |= {t.sheet for t in theirs.binding.tables if t.record.key in mine or t.record.written}
    added = [
        grid.name
        for grid in theirs.workbook.grids
        if grid.name not in known and grid.visibility == "visible" and any(map(any, grid.columns))
    ]
    if added:
        yield _ADDED.fill(sheets=listed(added))


def _values(path: Path, stamp: Stamp) -> str:
    """The values that were issued, as they are kept beside the workbook; "" where they are not."""
    try:
        with open_plain(base_place(path, stamp.book, stamp.issue.number)) as stream:
            return stream.read().decode()
    except (OSError, UnicodeDecodeError):
        return ""


def _once(read: Sequence[Returned]) -> list[Returned]:
    """Of files that are the same to the byte only the first."""
    seen: set[str] = set()
    out = []
    for one in read:
        if one.digest in seen and one.fate == "merged":
            one = replace(one, copy=None, fate="already", said=(_ALREADY,))
        seen.add(one.digest)
        out.append(one)
    return out
