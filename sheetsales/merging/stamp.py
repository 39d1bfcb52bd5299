"""What a copy carries of where it came from, and what the workbook keeps of copies: texts in the hidden sheet."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.merging.rows import Issued, IssuedRow, Table
from sheetsales.merging.whose import By, Whose, is_locked

STAMP: Final = "copy"
"""The key of a copy's own stamp."""
BOOK_ID: Final = "copies.book"
ISSUES: Final = "copies.issued"
LAST: Final = "copies.last"
"""Keys of the workbook: its id, given once; the copies issued so far; the last number that was given to one."""
VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Issue:
    """One copy as the workbook remembers it; ``holder`` is the id of a person, or the name of a team or region, ``by`` says which.

    ``since`` and ``with_pay`` are how it was asked for: brought up to date it holds the same again.
    """

    number: int
    holder: str
    name: str
    on: dt.date
    file: str
    by: By = "owner"
    since: dt.date | None = None
    with_pay: bool = False


@dataclass(frozen=True)
class Stamp:
    """Which workbook a copy is of, which issue it is, for whom, and what it said when it was issued."""

    book: str
    issue: Issue
    base: Mapping[str, Issued]


def base_of(tables: Mapping[str, Table], whose: Mapping[str, frozenset[str]]) -> dict[str, Issued]:
    """What a copy says as it is issued; ``whose`` are the ids of rows lent along, by kind of record."""
    return {key: _issued(table, whose.get(key, frozenset())) for key, table in tables.items()}


def _issued(table: Table, lent: frozenset[str]) -> Issued:
    rows = (
        IssuedRow(
            row.id, row.naming, row.digests, row.id not in lent, {k: c.value for k, c in row.cells.items()}
        )
        for row in table.rows
    )
    return Issued(table.record, table.columns, tuple(rows), is_locked(table.record))


def lent_ids(tables: Mapping[str, Table], whose: Whose) -> dict[str, frozenset[str]]:
    """The ids of rows lent along, by kind of record, from the tables of the whole workbook."""
    return {
        key: frozenset(row.id for row in tables[key].rows if row.at in rows and row.id)
        for key, rows in whose.lent.items()
        if key in tables
    }


# -- as text


def stamp_text(stamp: Stamp) -> str:
    """Stable JSON."""
    base = {
        key: {
            "columns": list(part.columns),
            "locked": part.is_locked,
            "rows": [
                [row.id, row.naming, int(row.is_own), ",".join(row.digests.get(c, "") for c in part.columns)]
                for row in part.rows
            ],
        }
        for key, part in stamp.base.items()
    }
    document = {"version": VERSION, "book": stamp.book, "issue": _issue_json(stamp.issue), "base": base}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def read_stamp(text: str) -> Stamp | None:
    """The stamp a copy carries; None where the text is none, or was damaged."""
    try:
        document = json.loads(text)
        base = {key: _read_base(key, part) for key, part in document["base"].items()}
        return Stamp(str(document["book"]), _read_issue(document["issue"]), base)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _read_base(key: str, part: Mapping[str, Any]) -> Issued:
    columns = tuple(str(column) for column in part["columns"])
    rows = (
        IssuedRow(str(row_id), str(naming), _digests(columns, str(marks)), bool(own))
        for row_id, naming, own, marks in part["rows"]
    )
    return Issued(key, columns, tuple(rows), bool(part["locked"]))


def _digests(columns: Sequence[str], marks: str) -> dict[str, str]:
    return {column: mark for column, mark in zip(columns, marks.split(","), strict=True) if mark}


def issues_text(issues: Sequence[Issue]) -> str:
    return json.dumps([_issue_json(issue) for issue in issues], ensure_ascii=False, separators=(",", ":"))


def read_issues(text: str) -> tuple[Issue, ...]:
    """The copies a workbook remembers; none where it remembers none that can be read."""
    try:
        return tuple(_read_issue(one) for one in json.loads(text or "[]"))
    except (ValueError, KeyError, TypeError):
        return ()


def next_number(issues: Sequence[Issue], last: str) -> int:
    """The number of the next copy."""
    known = int(last) if last.isdecimal() else 0
    return max((known, *(issue.number for issue in issues))) + 1


def _issue_json(issue: Issue) -> dict[str, Any]:
    return {
        "number": issue.number,
        "holder": issue.holder,
        "name": issue.name,
        "on": issue.on.isoformat(),
        "file": issue.file,
        "by": issue.by,
        "since": issue.since.isoformat() if issue.since else None,
        "with_pay": issue.with_pay,
    }


def _read_issue(document: Mapping[str, Any]) -> Issue:
    return Issue(
        int(document["number"]),
        str(document["holder"]),
        str(document["name"]),
        dt.date.fromisoformat(document["on"]),
        str(document["file"]),
        document.get("by", "owner"),
        dt.date.fromisoformat(document["since"]) if document.get("since") else None,
        bool(document.get("with_pay")),
    )


def values_text(base: Mapping[str, Issued]) -> str:
    """The values themselves, kept beside the workbook so that a conflict can show what was issued."""
    document = {
        key: [{k: _plain(v) for k, v in row.values.items() if v is not None} for row in part.rows]
        for key, part in base.items()
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def with_values(base: Mapping[str, Issued], text: str) -> dict[str, Issued]:
    """The base with the values of ``values_text`` in it; as it is where they do not belong to it."""
    try:
        document = json.loads(text)
    except ValueError:
        return dict(base)
    return {
        key: _valued(part, document.get(key) if isinstance(document, dict) else None)
        for key, part in base.items()
    }


def _valued(part: Issued, rows: Any) -> Issued:
    if not isinstance(rows, list) or len(rows) != len(part.rows):
        return part
    valued = (
        IssuedRow(row.id, row.naming, row.digests, row.is_own, values if isinstance(values, dict) else {})
        for row, values in zip(part.rows, rows, strict=True)
    )
    return Issued(part.record, part.columns, tuple(valued), part.is_locked)


def _plain(value: CellValue) -> bool | int | float | str:
    return value if isinstance(value, bool | int | float) else str(value)
