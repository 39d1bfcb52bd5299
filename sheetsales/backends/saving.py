"""A workbook replaced in place: whole or not at all."""

from __future__ import annotations

import datetime as dt
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
from sheetsales.backends.locks import held, refuse_if_open
from sheetsales.errors import BadRequest, NotAWorkbook, SaveFailed, SheetsalesError, WorkbookLocked

Result = TypeVar("Result")
Writer = Callable[[BinaryIO], Result]
_SUFFIX = ".tmp"

__all__ = [
    "Backup",
    "check_output",
    "find_backup",
    "list_backups",
    "restore_backup",
    "save_in_place",
    "save_new",
]


def save_in_place(path: Path, writer: Writer[Result], *, backup: bool = True) -> Result:
    """Let ``writer`` write the workbook anew and put that in its place; returns what ``writer`` returned.

    ``writer`` runs while no other run of ours can touch the workbook, so it may read the workbook as well.
    Raises ``WorkbookLocked`` while someone has it open, ``SaveFailed`` where the disk does not play along; then,
    as with any error of ``writer``, the old file stands as it was.
    """
    path = _real(path)
    refuse_if_open(path)
    if not _is_writable(path):
        raise SaveFailed(say.READ_ONLY.fill(name=path.name))
    with held(path):
        return _save(path, writer, backup)


def save_new(path: Path, writer: Writer[Result], *, overwrite: bool = False) -> Result:
    """Let ``writer`` write a file that appears whole or not at all; raises ``BadRequest`` where one is there."""
    check_place(path, overwrite=overwrite)
    with held(path):
        check_place(path, overwrite=overwrite)
        return _save(path, writer, False)


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
    if path.is_dir():
        raise BadRequest(say.IS_FOLDER.fill(name=path))
    if not path.parent.is_dir():
        raise BadRequest(say.NO_FOLDER.fill(folder=path.parent))
    if path.exists():
        if not overwrite:
            raise BadRequest(say.EXISTS.fill(name=path.name))
        refuse_if_open(path)


def find_backup(path: Path, to: int = 1) -> Backup:
    """Backup number ``to`` of the workbook (1 is the newest); raises ``BadRequest`` where there is none."""
    path = _real(path)
    backups = list_backups(path)
    if not backups:
        raise BadRequest(say.NO_BACKUPS.fill(name=path.name))
    chosen = next((b for b in backups if b.number == to), None)
    if chosen is None:
        raise BadRequest(say.NO_BACKUP.fill(name=path.name, number=to, count=len(backups)))
    return chosen


def restore_backup(path: Path, to: int = 1) -> Backup:
    """Put backup number ``to`` (1 is the newest) in the workbook's place, after a backup of what stands there."""
    path = _real(path)
    chosen = find_backup(path, to)
    try:
        data = chosen.path.read_bytes()
    except OSError as fault:
        raise _failed(path, fault) from fault
    if path.exists():
        save_in_place(path, lambda out: out.write(data))
    else:
        refuse_if_open(path)
        save_new(path, lambda out: out.write(data))
    return chosen


def _save(path: Path, writer: Writer[Result], backup: bool) -> Result:
    """The caller holds the workbook: what lies about from an earlier run belongs to a dead one."""
    before = _state(path)
    _sweep(path)
    temporary: Path | None = None
    copy: Path | None = None
    try:
        descriptor, name = tempfile.mkstemp(prefix=_prefix(path), suffix=_SUFFIX, dir=path.parent)
        temporary = Path(name)
        with os.fdopen(descriptor, "wb") as out:
            result = writer(out)
            out.flush()
            _take_mode(temporary, path)
            flush(out.fileno())
        if backup:
            made, is_new = make_backup(path, dt.datetime.now())
            copy = made if is_new else None
        rename_over(temporary, path, lambda: _check_state(path, before))
    except SheetsalesError:
        raise
    except PermissionError as fault:
        raise _forbidden(path, temporary, fault) from fault
    except OSError as fault:
        raise _failed(path, fault) from fault
    finally:
        _take_back(temporary, copy)
    flush_folder(path.parent)
    let_go_of_oldest(path)
    return result


def _check_state(path: Path, before: tuple[int, int, int]) -> None:
    """Raises ``WorkbookLocked`` where somebody changed, replaced or opened the workbook since ``before``."""
    if _state(path) != before:
        raise WorkbookLocked(say.CHANGED.fill(name=path.name))
    refuse_if_open(path)


def _take_back(temporary: Path | None, copy: Path | None) -> None:
    """Remove what a save that did not come to its end has made; its backup would push out an older one."""
    if temporary is None or not temporary.exists():
        return
    for left in (temporary, copy):
        if left is not None:
            with suppress(OSError):
                left.unlink()


def _sweep(path: Path) -> None:
    """Remove what runs that died while they saved this workbook left behind."""
    prefix = _prefix(path)
    with suppress(OSError):
        for entry in list(path.parent.iterdir()):
            if entry.name.startswith(prefix) and entry.name.endswith(_SUFFIX):
                entry.unlink()
    remove_partial(path)


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


def _take_mode(temporary: Path, path: Path) -> None:
    """Give the new file the old one's mode and, where we may, its owner; a new file gets the usual mode."""
    if not path.exists():
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        return
    found = path.stat()
    temporary.chmod(stat.S_IMODE(found.st_mode))
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(temporary, found.st_uid, found.st_gid)


def _forbidden(path: Path, temporary: Path | None, fault: OSError) -> SheetsalesError:
    if temporary is None:
        return SaveFailed(say.FOLDER_CLOSED.fill(folder=path.parent, reason=fault.strerror or fault))
    return WorkbookLocked(say.HELD.fill(name=path.name))


def _failed(path: Path, fault: OSError) -> SaveFailed:
    return SaveFailed(say.NOT_SAVED.fill(name=path.name, reason=fault.strerror or fault))
