"""Charts with several levels of categories remember them as the cells say them, whatever is written, added or moved."""

from __future__ import annotations

import re
from typing import Any

import pytest

from sheetsales.backends.ooxml import chart_caches
from sheetsales.cells.edits import AppendRows, InsertRows, ReplaceRows
from sheetsales.cells.values import EditValue
from tests.ooxml.books import done, part, parts_of, put, written, zipped

CHART = "xl/charts/chart1.xml"
TABLE = "Data!A1:C5"
Level = dict[int, str]


def drawn(*, in_rows: bool = False) -> bytes:
    """Years and quarters beside, or above, four values; a year stands only where it begins."""

    def fill(opened: Any) -> None:
        sheet = opened.add_worksheet("Data")
        write = sheet.write_row if in_rows else sheet.write_column
        write("A1", ["year", "2025", None, "2026", None])
        write("A2" if in_rows else "B1", ["quarter", "Q3", "Q4", "Q1", "Q2"])
        write("A3" if in_rows else "C1", ["won", 1, 2, 3, 4])
        chart = opened.add_chart({"type": "column"})
        where = ("$B$1:$E$2", "$B$3:$E$3") if in_rows else ("$A$2:$B$5", "$C$2:$C$5")
        chart.add_series({"categories": f"=Data!{where[0]}", "values": f"=Data!{where[1]}"})
        sheet.insert_chart("H2", chart)

    made = parts_of(written(fill))
    area = "$B$1:$E$2" if in_rows else "$A$2:$B$5"
    category = f"<c:cat><c:multiLvlStrRef><c:f>Data!{area}</c:f>{_cache()}</c:multiLvlStrRef></c:cat>"
    chart = re.sub(r"<c:cat>.*</c:cat>", category, made[CHART].decode())
    return zipped({**made, CHART: chart})


def _cache() -> str:
    quarters = "".join(
        f'<c:pt idx="{n}"><c:v>{q}</c:v></c:pt>' for n, q in enumerate(("Q3", "Q4", "Q1", "Q2"))
    )
    years = '<c:pt idx="0"><c:v>2025</c:v></c:pt><c:pt idx="2"><c:v>2026</c:v></c:pt>'
    levels = f"<c:lvl>{quarters}</c:lvl><c:lvl>{years}</c:lvl>"
    return f'<c:multiLvlStrCache><c:ptCount val="4"/>{levels}</c:multiLvlStrCache>'


def remembered(data: bytes) -> tuple[int, list[Level]]:
    """How many points there are, and the levels from the innermost on."""
    cache = re.search(r"<c:multiLvlStrCache>.*</c:multiLvlStrCache>", part(data, CHART))
    assert cache is not None
    count = re.search(r'<c:ptCount val="(\d+)"', cache[0])
    assert count is not None
    levels = re.findall(r"<c:lvl>(.*?)</c:lvl>|<c:lvl/>", cache[0])
    points = (re.findall(r'<c:pt idx="(\d+)"><c:v>([^<]*)</c:v></c:pt>', level) for level in levels)
    return int(count[1]), [{int(n): text for n, text in found} for found in points]


QUARTERS, YEARS = {0: "Q3", 1: "Q4", 2: "Q1", 3: "Q2"}, {0: "2025", 2: "2026"}


@pytest.mark.parametrize("in_rows", [False, True])
def test_a_cell_written_into_a_level(in_rows: bool) -> None:
    data = drawn(in_rows=in_rows)
    quarter, year = ("Data!C2", "Data!C1") if in_rows else ("Data!B3", "Data!A3")
    assert remembered(done(data, put(quarter, "<Q4>"))) == (4, [{**QUARTERS, 1: "&lt;Q4&gt;"}, YEARS])
    assert remembered(done(data, put(year, "again"))) == (4, [QUARTERS, {**YEARS, 1: "again"}])
    blank = done(data, put(quarter.replace("C", "D") if in_rows else "Data!B4", None))
    assert remembered(blank) == (4, [{0: "Q3", 1: "Q4", 3: "Q2"}, YEARS])


def test_a_level_that_was_blank() -> None:
    parts = parts_of(drawn())
    years = re.search(rb"<c:lvl><c:pt idx=\"0\"><c:v>2025.*?</c:lvl>", parts[CHART])
    assert years is not None
    bare = zipped({**parts, CHART: parts[CHART].replace(years[0], b"<c:lvl/>")})
    assert remembered(done(bare, put("Data!A3", "x"), put("Data!A5", "y")))[1][1] == {1: "x", 3: "y"}


def test_rows_added_below() -> None:
    rows: tuple[dict[str, EditValue], ...] = ({"quarter": "Q3"}, {"year": "2027", "quarter": "Q1", "won": 6})
    after = remembered(done(drawn(), AppendRows(TABLE, rows)))
    assert after == (6, [{**QUARTERS, 4: "Q3", 5: "Q1"}, {**YEARS, 5: "2027"}])


def test_rows_inserted_between() -> None:
    after = remembered(done(drawn(), InsertRows(TABLE, 4, ({"quarter": "new", "won": 5},))))
    assert after == (5, [{0: "Q3", 1: "Q4", 2: "new", 3: "Q1", 4: "Q2"}, {0: "2025", 3: "2026"}])


def test_fewer_rows() -> None:
    after = remembered(done(drawn(), ReplaceRows(TABLE, ({"year": "2030", "quarter": "Q9", "won": 1},))))
    assert after == (1, [{0: "Q9"}, {0: "2030"}])


@pytest.mark.parametrize("odd", ["<c:ptCount val='7'/>", "<c:ptCount val='4'/><c:lvl/>"])
def test_levels_that_do_not_fit_their_area_are_made_anew(odd: str) -> None:
    parts = parts_of(drawn())
    cache = _cache().replace('<c:ptCount val="4"/>', odd).encode()
    data = zipped({**parts, CHART: parts[CHART].replace(_cache().encode(), cache)})
    assert remembered(done(data, put("Data!B3", "new"))) == (4, [{**QUARTERS, 1: "new"}, YEARS])
    rows = ({"year": None, "quarter": "Q3", "won": 5},)
    assert remembered(done(data, AppendRows(TABLE, rows))) == (5, [{**QUARTERS, 4: "Q3"}, YEARS])


def test_of_very_many_cells_nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart_caches, "_MOST_POINTS", 3)
    parts = parts_of(drawn())
    data = zipped(
        {**parts, CHART: parts[CHART].replace(b'<c:ptCount val="4"/><c:lvl>', b'<c:ptCount val="9"/><c:lvl>')}
    )
    assert "multiLvlStrCache" not in part(done(data, put("Data!B3", "new")), CHART)
