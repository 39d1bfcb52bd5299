"""The bytes of a workbook while it is worked on: in memory where it is small, else in its file, which stays open."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO, UnsupportedOperation
from pathlib import Path
from typing import BinaryIO

from sheetsales.backends.limits import DEFAULT, Limits, check_file, unreadable

_PIECE = 1 << 20


class Source:
    """Bytes by offset; ``stream`` is what other readers of zip archives need."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.size = stream.seek(0, os.SEEK_END)
        self._state = self._look()

    @classmethod
    def held(cls, data: bytes) -> Source:
        return cls(BytesIO(data))

    @classmethod
    def opened(cls, path: Path, limits: Limits = DEFAULT) -> Source:
        """Raises ``NotAWorkbook`` or ``LimitExceeded`` with what to do."""
        check_file(path, limits)
        try:
            if path.stat().st_size <= limits.held_bytes:
                return cls.held(path.read_bytes())
            return cls(path.open("rb"))
        except OSError as fault:
            raise unreadable(path, fault) from fault

    def close(self) -> None:
        self.stream.close()

    def read(self, offset: int, count: int) -> bytes:
        """Fewer than ``count`` bytes only at the end."""
        self.stream.seek(offset)
        return self.stream.read(count)

    def pieces(self, offset: int, count: int, size: int = _PIECE) -> Iterator[bytes]:
        """The bytes in pieces of ``size``; the last may be shorter."""
        end = offset + count
        while offset < end:
            piece = self.read(offset, min(size, end - offset))
            if not piece:
                return
            yield piece
            offset += len(piece)

    def sha256(self) -> str:
        digest = hashlib.sha256()
        for piece in self.pieces(0, self.size):
            digest.update(piece)
        return digest.hexdigest()

    def copy_to(self, out: BinaryIO, offset: int, count: int) -> None:
        """Append some of the bytes to ``out``; between two files the system does it."""
        end = offset + count
        if count > _PIECE:
            offset += self._send(out, offset, count)
        out.writelines(self.pieces(offset, end - offset))

    def is_unchanged(self) -> bool:
        """Whether nobody wrote into the file since it was opened."""
        return self._state == self._look()

    def _send(self, out: BinaryIO, offset: int, count: int) -> int:
        """How many bytes the system copied; 0 where it cannot."""
        sent = 0
        try:
            source, target = self.stream.fileno(), out.fileno()
            out.flush()
            at = out.tell()
            with suppress(OSError, AttributeError):  # no such call here; a full disk, the plain way will tell
                while sent < count and (more := os.sendfile(target, source, offset + sent, count - sent)):
                    sent += more
            out.seek(at + sent)
        except UnsupportedOperation:
            return 0  # not two files
        return sent

    def _look(self) -> tuple[int, int]:
        try:
            found = os.fstat(self.stream.fileno())
        except OSError:
            return 0, 0
        return found.st_size, found.st_mtime_ns
