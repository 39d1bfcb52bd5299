"""Packing and unpacking of zip members: isal where it is installed, zlib otherwise."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from types import ModuleType

_isal: ModuleType | None
try:
    from isal import isal_zlib as _isal
except ImportError:  # pragma: no cover - depends on the machine
    _isal = None

_LARGE = 4 << 20
_PIECE = 64 << 10

InflateError: tuple[type[Exception], ...] = (zlib.error,) if _isal is None else (zlib.error, _isal.error)


def crc32(data: bytes) -> int:
    return int(_isal.crc32(data)) if _isal else zlib.crc32(data)


def deflate(data: bytes) -> bytes:
    """Raw deflate; speed before size for large members."""
    if _isal and len(data) > _LARGE:
        return bytes(_isal.compress(data, 2, -15))
    packer = zlib.compressobj(1 if len(data) > _LARGE else 6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def inflate(packed: bytes, size: int) -> bytes:
    """Raw inflate of at most ``size`` + 1 bytes, so that a lying size is noticed and never fills the memory."""
    opener = _isal.decompressobj(-15) if _isal else zlib.decompressobj(-15)
    return bytes(opener.decompress(packed, size + 1))


def inflate_pieces(packed: bytes) -> Iterator[bytes]:
    """Raw inflate, a few hundred kilobytes at a time."""
    opener = _isal.decompressobj(-15) if _isal else zlib.decompressobj(-15)
    at = 0
    while at < len(packed) and not opener.eof:
        yield bytes(opener.decompress(packed[at : at + _PIECE]))
        at += _PIECE
