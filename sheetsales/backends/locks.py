"""Who holds a workbook: Excel, WPS, LibreOffice, or another run of ours."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sheetsales.backends import saving_texts as say
from sheetsales.errors import SaveFailed, WorkbookLocked
from sheetsales.texts import Text, same

FOLDER = ".sheetsales"
_NAME_AT = 57
_NOBODY = same("")
_Owner = Callable[[Path], str]

if sys.platform == "win32":  # pragma: no cover - the other systems' half is tested
    import msvcrt

    def _seize(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _seize(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


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
    """Keep other runs of ours off the workbook; raises ``WorkbookLocked`` where one is at work.

    The system drops the lock of a process that dies, so that what it left behind holds nobody up.
    """
    folder = path.parent / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        descriptor, lock = _acquire(folder / f"{path.name}.lock", path)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise SaveFailed(say.FOLDER_CLOSED.fill(folder=path.parent, reason=reason)) from fault
    try:
        yield
    finally:
        with suppress(OSError):
            lock.unlink()
        os.close(descriptor)
        with suppress(OSError):
            folder.rmdir()


def _acquire(lock: Path, path: Path) -> tuple[int, Path]:
    while True:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _seize(descriptor)
        except OSError:
            pid = os.pread(descriptor, 20, 0).decode("ascii", "replace") if hasattr(os, "pread") else ""
            os.close(descriptor)
            who = say.PROCESS.fill(pid=pid) if pid else _NOBODY
            raise WorkbookLocked(say.OTHER_RUN.fill(name=path.name, who=who)) from None
        if _is_same(descriptor, lock):
            os.ftruncate(descriptor, 0)
            os.write(descriptor, str(os.getpid()).encode())
            return descriptor, lock
        os.close(descriptor)


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
        data = marker.read_bytes()
    except OSError:
        return ""
    if len(data) < _NAME_AT:
        return ""
    length = int.from_bytes(data[_NAME_AT - 2 : _NAME_AT], "little")
    return _printable(data[_NAME_AT : _NAME_AT + 2 * min(length, 54)].decode("utf-16-le", "ignore"))


def _office_owner(marker: Path) -> str:
    """The user in LibreOffice's lock file: the first field that is not blank."""
    try:
        fields = marker.read_text("utf-8", "replace").split(",")
    except OSError:
        return ""
    return _printable(next((field for field in fields if field.strip()), ""))


def _printable(text: str) -> str:
    return "".join(c for c in text if c.isprintable()).strip()[:40]
