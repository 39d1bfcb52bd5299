"""What adopt kept in a workbook, applied to the workbook as it is later."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.adopt import Answers, SheetAnswer, propose
from sheetsales.cells.build import grid_from_rows, workbook_from_rows
from sheetsales.cells.grid import Workbook
from sheetsales.errors import BadRequest
from sheetsales.schema.bind import bind
from sheetsales.schema.store import STORE_TABLE
from sheetsales.schema.stored import (
    STORE_KEY,
    StoredBinding,
    StoredColumn,
    StoredTable,
    from_json,
    parse,
    to_json,
)
from sheetsales.schema.workbook import STORE_SHEET
from tests.binding.books import columns, unknown

D = dt.date
HEADINGS = ["客户名称", "项目名称", "负责人", "状态", "预计金额(万元)", "Close Date"]
ROW: list[Any] = ["甬江机械", "空压机改造", "李静", "已签约", 38, D(2026, 12, 1)]


def kept(workbook: Workbook, answers: Answers | None = None) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(to_json(propose(workbook, answers).stored()))
    return document


def book(**sheets: Any) -> Workbook:
    return workbook_from_rows(sheets)


FIRST = book(跟进=[HEADINGS, ROW])


def test_json_and_back() -> None:
    stored = StoredBinding(
        (StoredTable("A", "pipeline", "", 3, (StoredColumn("金额", "amount", Decimal(10000), False, 2),), {"x": "y"}, ("备注",)),),
        "zh",
        "sop",
        {"pipeline.stage": {"赢": "sign"}},
        ("说明",),
        {"汇总": "pivot"},
    )  # fmt: skip
    assert from_json(parse(to_json(stored))) == stored


def test_the_mapping_kept_in_the_workbook_is_found_there() -> None:
    store = grid_from_rows(
        STORE_SHEET, [["key", "value"], [STORE_KEY, to_json(propose(FIRST).stored())]], table=STORE_TABLE
    )
    with_store = replace(FIRST, grids=(*FIRST.grids, store))
    binding = bind(with_store)
    assert binding.adopted
    assert binding.values["pipeline.stage"] == {"已签约": "won"}
    assert binding.language == "zh"


def test_an_adopted_sheet_reads_as_proposed() -> None:
    binding = bind(FIRST, kept(FIRST))
    (table,) = binding.tables
    assert columns(table)["状态"] == "stage"
    assert table.by_key["amount"].factor == 10_000
    assert table.by_key["expected_close"].split_by_stage
    assert (table.first_row, table.last_row) == (2, 2)


def test_rows_and_columns_may_move() -> None:
    moved = [["重点客户"], [], [None, "新列", *reversed(HEADINGS)], [None, 1, *reversed(ROW)]]
    (table,) = bind(book(跟进=moved), kept(FIRST)).tables
    assert table.heading_row == 3
    assert set(table.by_key) == set(bind(FIRST, kept(FIRST)).tables[0].by_key)
    assert unknown(table) == ["新列"]


def test_a_heading_that_is_gone_is_simply_not_bound() -> None:
    (table,) = bind(book(跟进=[HEADINGS[:4], ROW[:4]]), kept(FIRST)).tables
    assert "amount" not in table.by_key


def test_a_sheet_that_lost_most_headings_is_not_read() -> None:
    assert bind(book(跟进=[["a", "客户名称"], [1, 2]]), kept(FIRST)).tables == ()


def test_a_new_sheet_laid_out_alike_is_read_alike() -> None:
    later = book(跟进=[HEADINGS, ROW], 十一月=[["十一月"], HEADINGS, ROW], 别的=[["a", "b"], [1, 2]])
    assert [t.sheet for t in bind(later, kept(FIRST)).tables] == ["跟进", "十一月"]


def test_a_sheet_left_alone_stays_alone() -> None:
    both = book(跟进=[HEADINGS, ROW], 旧=[HEADINGS, ROW])
    answers = Answers({"旧": SheetAnswer("-")})
    assert [t.sheet for t in bind(both, kept(both, answers)).tables] == ["跟进"]


def test_sheets_of_ours_are_read_besides() -> None:
    ours = grid_from_rows("人员", [["编号 *", "姓名 *", "角色 *", "在职 *"]], table="tblTeam")
    binding = bind(book(跟进=[HEADINGS, ROW], 人员=ours), kept(FIRST))
    assert [t.record.key for t in binding.tables] == ["team", "pipeline"]


def test_refused_sheets_are_remembered_while_they_are_there() -> None:
    pivot = [["行标签", "求和项:金额"], ["李静", 72]]
    with_pivot = book(跟进=[HEADINGS, ROW], 汇总=pivot)
    document = kept(with_pivot)
    assert [r.kind for r in bind(with_pivot, document).refused] == ["pivot"]
    assert bind(FIRST, document).refused == ()


def test_two_tables_side_by_side_keep_their_columns() -> None:
    headings = ["Order Date", "Customer", "Product", "Qty", "Total"]
    row: list[Any] = [D(2026, 1, 5), "Norbury", "Gateway", 2, 840.0]
    beside = book(Q1=[[*headings, None, *headings], [*row, None, *row]])
    tables = bind(beside, kept(beside)).tables
    assert [sorted(c.sheet_column for c in t.columns) for t in tables] == [[1, 2, 3, 4, 5], [7, 8, 9, 10, 11]]
    assert [t.unknown for t in tables] == [(), ()]


def test_two_tables_one_below_the_other_keep_their_rows() -> None:
    below = book(
        跟进=[
            HEADINGS,
            ROW,
            [],
            ["客户名称", "联系人", "电话", "行业"],
            ["甬江", "王工", "0574-8765 4321", "机械"],
        ]
    )
    tables = bind(below, kept(below)).tables
    assert [(t.record.key, t.first_row, t.last_row) for t in tables] == [
        ("pipeline", 2, 2),
        ("customers", 5, 5),
    ]


def test_an_excel_table_of_their_own_is_found_by_its_name() -> None:
    grid = grid_from_rows("Deals", [HEADINGS, ROW], table="Table1")
    document = kept(book(Deals=grid))
    lower = grid_from_rows("Deals", [HEADINGS, ROW, ROW], table="Table1", first_row=9)
    (table,) = bind(book(Deals=lower), document).tables
    assert (table.table, table.heading_row, table.last_row) == ("Table1", 9, 11)


@pytest.mark.parametrize(
    "text",
    ["{", "[]", '{"tables": 3}', "{}", '{"tables": [{"record": "pipeline"}]}',
     '{"tables": [{"record": "pipeline", "sheet": "A", "heading_row": 1, "columns": [{"column": "amount", "heading": "x", "factor": "viel"}]}]}'],
)  # fmt: skip
def test_a_damaged_mapping_ends_with_the_way_out(text: str) -> None:
    with pytest.raises(BadRequest, match="adopt"):
        from_json(parse(text))


def test_what_a_later_version_no_longer_knows_is_dropped() -> None:
    document = kept(FIRST)
    document["tables"][0]["columns"].append({"heading": "x", "column": "gone"})
    document["tables"].append({"sheet": "B", "record": "gone", "heading_row": 1, "columns": []})
    assert len(bind(FIRST, document).tables) == 1
