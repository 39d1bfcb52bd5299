"""A workbook replaced in place: whole or not at all, whatever fails."""

from __future__ import annotations

import datetime as dt
import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from sheetsales.backends import backups, saving
from sheetsales.backends.locks import held
from sheetsales.backends.saving import check_output, list_backups, restore_backup, save_in_place, save_new
from sheetsales.errors import BadRequest, EditRefused, SaveFailed, SheetsalesError, WorkbookLocked
from sheetsales.texts import same

OLD, NEW = b"old workbook", b"new workbook"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "客户 表.xlsx"
    path.write_bytes(OLD)
    return path


def new(out: BinaryIO) -> str:
    out.write(NEW)
    return "done"


def _files(path: Path) -> set[str]:
    return {str(p.relative_to(path.parent)) for p in path.parent.rglob("*") if p.is_file()}


def test_the_new_file_stands_and_the_old_one_is_kept(workbook: Path) -> None:
    assert save_in_place(workbook, new) == "done"
    assert workbook.read_bytes() == NEW
    (backup,) = list_backups(workbook)
    assert (backup.number, backup.path.read_bytes(), backup.size) == (1, OLD, len(OLD))
    assert backup.path.parent.name == ".sheetsales"
    assert len(_files(workbook)) == 2


def test_without_a_backup_nothing_is_left_behind(workbook: Path) -> None:
    save_in_place(workbook, new, backup=False)
    assert _files(workbook) == {workbook.name}
    assert not (workbook.parent / ".sheetsales").exists()


def test_the_mode_stays(workbook: Path) -> None:
    workbook.chmod(0o640)
    save_in_place(workbook, new)
    assert stat.S_IMODE(workbook.stat().st_mode) == 0o640
    assert stat.S_IMODE(list_backups(workbook)[0].path.stat().st_mode) == 0o640


def test_a_link_stays_a_link(workbook: Path) -> None:
    link = workbook.with_name("link.xlsx")
    link.symlink_to(workbook)
    save_in_place(link, new)
    assert link.is_symlink()
    assert workbook.read_bytes() == NEW


def test_a_read_only_file_is_left_alone(workbook: Path) -> None:
    workbook.chmod(0o444)
    with pytest.raises(SaveFailed, match="read-only"):
        save_in_place(workbook, new)
    assert workbook.read_bytes() == OLD


@pytest.mark.parametrize(
    ("marker", "content", "said"),
    [
        ("~$客户 表.xlsx", b"", "open in Excel\\."),
        (
            "~$客户 表.xlsx",
            b"\x02" + b"ab".ljust(54) + (2).to_bytes(2, "little") + "张三".encode("utf-16-le").ljust(108),
            "open in Excel by 张三\\.",
        ),
        (".~客户 表.xlsx", b"", "open in WPS\\."),
        (".~lock.客户 表.xlsx#", ",李四,host,now,file:///x;".encode(), "open in LibreOffice by 李四\\."),
        (".~lock.客户 表.xlsx#", b"", "open in LibreOffice\\."),
    ],
)
def test_a_workbook_open_elsewhere(workbook: Path, marker: str, content: bytes, said: str) -> None:
    lying = workbook.with_name(marker)
    lying.write_bytes(content)
    with pytest.raises(WorkbookLocked, match=said) as locked:
        save_in_place(workbook, new)
    assert marker in locked.value.text.zh
    assert workbook.read_bytes() == OLD
    lying.unlink()
    save_in_place(workbook, new)


def test_a_marker_that_cannot_be_read_names_nobody(workbook: Path) -> None:
    for marker in ("~$客户 表.xlsx", ".~lock.客户 表.xlsx#"):
        lying = workbook.with_name(marker)
        lying.mkdir()
        with pytest.raises(WorkbookLocked, match="is open in"):
            save_in_place(workbook, new)
        lying.rmdir()


def test_a_program_that_opens_it_meanwhile(workbook: Path) -> None:
    def slow(out: BinaryIO) -> None:
        out.write(NEW)
        workbook.with_name("~$" + workbook.name).touch()

    with pytest.raises(WorkbookLocked, match="Excel"):
        save_in_place(workbook, slow)
    assert workbook.read_bytes() == OLD


def test_someone_who_saves_it_meanwhile(workbook: Path) -> None:
    def slow(out: BinaryIO) -> None:
        out.write(NEW)
        workbook.write_bytes(b"someone else's")

    with pytest.raises(WorkbookLocked, match="changed by someone else"):
        save_in_place(workbook, slow)
    assert workbook.read_bytes() == b"someone else's"
    assert _files(workbook) == {workbook.name}


def test_another_run_waits_outside(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sheetsales.backends.locks.PATIENCE", 0.1)
    with held(workbook), pytest.raises(WorkbookLocked, match=f"process {os.getpid()}"):
        save_in_place(workbook, new)
    save_in_place(workbook, new)


def test_what_a_dead_process_left_behind_holds_nobody_up(workbook: Path) -> None:
    script = (
        "import os, sys, pathlib; from sheetsales.backends.locks import held;"
        "run = held(pathlib.Path(sys.argv[1])); run.__enter__(); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", script, str(workbook)], check=False, timeout=60)
    assert (workbook.parent / ".sheetsales" / f"{workbook.name}.lock").exists()
    save_in_place(workbook, new)
    assert workbook.read_bytes() == NEW
    assert not (workbook.parent / ".sheetsales" / f"{workbook.name}.lock").exists()


def test_a_lock_that_its_owner_just_removed_is_taken_anew(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sheetsales.backends import locks

    real, calls = locks._is_same, []

    def once(descriptor: int, lock: Path) -> bool:
        calls.append(lock)
        if len(calls) == 1:
            lock.unlink()
            assert not real(descriptor, lock)
            return False
        return real(descriptor, lock)

    monkeypatch.setattr(locks, "_is_same", once)
    save_in_place(workbook, new)
    assert len(calls) == 2


# -- everything that can fail, failing


def _fail(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def _forbid(*_: object, **__: object) -> None:
    raise PermissionError(errno.EACCES, "Permission denied")


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("os", "fsync"), ("os", "replace"), ("os", "fdopen"), ("tempfile", "mkstemp"), ("shutil", "copyfileobj"),
        ("os", "chmod"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("fault", [_fail, _forbid])
def test_a_failure_anywhere_leaves_the_old_file_whole(
    workbook: Path, monkeypatch: pytest.MonkeyPatch, module: str, name: str, fault: Callable[..., None]
) -> None:
    monkeypatch.setattr(f"{module}.{name}", fault)
    with pytest.raises((SaveFailed, WorkbookLocked)) as said:
        save_in_place(workbook, new)
    monkeypatch.undo()
    assert said.value.text.zh
    assert workbook.read_bytes() == OLD
    left = {f for f in _files(workbook) if not f.startswith(".sheetsales/")}
    assert left - {workbook.name} == set()
    save_in_place(workbook, new)
    assert workbook.read_bytes() == NEW


class _Full:
    """A stream that takes a few bytes and then is full."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, data: bytes) -> int:
        self._out.write(data[:3])
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_disk_that_fills_up_while_writing(workbook: Path) -> None:
    with pytest.raises(SaveFailed, match=r"No space left.*old file stands"):
        save_in_place(workbook, lambda out: _Full(out).write(NEW))
    assert (workbook.read_bytes(), _files(workbook)) == (OLD, {workbook.name})


def test_an_error_of_the_writer_passes_through(workbook: Path) -> None:
    def refuse(_: BinaryIO) -> None:
        raise EditRefused(same("no"))

    with pytest.raises(EditRefused):
        save_in_place(workbook, refuse)
    assert (workbook.read_bytes(), _files(workbook)) == (OLD, {workbook.name})


def test_a_crash_of_the_writer_leaves_nothing_behind(workbook: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        save_in_place(workbook, lambda _: 1 // 0)
    assert (workbook.read_bytes(), _files(workbook)) == (OLD, {workbook.name})


def test_a_folder_that_cannot_be_flushed_does_not_matter(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def no_folders(path: str | Path, *more: int) -> int:
        if Path(path).is_dir():
            raise OSError(errno.EINVAL, "no")
        return real(path, *more)

    monkeypatch.setattr(os, "open", no_folders)
    save_in_place(workbook, new)
    assert workbook.read_bytes() == NEW


def test_a_folder_nobody_may_write_in(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "mkdir", _forbid)
    with pytest.raises(SaveFailed, match="Nothing can be written in"):
        save_in_place(workbook, new)
    assert workbook.read_bytes() == OLD


def test_a_loop_of_links(tmp_path: Path) -> None:
    path = tmp_path / "loop.xlsx"
    path.symlink_to(path)
    with pytest.raises(SheetsalesError):
        save_in_place(path, new)


# -- backups


def test_twenty_backups_are_kept_per_book(workbook: Path) -> None:
    other = workbook.with_name("other.xlsx")
    other.write_bytes(b"other")
    backups.make_backup(other, dt.datetime(2020, 1, 1))
    for minute in range(25):
        workbook.write_bytes(b"%d" % minute)
        backups.make_backup(workbook, dt.datetime(2026, 11, 2, 9, minute))
        backups.let_go_of_oldest(workbook)
    kept = list_backups(workbook)
    assert [b.path.read_bytes() for b in kept] == [b"%d" % n for n in range(24, 4, -1)]
    assert [b.number for b in kept] == list(range(1, 21))
    assert kept[0].made == dt.datetime(2026, 11, 2, 9, 24)
    assert len(list_backups(other)) == 1


def test_backups_of_one_second_keep_their_order(workbook: Path) -> None:
    for n in range(12):
        workbook.write_bytes(b"%d" % n)
        backups.make_backup(workbook, dt.datetime(2026, 11, 2))
    assert [b.path.read_bytes() for b in list_backups(workbook)] == [b"%d" % n for n in range(11, -1, -1)]


def test_strange_names_are_no_backups(workbook: Path) -> None:
    folder = workbook.parent / ".sheetsales"
    folder.mkdir()
    for name in (
        "客户 表~99999999-999999.xlsx",
        "客户 表~x.xlsx",
        "客户 表.xlsx",
        "客户 表~20260101-000000.xlsx.part",
    ):
        (folder / name).touch()
    assert list_backups(workbook) == ()


def test_restoring_keeps_what_stood_there(workbook: Path) -> None:
    save_in_place(workbook, new)
    restored = restore_backup(workbook)
    assert restored.number == 1
    assert workbook.read_bytes() == OLD
    assert [b.path.read_bytes() for b in list_backups(workbook)] == [NEW, OLD]
    restore_backup(workbook, to=1)
    assert workbook.read_bytes() == NEW


def test_restoring_skips_what_stands_there_already(workbook: Path) -> None:
    save_in_place(workbook, new)
    workbook.write_bytes(OLD)
    with pytest.raises(BadRequest, match="is what stands there now"):
        restore_backup(workbook)
    save_in_place(workbook, new)
    save_in_place(workbook, lambda out: out.write(b"third"))
    workbook.write_bytes(NEW)
    assert restore_backup(workbook).number == 2
    assert workbook.read_bytes() == OLD
    assert restore_backup(workbook, to=1).number == 1


def test_a_link_is_no_backup(workbook: Path, tmp_path: Path) -> None:
    save_in_place(workbook, new)
    [backup] = list_backups(workbook)
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    link = backup.path.with_name(backup.path.name.replace("~000001~", "~000002~"))
    link.symlink_to(secret)
    assert [b.path for b in list_backups(workbook)] == [backup.path]
    restore_backup(workbook)
    assert workbook.read_bytes() == OLD
    assert link.is_symlink() or link.read_bytes() == NEW
    assert secret.read_bytes() == b"secret"


def test_the_order_of_backups_asks_no_clock(workbook: Path) -> None:
    times = [
        dt.datetime(2026, 11, 2, 9),
        dt.datetime(2031, 1, 1),
        dt.datetime(2020, 5, 5),
        dt.datetime(2026, 11, 2, 9),
    ]
    for number, moment in enumerate(times):
        workbook.write_bytes(b"%d" % number)
        backups.make_backup(workbook, moment.replace(tzinfo=dt.UTC))
    assert [b.path.read_bytes() for b in list_backups(workbook)] == [b"3", b"2", b"1", b"0"]
    assert [b.serial for b in list_backups(workbook)] == [4, 3, 2, 1]


def test_the_backup_just_made_stays_whatever_the_clock_says(workbook: Path) -> None:
    for number in range(25):
        workbook.write_bytes(b"%d" % number)
        backups.make_backup(workbook, dt.datetime(2050 - number, 1, 1, tzinfo=dt.UTC))
        backups.let_go_of_oldest(workbook)
        assert list_backups(workbook)[0].path.read_bytes() == b"%d" % number
    assert len(list_backups(workbook)) == 20


def test_restoring_a_workbook_that_was_deleted(workbook: Path) -> None:
    save_in_place(workbook, new)
    workbook.unlink()
    restore_backup(workbook)
    assert workbook.read_bytes() == OLD


def test_the_oldest_of_twenty_can_be_restored(workbook: Path) -> None:
    for minute in range(20):
        workbook.write_bytes(b"%d" % minute)
        backups.make_backup(workbook, dt.datetime(2026, 11, 2, 9, minute))
    restore_backup(workbook, to=20)
    assert workbook.read_bytes() == b"0"


def test_backups_that_are_not_there(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadRequest, match="no backups yet"):
        restore_backup(workbook)
    save_in_place(workbook, new)
    with pytest.raises(BadRequest, match="number 2; there are 1"):
        restore_backup(workbook, to=2)
    monkeypatch.setattr(saving, "open_plain", _fail)
    with pytest.raises(SaveFailed):
        restore_backup(workbook)


# -- new files


def test_a_new_file_appears_whole(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    save_new(path, new)
    assert path.read_bytes() == NEW
    assert stat.S_IMODE(path.stat().st_mode) & 0o600 == 0o600
    with pytest.raises(BadRequest, match="is there already"):
        save_new(path, new)
    save_new(path, lambda out: out.write(b"x"), overwrite=True)
    assert path.read_bytes() == b"x"


def test_where_no_new_file_can_be(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="is a folder"):
        save_new(tmp_path, new)
    with pytest.raises(BadRequest, match="no folder"):
        save_new(tmp_path / "none" / "a.xlsx", new)
    path = tmp_path / "open.xlsx"
    path.touch()
    (tmp_path / "~$open.xlsx").touch()
    with pytest.raises(WorkbookLocked):
        save_new(path, new, overwrite=True)


def test_an_output_is_of_the_same_kind_and_another_file(workbook: Path) -> None:
    check_output(workbook, workbook.with_name("b.XLSX"))
    with pytest.raises(BadRequest, match=r"kind \(\.xlsx\)"):
        check_output(workbook, workbook.with_name("b.xlsm"))
    with pytest.raises(BadRequest, match="names the workbook"):
        check_output(workbook, workbook, overwrite=True)
    with pytest.raises(BadRequest, match="is there already"):
        check_output(workbook, workbook)


def test_the_public_names() -> None:
    assert all(hasattr(saving, name) for name in saving.__all__)
