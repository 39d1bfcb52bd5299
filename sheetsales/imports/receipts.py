"""Receipts out of an export: what is certain is booked, the rest waits in a sheet of its own, nothing is booked twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sheetsales.book.book import Book
from sheetsales.cells.edits import Edit, EditPlan
from sheetsales.cells.grid import Workbook
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest, NothingToDo
from sheetsales.imports.booking import Booking
from sheetsales.imports.matching import Match, Matching, mark_of
from sheetsales.imports.payments import Export, Payment, Rows, all_payments
from sheetsales.imports.sources import Source
from sheetsales.imports.waiting import PAGE, booked_edits, waiting_edits, waiting_in
from sheetsales.pages import same_sheet_name
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text

_NO_RECEIPTS = Text(
    "工作簿里没有回款表，没处可记。先加上：sheetsales sheets add 工作簿 orders；自己的回款台账用 sheetsales adopt 认。",
    "The workbook has no Receipts sheet to book on. Add one with sheetsales sheets add BOOK orders; let sheetsales adopt get to "
    "know a ledger of your own.",
)
_NOT_RECEIPTS = Text(
    "“{sheet}”没有“{columns}”列，记不了回款。请加上这一列，或用 sheetsales adopt 指明。",
    "'{sheet}' has no column {columns} to book payments in. Add it, or show sheetsales adopt which column it is.",
)
_NO_HEADINGS = Text(
    "导出文件里找不到日期和金额的表头（按{source}认）。要认的列名例如：{names}。",
    "No row of the export names date and amount (read as {source}). Headings it knows are, for example: {names}.",
)


@dataclass(frozen=True)
class Imported:
    """What was read and what becomes of it. ``matches`` are the payments of the export, ``claimed`` those of which somebody
    wrote the contract since; the rest waits on ``waiting_sheet``. ``went_out`` counts the rows of money that went out and
    is nobody's refund, and of papers that are no money."""

    source: Source
    exports: tuple[tuple[str, Export], ...]
    matches: tuple[Match, ...]
    claimed: tuple[Match, ...]
    went_out: int
    waiting_already: int
    plan: EditPlan
    waiting_sheet: str

    @property
    def booked(self) -> Sequence[Match]:
        return [match for match in (*self.matches, *self.claimed) if match.certain]

    @property
    def waiting(self) -> Sequence[Match]:
        """Payments that wait from now on, and those claimed that cannot be booked."""
        return [match for match in (*self.matches, *self.claimed) if not match.certain and not match.known]

    @property
    def known(self) -> int:
        return sum(match.known for match in self.matches) + self.waiting_already


def import_receipts(
    book: Book, workbook: Workbook, sheets: Mapping[str, Rows], source: Source, *, today: dt.date, lang: Lang
) -> Imported:
    """The payments of an export matched with the book, and the edits. Raises ``NothingToDo`` where there is no sheet to
    book on and ``BadRequest`` where the export holds no payments."""
    _require(book)
    exports = tuple(all_payments(sheets, source))
    if not exports:
        names = listed(
            [words[0] for key, words in source.columns.items() if key in ("day", "amount", "payer", "memo")]
        )
        raise BadRequest(_NO_HEADINGS.fill(source=source.title, names=names))
    waiting = waiting_in(workbook)
    out = [payment for _, export in exports for payment in export.out]
    matching = Matching(book, max((today, *(one.day for _, e in exports for one in (*e.payments, *e.out)))))
    back = [payment for payment in out if matching.concerns(payment)]
    payments = told_apart([*(payment for _, export in exports for payment in export.payments), *back])
    fresh = [one for one in payments if mark_of(one) not in waiting.marks]
    claimed = [(matching.claimed(payment), at) for payment, at in waiting.claimed]
    matches = matching.match(fresh)
    booking = Booking(book, workbook, lang)
    matches = [booking.booked(match) for match in matches]
    claimed = [(booking.booked(match), at) for match, at in claimed]
    left = [match for match in matches if not match.certain and not match.known]
    edits: list[Edit] = [*booking.edits(), *waiting_edits(workbook, waiting, left, lang)]
    edits += booked_edits([at for match, at in claimed if match.certain], today)
    plan = EditPlan(tuple(edits), workbook.sha256 or None)
    return Imported(
        source, exports, tuple(matches), tuple(m for m, _ in claimed),
        len(out) - len(back) + sum(export.papers for _, export in exports), len(payments) - len(fresh), plan,
        same_sheet_name(workbook, PAGE, lang),
    )  # fmt: skip


def _require(book: Book) -> None:
    table = book.table("receipts")
    if not table.bound:
        raise NothingToDo(_NO_RECEIPTS)
    lacking = [key for key in ("contract", "received_on", "amount") if not table.has(key)]
    if lacking:
        names = listed([table.record.by_key[key].title for key in lacking])
        raise NothingToDo(_NOT_RECEIPTS.fill(sheet=table.bound[0].sheet, columns=names))


def told_apart(payments: Sequence[Payment]) -> list[Payment]:
    """The payments with marks no two of which are alike: of equal ones without a reference the second says so."""
    seen: dict[str, int] = {}
    found = []
    for payment in payments:
        mark = mark_of(payment)
        seen[mark] = seen.get(mark, 0) + 1
        again = seen[mark] > 1
        found.append(replace(payment, reference=f"{mark} #{seen[mark]}") if again else payment)
    return found
