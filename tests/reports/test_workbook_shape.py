"""What holds for the file: tables, formulas with values, chart caches, pages."""

import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from openpyxl.utils import range_boundaries

from sheetsales.reports.deals_data import DEALS, FINDINGS, MOVES, TARGETS
from sheetsales.reports.figures.written import EXCEL_2010
from sheetsales.speech.widths import display_width
from sheetsales.texts import Lang
from sheetsales.workflow.opening import open_book
from tests.reports.conftest import TODAY, Made, report_of
from tests.reports.test_sample_facts import PAGES, pages_of_edition

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
FUNCTIONS = EXCEL_2010 | {"SUBSTITUTE"}


def test_every_formula_has_its_value(report: Made) -> None:
    count = 0
    for sheet in report.formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    count += 1
                    assert report.values[sheet.title][cell.coordinate].value not in (None, ""), (
                        cell.coordinate
                    )
    assert count > 500


def test_only_functions_old_programs_know(report: Made) -> None:
    with zipfile.ZipFile(report.path) as package:
        sheets = [package.read(n).decode() for n in package.namelist() if n.startswith("xl/worksheets/sheet")]
    formulas = [f for xml in sheets for f in re.findall(r"<f[^>]*>([^<]*)</f>", xml)]
    used = {
        name
        for f in formulas
        for name in re.findall(r"([A-Z][A-Z.]+)\(", re.sub(r"&quot;.*?&quot;|\"[^\"]*\"", "", f))
    }
    assert used <= FUNCTIONS


def test_data_sheets_are_real_tables_without_holes(report: Made) -> None:
    tables = {t.name: (sheet, t) for sheet in report.formulas.worksheets for t in sheet.tables.values()}
    assert set(tables) >= {"tblDeals", "tblMoves", "tblTargets", "tblFindings", "tblScores", "tblActivities"}
    for data in (DEALS, MOVES, TARGETS, FINDINGS):
        sheet, table = tables[data.name]
        left, top, right, bottom = range_boundaries(table.ref)
        assert (left, top) == (1, 1)
        assert right == len(data.fields)
        assert bottom == sheet.max_row
        headings = [cell.value for cell in sheet[1]]
        assert headings == [f.title.in_(report.lang) for f in data.fields]
        assert [c.name for c in table.tableColumns] == headings
        assert table.autoFilter.ref == table.ref
    assert tables["tblDeals"][0].max_row == 151


def test_chart_caches_equal_the_cells(report: Made) -> None:
    charts = 0
    with zipfile.ZipFile(report.path) as package:
        for name in package.namelist():
            if not name.startswith("xl/charts/chart"):
                continue
            charts += 1
            for ref in [
                *ET.fromstring(package.read(name)).iter(f"{C}numRef"),
                *ET.fromstring(package.read(name)).iter(f"{C}strRef"),
            ]:
                _same_as_cells(report, ref)
    drawn = sum(bool(getattr(sheet, "_charts", ())) for sheet in report.formulas.worksheets[1:])
    assert charts == 2 + drawn > 4  # two on the cover, one a section


def _area(sheet: Any, area: str) -> Any:
    found = sheet[area.replace("$", "")]
    return found if isinstance(found, tuple) else ((found,),)


def _same_as_cells(report: Made, ref: ET.Element) -> None:
    sheet, _, area = (ref.findtext(f"{C}f") or "").rpartition("!")
    cells = [cell.value for row in _area(report.values[sheet.strip("'")], area) for cell in row]
    cache = ref.find(f"{C}numCache")
    points = (cache if cache is not None else ref.find(f"{C}strCache")).iter(f"{C}pt")  # type: ignore[union-attr]
    for point in points:
        text, cell = point.findtext(f"{C}v") or "", cells[int(point.get("idx", ""))]
        assert (float(text) == pytest.approx(cell)) if isinstance(cell, int | float) else text == str(cell)


def test_bars_begin_at_zero_and_no_chart_has_more_than_four_series(report: Made) -> None:
    with zipfile.ZipFile(report.path) as package:
        for name in package.namelist():
            if name.startswith("xl/charts/chart"):
                tree = ET.fromstring(package.read(name))
                assert len(list(tree.iter(f"{C}ser"))) <= 4
                assert any(m.get("val") == "0" for m in tree.iter(f"{C}min"))
                assert list(tree.iter(f"{C}title"))


def test_pages_print_on_a4_one_page_wide_upright_only_where_that_takes_one_sheet(report: Made) -> None:
    for name in PAGES[report.lang]:
        sheet = report.formulas[name]
        assert sheet.page_setup.paperSize == 9
        if sheet.page_setup.orientation == "portrait":
            assert sheet.page_setup.fitToHeight in (1, None)
        assert sheet.page_setup.fitToWidth in (1, None)
        assert "&P" in _right_foot(sheet)


def _right_foot(sheet: Any) -> str:
    return str(sheet.oddFooter.right.text)


def test_sections_show_at_most_eight_columns(report: Made) -> None:
    for name in PAGES[report.lang][1:5]:
        assert report.values[name].max_column <= 8


def column_width(sheet: Any, column: int) -> float:
    """The width of a column, neighbours of one width being kept as one."""
    return next(float(d.width) for d in sheet.column_dimensions.values() if d.min <= column <= d.max)


def test_no_text_is_wider_than_its_heading_column(report: Made) -> None:
    """Names and labels of the sections fit the width of their columns."""
    for name in PAGES[report.lang][1:5]:
        sheet = report.values[name]
        for row in sheet.iter_rows(min_row=4):
            for cell in row:
                merged = any(cell.coordinate in area for area in sheet.merged_cells.ranges)
                title = cell is row[0] and row[1].value is None
                if isinstance(cell.value, str) and not merged and not title and not cell.alignment.wrap_text:
                    width = column_width(sheet, cell.column)
                    assert display_width(cell.value) <= width, (name, cell.coordinate, cell.value)


def test_the_same_report_twice_gives_the_same_members(
    report: Made, samples: dict[Lang, Path], tmp_path: Path
) -> None:
    again = report_of(open_book(samples[report.lang], today=TODAY), tmp_path / "again.xlsx", report.lang)
    with zipfile.ZipFile(report.path) as one, zipfile.ZipFile(again.path) as two:
        assert one.namelist() == two.namelist()
        assert all(one.read(n) == two.read(n) for n in one.namelist())


def test_numbers_stand_as_numbers(report: Made) -> None:
    sheet: Any = report.formulas[DEALS.sheet.in_(report.lang)]
    amount = DEALS.column("amount")
    values = [row[amount].value for row in sheet.iter_rows(min_row=2)]
    assert all(v is None or isinstance(v, int | float) for v in values)
    closed = DEALS.column("closed")
    assert all(row[closed].value is None or row[closed].is_date for row in sheet.iter_rows(min_row=2))


def test_the_short_edition_leaves_pages_out_and_keeps_its_figures(
    samples: dict[Lang, Path], tmp_path: Path
) -> None:
    short = report_of(open_book(samples["en"], today=TODAY), tmp_path / "short.xlsx", "en", full=False)
    shown = [sheet.title for sheet in short.formulas.worksheets if sheet.sheet_state == "visible"]
    assert shown == ["Cover", *pages_of_edition("en", full=False)]
    assert short.formulas["Appendix"].sheet_state == "hidden"
    assert short.summary.headlines[0].value == 645_000
