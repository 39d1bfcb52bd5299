"""What real files do that a simple writer trips over."""

from __future__ import annotations

import datetime as dt
import zipfile
from io import BytesIO

import pytest

from sheetsales.cells.values import EditValue, Formula
from sheetsales.errors import EditRefused, NotAWorkbook
from tests.ooxml.books import (
    DOCUMENT,
    MAIN,
    SML,
    STYLES,
    all_shown,
    book,
    changed,
    done,
    links,
    part,
    parts_of,
    put,
    sheet_of,
    worksheet,
    zipped,
)

ROW = '<row r="2"><c r="B2"><v>1</v></c></row>'
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def test_a_byte_order_mark_stays_first() -> None:
    after = done(book(b"\xef\xbb\xbf" + worksheet(ROW).encode()), put("Sheet1!B2", 5))
    assert parts_of(after)["xl/worksheets/sheet1.xml"].startswith(b"\xef\xbb\xbf<worksheet")
    assert all_shown(after) == {(2, 2): 5}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "iso-8859-1"])
def test_other_encodings_become_utf_8(encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-le").removesuffix("-be")}"?>'
    text = declared + worksheet('<row r="1"><c r="A1" t="str"><v>é</v></c></row>')
    after = done(book(text.encode(encoding)), put("Sheet1!B1", "ü文"))
    assert all_shown(after) == {(1, 1): "é", (1, 2): "ü文"}


def _prefixed(xml: str) -> str:
    import re

    return re.sub(r"<(/?)(?=[a-z])", r"<\1x:", xml).replace("xmlns=", "xmlns:x=")


@pytest.mark.parametrize("value", [5, "文字", Formula("1+1", 2), dt.date(2026, 10, 31), None, True])
def test_a_prefix_on_everything(value: EditValue) -> None:
    before = book(
        _prefixed(worksheet(ROW)),
        strings=_prefixed(f'<sst xmlns="{MAIN}" count="0"><si><t>a</t></si></sst>'),
        styles=_prefixed(STYLES),
    )
    after = done(
        before, put("Sheet1!B2", value), put("Sheet1!C9", value), put("Sheet1!D1", "a"), put("Sheet1!E1", "a")
    )
    xml = sheet_of(after)
    assert xml.count("<x:") == xml.count("</x:") + xml.count("/>") - xml.count(":cols")
    assert "<c" not in xml
    assert "<row" not in xml
    assert all_shown(after)[1, 4] == "a"
    assert (
        value is None
        or all_shown(after)[9, 3]
        == (value.value if isinstance(value, Formula) else 46326 if isinstance(value, dt.date) else value)
        or isinstance(value, dt.date)
    )


def test_no_rows_at_all() -> None:
    for data in ("<sheetData/>", "<sheetData />", "<sheetData></sheetData>"):
        sheet = worksheet("").replace("<sheetData></sheetData>", data)
        assert '<row r="3"><c r="C3"><v>1</v></c></row></sheetData>' in sheet_of(
            done(book(sheet), put("Sheet1!C3", 1))
        )
        assert changed(book(sheet), done(book(sheet), put("Sheet1!C3", None))) == set()


def test_empty_rows() -> None:
    after = sheet_of(
        done(
            book(worksheet('<row r="1"/><row r="2" ht="30" customHeight="1"/><row r="3"></row>')),
            put("Sheet1!B2", 1),
            put("Sheet1!A3", 2),
        )
    )
    assert (
        '<row r="1"/><row r="2" ht="30" customHeight="1"><c r="B2"><v>1</v></c></row><row r="3"><c r="A3">'
        in after
    )


def test_rows_and_cells_without_numbers_are_counted() -> None:
    rows = '<row><c><v>11</v></c><c><v>12</v></c></row><row r="4"><c><v>41</v></c><c r="D4"><v>44</v></c><c><v>45</v></c></row><row><c><v>51</v></c></row>'
    after = done(
        book(worksheet(rows)),
        put("Sheet1!B1", 0),
        put("Sheet1!B4", 1),
        put("Sheet1!E4", 2),
        put("Sheet1!A5", 3),
        put("Sheet1!C5", 4),
        put("Sheet1!C1", 5),
        put("Sheet1!A2", 6),
    )
    assert all_shown(after) == {
        (1, 1): 11,
        (1, 2): 0,
        (1, 3): 5,
        (2, 1): 6,
        (4, 1): 41,
        (4, 2): 1,
        (4, 4): 44,
        (4, 5): 2,
        (5, 1): 3,
        (5, 3): 4,
    }


def test_rows_out_of_order_are_found() -> None:
    rows = '<row r="5"><c r="A5"><v>5</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    after = done(book(worksheet(rows)), put("Sheet1!A2", 22), put("Sheet1!A5", 55), put("Sheet1!B5", 56))
    assert '<c r="A5"><v>55</v></c><c r="B5"><v>56</v></c></row><row r="2"><c r="A2"><v>22</v>' in sheet_of(
        after
    )
    assert '<row r="9">' in sheet_of(done(book(worksheet(rows)), put("Sheet1!A9", 1)))


def test_spans_and_dimension_widen_and_extensions_stay() -> None:
    head = '<dimension ref="B2:C5"/>'
    rows = '<row r="2" spans="2:3" x14ac:dyDescent="0.25"><c r="B2"><v>1</v></c></row>'
    sheet = worksheet(rows, head=head).replace(
        "<worksheet ",
        '<worksheet xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" mc:Ignorable="x14ac" ',
    )
    after = sheet_of(done(book(sheet), put("Sheet1!F2", 1), put("Sheet1!A9", 2)))
    assert '<row r="2" spans="2:6" x14ac:dyDescent="0.25">' in after
    assert '<dimension ref="A2:F9"/>' in after
    assert 'mc:Ignorable="x14ac"' in after


def test_absolute_targets_and_a_workbook_elsewhere() -> None:
    parts = parts_of(book(worksheet(ROW), styles=None))
    moved = {
        "[Content_Types].xml": parts["[Content_Types].xml"].replace(b"/xl/", b"/deep/er/"),
        "_rels/.rels": parts["_rels/.rels"].replace(b'"xl/workbook.xml"', b'"/deep/er/workbook.xml"'),
        "deep/er/workbook.xml": parts["xl/workbook.xml"],
        "deep/er/_rels/workbook.xml.rels": parts["xl/_rels/workbook.xml.rels"].replace(
            b'"worksheets', b'"/deep/er/worksheets'
        ),
        "deep/er/worksheets/sheet1.xml": parts["xl/worksheets/sheet1.xml"],
    }
    after = done(zipped(moved), put("Sheet1!B2", dt.date(2026, 1, 2)))
    assert '<c r="B2" s="1"><v>46024</v></c>' in part(after, "deep/er/worksheets/sheet1.xml")


def test_backslashes_and_folders_in_the_archive() -> None:
    parts = parts_of(book(worksheet(ROW)))
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("xl/"), b"")
        for name, content in parts.items():
            info = zipfile.ZipInfo("x")
            info.filename = info.orig_filename = name.replace("/", "\\") if "sheet1" in name else name
            archive.writestr(info, content)
    after = done(out.getvalue(), put("Sheet1!B2", 9))
    with zipfile.ZipFile(BytesIO(after)) as archive:
        names = [info.orig_filename for info in archive.infolist()]
    assert "xl/" in names
    assert "xl\\worksheets\\sheet1.xml" in names
    assert all_shown(after) == {(2, 2): 9}


class _Unseekable(BytesIO):
    """A stream that cannot go back, so that sizes follow the data."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: object) -> int:
        raise OSError


def test_data_descriptors_become_plain_headers() -> None:
    out = _Unseekable()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts_of(book(worksheet(ROW))).items():
            archive.writestr(name, content)
    before = out.getvalue()
    assert before.count(b"PK\x07\x08")
    after = done(before, put("Sheet1!B2", 9))
    assert b"PK\x07\x08" not in after
    with zipfile.ZipFile(BytesIO(after)) as archive:
        assert not any(info.flag_bits & 8 for info in archive.infolist())
        assert archive.testzip() is None


def test_unchanged_members_are_copied_as_they_lie() -> None:
    before = book(worksheet(ROW), more={"xl/media/a.bin": bytes(range(256)) * 99})
    after = done(before, put("Sheet1!B2", 9))
    assert _packed(before, "xl/media/a.bin") == _packed(after, "xl/media/a.bin")
    assert [i.filename for i in zipfile.ZipFile(BytesIO(before)).infolist()] == [
        i.filename for i in zipfile.ZipFile(BytesIO(after)).infolist()
    ]


def _packed(data: bytes, name: str) -> bytes:
    import struct

    info = zipfile.ZipFile(BytesIO(data)).getinfo(name)
    name_size, extra_size = struct.unpack_from("<HH", data, info.header_offset + 26)
    start = info.header_offset + 30 + name_size + extra_size
    return data[start : start + info.compress_size]


def test_zip64_entries_are_read() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts_of(book(worksheet(ROW))).items():
            with archive.open(name, "w", force_zip64=True) as stream:
                stream.write(content)
    assert all_shown(done(out.getvalue(), put("Sheet1!B2", 9))) == {(2, 2): 9}


def test_strict_namespaces_stay_strict() -> None:
    strict = {
        name: content.replace(MAIN.encode(), STRICT.encode()).replace(
            DOCUMENT.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        for name, content in parts_of(book(worksheet(ROW), styles=None)).items()
    }
    after = done(zipped(strict), put("Sheet1!B2", "文字"), put("Sheet1!B3", dt.date(2026, 1, 2)))
    assert MAIN not in "".join(content.decode() for name, content in parts_of(after).items())
    assert all_shown(after)[2, 2] == "文字"


def test_alternate_content_comments_and_cdata_are_left_alone() -> None:
    rows = '<!-- <row r="2"><c r="B2"><v>0</v></c></row> --><row r="2"><c r="A2" t="str"><v><![CDATA[<c r="B2">]]></v></c><!-- <c r="B2"/> --><c r="B2"><v>1</v></c><?pi <c r="C2"/> ?></row>'
    tail = '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x"><controls/></mc:Choice></mc:AlternateContent>'
    after = sheet_of(done(book(worksheet(rows, tail)), put("Sheet1!B2", 9), put("Sheet1!C2", 8)))
    assert after == worksheet(rows, tail).replace(
        '<c r="B2"><v>1</v></c>', '<c r="B2"><v>9</v></c><c r="C2"><v>8</v></c>'
    )


def test_1904_dates() -> None:
    for flag in ("1", "true"):
        before = book(worksheet(ROW), workbook=f'<workbookPr date1904="{flag}"/><!--sheets-->')
        assert "<v>44864</v>" in sheet_of(done(before, put("Sheet1!B2", dt.date(2026, 10, 31))))


def test_merged_cells_take_values_at_their_first_cell_only() -> None:
    before = book(worksheet(ROW, '<mergeCells count="1"><mergeCell ref="B2:D4"/></mergeCells>'))
    assert all_shown(done(before, put("Sheet1!B2", 9))) == {(2, 2): 9}
    with pytest.raises(EditRefused, match=r"Sheet1!C3 lies in the merged range B2:D4.*Sheet1!B2"):
        done(before, put("Sheet1!C3", 9))


def test_a_tall_merge() -> None:
    before = book(
        worksheet(ROW, '<mergeCells><mergeCell ref="F:F"/><mergeCell ref="H1:H90000"/></mergeCells>')
    )
    for at in ("F9", "H900"):
        with pytest.raises(EditRefused, match="merged"):
            done(before, put(f"Sheet1!{at}", 9))


BLOCKS = (
    '<row r="1"><c r="A1"><f t="array" ref="A1:A3">B1:B3</f><v>1</v></c><c r="C1"><f t="array" ref="C1">SUM(B1:B3)</f><v>1</v></c></row>'
    '<row r="5"><c r="A5"><f t="dataTable" ref="A5:B6" dt2D="0" dtr="0" r1="Z1"/><v>1</v></c></row>'
)


@pytest.mark.parametrize(
    ("at", "what"), [("A1", "array"), ("A2", "array"), ("B6", "what-if"), ("A5", "what-if")]
)
def test_arrays_and_data_tables_are_refused(at: str, what: str) -> None:
    with pytest.raises(EditRefused, match=f"Sheet1!{at} lies in the {what}"):
        done(book(worksheet(BLOCKS)), put(f"Sheet1!{at}", 9))


def test_an_array_formula_of_one_cell_may_be_replaced() -> None:
    assert all_shown(done(book(worksheet(BLOCKS)), put("Sheet1!C1", 9)))[1, 3] == 9


SHARED = (
    '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1*$C$1+\'My s\'!D1+LOG10(E1)</f><v>1</v></c></row>'
    '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>'
    '<row r="3"><c r="A3"><f t="shared" si="0"/><v>3</v></c></row>'
)


def test_a_shared_formula_finds_a_new_home() -> None:
    after = sheet_of(done(book(worksheet(SHARED)), put("Sheet1!A1", 9)))
    assert '<c r="A1"><v>9</v></c>' in after
    assert '<c r="A2"><f t="shared" ref="A2:A3" si="0">B2*$C$1+\'My s\'!D2+LOG10(E2)</f><v>2</v></c>' in after
    assert '<c r="A3"><f t="shared" si="0"/><v>3</v></c>' in after


def test_a_shared_formula_overwritten_whole_is_gone() -> None:
    after = sheet_of(done(book(worksheet(SHARED)), *(put(f"Sheet1!A{n}", n) for n in (1, 2, 3))))
    assert "shared" not in after


def test_a_member_of_a_shared_formula_may_go() -> None:
    before = book(worksheet(SHARED))
    after = done(before, put("Sheet1!A2", 9, expected="=B2*$C$1+'My s'!D2+LOG10(E2)"))
    assert '<c r="A2"><v>9</v></c>' in sheet_of(after)
    assert '<f t="shared" ref="A1:A3" si="0">' in sheet_of(after)


def _chained() -> bytes:
    overrides = {
        "xl/workbook.xml": SML + "sheet.main+xml",
        "xl/calcChain.xml": SML + "calcChain+xml",
        "xl/worksheets/sheet1.xml": SML + "worksheet+xml",
    }
    from tests.ooxml.books import types

    more = {
        "[Content_Types].xml": types(**overrides),
        "xl/_rels/workbook.xml.rels": links(
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId9", "calcChain", "calcChain.xml")
        ),
        "xl/calcChain.xml": f'<calcChain xmlns="{MAIN}"><c r="A1" i="1"/></calcChain>',
    }
    return book(worksheet('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'), styles=None, more=more)


def test_the_calculation_chain_goes_when_a_formula_comes_or_goes() -> None:
    for edit in (put("Sheet1!A1", 1), put("Sheet1!B1", Formula("2+2", 4))):
        after = done(_chained(), edit)
        assert "xl/calcChain.xml" not in parts_of(after)
        assert "calcChain" not in part(after, "[Content_Types].xml")
        assert "calcChain" not in part(after, "xl/_rels/workbook.xml.rels")


def test_the_calculation_chain_stays_when_no_formula_is_touched() -> None:
    after = done(_chained(), put("Sheet1!B1", 5))
    assert "xl/calcChain.xml" in parts_of(after)
    assert 'fullCalcOnLoad="1"' in part(after, "xl/workbook.xml")


@pytest.mark.parametrize(
    ("around", "place"),
    [
        ("", '</sheets><calcPr fullCalcOnLoad="1"/></workbook>'),
        (
            '<definedNames><definedName name="a">1</definedName></definedNames><extLst/>',
            '</definedNames><calcPr fullCalcOnLoad="1"/><extLst/>',
        ),
        ('<calcPr calcId="1" fullCalcOnLoad="0"/>', '<calcPr calcId="1" fullCalcOnLoad="1"/>'),
        ('<oleSize ref="A1"/>', '</sheets><calcPr fullCalcOnLoad="1"/><oleSize'),
    ],
)
def test_where_the_calculation_settings_go(around: str, place: str) -> None:
    before = book(worksheet('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'), workbook=around)
    assert place in part(done(before, put("Sheet1!B1", 5)), "xl/workbook.xml")


def test_a_workbook_without_formulas_is_not_recalculated() -> None:
    before = book(worksheet(ROW))
    assert part(done(before, put("Sheet1!B2", 5)), "xl/workbook.xml") == part(before, "xl/workbook.xml")


def test_signed_workbooks_are_refused_unless_told() -> None:
    origin = '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/>'
    plain = book(worksheet(ROW))
    signed = book(
        worksheet(ROW),
        more={
            "_rels/.rels": part(plain, "_rels/.rels").replace(
                "</Relationships>", origin + "</Relationships>"
            ),
            "_xmlsignatures/origin.sigs": b"",
        },
    )
    with pytest.raises(EditRefused, match="that is not signed"):
        done(signed, put("Sheet1!B2", 5))
    assert all_shown(done(signed, put("Sheet1!B2", 5), void_signature=True)) == {(2, 2): 5}


def test_locked_cells_of_protected_sheets_are_refused_unless_told() -> None:
    sheet = worksheet(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="2"><v>1</v></c></row>',
        '<sheetProtection sheet="1"/>',
        '<cols><col min="5" max="5" style="2"/></cols>',
    )
    for at in ("A1", "C1", "Z9"):
        with pytest.raises(EditRefused, match=f"Sheet1!{at} is locked.*Unprotect it"):
            done(book(sheet), put(f"Sheet1!{at}", 5))
    assert all_shown(done(book(sheet), put("Sheet1!B1", 5), put("Sheet1!E7", 6)))[7, 5] == 6
    assert all_shown(done(book(sheet), put("Sheet1!A1", 5), allow_protected=True))[1, 1] == 5


def test_a_chart_sheet_has_no_cells() -> None:
    more = {"xl/_rels/workbook.xml.rels": links(("rId1", "chartsheet", "worksheets/sheet1.xml"))}
    with pytest.raises(EditRefused, match="has no cells"):
        done(book(worksheet(ROW), styles=None, more=more), put("Sheet1!B2", 5))


def test_an_unknown_sheet_is_named_with_those_there_are() -> None:
    with pytest.raises(EditRefused, match=r"Nowhere.*Sheet1"):
        done(book(worksheet(ROW)), put("Nowhere!B2", 5))
    assert all_shown(done(book(worksheet(ROW)), put("sheet1!B2", 5))) == {(2, 2): 5}


@pytest.mark.parametrize(
    "sheet",
    [
        "<worksheet/>",
        "<worksheet><sheetData>",
        "not xml",
        f'<chartsheet xmlns="{MAIN}"><sheetData/></chartsheet>',
        "<a><sheetData/></b>",
    ],
)
def test_a_broken_sheet_is_a_damaged_workbook(sheet: str) -> None:
    with pytest.raises(NotAWorkbook, match=r"sheet1.xml"):
        done(book(sheet), put("Sheet1!B2", 5))


@pytest.mark.parametrize(
    "name",
    [
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/sharedStrings.xml",
        "xl/worksheets/sheet1.xml",
        "docProps/app.xml",
    ],
)
def test_entities_are_refused_wherever_they_stand(name: str) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]>'
    plain = parts_of(
        book(worksheet(ROW), strings=f'<sst xmlns="{MAIN}"/>', more={"docProps/app.xml": "<a/>"})
    )
    plain[name] = bomb.encode() + plain[name]
    with pytest.raises(NotAWorkbook, match="declares XML entities"):
        done(zipped(plain), put("Sheet1!B2", "text"))
