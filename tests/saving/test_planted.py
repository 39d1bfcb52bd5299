"""What others may have put where our own files go, masks of all kinds, and folders that may not be written."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sheetsales.backends import locks
from sheetsales.backends.locks import FOLDER, held, own_folder
from sheetsales.backends.plain_files import open_plain, take_mode, write_whole
from sheetsales.backends.saving import list_backups, save_in_place, save_new
from sheetsales.errors import SaveFailed, WorkbookLocked

OLD, NEW = b"the old bytes", b"the new bytes"
posix = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and masks as POSIX knows them")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "team" / "book.xlsx"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


@contextmanager
def mask(value: int) -> Iterator[None]:
    before = os.umask(value)
    try:
        yield
    finally:
        os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def save(workbook: Path, record: bytes | None = b"{}") -> None:
    save_in_place(workbook, lambda out: out.write(NEW), record=record)


# -- planted


@posix
@pytest.mark.parametrize(
    "name",
    ["book.xlsx.lock", "book.xlsx.owner", "book~000001~20260101-000000Z.xlsx", "book~xlsx~run-000001.json",
     "book~xlsx~run-000001.json.part"],
)  # fmt: skip
def test_a_link_in_the_place_of_a_file_of_ours_leads_nowhere(
    workbook: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    before = mode(victim)
    own_folder(workbook)
    (workbook.parent / FOLDER / name).symlink_to(victim)
    if name.endswith(".owner"):
        monkeypatch.setattr(locks, "seize", _no_locks)
    save(workbook)
    assert workbook.read_bytes() == NEW
    assert [b.path.read_bytes() for b in list_backups(workbook)] == [OLD]
    assert victim.read_bytes() == b"precious"
    assert mode(victim) == before


def _no_locks(_: int) -> bool:
    raise OSError(errno.ENOTSUP, "no locks here")


@posix
def test_a_dangling_link_makes_no_file_elsewhere(workbook: Path, tmp_path: Path) -> None:
    own_folder(workbook)
    (workbook.parent / FOLDER / "book.xlsx.lock").symlink_to(tmp_path / "made")
    save(workbook)
    assert not (tmp_path / "made").exists()


@posix
def test_a_pipe_in_the_place_of_the_lock_blocks_nobody(workbook: Path) -> None:
    own_folder(workbook)
    os.mkfifo(workbook.parent / FOLDER / "book.xlsx.lock")
    save(workbook)
    assert workbook.read_bytes() == NEW


@posix
def test_links_that_come_back_again_and_again_are_said(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = own_folder(workbook) / "book.xlsx.lock"
    os.mkfifo(lock)
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)
    with pytest.raises(SaveFailed), held(workbook):
        pass


@posix
def test_a_folder_for_backups_that_is_a_link_is_named(workbook: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (workbook.parent / FOLDER).symlink_to(elsewhere)
    with pytest.raises(SaveFailed, match="is a link") as said:
        save(workbook)
    assert "是个链接" in said.value.text.zh
    assert workbook.read_bytes() == OLD
    assert list(elsewhere.iterdir()) == []


@posix
def test_only_plain_files_are_opened(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe", "none"):
        with pytest.raises(OSError, match=r"plain file|symbolic|No such"):
            open_plain(tmp_path / name)
    with open_plain(tmp_path / "file", "rb+") as stream:
        assert stream.read() == b"x"


# -- masks


@posix
@pytest.mark.parametrize("asked", [0o002, 0o022, 0o077])
def test_whoever_may_read_the_workbook_may_read_all_that_lies_beside_it(workbook: Path, asked: int) -> None:
    workbook.parent.chmod(0o775)
    workbook.chmod(0o664)
    report = workbook.with_name("report.xlsx")
    with mask(asked):
        save(workbook)
        save_new(report, lambda out: out.write(b"report"), like=workbook)
        with held(workbook):
            assert mode(workbook.parent / FOLDER / "book.xlsx.lock") == 0o664
    assert mode(workbook.parent / FOLDER) == 0o775
    files = [workbook, report, *(workbook.parent / FOLDER).iterdir()]
    assert {mode(path) for path in files} == {0o664}


@posix
def test_a_private_workbook_gives_private_files(workbook: Path) -> None:
    workbook.chmod(0o600)
    report = workbook.with_name("report.xlsx")
    with mask(0):
        save(workbook)
        save_new(report, lambda out: out.write(b"report"), like=workbook)
    assert {mode(path) for path in (workbook, report, *(workbook.parent / FOLDER).iterdir())} == {0o600}


@posix
def test_a_file_of_its_own_gets_the_usual_mode(tmp_path: Path) -> None:
    with mask(0o027):
        save_new(tmp_path / "new.xlsx", lambda out: out.write(b"x"))
        save_new(tmp_path / "other.xlsx", lambda out: out.write(b"x"), like=tmp_path / "none.xlsx")
    assert mode(tmp_path / "new.xlsx") == mode(tmp_path / "other.xlsx") == 0o640


def test_the_group_is_taken_where_the_owner_cannot_be(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def chown(_: Path, owner: int, group: int) -> None:
        asked.append((owner, group))
        if owner != -1:
            raise PermissionError

    monkeypatch.setattr(os, "chown", chown, raising=False)
    take_mode(workbook, workbook)
    found = workbook.stat()
    assert asked == [(found.st_uid, found.st_gid), (-1, found.st_gid)]


# -- folders that may not be written


def test_a_folder_that_cannot_be_written_is_said_at_once(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_folder(workbook)
    real = os.open

    def closed(path: Path, flags: int, *more: int) -> int:
        if str(path).endswith(".lock") and flags & os.O_CREAT:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, flags, *more)

    monkeypatch.setattr(os, "open", closed)
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) == workbook)
    began = time.monotonic()
    with pytest.raises(SaveFailed, match="Nothing can be written in"):
        save(workbook)
    assert time.monotonic() - began < 1


def test_a_lock_of_another_user_that_goes_meanwhile_is_made_anew(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_folder(workbook)
    real = os.open
    refused: list[Path] = []

    def first_closed(path: Path, flags: int, *more: int) -> int:
        if str(path).endswith(".lock") and flags & os.O_CREAT and not refused:
            refused.append(path)
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, flags, *more)

    monkeypatch.setattr(os, "open", first_closed)
    save(workbook)
    assert refused
    assert workbook.read_bytes() == NEW


def test_every_other_run_is_given_its_time(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A queue of quick runs, each known by what it writes into the lock, holds nobody up for longer than it takes."""
    monkeypatch.setattr(locks, "PATIENCE", 0.1)
    with held(workbook):
        lock = workbook.parent / FOLDER / "book.xlsx.lock"
        monkeypatch.setattr(locks, "_holder", lambda _: str(int(time.monotonic() * 20)).encode())
        monkeypatch.setattr(locks, "LONGEST_WAIT", 0.5)
        began = time.monotonic()
        with pytest.raises(WorkbookLocked), held(workbook):
            pass
        assert 0.45 < time.monotonic() - began < 5
        assert lock.exists()


def test_a_half_written_file_goes(tmp_path: Path) -> None:
    (tmp_path / "like").write_bytes(b"")

    def fails(_: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_whole(tmp_path / "file", tmp_path / "like", fails)
    assert [p.name for p in tmp_path.iterdir()] == ["like"]
