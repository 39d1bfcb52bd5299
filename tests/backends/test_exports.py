"""Files of other programs: whatever their encoding, whatever parts their cells; and what is refused before it costs anything."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from sheetsales.backends.exports import export_sheets, text
from sheetsales.backends.exports.refused import refused_file
from sheetsales.cells.values import CellValue
from sheetsales.errors import BadRequest, LimitExceeded, SheetsalesError


def rows(path: Path) -> list[tuple[CellValue, ...]]:
    return list(zip(*export_sheets(path)[0].columns, strict=True))


CHINESE = [("客户", "金额", "备注"), ("甬润机械有限公司", "12.5", "甲"), ("萧绡化纤有限公司", "3", None)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_encodings_and_separators_are_found_out(encoding: str, sign: str, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    lines = [sign.join(cell or "" for cell in row) for row in CHINESE]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    assert rows(path) == CHINESE


def test_western_text_is_not_taken_for_chinese(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes("Näme;Größe\nCafé Müller;1.234,50\nJosé;2,5\n".encode("cp1252"))
    assert rows(path) == [("Näme", "Größe"), ("Café Müller", "1.234,50"), ("José", "2,5")]


def test_what_keeps_a_text_a_text_is_dropped_and_quotes_hold_lines(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("sep=;\nA;B\n'0012;\"two\nlines\"\n\t6226;'Tis\n", encoding="utf-8")
    assert rows(path) == [("A", "B"), ("0012", "two\nlines"), ("6226", "'Tis")]


def test_one_endless_line_is_refused_before_it_is_held(tmp_path: Path) -> None:
    path = tmp_path / "endless.csv"
    with path.open("wb") as out:
        out.write(b"a,b\n")
        out.write(b"x," * text.LONGEST_LINE)
    with pytest.raises(LimitExceeded, match="longer than 2 MB"):
        export_sheets(path)


def test_two_gigabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as out:
        out.truncate(2 << 30)
    with pytest.raises(LimitExceeded, match="larger than 128 MB"):
        export_sheets(path)


def test_more_rows_or_cells_than_excel_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "MOST_ROWS", 3)
    path = tmp_path / "long.csv"
    path.write_text("a,b\n" * 5, encoding="utf-8")
    with pytest.raises(LimitExceeded, match="more than 3 rows"):
        export_sheets(path)
    path.write_text("a," * 20_000, encoding="utf-8")
    with pytest.raises(LimitExceeded, match="longer than"):
        export_sheets(path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("export.pdf", b"x", "is needed"),
        ("export.csv", b"", "is empty"),
        ("export.csv", b'a,b\n"' + b"x" * 200_000, "quotation mark"),
        ("export.csv", b"a,b\n\x81\xff\xff\xff\x81", "encoding"),
        ("export.csv", b"a,b\nx\x00y,1", "cannot be opened"),
        ("export.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "cannot be opened"),
        ("export.ods", b"PK\x03\x04nothing", "cannot be opened"),
        ("export.xlsx", b"PK\x03\x04nothing", ""),
    ],
)
def test_a_damaged_file_is_refused_in_a_sentence(
    name: str, content: bytes, said: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SheetsalesError) as refused:
        export_sheets(path)
    assert said in refused.value.text.en


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="There is no file"):
        export_sheets(tmp_path / "nothing.csv")


def test_an_open_document_is_read_and_a_bomb_is_not(tmp_path: Path) -> None:
    path = tmp_path / "export.ods"
    _ods(path, '<table:table-row><table:table-cell office:value-type="string"><text:p>客户</text:p></table:table-cell>'
         '<table:table-cell office:value-type="float" office:value="12"/></table:table-row>')  # fmt: skip
    assert rows(path) == [("客户", 12)]
    bomb = tmp_path / "bomb.ods"
    _ods(bomb, " " * (64 << 20))
    with pytest.raises(LimitExceeded):
        export_sheets(bomb)


_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    "</manifest:manifest>"
)


def _ods(path: Path, body: str) -> None:
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    content = (
        f'<office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet><table:table table:name="S">{body}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", content)


def test_a_workbook_gives_every_sheet_and_formulas_as_they_came_out(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Deals")
        page.write_row(0, 0, ("Name", "Amount"))
        page.write_string(1, 0, "A")
        page.write_formula(1, 1, "=1+2", None, 3)
        book.add_worksheet("Empty")
    sheets = export_sheets(path)
    assert [sheet.name for sheet in sheets] == ["Deals", "Empty"]
    assert sheets[0].value(2, 2) == 3


def test_refused_rows_keep_their_texts_and_are_written_once(tmp_path: Path) -> None:
    beside = tmp_path / "deals.csv"
    beside.write_text("x", encoding="utf-8")
    said = [("because", "=1+1", "1234567890123456789", dt.date(2026, 1, 2), 5, None)]
    headings = ("Error", "A", "B", "C", "D", "E")
    first = refused_file(beside, "errors", "a/b:c" * 20, headings, said)
    again = refused_file(beside, "errors", "a/b:c" * 20, headings, said)
    other = refused_file(beside, "errors", "S", headings, said)
    assert (first.name, again, other.name) == ("deals errors.xlsx", first, "deals errors 2.xlsx")
    page = openpyxl.load_workbook(first).worksheets[0]
    cells = [cell.value for cell in page[2]]
    assert cells[:3] == ["because", "=1+1", "1234567890123456789"]
    assert page["B2"].data_type == "s"
    assert page.freeze_panes == "B2"


def test_calamine_is_imported_for_its_kinds_alone(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    asked = (
        "import sys; from pathlib import Path; from sheetsales.backends.exports import export_sheets;"
        f"export_sheets(Path({str(path)!r})); print('python_calamine' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
