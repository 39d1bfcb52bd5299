"""What a check remembers in the workbook: since when each finding stands, and which were accepted.

Both are kept as JSON texts that name a finding by code, kind of record, column and record, never by row.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from sheetsales.findings import Finding

SINCE: Final = "check.since"
BASELINE: Final = "check.baseline"
FINGERPRINT: Final = "check.fingerprint"

Identity = tuple[str, str, str, str, str]
"""As ``Finding.identity``: code, kind of record, record, column, key."""


def write_since(findings: Iterable[Finding]) -> str:
    """The first-seen days of these findings as a text; "" where there are none."""
    groups: dict[tuple[str, str, str, str], dict[str, list[str]]] = {}
    for finding in findings:
        code, record_key, record, column, key = finding.identity
        days = groups.setdefault((code, record_key, column, key), {})
        since = finding.since.isoformat() if finding.since else ""
        days.setdefault(since, []).append(record)
    rows = [
        [*group, {day: sorted(set(ids)) for day, ids in sorted(days.items())}]
        for group, days in groups.items()
    ]
    return _dump(rows)


def read_since(text: str) -> dict[Identity, dt.date]:
    """First-seen day by identity; a text that is not ours counts as none."""
    known: dict[Identity, dt.date] = {}
    for group, days in _rows(text):
        for day, records in days.items() if isinstance(days, Mapping) else ():
            since = _day(day)
            if since is not None:
                known.update({_identity(group, record): since for record in records})
    return known


def write_baseline(identities: Iterable[Identity]) -> str:
    """Accepted findings as a text; "" where there are none."""
    groups: dict[tuple[str, str, str, str], set[str]] = {}
    for code, record_key, record, column, key in identities:
        groups.setdefault((code, record_key, column, key), set()).add(record)
    return _dump([[*group, sorted(records)] for group, records in groups.items()])


def read_baseline(text: str) -> frozenset[Identity]:
    """The accepted identities; a text that is not ours counts as none."""
    return frozenset(
        _identity(group, record)
        for group, records in _rows(text)
        if isinstance(records, list)
        for record in records
    )


def _dump(rows: list[list[Any]]) -> str:
    if not rows:
        return ""
    rows.sort(key=lambda row: [str(part) for part in row[:4]])
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _rows(text: str) -> Iterable[tuple[list[str], Any]]:
    try:
        rows = json.loads(text) if text else []
    except ValueError:
        return []
    if not isinstance(rows, list):
        return []
    return [(row[:4], row[4]) for row in rows if isinstance(row, list) and len(row) == 5]


def _identity(group: list[str], record: str) -> Identity:
    code, record_key, column, key = map(str, group)
    return code, record_key, str(record), column, key


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
