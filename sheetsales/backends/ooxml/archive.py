"""A zip archive, read with suspicion: every size is bounded, every checksum is checked."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from sheetsales.backends import refusals as say
from sheetsales.backends.limits import Limits, open_archive
from sheetsales.backends.ooxml.deflate import InflateError, crc32, inflate, inflate_pieces
from sheetsales.backends.ooxml.spans import MalformedError
from sheetsales.errors import NotAWorkbook

_LOCAL = struct.Struct("<4s5H3I2H")
PROLOG = 1024
"""A document type declaration, if any, stands within so many bytes."""
_XML = (".xml", ".rels")
VERIFY_UP_TO = 64 << 20
"""Archives up to this size, unpacked, are checked whole before anything is done; of larger ones what is touched."""


@dataclass(frozen=True, slots=True)
class Member:
    """One entry: ``name`` with forward slashes and no leading one; ``info`` as the directory says."""

    name: str
    info: zipfile.ZipInfo

    @property
    def is_folder(self) -> bool:
        return self.name.endswith("/") or not self.name


class Archive:
    """The members of a zip file held in memory, in their order."""

    def __init__(self, data: bytes, path: Path, limits: Limits) -> None:
        """``path`` only names the file. Raises ``NotAWorkbook`` or ``LimitExceeded``."""
        self.data = data
        try:
            with open_archive(BytesIO(data), path, limits) as opened:
                infos = opened.infolist()
                self.comment = opened.comment
        except (struct.error, EOFError, IndexError) as fault:
            raise NotAWorkbook(say.TRUNCATED.fill(name=path.name)) from fault
        self.members = tuple(Member(_clean(info), info) for info in infos)
        self._by_key = {m.name.lower(): m for m in self.members if not m.is_folder}
        for member in self.members:
            if member.info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise MalformedError(member.name)
            self._begin(member)
        if sum(info.file_size for info in infos) <= VERIFY_UP_TO:
            self._verify()

    def __iter__(self) -> Iterator[Member]:
        return iter(self.members)

    def find(self, name: str) -> Member | None:
        """The member of that name; case does not matter, as in Excel."""
        return self._by_key.get(name.lower())

    def packed(self, member: Member) -> bytes:
        """The member's bytes as they lie in the file."""
        begin = self._begin(member)
        return self.data[begin : begin + member.info.compress_size]

    def _begin(self, member: Member) -> int:
        """Where they begin; raises ``MalformedError`` where they are not there."""
        info = member.info
        start = info.header_offset
        try:
            fields = _LOCAL.unpack_from(self.data, start)
        except struct.error as fault:
            raise MalformedError(member.name) from fault
        begin: int = start + _LOCAL.size + fields[9] + fields[10]
        if fields[0] != b"PK\x03\x04" or begin + info.compress_size > len(self.data):
            raise MalformedError(member.name)
        return begin

    def read(self, member: Member) -> bytes:
        """The member unpacked; raises ``MalformedError`` where size or checksum are not what the directory says."""
        packed, info = self.packed(member), member.info
        try:
            data = packed if info.compress_type == zipfile.ZIP_STORED else inflate(packed, info.file_size)
        except InflateError as fault:
            raise MalformedError(member.name) from fault
        if len(data) != info.file_size or crc32(data) != info.CRC:
            raise MalformedError(member.name)
        return data

    def pieces(self, member: Member) -> Iterator[bytes]:
        """The member unpacked piece by piece, unchecked: for searching only."""
        packed = self.packed(member)
        if member.info.compress_type == zipfile.ZIP_STORED:
            yield packed
            return
        try:
            yield from inflate_pieces(packed)
        except InflateError as fault:
            raise MalformedError(member.name) from fault

    def _verify(self) -> None:
        for member in self._by_key.values():
            data = self.read(member)
            if member.name.lower().endswith(_XML) and b"<!DOCTYPE" in data[:PROLOG]:
                raise MalformedError(member.name, is_unsafe=True)


def _clean(info: zipfile.ZipInfo) -> str:
    return info.filename.replace("\\", "/").lstrip("/")
