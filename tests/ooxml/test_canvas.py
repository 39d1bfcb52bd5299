"""A sheet laid out freely: cells with looks, a Table where it says, charts over its cells, how it prints."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sheetsales.backends.clicks.inverse import Carried, inverse
from sheetsales.backends.memory import MemoryBook
from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.backends.ooxml.formula_texts import formula_texts
from sheetsales.backends.placing.changes import Change
from sheetsales.backends.placing.told import changes_from_json, changes_to_json
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.canvas import AreaChart, AreaSeries, AreaSignal, Canvas, CellLook, Drawn
from sheetsales.cells.edits import AddSheet, EditPlan, SetCell
from sheetsales.cells.plan_json import plan_to_json, read_plan
from sheetsales.cells.values import Formula, Link
from sheetsales.errors import EditRefused, PlanError
from tests.ooxml.books import book, cell, done, opened_by_openpyxl, part, shown, worksheet

TITLE, HEADING, MONEY = range(3)
CHART = AreaChart(
    "ss_dash_1",
    (2, 1),
    "column",
    (5, 1, 6, 1),
    (AreaSeries((4, 2), (5, 2, 6, 2), "1F4E79"), AreaSeries((4, 3), (5, 3, 6, 3), "1F2937", marks=True)),
    (8, 1),
    400,
    220,
    "#,##0",
    "Microsoft YaHei",
)
CANVAS = Canvas(
    (
        CellLook(bold=True, size=16, colour="1F4E79"),
        CellLook(bold=True, colour="FFFFFF", fill="1F4E79", align="center", wrap=True),
        CellLook(number_format="#,##0", line="E5E7EB", align="right"),
    ),
    (
        Drawn(1, 1, "看板", TITLE),
        Drawn(2, 1, Formula('"共 "&SUM(tblBoard[实际])', "共 30"), -1),
        Drawn(2, 3, Link("Sheet1!A1", "去看"), -1),
        Drawn(7, 2, None, MONEY),
    ),
    last=(20, 5),
    top=4,
    headings=(HEADING,) * 3,
    fitted=((5, 31.0),),
    merged=((7, 2, 7, 3),),
    body=(-1, MONEY, MONEY),
    heights=((1, 26.0),),
    signals=(AreaSignal((5, 2, 6, 2), "B5<C5", "C62828", "FBE9E9"),),
    charts=(CHART,),
    frozen=5,
    repeated=(4, 4),
    landscape=False,
    footer="&L&A",
    tab="1F4E79",
)
SHEET = AddSheet(
    "看板", ("姓名", "实际", "目标"), (("林", 10, 12), ("王", 20, None)), "tblBoard", widths=(20, 12, 12), canvas=CANVAS
)  # fmt: skip


def test_cells_table_and_print_set_up_stand_as_laid_out() -> None:
    after = done(book(worksheet("")), SHEET)
    sheet = opened_by_openpyxl(after)["看板"]
    assert sheet.tables["tblBoard"].ref == "A4:C6"
    assert [c.value for c in sheet[5]] == ["林", 10, 12]
    assert (sheet["A1"].font.sz, sheet["A1"].font.b, sheet["A4"].alignment.horizontal) == (16, True, "center")
    assert (sheet["B5"].number_format, sheet["A1"].alignment.vertical) == ("#,##0", "center")
    assert (shown(after, "看板!A2"), shown(after, "看板!C2")) == ("共 30", "去看")
    assert sheet.freeze_panes == "A5"
    assert [str(area) for area in sheet.merged_cells.ranges] == ["B7:C7"]
    assert '<dimension ref="A1:C7"/>' in part(after, "xl/worksheets/sheet2.xml")
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.print_area == "'看板'!$A$1:$E$20"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("portrait", 0)
    assert [sheet.row_dimensions[row].height for row in (1, 5)] == [26, 31]
    assert '<row r="5" ht="31"><c' in part(after, "xl/worksheets/sheet2.xml"), "this one follows what it says"
    (found,) = sheet.conditional_formatting
    assert (str(found.sqref), found.rules[0].formula) == ("B5:B6", ["B5<C5"])


def test_the_chart_says_what_its_cells_hold() -> None:
    xml = part(done(book(worksheet("")), SHEET), "xl/charts/chart1.xml")
    assert "看板!$A$2" in xml
    assert "<c:v>共 30</c:v>" in xml
    assert 'typeface="Microsoft YaHei"' in xml
    assert "看板!$B$5:$B$6" in xml
    assert '<c:ptCount val="2"/><c:pt idx="0"><c:v>10</c:v></c:pt><c:pt idx="1"><c:v>20</c:v></c:pt>' in xml
    assert '<c:ptCount val="2"/><c:pt idx="0"><c:v>12</c:v></c:pt></c:numCache>' in xml, "a blank is a gap"
    assert xml.index("<c:barChart>") < xml.index("<c:lineChart>")
    assert '<c:symbol val="dash"/>' in xml


def test_other_kinds_of_charts_and_a_sheet_without_a_table() -> None:
    line = replace(CHART, kind="line", series=CHART.series[:1], font="")
    cells = (Drawn(4, 1, "a", -1), Drawn(4, 2, "x", -1), Drawn(5, 1, 1, -1), Drawn(5, 2, 2, -1))
    canvas = Canvas(
        (), cells, last=(9, 3), charts=(line, replace(line, name="b", kind="bar", series=CHART.series[1:]))
    )
    after = done(book(worksheet("")), AddSheet("图", (), canvas=canvas))
    assert opened_by_openpyxl(after)["图"].tables == {}
    assert "<c:lineChart>" in part(after, "xl/charts/chart1.xml")
    assert "<c:barChart>" not in part(after, "xl/charts/chart2.xml")
    assert "legend" not in part(after, "xl/charts/chart1.xml")


def test_no_charts_no_drawing() -> None:
    after = done(book(worksheet("")), AddSheet("空", (), canvas=Canvas((), (), last=(1, 1))))
    assert "<drawing" not in part(after, "xl/worksheets/sheet2.xml")


def test_a_chart_follows_the_cells_written_later() -> None:
    after = done(book(worksheet("")), SHEET, SetCell(cell("看板!B5"), 17))
    assert '<c:pt idx="0"><c:v>17</c:v></c:pt>' in part(after, "xl/charts/chart1.xml")


def test_the_plan_reads_back_the_same() -> None:
    plan = EditPlan((SHEET,))
    assert read_plan(json.dumps(plan_to_json(plan))) == plan


@pytest.mark.parametrize(
    "wrong", ['"x"', "{}", '{"cells": [[1, 2]]}', '{"cells": [], "last": [1, 1], "looks": [], "x": 1}', '{"cells": [], "last": 3}']
)  # fmt: skip
def test_a_layout_that_is_none(wrong: str) -> None:
    text = (
        f'{{"version": 1, "edits": [{{"op": "add_sheet", "name": "S", "headings": [], "canvas": {wrong}}}]}}'
    )
    with pytest.raises(PlanError, match=r"canvas"):
        read_plan(text)


Wrong = Callable[[Canvas], Canvas]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (lambda c: replace(c, cells=(Drawn(0, 1, "x", -1),)), "row 0"),
        (lambda c: replace(c, cells=(Drawn(1, 1, "x", 3),)), "no look 3"),
        (lambda c: replace(c, tab="red"), "“red” is no colour"),
        (lambda c: replace(c, looks=(CellLook(number_format="[x"),) * 3), "[x"),
        (lambda c: replace(c, signals=(AreaSignal((1, 1, 2_000_000, 1), "A1", "FFFFFF"),)), "row 2000000"),
        (lambda c: replace(c, cells=(Drawn(1, 1, "x" * 40_000, -1),)), "A1"),
    ],
)
def test_what_cannot_be_laid_out(wrong: Wrong, told: str) -> None:
    with pytest.raises(EditRefused) as refused:
        done(book(worksheet("")), replace(SHEET, canvas=wrong(CANVAS)))
    assert told in refused.value.text.en


def test_an_open_workbook_does_not_take_it(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(book(worksheet("")))
    with pytest.raises(EditRefused) as refused:
        MemoryBook(read_workbook(path)).apply(EditPlan((SHEET,)))
    assert "Save and close it" in refused.value.text.en


def test_undoing_empties_it(tmp_path: Path) -> None:
    before, after, undone = (tmp_path / name for name in ("before.xlsx", "after.xlsx", "undone.xlsx"))
    before.write_bytes(book(worksheet("")))
    plan, carried = EditPlan((SHEET,)), list[Change]()
    apply_plan(before, plan, after, carried=carried)
    told = changes_from_json(changes_to_json(carried))
    run = Carried(plan, read_workbook(before), told, lambda cells: formula_texts(before, cells))
    apply_plan(after, inverse(run, read_workbook(after), lambda cells: formula_texts(after, cells)), undone)
    sheet = opened_by_openpyxl(undone.read_bytes())["看板"]
    left = {c.coordinate: c.value for row in sheet.iter_rows() for c in row if c.value is not None}
    assert left == {"A4": "姓名", "B4": "实际", "C4": "目标"}
