"""Large parts unpacked to a temporary file that nobody else sees, searched and read by offset like bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import RawIOBase
from typing import Protocol, cast

_PIECE = 1 << 20
_KEPT = 64 << 10


class PartText(Protocol):
    """The bytes of a part, wherever they are."""

    size: int

    def read(self, start: int, end: int) -> bytes:
        """The bytes from one offset to another; fewer where the part ends before."""
        ...

    def pieces(self, start: int, end: int) -> Iterator[bytes]: ...

    def find(self, mark: bytes, start: int = 0) -> int:
        """Where a mark first stands at or behind ``start``, -1 where it does not."""
        ...

    def rfind(self, mark: bytes) -> int:
        """Where a mark last stands, -1 where it does not."""
        ...


class HeldText:
    """A part held in memory."""

    def __init__(self, data: bytes) -> None:
        self._data, self.size = data, len(data)

    def read(self, start: int, end: int) -> bytes:
        return self._data[start:end]

    def pieces(self, start: int, end: int) -> Iterator[bytes]:
        for at in range(start, end, _PIECE):
            yield self._data[at : min(at + _PIECE, end)]

    def find(self, mark: bytes, start: int = 0) -> int:
        return self._data.find(mark, start)

    def rfind(self, mark: bytes) -> int:
        return self._data.rfind(mark)


class Spool:
    """A part in a temporary file; ``close`` makes an end of the file."""

    def __init__(self, pieces: Iterable[bytes | memoryview]) -> None:
        """Raises ``OSError`` where there is no room for it, and whatever ``pieces`` raises."""
        self._file = cast("RawIOBase", tempfile.TemporaryFile(buffering=0))  # noqa: SIM115 - it stays open as long as the spool
        self._kept, self._at = b"", 0
        self.size = 0
        try:
            for piece in pieces:
                _write_all(self._file, piece)
                self.size += len(piece)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        with suppress(OSError):
            self._file.close()

    def read(self, start: int, end: int) -> bytes:
        """Short readings near each other cost one access to the file."""
        end = min(end, self.size)
        if start >= self._at and end <= self._at + len(self._kept):
            return self._kept[start - self._at : end - self._at]
        if end - start >= _KEPT:
            return self._load(start, end)
        self._at, self._kept = start, self._load(start, min(start + _KEPT, self.size))
        return self._kept[: end - start]

    def pieces(self, start: int, end: int) -> Iterator[bytes]:
        for at in range(start, min(end, self.size), _PIECE):
            yield self._load(at, min(at + _PIECE, end, self.size))

    def find(self, mark: bytes, start: int = 0) -> int:
        before = b""
        for piece in self.pieces(start, self.size):
            window = before + piece
            found = window.find(mark)
            if found >= 0:
                return start + found
            before = window[max(len(window) - len(mark) + 1, 0) :]
            start += len(window) - len(before)
        return -1

    def rfind(self, mark: bytes) -> int:
        end = self.size
        while end > 0:
            start = max(end - _PIECE, 0)
            found = self._load(start, min(end + len(mark) - 1, self.size)).rfind(mark)
            if found >= 0:
                return start + found
            end = start
        return -1

    def _load(self, start: int, end: int) -> bytes:
        self._file.seek(start)
        parts, left = [], end - start
        while left > 0 and (piece := self._file.read(left)):
            parts.append(piece)
            left -= len(piece)
        return parts[0] if len(parts) == 1 else b"".join(parts)


def _write_all(file: RawIOBase, piece: bytes | memoryview) -> None:
    """An unbuffered file may take less than it is given."""
    view = memoryview(piece)
    while view:
        view = view[file.write(view) or 0 :]
