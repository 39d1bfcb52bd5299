"""A sheet added with its Table."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from sheetsales.cells.edits import AddSheet, AppendRows, SetNote
from sheetsales.cells.grid import Visibility
from sheetsales.cells.values import Formula, Link
from sheetsales.errors import EditRefused
from tests.ooxml.books import (
    MAIN,
    SML,
    all_shown,
    book,
    cell,
    changed,
    done,
    links,
    look,
    opened_by_openpyxl,
    part,
    put,
    refs,
    sheet_of,
    shown,
    types,
    worksheet,
    written,
)

SHEET = AddSheet(
    "检查结果",
    ("编号", "金额", "到期", "去看"),
    (("P1", 12.5, dt.date(2026, 10, 31), Link("Sheet1!B2", "Sheet1!B2")), ("P2", None, None, "")),
    table="tblFindings",
)


def test_the_new_sheet_reads_back() -> None:
    after = done(book(worksheet("")), SHEET)
    assert all_shown(after, "检查结果") == {
        (1, 1): "编号", (1, 2): "金额", (1, 3): "到期", (1, 4): "去看",
        (2, 1): "P1", (2, 2): 12.5, (2, 3): dt.datetime(2026, 10, 31), (2, 4): "Sheet1!B2", (3, 1): "P2",
    } or all_shown(after, "检查结果")[2, 3] == dt.date(2026, 10, 31)  # fmt: skip
    sheet = opened_by_openpyxl(after)["检查结果"]
    assert sheet.tables["tblFindings"].ref == "A1:D3"
    assert sheet.freeze_panes == "A2"
    assert look(after, "检查结果!C2") == "yyyy-mm-dd"
    assert sheet["D2"].font.u == "single"
    assert sheet["D2"].value == '=HYPERLINK("#Sheet1!B2","Sheet1!B2")'


def test_it_comes_last_and_old_parts_stay() -> None:
    before = book(worksheet(""))
    after = done(before, SHEET)
    assert opened_by_openpyxl(after).sheetnames == ["Sheet1", "检查结果"]
    assert "xl/worksheets/sheet1.xml" not in changed(before, after)
    assert 'sheetId="2"' in part(after, "xl/workbook.xml")
    assert 'fullCalcOnLoad="1"' in part(after, "xl/workbook.xml")


def test_two_sheets_and_tables_get_numbers_of_their_own() -> None:
    after = done(book(worksheet("")), AddSheet("a", ("x",)), AddSheet("b", ("x",), ((1,),)))
    book_read = opened_by_openpyxl(after)
    assert [list(book_read[name].tables) for name in ("a", "b")] == [["tblSheet1"], ["tblSheet2"]]
    assert refs(part(after, "xl/tables/table2.xml"), "id")[0] == "2"
    assert book_read["a"].tables["tblSheet1"].ref == "A1:A2"


def test_what_follows_may_work_on_it() -> None:
    after = done(
        book(worksheet("")),
        SHEET,
        AppendRows("tblFindings", ({"编号": "P3"},)),
        put("检查结果!B2", 1),
        SetNote(cell("检查结果!A1"), "说明"),
    )
    assert all_shown(after, "检查结果")[4, 1] == "P3"
    assert all_shown(after, "检查结果")[2, 2] == 1
    comment = opened_by_openpyxl(after)["检查结果"]["A1"].comment
    assert comment is not None
    assert comment.text == "说明"


@pytest.mark.parametrize("visibility", ["visible", "hidden", "veryHidden"])
def test_it_may_be_hidden(visibility: Visibility) -> None:
    after = done(book(worksheet("")), AddSheet("_x", ("k",), visibility=visibility))
    assert opened_by_openpyxl(after)["_x"].sheet_state == visibility


def test_widths_follow_the_content_or_the_caller() -> None:
    wide = AddSheet("w", ("a", "很长很长的标题很长", "c"), (("x" * 90, "", 1),), widths=(11.5,))
    columns = sheet_of(done(book(worksheet("")), wide), 2)
    assert '<col min="1" max="1" width="11.5" customWidth="1"/>' in columns
    assert '<col min="2" max="2" width="23" customWidth="1"/>' in columns
    assert '<col min="3" max="3" width="8" customWidth="1"/>' in columns
    assert 'width="40"' in sheet_of(done(book(worksheet("")), AddSheet("w", ("a",), (("x" * 90,),))), 2)


def test_a_heading_with_marks_and_line_breaks_equals_its_column() -> None:
    after = done(book(worksheet("")), AddSheet("h", ('a "b" <c> & d', "two\nlines", "_x0041_")))
    assert 'name="a &quot;b&quot; &lt;c&gt; &amp; d"' in part(after, "xl/tables/table1.xml")
    assert 'name="two_x000a_lines"' in part(after, "xl/tables/table1.xml")
    assert all_shown(after, "h") == {(1, 1): 'a "b" <c> & d', (1, 2): "two\nlines", (1, 3): "_x0041_"}
    assert shown(done(after, AppendRows("tblSheet1", ({"two\nlines": 1, "_x0041_": 2},))), "h!B2") == 1


def test_a_workbook_without_styles_gets_some() -> None:
    after = done(book(worksheet(""), styles=None), SHEET)
    assert look(after, "检查结果!C2") == "yyyy-mm-dd"
    assert opened_by_openpyxl(after)["检查结果"]["D2"].font.u == "single"


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize(
    ("fonts", "fills", "kept"),
    [
        ("", "", []),
        ("<font/>", "<fill/>", ["<fill/>"]),
        ("<font/>", "<fill/><fill/><fill/>", ["<fill/>"] * 3),
    ],
)
def test_our_looks_become_neither_the_font_of_all_nor_a_reserved_fill(
    fonts: str, fills: str, kept: list[str], prefix: str
) -> None:
    boxes = (f"<fonts>{fonts}</fonts>" if fonts else "") + (f"<fills>{fills}</fills>" if fills else "")
    bare = f'<styleSheet xmlns="{MAIN}">{boxes}</styleSheet>'
    if prefix:
        bare = re.sub("<(/?)", r"<\1x:", bare).replace("xmlns=", "xmlns:x=")
    after = part(done(book(worksheet(""), styles=bare), SHEET), "xl/styles.xml")
    after = after.replace(prefix, "") if prefix else after
    found = re.findall("<fill>.*?</fill>|<fill/>", after)
    reserved = [f'<fill><patternFill patternType="{kind}"/></fill>' for kind in ("none", "gray125")]
    assert found[:-1] == kept + reserved[len(kept) :]
    assert f'fillId="{len(found) - 1}"' in after
    assert f'<fills count="{len(found)}">' in after
    boxes_now = re.findall("<(numFmts|fonts|fills|cellXfs) count", after.replace("<fonts>", "<fonts count"))
    assert boxes_now == ["numFmts", "fonts", "fills", "cellXfs"]
    letters = re.findall("<font>.*?</font>|<font/>", after)
    assert letters[0] == (fonts or '<font><sz val="11"/><name val="Calibri"/></font>')
    assert len(letters) == 3
    assert "<b/>" in letters[1] + letters[2]


def test_a_font_of_ours_has_its_parts_in_the_order_the_schema_asks_for() -> None:
    font = '<font><name val="Calibri"/><family val="2"/><color theme="1"/><sz val="11"/><odd/></font>'
    styles = f'<styleSheet xmlns="{MAIN}"><fonts count="1">{font}</fonts></styleSheet>'
    after = part(done(book(worksheet(""), styles=styles), SHEET), "xl/styles.xml")
    assert after.count(font) == 1
    ours = re.findall("<font>.*?</font>", after)[1:]
    orders = [re.findall(r"<(\w+)", one)[1:] for one in ours]
    assert ["b", "sz", "color", "name", "family", "odd"] in orders
    assert ["u", "sz", "color", "name", "family", "odd"] in orders


def test_a_formula_may_name_its_own_sheet_and_table() -> None:
    own = AddSheet("n", ("a", "b"), ((1, Formula("tblN[[#This Row],[a]]+n!A2", 2)),), table="tblN")
    assert all_shown(done(book(worksheet("")), own), "n")[2, 2] == 2
    with pytest.raises(EditRefused, match=r"n!B2.*column “c”"):
        done(book(worksheet("")), AddSheet("n", ("a", "b"), ((1, Formula("tblN[c]", 2)),), table="tblN"))


def test_formulas_without_a_value_are_told() -> None:
    from sheetsales.backends.ooxml.apply import check_plan
    from sheetsales.cells.edits import EditPlan

    plan = EditPlan((AddSheet("f", ("a",), ((Formula("1+1"),), (Formula("Sheet1!A1", 0),))),))
    assert "f!A2" in check_plan(book(worksheet("")), plan).notices[0].en


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (AddSheet("sheet1", ("a",)), "already a sheet"),
        (AddSheet("a" * 32, ("a",)), "cannot name a sheet"),
        (AddSheet("a/b", ("a",)), "cannot name a sheet"),
        (AddSheet("'a", ("a",)), "cannot name a sheet"),
        (AddSheet(" ", ("a",)), "cannot name a sheet"),
        (AddSheet("History", ("a",)), "cannot name a sheet"),
        (AddSheet("a", ()), "no headings"),
        (AddSheet("a", ("x", " ")), "a!B1"),
        (AddSheet("a", ("x", "X")), "a!B1 is there twice"),
        (AddSheet("a", ("x",), ((1, 2),)), "a!B2 has no heading"),
        (AddSheet("a", ("x",), table="Q4"), "cannot name a table"),
        (AddSheet("a", ("x",), table="R1C1"), "cannot name a table"),
        (AddSheet("a", ("x",), table="a b"), "cannot name a table"),
        (AddSheet("a", ("x",), table="TAKEN"), "is taken"),
        (AddSheet("a", ("x",), ((float("inf"),),)), "a!A2"),
        (AddSheet("a", ("x",), ((Formula("Nope!A1", 1),),)), "a!A2.*Nope"),
    ],
)
def test_what_excel_would_not_take(edit: AddSheet, why: str) -> None:
    names = '<definedNames><definedName name="taken">Sheet1!$A$1</definedName></definedNames>'
    with pytest.raises(EditRefused, match=why):
        done(book(worksheet(""), workbook=names), edit)


def test_a_table_name_of_another_table_is_taken() -> None:
    before = written(lambda opened: opened.add_worksheet("S").add_table("A1:B3", {"name": "tblSheet1"}))
    with pytest.raises(EditRefused, match="is taken"):
        done(before, AddSheet("a", ("x",), table="TBLSHEET1"))
    assert "tblSheet2" in part(done(before, AddSheet("a", ("x",))), "xl/tables/table2.xml")


def test_a_protected_structure_is_respected() -> None:
    before = book(worksheet(""), workbook='<workbookProtection lockStructure="1"/><!--sheets-->')
    with pytest.raises(EditRefused, match="structure is protected"):
        done(before, SHEET)
    assert "检查结果" in opened_by_openpyxl(done(before, SHEET, allow_protected=True)).sheetnames


def test_a_sheet_id_that_the_calculation_chain_names_is_not_free() -> None:
    """The chain of some files still names sheets that were deleted."""
    chain = f'<calcChain xmlns="{MAIN}"><c r="B1" i="7"/></calcChain>'
    links_of_book = links(
        ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId9", "calcChain", "calcChain.xml")
    )
    more = {"xl/calcChain.xml": chain, "xl/_rels/workbook.xml.rels": links_of_book}
    after = done(book(styles=None, more=more), AddSheet("New", ("h",)))
    assert 'sheetId="8"' in part(after, "xl/workbook.xml")


def test_ids_that_a_chain_names_are_not_free_though_nothing_leads_to_it() -> None:
    kinds = types(
        **{
            "xl/workbook.xml": SML + "sheet.main+xml",
            "xl/worksheets/sheet1.xml": SML + "worksheet+xml",
            "xl/calcChain.xml": SML + "calcChain+xml",
        }
    )
    chain = f'<calcChain xmlns="{MAIN}"><c r="B1" i="2"/></calcChain>'
    before = book(worksheet(""), styles=None, more={"[Content_Types].xml": kinds, "xl/calcChain.xml": chain})
    assert 'sheetId="3"' in part(done(before, SHEET), "xl/workbook.xml")
