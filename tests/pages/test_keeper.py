"""A sheet of ours in a team's workbook: known again, compared, written, the team's own columns beside it."""

import datetime as dt
from decimal import Decimal

import pytest

from sheetsales.backends.memory import MemoryBook
from sheetsales.cells.build import grid_from_rows, workbook_from_rows
from sheetsales.cells.edits import AddSheet, Edit, EditPlan, ReplaceRows
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellValue, Formula, Link
from sheetsales.pages import Column, Page, Row, find, keep, same_sheet_name
from sheetsales.texts import Text

PAGE = Page(
    Text("汇总", "Summary"),
    "tblSummary",
    (
        Column("who", Text("人员", "Person"), 16),
        Column("count", Text("数量", "Count"), 10, "0"),
        Column("day", Text("日期", "Day"), 13),
    ),
    ("who",),
    ("who",),
)
ROWS: list[Row] = [
    {"who": "Anna", "count": Decimal(2), "day": dt.date(2026, 11, 2)},
    {"who": Link("Team!A2", "Ben"), "count": 0, "day": None},
]


def kept(workbook: Workbook, rows: list[Row], page: Page = PAGE, least: int = 1) -> tuple[Edit, ...]:
    return tuple(keep(workbook, "en", page, rows, least=least))


def written(workbook: Workbook, rows: list[Row]) -> Workbook:
    memory = MemoryBook(workbook)
    memory.apply(EditPlan(kept(workbook, rows)))
    return memory.read()


def other() -> Workbook:
    return workbook_from_rows({"Deals": grid_from_rows("Deals", [["Name"], ["x"]])})


def test_it_comes_with_the_first_rows_and_stays_as_it_is() -> None:
    assert kept(other(), []) == ()
    assert kept(other(), ROWS, least=3) == ()
    (added,) = kept(other(), ROWS)
    assert isinstance(added, AddSheet)
    assert (added.name, added.table, added.headings) == ("Summary", "tblSummary", ("Person", "Count", "Day"))
    assert (added.widths, added.formats) == ((16, 10, 13), (None, "0", None))
    assert kept(written(other(), ROWS), ROWS) == ()


def test_a_changed_row_writes_the_page_anew_and_none_empties_it() -> None:
    workbook = written(other(), ROWS)
    (edit,) = kept(workbook, ROWS[:1])
    assert edit == ReplaceRows(
        "tblSummary", ({"Person": "Anna", "Count": Decimal(2), "Day": dt.date(2026, 11, 2)},)
    )
    (edit,) = kept(workbook, [])
    assert edit == ReplaceRows("tblSummary", ())


def table(
    headings: list[str], *rows: list[CellValue], name: str = "tblSummary", sheet: str = "Any"
) -> Workbook:
    return workbook_from_rows({sheet: grid_from_rows(sheet, [headings, *rows], table=name)})


def test_what_the_team_wrote_beside_a_row_stays_with_it() -> None:
    workbook = table(["Person", "Remark", "Count"], ["Ben", "ask him", 1.0], ["Cleo", "gone", 2.0])
    (edit,) = kept(workbook, ROWS)
    assert isinstance(edit, ReplaceRows)
    assert edit.rows[0] == {"Person": "Anna", "Count": Decimal(2)}
    assert edit.rows[1]["Remark"] == "ask him"
    assert len(edit.rows) == 2


def test_a_page_without_marks_of_its_rows_keeps_no_remarks() -> None:
    workbook = table(["Person", "Remark", "Count"], ["Ben", "ask him", 1.0])
    page = Page(PAGE.title, PAGE.table, PAGE.columns, (), ("who",))
    (edit,) = kept(workbook, ROWS, page)
    assert isinstance(edit, ReplaceRows)
    assert all("Remark" not in row for row in edit.rows)


@pytest.mark.parametrize(
    "headings", [["人员", "数量", "日期"], ["Person *", "Count", "Day"], ["日期", "Person", "数量"]]
)
def test_it_is_known_in_either_language_and_any_order(headings: list[str]) -> None:
    place = find(table(headings, [1.0, 2.0, 3.0], sheet="Moved"), PAGE)
    assert place is not None
    assert place.sheet == "Moved"
    assert sorted(place.keys.values()) == ["count", "day", "who"]


def test_a_table_is_ours_by_name_and_by_what_it_cannot_lack() -> None:
    assert find(table(["Person", "Count"], name="TBLSUMMARY2"), PAGE) is not None
    assert find(table(["Person", "Count"], name="tblSummaryOld"), PAGE) is None
    assert find(table(["Count", "Day"]), PAGE) is None
    whole = Page(PAGE.title, PAGE.table, PAGE.columns)
    assert find(table(["Person", "Count"]), whole) is None


def test_a_name_that_ends_with_a_number_is_not_that_of_another_page() -> None:
    page = Page(PAGE.title, "tblOf1", PAGE.columns)
    assert find(table(["Person", "Count", "Day"], name="tblOf12"), page) is None
    assert find(table(["Person", "Count", "Day"], name="tblOf1"), page) is not None


def test_a_range_that_lost_its_table_is_known_by_title_and_headings() -> None:
    rows: list[list[CellValue]] = [["Person", "Count", "Note"], ["Anna", 2.0, "x"]]
    workbook = workbook_from_rows({"汇总": grid_from_rows("汇总", rows)})
    place = find(workbook, PAGE)
    assert place is not None
    assert place.target == "汇总!A1:C2"
    (edit,) = kept(workbook, ROWS)
    assert isinstance(edit, ReplaceRows)
    assert edit.rows[0]["Note"] == "x"
    little = workbook_from_rows(
        {"汇总": grid_from_rows("汇总", [["Person", "Other", "Note"], ["a", "b", "c"]])}
    )
    assert find(little, PAGE) is None
    assert same_sheet_name(little, PAGE, "zh") == "汇总 2"


def test_a_sheet_nobody_else_uses_is_taken_as_it_is() -> None:
    page = Page(PAGE.title, PAGE.table, PAGE.columns, alone=True)
    renamed = table(["Person", "Count", "x"], ["Anna", 2.0, 1.0], name="Table1", sheet="Summary")
    place = find(renamed, page)
    assert place is not None
    assert (place.target, same_sheet_name(renamed, page, "en")) == ("Table1", "Summary")
    bare = workbook_from_rows({"Summary": grid_from_rows("Summary", [["Person"], ["Anna"]])})
    assert find(bare, page) is not None


def test_a_formula_shows_its_value_and_a_moment_its_day() -> None:
    workbook = written(other(), ROWS)
    same: list[Row] = [
        {"who": Formula('"Anna"', "Anna"), "count": 2, "day": dt.datetime(2026, 11, 2, 8)},
        {"who": "Ben", "count": 0.0, "day": ""},
    ]
    assert kept(workbook, same) == ()
    flags: list[Row] = [{**ROWS[0], "count": True}, ROWS[1]]
    assert len(kept(written(other(), [{**ROWS[0], "count": 1}, ROWS[1]]), flags)) == 1, "TRUE is no 1"
