"""Runs that hold a workbook: waiting for them, what dead ones leave, folders without locks, other users' files."""

from __future__ import annotations

import errno
import os
import socket
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from sheetsales.backends import locks, owner_files
from sheetsales.backends.locks import FOLDER, held
from sheetsales.errors import SaveFailed, WorkbookLocked

NAME = "客户 表.xlsx"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / NAME
    path.write_bytes(b"old")
    return path


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "PATIENCE", 0.1)


def no_locks(*_: object) -> None:
    raise OSError(errno.ENOLCK, "No locks available")


@pytest.fixture
def lockless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "seize", no_locks)


def owner_of(workbook: Path) -> Path:
    return workbook.parent / FOLDER / f"{NAME}.owner"


def left(workbook: Path) -> list[str]:
    return sorted(p.name for p in workbook.parent.rglob("*") if p != workbook)


def test_a_run_that_soon_ends_is_waited_for(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "PATIENCE", 30.0)
    order = []
    begun = threading.Event()

    def first() -> None:
        with held(workbook):
            begun.set()
            time.sleep(0.1)
            order.append("first")

    other = threading.Thread(target=first)
    other.start()
    begun.wait(30)
    with held(workbook):
        order.append("second")
    other.join()
    assert order == ["first", "second"]
    assert left(workbook) == []


@pytest.mark.parametrize(
    ("content", "said"), [(b"4711", r" \(process 4711\)\."), (b"\xff{name}", r"xlsx”\. Wait")]
)
def test_only_a_number_names_the_process(workbook: Path, content: bytes, said: str) -> None:
    with held(workbook):
        (workbook.parent / FOLDER / f"{NAME}.lock").write_bytes(content)
        with pytest.raises(WorkbookLocked, match=said), held(workbook):
            pass


def test_a_lock_that_cannot_be_read_names_nobody(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(_: Path) -> bytes:
        raise OSError(errno.EIO, "broken")

    with held(workbook):
        monkeypatch.setattr(locks, "open_plain", unreadable)
        with pytest.raises(WorkbookLocked, match=r"xlsx”\. Wait"), held(workbook):
            pass


def test_a_folder_that_another_run_removes_is_made_again(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open
    removed: list[str | Path] = []

    def late(path: str | Path, *more: int) -> int:
        if not removed and str(path).endswith(".lock"):
            removed.append(path)
            (workbook.parent / FOLDER).rmdir()
        return real(path, *more)

    monkeypatch.setattr(os, "open", late)
    with held(workbook):
        assert (workbook.parent / FOLDER / f"{NAME}.lock").exists()
    assert removed
    assert left(workbook) == []


def test_a_lock_file_of_another_user(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def forbidden(path: str | Path, flags: int, *more: int) -> int:
        if str(path).endswith(".lock") and flags & os.O_RDWR:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, flags, *more)

    (workbook.parent / FOLDER).mkdir()
    (workbook.parent / FOLDER / f"{NAME}.lock").write_bytes(b"1")
    monkeypatch.setattr(os, "open", forbidden)
    with held(workbook), pytest.raises(WorkbookLocked), held(workbook):
        pass
    assert left(workbook) == []


def test_a_disk_too_full_for_the_number_of_the_process(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with held(workbook), pytest.raises(WorkbookLocked), held(workbook):
        pass
    assert left(workbook) == []


@pytest.mark.parametrize("mode", [0o750, 0o2775])
def test_the_folder_is_as_open_as_the_one_it_stands_in(workbook: Path, mode: int) -> None:
    workbook.parent.chmod(mode)
    with held(workbook):
        assert stat.S_IMODE((workbook.parent / FOLDER).stat().st_mode) == mode


def test_a_file_in_the_folders_place(workbook: Path) -> None:
    (workbook.parent / FOLDER).write_bytes(b"")
    with pytest.raises(SaveFailed, match="Nothing can be written"), held(workbook):
        pass


# -- where the file system has no locks


@pytest.mark.usefixtures("lockless")
def test_without_locks_a_file_keeps_others_off(workbook: Path) -> None:
    with held(workbook):
        assert owner_of(workbook).read_text("utf-8") == f"{os.getpid()} {socket.gethostname()}"
        with pytest.raises(WorkbookLocked, match=r"delete “\.sheetsales/.*\.owner”") as said, held(workbook):
            pass
        assert "删掉" in said.value.text.zh
    assert left(workbook) == []


@pytest.mark.usefixtures("lockless")
def test_without_locks_the_file_of_a_dead_run_is_removed(workbook: Path) -> None:
    owner = owner_of(workbook)
    owner.parent.mkdir()
    owner.write_text(f"{_dead_process()} {socket.gethostname()}", "utf-8")
    with held(workbook):
        assert owner.read_text("utf-8").startswith(f"{os.getpid()} ")
    assert left(workbook) == []


def _dead_process() -> int:
    child = subprocess.Popen([sys.executable, "-S", "-c", ""])
    child.wait(60)
    return child.pid


@pytest.fixture
def elsewhere(workbook: Path) -> Path:
    """The owner file of a run on another computer."""
    owner = owner_of(workbook)
    owner.parent.mkdir()
    owner.write_text("1 another-pc", "utf-8")
    return owner


@pytest.mark.usefixtures("lockless")
def test_without_locks_another_computer_is_left_its_time(workbook: Path, elsewhere: Path) -> None:
    with pytest.raises(WorkbookLocked), held(workbook):
        pass
    assert elsewhere.exists()
    long_ago = time.time() - owner_files.STALE - 60
    os.utime(elsewhere, (long_ago, long_ago))
    with held(workbook):
        assert elsewhere.read_text("utf-8").startswith(f"{os.getpid()} ")


@pytest.mark.usefixtures("lockless")
def test_without_locks_and_without_a_clock_nothing_is_removed(
    workbook: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.utime(elsewhere, (1, 1))
    monkeypatch.setattr(os, "utime", no_locks)
    with pytest.raises(WorkbookLocked), held(workbook):
        pass
    assert elsewhere.exists()


@pytest.mark.usefixtures("lockless")
@pytest.mark.parametrize(
    "fault", [PermissionError(errno.EPERM, "not yours"), OverflowError("no such number")]
)
def test_without_locks_another_users_process_is_alive(
    workbook: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def not_ours(*_: int) -> None:
        raise fault

    monkeypatch.setattr(os, "kill", not_ours)
    with held(workbook), pytest.raises(WorkbookLocked), held(workbook):
        pass


@pytest.mark.usefixtures("lockless")
def test_without_locks_on_a_disk_that_takes_nothing(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def full(path: str | Path, *more: int) -> int:
        if str(path).endswith(".owner"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, *more)

    before = _open_files()
    monkeypatch.setattr(os, "open", full)
    with pytest.raises(SaveFailed, match="No space left"), held(workbook):
        pass
    monkeypatch.undo()
    assert _open_files() == before


def _open_files() -> int:
    """How many files this process has open, where the system tells."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0


def test_a_run_with_locks_leaves_the_owner_file_of_one_without(workbook: Path, elsewhere: Path) -> None:
    with held(workbook):
        pass
    assert elsewhere.exists()
