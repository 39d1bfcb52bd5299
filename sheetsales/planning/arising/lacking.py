"""What a workbook lacks for tasks to arise in it: said where none did, so that nobody takes it for "nothing to do"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sheetsales.book.book import Book
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Text

_NO_STEPS: Final = Text(
    "按流程步骤的：没有流程步骤表。加一张：sheetsales sheets add 工作簿 steps。",
    "From steps: there is no Steps sheet. Add one with sheetsales sheets add BOOK steps.",
)
_NO_COLUMN: Final = Text("{what}：{record}表没有“{column}”列。", "{what}: {record} has no column '{column}'.")
_NO_SHEET: Final = Text("{what}：没有{record}表。", "{what}: there is no {record} sheet.")
_NEEDED: Final = (
    ("pipeline", "stage_since", Text("按流程步骤的", "From steps")),
    ("pipeline", "next_step_on", Text("按约好的下一步的", "From next steps agreed")),
    ("customers", "next_contact", Text("按客户联系的", "From contacts")),
)


def lacking(book: Book) -> Iterator[Text]:
    """What keeps tasks from arising, a sentence each; nothing where all they come from is there."""
    if not book.has("steps"):
        yield _NO_STEPS
    for key, column, what in _NEEDED:
        table, record = book.table(key), RECORDS[key]
        if not table.bound:
            yield _NO_SHEET.fill(what=what, record=record.title)
        elif not table.has(column):
            yield _NO_COLUMN.fill(what=what, record=record.title, column=record.by_key[column].title)
