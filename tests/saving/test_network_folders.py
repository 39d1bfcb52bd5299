"""Slow and forgetful network folders, programs that sync, and what a save that failed takes back."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from sheetsales.backends import backups, disk
from sheetsales.backends.locks import held, own_folder
from sheetsales.backends.saving import list_backups, save_in_place, save_new
from sheetsales.errors import BadRequest, SaveFailed, WorkbookLocked
from sheetsales.texts import same

OLD, NEW, THEIRS = b"old workbook", b"new workbook", b"workbook old"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    path.write_bytes(OLD)
    return path


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "PAUSES", (0.0, 0.0))


def new(out: BinaryIO) -> None:
    out.write(NEW)


def files(workbook: Path) -> list[str]:
    return sorted(p.name for p in workbook.parent.rglob("*") if p.is_file())


def renaming(
    monkeypatch: pytest.MonkeyPatch, workbook: Path, act: Callable[[int, Callable[[], None]], None]
) -> None:
    """Have ``act`` do the renames over the workbook; it is given their count and the real one."""
    real, count = os.replace, [0]

    def replace(source: str | Path, target: str | Path) -> None:
        if Path(target) != workbook:
            return real(source, target)
        count[0] += 1
        return act(count[0], lambda: real(source, target))

    monkeypatch.setattr(os, "replace", replace)


def synced(workbook: Path, content: bytes = THEIRS) -> None:
    """A program that syncs puts another computer's file in place, with that file's time stamp."""
    stamp = workbook.stat()
    other = workbook.with_name("~incoming")
    other.write_bytes(content)
    os.utime(other, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    other.rename(workbook)


def test_a_file_replaced_by_a_sync_program_meanwhile(workbook: Path) -> None:
    def slow(out: BinaryIO) -> None:
        out.write(NEW)
        synced(workbook)

    with pytest.raises(WorkbookLocked, match=r"changed by someone else.*Try again") as said:
        save_in_place(workbook, slow)
    assert "被别人改过" in said.value.text.zh
    assert workbook.read_bytes() == THEIRS
    assert files(workbook) == [workbook.name]


def test_a_file_replaced_while_it_was_backed_up(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = shutil.copyfileobj

    def copyfileobj(source: BinaryIO, target: BinaryIO, length: int) -> None:
        real(source, target, length)
        synced(workbook)

    monkeypatch.setattr(shutil, "copyfileobj", copyfileobj)
    with pytest.raises(WorkbookLocked, match="changed by someone else"):
        save_in_place(workbook, new)
    assert workbook.read_bytes() == THEIRS
    assert files(workbook) == [workbook.name]


def test_a_file_replaced_between_two_tries_to_rename(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def act(_: int, __: Callable[[], None]) -> None:
        synced(workbook)
        raise PermissionError(errno.EACCES, "Permission denied")

    renaming(monkeypatch, workbook, act)
    with pytest.raises(WorkbookLocked, match="changed by someone else"):
        save_in_place(workbook, new)
    assert workbook.read_bytes() == THEIRS


def test_a_file_held_for_a_moment(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def act(count: int, real: Callable[[], None]) -> None:
        if count < 3:
            raise PermissionError(errno.EACCES, "Permission denied")
        real()

    renaming(monkeypatch, workbook, act)
    save_in_place(workbook, new)
    assert workbook.read_bytes() == NEW


def test_a_file_held_for_good_takes_no_backup_with_it(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_in_place(workbook, new)

    def act(_: int, __: Callable[[], None]) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    renaming(monkeypatch, workbook, act)
    for _ in range(backups.KEPT + 1):
        with pytest.raises(WorkbookLocked, match="held by another program"):
            save_in_place(workbook, lambda out: out.write(b"newer"))
    assert [b.path.read_bytes() for b in list_backups(workbook)] == [OLD]
    assert workbook.read_bytes() == NEW


def test_a_rename_that_worked_though_its_answer_was_lost(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def act(_: int, real: Callable[[], None]) -> None:
        real()
        raise FileNotFoundError(errno.ENOENT, "No such file or directory")

    renaming(monkeypatch, workbook, act)
    save_in_place(workbook, new)
    assert workbook.read_bytes() == NEW
    assert [b.path.read_bytes() for b in list_backups(workbook)] == [OLD]


@pytest.mark.parametrize("book_goes_too", [False, True])
def test_a_temporary_file_that_someone_removes(
    workbook: Path, monkeypatch: pytest.MonkeyPatch, book_goes_too: bool
) -> None:
    def act(_: int, real: Callable[[], None]) -> None:
        next(workbook.parent.glob(".sheetsales-*.tmp")).unlink()
        if book_goes_too:
            workbook.unlink()
        real()

    renaming(monkeypatch, workbook, act)
    with pytest.raises(SaveFailed):
        save_in_place(workbook, new)
    assert list_backups(workbook)[0].path.read_bytes() == OLD


def test_a_rename_across_devices(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def act(_: int, __: Callable[[], None]) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    renaming(monkeypatch, workbook, act)
    with pytest.raises(SaveFailed, match="cross-device"):
        save_in_place(workbook, new)
    assert workbook.read_bytes() == OLD
    assert files(workbook) == [workbook.name]


def test_a_file_that_appears_where_a_new_one_was_to_be(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"

    def slow(out: BinaryIO) -> None:
        out.write(NEW)
        path.write_bytes(THEIRS)

    with pytest.raises(WorkbookLocked, match="changed by someone else"):
        save_new(path, slow)
    assert path.read_bytes() == THEIRS
    with pytest.raises(BadRequest, match="is there already"):
        save_new(path, new)
    assert files(path) == [path.name]


# -- backups


def test_what_dead_runs_left_goes_and_what_a_live_one_needs_stays(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = [workbook, *(workbook.with_name(name) for name in ("dead.xlsx", "live.xlsx"))]
    folder = own_folder(workbook)

    def killed(book: Path) -> None:
        def write(_: BinaryIO) -> None:
            (folder / f"{book.stem}~000001~20260101-000000Z.xlsx.part").write_bytes(b"ha")
            monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)
            raise SaveFailed(same("dead"))

        with pytest.raises(SaveFailed):
            save_in_place(book, write)
        monkeypatch.undo()

    for book in books:
        book.write_bytes(OLD)
        killed(book)

    def left() -> list[str]:
        return [name for name in files(workbook) if name.endswith((".tmp", ".part", ".lock"))]

    assert len(left()) == 3, "each save swept what the one before it left"
    with held(books[2]):
        save_in_place(workbook, new)
        assert len(left()) == 3
    save_in_place(books[2], new)
    assert left() == []


def test_a_backup_that_a_dead_run_made_is_used(workbook: Path) -> None:
    folder = workbook.parent / ".sheetsales"
    folder.mkdir()
    (folder / "book~000007~20260101-000000Z.xlsx").write_bytes(OLD)
    save_in_place(workbook, new)
    assert [b.path.name for b in list_backups(workbook)] == ["book~000007~20260101-000000Z.xlsx"]


def test_a_private_workbook_stays_private_while_it_is_copied(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook.chmod(0o600)
    real, modes = shutil.copyfileobj, []

    def copyfileobj(source: BinaryIO, target: BinaryIO, length: int) -> None:
        real(source, target, length)
        modes.append(os.fstat(target.fileno()).st_mode & 0o777)

    monkeypatch.setattr(shutil, "copyfileobj", copyfileobj)
    save_in_place(workbook, new)
    assert modes == [0o600]
    assert list_backups(workbook)[0].path.stat().st_mode & 0o777 == 0o600


def test_a_backup_that_goes_while_they_are_listed(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_in_place(workbook, new)
    save_in_place(workbook, lambda out: out.write(b"newer"))
    gone = list_backups(workbook)[1].path
    real = Path.stat

    def stat(path: Path, **more: bool) -> os.stat_result:
        if path == gone:
            raise FileNotFoundError(errno.ENOENT, "No such file or directory")
        return real(path, **more)

    monkeypatch.setattr(Path, "stat", stat)
    assert [b.number for b in list_backups(workbook)] == [1]


def test_backups_that_may_not_be_listed(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_in_place(workbook, new)
    real = Path.iterdir

    def forbidden(path: Path) -> object:
        if path.name == ".sheetsales":
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "iterdir", forbidden)
    with pytest.raises(SaveFailed, match=r"cannot be read.*Permission denied"):
        list_backups(workbook)
    with pytest.raises(SaveFailed, match="cannot be read"):
        save_in_place(workbook, lambda out: out.write(b"newer"))
    assert workbook.read_bytes() == NEW
    save_in_place(workbook, lambda out: out.write(b"newer"), backup=False)
    assert workbook.read_bytes() == b"newer"
