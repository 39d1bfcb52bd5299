"""The dashboard: its figures are the report's, its formulas come to them, and it is brought up to date in place."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import SetCell, SetName
from sheetsales.cells.values import EditValue, Formula
from sheetsales.schema.bind import bind
from sheetsales.texts import Lang
from tests.in_book.books import check, edited, run, sample, sheet
from tests.office.office import wrong_values
from tests.sheets.books import tracker

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
TITLE: dict[Lang, str] = {"zh": "看板", "en": "Dashboard"}
MOST_FORMULAS = 150


def put(path: Path, at: str, value: EditValue, title: str = "看板") -> None:
    edited(path, SetCell(CellRef(title, int(at[1:]), ord(at[0]) - 64), value))


def of_october(folder: Path, lang: Lang) -> Path:
    path = sample(folder, lang, "dashboard")
    put(path, "B2", "2026-10", TITLE[lang])
    check(path)
    return path


def formulas(path: Path, title: str = "看板") -> dict[str, str]:
    found = sheet(path, title, formulas=True)
    return {c.coordinate: str(c.value) for row in found.iter_rows() for c in row if c.data_type == "f"}


def column(found: Worksheet, letter: str, first: int, last: int) -> list[object]:
    return [found[f"{letter}{row}"].value for row in range(first, last + 1)]


@pytest.mark.parametrize(("lang", "factor"), [("zh", 1), ("en", 1)])
def test_the_figures_of_a_month_are_the_reports(tmp_path: Path, lang: Lang, factor: int) -> None:
    found = sheet(of_october(tmp_path, lang), TITLE[lang])
    assert found["A5"].value == 645_000 * factor
    assert found["C5"].value == pytest.approx(645 / 760)
    assert found["F5"].value == pytest.approx(36 / 97)
    assert (found["K5"].value, found["M5"].value) == (0, 1)
    assert column(found, "B", 10, 15) == [12, 12, 9, 5, 8, 6]
    assert sum(v for v in column(found, "H", 10, 16) if isinstance(v, int | float)) == 645_000 * factor
    assert [round(v, 2) for v in column(found, "I", 10, 15) if isinstance(v, float | int)] == [
        0,
        2.07,
        0,
        0,
        1.98,
        2.4,
    ]
    assert column(found, "K", 10, 12) == ["2026-11", "2026-12", "2027-01"]
    assert found["C40"].value == "O-0118"
    assert column(found, "C", 50, 61)[-1] == 645_000 * factor


def test_figures_are_formulas_over_the_teams_own_sheets(tmp_path: Path) -> None:
    path = of_october(tmp_path, "zh")
    found = formulas(path)
    assert found["A5"].startswith("=SUM(SUMIFS(tblPipeline[金额（元）],tblPipeline[阶段 *],")
    assert found["B10"] == "=COUNTIFS(tblPipeline[阶段 *],$A10)"
    assert {"C5", "F5", "H5", "K5", "G10", "H10", "I10", "C61", "G56"} <= found.keys()
    assert len(found) <= MOST_FORMULAS


def test_what_a_formula_would_get_wrong_is_a_value(tmp_path: Path) -> None:
    path = sample(tmp_path, "zh")
    deals = next(t for t in bind(read_workbook(path)).tables if t.record.key == "pipeline")
    stage, amount = (deals.by_key[key].sheet_column for key in ("stage", "amount"))
    grid = read_workbook(path).grid(deals.sheet)
    assert grid is not None
    row = next(
        r
        for r in range(deals.first_row, deals.last_row)
        if grid.value(r, stage) == "报价" and grid.value(r, amount)
    )
    worth = grid.value(row, amount)
    assert isinstance(worth, int | float)
    edited(path, SetCell(CellRef(deals.sheet, row, amount), f"{worth:.0f}"))  # a number kept as text
    run("sheets", "add", path, "dashboard")
    found, shown = formulas(path), sheet(path, "看板")
    assert "C14" not in found, "SUMIFS would leave the text out"
    assert "C13" in found
    figures = [v for v in column(shown, "C", 10, 19) if isinstance(v, int | float)]
    assert shown["C14"].value == 713_952
    assert shown["H5"].value == sum(figures)


def test_once_more_writes_nothing(tmp_path: Path) -> None:
    path = of_october(tmp_path, "zh")
    before = path.read_bytes()
    check(path)
    run("sheets", "add", path, "看板")
    assert path.read_bytes() == before


def test_it_is_brought_up_to_date_and_the_teams_own_stays(tmp_path: Path) -> None:
    path = sample(tmp_path, "zh", "dashboard")
    put(path, "P4", "我们的")
    put(path, "P5", Formula("B10*2", 24))
    put(path, "M5", 99)
    check(path, today="2026-11-03")
    found = sheet(path, "看板")
    assert (found["P4"].value, found["P5"].value) == ("我们的", 24)
    assert found["M5"].value != 99
    assert found["G50"].value == dt.datetime(2026, 11, 3)
    assert "2026-11-03" in str(found["C2"].value)
    assert len(found._charts) == 3  # type: ignore[attr-defined]  # openpyxl has no other name for them


def test_figures_of_ones_own_stay_live_in_their_table(tmp_path: Path) -> None:
    path = sample(tmp_path, "zh", "dashboard")
    counted = Formula('COUNTIFS(tblPipeline[阶段 *],"谈判")', 0)
    put(path, "K17", "谈判中")
    put(path, "L17", counted)
    put(path, "M17", "单")
    check(path, today="2026-11-03")
    found = sheet(path, "看板", formulas=True)
    own = found.tables["tblDashboardOwn"]
    assert (own.ref, own.column_names) == ("K16:M20", ["名称", "数值", "说明"])
    assert [found[f"{c}17"].value for c in "KLM"] == ["谈判中", f"={counted.text}", "单"]


def test_moved_its_figures_are_values(tmp_path: Path) -> None:
    path = sample(tmp_path, "zh", "dashboard")
    edited(path, SetName("ss_dash_tiles", "看板!$A$70"))
    check(path)
    found = formulas(path)
    assert sheet(path, "看板")["A71"].value == 0
    assert "A71" not in found


def test_charts_draw_what_the_cells_say(tmp_path: Path) -> None:
    path = of_october(tmp_path, "zh")
    charts = sheet(path, "看板")._charts  # type: ignore[attr-defined]  # openpyxl has no other name for them
    titles = [chart.title.tx.strRef.strCache.pt[0].v for chart in charts]
    assert titles == [
        "在手 52 单，517.6 万元",
        "10月：6 人有目标，3 人达到",
        "10月签约 64.5 万元，差目标 11.5 万元",
    ]
    trend = [float(point.v) for point in charts[2].series[0].val.numRef.numCache.pt]
    assert trend == column(sheet(path, "看板"), "C", 50, 61)


def test_a_tracker_of_the_teams_own(tmp_path: Path) -> None:
    path = tracker(tmp_path / "跟单.xlsx")
    run("adopt", path, "--yes")
    run("sheets", "add", path, "dashboard", "process")
    found = formulas(path)
    assert any("商机跟踪!$" in text for text in found.values()), "a plain range, by its place"
    assert sheet(path, "看板")["K6"].value == "没有任务表"
    written = path.read_bytes()
    run("sheets", "add", path, "dashboard", "process")
    assert path.read_bytes() == written


def test_nobody_sold_nothing_found(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    path.write_bytes((Path(__file__).parents[2] / "templates" / "sheetsales-zh.xlsx").read_bytes())
    run("sheets", "add", path, "dashboard")
    found = sheet(path, "看板")
    assert found["A40"].value == "没有停滞的商机"
    assert (found["F5"].value, found["C5"].value) == ("—", "—")


@pytest.mark.office
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_stored_value_is_what_libreoffice_computes(tmp_path: Path, lang: Lang) -> None:
    count, wrong = wrong_values(of_october(tmp_path, lang), tmp_path / "out")
    assert count > 80
    assert not wrong, "\n".join(wrong)


@pytest.mark.office
def test_nor_in_a_tracker_of_the_teams_own(tmp_path: Path) -> None:
    path = tracker(tmp_path / "tracker.xlsx")
    run("adopt", path, "--yes")
    run("sheets", "add", path, "dashboard", "process")
    assert not wrong_values(path, tmp_path / "out")[1]
