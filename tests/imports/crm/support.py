"""Workbooks and exports for the tests of importing records."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sheetsales.book.book import Book
from sheetsales.imports.crm.outcome import Taken
from sheetsales.imports.crm.taking import Asked
from sheetsales.texts import Lang
from sheetsales.workflow.making import make_workbook
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.taking_in import TakenIn, Told, read_files, take_in

TODAY = dt.date(2026, 11, 30)


def workbook(path: Path, lang: Lang = "en") -> Path:
    """An empty workbook with contacts."""
    make_workbook(path, lang=lang, process="b2b", today=TODAY, story=None, modules=("contacts",))
    return path


def export(path: Path, rows: Sequence[Sequence[object]], *, encoding: str = "utf-8", sign: str = ",") -> Path:
    """A text file of these rows."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=sign).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def taken_in(
    book: Path, *files: Path, told: Told | None = None, asked: Asked | None = None, dry_run: bool = False
) -> TakenIn:
    """Import files."""
    said = told or Told(asked=asked or Asked())
    return take_in(book, read_files(files, said), said, today=TODAY, dry_run=dry_run)


def of(result: TakenIn, record: str) -> Taken:
    """What became of one kind of record."""
    return next(taken for taken in result.outcome.taken if taken.export.record == record)


def counts(taken: Taken) -> tuple[int, int, int, int]:
    """New, changed, same, refused."""
    return len(taken.new), taken.changed, taken.same, len(taken.refused)


def opened(path: Path) -> Book:
    return open_book(path, today=TODAY).book


def records(path: Path, key: str, *columns: str) -> list[tuple[Any, ...]]:
    """Columns of a kind of record as they are read back."""
    table = opened(path).table(key)
    return list(zip(*(table.get(column) for column in columns), strict=True))


def whys(taken: Taken) -> Mapping[int, str]:
    """Sheet row → why it was refused."""
    return {odd.row: odd.why.en for odd in taken.refused}
