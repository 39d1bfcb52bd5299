"""Large sheets are changed where they lie: the outcome is what it is when the sheet is held in memory."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetsales.backends.limits import Limits
from sheetsales.backends.ooxml import archive_write, row_blocks, spool
from sheetsales.backends.ooxml.apply import apply_plan, check_plan
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.package import Package
from sheetsales.backends.ooxml.row_blocks import RowBlocks
from sheetsales.backends.ooxml.source import Source
from sheetsales.cells.address import CellRef, column_letters
from sheetsales.cells.edits import AppendRows, Edit, EditPlan, ReplaceRows, SetCell
from sheetsales.cells.values import EditValue, Formula
from sheetsales.errors import EditConflict, NotAWorkbook, SheetsalesError, WorkbookLocked
from tests.ooxml.books import MAIN, book, done, part, parts_of, put, worksheet

STREAMED = Limits(held_bytes=0)
ROWS = "".join(
    f'<row r="{r}" spans="1:3"><c r="A{r}" s="1"><v>{r}</v></c><c r="C{r}" t="s"><v>{r % 3}</v></c></row>'
    for r in range(2, 120, 2)
)
STRINGS = (
    f'<sst xmlns="{MAIN}" count="59" uniqueCount="3"><si><t>a</t></si><si><r><t>b</t></r></si><si/></sst>'
)


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of a few rows, and marks that lie across the pieces they are searched in."""
    monkeypatch.setattr(row_blocks, "BLOCK", 150)
    monkeypatch.setattr(spool, "_PIECE", 37)
    monkeypatch.setattr(spool, "_KEPT", 64)
    monkeypatch.setattr(archive_write, "STREAMED_FROM", 0)


def both(data: bytes, *edits: Edit) -> bytes:
    """The outcome, which must be the same both ways: refusals too."""
    found: list[dict[str, bytes] | str] = []
    made = b""
    for limits in (Limits(), STREAMED):
        try:
            made = done(data, *edits, limits=limits)
            found.append(parts_of(made))
        except SheetsalesError as refused:
            found.append(str(refused))
    assert found[0] == found[1]
    return made


def opened(data: bytes) -> OpenBook:
    return OpenBook(data, Path("a.xlsx"), STREAMED)


def test_it_is_really_streamed() -> None:
    made = opened(book(worksheet(ROWS), strings=STRINGS))
    sections = made.sheet("Sheet1").sections
    assert isinstance(sections, RowBlocks)
    assert len(list(sections.sections())) > 20
    made.close()


PLACES = st.tuples(st.integers(1, 40), st.integers(1, 30))
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-9, 9), st.text(max_size=5), st.just(dt.date(2026, 10, 31)),
    st.just(Formula("A1+1", 2)),
)  # fmt: skip


@st.composite
def sheets(draw: st.DrawFn) -> str:
    """Sheets as programs write them, and as they should not."""
    prefix = draw(st.sampled_from(["", "x:"]))
    rows = ""
    for number in sorted(draw(st.sets(st.integers(1, 40), max_size=25))):
        cells = "".join(
            _cell(draw, prefix, number, column)
            for column in sorted(draw(st.sets(st.integers(1, 12), max_size=6)))
        )
        look = draw(
            st.sampled_from(["", ' spans="1:4"', ' s="1" customFormat="1"', ' ht="9" customHeight="1"'])
        )
        named = draw(st.sampled_from([f' r="{number}"'] * 20 + [""]))
        rows += f"<{prefix}row{named}{look}" + (f">{cells}</{prefix}row>" if cells else "/>")
        rows += draw(st.sampled_from(["", "", "\n", "<!-- a -->"] if draw(st.integers(0, 9)) == 5 else [""]))
    xml = worksheet(rows, head='<dimension ref="A1"/>')
    if not prefix:
        return xml
    xml = xml.replace("<sheetData>", "<x:sheetData>").replace("</sheetData>", "</x:sheetData>")
    xml = xml.replace("<worksheet ", f'<x:worksheet xmlns:x="{MAIN}" ').replace(
        "</worksheet>", "</x:worksheet>"
    )
    return xml.replace("<dimension", "<x:dimension")


def _cell(draw: st.DrawFn, p: str, row: int, column: int) -> str:
    at = f'r="{column_letters(column)}{row}"'
    return draw(
        st.sampled_from(
            (
                f"<{p}c {at}><{p}v>5</{p}v></{p}c>",
                f'<{p}c {at} s="1" t="s"><{p}v>{column % 3}</{p}v></{p}c>',
                f'<{p}c {at} s="2"/>',
                f'<{p}c {at} t="inlineStr"><{p}is><{p}t>in</{p}t></{p}is></{p}c>',
                f"<{p}c {at}><{p}f>A1*2</{p}f><{p}v>4</{p}v></{p}c>",
                f"<{p}c s='1' {at}><{p}v>7</{p}v></{p}c>",
            )
        )
    )


@settings(deadline=None, max_examples=40)
@given(
    sheets(),
    st.lists(st.tuples(PLACES, VALUES), min_size=1, max_size=8),
    st.one_of(st.none(), st.tuples(st.integers(1, 12), VALUES)),
    st.booleans(),
)
def test_any_cells(
    xml: str,
    edits: list[tuple[tuple[int, int], EditValue]],
    column: tuple[int, EditValue] | None,
    shared: bool,
) -> None:
    cells = dict(edits)
    if column is not None:
        cells.update({(row, column[0]): column[1] for row in range(1, 41)})
    changes = [SetCell(CellRef("Sheet1", *at), value) for at, value in cells.items()]
    both(book(xml, strings=STRINGS if shared else None), *changes)


@pytest.mark.parametrize(
    "rows",
    [
        ROWS + "<!-- a comment -->",
        ROWS.replace("<v>40</v>", "<v><![CDATA[40]]></v>"),
        ROWS.replace('<row r="60"', "<row"),
        ROWS.replace('<row r="60"', '<row spans="1:3" r="60"', 1).replace(
            ' spans="1:3" spans="1:3"', ' spans="1:3"'
        ),
        ROWS + '<row r="3"><c r="A3"><v>1</v></c></row>',
        ROWS + '<row r="9999999"/>',
        "<?odd?>" + ROWS,
        "",
        "\n  ",
        "\n " + ROWS.replace("</row>", "</row>\n  "),
        '<row r="5">' + "".join(f'<c r="{column_letters(c)}5"><v>1</v></c>' for c in range(1, 99)) + "</row>",
    ],
)
def test_odd_rows(rows: str) -> None:
    both(
        book(worksheet(rows), strings=STRINGS),
        put("Sheet1!A7", 1),
        put("Sheet1!B40", "b"),
        put("Sheet1!D200", "new"),
    )


@pytest.mark.parametrize(
    "xml",
    [
        worksheet(ROWS).encode("utf-16"),
        b'<?xml version="1.0" encoding="iso-8859-1"?>' + worksheet(ROWS).encode("latin-1"),
        b'<?xml version="1.0" encoding="nonsense"?>' + worksheet(ROWS).encode(),
        b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?>' + worksheet(ROWS).encode(),
        worksheet(ROWS, "<!-- </sheetData> -->").encode(),
        worksheet(ROWS, head="<!-- <sheetData> -->").encode(),
        worksheet(ROWS).replace("<sheetData>", "<sheetData/><!--").encode(),
        worksheet("").replace("<sheetData></sheetData>", "<sheetData/>").encode(),
        worksheet("").replace("<sheetData></sheetData>", "").encode(),
        worksheet(ROWS).replace("</sheetData>", "").encode(),
        worksheet(ROWS).replace("</row>", "", 1).encode(),
        b"<!DOCTYPE worksheet>" + worksheet(ROWS).encode(),
        b"",
    ],
)
def test_odd_sheets(xml: bytes) -> None:
    both(book(xml, strings=STRINGS), put("Sheet1!A8", 5), put("Sheet1!B9", "x"))


@pytest.mark.parametrize(
    "strings",
    [
        STRINGS,
        STRINGS.replace("<si/>", "<!-- <si/> --><si/>"),
        STRINGS.replace("<si/>", "<si><t><![CDATA[<x>]]></t></si>"),
        f'<sst xmlns="{MAIN}"/>',
        f'<x:sst xmlns:x="{MAIN}"><x:si><x:t>a</x:t></x:si><x:si><x:t>b</x:t></x:si><x:si ><x:t>c</x:t></x:si></x:sst>',
        f'<sst xmlns="{MAIN}">' + "".join(f"<si><t>text {i}</t></si>" for i in range(70)) + "</sst>",
        f'<sst xmlns="{MAIN}">' + "".join(f"<si><t>x{i}</t></si >\n" for i in range(40)) + "</sst>",
        f'<sst xmlns="{MAIN}"><si><t>a</t></si>',
        "<other/>",
    ],
)
def test_shared_strings(strings: str) -> None:
    texts = [put(f"Sheet1!D{r}", f"text {r}") for r in range(40, 75)]
    data = book(worksheet(ROWS), strings=strings)
    both(data, put("Sheet1!A4", "a"), put("Sheet1!B4", "new"), put("Sheet1!B6", "<x>"), *texts)
    both(data, put("Sheet1!C4", 1), put("Sheet1!C6", 1, expected="a"))
    both(data, put("Sheet1!C4", 1, expected="b"))


SHARED = (
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B4" si="0">A1*2</f><v>2</v></c></row>'
    + "".join(
        f'<row r="{r}"><c r="A{r}"><v>{r}</v></c><c r="B{r}"><f t="shared" si="0"/><v>{2 * r}</v></c></row>'
        for r in range(2, 5)
    )
    + '<row r="9"><c r="A9"><f t="array" ref="A9:A11">B1:B3</f><v>2</v></c></row><row r="10"><c r="A10"><v>4</v></c></row>'
)


def test_formulas_that_cells_share() -> None:
    data = book(worksheet(SHARED))
    made = both(data, put("Sheet1!B1", 7))
    assert '<f t="shared" ref="B2:B4" si="0">A2*2</f>' in part(made, "xl/worksheets/sheet1.xml")
    both(data, put("Sheet1!B3", 7, expected=Formula("A3*2", 6)))
    both(data, put("Sheet1!A10", 7))
    with pytest.raises(EditConflict, match="A3"):
        done(data, put("Sheet1!B3", 7, expected=Formula("A4*2", 6)), limits=STREAMED)


def test_rows_of_ranges() -> None:
    heading = '<row r="1"><c r="A1" t="inlineStr"><is><t>n</t></is></c><c r="B1" t="inlineStr"><is><t>m</t></is></c></row>'
    filled = "".join(f'<row r="{r}"><c r="A{r}"><v>{r}</v></c></row>' for r in (2, 3, 4, 6, 7, 30))
    data = book(worksheet(heading + filled), strings=STRINGS)
    several: list[tuple[Mapping[str, EditValue], ...]] = [
        (), ({"n": 1},), tuple({"n": i, "m": "t"} for i in range(25)),
    ]  # fmt: skip
    for rows in several:
        both(data, AppendRows("Sheet1!A1:B9", rows))
        both(data, ReplaceRows("Sheet1!A1:B9", rows))
        both(data, put("Sheet1!B7", "x"), AppendRows("Sheet1!A1:B9", rows), put("Sheet1!B8", "y"))


def test_what_others_see_of_a_sheet() -> None:
    made = opened(book(worksheet(ROWS), strings=STRINGS))
    sheet = made.sheet("Sheet1")
    assert list(sheet.sections.between(5, 11)) == [6, 8, 10]
    assert list(sheet.sections.between(119, 200)) == list(sheet.sections.between(1, 1)) == []
    assert (sheet.value(4, 1), sheet.value(5, 1), sheet.value(4, 3), sheet.value(2, 3)) == (
        4,
        None,
        "b",
        None,
    )
    assert sheet.style(4, 1) == 1
    sheet.put(7, 2, 5)
    sheet.put(8, 2, 5)
    assert list(sheet.rows_between(6, 8)) == [6, 7, 8]
    assert list(sheet.rows_between(8, 9)) == [8]
    assert sheet.rows.span(4) is not None
    assert sheet.xml == sheet.scan == worksheet(ROWS).encode()
    assert sheet.rows is sheet.rows
    made.finish()
    assert b'<c r="B7"><v>5</v></c>' in made.package.read("xl/worksheets/sheet1.xml")
    made.close()


def test_an_unbroken_run_of_rows_is_a_range() -> None:
    rows = "".join(f'<row r="{r}"><c r="A{r}"><v>{r}</v></c></row>' for r in range(3, 60))
    made = opened(book(worksheet(rows)))
    sheet = made.sheet("Sheet1")
    assert sheet.rows_between(1, 1 << 20) == range(3, 60)
    sheet.put(5, 1, 1)
    assert sheet.rows_between(4, 9) == range(4, 10)
    made.close()


def test_what_was_written_is_streamed_again() -> None:
    made = opened(book(worksheet(ROWS), strings=STRINGS))
    made.sheet("Sheet1").put(4, 1, 9)
    made.settle()
    sheet = made.sheet("Sheet1")
    assert isinstance(sheet.sections, RowBlocks)
    assert sheet.value(4, 1) == 9
    assert made.package.mentions("xl/worksheets/sheet1.xml", (b"<v>9</v>",))
    made.close()


def test_without_room_for_temporary_files(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    both(book(worksheet(ROWS), strings=STRINGS), put("Sheet1!A4", "x"))


def test_damage_is_found(tmp_path: Path) -> None:
    data = bytearray(done(book(worksheet(ROWS), strings=STRINGS)))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    for changed in (_with_crc(data, info.CRC), _with_size(data, info.file_size)):
        path = tmp_path / "a.xlsx"
        path.write_bytes(changed)
        with pytest.raises(NotAWorkbook, match=r"sheet1\.xml"):
            apply_plan(path, EditPlan((put("Sheet1!A4", 1),)), tmp_path / "b.xlsx", limits=STREAMED)
        assert not (tmp_path / "b.xlsx").exists()


def _with_crc(data: bytearray, crc: int) -> bytes:
    return bytes(data).replace(crc.to_bytes(4, "little"), b"\1\2\3\4")


def _with_size(data: bytearray, size: int) -> bytes:
    return bytes(data).replace(size.to_bytes(4, "little"), (size - 40).to_bytes(4, "little"))


def test_a_file_that_changes_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(worksheet(ROWS)))
    save = Package.save

    def meddle(package: Package, out: io.BufferedWriter) -> None:
        save(package, out)
        os.utime(path, ns=(1, 1))

    monkeypatch.setattr(Package, "save", meddle)
    with pytest.raises(WorkbookLocked, match=r"a\.xlsx"):
        apply_plan(path, EditPlan((put("Sheet1!A4", 1),)), tmp_path / "b.xlsx", limits=STREAMED)


@pytest.fixture
def large_parts() -> bytes:
    return book(worksheet(ROWS), more={"docProps/a.bin": os.urandom(3 << 20), "docProps/b.xml": "<a/>"})


@pytest.mark.parametrize("with_sendfile", [True, False])
def test_parts_that_stay_are_copied(
    large_parts: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, with_sendfile: bool
) -> None:
    path, out = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    path.write_bytes(large_parts)
    if not with_sendfile:
        monkeypatch.delattr(os, "sendfile", raising=False)
    apply_plan(path, EditPlan((put("Sheet1!A4", True),)), out, limits=STREAMED)
    before, after = parts_of(large_parts), parts_of(out.read_bytes())
    assert [name for name in before if before[name] != after[name]] == ["xl/worksheets/sheet1.xml"]


def test_sizes_beyond_32_bits_are_filled_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_write, "_MAX32", 2000)
    made = done(book(worksheet(ROWS)), put("Sheet1!A4", 1), limits=STREAMED)
    at = made.find(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml")
    size = int.from_bytes(made[at + 4 : at + 12], "little")
    assert made[at : at + 4] == b"\1\0\x10\0"
    assert size == len(worksheet(ROWS).replace("<v>4</v>", "<v>1</v>", 1))


def test_matches_in_a_part_that_is_not_held() -> None:
    pattern = re.compile(rb"<v>(\d+)</v></c></row>")
    data = book(worksheet(ROWS), strings=STRINGS)
    found = []
    for limits in (Limits(), STREAMED):
        package = Package(data, Path("a.xlsx"), limits)
        found.append([m[1] for m in package.matches("xl/worksheets/sheet1.xml", pattern, b"row>")])
        package.close()
    assert found[0] == found[1]
    assert len(found[0]) == 59


def test_a_plan_for_another_file(tmp_path: Path) -> None:
    path, out = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    path.write_bytes(book(worksheet(ROWS)))
    good = EditPlan((put("Sheet1!A4", 1),), book=hashlib.sha256(path.read_bytes()).hexdigest().upper())
    apply_plan(path, good, out, limits=STREAMED)
    check_plan(path, good, limits=STREAMED)
    path.write_bytes(book(worksheet(ROWS), strings=STRINGS))
    with pytest.raises(EditConflict):
        apply_plan(path, good, out, limits=STREAMED)


def test_a_file_nobody_may_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book())
    opened_first: list[Path] = []
    real = Path.open

    def refuse(self: Path, *more: str) -> IO[bytes]:
        if opened_first:
            raise PermissionError(13, "Permission denied")
        opened_first.append(self)
        return real(self, "rb")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(NotAWorkbook, match="Permission denied"):
        Source.opened(path, STREAMED)


@pytest.mark.parametrize("text", [b"", b"abcabc", b"a" * 100 + b"bc" + b"a" * 100])
def test_a_spool_is_searched_as_bytes_are(text: bytes) -> None:
    made, held = spool.Spool(iter((text[:5], text[5:]))), spool.HeldText(text)
    for mark in (b"a", b"bc", b"abc", b"x", b"a" * 40):
        assert made.find(mark) == held.find(mark) == text.find(mark)
        assert made.find(mark, 3) == text.find(mark, 3)
        assert made.rfind(mark) == held.rfind(mark) == text.rfind(mark)
    for start, end in ((0, 3), (2, 90), (90, 300), (300, 400)):
        assert made.read(start, end) == held.read(start, end) == text[start:end]
        assert b"".join(made.pieces(start, end)) == b"".join(held.pieces(start, end)) == text[start:end]
    made.close()


def test_a_sheet_of_one_endless_row_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_blocks, "_LONGEST", 400)
    both(book(worksheet(ROWS)), put("Sheet1!A4", 1))
    long = "".join(f'<c r="{column_letters(c)}5"><v>1</v></c>' for c in range(1, 99))
    both(book(worksheet(f'<row r="5">{long}</row>')), put("Sheet1!A5", 7))
    both(book(worksheet(ROWS, head="<sheetPr><tabColor/></sheetPr>" + " " * 900)), put("Sheet1!A4", 1))


PEAK = r"""
import re, sys
from pathlib import Path
from sheetsales.backends.ooxml.apply import apply_plan, check_plan
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import EditPlan, SetCell
edits = tuple(SetCell(CellRef("Sheet1", 2 + i * 150, 2), f"text {i}", i * 150 + 2) for i in range(1000))
apply_plan(Path(sys.argv[1]), EditPlan(edits), Path(sys.argv[2]))
print(re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in other units elsewhere")
def test_a_thousand_cells_of_a_large_sheet_need_little_memory(tmp_path: Path) -> None:
    path, out = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    cells = "".join(f'<c r="{letter}%d"><v>%d</v></c>' for letter in "ABCDEFGHIJ")
    rows = "".join(f'<row r="{r}">{cells}</row>' % tuple([r] * 20) for r in range(1, 160_000))
    path.write_bytes(book(worksheet(rows), strings=STRINGS))
    run = subprocess.run(
        [sys.executable, "-c", PEAK, str(path), str(out)], capture_output=True, text=True, check=True
    )
    assert int(run.stdout) < 60 << 10
    with zipfile.ZipFile(out) as archive, archive.open("xl/worksheets/sheet1.xml") as sheet:
        assert len(rows) > 40 << 20
        assert sheet.read(5000).count(b't="inlineStr"') == 1
