"""What stands about stages and steps in columns that only people read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sheetsales.reports.draft import Draft
from sheetsales.schema import defaults


def process_texts(draft: Draft, table: str, column: str) -> Mapping[str, str]:
    """Code → text, as the workbook says, else as the packaged process does where the workbook uses that."""
    book = draft.facts.book
    sheet = book.table(table)
    found: dict[str, str] = {}
    for code, text in zip(sheet.get("code"), sheet.get(column), strict=True):
        if code and text:
            found.setdefault(code, str(text))
    process = book.process
    packaged: Sequence[Mapping[str, str]] = ()
    if table == "stages" and process.packaged:
        packaged = defaults.stages(book.binding.preset)
    if table == "steps" and not len(sheet) and process.steps:
        packaged = defaults.steps(book.binding.preset)
    for row in packaged:
        found.setdefault(row["code"], row[f"{column}_{draft.lang}"])
    return found
