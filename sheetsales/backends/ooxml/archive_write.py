"""A zip archive written anew: unchanged members are copied as they lie, packed.

Extra fields (time stamps, padding) are dropped: some differ between the two places a zip keeps them.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import BinaryIO

from sheetsales.backends.ooxml.archive import Archive, Member
from sheetsales.backends.parts.deflate import crc32, deflate, packer
from sheetsales.dataclass import dataclass

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_END64 = struct.Struct("<4sQ2H2I4Q")
_LOCATOR64 = struct.Struct("<4sIQI")
_MAX32, _MAX16 = 0xFFFFFFFF, 0xFFFF
_DATA_DESCRIPTOR = 0x08
_UTF8 = 0x800
_SPARE = 256
"""Packing makes nothing larger by more than one part in so many."""
STREAMED_FROM = 1 << 20
"""Smaller parts are packed whole, and left unpacked where packing does not help."""


@dataclass(frozen=True, slots=True)
class Stream:
    """What a part shall hold, made piece by piece when it is asked for; ``size`` is the length of all pieces."""

    size: int
    pieces: Callable[[], Iterable[bytes | memoryview]]

    def read(self) -> bytes:
        return b"".join(self.pieces())


Content = bytes | Stream


@dataclass(frozen=True, slots=True)
class _Entry:
    info: zipfile.ZipInfo
    name: bytes
    flags: int
    method: int
    crc: int
    size: int
    packed_size: int

    def is_wide(self, spare: int = 0) -> bool:
        return max(self.packed_size, self.size) + spare >= _MAX32


class _Writer:
    """Local entries one after another, then the directory; 64-bit fields only where they are needed."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        self.at = 0
        self.directory: list[bytes] = []

    def add(self, entry: _Entry, packed: bytes) -> None:
        offset, wide = self.at, entry.is_wide()
        self._write(_local(entry, wide) + packed)
        self.directory.append(_central(entry, offset, wide))

    def copy(self, entry: _Entry, source: Archive, member: Member) -> None:
        """An entry whose packed bytes lie in ``source``."""
        offset, wide = self.at, entry.is_wide()
        self._write(_local(entry, wide))
        source.source.copy_to(self.out, source.begin(member), entry.packed_size)
        self.at += entry.packed_size
        self.directory.append(_central(entry, offset, wide))

    def stream(self, entry: _Entry, pieces: Iterable[bytes | memoryview]) -> None:
        """An entry packed as its pieces come; its sizes and checksum are filled in when they are known."""
        offset, start = self.at, self.out.tell()
        wide = entry.is_wide(entry.size // _SPARE)
        self._write(_local(entry, wide))
        begin, crc, size, made = self.at, 0, 0, packer(entry.size)
        for piece in pieces:
            crc, size = crc32(piece, crc), size + len(piece)
            self._write(made.compress(piece))
        self._write(made.flush())
        entry = replace(entry, crc=crc, size=size, packed_size=self.at - begin)
        end = self.out.tell()
        self.out.seek(start)
        self.out.write(_local(entry, wide))
        self.out.seek(end)
        self.directory.append(_central(entry, offset, wide))

    def close(self, comment: bytes) -> None:
        start, count = self.at, len(self.directory)
        for record in self.directory:
            self._write(record)
        size = self.at - start
        if count >= _MAX16 or start >= _MAX32 or size >= _MAX32:
            end = self.at
            self._write(_END64.pack(b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start))
            self._write(_LOCATOR64.pack(b"PK\x06\x07", 0, end, 1))
        short = min(count, _MAX16)
        self._write(
            _END.pack(b"PK\x05\x06", 0, 0, short, short, min(size, _MAX32), min(start, _MAX32), len(comment))
            + comment
        )

    def _write(self, data: bytes) -> None:
        self.out.write(data)
        self.at += len(data)


def write_archive(
    out: BinaryIO,
    source: Archive,
    changed: Mapping[str, Content],
    added: Mapping[str, Content],
    removed: frozenset[str],
) -> None:
    """Write ``source`` with some members changed or removed (keys in lower case) and others added at the end.

    ``out`` can seek and is written behind where it stands.
    """
    writer = _Writer(out)
    for member in source:
        key = member.name.lower()
        if key in removed and not member.is_folder:
            continue
        data = None if member.is_folder else changed.get(key)
        if data is None:
            writer.copy(_copied(member), source, member)
        else:
            _pack(writer, member.info, _raw_name(member.info), data)
    for name, data in added.items():
        info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        info.create_system = 0
        _pack(writer, info, name.encode(), data)
    writer.close(source.comment)


def _copied(member: Member) -> _Entry:
    info = member.info
    flags = info.flag_bits & ~_DATA_DESCRIPTOR
    return _Entry(
        info, _raw_name(info), flags, info.compress_type, info.CRC, info.file_size, info.compress_size
    )


def _pack(writer: _Writer, info: zipfile.ZipInfo, name: bytes, data: Content) -> None:
    flags = (info.flag_bits & _UTF8) | (0 if name.isascii() else _UTF8)
    if isinstance(data, Stream) and data.size > STREAMED_FROM:
        writer.stream(_Entry(info, name, flags, zipfile.ZIP_DEFLATED, 0, data.size, 0), data.pieces())
        return
    whole = data.read() if isinstance(data, Stream) else data
    packed, method = deflate(whole), zipfile.ZIP_DEFLATED
    if len(packed) >= len(whole):
        packed, method = whole, zipfile.ZIP_STORED
    writer.add(_Entry(info, name, flags, method, crc32(whole), len(whole), len(packed)), packed)


def _local(entry: _Entry, wide: bool) -> bytes:
    extra = struct.pack("<HHQQ", 1, 16, entry.size, entry.packed_size) if wide else b""
    sizes = (_MAX32, _MAX32) if wide else (entry.packed_size, entry.size)
    version = 45 if wide else max(20, min(entry.info.extract_version, 45))
    head = _LOCAL.pack(
        b"PK\x03\x04",
        version,
        entry.flags,
        entry.method,
        *_dos_time(entry.info),
        entry.crc,
        *sizes,
        len(entry.name),
        len(extra),
    )
    return head + entry.name + extra


def _central(entry: _Entry, offset: int, wide: bool) -> bytes:
    info, fields = entry.info, []
    if wide:
        fields += [entry.size, entry.packed_size]
    if offset >= _MAX32:
        fields.append(offset)
    extra = struct.pack(f"<HH{len(fields)}Q", 1, 8 * len(fields), *fields) if fields else b""
    version = 45 if fields else max(20, min(info.extract_version, 45))
    sizes = (_MAX32, _MAX32) if wide else (entry.packed_size, entry.size)
    made_by = (info.create_system << 8) | max(version, info.create_version & 0xFF)
    return (
        _CENTRAL.pack(
            b"PK\x01\x02",
            made_by,
            version,
            entry.flags,
            entry.method,
            *_dos_time(info),
            entry.crc,
            *sizes,
            len(entry.name),
            len(extra),
            len(info.comment),
            0,
            info.internal_attr,
            info.external_attr,
            min(offset, _MAX32),
        )
        + entry.name
        + extra
        + info.comment
    )


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")


def _dos_time(info: zipfile.ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = info.date_time
    date = (max(year - 1980, 0) << 9) | (month << 5) | day
    return (hour << 11) | (minute << 5) | (second // 2), date
