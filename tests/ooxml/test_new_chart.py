"""Charts beside the Table of a new sheet: what they draw on, what they remember, and that they grow with their rows."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from sheetsales.cells.charts import Chart, ChartKind
from sheetsales.cells.edits import AddSheet, EditPlan, ReplaceRows
from sheetsales.cells.plan_json import plan_to_json, read_plan
from sheetsales.cells.values import EditValue, Formula
from sheetsales.errors import EditRefused, PlanError
from tests.ooxml.books import (
    DOCUMENT,
    MAIN,
    all_shown,
    book,
    done,
    opened_by_openpyxl,
    part,
    parts_of,
    worksheet,
    zipped,
)

HEADINGS = ("人 员", "负荷", "轮流 & 别的")
ROWS = (("赵<1>", 0.5, Decimal("1.25")), ("林", Formula("1+1", 2), None), (None, True, "—"))


def _sheet(*charts: Chart, name: str = "分配") -> AddSheet:
    return AddSheet(name, HEADINGS, ROWS, "tblLoad", charts=charts)


@pytest.mark.parametrize(
    ("kind", "plot"), [("bar", "barChart"), ("column", "barChart"), ("line", "lineChart")]
)
def test_a_chart_draws_on_its_columns_and_remembers_them(kind: ChartKind, plot: str) -> None:
    after = done(book(worksheet("")), _sheet(Chart("负荷 <对比>", HEADINGS[0], HEADINGS[1:], kind, "0%")))
    xml = part(after, "xl/charts/chart1.xml")
    assert f"<c:{plot}>" in xml
    assert "<a:t>负荷 &lt;对比&gt;</a:t>" in xml
    assert xml.count("<c:f>分配!$A$2:$A$4</c:f>") == 2
    assert "<c:f>分配!$B$2:$B$4</c:f>" in xml
    assert "<c:v>轮流 &amp; 别的</c:v>" in xml
    assert '<c:pt idx="0"><c:v>0.5</c:v></c:pt><c:pt idx="1"><c:v>2</c:v></c:pt></c:numCache>' in xml
    assert '<c:pt idx="0"><c:v>1.25</c:v></c:pt></c:numCache>' in xml
    assert "<c:v>赵&lt;1&gt;</c:v>" in xml
    charts = opened_by_openpyxl(after)["分配"]._charts  # type: ignore[attr-defined]
    assert len(charts) == 1


def test_several_charts_share_a_drawing() -> None:
    one, two = Chart("一", HEADINGS[0], HEADINGS[1:2]), Chart("二", HEADINGS[0], HEADINGS[2:], row=22)
    after = done(book(worksheet("")), _sheet(one, two))
    drawing = part(after, "xl/drawings/drawing1.xml")
    assert drawing.count("<xdr:oneCellAnchor>") == 2
    assert "<xdr:row>21</xdr:row>" in drawing
    assert 'descr="一"' in drawing
    assert "<c:legend>" not in part(after, "xl/charts/chart2.xml")


def test_a_chart_follows_the_rows_of_its_table() -> None:
    before = done(book(worksheet("")), _sheet(Chart("负荷", HEADINGS[0], HEADINGS[1:2])))
    rows: tuple[dict[str, EditValue], ...] = tuple(
        {HEADINGS[0]: f"P{n}", HEADINGS[1]: n / 10} for n in range(1, 6)
    )
    xml = part(done(before, ReplaceRows("tblLoad", rows)), "xl/charts/chart1.xml")
    assert "<c:f>分配!$B$2:$B$6</c:f>" in xml
    assert '<c:ptCount val="5"/>' in xml
    assert "<c:v>P5</c:v>" in xml


def test_strict_workbooks_get_strict_charts() -> None:
    strict = {
        name: content.replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            DOCUMENT.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        for name, content in parts_of(book(worksheet(""), styles=None)).items()
    }
    after = done(zipped(strict), _sheet(Chart("负荷", HEADINGS[0], HEADINGS[1:2])))
    assert "http://purl.oclc.org/ooxml/drawingml/chart" in part(after, "xl/charts/chart1.xml")
    assert all_shown(after, "分配")[2, 2] == 0.5


def test_a_heading_that_is_not_there_is_refused() -> None:
    with pytest.raises(EditRefused, match="金额"):
        done(book(worksheet("")), _sheet(Chart("负荷", HEADINGS[0], ("金额",))))


def test_a_plan_carries_charts() -> None:
    plan = EditPlan((_sheet(Chart("负荷", HEADINGS[0], HEADINGS[1:], "line", "0%", 4, 500, 300)),))
    assert read_plan(json.dumps(plan_to_json(plan))) == plan
    document = plan_to_json(plan)
    document["edits"][0]["charts"][0]["kind"] = "pie"
    with pytest.raises(PlanError):
        read_plan(json.dumps(document))
