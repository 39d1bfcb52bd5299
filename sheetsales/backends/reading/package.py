"""The zip package of a workbook, read with suspicion: every size bounded, every checksum checked."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from sheetsales.backends.limits import (
    Limits,
    check_file,
    check_kind,
    check_part_size,
    damaged,
    member_key,
    open_archive,
    unreadable,
)
from sheetsales.backends.parts.content_types import CONTENT_TYPES
from sheetsales.backends.parts.deflate import InflateError, crc32, inflate_pieces
from sheetsales.backends.parts.members import HEAD, begin
from sheetsales.backends.parts.relationships import rels_name, target_of
from sheetsales.backends.reading.markup import Element, elements

_READ_STEP = 1 << 20
_PACKED_STEP = 1 << 15


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[Package]:
    """The package in a workbook file, which stays open meanwhile; raises where it is no workbook we can read."""
    check_file(path, limits)
    try:
        file = path.open("rb")
    except OSError as error:
        raise unreadable(path, error) from None
    with file:
        yield Package(file, path, limits)


class Package:
    """The members of a workbook file, read and unpacked on demand."""

    def __init__(self, file: BufferedReader, path: Path, limits: Limits) -> None:
        self.path = path
        self.limits = limits
        self._file = file
        infos = open_archive(file, path, limits).infolist()
        self._members = {member_key(info.filename): info for info in infos}
        types = self.read(CONTENT_TYPES) if CONTENT_TYPES in self else b""
        check_kind(types, self._members, path)

    def digest(self) -> str:
        """The sha256 of the whole file."""
        try:
            self._file.seek(0)
            return hashlib.file_digest(self._file, "sha256").hexdigest()
        except OSError as error:
            raise unreadable(self.path, error) from None

    def __contains__(self, part: str) -> bool:
        return member_key(part) in self._members

    def read(self, part: str) -> bytes:
        """A part unpacked whole; raises where it is missing, too large or damaged."""
        info = self._members.get(member_key(part))
        if info is not None:
            check_part_size(info.file_size, part, self.path, self.limits)
        return b"".join(self.stream(part))

    def stream(self, part: str) -> Iterator[bytes]:
        """A part unpacked in pieces of 256 kB at most, which stay in the processor's cache.

        Raises at the end where size or checksum are wrong.
        """
        info = self._members.get(member_key(part))
        if info is None:
            raise damaged(self.path, part)
        size = crc = 0
        for piece in self._unpack(info, part):
            size += len(piece)
            if size > info.file_size:
                raise damaged(self.path, part)
            crc = crc32(piece, crc)
            yield piece
        if size != info.file_size or crc != info.CRC:
            raise damaged(self.path, part)

    def _unpack(self, info: zipfile.ZipInfo, part: str) -> Iterator[bytes]:
        steps = self._packed(info, part)
        if info.compress_type == zipfile.ZIP_STORED:
            yield from steps
            return
        if info.compress_type != zipfile.ZIP_DEFLATED:
            raise damaged(self.path, part)
        try:
            yield from inflate_pieces(steps)
        except InflateError:
            raise damaged(self.path, part) from None

    def _packed(self, info: zipfile.ZipInfo, part: str) -> Iterator[bytes]:
        start = begin(self._at(info.header_offset, HEAD), info.header_offset)
        if start is None:
            raise damaged(self.path, part)
        end = start + info.compress_size
        for at in range(start, end, _READ_STEP):
            held = self._at(at, min(_READ_STEP, end - at))
            for step in range(0, len(held), _PACKED_STEP):
                yield held[step : step + _PACKED_STEP]

    def _at(self, offset: int, size: int) -> bytes:
        try:
            self._file.seek(max(offset, 0))
            return self._file.read(size)
        except OSError as error:
            raise unreadable(self.path, error) from None

    def packed_digest(self, part: str) -> tuple[bytes, int]:
        """A digest of a part as it is packed, and its size unpacked: parts with the same digest hold the same."""
        info = self._members.get(member_key(part))
        if info is None:
            raise damaged(self.path, part)
        found = hashlib.sha256(repr((info.compress_type, info.file_size, info.CRC)).encode())
        for step in self._packed(info, part):
            found.update(step)
        return found.digest(), info.file_size

    def elements(self, part: str) -> list[Element]:
        """The elements of an XML part, in the order in which they end."""
        return elements(self.read(part), self.path, part)

    def relationships(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationship id → (last word of its type, the part it leads to); those that leave the file are left out.

        ``part`` "" asks for the package's own. Raises where two have the same id.
        """
        rels = rels_name(part)
        if rels not in self:
            return {}
        found = [item.attributes for item in self.elements(rels) if item.name == "Relationship"]
        if len({one.get("Id", "") for one in found}) < len(found):
            raise damaged(self.path, rels)
        return {
            one.get("Id", ""): (
                one.get("Type", "").rpartition("/")[2],
                target_of(part, one.get("Target", ""), self.__contains__),
            )
            for one in found
            if one.get("TargetMode") != "External"
        }
