"""Files that are damaged, hostile, or no workbooks at all: one clear sentence, never a traceback."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from sheetsales.backends.limits import Limits
from sheetsales.backends.ooxml.apply import apply_plan, check_plan
from sheetsales.backends.ooxml.source import Source
from sheetsales.cells.edits import EditPlan
from sheetsales.errors import EditConflict, LimitExceeded, NotAWorkbook, SheetsalesError
from tests.ooxml.books import SML, all_shown, book, done, parts_of, put, worksheet, zipped

PLAN = EditPlan((put("Sheet1!B2", 5),))
ROW = '<row r="2"><c r="B2"><v>1</v></c></row>'


def _said(data: bytes) -> bool:
    """Whether the file was refused; any error but one of ours escapes and fails the test."""
    with suppress(SheetsalesError):
        done(data, put("Sheet1!B2", "text"))
        return False
    return True


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        b"PK\x03\x04",
        b"hello, this is text" * 9,
        bytes(range(256)),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    ],
)
def test_no_archive(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    with pytest.raises(NotAWorkbook, match=r"a.xlsx"):
        check_plan(path, PLAN)


def test_missing_folder_and_forbidden_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in (tmp_path / "none.xlsx", tmp_path):
        with pytest.raises(NotAWorkbook, match=path.name):
            Source.opened(path)
    path = tmp_path / "a.xlsx"
    path.write_bytes(book())

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(NotAWorkbook, match="Permission denied"):
        Source.opened(path)


@pytest.mark.parametrize("kind", ["template.main+xml", "nonsense"])
def test_other_kinds_of_package(kind: str) -> None:
    with pytest.raises(NotAWorkbook):
        done(book(main_type=SML + kind), put("Sheet1!B2", 5))


@pytest.mark.parametrize(
    "gone",
    [
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/_rels/workbook.xml.rels",
    ],
)
def test_missing_parts(gone: str) -> None:
    parts = parts_of(book(worksheet(ROW)))
    del parts[gone]
    with pytest.raises(SheetsalesError):
        done(zipped(parts), put("Sheet1!B2", 5))


@pytest.mark.parametrize(
    "part", ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"]
)
@pytest.mark.parametrize(
    "content",
    [b"", b"<a", b"\xff\xfe\x00", b"<a/>", b"<?xml version='1.0' encoding='martian'?><a/>", b"<workbook/>"],
)
def test_parts_that_are_no_xml_or_the_wrong_one(part: str, content: bytes) -> None:
    parts = parts_of(book(worksheet('<row r="2"><c r="B2" t="s"><v>0</v></c></row>'), strings="<sst/>"))
    parts[part] = content
    _said(zipped(parts))


def test_a_checksum_that_does_not_fit() -> None:
    data = bytearray(book(worksheet(ROW), more={"xl/media/x.bin": b"a" * 50}))
    at = data.index(b"PK\x01\x02")
    while b"x.bin" not in data[at : at + 80]:
        at = data.index(b"PK\x01\x02", at + 4)
    data[at + 16] ^= 1
    with pytest.raises(NotAWorkbook, match=r"x.bin"):
        done(bytes(data), put("Sheet1!B2", 5))


def test_a_size_that_lies() -> None:
    data = bytearray(book(worksheet(ROW)))
    at = data.index(b"PK\x01\x02")
    size = struct.unpack_from("<I", data, at + 24)[0]
    for claimed in (size - 1, size + 1):
        struct.pack_into("<I", data, at + 24, claimed)
        with pytest.raises(NotAWorkbook):
            done(bytes(data), put("Sheet1!B2", 5))


def test_headers_that_point_nowhere() -> None:
    for field in (42, 20):
        data = bytearray(book(worksheet(ROW)))
        struct.pack_into("<I", data, data.index(b"PK\x01\x02") + field, len(data) + 99)
        with pytest.raises(NotAWorkbook):
            done(bytes(data), put("Sheet1!B2", 5))


def test_other_ways_of_packing() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in parts_of(book(worksheet(ROW))).items():
            archive.writestr(name, content)
    with pytest.raises(NotAWorkbook):
        done(out.getvalue(), put("Sheet1!B2", 5))


def test_doubled_members() -> None:
    for name in ("xl/workbook.xml", "XL/Workbook.XML", "xl\\workbook.xml"):
        out = io.BytesIO(book(worksheet(ROW)))
        with zipfile.ZipFile(out, "a") as archive, pytest.warns() if name == "xl/workbook.xml" else _quiet():
            archive.writestr(name, "<a/>")
        with pytest.raises(NotAWorkbook, match="twice"):
            done(out.getvalue(), put("Sheet1!B2", 5))


class _quiet:  # noqa: N801
    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None


@pytest.mark.parametrize(
    "limits",
    [Limits(members=3), Limits(unpacked_bytes=500), Limits(ratio=2, ratio_from=100)],
    ids=["members", "size", "ratio"],
)
def test_limits(limits: Limits) -> None:
    data = book(worksheet(ROW), more={"xl/media/zeros.bin": bytes(9000)})
    with pytest.raises(LimitExceeded):
        done(data, put("Sheet1!B2", 5), limits=limits)


def test_a_file_above_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book())
    with pytest.raises(LimitExceeded):
        check_plan(path, PLAN, limits=Limits(file_bytes=50))


def test_elements_nested_without_end() -> None:
    deep = worksheet("", "<extLst>" + "<a>" * 3000 + "</a>" * 3000 + "</extLst>")
    with pytest.raises(NotAWorkbook):
        done(book(deep), put("Sheet1!B2", 5))


def test_a_large_archive_is_checked_where_it_is_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sheetsales.backends.ooxml.archive.VERIFY_UP_TO", 0)
    monkeypatch.setattr("sheetsales.backends.ooxml.sheet_frame.CHECKED", 0)
    assert all_shown(done(book(worksheet(ROW)), put("Sheet1!B2", 5))) == {(2, 2): 5}


def test_random_damage_never_leaks_a_foreign_error() -> None:
    whole, random_, refused = book(worksheet(ROW), strings="<sst/>"), random.Random(7), 0
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(random_.randint(1, 4)):
            data[random_.randrange(len(data))] = random_.randrange(256)
        if random_.random() < 0.2:
            del data[random_.randrange(len(data)) :]
        refused += _said(bytes(data))
    assert 0 < refused < 300


def test_random_damage_inside_the_parts() -> None:
    whole, random_, refused = parts_of(book(worksheet(ROW), strings="<sst/>")), random.Random(11), 0
    for _ in range(300):
        parts = dict(whole)
        name = random_.choice(sorted(parts))
        content = bytearray(parts[name])
        for _ in range(random_.randint(1, 3)):
            content[random_.randrange(len(content))] = random_.choice(b"<>/\"'&; x9=\0\xff")
        parts[name] = bytes(content)
        refused += _said(zipped(parts))
    assert 0 < refused < 300


def test_a_plan_for_another_state_of_the_workbook() -> None:
    import hashlib

    data = book(worksheet(ROW))
    digest = hashlib.sha256(data).hexdigest()
    out = io.BytesIO()
    apply_plan(data, EditPlan(PLAN.edits, book=digest.upper()), out)
    assert all_shown(out.getvalue()) == {(2, 2): 5}
    out = io.BytesIO()
    with pytest.raises(EditConflict, match="changed since"):
        apply_plan(data, EditPlan(PLAN.edits, book="0" * 64), out)
    assert out.getvalue() == b""


def test_nothing_is_written_where_an_edit_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    with pytest.raises(SheetsalesError):
        apply_plan(book(worksheet(ROW)), EditPlan((*PLAN.edits, put("Nope!A1", 1))), out)
    assert not out.exists()
    apply_plan(book(worksheet(ROW)), PLAN, out)
    assert all_shown(out.read_bytes()) == {(2, 2): 5}
