"""Sound workbooks made hostile: by bytes, by members of the zip, by the XML of a part.

Every mutation takes a ``Random``, so that hypothesis can shrink its choices and a fuzzer can seed them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.hostile.seed import Entry, entries, zipped

Parts = dict[str, bytes]
_TAG = re.compile(rb"<[^<>!?]*>")
_ATTRIBUTE = re.compile(rb"""\s[\w:.-]+\s*=\s*("[^"]*"|'[^']*')""")
_TEXT = re.compile(rb">([^<>]+)<")
_MARK = 0x800
_MOST_REPEATED = 2 << 20

VALUES = (
    b"", b" ", b"0", b"-1", b"1.5", b"1e999", b"NaN", b"INF", b"-INF", b"99999999999999999999", b"9" * 5000,
    b"1e-400", b"0x10", b"1_0", b"\xd9\xa3", b"\xc2\xb2", b"+1", b" 7 ", b"1;2", b"A0", b"XFD1048576", b"XFE1", b"A1048577",
    b"AAAA1", b"A1:XFD1048576", b"1:1048576", b"C3:A1", b"$A$1", b"#REF!", b"rId1", b"rId999", b"../../../etc/passwd",
    b"file:///etc/passwd", b"http://127.0.0.1/", b"/xl/workbook.xml", b"..", b".", b"//", b"\\\\host\\share", b"_x0000_",
    b"_xD800_", b"_xFFFF_", b"&#0;", b"&#x10FFFF;", b"&#xD800;", b"&amp;", b"&nope;", b"&lt;", b"\x00", b"\xff\xfe",
    b"\xef\xbb\xbf", b"s", b"str", b"b", b"d", b"e", b"n", b"inlineStr", b"shared", b"array", b"dataTable", b"true",
    b"=cmd|' /C calc'!A0", b"x" * 40_000, b"4294967296", b"2147483648", b"-2147483649", b"1048577", b"16385",
    b"2024-02-30", b"9999999", b"2958466", b"utf-16", b"External", b"veryHidden", b"Sheet1", b"sheet1", b"'", b"Deals",
)  # fmt: skip
SCRAPS = (
    b"<", b">", b"/", b"&", b'"', b"'", b"<!--", b"-->", b"<!-- <row> -->", b"<![CDATA[", b"]]>", b"<![CDATA[<c r='A1'/>]]>",
    b"<?pi?>", b"<?xml version='1.0'?>", b"<!DOCTYPE a>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<!doctype a>", b"<c/>",
    b"<c r='A2'><v>1</v></c>", b"<c t='s'><v>999</v></c>", b"<c t='s'><v>-1</v></c>", b"<row/>", b"<row r='2'/>",
    b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>", b"<row r='0'/>", b"<f/>", b"<f t='shared' si='0'/>",
    b"<f t='shared' si='9' ref='A1:A9'>A1</f>", b"<f t='array' ref='A1:XFD1048576'>1</f>", b"<v/>", b"<is/>", b"<si/>",
    b"<t>", b"</t>", b"<si>", b"</sheetData>", b"<sheetData/>", b"<a:b/>", b"<x xmlns='y'>", b"</x>", b" xmlns='z'",
    b"<mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>", b"\0", b"\r", b"\xe9",
    b"<mergeCell ref='A1:XFD1048576'/>", b"<mergeCell/>", b"<tablePart/>", b"<sheet/>", b"<Relationship/>", b"<xf/>",
    b"<definedName>", b"<rPh><t>", b"</rPh>", b"<col min='1' max='16384' style='9'/>", b"<legacyDrawing/>",
)  # fmt: skip
NAMES = (
    b"../up.xml", b"../../../../tmp/x", b"/etc/passwd", b"C:\\Windows\\x.xml", b"c:/x.xml", b"xl\\evil.xml", b"\\\\host\\x",
    b"xl/nul\0.xml", b"a" * 60_000, b"\xe7\x94\xb2.xml", b"\xff\xfe", b"", b"/", b".", b"..", b"xl/", b"xl//workbook.xml",
    b"XL/WORKBOOK.XML", b"xl/workbook.xml", b"/xl/workbook.xml", b"xl/./workbook.xml", b"xl/worksheets/../workbook.xml",
    b"[content_types].xml", b"_rels/.RELS", b"con", b"aux.xml", b"x\r\n.xml", b"xl/\xcc\x88.xml", b"\xe2\x80\xaetxt.xml",
)  # fmt: skip
ENCODINGS = (
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-8-sig",
    "gb18030",
    "latin-1",
    "utf-7",
    "utf-32",
    "cp037",
    "big5",
)
DECLARED = (
    *ENCODINGS,
    "martian",
    "hex",
    "idna",
    "punycode",
    "unicode_escape",
    "undefined",
    "rot13",
    "zlib",
    "utf8",
    "",
)


def _pick(rng: Random, data: bytes, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
    found = list(pattern.finditer(data))
    return rng.choice(found) if found else None


def _splice(data: bytes, start: int, end: int, new: bytes) -> bytes:
    return data[:start] + new + data[end:]


def scrap_at_tag(rng: Random, data: bytes) -> bytes:
    tag = _pick(rng, data, _TAG)
    at = tag.end() if tag else 0
    return _splice(data, at, at, rng.choice(SCRAPS))


def scrap_anywhere(rng: Random, data: bytes) -> bytes:
    at = rng.randint(0, len(data))
    return _splice(data, at, at + rng.choice((0, 1, 8)), rng.choice(SCRAPS))


def other_value(rng: Random, data: bytes) -> bytes:
    found = _pick(rng, data, _ATTRIBUTE)
    return _splice(data, found.start(1) + 1, found.end(1) - 1, rng.choice(VALUES)) if found else data


def other_text(rng: Random, data: bytes) -> bytes:
    found = _pick(rng, data, _TEXT)
    return _splice(data, found.start(1), found.end(1), rng.choice(VALUES)) if found else data


def attribute_gone(rng: Random, data: bytes) -> bytes:
    found = _pick(rng, data, _ATTRIBUTE)
    return _splice(data, found.start(), found.end(), b"") if found else data


def attribute_twice(rng: Random, data: bytes) -> bytes:
    found = _pick(rng, data, _ATTRIBUTE)
    return _splice(data, found.end(), found.end(), found[0]) if found else data


def tag_gone(rng: Random, data: bytes) -> bytes:
    found = _pick(rng, data, _TAG)
    return _splice(data, found.start(), found.end(), b"") if found else data


def stretch_gone(rng: Random, data: bytes) -> bytes:
    first, last = _pick(rng, data, _TAG), _pick(rng, data, _TAG)
    return _splice(data, first.start(), max(last.end(), first.start()), b"") if first and last else data


def stretch_again(rng: Random, data: bytes) -> bytes:
    first, last = _pick(rng, data, _TAG), _pick(rng, data, _TAG)
    if not first or not last or last.end() <= first.start():
        return data
    stretch, times = data[first.start() : last.end()], rng.choice((1, 2, 50))
    return _splice(data, last.end(), last.end(), stretch * min(times, 1 + _MOST_REPEATED // len(stretch)))


def deep(rng: Random, data: bytes) -> bytes:
    tag, depth = _pick(rng, data, _TAG), rng.choice((100, 300, 5000))
    at = tag.end() if tag else 0
    return _splice(data, at, at, b"<a>" * depth + b"</a>" * depth)


def many(rng: Random, data: bytes) -> bytes:
    """A thousand of one tag or scrap, opened and never closed or sound, as it falls."""
    tag, scrap = _pick(rng, data, _TAG), rng.choice(SCRAPS)
    at = tag.end() if tag else 0
    one = tag[0] if tag and rng.randint(0, 1) else scrap
    return _splice(data, at, at, one * min(1000, 1 + _MOST_REPEATED // len(one)))


def huge_attribute(rng: Random, data: bytes) -> bytes:
    tag = _pick(rng, data, _TAG)
    at = tag.end() - 1 - tag[0].endswith(b"/>") if tag else 0
    return _splice(data, at, at, b' x="' + b"y" * 200_000 + b'"')


def document_type(rng: Random, data: bytes) -> bytes:
    lol = b"<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;'>]>"
    outside = b"<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/x.dtd'>"
    file = b"<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
    far = b" " * rng.choice((0, 0, 2000)) + rng.choice((lol, outside, file))
    head = b"<?xml version='1.0'?>" if rng.randint(0, 1) else b""
    body = other_reference(rng, data.removeprefix(b"\xef\xbb\xbf"))
    return head + far + re.sub(rb"^<\?xml[^>]*\?>", b"", body)


def other_reference(rng: Random, data: bytes) -> bytes:
    found = _pick(rng, data, _TEXT)
    return _splice(data, found.start(1), found.end(1), rng.choice((b"&c;", b"&e;", b"x"))) if found else data


def encoded(rng: Random, data: bytes) -> bytes:
    text = re.sub(r"^<\?xml[^>]*\?>", "", data.decode("utf-8", "replace"))
    declared = rng.choice(DECLARED)
    head = f'<?xml version="1.0" encoding="{declared}"?>' if rng.randint(0, 3) else ""
    return (head + text).encode(
        rng.choice((*ENCODINGS, "utf-8", declared if declared in ENCODINGS else "utf-8")), "replace"
    )


def byte_order_mark(rng: Random, data: bytes) -> bytes:
    return (
        rng.choice(
            (
                b"\xef\xbb\xbf",
                b"\xff\xfe",
                b"\xfe\xff",
                b"\0\0\xfe\xff",
                b"\xef\xbb\xbf\xef\xbb\xbf",
                b" ",
                b"\n",
            )
        )
        + data
    )


def prefixed(rng: Random, data: bytes) -> bytes:
    data = re.sub(rb"<(/?)(?=[a-zA-Z])(?![\w]+:)", rb"<\1p:", data)
    return data.replace(b" xmlns=", b" xmlns:p=" if rng.randint(0, 4) else b" xmlns:q=")


def single_quotes(_: Random, data: bytes) -> bytes:
    return data.replace(b'"', b"'")


def cut(rng: Random, data: bytes) -> bytes:
    return data[: rng.randint(0, len(data))]


def bytes_changed(rng: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 4) if changed else 0):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def replaced(rng: Random, _: bytes) -> bytes:
    return rng.choice(
        (b"", b"<a/>", b"<worksheet/>", b"<sst/>", b"\0" * 99, b"<", b"<workbook><sheets/></workbook>", b"\n")
    )


PART_MUTATIONS: tuple[Callable[[Random, bytes], bytes], ...] = (
    scrap_at_tag, scrap_anywhere, other_value, other_text, attribute_gone, attribute_twice, tag_gone, stretch_gone,
    stretch_again, deep, many, huge_attribute, document_type, encoded, byte_order_mark, prefixed, single_quotes, cut,
    bytes_changed, replaced, other_value, other_text, scrap_at_tag, attribute_gone,
)  # fmt: skip


def hostile_parts(rng: Random, parts: Parts, name: str | None = None) -> Parts:
    """The parts with one to three mutations, all in one part."""
    name = name or rng.choice(sorted(parts))
    data = parts[name]
    for _ in range(rng.randint(1, 3)):
        data = rng.choice(PART_MUTATIONS)(rng, data)
    return {**parts, name: data}


def _renamed(rng: Random, members: list[Entry]) -> None:
    rng.choice(members).name = rng.choice(NAMES)


def _extra_member(rng: Random, members: list[Entry]) -> None:
    members.insert(
        rng.randint(0, len(members)), Entry(rng.choice(NAMES), rng.choice((b"", b"<a/>", b"\0" * 99)))
    )


def _again(rng: Random, members: list[Entry]) -> None:
    old = rng.choice(members)
    members.append(
        Entry(
            rng.choice((old.name, old.name.upper(), b"/" + old.name, old.name.replace(b"/", b"\\"))), old.data
        )
    )


def _two_names(rng: Random, members: list[Entry]) -> None:
    rng.choice(members).local_name = rng.choice(NAMES)


def _size_lies(rng: Random, members: list[Entry]) -> None:
    rng.choice(members).size = rng.choice((0, 1, 10, 10_000, 1 << 30, 0xFFFFFFFF))


def _packed_size_lies(rng: Random, members: list[Entry]) -> None:
    rng.choice(members).packed_size = rng.choice((0, 1, 10, 10_000, 1 << 30, 0xFFFFFFFF))


def _offset_lies(rng: Random, members: list[Entry]) -> None:
    rng.choice(members).offset = rng.choice((0, 1, 30, 10_000, 0x7FFFFFFF, 0xFFFFFFFF))


def _checksum_lies(rng: Random, members: list[Entry]) -> None:
    rng.choice(members).crc = rng.choice((0, 1, 0xFFFFFFFF))


def _method(rng: Random, members: list[Entry]) -> None:
    rng.choice(members).method = rng.choice((0, 1, 6, 9, 12, 14, 93, 99, 65535))


def _flags(rng: Random, members: list[Entry]) -> None:
    rng.choice(members).flags = rng.choice((0, 1, 8, 0x20, 0x40, 0x2000, 0x801, 0x808, 0xFFFF))


def _link(rng: Random, members: list[Entry]) -> None:
    member = rng.choice(members)
    member.attributes = rng.choice((0xA1FF0000, 0x41FF0000, 0x10, 0xFFFFFFFF))
    member.data = rng.choice((member.data, b"/etc/passwd", b"../../x"))


def _fields(rng: Random, members: list[Entry]) -> None:
    wide = b"\1\0\x10\0" + b"\xff" * 16
    rng.choice(members).extra = rng.choice(
        (b"\1\0", b"\1\0\xff\xff", wide, b"\x75\x70\1\0\1", b"\0" * 7, b"\1\0\0\0" * 9)
    )


def _gone(rng: Random, members: list[Entry]) -> None:
    members.remove(rng.choice(members))


def _shuffled(rng: Random, members: list[Entry]) -> None:
    members.sort(key=lambda _: rng.randint(0, 9))


def _nested(_: Random, members: list[Entry]) -> None:
    members.append(Entry(b"xl/embeddings/inner.xlsx", zipped(list(members))))


ZIP_MUTATIONS: tuple[Callable[[Random, list[Entry]], None], ...] = (
    _renamed, _extra_member, _again, _two_names, _size_lies, _packed_size_lies, _offset_lies, _checksum_lies, _method,
    _flags, _link, _fields, _gone, _shuffled, _nested,
)  # fmt: skip


def hostile_zip(rng: Random, parts: Parts) -> bytes:
    """A file whose zip is wrong or odd in one to three ways."""
    members = entries(parts)
    for _ in range(rng.randint(1, 3)):
        rng.choice(ZIP_MUTATIONS)(rng, members)
    count = rng.choice((None, None, None, 0, 1, 0xFFFF))
    data = zipped(members, comment=rng.choice((b"", b"", b"PK\5\6" * 9, b"x" * 60_000)), count=count)
    tail = rng.choice((b"", b"", b"", b"\0" * 9, b"PK\5\6" + b"\0" * 18, data[-22:]))
    return rng.choice((data, data, data, data[: rng.randint(0, len(data))], b"MZ" + data)) + tail
