"""A workbook saved into a watched folder: written in place, or its findings beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.errors import NotAWorkbook, SaveFailed
from sheetsales.workflow.serving import beside
from sheetsales.workflow.serving.saved import check_saved
from sheetsales.workflow.serving.task import state_of
from tests.buttons import books
from tests.serve.running import run, until, watcher

LIBREOFFICE = ",user,host,02.11.2026 09:00,file:///x;"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "sales.xlsx"
    path.write_bytes(books.sample("en"))
    return path


def opened(book: Path) -> Path:
    marker = book.with_name(f".~lock.{book.name}#")
    marker.write_text(LIBREOFFICE)
    return marker


def test_a_closed_workbook_is_written_in_place_and_the_second_time_not(book: Path) -> None:
    done = check_saved(book, books.TODAY)
    assert done.code == 1
    assert "Written into the workbook" in done.said.en
    assert "写入" in done.said.zh
    assert done.state == state_of(book)
    findings = read_workbook(book).grid("Findings")
    assert findings is not None
    assert findings.last_row > 10
    again = check_saved(book, books.TODAY)
    assert "As before" in again.said.en
    assert again.state == done.state


def test_an_open_workbook_gets_its_findings_beside_it_and_stays(book: Path) -> None:
    before = book.read_bytes()
    opened(book)
    done = check_saved(book, books.TODAY)
    assert book.read_bytes() == before
    assert done.state == state_of(book)
    made = book.with_name("sales-check.xlsx")
    assert made.name in done.said.en
    assert "It is open" in done.said.en
    grid = read_workbook(made).grid("Findings")
    assert grid is not None
    rows = [
        [str(grid.value(row, column) or "") for column in range(1, 10)] for row in range(4, grid.last_row + 1)
    ]
    assert rows[0][0] == "Severity"
    closed = book.with_name("closed.xlsx")
    closed.write_bytes(before)
    check_saved(closed, books.TODAY)
    by_command = read_workbook(closed).grid("Findings")
    assert by_command is not None
    codes = sorted(str(by_command.value(row, 2)) for row in range(1, by_command.last_row + 1) if str(by_command.value(row, 2)).startswith("SS"))  # fmt: skip
    assert sorted(row[1] for row in rows[1:]) == codes
    assert all(row[6] and row[7] for row in rows[1:])


def test_only_a_file_of_ours_that_nobody_has_open_is_replaced(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(book)
    theirs = book.with_name("sales-check.xlsx")
    theirs.write_bytes(books.foreign())
    for _ in range(2):
        check_saved(book, books.TODAY)
        assert theirs.read_bytes() == books.foreign()
        assert book.with_name("sales-check-2.xlsx").exists()
        assert not book.with_name("sales-check-3.xlsx").exists()
    opened(book.with_name("sales-check-2.xlsx"))
    check_saved(book, books.TODAY)
    assert book.with_name("sales-check-3.xlsx").exists()
    monkeypatch.setattr(beside, "_MOST_NAMES", 3)
    with pytest.raises(SaveFailed, match="sales-check"):
        check_saved(book, books.TODAY)


def test_a_workbook_that_cannot_be_written_says_why(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sheetsales.backends.saving._is_writable", lambda _: False)
    done = check_saved(book, books.TODAY)
    assert "could not be written" in done.said.en
    assert book.with_name("sales-check.xlsx").exists()


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.xlsx"
    path.write_bytes(b"PK\x03\x04 and then nothing")
    with pytest.raises(NotAWorkbook, match=r"bad\.xlsx"):
        check_saved(path, books.TODAY)


def test_a_folder_is_watched_from_saving_to_the_result(
    tmp_path: Path, home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "销售 部"
    folder.mkdir()
    with watcher(str(folder)) as process:
        (folder / "bad.xlsx").write_bytes(b"PK\x03\x04 and then nothing")
        closed, held = folder / "我的 book.xlsx", folder / "open.xlsx"
        opened(held)
        closed.write_bytes(books.sample("en"))
        held.write_bytes(books.sample("en"))
        until(lambda: (folder / "open-check.xlsx").exists() and (folder / ".sheetsales").exists())
        assert run("serve", str(folder), "--lang", "en") == 2
        assert "watched by" in capfd.readouterr().err
        assert run("serve", str(tmp_path / "none"), "--lang", "en") == 2
        assert "no folder" in capfd.readouterr().err
        until(lambda: (home / "serve.log").read_text().count("check ended") >= 3)
        process.terminate()
        said, _ = process.communicate(timeout=60)
    assert said.count("bad.xlsx") == 1
    assert said.count("我的 book.xlsx: ") == 1
    assert "open-check.xlsx" in said
    assert "book" not in (home / "serve.log").read_text()
    assert held.read_bytes() == books.sample("en")
