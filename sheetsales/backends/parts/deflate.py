"""Packing and unpacking of zip members: isal where it is installed, zlib otherwise."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Protocol, cast

_isal: ModuleType | None
try:
    from isal import isal_zlib as _isal
except ImportError:  # pragma: no cover - depends on the machine
    _isal = None

_LARGE = 1 << 20
PIECE = 256 << 10
"""Bytes handled at a time wherever a part is not held whole."""
PACKED = 192 << 10
"""Packed bytes given to inflate at a time: what it leaves of them it copies, once for every piece it makes."""

InflateError: tuple[type[Exception], ...] = (zlib.error,) if _isal is None else (zlib.error, _isal.error)


class Packer(Protocol):
    """A raw deflate stream being written."""

    def compress(self, data: bytes | memoryview, /) -> bytes: ...

    def flush(self) -> bytes: ...


def crc32(data: bytes | memoryview, start: int = 0) -> int:
    """The checksum of ``data`` behind bytes whose checksum is ``start``."""
    return int(_isal.crc32(data, start)) if _isal else zlib.crc32(data, start)


def packer(size: int) -> Packer:
    """Raw deflate of about ``size`` bytes; speed before smallness for large members."""
    if _isal and size > _LARGE:
        return cast("Packer", _isal.compressobj(2, _isal.DEFLATED, -15))
    return zlib.compressobj(1 if size > _LARGE else 6, zlib.DEFLATED, -15)


def deflate(data: bytes) -> bytes:
    """Raw deflate of the whole."""
    made = packer(len(data))
    return made.compress(data) + made.flush()


def inflate(packed: bytes, size: int) -> bytes:
    """Raw inflate of at most ``size`` + 1 bytes, so that a lying size is noticed and never fills the memory."""
    opener = _isal.decompressobj(-15) if _isal else zlib.decompressobj(-15)
    return bytes(opener.decompress(packed, size + 1))


def inflate_pieces(packed: Iterable[bytes]) -> Iterator[bytes]:
    """Raw inflate of pieces into pieces of at most ``PIECE`` bytes."""
    opener = _isal.decompressobj(-15) if _isal else zlib.decompressobj(-15)
    for tail in packed:
        while True:
            made = bytes(opener.decompress(tail, PIECE))
            if made:
                yield made
            tail = opener.unconsumed_tail
            if opener.eof:
                return
            if len(made) < PIECE and not tail:
                break
