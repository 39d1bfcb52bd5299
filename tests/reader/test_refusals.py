"""What is no workbook is refused with the right sentence, in both languages, and never with a traceback."""

from __future__ import annotations

import hashlib
import io
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from sheetsales.backends import refusals as say
from sheetsales.backends.limits import DEFAULT, Limits, check_kind, check_members
from sheetsales.backends.reader import read_workbook
from sheetsales.backends.reading import package
from sheetsales.errors import LimitExceeded, NotAWorkbook
from sheetsales.texts import Text
from tests.reader.packages import (
    WORKBOOK_TYPE,
    content_types,
    parts_of,
    relationships,
    shared_strings,
    workbook,
    worksheet,
    write,
)

ROW = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def good() -> bytes:
    return zipped(parts_of(worksheet(ROW), strings=shared_strings("<t>x</t>")))


def typed(workbook_type: str) -> bytes:
    return zipped({**parts_of(worksheet("")), "[Content_Types].xml": content_types(workbook_type)})


CONTENTS: dict[str, tuple[str, bytes, Text]] = {
    "empty": ("b.xlsx", b"", say.EMPTY),
    "owner file": ("~$b.xlsx", b"\x04Li Na" + bytes(159), say.OWNER_FILE),
    "encrypted": ("b.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), say.ENCRYPTED),
    "old xls": ("b.xls", OLE + "Workbook".encode("utf-16-le") + b"\0\0", say.OLD_XLS),
    "old xls named xlsx": ("b.xlsx", OLE + "Book".encode("utf-16-le") + b"\0\0", say.OLD_XLS),
    "Word of old": ("b.doc", OLE + "WordDocument".encode("utf-16-le"), say.NOT_EXCEL),
    "older xls": ("b.xls", b"\x09\x08\x10\x00" + bytes(99), say.OLD_XLS),
    "csv": ("b.csv", "客户,金额\n甲,1\n".encode(), say.TEXT),
    "csv named xlsx": ("b.xlsx", b"customer,amount\n" * 9, say.TEXT),
    "web page": ("b.xls", b"\n<html><table><tr><td>1</td></tr></table></html>", say.WEB_PAGE),
    "xml of 2003": ("b.xml", b'\xef\xbb\xbf<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', say.WEB_PAGE),
    "noise": ("b.xlsx", bytes(range(256)) * 4, say.DAMAGED),
    "short noise": ("b.xlsx", b"x", say.DAMAGED),
    "empty zip": ("b.xlsx", zipped({}), say.NOT_EXCEL),
    "zip of a workbook": ("b.zip", zipped({"b.xlsx": good()}), say.NO_WORKBOOK_PART),
    "truncated": ("b.xlsx", good()[:-200], say.TRUNCATED),
    "cut in the directory": ("b.xlsx", good()[:-40], say.TRUNCATED),
    "binary": ("b.xlsb", typed("application/vnd.ms-excel.sheet.binary.macroEnabled.main"), say.BINARY),
    "template": ("b.xltx", typed(WORKBOOK_TYPE.replace("sheet.main", "template.main")), say.TEMPLATE),
    "macro template": ("b.xlsm", typed("application/vnd.ms-excel.template.macroEnabled.main+xml"), say.TEMPLATE),
    "add-in": ("b.xlam", typed("application/vnd.ms-excel.addin.macroEnabled.main+xml"), say.ADD_IN),
    "Word": ("b.docx", typed("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"), say.NOT_EXCEL),
    "slides": ("b.pptx", typed("application/vnd.openxmlformats-officedocument.presentationml.x"), say.NOT_EXCEL),
    "other types": ("b.xlsx", typed("text/plain"), say.NOT_EXCEL),
    "ods": ("b.ods", zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""}), say.OPEN_DOCUMENT),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data", "text"), CONTENTS.values(), ids=CONTENTS)
def test_kind_of_file(name: str, data: bytes, text: Text, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(NotAWorkbook) as caught:
        read_workbook(tmp_path / name)
    assert caught.value.text == text.fill(name=name)


def test_missing_and_folder(tmp_path: Path) -> None:
    for path, text in ((tmp_path / "no.xlsx", say.MISSING), (tmp_path, say.FOLDER)):
        with pytest.raises(NotAWorkbook) as caught:
            read_workbook(path)
        assert caught.value.text == text.fill(name=path.name)


def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path / "b.xlsx", parts_of(worksheet("")))
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(NotAWorkbook) as caught:
        read_workbook(path)
    assert caught.value.text == say.UNREADABLE.fill(name="b.xlsx", reason="Permission denied")


@pytest.mark.parametrize("suffix", [".xls", ".csv", ".xlsb", ".xltx", ".ods"])
def test_workbook_under_a_wrong_name(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"b{suffix}"
    path.write_bytes(good())
    with pytest.raises(NotAWorkbook) as caught:
        read_workbook(path)
    assert caught.value.text == say.WRONG_SUFFIX.fill(name=path.name, suffix=suffix)


@pytest.mark.parametrize("name", ["b.xlsx", "b.XLSM", "b.xlsx.bak", "b"])
def test_workbook_under_a_harmless_name(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(good())
    assert read_workbook(tmp_path / name).grids[0].value(1, 1) == "x"


LIMITS = {
    "file": (Limits(file_bytes=100), "more than the limit"),
    "members": (Limits(members=3), "consists of 6 parts"),
    "unpacked": (Limits(unpacked_bytes=100), "unpacks to"),
    "part": (Limits(part_bytes=10), "is 0 MB, more than the limit"),
    "ratio": (Limits(ratio=0, ratio_from=100), "packed"),
}


@pytest.mark.parametrize(("limits", "words"), LIMITS.values(), ids=LIMITS)
def test_limit(limits: Limits, words: str, tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(good())
    with pytest.raises(LimitExceeded, match=words):
        read_workbook(tmp_path / "b.xlsx", limits=limits)


def test_bomb(tmp_path: Path) -> None:
    bomb = {**parts_of(worksheet("")), "xl/media/image1.png": bytes(40 << 20)}
    with pytest.raises(LimitExceeded, match=r"image1\.png .* packed 1,0\d\d times"):
        read_workbook(write(tmp_path / "b.xlsx", bomb))


@pytest.mark.parametrize(
    "second", ["XL/Worksheets/Sheet1.xml", "xl\\worksheets\\sheet1.xml", "/xl/worksheets/sheet1.xml"]
)
def test_doubled_member(second: str, tmp_path: Path) -> None:
    path = write(tmp_path / "b.xlsx", {**parts_of(worksheet("")), second: worksheet("")})
    with pytest.raises(NotAWorkbook) as caught:
        read_workbook(path)
    assert caught.value.text.zh.startswith("“b.xlsx”中的 ")
    assert "twice" in caught.value.text.en


def test_member_with_a_password() -> None:
    info = zipfile.ZipInfo("xl/workbook.xml")
    info.flag_bits |= 1
    with pytest.raises(NotAWorkbook, match="archive password"):
        check_members([info], Path("b.xlsx"))


def test_kind_needs_no_suffix() -> None:
    check_kind(content_types().encode(), ["xl/workbook.xml"], Path("b"))


def damaged(part: str) -> Text:
    return say.DAMAGED_PART.fill(name="b.xlsx", part=part)


SHEET = "xl/worksheets/sheet1.xml"
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
STRINGS = shared_strings("<t>x</t>")
BROKEN: dict[str, tuple[dict[str, str | bytes], Text]] = {
    "cut sheet": ({SHEET: worksheet(ROW)[:-20]}, damaged(SHEET)),
    "cut rows": ({SHEET: worksheet(ROW)[:-40]}, damaged(SHEET)),
    "no sheet at all": ({SHEET: "x"}, damaged(SHEET)),
    "empty sheet": ({SHEET: ""}, damaged(SHEET)),
    "a long sheet without data": ({SHEET: "<a>" + " " * (5 << 20)}, damaged(SHEET)),
    "stray text": ({SHEET: worksheet(ROW + "stray")}, Text("", "")),
    "open row": ({SHEET: worksheet('<row r="1"><c r="A1"><v>1</v></row>')}, damaged(SHEET)),
    "cell of another row": ({SHEET: worksheet('<row r="1"><c r="A2"><v>1</v></c></row>')}, damaged(SHEET)),
    "cell outside": ({SHEET: worksheet('<row r="1"><c r="XFE1"><v>1</v></c></row>')}, damaged(SHEET)),
    "row outside": ({SHEET: worksheet('<row r="1048577"><c><v>1</v></c></row>')}, damaged(SHEET)),
    "row zero": ({SHEET: worksheet('<row r="0"></row><row r="0"><c><v>1</v></c></row>')}, damaged(SHEET)),
    "row minus": (
        {SHEET: worksheet('<row r="-1"></row><row r="2"><c r="A2"><v>1</v></c></row>')},
        Text("", ""),
    ),
    "row of letters": (
        {SHEET: worksheet('<row r="x"></row><row r="2"><c r="A2"><v>1</v></c></row>')},
        Text("", ""),
    ),
    "no such string": ({SHEET: worksheet(ROW.replace(">0<", ">7<"))}, damaged(SHEET)),
    "string of letters": ({SHEET: worksheet(ROW.replace(">0<", ">x<"))}, damaged(SHEET)),
    "declaration in the sheet": (
        {SHEET: DOCTYPE + worksheet(ROW)},
        say.UNSAFE_PART.fill(name="b.xlsx", part=SHEET),
    ),
    "declaration in the strings": (
        {"xl/sharedStrings.xml": DOCTYPE + STRINGS.replace("<t>x", "<t>&b;")},
        say.UNSAFE_PART.fill(name="b.xlsx", part="xl/sharedStrings.xml"),
    ),
    "declaration in the workbook": (
        {"xl/workbook.xml": DOCTYPE + workbook(("S", ""))},
        say.UNSAFE_PART.fill(name="b.xlsx", part="xl/workbook.xml"),
    ),
    "strings cut": ({"xl/sharedStrings.xml": STRINGS[:-9]}, damaged("xl/sharedStrings.xml")),
    "strings of wrong bytes": (
        {"xl/sharedStrings.xml": STRINGS.encode().replace(b"x<", b"\xff<")},
        damaged("xl/sharedStrings.xml"),
    ),
    "strings are others": ({"xl/sharedStrings.xml": "<a/>"}, damaged(SHEET)),
    "workbook cut": ({"xl/workbook.xml": workbook(("S", ""))[:-9]}, damaged("xl/workbook.xml")),
    "workbook too deep": (
        {"xl/workbook.xml": "<a>" * 9999 + "</a>" * 9999},
        say.TOO_DEEP.fill(name="b.xlsx", part="xl/workbook.xml", limit="200"),
    ),
    "too many elements": (
        {"xl/workbook.xml": "<a>" + "<b/>" * 500_001 + "</a>"},
        say.TOO_MANY_ELEMENTS.fill(name="b.xlsx", part="xl/workbook.xml", limit="500,000"),
    ),
    "no workbook named": ({"_rels/.rels": relationships()}, damaged("_rels/.rels")),
    "no such workbook": (
        {"_rels/.rels": relationships(("r", "officeDocument", "no.xml"))},
        damaged("no.xml"),
    ),
    "no such sheet": (
        {"xl/_rels/workbook.xml.rels": relationships(("rId1", "worksheet", "no.xml"))},
        damaged("xl/no.xml"),
    ),
}


@pytest.mark.parametrize(("parts", "text"), BROKEN.values(), ids=BROKEN)
def test_broken_part(parts: dict[str, str | bytes], text: Text, tmp_path: Path) -> None:
    path = write(tmp_path / "b.xlsx", {**parts_of(worksheet(ROW), strings=STRINGS), **parts})
    if not text.en:
        assert read_workbook(path).grids[0].columns
        return
    with pytest.raises(NotAWorkbook) as caught:
        read_workbook(path)
    assert caught.value.text == text


def directory_entry(data: bytearray, member: str) -> int:
    """Where the central directory speaks of a member."""
    return data.rfind(b"PK\x01\x02", 0, data.rfind(member.encode()))


HARM: dict[str, Callable[[bytearray, int], None]] = {
    "checksum": lambda data, at: struct.pack_into("<I", data, at + 16, 1),
    "claims to be smaller": lambda data, at: struct.pack_into("<I", data, at + 24, 10),
    "claims to be larger": lambda data, at: struct.pack_into("<I", data, at + 24, 10_000),
    "an unknown method": lambda data, at: struct.pack_into("<H", data, at + 10, 9),
    "stored, it says": lambda data, at: struct.pack_into("<H", data, at + 10, 0),
    "elsewhere": lambda data, at: struct.pack_into("<I", data, at + 42, 3),
    "nowhere": lambda data, at: struct.pack_into("<I", data, at + 42, len(data) - 10),
}


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_harmed_member(harm: Callable[[bytearray, int], None], tmp_path: Path) -> None:
    data = bytearray(good())
    harm(data, directory_entry(data, SHEET))
    (tmp_path / "b.xlsx").write_bytes(data)
    with pytest.raises(NotAWorkbook) as caught:
        read_workbook(tmp_path / "b.xlsx")
    assert caught.value.text == damaged(SHEET)


def test_unreadable_bytes_inside_a_member(tmp_path: Path) -> None:
    data = bytearray(good())
    start = data.find(SHEET.encode()) + len(SHEET)
    data[start : start + 30] = bytes([0xFF] * 30)
    (tmp_path / "b.xlsx").write_bytes(data)
    with pytest.raises(NotAWorkbook) as caught:
        read_workbook(tmp_path / "b.xlsx")
    assert caught.value.text == damaged(SHEET)


def test_a_cut_header_of_a_member(tmp_path: Path) -> None:
    data = bytearray(good())
    at = directory_entry(data, SHEET)
    struct.pack_into("<I", data, at + 42, len(data))
    (tmp_path / "b.xlsx").write_bytes(bytes(data) + b"PK\x03\x04")
    with pytest.raises(NotAWorkbook):
        read_workbook(tmp_path / "b.xlsx")


def refusal_of(path: Path) -> NotAWorkbook | None:
    try:
        read_workbook(path)
    except NotAWorkbook as refusal:
        return refusal
    return None


@pytest.mark.parametrize("seed", range(4))
def test_nothing_but_our_own_error_escapes_from_damaged_files(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    whole = good()
    path = tmp_path / "b.xlsx"
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(rng.randint(1, 6)):
            data[rng.randrange(4, len(data))] = rng.randrange(256)
        path.write_bytes(data[: rng.choice((len(data), len(data), rng.randrange(5, len(data))))])
        refusal = refusal_of(path)
        assert refusal is None or refusal.in_("zh").startswith("“b.xlsx”")


@pytest.mark.parametrize("seed", range(4))
def test_nothing_but_our_own_error_escapes_from_damaged_markup(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    rows = ROW * 2 + '<row r="3"><c r="A3" s="1"><f>1</f><v>2</v></c></row>'
    parts = parts_of(worksheet(rows), strings=STRINGS)
    scraps = [
        "<",
        ">",
        "/",
        '"',
        "&",
        "<!--",
        "]]>",
        "<row",
        "</row>",
        'r="9"',
        "</c>",
        "\0",
        "é",
        "<c",
        't="s"',
        "",
    ]
    names = [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"]
    for _ in range(60):
        name = rng.choice(names)
        text = str(parts[name])
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(text))
            text = text[:at] + rng.choice(scraps) + text[at + rng.choice((0, 1, 8)) :]
        refusal = refusal_of(write(tmp_path / "b.xlsx", {**parts, name: text}))
        assert refusal is None or refusal.in_("zh").startswith("“b.xlsx”")


def test_defaults_leave_room_for_large_books() -> None:
    assert DEFAULT.unpacked_bytes >= 2 << 30


def input_output_error(*_: object) -> NoReturn:
    raise OSError(5, "Input/output error")


@pytest.mark.parametrize("step", ["open", "read", "digest"])
def test_a_file_that_goes_away_while_it_is_read(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "b.xlsx", parts_of(worksheet("")))
    if step == "open":
        monkeypatch.setattr(
            package, "check_file", lambda *_: monkeypatch.setattr(Path, "open", input_output_error)
        )
    elif step == "read":
        monkeypatch.setattr(package, "max", input_output_error, raising=False)
    else:
        monkeypatch.setattr(hashlib, "file_digest", input_output_error)
    with pytest.raises(NotAWorkbook) as caught:
        read_workbook(path)
    assert caught.value.text == say.UNREADABLE.fill(name="b.xlsx", reason="Input/output error")
