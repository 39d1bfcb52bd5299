"""What a new year's workbook remembers of the one before it, and what that remembers of the new one."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import field
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.texts import Text

IS_ARCHIVE: Final = Text(
    "这是归档：{year} 年起的记录在“{file}”里填。",
    "This is an archive: records of {year} and later belong into “{file}”.",
)


@dataclass(frozen=True)
class Before:
    """The archive of a workbook: its ``file`` as a path from the workbook's folder, its id, and the first day that is told in
    the workbook itself. ``carried`` are by kind of record the marks of rows that stand in both."""

    file: str
    book: str
    since: dt.date
    carried: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class After:
    """The year and the file of the workbook that goes on from an archive."""

    year: int
    file: str


def before_text(before: Before) -> str:
    """Stable JSON."""
    document = {
        "file": before.file,
        "book": before.book,
        "since": before.since.isoformat(),
        "carried": {key: list(marks) for key, marks in before.carried.items()},
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def read_before(text: str) -> Before | None:
    """The archive; None where there is none, or where nobody can read any more which."""
    try:
        document = json.loads(text)
        carried = {str(key): tuple(map(str, marks)) for key, marks in document["carried"].items()}
        since = dt.date.fromisoformat(document["since"])
        return Before(str(document["file"]), str(document["book"]), since, carried)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def after_text(after: After) -> str:
    return json.dumps({"year": after.year, "file": after.file}, ensure_ascii=False, separators=(",", ":"))


def read_after(text: str) -> After | None:
    """The workbook that goes on from this one; None where none does."""
    try:
        document = json.loads(text)
        return After(int(document["year"]), str(document["file"]))
    except (ValueError, KeyError, TypeError):
        return None
