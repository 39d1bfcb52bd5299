import datetime as dt
import zipfile
from pathlib import Path

import pytest

from sheetsales.look import charts, styles
from sheetsales.look.charts import ChartKind
from sheetsales.look.workbook import open_workbook

NAMES, VALUES = "='Data'!$A$1:$A$3", "='Data'!$B$1:$B$3"


def chart_part(path: Path, kind: ChartKind, **options: bool) -> str:
    workbook = open_workbook(path, "zh", title="t", today=dt.date(2026, 11, 2))
    sheet = workbook.add_worksheet("Data")
    for row, (name, value) in enumerate((("报价", 12), ("谈判", 4), ("成交", 3))):
        sheet.write_row(row, 0, [name, value])
    chart = charts.new_chart(
        workbook,
        kind,
        "zh",
        "报价→谈判 只过 31%",
        stacked=options.get("stacked", False),
        legend=options.get("legend", False),
    )
    points = charts.highlight(3, 1, colour=styles.BAD) if options.get("points") else ()
    if kind == "line":
        chart.add_series(charts.line_series("目标", NAMES, VALUES, thin=options.get("thin", False)))
    else:
        chart.add_series(
            charts.series(
                "单数",
                NAMES,
                VALUES,
                "zh",
                label_format="0" if options.get("labels") else None,
                points=points,
            )
        )
    if options.get("axis"):
        charts.show_value_axis(chart, kind, "zh", "#,##0", least=None if options.get("free") else 0)
    sheet.insert_chart("D1", chart)
    workbook.close()
    with zipfile.ZipFile(path) as package:
        return package.read("xl/charts/chart1.xml").decode()


def axis(part: str, name: str) -> str:
    return part.partition(f"<c:{name}>")[2].partition(f"</c:{name}>")[0]


@pytest.mark.parametrize("kind", ["bar", "column"])
def test_bars_start_at_zero_without_legend_or_gridlines(tmp_path: Path, kind: ChartKind) -> None:
    part = chart_part(tmp_path / "c.xlsx", kind, labels=True)
    assert '<c:min val="0"/>' in axis(part, "valAx")
    assert '<c:delete val="1"/>' in axis(part, "valAx")
    assert "majorGridlines" not in part
    assert "<c:legend>" not in part
    assert "报价→谈判 只过 31%" in part
    assert "<c:showVal" in part


def test_bars_read_from_the_top(tmp_path: Path) -> None:
    assert '<c:orientation val="maxMin"/>' in axis(chart_part(tmp_path / "b.xlsx", "bar"), "catAx")
    assert '<c:orientation val="minMax"/>' in axis(chart_part(tmp_path / "c.xlsx", "column"), "catAx")


def test_the_chart_carries_the_values_of_its_cells(tmp_path: Path) -> None:
    part = chart_part(tmp_path / "c.xlsx", "column")
    assert "<c:v>12</c:v>" in part
    assert "<c:v>谈判</c:v>" in part


def test_one_bar_may_matter_more_than_the_rest(tmp_path: Path) -> None:
    part = chart_part(tmp_path / "c.xlsx", "bar", points=True)
    assert part.count(styles.BAD[1:]) == 1
    assert part.count(styles.GREY_SERIES[1:]) == 2


def test_a_value_axis_can_be_shown_with_pale_gridlines(tmp_path: Path) -> None:
    shown = axis(chart_part(tmp_path / "c.xlsx", "column", axis=True), "valAx")
    assert "majorGridlines" in shown
    assert '<c:delete val="0"/>' in shown or "c:delete" not in shown
    assert '<c:min val="0"/>' in shown
    free = axis(chart_part(tmp_path / "l.xlsx", "line", axis=True, free=True), "valAx")
    assert "c:min " not in free


def test_targets_are_thin_dashed_lines(tmp_path: Path) -> None:
    assert "prstDash" in chart_part(tmp_path / "t.xlsx", "line", thin=True)
    assert "prstDash" not in chart_part(tmp_path / "l.xlsx", "line")


def test_stacks_and_legends_where_asked_for(tmp_path: Path) -> None:
    part = chart_part(tmp_path / "s.xlsx", "column", stacked=True, legend=True)
    assert '<c:grouping val="stacked"/>' in part
    assert '<c:legendPos val="b"/>' in part
