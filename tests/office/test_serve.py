"""The watcher beside a real LibreOffice: clicks it answers, open workbooks it leaves alone, buttons put back after a save."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.buttons.registry import enabled
from sheetsales.workflow.buttoning import add_buttons, condition
from tests.buttons import books
from tests.office.desk import Desk

pytestmark = pytest.mark.office


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@contextmanager
def serving(desk: Desk, *arguments: str) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "-m", "sheetsales", "serve", *arguments],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "SHEETSALES_HOME": str(desk.home)},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        process.stdout.readline()
        yield
    finally:
        process.terminate()
        process.communicate(timeout=30)


def test_the_watcher_answers_clicks_where_no_python_could_be_started(desk: Desk) -> None:
    desk.use(desk.folder / "no python", first_answer=1)
    plain = desk.folder / "book.xlsx"
    plain.write_bytes(books.sample("en"))
    book = add_buttons(plain).path
    with serving(desk):
        found = desk.steps(
            book, ["press", "Check data"], ["read", "Findings", "A2:K9"], ["press", "Undo last run"]
        )
    assert any(value for row in found[1] for value in row)
    said = desk.said()
    assert "findings" in said[0]
    assert "is undone" in said[1]


def test_a_workbook_open_in_libreoffice_gets_its_findings_beside_it(desk: Desk) -> None:
    folder = desk.folder / "销售 部"
    folder.mkdir()
    book = folder / "我的 book.xlsx"
    book.write_bytes(books.sample("zh"))
    made = folder / "我的 book-检查.xlsx"
    with serving(desk, str(folder)):
        desk.steps(book, ["set", "商机", "A2", "改"], ["save"], ["await_file", str(made)])
        grid = read_workbook(made).grid("检查结果")
        assert grid is not None
        assert grid.last_row > 4
        assert read_workbook(book).grid("我的 book-检查") is None
    assert not list(folder.glob("*.tmp"))


def test_buttons_that_libreoffice_dropped_are_put_back(desk: Desk) -> None:
    plain = desk.folder / "book.xlsx"
    plain.write_bytes(books.sample("en"))
    book = add_buttons(plain).path
    desk.steps(book, ["set", "Pipeline", "A2", "x"], ["save"])
    was = condition(book)
    assert was in ("none", "old", "incomplete"), "LibreOffice has learnt to keep them"
    assert add_buttons(book).changed
    assert condition(book) == "fine"
    before = book.read_bytes()
    assert not add_buttons(book).changed
    assert book.read_bytes() == before
    found = desk.steps(book, ["captions"], ["press", "Check data"], ["read", "Findings", "A2:K9"])
    assert {caption for _, caption in found[0]} == {button.shown("en") for button in enabled()}
    assert any(value for row in found[2] for value in row)
