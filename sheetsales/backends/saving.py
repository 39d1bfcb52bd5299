"""A workbook replaced in place: whole or not at all."""

from __future__ import annotations

import datetime as dt
import filecmp
import hashlib
import os
import stat
import tempfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, TypeVar

from sheetsales.backends import saving_texts as say
from sheetsales.backends.backups import Backup, let_go_of_oldest, list_backups, make_backup, remove_partial
from sheetsales.backends.disk import flush, flush_folder, rename_over
from sheetsales.backends.locks import held, left_by_dead_runs, refuse_if_open
from sheetsales.backends.plain_files import open_plain, take_mode
from sheetsales.backends.run_records import drop_earlier, drop_record, put_record
from sheetsales.errors import BadRequest, IsThere, NotAWorkbook, SaveFailed, SheetsalesError, WorkbookLocked

Result = TypeVar("Result")
Told = bytes | Callable[[], bytes] | None
Writer = Callable[[BinaryIO], Result]
_SUFFIX = ".tmp"
_LONGEST_NAME = 255 - len("~000000~20261130-095400Z.part")

__all__ = [
    "Backup",
    "check_output",
    "digest",
    "find_backup",
    "list_backups",
    "restore_backup",
    "save_in_place",
    "save_new",
]


def save_in_place(
    path: Path,
    writer: Writer[Result],
    *,
    backup: bool = True,
    record: Told = None,
    seen: str | None = None,
) -> Result:
    """Let ``writer`` write the workbook anew and put that in its place; returns what ``writer`` returned.

    ``writer`` runs while no other run of ours can touch the workbook, so it may read the workbook as well. ``record``
    is what tells of the run (made once ``writer`` has run, where that has to be asked), kept beside the backup before the new workbook can be seen. ``seen`` is the SHA-256 of the
    workbook that ``writer`` works from, where it reads none itself.
    Raises ``WorkbookLocked`` while someone has it open or where it is not ``seen`` any more, ``SaveFailed`` where the
    disk does not play along; then, as with any error of ``writer``, the old file stands as it was.
    """
    path = _real(path)
    _check_name(path)
    refuse_if_open(path)
    if not _is_writable(path):
        raise SaveFailed(say.READ_ONLY.fill(name=path.name))
    with held(path):
        if seen is not None and digest(path) != seen:
            raise WorkbookLocked(say.CHANGED.fill(name=path.name))
        return _save(path, writer, backup, path, record)


def save_new(
    path: Path, writer: Writer[Result], *, overwrite: bool = False, like: Path | None = None
) -> Result:
    """Let ``writer`` write a file that appears whole or not at all; raises ``BadRequest`` where one is there.

    ``like`` is the workbook that the file is made from: whoever may read that may read this.
    """
    check_place(path, overwrite=overwrite)
    with held(path):
        check_place(path, overwrite=overwrite)
        return _save(path, writer, False, path if path.exists() else like, None)


def check_output(book: Path, out: Path, *, overwrite: bool = False) -> None:
    """Raises ``BadRequest`` where ``out`` cannot be a copy of ``book``: another kind, the book itself, in the way."""
    kind = book.suffix.lower()
    if out.suffix.lower() != kind:
        raise BadRequest(say.OTHER_KIND.fill(out=out.name, kind=kind))
    check_place(out, overwrite=overwrite)
    if out.exists() and book.exists() and out.samefile(book):
        raise BadRequest(say.SAME_FILE.fill(name=out.name))


def check_place(path: Path, *, overwrite: bool = False) -> None:
    """Raises ``BadRequest`` where no new file can be put at ``path``."""
    _check_name(path)
    if path.is_dir():
        raise BadRequest(say.IS_FOLDER.fill(name=path))
    if path.exists() and not path.is_file():
        raise BadRequest(say.IS_DEVICE.fill(name=path))
    if not path.parent.is_dir():
        raise BadRequest(say.NO_FOLDER.fill(folder=path.parent))
    if path.exists():
        if not overwrite:
            raise IsThere(say.EXISTS.fill(name=path.name))
        refuse_if_open(path)


def find_backup(path: Path, to: int | None = None) -> Backup:
    """Backup number ``to`` of the workbook (1 is the newest), or the newest that is not what stands there already.

    Raises ``BadRequest`` where there is none.
    """
    path = _real(path)
    backups = list_backups(path)
    if not backups:
        raise BadRequest(say.NO_BACKUPS.fill(name=path.name))
    if to is None:
        chosen = next((b for b in backups if not _stands(path, b)), None)
        if chosen is None:
            raise BadRequest(say.ALL_ALIKE.fill(name=path.name))
        return chosen
    chosen = next((b for b in backups if b.number == to), None)
    if chosen is None:
        raise BadRequest(say.NO_BACKUP.fill(name=path.name, number=to, count=len(backups)))
    return chosen


def restore_backup(path: Path, to: int | None = None) -> Backup:
    """Put a backup in the workbook's place, as ``find_backup`` finds it, after a backup of what stands there."""
    path = _real(path)
    chosen = find_backup(path, to)
    try:
        with open_plain(chosen.path) as stream:
            data = stream.read()
    except OSError as fault:
        raise _failed(path, fault) from fault
    if path.exists():
        save_in_place(path, lambda out: out.write(data))
    else:
        refuse_if_open(path)
        save_new(path, lambda out: out.write(data), like=chosen.path)
    return chosen


def _check_name(path: Path) -> None:
    """Raises ``BadRequest`` where what we keep beside the file would get a longer name than systems take."""
    over = len(os.fsencode(path.name)) - _LONGEST_NAME
    if over > 0:
        raise BadRequest(say.NAME_TOO_LONG.fill(name=path.name, over=over))


def _stands(path: Path, backup: Backup) -> bool:
    try:
        return filecmp.cmp(path, backup.path, shallow=False)
    except OSError:
        return False


def _save(path: Path, writer: Writer[Result], backup: bool, like: Path | None, record: Told) -> Result:
    """The caller holds the workbook: what lies about from an earlier run belongs to a dead one."""
    before = _state(path)
    _sweep(path)
    temporary: Path | None = None
    copy: Backup | None = None
    is_new = False
    try:
        descriptor, name = tempfile.mkstemp(prefix=_prefix(path), suffix=_SUFFIX, dir=path.parent)
        temporary = Path(name)
        with os.fdopen(descriptor, "wb") as out:
            result = writer(out)
            out.flush()
            _take_mode(temporary, path, like)
            flush(out.fileno())
        if backup:
            copy, is_new = make_backup(path, dt.datetime.now(dt.UTC))
            if record is not None:
                put_record(path, copy.serial, record if isinstance(record, bytes) else record())
            elif not is_new:
                drop_record(path, copy.serial)
        rename_over(temporary, path, lambda: _check_state(path, before))
    except SheetsalesError:
        raise
    except PermissionError as fault:
        raise _forbidden(path, temporary, fault) from fault
    except OSError as fault:
        raise _failed(path, fault) from fault
    finally:
        _take_back(path, temporary, copy, is_new)
    flush_folder(path.parent)
    let_go_of_oldest(path)
    if record is not None and copy is not None:
        drop_earlier(path, copy.serial)
    return result


def _check_state(path: Path, before: tuple[int, int, int]) -> None:
    """Raises ``WorkbookLocked`` where somebody changed, replaced or opened the workbook since ``before``."""
    if _state(path) != before:
        raise WorkbookLocked(say.CHANGED.fill(name=path.name))
    refuse_if_open(path)


def _take_back(path: Path, temporary: Path | None, copy: Backup | None, is_new: bool) -> None:
    """Remove what a save that did not come to its end has made; its backup would push out an older one."""
    if temporary is None or not temporary.exists():
        return
    with suppress(OSError):
        temporary.unlink()
    if copy is not None:
        drop_record(path, copy.serial)
        if is_new:
            with suppress(OSError):
                copy.path.unlink()


def _sweep(path: Path) -> None:
    """Remove what runs that died left behind: those that saved this workbook, and others in the same folder."""
    for name in (path.name, *left_by_dead_runs(path)):
        _remove_temporary(path.with_name(name))
        remove_partial(path.with_name(name))


def _remove_temporary(path: Path) -> None:
    prefix = _prefix(path)
    with suppress(OSError):
        for entry in list(path.parent.iterdir()):
            if entry.name.startswith(prefix) and entry.name.endswith(_SUFFIX):
                entry.unlink()


def _prefix(path: Path) -> str:
    """How temporary files of this workbook begin; short, for the name itself may be as long as names can be."""
    return f".sheetsales-{zlib.crc32(os.fsencode(path.name)):08x}-"


def _real(path: Path) -> Path:
    """The file itself where ``path`` is a link to it: a link must stay one."""
    try:
        return path.resolve()
    except (OSError, RuntimeError) as fault:
        raise NotAWorkbook(say.NOT_SAVED.fill(name=path.name, reason=fault)) from fault


def _state(path: Path) -> tuple[int, int, int]:
    """What tells a changed or replaced file: its time stamp, size and identity; zeros where there is none."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0, 0
    return found.st_mtime_ns, found.st_size, found.st_ino


def _is_writable(path: Path) -> bool:
    if not path.exists():
        return True
    return bool(path.stat().st_mode & 0o222) and os.access(path, os.W_OK)


def _take_mode(temporary: Path, path: Path, like: Path | None) -> None:
    """Give the new file the old one's mode and, where we may, its owner; one made from a workbook is as open as that;
    any other gets the usual mode."""
    if like is None or not like.exists():
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
    elif like != path:
        take_mode(temporary, like)
    else:
        found = path.stat()
        temporary.chmod(stat.S_IMODE(found.st_mode))
        if hasattr(os, "chown"):
            with suppress(OSError):
                os.chown(temporary, found.st_uid, found.st_gid)


def digest(path: Path) -> str:
    """The SHA-256 of a file, as plans name the workbook they were made for."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _forbidden(path: Path, temporary: Path | None, fault: OSError) -> SheetsalesError:
    if temporary is None:
        return SaveFailed(say.FOLDER_CLOSED.fill(folder=path.parent, reason=fault.strerror or fault))
    return WorkbookLocked(say.HELD.fill(name=path.name))


def _failed(path: Path, fault: OSError) -> SaveFailed:
    return SaveFailed(say.NOT_SAVED.fill(name=path.name, reason=fault.strerror or fault))
