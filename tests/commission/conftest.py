"""The sample with its ledgers and its plans, read once."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pytest

from sheetsales.book.book import Book
from sheetsales.schema.workbook import RECORDS, SHEETS
from sheetsales.template.build import build_workbook
from sheetsales.template.story import build_story
from sheetsales.texts import LANGUAGES
from sheetsales.workflow.opening import open_book

TODAY = dt.date(2026, 11, 2)
MORE = ("contracts", "orders", "receipts", "returns", "surveys", "products", "commission_plans")


@pytest.fixture(scope="session", params=LANGUAGES)
def paid_book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Book:
    """As it stands with the mistakes it is packaged with: a rep has no target for November."""
    story = build_story(request.param, "b2b", TODAY, sheets=MORE)
    out = BytesIO()
    records = (*SHEETS, *(RECORDS[key] for key in MORE))
    build_workbook(out, lang=request.param, process="b2b", today=TODAY, story=story, records=records)
    path = tmp_path_factory.mktemp("pay") / f"{request.param}.xlsx"
    path.write_bytes(out.getvalue())
    return open_book(path, today=TODAY).book
