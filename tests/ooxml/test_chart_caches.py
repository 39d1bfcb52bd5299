"""A chart remembers the cells it draws: what is written into them, it remembers too."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from benchmarks.references import judge_cells
from sheetsales.backends.ooxml.chart_caches import point_text
from sheetsales.cells.edits import AppendRows, InsertRows, ReplaceRows
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


def test_a_chart_that_counts_other_cells_remembers_anew(drawn: bytes, tmp_path: Path) -> None:
    data = changed(drawn, "<c:f>Data!$B$2:$B$5</c:f>", "<c:f>Data!$B$2:$B$6</c:f>")
    after = done(data, put("Data!B6", 9))
    assert remembered(after, "val") == [("0", "1"), ("1", "2"), ("3", "4"), ("4", "9")]
    assert judged(tmp_path, data, after, "Data!B6") == []


# -- rows that come and go


def remembered(data: bytes, name: str) -> list[tuple[str, str]]:
    """The points of the first cache of that kind in the values or categories: number and text."""
    found = re.search(rf"<c:{name}>.*?</c:{name}>", chart_of(data))
    assert found is not None
    return re.findall(r'<c:pt idx="(\d+)"[^>]*><c:v>([^<]*)</c:v>', found[0])


@pytest.fixture(scope="module")
def odd(drawn: bytes) -> bytes:
    """The chart remembers of B3 what does not stand there, as some programs leave it."""
    return changed(drawn, "<c:v>2</c:v>", "<c:v>2.5</c:v>")


def test_rows_that_stay_are_remembered_as_they_were(odd: bytes) -> None:
    rows: tuple[dict[str, EditValue], ...] = ({"month": "May", "sum": 5},)
    appended = done(odd, AppendRows("Data!A1:B5", rows))
    assert remembered(appended, "val") == [("0", "1"), ("1", "2.5"), ("3", "4"), ("4", "5")]
    inserted = done(odd, InsertRows("Data!A1:B5", 4, rows))
    assert remembered(inserted, "val") == [("0", "1"), ("1", "2.5"), ("2", "5"), ("4", "4")]
    assert [text for _, text in remembered(inserted, "cat")] == ["Jan", "Feb", "May", "Mar", "Apr"]
    assert '<c:ptCount val="5"/>' in chart_of(inserted)


def test_what_an_area_wider_than_the_rows_remembers_follows_its_cells(drawn: bytes) -> None:
    data = changed(drawn, "<c:f>Data!$B$2:$B$5</c:f>", "<c:f>Data!$B$2:$C$9</c:f>")
    data = changed(
        data, '<c:ptCount val="4"/><c:pt idx="0"><c:v>1<', '<c:ptCount val="16"/><c:pt idx="0"><c:v>1<'
    )
    data = changed(data, '<c:pt idx="1"><c:v>2<', '<c:pt idx="1"><c:v>-7</c:v></c:pt><c:pt idx="2"><c:v>2<')
    data = changed(data, '<c:pt idx="3"><c:v>4<', '<c:pt idx="6"><c:v>4<')
    after = done(
        data, put("Data!C1", "other"), put("Data!E9", "beside"), InsertRows("Data!A1:B5", 3, ({"sum": 8},))
    )
    assert remembered(after, "val") == [("0", "1"), ("1", "-7"), ("2", "8"), ("4", "2"), ("8", "4")]


def test_fewer_rows_are_forgotten(odd: bytes, tmp_path: Path) -> None:
    after = done(odd, ReplaceRows("Data!A1:B5", ({"month": "Mai", "sum": 5}, {"sum": 6})))
    assert remembered(after, "val") == [("0", "5"), ("1", "6")]
    assert remembered(after, "cat") == [("0", "Mai")]


def test_a_name_in_several_cells_stays_one_text_where_rows_come_in(drawn: bytes) -> None:
    data = changed(drawn, "Data!$B$1<", "Data!$A$4:$A$5<")
    data = changed(data, "<c:v>sum</c:v>", "<c:v>Mar Apr</c:v>")
    after = done(data, InsertRows("Data!A1:B5", 5, ({"month": "now"},)))
    assert remembered(after, "tx") == [("0", "Mar now Apr")]
    assert "Data!$A$4:$A$6" in chart_of(after)


def test_levels_are_left_out_where_rows_come_in(drawn: bytes) -> None:
    levels = "<c:multiLvlStrCache><c:ptCount val='1'/></c:multiLvlStrCache>"
    data = changed(drawn, "<c:cat><c:strRef>", "<c:cat><c:multiLvlStrRef>")
    data = changed(data, "</c:strRef></c:cat>", "</c:multiLvlStrRef></c:cat>")
    found = re.search(r"<c:cat>.*?(<c:strCache>.*?</c:strCache>)", chart_of(data))
    assert found is not None
    data = changed(data, found[1], levels)
    after = chart_of(done(data, InsertRows("Data!A1:B5", 4, ({"sum": 1},))))
    assert "<c:f>Data!$A$2:$A$6</c:f></c:multiLvlStrRef>" in after


def test_points_between_which_something_else_stands_are_made_anew(drawn: bytes) -> None:
    data = changed(drawn, '<c:pt idx="1"><c:v>2<', '<c:odd/><c:pt idx="1"><c:v>2.5<')
    after = done(data, AppendRows("Data!A1:B5", ({"sum": 5},)))
    assert remembered(after, "val") == [("0", "1"), ("1", "2"), ("3", "4"), ("4", "5")]
