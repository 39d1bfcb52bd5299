"""A workbook open in another program: what is read of it, what stands against writing, and that all of it goes back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sheetsales.backends.live import book as live_module
from sheetsales.backends.live.book import LiveBook, attached
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import Area
from sheetsales.cells.edits import (
    AddSheet,
    AppendRows,
    Edit,
    EditPlan,
    ReplaceRows,
    SetCell,
    SetFormat,
)
from sheetsales.errors import EditConflict, EditRefused, WorkbookLocked
from sheetsales.texts import Lang, Text
from tests.buttons import books
from tests.buttons.conformance.plans import SHEET, at
from tests.buttons.macro_model import shown
from tests.live.conftest import Opener
from tests.live.plans import EVERYTHING
from tests.support.uno_office import Office

pytestmark = pytest.mark.office


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_our_workbook_is_read_as_the_closed_file_is(
    lang: Lang, tmp_path: Path, opener: Opener, engine: Any
) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(books.sample(lang))
    engine.very_hidden.update({"zh": ["阶段记录"], "en": ["Stage log"]}[lang])
    now, closed = opener(path).read(), read_workbook(path)
    for found, wanted in zip(now.grids, closed.grids, strict=True):
        for side in (
            "name",
            "index",
            "first_row",
            "first_column",
            "visibility",
            "protected",
            "merged",
        ):
            assert getattr(found, side) == getattr(wanted, side), (wanted.name, side)
        assert found.tables == tuple(replace(table, formulas=()) for table in wanted.tables)
        assert set(found.formulas) == set(wanted.formulas)
        for mine, theirs in zip(found.columns, wanted.columns, strict=True):
            kinds = [type(v) for v, w in zip(mine, theirs, strict=True) if not isinstance(w, float)]
            assert kinds == [type(w) for w in theirs if not isinstance(w, float)]
    for grid in closed.grids:
        computed = (
            grid.formulas if grid.name == {"zh": "首页", "en": "Home"}[lang] else ()
        )  # it asks for the day
        cells, wanted_cells = (
            {place: value for place, value in shown(book)[grid.name].items() if place not in computed}
            for book in (now, closed)
        )
        assert cells == pytest.approx(wanted_cells), grid.name
    assert shown(now).keys() == shown(closed).keys()
    assert set(now.names) == set(closed.names)


def odd_book(path: Path) -> Path:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Odd")
    text, date = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
    long, clock = book.add_format({"num_format": "[h]:mm"}), book.add_format({"num_format": "hh:mm"})
    sheet.write_string("B2", "007", text)
    sheet.write_blank("B3", None, text)
    sheet.write_datetime("C2", dt.datetime(2026, 1, 2), date)
    sheet.write_number("C3", 1.75, long)
    sheet.write_number("C4", 0.5, clock)
    sheet.write_formula("D2", "=NA()", None, "#N/A")
    sheet.write_formula("D3", '="#"&"N/A"', None, "#N/A")
    sheet.write_string("D4", "=1+1")
    sheet.write_boolean("D5", True)
    sheet.merge_range("F2:G4", "merged")
    sheet.merge_range("F6:F7", "also")
    book.add_worksheet("Empty")
    hidden = book.add_worksheet("Locked")
    hidden.write(0, 0, "Heading")
    hidden.protect()
    book.define_name("Locked!own", "=Locked!$A$1")
    book.close()
    return path


def test_odd_cells_are_read_for_what_they_are(tmp_path: Path, opener: Opener) -> None:
    path = odd_book(tmp_path / "odd.xlsx")
    now, closed = opener(path).read(), read_workbook(path)
    odd, wanted = now.grids[0], closed.grids[0]
    places = ((2, 2), (2, 3), (3, 3), (4, 3), (2, 4), (4, 4), (5, 4))
    assert [odd.value(*place) for place in places] == [wanted.value(*place) for place in places]
    assert odd.value(3, 4) == "#N/A"  # a formula that shows a text, not an error
    assert set(odd.merged) == set(wanted.merged)
    assert {(2, 4), (3, 4)} <= set(odd.formulas)
    assert (now.grids[1].columns, now.grids[2].protected, "own" in now.names) == ((), True, False)


def test_a_cell_whose_format_would_change_the_value_gets_another(tmp_path: Path, opener: Opener) -> None:
    live = opener(odd_book(tmp_path / "odd.xlsx"))
    live.apply(EditPlan((SetCell(at(2, 3, "Odd"), 12), SetCell(at(3, 2, "Odd"), dt.date(2026, 4, 5)))))
    odd = live.read().grids[0]
    assert (odd.value(2, 3), odd.value(3, 2)) == (12, dt.date(2026, 4, 5))


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (SetCell(at(3, 7, "Odd"), 1), "F2"),
        (SetCell(at(1, 1, "Locked"), 1), "protected"),
        (SetFormat(Area("Locked", 1, 1, 1, 1), bold=True), "protected"),
        (AppendRows("Locked!A1:B2", ({"Heading": 1},)), "protected"),
        (AppendRows("tblNone", ({},)), "tblNone"),
        (SetCell(at(1, 1, "Nowhere"), 1), "Nowhere"),
        (SetCell(at(2, 2, "Odd"), 1, "008"), "008"),
        (SetCell(at(2, 2, "Odd"), float("nan")), "nan"),
        (SetCell(at(2, 2, "Odd"), "x" * 40_000), "40000"),
        (SetCell(at(2, 2, "Odd"), dt.date(1800, 1, 1)), "1800"),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is(
    edit: Edit, words: str, tmp_path: Path, opener: Opener
) -> None:
    live = opener(odd_book(tmp_path / "odd.xlsx"))
    before = shown(live.read())
    with pytest.raises(EditRefused, match=words):
        live.apply(EditPlan((SetCell(at(9, 9, "Odd"), "first"), edit)))
    assert shown(live.read()) == before


@pytest.mark.parametrize("stop", [1, 2, 3, 5, 7, 9, 11, 13, 99])
def test_whatever_fails_everything_goes_back(
    stop: int, live: LiveBook, engine: Any, documents: list[Any]
) -> None:
    import xlwings

    calls = []

    def refuse(what: str, place: Any) -> None:
        calls.append(what)
        if len(calls) == stop:
            raise xlwings.XlwingsError("no more")

    before = live.read()
    look = look_of(documents[0])
    engine.refuse = refuse
    app = engine.app
    app.calculation = "semiautomatic"
    if stop == 99:
        live.apply(EditPlan(EVERYTHING))
        assert shown(live.read()) != shown(before)
    else:
        with pytest.raises(EditRefused, match="no more"):
            live.apply(EditPlan(EVERYTHING))
        after = live.read()
        assert shown(after) == shown(before)
        assert [g.tables for g in after.grids] == [g.tables for g in before.grids]
        assert (after.names, look_of(documents[0])) == (before.names, look)
    assert (app.screen_updating, app.enable_events, app.display_alerts, app.calculation) == (
        True,
        True,
        True,
        "semiautomatic",
    )
    app.calculation = "automatic"


def look_of(document: Any) -> tuple[object, ...]:
    sheet = document.Sheets.getByName(SHEET)
    cell = sheet.getCellRangeByName("B2:C4")
    return (
        cell.CharWeight,
        cell.CellBackColor,
        cell.IsTextWrapped,
        sheet.Columns.getByIndex(1).Width,
        sheet.Annotations.Count,
    )


def test_what_will_not_go_back_is_said(live: LiveBook, engine: Any) -> None:
    import xlwings

    def refuse(what: str, place: Any) -> None:
        if refused or what == "table":
            refused.append(what)
            raise xlwings.XlwingsError("broken")

    refused: list[str] = []
    engine.refuse = refuse
    with pytest.raises(EditRefused, match="1 of them could not be put back"):
        live.apply(EditPlan((SetCell(at(2, 7), "x"), AddSheet("新", ("a",)))))


def test_excel_that_is_busy_is_told_from_one_that_refuses(live: LiveBook, engine: Any) -> None:
    class Busy(OSError):
        hresult = -2147418111

    def refuse(what: str, place: Any) -> None:
        calls.append(what)
        if len(calls) < 4:
            raise Busy("rejected")

    calls: list[str] = []
    engine.refuse = refuse
    with pytest.raises(WorkbookLocked, match="being edited"):
        live.apply(EditPlan((SetCell(at(2, 9), 5),)))
    with pytest.raises(WorkbookLocked, match="being edited"):
        raise live_module._unreadable(Path("b.xlsx"), Busy())


def test_a_plan_for_another_state_is_a_conflict(live: LiveBook, documents: list[Any]) -> None:
    read = live.read()
    plan = EditPlan((SetCell(at(2, 9), 5),), read.sha256)
    live.check(plan)
    documents[0].Sheets.getByName(SHEET).getCellRangeByName("B2").Value = 99
    with pytest.raises(EditConflict):
        live.apply(plan)
    assert live.read().grids[0].value(2, 9) is None


def test_a_totals_row_follows_the_rows_above_it(tmp_path: Path, opener: Opener, documents: list[Any]) -> None:
    path = tmp_path / "totals.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("T")
    sheet.add_table("A1:B4", {"name": "tblT", "total_row": True, "data": [["a", 1], ["b", 2]],
                              "columns": [{"header": "n", "total_string": "Sum"}, {"header": "v", "total_function": "sum"}]})  # fmt: skip
    sheet.write_string("A8", "below")
    book.close()
    live = opener(path)
    if not live.read().grids[0].tables[0].has_totals_row:
        documents[0].DatabaseRanges.getByName("tblT").TotalsRow = True
    live.apply(EditPlan((AppendRows("tblT", ({"n": "c", "v": 3}, {"n": "d"})),)))
    grid = live.read().grids[0]
    assert [grid.value(row, 1) for row in range(1, 9)] == ["n", "a", "b", "c", "d", "Sum", None, "below"]
    assert grid.tables[0].area == Area("T", 1, 1, 6, 2)
    live.apply(EditPlan((ReplaceRows("tblT", ({"n": "z"},)),)))
    grid = live.read().grids[0]
    assert [grid.value(row, 1) for row in range(1, 9)] == ["n", "z", "Sum", None, None, None, None, "below"]
    assert grid.tables[0].area == Area("T", 1, 1, 3, 2)


def test_why_an_open_workbook_cannot_be_had(
    path: Path, live: LiveBook, engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    import xlwings

    elsewhere = path.with_name("other.xlsx")
    assert "colleague" in told(attached(elsewhere))
    engine.protected_views.append("other.xlsx")
    assert "protected view" in told(attached(elsewhere))
    monkeypatch.setattr(type(engine), "apps", property(lambda self: [self.app, self.app]))
    with pytest.raises(WorkbookLocked, match="more than one Excel"):
        attached(path)
    monkeypatch.setattr(xlwings.engines, "active", None)
    assert "no Excel" in told(attached(path))
    monkeypatch.setitem(sys.modules, "xlwings", None)
    assert "pip install xlwings" in told(attached(path))
    monkeypatch.delitem(sys.modules, "xlwings")
    assert told(attached(path)) == ""


def told(found: LiveBook | Text) -> str:
    assert isinstance(found, Text)
    return found.en


def test_a_book_in_the_cloud_is_known_by_its_folder_and_name(
    path: Path, live: LiveBook, engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import xlwings

    from tests.support import uno_engine

    def fail(self: object) -> str:
        raise xlwings.XlwingsError("no folder for this address")

    name = "https://d.docs.live.net/1/%E9%94%80%E5%94%AE%20%E9%83%A8/%E6%88%91%E7%9A%84%20book.xlsx"
    monkeypatch.setattr(uno_engine.Book, "name", path.name)
    monkeypatch.setattr(uno_engine.Book, "fullname", property(fail))
    monkeypatch.setattr(uno_engine.Book, "api", type("Api", (), {"FullName": name}))
    assert isinstance(attached(path), LiveBook)
    assert isinstance(attached(path.parent.parent / path.name), Text)


def test_a_book_open_for_reading_only_is_not_written(live: LiveBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sheetsales.backends.live.native.is_read_only", bool)
    with pytest.raises(WorkbookLocked, match="read-only"):
        live.apply(EditPlan((SetCell(at(2, 9), 5),)))


def test_a_book_closed_meanwhile_is_told(live: LiveBook, documents: list[Any], office: Office) -> None:
    office.shut(documents.pop())
    with pytest.raises(WorkbookLocked, match="could not be read there"):
        live.read()
