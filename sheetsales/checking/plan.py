"""The edits that put a check's results into the workbook, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from sheetsales.book.book import Book
from sheetsales.cells.edits import AddSheet, Edit, EditPlan, SetCell
from sheetsales.cells.grid import Workbook
from sheetsales.cells.writable import Writable
from sheetsales.checking.by_person import by_person_edits
from sheetsales.checking.check_column import check_edits
from sheetsales.checking.findings_sheet import findings_edits
from sheetsales.checking.home import home_edits
from sheetsales.checking.judge import Judged
from sheetsales.checking.spoken import counts_line
from sheetsales.schema.store import store_edits
from sheetsales.texts import NO_TEXT, Text

_NOT_ADDED = Text(
    "工作簿结构受保护，所以没有加“{sheets}”；别的都写好了。要加上，请在 Excel 的“审阅 → 保护工作簿”里取消保护，再检查一次。",
    "The workbook's structure is protected, so “{sheets}” could not be added; all else is written. To have it, unprotect the "
    "workbook in Excel (Review > Protect Workbook) and check again.",
)

_NOT_KEPT = Text(
    "工作簿结构受保护，检查要记住的东西（哪天起有的问题、接受过的问题）没处放；别的都写好了。要记住，请在 Excel 的“审阅 → 保护工作簿”里取消保护，再检查一次。",
    "The workbook's structure is protected, so there is no place for what checks remember (since when a problem stands, what "
    "was accepted); all else is written. To have it kept, unprotect the workbook in Excel (Review > Protect Workbook) and "
    "check again.",
)


def plan(workbook: Workbook, judged: Judged) -> EditPlan:
    """Blank ids filled, the check column, the sums of contracts, the Findings sheet and the stage log brought up to date, the
    memory of it kept, the run noted on Home.

    Empty where nothing changed since the check whose results stand in the workbook.
    """
    if judged.unchanged:
        return EditPlan((), workbook.sha256 or None)
    edits: list[Edit] = list(_id_edits(workbook, judged))
    edits.extend(check_edits(workbook, judged.book, judged.findings))
    edits.extend(_sum_edits(workbook, judged))
    edits.extend(findings_edits(workbook, judged.book, judged.findings))
    edits.extend(by_person_edits(workbook, judged.book.lang, judged.summary.everyone))
    edits.extend(judged.log.edits)
    edits.extend(store_edits(workbook, judged.store))
    if edits:
        found = counts_line(judged.summary, judged.book.lang)
        edits.extend(home_edits(workbook, judged.today, "sheetsales check", found))
    return EditPlan(tuple(edits), workbook.sha256 or None)


def within_structure(workbook: Workbook, edits: EditPlan) -> tuple[EditPlan, Text]:
    """The plan without the sheets that cannot be added to a workbook whose structure is protected, and what to say of
    that: all else is done."""
    new = [edit for edit in edits.edits if isinstance(edit, AddSheet)] if workbook.structure_locked else []
    if not new:
        return edits, NO_TEXT
    names = [edit.name for edit in new if edit.visibility == "visible"]
    left = tuple(edit for edit in edits.edits if not isinstance(edit, AddSheet))
    sheets = Text("”“".join(names), "”, “".join(names))
    return EditPlan(left, edits.book), _NOT_ADDED.fill(sheets=sheets) if names else _NOT_KEPT


def _sum_edits(workbook: Workbook, judged: Judged) -> Iterator[SetCell]:
    """What came in for each contract, in workbooks that keep contracts and receipts."""
    if not (judged.book.has("contracts") and judged.book.has("receipts")):
        return
    from sheetsales.checking.ledger_sums import sum_edits

    yield from sum_edits(workbook, judged.book, judged.today)


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
