"""Three templates of different taste, filled in both languages: what is filled, and that nothing else is lost."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from sheetsales.reports.form.declared import columns_of, headings, table_keys
from sheetsales.reports.form.listed import name_lines
from sheetsales.reports.summary import ReportSummary
from sheetsales.texts import Lang, Text
from sheetsales.workflow.templating import fill
from tests.reports.conftest import Made
from tests.reports.made_templates import cards, company_form, plain_form

TODAY = dt.date(2026, 11, 2)
Draw = Callable[[Path, Lang], None]


def filled(made: Made, draw: Draw, folder: Path, suffix: str = ".xlsx") -> tuple[Path, Path, list[str]]:
    """The template, what became of it, and what was said."""
    template, out = folder / f"template{suffix}", folder / f"out{suffix}"
    draw(template, made.lang)
    assert made.summary.contents is not None
    done = fill(template, made.summary.contents(), out, "2026-10", TODAY)
    return template, out, [problem.text.in_(made.lang) for problem in done.problems]


def rows_of(summary: ReportSummary, section: str, table: str) -> list[dict[str, object]]:
    return summary.sections()[section]["tables"][table]["rows"]  # type: ignore[no-any-return]  # JSON


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


TOUCHED = re.compile(
    r"xl/worksheets/sheet\d+\.xml|xl/tables/|xl/charts/chart|xl/(workbook|styles|sharedStrings)\.xml|\[Content_Types\]|xl/_rels/workbook|"
    r"xl/calcChain|xl/pivotCache/pivotCacheDefinition"
)


@pytest.mark.parametrize("draw", [plain_form, company_form, cards])
def test_every_part_is_there_and_what_is_not_filled_is_as_it_was(
    report: Made, draw: Draw, tmp_path: Path
) -> None:
    template, out, said = filled(report, draw, tmp_path)
    before, after = members(template), members(out)
    assert said == []
    assert before.keys() <= after.keys()
    assert [name for name in before if not TOUCHED.match(name) and before[name] != after[name]] == []


def test_a_plain_form(report: Made, tmp_path: Path) -> None:
    _, out, _ = filled(report, plain_form, tmp_path)
    values, formulas = (openpyxl.load_workbook(out, data_only=flag)["月报"] for flag in (True, False))
    headline = next(h for h in report.summary.headlines if h.code == "won_amount")
    assert (values["B3"].value, values["D3"].value) == (headline.value, headline.target)
    assert values["F3"].value == pytest.approx(headline.attainment)
    assert values["F3"].number_format == "0.00%"
    assert values["B4"].value == dt.datetime(2026, 10, 31)
    assert values["F4"].value == pytest.approx((headline.target or 0) - (headline.value or 0))
    assert values["A6"].value == f"合计 {(headline.value or 0) / 10000:.1f} 万"
    people = [r for r in rows_of(report.summary, "targets", "targets") if r["level"] in ("个人", "Person")]
    known = sorted((r for r in people if r["gap"] is not None), key=lambda r: -float(str(r["gap"])))[:5]
    assert [values.cell(row, 1).value for row in range(9, 14)] == [r["name"] for r in known]
    assert [values.cell(row, 3).value for row in range(9, 14)] == [r["actual"] for r in known]
    table = formulas.tables["tbl_targets"]
    assert (table.ref, values["A14"].value) == ("A8:F14", "合计")
    assert values["B14"].value == pytest.approx(sum(float(str(r["target"])) for r in known))
    assert str(formulas["E13"].value).startswith("=IFERROR((tbl_targets[[#This Row]")
    gap = float(str(known[4]["target"])) - float(str(known[4]["actual"]))
    assert values["E13"].value == pytest.approx(gap / values["F4"].value)
    assert [str(r.sqref) for r in formulas.conditional_formatting] == ["D9:D13"]
    assert str(formulas.data_validations.dataValidation[0].sqref) == "F9:F13"
    assert (formulas["A40"].value, formulas.print_area) == ("主管签字：", "'月报'!$A$1:$F$40")
    assert formulas["A8"].comment.text.startswith("张三")


@pytest.mark.parametrize("suffix", [".xlsx", ".xlsm"])
def test_a_company_form(report: Made, tmp_path: Path, suffix: str) -> None:
    template, out, _ = filled(report, company_form, tmp_path, suffix)
    before, after = members(template), members(out)
    kept = [
        name for name in before if name.startswith(("xl/media/", "xl/vba", "xl/pivotTables/", "xl/drawings/"))
    ]
    assert len(kept) >= 5
    assert all(before[name] == after[name] for name in kept)
    values = openpyxl.load_workbook(out, data_only=True)
    front = values["Report"]
    table = openpyxl.load_workbook(out)["Report"].tables["tbl_trend"]
    assert table.ref == "C20:E32"
    target = sum(float(str(front.cell(row, 5).value or 0)) for row in range(21, 33))
    assert front["D4"].value == pytest.approx(front["C4"].value / target)
    chart = after["xl/charts/chart1.xml"].decode()
    assert "Report!$D$21:$D$32" in chart
    assert "Report!$E$21:$E$32" in chart
    points = re.findall(r"<c:v>([^<]*)</c:v>", chart.partition("<c:val>")[2].partition("</c:val>")[0])
    assert list(map(float, points)) == [front.cell(row, 4).value for row in range(21, 33)]
    process = rows_of(report.summary, "process", "process")
    data = values["Data"]
    assert [data.cell(row, 3).value for row in range(2, len(process) + 2)] == [r["due"] for r in process]
    assert b'refreshOnLoad="1"' in after["xl/pivotCache/pivotCacheDefinition1.xml"]
    assert front["C7"].value in (None, "")


def test_cards(report: Made, tmp_path: Path) -> None:
    _, out, _ = filled(report, cards, tmp_path)
    book, values = openpyxl.load_workbook(out), openpyxl.load_workbook(out, data_only=True)["Cards"]
    sheet = book["Cards"]
    people = [r for r in rows_of(report.summary, "targets", "targets") if r["level"] in ("个人", "Person")]
    best = sorted(people, key=lambda r: -float(str(r["ytd"])))[:4]
    assert [sheet.cell(2 + 3 * i, 2).value for i in range(4)] == [
        f"{i + 1}. {r['name']}" for i, r in enumerate(best)
    ]
    assert sheet.cell(14, 2).value is None
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert merged == {f"B{row}:E{row}" for i in range(4) for row in (2 + 3 * i, 4 + 3 * i)}
    assert [sheet.row_dimensions[2 + 3 * i].height for i in range(4)] == [30.0] * 4
    assert {str(r.sqref) for r in sheet.conditional_formatting} == {"D3 D6 D9 D12"}
    assert [sheet.cell(3 + 3 * i, 5).value for i in range(4)] == [f"=B{row}-C{row}" for row in (3, 6, 9, 12)]
    for i, row in enumerate(best):
        if row["target"] is not None:
            assert values.cell(3 + 3 * i, 5).value == pytest.approx(
                float(str(row["target"])) - float(str(row["actual"]))
            )
    assert f"{float(str(best[0]['ytd'])):,.0f}" in str(sheet["B4"].value)
    stages = rows_of(report.summary, "stages", "stage_flow")
    assert [book["Stages"].cell(row, 1).value for row in range(2, len(stages) + 2)] == [
        r["stage"] for r in stages
    ]


def test_a_filled_form_is_filled_again(report: Made, tmp_path: Path) -> None:
    _, out, _ = filled(report, plain_form, tmp_path)
    again = tmp_path / "again.xlsx"
    assert report.summary.contents is not None
    assert fill(out, report.summary.contents(), again, "2026-10", TODAY).problems == ()
    first, second = (openpyxl.load_workbook(path, data_only=True)["月报"] for path in (out, again))
    assert [[c.value for c in row] for row in first] == [[c.value for c in row] for row in second]


def test_declared_columns_are_those_the_report_has(report: Made) -> None:
    assert report.summary.contents is not None
    for section in report.summary.sections().values():
        for key, table in section["tables"].items():
            assert key in table_keys()
            assert set(table["columns"]) == set(columns_of(key)), key


def test_template_and_json_say_the_same(report: Made) -> None:
    assert report.summary.contents is not None
    contents = report.summary.contents()
    for section in report.summary.sections().values():
        for key, table in section["tables"].items():
            rows = contents.wholes[f"rp_{key}"].rows
            if key != "customers_grade":  # stands in two sections; the first counts
                assert len(rows) == len(table["rows"]), key
            for mine, theirs in zip(rows, table["rows"], strict=False):
                for column, value in mine.items():
                    told = value.value.isoformat() if isinstance(value.value, dt.date) else value.value
                    assert told == theirs[column] or float(told) == theirs[column], (key, column)  # type: ignore[arg-type]


def test_every_name_of_the_list_is_known(report: Made) -> None:
    assert report.summary.contents is not None
    contents = report.summary.contents()
    for line in name_lines([("won_amount", Text("签约额", "Signed value"))]):
        for name in (*line.name.split(" · "), line.also):
            known = contents.knows(name.replace("…", "won_amount" if name.startswith("kpi") else "签约额"))
            assert known or "__" in name, name


def test_figures_of_a_person_and_a_team(report: Made) -> None:
    assert report.summary.contents is not None
    cells = report.summary.contents().cells
    people = [r for r in rows_of(report.summary, "targets", "targets") if r["level"] in ("个人", "Person")]
    sold = next(r for r in people if r["actual"])
    name = str(sold["name"]).replace(" ", "_").casefold()
    assert cells[f"kpi_won_amount__{name}"]().value == pytest.approx(sold["actual"])
    assert cells[f"kpi_won_amount_target__{name}"]().value == pytest.approx(sold["target"])
    assert not cells[f"kpi_stalled_target__{name}"]().known
    assert headings("nothing of the kind") == ()


def test_parts_of_an_indicator(report: Made) -> None:
    assert report.summary.contents is not None
    cells = report.summary.contents().cells
    headline = next(h for h in report.summary.headlines if h.code == "won_amount")
    assert cells["kpi_won_amount_ytd"]().value == pytest.approx(headline.year_to_date)
    assert cells["kpi_won_amount_change"]().value == pytest.approx(headline.change)
    assert cells["签约额_环比"]().value == pytest.approx(headline.change)
    assert cells["kpi_won_amount_reason"]().value is None
    assert cells["kpi_market_share_reason"]().value
    assert not cells["kpi_stalled_pace"]().known
    assert cells["kpi_won_amount_attainment"]().format == "0.0%"


def test_parts_of_a_persons_indicator(report: Made) -> None:
    assert report.summary.contents is not None
    cells = report.summary.contents().cells
    n, reason = cells["kpi_won_amount_n__s03"](), cells["kpi_won_amount_reason__s03"]()
    assert (n.value, reason.value) == (1, None)
    assert cells["kpi_won_amount_attainment__s03"]().value == pytest.approx(331100 / 160000)
    assert not cells["kpi_win_rate_count_attainment__s03"]().known
    assert not cells["kpi_coverage__s03"]().known
    assert cells["kpi_coverage_reason__s03"]().known is False
    unknown = next(
        name for name in cells if name.startswith("kpi_cycle_days_reason__") and cells[name]().value
    )
    assert not cells[unknown.replace("_reason", "_n")]().known
