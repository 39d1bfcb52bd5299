"""What changed between two workbooks, as a person would say it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from sheetsales.cells.address import CellRef
from sheetsales.cells.build import Rows, workbook_from_rows
from sheetsales.cells.grid import Grid
from sheetsales.cells.values import CellError
from sheetsales.diff.changes import Changes
from sheetsales.diff.compare import Side, compare
from sheetsales.diff.render import MOST_CELLS, document, lines
from sheetsales.diff.rows import MOST_ALIGNED_ROWS, shown
from sheetsales.diff.values import alike, kind_of
from sheetsales.schema.binding import Binding, BoundColumn, BoundTable
from sheetsales.schema.record import Record
from sheetsales.schema.workbook import RECORDS

DEALS: Rows = (
    ("编号", "名称", "金额", "说明"),
    ("O-1", "甲", 100, "x"),
    ("O-2", "乙", 200, None),
    ("O-3", "丙", 300, None),
)


def bound(record: Record, sheet: str, keys: tuple[str, ...], rows: Rows) -> BoundTable:
    columns = tuple(
        BoundColumn(record.by_key[k], i, str(rows[0][i - 1])) for i, k in enumerate(keys, start=1)
    )
    return BoundTable(record, sheet, None, 1, 2, len(rows), columns)


def side(rows: Rows = DEALS, parts: dict[str, str] | None = None, **sheets: Rows | Grid) -> Side:
    table = bound(RECORDS["pipeline"], "商机", ("id", "name", "amount"), rows)
    return Side(workbook_from_rows({"商机": rows, **sheets}), Binding((table,), "zh"), parts or {})


def text(changes: Changes) -> list[str]:
    return list(lines(changes, "zh"))


def test_the_same_is_the_same() -> None:
    changes = compare(side(), side())
    assert not changes
    assert text(changes) == ["两份工作簿内容相同。"]
    assert document(changes)["same"] is True


def test_sorted_rows_are_no_change_but_a_note_beside_them_is_seen_where_it_stands() -> None:
    assert not compare(side(DEALS[:3]), side((DEALS[0], DEALS[1], DEALS[2])))
    moved = (DEALS[0], (*DEALS[3][:3], None), ("O-1", "甲", 100, None), (*DEALS[2][:3], None))
    changes = compare(side(), side(moved))
    assert changes.records == ()
    assert {str(c.at) for c in changes.cells} == {"商机!D2"}


def test_a_changed_field_names_record_column_and_cell() -> None:
    changes = compare(side(), side((*DEALS[:2], ("O-2", "乙", 250, None), DEALS[3])))
    assert text(changes) == ["商机改动 1 条。", "  商机 O-2 乙 (商机!A3): 改动", "    金额: 200 → 250"]
    (record,) = document(changes)["records"]
    assert record["fields"] == [
        {"column_key": "amount", "column": "金额", "cell": "商机!C3", "before": 200, "after": 250}
    ]


def test_records_that_came_and_went() -> None:
    changes = compare(side(), side((DEALS[0], *DEALS[2:], ("O-4", "丁", None, None))))
    assert [(r.fate, r.id, str(r.at)) for r in changes.records] == [
        ("added", "O-4", "商机!A4"), ("removed", "O-1", "商机!A2"),
    ]  # fmt: skip
    assert [f.column for f in changes.records[0].fields] == ["id", "name"]
    assert next(lines(changes, "en")) == "Pipeline: 1 added, 1 removed; 1 other cell."


def test_rows_without_an_id_are_known_by_their_content_and_doubles_by_their_count() -> None:
    rows: Rows = (("编号", "名称", "金额"), (None, "甲"), (None, "甲"), (None, None))
    twice = compare(side(rows), side(rows[:2]))
    assert [(r.fate, r.id) for r in twice.records] == [("removed", "甲")]


def test_a_column_that_came_or_went_is_a_change_of_each_record() -> None:
    table = bound(RECORDS["pipeline"], "商机", ("id", "name"), DEALS)
    without = Side(side().workbook, Binding((table,), "zh"))
    assert len(compare(without, side()).records) == 3
    assert str(compare(side(), without).records[0].fields[0].at) == "商机!C2"


def test_cells_outside_records_with_rows_inserted() -> None:
    before: Rows = (("说明",), ("一",), ("二",))
    after: Rows = (("说明",), ("零",), ("一",), ("二",))
    (change,) = compare(side(首页=before), side(首页=after)).cells
    assert (str(change.at), change.before, change.after) == ("首页!A2", None, "零")
    (gone,) = compare(side(首页=after), side(首页=before)).cells
    assert (str(gone.at), gone.before, gone.after) == ("首页!A2", "零", None)


def test_many_changed_cells_are_counted() -> None:
    before: Rows = tuple((n,) for n in range(MOST_CELLS + 2))
    after: Rows = tuple((-n - 1,) for n in range(MOST_CELLS + 2))
    assert text(compare(side(数=before), side(数=after)))[-1] == "  另有 2 个单元格"


def test_long_sheets_are_compared_in_place() -> None:
    before: Rows = tuple((n,) for n in range(MOST_ALIGNED_ROWS + 1))
    (change,) = compare(side(数=before), side(数=(*before[:-1], (0,)))).cells
    assert change.at == CellRef("数", MOST_ALIGNED_ROWS + 1, 1)


def test_sheets_and_parts() -> None:
    hidden = Grid("藏", 1, 1, 1, (["x"],), visibility="hidden")
    shown_now = Grid("藏", 1, 1, 1, (["x"],))
    before = side(
        parts={"xl/charts/chart1.xml": "a", "xl/vbaProject.bin": "b", "xl/sharedStrings.xml": "c"},
        旧=(("x",),),
        藏=hidden,
    )
    after = side(
        parts={"xl/charts/chart1.xml": "z", "xl/media/image1.png": "i", "xl/sharedStrings.xml": "d"},
        新=(("x",),),
        藏=shown_now,
    )
    assert text(compare(before, after)) == [
        "工作表 3 张，其他部件 3 个。",
        "  工作表 新: 新增 visible",
        "  工作表 藏: 改动 visible",
        "  工作表 旧: 删除",
        "  部件 xl/charts/chart1.xml: 改动",
        "  部件 xl/media/image1.png: 新增",
        "  部件 xl/vbaProject.bin: 删除",
    ]


def test_what_sheetsales_writes_is_compared_by_cell_and_its_notes_are_left_out() -> None:
    found = (("严重程度", "代码"), ("错误", "SS001"))
    table = bound(RECORDS["findings"], "检查结果", ("severity", "code"), found)

    def book(rows: Rows, store: str) -> Side:
        sheets: dict[str, Rows | Grid] = {"检查结果": rows, "_sheetsales": ((store,),)}
        return Side(workbook_from_rows(sheets), Binding((table,), "zh"))

    changes = compare(book(found, "a"), book((found[0], ("提醒", "SS001")), "b"))
    assert [str(c.at) for c in changes.cells] == ["检查结果!A2"]
    assert not changes.records


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [(12, 12.0, True), (12, "12", False), (1, True, False), (True, True, True), (None, None, True), (None, 0, False),
     (dt.date(2026, 1, 2), dt.datetime(2026, 1, 2), True), (dt.date(2026, 1, 2), dt.datetime(2026, 1, 2, 1), False),
     (CellError("#N/A"), CellError("#N/A"), True), (Decimal("1.5"), 1.5, True)],
)  # fmt: skip
def test_when_values_are_alike(before: object, after: object, same: bool) -> None:
    assert alike(before, after) is same  # type: ignore[arg-type]  # the cases are cell values


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (3.0, "3"), (3.25, "3.25"), (dt.datetime(2026, 1, 2), "2026-01-02"), (dt.datetime(2026, 1, 2, 3), "2026-01-02 03:00:00"),
     (CellError("#REF!"), "#REF!"), (Decimal("2.50"), "2.50")],
)  # fmt: skip
def test_how_a_value_reads(value: object, text: str) -> None:
    assert shown(value) == text  # type: ignore[arg-type]  # the cases are cell values


def test_errors_and_numbers_align_rows_too() -> None:
    before: Rows = ((CellError("#N/A"), 1.5), (Decimal(2), "x"))
    after: Rows = (("new", None), (CellError("#N/A"), 1.5), (2.0, "x"))
    assert [str(c.at) for c in compare(side(数=before), side(数=after)).cells] == ["数!A1"]
    assert document(compare(side(数=before), side(数=after)))["cells"][0]["after"] == "new"


def test_a_value_that_only_changed_its_kind_is_told_by_its_kind() -> None:
    changes = compare(side(), side((*DEALS[:2], ("O-2", "乙", "200", None), DEALS[3])))
    assert any("200 (number) → 200 (text)" in line for line in lines(changes, "en"))
    (field,) = document(changes)["records"][0]["fields"]
    assert (field["before"], field["after"], field["became"]) == (200, "200", "text")
    assert kind_of(None).en == "blank"
