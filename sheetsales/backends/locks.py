"""Who holds a workbook: Excel, WPS, LibreOffice, or another run of ours."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sheetsales.backends import saving_texts as say
from sheetsales.backends.plain_files import NO_FOLLOW, open_plain
from sheetsales.errors import SaveFailed, WorkbookLocked
from sheetsales.texts import Text, same

FOLDER = ".sheetsales"
PATIENCE = 5.0
"""Seconds to wait for another run of ours; most hold a workbook for a tenth of a second."""
LONGEST_WAIT = 60.0
"""Seconds after which even a queue of runs, each of them quick, has taken too long."""
_PAUSE = 0.02
_LOCK = ".lock"
_LINKS = 20
"""So often a link or pipe in the lock's place is removed before we give up."""
_NAME_AT = 57
_LARGEST_MARKER = 1024
_NOBODY = same("")
_Owner = Callable[[Path], str]

if sys.platform == "win32":  # pragma: no cover - the other systems' half is tested
    import msvcrt

    def seize(descriptor: int) -> bool:
        """Whether the lock is ours now."""
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _let_go(descriptor: int, lock: Path) -> None:
        os.close(descriptor)
        _remove(lock)
else:
    import fcntl

    def seize(descriptor: int) -> bool:
        """Whether the lock is ours now; raises ``OSError`` where the file system has no locks."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _let_go(descriptor: int, lock: Path) -> None:
        _remove(lock)
        os.close(descriptor)


def refuse_if_open(path: Path) -> None:
    """Raises ``WorkbookLocked`` while the marker of a program that has the workbook open lies beside it."""
    for marker, program, owner in _markers(path):
        if marker.exists():
            user = owner(marker)
            who = say.WHO.fill(user=user) if user else _NOBODY
            raise WorkbookLocked(
                say.OPEN_ELSEWHERE.fill(name=path.name, program=program, who=who, marker=marker.name)
            )


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Keep other runs of ours off the workbook; raises ``WorkbookLocked`` where one stays at work for too long.

    The system drops the lock of a process that dies, so that what it left behind holds nobody up.
    """
    lock = path.parent / FOLDER / f"{path.name}{_LOCK}"
    owner = lock.with_suffix(".owner")
    try:
        descriptor, claimed = _acquire(lock, owner, path)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise SaveFailed(say.FOLDER_CLOSED.fill(folder=path.parent, reason=reason)) from fault
    try:
        yield
    finally:
        if claimed:
            _remove(owner)
        _let_go(descriptor, lock)
        with suppress(OSError):
            lock.parent.rmdir()


def own_folder(path: Path) -> Path:
    """The folder beside the workbook for backups and locks; made as open to others as the one it stands in.

    Raises ``SaveFailed`` where a link stands there.
    """
    folder = path.parent / FOLDER
    if folder.is_symlink():
        raise SaveFailed(say.FOLDER_IS_LINK.fill(folder=folder))
    try:
        folder.mkdir()
    except FileExistsError:
        return folder
    with suppress(OSError):
        folder.chmod(stat.S_IMODE(path.parent.stat().st_mode))
    return folder


def left_by_dead_runs(path: Path) -> Iterator[str]:
    """The names of other files in the folder whose runs died while they held them; each is held while it is told."""
    with suppress(OSError):
        for lock in list((path.parent / FOLDER).glob(f"*{_LOCK}")):
            name = lock.name.removesuffix(_LOCK)
            if name == path.name:
                continue
            with suppress(OSError):
                descriptor = _open(lock, path)
                try:
                    if seize(descriptor) and _is_same(descriptor, lock):
                        yield name
                        _remove(lock)
                finally:
                    os.close(descriptor)


def _acquire(lock: Path, owner: Path, path: Path) -> tuple[int, bool]:
    """The file we locked, and whether the owner file had to stand in for the lock.

    Every other run that comes and goes meanwhile is given its time.
    """
    now = time.monotonic()
    deadline, last, holder = now + PATIENCE, now + LONGEST_WAIT, _holder(lock)
    while True:
        own_folder(path)
        with suppress(FileNotFoundError):  # another run has just removed the folder
            found = _try(lock, owner, path)
            if found is not None:
                return found
        now = time.monotonic()
        if (other := _holder(lock)) != holder:
            deadline, holder = now + PATIENCE, other
        if now > min(deadline, last):
            raise WorkbookLocked(_other_run(lock, owner, path))
        time.sleep(_PAUSE)


def _try(lock: Path, owner: Path, path: Path) -> tuple[int, bool] | None:
    descriptor = _open(lock, path)
    has_locks, is_ours = True, False
    try:
        is_ours = seize(descriptor) and _is_same(descriptor, lock)
    except OSError:
        from sheetsales.backends.owner_files import claim

        has_locks, is_ours = False, claim(owner)
    finally:
        if not is_ours:
            os.close(descriptor)
    if not is_ours:
        return None
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
    return descriptor, not has_locks


def _open(lock: Path, path: Path) -> int:
    """The lock file, as open to others as the workbook or its folder, whatever our mask; a link in its place goes.

    Raises ``OSError`` where neither the file nor its folder may be written.
    """
    for _ in range(_LINKS):
        if lock.is_symlink():
            lock.unlink()
        try:
            descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | NO_FOLLOW, 0o666)
        except PermissionError:
            with suppress(FileNotFoundError):  # it went meanwhile: its folder says whether we may make one
                return os.open(lock, os.O_RDONLY | NO_FOLLOW)  # a dead run of another user left it
            if not os.access(lock.parent, os.W_OK | os.X_OK):
                raise
            continue
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            lock.unlink()
            continue
        with suppress(OSError, AttributeError):  # Windows has no modes
            like = path if path.exists() else path.parent
            os.fchmod(descriptor, stat.S_IMODE(like.stat().st_mode) & 0o666)
        return descriptor
    raise PermissionError(lock)


def _holder(lock: Path) -> bytes:
    """What the run that holds the lock wrote into it."""
    try:
        with open_plain(lock) as stream:
            return stream.read(20)
    except OSError:
        return b""


def _other_run(lock: Path, owner: Path, path: Path) -> Text:
    if owner.exists():
        return say.OTHER_OWNER.fill(name=path.name, owner=f"{FOLDER}/{owner.name}")
    process = _holder(lock).decode("ascii", "replace")
    who = say.PROCESS.fill(pid=process) if process.isdigit() else _NOBODY
    return say.OTHER_RUN.fill(name=path.name, who=who)


def _remove(file: Path) -> None:
    with suppress(OSError):
        file.unlink()


def _is_same(descriptor: int, lock: Path) -> bool:
    """Whether the file we locked is still the one at its place; its last owner may just have removed it."""
    try:
        return os.path.samestat(os.fstat(descriptor), lock.stat())
    except FileNotFoundError:
        return False


def _markers(path: Path) -> tuple[tuple[Path, Text, _Owner], ...]:
    folder, name = path.parent, path.name
    return (
        (folder / f"~${name}", same("Excel"), _excel_owner),
        (folder / f".~{name}", same("WPS"), _excel_owner),
        (folder / f".~lock.{name}#", same("LibreOffice"), _office_owner),
    )


def _excel_owner(marker: Path) -> str:
    """The user an owner file names: a length and a name in UTF-16; empty where it cannot be read."""
    try:
        with open_plain(marker) as stream:
            data = stream.read(_LARGEST_MARKER)
    except OSError:
        return ""
    if len(data) < _NAME_AT:
        return ""
    length = int.from_bytes(data[_NAME_AT - 2 : _NAME_AT], "little")
    return _printable(data[_NAME_AT : _NAME_AT + 2 * min(length, 54)].decode("utf-16-le", "ignore"))


def _office_owner(marker: Path) -> str:
    """The user in LibreOffice's lock file: the first field that is not blank."""
    try:
        with open_plain(marker) as stream:
            fields = stream.read(_LARGEST_MARKER).decode("utf-8", "replace").split(",")
    except OSError:
        return ""
    return _printable(next((field for field in fields if field.strip()), ""))


def _printable(text: str) -> str:
    return "".join(c for c in text if c.isprintable()).strip()[:40]
