"""The October report of a book in memory, read back."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Sequence
from pathlib import Path

import openpyxl

from sheetsales.book.book import Book
from sheetsales.findings import Finding
from sheetsales.indicators.period import month
from sheetsales.process.snapshot import NO_SNAPSHOTS, Snapshot, Snapshots, written
from sheetsales.reports.editions import MANAGERS, Audience
from sheetsales.reports.monthly import build
from sheetsales.texts import Lang
from tests.reports.conftest import TODAY, Made


def made_of(
    book: Book,
    path: Path,
    lang: Lang = "en",
    *,
    today: dt.date = TODAY,
    findings: Sequence[Finding] = (),
    kept: Snapshot | None = None,
    audience: Audience = MANAGERS,
) -> Made:
    """``kept`` is the snapshot of the month before, in the workbook's store."""
    store = Snapshots(written(kept)) if kept is not None else NO_SNAPSHOTS
    summary = build(
        book,
        findings,
        period=month(2026, 10),
        today=today,
        path=path,
        lang=lang,
        snapshots=store,
        audience=audience,
    )
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*extension is not supported")
        values, formulas = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    return Made(lang, path, summary, values, formulas)
