"""A workbook read together with the archives of its earlier years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from sheetsales.book.book import Book
from sheetsales.errors import SheetsalesError
from sheetsales.merging.stamp import BOOK_ID
from sheetsales.schema.store import BEFORE
from sheetsales.texts import Text
from sheetsales.workflow.opening import Opened, open_book
from sheetsales.years.mark import Before, read_before
from sheetsales.years.whole import whole_of

_MOST_YEARS: Final = 30
_ABSENT: Final = Text(
    "{since} 之前的记录在归档工作簿“{file}”里，{why}。要看更早的数就把它放回原处；放回之前，用到更早记录的指标都显示 —。",
    "Records of before {since} stand in the archive “{file}”, and {why}. Put it back to have earlier figures; until then whatever rests on "
    "them is shown as —.",
)
_GONE: Final = Text("没有找到这个文件", "no such file is there")
_OTHER: Final = Text("那里是另一份工作簿", "what is there is another workbook")
_UNREAD: Final = Text("打不开（{why}）", "it could not be opened ({why})")
_DAMAGED: Final = Text(
    "工作簿里关于归档的记号坏了，读不到更早的记录。恢复一份备份，或重新运行 newyear。",
    "The workbook's mark of its archive is damaged, so earlier records cannot be read. Restore a backup, or run newyear again.",
)


def with_years(opened: Opened, *, today: dt.date, folder: Path | None = None) -> Opened:
    """The same; where the workbook goes on from an archive, its book knows the ``whole``, or since when it tells all.

    The archive is looked for from ``folder``, the workbook's own where that is None. Why it is not at hand is in the notices.
    """
    said = opened.store.get(BEFORE, "")
    if not said:
        return opened
    before = read_before(said)
    if before is None:
        return replace(opened, notices=(*opened.notices, _DAMAGED))
    found = _past(folder or opened.path.parent, before, today, (opened.path,))
    if isinstance(found, Text):
        file = Path(before.file).name
        notice = _ABSENT.fill(since=before.since.isoformat(), file=file, why=found)
        book = replace(opened.book, since=before.since)
        return replace(opened, book=book, notices=(*opened.notices, notice))
    past, since = found
    whole = whole_of(opened.book, past, Path(before.file).name, before.carried)
    return replace(opened, book=replace(opened.book, whole=replace(whole, since=since)))


def across_years(opened: Opened, *, today: dt.date, folder: Path | None = None) -> Opened:
    """The workbook with the book of all its years in place of its own: to be read, never written by."""
    known = with_years(opened, today=today, folder=folder)
    return replace(known, book=known.book.whole or known.book)


def _past(
    folder: Path, before: Before, today: dt.date, seen: Sequence[Path]
) -> tuple[Book, dt.date | None] | Text:
    """The book of an archive and of all before it, and since when it tells all, None where all are there; or why there is
    none."""
    place = folder / before.file
    if not place.is_file() or len(seen) > _MOST_YEARS or any(_is_same(place, one) for one in seen):
        return _GONE
    try:
        opened = open_book(place, today=today)
    except SheetsalesError as fault:
        return _UNREAD.fill(why=fault.text)
    if opened.store.get(BOOK_ID) != before.book:
        return _OTHER
    earlier = read_before(opened.store.get(BEFORE, ""))
    if earlier is None:
        return opened.book, None
    found = _past(place.parent, earlier, today, (*seen, place))
    if isinstance(found, Text):
        return opened.book, earlier.since
    return whole_of(opened.book, found[0], Path(earlier.file).name, earlier.carried), found[1]


def _is_same(one: Path, other: Path) -> bool:
    return other.exists() and one.samefile(other)
