"""The manager's rules as the rows of the Rules sheet say them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.parsing.cleaning import fold
from sheetsales.book.table import own_heading
from sheetsales.dataclass import dataclass
from sheetsales.findings import Severity
from sheetsales.regex import regex
from sheetsales.rules.written.tables import tables_by_name
from sheetsales.schema.headings import fold as without_separators
from sheetsales.schema.headings import normalise
from sheetsales.texts import NO_TEXT, Text

_BUILT_IN: Final = regex(r"SS\d{3}\Z", re.IGNORECASE)
_SEVERITIES: Final = {severity.code: severity for severity in Severity}
_DEFAULT_TABLE: Final = "pipeline"


@dataclass(frozen=True, slots=True)
class WrittenRule:
    """One rule. ``row`` is its index in the Rules sheet; ``record`` the table it looks at, "" where ``table`` names
    none; ``message`` is in one language where the sheet has one only, blank where it has none."""

    row: int
    code: str
    name: str
    on: bool
    severity: Severity
    table: str
    record: str
    condition: str
    message: Text

    @property
    def called(self) -> Text:
        """``规则 M01（大单报价未经批准）`` or ``Rule M01 (Big quotation without approval)``; in Chinese with the space
        that stands between a code and the next character."""
        if not self.name:
            return Text(f"规则 {self.code} ", f"Rule {self.code}")
        return Text(f"规则 {self.code}（{self.name}）", f"Rule {self.code} ({self.name})")


def written_rules(book: Book) -> Iterator[WrittenRule]:
    """Every rule with a code of the manager's own or a condition, in the order of the sheet."""
    rules = book.table("rules")
    tables = tables_by_name(book) if len(rules) else {}
    columns = [rules.get(key) for key in ("code", "name", "on", "severity", "table", "condition")]
    messages = [rules.get(key) for key in ("message_zh", "message_en")]
    for row, (code, name, on, severity, table, condition) in enumerate(zip(*columns, strict=True)):
        if not code or (_BUILT_IN.match(code) and not condition):
            continue
        zh, en = (column[row] or "" for column in messages)
        yield WrittenRule(
            row,
            code,
            name or "",
            bool(on),
            _SEVERITIES.get(severity, Severity.WARNING),
            table or "",
            tables.get(fold(table), "") if table else _DEFAULT_TABLE,
            condition or "",
            Text(zh or en, en or zh) if zh or en else NO_TEXT,
        )


def own_columns(book: Book) -> Iterator[tuple[str, str]]:
    """(record, column) of the team's own columns whose headings rules that are on write out; perhaps a few too many."""
    texts = [text for r in written_rules(book) if r.on for text in (r.condition, r.message.zh, r.message.en)]
    if texts:
        said = without_separators(fold("\n".join(texts)))
        for key in sorted(book.tables):
            for own in book.tables[key].own:
                if normalise(own_heading(own)).key in said:
                    yield key, own


def is_built_in(code: str) -> bool:
    """Whether a code is one of the catalogue's, which no rule of a manager may take."""
    return _BUILT_IN.match(code) is not None
