"""A zip archive, read with suspicion: every size is bounded, every checksum is checked."""

from __future__ import annotations

import struct
import zipfile
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from sheetsales.backends import refusals as say
from sheetsales.backends.limits import Limits, open_archive
from sheetsales.backends.ooxml.source import Source
from sheetsales.backends.ooxml.spans import MalformedError
from sheetsales.backends.parts.deflate import PACKED, InflateError, crc32, inflate, inflate_pieces
from sheetsales.backends.parts.members import HEAD, begin
from sheetsales.dataclass import dataclass
from sheetsales.errors import NotAWorkbook

PROLOG = 1024
"""A document type declaration, if any, stands within so many bytes."""
_XML = (".xml", ".rels")
_KEPT_UP_TO = 8 << 20
"""Archives up to this size, unpacked, stay unpacked in memory: their sheets are looked through several times."""
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
    """The members of a zip file, in their order."""

    def __init__(self, data: bytes | Source, path: Path, limits: Limits) -> None:
        """``path`` only names the file. Raises ``NotAWorkbook`` or ``LimitExceeded``."""
        self.source = Source.held(data) if isinstance(data, bytes) else data
        try:
            with open_archive(self.source.stream, path, limits) as opened:
                infos, self.comment = opened.infolist(), opened.comment
        except (struct.error, EOFError, IndexError) as fault:
            raise NotAWorkbook(say.TRUNCATED.fill(name=path.name)) from fault
        self.members = tuple(Member(_clean(info), info) for info in infos)
        self._by_key = {m.name.lower(): m for m in self.members if not m.is_folder}
        self._kept: dict[zipfile.ZipInfo, bytes] = {}
        self._begins = {member.info.header_offset: self._begin(member) for member in self.members}
        size = sum(info.file_size for info in infos)
        if size <= VERIFY_UP_TO:
            self._verify(keep=size <= _KEPT_UP_TO)

    def __iter__(self) -> Iterator[Member]:
        return iter(self.members)

    def find(self, name: str) -> Member | None:
        """The member of that name; case does not matter, as in Excel."""
        return self._by_key.get(name.lower())

    def begin(self, member: Member) -> int:
        """Where the member's packed bytes begin in the file."""
        return self._begins[member.info.header_offset]

    def _begin(self, member: Member) -> int:
        """Raises ``MalformedError`` where they are not there, or packed in a way no workbook is."""
        info = member.info
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise MalformedError(member.name)
        head = self.source.read(info.header_offset, HEAD) if info.header_offset >= 0 else b""
        found = begin(head, info.header_offset)
        if found is None or found + info.compress_size > self.source.size:
            raise MalformedError(member.name)
        return found

    def read(self, member: Member) -> bytes:
        """The member unpacked; raises ``MalformedError`` where size or checksum are not what the directory says."""
        info = member.info
        if info in self._kept:
            return self._kept[info]
        packed = self.source.read(self.begin(member), info.compress_size)
        try:
            data = packed if info.compress_type == zipfile.ZIP_STORED else inflate(packed, info.file_size)
        except InflateError as fault:
            raise MalformedError(member.name) from fault
        if len(data) != info.file_size or crc32(data) != info.CRC:
            raise MalformedError(member.name)
        return data

    def pieces(self, member: Member) -> Iterator[bytes]:
        """The member unpacked piece by piece; what ``read`` raises, this raises at the end at the latest."""
        info, size, crc = member.info, 0, 0
        if info in self._kept:
            yield self._kept[info]
            return
        for piece in self._unpacked(member):
            size += len(piece)
            if size > info.file_size:
                break
            crc = crc32(piece, crc)
            yield piece
        if size != info.file_size or crc != info.CRC:
            raise MalformedError(member.name)

    def _unpacked(self, member: Member) -> Iterator[bytes]:
        packed = self.source.pieces(self.begin(member), member.info.compress_size, PACKED)
        if member.info.compress_type == zipfile.ZIP_STORED:
            yield from packed
            return
        try:
            yield from inflate_pieces(packed)
        except InflateError as fault:
            raise MalformedError(member.name) from fault

    def _verify(self, *, keep: bool) -> None:
        for member in self._by_key.values():
            pieces = self.pieces(member)
            first = next(pieces, b"")
            if member.name.lower().endswith(_XML) and b"<!DOCTYPE" in first[:PROLOG]:
                raise MalformedError(member.name, is_unsafe=True)
            if keep:
                self._kept[member.info] = b"".join((first, *pieces))
            else:
                deque(pieces, maxlen=0)


def _clean(info: zipfile.ZipInfo) -> str:
    return info.filename.replace("\\", "/").lstrip("/")
