"""A LibreOffice for all tests of open workbooks, and workbooks open in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from sheetsales.backends.live.book import LiveBook, attached
from tests.buttons.conformance.plans import workbook
from tests.support.uno_office import Office

Opener = Callable[[Path], LiveBook]


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = Office(tmp_path_factory.mktemp("office"))
    yield office
    office.close()


@pytest.fixture
def engine(office: Office) -> Iterator[Any]:
    """The engine, whole again after each test."""
    yield office.engine
    office.engine.refuse = office.bridge.let
    office.engine.very_hidden.clear()
    office.engine.protected_views.clear()


@pytest.fixture
def documents(office: Office, engine: Any) -> Iterator[list[Any]]:
    """The documents that a test has open."""
    opened: list[Any] = []
    yield opened
    for document in opened:
        with suppress(office.bridge.UnoException):
            office.shut(document)


@pytest.fixture
def opener(office: Office, documents: list[Any]) -> Opener:
    """Opens a workbook, as a user would, and attaches to it."""

    def open_it(path: Path) -> LiveBook:
        documents.append(office.open(path))
        path.with_name(f"~${path.name}").write_bytes(b"")  # Excel's marker
        live = attached(path)
        assert isinstance(live, LiveBook)
        return live

    return open_it


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "销售 部"
    folder.mkdir()
    book = folder / "我的 book.xlsx"
    book.write_bytes(workbook())
    return book


@pytest.fixture
def live(path: Path, opener: Opener) -> LiveBook:
    return opener(path)
