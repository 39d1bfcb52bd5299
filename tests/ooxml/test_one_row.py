"""A body of one row is a body: what covers it covers the rows that come, as with longer ones."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from sheetsales.backends.memory import MemoryBook
from sheetsales.backends.ooxml.apply import check_plan
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.edits import AppendRows, Edit, EditPlan, InsertRows, ReplaceRows
from sheetsales.cells.values import EditValue
from tests.ooxml.books import done, part, parts_of, refs, sheet_of, written, zipped

ROWS: tuple[dict[str, EditValue], ...] = ({"a": "n1", "b": 10}, {"a": "n2", "b": 20})
BODIES = (1, 2, 3)


def body(count: int, *, heading: bool = True) -> bytes:
    """Table ``tbl`` of columns a and b from A1 on, and everything that refers to its rows."""
    first, last = (2, count + 1) if heading else (1, count)

    def fill(opened: Any) -> None:
        sheet, other = opened.add_worksheet(), opened.add_worksheet("Other")
        rows = [[f"x{n}", n] for n in range(count)]
        columns = [{"header": "a"}, {"header": "b"}]
        options = {
            "name": "tbl",
            "columns": columns,
            "data": rows,
            "header_row": heading,
            "autofilter": False,
        }
        sheet.add_table(first - 1 - heading, 0, last - 1, 1, options)
        area = f"B{first}:B{last}"
        sheet.write_formula("H40", f"SUM({area})")
        other.write_formula("A1", f"SUM(Sheet1!{area})*Sheet1!$B${first}")
        sheet.write_formula(f"D{first}", f"SUM(A{first}:B{first})")
        bold = opened.add_format({"bold": True})
        formula = {
            "type": "formula",
            "criteria": f"=COUNTIF($A${first}:$A${last},$A{first})>1",
            "format": bold,
        }
        sheet.conditional_format(first - 1, 0, last - 1, 1, formula)
        checked = {"validate": "custom", "value": f"=LEN($A{first})>0"}
        sheet.data_validation(first - 1, 0, last - 1, 0, checked)
        cells = f"$B${first}:$B${last}" if count > 1 else f"$B${first}"
        other.data_validation("B1", {"validate": "list", "source": f"=Sheet1!{cells}"})
        other.data_validation("B2", {"validate": "decimal", "criteria": ">", "value": f"=Sheet1!$B${first}"})
        sheet.add_sparkline("J40", {"range": f"Sheet1!{area}"})
        sheet.add_sparkline(f"K{first}", {"range": f"Sheet1!A{first}:B{first}"})
        opened.define_name("body", f"=Sheet1!$B${first}:$B${last}")
        chart = opened.add_chart({"type": "bar"})
        chart.add_series({"values": f"=Sheet1!{cells}"})
        other.insert_chart("D4", chart)

    return written(fill)


def facts(data: bytes) -> dict[str, list[str]]:
    """Every reference of the workbook, by where it stands."""
    sheet, other = sheet_of(data), sheet_of(data, 2)
    return {
        "table": refs(part(data, "xl/tables/table1.xml"), "ref")[:1],
        "names": re.findall(r"<definedName [^>]*>([^<]*)", part(data, "xl/workbook.xml")),
        "formulas": re.findall(r"<f>([^<]*)", sheet + other),
        "rules": refs(sheet, "sqref") + re.findall(r"<formula1?>([^<]*)", sheet + other),
        "sparklines": sorted(re.findall(r"<xm:f>([^<]*)", sheet)),
        "chart": re.findall(r"<c:f>([^<]*)", part(data, "xl/charts/chart1.xml")),
    }


def expected(first: int, last: int, moved: int) -> dict[str, list[str]]:
    """All rows from the first to the last; what stood in the first row stands ``moved`` rows further down."""
    row, below = first + moved, f"Sheet1!$B${first}:$B${last}"
    return {
        "table": [f"A1:B{last}"],
        "names": [below],
        "formulas": [f"SUM(A{row}:B{row})", f"SUM(B{first}:B{last})", f"SUM(Sheet1!B{first}:B{last})*Sheet1!$B${row}"],
        "rules": [
            f"A{first}:B{last}",
            f"A{first}:A{last}",
            f"COUNTIF($A${first}:$A${last},$A{first})&gt;1",
            f"LEN($A{first})&gt;0",
            below,
            f"Sheet1!$B${row}",
        ],
        "sparklines": [f"Sheet1!A{row}:B{row}", f"Sheet1!B{first}:B{last}"],
        "chart": [below],
    }  # fmt: skip


@pytest.mark.parametrize("heading", [True, False])
@pytest.mark.parametrize("count", BODIES)
def test_rows_inserted_at_the_top_belong_to_the_body(count: int, heading: bool) -> None:
    first = 2 if heading else 1
    before = body(count, heading=heading)
    rows = ROWS if heading else _unnamed(before)
    after = done(before, InsertRows("tbl", first, rows))
    assert facts(after) == expected(first, first + count + 1, moved=2)


@pytest.mark.parametrize("heading", [True, False])
@pytest.mark.parametrize("count", BODIES)
def test_the_workbook_in_memory_knows_the_same_body(count: int, heading: bool, tmp_path: Path) -> None:
    before, first = body(count, heading=heading), 2 if heading else 1
    edit = InsertRows("tbl", first, ROWS if heading else _unnamed(before))
    path = tmp_path / "a.xlsx"
    path.write_bytes(before)
    memory = MemoryBook(read_workbook(path))
    memory.apply(EditPlan((edit,)))
    grid = memory.read().grid("Sheet1")
    assert grid is not None
    assert [grid.tables[0].area.a1] == facts(done(before, edit))["table"]


@pytest.mark.parametrize("heading", [True, False])
@pytest.mark.parametrize("count", BODIES)
@pytest.mark.parametrize("kind", [AppendRows, ReplaceRows])
def test_rows_that_follow_belong_to_the_body(kind: Any, count: int, heading: bool) -> None:
    first = 2 if heading else 1
    before = body(count, heading=heading)
    rows = ROWS if heading else _unnamed(before)
    edit: Edit = kind("tbl", rows * 2)
    last = first + 3 + (count if kind is AppendRows else 0)
    found, wanted = facts(done(before, edit)), expected(first, last, moved=0)
    # formulas that people wrote into cells stay as they are; what they leave out is told
    assert {**found, "formulas": []} == {**wanted, "formulas": []}
    assert found["formulas"] == facts(before)["formulas"]


def test_a_formula_over_its_own_row_leaves_no_rows_out() -> None:
    before = body(1)
    told = " ".join(t.en for t in check_plan(before, EditPlan((AppendRows("tbl", ROWS),))).notices)
    assert "H40" in told
    assert "Other!A1" in told
    assert "D2" not in told


def test_rows_inserted_further_down_leave_rules_their_first_row() -> None:
    after = facts(done(body(3), InsertRows("tbl", 3, ROWS)))
    assert after == expected(2, 6, moved=0)


def test_a_rule_that_begins_at_a_row_further_down_goes_with_it() -> None:
    parts = parts_of(body(3))
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    sheet = sheet.replace('conditionalFormatting sqref="A2:B4"', 'conditionalFormatting sqref="A3:B4"')
    sheet = sheet.replace("$A$2:$A$4,$A2", "$A$3:$A$4,$A3")
    after = done(zipped({**parts, "xl/worksheets/sheet1.xml": sheet}), InsertRows("tbl", 2, ROWS))
    assert 'conditionalFormatting sqref="A5:B6"' in sheet_of(after)
    assert "COUNTIF($A$5:$A$6,$A5)" in sheet_of(after)


def test_a_calculated_columns_own_formula_reads_as_in_the_first_row() -> None:
    def fill(opened: Any) -> None:
        columns = [{"header": "a"}, {"header": "b", "formula": "A2*2+$A$2"}]
        opened.add_worksheet().add_table("A1:B2", {"name": "tbl", "columns": columns, "data": [[1]]})

    after = done(written(fill), InsertRows("tbl", 2, ({"a": 5},)))
    assert "<calculatedColumnFormula>A2*2+$A$3<" in part(after, "xl/tables/table1.xml")
    assert re.findall("<f>([^<]*)", sheet_of(after)) == ["A2*2+$A$3", "A3*2+$A$3"]


def _unnamed(data: bytes) -> tuple[dict[str, EditValue], ...]:
    names = refs(part(data, "xl/tables/table1.xml"), "name")[1:3]
    return tuple(dict(zip(names, row.values(), strict=True)) for row in ROWS)
