"""What hostile files once brought to light, each made again from a sound one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.hostile.attempt import attempt
from tests.hostile.seed import SHEET, STRINGS, Entry, entries, packed, plain, rich, zipped

STYLES = "xl/styles.xml"
TABLE = "xl/tables/table1.xml"
WORKBOOK = "xl/workbook.xml"
VML = "xl/drawings/vmlDrawing1.vml"
LONG = b"9" * 5000
MARTIAN = b"<?xml version='1.0' encoding='%b'?>"

REPLACED: dict[str, tuple[str, bytes, bytes]] = {
    "a number format of 5,000 digits": (STYLES, b'numFmtId="14"', b'numFmtId="' + LONG + b'"'),
    "a style of 5,000 digits": (SHEET, b's="1"', b's="' + LONG + b'"'),
    "a row of 5,000 digits": (SHEET, b'row r="2"', b'row r="' + LONG + b'"'),
    "a string of 5,000 digits": (SHEET, b't="s"><v>3', b't="s"><v>' + LONG),
    "a number too large for a float": (SHEET, b"12.5", LONG[:400]),
    "a count of 5,000 digits": (STRINGS, b'count="4" ', b'count="' + LONG + b'" '),
    "a shared formula of 5,000 digits": (SHEET, b'si="0"', b'si="' + LONG + b'"'),
    "a sheet number of 4,300 nines": (WORKBOOK, b'sheetId="1"', b'sheetId="' + LONG[:4300] + b'"'),
    "strings not closed": (STRINGS, b"</sst>", b""),
    "strings inside a string": (STRINGS, b"<t>Close", b"<t><si><t>Close"),
    "strings inside strings": (STRINGS, b"</sst>", b"<si><sst><si><t>x</t></si></sst></si></sst>"),
    "half a surrogate pair as a heading": (TABLE, b'name="Amount"', b'name="_xD800_"'),
    "half a surrogate pair in a cell": (STRINGS, b"Amount", b"_xDFFF_"),
    "fewer columns than the table is wide": (TABLE, b'<tableColumn id="3" name="Close"/>', b""),
    "a table of fewer totals than none": (TABLE, b'id="1" name', b'totalsRowCount="-9" id="1" name'),
    "a table of a million rows": (TABLE, b'ref="A1:C4"', b'ref="A1:C1048576"'),
    "a sheet in an unknown encoding": (SHEET, b"<worksheet", MARTIAN % b"martian" + b"<worksheet"),
    "a sheet in an encoding of many bytes": (SHEET, b"<worksheet", MARTIAN % b"utf-32" + b"<worksheet"),
    "a sheet in no encoding at all": (SHEET, b"<worksheet", MARTIAN % b"undefined" + b"<worksheet"),
    "a sheet in EBCDIC, it says": (SHEET, b"<worksheet", MARTIAN % b"cp037" + b"<worksheet"),
    "texts in an encoding that warns": (STRINGS, b"<sst", MARTIAN % b"unicode_escape" + rb"<sst x='\]'"),
    "rows without numbers before row 1": (SHEET, b"<sheetData>", b"<sheetData>" + b"<row/>" * 50),
    "a workbook in punycode, it says": (WORKBOOK, b"<workbook", MARTIAN % b"punycode" + b"<workbook"),
}


@pytest.mark.parametrize(("part", "old", "new"), REPLACED.values(), ids=REPLACED)
def test_one_thing_replaced(part: str, old: bytes, new: bytes, tmp_path: Path) -> None:
    assert old in plain()[part]
    attempt(packed({**plain(), part: plain()[part].replace(old, new)}), tmp_path)


@pytest.mark.parametrize(
    "content", [b"", b"<xml>", b"<xml/>", b'<xml><o:idmap data=", "/></xml>', b"_x0000_s" + LONG]
)
def test_a_drawing_of_notes_without_an_end(content: bytes, tmp_path: Path) -> None:
    assert VML in rich()
    attempt(packed({**rich(), VML: content}), tmp_path)


def test_sheets_that_share_a_part_cost_little(tmp_path: Path) -> None:
    parts = plain()
    sheet = re.search(rb"<sheet [^<>]*/>", parts[WORKBOOK])
    assert sheet is not None
    many = b"".join(sheet[0].replace(b'name="', b'name="%d' % n) for n in range(500))
    outcome = attempt(
        packed({**parts, WORKBOOK: parts[WORKBOOK].replace(sheet[0], sheet[0] + many)}), tmp_path
    )
    assert outcome.book is not None
    assert len({id(grid.columns) for grid in outcome.book.grids}) == 1


def test_a_damaged_member_that_nobody_reads_is_carried_along(tmp_path: Path) -> None:
    members = entries(plain())
    members.append(Entry(b"xl/", b"a folder that holds something", crc=1))
    assert attempt(zipped(members), tmp_path).applied


def test_a_declaration_behind_a_long_comment_is_refused(tmp_path: Path) -> None:
    head = b"<!--" + b" " * 5000 + b"--><!DOCTYPE a [<!ENTITY e 'x'>]>"
    found = attempt(packed({**plain(), SHEET: head + plain()[SHEET]}), tmp_path)
    assert found.book is None
    assert not any(edit in found.applied for edit in (0, 1, 2, 3, 5))


def test_two_relationships_of_one_id_are_refused(tmp_path: Path) -> None:
    rels = "xl/_rels/workbook.xml.rels"
    found = attempt(packed({**plain(), rels: plain()[rels].replace(b"rId2", b"rId1")}), tmp_path)
    assert found.book is None
    assert found.applied == ()


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    twins = [Entry(b"xl/media/%d.bin" % n, b"", packed_size=500, size=500, offset=40) for n in range(99)]
    found = attempt(zipped([*entries(plain()), *twins]), tmp_path)
    assert found.book is None
    assert found.applied == ()


def test_a_folder_that_lies_nowhere_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    found = attempt(zipped([*entries(plain()), Entry(b"xl/", b"", offset=0xFFFF)]), tmp_path)
    assert found.book is not None
    assert found.applied == ()


def test_text_in_utf_16_keeps_an_attribute_named_encoding(tmp_path: Path) -> None:
    sheet = plain()[SHEET].replace(b"<mergeCells ", b'<mergeCells encoding="gbk" ').decode()
    found = attempt(packed({**plain(), SHEET: sheet.encode("utf-16")}), tmp_path)
    assert 0 in found.applied
