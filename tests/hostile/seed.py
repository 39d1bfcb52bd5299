"""Small sound workbooks that hostile ones are made from, and a zip writer that can lie."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

import xlsxwriter

from tests.ooxml.books import MAIN, STYLES, book, links, worksheet

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
TABLE = "Deals"
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")


@cache
def plain() -> dict[str, bytes]:
    """The parts of a workbook written by hand: sheets of a few kinds of cells, a table, strings, styles."""
    rows = (
        '<row r="1" spans="1:3"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2"><v>12.5</v></c><c r="C2" s="1"><v>45000</v></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>x</t></is></c><c r="B3"><f t="shared" ref="B3:B4" si="0">B2*2</f>'
        '<v>25</v></c><c r="C3" t="b"><v>1</v></c></row>'
        '<row r="4"><c r="A4" t="str"><f>"a"</f><v>a</v></c><c r="B4"><f t="shared" si="0"/><v>50</v></c>'
        '<c r="C4" t="e"><v>#N/A</v></c></row>'
    )
    tail = (
        '<mergeCells count="1"><mergeCell ref="F1:G2"/></mergeCells>'
        '<conditionalFormatting sqref="B2:B4"><cfRule type="cellIs" priority="1" operator="equal"><formula>1</formula>'
        '</cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="list" sqref="A2:A4">'
        '<formula1>"a,b"</formula1></dataValidation></dataValidations>'
        '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'
    )
    head = '<dimension ref="A1:C4"/><cols><col min="1" max="3" width="9"/></cols>'
    table = (
        f'<table xmlns="{MAIN}" id="1" name="{TABLE}" displayName="{TABLE}" ref="A1:C4"><autoFilter ref="A1:C4"/>'
        '<tableColumns count="3"><tableColumn id="1" name="Customer"/><tableColumn id="2" name="Amount"/>'
        '<tableColumn id="3" name="Close"/></tableColumns></table>'
    )
    strings = "".join(f"<si><t>{t}</t></si>" for t in ("Customer", "Amount", "Close", "甲"))
    made = book(
        worksheet(rows, tail, head),
        strings=f'<sst xmlns="{MAIN}" count="4" uniqueCount="4">{strings}</sst>',
        styles=STYLES,
        workbook='<!--sheets--><definedNames><definedName name="N">Sheet1!$A$1:$C$4</definedName></definedNames>',
        more={
            "xl/worksheets/_rels/sheet1.xml.rels": links(("rId1", "table", "../tables/table1.xml")),
            "xl/tables/table1.xml": table,
        },
    )
    return unpacked(made)


@cache
def rich() -> dict[str, bytes]:
    """The parts of a workbook written by XlsxWriter: two sheets, a table with totals, a note, a chart, a link."""
    out = BytesIO()
    options = {"in_memory": True}
    with xlsxwriter.Workbook(out, options) as opened:
        _fill(opened)
    return unpacked(out.getvalue())


def _fill(opened: Any) -> None:
    sheet, other = opened.add_worksheet("Sheet1"), opened.add_worksheet("Other")
    columns = [{"header": "Customer"}, {"header": "Amount", "total_function": "sum"}, {"header": "Close"}]
    rows = [["甲", 1, "x"], ["乙", 2.5, "y"], ["=cmd", 3, "z"]]
    sheet.add_table("A1:C5", {"name": TABLE, "columns": columns, "total_row": True, "data": rows})
    sheet.write_comment("B2", "note")
    sheet.data_validation("C2:C4", {"validate": "list", "source": ["x", "y"]})
    sheet.conditional_format("B2:B4", {"type": "data_bar"})
    sheet.write_url("E1", "https://example.com/")
    sheet.write_rich_string("E2", "a", opened.add_format({"bold": True}), "b")
    other.write_formula("A1", "=SUM(Deals[Amount])", None, 6.5)
    other.merge_range("B1:C2", "merged")
    chart = opened.add_chart({"type": "line"})
    chart.add_series({"values": "=Sheet1!$B$2:$B$4", "categories": "=Sheet1!$A$2:$A$4"})
    other.insert_chart("E5", chart)


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


@dataclass(slots=True)
class Entry:
    """A member as it is to be written; None asks for the truth."""

    name: bytes
    data: bytes
    method: int = 8
    flags: int = 0x800
    crc: int | None = None
    size: int | None = None
    packed_size: int | None = None
    offset: int | None = None
    attributes: int = 0
    extra: bytes = b""
    local_name: bytes | None = None


def entries(parts: Mapping[str, bytes]) -> list[Entry]:
    return [Entry(name.encode(), data) for name, data in parts.items()]


def zipped(members: Iterable[Entry], *, comment: bytes = b"", count: int | None = None) -> bytes:
    """A zip file whose directory says what the entries say, true or not."""
    body, directory, number = bytearray(), bytearray(), 0
    for entry in members:
        packed = _deflated(entry.data) if entry.method == zipfile.ZIP_DEFLATED else entry.data
        crc = zlib.crc32(entry.data) if entry.crc is None else entry.crc
        size = len(entry.data) if entry.size is None else entry.size
        packed_size = len(packed) if entry.packed_size is None else entry.packed_size
        offset = len(body) if entry.offset is None else entry.offset
        fields = (entry.flags, entry.method, 0, 33, crc, packed_size, size)
        name = entry.name if entry.local_name is None else entry.local_name
        body += _LOCAL.pack(b"PK\3\4", 20, *fields, len(name), len(entry.extra)) + name + entry.extra + packed
        directory += _CENTRAL.pack(
            b"PK\1\2",
            0x314,
            20,
            *fields,
            len(entry.name),
            len(entry.extra),
            0,
            0,
            0,
            entry.attributes,
            offset,
        )
        directory += entry.name + entry.extra
        number += 1
    told = min(number if count is None else count, 0xFFFF)
    end = _END.pack(b"PK\5\6", 0, 0, told, told, len(directory), len(body), len(comment)) + comment
    return bytes(body + directory + end)


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a sound workbook file."""
    return zipped(entries(parts))
