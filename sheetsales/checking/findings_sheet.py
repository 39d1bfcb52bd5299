"""The Findings sheet: its rows, and the edits that put them there without touching anything of the team's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sheetsales.book import telling
from sheetsales.book.book import Book
from sheetsales.cells.edits import Edit
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellError, CellValue, EditValue, Link
from sheetsales.checking.written_pages import FINDINGS_PAGE
from sheetsales.findings import Finding
from sheetsales.pages import find, keep, same_sheet_name
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Lang, Text

MOST_ROWS: Final = 50_000
"""More than anybody reads; the summary counts the rest."""

_LONGEST_VALUE = 200


def findings_edits(workbook: Workbook, book: Book, findings: Sequence[Finding]) -> Iterator[Edit]:
    """The edit that makes the Findings sheet say these findings; none where it says them already.

    A workbook without such a sheet gets one at its end, once there is something to say. Columns the team added to
    the Table keep what stands beside a finding for as long as it stands.
    """
    names = _Names(book)
    rows = [_row(book, finding, names) for finding in findings[:MOST_ROWS]]
    yield from keep(workbook, book.lang, FINDINGS_PAGE, rows)


def findings_sheet(workbook: Workbook, lang: Lang) -> str:
    """The name of the sheet the findings stand in, or would."""
    return same_sheet_name(workbook, FINDINGS_PAGE, lang)


def has_findings_sheet(workbook: Workbook) -> bool:
    return find(workbook, FINDINGS_PAGE) is not None


class _Names:
    """What to call records that have no id, by the row they stand in."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._rows: dict[str, dict[tuple[str, int], int]] = {}

    def of(self, finding: Finding) -> str | None:
        if finding.record or not finding.at or finding.key == "*":
            return finding.record or None
        table = self._book.table(finding.record_key) if finding.record_key in RECORDS else None
        if table is None or not table.record.name_column:
            return None
        rows = self._rows.get(finding.record_key)
        if rows is None:
            sheets = [bound.sheet for bound in table.bound]
            places = zip((sheets[source] for source in table.sources), table.rows, strict=True)
            rows = self._rows[finding.record_key] = {place: i for i, place in enumerate(places)}
        i = rows.get((finding.at.sheet, finding.at.row))
        return None if i is None else table.get(table.record.name_column)[i]


def _row(book: Book, finding: Finding, names: _Names) -> dict[str, EditValue]:
    lang = book.lang
    at = finding.at
    return {
        "severity": finding.severity.text.in_(lang),
        "code": finding.code,
        "sheet": at.sheet if at else sheet_title(finding).in_(lang),
        "cell": Link(str(at), at.a1) if at else None,
        "record": names.of(finding),
        "column": column_title(book, finding).in_(lang) or None,
        "value": _value(finding.value),
        "problem": finding.message.in_(lang),
        "advice": finding.hint.in_(lang),
        "owner": book.person_name(finding.owner) if finding.owner else None,
        "since": finding.since,
    }


def sheet_title(finding: Finding) -> Text:
    """The sheet a finding is about: its name in the file where it has a cell, else the title it would have."""
    if finding.at:
        return Text(finding.at.sheet, finding.at.sheet)
    record = RECORDS.get(finding.record_key)
    return record.title if record else Text("", "")


def column_title(book: Book, finding: Finding) -> Text:
    """The column as people see it; blank for findings on a row or a sheet."""
    record = RECORDS.get(finding.record_key)
    if record is None or finding.column not in record.by_key:
        return Text(finding.column, finding.column)
    return telling.column_title(book.table(finding.record_key), finding.column)


def _value(value: CellValue) -> EditValue:
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, str) and len(value) > _LONGEST_VALUE:
        return value[:_LONGEST_VALUE] + "…"
    return value
