"""The edits that put a check's results into the workbook, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from sheetsales.book.book import Book
from sheetsales.cells.edits import Edit, EditPlan, SetCell
from sheetsales.cells.grid import Workbook
from sheetsales.cells.writable import Writable
from sheetsales.checking.by_person import by_person_edits
from sheetsales.checking.check_column import check_edits
from sheetsales.checking.findings_sheet import findings_edits
from sheetsales.checking.home import home_edits
from sheetsales.checking.judge import Judged
from sheetsales.checking.spoken import counts_line
from sheetsales.schema.store import store_edits


def plan(workbook: Workbook, judged: Judged) -> EditPlan:
    """Blank ids filled, the check column, the Findings sheet and the stage log brought up to date, the memory of it kept,
    the run noted on Home.

    Empty where nothing changed since the check whose results stand in the workbook.
    """
    if judged.unchanged:
        return EditPlan((), workbook.sha256 or None)
    edits: list[Edit] = list(_id_edits(workbook, judged))
    edits.extend(check_edits(workbook, judged.book, judged.findings))
    edits.extend(findings_edits(workbook, judged.book, judged.findings))
    edits.extend(by_person_edits(workbook, judged.book.lang, judged.summary.everyone))
    edits.extend(judged.log.edits)
    edits.extend(store_edits(workbook, judged.store))
    if edits:
        found = counts_line(judged.summary, judged.book.lang)
        edits.extend(home_edits(workbook, judged.today, "sheetsales check", found))
    return EditPlan(tuple(edits), workbook.sha256 or None)


def _id_edits(workbook: Workbook, judged: Judged) -> Iterator[SetCell]:
    """The given ids in their blank cells: as numbers where the column holds nothing else."""
    writable = Writable(workbook)
    numbers = {key: _all_numbers(judged.book, key) for key in {key for key, _, _, _ in judged.given_ids}}
    for key, _, at, text in judged.given_ids:
        if writable(at):
            yield SetCell(at, int(text) if numbers[key] and text.isdecimal() else text, None)


def _all_numbers(book: Book, key: str) -> bool:
    table = book.table(key)
    held = [value for value in table.raw[table.record.id_column] if value is not None]
    return bool(held) and all(type(value) in (int, float) for value in held)
