"""The sample with the sheets of its modules, read once for the worked checks."""

from __future__ import annotations

import datetime as dt

import pytest

from sheetsales.book.book import Book
from sheetsales.indicators.facts import Facts, gather
from sheetsales.texts import LANGUAGES
from sheetsales.workflow.making import make_workbook, tell_story
from sheetsales.workflow.opening import open_book

TODAY, AS_OF = dt.date(2026, 11, 2), dt.date(2026, 10, 31)


@pytest.fixture(scope="session", params=LANGUAGES)
def module_book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The sample's year as its ledgers tell it as well."""
    path = tmp_path_factory.mktemp("modules") / f"{request.param}.xlsx"
    modules = ("orders", "service", "contacts", "improve", "market", "people")
    story = tell_story(request.param, "b2b", today=TODAY, opportunities=150, seed=1, modules=modules)
    make_workbook(path, lang=request.param, process="b2b", today=TODAY, story=story, modules=modules)
    return open_book(path, today=TODAY).book


@pytest.fixture(scope="session")
def module_facts(module_book: Book) -> Facts:
    return gather(module_book, AS_OF)
