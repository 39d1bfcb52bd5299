"""A chart remembers the cells it draws: what is written into them, it remembers too."""

from __future__ import annotations

import datetime as dt
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from benchmarks.references import judge_cells
from sheetsales.backends.ooxml.chart_caches import point_text
from sheetsales.cells.values import CellError, EditValue, Formula, Link
from tests.ooxml.books import done, put

CHART = "xl/charts/chart1.xml"


@pytest.fixture(scope="module")
def drawn() -> bytes:
    """A column chart over A2:B5, one value blank, its series named by B1."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Data")
    sheet.write_column("A1", ["month", "Jan", "Feb", "Mar", "Apr"])
    sheet.write_column("B1", ["sum", 1, 2, None, 4])
    chart = book.add_chart({"type": "column"})
    series = {"name": "=Data!$B$1", "categories": "=Data!$A$2:$A$5", "values": "=Data!$B$2:$B$5"}
    chart.add_series(series)
    sheet.insert_chart("D2", chart)
    book.close()
    return out.getvalue()


def chart_of(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(CHART).decode()


def judged(folder: Path, before: bytes, after: bytes, *cells: str) -> list[str]:
    old, new = folder / "old.xlsx", folder / "new.xlsx"
    old.write_bytes(before)
    new.write_bytes(after)
    return [str(wrong) for wrong in judge_cells(old, new, *cells)]


@pytest.mark.parametrize(
    ("at", "value", "remembered"),
    [
        ("Data!B3", 20, "<c:v>20</c:v>"),
        ("Data!B4", 3.5, '<c:pt idx="2"><c:v>3.5</c:v></c:pt><c:pt idx="3">'),
        ("Data!B3", dt.date(2026, 10, 31), "<c:v>46326</c:v>"),
        ("Data!B3", Formula("1+1", 2), "<c:v>2</c:v>"),
        ("Data!A3", "<二月>", "<c:v>&lt;二月&gt;</c:v>"),
        ("Data!B1", "total", "<c:v>total</c:v>"),
        ("Data!A3", Link("https://example.com", "there"), "<c:v>there</c:v>"),
    ],
)
def test_what_is_written_is_remembered(
    drawn: bytes, tmp_path: Path, at: str, value: EditValue, remembered: str
) -> None:
    after = done(drawn, put(at, value))
    assert remembered in chart_of(after)
    assert judged(tmp_path, drawn, after, at) == []


def test_a_cleared_value_is_forgotten(drawn: bytes, tmp_path: Path) -> None:
    after = done(drawn, put("Data!B5", None), put("Data!A5", "x"))
    assert '<c:pt idx="3"><c:v>4</c:v>' not in chart_of(after)
    assert judged(tmp_path, drawn, after, "Data!B5", "Data!A5") == []


def test_a_text_among_numbers_is_forgotten(drawn: bytes) -> None:
    assert '<c:pt idx="1"><c:v>2</c:v>' not in chart_of(done(drawn, put("Data!B3", "none")))


def test_a_point_behind_the_last_goes_to_the_end(drawn: bytes) -> None:
    cleared = done(drawn, put("Data!B5", None))
    assert '<c:pt idx="3"><c:v>9</c:v></c:pt></c:numCache>' in chart_of(done(cleared, put("Data!B5", 9)))


def test_other_cells_leave_the_chart_alone(drawn: bytes) -> None:
    assert chart_of(done(drawn, put("Data!C9", 1))) == chart_of(drawn)
    assert chart_of(done(drawn, put("Data!B3", 2))) == chart_of(drawn)
    assert chart_of(done(drawn, put("Data!B4", "still no number"))) == chart_of(drawn)


def changed(data: bytes, old: str, new: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == CHART:
                assert old in content.decode()
                content = content.decode().replace(old, new).encode()
            target.writestr(name, content)
    return out.getvalue()


def test_a_series_named_by_several_cells_remembers_them_in_one(drawn: bytes) -> None:
    data = changed(drawn, "Data!$B$1<", "Data!$A$1:$B$1<")
    assert "<c:v>month total</c:v>" in chart_of(done(data, put("Data!B1", "total")))


def test_several_levels_are_left_out(drawn: bytes) -> None:
    levels = "<c:multiLvlStrCache><c:ptCount val='1'/></c:multiLvlStrCache></c:strRef>"
    data = changed(drawn, "</c:strCache></c:strRef></c:cat>", f"</c:strCache>{levels}</c:cat>")
    assert "multiLvl" not in chart_of(done(data, put("Data!A3", "x")))


def test_a_reference_over_several_areas_keeps_what_it_remembers(drawn: bytes) -> None:
    data = changed(drawn, "Data!$B$2:$B$5", "(Data!$B$2:$B$3,Data!$B$4:$B$5)")
    assert chart_of(done(data, put("Data!B3", 99))) == chart_of(data)


def test_points_are_what_a_chart_shows() -> None:
    assert point_text(True, False, numbers=True) == "1"
    assert point_text(CellError("#N/A"), False, numbers=False) == "#N/A"
    assert point_text(CellError("#N/A"), False, numbers=True) is None
    assert point_text(None, False, numbers=False) is None
