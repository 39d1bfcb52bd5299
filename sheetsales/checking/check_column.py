"""The check column: beside each deal, in a few words, what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sheetsales.book.book import Book
from sheetsales.cells.edits import SetCell
from sheetsales.cells.grid import Workbook
from sheetsales.cells.writable import Writable
from sheetsales.checking.findings_sheet import column_title
from sheetsales.findings import Finding, Severity
from sheetsales.rules.own_titles import rule_titles
from sheetsales.schema.workbook import SHEETS
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text, same

CHECKED: Final = tuple((record.key, record.check_column) for record in SHEETS if record.check_column)
"""Records with a column that a check writes."""

_LONGEST = 120
_COUNTS = {
    Severity.ERROR: (Text("{n} 错误", "{n} error"), Text("{n} 错误", "{n} errors")),
    Severity.WARNING: (Text("{n} 提醒", "{n} warning"), Text("{n} 提醒", "{n} warnings")),
    Severity.INFO: (Text("{n} 信息", "{n} note"), Text("{n} 信息", "{n} notes")),
}


def check_edits(workbook: Workbook, book: Book, findings: Sequence[Finding]) -> Iterator[SetCell]:
    """The cells of check columns that shall read differently, each guarded by what it holds now."""
    for key, column in CHECKED:
        table = book.table(key)
        if table.has(column):
            yield from _column_edits(workbook, book, key, column, findings)


def _column_edits(
    workbook: Workbook, book: Book, key: str, column: str, findings: Sequence[Finding]
) -> Iterator[SetCell]:
    table = book.table(key)
    by_row: dict[tuple[str, int], list[Finding]] = {}
    for finding in findings:
        if finding.record_key == key and finding.at:
            by_row.setdefault((finding.at.sheet, finding.at.row), []).append(finding)
    writable, named = Writable(workbook), rule_titles(book)
    sheets = [bound.sheet for bound in table.bound]
    for i, (row, now) in enumerate(zip(table.rows, table.raw[column], strict=True)):
        own = by_row.get((sheets[table.sources[i]], row))
        if own is None and now is None:
            continue
        text = check_text(book, own, book.lang, named) if own else None
        at = table.cell(i, column)
        if text != now and at is not None and writable(at):
            yield SetCell(at, text, now)


def check_text(
    book: Book, findings: Sequence[Finding], lang: Lang, named: Mapping[str, Text] | None = None
) -> str:
    """``2 错误 · 1 提醒：阶段必填列为空（合同编号、原因）；商机停滞``."""
    counts = Counter(f.severity for f in findings)
    head = " · ".join(
        _COUNTS[s][counts[s] > 1].in_(lang).format(n=counts[s]) for s in sorted(counts, reverse=True)
    )
    columns: dict[str, list[str]] = {}
    everything = (part for finding in findings for part in finding.parts)
    for finding in sorted(everything, key=lambda f: (-f.severity, f.code)):
        columns.setdefault(finding.code, []).append(column_title(book, finding).in_(lang))
    rules = named or rule_titles(book)
    parts = [_said(rules.get(code, same(code)).in_(lang), titles, lang) for code, titles in columns.items()]
    text = f"{head}：{'；'.join(parts)}" if lang == "zh" else f"{head}: {'; '.join(parts)}"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _said(title: str, columns: Sequence[str], lang: Lang) -> str:
    named = list(dict.fromkeys(filter(None, columns)))
    if not named:
        return title
    columns = listed(named).in_(lang)
    return f"{title}（{columns}）" if lang == "zh" else f"{title} ({columns})"
