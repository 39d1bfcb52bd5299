"""Workbooks that are there twice: copies by their bytes, by the workbook's id, by their deals; only one of them counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sheetsales.reports.group.facts import BookFacts, Fate, NotCounted
from sheetsales.reports.group.reduce import MARK
from sheetsales.texts import Text

ALIKE = 0.8
"""Two workbooks that share so many of the smaller one's deals are the same workbook."""
FEWEST = 5
"""Fewer deals tell nothing."""
_SHARED = 0.2

_COPY = Text("和“{of}”一字不差，只算一次", "The same to the byte as '{of}'; counted once")
_OLDER = Text(
    "和“{of}”是同一个工作簿（{how}），那份更新，只算那份",
    "The same workbook as '{of}' ({how}), which was saved later; only that one is counted",
)
_SAME_ID = Text("工作簿编号相同", "the workbook's id is the same")
_SAME_DEALS = Text("{n} 个商机相同", "{n:deal is|deals are} the same")
_ISSUED = Text(
    "是“{of}”分给 {holder} 的副本，数已经在那里了",
    "A copy of '{of}' issued to {holder}, whose figures are there already",
)
_OVERLAP = Text(
    "“{a}”和“{b}”有 {n} 个商机相同，两份都算了：请看看是不是重复",
    "'{a}' and '{b}' share {n:deal|deals} and both are counted: see whether they overlap",
)


def without_copies(
    books: Sequence[BookFacts],
) -> tuple[tuple[BookFacts, ...], tuple[NotCounted, ...], tuple[Text, ...]]:
    """The workbooks that count in the order of their places, those that do not, and what is odd about those that do.

    Of several the one counts that was saved last, by its own properties; where these say nothing or the same, the first.
    """
    left_out: list[NotCounted] = []
    kept: list[BookFacts] = []
    notes: list[Text] = []
    seen = _Seen()
    for book in sorted(books, key=_masters_first):
        found = seen.like(book)
        if found is None:
            notes += seen.overlaps(book)
            seen.add(book)
            kept.append(book)
        else:
            left_out.append(found)
    by_place = sorted(kept, key=lambda book: book.place)
    return tuple(by_place), tuple(sorted(left_out, key=lambda one: one.place)), tuple(notes)


def _masters_first(book: BookFacts) -> tuple[bool, list[int], int, str]:
    """Copies issued to somebody behind the workbooks themselves; then what was saved last; then the shortest place: copies are
    called longer."""
    return bool(book.holder), [-ord(c) for c in book.edited] or [0], len(book.place), book.place


class _Seen:
    """The workbooks that count so far, by everything they can be known again by."""

    def __init__(self) -> None:
        self._by_digest: dict[str, BookFacts] = {}
        self._by_id: dict[tuple[str, str], BookFacts] = {}
        self._by_mark: dict[bytes, list[BookFacts]] = {}

    def add(self, book: BookFacts) -> None:
        self._by_digest[book.digest] = book
        if book.book_id:
            self._by_id[book.book_id, book.holder] = book
        for mark in _marks(book):
            self._by_mark.setdefault(mark, []).append(book)

    def like(self, book: BookFacts) -> NotCounted | None:
        """Why a workbook does not count, where another one counts for it."""
        if known := self._by_digest.get(book.digest):
            return _left_out(book, known, "copy", _COPY)
        if book.holder and (known := self._by_id.get((book.book_id, ""))):
            return _left_out(book, known, "issued", _ISSUED)
        if book.book_id and (known := self._by_id.get((book.book_id, book.holder))):
            return _left_out(book, known, "older", _OLDER.fill(of=known.place, how=_SAME_ID))
        for known, shared in self._sharing(book):
            both = (known.holder, known.book_id), (book.holder, book.book_id)
            apart = known.holder and book.holder and both[0] != both[1]
            if (
                shared >= FEWEST
                and shared >= ALIKE * min(len(known.marks), len(book.marks)) / MARK
                and not apart
            ):
                how = _SAME_DEALS.fill(n=shared)
                return _left_out(book, known, "older", _OLDER.fill(of=known.place, how=how))
        return None

    def overlaps(self, book: BookFacts) -> Iterator[Text]:
        for known, shared in self._sharing(book):
            if shared >= FEWEST and shared >= _SHARED * min(len(known.marks), len(book.marks)) / MARK:
                yield _OVERLAP.fill(a=known.place, b=book.place, n=shared)

    def _sharing(self, book: BookFacts) -> list[tuple[BookFacts, int]]:
        """The workbooks known that have deals of this one, most first."""
        counts: dict[str, int] = {}
        known: dict[str, BookFacts] = {}
        for mark in _marks(book):
            for other in self._by_mark.get(mark, ()):
                counts[other.place] = counts.get(other.place, 0) + 1
                known[other.place] = other
        return [
            (known[place], n) for place, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        ]


def _left_out(book: BookFacts, known: BookFacts, fate: Fate, reason: Text) -> NotCounted:
    return NotCounted(book.place, fate, reason.fill(of=known.place, holder=book.holder), known.place)


def _marks(book: BookFacts) -> Iterator[bytes]:
    return (book.marks[at : at + MARK] for at in range(0, len(book.marks), MARK))
