"""Whole workbooks in memory, from cells to records and findings."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from sheetsales.book.ids import missing_ids
from sheetsales.book.labels import text_of
from sheetsales.book.load import load
from sheetsales.cells.address import Area, CellRef
from sheetsales.cells.build import grid_from_rows, workbook_from_rows
from sheetsales.cells.grid import TableArea
from sheetsales.schema.bind import bind
from sheetsales.schema.binding import Binding, BoundColumn, BoundTable, RefusedSheet
from sheetsales.schema.column import Kind
from sheetsales.schema.workbook import RECORDS, SHEETS
from sheetsales.texts import Text
from tests.book.loading import (
    DAY,
    DEAL_HEADINGS,
    TODAY,
    codes,
    deal,
    load_deals,
    load_sheets,
    only,
    own_layout,
)

TEAM = [("编号", "姓名", "角色", "在职"), ("S04", "赵国梁", "销售", "是"), ("S05", "何嘉怡", "销售", "是")]
CUSTOMERS = [
    ("编号", "名称", "负责人", "创建日期", "简称"),
    ("C-001", "甬润机械", "S04", DAY, "甬润"),
    ("C-002", "东海食品", "S04", DAY, None),
]


def test_records_are_typed_and_know_their_cells() -> None:
    book, findings = load_deals(deal(), deal(编号="O-0002", 金额=None), 人员=TEAM, 客户=CUSTOMERS)
    table = book.table("pipeline")
    assert codes(findings) == []
    assert list(table.get("amount")) == [Decimal(128000), None]
    assert list(table.get("stage")) == ["quote", "quote"]
    assert list(table.get("created_on")) == [DAY, DAY]
    assert table.cell(1, "amount") == CellRef("商机", 3, 5)
    assert table.cell(1, "probability") is None
    assert table.row_cell(1) == CellRef("商机", 3, 1)
    assert table.by_id == {"O-0001": 0, "O-0002": 1}
    assert book.lang == "zh"
    assert book.person_name("S04") == "赵国梁"
    assert not book.has("tasks")
    assert len(book.table("tasks")) == 0


def test_references_take_id_name_short_name_and_label() -> None:
    names = ["C-001", "甬润机械", "甬润", "C-001 甬润机械", "c-001", "C-001 旧名", "东海  食品"]
    book, findings = load_deals(*(deal(编号=f"O-{i}", 客户=n) for i, n in enumerate(names)), 客户=CUSTOMERS)
    assert list(book.table("pipeline").get("customer")) == ["C-001"] * 6 + [None]
    assert only(findings, "SS032").value == "东海  食品"


def test_a_reference_to_a_sheet_that_is_not_there_is_its_own_text() -> None:
    book, findings = load_deals(deal(客户=" 甬润机械 ", 负责人="赵国梁"))
    assert list(book.table("pipeline").get("customer")) == ["甬润机械"]
    assert list(book.table("pipeline").get("owner")) == ["赵国梁"]
    assert codes(findings) == []


def test_a_finding_says_whose_it_is_and_what_is_at_risk() -> None:
    _, findings = load_deals(deal(创建日期="下周", 负责人="赵国梁", 金额="12.8万"), 人员=TEAM)
    found = only(findings, "SS019")
    assert (found.at, found.record_key, found.record, found.column) == (
        CellRef("商机", 2, 7),
        "pipeline",
        "O-0001",
        "created_on",
    )
    assert (found.owner, found.money, found.value) == ("S04", Decimal(128000), "下周")


def test_the_owner_of_a_target_is_known_by_name() -> None:
    rows = [
        ("期间", "层级", "负责人", "衡量指标", "目标值"),
        ("10月", "个人", "何嘉怡", "签约额", 5),
        ("11月", "公司", "澄远", "签约额", 5),
    ]
    _, findings = load_sheets({"目标": rows, "人员": TEAM})
    assert sorted(f.owner for f in findings if f.code == "SS023") == ["", "S05"]


def test_blank_rows_and_prepared_numbers_are_no_records() -> None:
    blank = [None] * 7
    book, findings = load_deals(
        deal(), blank, deal(编号="O-0002"), deal(**dict.fromkeys(DEAL_HEADINGS, " ")), ["O-0003", *blank[1:]]
    )
    assert list(book.table("pipeline").rows) == [2, 4]
    assert codes(findings) == []


def test_blank_ids_are_given_at_once_and_listed_for_writing() -> None:
    book, findings = load_deals(
        deal(编号="O-0150"), deal(编号=None), deal(编号=" ", 负责人=None), ["O-0152", *[None] * 6]
    )
    assert list(book.table("pipeline").get("id")) == ["O-0150", "O-0153", "O-0154"]
    assert missing_ids(book) == (
        ("pipeline", 1, CellRef("商机", 3, 1), "O-0153"),
        ("pipeline", 2, CellRef("商机", 4, 1), "O-0154"),
    )
    assert only(findings, "SS013").record == "O-0154"


def test_no_id_is_given_over_something_that_stands_there() -> None:
    book, findings = load_deals(deal(编号=dt.date(2026, 3, 12)), deal())
    assert book.table("pipeline").get("id")[0] is None
    assert missing_ids(book) == ()
    found = only(findings, "SS026")
    assert found.record == ""
    assert found.key


def test_names_stand_for_ids_where_a_layout_has_none() -> None:
    rows = [("单位", "业务员"), ("甬润机械", "S04"), ("东海食品", "S04"), ("东海食品", None)]
    workbook, binding = own_layout("customers", rows, {"name": 1, "owner": 2})
    book, findings = load(workbook, binding, today=TODAY)
    table = book.table("customers")
    assert list(table.get("id")) == ["甬润机械", None, None]
    assert missing_ids(book) == ()
    found = only(findings, "SS013")
    assert (found.record, bool(found.key)) == ("", True)
    assert "业务员" in found.message.en


def test_findings_are_the_same_after_sorting() -> None:
    rows = [
        deal(编号=None, 名称="甲", 负责人=None),
        deal(编号="O-0009", 名称="乙", 金额="x"),
        deal(编号="O-0009", 名称="丙", 金额="y"),
    ]
    activities = [
        ("日期", "销售", "客户", "方式", "内容"),
        ("3/4/2026", "S04", "C-001", "电话", "甲"),
        ("3/4/2026", "S04", "C-001", "电话", "乙"),
    ]
    _, there = load_deals(*rows, 跟进记录=activities)
    _, back = load_deals(rows[0], rows[2], rows[1], 跟进记录=[activities[0], activities[2], activities[1]])
    assert sorted(f.identity for f in there) == sorted(f.identity for f in back)
    assert len({f.identity for f in there}) == len(there)


def test_a_record_without_id_is_known_by_its_row_but_for_the_bad_cell() -> None:
    head = ("日期", "销售", "客户", "方式", "内容")
    keys = []
    for date in ("3/4/2026", "4/3/2026"):
        _, findings = load_sheets({"跟进记录": [head, (date, "S04", "C-001", "电话", "甲")]})
        keys.append(only(findings, "SS021").key)
    assert keys[0] == keys[1] != ""


def test_several_sheets_of_one_record_are_joined() -> None:
    head = ["编号", "客户", "名称", "阶段", "金额", "负责人", "创建日期"]
    grids = {
        name: grid_from_rows(name, [head, deal(编号=f"O-{name}", 金额=amount)])
        for name, amount in (("1月", "1元"), ("2月", 2))
    }
    record = RECORDS["pipeline"]
    keys = ["id", "customer", "name", "stage", "amount", "owner", "created_on"]

    def bound(name: str, count: int) -> BoundTable:
        columns = tuple(BoundColumn(record.by_key[k], c, head[c - 1]) for c, k in enumerate(keys[:count], 1))
        return BoundTable(record, name, None, 1, 2, 2, columns, constants={"forecast_category": "承诺"})

    binding = Binding((bound("1月", 7), bound("2月", 5)), "zh", adopted=True)
    book, findings = load(workbook_from_rows(grids), binding, today=TODAY)
    table = book.table("pipeline")
    assert list(table.get("amount")) == [Decimal(1), Decimal(2)]
    assert list(table.get("owner")) == ["S04", None]
    assert list(table.get("forecast_category")) == ["commit", "commit"]
    assert list(table.sources) == [0, 1]
    assert table.cell(1, "amount") == CellRef("2月", 2, 5)
    assert table.cell(1, "forecast_category") is None
    assert [f.at for f in findings if f.code == "SS015"] == [CellRef("1月", 2, 5)]
    assert "SS013" not in codes(findings)


def test_a_bound_sheet_that_is_gone_is_simply_not_there() -> None:
    workbook, binding = own_layout("customers", [("名称",), ("甬润",)], {"name": 1})
    book, _ = load(replace(workbook, grids=()), binding, today=TODAY)
    assert book.tables == {}


def test_units_of_headings_count() -> None:
    rows = [("名称", "金额(万元)"), ("甲", 12.8), ("乙", "12.8")]
    workbook, binding = own_layout("pipeline", rows, {"name": 1, "amount": 2})
    table = binding.tables[0]
    amount = replace(table.columns[1], factor=Decimal(10_000))
    binding = replace(binding, tables=(replace(table, columns=(table.columns[0], amount)),))
    book, _ = load(workbook, binding, today=TODAY)
    assert list(book.table("pipeline").get("amount")) == [Decimal(128000), Decimal(128000)]


@pytest.mark.parametrize("held", ["expected_close", "closed_on"])
def test_one_close_date_serves_open_and_closed_deals(held: str) -> None:
    rows = [("名称", "阶段", "Close Date"), ("甲", "报价", DAY), ("乙", "成交", DAY), ("丙", "输单", None)]
    workbook, binding = own_layout("pipeline", rows, {"name": 1, "stage": 2, held: 3})
    table = binding.tables[0]
    split = replace(table.columns[2], split_by_stage=True)
    binding = replace(binding, tables=(replace(table, columns=(*table.columns[:2], split)),))
    book, _ = load(workbook, binding, today=TODAY)
    loaded = book.table("pipeline")
    assert list(loaded.get("expected_close")) == [DAY, None, None]
    assert list(loaded.get("closed_on")) == [None, DAY, None]
    assert loaded.cell(1, "closed_on") == loaded.cell(1, "expected_close") == CellRef("台账", 3, 3)
    assert loaded.heading("closed_on") == "Close Date"
    assert loaded.has("closed_on")


def test_one_close_date_without_stages_stays_what_it_is() -> None:
    workbook, binding = own_layout(
        "pipeline", [("名称", "Close Date"), ("甲", DAY)], {"name": 1, "expected_close": 2}
    )
    table = binding.tables[0]
    binding = replace(
        binding,
        tables=(replace(table, columns=(table.columns[0], replace(table.columns[1], split_by_stage=True))),),
    )
    book, _ = load(workbook, binding, today=TODAY)
    assert list(book.table("pipeline").get("expected_close")) == [DAY]


def test_values_that_adopt_learnt_are_understood() -> None:
    rows = [("名称", "状态", "类别"), ("甲", "赢单 Won", "二次"), ("乙", "报价", "新购")]
    workbook, binding = own_layout(
        "pipeline",
        rows,
        {"name": 1, "stage": 2, "kind": 3},
        values={"pipeline.stage": {"赢单 won": "won"}, "pipeline.kind": {"二次": "repeat"}},
    )
    book, findings = load(workbook, binding, today=TODAY)
    assert list(book.table("pipeline").get("stage")) == ["won", "quote"]
    assert list(book.table("pipeline").get("kind")) == ["repeat", "new"]
    assert codes(findings) == []


def test_formulas_without_a_result_are_not_called_blank_as_well() -> None:
    grid = grid_from_rows("商机", [DEAL_HEADINGS, deal(负责人=None), deal(编号="O-2")])
    grid = replace(
        grid, formulas=frozenset({(2, 6), (99, 6)}), uncached=frozenset({(2, 6), (99, 6), (2, 99)})
    )
    _, findings = load_sheets({"商机": grid})
    assert codes(findings) == ["SS012"]


def test_rows_of_formulas_that_show_nothing_are_blank() -> None:
    grid = grid_from_rows("商机", [DEAL_HEADINGS, deal(), [None, None, None, None, 0, None, None]])
    book, _ = load_sheets({"商机": replace(grid, formulas=frozenset({(3, 5)}))})
    assert len(book.table("pipeline")) == 1
    book, _ = load_sheets({"商机": grid})
    assert len(book.table("pipeline")) == 2


def test_merged_cells_are_read_in_every_row_and_written_nowhere() -> None:
    rows = [DEAL_HEADINGS, deal(), deal(编号="O-0002", 客户=None), deal(编号=None, 客户=None, 名称="丙")]
    merged = (
        Area("商机", 2, 2, 4, 2),
        Area("商机", 3, 1, 4, 1),
        Area("商机", 2, 6, 2, 7),
        Area("商机", 1, 1, 1, 2),
        Area("商机", 2, 30, 3, 30),
    )
    book, findings = load_sheets({"商机": replace(grid_from_rows("商机", rows), merged=merged)})
    table = book.table("pipeline")
    assert list(table.get("customer")) == ["C-001"] * 3
    assert list(table.raw["customer"]) == ["C-001", None, None]
    assert list(table.get("id")) == ["O-0001", "O-0002", "O-0002"]
    assert missing_ids(book) == ()
    assert only(findings, "SS010").at == CellRef("商机", 2, 2)


def test_a_totals_row_is_left_out() -> None:
    book, findings = load_sheets(
        {
            "商机": grid_from_rows(
                "商机",
                [DEAL_HEADINGS, deal(), ["合计", None, None, None, 5, None, None]],
                table="tblPipeline",
            )
        }
    )
    assert len(book.table("pipeline")) == 1
    assert only(findings, "SS009").at == CellRef("商机", 3, 1)
    assert missing_ids(book) == ()


def test_what_we_wrote_ourselves_is_never_reported() -> None:
    rows = [("编号", "客户", "名称", "阶段", "金额", "负责人", "创建日期", "检查"), [*deal(), 7]]
    log: list[tuple[Any, ...]] = [
        ("发现日期", "商机", "原阶段", "新阶段", "金额", "预计成交", "负责人"),
        ("x", "O-1", "?", "?", "y", "z", "S99"),
    ]
    book, findings = load_sheets(
        {"商机": rows, "阶段记录": grid_from_rows("阶段记录", log, table="tblStageLog")}
    )
    assert codes(findings) == []
    assert book.table("stage_log").get("seen_on")[0] is None


def test_order_lines_share_their_number() -> None:
    rows: list[tuple[Any, ...]] = [
        ("订单编号", "客户", "金额", "下单日期"),
        ("R1", "C-001", 5, DAY),
        ("R1", "C-001", 6, DAY),
        (None, "C-001", 6, DAY),
    ]
    book, findings = load_sheets({"订单": grid_from_rows("订单", rows, table="tblOrders")})
    assert list(book.table("orders").get("id")) == ["R1", "R1", None]
    assert codes(findings) == []
    assert missing_ids(book) == ()


def test_equal_codes_of_configuration_rows_are_not_ours_to_renew() -> None:
    rows = [("编号", "检查"), ("C01", "甲"), ("C01", "乙")]
    _, findings = load_sheets({"合规": grid_from_rows("合规", rows, table="tblCompliance")})
    assert "another code" in only(findings, "SS027").hint.en


def test_lists_of_the_workbook_add_and_rename() -> None:
    lists: list[list[Any]] = [
        ["列表", "代码", "中文", "英文"],
        ["行业", "med", "医疗", "Health"],
        ["grade", "S", None, "Top"],
        ["客户等级", "A", "甲级", None],
        ["x", None, None, None],
        ["自家", 7.0, None, None],
    ]
    rows = [
        ("编号", "名称", "负责人", "创建日期", "等级", "行业"),
        ("C-1", "甲", "S04", DAY, "Top", "医疗"),
        ("C-2", "乙", "S04", DAY, "甲级", "造船"),
    ]
    book, findings = load_sheets({"客户": rows, "选项": grid_from_rows("选项", lists, table="tblLists")})
    table = book.table("customers")
    assert list(table.get("grade")) == ["S", "A"]
    assert list(table.get("industry")) == ["med", "造船"]
    assert codes(findings) == ["SS013", "SS024"]
    assert text_of(book, "customers", "industry", "med", "en") == "Health"
    assert text_of(book, "customers", "grade", "A", "zh") == "甲级"
    assert book.labels["自家"] == {"7": Text("7", "7")}


def test_codes_are_shown_as_people_call_them() -> None:
    book, _ = load_deals(deal(), 客户=CUSTOMERS, 人员=TEAM)
    assert text_of(book, "pipeline", "stage", "quote", "en") == "Quotation"
    assert text_of(book, "stages", "code", "won", "zh") == "成交"
    assert text_of(book, "pipeline", "owner", "S04", "zh") == "赵国梁"
    assert text_of(book, "pipeline", "owner", "S99", "zh") == "S99"
    assert text_of(book, "pipeline", "customer", "C-001", "en") == "甬润机械"
    assert text_of(book, "activities", "opportunity", "O-0001", "en") == "监测"
    assert text_of(book, "pipeline", "kind", "new", "en") == "New"
    assert text_of(book, "pipeline", "kind", "odd", "en") == "odd"
    assert text_of(book, "pipeline", "no such", "x", "en") == "x"
    assert book.labels["pipeline.stage"]["quote"].zh == "报价"


def test_every_kind_of_column_is_read() -> None:
    for record in SHEETS:
        headings = [c.title.zh for c in record.columns]
        row: list[Any] = [_example(c.kind) for c in record.columns]
        grid = grid_from_rows(record.title.zh, [headings, row], table=record.table)
        workbook = workbook_from_rows({record.title.zh: grid})
        book, _ = load(workbook, bind(workbook), today=TODAY)
        assert book.tables[record.key].columns.keys() >= {c.key for c in record.columns if not c.written}


def _example(kind: Kind) -> Any:
    return {Kind.DATE: DAY, Kind.MONEY: 5.0, Kind.NUMBER: 5.0, Kind.INTEGER: 5, Kind.PERCENT: 0.5}.get(
        kind, "x"
    )


def test_sheets_we_refuse_are_named_in_words() -> None:
    for kind, words in (("pivot", "a pivot table"), ("no such kind", "a form of another kind")):
        _, findings = load_sheets({"商机": [DEAL_HEADINGS, deal()]}, refused=(RefusedSheet("P", kind),))
        assert words in only(findings, "SS006").message.en


def test_rows_below_a_table_that_are_no_records_are_left_alone() -> None:
    rows = [
        DEAL_HEADINGS,
        deal(),
        [None] * 7,
        ["备注：以上含税"],
        ["合计", None, None, None, 9, None, None],
        deal(编号="O-7"),
        list(DEAL_HEADINGS),
        deal(编号="O-8"),
    ]
    grid = grid_from_rows("商机", rows)
    mine = TableArea("tblPipeline", Area("商机", 1, 1, 2, 7), DEAL_HEADINGS)
    _, findings = load_sheets({"商机": replace(grid, tables=(mine,))})
    assert [f.record for f in findings if f.code == "SS007"] == ["O-7"]
    other = TableArea("Table2", Area("商机", 6, 1, 6, 7), DEAL_HEADINGS)
    _, findings = load_sheets({"商机": replace(grid, tables=(mine, other))})
    assert [f.record for f in findings if f.code == "SS007"] == []


def test_many_rows_below_a_table_are_told_as_one() -> None:
    rows = [DEAL_HEADINGS, deal(), *(deal(编号=f"O-{i}") for i in range(2, 14))]
    grid = grid_from_rows("商机", rows)
    mine = TableArea("tblPipeline", Area("商机", 1, 1, 2, 7), DEAL_HEADINGS)
    _, findings = load_sheets({"商机": replace(grid, tables=(mine,))})
    assert "12 rows from 商机!A3 on" in only(findings, "SS007").message.en
