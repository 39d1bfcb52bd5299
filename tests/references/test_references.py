"""The judge of references must be able to fail: sound pairs pass, and each planted error is caught by its name."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from benchmarks.reference_change import Wrong
from benchmarks.reference_text import box_of, scan, translated
from benchmarks.references import judge_cells, judge_rows
from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import AppendRows, EditPlan, ReplaceRows, SetCell
from sheetsales.cells.values import EditValue

SHEET, OTHER = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
ROWS: tuple[Mapping[str, EditValue], ...] = ({"Name": "new", "Amount": 40}, {"Name": "newer", "Amount": 50})
Parts = dict[str, bytes]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Table of three rows that everything refers to, on a sheet with a note, a link and a second sheet."""
    path = tmp_path_factory.mktemp("references") / "before.xlsx"
    book = xlsxwriter.Workbook(str(path))
    deals, other = book.add_worksheet("Deals"), book.add_worksheet("Other")
    data = [["a", 10, 20], ["b", 20, 40], ["c", 30, 60]]
    columns = [{"header": "Name"}, {"header": "Amount"}, {"header": "Twice", "formula": "=[@Amount]*2"}]
    deals.add_table("A1:C4", {"name": "tblDeals", "columns": columns, "data": data})
    for row, (_, _, twice) in enumerate(data, 1):
        deals.write_formula(row, 2, "=tblDeals[[#This Row],[Amount]]*2", None, twice)
    deals.data_validation("A2:A4", {"validate": "list", "source": ["a", "b", "c"]})
    deals.conditional_format("B2:B4", {"type": "cell", "criteria": ">", "value": 15})
    deals.write_comment("F3", "seen")
    deals.write_url("G2", "internal:Other!A1", string="there")
    deals.merge_range("H2:I2", "merged")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=Deals!$A$2:$A$4", "values": "=Deals!$B$2:$B$4"})
    other.insert_chart("E2", chart)
    other.add_sparkline("D1", {"range": "Deals!$B$2:$B$4"})
    other.write_formula("A1", "=SUM(tblDeals[Amount])", None, 60)
    other.write_formula("A2", "=Deals!$B$3*2", None, 40)
    book.define_name("amounts", "=Deals!$B$2:$B$4")
    deals.print_area("A1:C4")
    book.close()
    return path


def done(before: Path, edit: AppendRows | ReplaceRows, after: Path) -> Path:
    apply_plan(before, EditPlan((edit,)), after)
    return after


@pytest.fixture(scope="module")
def after(before: Path) -> Path:
    return done(before, AppendRows("tblDeals", ROWS), before.with_name("after.xlsx"))


def spoiled(source: Path, target: Path, part: str, old: str, new: str) -> Path:
    """The workbook with one thing in one part changed; the pattern must be there."""
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = next(n for n in parts if re.fullmatch(part, n))
    text, count = re.subn(old, new, parts[name].decode(), count=1)
    assert count == 1, (name, parts[name].decode())
    with zipfile.ZipFile(target, "w") as archive:
        for key, data in {**parts, name: text.encode()}.items():
            archive.writestr(key, data)
    return target


def kinds(found: list[Wrong]) -> set[str]:
    return {wrong.kind for wrong in found}


def test_a_sound_append_is_found_right(before: Path, after: Path) -> None:
    assert judge_rows(before, after, "tblDeals") == []


def test_a_sound_replacement_is_found_right(before: Path, tmp_path: Path) -> None:
    fewer = done(before, ReplaceRows("tblDeals", ROWS), tmp_path / "fewer.xlsx")
    assert judge_rows(before, fewer, "tblDeals", rewritten=True) == []


def test_a_file_against_itself_is_found_right(before: Path) -> None:
    assert judge_cells(before, before) == []


def test_a_block_that_is_not_there_is_told(before: Path, after: Path) -> None:
    assert kinds(judge_rows(before, after, "tblNone")) == {"block"}


PLANTED: Mapping[str, tuple[str, str, str, str]] = {
    "table that stays short": (r"xl/tables/table1\.xml", 'ref="A1:C6"', 'ref="A1:C4"', "table"),
    "filter out of step": (r"xl/tables/table1\.xml", '<autoFilter ref="A1:C6"', '<autoFilter ref="A1:C4"', "table"),
    "heading renamed": (r"xl/tables/table1\.xml", 'name="Amount"', 'name="Sum"', "table"),
    "name left behind": (r"xl/workbook\.xml", r"\$B\$2:\$B\$6", "$B$2:$B$4", "name"),
    "name over the next column": (r"xl/workbook\.xml", r"\$B\$2:\$B\$6", "$C$2:$C$6", "name"),
    "print area left behind": (r"xl/workbook\.xml", r"\$A\$1:\$C\$6", "$A$1:$C$4", "print"),
    "drop-down left behind": (SHEET, 'sqref="A2:A6"', 'sqref="A2:A4"', "cover"),
    "drop-down too far": (SHEET, 'sqref="A2:A6"', 'sqref="A2:A9"', "cover"),
    "format left behind": (SHEET, '(<conditionalFormatting sqref="B2:B)6"', r'\g<1>4"', "cover"),
    "rule changed": (SHEET, "<formula>15</formula>", "<formula>16</formula>", "cover"),
    "merge gone": (SHEET, '<mergeCell ref="H2:I2"/>', '<mergeCell ref="H3:I3"/>', "merged"),
    "link elsewhere": (SHEET, '(<hyperlink ref=")G2"', r'\g<1>G3"', "link"),
    "note elsewhere": (r"xl/comments1\.xml", 'ref="F3"', 'ref="F4"', "note"),
    "note's box elsewhere": (r"xl/drawings/vmlDrawing1\.vml", "<x:Row>2<", "<x:Row>3<", "note box"),
    "chart left behind": (r"xl/charts/chart1\.xml", r"\$A\$2:\$A\$6", "$A$2:$A$4", "chart"),
    "chart remembers wrong": (r"xl/charts/chart1\.xml", "<c:v>50</c:v>", "<c:v>51</c:v>", "chart cache"),
    "chart remembers too few": (r"xl/charts/chart1\.xml", '<c:ptCount val="5"/>', '<c:ptCount val="3"/>', "chart cache"),
    "sparkline left behind": (OTHER, "Deals!B2:B6", "Deals!B2:B4", "sparkline"),
    "formula elsewhere": (OTHER, r"Deals!\$B\$3\*2", "Deals!$B$5*2", "formula"),
    "formula rewritten": (OTHER, r"SUM\(tblDeals", "MAX(tblDeals", "formula"),
    "dollar gone": (OTHER, r"Deals!\$B\$3\*2", "Deals!B$3*2", "formula"),
    "cached value changed": (OTHER, "<v>40</v>", "<v>41</v>", "cached"),
    "cached value gone": (OTHER, "<v>40</v>", "", "cached"),
    "cell changed": (SHEET, '(r="B2"[^>]*><v>)10', r"\g<1>11", "cell"),
    "cell gone": (SHEET, '<c r="B2"[^>]*><v>10</v></c>', "", "cell"),
    "cell out of nowhere": (OTHER, "</row></sheetData>", '<c r="Z2"><v>1</v></c></row></sheetData>', "cell"),
    "style changed": (SHEET, '<c r="B3"', '<c r="B3" s="1"', "style"),
    "calculated column breaks": (SHEET, r'(r="C6".*?<f>)[^<]*', r"\g<1>1+1", "column"),
    "dimension too small": (SHEET, '<dimension ref="[^"]*"', '<dimension ref="A1:B2"', "dimension"),
    "spans too small": (SHEET, '<row r="2" spans="[^"]*"', '<row r="2" spans="1:2"', "spans"),
    "rows out of order": (SHEET, '<row r="4"', '<row r="9"', "rows"),
    "nothing computed on opening": (r"xl/workbook\.xml", ' fullCalcOnLoad="1"', "", "calculation"),
}  # fmt: skip


@pytest.mark.parametrize("error", PLANTED)
def test_a_planted_error_is_caught(before: Path, after: Path, tmp_path: Path, error: str) -> None:
    part, old, new, kind = PLANTED[error]
    wrong = spoiled(after, tmp_path / "wrong.xlsx", part, old, new)
    assert kind in kinds(judge_rows(before, wrong, "tblDeals"))


def test_a_calculation_chain_must_name_formulas(before: Path, after: Path, tmp_path: Path) -> None:
    chain = b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="A2" i="1"/></calcChain>'
    wrong = tmp_path / "wrong.xlsx"
    wrong.write_bytes(after.read_bytes())
    with zipfile.ZipFile(wrong, "a") as archive:
        archive.writestr("xl/calcChain.xml", chain)
    assert "calcChain" in kinds(judge_rows(before, wrong, "tblDeals"))


def test_a_sheet_or_table_gone_is_told(before: Path, after: Path, tmp_path: Path) -> None:
    renamed = spoiled(after, tmp_path / "a.xlsx", r"xl/workbook\.xml", 'name="Other"', 'name="Another"')
    assert "sheet" in kinds(judge_rows(before, renamed, "tblDeals"))
    gone = spoiled(
        after,
        tmp_path / "b.xlsx",
        r"xl/worksheets/_rels/sheet1\.xml\.rels",
        "relationships/table",
        "relationships/x",
    )
    assert kinds(judge_rows(before, gone, "tblDeals")) & {"table", "block"}


def test_a_cell_that_was_set_may_change_and_no_other(before: Path, tmp_path: Path) -> None:
    after = tmp_path / "set.xlsx"
    apply_plan(before, EditPlan((SetCell(CellRef("Deals", 9, 1), 5),)), after)
    assert judge_cells(before, after, "Deals!A9") == []
    assert kinds(judge_cells(before, after, "Deals!A8")) == {"cell"}


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def moved_pair(folder: Path, change: Callable[[Parts], Parts] = lambda parts: parts) -> tuple[Path, Path]:
    """A range with a formula and a sum below it, written by hand before and after two rows were put in."""
    rows: dict[int, list[tuple[str, object]]] = {
        1: [("A", "Name"), ("B", "Amount")],
        2: [("A", "a"), ("B", 1)],
        3: [("A", "b"), ("B", 2)],
    }
    table = {"xl/tables/table1.xml": f'<table {MAIN} id="1" name="t" displayName="t" ref="A1:B3"><tableColumns count="2">'
             '<tableColumn id="1" name="Name"/><tableColumn id="2" name="Amount"/></tableColumns></table>'}  # fmt: skip
    old = _book({**rows, 6: [("A", "sum"), ("B", "=SUM(B2:B3)+$A$6")]}, table, 'ref="B6"', "A6:B6")
    grown = {"xl/tables/table1.xml": table["xl/tables/table1.xml"].replace("A1:B3", "A1:B5")}
    fresh: dict[int, list[tuple[str, object]]] = {
        4: [("A", "c"), ("B", 3)],
        5: [("A", "d"), ("B", 4)],
        8: [("A", "sum"), ("B", "=SUM(B2:B3)+$A$8")],
    }
    new = change(_book({**rows, **fresh}, grown, 'ref="B8"', "A8:B8"))
    return _zipped(folder / "old.xlsx", old), _zipped(folder / "new.xlsx", new)


def _book(rows: dict[int, list[tuple[str, object]]], table: dict[str, str], link: str, merge: str) -> Parts:
    xml = "".join(
        f'<row r="{n}">' + "".join(_cell(f"{c}{n}", v) for c, v in cells) + "</row>"
        for n, cells in rows.items()
    )
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'

    def related(kind: str, target: str) -> bytes:
        return f'{rels}<Relationship Id="rId1" Type="{relations}/{kind}" Target="{target}"/></Relationships>'.encode()

    sheet = (
        f'<worksheet {MAIN} xmlns:r="{relations}"><sheetData>{xml}</sheetData><mergeCells><mergeCell ref="{merge}"/>'
        f'</mergeCells><hyperlinks><hyperlink {link} location="S!A1"/></hyperlinks></worksheet>'
    )
    book = f'<workbook {MAIN} xmlns:r="{relations}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets><calcPr fullCalcOnLoad="1"/></workbook>'
    made = {
        "_rels/.rels": related("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": book.encode(),
        "xl/_rels/workbook.xml.rels": related("worksheet", "worksheets/sheet1.xml"),
        SHEET: sheet.encode(),
        "xl/worksheets/_rels/sheet1.xml.rels": related("table", "../tables/table1.xml"),
    }
    return made | {name: text.encode() for name, text in table.items()}


def _cell(at: str, value: object) -> str:
    if isinstance(value, str):
        return (
            f'<c r="{at}"><f>{value[1:]}</f><v>3</v></c>'
            if value.startswith("=")
            else f'<c r="{at}" t="str"><v>{value}</v></c>'
        )
    return f'<c r="{at}"><v>{value}</v></c>'


def _zipped(path: Path, parts: Parts) -> Path:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    path.write_bytes(data.getvalue())
    return path


def test_what_moved_down_must_be_followed(tmp_path: Path) -> None:
    assert judge_rows(*moved_pair(tmp_path), "t") == []


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (b"$A$8</f>", b"$A$6</f>", "formula"),
        (b'"A8:B8"', b'"A6:B6"', "merged"),
        (b'ref="B8"', b'ref="B6"', "link"),
        (b"<v>sum</v>", b"<v>sun</v>", "cell"),
    ],
)
def test_what_moved_down_and_was_not_followed_is_told(
    tmp_path: Path, old: bytes, new: bytes, kind: str
) -> None:
    def spoil(parts: Parts) -> Parts:
        assert old in parts[SHEET]
        return {**parts, SHEET: parts[SHEET].replace(old, new)}

    assert kind in kinds(judge_rows(*moved_pair(tmp_path, spoil), "t"))


def test_references_are_found_where_they_are_and_nowhere_else() -> None:
    text = """SUM('My S'!$A$1:B2,C:C,2:3,T[[#This Row],[A1 a'[b]],LOG10(3),"B7",[1]S!A1,S1:S3!A1,A1#,'it''s'!D4)+{1,2}"""
    found = [(m.sheet, str(m.box)) for m in scan(text).mentions]
    assert found == [
        ("My S", "A1:B2"), (None, "C1:C1048576"), (None, "A2:XFD3"), ("[1]S", "A1:A1"), ("S1:S3", "A1:A1"),
        (None, "A1:A1"), ("it's", "D4:D4"),
    ]  # fmt: skip


def test_a_formula_filled_down_moves_what_is_not_pinned() -> None:
    assert translated("A1+$A1+A$1+$A$1+B:B+$2:3+X!C2", 2, 1) == "B3+$A3+B$1+$A$1+C:C+$2:5+X!D4"
    assert translated("XFD1048576", 1, 1) == "A1"
    assert box_of("A1:B") is None
    assert box_of("nothing") is None
