"""Drop-downs given to more cells: the column's own rule widened, all other rules byte for byte as they were."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sheetsales.backends.ooxml.looks_read import read_looks
from sheetsales.cells.address import Area, parse_area
from sheetsales.cells.edits import SetValidation
from sheetsales.cells.looks import ValidationRule, is_relative
from sheetsales.errors import EditConflict, EditRefused, NotAWorkbook
from tests.ooxml.books import book, done, sheet_of, worksheet

ROWS = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row><row r="2"><c r="A2"><v>1</v></c><c s="1" r="B2"/></row>'
X14 = (
    '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidations count="1">'
    '<x14:dataValidation type="list"><x14:formula1><xm:f>Sheet1!$Z$1:$Z$3</xm:f></x14:formula1>'
    "<xm:sqref>C2:C4</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
)


def rules(*inner: str) -> str:
    return f'<dataValidations count="{len(inner)}">{"".join(inner)}</dataValidations>'


def a_list(sqref: str, source: str = "lst_stage", more: str = "") -> str:
    return f'<dataValidation type="list" allowBlank="1"{more} sqref="{sqref}"><formula1>{source}</formula1></dataValidation>'


def drop(area: str, source: str | tuple[str, ...] = "lst_stage") -> SetValidation:
    found = parse_area(f"Sheet1!{area}")
    assert found is not None
    return SetValidation(found, source)


def sqrefs(xml: str) -> list[str]:
    return re.findall(r'sqref="([^"]*)"|<xm:sqref>([^<]*)<', xml) and [
        a or b for a, b in re.findall(r'sqref="([^"]*)"|<xm:sqref>([^<]*)<', xml)
    ]


def test_the_rule_that_is_there_takes_the_cells_in_and_keeps_its_words() -> None:
    other = a_list("B2:B9", "lst_team")
    data = book(worksheet(ROWS, rules(a_list("A2:A9 A13:A40", more=' errorTitle="?"'), other)))
    xml = sheet_of(done(data, drop("A10:A11"), drop("A12")))
    assert a_list("A2:A40", more=' errorTitle="?"') in xml
    assert other in xml


def test_a_rule_of_newer_excels_is_widened_in_its_own_words() -> None:
    data = book(worksheet(ROWS, X14))
    xml = sheet_of(done(data, drop("C5:C6", "Sheet1!$Z$1:$Z$3")))
    assert xml == worksheet(ROWS, X14.replace("C2:C4", "C2:C6"))


def test_a_new_rule_warns_and_never_stops() -> None:
    xml = sheet_of(done(book(worksheet(ROWS)), drop("A2:A5", ("赢单", "<输单>")), drop("B2")))
    assert '<dataValidations count="2">' in xml
    assert '<formula1>"赢单,&lt;输单&gt;"</formula1>' in xml
    assert sqrefs(xml) == ["A2:A5", "B2"]
    assert xml.count('errorStyle="warning"') == 2


def test_a_cell_that_has_a_rule_by_now_is_a_conflict() -> None:
    data = book(
        worksheet(
            ROWS,
            rules(
                a_list("A2:A9"),
                '<dataValidation type="whole" sqref="B5"><formula1>1</formula1></dataValidation>',
            ),
        )
    )
    for area in ("A9:A10", "B4:B6"):
        with pytest.raises(EditConflict, match=area):
            done(data, drop(area))


def test_a_list_that_counts_from_its_first_cell_keeps_that_cell() -> None:
    source = "OFFSET($Z$1,MATCH($B4,$Y$1:$Y$9,0),0,2,1)"
    data = book(worksheet(ROWS, rules(a_list("A4:A9", source))))
    assert sqrefs(sheet_of(done(data, drop("A10", source)))) == ["A4:A10"]
    assert sqrefs(sheet_of(done(data, drop("A2", source)))) == ["A4:A9", "A2"]
    assert is_relative(source)
    assert not is_relative('lst_stage&"A1"')


@pytest.mark.parametrize(
    "edit",
    [
        drop("A2", ("a,b",)),
        drop("A2", ("",)),
        drop("A2", tuple("abcdefghi" * 40)),
        drop("A2", "tblX[Stage]"),
        drop("A2", "Nowhere!$A$1:$A$3"),
        SetValidation(Area("Sheet1", 0, 1, 1, 1), "lst_stage"),
        SetValidation(Area("Gone", 1, 1, 1, 1), "lst_stage"),
    ],
)  # fmt: skip
def test_what_excel_would_not_take_is_refused(edit: SetValidation) -> None:
    with pytest.raises(EditRefused):
        done(book(worksheet(ROWS)), edit)


def test_a_protected_sheet_keeps_its_rules() -> None:
    data = book(worksheet(ROWS, '<sheetProtection sheet="1"/>'))
    with pytest.raises(EditRefused, match="Sheet1"):
        done(data, drop("A2"))
    assert "lst_stage" in sheet_of(done(data, drop("A2"), allow_protected=True))


def test_looks_are_read_by_column_and_row(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(book(worksheet(ROWS, rules(a_list("A2:A9")) + X14)))
    looks = read_looks(path, {"Sheet1": {1, 2}})["Sheet1"]
    assert looks.formats == {1: {1: "General", 2: "General"}, 2: {2: "mm-dd-yy"}}
    assert looks.rules == (
        ValidationRule((Area("Sheet1", 2, 1, 9, 1),), "lst_stage"),
        ValidationRule((Area("Sheet1", 2, 3, 4, 3),), "Sheet1!$Z$1:$Z$3"),
    )
    assert read_looks(path, {"Sheet1": ()})["Sheet1"].formats == {}


def test_a_broken_sheet_is_told_as_one(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(book("<worksheet><sheetData><"))
    with pytest.raises(NotAWorkbook):
        read_looks(path, {"Sheet1": {1}})
