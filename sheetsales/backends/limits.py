"""Is this file a workbook we can work on, and a harmless one? Otherwise one sentence that says what to do.

Sizes here are those a zip's directory claims. Who inflates a member must stop at the claimed size as well.
"""

from __future__ import annotations

import codecs
import stat
import struct
import zipfile
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import IO, Protocol

from sheetsales.backends import refusals as say
from sheetsales.dataclass import dataclass
from sheetsales.errors import LimitExceeded, NotAWorkbook
from sheetsales.regex import regex
from sheetsales.texts import Text

MIB = 1 << 20
_TEXT_ENCODING = regex(
    r"utf-8|utf-16(?:-[bl]e)?|ascii|iso8859-\d+|cp\d+|gb2312|gbk|gb18030|big5|shift_jis|euc_\w+|koi8-[ru]|hz"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a workbook may be. Sizes in bytes; the defaults leave room for 500,000 opportunities."""

    file_bytes: int = 512 * MIB
    members: int = 20_000
    unpacked_bytes: int = 4096 * MIB
    part_bytes: int = 256 * MIB
    """Of one part that is held in memory whole, such as the workbook part or a drawing; sheets are streamed."""
    held_bytes: int = 4 * MIB
    """A workbook file, and each sheet or table of texts, up to this size is held in memory while it is changed."""
    ratio: int = 250
    """Unpacked size : packed size of one member; judged only where the member is larger than ``ratio_from``."""
    ratio_from: int = 32 * MIB


DEFAULT = Limits()


class Member(Protocol):
    """What the checks need to know of a zip member; ``zipfile.ZipInfo`` is one."""

    filename: str
    file_size: int
    compress_size: int
    flag_bits: int


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_HEAD = 4096

_WORKBOOK_TYPES = ("spreadsheetml.sheet.main+xml", "ms-excel.sheet.macroenabled.main+xml")
_OTHER_TYPES = (
    ("ms-excel.sheet.binary.macroenabled.main", say.BINARY),
    ("spreadsheetml.template.main+xml", say.TEMPLATE),
    ("ms-excel.template.macroenabled.main+xml", say.TEMPLATE),
    ("ms-excel.addin.macroenabled.main+xml", say.ADD_IN),
    ("wordprocessingml.", say.NOT_EXCEL),
    ("presentationml.", say.NOT_EXCEL),
)
_OTHER_SUFFIXES = frozenset(
    (".xls", ".xla", ".xlsb", ".xltx", ".xltm", ".xlam", ".ods", ".csv", ".tsv", ".txt", ".zip")
)


def check_file(path: Path, limits: Limits = DEFAULT) -> None:
    """Return where ``path`` is a readable file that starts like a zip; raise what stands against it otherwise."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise _refuse(say.FOLDER, path)
        if not stat.S_ISREG(found.st_mode):
            raise _refuse(say.NO_FILE, path)
        size = found.st_size
        with path.open("rb") as source:
            _check_start(source, size, path, limits)
    except FileNotFoundError:
        raise _refuse(say.MISSING, path) from None
    except OSError as error:
        raise unreadable(path, error) from None
    except ValueError:
        raise _refuse(say.NO_NAME, path) from None


def _check_start(source: IO[bytes], size: int, path: Path, limits: Limits) -> None:
    head = source.read(_HEAD)
    if path.name.startswith("~$"):
        raise _refuse(say.OWNER_FILE, path)
    if not head:
        raise _refuse(say.EMPTY, path)
    if size > limits.file_bytes:
        raise LimitExceeded(
            say.FILE_TOO_LARGE.fill(name=path.name, size=_mib(size), limit=_mib(limits.file_bytes))
        )
    if head.startswith(_OLE):
        raise _refuse(_kind_of_ole(head + source.read()), path)
    if not head.startswith(_ZIP):
        raise _refuse(_kind_of_other(head, path), path)


def _kind_of_ole(data: bytes) -> Text:
    if any(name.encode("utf-16-le") in data for name in ("EncryptedPackage", "EncryptionInfo")):
        return say.ENCRYPTED
    if any(name.encode("utf-16-le") + b"\0\0" in data for name in ("Workbook", "Book")):
        return say.OLD_XLS
    return say.NOT_EXCEL


def _kind_of_other(head: bytes, path: Path) -> Text:
    if head.startswith(_BIFF):
        return say.OLD_XLS
    if head.startswith(_EMPTY_ZIP):
        return say.NOT_EXCEL
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<?xml", b"<table", b"mime-version")):
        return say.WEB_PAGE
    return say.TEXT if path.suffix.lower() in (".csv", ".tsv", ".txt") or _is_text(head) else say.DAMAGED


def _is_text(head: bytes) -> bool:
    if b"\0" in head or len(head) < 64:
        return False
    return sum(byte < 32 and byte not in b"\t\r\n" for byte in head) == 0


_BROKEN_ZIP = (
    zipfile.BadZipFile,
    ValueError,
    OverflowError,
    OSError,
    NotImplementedError,
    struct.error,
    EOFError,
    IndexError,
)
"""What ``zipfile`` raises at directories that make no sense."""


def open_archive(source: IO[bytes], path: Path, limits: Limits = DEFAULT) -> zipfile.ZipFile:
    """The zip archive in ``source``, its members checked against ``limits``. ``path`` only names the file."""
    try:
        archive = zipfile.ZipFile(source)
    except _BROKEN_ZIP:
        raise _refuse(say.TRUNCATED, path) from None
    check_members(archive.infolist(), path, limits)
    _check_overlap(archive.infolist(), source, path)
    return archive


def check_members(members: Collection[Member], path: Path, limits: Limits = DEFAULT) -> None:
    """Raise where the zip's directory shows a bomb, a doubled member or a password."""
    if len(members) > limits.members:
        raise LimitExceeded(
            say.TOO_MANY_PARTS.fill(name=path.name, count=f"{len(members):,}", limit=f"{limits.members:,}")
        )
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked_bytes:
        raise LimitExceeded(
            say.UNPACKS_TOO_LARGE.fill(name=path.name, size=_mib(unpacked), limit=_mib(limits.unpacked_bytes))
        )
    for member in members:
        _check_member(member, path, limits)
    _check_doubled((member.filename for member in members), path)


def _check_overlap(members: Iterable[Member], source: IO[bytes], path: Path) -> None:
    """Members that share their bytes would make any copy many times as large as the file."""
    if sum(member.compress_size for member in members) > source.seek(0, 2):
        raise _refuse(say.TRUNCATED, path)


def _check_member(member: Member, path: Path, limits: Limits) -> None:
    if member.flag_bits & 1:
        raise _refuse(say.ZIP_PASSWORD, path)
    if member.file_size > max(limits.ratio_from, limits.ratio * member.compress_size):
        ratio = member.file_size // max(1, member.compress_size)
        raise LimitExceeded(
            say.BOMB.fill(name=path.name, part=member.filename, ratio=f"{ratio:,}", limit=limits.ratio)
        )


def _check_doubled(names: Iterable[str], path: Path) -> None:
    seen: set[str] = set()
    for name in names:
        key = member_key(name)
        if key in seen:
            raise NotAWorkbook(say.DOUBLED_PART.fill(name=path.name, part=name))
        seen.add(key)


def member_key(name: str) -> str:
    """The name two members may not share: Excel does not tell case or the two slashes apart."""
    return name.replace("\\", "/").lstrip("/").lower()


def check_part_size(size: int, part: str, path: Path, limits: Limits = DEFAULT) -> None:
    """Raise where a part that must be held in memory whole is too large for that."""
    if size > limits.part_bytes:
        raise LimitExceeded(
            say.PART_TOO_LARGE.fill(name=path.name, part=part, size=_mib(size), limit=_mib(limits.part_bytes))
        )


def check_kind(content_types: bytes, names: Iterable[str], path: Path) -> None:
    """Return where the package is an .xlsx or .xlsm workbook by its content and its suffix.

    ``content_types`` is ``[Content_Types].xml``, empty where the package has none; ``names`` are the members'.
    """
    declared = content_types.replace(b"\0", b"").decode("latin-1").lower()  # UTF-16 as well
    if not any(kind in declared for kind in _WORKBOOK_TYPES):
        raise _refuse(_kind_of_package(declared, {member_key(name) for name in names}), path)
    if path.suffix.lower() in _OTHER_SUFFIXES:
        raise NotAWorkbook(say.WRONG_SUFFIX.fill(name=path.name, suffix=path.suffix))


def _kind_of_package(declared: str, keys: set[str]) -> Text:
    for mark, text in _OTHER_TYPES:
        if mark in declared:
            return text
    if "mimetype" in keys and "content.xml" in keys:
        return say.OPEN_DOCUMENT
    return say.NOT_EXCEL if declared else say.NO_WORKBOOK_PART


def is_text_encoding(name: str) -> bool:
    """Does anybody write parts in this encoding? Python knows others that are none, warn or take for ever."""
    try:
        return bool(_TEXT_ENCODING.fullmatch(codecs.lookup(name).name))
    except (LookupError, ValueError):
        return False


def unreadable(path: Path, error: OSError) -> NotAWorkbook:
    """The error for a file that the system does not let us read."""
    return NotAWorkbook(say.UNREADABLE.fill(name=path.name, reason=error.strerror or error))


MOST_ELEMENTS, DEEPEST = 500_000, 200
"""Of a part that is held as a tree or a list; more is a limit of ours, no damage."""


def beyond(path: Path, part: str, text: Text, limit: int) -> LimitExceeded:
    """The error for a part that goes beyond a limit of ours."""
    return LimitExceeded(text.fill(name=path.name, part=part, limit=f"{limit:,}"))


def damaged(path: Path, part: str) -> NotAWorkbook:
    """The error for a part that cannot be read: cut off, wrong checksum, no well-formed XML."""
    return NotAWorkbook(say.DAMAGED_PART.fill(name=path.name, part=part))


def unsafe(path: Path, part: str) -> NotAWorkbook:
    """The error for a part with a document type declaration, which no spreadsheet program writes."""
    return NotAWorkbook(say.UNSAFE_PART.fill(name=path.name, part=part))


def _refuse(text: Text, path: Path) -> NotAWorkbook:
    return NotAWorkbook(text.fill(name=path.name))


def _mib(size: int) -> str:
    return f"{size / MIB:,.0f} MB"
