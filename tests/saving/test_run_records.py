"""Which run was the last: known by serials, on disk before the run can be seen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sheetsales.backends.clicks.runs import last_run
from sheetsales.backends.plain_files import PARTIAL
from sheetsales.backends.run_records import last_record, put_record
from sheetsales.backends.saving import list_backups, save_in_place
from sheetsales.backends.workroom import workroom
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import EditPlan, SetCell
from sheetsales.errors import NothingToDo, SaveFailed, WorkbookLocked
from sheetsales.texts import same
from sheetsales.workflow.undoing import undo
from sheetsales.workflow.writing import write_plan
from tests.crash.books import NAME, lay_out, make_book, plan, set_cell
from tests.support.commands import exit_code


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return lay_out(tmp_path, {NAME: make_book(5)})


def setting(value: int) -> EditPlan:
    return EditPlan((SetCell(CellRef("Sheet1", 3, 3), value),))


def record_names(book: Path) -> list[str]:
    return sorted(p.name for p in (book.parent / ".sheetsales").glob("*~run-*"))


def test_only_the_last_run_can_be_undone(book: Path) -> None:
    original = book.read_bytes()
    write_plan(book, setting(1))
    after_one = book.read_bytes()
    write_plan(book, setting(2))
    assert record_names(book) == ["客户 表~xlsx~run-000002.json"]
    run = last_run(book)
    assert run is not None
    assert run.before.read_bytes() == after_one
    assert run.plan() == setting(2)
    undo(book)
    assert last_run(book) is None
    with pytest.raises(NothingToDo):
        undo(book)
    assert list_backups(book)[-1].path.read_bytes() == original


def test_a_run_that_was_cut_short_before_it_could_be_seen_never_happened(book: Path) -> None:
    write_plan(book, setting(1))
    done = last_run(book)
    now = book.read_bytes()
    copy = list_backups(book)[0].path.with_name("客户 表~000002~20260101-000000Z.xlsx")
    copy.write_bytes(now)
    put_record(book, 2, b'{"plan": {"version": 1, "edits": []}}')
    assert last_run(book) == done
    save_in_place(book, lambda out: out.write(b"other"))
    assert [b.serial for b in list_backups(book)] == [2, 1]
    assert last_run(book) == done, "the serial serves a save without a record now"


def test_a_save_that_fails_takes_its_record_back(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sheetsales.backends import saving

    write_plan(book, setting(1))

    def changed(*_: object) -> None:
        raise WorkbookLocked(same("held"))

    monkeypatch.setattr(saving, "rename_over", changed)
    with pytest.raises(WorkbookLocked):
        save_in_place(book, lambda out: out.write(b"x"), record=b"{}")
    assert record_names(book) == ["客户 表~xlsx~run-000001.json"]
    assert [b.serial for b in list_backups(book)] == [1]


def test_halves_of_records_are_nothing_and_go(book: Path) -> None:
    write_plan(book, setting(1))
    folder = book.parent / ".sheetsales"
    (folder / f"客户 表~xlsx~run-000009.json{PARTIAL}").write_bytes(b"{")
    record = last_record(book)
    assert record is not None
    assert record.serial == 1
    write_plan(book, setting(2))
    assert record_names(book) == ["客户 表~xlsx~run-000002.json"]


def test_a_workbook_that_is_gone_or_whose_backups_cannot_be_listed(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_plan(book, setting(1))
    book.unlink()
    assert last_record(book) is not None

    def closed(_: Path) -> None:
        raise SaveFailed(same("closed"))

    monkeypatch.setattr("sheetsales.backends.run_records.list_backups", closed)
    assert last_record(book) is None


def test_what_apply_wrote_is_undone_too(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.json").write_bytes(plan(set_cell("C3", 4711)))
    write_plan(book, setting(1))
    before = book.read_bytes()
    assert exit_code(["apply", str(tmp_path / "plan.json"), str(book), "--allow-protected"]) == 0
    run = last_run(book)
    assert run is not None
    assert run.before.read_bytes() == before
    assert run.allow_protected
    assert exit_code(["undo", str(book), "--json", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert json.loads(said[said.index("{") :])
    from sheetsales.backends.reader import read_workbook

    grid = read_workbook(book).grid("Sheet1")
    assert grid is not None
    assert grid.value(3, 3) == 1


def test_what_was_seen_must_still_stand_there(book: Path) -> None:
    with pytest.raises(WorkbookLocked, match="changed by someone else"):
        save_in_place(book, lambda out: out.write(b"x"), seen="0" * 64)
    assert list_backups(book) == ()


def test_copies_of_killed_runs_are_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    dead = tmp_path / "sheetsales-work-dead"
    dead.mkdir()
    (dead / "in-use").write_bytes(b"")
    (dead / "book.xlsx").write_bytes(b"customers")
    (tmp_path / "sheetsales-work-strange").mkdir()
    with workroom() as folder:
        assert not dead.exists()
        assert (tmp_path / "sheetsales-work-strange").exists()
        with workroom() as other:
            assert folder.exists()
        assert not other.exists()
    assert not folder.exists()


def test_where_there_are_no_locks_nothing_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(_: int) -> bool:
        raise OSError

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("sheetsales.backends.workroom.seize", no_locks)
    dead = tmp_path / "sheetsales-work-dead"
    dead.mkdir()
    (dead / "in-use").write_bytes(b"")
    with workroom():
        assert dead.exists()
