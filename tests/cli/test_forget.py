"""What is kept outside a workbook can be listed and removed, and nothing else with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sheetsales.backends import traces
from sheetsales.backends.backups import list_backups
from sheetsales.cli.main import main

OTHER = "other.xlsx"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert isinstance(end.value.code, int)
    return end.value.code


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook checked twice, another beside it, and what a click and a fault left."""
    monkeypatch.setenv("SHEETSALES_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for name in ("sales.xlsx", OTHER):
        run("new", str(tmp_path / name), "--lang", "en", "--sample", "--today", "2026-11-02")
        run("check", str(tmp_path / name), "--today", "2026-11-02")
    run("check", str(tmp_path / "sales.xlsx"), "--today", "2026-11-09")
    job = tmp_path / "home" / "jobs" / "1"
    job.mkdir(parents=True)
    (job / "book.xlsx").write_bytes(b"a copy")
    (tmp_path / "home" / "faults").mkdir()
    (tmp_path / "home" / "faults" / "sheetsales-20261102-080000-x.log").write_text("trace")
    return tmp_path / "sales.xlsx"


def test_without_yes_it_only_tells(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run("forget", str(book), "--lang", "en") == 0
    said = capsys.readouterr().out
    assert "2 backups (the whole workbook), " in said
    assert "1 record that undo needs, " in said
    assert "add --yes" in said
    assert run("forget", str(book), "--yes", "--dry-run") == 0
    assert len(list_backups(book)) == 2


def test_what_is_kept_of_the_workbook_goes_and_nothing_else(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, folder = book.read_bytes(), book.parent / ".sheetsales"
    capsys.readouterr()
    assert run("forget", str(book), "--yes", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [(row["kind"], row["removed"]) for row in found["kept"]] == [
        ("backup", True), ("backup", True), ("record", True)
    ]  # fmt: skip
    assert book.read_bytes() == before
    assert list_backups(book) == ()
    assert list(folder.glob("sales*")) == []
    assert len(list_backups(book.parent / OTHER)) == 1
    assert (book.parent / "home" / "jobs" / "1").exists()
    assert run("forget", str(book), "--lang", "zh") == 0
    assert capsys.readouterr().out == "没有留下任何东西。\n"
    assert run("forget", str(book.parent / OTHER), "--yes") == 0
    assert not folder.exists()


def test_the_newest_backups_can_stay_and_undo_with_them(book: Path) -> None:
    newest = list_backups(book)[0].path
    assert run("forget", str(book), "--keep", "1", "--yes") == 0
    assert [backup.path for backup in list_backups(book)] == [newest]
    assert run("undo", str(book)) == 0


def test_bases_of_its_own_copies_go_with_it(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = book.parent / OTHER
    for each in (book, other):
        (book.parent / each.stem).mkdir()
        assert (
            run(
                "split",
                str(each),
                "-o",
                str(book.parent / each.stem),
                "--only",
                "S03",
                "--today",
                "2026-11-09",
            )
            == 0
        )
    issued = book.parent / ".sheetsales" / "issued"
    assert len(list(issued.iterdir())) == 2
    assert run("forget", str(book), "--keep", "1", "--yes") == 0
    assert len(list(issued.iterdir())) == 2
    capsys.readouterr()
    assert run("forget", str(book), "--yes", "--lang", "en") == 0
    assert "1 base of copies that were issued" in capsys.readouterr().out
    (left,) = issued.iterdir()
    book.unlink()
    assert run("forget", str(book), "--yes") == 0
    assert left.exists()
    assert run("forget", str(other), "--yes") == 0
    assert not left.exists()


def test_what_clicks_and_faults_left_goes_with_user(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run("forget", "--user", "--yes", "--lang", "en") == 0
    said = capsys.readouterr().out
    assert "1 copy of workbooks that clicks left, 1 KB" in said
    assert "1 log of faults" in said
    assert list((book.parent / "home" / "jobs").iterdir()) == []
    assert len(list_backups(book)) == 2


def test_neither_workbook_nor_user_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("forget", "--lang", "en") == 2
    assert "Name the workbook" in capsys.readouterr().err


def test_what_the_system_keeps_is_named(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "in use")

    oldest = list_backups(book)[-1].path
    monkeypatch.setattr(Path, "unlink", refused)
    capsys.readouterr()
    assert run("forget", str(book), "--keep", "1", "--yes", "--lang", "en") == 2
    assert f"does not let go of “{oldest.name}”, 1 in all" in capsys.readouterr().err
    assert oldest.exists()


def test_of_a_workbook_that_never_was_nothing_is_kept(tmp_path: Path) -> None:
    assert traces.of_workbook(tmp_path / "none.xlsx") == ()
    assert traces.remove([traces.Trace("backup", tmp_path / "gone.xlsx", 0)]) == ()
