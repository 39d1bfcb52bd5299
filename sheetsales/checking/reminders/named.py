"""What to mend, record by record as people call them: the deal, the customer, the task, never the cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.parsing.column_reader import shown
from sheetsales.checking.findings_sheet import column_title, sheet_title
from sheetsales.findings import Finding
from sheetsales.look.numbers import spoken_percent
from sheetsales.rules.catalogue import TITLES
from sheetsales.rules.words import deal_names
from sheetsales.schema.column import Kind
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Lang, Text

_LONGEST_VALUE: Final = 20
_LONGEST_NAME: Final = 64
_MOST: Final = 3
_KNOWN_BY: Final = {"activities": ("customer", "date"), "targets": ("owner", "period")}
"""What tells records without names apart."""
_MORE: Final = Text("等 {n} 处", "and {n} more")


def mend_lines(findings: Sequence[Finding], book: Book, lang: Lang) -> Iterator[str]:
    """``甬润机械·空压机监测：原因（阶段必填列为空）``: one line a record, worst first; nobody else's figures."""
    groups: dict[tuple[str, str, int], list[Finding]] = {}
    for number, finding in enumerate(findings):
        at = finding.at
        key = (finding.record_key, at.sheet, at.row) if at and finding.key != "*" else ("", "", number)
        groups.setdefault(key, []).extend(finding.parts)
    for group in groups.values():
        parts = list(dict.fromkeys(_part(book, finding, lang) for finding in group))
        rest = len(parts) - _MOST
        said = ("；" if lang == "zh" else "; ").join(parts[:_MOST])
        more = _MORE.fill(n=len(parts) if lang == "zh" else rest).in_(lang) if rest > 0 else ""
        colon, gap = ("：", "") if lang == "zh" else (": ", " ")
        yield f"{_called(book, group[0], lang)}{colon}{said}{gap + more if more else ''}"


def _part(book: Book, finding: Finding, lang: Lang) -> str:
    """``金额“128000”（数字存成了文本）``: the column, what its cell shows, and the rule's title."""
    title = TITLES[finding.code].in_(lang) if finding.code in TITLES else finding.message.in_(lang)
    column, value = column_title(book, finding).in_(lang), _value(finding)
    short = value if len(value) <= _LONGEST_VALUE else value[: _LONGEST_VALUE - 1] + "…"
    if not column:
        return title
    if lang == "zh":
        return f"{column}{f'“{short}”' if short else ''}（{title}）"
    return f"{column}{f' “{short}”' if short else ''} ({title[:1].lower()}{title[1:]})"


def _called(book: Book, finding: Finding, lang: Lang) -> str:
    """The record by its name; where it has none, or many are meant, by its place."""
    at, record = finding.at, RECORDS.get(finding.record_key)
    row = _row(book, finding) if record is not None else None
    if row is None or record is None:
        return str(at) if at else sheet_title(finding).in_(lang)
    if record.key == "pipeline":
        name = ("·" if lang == "zh" else " · ").join(deal_names(book, row))
    elif record.key in _KNOWN_BY:
        raw = book.table(record.key).raw
        cells = [raw[key][row] for key in _KNOWN_BY[record.key] if key in raw]
        said = [shown(cell) for cell in cells if cell is not None]
        name = " ".join([sheet_title(finding).in_(lang), *said]) if said else ""
    else:
        name = str(book.table(record.key).get(record.name_column)[row] or "") if record.name_column else ""
    name = " ".join(name.split())
    name = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
    return name or finding.record or str(at)


def _row(book: Book, finding: Finding) -> int | None:
    """The record's row in its table; None where many are meant."""
    table, at = book.table(finding.record_key), finding.at
    if at is None or finding.key == "*":
        return None
    row = table.by_id.get(finding.record) if finding.record else None
    if row is not None:
        return row
    sheets = [bound.sheet for bound in table.bound]
    places = ((sheets[source], line) for source, line in zip(table.sources, table.rows, strict=True))
    return next((i for i, place in enumerate(places) if place == (at.sheet, at.row)), None)


def _value(finding: Finding) -> str:
    """What the cell shows; a share as a percentage."""
    record, value = RECORDS.get(finding.record_key), finding.value
    column = record.by_key.get(finding.column) if record else None
    if (
        column is not None
        and column.kind is Kind.PERCENT
        and isinstance(value, int | float)
        and not isinstance(value, bool)
        and 0 <= value <= 1
    ):
        return spoken_percent(value)
    return "" if value is None else " ".join(shown(value).split())
