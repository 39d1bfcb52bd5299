"""Zip archives written anew, beyond 32 bits too."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from sheetsales.backends.limits import Limits
from sheetsales.backends.ooxml import archive_write
from sheetsales.backends.ooxml.archive import Archive
from sheetsales.backends.ooxml.archive_write import write_archive
from sheetsales.backends.parts import deflate
from tests.ooxml.books import all_shown, book, done, put, worksheet

ROW = '<row r="2"><c r="B2"><v>1</v></c></row>'


def _rewritten(data: bytes) -> bytes:
    out = io.BytesIO()
    write_archive(out, Archive(data, Path("a"), Limits()), {}, {}, frozenset())
    return out.getvalue()


@pytest.mark.parametrize("limit", [0, 150, 2000])
def test_wide_fields_are_written_where_a_size_or_offset_needs_them(
    monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    data = book(worksheet(ROW), more={"docProps/a.xml": "<a>" + "b" * 3000 + "</a>"})
    monkeypatch.setattr(archive_write, "_MAX32", limit)
    made = _patched(_rewritten(data), limit)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert {i.filename for i in archive.infolist()} == {
            i.filename for i in zipfile.ZipFile(io.BytesIO(data)).infolist()
        }


def _patched(made: bytes, limit: int) -> bytes:
    """What stands for "see the wide field" is the limit; a real one is all ones."""
    return made.replace(limit.to_bytes(4, "little"), b"\xff\xff\xff\xff") if limit > 255 else _all_wide(made)


def _all_wide(made: bytes) -> bytes:
    import struct

    data, at = bytearray(made), made.find(b"PK\x01\x02")
    while at >= 0 and data[at : at + 4] == b"PK\x01\x02":
        name, extra, comment = struct.unpack_from("<3H", data, at + 28)
        fields = (len(_wide_extra(data, at, name, extra)) - 4) // 8
        struct.pack_into(
            "<2I",
            data,
            at + 20,
            *(0xFFFFFFFF, 0xFFFFFFFF) if fields > 1 else struct.unpack_from("<2I", data, at + 20),
        )
        if fields in (1, 3):
            struct.pack_into("<I", data, at + 42, 0xFFFFFFFF)
        at += 46 + name + extra + comment
    end = data.rfind(b"PK\x05\x06")
    struct.pack_into("<2I", data, end + 12, 0xFFFFFFFF, 0xFFFFFFFF)
    return bytes(data)


def _wide_extra(data: bytearray, at: int, name: int, extra: int) -> bytes:
    return bytes(data[at + 46 + name : at + 46 + name + extra])


def test_many_members_need_a_wide_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_write, "_MAX16", 3)
    made = bytearray(_rewritten(book(worksheet(ROW))))
    end = made.rfind(b"PK\x05\x06")
    made[end + 8 : end + 12] = b"\xff\xff\xff\xff"
    with zipfile.ZipFile(io.BytesIO(bytes(made))) as archive:
        assert len(archive.infolist()) == 6


def test_the_comment_and_the_stamps_stay() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("中文.txt", (2026, 10, 31, 8, 30, 2))
        info.external_attr, info.comment = 0o640 << 16, b"note"
        archive.writestr(info, "x")
        archive.comment = b"of the archive"
    with zipfile.ZipFile(io.BytesIO(_rewritten(out.getvalue()))) as archive:
        (found,) = archive.infolist()
        assert (found.filename, found.date_time, found.external_attr, found.comment) == (
            "中文.txt", (2026, 10, 31, 8, 30, 2), 0o640 << 16, b"note",
        )  # fmt: skip
        assert archive.comment == b"of the archive"


def test_without_isal_the_result_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deflate, "_isal", None)
    assert all_shown(done(book(worksheet(ROW)), put("Sheet1!B2", 9))) == {(2, 2): 9}
    assert b"".join(deflate.inflate_pieces([deflate.deflate(b"abc" * 99)])) == b"abc" * 99
    assert deflate.inflate(deflate.deflate(b"x" * (5 << 20)), 5 << 20) == b"x" * (5 << 20)


def test_large_members_are_packed_fast() -> None:
    large = bytes(range(256)) * (20 << 10)
    assert deflate.inflate(deflate.deflate(large), len(large)) == large
