"""Every change a run makes to one folder: counted, recorded, and made to fail or to be the run's last.

Works inside a process of its own: it replaces the functions of ``os`` and ``io`` that change files.
"""

from __future__ import annotations

import io
import os
import signal
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Kind = Literal["create", "write", "truncate", "sync", "rename", "unlink", "mkdir", "rmdir", "mode"]
Phase = Literal["before", "half", "after"]

_WRITING = os.O_WRONLY | os.O_RDWR


@dataclass(frozen=True)
class Change:
    """One change; ``path`` and ``to`` are relative to the folder, ``inode`` is that of the file or folder."""

    kind: Kind
    path: str
    inode: int = 0
    to: str = ""
    offset: int = 0
    data: bytes = b""


@dataclass
class Recorder:
    """``hook`` is asked before, in the middle of (writes only) and after every change."""

    folder: Path
    hook: Callable[[int, Phase, Kind, str], None]
    changes: list[Change] = field(default_factory=list)
    descriptors: dict[int, str] = field(default_factory=dict)
    count: int = 0
    real: dict[str, Any] = field(default_factory=dict)

    def inside(self, path: Any) -> str | None:
        """The path relative to the folder; None where it lies elsewhere."""
        if isinstance(path, int):
            return self.descriptors.get(path)
        full = str(Path(path).absolute())
        base = str(self.folder)
        return "." if full == base else full[len(base) + 1 :] if full.startswith(base + os.sep) else None

    def change(self, kind: Kind, path: str, act: Callable[[], Any], describe: Callable[[Any], Change]) -> Any:
        number = self.count
        self.count += 1
        self.hook(number, "before", kind, path)
        result = act()
        self.changes.append(describe(result))
        self.hook(number, "after", kind, path)
        return result

    def write(self, path: str, inode: int, offset: int, data: bytes, act: Callable[[bytes], int]) -> int:
        number = self.count
        self.count += 1
        self.hook(number, "before", "write", path)
        half = len(data) // 2
        written = act(data[:half]) if half else 0
        self.hook(number, "half", "write", path)
        if written == half:
            written += act(data[half:])
        self.changes.append(Change("write", path, inode, offset=offset, data=data[:written]))
        self.hook(number, "after", "write", path)
        return written

    def install(self) -> None:
        for name in ("open", "close", "write", "ftruncate", "fsync", "replace", "rename", "unlink", "remove",
                     "mkdir", "rmdir", "chmod", "fchmod", "chown", "sendfile"):  # fmt: skip
            self.real[name] = getattr(os, name, None)
            if self.real[name] is not None:
                setattr(os, name, getattr(self, f"_{name}"))
        self.real["io"] = io.open
        import builtins

        io.open = builtins.open = self._io_open

    # -- os

    def _open(self, path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        name = self.inside(path) if not isinstance(path, int) else None
        if name is None:
            return int(self.real["open"](path, flags, mode, **more))
        is_new = bool(flags & os.O_CREAT) and not os.path.lexists(path)

        def act() -> int:
            return int(self.real["open"](path, flags, mode, **more))

        if is_new:
            descriptor = self.change(
                "create", name, act, lambda d: Change("create", name, os.fstat(d).st_ino)
            )
        elif flags & os.O_TRUNC:
            descriptor = self.change(
                "truncate", name, act, lambda d: Change("truncate", name, os.fstat(d).st_ino)
            )
        else:
            descriptor = act()
        if flags & _WRITING or stat.S_ISDIR(os.fstat(descriptor).st_mode):
            self.descriptors[descriptor] = name
        return int(descriptor)

    def _close(self, descriptor: int) -> None:
        self.descriptors.pop(descriptor, None)
        self.real["close"](descriptor)

    def _write(self, descriptor: int, data: Any) -> int:
        name = self.descriptors.get(descriptor)
        if name is None:
            return int(self.real["write"](descriptor, data))
        offset = os.lseek(descriptor, 0, os.SEEK_CUR)
        return self.write(
            name, os.fstat(descriptor).st_ino, offset, bytes(data), lambda part: int(self.real["write"](descriptor, part))
        )  # fmt: skip

    def _sendfile(self, out: int, source: int, offset: int, count: int, **more: Any) -> int:
        name = self.descriptors.get(out)
        if name is None:
            return int(self.real["sendfile"](out, source, offset, count, **more))
        data = os.pread(source, min(count, 1 << 30), offset)
        if not data:
            return 0
        at = os.lseek(out, 0, os.SEEK_CUR)
        return self.write(
            name, os.fstat(out).st_ino, at, data, lambda part: int(self.real["write"](out, part))
        )

    def _ftruncate(self, descriptor: int, length: int) -> Any:
        name = self.descriptors.get(descriptor)
        if name is None:
            return self.real["ftruncate"](descriptor, length)
        inode = os.fstat(descriptor).st_ino
        return self.change(
            "truncate", name, lambda: self.real["ftruncate"](descriptor, length),
            lambda _: Change("truncate", name, inode, offset=length),
        )  # fmt: skip

    def _fsync(self, descriptor: int) -> Any:
        name = self.descriptors.get(descriptor)
        if name is None:
            return self.real["fsync"](descriptor)
        inode = os.fstat(descriptor).st_ino
        return self.change(
            "sync", name, lambda: self.real["fsync"](descriptor), lambda _: Change("sync", name, inode)
        )  # fmt: skip

    def _rename_with(self, real: str, source: Any, target: Any, more: dict[str, Any]) -> Any:
        name, to = self.inside(source), self.inside(target)
        if name is None or to is None:
            assert name is None, "a file was moved out of the folder"
            return self.real[real](source, target, **more)
        inode = Path(source).stat().st_ino
        return self.change(
            "rename", name, lambda: self.real[real](source, target, **more),
            lambda _: Change("rename", name, inode, to=to),
        )  # fmt: skip

    def _replace(self, source: Any, target: Any, **more: Any) -> None:
        self._rename_with("replace", source, target, more)

    def _rename(self, source: Any, target: Any, **more: Any) -> None:
        self._rename_with("rename", source, target, more)

    def _gone(self, kind: Kind, real: str, path: Any, more: dict[str, Any]) -> Any:
        name = self.inside(path)
        if name is None:
            return self.real[real](path, **more)
        return self.change(kind, name, lambda: self.real[real](path, **more), lambda _: Change(kind, name))

    def _unlink(self, path: Any, **more: Any) -> None:
        self._gone("unlink", "unlink", path, more)

    def _remove(self, path: Any, **more: Any) -> None:
        self._gone("unlink", "remove", path, more)

    def _rmdir(self, path: Any, **more: Any) -> None:
        self._gone("rmdir", "rmdir", path, more)

    def _mkdir(self, path: Any, mode: int = 0o777, **more: Any) -> Any:
        name = self.inside(path)
        if name is None:
            return self.real["mkdir"](path, mode, **more)
        return self.change(
            "mkdir", name, lambda: self.real["mkdir"](path, mode, **more),
            lambda _: Change("mkdir", name, Path(path).stat().st_ino),
        )  # fmt: skip

    def _mode_with(self, real: str, path: Any, arguments: tuple[Any, ...], more: dict[str, Any]) -> Any:
        name = self.inside(path)
        if name is None:
            return self.real[real](path, *arguments, **more)
        return self.change(
            "mode", name, lambda: self.real[real](path, *arguments, **more), lambda _: Change("mode", name)
        )

    def _chmod(self, path: Any, *arguments: Any, **more: Any) -> None:
        self._mode_with("chmod", path, arguments, more)

    def _fchmod(self, descriptor: int, *arguments: Any) -> None:
        self._mode_with("fchmod", descriptor, arguments, {})

    def _chown(self, path: Any, *arguments: Any, **more: Any) -> None:
        self._mode_with("chown", path, arguments, more)

    # -- io

    def _io_open(self, file: Any, mode: str = "r", buffering: int = -1, *more: Any, **named: Any) -> Any:
        writes = set(mode) & set("wax+")
        if not writes or self.inside(file) is None:
            return self.real["io"](file, mode, buffering, *more, **named)
        assert "b" in mode, "only bytes are written to a workbook's folder"
        raw = _RecordingFile(self, file, mode.replace("b", ""))
        return io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)


class _RecordingFile(io.FileIO):
    """A file whose writes go through the recorder."""

    def __init__(self, recorder: Recorder, file: Any, mode: str) -> None:
        self._recorder = recorder
        given = isinstance(file, int)
        super().__init__(
            file, mode, opener=None if given else lambda path, flags: os.open(path, flags, 0o666)
        )
        self._name = recorder.descriptors[self.fileno()]

    def write(self, data: Any) -> int:
        offset = self.tell()
        return self._recorder.write(
            self._name, os.fstat(self.fileno()).st_ino, offset, bytes(data), lambda part: int(io.FileIO.write(self, part))
        )  # fmt: skip

    def close(self) -> None:
        if not self.closed:
            self._recorder.descriptors.pop(self.fileno(), None)
        super().close()


def die() -> None:
    """End this process at once, as a power switch or the task manager would."""
    os.kill(os.getpid(), signal.SIGKILL)
